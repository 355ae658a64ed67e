"""Loaded terms: all sides by one rule, with who uses the word, and whether the document keeps its distance."""

from __future__ import annotations

import pytest

from musnad.model import LoadedTerm
from musnad.readings.loaded import find_loaded_terms
from tests.readings.pages import read_page


def terms(text: str) -> tuple[LoadedTerm, ...]:
    found: tuple[LoadedTerm, ...] = find_loaded_terms(*read_page(text))
    assert all(text[slice(*term.span)] == term.text for term in found)
    return found


def words(text: str) -> list[tuple[str, str]]:
    return [(term.text, term.neutral) for term in terms(text)]


def test_a_name_that_knowledge_marks_as_loaded() -> None:
    text = "قصفت قوات الاحتلال التركي محيط القرية."
    assert words(text) == [("قوات الاحتلال التركي", "Turkish Armed Forces")]


def test_words_of_the_list_with_the_pronoun_after_them() -> None:
    text = "وقال القيادي إنهم سيثأرون لشهدائهم بعد المجزرة."
    assert words(text) == [("شهدائهم", "people killed"), ("المجزرة", "killing of several people")]


def test_a_group_named_by_a_loaded_word_and_a_nation() -> None:
    assert words("انتشرت الميليشيات الروسية على الطريق.") == [("الميليشيات الروسية", "armed groups (Russia)")]


def test_who_uses_the_word_stands_in_its_chain() -> None:
    (crime,) = terms("واعتبر محافظ الحسكة أن قطع المياه جريمة بحق الأهالي.")
    assert (crime.text, [link.text for link in crime.chain]) == ("جريمة", ["محافظ الحسكة"])


def test_the_publishers_own_word_has_no_chain() -> None:
    assert [term.chain for term in terms("استشهد طفلان في قصف على المخيم.")] == [()]


def test_quotation_marks_around_the_word_alone_keep_distance() -> None:
    (term,) = terms("وتتهم أنقرة الإدارة بإيواء “إرهابيين” قرب الحدود.")
    assert (term.text, term.quoted) == ("“إرهابيين”", True)


def test_quotation_marks_around_more_do_not() -> None:
    (term,) = terms("وقال المتحدث: “قتلنا خمسة إرهابيين قرب السد”.")
    assert (term.text, term.quoted) == ("إرهابيين", False)


def test_taking_a_place_is_loaded_and_freeing_a_captive_is_not() -> None:
    assert words("أعلن الفصيل تحرير بلدة كفر نبل.") == [("تحرير", "capture")]
    assert words("أعلنت الشرطة تحرير رجل خطف قبل أسبوع.") == []


@pytest.mark.parametrize(
    "text",
    [
        "دخلت هيئة تحرير الشام البلدة.",
        "انفجرت سيارة قرب دوار الشهداء.",
        "فككت الشرطة عصابة سرقة وحققت في جريمة قتل.",
        "افتتحت مديرية مكافحة الإرهاب مكتبها الجديد.",
    ],
)
def test_the_same_letters_without_a_side(text: str) -> None:
    assert words(text) == []
