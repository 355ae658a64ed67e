"""Who speaks: everyone who says something first-hand, how often alone or against their own side, and how they name others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad import pipeline
from musnad.archive.accounting import gist
from musnad.errors import InputError
from musnad.knowledge import asking as knowing
from musnad.knowledge.asking import Answer
from musnad.stores.base import Store, Which
from musnad.stores.lists import Sought, Speaker
from musnad.views.tongue import _
from musnad.views.web.asking import PAGE, paged
from musnad.views.web.desk import desk, names, page

router = APIRouter()
_SAMPLED = 300  # documents whose loaded words are counted
_MOST_WORDS = 20


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request) -> HTMLResponse:
    """Everyone who speaks, those with most incidents first."""
    store = desk(request).store
    number = paged(request.query_params)
    return page(
        request,
        "sources.html",
        speakers=store.speakers(limit=PAGE, offset=(number - 1) * PAGE),
        total=store.count_speakers(),
        number=number,
        size=PAGE,
    )


@router.get("/sources/{id_:path}", response_class=HTMLResponse)
def source(request: Request, id_: str) -> HTMLResponse:
    """One who speaks: what is publicly known of them, what they say here, and the incidents."""
    store = desk(request).store
    speaker, answer = store.speaker(id_), _known(id_)
    if speaker is None and answer is None:
        raise InputError(_("{id} neither says anything in this archive nor is in the knowledge tables.").format(id=id_))
    number = paged(request.query_params)
    which = Which(speaker=id_)
    rows = store.incidents(which, order="latest", limit=PAGE, offset=(number - 1) * PAGE)
    return page(
        request,
        "source.html",
        id=id_,
        name=_name(id_, speaker, answer),
        speaker=speaker,
        answer=answer,
        rows=[(row, gist(row)) for row in rows],
        total=store.count_incidents(which),
        number=number,
        size=PAGE,
        loaded=_loaded(store, answer),
    )


def _name(id_: str, speaker: Speaker | None, answer: Answer | None) -> str:
    return names().get(id_) or (speaker.name if speaker else answer.name if answer else id_)


def _known(id_: str) -> Answer | None:
    """What the knowledge tables have of a source, or of an actor that speaks itself."""
    tables = pipeline.known()
    name = tables.sources[id_].name_en if id_ in tables.sources else tables.actors[id_][-1].name_en if id_ in tables.actors else None
    found = knowing.find(tables, name, limit=20) if name else []
    return next((answer for answer in found if answer.id == id_), None)


def _loaded(store: Store, answer: Answer | None) -> Sequence[tuple[str, str, int]]:
    """The loaded words that a publisher uses in its own voice, for whom, in how many of its last documents."""
    if answer is None or answer.table != "source":
        return []
    publishers = {form for forms in answer.names.values() for form in forms} | {answer.name}
    cards = (card for publisher in sorted(publishers) for card in store.cards(Sought(publisher=publisher), limit=_SAMPLED))
    words: Counter[tuple[str, str]] = Counter()
    for reading in store.current_readings([card.id for card in islice(cards, _SAMPLED)]):
        words.update({(term.text, term.neutral) for term in reading.loaded_terms if not term.chain and not term.quoted})
    return [(text, neutral, times) for (text, neutral), times in words.most_common(_MOST_WORDS)]
