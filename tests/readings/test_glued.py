"""Tags that a post's lost line breaks glued to the next word."""

from __future__ import annotations

import pytest

from musnad.readings.glued import unglued
from musnad.readings.tokens import tokenize
from musnad.text import fold
from tests.readings.pages import grammar

TEXTS = [
    ("#دمشقغارات على مبنى", ["دمشق", "غارات", "علي", "مبني"]),
    ("عاجل#الحسكةمقتل شاب", ["عاجل", "الحسكه", "مقتل", "شاب"]),
    ("#الزبداني مقتل شاب", ["الزبداني", "مقتل", "شاب"]),  # one known name
    ("دمشقغارات على مبنى", ["دمشقغارات", "علي", "مبني"]),  # no tag
    ("#الدمشقيون على حق", ["الدمشقيون", "علي", "حق"]),  # what follows the name is no word
]


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_words_of_a_tag(text: str, words: list[str]) -> None:
    folded = fold(text)
    assert [token.text for token in unglued(tokenize(folded.text), grammar("ar").vocabulary, folded)] == words


def test_the_parts_keep_their_places() -> None:
    folded = fold("#دمشقغارات")
    first, second = unglued(tokenize(folded.text), grammar("ar").vocabulary, folded)
    assert [folded.text[token.start : token.stop] for token in (first, second)] == ["دمشق", "غارات"]
