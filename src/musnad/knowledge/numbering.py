"""When a page appeared, as far as the number in its address tells: sites number what they publish, one after the other.

``numbering.tsv`` has numbers of pages of which it is publicly known when they appeared. A page whose number lies between two of them
appeared between their days, and at the pace at which the site numbers its pages about so far from either. Other sites put the month into
the address.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec

from musnad.knowledge.lines import Line, lines

STEADY = 1.5  # a pace that differs by more from those before and after hides a jump in the numbers
_LEAST_DAYS = 4.0  # how far a page may have appeared from the day that the pace tells
_LEAST_SHARE = 0.05  # and this share of the days between the two known pages
_NUMBER = re.compile(r"\d{4,9}")
_MONTH = re.compile(r"/(20\d\d)/(0[1-9]|1[0-2])/")
_PAGE = "p"  # the parameter in which WordPress puts the number


class Numbered(msgspec.Struct, frozen=True):
    """A page of a series by its number, and the days between which it appeared, both included."""

    number: int
    first: date
    last: date

    @property
    def middle(self) -> float:
        """The day in the middle, as an ordinal."""
        return (self.first.toordinal() + self.last.toordinal()) / 2


Series = Mapping[str, tuple[Numbered, ...]]  # by the address that all pages of a series begin with, ordered by number


def read_numbering(folder: Path) -> dict[str, tuple[Numbered, ...]]:
    """``numbering.tsv``, its pages by series. *errors*: KnowledgeError naming file, line and mend."""
    found: dict[str, list[tuple[Numbered, Line]]] = {}
    for line in lines(folder, "numbering.tsv", "series number from to source"):
        series, number, first, last, source = line.cells
        line.need(series == series.lower() and "://" not in series and bool(series), "series: write host and path in small letters")
        line.need(_NUMBER.fullmatch(number) is not None, f"bad number {number!r}: write four to nine digits")
        line.need(bool(source), "source is empty: write what tells when the page appeared")
        start, stop = line.day(first), line.day(last)
        if start is None or stop is None or start > stop:
            raise line.error(f"bad days {first!r} to {last!r}: write the first and last day on which the page may have appeared")
        found.setdefault(series, []).append((Numbered(int(number), start, stop), line))
    return {series: _ordered(pages) for series, pages in found.items()}


def _ordered(pages: list[tuple[Numbered, Line]]) -> tuple[Numbered, ...]:
    ordered = sorted(pages, key=lambda page: page[0].number)
    for (one, _), (other, line) in pairwise(ordered):
        line.need(one.number != other.number, f"{other.number} is listed twice: take one out")
        line.need(one.first <= other.last, f"{other.number} cannot have appeared before {one.number}: correct a number or a day")
    return tuple(page for page, _ in ordered)


def appeared(url: str | None, numbering: Series) -> tuple[date, date] | None:
    """The first and last day on which the page at an address may have appeared, None where neither its number nor a month in it tells."""
    return _by_number(url, numbering) or _by_month(url)


def _by_month(url: str | None) -> tuple[date, date] | None:
    """The days of the month that stands in the path of an address ("/2022/07/")."""
    found = _MONTH.search(urlsplit(url or "").path)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _by_number(url: str | None, numbering: Series) -> tuple[date, date] | None:
    """The days between which a page appeared by its number and those of pages before and after it."""
    number, pages = _numbered(url or "", numbering)
    after = next((at for at, page in enumerate(pages) if page.number > number), len(pages))
    if not 0 < after < len(pages) or not _is_steady(pages, after):
        return None
    before, beyond = pages[after - 1], pages[after]
    days = beyond.middle - before.middle
    middle = before.middle + days * (number - before.number) / (beyond.number - before.number)
    reach = _LEAST_DAYS + _LEAST_SHARE * days
    first = max(before.first, date.fromordinal(floor(middle - reach)))
    last = min(beyond.last, date.fromordinal(ceil(middle + reach)))
    return (first, last) if first <= last else None


def _numbered(url: str, numbering: Series) -> tuple[int, tuple[Numbered, ...]]:
    """The number in an address and the known pages of its series; 0 and none where it has none or the series is not known."""
    split = urlsplit(url)
    address = (split.hostname or "").removeprefix("www.") + split.path.lower()
    series = max((name for name in numbering if f"{address}/".startswith(f"{name}/")), key=len, default=None)
    numbers = [part for part in split.path.split("/") if _NUMBER.fullmatch(part)] or parse_qs(split.query).get(_PAGE, [])
    if series is None or not numbers or not _NUMBER.fullmatch(numbers[-1]):
        return 0, ()
    return int(numbers[-1]), numbering[series]


def _is_steady(pages: tuple[Numbered, ...], after: int) -> bool:
    """Whether the site numbered its pages here about as fast as right before or right after."""
    here = _pace(pages, after)
    beside = [_pace(pages, at) for at in (after - 1, after + 1) if 0 < at < len(pages)]
    return any(here <= STEADY * other and other <= STEADY * here for other in beside)


def _pace(pages: tuple[Numbered, ...], after: int) -> float:
    """Pages a day between two known ones."""
    one, other = pages[after - 1], pages[after]
    return (other.number - one.number) / max(other.middle - one.middle, 1.0)
