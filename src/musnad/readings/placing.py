"""Placing: which known place a name in a text stands for, when many may bear it, and which point the words around it tell.

"North of X" is a point north of X, "between X and Y" the middle, "a village in the countryside of X" somewhere around X where the village
itself is not known. Every point has a radius that says how far from it the place may reach or lie.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import msgspec

from musnad.knowledge.distance import RADIUS_KM, distance_km, moved
from musnad.knowledge.facts import PlaceEntry
from musnad.model import Precision
from musnad.readings.grammar import Grammar
from musnad.readings.marks import Mark, Marked
from musnad.readings.nearness import company, likeliest
from musnad.readings.sites import rank, words_of

# How far "north of" it is meant, and how wide that is; and how far its countryside reaches, which is as wide as an area of a kind.
_BESIDE_KM: Mapping[Precision, tuple[float, float]] = {
    "point": (3, 4),
    "neighbourhood": (2, 3),
    "village": (4, 5),
    "town": (8, 10),
    "unknown": (5, 7),
    "subdistrict": (10, 12),
    "district": (15, 20),
}
_COUNTRYSIDE: Mapping[Precision, Precision] = {
    "village": "subdistrict",
    "town": "district",
    "unknown": "subdistrict",
    "subdistrict": "district",
}
_SIDE_OF_GOVERNORATE_KM = (25.0, 35.0)  # counted from its seat
_NEAR_KM = 3.0
_NORTH_EAST = {"n": (1, 0), "s": (-1, 0), "e": (0, 1), "w": (0, -1), "ne": (1, 1), "nw": (1, -1), "se": (-1, 1), "sw": (-1, -1)}
_MOST_KM = 45.0  # an area that is wider tells nothing of where in it a place lies
_QUARTERS: frozenset[Precision] = frozenset(("point", "neighbourhood"))


Areas = Sequence[Collection[str]]


class Placed(msgspec.Struct, frozen=True):
    """Where a place mark is: the known place it names, if one is known, and the point with its precision and radius, if one is told.

    ``rivals`` are the known places so named where nothing says which is meant.
    """

    entry: PlaceEntry | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unknown"
    radius_km: float | None = None
    rivals: tuple[PlaceEntry, ...] = ()


def place(mark: Mark, around: Sequence[Mark], marked: Marked, grammar: Grammar, areas: Areas = ()) -> Placed:
    """Where a place mark is: by its own name, else by the narrowest area named with it, by ``around``.

    ``areas`` has, for each who acts at the event, the ids of governorates and the codes of countries where it is known to operate.
    """
    if mark.parts.get("end"):
        return _between(mark, around, marked, grammar, areas)
    own = _by_name(mark, around, marked, grammar, areas)
    if own.lat is not None:
        return own
    wider = [other for other in company(mark, around, marked) if rank(other) > rank(mark) and (_side(other) or other.get("seat") != "yes")]
    found = [there for other in wider if (there := _by_name(other, around, marked, grammar, areas)).radius_km is not None]
    narrow = min((there for there in found if (there.radius_km or 0) <= _MOST_KM), key=lambda there: there.radius_km or 0, default=None)
    if narrow is None:
        return own
    return msgspec.structs.replace(_inside(mark, narrow), entry=own.entry, rivals=own.rivals)


def entry_of(mark: Mark, around: Sequence[Mark], marked: Marked, grammar: Grammar, areas: Areas = ()) -> PlaceEntry | None:
    """The known place that a mark names: of those so called, the one that fits the regions named with it, by ``around``.

    None where nothing is known of the name, where those known lie elsewhere than the places named with it, or where several places bear
    it and nothing says which is meant.
    """
    return _named(mark, around, marked, grammar, areas)[0]


def _named(
    mark: Mark, around: Sequence[Mark], marked: Marked, grammar: Grammar, areas: Areas
) -> tuple[PlaceEntry | None, tuple[PlaceEntry, ...]]:
    """The known place that a mark names; else those that it may name."""
    named = mark.get("called") or words_of(mark, marked)
    candidates = grammar.places.get(named, ())
    if not candidates and mark.get("id"):
        candidates = (grammar.knowledge.places[mark.get("id")],)
    fitting = likeliest(mark, candidates, around, marked, grammar)
    if len(fitting) > 1:
        here = {entry.id: sum(entry.adm1 in area or entry.country in area for area in areas) for entry in fitting}
        fitting = [entry for entry in fitting if here[entry.id] == max(here.values())]
    if fitting and _one_place(fitting):
        return fitting[0], ()
    return None, tuple(fitting)


def _one_place(entries: Sequence[PlaceEntry], apart_km: float = 15.0) -> bool:
    """True for one place, also where two lists enter it twice: by points that lie close."""
    points = [(entry.lat, entry.lon) for entry in entries if entry.lat is not None and entry.lon is not None]
    if len(entries) == 1:
        return True
    return len(points) == len(entries) and all(distance_km(*one, *other) <= apart_km for one, other in combinations(points, 2))


def _by_name(mark: Mark, around: Sequence[Mark], marked: Marked, grammar: Grammar, areas: Areas) -> Placed:
    """Where the place lies that a mark names, by that name alone: itself, a side of it, or the country around it."""
    entry, rivals = _named(mark, around, marked, grammar, areas)
    stated: Precision = mark.get("precision") or "unknown"  # type: ignore[assignment]
    if entry is None or entry.lat is None or entry.lon is None:
        return Placed(entry, precision=stated, rivals=rivals)
    kind = stated if entry.precision == "unknown" else entry.precision
    side = _side(mark)
    if side is not None and kind != "country":
        return _beside(entry, kind, side, grammar, of_area=mark.get("seat") == "yes" and not _heads(mark, "place.head"))
    if _heads(mark, "place.wide") and kind in _COUNTRYSIDE:
        around_it = _COUNTRYSIDE[kind]
        return Placed(entry, entry.lat, entry.lon, around_it, RADIUS_KM[around_it])
    if mark.get("seat") == "yes" and not _heads(mark, "place."):
        return Placed(entry, entry.lat, entry.lon, kind, RADIUS_KM["district"])  # texts name the town for the country around it
    near = _NEAR_KM if _is_near(mark, marked) and kind in _BESIDE_KM else 0
    return Placed(entry, entry.lat, entry.lon, stated if stated != "unknown" else kind, RADIUS_KM[kind] + near)


def _beside(entry: PlaceEntry, kind: Precision, side: tuple[float, float], grammar: Grammar, *, of_area: bool) -> Placed:
    """A side of a known place: a point that far north, east, ... of it; of a governorate, of its seat."""
    seat = grammar.knowledge.places.get(entry.id.removesuffix("_governorate"), entry)
    if kind == "governorate" and seat is entry:
        return Placed(entry, entry.lat, entry.lon, kind, RADIUS_KM[kind])
    from_it, (away, radius) = (seat, _SIDE_OF_GOVERNORATE_KM) if of_area or kind == "governorate" else (entry, _BESIDE_KM[kind])
    if from_it.lat is None or from_it.lon is None:
        return Placed(entry, entry.lat, entry.lon, kind, RADIUS_KM[kind])
    lat, lon = moved(from_it.lat, from_it.lon, side[0] * away, side[1] * away)
    return Placed(entry, lat, lon, as_wide_as(radius), radius)


def _side(mark: Mark) -> tuple[float, float] | None:
    """Which side of a place a mark speaks of, as north and east of length 1; None where it speaks of all of it, or of its middle."""
    told = [part.get("dir") for name in ("head", "mod") for part in mark.parts.get(name, ()) if part.kind == "place.dir"]
    steps = [_NORTH_EAST[side] for side in told if side in _NORTH_EAST]
    north, east = sum(step[0] for step in steps), sum(step[1] for step in steps)
    length = (north**2 + east**2) ** 0.5
    return (north / length, east / length) if length else None


def _heads(mark: Mark, kind: str) -> bool:
    return any(part.kind.startswith(kind) for part in mark.parts.get("head", ()))


def _is_near(mark: Mark, marked: Marked) -> bool:
    """True for "near X", "the outskirts of X"."""
    inside = (other for index in range(mark.first, mark.last) for other in marked.at[index])
    return any(other.kind == "place.near" for other in (*marked.ending_at(mark.first), *inside))


def as_wide_as(radius_km: float) -> Precision:
    """The narrowest kind of place that reaches so far."""
    kinds: tuple[Precision, ...] = ("point", "neighbourhood", "village", "town", "subdistrict", "district", "governorate")
    return next((kind for kind in kinds if RADIUS_KM[kind] >= radius_km * 0.75), "country")


def _inside(mark: Mark, area: Placed) -> Placed:
    """Somewhere in an area that is named with a place: a quarter in its town, a village around it."""
    least = 0.0 if mark.get("precision") in _QUARTERS else RADIUS_KM["subdistrict"]
    radius = max(area.radius_km or 0, least)
    return Placed(None, area.lat, area.lon, as_wide_as(radius), radius)


def _between(mark: Mark, around: Sequence[Mark], marked: Marked, grammar: Grammar, areas: Areas) -> Placed:
    """Between two places: the middle, and half the way as radius; where only one of them is known, around that one."""
    others = [*around, *mark.parts["end"]]
    ends = [there for end in mark.parts["end"] if (there := _by_name(end, others, marked, grammar, areas)).lat is not None]
    points = [(end.lat, end.lon) for end in ends if end.lat is not None and end.lon is not None]
    if not points:
        return Placed()
    lat, lon = (sum(point[at] for point in points) / len(points) for at in (0, 1))
    radius = max([distance_km(lat, lon, *point) for point in points]) if len(points) > 1 else RADIUS_KM["subdistrict"]
    return Placed(None, lat, lon, as_wide_as(radius), round(max(radius, RADIUS_KM["neighbourhood"]), 1))
