"""Reviewing: a reading as people decided it, which is what linking, accounting and pages go by. The reading itself is never changed.

A judgement names spans of a document, not ids of a reading, so it outlives the reading: it belongs to the event whose trigger lies
nearest, to the claim of its field whose first evidence overlaps. What a person added is named by the judgement that added it: claim
``j12``, event ``ej12``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from musnad.errors import InputError
from musnad.incidents.accounts import Corrected
from musnad.incidents.reconcile import Verdict
from musnad.model import Anchor, Claim, Event, Judgement, Place, Reading, Struct
from musnad.stores.base import Store

ADDED_RULE = "person"  # stands where a claim that was read names its rule
Numbered = tuple[int, Judgement]
_CORRECTED: tuple[Corrected, ...] = ("value", "stance", "chain")


class Reviewed(Struct, frozen=True):
    """A reading as people decided it: ``reading`` with what they corrected and added, without the claims that they ``rejected``.

    ``verdicts`` say by the id of a claim or event what was decided of it, for those of which something was.
    """

    reading: Reading
    verdicts: Mapping[str, Verdict]
    rejected: tuple[Claim, ...] = ()

    @property
    def decided_events(self) -> frozenset[str]:
        """The events of which, or of a claim of which, anybody decided anything."""
        claims = {claim.id: claim.event for claim in (*self.reading.claims, *self.rejected)} if self.verdicts else {}
        return frozenset(claims.get(id_, id_) for id_ in self.verdicts)


def added_claim(number: int) -> str:
    """The id of the claim that a judgement added."""
    return f"j{number}"


def added_event(number: int) -> str:
    """The id of the event that a judgement added with its claim."""
    return f"ej{number}"


def standing(judgements: Sequence[Numbered]) -> Iterator[Numbered]:
    """Those of the judgements that none of them takes back, in their order."""
    withdrawn = {judged.withdraws for _, judged in judgements if judged.withdraws is not None}
    return ((number, judged) for number, judged in judgements if number not in withdrawn and judged.kind != "undo")


def reviewed(store: Store, documents: Iterable[str]) -> Iterator[Reviewed]:
    """The current readings of some documents as people decided them, in the order asked; documents without a reading are left out."""
    asked = list(documents)
    decided: dict[str, list[Numbered]] = {}
    for number, judged in standing(store.judgements_on(asked)):
        for document in {anchor.document for anchor in judged.on}:
            decided.setdefault(document, []).append((number, judged))
    return (review(reading, decided.get(reading.document.id, ())) for reading in store.current_readings(asked))


def reviewed_one(store: Store, document: str) -> Reviewed:
    """The current reading of a document as people decided it. InputError when there is no such document."""
    found = next(reviewed(store, [document]), None) if store.has(document) else None
    if found is None:
        raise InputError(f"{document}: the archive has no such document; musnad incidents lists what it has")
    return found


def review(reading: Reading, judgements: Iterable[Numbered]) -> Reviewed:
    """A reading as these judgements, which stand and are given oldest first, say it is; of what contradicts, the later holds."""
    going = _Going(reading)
    for number, judged in judgements:
        if judged.kind == "add":
            going.add(number, judged)
        elif judged.kind == "place":
            going.place(judged)
        elif judged.kind in ("accept", "reject", "correct"):
            going.rule(judged)
    return going.done() if going.verdicts else Reviewed(reading=reading, verdicts={})


class _Going:
    """A reading on its way through the judgements."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._events = {event.id: event for event in reading.events}
        self._claims = {claim.id: claim for claim in reading.claims}
        self.verdicts: dict[str, Verdict] = {}

    def add(self, number: int, judged: Judgement) -> None:
        """Nothing; there is one claim more, and where its event is not there, or was never read, that too."""
        claim, *on = self._here(judged)
        event = next((found for anchor in on if (found := self._event(anchor)) is not None), None)
        if event is None and judged.type is not None:
            event = Event(id=added_event(number), type=judged.type, background=False, trigger=judged.evidence[0], date=judged.date)
            self._events[event.id] = event
            self.verdicts[event.id] = Verdict(added=True)
        if event is not None and claim.field is not None and judged.value is not None:
            id_ = added_claim(number)
            self._claims[id_] = Claim(
                id=id_,
                event=event.id,
                field=claim.field,
                value=judged.value,
                stance=judged.stance or "assert",
                chain=judged.chain or (),
                evidence=judged.evidence,
                rule=ADDED_RULE,
                confidence=1.0,
            )
            self.verdicts[id_] = Verdict(added=True)

    def place(self, judged: Judgement) -> None:
        """Nothing; the events that were meant happened there."""
        for anchor in self._here(judged):
            if (event := self._event(anchor)) is not None:
                self._events[event.id] = replace(event, places=tuple(_named_as(place, event) for place in judged.places))
                self._decide(event.id, corrected=("place",))

    def rule(self, judged: Judgement) -> None:
        """Nothing; the claims that were meant are right, wrong or other than was read."""
        changes = {name: value for name in _CORRECTED if (value := getattr(judged, name)) is not None}
        for anchor in self._here(judged):
            if (claim := self._claim(anchor)) is not None:
                self._claims[claim.id] = replace(claim, **changes)
                self._decide(claim.id, accepted=judged.kind == "accept", rejected=judged.kind == "reject", corrected=tuple(changes))

    def done(self) -> Reviewed:
        """What came of it."""
        rejected = tuple(claim for claim in self._claims.values() if self.verdicts.get(claim.id, Verdict()).rejected)
        kept = tuple(claim for claim in self._claims.values() if claim not in rejected)
        reading = replace(self._reading, events=tuple(self._events.values()), claims=kept)
        return Reviewed(reading=reading, verdicts=self.verdicts, rejected=rejected)

    def _decide(self, id_: str, *, accepted: bool = False, rejected: bool = False, corrected: tuple[Corrected, ...] = ()) -> None:
        """Nothing; this was decided of a claim or event. What was corrected before stays so, and a later decision lifts a rejection."""
        before = self.verdicts.get(id_, Verdict())
        both = tuple(dict.fromkeys((*before.corrected, *corrected)))
        accepted = accepted or (before.accepted and not rejected and not corrected)
        self.verdicts[id_] = Verdict(accepted=accepted, rejected=rejected, corrected=both, added=before.added)

    def _here(self, judged: Judgement) -> list[Anchor]:
        return [anchor for anchor in judged.on if anchor.document == self._reading.document.id]

    def _event(self, anchor: Anchor) -> Event | None:
        """The event that an anchor means, as it is now."""
        if anchor.added is not None:
            return self._events.get(added_event(anchor.added))
        read = nearest_event(self._reading, anchor)
        return self._events[read.id] if read else None

    def _claim(self, anchor: Anchor) -> Claim | None:
        """The claim that an anchor means, as it is now."""
        if anchor.added is not None:
            return self._claims.get(added_claim(anchor.added))
        read = nearest_claim(self._reading, anchor)
        return self._claims[read.id] if read else None


def nearest_event(reading: Reading, anchor: Anchor) -> Event | None:
    """The event that an anchor means of those that were read, None when there are none."""
    return min(reading.events, key=lambda event: (_apart(event.trigger.span, anchor.span), event.id), default=None)


def nearest_claim(reading: Reading, anchor: Anchor) -> Claim | None:
    """The claim that an anchor means of those that were read, None when none of its field touches the words."""
    touching = [claim for claim in reading.claims if claim.field == anchor.field and _apart(claim.evidence[0].span, anchor.span) == 0]
    return min(touching, key=lambda claim: (abs(claim.evidence[0].span[0] - anchor.span[0]), claim.id), default=None)


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Code points between two spans, 0 when they overlap."""
    return max(one[0] - other[1] + 1, other[0] - one[1] + 1, 0)


def _named_as(place: Place, event: Event) -> Place:
    """A place that a person gave, with the words by which the text names it: those that were read as the event's most exact place. A
    place of another role than those that were read has no words: its span is empty, where the event is told."""
    read = next((one for one in event.places if one.role == place.role), None)
    if read is None:
        start, _ = event.trigger.span
        return replace(place, span=(start, start))
    return replace(place, text=read.text, span=read.span)
