"""Documents: the list, with search over all texts, and one document with everything that was read in it marked in its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad import pipeline
from musnad.archive import searching, showing
from musnad.archive.showing import ShownDocument
from musnad.model import Claim, Event
from musnad.stores.base import Hit, Store
from musnad.stores.lists import Card, Sought
from musnad.views.listing import HOW, judgement_in_words
from musnad.views.tongue import _
from musnad.views.web.asking import PAGE, paged
from musnad.views.web.desk import desk, names, page
from musnad.views.web.marking import paragraphs
from musnad.views.wording import chain_in_words, place_in_words, value_in_words, when_in_words

router = APIRouter()


@dataclass(frozen=True)
class Found:
    """A document that has the words that were sought: its card, and some of its text with the words lit up."""

    card: Card
    pieces: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class ClaimShown:
    """One claim in words: its value, its chain, the rule that made it. ``chosen``: the page was opened for it."""

    claim: Claim
    value: str
    chain: str
    chosen: bool


@dataclass(frozen=True)
class EventShown:
    """One event of the document: when and where, which incident it is part of, and its claims."""

    event: Event
    when: str
    places: Sequence[str]
    incident: str | None
    claims: Sequence[ClaimShown]


@router.get("/documents", response_class=HTMLResponse)
def documents(
    request: Request, q: str = "", publisher: str = "", language: str = "", kind: str = "", stage: str = "", about: str = ""
) -> HTMLResponse:
    """The documents of the archive, last added first; or those that have some words."""
    store = desk(request).store
    number = paged(request.query_params)
    first = (number - 1) * PAGE
    sought = Sought(
        publisher=publisher or None, language=language or None, kind=kind or None, issue=(stage, about) if stage and about else None
    )
    if q.strip():
        hits = list(searching.search(store, q, limit=PAGE + 1, offset=first))
        found, more = list(_found(store, hits[:PAGE])), len(hits) > PAGE
    else:
        cards = store.cards(sought, limit=PAGE + 1, offset=first)
        found, more = [Found(card=card, pieces=((card.beginning, False),)) for card in cards[:PAGE]], len(cards) > PAGE
    return page(
        request,
        "documents.html",
        sought=q,
        found=found,
        more=more,
        number=number,
        total=None if q.strip() else store.count_cards(sought),
        about=about,
        chosen={"publisher": publisher, "language": language, "kind": kind},
        menus={trait: list(islice(store.document_tally(trait).items(), 60)) for trait in ("publisher", "language", "kind")},
    )


@router.get("/documents/{id_:path}", response_class=HTMLResponse)
def document(request: Request, id_: str, claim: str | None = None, q: str = "") -> HTMLResponse:
    """One document. ``claim`` lights up the words of a claim, ``q`` words that are sought."""
    store = desk(request).store
    shown = showing.document(store, id_)
    text, reading = shown.receipt.document.text, shown.reading
    lit = searching.spans(shown.receipt.document, q) if q.strip() else ()
    return page(
        request,
        "document.html",
        document=shown.receipt.document,
        receipt=shown.receipt,
        known={name: _(HOW[how]) for name, how in shown.receipt.known.items()},
        reading=reading,
        readings=shown.readings,
        paragraphs=list(paragraphs(text, reading, chosen=claim, lit=lit)),
        events=list(_events(shown, claim)),
        chosen=next((one for one in reading.claims if one.id == claim), None),
        issues=(*shown.receipt.issues, *reading.issues),
        judgements=[(number, judgement_in_words(number, judged)) for number, judged in shown.judgements],
        speaker=_speaker(shown),
    )


def _found(store: Store, hits: Sequence[Hit]) -> Iterator[Found]:
    cards = store.cards_of([hit.document for hit in hits])
    for hit, card, receipt in zip(hits, cards, store.receipts([hit.document for hit in hits]), strict=True):
        text = receipt.document.text
        start, stop = hit.snippet.span
        pieces, at = [], start
        for first, last in hit.spans:
            if first >= at and last <= stop:
                pieces += [(text[at:first], False), (text[first:last], True)]
                at = last
        yield Found(card=card, pieces=(*pieces, (text[at:stop], False)))


def _events(shown: ShownDocument, chosen: str | None) -> Iterator[EventShown]:
    called = names()
    publisher = shown.receipt.document.publisher
    for event in shown.reading.events:
        claims = [
            ClaimShown(
                claim=claim,
                value=value_in_words(claim.value, called),
                chain=chain_in_words(claim.chain, publisher, called),
                chosen=claim.id == chosen,
            )
            for claim in shown.reading.claims
            if claim.event == event.id
        ]
        yield EventShown(
            event=event,
            when=when_in_words(event.date),
            places=[place_in_words(place) for place in event.places],
            incident=shown.incidents.get(event.id),
            claims=claims,
        )


def _speaker(shown: ShownDocument) -> str | None:
    """The publisher's id where it is known who that is."""
    publisher = shown.reading.document.publisher
    return publisher if publisher in pipeline.known().sources else None
