"""Lists, maps and counts of incidents for programs: the same filters as the pages have."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from msgspec.structs import replace
from starlette.responses import Response

from musnad.archive import accounting, contract
from musnad.stores.base import Store
from musnad.stores.lists import Point
from musnad.views.api.answers import answer
from musnad.views.web.asking import Asked, asked
from musnad.views.web.desk import day, desk, incident_address
from musnad.views.wording import term

router = APIRouter(prefix="/api/v1", tags=["incidents"])
MOST = 200  # incidents of one answer


def wanted(
    request: Request,
    q: Annotated[str | None, Query(description="words in one of the documents")] = None,
    since: Annotated[date | None, Query(description="first day")] = None,
    until: Annotated[date | None, Query(description="last day")] = None,
    place: Annotated[str | None, Query(description="letters in the name of the place or its region")] = None,
    party: Annotated[list[str] | None, Query(description="a party that somebody blames; several: one of them")] = None,
    type: Annotated[list[str] | None, Query(description="a type of event; several: one of them")] = None,  # the name of the parameter
    contested: Annotated[str | None, Query(pattern="^(yes|no)?$", description="whether origins disagree")] = None,
    located: Annotated[str | None, Query(pattern="^(yes|no)?$", description="whether the place is known")] = None,
    origins: Annotated[int | None, Query(ge=0, lt=10**8, description="at least so many independent origins")] = None,
    killed: Annotated[int | None, Query(ge=0, lt=10**8, description="at least so many killed by some claim")] = None,
    language: Annotated[list[str] | None, Query(description="the language of one of the documents")] = None,
    box: Annotated[str | None, Query(description="west,south,east,north in degrees")] = None,
    order: Annotated[str | None, Query(pattern="^(date|latest|origins|killed)?$")] = None,
) -> Asked:
    """What the query asks for. 422 when a part of it cannot be understood."""
    found = asked(request.query_params)
    if found.wrong:
        raise HTTPException(422, [{"loc": ["query", name], "msg": message} for name, message in found.wrong.items()])
    return found


Wanted = Annotated[Asked, Depends(wanted)]


@router.get("/incidents", summary="A page of incidents with what their claims add up to")
def incidents(
    request: Request, wanted: Wanted, limit: Annotated[int, Query(ge=1, le=MOST)] = 50, offset: Annotated[int, Query(ge=0, lt=10**8)] = 0
) -> Response:
    """The incidents asked for, in the form of ``musnad incidents --format jsonl``, with the addresses of the pages before and after."""
    store = desk(request).store
    rows = list(store.incidents(wanted.which, order=wanted.order, limit=limit, offset=offset))
    total = store.count_incidents(wanted.which)
    lines = [contract.line(account) for account in accounting.accounts(store, [(row.id, row.keys) for row in rows])]
    found: dict[str, Any] = {"total": total, "limit": limit, "offset": offset, "incidents": lines}
    for name, other in (("next", offset + limit), ("previous", offset - limit)):
        if -limit < other < total:
            found[name] = f"{request.url.path}?{wanted.query('offset', offset=max(other, 0))}"
    return answer(request, msgspec.json.encode(found))


@router.get("/incidents.geojson", summary="All incidents asked for as GeoJSON, those without a known place with null geometry")
def geojson(request: Request, wanted: Wanted) -> Response:
    """The incidents as a collection of features."""
    store = desk(request).store
    called = functools.cache(_called)  # many incidents are of one type and day
    features = [_feature(point, called) for point in store.points(wanted.which)]
    if wanted.which.box is None and wanted.which.located is not True:
        features += _unlocated(store, wanted, called)
    return answer(request, msgspec.json.encode({"type": "FeatureCollection", "features": features}), media="application/geo+json")


@router.get("/incidents/days", summary="How many incidents began in each day, month or year")
def days(request: Request, wanted: Wanted) -> Response:
    """The counts for a timeline, by the span that gives no more bars than can be told apart."""
    store = desk(request).store
    found = store.timeline(wanted.which, by="day")
    by = "day"
    if found and found[-1][0] - found[0][0] > 400:
        by = "month" if found[-1][0] - found[0][0] < 12_000 else "year"
        found = store.timeline(wanted.which, by="month" if by == "month" else "year")
    spans = [{"day": date.fromordinal(day).isoformat(), "incidents": count} for day, count in found]
    return answer(request, msgspec.json.encode({"by": by, "days": spans}))


def _feature(point: Point, called: Callable[[str, int | None], str]) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": point.id,
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
        "properties": {
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
        },
    }


def _called(type_: str, first_day: int | None) -> str:
    """What an incident is called on a map: what and when."""
    return f"{term(type_)}, {day(date.fromordinal(first_day) if first_day else None)}"


def _unlocated(store: Store, wanted: Asked, called: Callable[[str, int | None], str]) -> list[dict[str, object]]:
    """Those without a known place: features without geometry."""
    found = []
    for row in store.incidents(replace(wanted.which, located=False)):
        point = Point(row.id, 0, 0, row.radius_km, row.precision, row.type, row.first_day, row.killed, row.contested, row.origins)
        found.append({**_feature(point, called), "geometry": None})
    return found
