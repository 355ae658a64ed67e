"""What the readers of discourse share: channels named after a source, and exact words with their quotation marks."""

from __future__ import annotations

import pytest

from musnad.readings.discourse import links, whole
from tests.readings.pages import read_page


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("وقال الناطق باسم الجيش الوطني، على حسابه في تويتر، إن القصف مستمر.", "twitter"),
        ("وقالت وكالة هاوار عبر معرفاتها في “تلغرام” إن القصف مستمر.", "telegram"),
        ("وقال مصدر عسكري بتصريحات صحفية إن القصف مستمر.", "press_statement"),
        ("وقال مصدر عسكري إن القصف مستمر في بيان الفصيل.", None),
    ],
)
def test_the_channel_of_a_source(text: str, channel: str | None) -> None:
    page = read_page(text)[0]
    chains = [links(page, scope.chain) for scope in page.attribution.scopes]
    assert [chain[-1].channel for chain in chains] == [channel]


def test_exact_words_take_the_mark_whose_partner_they_hold() -> None:
    text = "أصدر “فيلق الشام” و”جيش العزة” بياناً."
    page = read_page(text)[0]
    start, stop = page.folded.text.index("فيلق"), page.folded.text.index("العزه") + 5
    assert whole(page, start, stop).text == "“فيلق الشام” و”جيش العزة”"
