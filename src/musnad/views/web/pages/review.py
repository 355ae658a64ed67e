"""Deciding: the queue of what a person should look at first, and every decision on claims and on what is one happening."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from musnad.archive import deciding, queueing
from musnad.archive.accounting import gist
from musnad.archive.queueing import Reason
from musnad.views.tongue import _, mark
from musnad.views.web.asking import PAGE, paged
from musnad.views.web.deciders import Back, Decider, Note, back_to, decider
from musnad.views.web.desk import allowed, desk, page

router = APIRouter()
REASONS: dict[Reason, str] = {
    "contested": mark("origins disagree"),
    "toll": mark("many were killed"),
    "unplaced": mark("its place is not known"),
    "undated": mark("its day is not known"),
    "unsure": mark("the reader was not sure"),
    "lone": mark("only one origin carries a high toll"),
}


@router.get("/review", response_class=HTMLResponse)
def review(request: Request, why: str = "") -> HTMLResponse:
    """What waits for a person, what matters most first."""
    store = desk(request).store
    only = next((reason for reason in get_args(Reason) if reason == why), None)
    waiting = queueing.waiting(store, only=only)
    number = paged(request.query_params)
    shown = waiting[(number - 1) * PAGE : number * PAGE]
    return page(
        request,
        "review.html",
        waiting=[(one.row, gist(one.row), [_(REASONS[reason]) for reason in one.reasons]) for one in shown],
        total=len(waiting),
        number=number,
        size=PAGE,
        why=only,
        reasons={reason: _(words) for reason, words in REASONS.items()},
    )


@router.post("/judgements/same", dependencies=[Depends(allowed)])
def on_incidents(
    request: Request,
    kind: Annotated[Literal["same", "apart"], Form()],
    one: Annotated[str, Form()],
    other: Annotated[str, Form()],
    note: Note = "",
    by: Decider = "",
    back: Back = "/review",
) -> Response:
    """The page that the decision was made on; what was put together or taken apart is found at its new place."""
    store = desk(request).store
    decided = deciding.relate(store, kind, one, other, by=decider(request, by), note=note)
    return back_to(store, decided, back)


@router.post("/judgements/undo", dependencies=[Depends(allowed)])
def undo(request: Request, number: Annotated[int, Form()], note: Note = "", by: Decider = "", back: Back = "/review") -> Response:
    """The page that the decision was taken back on."""
    store = desk(request).store
    decided = deciding.undo(store, number, by=decider(request, by), note=note)
    return back_to(store, decided, back, undone=True)
