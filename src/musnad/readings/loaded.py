"""Loaded terms: words that take sides, kept as evidence of who speaks how, with the name that takes none.

One rule for all sides: a name marked as loaded in knowledge, or a word of the pack's list. Whoever uses the word stands in its
chain; where it stands alone between quotation marks, the document quotes it and keeps its distance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from musnad.model import LoadedTerm
from musnad.readings.discourse import Part, capture, found, report, whole
from musnad.readings.happenings import Happening
from musnad.readings.marks import Mark, kinds_of
from musnad.readings.page import Page
from musnad.readings.quotemarks import Pair, inside, pairs
from musnad.readings.statements import voice_at


class _Term(msgspec.Struct, frozen=True):
    """A loaded stretch: tokens ``first`` up to ``last``, folded ``start, stop``, and the neutral name."""

    first: int
    last: int
    start: int
    stop: int
    neutral: str


def find_loaded_terms(page: Page, happenings: Sequence[Happening], event_ids: Sequence[str]) -> tuple[LoadedTerm, ...]:
    """Every use of a loaded word, in order, the widest at each place, with who uses it."""
    read, found_pairs = report(page), pairs(page)
    terms: list[LoadedTerm] = []
    end = 0
    for term in sorted(_terms(page), key=lambda term: (term.first, -term.last)):
        if term.first < end or not read[page.marked.sentence_of(term.first)]:
            continue
        end = term.last
        around = _quoted(page, term, found_pairs)
        words = page.words(around.start, around.stop) if around else whole(page, term.start, term.stop)
        chain = voice_at(page, term.first)
        terms.append(LoadedTerm(text=words.text, span=words.span, neutral=term.neutral, chain=chain, quoted=around is not None))
    return tuple(terms)


def _terms(page: Page) -> Iterator[_Term]:
    names = _plain_names(page)
    for mark in page.marked.all("actor"):
        if mark.get("usage") == "loaded" and mark.get("id"):
            yield _Term(mark.first, mark.last, mark.start, mark.stop, _neutral_name(page, mark))
    for mark in page.marked.all("loaded"):
        if any(name.first < mark.first and mark.last <= name.last for name in names) or _named_after(page, mark):
            continue
        head = _headed(page, mark)
        named = head or mark
        neutral = _neutral_name(page, head) if _known(page, head) else _of_nation(page, head, mark.get("neutral"))
        yield _Term(named.first, named.last, named.start, named.stop, neutral)
    for item in found(page, Part.LOADED):
        term = capture(item, "term")
        if term is not None:
            yield _Term(term.first, term.last, term.start, term.stop, term.get("neutral"))


def _plain_names(page: Page) -> list[Mark]:
    """Names that are no loaded names themselves: a loaded word inside one is a part of the name."""
    named = [*page.marked.all("actor"), *page.marked.all("source.known")]
    plain = [mark for mark in named if not mark.rule and mark.get("usage") != "loaded"]
    return [mark for mark in (*plain, *page.marked.all("place")) if mark.last - mark.first > 1]


def _named_after(page: Page, mark: Mark) -> bool:
    """True for a unit's or a place's own name ("the brigade of martyrs of ...", "Martyrs' Square"): the word completes its noun.

    Where the noun of a name comes last, what follows a force is no part of its name.
    """
    if mark.prefixes or not mark.first:
        return False
    before = [other for other in page.marked.at[mark.first - 1] if other.last == mark.first and not other.article]
    completed = () if mark.article or page.grammar.heads_last else ("force",)
    return any(other.kind in ("place.head", *completed) for other in before)


def _headed(page: Page, mark: Mark) -> Mark | None:
    """The name of an actor that begins with a loaded word ("militias of ..."), or None."""
    actors = [other for other in page.marked.at[mark.first] if "actor" in kinds_of(other.kind) and other.last >= mark.last]
    widest = max(actors, key=lambda other: other.last, default=None)
    return widest if widest is not None and widest.last > mark.last else None


def _known(page: Page, mark: Mark | None) -> bool:
    """True where knowledge names the actor itself, and not just some group without a name."""
    if mark is None or mark.get("id") not in page.grammar.knowledge.actors:
        return False
    return not page.grammar.knowledge.actor_on(mark.get("id"), None).party.startswith("other:")


def _of_nation(page: Page, head: Mark | None, neutral: str) -> str:
    """The word's own neutral name, with the nation whose the group is said to be."""
    nation = head.part("mod") if head is not None else None
    return f"{neutral} ({_neutral_name(page, nation)})" if nation is not None and nation.get("id") else neutral


def _neutral_name(page: Page, mark: Mark | None) -> str:
    on = page.published if isinstance(page.published, date) else None
    return page.grammar.knowledge.actor_on(mark.get("id"), on).name_en if mark is not None else ""


def _quoted(page: Page, term: _Term, found_pairs: Sequence[Pair]) -> Pair | None:
    """The pair of quotation marks that stands around the term and nothing else, or None."""
    return next((pair for pair in found_pairs if inside(page.marked, pair) == (term.first, term.last)), None)
