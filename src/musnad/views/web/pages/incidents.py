"""The list of incidents beside their map, with the filters that narrow both."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from musnad.views.web.asking import PAGE, asked
from musnad.views.web.desk import desk, page

router = APIRouter()
MENUS = {"parties": [("russia", 1)], "types": [("air_strike", 1)], "languages": [("ar", 1)]}


@router.get("/", include_in_schema=False)
def start() -> RedirectResponse:
    """The page that the site opens with."""
    return RedirectResponse("/incidents")


@router.get("/incidents", response_class=HTMLResponse)
def incidents(request: Request) -> HTMLResponse:
    """A page of the list."""
    store = desk(request).store
    wanted = asked(request.query_params)
    first = (wanted.page - 1) * PAGE
    return page(
        request,
        "incidents.html",
        asked=wanted,
        rows=list(store.incidents(wanted.which, order=wanted.order, limit=PAGE, offset=first)),
        first=first + 1,
        total=store.count_incidents(wanted.which),
        unlocated=0,
        size=PAGE,
        menus=MENUS,
        language_name=str,
    )
