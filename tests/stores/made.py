"""What the tests of stores put into them."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from musnad.model import Anchor, Document, DocumentRef, Event, Judgement, Reader, Reading, Receipt, Words
from musnad.stores.base import EventRow, IncidentRow, Store

AT = "2026-03-01T10:00:00Z"
DAY = date(2020, 3, 2)
TEXT = "قُتِلَ راعيان في قصفٍ مدفعي على أطراف كفرنبل صباح الأحد"


def receipt(id: str = "d1", text: str = TEXT, *, data: bytes | None = None) -> tuple[Receipt, bytes]:
    """A receipt and the bytes it is of: those of its text when no others are given."""
    data = text.encode() if data is None else data
    document = Document(id=id, text=text, sha256=sha256(data).hexdigest(), published_at="2020-03-01")
    return Receipt(document=document, where=f"{id}.txt", added_at=AT, known={"published_at": "option"}), data


def reading(id: str = "d1", *, version: str = "1", events: int = 1) -> Reading:
    """A reading of a document by the rules in some version."""
    found = tuple(
        Event(id=f"e{number}", type="shelling", background=False, trigger=Words(text="قصفٍ", span=(16, 20)))
        for number in range(1, events + 1)
    )
    return Reading(document=DocumentRef(id=id, language="xx", sha256="00"), reader=Reader(name="rules", version=version), events=found)


def judgement(note: str = "") -> Judgement:
    """A judgement that two events are one."""
    on = (Anchor(document="d1", span=(16, 20)), Anchor(document="d2", span=(0, 4)))
    return Judgement(kind="same", by="a reader", at=AT, on=on, note=note)


def event(key: str, *blocks: int) -> EventRow:
    """An event in some blocks."""
    return EventRow(key=key, blocks=blocks, data=key.encode())


def incident(id: str, *keys: str, **values: object) -> IncidentRow:
    """An incident of some events."""
    plain = {
        "first_day": 737000,
        "last_day": 737000,
        "type": "shelling",
        "lat": 35.6,
        "lon": 36.5,
        "place": "كفرنبل",
        "region": "إدلب",
        "parties": ("a", "b"),
        "contested": False,
        "origins": 1,
        "documents": 1,
        "killed": None,
        "data": b"{}",
    }
    return IncidentRow(id=id, keys=keys, **(plain | values))  # type: ignore[arg-type]


def fill(store: Store, *ids: str) -> None:
    """Adds documents that have these ids, and a reading of each, in one transaction."""
    with store.writing():
        for id in ids:
            store.add(*receipt(id))
            store.add_reading(reading(id), AT)
