"""Quotations are somebody's words, with whose they are; a name between quotation marks is none."""

from __future__ import annotations

import pytest

from musnad.model import Quote
from musnad.readings.quotes import find_quotes
from tests.readings.pages import read_page


def quotes(text: str) -> list[tuple[str, list[str]]]:
    """The words of each quotation and of each link of its chain."""
    found: tuple[Quote, ...] = find_quotes(*read_page(text))
    assert all(text[slice(*quote.span)] == quote.text for quote in found)
    return [(quote.text, [link.text for link in quote.chain]) for quote in found]


def test_words_after_a_colon() -> None:
    text = "قال قائد الشرطة المحلية: “لم نطلق النار على أحد، والتحقيق ما زال جارياً”."
    assert quotes(text) == [("لم نطلق النار على أحد، والتحقيق ما زال جارياً", ["قائد الشرطة المحلية"])]


def test_words_before_who_says_them() -> None:
    text = "«الطريق إلى المشفى مقطوع منذ الفجر»، بحسب الدفاع المدني."
    assert quotes(text) == [("الطريق إلى المشفى مقطوع منذ الفجر", ["الدفاع المدني"])]


def test_a_name_inside_is_no_quotation_of_its_own() -> None:
    text = "قال الناطق باسم قسد إن «الهجوم على الحاجز نفذته خلايا “داعش” قبل الفجر»."
    assert quotes(text) == [("الهجوم على الحاجز نفذته خلايا “داعش” قبل الفجر", ["الناطق باسم قسد"])]


def test_two_words_with_a_verb() -> None:
    assert quotes("وقال المتظاهرون: «لن نرحل».")[0][0] == "لن نرحل"


def test_a_phrase_without_a_verb() -> None:
    text = "وصف الناشط ما جرى بأنه “قصف على بيوت نائمة”."
    assert [words for words, _ in quotes(text)] == ["قصف على بيوت نائمة"]


@pytest.mark.parametrize(
    "text",
    [
        "وصل وفد من منظمة “أطباء بلا حدود” إلى بلدة “تل رفعت” مساءً.",
        "انسحبت “قوات سوريا الديمقراطية” من القرية.",
        "أصدر مركز “جسور للدراسات” تقريره السنوي.",
        "شيّع الأهالي “سالم حمدان الخضر” في بلدته.",
        "تتهم أنقرة قسد بإيواء “إرهابيين” قرب الحدود.",
    ],
)
def test_names_and_single_words_are_none(text: str) -> None:
    assert quotes(text) == []
