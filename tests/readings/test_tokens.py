"""Tokens and sentences of a folded text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.readings.tokens import Sentence, glued, sentences, tokenize
from musnad.text import fold

ABBREVIATIONS = frozenset({"mr", "dr", "ص"})


def told(text: str) -> list[str]:
    """The words of each sentence, with blanks between its tokens."""
    tokens = tokenize(text)
    return [" ".join(token.text for token in tokens[found.first : found.last]) for found in sentences(tokens, ABBREVIATIONS)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("قتل 5 مدنيين", ["قتل", "5", "مدنيين"]),
        ("2,000 رجل و1.5 كم", ["2,000", "رجل", "و", "1.5", "كم"]),
        ("26/10/2020", ["26", "/", "10", "/", "2020"]),
        ('"فيلق الشام"', ["فيلق", "الشام"]),  # a name is the same name inside quotes
        ("'ab' don't", ["ab", "don't"]),
        ("ar-raqqa", ["ar", "-", "raqqa"]),
        ("(sana):", ["(", "sana", ")", ":"]),
        ("نقلا عن::", ["نقلا", "عن", "::"]),
        ("wait... no.", ["wait", "...", "no", "."]),
        ("m4 and t-72", ["m", "4", "and", "t", "-", "72"]),
        ("", []),
        (" \t ", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == tokens


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قتل 5.", ["word", "number", "punct"]),
        ("one\n\ntwo", ["word", "break", "word"]),
        ("1,5", ["number"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokenize(text)] == kinds


ENDINGS = {"de": "loc", "nin": "gen", "ye": "dat", "u": "acc"}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("idlib'de", [("idlib", "loc")]),
        ("12'ye, 3'u", [("12", "dat"), (",", ""), ("3", "acc")]),
        ('"enab baladi"nin', [("enab", ""), ("baladi", "gen")]),
        ("ma'arrat", [("ma'arrat", "")]),  # no ending of the language
        ("ma'arrat'de", [("ma'arrat", "loc")]),
        ("idlib de", [("idlib", ""), ("de", "")]),
        ("o 'de' dedi", [("o", ""), ("de", ""), ("dedi", "")]),
        ("12 'ye", [("12", ""), ("ye", "")]),
    ],
)
def test_endings_that_an_apostrophe_sets_off_are_no_tokens(text: str, tokens: list[tuple[str, str]]) -> None:
    assert [(token.text, token.case) for token in tokenize(text, ENDINGS)] == tokens


def test_token_ends_before_the_ending_that_is_set_off() -> None:
    (name, figure) = tokenize("idlib'de 12'ye", ENDINGS)

    assert (name.start, name.stop, figure.start, figure.stop) == (0, 5, 9, 11)


def test_addresses_and_handles_are_one_token_each_with_their_shape() -> None:
    found = [(token.text, token.shape) for token in tokenize("see https://example.com/a?b=1 or example.org/x by @some_one")]

    assert ("https://example.com/a?b=1", "url") in found
    assert ("example.org/x", "url") in found
    assert ("@some_one", "handle") in found
    assert ("see", "") in found


@given(st.text(alphabet="قتل وبا 5٣.,:؟\n\"'()@-Aaй", max_size=60))
def test_tokens_are_slices_of_the_text_in_order(text: str) -> None:
    folded = fold(text).text
    tokens = tokenize(folded)

    assert all(folded[token.start : token.stop] == token.text for token in tokens)
    assert all(before.stop <= after.start for before, after in pairwise(tokens))


@given(st.text(alphabet="قتل د. و5.,:؟!\nab", max_size=60))
def test_sentences_hold_every_token_but_line_breaks_once(text: str) -> None:
    tokens = tokenize(fold(text).text)
    found = sentences(tokens, ABBREVIATIONS)

    held = [at for sentence in found for at in range(sentence.first, sentence.last)]
    assert held == [at for at, token in enumerate(tokens) if token.kind != "break"]
    assert all(sentence.first < sentence.last for sentence in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصف الجيش القرية. وقتل رجل.", ["قصف الجيش القرية .", "وقتل رجل ."]),
        ("who? he! yes", ["who ?", "he !", "yes"]),
        ("a line\nanother line", ["a line", "another line"]),
        ("the end...\nmore", ["the end ...", "more"]),
        ("mr. smith and dr. jones", ["mr . smith and dr . jones"]),
        ("said mr . then", ["said mr .", "then"]),  # an abbreviation stands right before its stop
        ("د. محمد قال", ["د . محمد قال"]),  # one letter is a title or an initial
        ("ص. 5", ["ص . 5"]),
        ("1.5 km", ["1.5 km"]),
        ("it was 5. then", ["it was 5 .", "then"]),
        ("title: text", ["title : text"]),
        ("\n\n", []),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_sentences_know_their_line() -> None:
    assert sentences(tokenize("one. two\n\nthree\nfour")) == [
        Sentence(0, 2, 0),
        Sentence(2, 3, 0),
        Sentence(4, 5, 1),
        Sentence(6, 7, 2),
    ]


def test_glued_is_what_stands_without_a_blank_after_another_token() -> None:
    tokens = tokenize("29km at 5")
    assert [glued(tokens, at) for at in range(-1, 5)] == [False, False, True, False, False, False]
