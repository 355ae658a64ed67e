"""A document of the archive as a page for people: how it came in, what each event is part of, its claims by the names to judge them by."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from musnad.archive.showing import ShownDocument
from musnad.model import Claim, Event
from musnad.views.lines import STYLES, isolate, labelled, plain, quoted, wrapped
from musnad.views.listing import judgement_in_words, known
from musnad.views.wording import (
    MARKS,
    Names,
    appeared_in_words,
    chain_in_words,
    decided_in_words,
    issue_in_words,
    place_in_words,
    value_in_words,
    when_in_words,
)


def render(shown: ShownDocument, width: int, names: Names) -> Iterator[Text]:
    """The lines of a document."""
    document, reading = shown.receipt.document, shown.reading
    yield from wrapped(isolate(document.title or document.id), width, style=STYLES["heading"])
    for label, value in _facts(shown):
        yield from labelled(f"{label:<12}", list(wrapped(value, width, indent=12)))
    for event in reading.events:
        yield Text()
        yield from _event(event, shown, width)
        for claim in (*reading.claims, *shown.rejected):
            if claim.event == event.id:
                yield from _claim(claim, shown, width, names)
    if not reading.events:
        yield Text()
        yield Text("No event was found in it.")
    for issue in (*shown.receipt.issues, *reading.issues):
        yield from wrapped(issue_in_words(issue), width, style=STYLES[issue.level])
    if shown.judgements:
        yield Text()
        yield Text("Decided by people", style=STYLES["event"])
    for number, judgement in shown.judgements:
        yield from wrapped(judgement_in_words(number, judgement, names), width, indent=2)
    yield Text()


def _facts(shown: ShownDocument) -> Iterator[tuple[str, str]]:
    receipt, reading = shown.receipt, shown.reading
    document = receipt.document
    yield "document", isolate(document.id)
    for label, name, value in (
        ("publisher", "publisher", document.publisher),
        ("published", "published_at", document.published_at),
        ("language", "lang", document.lang),
        ("title", "title", document.title),
    ):
        yield label, known(value, receipt.known.get(name), name)
    if appeared := appeared_in_words(reading.document):
        yield "appeared", appeared
    if document.url:
        yield "address", isolate(document.url)
    yield "received", f"{receipt.added_at} from {isolate(receipt.where)}, {receipt.media}"
    yield "sha256", document.sha256
    if receipt.copy_of:
        yield "repeats", f"{isolate(receipt.copy_of)}, nearly word for word"
    older = f"; {shown.readings - 1} older readings are kept" if shown.readings > 1 else ""
    imports = f", imports {reading.reader.knowledge[:12]}" if reading.reader.knowledge else ""
    yield "read by", f"{reading.reader.name} {reading.reader.version}{imports}{older}"


def _event(event: Event, shown: ShownDocument, width: int) -> Iterator[Text]:
    incident = shown.incidents.get(event.id)
    parts = [isolate(f"{shown.receipt.document.id}#{event.id}"), plain(event.type), when_in_words(event.date)]
    parts += ["background"] if event.background else []
    parts.append(f"incident {incident}" if incident else "in no incident")
    parts += _decided(shown, event.id)
    yield from wrapped(" · ".join(parts), width, style=STYLES["event"])
    for place in event.places:
        yield from wrapped(place_in_words(place), width, indent=2)
    yield from quoted(event.trigger, width, indent=2)


def _claim(claim: Claim, shown: ShownDocument, width: int, names: Names) -> Iterator[Text]:
    document = shown.receipt.document
    value = MARKS[claim.stance] + value_in_words(claim.value, names)
    parts = [isolate(f"{document.id}#{claim.id}"), f"{plain(claim.field)}: {value}", *_decided(shown, claim.id)]
    yield from wrapped(" · ".join(parts), width, indent=2, style=STYLES["origin"])
    yield from wrapped(chain_in_words(claim.chain, document.publisher, names), width, indent=4)
    for words in claim.evidence:
        yield from quoted(words, width, indent=4)


def _decided(shown: ShownDocument, id_: str) -> list[str]:
    """What people decided of a claim or event."""
    verdict = shown.verdicts.get(id_)
    if verdict is None:
        return []
    done = decided_in_words(accepted=verdict.accepted, corrected=verdict.corrected, added=verdict.added)
    return [*(["rejected by a person"] if verdict.rejected else []), *done]
