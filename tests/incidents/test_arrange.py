"""Arranging: events with days make incidents, events without join them, and nobody is brought together by those."""

from __future__ import annotations

from itertools import combinations

from musnad.incidents.arrange import EDGE, Decisions, arrange, is_dated, units_of
from musnad.incidents.score import weigh
from musnad.incidents.sketches import Sketch, Spot
from musnad.model import Wording
from tests.incidents import building as b

IDLIB = (Spot(lat=35.93, lon=36.63, radius_km=5.0, name="إدلب"),)
WORDS = Wording(other=tuple(range(10, 24)))


def _arrange(*sketches: Sketch, decisions: Decisions | None = None, settled: tuple[tuple[Sketch, ...], ...] = ()) -> list[tuple[str, ...]]:
    """The incidents of events that were all compared."""
    everything = [*sketches, *(sketch for group in settled for sketch in group)]
    pairs = {(min(a.key, c.key), max(a.key, c.key)): weigh(a, c) for a, c in combinations(everything, 2)}
    edges = {pair: weight for pair, weight in pairs.items() if weight > EDGE}
    return arrange({sketch.key: sketch for sketch in sketches}, edges, decisions or Decisions(), settled=settled)


def _dated(document: str, after: int = 0, number: int = 1) -> Sketch:
    return b.sketch(document, number, on=b.day(after), spots=IDLIB, words=WORDS)


def _undated(document: str, number: int = 1) -> Sketch:
    return b.sketch(document, number, spots=IDLIB, words=WORDS)


def test_events_of_one_day_and_place_are_one_incident() -> None:
    assert _arrange(_dated("d1"), _dated("d2"), _dated("d3", 60)) == [("d1#e1", "d2#e1"), ("d3#e1",)]


def test_an_undated_event_joins_the_incident_it_fits() -> None:
    assert _arrange(_dated("d1"), _undated("d2")) == [("d1#e1", "d2#e1")]


def test_undated_events_never_bring_two_incidents_together() -> None:
    first, later = _dated("d1"), _dated("d5", 60)
    found = _arrange(first, later, *(_undated(f"d{number}") for number in (2, 3, 4, 6)))

    assert not any({"d1#e1", "d5#e1"} <= set(group) for group in found)


def test_undated_events_that_fit_none_make_incidents_by_themselves() -> None:
    assert _arrange(_undated("d1"), _undated("d2")) == [("d1#e1", "d2#e1")]


def test_two_events_of_a_document_are_two_incidents() -> None:
    assert _arrange(_dated("d1"), _dated("d1", number=2)) == [("d1#e1",), ("d1#e2",)]
    assert _arrange(_dated("d1"), _undated("d1", 2)) == [("d1#e1",), ("d1#e2",)]


def test_a_decision_of_a_person_stands_above_every_weight() -> None:
    pair = frozenset({("d1#e1", "d2#e1")})

    assert _arrange(_dated("d1"), _dated("d2", 60), decisions=Decisions(same=pair)) == [("d1#e1", "d2#e1")]
    assert _arrange(_dated("d1"), _dated("d2"), decisions=Decisions(apart=pair)) == [("d1#e1",), ("d2#e1",)]
    assert _arrange(_dated("d1"), _undated("d2"), decisions=Decisions(apart=pair)) == [("d1#e1",), ("d2#e1",)]


def test_a_person_may_say_that_two_events_of_a_document_are_one() -> None:
    assert _arrange(_dated("d1"), _dated("d1", number=2), decisions=Decisions(same=frozenset({("d1#e1", "d1#e2")}))) == [("d1#e1", "d1#e2")]


def test_a_settled_incident_comes_back_only_when_an_undated_event_joins_it() -> None:
    settled = (_dated("d1"), _dated("d2"))

    assert _arrange(_undated("d3"), settled=(settled,)) == [("d1#e1", "d2#e1", "d3#e1")]
    assert _arrange(b.sketch("d4", type="arrest_abduction"), settled=(settled,)) == [("d4#e1",)]


def test_an_undated_event_does_not_join_a_settled_incident_of_which_its_own_document_tells() -> None:
    settled = (_dated("d1"), _dated("d2"), _dated("d3"))

    assert _arrange(_undated("d1", 2), settled=(settled,)) == [("d1#e2",)]


def test_the_order_does_not_matter() -> None:
    sketches = [_dated("d1"), _undated("d2"), _dated("d3", 1), _dated("d4", 3), _undated("d5")]

    assert _arrange(*sketches) == _arrange(*reversed(sketches))


def test_units_are_what_people_said_is_the_same_and_who_is_left() -> None:
    decided = Decisions(same=frozenset({("a", "c"), ("c", "d")}))

    assert units_of("abcd", decided) == [("a", "c", "d"), ("b",)]
    assert units_of("abd", decided) == [("a", "d"), ("b",)]
    assert Decisions(same=frozenset({("a", "b")}), apart=frozenset({("b", "c")})).touching("b") == {"a", "b", "c"}


def test_an_event_is_dated_when_its_days_are_known() -> None:
    assert is_dated(_dated("d1"))
    assert is_dated(b.sketch(first=10, last=17))
    assert not is_dated(b.sketch(first=10, last=18))
    assert not is_dated(b.sketch(weekday=2))
