"""Asking the tables by name: who or what is so called, in any script and spelling, and what is recorded of it, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import msgspec

from musnad.knowledge.facts import Actor, AffiliationEntry, AffiliationKind, Knowledge, Source
from musnad.knowledge.gazetteer import LEAST_SCORE, How, alike
from musnad.knowledge.spellings import close, exact, sounds, wide

Table = Literal["actor", "source", "weapon", "agreement"]


class Period(msgspec.Struct, frozen=True, omit_defaults=True, rename={"start": "from", "stop": "to"}):
    """The party that someone belongs to from one day to another, both included; None is open."""

    party: str
    start: date | None = None
    stop: date | None = None


class Relation(msgspec.Struct, frozen=True, omit_defaults=True, rename={"start": "from", "stop": "to"}):
    """What an actor is to another (``of``, which is ``called`` so), in a country, from one day to another; None is anywhere and open."""

    relation: AffiliationKind
    of: str
    called: str
    theatre: str | None = None
    start: date | None = None
    stop: date | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the tables have under a name: what answered, how near it comes to the name asked for, and all that is recorded.

    ``periods`` hold the party of an actor, or the side that a source officially speaks for; as of a day, the one that holds it.
    ``signed``, ``in_force``, ``ended``, ``parties`` and ``terms`` are an agreement's.
    """

    table: Table
    id: str
    name: str
    kind: str
    form: str
    how: How
    score: float
    usage: str = ""
    periods: tuple[Period, ...] = ()
    names: dict[str, tuple[str, ...]] = {}
    country: str | None = None
    parent: str | None = None
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    event_type: str | None = None
    relations: tuple[Relation, ...] = ()
    signed: date | None = None
    in_force: date | None = None
    ended: date | None = None
    parties: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    recorded: str = ""


class _Form(msgspec.Struct, frozen=True):
    form: str
    lang: str
    table: Table
    id: str
    usage: str = ""


def find(knowledge: Knowledge, name: str, *, on: date | None = None, limit: int = 10) -> list[Answer]:
    """Actors, sources, weapons and agreements so called, best first: named exactly so; if none, spelled nearly so; if none, sounding so.

    A source answers to its domains and handles, too. ``on`` chooses the period of each that holds the day, or the nearest to it.
    """
    forms = list(_forms(knowledge))
    found = _best(_matches(forms, name))
    return [_answer(knowledge, form, how, score, on) for form, how, score in found[:limit]]


def _forms(knowledge: Knowledge) -> Iterator[_Form]:
    for actor in knowledge.actor_names:
        yield _Form(actor.form, actor.lang, "actor", actor.actor, actor.usage)
    for periods in knowledge.actors.values():
        yield _Form(periods[0].name_en, "", "actor", periods[0].id)
    for source in knowledge.source_names:
        yield _Form(source.form, source.lang, "source", source.source)
    for ident, entry in knowledge.sources.items():
        yield _Form(entry.name_en, "", "source", ident)
        for address in (*entry.domains, *entry.handles, *(f"@{handle}" for handle in entry.handles)):
            yield _Form(address, "", "source", ident)
    for weapon in knowledge.weapons:
        yield _Form(weapon.form, weapon.lang, "weapon", weapon.id)
    for name in knowledge.agreement_names:
        yield _Form(name.form, name.lang, "agreement", name.agreement)
    for agreement in knowledge.agreements.values():
        yield _Form(agreement.name_en, "", "agreement", agreement.id)
    yield from (_Form(ident, "", "actor", ident) for ident in knowledge.actors)
    yield from (_Form(ident, "", "source", ident) for ident in knowledge.sources)
    yield from (_Form(ident, "", "agreement", ident) for ident in knowledge.agreements)


def _matches(forms: list[_Form], name: str) -> Iterable[tuple[_Form, How, float]]:
    key = exact(name)
    if found := [(form, "exact", 1.0) for form in forms if exact(form.form) == key]:
        return found  # type: ignore[return-value]
    tight = close(key)
    if found := [(form, "spelling", 1.0) for form in forms if tight and close(exact(form.form)) == tight]:
        return found  # type: ignore[return-value]
    return list(_sounding(forms, sounds(name)))


def _sounding(forms: list[_Form], sound: str) -> Iterator[tuple[_Form, How, float]]:
    from rapidfuzz.distance import Levenshtein  # only here: exact answers need no more than the tables

    key = wide(sound)
    most = 0 if len(key) < 3 else 1 if len(key) < 6 else 2
    for form in forms:
        heard = sounds(form.form)
        if key and Levenshtein.distance(key, wide(heard), score_cutoff=most) <= most and (score := alike(sound, heard)) >= LEAST_SCORE:
            yield form, "approximate", score


