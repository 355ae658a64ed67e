"""Whereabouts: the places of an event as they are published, and those of them that a person should look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from musnad.knowledge.distance import distance_km
from musnad.model import Issue, Party, Place
from musnad.readings.happenings import Happening
from musnad.readings.marks import Mark, Marked
from musnad.readings.page import Page
from musnad.readings.placing import Areas, Placed, place
from musnad.readings.sites import place_name, rank, sites_of

# Of an event that names a great many places, so many before and after a place are asked where it is.
_COMPANY = 40
_AFAR_KM = 150.0


class Whereabout(msgspec.Struct, frozen=True):
    """One place that an event names: the mark, where it is, and whether it is a site."""

    mark: Mark
    placed: Placed
    is_site: bool


def whereabouts(page: Page, happening: Happening) -> tuple[Whereabout, ...]:
    """The places of an event, each name once, in the order the text has them."""
    marked, areas = page.marked, _areas(page, happening)
    found: dict[str, tuple[Mark, Placed]] = {}
    for number, mark in enumerate(happening.places):
        name = place_name(mark, marked)
        if name not in found or _narrows(mark, found[name][0]):
            around = happening.places[max(0, number - _COMPANY) : number + _COMPANY]
            found[name] = mark, place(mark, around, marked, page.grammar, areas)
    kept = {name: here for name, here in found.items() if not _is_byline(*here, list(found.values()), marked)}
    places = [mark for mark in happening.places if place_name(mark, marked) in kept]
    narrowest = {place_name(mark, marked) for mark in sites_of(places)}
    sites = narrowest.union(*(run for run in _lists(places, marked) if not narrowest.isdisjoint(run)))
    return tuple(Whereabout(mark, placed, name in sites) for name, (mark, placed) in kept.items())


def _lists(places: Sequence[Mark], marked: Marked) -> Iterator[frozenset[str]]:
    """The names of places that the text joins in one list ("the airport, the eastern hills and Homs"), which are one as much as another."""
    run: list[Mark] = []
    joined = False
    for mark in (*places, None):
        link = _link(run[-1], mark, marked) if run and mark is not None else None
        if link is None:
            if joined:
                yield frozenset(place_name(place, marked) for place in run)
            run, joined = [], False
        if mark is not None:
            run.append(mark)
            joined = joined or link == "and"


def _link(one: Mark, other: Mark, marked: Marked) -> Literal["and", "comma"] | None:
    """What alone stands between two places, articles left out; None where anything else does."""
    if other.first < one.last:
        return None
    joined = False
    for index in range(one.last, other.first):
        if "conj" in marked.by_kind[index]:
            joined = True
        elif marked.tokens[index].text != "," and "skip" not in marked.by_kind[index]:
            return None
    if not joined and other.first == one.last:
        return None
    return "and" if joined else "comma"


def _narrows(mark: Mark, earlier: Mark) -> bool:
    """True for a side or the countryside of what was first named as a whole: "in Idlib", then "the western countryside of Idlib"."""
    return mark.kind == "place.region" and earlier.kind == "place.known" and rank(mark) < rank(earlier)


def _is_byline(mark: Mark, placed: Placed, found: Sequence[tuple[Mark, Placed]], marked: Marked) -> bool:
    """True for a place before the first dash of a sentence, far from all that happened in it: where the report was written."""
    opens = mark.first == marked.sentences[marked.sentence_of(mark.first)].first
    if not opens or mark.last >= len(marked.tokens) or marked.tokens[mark.last].text != "-":
        return False
    others = [other for _, other in found if other is not placed and other.lat is not None]
    return bool(others) and all(_is_elsewhere(placed, other) for other in others)


def _is_elsewhere(placed: Placed, other: Placed) -> bool:
    """True for a place far outside another; of a country, for one of another country."""
    if other.precision == "country" and placed.entry is not None and other.entry is not None:
        return placed.entry.country != other.entry.country
    return _apart_km(placed, other) > _AFAR_KM + (other.radius_km or 0)


def _apart_km(one: Placed, other: Placed) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _areas(page: Page, happening: Happening) -> Areas:
    """Where those operate who act at an event or are hit, each that is known to operate somewhere."""
    known = page.grammar.knowledge
    parties = dict.fromkeys(finding.value.party for finding in happening.findings if isinstance(finding.value, Party))
    return tuple(area for party in parties if (area := known.areas_of(party, page.on)))


def place_of(page: Page, where: Whereabout) -> Place:
    """A place as it is published."""
    words, placed = page.words(where.mark.start, where.mark.stop), where.placed
    return Place(
        text=words.text,
        span=words.span,
        role="site" if where.is_site else "region",
        name=placed.entry.name_en if placed.entry is not None else words.text,
        lat=None if placed.lat is None else round(placed.lat, 5),
        lon=None if placed.lon is None else round(placed.lon, 5),
        precision=placed.precision,
        gazetteer=placed.entry.id if placed.entry is not None else None,
        radius_km=placed.radius_km,
    )


def place_issues(page: Page, places: Iterable[Sequence[Whereabout]]) -> tuple[Issue, ...]:
    """The sites that a person should place: names that nothing is known of, and those that several places bear."""
    found: dict[str, Issue] = {}
    for here in places:
        for where in here:
            if where.is_site and where.placed.entry is None and not where.mark.parts.get("end"):
                found.setdefault(place_name(where.mark, page.marked), _issue(page, where))
    return tuple(found.values())


def _issue(page: Page, where: Whereabout) -> Issue:
    words = page.words(where.mark.start, where.mark.stop)
    if where.placed.rivals:
        may_be = ", ".join(entry.id for entry in where.placed.rivals)
        message = f"{words.text!r} may be {may_be}: nothing named with it says which"
    else:
        message = f"no place is known as {words.text!r} near the others named: to place it, musnad places import a list that has it"
    return Issue(level="info", stage="places", message=message, span=words.span)
