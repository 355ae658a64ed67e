"""The knowledge tables as checked, frozen records, because a wrong table makes every reading after it wrong.

Seven TSV files lie beside this module: actors, actor_names, sources, source_names, weapons, places, place_names. Each has a
header line, then one fact a line, sorted, UTF-8, NFC. Loading checks all of them and stops at the first mistake with a
``KnowledgeError`` that names file, line and mend. Periods are days with both ends included, as in ``model.When``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from musnad.errors import KnowledgeError
from musnad.knowledge.lines import Line, lines
from musnad.model import EventType, Precision, SourceKind

# The day up to which the tables tell of the world. Reading takes it as the latest day that a document without a date can speak of.
AS_OF = date(2026, 11, 1)

ActorKind = Literal[
    "army",
    "air_force",
    "armed_group",
    "coalition",
    "security_service",
    "police",
    "state",
    "militia",
    "faction_alliance",
    "authority",
    "unspecified",
]
Usage = Literal["name", "short", "loaded", "adj"]
Number = Literal["sg", "du", "pl", "coll", "adj"]
WeaponKind = Literal[
    "aircraft",
    "drone",
    "artillery",
    "mortar",
    "rocket",
    "missile",
    "tank",
    "bomb",
    "mine",
    "ied",
    "vehicle_bomb",
    "suicide",
    "small_arms",
    "heavy_weapon",
    "chemical",
    "incendiary",
    "cluster",
    "explosive",
    "shell",
    "melee",
    "vehicle",
    "air_defence",
    "other",
]
PARTIES: frozenset[str] = frozenset(
    (
        "russia",
        "syrian_government",
        "iran",
        "iran_backed_militia",
        "hezbollah",
        "turkey",
        "sna",
        "nlf",
        "hts",
        "syrian_transitional_government",
        "syrian_opposition",
        "isis",
        "al_qaeda",
        "hurras_al_din",
        "sdf",
        "us_coalition",
        "israel",
        "hamas",
        "iraq_government",
        "kurdistan_iraq",
        "jordan",
        "ukraine",
        "saudi_coalition",
        "houthi",
        "tribal_fighters",
        "druze_factions",
        "civilians",
        "unknown",
        "gunmen",
        "police",
    )
)
_FOLDER = Path(__file__).parent


class Actor(msgspec.Struct, frozen=True):
    """One actor in one period: the party it belonged to from ``start`` to ``stop``, both days included; None is open."""

    id: str
    party: str
    kind: ActorKind
    start: date | None
    stop: date | None
    name_en: str
    source: str


class ActorName(msgspec.Struct, frozen=True):
    """One way a language writes an actor. ``loaded`` words take sides; ``adj`` names the actor only beside a noun of force or violence."""

    form: str
    actor: str
    lang: str
    usage: Usage
    source: str


class Source(msgspec.Struct, frozen=True):
    """Someone who reports; ``parent`` is a source id.

    ``party`` is the label of the side it officially speaks for, None when it speaks for none. Where the side depends on the day,
    the table names an actor instead: ``actor`` is its id, ``party`` the label of its first period; ask ``Knowledge.side_of``.
    """

    id: str
    kind: SourceKind
    party: str | None
    country: str | None
    domains: tuple[str, ...]
    handles: tuple[str, ...]
    parent: str | None
    source: str
    actor: str | None = None


class SourceName(msgspec.Struct, frozen=True):
    """One way a language writes a source."""

    form: str
    source: str
    lang: str
    note: str


class WeaponForm(msgspec.Struct, frozen=True):
    """One form of a word for a means of violence, and the event type it implies when it is the means (None when it implies none)."""

    id: str
    kind: WeaponKind
    event_type: EventType | None
    form: str
    lang: str
    number: Number
    source: str


class PlaceEntry(msgspec.Struct, frozen=True):
    """A place, WGS84 degrees or None when not surely known. ``adm1`` is the place id of its governorate."""

    id: str
    name_en: str
    lat: float | None
    lon: float | None
    precision: Precision
    country: str
    adm1: str | None
    source: str


class PlaceName(msgspec.Struct, frozen=True):
    """One way a language writes a place."""

    form: str
    place: str
    lang: str


class Knowledge(msgspec.Struct, frozen=True, eq=False):
    """All tables together. ``actors`` maps an id to its periods, earliest first; names and weapons are in file order."""

    actors: Mapping[str, tuple[Actor, ...]]
    actor_names: tuple[ActorName, ...]
    sources: Mapping[str, Source]
    source_names: tuple[SourceName, ...]
    weapons: tuple[WeaponForm, ...]
    places: Mapping[str, PlaceEntry]
    place_names: tuple[PlaceName, ...]
    habits: Mapping[str, EventType] = {}

    def actor_on(self, actor_id: str, on: date | None) -> Actor:
        """The actor's line for a day: the period holding it, else the nearest one; the earliest when the day is unknown.

        *errors*: KnowledgeError when no table has the id.
        """
        periods = self.actors.get(actor_id)
        if periods is None:
            raise KnowledgeError(f"actors: no actor {actor_id!r}: add a line for it to actors.tsv or correct the id")
        if on is None:
            return periods[0]
        return min(periods, key=lambda period: _days_away(period, on))

    def party_of(self, actor_id: str, on: date | None) -> str:
        """The party label of an actor on a day, as ``actor_on`` chooses its period. party_of("syrian_army", date(2024, 12, 8))."""
        return self.actor_on(actor_id, on).party

    def side_of(self, source_id: str, on: date | None) -> str | None:
        """The party label that a source officially speaks for on a day, None for none. side_of("sana", date(2020, 1, 1)).

        *errors*: KnowledgeError when no table has the id.
        """
        source = self.sources.get(source_id)
        if source is None:
            raise KnowledgeError(f"sources: no source {source_id!r}: add a line for it to sources.tsv or correct the id")
        return source.party if source.actor is None else self.party_of(source.actor, on)


@cache
def load() -> Knowledge:
    """The tables that come with Musnad, read once per process. *errors*: KnowledgeError at the first mistake."""
    return read(_FOLDER)


def read(folder: Path) -> Knowledge:
    """The tables of a folder, checked. *errors*: KnowledgeError naming file, line and mend."""
    actors = _actors(folder)
    sources = _sources(folder, actors)
    places = _places(folder)
    return Knowledge(
        actors=actors,
        actor_names=_actor_names(folder, actors),
        sources=sources,
        source_names=_source_names(folder, sources),
        weapons=_weapons(folder),
        places=places,
        place_names=_place_names(folder, places),
        habits=_habits(folder),
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
        line.need(_first(actor) <= _last(actor), f"the period ends before it begins: swap {start} and {stop}")
        earlier = found.get(ident, ())
        if earlier and any(_first(actor) <= _last(other) and _first(other) <= _last(actor) for other in earlier):
            raise line.error(f"periods of {ident!r} overlap: both ends are included, so begin the later one the day after the earlier ends")
        found[ident] = (*earlier, actor) if earlier else (actor,)
    return {ident: periods if len(periods) == 1 else tuple(sorted(periods, key=_first)) for ident, periods in found.items()}


def _first(actor: Actor) -> date:
    return actor.start or date.min


def _last(actor: Actor) -> date:
    return actor.stop or date.max


def _days_away(period: Actor, on: date) -> int:
    """Days between a day and a period, 0 when the period holds it."""
    return max((_first(period) - on).days, (on - _last(period)).days, 0)


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
    for line in lines(folder, "sources.tsv", "id kind party country domains handles parent source"):
        ident, kind, party, country, domains, handles, parent, source = line.cells
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
        found[ident] = Source(
            ident, cast(SourceKind, kind), side, country or None, _split(domains), _split(handles), parent or None, source, actor
        )
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
