"""Candidates: which events are compared at all, by blocks that two reports of one happening share.

A block is a number; the store keeps for each the events in it. An event is kept in some blocks and asks in others, so that one known to
the village and one known only to the province meet without all that happened in the province meeting each other. Two events with days
meet on a day near a place, and one of which no place is known meets all of its kind on that day; one without a day meets others at its
place by what else they share: two of initiator, weapon, figures and kind, or a rare word. So the work for one more document depends on
how much happened there and then, not on how large the archive is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations
from math import cos, floor, radians
from typing import NamedTuple

from musnad.incidents.sketches import Sketch, Spot

CELL_DEGREES = 0.25  # about 28 km north to south
WIDE_DEGREES = 2.0
_REACH_KM = 12.0  # how far beyond their radius two places may lie and still be compared
_WIDE_KM = 30.0  # places larger than this fall into wide cells
_LONGEST = 8  # days; longer intervals are compared by their ends
_MOST_WORDS = 32
_FEW_DAYS = 4
_BITS = 63

Cell = tuple[int, int]


class Blocks(NamedTuple):
    """The blocks an event is kept in and those in which it looks for others, each 0 to 2**63 - 1, sorted."""

    kept: tuple[int, ...]
    asked: tuple[int, ...]


def blocks(sketch: Sketch) -> Blocks:
    """Where an event is kept and where it looks for others. Two events meet when either looks where the other is kept."""
    shared = [*_by_words(sketch), *_by_traits(sketch)]
    kept, asked = list(shared), list(shared)
    if sketch.first is not None and sketch.last is not None:
        narrow, wide = _cells(sketch)
        for day in _days(sketch.first, sketch.last):
            kept += [("narrow", day, cell) for cell in narrow] + [("in", day, cell) for cell in wide if narrow]
            asked += [("narrow", day, cell) for cell in narrow] + [("wide", day, cell) for cell in wide]
            if not narrow:
                kept += [("wide", day, cell) for cell in wide]
                asked += [("in", day, cell) for cell in wide]
            kept.append(("placed" if wide else "nowhere", day, sketch.type))
            asked += [("nowhere", day, sketch.type)] + ([] if wide else [("placed", day, sketch.type)])
    return Blocks(_numbers(kept), _numbers(asked))


def own_block(identifier: str) -> int:
    """The block that an event alone is in, by the identifier made of its key."""
    return _number(("own", identifier))


def _by_words(sketch: Sketch) -> Iterator[tuple[object, ...]]:
    words = sorted(sketch.words.other)[:_MOST_WORDS]
    for place in _places(sketch):
        yield from (("word", place, word) for word in words)
    for run in zip(words, words[1:], words[2:], strict=False):  # neighbours by number: the same three in texts that are nearly the same
        yield "words", *run


def _by_traits(sketch: Sketch) -> Iterator[tuple[object, ...]]:
    """Two traits of what happened, at each place."""
    traits = [
        *(("killed", figure) for figure in sketch.killed),
        *(("injured", figure) for figure in sketch.injured),
        *(("initiator", party) for party in sketch.initiators),
        *(("weapon", weapon) for weapon in sketch.weapons),
        ("type", sketch.type),
        *(("weekday", weekday) for weekday in _weekdays(sketch)),
    ]
    for place in _places(sketch):
        yield from (("traits", place, *pair) for pair in combinations(sorted(traits), 2))


def _weekdays(sketch: Sketch) -> set[int]:
    """The weekdays on which an event may have happened, when they are few."""
    if sketch.first is None or sketch.last is None:
        return set() if sketch.weekday is None else {sketch.weekday}
    return {(day - 1) % 7 + 1 for day in range(sketch.first, sketch.last + 1)} if sketch.last - sketch.first < _FEW_DAYS else set()


def _days(first: int, last: int) -> Iterable[int]:
    """The days of an event and one before, so that a gap of a day is bridged."""
    if last - first > _LONGEST:
        return sorted({*range(first - 1, first + 3), *range(last - 3, last + 1)})
    return range(first - 1, last + 1)


def _cells(sketch: Sketch) -> tuple[set[Cell], set[Cell]]:
    """The small cells of the map that an event may lie in, none when its place is a large one; and the large cells."""
    narrow: set[Cell] = set()
    wide: set[Cell] = set()
    for spot in sketch.spots:
        wide |= _around(spot, WIDE_DEGREES, min(spot.radius_km, 60.0))
        if spot.radius_km <= _WIDE_KM:
            narrow |= _around(spot, CELL_DEGREES, spot.radius_km + _REACH_KM)
    return narrow, wide


def _around(spot: Spot, degrees: float, radius_km: float) -> set[Cell]:
    north = radius_km / 111.0
    east = north / max(cos(radians(spot.lat)), 0.1)
    rows = range(floor((spot.lat - north) / degrees), floor((spot.lat + north) / degrees) + 1)
    columns = range(floor((spot.lon - east) / degrees), floor((spot.lon + east) / degrees) + 1)
    return {(row, column) for row in rows for column in columns}


def _places(sketch: Sketch) -> set[object]:
    cells = {cell for spot in sketch.spots for cell in _around(spot, CELL_DEGREES, min(spot.radius_km, _WIDE_KM))}
    return {*cells, *sketch.unplaced}


def _numbers(blocks: Iterable[tuple[object, ...]]) -> tuple[int, ...]:
    return tuple(sorted({_number(block) for block in blocks}))


def _number(block: tuple[object, ...]) -> int:
    return int.from_bytes(blake2b(repr(block).encode(), digest_size=8).digest(), "big") & ((1 << _BITS) - 1)
