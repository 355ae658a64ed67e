"""Judging: what people decided of which events are one, as linking needs it, and by what a decision names its event or claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from musnad.archive import reviewing
from musnad.archive.reviewing import added_claim, added_event, nearest_claim, nearest_event, reviewed_one
from musnad.errors import InputError
from musnad.incidents.arrange import Decisions
from musnad.incidents.cluster import Pair
from musnad.incidents.sketches import document_of, event_of, key_of
from musnad.model import Anchor, Claim, Judgement
from musnad.stores.base import Store


def standing(store: Store, documents: Iterable[str] | None = None) -> Iterator[tuple[int, Judgement]]:
    """The judgements that nobody took back, all or those on anything in some documents; oldest first."""
    return reviewing.standing(store.judgements() if documents is None else store.judgements_on(documents))


def decisions_of(store: Store) -> Decisions:
    """Which events people said are the same happening and which are not; of two judgements that contradict each other the later holds.

    ``same`` says it of all its events; ``apart`` says that its first event is not that of the others.
    """
    groups: list[set[str]] = []
    apart: list[frozenset[Pair]] = []  # what each judgement says
    for _, judged in standing(store):
        if judged.kind in ("same", "apart"):
            keys = list(dict.fromkeys(key for anchor in judged.on if (key := event_at(store, anchor)) is not None))
            if judged.kind == "same":
                groups = _together(groups, set(keys))
                apart = [pairs for pairs in apart if not any(group.issuperset(pair) for group in groups for pair in pairs)]
            elif len(keys) > 1:
                first, *others = keys
                groups = [group - {first} if group & set(others) else group for group in groups]
                apart.append(frozenset((min(first, other), max(first, other)) for other in others))
    same = frozenset((min(group), key) for group in groups for key in group if key != min(group))
    return Decisions(same=same, apart=frozenset().union(*apart))


def _together(groups: Iterable[set[str]], keys: set[str]) -> list[set[str]]:
    """The groups with those that share a key with ``keys`` made one."""
    apart = [group for group in groups if not group & keys]
    return [*apart, keys.union(*(group for group in groups if group & keys))]


def event_anchor(store: Store, key: str) -> Anchor:
    """What names an event in a judgement. Raises InputError when there is no such event."""
    document = document_of(key)
    event = next((event for event in reviewed_one(store, document).reading.events if event.id == event_of(key)), None)
    if event is None:
        raise InputError(f"{key}: the reading of this document has no event {event_of(key)}; musnad show {document} lists them")
    return Anchor(document=document, span=event.trigger.span, added=_added(event.id, added_event))


def claim_anchor(store: Store, name: str) -> tuple[Anchor, Claim]:
    """What names a claim, given as DOCUMENT#CLAIM, in a judgement; and the claim as people decided it. InputError when there is none."""
    document, _, number = name.rpartition("#")
    found = reviewed_one(store, document)
    claim = next((claim for claim in (*found.reading.claims, *found.rejected) if claim.id == number), None)
    if claim is None:
        raise InputError(f"{name}: there is no such claim; musnad show INCIDENT names them, as in DOCUMENT#c1")
    return Anchor(document=document, span=claim.evidence[0].span, field=claim.field, added=_added(claim.id, added_claim)), claim


def _added(id_: str, called: Callable[[int], str]) -> int | None:
    """The judgement that added what is called so; None when it was read."""
    number = id_.lstrip("ej")
    return int(number) if number.isdecimal() and id_ == called(int(number)) else None


def event_at(store: Store, anchor: Anchor) -> str | None:
    """The key of the event that an anchor means, None when the document has none such now."""
    if not store.has(anchor.document):
        return None
    if anchor.added is not None:
        events = {event.id for event in reviewed_one(store, anchor.document).reading.events}
        return key_of(anchor.document, added_event(anchor.added)) if added_event(anchor.added) in events else None
    reading = store.reading(anchor.document)
    event = nearest_event(reading, anchor) if reading else None
    return key_of(anchor.document, event.id) if event else None


def event_of_claim(store: Store, anchor: Anchor) -> str | None:
    """The key of the event of the claim that an anchor means, None when the document has none such now."""
    if not store.has(anchor.document):
        return None
    if anchor.added is None:
        reading = store.reading(anchor.document)
        claim = nearest_claim(reading, anchor) if reading else None
    else:
        found = reviewed_one(store, anchor.document)
        id_ = added_claim(anchor.added)
        claim = next((claim for claim in (*found.reading.claims, *found.rejected) if claim.id == id_), None)
    return key_of(anchor.document, claim.event) if claim else None
