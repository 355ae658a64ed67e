"""Quantities: amounts and their qualifiers, sums as they are written, and amounts without a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.model import Quantity
from musnad.readings.quantities import read_quantities
from musnad.readings.tokens import tokenize
from musnad.text import fold
from tests.readings.numbering import arabic


def quantities(text: str) -> list[Quantity]:
    forms, words, vocabulary = arabic()
    folded = fold(text)
    tokens = tokenize(folded.text)
    return read_quantities(folded, tokens, forms, words, list(vocabulary.marks(tokens)))


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier", "words"),
    [
        ("مقتل أكثر من 40 شخصا", 40, None, "more_than", "أكثر من 40"),
        ("وما لا يقل عن خمسة جرحى", 5, None, "at_least", "ما لا يقل عن خمسة"),
        ("10 قتلى على الأقل", 10, None, "at_least", "10 قتلى على الأقل"),
        ("نحو ثلاثين قذيفة", 30, 30, "about", "نحو ثلاثين"),
        ("حوالي 20", 20, 20, "about", "حوالي 20"),
        ("50 قتيلا تقريبا", 50, 50, "about", "50 قتيلا تقريبا"),
        ("تقريبا 50 قتيلا", 50, 50, "about", "تقريبا 50"),
        ("ما يصل إلى 60 عنصرا", None, 60, "up_to", "ما يصل إلى 60"),
        ("أقل من مئة", None, 100, "less_than", "أقل من مئة"),
        ("نحو 5 إلى 10 صواريخ", 5, 10, "about", "نحو 5 إلى 10"),
        ("عشرات القتلى", None, None, "dozens", "عشرات"),
        ("ومئات الجرحى", None, None, "hundreds", "مئات"),
        ("مئات الآلاف", None, None, "many", "مئات الآلاف"),
        ("إصابة عدد من المدنيين", None, None, "several", "عدد من"),
        ("عدد كبير من القتلى", None, None, "many", "عدد كبير من"),
        ("-5", -5, -5, None, "-5"),
        ("3/4 السكان", 0.75, 0.75, None, "3/4"),
        ("واحد من كل ثلاثة", 3, 3, None, "ثلاثة"),
        ("واحد من ثلاثة", 0.333333333333333, 0.333333333333333, None, "واحد من ثلاثة"),
        ("جزء من مئة", 0.01, 0.01, None, "جزء من مئة"),
        ("2.5^-1", 0.4, 0.4, None, "2.5^-1"),
        ("1e10", 10000000000, 10000000000, None, "1e10"),
        (".08", 0.08, 0.08, None, ".08"),
    ],
)
def test_quantities(text: str, low: float | None, high: float | None, qualifier: str | None, words: str) -> None:
    found = quantities(text)[-1]
    assert (found.min, found.max, found.qualifier, found.text) == (low, high, qualifier, words)
    assert text[slice(*found.span)] == found.text


def test_a_qualifier_does_not_reach_over_another_number() -> None:
    first, second = quantities("5 قتلى و10 جرحى على الأقل")
    assert (first.min, first.max, first.qualifier) == (5, 5, None)
    assert (second.min, second.max, second.qualifier) == (10, None, "at_least")


PIECES = ("5", "2.5", "3/4", "1e10", "خمسة وعشرين", "مئة", "نصف", "واحد", "جزء", "أكثر من", "تقريبا", "على الأقل", "عشرات", "قتلى")
SIGNS = ("و", "ب", "-", "/", "^", "e", ".", ":", "من", "من كل", "بين", "إلى", "%", "\n")


@given(st.lists(st.tuples(st.sampled_from(PIECES + SIGNS), st.sampled_from(("", " "))), max_size=12))
def test_spans_are_exact_and_in_order(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    found = quantities(text)
    assert [text[slice(*quantity.span)] for quantity in found] == [quantity.text for quantity in found]
    assert found == sorted(found, key=lambda quantity: quantity.span)
