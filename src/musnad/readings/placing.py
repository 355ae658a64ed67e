"""Placing: which known place a name in a text stands for, when many may bear it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from musnad.knowledge.facts import PlaceEntry
from musnad.knowledge.gazetteer import distance_km
from musnad.readings.grammar import Grammar
from musnad.readings.marks import Mark, Marked
from musnad.readings.sites import place_name

_ONE_PLACE_KM = 15.0  # points of one name that lie closer are of one place, entered twice


def entry_of(mark: Mark, around: Iterable[Mark], marked: Marked, grammar: Grammar) -> PlaceEntry | None:
    """The known place that a mark names: by its id, else the one place so called in the regions named with it, by ``around``.

    None where nothing is known of the name, or where several places bear it and nothing says which is meant.
    """
    if mark.get("id"):
        return grammar.knowledge.places.get(mark.get("id"))
    candidates = grammar.further.get(place_name(mark, marked), ())
    regions = {region for other in around if (region := _region(other, grammar))}
    if regions:
        candidates = tuple(entry for entry in candidates if entry.adm1 in regions or not entry.adm1)
    return candidates[0] if candidates and _one_place(candidates) else None


def _region(mark: Mark, grammar: Grammar) -> str:
    """The governorate that a place mark names or, as far as that is known, lies in."""
    entry = grammar.knowledge.places.get(mark.get("id"))
    if entry is not None and entry.precision == "governorate":
        return entry.id
    return mark.get("within")


def _one_place(entries: Sequence[PlaceEntry]) -> bool:
    points = [(entry.lat, entry.lon) for entry in entries if entry.lat is not None and entry.lon is not None]
    return len(points) == len(entries) and all(distance_km(*one, *other) <= _ONE_PLACE_KM for one, other in combinations(points, 2))
