"""Correcting: whether a claim was read rightly, its value, who says it and how; and claims that people add by marking words."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from musnad import pipeline
from musnad.archive import deciding
from musnad.archive.deciding import Correction, NewClaim
from musnad.archive.judging import claim_anchor
from musnad.errors import InputError
from musnad.model import EventType, Field, Link, Stance, When, Words
from musnad.stores.base import Store
from musnad.views import adding, chains
from musnad.views.web.deciders import Back, Decider, Note, back_to, decider
from musnad.views.web.desk import allowed, desk, document_address, names, page
from musnad.views.web.figures import Text, value_from

router = APIRouter()
Names = Annotated[list[str], Form()]


@router.get("/correct", response_class=HTMLResponse)
def correct(request: Request, claim: str, wrong: str = "") -> HTMLResponse:
    """The form by which a claim's value, chain and stance are corrected."""
    return _form(request, claim)


@router.post("/judgements/claim", response_class=HTMLResponse, dependencies=[Depends(allowed)])
def on_claim(
    request: Request,
    claim: Annotated[str, Form()],
    kind: Annotated[Literal["accept", "reject", "correct"], Form()],
    value: Text = "",
    low: Text = "",
    high: Text = "",
    said: Text = "",
    who: Text = "",
    stance: Annotated[Stance | None, Form()] = None,
    has_chain: Annotated[bool, Form()] = False,
    link: Names = [],  # noqa: B006 - FastAPI copies it
    link_kind: Names = [],  # noqa: B006
    note: Note = "",
    by: Decider = "",
    back: Back = "/review",
) -> Response:
    """The page that the decision was made on, which now says what was decided and offers to take it back."""
    store = desk(request).store
    name = decider(request, by)
    if kind != "correct":
        return back_to(store, deciding.rule(store, kind, claim, by=name, note=note), back)
    anchor, found = claim_anchor(store, claim)
    on = _day(store, anchor.document)
    meant = value_from(found.field, on, found.value, value=value, low=low, high=high, said=said, who=who)
    links = _chain(store, anchor.document, link, link_kind, found.evidence[0], found.chain) if has_chain else None
    correction = Correction(
        value=None if meant == found.value else meant,
        stance=None if stance == found.stance else stance,
        chain=None if links == found.chain else links,
    )
    return back_to(store, deciding.correct(store, claim, correction, by=name, note=note), back)


@router.post("/judgements/add", dependencies=[Depends(allowed)])
def add(
    request: Request,
    document: Annotated[str, Form()],
    words: Annotated[str, Form(max_length=4000)],
    field: Annotated[Field, Form()],
    event: Annotated[str, Form(max_length=40)] = "",
    start: Annotated[str, Form(max_length=12)] = "",
    type: Annotated[EventType | None, Form()] = None,
    day: Annotated[str, Form(max_length=10)] = "",
    value: Text = "",
    low: Text = "",
    high: Text = "",
    said: Text = "",
    who: Text = "",
    stance: Annotated[Stance, Form()] = "assert",
    link: Names = [],  # noqa: B006
    link_kind: Names = [],  # noqa: B006
    note: Note = "",
    by: Decider = "",
) -> Response:
    """The document's page, with the claim that was added."""
    store = desk(request).store
    evidence = adding.evidence(store, document, words, int(start) if start.isdecimal() else None)
    meant = value_from(field, _day(store, document), None, value=value, low=low, high=high, said=said, who=who)
    if meant is None:
        raise InputError(f"{field}: give the claim a value")
    new = NewClaim(
        document=document,
        evidence=(evidence,),
        field=field,
        value=meant,
        stance=stance,
        chain=_chain(store, document, link, link_kind, evidence, ()),
        event=event or None,
        type=None if event else type,
        date=When(start=date.fromisoformat(day)) if day and not event else None,
    )
    decided = deciding.add(store, new, by=decider(request, by), note=note)
    return back_to(store, decided, f"{document_address(document)}?claim=j{decided.number}")


def _form(request: Request, name: str) -> HTMLResponse:
    store = desk(request).store
    anchor, claim = claim_anchor(store, name)
    receipt = store.receipt(anchor.document)
    return page(
        request,
        "correct.html",
        name=name,
        claim=claim,
        document=receipt.document if receipt else None,
        kinds=chains.KINDS,
        stances=get_args(Stance),
        known_sources=known_sources(),
    )


def known_sources() -> list[str]:
    """What sources that we know are called in the reader's language."""
    called = names()
    return sorted({called.get(id_, entry.name_en) for id_, entry in pipeline.known().sources.items()})


def _day(store: Store, document: str) -> date | None:
    reading = store.reading(document) if store.has(document) else None
    return reading.document.published if reading else None


def _chain(store: Store, document: str, called: list[str], kinds: list[str], evidence: Words, before: tuple[Link, ...]) -> tuple[Link, ...]:
    """The chain that the rows of a form make, outermost first; empty rows are none."""
    receipt = store.receipt(document)
    saying = chains.Saying(text=receipt.document.text if receipt else "", evidence=evidence, chain=before)
    given = []
    for at, name in enumerate(called):
        if name.strip():
            kind = next((one for one in chains.KINDS if at < len(kinds) and one == kinds[at]), None)
            given.append(chains.Given(name=name.strip(), kind=kind))
    return chains.chain(given, saying, pipeline.known())
