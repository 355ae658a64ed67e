"""The facts of the knowledge tables as frozen records, and the questions that reading asks of them.

Periods are days with both ends included, as in ``model.When``. The tables themselves are read and checked in ``knowledge.tables``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from musnad.errors import KnowledgeError
from musnad.knowledge.numbering import Series
from musnad.model import EventType, Precision, SourceKind

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
AffiliationKind = Literal["part_of", "backed_by", "branch_of", "successor_of", "opposed_to", "designated_by"]
AgreementKind = Literal[
    "ceasefire",
    "truce",
    "deescalation",
    "evacuation",
    "reconciliation",
    "integration",
    "humanitarian",
    "security_arrangement",
    "peace_agreement",
    "political_accord",
    "arms_control",
]
PartyRole = Literal["signatory", "guarantor", "mediator"]
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


class Actor(msgspec.Struct, frozen=True):
    """One actor in one period: the party it belonged to from ``start`` to ``stop``, both days included; None is open."""

    id: str
    party: str
    kind: ActorKind
    start: date | None
    stop: date | None
    name_en: str
    source: str

    @property
    def first_day(self) -> date:
        """The first day of the period, the first of all days where it is open."""
        return self.start or date.min

    @property
    def last_day(self) -> date:
        """The last day of the period, the last of all days where it is open."""
        return self.stop or date.max

    def days_from(self, on: date) -> int:
        """Days between a day and the period, 0 when the period holds it."""
        return max((self.first_day - on).days, (on - self.last_day).days, 0)


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
    name_en: str
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


class Area(msgspec.Struct, frozen=True):
    """Where a party or an actor operates from ``start`` to ``stop``: a governorate, by its place id, or a country, by its code."""

    party: str
    area: str
    start: date | None
    stop: date | None
    source: str


class AffiliationEntry(msgspec.Struct, frozen=True):
    """What one actor is to another, in a country (``theatre``, None for anywhere) and from ``start`` to ``stop``; None is open.

    ``actor`` is part of, backed by, a branch of, a successor of, opposed to or designated by ``of``. Opposition stands once and holds
    both ways. A designation is the claim of ``of`` that its ``source`` records, not ours.
    """

    actor: str
    relation: AffiliationKind
    of: str
    theatre: str | None
    start: date | None
    stop: date | None
    source: str


class AgreementParty(msgspec.Struct, frozen=True):
    """An actor that an agreement binds, or that guaranteed or mediated it."""

    actor: str
    role: PartyRole
    source: str


class AgreementEntry(msgspec.Struct, frozen=True):
    """A truce or accord. Days are None where they are not surely known; ``ended`` is the day it lapsed or was declared over."""

    id: str
    kind: AgreementKind
    theatre: str
    signed: date | None
    in_force: date | None
    ended: date | None
    name_en: str
    source: str
    parties: tuple[AgreementParty, ...] = ()
    terms: tuple[str, ...] = ()


class AgreementName(msgspec.Struct, frozen=True):
    """One way a language writes an agreement."""

    form: str
    agreement: str
    lang: str
    source: str


class SharedName(msgspec.Struct, frozen=True):
    """Where a name that several actors bear means this one: ``context`` is ``country:`` with a code or ``source:`` with a source id."""

    form: str
    lang: str
    actor: str
    context: str
    source: str


class Knowledge(msgspec.Struct, frozen=True, eq=False):
    """All tables together. ``actors`` maps an id to its periods, earliest first; names and weapons are in file order.

    ``imports`` is a digest of what a user laid over them, None where nothing was.
    """

    actors: Mapping[str, tuple[Actor, ...]]
    actor_names: tuple[ActorName, ...]
    sources: Mapping[str, Source]
    source_names: tuple[SourceName, ...]
    weapons: tuple[WeaponForm, ...]
    places: Mapping[str, PlaceEntry]
    place_names: tuple[PlaceName, ...]
    habits: Mapping[str, EventType] = {}
    affiliations: tuple[AffiliationEntry, ...] = ()
    agreements: Mapping[str, AgreementEntry] = {}
    agreement_names: tuple[AgreementName, ...] = ()
    shared_names: tuple[SharedName, ...] = ()
    areas: tuple[Area, ...] = ()
    numbering: Series = {}
    imports: str | None = None

    def areas_of(self, party: str, on: date | None) -> frozenset[str]:
        """The governorates and countries where a party or an actor operates on a day, on any day when it is unknown; empty if not known."""
        return frozenset(
            area.area
            for area in self.areas
            if area.party == party and (on is None or (area.start or date.min) <= on <= (area.stop or date.max))
        )

    def actor_on(self, actor_id: str, on: date | None) -> Actor:
        """The actor's line for a day: the period holding it, else the nearest one; the earliest when the day is unknown.

        *errors*: KnowledgeError when no table has the id.
        """
        periods = self.actors.get(actor_id)
        if periods is None:
            raise KnowledgeError(f"actors: no actor {actor_id!r}: add a line for it to actors.tsv or correct the id")
        if on is None:
            return periods[0]
        return min(periods, key=lambda period: period.days_from(on))

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
