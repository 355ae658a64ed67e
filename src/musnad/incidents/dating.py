"""Dating: within which days an incident happened, by what its reports say and by when they appeared.

Reports of one happening often differ by a day: a strike at night belongs to two, and what a report tells without naming a day happened on
the day it appeared or on the one before. The days that are nearly as well founded as the best belong to the answer, so that it says no more
than is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from musnad.incidents.independence import Report
from musnad.incidents.sketches import document_of, is_misdated
from musnad.model import DocumentRef, Event, When

_SAID = 2.0  # what a report speaks for the day that it names, shared out where it names several
_APPEARED = 1.0  # and, where it names none, for the day on which it appeared
_DAY_BEFORE = 0.5  # and for the day before that: in grouped reports one of ten tells of it
_SHARE = 0.5  # of what speaks for the best day must speak for one beside it that is not left out
_MOST_DAYS = 4  # that an answer may have, and that a report may name for each of them to count
_DAY = timedelta(days=1)

Interval = tuple[date, date]


def when(events: Mapping[str, Event], reports: Mapping[str, Report]) -> When | None:
    """The day that most speaks for, with those beside it that cannot be left out. Where nothing speaks for any, where the intervals overlap
    in which it is said to have happened or documents that tell of it appeared."""
    support: dict[date, float] = defaultdict(float)
    intervals: list[Interval] = []
    for key, event in events.items():
        document = reports[document_of(key)].reading.document
        if is_misdated(event, document):
            continue
        if event.date is None and event.background:
            continue  # when a document appeared says nothing of what it only recalls
        for day, weight in _spoken_for(event, document):
            support[day] += weight
        if (interval := _interval(event, document)) is not None:
            intervals.append(interval)
    return _around_best(support) if support else _overlap(intervals)


def _spoken_for(event: Event, document: DocumentRef) -> Iterator[tuple[date, float]]:
    """The days that a report speaks for, each with how much."""
    if event.date is not None:
        days = ((event.date.end or event.date.start) - event.date.start).days + 1
        if days <= _MOST_DAYS:
            yield from ((event.date.start + number * _DAY, _SAID / days) for number in range(days))
    elif document.published is not None:
        yield document.published, _APPEARED
        yield document.published - _DAY, _DAY_BEFORE


def _interval(event: Event, document: DocumentRef) -> Interval | None:
    """The days within which a report says that it happened, or within which it appeared."""
    within = event.date or document.published_within
    return None if within is None or within.end is None else (within.start, within.end)


def _around_best(support: Mapping[date, float]) -> When:
    """The best day, the earlier of two, and the days around it that are nearly as well founded, as long as each follows on the other."""
    best = min(support, key=lambda day: (-support[day], day))
    least = _SHARE * support[best]
    first = last = best
    while support.get(first - _DAY, 0.0) >= least and (last - first).days + 1 < _MOST_DAYS:
        first -= _DAY
    while support.get(last + _DAY, 0.0) >= least and (last - first).days + 1 < _MOST_DAYS:
        last += _DAY
    return When(start=first, end=last if last > first else None)


def _overlap(intervals: Iterable[Interval]) -> When | None:
    """The days that lie in the shortest interval and, as far as they leave any, in the others too, the shorter ones first."""
    ordered: Sequence[Interval] = sorted(intervals, key=lambda days: (days[1] - days[0], days))
    if not ordered:
        return None
    start, end = ordered[0]
    for first, last in ordered[1:]:
        if max(start, first) <= min(end, last):
            start, end = max(start, first), min(end, last)
    return When(start=start, end=end)
