"""Readings, sketches and reports built by hand, for the tests of linking and accounting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from musnad.incidents.independence import Report
from musnad.incidents.sketches import Sketch, sketches
from musnad.model import (
    Agreement,
    Claim,
    DocumentRef,
    Event,
    EventType,
    Field,
    Link,
    PartialDay,
    Party,
    Place,
    Precision,
    Qualifier,
    Reader,
    Reading,
    Relation,
    SourceKind,
    Stance,
    Toll,
    Weapon,
    When,
    Who,
    Wording,
    Words,
)

DAY = date(2020, 3, 1)  # a Sunday
READER = Reader(name="rules", version="1")


def day(after: int = 0) -> date:
    """A day so many days after the first."""
    return DAY + timedelta(days=after)


def place(name: str, lat: float | None, lon: float | None, *, precision: Precision = "town", region: bool = False) -> Place:
    """A place of an event, its site or what contains it."""
    return Place(text=name, span=(0, len(name)), role="region" if region else "site", name=name, lat=lat, lon=lon, precision=precision)


IDLIB = place("إدلب", 35.93, 36.63)
BINNISH = place("بنش", 35.96, 36.71)
SARMIN = place("سرمين", 35.90, 36.72)
ALEPPO = place("حلب", 36.20, 37.16)
IDLIB_PROVINCE = place("محافظة إدلب", 35.80, 36.60, precision="governorate", region=True)


def event(
    number: int = 1,
    *,
    type: EventType = "shelling",
    on: date | tuple[date, date] | None = None,
    partial: PartialDay | None = None,
    places: tuple[Place, ...] = (IDLIB,),
    background: bool = False,
) -> Event:
    """An event ``e1``, ``e2``, …; each has its own trigger, ten code points after the last."""
    when = None if on is None else When(start=on[0], end=on[1]) if isinstance(on, tuple) else When(start=on)
    trigger = Words(text="قصف", span=(10 * number, 10 * number + 3))
    return Event(id=f"e{number}", type=type, background=background, trigger=trigger, date=when, partial=partial, places=places)


def toll(
    low: int | None, high: int | None = None, *, qualifier: Qualifier | None = None, who: Who = "unspecified", part_of: bool = False
) -> Toll:
    """A figure: exactly ``low`` when nothing else is said."""
    exact = low if high is None and qualifier is None else high
    return Toll(min=low, max=exact, qualifier=qualifier, who=who, part_of=part_of)


def claim(
    number: int,
    field: Field,
    value: Toll | Party | Weapon,
    *,
    event: str = "e1",
    stance: Stance = "assert",
    chain: tuple[Link, ...] = (),
) -> Claim:
    """A claim ``c1``, ``c2``, …; each has its own evidence, ten code points after the last."""
    evidence = (Words(text="قصف", span=(10 * number, 10 * number + 3)),)
    return Claim(
        id=f"c{number}",
        event=event,
        field=field,
        value=value,
        stance=stance,
        chain=chain,
        evidence=evidence,
        rule="xx.test",
        confidence=1.0,
    )


def link(text: str, kind: SourceKind = "outlet", *, source: str | None = None, party: str | None = None) -> Link:
    """One source of a chain."""
    return Link(text=text, span=(0, len(text)), kind=kind, source=source, party=party)


def reading(
    id: str = "d1",
    events: Iterable[Event] | None = None,
    claims: Iterable[Claim] = (),
    *,
    published: date | None = None,
    publisher: str | None = None,
    relations: tuple[Relation, ...] = (),
    agreements: tuple[Agreement, ...] = (),
    reader: Reader = READER,
) -> Reading:
    """A reading of a document; of one shelling of Idlib when no events are given."""
    return Reading(
        document=DocumentRef(id=id, language="ar", sha256="00", published=published, publisher=publisher),
        reader=reader,
        events=(event(),) if events is None else tuple(events),
        claims=tuple(claims),
        relations=relations,
        agreements=agreements,
    )


def report(
    id: str = "d1",
    claims: Iterable[Claim] = (),
    events: Iterable[Event] | None = None,
    *,
    publisher: str = "",
    published: date | None = None,
    publisher_id: str | None = None,
    words: Iterable[int] = (),
    relations: tuple[Relation, ...] = (),
    agreements: tuple[Agreement, ...] = (),
) -> Report:
    """A document as an account needs it."""
    read = reading(id, events, claims, published=published, publisher=publisher_id, relations=relations, agreements=agreements)
    return Report(reading=read, publisher=publisher, published_at=published.isoformat() if published else "", words=frozenset(words))


def sketch(document: str = "d1", number: int = 1, **values: object) -> Sketch:
    """A sketch of an event: shelling of which nothing more is known, unless ``values`` say so. ``on`` is its day."""
    found = sketches(reading(document, [event(at, places=()) for at in range(1, number + 1)]), Wording())[-1]
    on = values.pop("on", None)
    if isinstance(on, date):
        values |= {"first": on.toordinal(), "last": on.toordinal(), "dating": "said"}
    return replace(found, **values)


class Strangers:
    """Knowledge that knows no source: each is its own house and speaks for nobody."""

    def side_of(self, source_id: str, on: date | None) -> str | None:
        return None

    def house_of(self, source_id: str) -> str:
        return source_id

    def name_of(self, source_id: str) -> str:
        return source_id

    def kind_of(self, source_id: str) -> SourceKind | None:
        return None
