"""The knowledge tables as checked, frozen records, because a wrong table makes every reading after it wrong.

Seven TSV files lie beside this module: actors, actor_names, sources, source_names, weapons, places, place_names. Each has a
header line, then one fact a line, sorted, UTF-8, NFC. Loading checks all of them and stops at the first mistake with a
``KnowledgeError`` that names file, line and mend. Periods are days with both ends included, as in ``model.When``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from musnad.errors import KnowledgeError
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
    "russia syrian_government iran iran_backed_militia hezbollah turkey sna nlf hts syrian_transitional_government syrian_opposition "
    "isis al_qaeda hurras_al_din sdf us_coalition israel hamas iraq_government kurdistan_iraq jordan ukraine saudi_coalition houthi "
    "tribal_fighters druze_factions civilians unknown gunmen police".split()
)
_FOLDER = Path(__file__).parent
_SLUG = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_CODES = {"lang": re.compile(r"[a-z]{2}"), "country": re.compile(r"[A-Z]{2}")}


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
    """Someone who reports. ``party`` is whose side it officially speaks for, None when it speaks for none; ``parent`` is a source id."""

    id: str
    kind: SourceKind
    party: str | None
    country: str | None
    domains: tuple[str, ...]
    handles: tuple[str, ...]
    parent: str | None
    source: str


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


@cache
def load() -> Knowledge:
    """The tables that come with Musnad, read once per process. *errors*: KnowledgeError at the first mistake."""
    return read(_FOLDER)


def read(folder: Path) -> Knowledge:
    """The tables of a folder, checked. *errors*: KnowledgeError naming file, line and mend."""
    actors = _actors(folder)
    sources = _sources(folder)
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


class _Line:
    """One line of a table with what an error needs to point at it."""

    __slots__ = ("cells", "where")

    def __init__(self, where: str, cells: list[str]) -> None:
        self.where = where
        self.cells = cells

    def error(self, message: str) -> KnowledgeError:
        return KnowledgeError(f"{self.where}: {message}")

    def need(self, condition: bool, message: str) -> None:
        if not condition:
            raise self.error(message)

    def one_of(self, value: str, allowed: frozenset[str], column: str) -> None:
        if value not in allowed:
            raise self.error(f"unknown {column} {value!r}: write one of {', '.join(sorted(allowed))}")

    def slug(self, value: str) -> None:
        if not _SLUG.fullmatch(value):
            raise self.error(f"bad id {value!r}: write a slug of a-z, 0-9 and single _ between them")

    def code(self, value: str, column: str) -> None:
        if not _CODES[column].fullmatch(value):
            raise self.error(f"bad {column} {value!r}: write a two-letter code")

    def party(self, value: str) -> None:
        if value not in PARTIES and not (value.startswith("other:") and value[6:].strip()):
            raise self.error(f"unknown party {value!r}: write other:<name> or one of {', '.join(sorted(PARTIES))}")

    def day(self, value: str) -> date | None:
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as problem:
            raise self.error(f"bad day {value!r}: write YYYY-MM-DD or leave it empty") from problem

    def degrees(self, value: str, limit: int, column: str) -> float | None:
        if not value:
            return None
        try:
            degrees = float(value)
        except ValueError as problem:
            raise self.error(f"bad {column} {value!r}: write degrees as 35.931 or leave it empty") from problem
        self.need(-limit <= degrees <= limit, f"{column} {value} is out of range: write degrees from -{limit} to {limit}")
        return degrees


def _options(literal: object) -> frozenset[str]:
    return frozenset(get_args(literal))


_ACTOR_KINDS = _options(ActorKind)
_USAGES = _options(Usage)
_NUMBERS = _options(Number)
_WEAPON_KINDS = _options(WeaponKind)
_EVENT_TYPES = _options(EventType)
_SOURCE_KINDS = _options(SourceKind)
_PRECISIONS = _options(Precision)


def _lines(folder: Path, name: str, columns: str) -> Iterator[_Line]:
    """The lines of a table after its header, each with as many cells as the header and no space around a cell."""
    path = folder / name
    header = columns.split()
    text = _text(path)
    rows = text.split("\n")
    if rows[0].split("\t") != header:
        raise KnowledgeError(f"{path}:1: the header is {rows[0]!r}: write the columns {', '.join(header)}, separated by tabs")
    if rows.pop() != "":
        raise KnowledgeError(f"{path}:{len(rows) + 1}: the last line has no end: add a final newline")
    for number, row in enumerate(rows[1:], start=2):
        line = _Line(f"{path}:{number}", row.split("\t"))
        if len(line.cells) != len(header):
            raise line.error(f"{len(line.cells)} columns: write {len(header)} ({', '.join(header)}), separated by tabs")
        if "  " in row or any(cell != cell.strip() for cell in line.cells):
            raise line.error("a cell has spaces around it or twice in a row: take them out")
        yield line


def _text(path: Path) -> str:
    """The text of a table, UTF-8 and NFC."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError as problem:
        raise KnowledgeError(f"{path}:1: no such table: restore the file") from problem
    except UnicodeDecodeError as problem:
        raise KnowledgeError(f"{path}:1: byte {problem.start} is not UTF-8: save the file as UTF-8") from problem
    if unicodedata.is_normalized("NFC", text):
        return text
    for number, row in enumerate(text.split("\n"), start=1):
        if not unicodedata.is_normalized("NFC", row):
            raise KnowledgeError(f"{path}:{number}: the line is not NFC: normalise it with unicodedata.normalize('NFC', line)")
    return text


