"""Quotations: somebody's words between quotation marks, and whose they are. Marks around a name are no quotation."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.model import Link, Quote
from musnad.readings.discourse import links, report
from musnad.readings.happenings import Happening
from musnad.readings.marks import Mark, Marked, kinds_of
from musnad.readings.page import Page
from musnad.readings.quotemarks import Pair, inside, pairs
from musnad.readings.statements import voice_at

_UNKNOWN_MOST = 0.6
_SURELY_SAID = 6  # names of so many words are rare

# Words of these kinds, found between the marks, make what stands there a clause and no name.
_CLAUSE = frozenset({"clause", "comp", "neg", "say", "carry", "suffer", "state", "persist", "reply.verb"})
# What ties words to a phrase; a row of words without any is a row of names.
_TIES = frozenset({"prep", "event", "harm", "loaded", "terrorism"})
_PHRASE = frozenset({*_TIES, "common"})
# What a name in quotation marks is of, and what stands before such a name.
_NAMES = frozenset({"actor", "source.known", "source.phrase", "place", "weapon", "agreement", "target"})
_HEADS = frozenset({"force", "source.head", "place.head", "place.wide", "deed", "operation", "object", "branch"})


def find_quotes(page: Page, happenings: Sequence[Happening], event_ids: Sequence[str]) -> tuple[Quote, ...]:
    """The quotations of somebody's words in a document, in order, each with the chain of who is quoted.

    Three words or more, or a clause; quotation marks around a name are none. A quotation inside another is not given again.
    """
    read, marked = report(page), page.marked
    quotes: list[Quote] = []
    reach = 0
    for pair in pairs(page):
        first, last = inside(marked, pair)
        if first >= last or pair.start < reach or not read[marked.sentence_of(first)] or not _is_said(page, first, last):
            continue
        reach = pair.stop
        start, stop = _trimmed(page.folded.text, pair)
        words = page.words(start, stop)
        quotes.append(Quote(text=words.text, span=words.span, chain=_chain(page, first, last)))
    return tuple(quotes)


def _is_said(page: Page, first: int, last: int) -> bool:
    """True for words that somebody said; false for a name."""
    marked = page.marked
    count = sum(marked.tokens[index].kind == "word" for index in range(first, last))
    if count < 1 or page.attribution.names_source(first) or _is_name(marked, first, last):
        return False
    verb = any(mark.get("pos") == "verb" for index in range(first, last) for mark in marked.at[index])
    if verb or _kinds(marked, range(first, last)) & _CLAUSE:
        return count >= 2 or _introduced(marked, first)
    if count < 3:
        return False
    return _introduced(marked, first) or _is_phrase(marked, first, last, count)


def _is_phrase(marked: Marked, first: int, last: int, count: int) -> bool:
    """True for words that belong together without a verb; false for a row of names, of which most words are unknown."""
    words = [index for index in range(first, last) if marked.tokens[index].kind == "word"]
    unknown = sum(all(mark.kind == "word" for mark in marked.at[index]) for index in words)
    opening, inner = _kinds(marked, words[:1]), _kinds(marked, words[1:])
    if count < _SURELY_SAID and opening & _HEADS:
        return False
    return unknown <= _UNKNOWN_MOST * count and bool(inner & (_PHRASE if count >= _SURELY_SAID else _TIES))


def _kinds(marked: Marked, indices: Sequence[int]) -> set[str]:
    return {kind for index in indices for mark in marked.at[index] for kind in kinds_of(mark.kind)}


def _is_name(marked: Marked, first: int, last: int) -> bool:
    """True where a name covers everything between the marks, or begins before them, or the noun that names have stands there."""
    while last > first and marked.tokens[last - 1].kind == "punct":
        last -= 1
    for index in range(max(0, first - 4), last):
        for mark in marked.at[index]:
            named = not _NAMES.isdisjoint(kinds_of(mark.kind))
            if named and mark.first <= first and mark.last >= last:
                return True
            if named and mark.first < first < mark.last and last - first < _SURELY_SAID:
                return True
    if last - first >= _SURELY_SAID or not first:
        return False
    return any(not _HEADS.isdisjoint(kinds_of(mark.kind)) for mark in _right_before(marked, first))


def _introduced(marked: Marked, first: int) -> bool:
    """True where a colon, a "that" or a verb of saying stands right before the quotation."""
    if not first:
        return False
    if marked.tokens[first - 1].text == ":":
        return True
    return any(kinds_of(mark.kind)[0] in ("comp", "say") for mark in _right_before(marked, first))


def _right_before(marked: Marked, first: int) -> list[Mark]:
    """The marks that end where token ``first`` begins."""
    return [mark for index in range(max(0, first - 3), first) for mark in marked.at[index] if mark.last == first]


def _chain(page: Page, first: int, last: int, near: int = 3) -> tuple[Link, ...]:
    """Who is quoted: the chain in force inside the marks, else that of a source named right after them ("...", the minister said)."""
    chain = voice_at(page, first)
    if chain:
        return chain
    after = [scope for scope in page.attribution.scopes if last <= scope.first <= last + near]
    return links(page, min(after, key=lambda scope: scope.first).chain) if after else ()


def _trimmed(text: str, pair: Pair) -> tuple[int, int]:
    start, stop = pair.start + 1, pair.stop - 1
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop
