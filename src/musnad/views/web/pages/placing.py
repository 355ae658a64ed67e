"""Placing: somebody says where something happened, by a name that the gazetteer has, by degrees, or on the map."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from musnad.archive import deciding
from musnad.archive.reviewing import reviewed_one
from musnad.errors import InputError
from musnad.incidents.sketches import document_of, event_of
from musnad.model import Place, Precision
from musnad.stores.base import Store
from musnad.views import where
from musnad.views.tongue import _
from musnad.views.web.deciders import Back, Decider, Note, back_to, decider
from musnad.views.web.desk import allowed, desk, page
from musnad.views.wording import place_in_words

router = APIRouter()


@router.get("/place", response_class=HTMLResponse)
def place(request: Request, of: str, q: str = "", back: str = "", lat: str = "", lon: str = "") -> HTMLResponse:
    """The form by which an event, or all events of an incident, are put elsewhere; ``q`` looks a name up."""
    store = desk(request).store
    keys = deciding.placed_by(store, of)
    before = _places(store, keys)
    known = next((one for one in before if one.lat is not None), None)
    return page(
        request,
        "place.html",
        of=of,
        back=back,
        keys=keys,
        before=list(dict.fromkeys(map(place_in_words, before))),
        at={"lat": known.lat, "lon": known.lon} if known else None,
        q=q,
        hits=where.found(q) if q.strip() else [],
        precisions=[one for one in get_args(Precision) if one != "unknown"],
        chosen={name: request.query_params.get(name, "") for name in ("lat", "lon", "name", "precision", "gazetteer")},
    )


@router.post("/judgements/place", dependencies=[Depends(allowed)])
def on_place(
    request: Request,
    of: Annotated[str, Form()],
    lat: Annotated[str, Form(max_length=20)],
    lon: Annotated[str, Form(max_length=20)],
    precision: Annotated[Precision, Form()] = "point",
    name: Annotated[str, Form(max_length=200)] = "",
    gazetteer: Annotated[str, Form(max_length=200)] = "",
    note: Note = "",
    by: Decider = "",
    back: Back = "/review",
) -> Response:
    """The page that the decision was made on."""
    store = desk(request).store
    point = where.degrees(f"{lat.strip()} {lon.strip()}")
    if point is None:
        raise InputError(_("Write degrees north, then degrees east, as in 35.93 and 36.63."))
    places = where.at(*point, name=name.strip(), precision=precision, gazetteer=gazetteer or None)
    return back_to(store, deciding.place(store, of, places, by=decider(request, by), note=note), back)


def _places(store: Store, keys: tuple[str, ...]) -> list[Place]:
    """Where these events are said to have happened now."""
    found = []
    for key in keys:
        events = reviewed_one(store, document_of(key)).reading.events
        found += [place for event in events if event.id == event_of(key) for place in event.places]
    return found
