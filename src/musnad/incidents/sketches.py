"""Sketches: what linking keeps of an event, small enough to be loaded by the thousand.

A sketch is made of one event of a reading and the words of its document. Days are ``date.toordinal()``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from musnad.knowledge.distance import RADIUS_KM
from musnad.model import CASUALTY_FIELDS, Claim, DocumentRef, Event, EventType, Party, Place, Reading, Struct, Toll, Weapon, Wording

Dating = Literal["said", "published", "none"]
REPORTED_WITHIN_DAYS = 2  # what a document published on a day tells of, unless it says otherwise, happened at most so long before
LONGEST_DAYS = 31  # an interval that is longer tells nothing of when
OLDEST_DAYS = 365  # what is told as news did not happen longer ago; a reader that says so has taken history for news


class Spot(Struct, frozen=True, array_like=True):
    """Where an event is said to have happened: degrees WGS84, the radius in km within which it lies, and the place's name."""

    lat: float
    lon: float
    radius_km: float
    name: str


class Sketch(Struct, frozen=True, array_like=True):
    """One event as linking compares it. ``key`` is the document's id, ``#`` and the event's id in its reading.

    ``first`` and ``last`` are the days within which it happened, None when nothing says; ``dating`` says how that is known. ``weekday``
    (1 Monday to 7 Sunday) and ``monthday`` (month, day) are what is said of a day whose year cannot be told. ``spots`` are its sites, or
    else its regions (``wide``); ``unplaced`` are sites without a point. ``killed`` and ``injured`` are the figures claimed. ``lead``: the
    document's first event that is no background. ``not_with``: keys of events that its document tells apart from it, an answer and what
    it answers, or deeds of different doers.
    """

    key: str
    document: str
    language: str | None
    lead: bool
    background: bool
    type: EventType
    first: int | None
    last: int | None
    dating: Dating
    weekday: int | None
    monthday: tuple[int, int] | None
    spots: tuple[Spot, ...]
    wide: bool
    unplaced: tuple[str, ...]
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    killed: tuple[int, ...]
    injured: tuple[int, ...]
    words: Wording
    not_with: tuple[str, ...] = ()


def sketches(reading: Reading, wording: Wording) -> tuple[Sketch, ...]:
    """One sketch for every event of a reading, in its order."""
    lead = next((event.id for event in reading.events if not event.background), None)
    claims: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        claims.setdefault(claim.event, []).append(claim)
    found = [_sketch(reading, event, claims.get(event.id, []), event.id == lead, wording) for event in reading.events]
    related = {frozenset((relation.frm, relation.to)) for relation in reading.relations}
    return tuple(replace(one, not_with=tuple(other.key for other in found if _told_apart(one, other, related))) for one in found)


def _told_apart(one: Sketch, other: Sketch, related: set[frozenset[str]]) -> bool:
    """Whether a document tells two of its events apart: it relates one to the other, or names different doers."""
    if one.key == other.key:
        return False
    different = bool(one.initiators and other.initiators) and not set(one.initiators) & set(other.initiators)
    return different or frozenset((event_of(one.key), event_of(other.key))) in related


def key_of(document: str, event: str) -> str:
    """The key of an event among all documents."""
    return f"{document}#{event}"


def document_of(key: str) -> str:
    """The document of an event by its key."""
    return key.rpartition("#")[0]


def event_of(key: str) -> str:
    """The event's id in its reading by its key."""
    return key.rpartition("#")[2]


def is_misdated(event: Event, document: DocumentRef) -> bool:
    """Whether an event is told as news of a day so long before publication that it must be history: its day is not believed."""
    published = document.published or (document.published_within.start if document.published_within else None)
    last = None if event.date is None else event.date.end or event.date.start
    return last is not None and published is not None and not event.background and (published - last).days > OLDEST_DAYS


def window_of(event: Event, document: DocumentRef) -> tuple[int | None, int | None, Dating]:
    """The days within which an event happened, and whether the text says so or only its publication."""
    published, within = document.published, document.published_within
    if is_misdated(event, document):
        return None, None, "none"
    if event.date is not None:
        first, last = event.date.start.toordinal(), (event.date.end or event.date.start).toordinal()
        if last - first <= LONGEST_DAYS:
            return first, max(first, last), "said"
    if published is not None and not event.background:
        return published.toordinal() - REPORTED_WITHIN_DAYS, published.toordinal(), "published"
    if within is not None and within.end is not None and not event.background:
        return within.start.toordinal() - REPORTED_WITHIN_DAYS, within.end.toordinal(), "published"
    return None, None, "none"


def _sketch(reading: Reading, event: Event, claims: Iterable[Claim], lead: bool, wording: Wording) -> Sketch:
    first, last, dating = window_of(event, reading.document)
    sites, regions = _spots(event.places, "site"), _spots(event.places, "region")
    held = [claim for claim in claims if claim.stance != "deny"]
    return Sketch(
        key=key_of(reading.document.id, event.id),
        document=reading.document.id,
        language=reading.document.language,
        lead=lead,
        background=event.background,
        type=event.type,
        first=first,
        last=last,
        dating=dating,
        weekday=event.partial.weekday if event.partial else None,
        monthday=(event.partial.month, event.partial.day) if event.partial and event.partial.month and event.partial.day else None,
        spots=sites or regions,
        wide=not sites,
        unplaced=tuple(sorted({place.name for place in event.places if place.role == "site" and place.lat is None})),
        initiators=_parties(held, "initiator"),
        targets=_parties(held, "target"),
        weapons=tuple(sorted({claim.value.weapon for claim in held if isinstance(claim.value, Weapon)})),
        killed=_figures(held, "killed"),
        injured=_figures(held, "injured"),
        words=wording,
    )


def _spots(places: Iterable[Place], role: str) -> tuple[Spot, ...]:
    return tuple(
        Spot(lat=place.lat, lon=place.lon, radius_km=place.radius_km or RADIUS_KM[place.precision], name=place.name)
        for place in places
        if place.role == role and place.lat is not None and place.lon is not None
    )


def _parties(claims: Iterable[Claim], field: str) -> tuple[str, ...]:
    named = {claim.value.party for claim in claims if claim.field == field and isinstance(claim.value, Party)}
    return tuple(sorted(named - {"unknown"}))


def _figures(claims: Iterable[Claim], field: str) -> tuple[int, ...]:
    if field not in CASUALTY_FIELDS:
        raise ValueError(field)
    tolls = [claim.value for claim in claims if claim.field == field and isinstance(claim.value, Toll) and not claim.value.part_of]
    return tuple(sorted({toll.min for toll in tolls if toll.min is not None}))


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Sketch)


def pack(sketch: Sketch) -> bytes:
    """A sketch as bytes, for the store."""
    return _ENCODER.encode(sketch)


def unpack(data: bytes) -> Sketch:
    """The sketch that was packed."""
    return _DECODER.decode(data)
