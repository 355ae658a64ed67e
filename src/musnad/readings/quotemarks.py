"""Quotation marks: which of them belong together.

They are no tokens, so they are looked for in the text itself. What opens and what closes is told first by the blanks around a
mark and only then by its shape, because papers open with a closing mark, mirror them, or mix three styles on one page.
"""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

import msgspec

from musnad.readings.marks import Marked
from musnad.readings.page import Page

_MARK = '"'  # every style of quotation mark, once folded
_FREE_BEFORE = frozenset(" \n([{-:,.;/|" + _MARK)
_FREE_AFTER = frozenset(" \n)]}-.,:;!?/|" + _MARK)
_GUILLEMETS = frozenset("«»‹›")
_PREFIX_LONGEST = 2  # letters of a clitic written to a name in quotation marks
_LONGEST = 2000
_LINES = 4
_PARAGRAPH_LEAST = 40


class Pair(msgspec.Struct, frozen=True):
    """Two quotation marks that belong together, in code points of the folded text: ``start`` is the opening one, ``stop`` comes
    after the closing one."""

    start: int
    stop: int


def inside(marked: Marked, pair: Pair) -> tuple[int, int]:
    """The tokens that stand between the two marks of a pair, half-open."""
    first = bisect_left(marked.tokens, pair.start, key=lambda token: token.start)
    last = bisect_left(marked.tokens, pair.stop, key=lambda token: token.stop)
    return first, last


class _Open:
    """An opening mark that waits for its partner: where it stands, its style, and where its last paragraph began."""

    def __init__(self, at: int, *, angled: bool) -> None:
        self.at = self.latest = at
        self.angled = angled


@functools.lru_cache(maxsize=2)
def pairs(page: Page) -> tuple[Pair, ...]:
    """The pairs of quotation marks of a document, by where they open. A mark without its partner is left out."""
    text, found = page.folded.text, list[Pair]()
    waiting: list[_Open] = []
    at = text.find(_MARK)
    while at >= 0:
        letter = page.document.text[page.folded.source_span(at, at + 1)[0]]
        angled = letter in _GUILLEMETS
        if _side(text, at, letter, opened=any(mark.angled == angled for mark in waiting)) == "close":
            begun = _partner(text, waiting, at, angled=angled)
            found += [Pair(begun, at + 1)] if begun is not None else []
        elif not _goes_on(text, at, waiting):
            waiting.append(_Open(at, angled=angled))
        at = text.find(_MARK, at + 1)
    return tuple(sorted(found, key=lambda pair: pair.start))


def _side(text: str, at: int, letter: str, *, opened: bool) -> Literal["open", "close"]:
    """Whether the mark at ``at`` opens or closes, by the blanks around it; by its shape where they do not tell."""
    before = at == 0 or text[at - 1] in _FREE_BEFORE
    after = at + 1 >= len(text) or text[at + 1] in _FREE_AFTER
    if before != after:
        return "open" if before else "close"
    if before:
        return _by_shape(letter, opened=opened)
    joined = _letters_before(text, at) <= _PREFIX_LONGEST  # a clitic written to the name in the marks
    return "open" if joined or not opened else "close"


def _by_shape(letter: str, *, opened: bool) -> Literal["open", "close"]:
    category = unicodedata.category(letter)
    if category in ("Pi", "Ps"):
        return "open"
    if category == "Pf":
        return "close"
    return "close" if opened else "open"


def _letters_before(text: str, at: int) -> int:
    count = 0
    while count < at and text[at - 1 - count].isalnum():
        count += 1
    return count


def _goes_on(text: str, at: int, waiting: Sequence[_Open]) -> bool:
    """True for the mark with which the next paragraph of one long quotation begins."""
    line = text.rfind("\n", 0, at) + 1
    if not waiting or text[line:at].strip() or waiting[-1].latest >= line:
        return False
    paragraph = text[waiting[-1].latest : line].strip()
    if "\n" in paragraph or len(paragraph) < _PARAGRAPH_LEAST:
        return False
    waiting[-1].latest = at
    return True


def _partner(text: str, waiting: list[_Open], at: int, *, angled: bool) -> int | None:
    """The opening mark of the same style that waits for this closing one; those opened in between are given up."""
    for position in range(len(waiting) - 1, -1, -1):
        mark = waiting[position]
        if mark.angled == angled:
            del waiting[position:]
            near = at - mark.latest < _LONGEST and text[mark.latest : at].count("\n") <= _LINES
            return mark.at if near else None
    return None
