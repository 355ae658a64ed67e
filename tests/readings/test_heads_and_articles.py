"""What a language says by small words of its own, by capital letters and by putting its nouns last."""

from __future__ import annotations

import pytest

from musnad import knowledge, pack
from musnad.model import Document, Party, Toll
from musnad.readings.grammar import compile_grammar
from musnad.readings.marks import Mark
from musnad.readings.page import Page
from tests.readings.reading import read


def page(text: str) -> Page:
    grammar = compile_grammar(pack.load("en"), knowledge.load())
    return Page.of(Document(id="t", text=text, sha256="", lang="en"), grammar)


def marks(text: str, kind: str) -> list[Mark]:
    return page(text).marked.all(kind)


def test_an_article_before_a_word_makes_it_known() -> None:
    assert [mark.article for mark in marks("The soldiers met a soldier", "person")] == [True, False]


@pytest.mark.parametrize(("text", "expected"), [("Zorvan spoke", ["yes", "no"]), ("zorvan spoke", ["no", "no"])])
def test_an_unknown_word_says_whether_it_has_a_capital(text: str, expected: list[str]) -> None:
    assert [mark.get("capital") for mark in marks(text, "word")] == expected


def test_a_place_called_by_a_common_word_is_named_with_its_capital() -> None:
    assert marks("A shell hit the mill", "place.known") == []
    assert [mark.get("id") for mark in marks("They left for Hit", "place.known")] != []


def test_a_short_name_in_capitals_is_no_small_word() -> None:
    assert marks("They told us of the raid", "actor") == []
    assert [mark.get("id") for mark in marks("The US left", "actor")] == ["united_states"]


def test_the_last_word_of_a_name_says_who_they_are_and_what_was_used() -> None:
    reading = read("Five opposition fighters were killed by a Turkish drone near the mill.", lang="en")

    assert [(claim.value.min, claim.value.who) for claim in reading.claims if isinstance(claim.value, Toll)] == [(5, "fighters")]
    assert [claim.value.party for claim in reading.claims if isinstance(claim.value, Party)] == ["turkey"]
    assert [claim.evidence[0].text for claim in reading.claims if claim.field == "weapon"] == ["drone"]


def test_a_source_described_before_its_noun_is_pointed_back_to() -> None:
    reading = read("A medical source said that two men were killed. The source added that a girl was wounded.", lang="en")

    assert [(claim.field, claim.chain[-1].text) for claim in reading.claims] == [
        ("killed", "medical source"),
        ("injured", "medical source"),
    ]
