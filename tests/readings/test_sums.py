"""What a text adds up over a long time is background, and counts for no news told beside it."""

from __future__ import annotations

import pytest

from tests.readings.reading import read

NEWS = "قصفت مدفعية النظام قرية العنكاوي صباح اليوم، ما أدى إلى مقتل مزارع.\n"

SUMS = [
    "وأحصت الشبكة مقتل 310 مدنيين خلال العام الماضي.",
    "وذكر التقرير أن هجمات الطائرات المسيرة على شمال البلاد، منذ مطلع العام 2022، تسببت بمقتل 43 شخصا.",
    "وتسببت الحرب الأهلية السورية بمقتل أكثر من 300 ألف شخص.",
    "واستجابت الفرق منذ بداية العام 2022 لأكثر من 500 هجوم قتل على إثرها 75 شخصا.",
]


@pytest.mark.parametrize("text", SUMS)
def test_a_sum_is_background_of_its_own(text: str) -> None:
    reading = read(NEWS + text, published="2022-09-12")
    assert [event.background for event in reading.events] == [False, True]
    assert [getattr(claim.value, "min", None) for claim in reading.claims if claim.event == "e1" and claim.field == "killed"] == [1]


def test_the_lines_of_a_sum_belong_to_it() -> None:
    text = "وبلغ عدد القتلى في المنطقة منذ مطلع العام 2022 ستين شخصا، والقتلى هم:\n- 19 مدنيا بقصف بري لقوات النظام\n"
    reading = read(NEWS + text, published="2022-09-12")
    assert {claim.event for claim in reading.claims if getattr(claim.value, "min", None) == 19} == {"e2"}


NO_SUMS = [
    "قتل مدني بقصف على بلدة النيرب التي تسيطر عليها الفصائل منذ عام 2015، وأصيب طفل.",
    "قتل مدني بقصف على بلدة النيرب منذ قليل.",
    "قصفت قوات النظام منذ صباح اليوم قرية العنكاوي، ما أدى إلى مقتل طفل.",
    "أصيب طفلان بانفجار لغم من مخلفات الحرب في قرية العنكاوي.",
]


@pytest.mark.parametrize("text", NO_SUMS)
def test_news_with_an_old_day_in_it_is_no_sum(text: str) -> None:
    assert [event.background for event in read(text, published="2022-09-12").events] == [False]


def test_accidents_are_no_events() -> None:
    assert read("مقتل خمسة أشخاص بحادث سير على طريق الساحل.").events == ()
    assert [event.type for event in read("غرق قارب بعد استهدافه بقذيفة، ما أدى إلى مقتل صياد.").events] != []
