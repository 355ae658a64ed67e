"""Quotation marks are paired by the blanks around them first, and by their shape only where these do not tell."""

from __future__ import annotations

import pytest

from musnad.readings.quotemarks import pairs
from tests.readings.pages import read_page


def quoted(text: str) -> list[str]:
    """What stands between the marks of each pair."""
    page = read_page(text)[0]
    return [page.words(pair.start + 1, pair.stop - 1).text for pair in pairs(page)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل وفد «أطباء بلا حدود» صباحاً.", ["أطباء بلا حدود"]),
        ("وصل وفد “أطباء بلا حدود” صباحاً.", ["أطباء بلا حدود"]),
        ("وصل وفد ”أطباء بلا حدود“ صباحاً.", ["أطباء بلا حدود"]),
        ('وصل وفد "أطباء بلا حدود" صباحاً.', ["أطباء بلا حدود"]),
        ("وصل وفد ''أطباء بلا حدود'' صباحاً.", ["أطباء بلا حدود"]),
        ("وصل وفد « أطباء بلا حدود » صباحاً.", [" أطباء بلا حدود "]),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_clitic_before_the_mark_opens_whatever_its_shape() -> None:
    text = "سلّمت المعبر لـ”الإدارة المدنية” و”مجلس البلدة” معاً."
    assert quoted(text) == ["الإدارة المدنية", "مجلس البلدة"]


def test_one_inside_another() -> None:
    text = "قال: «دخلنا حي “الأشرفية” مشياً» ثم صمت."
    assert quoted(text) == ["دخلنا حي “الأشرفية” مشياً", "الأشرفية"]


def test_a_mark_without_its_partner_is_left_out() -> None:
    text = "وصل “الوفد إلى البلدة، ثم زار مخيم “الأمل” مساءً."
    assert quoted(text) == ["الأمل"]


def test_paragraphs_that_each_open_and_close_together() -> None:
    text = "“خرجنا من البيت قبل طلوع الشمس مع الجيران ومشينا على الأقدام.\n“ولم نجد سيارة تنقلنا إلى المدينة”."
    assert quoted(text) == [text[1:-2]]
