"""Affiliations: what a text says an actor belongs to, is backed by, is close to or is listed by.

They are the document's words about the world, with whoever says them, and never the knowledge tables' own.
"""

from __future__ import annotations

from collections.abc import Sequence

from musnad.model import Affiliation, Words
from musnad.readings.discourse import Part, capture, found, stretch, whole
from musnad.readings.grammar import Found
from musnad.readings.happenings import Happening
from musnad.readings.marks import Mark, kinds_of
from musnad.readings.page import Page
from musnad.readings.statements import voice_at


def find_affiliations(page: Page, happenings: Sequence[Happening], event_ids: Sequence[str]) -> tuple[Affiliation, ...]:
    """The affiliations of a document in the order of the text, each once.

    ``actor`` and ``of`` are knowledge ids where the names are known, else the exact words.
    """
    affiliations: dict[tuple[str, str, str], Affiliation] = {}
    told: set[int] = set()
    for item in sorted(found(page, Part.AFFILIATION), key=lambda item: item.match.first - item.match.last):
        actor, of, cue = capture(item, "actor"), capture(item, "of"), capture(item, "cue")
        if actor is None or of is None or cue is None or cue.first in told or _is_generic(page, actor) or _is_subject(page, actor):
            continue
        told.add(cue.first)
        name, holder = _named(page, actor), _called(page, of)
        key = (name, item.rule.set.get("relation") or cue.kind.partition(".")[2], holder)
        if not name or name == holder or key in affiliations:
            continue
        words = _evidence(page, item, actor)
        chain = () if page.attribution.names_source(cue.first) else voice_at(page, cue.first)  # a source is described by whom it serves
        affiliations[key] = Affiliation(actor=name, relation=key[1], of=holder, evidence=(words,), chain=chain)
    return tuple(sorted(affiliations.values(), key=lambda affiliation: affiliation.evidence[0].span))


def _is_generic(page: Page, mark: Mark) -> bool:
    """True for a mere "the factions": what is said of them picks some out and is not said of all."""
    named = mark.part("who") or mark
    here = [other for other in page.marked.at[named.first] if other.last == named.last]
    if any(other.get("usage") == "back" for other in here):  # "the corps", of a group named before
        return False
    kinds = {other.kind for other in here}
    return "force" in kinds and ("actor" in kinds or named.kind == "actor")


def _is_subject(page: Page, mark: Mark) -> bool:
    """True where the actor is who says it of somebody named before: "..., whom Ankara considers the arm of ..."."""
    before = page.marked.at[mark.first - 1] if mark.first else []
    return any(other.kind == "deem" and other.suffix for other in before)


def _evidence(page: Page, item: Found, actor: Mark) -> Words:
    """The words of a match; an actor's name without the nouns that a mention rule put before it."""
    named = actor.part("who") or actor
    if actor.first == item.match.first:
        swallowed = named.article and named.prefixes  # a preposition that has swallowed the article cannot be left out alone
        return stretch(page, named.first, item.match.last, start=0 if swallowed else named.start)
    return stretch(page, item.match.first, item.match.last)


def _called(page: Page, mark: Mark) -> str:
    return mark.get("id") or whole(page, mark.start, mark.stop).text


def _named(page: Page, mark: Mark) -> str:
    """The actor meant: the one named, or for a bare "the corps" the one named before whose name begins with that word."""
    if mark.get("id"):
        return mark.get("id")
    here = [other for other in page.marked.at[mark.first] if other.kind == "actor" and other.get("id")]
    if here:
        return max(here, key=lambda other: other.last).get("id")
    if "actor" in kinds_of(mark.kind):
        return whole(page, mark.start, mark.stop).text
    return _pointed_back(page, mark.first)


def _pointed_back(page: Page, token: int) -> str:
    """The id of the actor named last before ``token`` whose first word is the same without its article, or the empty string."""
    word = page.grammar.vocabulary.word
    bare = {form.stem for form in word(page.marked.tokens[token].text).forms if form.article and not form.prefixes}
    for mark in reversed(page.marked.all("actor", 0, token)):
        first = page.marked.tokens[mark.first].text
        if mark.last - mark.first > 1 and mark.get("id") and bare & {form.stem for form in word(first).forms}:
            return mark.get("id")
    return ""
