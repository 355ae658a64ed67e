"""Deciding: the queue of what a person should look at first, and every decision on claims and on what is one happening."""

from __future__ import annotations

from typing import Annotated, Literal, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from musnad import pipeline
from musnad.archive import deciding, finding, queueing
from musnad.archive.accounting import gist
from musnad.archive.deciding import Decided
from musnad.archive.judging import claim_anchor
from musnad.archive.queueing import Reason
from musnad.stores.base import Store
from musnad.views import given
from musnad.views.tongue import _, mark
from musnad.views.web.asking import PAGE, paged
from musnad.views.web.desk import allowed, desk, incident_address, local, page, who

router = APIRouter()
REASONS: dict[Reason, str] = {
    "contested": mark("origins disagree"),
    "toll": mark("many were killed"),
    "unplaced": mark("its place is not known"),
    "undated": mark("its day is not known"),
    "lone": mark("only one origin carries a high toll"),
}
Note = Annotated[str, Form(max_length=2000)]
Back = Annotated[str, Form(max_length=2000)]
Decider = Annotated[str, Form(max_length=80)]


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


@router.post("/judgements/claim", dependencies=[Depends(allowed)])
def on_claim(
    request: Request,
    claim: Annotated[str, Form()],
    kind: Annotated[Literal["accept", "reject", "correct"], Form()],
    value: Annotated[str, Form(max_length=300)] = "",
    note: Note = "",
    by: Decider = "",
    back: Back = "/review",
) -> Response:
    """The page that the decision was made on, which now says what was decided and offers to take it back."""
    store = desk(request).store
    if kind == "correct":
        anchor, found = claim_anchor(store, claim)
        reading = store.reading(anchor.document)
        on = reading.document.published if reading else None
        meant = given.value_for(found.field, value, pipeline.known(), on, found.value)
        decided = deciding.correct(store, claim, deciding.Correction(value=meant), by=_decider(request, by), note=note)
    else:
        decided = deciding.rule(store, kind, claim, by=_decider(request, by), note=note)
    return _back(store, decided, back)


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
    decided = deciding.relate(store, kind, one, other, by=_decider(request, by), note=note)
    return _back(store, decided, back)


@router.post("/judgements/undo", dependencies=[Depends(allowed)])
def undo(request: Request, number: Annotated[int, Form()], note: Note = "", by: Decider = "", back: Back = "/review") -> Response:
    """The page that the decision was taken back on."""
    store = desk(request).store
    decided = deciding.undo(store, number, by=_decider(request, by), note=note)
    return _back(store, decided, back, undone=True)


def _decider(request: Request, by: str) -> str:
    """The name that a decision bears: as given with it, else as set for all."""
    return by.strip() or who(request) or _("somebody")


def _back(store: Store, decided: Decided, back: str, *, undone: bool = False) -> RedirectResponse:
    """The page again, told what was decided; an incident that is no more leads to the one that has its events."""
    path, _question, query = local(back).partition("?")
    if path.startswith("/incidents/"):
        named = path.removeprefix("/incidents/")
        now = finding.incident_called(store, named) or next(iter(decided.after), None)
        path = incident_address(now) if now else "/incidents"
    kept = [part for part in query.split("&") if part and not part.startswith(("decided=", "undone="))]
    told = urlencode({"undone": decided.number} if undone else {"decided": decided.number})
    return RedirectResponse(f"{path}?{'&'.join([*kept, told])}", 303)
