"""A reading as a page for people: each event, then its claims gathered by who says them, with the exact words.

Right-to-left text has to survive a terminal: every piece of it is set between U+2068 and U+2069 (first-strong isolate), line by
line, so that a terminal that reorders text does not carry the English around it along. Nothing here prints; ``render`` returns
the lines, and the command line writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from musnad.model import (
    Agreement,
    Claim,
    Document,
    Event,
    Issue,
    Link,
    LoadedTerm,
    Party,
    Place,
    Quantity,
    Quote,
    Reading,
    Toll,
    Values,
    Weapon,
    When,
    Words,
)

if TYPE_CHECKING:
    from musnad.pipeline import Trace

ISOLATE, POP = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:[ \u200c\u200d]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*")
WIDTH = 80
FIELD_COLUMN = 12  # "initiator" and two spaces, after the indent
MARKS = {"assert": "", "deny": "denied: ", "hedge": "not certain: "}
STYLES = {
    "heading": "bold",
    "event": "bold cyan",
    "origin": "bold",
    "deny": "red",
    "hedge": "yellow",
    "words": "dim",
    "error": "red",
    "warning": "yellow",
    "info": "dim",
}

PARTIES = {
    "russia": "Russia",
    "syrian_government": "Syrian government",
    "iran": "Iran",
    "iran_backed_militia": "Iran-backed militia",
    "hezbollah": "Hezbollah",
    "turkey": "Turkey",
    "sna": "Syrian National Army",
    "nlf": "National Front for Liberation",
    "hts": "Hayat Tahrir al-Sham",
    "syrian_transitional_government": "Syrian transitional government",
    "syrian_opposition": "Syrian opposition",
    "isis": "ISIS",
    "al_qaeda": "al-Qaeda",
    "hurras_al_din": "Hurras al-Din",
    "sdf": "Syrian Democratic Forces",
    "us_coalition": "US-led coalition",
    "israel": "Israel",
    "hamas": "Hamas",
    "iraq_government": "Iraqi government",
    "kurdistan_iraq": "Kurdistan Region of Iraq",
    "jordan": "Jordan",
    "ukraine": "Ukraine",
    "saudi_coalition": "Saudi-led coalition",
    "houthi": "Houthis",
    "tribal_fighters": "tribal fighters",
    "druze_factions": "Druze factions",
    "civilians": "civilians",
    "unknown": "unknown",
    "gunmen": "unidentified gunmen",
    "police": "police",
}
NUMBERED = {"more_than": "more than {}", "at_least": "at least {}", "about": "about {}", "up_to": "up to {}", "less_than": "fewer than {}"}
VAGUE = {"dozens": "dozens", "hundreds": "hundreds", "several": "several", "many": "many", "some": "some, no number given"}
WHO = {"soldiers_police": "soldiers or police", "mixed": "fighters and civilians"}


def render(document: Document, reading: Reading, width: int = WIDTH) -> Iterator[Text]:
    """The lines of the report on one document, each at most ``width`` cells wide as far as its words allow."""
    yield from _heading(document, reading, width)
    for number, event in enumerate(reading.events, start=1):
        yield Text()
        yield from _event(number, event, width)
        yield from _claims([claim for claim in reading.claims if claim.event == event.id], document, width)
    yield from _beside_events(reading, width)
    yield from _issues(reading.issues, width)
    yield Text()


def _heading(document: Document, reading: Reading, width: int) -> Iterator[Text]:
    title = document.title or _first_line(document.text) or "(empty document)"
    yield from _wrapped(isolate(title), width, style=STYLES["heading"])
    facts = [document.publisher or "publisher not given", document.published_at or "day not given"]
    facts.append(f"language {reading.document.language or 'unknown'}")
    yield from _wrapped(" · ".join(map(isolate, facts)), width)
    yield from _wrapped(isolate(document.url or document.id), width, style=STYLES["words"])
    if not reading.events:
        yield Text("No event found in it.")


def _event(number: int, event: Event, width: int) -> Iterator[Text]:
    parts = [_plain(event.type), _when(event.date)]
    if event.background:
        parts.append("background, not the news itself")
    yield from _wrapped(f"{number}. {', '.join(parts)}", width, style=STYLES["event"])
    for place in event.places:
        yield from _wrapped(_place(place), width, indent=3)
    yield from _exact(event.trigger, width, indent=3)


def _claims(claims: Sequence[Claim], document: Document, width: int) -> Iterator[Text]:
    """The claims under a line for each chain, in the order in which the chains first speak."""
    by_chain: dict[tuple[tuple[str, str | None], ...], list[Claim]] = {}
    for claim in claims:
        by_chain.setdefault(tuple((link.source or link.text, link.channel) for link in claim.chain), []).append(claim)
    for group in by_chain.values():
        yield from _wrapped(chain_in_words(group[0].chain, document.publisher), width, indent=3, style=STYLES["origin"])
        for claim in group:
            yield from _claim(claim, width)


def _claim(claim: Claim, width: int) -> Iterator[Text]:
    label = f"{_plain(claim.field):<{FIELD_COLUMN - 2}}  "
    lines = list(
        _wrapped(MARKS[claim.stance] + value_in_words(claim.value), width, indent=5 + len(label), style=STYLES.get(claim.stance, ""))
    )
    yield from _labelled(" " * 5 + label, lines)
    for words in claim.evidence:
        yield from _exact(words, width, indent=5 + len(label))


def _labelled(label: str, lines: Sequence[Text]) -> Iterator[Text]:
    """The lines, which are indented as far as ``label`` goes, with the label before the first."""
    yield Text(label) + lines[0][len(label) :]
    yield from lines[1:]


def render_values(number: int, values: Values, width: int = WIDTH) -> Iterator[Text]:
    """The numbers and dates of one line of input, each with its words; nothing for a line that has none."""
    for quantity in values.quantities:
        yield from _wrapped(f"{number}: number {_quantity(quantity)} {isolate(quantity.text)}", width)
    for found in values.dates:
        yield from _wrapped(f"{number}: date {_interval(found.start, found.end)} ({_plain(found.precision)}) {isolate(found.text)}", width)


def render_traces(
    document: Document, reading: Reading, traces: Sequence[Trace], claim: str | None = None, width: int = WIDTH
) -> Iterator[Text]:
    """The rules that fired and those that almost did, each with its words; with ``claim``, only those on the words of that claim."""
    yield from _heading(document, reading, width)
    chosen = [found for found in reading.claims if claim in (None, found.id)]
    if claim and not chosen:
        yield Text(f"It has no claim {claim}.")
        return
    for found in chosen:
        yield Text()
        yield from _wrapped(f"{found.id}, {_plain(found.field)}, by rule {found.rule}", width, style=STYLES["event"])
        yield from _claim(found, width)
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
    yield from _wrapped(trace.rule, width, indent=3, style=STYLES["origin"])
    if trace.why:
        yield from _wrapped(isolate_runs(trace.why), width, indent=5)
    yield from _exact(trace.words, width, indent=5)
    if [words.span for _, words in trace.parts] != [trace.words.span]:
        for name, words in trace.parts:
            yield from _labelled(f"{' ' * 5}{name:<{FIELD_COLUMN - 2}}  ", list(_exact(words, width, indent=5 + FIELD_COLUMN)))


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def value_in_words(value: Toll | Party | Weapon) -> str:
    """A claim's value as a person would say it: ``more than 40 (fighters)``, ``Russia``, ``rocket launcher, many``."""
    if isinstance(value, Toll):
        return _toll(value)
    if isinstance(value, Weapon):
        return _plain(value.weapon) + (f", {isolate(value.quantity)}" if value.quantity else "")
    finer = f", namely {_plain(value.actor)}" if value.actor and value.actor != value.party else ""
    return party_in_words(value.party) + finer


