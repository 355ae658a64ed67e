"""Weights of pairs: what speaks for one happening and what against. No test says how much."""

from __future__ import annotations

import pytest

from musnad.incidents.score import NEVER, reasons, weigh
from musnad.incidents.sketches import REPORTED_WITHIN_DAYS, Sketch, Spot
from musnad.model import Wording
from tests.incidents import building as b

IDLIB = Spot(lat=35.93, lon=36.63, radius_km=5.0, name="إدلب")
BINNISH = Spot(lat=35.96, lon=36.71, radius_km=3.0, name="بنش")
DAMASCUS = Spot(lat=33.51, lon=36.29, radius_km=5.0, name="دمشق")
PLAIN = b.sketch("d1")


@pytest.mark.parametrize(
    ("like", "unlike"),
    [
        ({"on": b.day()}, {"on": b.day(5)}),
        ({"weekday": 7, "on": None}, {"weekday": 3, "on": None}),
        ({"monthday": (3, 1)}, {"monthday": (3, 2)}),
        ({"spots": (IDLIB,)}, {"spots": (DAMASCUS,)}),
        ({"type": "shelling"}, {"type": "arrest_abduction"}),
        ({"initiators": ("russia",)}, {"initiators": ("turkey",)}),
        ({"targets": ("civilians",)}, {"targets": ("turkey",)}),
        ({"weapons": ("rocket",)}, {"weapons": ("warplane",)}),
        ({"killed": (3, 5)}, {"killed": (17,)}),
        ({"injured": (5,)}, {"injured": (6,)}),
        ({"words": Wording(other=tuple(range(20)))}, {"words": Wording(other=tuple(range(50, 70)))}),
    ],
)
def test_what_agrees_weighs_more_than_what_does_not(like: dict[str, object], unlike: dict[str, object]) -> None:
    one, same, other = b.sketch("d1", **like), b.sketch("d2", **like), b.sketch("d3", **unlike)

    assert weigh(one, same) > weigh(one, other)
    assert weigh(one, same) == weigh(same, one)
    assert weigh(one, other) == weigh(other, one)


def test_the_longer_the_days_that_meet_the_less_it_says() -> None:
    day = b.day().toordinal()
    near, long, longer = (b.sketch(f"d{length}", first=day - length, last=day) for length in (2, 15, 60))

    assert weigh(PLAIN, near) == weigh(PLAIN, longer)
    assert weigh(b.sketch("d1", on=b.day()), near) > weigh(b.sketch("d1", on=b.day()), long)
    assert weigh(b.sketch("d1", on=b.day()), long) > weigh(b.sketch("d1", on=b.day()), longer)


def _published(document: str, after: int) -> Sketch:
    last = b.day(after).toordinal()
    return b.sketch(document, first=last - REPORTED_WITHIN_DAYS, last=last, dating="published")


def test_reports_that_name_no_day_agree_most_when_they_appeared_on_the_same_one() -> None:
    weights = [weigh(_published("d1", 0), _published("d2", after)) for after in range(4)]

    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_a_report_that_names_no_day_agrees_most_with_one_that_names_the_day_on_which_it_appeared() -> None:
    weights = [weigh(_published("d1", 0), b.sketch("d2", on=b.day(-before))) for before in range(3)]

    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_neighbouring_days_speak_less_for_one_happening_when_both_reports_name_theirs() -> None:
    named = weigh(b.sketch("d1", on=b.day()), b.sketch("d2", on=b.day(1)))

    assert named < weigh(b.sketch("d1", on=b.day()), _published("d2", 1))


def test_days_far_apart_never_are_one_happening() -> None:
    assert weigh(b.sketch("d1", on=b.day()), b.sketch("d2", on=b.day(40))) == NEVER


def test_two_events_of_one_document_never_are_one_happening() -> None:
    assert weigh(b.sketch("d1", 1, on=b.day()), b.sketch("d1", 2, on=b.day())) == NEVER


def test_places_within_each_others_radius_may_be_one() -> None:
    wide = Spot(lat=35.8, lon=36.6, radius_km=60.0, name="محافظة إدلب")
    here = b.sketch("d1", spots=(IDLIB,))

    assert weigh(here, b.sketch("d2", spots=(wide,))) > weigh(here, b.sketch("d3", spots=(DAMASCUS,)))


def test_a_day_that_is_not_known_speaks_less_against_than_another_day() -> None:
    dated, undated, later = b.sketch("d1", on=b.day()), b.sketch("d2"), b.sketch("d3", on=b.day(8))

    assert weigh(dated, undated) > weigh(dated, later)


def test_reasons_come_heaviest_first_and_silent_ones_not_at_all() -> None:
    said = reasons(b.sketch("d1", on=b.day(), killed=(3,)), b.sketch("d2", on=b.day(), killed=(3,)))

    weights = [abs(reason.weight) for reason in said]
    assert weights == sorted(weights, reverse=True)
    assert {"date", "killed"} <= {reason.feature for reason in said}
    assert "place" not in {reason.feature for reason in said}
    assert all(reason.weight and reason.words for reason in said)


def test_the_same_two_weigh_the_same_each_time() -> None:
    one, other = b.sketch("d1", on=b.day(), spots=(IDLIB,)), b.sketch("d2", on=b.day(1), spots=(BINNISH,))

    assert weigh(one, other) == weigh(one, other)
