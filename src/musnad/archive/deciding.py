"""Deciding: a person's judgement is appended, and what it touches is linked and accounted for anew, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from musnad.archive import finding, linked
from musnad.archive.clock import now
from musnad.archive.judging import claim_anchor, claim_at, event_anchor, event_at, standing
from musnad.errors import InputError
from musnad.incidents.sketches import document_of, key_of
from musnad.model import Anchor, Judgement, Party, Struct, Toll, Weapon
from musnad.stores.base import Store


class Decided(Struct, frozen=True):
    """What came of a judgement: its number, what it says, and the incidents it touched, before and after."""

    number: int
    judgement: Judgement
    before: tuple[str, ...]
    after: tuple[str, ...]


def relate(store: Store, kind: Literal["same", "apart"], one: str, other: str, *, by: str, note: str = "") -> Decided:
    """What came of the decision that two incidents, events or documents are one happening, or are not.

    *errors*: InputError when a name is nothing in the archive, both are the same, or one of them has no event.
    """
    ours, theirs = _keys(store, one), _keys(store, other)
    if kind == "same":
        keys = tuple(dict.fromkeys((*ours, *theirs)))
        if set(ours) == set(theirs):
            raise InputError(f"{one} and {other} are one and the same already; name two")
    else:
        keys = _set_apart(ours, theirs, one, other)
    return judge(store, Judgement(kind=kind, by=by, at=now(), on=tuple(event_anchor(store, key) for key in keys), note=note))


def rule(store: Store, kind: Literal["accept", "reject"], claim: str, *, by: str, note: str = "") -> Decided:
    """What came of the decision that a claim, named DOCUMENT#CLAIM, is right or wrong. InputError when there is no such claim."""
    anchor, _ = claim_anchor(store, claim)
    return judge(store, Judgement(kind=kind, by=by, at=now(), on=(anchor,), note=note))


def correct(store: Store, claim: str, value: Toll | Party | Weapon, *, by: str, note: str = "") -> Decided:
    """What came of the decision that a claim has another value. InputError when there is no such claim."""
    anchor, _ = claim_anchor(store, claim)
    return judge(store, Judgement(kind="correct", by=by, at=now(), on=(anchor,), value=value, note=note))


def undo(store: Store, number: int | None, *, by: str, note: str = "") -> Decided:
    """What came of taking back a judgement, the last that stands when ``number`` is None. InputError when there is none to take back."""
    stands = dict(standing(store))
    if number is None:
        if not stands:
            raise InputError("there is no judgement to take back")
        number = max(stands)
    elif number not in stands:
        every = dict(store.judgements())
        if number not in every:
            why = f"the archive has no judgement {number}"
        elif every[number].kind == "undo":
            why = f"judgement {number} took another back; decide anew instead"
        else:
            why = f"judgement {number} was taken back already"
        raise InputError(f"{why}; musnad judgements lists them")
    return judge(store, Judgement(kind="undo", by=by, at=now(), on=stands[number].on, note=note, withdraws=number))


def judge(store: Store, judgement: Judgement) -> Decided:
    """What came of a judgement: it is appended, and the incidents of the events it is on are as it says; all of it or nothing."""
    with store.writing():
        number = store.judge(judgement)
        keys = _touched(store, judgement.on)
        before = _incidents(store, keys)
        linked.decide(store, keys)
        after = _incidents(store, keys)
    return Decided(number=number, judgement=judgement, before=before, after=after)


def _keys(store: Store, name: str) -> tuple[str, ...]:
    """The events that a name means: all of an incident, the one that a document is about, or one by its key."""
    if "#" in name and store.has(document_of(name)):
        if name not in store.events_of(document_of(name)):
            event_anchor(store, name)  # says so when there is no such event at all
            raise InputError(f"{name}: this event is background without a day of its own, so it belongs to no incident")
        return (name,)
    named = finding.find(store, name)
    return (finding.lead_of(store, named.id),) if named.kind == "document" else finding.row_of(store, named.id).keys


def _set_apart(ours: Sequence[str], theirs: Sequence[str], one: str, other: str) -> tuple[str, ...]:
    """The one event that is set apart, first, and those it is not the same as."""
    if set(ours) == set(theirs):
        raise InputError(f"{one} and {other} are one and the same; to take an event out of an incident name the event and the incident")
    single, rest = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    left = tuple(key for key in rest if key != single[0])
    return (single[0], *left)


def _touched(store: Store, anchors: Iterable[Anchor]) -> tuple[str, ...]:
    """The events that anchors are on: an event itself, or that of a claim."""
    found = []
    for anchor in anchors:
        key = event_at(store, anchor) if anchor.field is None else _event_of_claim(store, anchor)
        if key is not None:
            found.append(key)
    return tuple(dict.fromkeys(found))


def _event_of_claim(store: Store, anchor: Anchor) -> str | None:
    claim = claim_at(store, anchor)
    return None if claim is None else key_of(anchor.document, claim.event)


def _incidents(store: Store, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(store.incident_of(keys).values())))
