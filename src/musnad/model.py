"""The words of Musnad as types: what every stage shares, and nothing else.

Stages import each other's results only through this module (DESIGN.md, section 2). Everything here is a frozen, keyword-only
struct: it is validated when JSON is decoded into it, compares by value, and is never changed after it is made.

Spans are half-open, in Unicode code points of ``Document.text`` exactly as received: ``text[start:stop]`` is the words.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

EventType = Literal[
    "air_strike",
    "drone_strike",
    "shelling",
    "missile_strike",
    "explosion",
    "ied",
    "armed_clash",
    "shooting",
    "raid",
    "arrest_abduction",
    "chemical_attack",
    "execution",
    "stabbing_other",
    "violence_other",
]
Field = Literal["killed", "injured", "missing", "detained", "killed_or_injured", "initiator", "target", "weapon"]
CASUALTY_FIELDS: frozenset[str] = frozenset({"killed", "injured", "missing", "detained", "killed_or_injured"})
Stance = Literal["assert", "deny", "hedge"]
SourceKind = Literal[
    "outlet",
    "agency",
    "monitor",
    "rescue_service",
    "military",
    "official",
    "government",
    "armed_group",
    "local_source",
    "activist",
    "witness",
    "medical",
    "correspondent",
    "social_media",
    "person",
    "other",
]
Qualifier = Literal["more_than", "at_least", "about", "up_to", "less_than", "dozens", "hundreds", "several", "many", "some"]
Who = Literal[
    "civilians",
    "fighters",
    "soldiers_police",
    "children",
    "women",
    "men",
    "medics",
    "journalists",
    "officials",
    "mixed",
    "unspecified",
]
PublishedBy = Literal["given", "dateline", "words", "numbering", "none"]
Precision = Literal["point", "neighbourhood", "village", "town", "subdistrict", "district", "governorate", "country", "unknown"]


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every type here: frozen, keyword-only, one JSON shape each."""


class Document(Struct, frozen=True):
    """One text as published, never altered after it is taken in.

    ``published_at`` is ISO 8601 (a day or a moment) or empty when unknown; ``lang`` is a two-letter code or None when it was
    not given and not yet identified. ``sha256`` is of the bytes received.
    """

    id: str
    text: str
    sha256: str
    publisher: str | None = None
    published_at: str = ""
    lang: str | None = None
    url: str | None = None
    kind: str | None = None
    title: str | None = None


HowKnown = Literal["record", "metadata", "address", "file", "dateline", "option", "platform"]


class Item(Struct, frozen=True):
    """What one source handed over for one document: bytes as received, where from, and what came with them.

    ``where`` is for messages to people (file and place in it, or URL). ``media`` is the media type of ``data``; ``text`` is its words where
    only the source knows how to find them (a row, a message). ``known`` says for each of ``publisher``, ``published_at``, ``title``,
    ``lang`` how it was known; what is known by ``option`` gives way to what the document says itself.
    """

    data: bytes
    where: str
    media: str
    text: str | None = None
    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_at: str = ""
    title: str | None = None
    lang: str | None = None
    kind: str | None = None
    known: dict[str, HowKnown] = {}
    issues: tuple[Issue, ...] = ()


class Problem(Struct, frozen=True):
    """A record that cannot be used: where (file and, if it has one, line), and what to do."""

    where: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """The place and the message in one line."""
        return f"{self.where}, line {self.line}: {self.message}" if self.line else f"{self.where}: {self.message}"


class Defaults(Struct, frozen=True):
    """What is said of all records at once (command-line options); a record's own values come first."""

    publisher: str | None = None
    published_at: str = ""
    lang: str | None = None
    kind: str | None = None
    url: str | None = None


class Receipt(Struct, frozen=True):
    """How a document came into the archive: what was received, from where, when, and how each thing about it was known.

    ``added_at`` is ISO 8601 in UTC. ``copy_of`` is the id of an earlier document whose text is nearly the same.
    """

    document: Document
    where: str
    added_at: str
    media: str = "text/plain"
    known: dict[str, HowKnown] = {}
    issues: tuple[Issue, ...] = ()
    copy_of: str | None = None


