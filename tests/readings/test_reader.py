"""Whole texts read: what events come out, where, when and of what kind, and that every span is exact."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.model import Reading
from tests.readings.reading import read, sites

# One sentence, and the events it tells: kind, sites.
ONE_SENTENCE = [
    ("قصفت مدفعية النظام قرية سرجة في جبل الزاوية بريف إدلب الجنوبي.", [("shelling", ["قرية سرجة"])]),
    ("شن الطيران الحربي الروسي ثلاث غارات على أطراف بلدة البارة جنوبي إدلب.", [("air_strike", ["بلدة البارة"])]),
    ("استهدفت طائرة مسيرة تركية سيارة على طريق عامودا.", [("drone_strike", ["طريق عامودا"])]),
    ("انفجر لغم أرضي بسيارة مدنية قرب قرية الجنينة في ريف دير الزور الغربي.", [("ied", ["قرية الجنينة"])]),
    ("دارت اشتباكات عنيفة بين قسد وفصائل الجيش الوطني على محور مدينة تل رفعت.", [("armed_clash", ["محور مدينة تل رفعت"])]),
    ("وأدى تدهور حافلة إلى مقتل رجلين بعد القصف على بلدة ذيبان.", [("shelling", ["بلدة ذيبان"])]),
    ("سقطت قذيفة في وادي الزهرانية.", [("shelling", ["وادي الزهرانية"])]),
    ("نفذ جنود التحالف الدولي إنزالا جويا قرب بلدة ذيبان شرقي دير الزور.", [("raid", ["بلدة ذيبان"])]),
    ("اعتقلت دورية أمنية أربعة شبان في مدينة نوى غربي درعا.", [("arrest_abduction", ["مدينة نوى"])]),
    ("سقطت قذيفة هاون على حي الشيخ مقصود في مدينة حلب.", [("shelling", ["حي الشيخ مقصود"])]),
    ("طالب الأهالي في مدينة إدلب بتحسين خدمات الكهرباء.", []),
]


@pytest.mark.parametrize(("text", "expected"), ONE_SENTENCE)
def test_events_of_a_sentence(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert [(event.type, sites(event)) for event in read(text).events] == expected


def test_details_join_the_event_of_the_heading() -> None:
    reading = read(
        "قتيلان بقصف مدفعي على ريف حلب الغربي\n"
        "قصفت قوات النظام صباح اليوم قرية كفرعمة بريف حلب الغربي، ما أدى إلى مقتل شخصين.\n"
        "وتسبب القصف بأضرار في مسجد القرية."
    )
    assert [(event.type, sites(event)) for event in reading.events] == [("shelling", ["قرية كفرعمة"])]


def test_another_place_is_another_event() -> None:
    reading = read("قصفت مدفعية النظام قرية سرجة جنوبي إدلب. كما استهدفت بالصواريخ بلدة كفرنوران غربي حلب، ما أسفر عن إصابة طفل.")
    assert [sites(event) for event in reading.events] == [["قرية سرجة"], ["بلدة كفرنوران"]]
    assert {claim.event for claim in reading.claims if claim.field == "injured"} == {"e2"}


def test_another_day_is_another_event_and_background() -> None:
    reading = read(
        "قتل مدني اليوم الأحد بقصف على مدينة أريحا.\nوكان ثلاثة مدنيين قد قتلوا يوم الخميس الماضي بقصف مماثل على مدينة أريحا.",
        published="2021-11-07",
    )
    assert [(str(event.date.start) if event.date else "", event.background) for event in reading.events] == [
        ("2021-11-07", False),
        ("2021-11-04", True),
    ]


def test_a_total_since_the_new_year_is_background() -> None:
    reading = read(
        "أصيب طفل اليوم بقصف على بلدة النيرب.\nومنذ بداية العام الحالي قتل 31 مدنيا جراء 120 هجوما على شمال غربي سوريا.",
        published="2022-06-03",
    )
    assert [event.background for event in reading.events] == [False, True]


def test_a_sum_since_a_day_does_not_date_the_news() -> None:
    reading = read(
        "أصيب مزارع بقصف مدفعي على قرية العنكاوي في سهل الغاب.\n"
        "ومنذ مطلع العام 2022 وثقت فرق الإنقاذ في شمال غربي سوريا مئات الهجمات، أدت إلى مقتل 90 مدنيا.",
        published="2022-09-12",
    )
    assert [(event.background, event.date is not None and event.date.start.year) for event in reading.events] == [
        (False, False),
        (True, 2022),
    ]
    assert [claim.event for claim in reading.claims if claim.field == "killed"] == ["e2"]


def test_a_year_recalled_later_does_not_date_the_news() -> None:
    reading = read(
        "تعرضت قرية بينين لقصف مدفعي أدى إلى إصابة رجل بجروح.\n"
        "وتسبب القصف بأضرار في مسجد قرية بينين.\n"
        "وقال سكان إن القصف لم يهدأ، رغم الهدنة التي وقعت في أيلول 2018."
    )
    assert [(event.date, event.background) for event in reading.events] == [(None, False)]


def test_a_month_that_opens_the_text_dates_it() -> None:
    reading = read("هجوم على قرية الشيخ حسن\nفي آذار 2019 قتل أربعة رعاة بهجوم مسلح على قرية الشيخ حسن.")
    assert [str(event.date.start) for event in reading.events if event.date] == ["2019-03-01"]


def test_what_is_answered_is_only_referred_to() -> None:
    reading = read("وردا على القصف الروسي، قصفت الجبهة الوطنية للتحرير مواقع قوات النظام في بلدة كفرنبل.")
    assert [event.trigger.text for event in reading.events] == ["قصفت"]
    assert [getattr(claim.value, "party", None) for claim in reading.claims if claim.field == "initiator"] == ["nlf"]


def test_a_capital_that_names_its_state_is_no_site() -> None:
    reading = read("قصف مدفعي على قرية بينين، بعد خلاف بين أنقرة وموسكو.")
    assert [sites(event) for event in reading.events] == [["قرية بينين"]]
    assert [sites(event) for event in read("سقط صاروخ على كييف فجر اليوم.").events] == [["كييف"]]


def test_a_side_of_a_province_is_wider_than_a_district() -> None:
    reading = read("قصف روسي على إدلب\nقصفت طائرات روسية ريف إدلب الغربي في منطقة كفرتخاريم.")
    assert [sites(event) for event in reading.events] == [["منطقة كفرتخاريم"]]


def test_a_bulletin_heading_dates_what_follows() -> None:
    reading = read(
        "حصيلة الأحداث الميدانية ليوم الأربعاء 14 شباط 2024\n"
        "حلب: قصفت قوات النظام محيط قرية تقاد بالريف الغربي.\n"
        "درعا: أطلق مجهولون النار على شاب في بلدة تسيل ما أدى لمقتله."
    )
    assert [str(event.date.start) if event.date else "" for event in reading.events] == ["2024-02-14", "2024-02-14"]


def test_related_headlines_are_not_read() -> None:
    reading = read(
        "أصيب راعي أغنام بانفجار لغم في بادية السخنة شرقي حمص، ونقل إلى مشفى تدمر.\n"
        "مقالات ذات صلة\n"
        "مقتل خمسة عناصر بهجوم في بادية الرقة\n"
        "غارات روسية على جبل العمور"
    )
    assert len(reading.events) == 1
    assert [claim.value.min for claim in reading.claims if claim.field == "killed"] == []  # type: ignore[union-attr]


def test_habitual_violence_is_no_event() -> None:
    assert read("وتشهد المنطقة قصفاً متبادلاً بين الفصائل وقوات النظام بشكل شبه يومي.").events == ()


def test_feared_violence_is_no_event() -> None:
    assert read("يعيش السكان حالة قلق خشية قصف جديد.").events == ()


def test_an_event_told_twice_makes_each_claim_once() -> None:
    reading = read("قتل طفل بقصف على قرية الفطيرة.\nوأدى القصف على قرية الفطيرة إلى مقتل طفل.")
    assert [claim.field for claim in reading.claims if claim.field == "killed"] == ["killed"]


def spans(reading: Reading) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every exact text of a reading with its span."""
    stack: list[object] = [msgspec.to_builtins(reading)]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if isinstance(item.get("text"), str) and isinstance(item.get("span"), (tuple, list)):
                yield item["text"], tuple(item["span"])  # type: ignore[misc]
            stack.extend(item.values())
        elif isinstance(item, (list, tuple)):
            stack.extend(item)


PIECES = [
    "قُتِلَ ثلاثةُ مدنيين",
    "قـ ـصـ ـف لقوات النظام",
    "على قرية #سرجة بريف_إدلب",
    "وفقاً للدفاع المدني السوري",
    "، بينهم طفلان",
    "\n",
    "ﻗﺘﻴﻼﻥ",
    "«لن نسكت»",
    "\u200f\u202b",
    " وأضاف أن 5 أصيبوا.",
    "🔴 عاجل |",
    "12/3/2022",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
def test_every_span_is_exact(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for words, (start, stop) in spans(read(text, published="2022-03-12")):
        assert text[start:stop] == words


def test_reading_is_pure() -> None:
    text = "أفاد مصدر طبي بمقتل مدنيين اثنين وإصابة 7 آخرين بقصف على مدينة سرمين."
    assert read(text) == read(text)