def _actors(folder: Path) -> dict[str, tuple[Actor, ...]]:
    found: dict[str, tuple[Actor, ...]] = {}
    for line in _lines(folder, "actors.tsv", "id party kind from to name_en source"):
        ident, party, kind, start, stop, name_en, source = line.cells
        line.slug(ident)
        line.party(party)
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
    for line in _lines(folder, "actor_names.tsv", "form actor lang usage source"):
        form, actor, lang, usage, source = line.cells
        _check_name(line, form, actor, lang, seen, actors, "actors.tsv")
        line.one_of(usage, _USAGES, "usage")
        line.need(bool(source), "source is empty: write where this name is publicly recorded or who uses it")
        names.append(ActorName(form, actor, lang, cast(Usage, usage), source))
    return tuple(names)


def _check_name(
    line: _Line, form: str, ident: str, lang: str, seen: set[tuple[str, str, str]], known: Mapping[str, object], table: str
) -> None:
    """Stop at an empty or repeated form, an unknown id or a bad language code."""
    line.need(bool(form), "form is empty: write the words or take the line out")
    line.need(ident in known, f"unknown id {ident!r}: add it to {table} or correct it")
    line.code(lang, "lang")
    key = (form, lang, ident)
    line.need(key not in seen, f"{form!r} ({lang}) is listed twice for {ident!r}: take one out")
    seen.add(key)


def _sources(folder: Path) -> dict[str, Source]:
    found: dict[str, Source] = {}
    parents: list[tuple[_Line, str]] = []
    for line in _lines(folder, "sources.tsv", "id kind party country domains handles parent source"):
        ident, kind, party, country, domains, handles, parent, source = line.cells
        line.slug(ident)
        line.need(ident not in found, f"source {ident!r} is listed twice: take one out")
        line.one_of(kind, _SOURCE_KINDS, "kind")
        line.need(bool(source), "source is empty: write where this is publicly recorded")
        if party:
            line.party(party)
        if country:
            line.code(country, "country")
        if parent:
            parents.append((line, parent))
        found[ident] = Source(
            ident, cast(SourceKind, kind), party or None, country or None, _split(domains), _split(handles), parent or None, source
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
    for line in _lines(folder, "source_names.tsv", "form source lang note"):
        form, source, lang, note = line.cells
        _check_name(line, form, source, lang, seen, sources, "sources.tsv")
        names.append(SourceName(form, source, lang, note))
    return tuple(names)


def _weapons(folder: Path) -> tuple[WeaponForm, ...]:
    forms: list[WeaponForm] = []
    seen: set[tuple[str, str, str]] = set()
    meaning: dict[str, tuple[str, str]] = {}
    for line in _lines(folder, "weapons.tsv", "id kind event_type form lang number source"):
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
    regions: list[tuple[_Line, str]] = []
    for line in _lines(folder, "places.tsv", "id name_en lat lon precision country adm1 source"):
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
    for line in _lines(folder, "habits.tsv", "party event_type source"):
        party, event_type, _source = line.cells
        line.party(party)
        line.one_of(event_type, _EVENT_TYPES, "event_type")
        line.need(party not in found, f"{party!r} stands twice: keep one line")
        found[party] = cast(EventType, event_type)
    return found


def _place_names(folder: Path, places: Mapping[str, object]) -> tuple[PlaceName, ...]:
    names: list[PlaceName] = []
    seen: set[tuple[str, str, str]] = set()
    for line in _lines(folder, "place_names.tsv", "form place lang"):
        form, place, lang = line.cells
        _check_name(line, form, place, lang, seen, places, "places.tsv")
        names.append(PlaceName(form, place, lang))
    return tuple(names)
