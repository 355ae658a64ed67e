"""Judging: what people decided, as linking and accounting need it, and how a decision finds its event or claim in a newer reading.

A judgement names spans of a document, not ids of a reading, so it outlives the reading: it belongs to the event whose trigger lies
nearest, to the claim of its field whose first evidence overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from musnad.errors import InputError
from musnad.incidents.arrange import Decisions
from musnad.incidents.cluster import Pair
from musnad.incidents.reconcile import Verdict
from musnad.incidents.sketches import document_of, event_of, key_of
from musnad.model import Anchor, Claim, Judgement, Reading
from musnad.stores.base import Store


def standing(store: Store, documents: Iterable[str] | None = None) -> Iterator[tuple[int, Judgement]]:
    """The judgements that nobody took back, all or those on anything in some documents; oldest first."""
    everything = store.judgements() if documents is None else store.judgements_on(documents)
    withdrawn = {judged.withdraws for _, judged in everything if judged.withdraws is not None}
    return ((number, judged) for number, judged in everything if number not in withdrawn and judged.kind != "undo")


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


def verdicts_of(store: Store, documents: Iterable[str]) -> dict[tuple[str, str], Verdict]:
    """What people decided of claims in some documents, by document and claim; the last decision on a claim holds."""
    found: dict[tuple[str, str], Verdict] = {}
    for _, judged in standing(store, documents):
        if judged.kind in ("accept", "reject", "correct"):
            for anchor in judged.on:
                claim = claim_at(store, anchor)
                if claim is not None:
                    accepted, rejected = judged.kind == "accept", judged.kind == "reject"
                    found[anchor.document, claim.id] = Verdict(accepted=accepted, rejected=rejected, value=judged.value)
    return found


def event_anchor(store: Store, key: str) -> Anchor:
    """What names an event in a judgement. Raises InputError when there is no such event."""
    reading = _reading(store, document_of(key))
    event = next((event for event in reading.events if event.id == event_of(key)), None)
    if event is None:
        raise InputError(f"{key}: the reading of this document has no event {event_of(key)}; musnad show {document_of(key)} lists them")
    return Anchor(document=document_of(key), span=event.trigger.span)


def claim_anchor(store: Store, name: str) -> tuple[Anchor, Claim]:
    """What names a claim, given as DOCUMENT#CLAIM, in a judgement. Raises InputError when there is no such claim."""
    document, _, number = name.rpartition("#")
    reading = _reading(store, document)
    claim = next((claim for claim in reading.claims if claim.id == number), None)
    if claim is None:
        raise InputError(f"{name}: there is no such claim; musnad show INCIDENT names them, as in DOCUMENT#c1")
    return Anchor(document=document, span=claim.evidence[0].span, field=claim.field), claim


def event_at(store: Store, anchor: Anchor) -> str | None:
    """The key of the event that an anchor means in the current reading, None when that has no events."""
    reading = store.reading(anchor.document)
    if reading is None or not reading.events:
        return None
    event = min(reading.events, key=lambda event: (_apart(event.trigger.span, anchor.span), event.id))
    return key_of(anchor.document, event.id)


def claim_at(store: Store, anchor: Anchor) -> Claim | None:
    """The claim that an anchor means in the current reading, None when none of its field touches the words."""
    reading = store.reading(anchor.document)
    claims: Iterable[Claim] = () if reading is None else reading.claims
    touching = [claim for claim in claims if claim.field == anchor.field and _apart(claim.evidence[0].span, anchor.span) == 0]
    return min(touching, key=lambda claim: (abs(claim.evidence[0].span[0] - anchor.span[0]), claim.id), default=None)


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Code points between two spans, 0 when they overlap."""
    return max(one[0] - other[1] + 1, other[0] - one[1] + 1, 0)


def _reading(store: Store, document: str) -> Reading:
    reading = store.reading(document)
    if reading is None:
        raise InputError(f"{document}: the archive has no such document; musnad incidents lists what it has")
    return reading
