"""What a store gives to lists, maps and counts: less than the whole of anything, so that thousands can be given at once."""

from __future__ import annotations

from typing import Literal, NamedTuple

from musnad.model import Struct

Span = Literal["day", "month", "year"]
IncidentTrait = Literal["type", "party", "language"]
DocumentTrait = Literal["publisher", "language", "kind"]
SHARED = ("claims", "alone", "alone_fields", "changed", "disputed", "against_interest", "for_interest")  # what is summed of shares


class Point(NamedTuple):
    """What a map shows of an incident; fields as in ``IncidentRow``. A plain tuple, since thousands are asked for at once."""

    id: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str
    type: str
    first_day: int | None
    killed: int | None
    contested: bool
    origins: int


class MapPlace(NamedTuple):
    """One place with all the incidents asked for that are there; those whose place has no point are together by its name.

    ``incidents`` counts them, ``contested`` those of them that are disputed; ``killed`` is the highest figure of one of them. ``id``,
    ``type`` and ``first_day`` are of the incident where there is but one, else None.
    """

    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str
    place: str
    region: str
    incidents: int
    contested: int
    killed: int | None
    id: str | None
    type: str | None
    first_day: int | None


class Box(Struct, frozen=True):
    """A part of the map, in degrees WGS84. Where ``west`` is greater than ``east`` it goes across the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


class Share(Struct, frozen=True):
    """What one origin says in one incident.

    ``documents`` carry its word, ``claims`` are what it says in them, copies counted once. ``alone``: 1 when nobody else says anything of
    the incident; ``alone_fields`` are those of which only it says something, though others speak of the incident. ``changed``: figures
    it gave and later gave otherwise. ``disputed``: fields on which another origin says what cannot also be right.
    """

    origin: str
    name: str
    kind: str
    party: str | None
    documents: tuple[str, ...]
    claims: int
    alone: int
    alone_fields: int
    changed: int
    disputed: int
    against_interest: int
    for_interest: int


class Speaker(Struct, frozen=True):
    """One origin over all incidents: its shares together. A document counts once, in however many incidents it carries its word.

    ``name``, ``kind`` and ``party`` are the least of those that the shares have, should they differ.
    """

    id: str
    name: str
    kind: str
    party: str | None
    documents: int
    claims: int
    incidents: int
    alone: int
    alone_fields: int
    changed: int
    disputed: int
    against_interest: int
    for_interest: int


class Card(Struct, frozen=True):
    """What lists show of a document: how it came in, and what its current reading found.

    ``beginning`` is the first of its text, on one line. ``published_at`` is as given, or else the day that the reading tells. ``read`` is
    whether it has a reading that could be made: one without an issue of level error. ``events`` and ``claims`` are of the current
    reading; ``issues`` counts the things that its issues and those of how the document came in are about.
    """

    id: str
    title: str
    beginning: str
    publisher: str
    language: str
    kind: str
    published_at: str
    added_at: str
    copy_of: str | None
    read: bool
    events: int
    claims: int
    issues: int


class Sought(Struct, frozen=True):
    """Which documents: all conditions given must hold. ``copies``: whether they nearly repeat another; ``issue``: a stage, and what an
    issue of it is about."""

    publisher: str | None = None
    language: str | None = None
    kind: str | None = None
    copies: bool | None = None
    read: bool | None = None
    issue: tuple[str, str] | None = None


class Trouble(Struct, frozen=True):
    """Issues of one stage about the same thing: the words of the document that they are about, or where they are about none their message.

    ``message`` is that of one of them, ``documents`` is in how many documents there is one; two in one document count once.
    """

    stage: str
    about: str
    message: str
    documents: int


class Counts(Struct, frozen=True):
    """How much there is; events, claims and issues are those of current readings, as on cards."""

    documents: int
    unread: int
    copies: int
    events: int
    claims: int
    issues: int
    judgements: int
    incidents: int
    log: int
