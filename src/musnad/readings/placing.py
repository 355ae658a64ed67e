"""Placing: which known place a name in a text stands for, when many may bear it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from musnad.knowledge.distance import distance_km
from musnad.knowledge.facts import PlaceEntry
from musnad.readings.grammar import Grammar
from musnad.readings.marks import Mark, Marked
from musnad.readings.sites import place_name

_ONE_PLACE_KM = 15.0  # points of one name that lie closer are of one place, entered twice


def entry_of(mark: Mark, around: Sequence[Mark], marked: Marked, grammar: Grammar) -> PlaceEntry | None:
    """The known place that a mark names: by its id, else the one place so called in the regions named with it, by ``around``.

    None where nothing is known of the name, where it is known in other countries only than those of the places named with it, or where
    several places bear it and nothing says which is meant.
    """
    places = grammar.knowledge.places
    if mark.get("id"):
        return places.get(mark.get("id"))
    candidates = grammar.further.get(place_name(mark, marked), ())
    if not candidates:
        return None
    named = _entries(around, grammar) or _entries((other for here in marked.at for other in here), grammar)
    regions = {entry.id if entry.precision == "governorate" else entry.adm1 for entry in named} - {None}
    countries = {entry.country for entry in named}
    fitting = [
        entry
        for entry in candidates
        if (not countries or not entry.country or entry.country in countries) and (not regions or not entry.adm1 or entry.adm1 in regions)
    ]
    return fitting[0] if fitting and _one_place(fitting) else None


def _entries(marks: Iterable[Mark], grammar: Grammar) -> list[PlaceEntry]:
    """The known places among some marks."""
    found = (grammar.knowledge.places.get(mark.get("id")) for mark in marks if mark.kind.startswith("place"))
    return [entry for entry in found if entry is not None]


def _one_place(entries: Sequence[PlaceEntry]) -> bool:
    points = [(entry.lat, entry.lon) for entry in entries if entry.lat is not None and entry.lon is not None]
    return len(points) == len(entries) and all(distance_km(*one, *other) <= _ONE_PLACE_KM for one, other in combinations(points, 2))