def _best(matches: Iterable[tuple[_Form, How, float]]) -> list[tuple[_Form, How, float]]:
    """The best match of each entry, best first; at one score in the order of the tables."""
    best: dict[tuple[str, str], tuple[_Form, How, float]] = {}
    for match in matches:
        key = match[0].table, match[0].id
        if key not in best or match[2] > best[key][2]:
            best[key] = match
    return sorted(best.values(), key=lambda match: -match[2])


def _answer(knowledge: Knowledge, form: _Form, how: How, score: float, on: date | None) -> Answer:
    common = {"table": form.table, "id": form.id, "form": form.form, "how": how, "score": score, "usage": form.usage}
    if form.table == "actor":
        return msgspec.convert({**common, **_actor(knowledge, form.id, on)}, Answer)
    if form.table == "source":
        return msgspec.convert({**common, **_source(knowledge, form.id, on)}, Answer)
    if form.table == "agreement":
        return msgspec.convert({**common, **_agreement(knowledge, form.id)}, Answer)
    return msgspec.convert({**common, **_weapon(knowledge, form.id)}, Answer)


def _actor(knowledge: Knowledge, ident: str, on: date | None) -> dict[str, object]:
    periods = knowledge.actors[ident] if on is None else (knowledge.actor_on(ident, on),)
    return {
        "name": periods[-1].name_en,
        "kind": periods[-1].kind,
        "periods": tuple(map(_period, periods)),
        "names": _by_lang((name.lang, name.form) for name in knowledge.actor_names if name.actor == ident),
        "relations": tuple(_relation(knowledge, entry) for entry in knowledge.affiliations if entry.actor == ident and _holds(entry, on)),
        "recorded": "; ".join(dict.fromkeys(actor.source for actor in periods)),
    }


def _holds(entry: AffiliationEntry, on: date | None) -> bool:
    return on is None or (entry.start or date.min) <= on <= (entry.stop or date.max)


def _relation(knowledge: Knowledge, entry: AffiliationEntry) -> Relation:
    return Relation(entry.relation, entry.of, knowledge.actor_on(entry.of, entry.start).name_en, entry.theatre, entry.start, entry.stop)


def _agreement(knowledge: Knowledge, ident: str) -> dict[str, object]:
    entry = knowledge.agreements[ident]
    return {
        "name": entry.name_en,
        "kind": entry.kind,
        "names": _by_lang((name.lang, name.form) for name in knowledge.agreement_names if name.agreement == ident),
        "country": entry.theatre,
        "signed": entry.signed,
        "in_force": entry.in_force,
        "ended": entry.ended,
        "parties": tuple(f"{party.actor} ({party.role})" for party in entry.parties),
        "terms": entry.terms,
        "recorded": entry.source,
    }


def _period(actor: Actor) -> Period:
    return Period(actor.party, actor.start, actor.stop)


def _source(knowledge: Knowledge, ident: str, on: date | None) -> dict[str, object]:
    source = knowledge.sources[ident]
    names = _by_lang((name.lang, name.form) for name in knowledge.source_names if name.source == ident)
    return {
        "name": source.name_en,
        "kind": source.kind,
        "periods": tuple(_sides(knowledge, source, on)),
        "names": names,
        "country": source.country,
        "parent": source.parent,
        "domains": source.domains,
        "handles": source.handles,
        "recorded": source.source,
    }


def _sides(knowledge: Knowledge, source: Source, on: date | None) -> Iterator[Period]:
    if source.actor is not None:
        yield from map(_period, knowledge.actors[source.actor] if on is None else (knowledge.actor_on(source.actor, on),))
    elif source.party is not None:
        yield Period(source.party)


def _weapon(knowledge: Knowledge, ident: str) -> dict[str, object]:
    forms = [weapon for weapon in knowledge.weapons if weapon.id == ident]
    return {
        "name": ident.replace("_", " "),
        "kind": forms[0].kind,
        "names": _by_lang((form.lang, form.form) for form in forms),
        "event_type": forms[0].event_type,
        "recorded": forms[0].source,
    }


def _by_lang(names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for lang, form in names:
        found.setdefault(lang, []).append(form)
    return {lang: tuple(forms) for lang, forms in sorted(found.items())}
