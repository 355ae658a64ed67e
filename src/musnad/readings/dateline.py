"""Find the day a document was published: as its source gave it, by its own stamp or dateline, or as its words leave no other.

Everything relative in a document ("yesterday", "Tuesday") is counted from this day, so a doubtful one is worse than none: only a
full date with its year counts, and only where pages put the day they appeared. A text that says "today, Sunday 9 July" lacks just
the year; that is filled where the text names the current year, or where one year alone makes weekday and date agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from musnad.model import PublishedBy
from musnad.readings.calendar import resolve
from musnad.readings.dates import dates_among, find_dates
from musnad.readings.datewords import DateSpan, DateWords, Items, Text, items
from musnad.readings.morphology import Form
from musnad.readings.tokens import Token

Segmented = tuple[Sequence[Token], Sequence[tuple[Form, ...]]]
NEAR_TOKENS = 160  # how far into a text a dateline is looked for
HEAD_TOKENS = 40  # how far a date inside the first sentences still is a heading's
ESTIMATED = timedelta(days=14)  # how far beyond the days between which a document seems to have appeared it may have done so
AGREEING_YEARS = 10  # weekday and date agree again after five, six or eleven years
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
_DOTS = frozenset({"·", "•", "|", "-", ","})
_SHORT_LINE = 6  # how many other words may stand in a dateline


class Published(msgspec.Struct, frozen=True):
    """The day of publication and how it is known: given by the source, a dateline or stamp of the document, its words, or not.

    By the number in its address only the days are known between which the document appeared, ``within``.
    """

    day: date | None
    how: PublishedBy
    within: tuple[date, date] | None = None


def publication_day(
    published_at: str,
    tokens: Sequence[Token],
    forms: Sequence[tuple[Form, ...]],
    words: DateWords,
    segment: Callable[[str], Segmented],
    *,
    latest: date | None = None,
    within: tuple[date, date] | None = None,
) -> Published:
    """The day a document was published.

    ``published_at`` is what its source said: ISO 8601, or free words ("2 يوليو 2025") that ``segment`` folds and cuts into tokens
    and forms. When it says nothing readable, the first stamp of the text counts, else a dateline near its beginning. ``latest`` is
    the day by which the document was in hand, where that is known: a year that the text leaves out cannot be after it. ``within``: the
    days between which it appeared, as far as anything else tells.
    """
    given = _given(published_at, words, segment)
    if given is not None:
        return Published(given, "given")
    known = items(tokens, forms, words)
    spans = dates_among(Text(tokens, known, None, loose=False, words=words))
    stamped = _dateline(tokens, known, [span for span in spans if _is_full(span)])
    if stamped is not None:
        return Published(stamped, "dateline")
    told = _told(spans, latest, within)
    if told is not None:
        return Published(told, "words")
    return Published(None, "numbering", within) if within is not None else Published(None, "none")


def _given(published_at: str, words: DateWords, segment: Callable[[str], Segmented]) -> date | None:
    """The day in what a source gave, the first where it gave several."""
    if iso := _ISO.search(published_at):
        try:
            return date.fromisoformat(iso[1])
        except ValueError:
            return None
    if not published_at:
        return None
    tokens, forms = segment(published_at)
    return next((span.begin for span in find_dates(tokens, forms, words, today=None) if _is_full(span)), None)


def _is_full(span: DateSpan) -> bool:
    """Whether a mention is one day with its year."""
    return span.explicit and span.begin is not None and span.end is None and not span.bound and span.precision in ("day", "part_of_day")


# ------------------------------------------------------------------------------------------------------- stamps and datelines


def _dateline(tokens: Sequence[Token], found: Items, full: Sequence[DateSpan]) -> date | None:
    """The day in the most telling place: a stamp anywhere, a line of its own or with a time, a heading."""
    stamps = (span for span in full if _stamped(tokens, found, span))
    lines = (span for span in full if span.first < NEAR_TOKENS and (_own_line(tokens, span) or _timed(tokens, span)))
    headings = (span for span in full if span.first < HEAD_TOKENS and span.parts.weekdays)
    return next((span.begin for spans in (stamps, lines, headings) for span in spans), None)


def _stamped(tokens: Sequence[Token], found: Items, span: DateSpan) -> bool:
    """Whether a time and a dot, or words such as "last updated", stand right before."""
    before = span.first - 1
    if before >= 3 and tokens[before].text in ("·", "•"):
        return any(_is_time(tokens, at) for at in range(max(0, before - 4), before))
    stamps = (
        item for at in range(max(0, before - 3), span.first) for item in found[at] if item.role == "stamp" and item.last <= span.first
    )
    return any(all(token.kind in ("punct", "break") for token in tokens[item.last : span.first]) for item in stamps)


def _is_time(tokens: Sequence[Token], at: int) -> bool:
    """Whether hours and minutes stand at ``at``: "9:33"."""
    return at + 2 < len(tokens) and tokens[at].kind == "number" and tokens[at + 1].text == ":" and tokens[at + 2].kind == "number"


def _timed(tokens: Sequence[Token], span: DateSpan) -> bool:
    """Whether a time stands right before or after."""
    after = span.last
    while after < len(tokens) and tokens[after].text in _DOTS:
        after += 1
    before = span.first
    while before > 0 and tokens[before - 1].text in _DOTS:
        before -= 1
    return _is_time(tokens, after) or any(_is_time(tokens, at) for at in range(max(0, before - 4), before - 2))


def _own_line(tokens: Sequence[Token], span: DateSpan) -> bool:
    """Whether the line has hardly a word besides the date."""
    first, last = span.first, span.last
    while first > 0 and tokens[first - 1].kind != "break":
        first -= 1
    while last < len(tokens) and tokens[last].kind != "break":
        last += 1
    others = (*tokens[first : span.first], *tokens[span.last : last])
    return sum(token.kind == "word" for token in others) <= _SHORT_LINE


# ----------------------------------------------------------------------------------------------------- what the words leave open


def _told(spans: Sequence[DateSpan], latest: date | None, within: tuple[date, date] | None) -> date | None:
    """The day called today or yesterday by weekday, day and month, where only one year can be meant."""
    earliest = date.min
    if within is not None:
        earliest, latest = within[0] - ESTIMATED, min(within[1] + ESTIMATED, latest or date.max)
    current = {span.parts.year for span in spans if span.parts.year_which == "this" and span.parts.year is not None}
    named = max((span.begin.year for span in spans if span.explicit and span.begin is not None), default=None)
    for span in spans:
        parts = span.parts
        if parts.offset is None or parts.day is None or parts.month is None or parts.hijri or not parts.weekdays:
            continue
        years: Iterable[int | None] = current
        if not current and latest is not None:
            years = range(max(named or 0, latest.year - AGREEING_YEARS + 1), latest.year + 1)
        days = [resolve(replace(parts, year=year, year_which=""), None) for year in years]
        agreeing = [day.begin for day in days if day.begin is not None and not day.doubt and earliest <= day.begin <= (latest or date.max)]
        if len(agreeing) == 1:
            return agreeing[0] - timedelta(days=parts.offset)
    return None