def party_in_words(label: str) -> str:
    """The name of a coarse party label; a label without one is shown as it stands, ``other:`` taken off."""
    return PARTIES.get(label) or _plain(label.removeprefix("other:"))


def chain_in_words(chain: Sequence[Link], publisher: str | None = None) -> str:
    """Who says it, outermost first: ``Sputnik (agency) ← a field source (military)``. An empty chain is the publisher's own voice."""
    if not chain:
        return "In the publisher's own voice" + (f": {isolate(publisher)}" if publisher else "")
    return " ← ".join(_link(link) for link in chain)


def _link(link: Link) -> str:
    details = [_plain(detail) for detail in (link.source, link.kind, link.channel) if detail]
    return f"{isolate(link.text)} ({', '.join(details)})"


def _toll(toll: Toll) -> str:
    details = [] if toll.who == "unspecified" else [WHO.get(toll.who, toll.who)]
    if toll.party:
        details.append(f"of {party_in_words(toll.party)}")
    if toll.part_of:
        details.append("part of a total")
    return _number(toll) + (f" ({', '.join(details)})" if details else "")


def _number(toll: Toll) -> str:
    if toll.min is None and toll.max is None:
        return VAGUE.get(toll.qualifier or "", "number not given")
    return "none" if toll.min == toll.max == 0 else _figure(toll.min, toll.max, toll.qualifier)


