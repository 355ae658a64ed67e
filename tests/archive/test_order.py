"""The order in which things come does not matter, and what was taken back leaves no trace."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from musnad.incidents.sketches import key_of
from musnad.model import Event, Party, When, Wording
from musnad.stores import open_store
from musnad.stores.base import IncidentRow
from tests.archive import made
from tests.archive.made import Told
from tests.incidents import building as b

EXAMPLES = 150
SITES = ((b.IDLIB,), (b.BINNISH,), (b.ALEPPO,), (b.IDLIB_PROVINCE,), ())
DAYS = (None, None, b.day(0), b.day(1), b.day(2), b.day(5), (b.day(0), b.day(3)))
WORDINGS = tuple(Wording(known=(1, 2, 3), other=tuple(range(first, first + 12))) for first in (10, 13, 18, 40))


@st.composite
def _events(draw: st.DrawFn) -> tuple[Event, ...]:
    return tuple(
        b.event(
            number,
            type=draw(st.sampled_from(("shelling", "air_strike"))),
            on=draw(st.sampled_from(DAYS)),
            places=draw(st.sampled_from(SITES)),
            background=draw(st.sampled_from((False, False, True))),
        )
        for number in range(1, draw(st.sampled_from((1, 1, 2, 3))) + 1)
    )


@st.composite
def _told(draw: st.DrawFn, number: int) -> Told:
    """A document of few places, days and parties, so that it often fits another, and often two others."""
    events = draw(_events())
    claims = []
    for event in events:
        if party := draw(st.sampled_from((None, "russia", "syria_government"))):
            claims.append(b.claim(len(claims) + 1, "initiator", Party(party=party), event=event.id))
        if killed := draw(st.sampled_from((None, 3, 7))):
            claims.append(b.claim(len(claims) + 1, "killed", b.toll(killed), event=event.id))
    published = draw(st.sampled_from((None, None, b.day(0), b.day(2))))
    reading = b.reading(f"d{number}", events, claims, published=published)
    within = None if published else draw(st.sampled_from((None, When(start=b.day(0), end=b.day(12)))))
    return replace(reading, document=replace(reading.document, published_within=within)), draw(st.sampled_from(WORDINGS))


@st.composite
def _archives(draw: st.DrawFn) -> list[Told]:
    return [draw(_told(number)) for number in range(draw(st.integers(3, 8)))]


Pairs = list[tuple[str, str, str]]  # same or apart, and two events


@st.composite
def _judged(draw: st.DrawFn) -> tuple[list[Told], Pairs]:
    told = draw(_archives())
    keys = [key_of(reading.document.id, event.id) for reading, _ in told for event in reading.events]
    pair = st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)
    decided = draw(st.lists(st.tuples(st.sampled_from(("same", "apart")), pair), min_size=1, max_size=3))
    return told, [(kind, *sorted(keys)) for kind, keys in decided]  # type: ignore[misc]


def _anew(told: Sequence[Told], judged: Pairs = []) -> list[IncidentRow]:  # noqa: B006
    """The incidents when everything is there and then linked."""
    with open_store(":memory:") as store:
        made.put(store, told, anew=True)
        for kind, one, other in judged:
            made.judge(store, kind, one, other)  # type: ignore[arg-type]
        return made.rows(store)


def _batches(told: Sequence[Told], cuts: Sequence[int]) -> list[Sequence[Told]]:
    ends = [0, *sorted({cut % len(told) for cut in cuts}), len(told)]
    return [told[start:stop] for start, stop in pairwise(ends) if start < stop]


CUTS = st.lists(st.integers(0, 7), max_size=8)


@given(st.data(), _archives(), CUTS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_documents_come_in_any_order_and_in_any_batches(data: st.DataObject, told: list[Told], cuts: list[int]) -> None:
    shuffled = data.draw(st.permutations(told))
    with open_store(":memory:") as store:
        for batch in _batches(shuffled, cuts):
            made.put(store, batch)

        assert made.rows(store) == _anew(told)


@given(st.data(), _judged(), CUTS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_judgements_hold_whenever_they_are_made(data: st.DataObject, judged: tuple[list[Told], Pairs], cuts: list[int]) -> None:
    told, decided = judged
    shuffled = data.draw(st.permutations(told))
    late = data.draw(st.integers(0, 2))
    with open_store(":memory:") as store:
        waiting = list(decided)
        for batch in [*_batches(shuffled, cuts), ()]:
            made.put(store, batch)
            while waiting and (late == 0 or not batch) and all(store.has(key.partition("#")[0]) for key in waiting[0][1:]):
                made.judge(store, *waiting.pop(0))  # type: ignore[arg-type]

        assert made.rows(store) == _anew(told, decided)


@given(st.data(), _judged(), CUTS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_judgement_that_was_taken_back_leaves_no_trace(data: st.DataObject, judged: tuple[list[Told], Pairs], cuts: list[int]) -> None:
    told, decided = judged
    batches = _batches(told, cuts)
    before = data.draw(st.integers(0, len(batches) - 1))
    with open_store(":memory:") as store:
        for batch in batches[: before + 1]:
            made.put(store, batch)
        there = [pair for pair in decided if all(store.has(key.partition("#")[0]) for key in pair[1:])]
        numbers = [made.judge(store, *pair) for pair in there]  # type: ignore[arg-type]
        for batch in batches[before + 1 :]:
            made.put(store, batch)
        for number in data.draw(st.permutations(numbers)):
            made.withdraw(store, number)

        assert made.rows(store) == _anew(told)
