"""Deciding: a person's judgement is appended, and what it touches is linked and accounted for anew, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from musnad.archive import finding, linked
from musnad.archive.clock import now
from musnad.archive.judging import claim_anchor, event_anchor, event_at, event_of_claim, standing
from musnad.archive.reviewing import reviewed_one
from musnad.errors import InputError
from musnad.incidents.sketches import document_of, key_of
from musnad.model import Anchor, EventType, Field, Judgement, Link, Party, Place, Stance, Struct, Toll, Weapon, When, Words
from musnad.stores.base import Store


class Correction(Struct, frozen=True):
    """What is right of a claim; None where what was read is."""

    value: Toll | Party | Weapon | None = None
    stance: Stance | None = None
    chain: tuple[Link, ...] | None = None


class NewClaim(Struct, frozen=True):
    """A claim that a person adds to a document, on one of its events (``event``, by its id) or on a new one of a type and, if known, a
    day."""

    document: str
    evidence: tuple[Words, ...]
    field: Field
    value: Toll | Party | Weapon
    stance: Stance = "assert"
    chain: tuple[Link, ...] = ()
    event: str | None = None
    type: EventType | None = None
    date: When | None = None


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


def correct(store: Store, claim: str, correction: Correction, *, by: str, note: str = "") -> Decided:
    """What came of the decision that a claim has another value, is said by others, or is said otherwise. What is None stays.

    *errors*: InputError when there is no such claim, or nothing is corrected.
    """
    anchor, _ = claim_anchor(store, claim)
    if correction == Correction():
        raise InputError(f"{claim}: say what is to be corrected, its value, its chain or its stance")
    changes = {name: getattr(correction, name) for name in correction.__struct_fields__}
    return judge(store, Judgement(kind="correct", by=by, at=now(), on=(anchor,), note=note, **changes))


def place(store: Store, name: str, places: tuple[Place, ...], *, by: str, note: str = "") -> Decided:
    """What came of the decision that an event happened at a site, with what contains it. A claim stands for its event, a document for the
    event that it is about, an incident for all its events. InputError when the name is nothing in the archive."""
    anchors = tuple(event_anchor(store, key) for key in placed_by(store, name))
    return judge(store, Judgement(kind="place", by=by, at=now(), on=anchors, places=places, note=note))


def placed_by(store: Store, name: str) -> tuple[str, ...]:
    """The events that are placed when what is called so is. InputError when that is nothing in the archive."""
    document, _, part = name.rpartition("#")
    if not document or not store.has(document):
        return _keys(store, name)
    if part.startswith("e"):
        return (name,)
    _, claim = claim_anchor(store, name)
    return (key_of(document, claim.event),)


def add(store: Store, claim: NewClaim, *, by: str, note: str = "") -> Decided:
    """What came of adding a claim that was not read; it is called by the number of the judgement, ``j12``.

    *errors*: InputError when its words are not in the document where they are said to be, or there is no such event.
    """
    document, receipt = claim.document, store.receipt(claim.document)
    found = reviewed_one(store, document).reading
    text = receipt.document.text if receipt else ""
    if not claim.evidence or any(not words.text.strip() or text[slice(*words.span)] != words.text for words in claim.evidence):
        raise InputError(f"{document}: the words of a claim must be in the document, exactly as it has them")
    on = [Anchor(document=document, span=claim.evidence[0].span, field=claim.field)]
    type_ = claim.type
    if claim.event is not None:
        on.append(event_anchor(store, key_of(document, claim.event)))
        type_ = next(event.type for event in found.events if event.id == claim.event)
    if type_ is None:
        raise InputError(f"{document}: say on which event the claim is, or of what type a new one is")
    judgement = Judgement(
        kind="add",
        by=by,
        at=now(),
        on=tuple(on),
        value=claim.value,
        stance=claim.stance,
        chain=claim.chain,
        evidence=claim.evidence,
        type=type_,
        date=claim.date,
        note=note,
    )
    return judge(store, judgement)


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
    later = [other for other, judged in stands.items() if judged.kind == "add" and any(anchor.added == number for anchor in judged.on)]
    if later:
        raise InputError(f"judgement {number} added the event that {', '.join(map(str, later))} added to; take that back first")
    return judge(store, Judgement(kind="undo", by=by, at=now(), on=stands[number].on, note=note, withdraws=number))


def judge(store: Store, judgement: Judgement) -> Decided:
    """What came of a judgement: it is appended, and the incidents of the events it is on are as it says; all of it or nothing."""
    with store.writing():
        earlier = _touched(store, judgement)
        before = _incidents(store, earlier)
        number = store.judge(judgement)
        keys = tuple(dict.fromkeys((*earlier, *_touched(store, judgement), *_added(store, judgement, number))))
        documents = sorted({anchor.document for anchor in judgement.on}) if judgement.kind not in ("same", "apart") else ()
        linked.decide(store, keys, documents)
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


def _touched(store: Store, judgement: Judgement) -> tuple[str, ...]:
    """The events that a judgement is on: an event itself, or that of a claim, also of one whose addition it takes back."""
    found = [event_at(store, anchor) if anchor.field is None else event_of_claim(store, anchor) for anchor in judgement.on]
    if judgement.withdraws is not None:
        found += _added(store, judgement, judgement.withdraws)
    return tuple(dict.fromkeys(key for key in found if key is not None))


def _added(store: Store, judgement: Judgement, number: int) -> list[str]:
    """The event of the claim that a judgement on the same words added, if it is one that stands."""
    anchors = [Anchor(document=anchor.document, span=anchor.span, field=anchor.field, added=number) for anchor in judgement.on[:1]]
    return [key for anchor in anchors if (key := event_of_claim(store, anchor)) is not None]


def _incidents(store: Store, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(store.incident_of(keys).values())))