def _quantity(quantity: Quantity) -> str:
    if quantity.min is None and quantity.max is None:
        return VAGUE.get(quantity.qualifier or "", "not given")
    return _figure(quantity.min, quantity.max, quantity.qualifier)


def _figure(low: float | None, high: float | None, qualifier: str | None) -> str:
    """A number in words where at least one end of it is known."""
    if low is not None and high is not None and low != high:
        return f"{low:.12g} to {high:.12g}"
    open_ended = "at_least" if high is None else "up_to" if low is None else ""
    figure = low if low is not None else high
    return NUMBERED.get(qualifier or open_ended, "{}").format(f"{figure:.12g}")


def _when(when: When | None) -> str:
    return "day not given" if when is None else _interval(when.start, when.end)


def _interval(start: date, end: date | None) -> str:
    return f"{start} to {end}" if end and end != start else str(start)


def _place(place: Place) -> str:
    details = [] if place.name == place.text else [isolate(place.name)]
    details += [] if place.precision == "unknown" else [place.precision]
    role = "at" if place.role == "site" else "in"
    return f"{role} {isolate(place.text)}" + (f" ({', '.join(details)})" if details else "")


Item = tuple[str, Sequence[Link], Sequence[Words | Quote | LoadedTerm]]


def _beside_events(reading: Reading, width: int) -> Iterator[Text]:
    """What the document says that is no claim about an event, each kind under its own line."""
    for title, items in _sections(reading):
        if items:
            yield Text()
            yield Text(title, style=STYLES["event"])
        for what, chain, evidence in items:
            said_by = chain_in_words(chain) if chain else ""
            yield from _wrapped(" — ".join(part for part in (what, said_by) if part) or "In the publisher's own voice", width, indent=3)
            for words in evidence:
                yield from _exact(words, width, indent=5)


def _sections(reading: Reading) -> Iterator[tuple[str, list[Item]]]:
    names = {event.id: f"event {number}" for number, event in enumerate(reading.events, start=1)}
    names |= {agreement.id: isolate(agreement.name) for agreement in reading.agreements}
    yield (
        "Relations",
        [(f"{_named(r.frm, names)}: {_plain(r.type)} → {_named(r.to, names)}", r.chain, r.evidence) for r in reading.relations],
    )
    yield "Agreements", [(_agreement(a), (), a.evidence) for a in reading.agreements]
    yield "Affiliations", [(f"{_plain(a.actor)}: {_plain(a.relation)} {_plain(a.of)}", a.chain, a.evidence) for a in reading.affiliations]
    yield "Statements", [(_plain(s.kind), s.chain, s.evidence) for s in reading.statements]
    yield "Assessments (what someone thinks)", [("", a.chain, a.evidence) for a in reading.assessments]
    yield "Quoted", [("", q.chain, (q,)) for q in reading.quotes]
    yield "Loaded words", [(f"for {_plain(term.neutral)}", term.chain, (term,)) for term in reading.loaded_terms]


