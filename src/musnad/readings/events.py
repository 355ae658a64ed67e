"""Events: a happening as it is published in a reading, with its kind, day, places and the word that names it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from musnad.model import Event, PartialDay, When, Words
from musnad.readings.dateline import ESTIMATED
from musnad.readings.happenings import Happening, day_of, kind_of
from musnad.readings.page import Page
from musnad.readings.whereabouts import Whereabout, place_of


def event_of(page: Page, ident: str, happening: Happening, places: Sequence[Whereabout]) -> Event:
    """The event that a happening stands for; ``places``: where it was."""
    partial = _partial(page, happening)
    told = _when(page, happening) or _in_its_year(partial, page.within)
    return Event(
        id=ident,
        type=kind_of(happening, page.marked, page.grammar.knowledge.habits),
        background=happening.background,
        trigger=_trigger(page, happening),
        date=told,
        partial=None if told else partial,
        places=tuple(place_of(page, where) for where in places),
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


def _partial(page: Page, happening: Happening) -> PartialDay | None:
    """What is said of a day that cannot be told: "on Wednesday" in a text without a date."""
    marks = [mark for segment in happening.segments for mark in segment.dates if mark.get("weekday") or mark.get("monthday")]
    if not marks or _when(page, happening) is not None:
        return None
    fullest = max(marks, key=lambda mark: bool(mark.get("monthday")))
    month, _, day = fullest.get("monthday").partition("-")
    return PartialDay(
        weekday=int(fullest.get("weekday")) if fullest.get("weekday") else None,
        month=int(month) if month else None,
        day=int(day) if day else None,
        text=page.words(fullest.start, fullest.stop).text,
    )


def _in_its_year(partial: PartialDay | None, within: tuple[date, date] | None) -> When | None:
    """The day of which only the year is not said, when the document appeared ``within`` some days: the latest such day up to their end.
    None where nothing tells, or the weekday that is said is not that day's."""
    if partial is None or within is None or partial.month is None or partial.day is None:
        return None
    latest = within[1] + ESTIMATED
    for year in (latest.year, latest.year - 1):
        try:
            day = date(year, partial.month, partial.day)
        except ValueError:  # the 29th of February
            continue
        if day <= latest:
            return When(start=day, text=partial.text) if partial.weekday in (None, day.isoweekday()) else None
    return None
