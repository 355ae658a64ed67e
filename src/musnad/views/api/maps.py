"""What maps show, for programs and for our own pages: GeoJSON, page by page; what has no known place has no geometry."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from musnad.knowledge import home, towns
from musnad.knowledge.towns import Town
from musnad.stores.lists import MapPlace, Point
from musnad.views.api.answers import FEATURES, GEOJSON, PREFIX, answer
from musnad.views.api.asking import Offset, Wanted, turned
from musnad.views.lines import isolate
from musnad.views.tongue import _, counted
from musnad.views.web.desk import at, day, desk, incident_address, place_name
from musnad.views.wording import term

router = APIRouter(prefix=PREFIX, tags=["maps"], default_response_class=Response, responses=FEATURES)
MOST = 5000  # features of one answer
_ZOOMS = ((1_000_000, 5), (300_000, 6), (100_000, 7), (30_000, 8), (8000, 9))  # the zoom from which on a town of so many people is shown
_LAST_ZOOM = 10

Limit = Annotated[int, Query(ge=1, le=MOST)]
Called = Callable[[str | None, int | None], str]


@router.get("/incidents.geojson", summary="A page of incidents as GeoJSON, those without a known place with null geometry")
def incidents(request: Request, wanted: Wanted, limit: Limit = 1000, offset: Offset = 0) -> Response:
    """The incidents asked for as features, in the order of the list, with the addresses of the pages before and after."""
    store, called = desk(request).store, functools.cache(_called)  # many incidents are of one type and day
    with store.snapshot():
        points = store.points(wanted.which, order=wanted.order, limit=limit, offset=offset)
        total = store.count_incidents(wanted.which)
    features = [_incident(point, called) for point in points]
    return _collection(request, features, total=total, **turned(request.url.path, wanted, limit=limit, offset=offset, total=total))


@router.get("/places.geojson", summary="A page of the places where incidents are as GeoJSON, those with most incidents first")
def places(request: Request, wanted: Wanted, limit: Limit = 2000, offset: Offset = 0) -> Response:
    """Where the incidents asked for are, each place once; those of which only a name is known, or nothing, with null geometry."""
    called, how_many = functools.cache(_called), functools.cache(_how_many)
    found = desk(request).store.map_places(wanted.which, limit=limit + 1, offset=offset)
    features = [_place(place, called, how_many) for place in found[:limit]]
    return _collection(request, features, **turned(request.url.path, wanted, limit=limit, offset=offset, total=offset + len(found)))


@router.get("/towns.geojson", summary="Towns and villages with their names in one language, for a map")
def towns_in(request: Request, language: Annotated[str, Query(pattern="^[a-z]{2}$")]) -> Response:
    """The towns of the gazetteer, those with most people first; ``zoom`` is that of a map from which on there is room for the name."""
    here = home()
    state = tuple((path, path.stat().st_mtime_ns) for path in towns.files(here))
    return answer(request, _towns(here, state, language), media=GEOJSON)


@functools.lru_cache(maxsize=8)
def _towns(here: Path, state: object, language: str) -> bytes:
    """The answer, made once for each state of the gazetteer's files, which change when somebody imports places."""
    return msgspec.json.encode(
        {"type": "FeatureCollection", "features": [_town(town) for town in towns.towns(here, None if language == "en" else language)]}
    )


def _town(town: Town) -> dict[str, Any]:
    zoom = next((zoom for people, zoom in _ZOOMS if town.people >= people), _LAST_ZOOM)
    return {"type": "Feature", "geometry": _geometry(town.lat, town.lon), "properties": {"name": town.name, "zoom": zoom}}


def _collection(request: Request, features: Sequence[dict[str, Any]], **more: Any) -> Response:
    """The features as an answer, with what tells of the pages around beside them."""
    return answer(request, msgspec.json.encode({"type": "FeatureCollection", **more, "features": features}), media=GEOJSON)


def _incident(point: Point, called: Called) -> dict[str, Any]:
    properties = {
        "id": point.id,
        "name": called(point.type, point.first_day),
        "type": point.type,
        "day": date.fromordinal(point.first_day).isoformat() if point.first_day else None,
        "killed": point.killed,
        "contested": point.contested,
        "origins": point.origins,
        "precision": point.precision,
        "radius_km": point.radius_km,
        "page": incident_address(point.id),
    }
    return {"type": "Feature", "id": point.id, "geometry": _geometry(point.lat, point.lon), "properties": properties}


def _place(place: MapPlace, called: Called, how_many: Callable[[int], str]) -> dict[str, Any]:
    """A place as a feature: ``at`` is the same for all places of one point, ``id`` that of the incident where there is but one."""
    where = place_name(place.place) or _("place not known")
    what = called(place.type, place.first_day) if place.id else how_many(place.incidents)
    properties = {
        "at": at(place.lat, place.lon),
        "name": _("{place}: {what}").format(place=isolate(where), what=what),
        "place": place.place,
        "region": place.region,
        "incidents": place.incidents,
        "contested": place.contested,
        "killed": place.killed,
        "precision": place.precision,
        "radius_km": place.radius_km,
        "id": place.id,
    }
    return {"type": "Feature", "geometry": _geometry(place.lat, place.lon), "properties": properties}


def _geometry(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    """The point, or nothing where none is known: no point is made up."""
    return None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}


def _how_many(incidents: int) -> str:
    return counted("{count} incident", "{count} incidents", incidents)


def _called(type_: str | None, first_day: int | None) -> str:
    """What an incident is called on a map: what and when."""
    return _("{what}, {when}").format(what=term(type_ or ""), when=day(date.fromordinal(first_day) if first_day else None))
