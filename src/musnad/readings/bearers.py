"""Bearers: which of the actors that share a name a document means by it.

Knowledge says in which country, or in whose mouth, a shared name means whom. Where that decides, the others' marks go; where it does
not, all of them go, unless they are of one party, and the name is kept as unclear.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import date

from musnad.knowledge.facts import Knowledge
from musnad.readings.grammar import Grammar
from musnad.readings.marks import Mark


def told_apart(marks: Sequence[Mark], grammar: Grammar, publisher: str, on: date | None) -> tuple[list[Mark], list[Mark]]:
    """``marks`` with one bearer at most for each name that several actors share, and the marks of names that stayed unclear.

    ``publisher`` is the id of who published the document, empty where it is not known.
    """
    contexts = _contexts(grammar.knowledge, grammar.language)
    shared: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        if mark.kind == "actor" and mark.get("id") in contexts:
            shared.setdefault((mark.first, mark.last), []).append(mark)
    rivals = {span: here for span, here in shared.items() if len({mark.get("id") for mark in here}) > 1}
    if not rivals:
        return list(marks), []
    told = _told(marks, grammar.knowledge, publisher)
    gone: set[Mark] = set()
    unclear: list[Mark] = []
    for here in rivals.values():
        meant = _meant(here, contexts, told) or _of_one_party(here, grammar.knowledge, on)
        gone.update(mark for mark in here if mark.get("id") != meant)
        unclear += here[:1] if meant is None else []
    return [mark for mark in marks if mark not in gone], unclear


def _meant(here: Iterable[Mark], contexts: dict[str, frozenset[str]], told: frozenset[str]) -> str | None:
    found = {mark.get("id") for mark in here if contexts.get(mark.get("id"), frozenset()) & told}
    return found.pop() if len(found) == 1 else None


def _of_one_party(here: Sequence[Mark], knowledge: Knowledge, on: date | None) -> str | None:
    parties = {knowledge.party_of(mark.get("id"), on) for mark in here}
    return here[0].get("id") if len(parties) == 1 else None


def _told(marks: Iterable[Mark], knowledge: Knowledge, publisher: str) -> frozenset[str]:
    """The contexts that a document has: the countries of the places it names, who publishes it and whom it quotes by name; where it names
    no place, the country of its publisher."""
    places = {knowledge.places[mark.get("id")].country for mark in marks if mark.kind == "place.known" and mark.get("id")}
    sources = {mark.get("id") for mark in marks if mark.kind == "source.known"} | ({publisher} - {""})
    home = knowledge.sources[publisher].country if publisher in knowledge.sources else None
    countries = places or ({home} if home else set())
    return frozenset({f"country:{code}" for code in countries} | {f"source:{ident}" for ident in sources})


@functools.lru_cache(maxsize=16)
def _contexts(knowledge: Knowledge, language: str) -> dict[str, frozenset[str]]:
    """By actor, the contexts in which a name that it shares means it, over all names of a language."""
    found: dict[str, set[str]] = {}
    for shared in knowledge.shared_names:
        if shared.lang == language:
            found.setdefault(shared.actor, set()).add(shared.context)
    return {actor: frozenset(contexts) for actor, contexts in found.items()}
