"""What lists show of what was appended, worked out the same way for every store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from musnad.model import Issue, Reading, Receipt
from musnad.stores.lists import Card, Span

_BEGINNING = 160  # code points of a text that stand for it in lists


def card_of(receipt: Receipt, reading: Reading | None) -> Card:
    """What lists show of a document with its current reading."""
    document = receipt.document
    told = reading.document.published if reading and reading.document.published else None
    return Card(
        id=document.id,
        title=document.title or "",
        beginning=" ".join(document.text[: 2 * _BEGINNING].split())[:_BEGINNING],
        publisher=document.publisher or "",
        language=document.lang or "",
        kind=document.kind or "",
        published_at=document.published_at or (told.isoformat() if told else ""),
        added_at=receipt.added_at,
        copy_of=receipt.copy_of,
        read=reading is not None and all(issue.level != "error" for issue in reading.issues),
        events=len(reading.events) if reading else 0,
        claims=len(reading.claims) if reading else 0,
        issues=len(issues_about(receipt, reading)),
    )


def issues_about(receipt: Receipt, reading: Reading | None) -> dict[tuple[str, str], Issue]:
    """The issues of a document by their stage and what they are about, the first of those that are about the same."""
    found: dict[tuple[str, str], Issue] = {}
    for issue in (*receipt.issues, *(reading.issues if reading else ())):
        words = " ".join(receipt.document.text[slice(*issue.span)].split()) if issue.span else ""
        found.setdefault((issue.stage, words or issue.message), issue)
    return found


def bundled(days: Iterable[tuple[int, int]], by: Span) -> list[tuple[int, int]]:
    """Counts by day, each a day ordinal and a number, put together by day, month or year; the first day of each, earliest first."""
    found: dict[int, int] = {}
    for day, number in days:
        first = _first_of(day, by)
        found[first] = found.get(first, 0) + number
    return sorted(found.items())


def _first_of(day: int, by: Span) -> int:
    if by == "day":
        return day
    known = date.fromordinal(day)
    return known.replace(day=1, month=known.month if by == "month" else 1).toordinal()