def _named(id_: str, names: dict[str, str]) -> str:
    return names.get(id_) or _plain(id_)


def _agreement(agreement: Agreement) -> str:
    parts = [isolate(agreement.name)]
    parts += [f"signed {agreement.signed}"] if agreement.signed else []
    parts += [f"in force {agreement.in_force}"] if agreement.in_force else []
    parts += [f"between {', '.join(map(_plain, agreement.parties))}"] if agreement.parties else []
    return ", ".join(parts + [isolate(term) for term in agreement.terms])


def _issues(issues: Sequence[Issue], width: int) -> Iterator[Text]:
    if issues:
        yield Text()
        yield Text("For a person to look at", style=STYLES["event"])
    for issue in issues:
        yield from _wrapped(issue_in_words(issue), width, indent=3, style=STYLES[issue.level])


def issue_in_words(issue: Issue) -> str:
    """One line for an issue: its level, what it says, and where in the text."""
    where = f" (characters {issue.span[0]} to {issue.span[1]})" if issue.span else ""
    return f"{issue.level}: {isolate(issue.message)}{where}"


def _exact(words: Words | Quote | LoadedTerm, width: int, indent: int) -> Iterator[Text]:
    """The exact words in quotation marks, every line of them isolated by itself."""
    lines = _lines(visible(words.text), width - indent - 2)
    for number, line in enumerate(lines):
        opening, closing = "“" if number == 0 else " ", "”" if number == len(lines) - 1 else ""
        yield Text(" " * indent + opening + isolate(line) + closing, style=STYLES["words"])


def _wrapped(text: str, width: int, indent: int = 0, style: str = "") -> Iterator[Text]:
    """``text`` over as many lines as it needs; an isolate that a line leaves open is closed on it and opened again on the next."""
    inside = False
    for line in _lines(text, width - indent):
        line = ISOLATE + line if inside else line
        inside = line.count(ISOLATE) > line.count(POP)
        yield Text(" " * indent + line + (POP if inside else ""), style=style)


def _lines(text: str, width: int) -> list[str]:
    """The words of ``text`` in lines of at most ``width`` terminal cells; a word longer than that is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, max(width, 10)):
            longer = f"{line} {piece}" if line else piece
            if line and cell_len(longer) > max(width, 10):
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, width: int) -> Iterator[str]:
    while cell_len(word) > width:
        stop = next(n for n in range(1, len(word) + 1) if cell_len(word[: n + 1]) > width)
        yield word[:stop]
        word = word[stop:]
    yield word


def isolate(text: str) -> str:
    """``text`` made safe to show (see ``visible``), and between U+2068 and U+2069 when it has right-to-left letters."""
    shown = visible(text)
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in shown):
        return f"{ISOLATE}{shown}{POP}"
    return shown


def isolate_runs(text: str) -> str:
    """A sentence of ours made safe to show, every run of right-to-left words in it isolated by itself."""
    return _RIGHT_TO_LEFT.sub(rf"{ISOLATE}\g<0>{POP}", visible(text))


def visible(text: str) -> str:
    """``text`` without what could command a terminal or reorder a line: control and bidi characters, lone surrogates.

    The joiners U+200C and U+200D stay, since they decide how letters look.
    """
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cf" and character not in "\u200c\u200d" else character


def _plain(label: str) -> str:
    """A label or id of ours in words, or somebody's name as it stands."""
    return isolate(label.replace("_", " "))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
