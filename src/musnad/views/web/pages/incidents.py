"""The list of incidents beside their map, with the filters that narrow both."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from msgspec.structs import replace

from musnad.archive.accounting import gist
from musnad.stores.base import Store
from musnad.stores.lists import Box
from musnad.views.web.asking import PAGE, asked
from musnad.views.web.desk import at, desk, page

router = APIRouter()


@dataclass(frozen=True)
class Menus:
    """What the filters offer: each label with how many incidents of the archive have it, most first."""

    types: list[tuple[str, int]]
    parties: list[tuple[str, int]]
    languages: list[tuple[str, int]]


@router.get("/")
def start() -> RedirectResponse:
    """The page that the site opens with."""
    return RedirectResponse("/incidents")


@router.get("/incidents", response_class=HTMLResponse)
def incidents(request: Request) -> HTMLResponse:
    """A page of the list."""
    store = desk(request).store
    wanted = asked(request.query_params)
    first = (wanted.page - 1) * PAGE
    with store.snapshot():
        rows = list(store.incidents(wanted.which, order=wanted.order, limit=PAGE, offset=first))
        total = store.count_incidents(wanted.which)
        unlocated = total if wanted.which.located is False else store.count_incidents(replace(wanted.which, located=False))
        menus = _menus(store)
    return page(
        request,
        "incidents.html",
        asked=wanted,
        rows=[(row, gist(row)) for row in rows],
        first=first + 1,
        total=total,
        unlocated=0 if wanted.which.located is not None else unlocated,
        size=PAGE,
        chosen=_chosen(wanted.which.box),
        menus=menus,
    )


def _chosen(box: Box | None) -> str:
    """The point that the list is narrowed to, where the part of the map that is asked for is but a point."""
    return at(box.south, box.west) if box and box.south == box.north and box.west == box.east else ""


def _menus(store: Store) -> Menus:
    return Menus(
        types=list(store.incident_tally("type").items()),
        parties=list(store.incident_tally("party").items()),
        languages=list(store.incident_tally("language").items()),
    )
