"""Links in a store of their own: names of incidents, what changes, and that one by one comes to the same as all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from musnad.incidents import linking
from musnad.incidents.arrange import Decisions
from musnad.incidents.linking import Changes, Edge, Entry
from musnad.incidents.sketches import Sketch, Spot
from musnad.model import Wording
from tests.incidents import building as b

IDLIB = (Spot(lat=35.93, lon=36.63, radius_km=5.0, name="إدلب"),)
WORDS = Wording(other=tuple(range(10, 22)))
OTHER_WORDS = Wording(other=tuple(range(40, 52)))


class Links:
    """What linking asks of a store, in dictionaries."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._edges: dict[tuple[str, str], float] = {}
        self.incidents: dict[str, tuple[str, ...]] = {}

    def link(self, *sketches: Sketch, decisions: Decisions | None = None) -> Changes:
        """What changed when these events came, or were decided on."""
        self._entries.update((sketch.key, linking.entry(sketch)) for sketch in sketches)
        changes = linking.link(self, [sketch.key for sketch in sketches], decisions or Decisions())
        for name in changes.gone:
            del self.incidents[name]
        self.incidents.update(changes.now)
        return changes

    def in_blocks(self, blocks: Iterable[int]) -> dict[str, bytes]:
        wanted = set(blocks)
        return {key: entry.data for key, entry in self._entries.items() if wanted & set(entry.blocks)}

    def events(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self._entries[key].data for key in keys if key in self._entries}

    def edges_of(self, keys: Iterable[str]) -> list[Edge]:
        wanted = set(keys)
        return sorted((*pair, weight) for pair, weight in self._edges.items() if wanted & set(pair))

    def put_edges(self, edges: Iterable[Edge]) -> None:
        self._edges.update(((one, other), weight) for one, other, weight in edges)

    def incident_of(self, keys: Iterable[str]) -> dict[str, str]:
        wanted = set(keys)
        return {key: name for name, members in self.incidents.items() for key in members if key in wanted}

    def members(self, incidents: Iterable[str]) -> dict[str, list[str]]:
        return {name: list(self.incidents[name]) for name in incidents if name in self.incidents}


def _anew(sketches: Sequence[Sketch], decisions: Decisions | None = None) -> dict[str, tuple[str, ...]]:
    return dict(linking.link_all(sketches, decisions or Decisions())[1].now)


def _undated(document: str, number: int = 1, words: Wording = WORDS) -> Sketch:
    return b.sketch(document, number, spots=IDLIB, words=words)


def _dated(document: str, number: int = 1, after: int = 0, words: Wording = WORDS) -> Sketch:
    return b.sketch(document, number, on=b.day(after), spots=IDLIB, words=words)


def test_an_incident_is_named_by_its_first_event_in_letters_that_can_be_read_out() -> None:
    named = linking.identifier("d1#e1")

    assert named == linking.identifier("d1#e1")
    assert named != linking.identifier("d1#e2")
    assert len(named) == 10
    assert not set(named) & set("ilo01")


def test_the_first_event_is_an_incident_of_its_own() -> None:
    changes = Links().link(_dated("d1"))

    assert changes == Changes(now=((linking.identifier("d1#e1"), ("d1#e1",)),))


def test_what_did_not_change_is_not_in_the_changes() -> None:
    links = Links()
    links.link(_dated("d1"), _dated("d2", after=300))

    changes = links.link(_dated("d3"))

    assert changes == Changes(gone=(linking.identifier("d1#e1"),), now=((linking.identifier("d1#e1"), ("d1#e1", "d3#e1")),))


def test_linking_again_changes_nothing() -> None:
    links = Links()
    links.link(_dated("d1"), _dated("d2"), _undated("d3"))

    assert links.link(_dated("d1")) == Changes()


def test_an_incident_gets_the_name_of_an_earlier_key_that_joins_it() -> None:
    links = Links()
    links.link(_dated("d2"))
    changes = links.link(_dated("d1"))

    assert changes.gone == (linking.identifier("d2#e1"),)
    assert links.incidents == {linking.identifier("d1#e1"): ("d1#e1", "d2#e1")}


def test_background_without_a_day_is_not_linked() -> None:
    assert not linking.linkable(b.sketch(background=True))
    assert linking.linkable(b.sketch(background=True, on=b.day()))
    assert _anew([b.sketch("d1", background=True), _dated("d2")]) == {linking.identifier("d2#e1"): ("d2#e1",)}


def test_an_event_is_found_by_the_name_of_an_incident_that_it_is_first_of() -> None:
    assert linking.own_block(linking.identifier("d1#e1")) in linking.entry(_dated("d1")).blocks


def test_an_undated_event_does_not_join_an_incident_that_its_own_document_tells_of_beside_it() -> None:
    dated, beside, report = _dated("d1", 2), _undated("d1", 1), _dated("d2")
    later = _undated("d3")
    links = Links()
    links.link(dated, beside, report)
    links.link(later)  # only this and what it hangs together with is arranged again

    assert links.incidents == _anew([dated, beside, report, later])
    assert not any({"d1#e1", "d1#e2"} <= set(keys) for keys in links.incidents.values())


@pytest.mark.parametrize("words", [WORDS, OTHER_WORDS])
def test_an_undated_event_that_people_put_with_a_dated_one_stays_with_it(words: Wording) -> None:
    undated, dated, later = _undated("d1", words=words), _dated("d2"), _dated("d3")
    decisions = Decisions(same=frozenset({("d1#e1", "d2#e1")}))
    links = Links()
    links.link(undated, dated)
    links.link(undated, dated, decisions=decisions)
    links.link(later, decisions=decisions)

    assert links.incidents == _anew([undated, dated, later], decisions)
    assert any({"d1#e1", "d2#e1"} <= set(keys) for keys in links.incidents.values())


def test_an_undated_event_near_one_that_people_put_with_a_dated_one_is_arranged_with_all_of_them() -> None:
    undated, dated, others = _undated("d1"), _dated("d2", words=OTHER_WORDS), [_undated("d3"), _undated("d4"), _undated("d5")]
    decisions = Decisions(same=frozenset({("d1#e1", "d2#e1")}))
    links = Links()
    links.link(undated, dated)
    links.link(undated, dated, decisions=decisions)
    for other in others:
        links.link(other, decisions=decisions)

    assert links.incidents == _anew([undated, dated, *others], decisions)


def test_what_people_put_together_comes_apart_when_they_take_it_back() -> None:
    undated, dated, beside = _undated("d1"), _dated("d2", words=OTHER_WORDS), _dated("d3", after=5)
    decisions = Decisions(same=frozenset({("d1#e1", "d2#e1")}))
    links = Links()
    links.link(undated, dated, beside)
    links.link(undated, dated, decisions=decisions)
    links.link(undated, dated)

    assert links.incidents == _anew([undated, dated, beside])


def test_two_events_are_the_same_by_way_of_a_third_that_is_not_linked() -> None:
    decisions = Decisions(same=frozenset({("d1#e1", "d2#e1"), ("d1#e1", "d3#e1")}))  # d1#e1 is background of which no day is known

    found = _anew([b.sketch("d1", background=True), _dated("d2"), _dated("d3", after=300)], decisions)

    assert list(found.values()) == [("d2#e1", "d3#e1")]
