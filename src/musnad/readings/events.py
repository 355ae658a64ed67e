"""Events: a happening as it is published in a reading, with its kind, day, places and the word that names it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from musnad.knowledge.facts import PlaceEntry
from musnad.model import Event, Place, Precision, When, Words
from musnad.readings.happenings import Happening, day_of, kind_of
from musnad.readings.marks import Mark
from musnad.readings.page import Page
from musnad.readings.placing import entry_of
from musnad.readings.sites import names, place_name, sites_of


def event_of(page: Page, ident: str, happening: Happening) -> Event:
    """The event that a happening stands for."""
    return Event(
        id=ident,
        type=kind_of(happening, page.marked, page.grammar.knowledge.habits),
        background=happening.background,
        trigger=_trigger(page, happening),
        date=_when(page, happening),
        places=tuple(_places(page, happening)),
    )


def _trigger(page: Page, happening: Happening) -> Words:
    """The words that name the act; where none does, those of the first thing told of it."""
    trigger = happening.telling_trigger()
    if trigger is not None:
        return page.words(trigger.start, trigger.stop)
    if happening.findings:
        return page.words(happening.findings[0].start, happening.findings[0].stop)
    first = page.marked.tokens[happening.segments[0].first]
    return page.words(first.start, first.stop)


def _when(page: Page, happening: Happening) -> When | None:
    mark = day_of(happening) or (None if happening.background else page.heading_day())
    if mark is None:
        return None
    end = mark.get("end")
    return When(
        start=date.fromisoformat(mark.get("begin")),
        end=date.fromisoformat(end) if end else None,
        text=page.words(mark.start, mark.stop).text,
    )


def _places(page: Page, happening: Happening) -> Iterable[Place]:
    """The places of an event, each name once, in the order the text has them."""
    sites = names(sites_of(happening.places), page.marked)
    seen: set[str] = set()
    for mark in happening.places:
        name = place_name(mark, page.marked)
        if name not in seen:
            seen.add(name)
            yield _place(page, mark, entry_of(mark, happening.places, page.marked, page.grammar), is_site=name in sites)


def _place(page: Page, mark: Mark, entry: PlaceEntry | None, *, is_site: bool) -> Place:
    words = page.words(mark.start, mark.stop)
    precision: Precision = mark.get("precision") or "unknown"  # type: ignore[assignment]
    return Place(
        text=words.text,
        span=words.span,
        role="site" if is_site else "region",
        name=entry.name_en if entry is not None else words.text,
        lat=entry.lat if entry is not None else None,
        lon=entry.lon if entry is not None else None,
        precision=precision,
        gazetteer=entry.id if entry is not None else None,
    )
