"""A reading as a page for people: each event, then its claims gathered by who says them, with the exact words.

Nothing here prints; ``render`` returns the lines, and the command line writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from musnad.model import (
    Claim,
    Document,
    Event,
    Issue,
    Link,
    LoadedTerm,
    Quote,
    Reading,
    Values,
    Words,
)
from musnad.views.lines import STYLES, isolate, isolate_runs, labelled, plain, quoted, wrapped
from musnad.views.wording import (
    MARKS,
    NOBODY,
    Names,
    agreement_in_words,
    appeared_in_words,
    chain_in_words,
    interval_in_words,
    issue_in_words,
    name_in_words,
    place_in_words,
    quantity_in_words,
    value_in_words,
    when_in_words,
)

if TYPE_CHECKING:
    from musnad.pipeline import Trace

WIDTH = 80
FIELD_COLUMN = 12  # "initiator" and two spaces, after the indent


def render(document: Document, reading: Reading, width: int = WIDTH, names: Names = NOBODY) -> Iterator[Text]:
    """The lines of the report on one document, each at most ``width`` cells wide as far as its words allow.

    ``names`` say what actors and sources are called; without one they go by their ids.
    """
    yield from _heading(document, reading, width)
    for number, event in enumerate(reading.events, start=1):
        yield Text()
        yield from _event(number, event, width)
        yield from _claims([claim for claim in reading.claims if claim.event == event.id], document, width, names)
    yield from _beside_events(reading, width, names)
    yield from _issues(reading.issues, width)
    yield Text()


def _heading(document: Document, reading: Reading, width: int) -> Iterator[Text]:
    title = document.title or _first_line(document.text) or "(empty document)"
    yield from wrapped(isolate(title), width, style=STYLES["heading"])
    facts = [document.publisher or "publisher not given", document.published_at or appeared_in_words(reading.document) or "day not given"]
    facts.append(f"language {reading.document.language or 'unknown'}")
    yield from wrapped(" · ".join(map(isolate, facts)), width)
    yield from wrapped(isolate(document.url or document.id), width, style=STYLES["words"])
    if not reading.events:
        yield Text("No event found in it.")


def _event(number: int, event: Event, width: int) -> Iterator[Text]:
    parts = [plain(event.type), when_in_words(event.date)]
    if event.background:
        parts.append("background, not the news itself")
    yield from wrapped(f"{number}. {', '.join(parts)}", width, style=STYLES["event"])
    for place in event.places:
        yield from wrapped(place_in_words(place), width, indent=3)
    yield from quoted(event.trigger, width, indent=3)


def _claims(claims: Sequence[Claim], document: Document, width: int, names: Names) -> Iterator[Text]:
    """The claims under a line for each chain, in the order in which the chains first speak."""
    by_chain: dict[tuple[tuple[str, str | None], ...], list[Claim]] = {}
    for claim in claims:
        by_chain.setdefault(tuple((link.source or link.text, link.channel) for link in claim.chain), []).append(claim)
    for group in by_chain.values():
        yield from wrapped(chain_in_words(group[0].chain, document.publisher, names), width, indent=3, style=STYLES["origin"])
        for claim in group:
            yield from _claim(claim, width, names)


def _claim(claim: Claim, width: int, names: Names) -> Iterator[Text]:
    label = f"{plain(claim.field):<{FIELD_COLUMN - 2}}  "
    value = MARKS[claim.stance] + value_in_words(claim.value, names)
    lines = list(wrapped(value, width, indent=5 + len(label), style=STYLES.get(claim.stance, "")))
    yield from labelled(" " * 5 + label, lines)
    for words in claim.evidence:
        yield from quoted(words, width, indent=5 + len(label))


def render_values(number: int, values: Values, width: int = WIDTH) -> Iterator[Text]:
    """The numbers and dates of one line of input, each with its words; nothing for a line that has none."""
    for quantity in values.quantities:
        yield from wrapped(f"{number}: number {quantity_in_words(quantity)} {isolate(quantity.text)}", width)
    for found in values.dates:
        day = interval_in_words(found.start, found.end)
        yield from wrapped(f"{number}: date {day} ({plain(found.precision)}) {isolate(found.text)}", width)


def render_traces(
    document: Document, reading: Reading, traces: Sequence[Trace], claim: str | None = None, width: int = WIDTH, names: Names = NOBODY
) -> Iterator[Text]:
    """The rules that fired and those that almost did, each with its words; with ``claim``, only those on the words of that claim."""
    yield from _heading(document, reading, width)
    chosen = [found for found in reading.claims if claim in (None, found.id)]
    if claim and not chosen:
        yield Text(f"It has no claim {claim}.")
        return
    for found in chosen:
        yield Text()
        yield from wrapped(f"{found.id}, {plain(found.field)}, by rule {found.rule}", width, style=STYLES["event"])
        yield from _claim(found, width, names)
    spans = [words.span for found in chosen for words in found.evidence] + [link.span for found in chosen for link in found.chain]
    for title, fired in (("Rules that fired", True), ("Rules that almost fired", False)):
        yield Text()
        yield Text(title, style=STYLES["event"])
        for trace in traces:
            if trace.fired is fired and (claim is None or any(_touch(trace.words.span, span) for span in spans)):
                yield from _trace(trace, width)
    yield Text()


def _trace(trace: Trace, width: int) -> Iterator[Text]:
    """A rule, what came of it or was missing, its words, and those that it captured."""
    yield from wrapped(trace.rule, width, indent=3, style=STYLES["origin"])
    if trace.why:
        yield from wrapped(isolate_runs(trace.why), width, indent=5)
    yield from quoted(trace.words, width, indent=5)
    if [words.span for _, words in trace.parts] != [trace.words.span]:
        for name, words in trace.parts:
            yield from labelled(f"{' ' * 5}{name:<{FIELD_COLUMN - 2}}  ", list(quoted(words, width, indent=5 + FIELD_COLUMN)))


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


Item = tuple[str, Sequence[Link], Sequence[Words | Quote | LoadedTerm]]


def _beside_events(reading: Reading, width: int, names: Names) -> Iterator[Text]:
    """What the document says that is no claim about an event, each kind under its own line."""
    for title, items in _sections(reading, names):
        if items:
            yield Text()
            yield Text(title, style=STYLES["event"])
        for what, chain, evidence in items:
            said_by = chain_in_words(chain, names=names) if chain else ""
            yield from wrapped(" — ".join(part for part in (what, said_by) if part) or "In the publisher's own voice", width, indent=3)
            for words in evidence:
                yield from quoted(words, width, indent=5)


def _sections(reading: Reading, names: Names) -> Iterator[tuple[str, list[Item]]]:
    things = {event.id: f"event {number}" for number, event in enumerate(reading.events, start=1)}
    things |= {agreement.id: isolate(agreement.name) for agreement in reading.agreements}
    yield (
        "Relations",
        [(f"{_named(r.frm, things)}: {plain(r.type)} → {_named(r.to, things)}", r.chain, r.evidence) for r in reading.relations],
    )
    yield "Agreements", [(agreement_in_words(a), (), a.evidence) for a in reading.agreements]
    yield (
        "Affiliations",
        [
            (f"{name_in_words(a.actor, names)}: {plain(a.relation)} {name_in_words(a.of, names)}", a.chain, a.evidence)
            for a in reading.affiliations
        ],
    )
    yield "Statements", [(plain(s.kind), s.chain, s.evidence) for s in reading.statements]
    yield "Assessments (what someone thinks)", [("", a.chain, a.evidence) for a in reading.assessments]
    yield "Quoted", [("", q.chain, (q,)) for q in reading.quotes]
    yield "Loaded words", [(f"for {plain(term.neutral)}", term.chain, (term,)) for term in reading.loaded_terms]


def _named(id_: str, things: dict[str, str]) -> str:
    return things.get(id_) or plain(id_)


def _issues(issues: Sequence[Issue], width: int) -> Iterator[Text]:
    if issues:
        yield Text()
        yield Text("For a person to look at", style=STYLES["event"])
    for issue in issues:
        yield from wrapped(issue_in_words(issue), width, indent=3, style=STYLES[issue.level])


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
