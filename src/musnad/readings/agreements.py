"""Agreements: the truces and accords that a text speaks of, and what it says of their dates, parties and terms."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from musnad.knowledge.facts import AgreementEntry, Knowledge
from musnad.model import Agreement, Words
from musnad.readings.dates import find_dates
from musnad.readings.discourse import Part, capture, clause_end, found, report, stretch
from musnad.readings.grammar import Found, fold_text
from musnad.readings.happenings import Happening
from musnad.readings.marks import Mark, kinds_of
from musnad.readings.page import Page

_DAYS = ("day", "part_of_day")
_DATED = ("signed", "in_force")  # what is signed or in force is a fact; a truce "between" two parties may only be wished for
_ENDS_PARTIES = frozenset({"rel", "say", "comp", "event", "in_force", "signed", "provides"})


class Accord:
    """One agreement while it is being put together: where it is named and what the rules found of it."""

    def __init__(self, name: frozenset[str]) -> None:
        self.name = name
        self.marks: list[Mark] = []
        self.details: list[Found] = []

    def holds(self, mark: Mark) -> bool:
        """True when ``mark`` is one of the places that name it."""
        return any(own.first <= mark.first < own.last for own in self.marks)


def find_agreements(page: Page, happenings: Sequence[Happening], event_ids: Sequence[str]) -> tuple[Agreement, ...]:
    """The agreements of a document: those of which more is told come first, then in the order of the text."""
    return tuple(agreement for _, agreement in accords(page))


@functools.lru_cache(maxsize=2)
def accords(page: Page) -> tuple[tuple[Accord, Agreement], ...]:
    """Every agreement of a document with the places that name it."""
    details = found(page, Part.AGREEMENT)
    drafts = _gathered(page, _named(page, details))
    for item in details:
        mark = capture(item, "agreement")
        home = next((draft for draft in drafts if mark is not None and draft.holds(mark)), None)
        if home is not None:
            home.details.append(item)
    read = [(draft, _read(page, draft)) for draft in drafts]
    read.sort(key=lambda pair: (pair[1].signed is None and pair[1].in_force is None, pair[0].marks[0].first))
    return tuple((draft, msgspec.structs.replace(agreement, id=f"a{number}")) for number, (draft, agreement) in enumerate(read, start=1))


# --- which words name the same agreement ------------------------------------------------------------------------------------


def _named(page: Page, details: Sequence[Found]) -> list[Mark]:
    """The marks that name an agreement: every one with a name of its own, and a bare truce of which something is told."""
    read, covered = report(page), _covered(page)
    marks = {mark.first: mark for mark in page.marked.all("agreement") if read[page.marked.sentence_of(mark.first)]}
    told = [(capture(item, "agreement"), item.rule.set.get("detail") in _DATED) for item in details]
    told += [(capture(item, name), True) for item in found(page, Part.RELATION) for name in ("agreement", "to")]
    for mark, real in told:
        if mark is not None and mark.kind == "truce" and mark.first not in covered and (real or mark.article):
            marks.setdefault(mark.first, mark)
    return [marks[first] for first in sorted(marks)]


def _covered(page: Page) -> set[int]:
    """Tokens inside the name of an agreement, after its first."""
    return {index for mark in page.marked.all("agreement") for index in range(mark.first + 1, mark.last)}


def _gathered(page: Page, marks: Sequence[Mark]) -> list[Accord]:
    drafts: list[Accord] = []
    for mark in marks:
        name = _name(page, mark)
        home = next((draft for draft in reversed(drafts) if draft.name & name), None)
        if home is None:
            home = Accord(name)
            drafts.append(home)
        home.marks.append(mark)
    return drafts


def _name(page: Page, mark: Mark) -> frozenset[str]:
    """What tells one agreement from another: the words of its name without the article, or the ids of the nations in it."""
    nations = frozenset(part.get("id") for part in mark.parts.get("who", ()))
    named = mark.part("name") or mark
    if nations or named.get("id"):
        return nations or frozenset({named.get("id")})
    token = page.marked.tokens[named.first]
    word = token.text[max(0, named.start - token.start) :]
    bare = [form.stem for form in page.grammar.vocabulary.word(word).forms if form.article and not form.prefixes]
    return frozenset({" ".join([*(bare or [word])[:1], *page.marked.words(named).split()[1:]])})


# --- what is told of it -----------------------------------------------------------------------------------------------------


def _read(page: Page, draft: Accord) -> Agreement:
    signed = _day(page, draft, "signed", None)
    read = Agreement(
        id="",
        name=_title(page, draft.marks[0]),
        signed=signed,
        in_force=_day(page, draft, "in_force", signed),
        parties=_parties(page, draft),
        terms=tuple(dict.fromkeys(_terms(page, draft))),
        evidence=tuple(_evidence(page, draft)),
    )
    return msgspec.structs.replace(read, agreement=_known(page, draft, read))


def _known(page: Page, draft: Accord, read: Agreement) -> str | None:
    """The agreement of the knowledge tables that is meant: by its name; else the only one of its days, between such parties."""
    knowledge = page.grammar.knowledge
    by_name = _by_name(knowledge, page.grammar.language)
    named = {by_name[called] for mark in draft.marks if (called := _bare(page.marked.words(mark))) in by_name}
    signed = {knowledge.agreements[ident].signed for ident in named}
    if len(named) == 1 and (read.signed is None or signed <= {read.signed, None}):
        return named.pop()
    by_day = [entry.id for entry in knowledge.agreements.values() if _may_be(entry, read)]
    return by_day[0] if len(by_day) == 1 else None


@functools.lru_cache(maxsize=8)
def _by_name(knowledge: Knowledge, language: str) -> dict[str, str]:
    """Agreements by their names in a language, without the names that several bear."""
    found: dict[str, set[str]] = {}
    for name in knowledge.agreement_names:
        if name.lang == language:
            found.setdefault(_bare(name.form), set()).add(name.agreement)
    return {form: ids.pop() for form, ids in found.items() if len(ids) == 1}


def _bare(name: str) -> str:
    """A name folded, without quotation marks."""
    return " ".join(fold_text(name).replace('"', " ").split())


def _may_be(entry: AgreementEntry, read: Agreement) -> bool:
    """True where a day is told that is the entry's, none that is not, and nobody who is no party to it."""
    told = [(read.signed, entry.signed), (read.in_force, entry.in_force)]
    days = [stated == known for stated, known in told if stated is not None]
    return bool(days) and all(days) and set(read.parties) <= {party.actor for party in entry.parties}


