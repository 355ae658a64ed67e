"""Finding: what a person means who names an incident, an event, a claim or a document, whole or by its beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from musnad.archive.reviewing import reviewed_one
from musnad.errors import InputError
from musnad.incidents.candidates import own_block
from musnad.incidents.linking import identifier
from musnad.incidents.sketches import document_of, key_of
from musnad.model import Reading, Struct
from musnad.stores.base import IncidentRow, Store

_HASHED = "sha256:"  # what the ids of documents without one begin with; people leave it out
_MOST_NAMED = 5


class Named(Struct, frozen=True):
    """What was named: an incident or a document, by its id."""

    kind: Literal["incident", "document"]
    id: str


def find(store: Store, name: str) -> Named:
    """What ``name`` is the id, an older id, an event's or claim's key, or the beginning of an id of.

    *errors*: InputError when it is nothing, or the beginning of several.
    """
    incident = incident_called(store, name)
    if incident is not None:
        return Named(kind="incident", id=incident)
    if store.has(name):
        return Named(kind="document", id=name)
    document, _, part = name.rpartition("#")
    if document and store.has(document):
        return _part(store, document, part)
    return _beginning(store, name)


def incident_called(store: Store, name: str) -> str | None:
    """The incident that has this id, or had it before more was known: ids are made of an event, which is in some incident still."""
    if store.incident(name) is not None:
        return name
    keys = [key for key in store.in_blocks([own_block(name)]) if identifier(key) == name]
    return next(iter(store.incident_of(keys).values()), None)


def row_of(store: Store, incident: str) -> IncidentRow:
    """The row of an incident. InputError when it is no more."""
    row = store.incident(incident)
    if row is None:
        raise InputError(f"{incident}: the archive has no such incident any more; musnad incidents lists what it has")
    return row


def incidents_of(store: Store, reading: Reading) -> dict[str, str]:
    """The incident of each event of a reading, by the event's id; events that belong to none are left out."""
    keys = {key_of(reading.document.id, event.id): event.id for event in reading.events}
    return {keys[key]: incident for key, incident in store.incident_of(keys).items()}


def lead_of(store: Store, document: str) -> str:
    """The key of the event that a document is about. InputError when it reports none that is linked."""
    linked = store.events_of(document)
    ordered = sorted(reviewed_one(store, document).reading.events, key=lambda event: event.background)
    key = next((key for event in ordered if (key := key_of(document, event.id)) in linked), None)
    if key is None:
        raise InputError(f"{document}: no event was found in this document that could belong to an incident")
    return key


def _part(store: Store, document: str, part: str) -> Named:
    """The incident of an event, the document of a claim."""
    if part.startswith("e"):
        incident = store.incident_of([f"{document}#{part}"]).get(f"{document}#{part}")
        if incident is not None:
            return Named(kind="incident", id=incident)
    return Named(kind="document", id=document)


def _beginning(store: Store, name: str) -> Named:
    found = list(islice(_begun(store, name), _MOST_NAMED + 1)) if name else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"{name!r} is no incident, event or document of this archive; musnad incidents and musnad search list what it has")
    named = ", ".join(named.id for named in found[:_MOST_NAMED]) + (", ..." if len(found) > _MOST_NAMED else "")
    raise InputError(f"{name!r} is the beginning of several: {named}; write more of it")


def _begun(store: Store, beginning: str) -> Iterator[Named]:
    yield from (Named(kind="incident", id=incident) for incident in store.incidents_begun(beginning, _MOST_NAMED + 1))
    for begun in (beginning, _HASHED + beginning):
        yield from (Named(kind="document", id=document) for document in store.documents_begun(begun, _MOST_NAMED + 1))


def documents_of(keys: Iterable[str]) -> tuple[str, ...]:
    """The documents of some events, each once, sorted."""
    return tuple(sorted({document_of(key) for key in keys}))
