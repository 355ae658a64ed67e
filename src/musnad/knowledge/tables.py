"""The knowledge tables read and checked, because a wrong table makes every reading after it wrong.

The TSV files lie beside this module: actors, actor_names, sources, source_names, weapons, places, place_names, habits, and those
that ``relations`` and ``numbering`` read. Each has a header line, then one fact a line, sorted, UTF-8, NFC. Loading checks all of them
and stops at the first mistake with a ``KnowledgeError`` that names file, line and mend; ``checking`` looks further.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast, get_args

from musnad.knowledge import relations
from musnad.knowledge.facts import (
    PARTIES,
    Actor,
    ActorKind,
    ActorName,
    Knowledge,
    Number,
    PlaceEntry,
    PlaceName,
    Source,
    SourceName,
    Usage,
    WeaponForm,
    WeaponKind,
)
from musnad.knowledge.lines import Line, lines
from musnad.knowledge.numbering import read_numbering
from musnad.model import EventType, Precision, SourceKind

__all__ = ["AS_OF", "Knowledge", "load", "read"]
# The day up to which the tables tell of the world. Reading takes it as the latest day that a document without a date can speak of.
AS_OF = date(2026, 11, 1)

_FOLDER = Path(__file__).parent


@cache
def load() -> Knowledge:
    """The tables that come with Musnad, read once per process. *errors*: KnowledgeError at the first mistake."""
    return read(_FOLDER)


def read(folder: Path) -> Knowledge:
    """The tables of a folder, checked. *errors*: KnowledgeError naming file, line and mend."""
    actors = _actors(folder)
    sources = _sources(folder, actors)
    places = _places(folder)
    agreements = relations.read_agreements(folder, actors)
    return Knowledge(
        actors=actors,
        actor_names=_actor_names(folder, actors),
        sources=sources,
        source_names=_source_names(folder, sources),
        weapons=_weapons(folder),
        places=places,
        place_names=_place_names(folder, places),
        habits=_habits(folder),
        affiliations=relations.read_affiliations(folder, actors),
        agreements=agreements,
        agreement_names=relations.read_agreement_names(folder, agreements),
        shared_names=relations.read_shared_names(folder, actors, sources),
        areas=relations.read_areas(folder, actors, places),
        numbering=read_numbering(folder),
    )


def _options(literal: object) -> frozenset[str]:
    return frozenset(get_args(literal))


_ACTOR_KINDS = _options(ActorKind)
_USAGES = _options(Usage)
_NUMBERS = _options(Number)
_WEAPON_KINDS = _options(WeaponKind)
_EVENT_TYPES = _options(EventType)
_SOURCE_KINDS = _options(SourceKind)
_PRECISIONS = _options(Precision)


def _actors(folder: Path) -> dict[str, tuple[Actor, ...]]:
    found: dict[str, tuple[Actor, ...]] = {}
    for line in lines(folder, "actors.tsv", "id party kind from to name_en source"):
        ident, party, kind, start, stop, name_en, source = line.cells
        line.slug(ident)
        line.party(party, PARTIES)
        line.one_of(kind, _ACTOR_KINDS, "kind")
        line.need(bool(name_en), "name_en is empty: write the neutral English name")
        line.need(bool(source), "source is empty: write where this is publicly recorded")
        actor = Actor(ident, party, cast(ActorKind, kind), line.day(start), line.day(stop), name_en, source)
        line.need(actor.first_day <= actor.last_day, f"the period ends before it begins: swap {start} and {stop}")
        earlier = found.get(ident, ())
        if earlier and any(actor.first_day <= other.last_day and other.first_day <= actor.last_day for other in earlier):
            raise line.error(f"periods of {ident!r} overlap: both ends are included, so begin the later one the day after the earlier ends")
        found[ident] = (*earlier, actor) if earlier else (actor,)
    return {
        ident: periods if len(periods) == 1 else tuple(sorted(periods, key=lambda actor: actor.first_day))
        for ident, periods in found.items()
    }


def _actor_names(folder: Path, actors: Mapping[str, object]) -> tuple[ActorName, ...]:
    names: list[ActorName] = []
    seen: set[tuple[str, str, str]] = set()
    for line in lines(folder, "actor_names.tsv", "form actor lang usage source"):
        form, actor, lang, usage, source = line.cells
        _check_name(line, form, actor, lang, seen, actors, "actors.tsv")
        line.one_of(usage, _USAGES, "usage")
        line.need(bool(source), "source is empty: write where this name is publicly recorded or who uses it")
        names.append(ActorName(form, actor, lang, cast(Usage, usage), source))
    return tuple(names)


def _check_name(
    line: Line, form: str, ident: str, lang: str, seen: set[tuple[str, str, str]], known: Mapping[str, object], table: str
) -> None:
    """Stop at an empty or repeated form, an unknown id or a bad language code."""
    if not form:
        raise line.error("form is empty: write the words or take the line out")
    if ident not in known:
        raise line.error(f"unknown id {ident!r}: add it to {table} or correct it")
    line.code(lang, "lang")
    key = (form, lang, ident)
    if key in seen:
        raise line.error(f"{form!r} ({lang}) is listed twice for {ident!r}: take one out")
    seen.add(key)


def _sources(folder: Path, actors: Mapping[str, tuple[Actor, ...]]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    parents: list[tuple[Line, str]] = []
    for line in lines(folder, "sources.tsv", "id kind party country domains handles parent name_en source"):
        ident, kind, party, country, domains, handles, parent, name_en, source = line.cells
        line.slug(ident)
        line.need(ident not in found, f"source {ident!r} is listed twice: take one out")
        line.one_of(kind, _SOURCE_KINDS, "kind")
        line.need(bool(source), "source is empty: write where this is publicly recorded")
        actor = party if party in actors and party not in PARTIES else None
        side = actors[actor][0].party if actor else party or None
        if side and not actor:
            line.party(party, PARTIES)
        if country:
            line.code(country, "country")
        if parent:
            parents.append((line, parent))
        line.need(bool(name_en), "name_en is empty: write what it is called in English")
        calls = _split(domains), _split(handles)
        found[ident] = Source(ident, cast(SourceKind, kind), side, country or None, *calls, parent or None, name_en, source, actor)
    for line, parent in parents:
        line.need(parent in found, f"unknown parent {parent!r}: add it to sources.tsv or correct it")
    return found


def _split(cell: str) -> tuple[str, ...]:
    """The items of a cell, separated by single spaces."""
    return tuple(cell.split())


def _source_names(folder: Path, sources: Mapping[str, object]) -> tuple[SourceName, ...]:
    names: list[SourceName] = []
    seen: set[tuple[str, str, str]] = set()
    for line in lines(folder, "source_names.tsv", "form source lang note"):
        form, source, lang, note = line.cells
        _check_name(line, form, source, lang, seen, sources, "sources.tsv")
        names.append(SourceName(form, source, lang, note))
    return tuple(names)


def _weapons(folder: Path) -> tuple[WeaponForm, ...]:
    forms: list[WeaponForm] = []
    seen: set[tuple[str, str, str]] = set()
    meaning: dict[str, tuple[str, str]] = {}
    for line in lines(folder, "weapons.tsv", "id kind event_type form lang number source"):
        ident, kind, event_type, form, lang, number, source = line.cells
        line.slug(ident)
        line.one_of(kind, _WEAPON_KINDS, "kind")
        if event_type:
            line.one_of(event_type, _EVENT_TYPES, "event_type")
        if meaning.setdefault(ident, (kind, event_type)) != (kind, event_type):
            raise line.error(f"{ident!r} has another kind or event type on an earlier line: make them the same or use another id")
        _check_name(line, form, ident, lang, seen, meaning, "weapons.tsv")
        line.one_of(number, _NUMBERS, "number")
        line.need(bool(source), "source is empty: write where this word is publicly recorded")
        forms.append(
            WeaponForm(
                ident, cast(WeaponKind, kind), cast(EventType, event_type) if event_type else None, form, lang, cast(Number, number), source
            )
        )
    return tuple(forms)


def _places(folder: Path) -> dict[str, PlaceEntry]:
    found: dict[str, PlaceEntry] = {}
    regions: list[tuple[Line, str]] = []
    for line in lines(folder, "places.tsv", "id name_en lat lon precision country adm1 source"):
        ident, name_en, lat, lon, precision, country, adm1, source = line.cells
        line.slug(ident)
        line.need(ident not in found, f"place {ident!r} is listed twice: take one out")
        line.need(bool(name_en), "name_en is empty: write the English name")
        line.need(bool(lat) == bool(lon), "only one of lat and lon is given: give both or none")
        line.one_of(precision, _PRECISIONS, "precision")
        line.code(country, "country")
        line.need(bool(source), "source is empty: write where this is publicly recorded")
        if adm1:
            regions.append((line, adm1))
        found[ident] = PlaceEntry(
            ident,
            name_en,
            line.degrees(lat, 90, "lat"),
            line.degrees(lon, 180, "lon"),
            cast(Precision, precision),
            country,
            adm1 or None,
            source,
        )
    for line, adm1 in regions:
        line.need(adm1 in found, f"unknown adm1 {adm1!r}: add it to places.tsv or correct it")
    return found


def _habits(folder: Path) -> dict[str, EventType]:
    """How a party's strikes are carried out where nothing else is said, by party label."""
    found: dict[str, EventType] = {}
    for line in lines(folder, "habits.tsv", "party event_type source"):
        party, event_type, _source = line.cells
        line.party(party, PARTIES)
        line.one_of(event_type, _EVENT_TYPES, "event_type")
        line.need(party not in found, f"{party!r} stands twice: keep one line")
        found[party] = cast(EventType, event_type)
    return found


def _place_names(folder: Path, places: Mapping[str, object]) -> tuple[PlaceName, ...]:
    names: list[PlaceName] = []
    seen: set[tuple[str, str, str]] = set()
    for line in lines(folder, "place_names.tsv", "form place lang"):
        form, place, lang = line.cells
        _check_name(line, form, place, lang, seen, places, "places.tsv")
        names.append(PlaceName(form, place, lang))
    return tuple(names)
