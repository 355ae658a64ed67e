"""The log: what was taken in, read and decided, chained by hashes, with a check that nothing was changed since."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from musnad.stores import log as chain
from musnad.views.listing import judgement_in_words
from musnad.views.web.asking import PAGE
from musnad.views.web.desk import allowed, desk, names, page

router = APIRouter()


@router.get("/log", response_class=HTMLResponse)
def log(request: Request, before: int | None = None) -> HTMLResponse:
    """A page of the log, last lines first."""
    return _page(request, before, None)


@router.post("/log", response_class=HTMLResponse, dependencies=[Depends(allowed)])
def verify(request: Request) -> HTMLResponse:
    """The log, and what is wrong with the archive when every hash is computed again."""
    return _page(request, None, chain.verify(desk(request).store))


def _page(request: Request, before: int | None, problems: list[str] | None) -> HTMLResponse:
    store = desk(request).store
    lines = store.log_before(before, limit=PAGE)
    numbers = {line.id for line in lines if line.kind == "judgement"}
    judged = {str(number): judgement_in_words(number, judgement, names()) for number, judgement in store.judgements()} if numbers else {}
    return page(request, "log.html", lines=lines, judged=judged, counts=store.counts(), problems=problems, before=before)