class Anchor(Struct, frozen=True):
    """What a judgement is about, in words of the document, so that it outlives the reading: an event (``field`` None) by the span of
    its trigger, a claim by the span of its first evidence and its field."""

    document: str
    span: tuple[int, int]
    field: Field | None = None


class Judgement(Struct, frozen=True):
    """A decision that is appended and can be withdrawn: two events are of the same incident or not; a claim is right, wrong, or has
    another value. ``withdraws`` names the judgement that this one takes back. ``at`` is ISO 8601 in UTC."""

    kind: Literal["same", "apart", "accept", "reject", "correct", "undo"]
    by: str
    at: str
    on: tuple[Anchor, ...] = ()
    value: Toll | Party | Weapon | None = None
    note: str = ""
    withdraws: int | None = None


class Words(Struct, frozen=True):
    """Exact words of a document and where they stand: ``document.text[start:stop] == text``."""

    text: str
    span: tuple[int, int]


class Link(Struct, frozen=True):
    """One source of a chain, as the document names it. ``source`` is its id in knowledge where it is known; ``party`` the belligerent that
    an unnamed one belongs to ("a field source in the government's forces")."""

    text: str
    span: tuple[int, int]
    kind: SourceKind
    source: str | None = None
    channel: str | None = None
    party: str | None = None


class When(Struct, frozen=True):
    """A day or an interval of days, both ends included, and the words that say so. ``end`` None means one day."""

    start: date
    end: date | None = None
    text: str | None = None


class PartialDay(Struct, frozen=True):
    """What the words say of a day when its year cannot be told: the weekday (1 Monday to 7 Sunday), month and day of the month."""

    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    text: str | None = None


class Place(Struct, frozen=True):
    """A place an event happened at. ``role``: ``site`` the most specific, ``region`` what contains it.

    ``lat``, ``lon`` are WGS84 degrees of the point that the words give, ``radius_km`` how far from it the place may reach or lie; None
    where no point can be told. ``gazetteer`` is the id of the known place that is named, None where the point was told from other places.
    """

    text: str
    span: tuple[int, int]
    role: Literal["site", "region"]
    name: str
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unknown"
    gazetteer: str | None = None
    radius_km: float | None = None


class Event(Struct, frozen=True):
    """Something violent that a document reports, told once or ten times in it. ``partial`` is there when its ``date`` cannot be told."""

    id: str
    type: EventType
    background: bool
    trigger: Words
    date: When | None = None
    partial: PartialDay | None = None
    places: tuple[Place, ...] = ()


class Toll(Struct, frozen=True):
    """How many people, of whom. Numbers as stated (``more than 40`` is min 40 with its qualifier); vague stays without a number."""

    min: int | None
    max: int | None
    qualifier: Qualifier | None = None
    who: Who = "unspecified"
    part_of: bool = False
    party: str | None = None


class Party(Struct, frozen=True):
    """Who did it or who was hit. ``party`` is the coarse belligerent label, ``actor`` the finer knowledge id, ``name`` as named."""

    party: str
    actor: str | None = None
    name: str = ""


class Weapon(Struct, frozen=True):
    """What was used: knowledge id or short noun, and the quantity's words where the text states one."""

    weapon: str
    quantity: str | None = None


class Claim(Struct, frozen=True):
    """One value for one field of one event, its exact words, and the chain of who says it (outermost first, origin last).

    An empty chain is the publisher's own voice. ``rule`` names the rule that made the claim.
    """

    id: str
    event: str
    field: Field
    value: Toll | Party | Weapon
    stance: Stance
    chain: tuple[Link, ...]
    evidence: tuple[Words, ...]
    rule: str
    confidence: float


