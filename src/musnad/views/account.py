"""An incident's account as a page for people: plain words on top, then every field with its values and who says each of them.

Under a value stand its origins; under an origin a tree of those who carry its word, each with the claim's name and its exact words.
Nothing here prints, see ``views.report``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from musnad.archive.showing import Shown
from musnad.incidents.accounts import Account, FieldAccount, Held, Origin, Site, Voice
from musnad.model import Party, Words
from musnad.views.account_words import (
    INTERESTS,
    STATUSES,
    TITLES,
    documents,
    figures_in_words,
    in_order,
    origin_name,
    origins,
    party,
    sentences,
    tie,
    title,
    update_in_words,
    value_label,
)
from musnad.views.carriers import Node, bundled, by_origin, tree
from musnad.views.lines import STYLES, isolate, plain, quoted, visible, wrapped
from musnad.views.listing import judgement_in_words
from musnad.views.wording import MARKS, Names, decided_in_words, name_in_words

LONGEST_WORDS = 160  # code points of exact words that are shown of a claim


def render(shown: Shown, width: int, names: Names) -> Iterator[Text]:
    """The lines of an account."""
    account = shown.account
    yield from wrapped(title(account), width, style=STYLES["heading"])
    yield from wrapped(f"incident {account.id} · {documents(len(account.documents))} · {origins(account.origins)}", width)
    yield Text()
    for sentence in sentences(account, names):
        yield from wrapped(sentence.words, width)
    for told in account.fields:
        yield Text()
        yield from _field(told, width, names)
    yield from _updates(account, width)
    yield from _ties(shown, width)
    yield from _places(account, width)
    yield from _documents(shown, width)
    yield from _judgements(shown, width, names)
    yield from _why(shown, width)
    yield Text()


def _field(told: FieldAccount, width: int, names: Names) -> Iterator[Text]:
    facts = [TITLES[told.field], STATUSES[told.status]]
    facts += [origins(told.origins)] if told.status != "single_origin" else []
    yield from wrapped(" · ".join([*facts, *figures_in_words(told)]), width, style=STYLES["event"])
    for held in in_order(told):
        yield from _held(held, width, names)


def _held(held: Held, width: int, names: Names) -> Iterator[Text]:
    notes = [value_label(held, names), *([origins(len(held.origins))] if len(held.origins) > 1 else [])]
    notes += [f"denied by {origins(len(held.denied_by))}"] if held.denied_by else []
    notes += [] if held.current else ["superseded"]
    yield from wrapped(" · ".join(notes), width, indent=2, style=STYLES["origin"] if held.current else STYLES["words"])
    for voices in by_origin(held.voices):
        yield from wrapped(_origin(voices[0].origin), width, indent=4)
        yield from _carriers(voices, width, names)


def _origin(origin: Origin) -> str:
    details = [plain(origin.kind)] + ([f"speaks for {party(origin.party)}"] if origin.party else [])
    return f"{origin_name(origin)} ({', '.join(details)})"


# --------------------------------------------------------------------------------------------------------- who quotes whom


def _carriers(voices: Sequence[Voice], width: int, names: Names) -> Iterator[Text]:
    """The tree below an origin: who quotes it, who quotes those, down to what was published."""
    yield from _below(tree(voices, names), "    ", width, names)


def _below(node: Node, margin: str, width: int, names: Names) -> Iterator[Text]:
    groups = bundled(node.voices)
    last = len(groups) + len(node.below)
    number = 0
    for group in groups:
        number += 1
        corner, bar = ("└ ", "  ") if number == last else ("├ ", "│ ")
        yield from _led(margin + corner, margin + bar, _voice(group, names), width)
        for line in _said(group[0], width, len(margin) + 4):
            yield Text(margin + bar + "  ") + line[len(margin) + 4 :]
    for name, below in node.below.items():
        number += 1
        corner, bar = ("└ ", "  ") if number == last else ("├ ", "│ ")
        yield from _led(margin + corner, margin + bar, f"quoted by {name}", width)
        yield from _below(below, margin + bar, width, names)


def _led(first: str, others: str, words: str, width: int) -> Iterator[Text]:
    """Words behind a branch of the tree."""
    for number, line in enumerate(wrapped(words, width, indent=len(first))):
        yield Text(first if number == 0 else others) + line[len(first) :]


def _voice(group: Sequence[Voice], names: Names) -> str:
    first = group[0]
    publisher = isolate(first.publisher) if first.publisher else "a document whose publisher is not known"
    own = "in its own voice" if first.copy_of is None else f"in {publisher}, which repeats it"
    how = own if not first.chain else f"in {publisher}"
    notes = [f"{how}, {first.said_at[:10] or 'day not known'}", isolate(f"{first.document}#{first.claim}")]
    if isinstance(first.value, Party) and first.value.actor and first.value.actor != first.value.party:
        notes.append(name_in_words(first.value.actor, names))
    notes += [MARKS[first.stance].rstrip(": ")] if first.stance != "assert" else []
    notes += [INTERESTS[first.interest]] if first.interest != "neither" else []
    notes += ["superseded by its later figure"] if first.superseded else []
    notes += decided_in_words(accepted=first.accepted, corrected=first.corrected, added=first.added)
    repeats = [isolate(voice.document) for voice in group if voice.document != first.document]
    notes += [f"repeated word for word by {', '.join(dict.fromkeys(repeats))}"] if repeats else []
    return " · ".join(notes)


def _said(voice: Voice, width: int, indent: int) -> Iterator[Text]:
    """The exact words of a claim, those in several places with an ellipsis between, cut when they are long."""
    text = " … ".join(dict.fromkeys(visible(words.text) for words in voice.evidence))
    if len(text) > LONGEST_WORDS:
        text = text[: text.rfind(" ", 0, LONGEST_WORDS)] + " …"
    if text:
        yield from quoted(Words(text=text, span=(0, len(text))), width, indent)


# ------------------------------------------------------------------------------------------------------------- below the fields


def _updates(account: Account, width: int) -> Iterator[Text]:
    if account.updates:
        yield Text()
        yield Text("Figures of one origin that differ", style=STYLES["event"])
    for update in account.updates:
        between_them = " and " if update.order == "unknown" else " → "
        days = between_them.join(day[:16].replace("T", " ") or "day not known" for day in (update.before_at, update.after_at))
        yield from wrapped(f"{days}  {update_in_words(account, update)}", width, indent=2)
        yield from wrapped(isolate(between_them.join(update.documents)), width, indent=4, style=STYLES["words"])


def _ties(shown: Shown, width: int) -> Iterator[Text]:
    if shown.bonds:
        yield Text()
        yield Text("Stands to others", style=STYLES["event"])
    for bond in shown.bonds:
        to = isolate(bond.to) if bond.agreement else f"incident {bond.to}"
        yield from wrapped(
            f"{tie(bond.type, outgoing=bond.outgoing)} {to}, says {', '.join(map(isolate, bond.documents))}", width, indent=2
        )
        for words in bond.evidence[:1]:
            yield from quoted(words, width, indent=4)


def _places(account: Account, width: int) -> Iterator[Text]:
    sites = (*((account.site,) if account.site else ()), *account.other_sites)
    if not sites:
        return
    yield Text()
    yield Text("Where", style=STYLES["event"])
    for site in sites:
        yield from wrapped(_site(site), width, indent=2)


def _site(site: Site) -> str:
    point = (
        "no point known" if site.lat is None or site.lon is None else f"{site.lat:.3f}, {site.lon:.3f} within {site.radius_km or 0:.0f} km"
    )
    by = " · placed by a person" if site.corrected else ""
    return f"{isolate(site.name)} · {point} · {documents(len(site.documents))}{by}"


def _documents(shown: Shown, width: int) -> Iterator[Text]:
    yield Text()
    yield Text("Documents", style=STYLES["event"])
    for document in shown.documents:
        facts = [document.published_at[:10] or "day not known", isolate(document.publisher or "publisher not known"), isolate(document.id)]
        facts += [isolate(document.title)] if document.title else []
        yield from wrapped(" · ".join(facts), width, indent=2)


def _judgements(shown: Shown, width: int, names: Names) -> Iterator[Text]:
    if shown.judgements:
        yield Text()
        yield Text("Decided by people", style=STYLES["event"])
    for number, judgement in shown.judgements:
        yield from wrapped(judgement_in_words(number, judgement, names), width, indent=2)


def _why(shown: Shown, width: int) -> Iterator[Text]:
    if shown.why is None:
        return
    yield Text()
    yield Text("Why these are one incident: what brought each event to it, heaviest first", style=STYLES["event"])
    if not shown.why:
        yield from wrapped("It has only one event.", width, indent=2)
    for joined in shown.why:
        yield from wrapped(f"{isolate(joined.key)} with {isolate(joined.other)} · {_weighed(joined.weight)}", width, indent=2)
        said = [f"{reason.feature} {reason.weight:+.1f} ({isolate(reason.words)})" for reason in joined.reasons]
        yield from wrapped("; ".join(["said to be the same by a person"] * joined.decided + said), width, indent=4)


def _weighed(weight: float) -> str:
    return "two events of one document" if weight < -50 else f"weight {weight:+.1f}"
