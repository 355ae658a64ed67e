"""Nearness: which of the places of one name lies where the other places of a text are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from musnad.knowledge.distance import distance_km
from musnad.knowledge.facts import PlaceEntry
from musnad.knowledge.further import GEONAMES, OURS
from musnad.readings.grammar import Grammar
from musnad.readings.marks import Mark, Marked
from musnad.readings.sites import WIDE, rank

# How far from the middle of a place that contains it another may lie, by the precision of the one that contains it.
_REACH_KM = {
    "point": 10,
    "neighbourhood": 10,
    "village": 20,
    "town": 50,
    "unknown": 50,
    "subdistrict": 50,
    "district": 80,
    "governorate": 80,
}
_OF_NO_GOVERNORATE_KM = 250.0  # "the north of the country", a front
_STRAY_KM, _STRAY_TOWN_KM = 40.0, 250.0  # what lies further outside an area that it is said to be in is another place of the name
_FAR_KM = 150.0  # what lies further from all that the text names is another one, too, where others are so named
_TOWN_KM = 20.0  # a quarter lies no further from the middle of its town
_ACROSS_KM = 30.0  # what a border between governorates counts for
_TELLING_KM = 15.0  # what lies so much nearer is meant
_GAP = 3  # words between a place and the area that contains it, or the next one
_ABROAD_KM = 10_000.0
_QUARTERS = ("point", "neighbourhood")
_SETTLED = ("neighbourhood", "village", "town", "point", "unknown")


def likeliest(mark: Mark, candidates: Sequence[PlaceEntry], around: Sequence[Mark], marked: Marked, grammar: Grammar) -> list[PlaceEntry]:
    """Those of the places of one name that a mark may mean, by the places named with it; none where all lie elsewhere.

    Of several that fit, the user's win over ours, and ours over GeoNames'.
    """
    if not candidates or not any(entry.precision in _SETTLED for entry in candidates):
        return list(candidates[:1])
    anchors, strict = _anchors(mark, around, marked, grammar)
    beside = _beside(mark, around, marked, grammar)
    allowed = [entry for entry in _of_kind(mark, candidates) if not _stray(entry, beside)]
    if not anchors:
        return _nearest(_of_best_source(allowed), beside)
    costs = {entry.id: _cost(entry, anchors, strict=strict) for entry in allowed}
    only = len(allowed) == 1 and not _named_after(mark, allowed[0])
    fitting = [entry for entry in allowed if costs[entry.id] <= _limit(entry, strict=strict, only=only)]
    if not fitting:
        return []
    least = min(costs[entry.id] for entry in fitting)
    return _nearest(_of_best_source([entry for entry in fitting if costs[entry.id] <= least + _TELLING_KM]), beside)


def _beside(mark: Mark, around: Sequence[Mark], marked: Marked, grammar: Grammar) -> list[PlaceEntry]:
    """The other settlements that the sentence names and that one place alone is called, as of a list of villages that were hit."""
    found = {}
    for other in _in_sentence(mark, around, marked):
        bearers = grammar.places.get(other.get("called"), ())
        if len(bearers) == 1 and bearers[0].precision in _SETTLED and bearers[0].lat is not None and other.get("id") != mark.get("id"):
            found[bearers[0].id] = bearers[0]
    return list(found.values())


def _apart(entry: PlaceEntry, other: PlaceEntry) -> float:
    if entry.lat is None or entry.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return distance_km(entry.lat, entry.lon, other.lat, other.lon)


def _stray(entry: PlaceEntry, beside: Sequence[PlaceEntry], most: int = 2) -> bool:
    """True for a village far from all of several others that are named in one breath with it."""
    return entry.precision != "town" and len(beside) > most and all(_apart(entry, other) > _FAR_KM for other in beside)


def _nearest(entries: list[PlaceEntry], beside: Sequence[PlaceEntry]) -> list[PlaceEntry]:
    """Of several places of one name the one that lies much nearer to the others named in one breath with it; all where none does."""
    if len(entries) < 2 or not beside or any(entry.lat is None for entry in entries):
        return entries
    near = sorted(entries, key=lambda entry: min(_apart(entry, other) for other in beside))
    first, second = (min(_apart(entry, other) for other in beside) for entry in near[:2])
    return near[:1] if first + _STRAY_KM < second else entries


def _named_after(mark: Mark, entry: PlaceEntry) -> bool:
    """True for a street, a station, a prison called by a town, which may lie anywhere."""
    stated = [part.get("precision") for part in mark.parts.get("head", ()) if part.kind.startswith("place.head")]
    return bool(stated) and stated[-1] in _QUARTERS and entry.precision not in _QUARTERS


def _limit(entry: PlaceEntry, *, strict: bool, only: bool) -> float:
    """How far outside its company a place may lie. A known town may lie further off than a village, whose name others bear, too."""
    if entry.precision == "neighbourhood":
        return _STRAY_KM
    if not strict:
        return _ABROAD_KM if only else _FAR_KM
    return _STRAY_TOWN_KM if entry.precision == "town" else _STRAY_KM


def _anchors(mark: Mark, around: Sequence[Mark], marked: Marked, grammar: Grammar) -> tuple[list[PlaceEntry], bool]:
    """The wider places that tell where a mark is: those it is said to be in, else of its sentence, its event, the text; and whether they
    are the first."""
    following = list(_following(mark, _in_sentence(mark, around, marked), marked))
    everywhere = (other for here in marked.at for other in here if other.kind.startswith("place"))
    for others in (following, _in_sentence(mark, around, marked), around, everywhere):
        found = {entry.id: entry for other in others if (entry := _telling(mark, other, grammar)) is not None}
        areas = [entry for entry in found.values() if entry.precision != "country"]
        if found:
            return areas or list(found.values()), others is following and bool(areas)
    return [], False


def company(mark: Mark, around: Sequence[Mark], marked: Marked) -> list[Mark]:
    """The places that say where a place is: the wider ones that follow it at once ("village of X in the countryside of Y"), else those of
    its sentence."""
    others = _in_sentence(mark, around, marked)
    return list(_following(mark, others, marked)) or others


def _in_sentence(mark: Mark, around: Sequence[Mark], marked: Marked) -> list[Mark]:
    sentence = marked.sentences[marked.sentence_of(mark.first)]
    return sorted((other for other in around if sentence.first <= other.first < sentence.last and other is not mark), key=_first)


def _following(mark: Mark, others: Iterable[Mark], marked: Marked) -> Iterator[Mark]:
    end = mark.last
    for other in others:
        if other.first < mark.last:
            continue
        if other.first - end > _GAP:
            return
        if rank(other) > rank(mark) and not marked.joined(other.first):
            yield other
        end = other.last


def _first(mark: Mark) -> int:
    return mark.first


def _telling(mark: Mark, other: Mark, grammar: Grammar) -> PlaceEntry | None:
    """The known place that may contain the one that a mark names; of a town whose governorate bears its name, the governorate."""
    apart = other.last <= mark.first or other.first >= mark.last
    ident, places = other.get("id"), grammar.knowledge.places
    if not apart or not ident or ident == mark.get("id") or not (rank(other) > max(rank(mark), 2) or rank(other) >= WIDE):
        return None
    return places.get(f"{ident}_governorate", places[ident]) if other.get("seat") == "yes" else places[ident]


def _cost(entry: PlaceEntry, anchors: Sequence[PlaceEntry], *, strict: bool) -> float:
    """Kilometres by which a place lies outside those that should contain it: outside all of them at least, where they stand next to it."""
    costs = [_outside(entry, anchor) for anchor in anchors]
    return max(costs) if strict else min(costs)


def _outside(entry: PlaceEntry, anchor: PlaceEntry) -> float:
    if anchor.precision == "country":
        return 0.0 if not entry.country or entry.country == anchor.country else _ABROAD_KM
    region = anchor.id if anchor.precision == "governorate" and anchor.id.endswith("_governorate") else anchor.adm1
    if anchor.precision == "governorate" and region and entry.adm1 == region:
        return 0.0
    if entry.lat is None or entry.lon is None or anchor.lat is None or anchor.lon is None:
        return 0.0 if not region or not entry.adm1 or entry.adm1 == region else _STRAY_KM + 1
    if anchor.precision == "town" and entry.precision == "neighbourhood":
        return distance_km(entry.lat, entry.lon, anchor.lat, anchor.lon) * _STRAY_KM / _TOWN_KM
    reach = _OF_NO_GOVERNORATE_KM if anchor.precision == "governorate" and not region else _REACH_KM[anchor.precision]
    across = _ACROSS_KM if region and entry.adm1 and region != entry.adm1 else 0.0
    return max(0.0, distance_km(entry.lat, entry.lon, anchor.lat, anchor.lon) - reach) + across


def _of_kind(mark: Mark, entries: Sequence[PlaceEntry]) -> Sequence[PlaceEntry]:
    """Those that the noun before a name allows: a "village" is no quarter, where there is a village so named."""
    stated = [part.get("precision") for part in mark.parts.get("head", ()) if part.kind == "place.head"]
    if not stated:
        return entries
    quarter = stated[-1] in _QUARTERS
    return [entry for entry in entries if (entry.precision in _QUARTERS) == quarter or entry.precision == "unknown"] or entries


def _of_best_source(entries: Sequence[PlaceEntry]) -> list[PlaceEntry]:
    """The user's entries, else ours, else those of GeoNames."""
    ranked = sorted(entries, key=_source_rank)
    return [entry for entry in ranked if _source_rank(entry) == _source_rank(ranked[0])]


def _source_rank(entry: PlaceEntry) -> int:
    """0 for the user's places, 1 for ours, 2 for GeoNames'."""
    giver, apart, _ = entry.id.partition(":")
    return 1 if not apart or giver == OURS else 2 if giver == GEONAMES else 0