class Relation(Struct, frozen=True):
    """How an event stands to another event or to an agreement: retaliation, alleged_violation, first_since, part_of."""

    type: str
    frm: str = msgspec.field(name="from")
    to: str = ""
    evidence: tuple[Words, ...] = ()
    chain: tuple[Link, ...] = ()


class Agreement(Struct, frozen=True):
    """A truce or accord the document speaks of, with what it says of its dates, parties and terms."""

    id: str
    name: str
    agreement: str | None = None
    signed: date | None = None
    in_force: date | None = None
    parties: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    evidence: tuple[Words, ...] = ()


class Affiliation(Struct, frozen=True):
    """What the document says an actor belongs to, is backed by or is designated by."""

    actor: str
    relation: str
    of: str
    evidence: tuple[Words, ...] = ()
    chain: tuple[Link, ...] = ()


class Statement(Struct, frozen=True):
    """Something said that is not a report: condemnation, threat, denial, demand, support, responsibility."""

    kind: str
    chain: tuple[Link, ...] = ()
    evidence: tuple[Words, ...] = ()


class Assessment(Struct, frozen=True):
    """What someone thinks, kept apart from what someone reports."""

    chain: tuple[Link, ...] = ()
    evidence: tuple[Words, ...] = ()


class Quote(Struct, frozen=True):
    """Words between quotation marks that somebody is quoted with."""

    text: str
    span: tuple[int, int]
    chain: tuple[Link, ...] = ()


class LoadedTerm(Struct, frozen=True):
    """A word that takes sides, kept as evidence, with the neutral name that the project uses for the same.

    ``quoted``: it stands alone between quotation marks, by which the document keeps its distance from it.
    """

    text: str
    span: tuple[int, int]
    neutral: str
    chain: tuple[Link, ...] = ()
    quoted: bool = False


class Issue(Struct, frozen=True):
    """Something that could not be read, or was read with a doubt that a person should see."""

    level: Literal["info", "warning", "error"]
    stage: str
    message: str
    span: tuple[int, int] | None = None


class Reader(Struct, frozen=True):
    """Which reader made a reading."""

    name: str
    version: str
    knowledge: str | None = None


class DocumentRef(Struct, frozen=True):
    """What a reading keeps of its document: enough to find it again and to prove it is the same, and the day it was published.

    ``published_by`` says how that day is known: ``given`` by the source, a ``dateline`` or stamp of the page, its ``words`` ("today, Sunday
    9 July"), or ``none``. By ``numbering`` only the days between which it was published are known, ``published_within``, from the
    number or the month in its address. ``publisher`` is the publisher's id in knowledge, None where it is not known there.
    """

    id: str
    language: str | None
    sha256: str
    published: date | None = None
    published_by: PublishedBy = "none"
    published_within: When | None = None
    publisher: str | None = None


class Reading(Struct, frozen=True):
    """All that one reader found in one document. Never edited: a newer reader makes a new reading."""

    document: DocumentRef
    reader: Reader
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    statements: tuple[Statement, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    quotes: tuple[Quote, ...] = ()
    loaded_terms: tuple[LoadedTerm, ...] = ()
    issues: tuple[Issue, ...] = ()


class Wording(Struct, frozen=True):
    """Which words a document uses, as sorted 32-bit hashes: those that pack and tables know, and the others."""

    known: tuple[int, ...] = ()
    other: tuple[int, ...] = ()


class Quantity(Struct, frozen=True):
    """A number found in a text: ``musnad values`` prints these. ``min`` == ``max`` for an exact number, None for an open end."""

    min: float | None
    max: float | None
    qualifier: Qualifier | None
    text: str
    span: tuple[int, int]


class DateFound(Struct, frozen=True):
    """A date found in a text, resolved against a day: ``musnad values`` prints these."""

    start: date
    end: date | None
    precision: Literal["day", "week", "month", "year", "interval", "part_of_day"]
    text: str
    span: tuple[int, int]


class Values(Struct, frozen=True):
    """What ``musnad values`` prints for one text."""

    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateFound, ...] = ()
