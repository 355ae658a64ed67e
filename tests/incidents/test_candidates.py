"""Blocks: events that may be one happening look where the other is kept, and others do not."""

from __future__ import annotations

import pytest

from musnad.incidents.candidates import blocks, own_block
from musnad.incidents.sketches import Sketch, Spot
from musnad.model import Wording
from tests.incidents import building as b

IDLIB = (Spot(lat=35.93, lon=36.63, radius_km=5.0, name="إدلب"),)
BINNISH = (Spot(lat=35.96, lon=36.71, radius_km=3.0, name="بنش"),)
DAMASCUS = (Spot(lat=33.51, lon=36.29, radius_km=5.0, name="دمشق"),)
PROVINCE = (Spot(lat=35.80, lon=36.60, radius_km=60.0, name="محافظة إدلب"),)
RARE = Wording(other=(7, 8, 9))


def _meet(one: Sketch, other: Sketch) -> bool:
    """Whether one looks where the other is kept; both come to the same."""
    found = bool(set(blocks(one).asked) & set(blocks(other).kept))
    assert found == bool(set(blocks(other).asked) & set(blocks(one).kept))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"on": b.day(), "spots": IDLIB}, {"on": b.day(), "spots": IDLIB}),
        ({"on": b.day(), "spots": IDLIB}, {"on": b.day(1), "spots": BINNISH}),
        ({"on": b.day(), "spots": IDLIB}, {"on": b.day(), "spots": PROVINCE}),
        ({"on": b.day(), "spots": PROVINCE}, {"on": b.day(), "spots": PROVINCE}),
        ({"on": b.day()}, {"on": b.day()}),
        ({"on": b.day(), "type": "air_strike"}, {"on": b.day(), "spots": IDLIB, "type": "air_strike"}),
        ({"spots": IDLIB, "killed": (3,), "initiators": ("russia",)}, {"spots": IDLIB, "killed": (3,), "initiators": ("russia",)}),
        ({"spots": IDLIB, "words": RARE}, {"spots": IDLIB, "words": RARE, "on": b.day()}),
        ({"unplaced": ("تل الزعتر",), "words": RARE}, {"unplaced": ("تل الزعتر",), "words": RARE}),
    ],
    ids=[
        "same day and place",
        "a day and a town apart",
        "town and province",
        "provinces",
        "no place",
        "no place and a town",
        "traits",
        "a rare word",
        "unknown place",
    ],
)
def test_two_that_should_meet_meet(one: dict[str, object], other: dict[str, object]) -> None:
    assert _meet(b.sketch("d1", **one), b.sketch("d2", **other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"on": b.day(), "spots": IDLIB}, {"on": b.day(), "spots": DAMASCUS}),
        ({"on": b.day(), "spots": IDLIB}, {"on": b.day(200), "spots": IDLIB}),
        ({"spots": IDLIB}, {"spots": DAMASCUS}),
        ({}, {}),
    ],
    ids=["another place", "another year", "another place, undated", "nothing known"],
)
def test_two_that_have_nothing_in_common_do_not_meet(one: dict[str, object], other: dict[str, object]) -> None:
    assert not _meet(b.sketch("d1", **one), b.sketch("d2", **other))


def test_two_villages_of_a_province_do_not_meet_because_of_the_province() -> None:
    far = (Spot(lat=35.2, lon=36.6, radius_km=3.0, name="خان شيخون"),)
    town = b.sketch("d1", on=b.day(), spots=IDLIB)

    assert not _meet(town, b.sketch("d2", on=b.day(), spots=far, type="air_strike"))
    assert _meet(b.sketch("d3", on=b.day(), spots=PROVINCE), town)


def test_one_without_a_place_meets_only_its_own_kind() -> None:
    placed = b.sketch("d1", on=b.day(), spots=IDLIB, type="air_strike")

    assert not _meet(b.sketch("d2", on=b.day(), type="armed_clash"), placed)
    assert not _meet(b.sketch("d3", on=b.day(9), type="air_strike"), placed)


def test_a_long_interval_is_met_at_both_ends() -> None:
    long = b.sketch("d1", first=b.day().toordinal(), last=b.day(25).toordinal(), spots=IDLIB)

    assert _meet(long, b.sketch("d2", on=b.day(), spots=IDLIB))
    assert _meet(long, b.sketch("d3", on=b.day(25), spots=IDLIB))


def test_blocks_are_sorted_numbers_that_a_store_can_keep() -> None:
    found = blocks(b.sketch("d1", on=b.day(), spots=IDLIB, words=RARE, killed=(3,)))

    for numbers in found:
        assert list(numbers) == sorted(set(numbers))
        assert all(0 <= number < 2**63 for number in numbers)
    assert own_block("abc") not in found.kept
