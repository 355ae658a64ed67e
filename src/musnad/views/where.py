"""What people give for a place: coordinates, a name that the gazetteer has, or the id of one of its places.

What comes back is what a judgement keeps: the site, and the region that contains it, where that is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from musnad import knowledge, pipeline
from musnad.errors import InputError
from musnad.knowledge import indexing
from musnad.knowledge.distance import RADIUS_KM, distance_km
from musnad.knowledge.gazetteer import Gazetteer, Hit, Spot
from musnad.model import Place, Precision
from musnad.views.console import complain

_DEGREES = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫،", "01234567890123456789.,")
_ONE_PLACE_KM = 15.0  # two entries of the gazetteer that lie so close are of one place
_BY_NAME_KM = 5.0  # a point so close to a known place goes by its name
_IN_REGION_KM = 40.0
_REGIONS: frozenset[Precision] = frozenset({"governorate", "country"})
_MOST = 12


def written(words: str, *, country: str | None = None, precision: Precision | None = None) -> tuple[Place, ...]:
    """The site that ``words`` name, with its region: ``35.93, 36.63``, a name, or an id of the gazetteer.

    *errors*: InputError when nothing is called so, or several places far from each other are.
    """
    point = degrees(words)
    if point is not None:
        return at(*point, precision=precision or "point")
    with _opened() as gazetteer:
        spot = gazetteer.called(words) or _one(gazetteer.find(words, country=country, limit=_MOST, approximate=False), words)
        return _places(spot, gazetteer, precision)


def at(lat: float, lon: float, *, name: str = "", precision: Precision = "point", gazetteer: str | None = None) -> tuple[Place, ...]:
    """The site at a point, with its region. ``gazetteer`` is the id of the place that was meant; its point may have been moved.

    *errors*: InputError when there is no such point on the earth, or no such place in the gazetteer.
    """
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f"{lat}, {lon} is no point on the earth; write degrees north, then degrees east, as in 35.93, 36.63")
    with _opened() as places:
        if gazetteer:
            spot = places.called(gazetteer)
            if spot is None:
                raise InputError(f"{gazetteer!r} is no place of the gazetteer; musnad places find NAME tells their ids")
            meant = Spot(
                id=spot.id, name=name or spot.name, lat=lat, lon=lon, precision=precision, country=spot.country, within=spot.within
            )
            return _places(meant, places, precision)
        near = places.nearest(lat, lon, limit=1)
        away, neighbour = near[0] if near else (float("inf"), None)
        called = name or (neighbour.name if neighbour and away <= _BY_NAME_KM else f"{lat:.4f}, {lon:.4f}")
        within = neighbour.within if neighbour and away <= _IN_REGION_KM else None
        return _places(Spot(id="", name=called, lat=lat, lon=lon, precision=precision, country="", within=within), places, precision)


def found(words: str) -> Sequence[Hit]:
    """The places so named that have a point, best first."""
    with _opened() as gazetteer:
        return [hit for hit in gazetteer.find(words, limit=_MOST) if hit.place.lat is not None]


def degrees(words: str) -> tuple[float, float] | None:
    """The point that is written as degrees north and east; None when none is."""
    given = _DEGREES.fullmatch(words.translate(_DIGITS).strip().strip("()"))
    return (float(given[1]), float(given[2])) if given else None


@contextmanager
def _opened() -> Iterator[Gazetteer]:
    indexing.ensure(knowledge.home(), complain)
    with Gazetteer.open(knowledge.home()) as gazetteer:
        yield gazetteer


def _one(hits: Iterable[Hit], words: str) -> Spot:
    """The one place that was found. InputError when there is none, or several are not one and the same."""
    spots = [hit.place for hit in hits if hit.place.lat is not None]
    if not spots:
        raise InputError(
            f"no place is known as {words!r}; write its degrees, as in 35.93, 36.63, or musnad places find NAME for names like it"
        )
    first, *others = spots
    if any(_apart_km(first, other) > _ONE_PLACE_KM for other in others):
        named = "; ".join(f"{spot.id} ({spot.name}, {spot.country}, {spot.lat:.3f}, {spot.lon:.3f})" for spot in spots[:6])
        raise InputError(f"several places are called {words!r}: {named}; write the id of one, or degrees")
    return first


def _apart_km(one: Spot, other: Spot) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _places(spot: Spot, gazetteer: Gazetteer, precision: Precision | None) -> tuple[Place, ...]:
    """A place as the site, or as the region where it is no more exact than that; with the region that our tables say it lies in."""
    kind = precision or spot.precision
    site = Place(
        text=spot.name,
        span=(0, 0),
        role="region" if kind in _REGIONS else "site",
        name=spot.name,
        lat=spot.lat,
        lon=spot.lon,
        precision=kind,
        gazetteer=spot.id or None,
        radius_km=RADIUS_KM[kind],
    )
    entry = pipeline.known().places.get(spot.within or "")
    if site.role == "region" or entry is None:
        return (site,)
    region = Place(
        text=entry.name_en,
        span=(0, 0),
        role="region",
        name=entry.name_en,
        lat=entry.lat,
        lon=entry.lon,
        precision=entry.precision,
        gazetteer=entry.id,
        radius_km=RADIUS_KM[entry.precision],
    )
    return site, region
