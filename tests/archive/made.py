"""An archive put together from readings made by hand, by the same steps that taking in and judging take."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Literal

from musnad.archive import deciding, linked
from musnad.archive.judging import event_anchor
from musnad.model import Document, Judgement, Reading, Receipt, Wording
from musnad.stores.base import IncidentRow, Store

AT = "2026-03-01T10:00:00Z"
Told = tuple[Reading, Wording]  # what reading a document gave


def put(store: Store, told: Iterable[Told], *, anew: bool = False) -> None:
    """Adds documents that were read, in one transaction, and links them: by themselves, or all anew when the archive is next used."""
    with store.writing():
        added = []
        for reading, wording in told:
            id = reading.document.id
            data = id.encode()
            published = reading.document.published
            published_at = published.isoformat() if published else ""
            document = Document(id=id, text=id, sha256=sha256(data).hexdigest(), published_at=published_at)
            store.add(Receipt(document=document, where=f"{id}.txt", added_at=AT), data)
            store.add_reading(reading, AT)
            linked.index(store, reading, wording)
            added.append(id)
        if anew:
            linked.put_off(store)
        linked.link(store, added)


def judge(store: Store, kind: Literal["same", "apart"], one: str, other: str) -> int:
    """Decides on two events; the judgement's number."""
    on = (event_anchor(store, one), event_anchor(store, other))
    return deciding.judge(store, Judgement(kind=kind, by="a reader", at=AT, on=on)).number


def withdraw(store: Store, number: int) -> None:
    """Takes a judgement back."""
    deciding.undo(store, number, by="a reader")


def rows(store: Store) -> list[IncidentRow]:
    """The incidents as lists show them, once everything is linked; by id."""
    linked.catch_up(store)
    return sorted(store.incidents(), key=lambda row: row.id)
