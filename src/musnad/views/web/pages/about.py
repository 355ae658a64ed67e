"""What the site is, what it is not for, and the licences of what it is made of."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad.views.web import assets
from musnad.views.web.desk import desk, page

router = APIRouter()
ATTRIBUTION = "ATTRIBUTION.txt"


@router.get("/about", response_class=HTMLResponse)
def about(request: Request) -> HTMLResponse:
    """The page about the site."""
    own = desk(request)
    attribution = (assets.FOLDER / ATTRIBUTION).read_text(encoding="utf-8")
    return page(request, "about.html", counts=own.store.counts(), attribution=attribution)
