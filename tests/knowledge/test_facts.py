"""Facts: what the tables say of an actor or a source on a day."""

from __future__ import annotations

from datetime import date

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge import Actor, Knowledge, load


@pytest.mark.parametrize(
    ("on", "party"),
    [
        (date(2016, 9, 1), "syrian_government"),
        (date(2024, 12, 7), "syrian_government"),
        (date(2024, 12, 8), "syrian_transitional_government"),
        (date(2025, 7, 1), "syrian_transitional_government"),
        (None, "syrian_government"),
    ],
)
def test_party_of_depends_on_the_day(on: date | None, party: str) -> None:
    assert load().party_of("syrian_army", on) == party


def test_party_of_takes_the_nearest_period_in_a_gap() -> None:
    earlier = Actor("tip", "other:A", "army", date(2012, 1, 1), date(2014, 12, 31), "x", "y")
    later = Actor("tip", "other:B", "army", date(2018, 1, 1), None, "x", "y")
    knowledge = Knowledge({"tip": (earlier, later)}, (), {}, (), (), {}, ())

    assert [knowledge.party_of("tip", date(year, 6, 1)) for year in (2011, 2013, 2015, 2017, 2020)] == [
        "other:A",
        "other:A",
        "other:A",
        "other:B",
        "other:B",
    ]


def test_party_of_an_unknown_actor_says_what_to_do() -> None:
    with pytest.raises(KnowledgeError, match=r"no actor 'nobody': add a line for it to actors\.tsv"):
        load().party_of("nobody", None)


@pytest.mark.parametrize(
    ("source", "on", "party"),
    [
        ("sana", date(2020, 1, 1), "syrian_government"),
        ("sana", date(2025, 1, 1), "syrian_transitional_government"),
        ("sana", None, "syrian_government"),
        ("tass", date(2025, 1, 1), "russia"),
        ("sohr", date(2025, 1, 1), None),
    ],
)
def test_side_of_depends_on_the_day_where_the_source_speaks_for_an_actor(source: str, on: date | None, party: str | None) -> None:
    assert load().side_of(source, on) == party


def test_side_of_an_unknown_source_says_what_to_do() -> None:
    with pytest.raises(KnowledgeError, match=r"no source 'nobody': add a line for it to sources\.tsv"):
        load().side_of("nobody", None)