def _title(page: Page, mark: Mark) -> str:
    """The words that name it, without quotation marks or the clitics before them."""
    words = [page.words(max(token.start, mark.start), token.stop).text for token in page.marked.tokens[mark.first : mark.last]]
    return " ".join(words)


def _of(draft: Accord, detail: str) -> Iterator[Found]:
    return (item for item in draft.details if item.rule.set.get("detail") == detail)


def _day(page: Page, draft: Accord, detail: str, after: date | None) -> date | None:
    days = (_resolved(page, mark, after) for item in _of(draft, detail) if (mark := capture(item, "date")) is not None)
    return next((day for day in days if day is not None), None)


def _resolved(page: Page, mark: Mark, after: date | None) -> date | None:
    """The day of a date mark. A day without its year is that of the year of signing, or the next; else as seen from publication."""
    if mark.get("precision") not in _DAYS:
        return None
    stated = _seen_from(page, mark, None)
    if stated is not None:
        return stated
    if after is not None:
        years = (after.year, after.year + 1)
        days = (_seen_from(page, mark, date(year, 12, 31)) for year in years)
        return next((day for day in days if day is not None and day >= after), None)
    return date.fromisoformat(mark.get("begin")) if mark.get("begin") else None


def _seen_from(page: Page, mark: Mark, today: date | None) -> date | None:
    tokens = page.marked.tokens[mark.first : mark.last]
    forms = [page.grammar.vocabulary.word(token.text).forms for token in tokens]
    spans = find_dates(tokens, forms, page.grammar.dates, today=today)
    return spans[0].begin if spans else None


def _parties(page: Page, draft: Accord) -> tuple[str, ...]:
    """Who agreed: the nations in its name, else the actors after "between", as knowledge ids; empty unless there are two."""
    named = [mark.get("id") for own in draft.marks for mark in own.parts.get("who", ()) if mark.kind == "nation"]
    for item in _of(draft, "parties"):
        span = capture(item, "party")
        if span is not None and len(set(named)) < 2:
            named = list(_actors_from(page, span.first))
    distinct = tuple(dict.fromkeys(named))
    return distinct if len(distinct) > 1 else ()


def _actors_from(page: Page, first: int, longest: int = 20) -> Iterator[str]:
    """The actors named after "between", up to a comma once there are two, or to a word that begins something else."""
    marked, told = page.marked, set[str]()
    last, end = min(marked.sentences[marked.sentence_of(first)].last, first + longest), first
    for index in range(first, last):
        ended = any(_ENDS_PARTIES.intersection(kinds_of(mark.kind)) for mark in marked.at[index])
        if ended or (len(told) > 1 and marked.tokens[index].kind == "punct"):
            return
        here = [mark for mark in marked.at[index] if mark.kind in ("actor", "nation") and mark.get("id")] if index >= end else []
        if here:
            best = max(here, key=lambda mark: mark.last)
            end = best.last
            told.add(best.get("id"))
            yield best.get("id")


def _terms(page: Page, draft: Accord) -> Iterator[str]:
    for item in _of(draft, "terms"):
        cue, term = capture(item, "cue"), capture(item, "term")
        first = max(item.match.last - (term.last - term.first if term else 0), cue.last if cue else 0)
        yield stretch(page, first, clause_end(page.marked, first, least=2)).text
    for item in _of(draft, "terms_before"):
        rel = capture(item, "rel")
        if rel is not None:
            yield stretch(page, _antecedent(page, rel.first), rel.first).text
    for item in _of(draft, "terms_after"):
        first = item.match.last - 1
        yield stretch(page, first, clause_end(page.marked, first, least=2)).text


def _antecedent(page: Page, last: int, longest: int = 18) -> int:
    """The token where the noun begins that a relative clause at ``last`` speaks of: after a verb, a comma or a joined preposition."""
    marked = page.marked
    first = marked.sentences[marked.sentence_of(last - 1)].first
    index = last - 1
    while index > max(first, last - longest):
        token = marked.tokens[index]
        if token.text == "," and index < last - 1:
            return index + 1
        if any(mark.prefixes and mark.article for mark in marked.at[index]):
            return index
        if any(mark.kind in ("comp", "rel", "say", "carry") or mark.get("pos") == "verb" for mark in marked.at[index]):
            break
        index -= 1
    return next((at for at in range(index + 1, last) if not _is_light(marked.at[at])), index)


def _is_light(marks: Sequence[Mark]) -> bool:
    """True for a common word without an article, such as "began", with which no noun phrase begins."""
    return any(mark.kind == "common" and not mark.article for mark in marks)


def _evidence(page: Page, draft: Accord) -> Iterator[Words]:
    """The words of each place that names it, with what is told of it there."""
    for mark in draft.marks:
        here = [item for item in draft.details if item.match.first == mark.first and item.rule.set.get("detail") in _DATED]
        last = max((item.match.last for item in here), default=mark.last)
        yield stretch(page, mark.first, last, start=mark.start)
