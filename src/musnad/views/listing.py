"""Lists for people: incidents, who speaks, documents found or about to be taken, judgements. Nothing here prints, see ``views.report``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from musnad.archive.taking import Seen
from musnad.model import Anchor, Document, HowKnown, Judgement
from musnad.stores.base import Hit, IncidentRow
from musnad.stores.lists import Speaker
from musnad.views.account_words import party
from musnad.views.lines import ISOLATE, POP, STYLES, isolate, plain, visible, wrapped
from musnad.views.tongue import _, mark
from musnad.views.wording import NOBODY, STANCES, Names, chain_in_words, term, value_in_words

FIRST = 5  # documents that a dry run shows
HOW: dict[HowKnown, str] = {
    "record": "its record says so",
    "metadata": "its metadata say so",
    "address": "from its address",
    "file": "from the name of the file",
    "dateline": "from its dateline",
    "option": "given in the call",
    "platform": "from the platform",
}
KINDS = {
    "same": mark("same"),
    "apart": mark("apart"),
    "accept": mark("accept"),
    "reject": mark("reject"),
    "correct": mark("correct"),
    "place": mark("place"),
    "add": mark("add"),
}
_MOST_NAMED = 4
Column = tuple[str, int, bool]  # heading, cells, whether to the right


def render_incidents(rows: Iterable[IncidentRow], width: int) -> Iterator[Text]:
    """Two lines for each incident: what, when and how many; below it where and by whom, which are as long as names are."""
    columns: tuple[Column, ...] = (
        ("id", 10, False),
        ("day", 10, False),
        ("what", 16, False),
        ("killed≤", 7, True),
        ("origins", 7, True),
        ("disputed", 8, False),
    )
    yield from _table(columns, ())
    for row in rows:
        yield _line(columns, _incident(row))
        yield from wrapped(f"{_where(row)} · {_by(row)}", width, indent=12)


def _incident(row: IncidentRow) -> tuple[str, ...]:
    day = date.fromordinal(row.first_day).isoformat() if row.first_day else "—"
    killed = "—" if row.killed is None else str(row.killed)
    return row.id, day, row.type.replace("_", " "), killed, str(row.origins), "disputed" if row.contested else ""


def _where(row: IncidentRow) -> str:
    region = "" if row.place and row.region.startswith(row.place) else row.region
    return ", ".join(isolate(name) for name in (row.place, region) if name) or "place not known"


def _by(row: IncidentRow) -> str:
    return ", ".join(map(party, row.parties)) or "nobody named"


def render_speakers(speakers: Sequence[Speaker], width: int) -> Iterator[Text]:
    """One line for each that speaks."""
    numbers = ("claims", "docs", "incidents", "alone", "changed", "disputed")
    rest = width - sum(len(name) for name in numbers) - 2 * (len(numbers) + 1)
    columns: tuple[Column, ...] = (
        ("who", rest - rest // 3, False),
        ("speaks for", rest // 3, False),
        *((name, len(name), True) for name in numbers),
    )
    yield from _table(columns, (_speaker(speaker) for speaker in speakers))


def _speaker(speaker: Speaker) -> tuple[str, ...]:
    counts = (speaker.claims, speaker.documents, speaker.incidents, speaker.alone, speaker.changed, speaker.disputed)
    return speaker.name, party(speaker.party) if speaker.party else "—", *map(str, counts)


def _table(columns: Sequence[Column], rows: Iterable[tuple[str, ...]]) -> Iterator[Text]:
    """Columns of fixed width under their headings; what is too long is cut."""
    yield Text("  ".join(_cell(heading, cells, right=right) for heading, cells, right in columns).rstrip(), style=STYLES["event"])
    yield from (_line(columns, row) for row in rows)


def _line(columns: Sequence[Column], row: Sequence[str]) -> Text:
    cells = (_cell(text, cells, right=right) for text, (_, cells, right) in zip(row, columns, strict=True))
    return Text("  ".join(cells).rstrip())


def _cell(text: str, cells: int, *, right: bool) -> str:
    shown = visible(text)
    if cell_len(shown) > cells:
        shown = set_cell_size(shown, cells - 1).rstrip() + "…"
    blanks = " " * (cells - cell_len(shown))
    return blanks + isolate(shown) if right else isolate(shown) + blanks


def render_hit(hit: Hit, document: Document, width: int) -> Iterator[Text]:
    """A document that was found, with some of its words, those asked for lit up."""
    facts = [document.published_at[:10] or "day not known", isolate(document.publisher or "publisher not known"), isolate(document.id)]
    yield from wrapped(" · ".join(facts), width, style=STYLES["origin"])
    if document.title:
        yield from wrapped(isolate(document.title), width, indent=2)
    start, stop = hit.snippet.span
    text = Text()
    at = start
    for first, last in (span for span in hit.spans if span[0] >= start and span[1] <= stop):
        if first >= at:
            text.append(visible(document.text[at:first])).append(visible(document.text[first:last]), style="bold reverse")
            at = last
    text.append(visible(document.text[at:stop]))
    yield from _isolated(text, width)


def _isolated(text: Text, width: int) -> Iterator[Text]:
    """Words with styles in lines, each isolated by itself."""
    line, cells = Text(), 0
    for word in text.split(" "):
        if cells and cells + 1 + cell_len(word.plain) > width - 4:
            yield Text("  " + ISOLATE) + line + Text(POP)
            line, cells = Text(), 0
        line = line + Text(" ") + word if cells else word
        cells += cell_len(word.plain) + 1
    if cells:
        yield Text("  " + ISOLATE) + line + Text(POP)


def render_taken(seen: Seen, width: int) -> Iterator[Text]:
    """A document as it would be taken in, and how each thing about it is known."""
    document = seen.document
    if document is None:
        return
    yield from wrapped(isolate(document.title or _first_line(document.text)), width, style=STYLES["heading"])
    facts = (("publisher", document.publisher), ("published_at", document.published_at), ("lang", document.lang))
    for name, value in facts:
        yield from wrapped(f"{plain(name)}: {known(value, seen.known.get(name), name)}", width, indent=2)
    yield from wrapped(f"{len(document.text):,} characters, id {isolate(document.id)}", width, indent=2, style=STYLES["words"])
    for issue in seen.issues:
        yield from wrapped(f"{issue.level}: {isolate(issue.message)}", width, indent=2, style=STYLES[issue.level])


def known(value: str | None, how: HowKnown | None, name: str) -> str:
    """A value and how it is known."""
    if not value:
        return "not known"
    told = HOW[how] if how else "told from the text" if name == "lang" else ""
    return isolate(value) + (f" ({told})" if told else "")


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def render_judgements(judgements: Sequence[tuple[int, Judgement]], width: int, names: Names) -> Iterator[Text]:
    """All judgements, those taken back with what took them back."""
    withdrawn = {judgement.withdraws: number for number, judgement in judgements if judgement.withdraws is not None}
    if not judgements:
        yield Text("Nothing was decided.")
    for number, judgement in judgements:
        back = f", taken back by {withdrawn[number]}" if number in withdrawn else ""
        yield from wrapped(judgement_in_words(number, judgement, names) + back, width, style=STYLES["words"] if back else "")


def judgement_in_words(number: int, judgement: Judgement, names: Names = NOBODY) -> str:
    """Who decided what and when: ``3. same: A, B, by Noor, 2026-03-01``."""
    if judgement.withdraws is not None:
        what = _("undo: takes back {number}").format(number=judgement.withdraws)
    else:
        what = f"{_(KINDS[judgement.kind])}: {_about(judgement)}{''.join(_said(judgement, names))}"
    note = f" — {isolate(judgement.note)}" if judgement.note else ""
    when = judgement.at[:16].replace("T", " ")
    return _("{number}. {what}, by {who}, {when}").format(number=number, what=what, who=isolate(judgement.by), when=when) + note


def _said(judgement: Judgement, names: Names) -> Iterator[str]:
    """What a judgement says of what it is on: its value, how and by whom it is said, where it happened, by which words."""
    if judgement.value is not None:
        yield _(" is {value}").format(value=value_in_words(judgement.value, names))
    if judgement.stance is not None and (judgement.kind != "add" or judgement.stance != "assert"):
        yield _(", {stance}").format(stance=_(STANCES[judgement.stance]))
    if judgement.chain is not None and (judgement.kind != "add" or judgement.chain):
        yield _(", {chain}").format(chain=chain_in_words(judgement.chain, None, names))
    for place in judgement.places[:1]:
        yield _(" at {place} ({precision})").format(place=isolate(place.name), precision=term(place.precision))
    for words in judgement.evidence[:1]:
        yield _(", by the words {words}").format(words=isolate(f"“{visible(words.text)}”"))


def _about(judgement: Judgement) -> str:
    anchors: Sequence[Anchor] = judgement.on[:1] if judgement.kind == "add" else judgement.on
    named = [isolate(anchor.document) + (f" ({term(anchor.field)})" if anchor.field else "") for anchor in anchors]
    named = list(dict.fromkeys(named))
    more = _(" and {count} more").format(count=len(named) - _MOST_NAMED) if len(named) > _MOST_NAMED else ""
    return ", ".join(named[:_MOST_NAMED]) + more
