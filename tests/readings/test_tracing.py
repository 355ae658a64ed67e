"""The twin of a grammar: it reads as the grammar does, and remembers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad import pack
from musnad.knowledge import Knowledge
from musnad.model import Document
from musnad.readings.grammar import Grammar, compile_grammar
from musnad.readings.page import Page
from musnad.readings.tracing import Memory, remembering, words_of

Write = Callable[..., Path]
LEXICON = ("killed\tharm\t\tharm=killed\t\tpress", "men\tperson\t\t\t\tpress", "and\tconj\t\t\t\tpress")
RULE = """
topic = "toll"
[[rule]]
id = "xx.toll.pair"
match = "group:{person} {conj} 'also' ..3/person cue:{harm}"
[[rule.example]]
text = "men and also killed"
group = "men"
[[rule.counter]]
text = "men"
why = "alone"
"""


@pytest.fixture
def both(write_pack: Write, nothing_known: Knowledge) -> tuple[Grammar, Grammar, Memory]:
    """A grammar, its twin, and the twin's memory."""
    loaded = pack.load("xx", write_pack(lexicon=LEXICON, rules=RULE))
    grammar = compile_grammar(loaded, nothing_known)
    return (grammar, *remembering(grammar, loaded))


def page(text: str, grammar: Grammar) -> Page:
    return Page.of(Document(id="d", text=text, sha256=""), grammar)


def test_twin_matches_what_the_grammar_matches(both: tuple[Grammar, Grammar, Memory]) -> None:
    grammar, twin, memory = both
    text = "Men and also were killed. Men and more."

    matches = [found.match for found in grammar.apply("toll", page(text, grammar).marked)]
    again = [found.match for found in twin.apply("toll", page(text, twin).marked)]

    assert [(match.first, match.last) for match in again] == [(match.first, match.last) for match in matches] == [(0, 5)]
    assert memory.of("xx.toll.pair") == again
    assert memory.of("xx.toll.other") == []


@pytest.mark.parametrize(
    ("text", "parts", "why"),
    [
        ("Men.", 1, "expected {conj}, found “.”"),
        ("Men", 1, "expected {conj}, found the end of the sentence"),
        ("Men and more", 2, "expected 'also', found “more” (word)"),
        ("Men and ALSO one two three four killed", 3, "expected {harm} within 3 words, found “one” (word)"),
        ("Men and also some men killed", 3, "expected {harm} within 3 words, found “some” (word), and it does not pass “men” (person)"),
    ],
)
def test_nearest_failure_and_its_reason(both: tuple[Grammar, Grammar, Memory], text: str, parts: int, why: str) -> None:
    _, twin, memory = both
    read = page(text, twin)
    list(twin.apply("toll", read.marked))

    nearest = memory.nearest("xx.toll.pair")

    assert nearest is not None
    assert (nearest.parts, nearest.why(read)) == (parts, why)
    memory.forget()
    assert memory.nearest("xx.toll.pair") is None


def test_words_of_tokens_are_exact_and_never_none(both: tuple[Grammar, Grammar, Memory]) -> None:
    read = page("Two  MEN\nare", both[0])

    assert words_of(read, 0, 2).text == "Two  MEN"
    assert words_of(read, 1, 1).text == "MEN"
