"""The tables of what holds of actors: affiliations, agreements, where they operate, and which of them a shared name means where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast, get_args

from musnad.knowledge.facts import (
    PARTIES,
    AffiliationEntry,
    AffiliationKind,
    AgreementEntry,
    AgreementKind,
    AgreementName,
    AgreementParty,
    Area,
    PartyRole,
    PlaceEntry,
    SharedName,
)
from musnad.knowledge.lines import Line, lines

_RELATIONS: frozenset[str] = frozenset(get_args(AffiliationKind))
_AGREEMENT_KINDS: frozenset[str] = frozenset(get_args(AgreementKind))
_ROLES: frozenset[str] = frozenset(get_args(PartyRole))
_CONTEXTS = frozenset(("country", "source"))


def read_affiliations(folder: Path, actors: Mapping[str, object]) -> tuple[AffiliationEntry, ...]:
    """``affiliations.tsv`` in file order. Stops where two lines say the same of one day."""
    found: dict[tuple[str, str, str, str], tuple[AffiliationEntry, ...]] = {}
    for line in lines(folder, "affiliations.tsv", "actor relation of theatre from to source"):
        actor, relation, of, theatre, start, stop, source = line.cells
        _known(line, actor, actors, "actors.tsv")
        line.one_of(relation, _RELATIONS, "relation")
        _known(line, of, actors, "actors.tsv")
        line.need(actor != of, f"{actor!r} stands on both sides: an actor is nothing to itself")
        if theatre:
            line.code(theatre, "country")
        _sourced(line, source)
        entry = AffiliationEntry(actor, cast(AffiliationKind, relation), of, theatre or None, line.day(start), line.day(stop), source)
        line.need(_first(entry) <= _last(entry), f"the period ends before it begins: swap {start} and {stop}")
        key = actor, relation, of, theatre
        earlier = found.get(key, ())
        if any(_first(entry) <= _last(other) and _first(other) <= _last(entry) for other in earlier):
            raise line.error(
                f"{actor} {relation} {of} overlaps an earlier line: keep one, or begin the later the day after the earlier ends"
            )
        found[key] = (*earlier, entry)
    return tuple(entry for entries in found.values() for entry in entries)


def read_agreements(folder: Path, actors: Mapping[str, object]) -> dict[str, AgreementEntry]:
    """``agreements.tsv`` by id, each with its lines of ``agreement_parties.tsv`` and ``agreement_terms.tsv``."""
    drafts = _drafts(folder)
    parties = _parties(folder, drafts, actors)
    terms = _terms(folder, drafts)
    return {ident: _entry(line, parties.get(ident, ()), terms.get(ident, ())) for ident, line in drafts.items()}


def read_agreement_names(folder: Path, agreements: Mapping[str, object]) -> tuple[AgreementName, ...]:
    """``agreement_names.tsv`` in file order. A name is that of one agreement."""
    names: list[AgreementName] = []
    seen: dict[tuple[str, str], str] = {}
    for line in lines(folder, "agreement_names.tsv", "form agreement lang source"):
        form, agreement, lang, source = line.cells
        line.need(bool(form), "form is empty: write the words or take the line out")
        _known(line, agreement, agreements, "agreements.tsv")
        line.code(lang, "lang")
        _sourced(line, source)
        if (form, lang) in seen:
            raise line.error(
                f"{form!r} ({lang}) is the name of {seen[form, lang]!r} already: take one out, or add the year to tell them apart"
            )
        seen[form, lang] = agreement
        names.append(AgreementName(form, agreement, lang, source))
    return tuple(names)


def read_shared_names(folder: Path, actors: Mapping[str, object], sources: Mapping[str, object]) -> tuple[SharedName, ...]:
    """``shared_names.tsv`` in file order."""
    names: list[SharedName] = []
    for line in lines(folder, "shared_names.tsv", "form lang actor context source"):
        form, lang, actor, context, source = line.cells
        line.need(bool(form), "form is empty: write the words or take the line out")
        line.code(lang, "lang")
        _known(line, actor, actors, "actors.tsv")
        kind, _, value = context.partition(":")
        line.one_of(kind, _CONTEXTS, "context")
        if kind == "country":
            line.code(value, "country")
        else:
            _known(line, value, sources, "sources.tsv")
        _sourced(line, source)
        names.append(SharedName(form, lang, actor, context, source))
    return tuple(names)


def _drafts(folder: Path) -> dict[str, Line]:
    found: dict[str, Line] = {}
    for line in lines(folder, "agreements.tsv", "id kind theatre signed in_force ended name_en source"):
        ident, kind, theatre, signed, in_force, ended, name_en, source = line.cells
        line.slug(ident)
        line.need(ident not in found, f"agreement {ident!r} is listed twice: take one out")
        line.one_of(kind, _AGREEMENT_KINDS, "kind")
        line.code(theatre, "country")
        line.need(bool(name_en), "name_en is empty: write the neutral English name")
        _sourced(line, source)
        days = [day for day in map(line.day, (signed, in_force, ended)) if day is not None]
        line.need(days == sorted(days), "signed, in_force and ended are not in this order of time: correct the days")
        found[ident] = line
    return found


def _entry(line: Line, parties: tuple[AgreementParty, ...], terms: tuple[str, ...]) -> AgreementEntry:
    ident, kind, theatre, signed, in_force, ended, name_en, source = line.cells
    days = line.day(signed), line.day(in_force), line.day(ended)
    return AgreementEntry(ident, cast(AgreementKind, kind), theatre, *days, name_en, source, parties, terms)


def _parties(folder: Path, drafts: Mapping[str, object], actors: Mapping[str, object]) -> dict[str, tuple[AgreementParty, ...]]:
    found: dict[str, tuple[AgreementParty, ...]] = {}
    for line in lines(folder, "agreement_parties.tsv", "agreement actor role source"):
        agreement, actor, role, source = line.cells
        _known(line, agreement, drafts, "agreements.tsv")
        _known(line, actor, actors, "actors.tsv")
        line.one_of(role, _ROLES, "role")
        _sourced(line, source)
        earlier = found.get(agreement, ())
        line.need(all((party.actor, party.role) != (actor, role) for party in earlier), f"{actor!r} is listed twice for {agreement!r}")
        found[agreement] = (*earlier, AgreementParty(actor, cast(PartyRole, role), source))
    return found


def _terms(folder: Path, drafts: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in lines(folder, "agreement_terms.tsv", "agreement number term source"):
        agreement, number, term, source = line.cells
        _known(line, agreement, drafts, "agreements.tsv")
        line.need(bool(term), "term is empty: write it in short neutral English or take the line out")
        _sourced(line, source)
        earlier = found.get(agreement, ())
        line.need(number == str(len(earlier) + 1), f"the number is {number!r}: number the terms of {agreement!r} from 1, in order")
        found[agreement] = (*earlier, term)
    return found


def _known(line: Line, ident: str, known: Mapping[str, object], table: str) -> None:
    if ident not in known:
        raise line.error(f"unknown id {ident!r}: add it to {table} or correct it")


def _sourced(line: Line, source: str) -> None:
    line.need(bool(source), "source is empty: write where this is publicly recorded")


def _first(entry: AffiliationEntry) -> date:
    return entry.start or date.min


def _last(entry: AffiliationEntry) -> date:
    return entry.stop or date.max


def read_areas(folder: Path, actors: Mapping[str, object], places: Mapping[str, PlaceEntry]) -> tuple[Area, ...]:
    """``areas.tsv`` in file order: where parties and actors operate."""
    found = []
    for line in lines(folder, "areas.tsv", "party area from to source"):
        party, area, start, stop, source = line.cells
        if party not in PARTIES:
            _known(line, party, actors, "actors.tsv")
        if area in places:
            line.need(places[area].precision == "governorate", f"{area!r} is no governorate: write a governorate's id or a country's code")
        else:
            line.code(area, "country")
        _sourced(line, source)
        entry = Area(party, area, line.day(start), line.day(stop), source)
        line.need((entry.start or date.min) <= (entry.stop or date.max), f"the period ends before it begins: swap {start} and {stop}")
        found.append(entry)
    return tuple(found)
