"""Numbers and dates of a text that is no report."""

from __future__ import annotations

from datetime import date

import pytest

from musnad import pack
from musnad.knowledge import Knowledge
from musnad.model import Values
from musnad.readings import values

TODAY = date(2020, 10, 26)


def read(text: str, nothing_known: Knowledge, on: date | None = TODAY) -> Values:
    found = values.read(text, pack.load("ar"), on, nothing_known)
    for item in (*found.quantities, *found.dates):
        assert text[slice(*item.span)] == item.text
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قُتِلَ ١٢ شخصاً وأصيب ثلاثةٌ", [(12, 12, None, "١٢"), (3, 3, None, "ثلاثةٌ")]),
        ("أكثر من خمســـين مقاتلاً", [(50, None, "more_than", "أكثر من خمســـين")]),
        ("ما بين 5 و10 جرحى", [(5, 10, None, "بين 5 و10")]),
        ("عشرات القتلى", [(None, None, "dozens", "عشرات")]),
        ("قتيلان وثلاثة جرحى", [(2, 2, None, "قتيلان"), (3, 3, None, "ثلاثة")]),
        ("مقتل مدنيين", []),  # a dual or a plural: the letters do not tell
        ("قتيلان اثنان", [(2, 2, None, "اثنان")]),
        ("قتيلان آخران", [(2, 2, None, "قتيلان")]),  # two, not two and two
        ("طفلان وامرأتان", [(2, 2, None, "طفلان"), (2, 2, None, "امرأتان")]),
        ("أطلقا النار", []),  # what two people did is no number of things
        ("لا رقم هنا", []),
        ("", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[object, ...]], nothing_known: Knowledge) -> None:
    assert [(q.min, q.max, q.qualifier, q.text) for q in read(text, nothing_known).quantities] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مساءَ أمس", [("2020-10-25", None, "part_of_day", "مساءَ أمس")]),
        ("وصلوا في ٢ آذار ٢٠٢٠", [("2020-03-02", None, "day", "٢ آذار ٢٠٢٠")]),
        ("سنلتقي في 15", [("2020-10-15", None, "day", "15")]),  # read loosely, as an answer
        ("أمس وقبل يومين", [("2020-10-25", None, "day", "أمس"), ("2020-10-24", None, "day", "قبل يومين")]),
        ("لا تاريخ هنا", []),
    ],
)
def test_dates(text: str, expected: list[tuple[object, ...]], nothing_known: Knowledge) -> None:
    assert [(str(d.start), d.end, d.precision, d.text) for d in read(text, nothing_known).dates] == expected


def test_without_a_day_only_dates_with_their_year_are_found(nothing_known: Knowledge) -> None:
    found = read("أمس، وفي ٥ آذار ٢٠٢٠", nothing_known, on=None)

    assert [str(item.start) for item in found.dates] == ["2020-03-05"]


def test_numbers_of_a_date_are_quantities_too(nothing_known: Knowledge) -> None:
    found = read("في ٥ آذار ٢٠٢٠", nothing_known)

    assert [item.min for item in found.quantities] == [5, 2020]
    assert len(found.dates) == 1
