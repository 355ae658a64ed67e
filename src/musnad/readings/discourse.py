"""Discourse: what the readers of quotations, loaded words, relations and statements share.

The rules of the topic ``discourse`` find, besides the events, what a text says about them: how one answers another, which
agreement it is said to break, who condemns it, who thinks what. The layer of such a rule names its part of the reading.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import IntEnum

import msgspec

from musnad.model import Link, Words
from musnad.readings.attribution import Speaker, speakers
from musnad.readings.furniture import readable
from musnad.readings.grammar import Found
from musnad.readings.happenings import Happening
from musnad.readings.marks import Mark, Marked, kinds_of
from musnad.readings.page import Page


class Part(IntEnum):
    """The layers of the topic ``discourse``, by what their rules find."""

    AGREEMENT = 1
    RELATION = 2
    AFFILIATION = 3
    STATEMENT = 4
    ASSESSMENT = 5
    LOADED = 6


# What ends the words that belong to a source, so that a channel named after it is no longer its own.
_ENDS_SOURCE = frozenset({"say", "comp", "event", "harm", "according"})
_QUOTE = '"'  # every style of quotation mark, once folded
_ACTS = frozenset({"event", "carry", "harm"})
_ENDS_CLAUSE = frozenset({"say", "according", "rel", "conj.as", "conj.while", "state"})


@functools.lru_cache(maxsize=2)
def report(page: Page) -> tuple[bool, ...]:
    """For each sentence of a page, whether it belongs to the report."""
    return tuple(readable(page.marked))


@functools.lru_cache(maxsize=2 * len(Part))
def found(page: Page, part: Part) -> tuple[Found, ...]:
    """The matches of the rules of ``part`` in the sentences that belong to the report, in the order of the text.

    Several readers ask for the same of one page, so the last pages' matches are kept.
    """
    read = report(page)
    matches = [item for item in page.grammar.apply("discourse", page.marked, part) if read[item.sentence]]
    return tuple(sorted(matches, key=lambda item: (item.match.first, -item.match.last)))


def capture(item: Found, name: str) -> Mark | None:
    """The first mark that a match captured as ``name``, or None."""
    marks = item.match.captures.get(name)
    return marks[0] if marks else None


# --- who says it ------------------------------------------------------------------------------------------------------------


def named(page: Page, mark: Mark) -> tuple[Speaker, ...]:
    """The sources that the words of ``mark`` name, outermost first. Several that speak together ("Ankara and Moscow") are one."""
    told = tuple(speakers(mark, page.marked, page.grammar, page.folded.text))
    if len(told) != 1 or not _several(page.marked, mark):
        return told
    return (msgspec.structs.replace(told[0], stop=max(told[0].stop, mark.stop), kind="other", source=""),)


def _several(marked: Marked, mark: Mark) -> bool:
    """True where another source is joined with "and" to the one that ``mark`` begins with."""
    inside = (index for index in range(mark.first + 1, mark.last) if marked.joined(index))
    return any(kinds_of(other.kind)[0] in ("source", "actor") and other.prefixes for index in inside for other in marked.at[index])


def links(page: Page, chain: Sequence[Speaker]) -> tuple[Link, ...]:
    """Speakers as the links of a published chain, each with its exact words and its channel."""
    return tuple(link(page, speaker) for speaker in chain)


def link(page: Page, speaker: Speaker) -> Link:
    """One speaker as a link; the channel is looked for after its name where the words of the source do not hold it."""
    words = whole(page, speaker.start, speaker.stop)
    channel = speaker.channel or channel_after(page.marked, token_at(page.marked, speaker.stop))
    party = page.grammar.knowledge.party_of(speaker.actor, page.on) if speaker.actor else None
    return Link(text=words.text, span=words.span, kind=speaker.kind, source=speaker.source or None, channel=channel or None, party=party)


def channel_after(marked: Marked, token: int, near: int = 7) -> str:
    """The channel named shortly after a source ("the spokesman, on his account at ..."), or the empty string."""
    if token >= len(marked.tokens):
        return ""
    last = marked.sentences[marked.sentence_of(token)].last
    for index in range(token, min(token + near, last)):
        for mark in marked.at[index]:
            if mark.kind == "channel":
                return mark.get("channel")
        if any(_ENDS_SOURCE.intersection(kinds_of(mark.kind)) for mark in marked.at[index]):
            break
    return ""


def token_at(marked: Marked, offset: int) -> int:
    """The first token that begins at ``offset`` of the folded text or after it."""
    return bisect_left(marked.tokens, offset, key=lambda token: token.start)


# --- exact words ------------------------------------------------------------------------------------------------------------


def whole(page: Page, start: int, stop: int) -> Words:
    """The exact words between two folded code points, with the quotation marks outside them whose partners stand inside."""
    text = page.folded.text
    first, last = text.find(_QUOTE, start, stop), text.rfind(_QUOTE, start, stop)
    if first > start and text[start - 1 : start] == _QUOTE and not text[first + 1 : first + 2].isalnum():
        start -= 1
    if 0 <= last < stop - 1 and text[stop : stop + 1] == _QUOTE and text[last + 1].isalnum():
        stop += 1
    return page.words(start, stop)


def stretch(page: Page, first: int, last: int, *, start: int = 0) -> Words:
    """The exact words of tokens ``first`` up to ``last``, without punctuation at their ends.

    ``start``: where they begin inside the first token, when clitics before them are left out.
    """
    tokens = page.marked.tokens
    while last > first + 1 and tokens[last - 1].kind == "punct" and tokens[last - 1].text != ")":
        last -= 1
    while first < last - 1 and tokens[first].kind == "punct" and tokens[first].text != "(":
        first += 1
    return whole(page, max(start, tokens[first].start), tokens[last - 1].stop)


def clause_end(marked: Marked, first: int, *, longest: int = 25, least: int = 3) -> int:
    """The token at which the clause that begins at ``first`` ends: a comma, a full stop, or a word that begins another."""
    last = min(marked.sentences[marked.sentence_of(first)].last, first + longest)
    for index in range(first + 1, last):
        token = marked.tokens[index]
        if token.kind == "punct" and token.text in (",", ".", ";", "?", "!", ":") and index >= first + least:
            return index
        if any(_ENDS_CLAUSE.intersection(kinds_of(mark.kind)) for mark in marked.at[index]) and index >= first + least:
            return index
    return last


# --- which event ------------------------------------------------------------------------------------------------------------


class Events:
    """The events of a reading, asked by token."""

    def __init__(self, happenings: Sequence[Happening], event_ids: Sequence[str]) -> None:
        self._happenings = tuple(zip(event_ids, happenings, strict=True))

    def at(self, token: int) -> str:
        """The id of the event whose segments hold ``token``, or the empty string."""
        for ident, happening in self._happenings:
            if any(segment.first <= token < segment.last for segment in happening.segments):
                return ident
        return ""

    def before(self, token: int, without: str) -> str:
        """The event other than ``without`` told last before ``token``: what "the attack" points back to; news before background."""
        ranked = [
            (not happening.background, first, ident)
            for ident, happening in self._happenings
            if ident != without and (first := happening.segments[0].first) <= token
        ]
        return max(ranked)[2] if ranked else ""


def nearest_act(marked: Marked, first: int, last: int, *, outside: tuple[int, int]) -> Mark | None:
    """The word of an act in tokens ``first`` up to ``last`` that stands closest before ``outside``, else closest after it."""
    acts = [mark for mark in _acts(marked, first, last) if mark.last <= outside[0] or mark.first >= outside[1]]
    before = [mark for mark in acts if mark.last <= outside[0]]
    if before:
        return before[-1]
    return acts[0] if acts else None


def _acts(marked: Marked, first: int, last: int) -> Iterator[Mark]:
    for index in range(first, last):
        here = [mark for mark in marked.at[index] if _ACTS.intersection(kinds_of(mark.kind))]
        if here:
            yield max(here, key=lambda mark: mark.last)
