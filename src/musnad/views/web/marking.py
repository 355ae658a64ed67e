"""A document's text with what was read in it: which words carry which claims, cut so that marks never overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from musnad.model import Claim, Event, Reading

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """Some words of the text: the claims whose value they carry, those whose source they name, the events that they tell of.

    ``place``: they name a place of an event. ``lit``: they belong to the claim that was chosen, or to words that were searched.
    """

    text: str
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    place: bool = False
    lit: bool = False

    @property
    def marked(self) -> bool:
        """Whether anything was read in these words."""
        return bool(self.claims or self.sources or self.events or self.place)


@dataclass(frozen=True)
class _Mark:
    span: Span
    kind: str
    id: str


def paragraphs(text: str, reading: Reading, *, chosen: str | None = None, lit: Iterable[Span] = ()) -> Iterator[tuple[int, list[Piece]]]:
    """The lines of a text, each as where it begins and its pieces in their order; empty lines are left out."""
    marks = list(_marks(reading))
    bright = [*lit, *(span for claim in reading.claims if claim.id == chosen for span in spans_of(claim))]
    start = 0
    for line in text.split("\n"):
        stop = start + len(line)
        if line.strip():
            yield start, list(_pieces(text, start, stop, marks, bright))
        start = stop + 1


def spans_of(claim: Claim) -> Iterator[Span]:
    """Where the words of a claim stand: its value's, then its sources'."""
    yield from (words.span for words in claim.evidence)
    yield from (link.span for link in claim.chain)


def _marks(reading: Reading) -> Iterator[_Mark]:
    for claim in reading.claims:
        yield from (_Mark(words.span, "claim", claim.id) for words in claim.evidence)
        yield from (_Mark(link.span, "source", claim.id) for link in claim.chain)
    for event in reading.events:
        yield from (_Mark(span, kind, event.id) for span, kind in _of_event(event))


def _of_event(event: Event) -> Iterator[tuple[Span, str]]:
    yield event.trigger.span, "event"
    yield from ((place.span, "place") for place in event.places)


def _pieces(text: str, start: int, stop: int, marks: list[_Mark], bright: list[Span]) -> Iterator[Piece]:
    here = [mark for mark in marks if mark.span[0] < stop and mark.span[1] > start]
    cuts = {start, stop}
    for span in (*(mark.span for mark in here), *bright):
        cuts.update(end for end in span if start < end < stop)
    ends = sorted(cuts)
    for first, last in pairwise(ends):
        over = [mark for mark in here if mark.span[0] <= first and mark.span[1] >= last]
        yield Piece(
            text=text[first:last],
            claims=_ids(over, "claim"),
            sources=_ids(over, "source"),
            events=_ids(over, "event"),
            place=any(mark.kind == "place" for mark in over),
            lit=any(span[0] <= first and span[1] >= last for span in bright),
        )


def _ids(marks: Iterable[_Mark], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.id for mark in marks if mark.kind == kind))
