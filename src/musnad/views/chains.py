"""What people give for a chain: who says it, outermost first, as names, with what sort of source each is where nobody knows it.

A source that stays is kept as it was read. A new one is looked up in the knowledge, and its words are sought in the text; where the text
does not have them ("he said", of somebody whom the reader knows) its span is empty, at the claim's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from musnad.errors import InputError
from musnad.knowledge import asking
from musnad.knowledge.facts import PARTIES, Knowledge
from musnad.model import Link, SourceKind, Struct, Words
from musnad.text import fold

KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
CHANNELS = ("statement", "twitter", "telegram", "facebook", "video", "recording", "report", "website")
OWN_VOICE = "publisher"  # what is written for a chain that is empty
_FROM = re.compile(r"\s*(?:←|<-?)\s*")
_DETAILED = re.compile(r"(?P<name>.*?)\s*\((?P<details>[^()]*)\)")


class Given(Struct, frozen=True):
    """One source as a person gives it: what it is called, or its id, and what sort it is and whose, if they say so."""

    name: str
    kind: SourceKind | None = None
    party: str | None = None
    channel: str | None = None


class Saying(Struct, frozen=True):
    """The claim that a chain is for: the text it stands in, its words there, and the chain that it had."""

    text: str
    evidence: Words
    chain: tuple[Link, ...] = ()


def written(words: str) -> tuple[Given, ...]:
    """The sources in ``words``: ``Sputnik (agency) ← a field source (military, russia)``; none for ``publisher``."""
    if words.strip().casefold() == OWN_VOICE:
        return ()
    return tuple(_written(part) for part in _FROM.split(words.strip()))


def _written(part: str) -> Given:
    found = _DETAILED.fullmatch(part)
    name, details = (found["name"], found["details"].split(",")) if found else (part, [])
    if not name.strip():
        raise InputError(f"a source of the chain has no name; write it as Sputnik ← a field source (military), or {OWN_VOICE}")
    kind = party = channel = None
    for detail in (one.strip().casefold().replace(" ", "_") for one in details):
        if detail in KINDS:
            kind = detail
        elif detail in PARTIES:
            party = detail
        elif detail in CHANNELS:
            channel = detail
        else:
            known = ", ".join((*KINDS, *CHANNELS))
            raise InputError(f"{detail!r} says nothing of a source; in brackets stand its kind, its channel or a party: {known}")
    return Given(name=name.strip(), kind=kind, party=party, channel=channel)


def chain(given: Iterable[Given], saying: Saying, knowledge: Knowledge) -> tuple[Link, ...]:
    """The chain that these sources make, outermost first."""
    return tuple(_link(one, saying, knowledge) for one in given)


def _link(given: Given, saying: Saying, knowledge: Knowledge) -> Link:
    before = next((link for link in saying.chain if given.name in (link.text, link.source)), None)
    if before is not None and given.kind in (None, before.kind) and given.party in (None, before.party):
        return before
    source = source_called(given.name, knowledge)
    text, span = _words(_names(given.name, source, knowledge), saying)
    kind = given.kind or (knowledge.sources[source].kind if source else before.kind if before else "other")
    return Link(text=text, span=span, kind=kind, source=source, channel=given.channel, party=given.party)


def source_called(name: str, knowledge: Knowledge) -> str | None:
    """The id of the source that has this id or is called so; None where none is, or where several are."""
    if name in knowledge.sources:
        return name
    found = {answer.id for answer in asking.find(knowledge, name) if answer.table == "source" and answer.how != "approximate"}
    return next(iter(found)) if len(found) == 1 else None


def _names(name: str, source: str | None, knowledge: Knowledge) -> Iterator[str]:
    """What a text may call a source: as it was given, then as the tables have it, the longest first."""
    yield name
    forms = [form.form for form in knowledge.source_names if form.source == source] if source else []
    yield from sorted(forms, key=lambda form: (-len(form), form))
    if source:
        yield knowledge.sources[source].name_en


def _words(names: Iterable[str], saying: Saying) -> tuple[str, tuple[int, int]]:
    """The first of the names that the text has, in its words, at the place nearest to the claim's; else the first, with an empty span."""
    start, _ = saying.evidence.span
    called = list(names)
    for name in called:
        spans = found_in(saying.text, name)
        if spans:
            nearest = min(spans, key=lambda span: abs(span[0] - start))
            return saying.text[slice(*nearest)], nearest
    return called[0], (start, start)


def found_in(text: str, words: str) -> Sequence[tuple[int, int]]:
    """Where ``words`` stand in a text, whole, however they are spelled: without their marks, in any case of letters."""
    folded, sought = fold(text), fold(words).text.strip()
    if not sought:
        return []
    pattern = re.compile(rf"(?<!\w){re.escape(sought)}(?!\w)")
    return [folded.source_span(*found.span()) for found in pattern.finditer(folded.text)]
