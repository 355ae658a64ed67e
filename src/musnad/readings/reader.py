"""The reader: one document in, its reading out. Pure: the same document, pack and knowledge give the same reading, anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from musnad import __version__
from musnad.knowledge.tables import AS_OF, Knowledge
from musnad.model import (
    CASUALTY_FIELDS,
    Claim,
    Document,
    DocumentRef,
    Event,
    Issue,
    Link,
    Place,
    Precision,
    Reader,
    Reading,
    Toll,
    When,
    Words,
)
from musnad.pack import Pack
from musnad.readings.attribution import Attribution, Scope, Speaker, attribute
from musnad.readings.dateline import publication_day
from musnad.readings.findings import Finding
from musnad.readings.grammar import Grammar, compile_grammar
from musnad.readings.happenings import Happening, day_of, group, kind_of
from musnad.readings.marks import Mark, Marked
from musnad.readings.mentions import mark_document
from musnad.readings.roles import find_roles
from musnad.readings.segments import segment
from musnad.readings.sites import names, place_name, sites_of
from musnad.readings.tokens import sentences, tokenize
from musnad.readings.tolls import find_tolls
from musnad.text import Folded, fold

NAME = "rules"


def read(document: Document, pack: Pack, knowledge: Knowledge) -> Reading:
    """All that the rules find in ``document``: events, claims with their chains, and what could not be read."""
    grammar = compile_grammar(pack, knowledge)
    page = Page.of(document, grammar)
    found = page.happenings()
    events = tuple(page.event(number, happening) for number, happening in enumerate(found, start=1))
    claims: list[Claim] = []
    for event, happening in zip(events, found, strict=True):
        claims.extend(page.claims(event.id, happening, len(claims)))
    return Reading(
        document=DocumentRef(id=document.id, language=document.lang, sha256=document.sha256),
        reader=Reader(name=NAME, version=__version__),
        events=events,
        claims=tuple(claims),
        issues=tuple(page.issues),
    )


class Page:
    """One document while it is read: its folded text, its marks and its attribution, and the way back to exact words."""

    def __init__(self, document: Document, folded: Folded, marked: Marked, grammar: Grammar, published: date | None) -> None:
        self.document = document
        self.folded = folded
        self.marked = marked
        self.grammar = grammar
        self.published = published
        self.attribution: Attribution = attribute(marked, grammar)
        self.issues: list[Issue] = []

    @classmethod
    def of(cls, document: Document, grammar: Grammar) -> Page:
        """The document folded, cut and marked."""
        folded = fold(document.text)
        tokens = tokenize(folded.text)
        forms = [grammar.vocabulary.word(token.text).forms for token in tokens]
        published = publication_day(document.published_at, tokens, forms, grammar.dates, grammar.segmented, latest=AS_OF)
        marked = mark_document(tokens, sentences(tokens, grammar.abbreviations), grammar, published.day, folded)
        return cls(document, folded, marked, grammar, published.day)

    def happenings(self) -> list[Happening]:
        """The events of the document, each with its findings."""
        on = self.published or self.latest_named_day()
        findings: list[Finding] = find_tolls(self.marked, self.grammar, on)
        findings += find_roles(self.marked, self.grammar, self.attribution, on)
        segments = segment(self.marked, self.attribution)
        return group(segments, findings, self.marked, self.attribution, on)

    def latest_named_day(self) -> date | None:
        """The latest day that the text names with its year: a document without a date is not older. It decides which names held."""
        days = [mark.get("begin") for here in self.marked.at for mark in here if mark.kind == "date" and mark.get("explicit") == "yes"]
        named = [date.fromisoformat(day) for day in days if day]
        return max((day for day in named if day <= AS_OF), default=None)

    def words(self, start: int, stop: int) -> Words:
        """The exact words between two folded code points."""
        first, last = self.folded.source_span(start, stop)
        return Words(text=self.document.text[first:last], span=(first, last))

    def event(self, number: int, happening: Happening) -> Event:
        """The event that a happening stands for, as published in a reading."""
        return Event(
            id=f"e{number}",
            type=kind_of(happening, self.marked, self.grammar.knowledge.habits),
            background=happening.background,
            trigger=self._trigger(happening),
            date=self._when(happening),
            places=tuple(self._places(happening)),
        )

    def _trigger(self, happening: Happening) -> Words:
        trigger = happening.telling_trigger()
        if trigger is not None:
            return self.words(trigger.start, trigger.stop)
        if happening.findings:
            return self.words(happening.findings[0].start, happening.findings[0].stop)
        first = self.marked.tokens[happening.segments[0].first]
        return self.words(first.start, first.stop)

    def _when(self, happening: Happening) -> When | None:
        found = day_of(happening) or (None if happening.background else self.heading_day())
        if found is None:
            return None
        start, end, mark = found
        return When(start=start, end=end, text=self.words(mark.start, mark.stop).text)

    def heading_day(self) -> tuple[date, date | None, Mark] | None:
        """The day that a heading announces for all that follows ("the events of Monday 20 November 2023")."""
        for sentence in self.marked.sentences[:3]:
            for index in range(sentence.first, sentence.last):
                for mark in self.marked.at[index]:
                    announced = mark.kind == "date" and "prep.for" in self.marked.clitics[index] and mark.get("begin")
                    if announced and mark.last >= sentence.last - 1 and self._heading(index):
                        end = mark.get("end")
                        return date.fromisoformat(mark.get("begin")), date.fromisoformat(end) if end else None, mark
        return None

    def _places(self, happening: Happening) -> Iterable[Place]:
        marks = happening.places
        sites = names(sites_of(marks), self.marked)
        seen: set[str] = set()
        for mark in marks:
            name = place_name(mark, self.marked)
            if name in seen:
                continue
            seen.add(name)
            yield self._place(mark, is_site=name in sites)

    def _place(self, mark: Mark, *, is_site: bool) -> Place:
        words = self.words(mark.start, mark.stop)
        entry = self.grammar.knowledge.places.get(mark.get("id"))
        precision: Precision = mark.get("precision") or "unknown"  # type: ignore[assignment]
        return Place(
            text=words.text,
            span=words.span,
            role="site" if is_site else "region",
            name=entry.name_en if entry is not None else words.text,
            lat=entry.lat if entry is not None else None,
            lon=entry.lon if entry is not None else None,
            precision=precision,
            gazetteer=entry.id if entry is not None else None,
        )

    def claims(self, event: str, happening: Happening, before: int) -> Iterable[Claim]:
        """The happening's claims: one for each field, value and origin, however often the text repeats it."""
        seen: dict[tuple[object, ...], list[Finding]] = {}
        made = 0
        for finding in self._without_summaries(happening.findings):
            scope = self.attribution.at(finding.token)
            chain = tuple(self._link(speaker) for speaker in scope.chain) if scope is not None else ()
            stance = "deny" if scope is not None and scope.stance == "deny" else finding.stance
            earlier = seen.setdefault((finding.field, _key(finding), stance == "deny", chain[-1].text if chain else ""), [])
            if any(self._same_people(finding, other) for other in earlier):
                continue
            earlier.append(finding)
            made += 1
            yield Claim(
                id=f"c{before + made}",
                event=event,
                field=finding.field,
                value=finding.value,
                stance=stance,
                chain=chain,
                evidence=(self.words(finding.start, finding.stop),),
                rule=finding.rule,
                confidence=_confidence(finding, scope),
            )

    def _without_summaries(self, findings: list[Finding]) -> list[Finding]:
        """The findings without a heading's bare "dead and wounded" where the publisher counts them itself further down."""
        counted = {
            finding.field
            for finding in findings
            if isinstance(finding.value, Toll) and finding.value.qualifier != "some" and self.attribution.at(finding.token) is None
        }
        return [
            finding
            for finding in findings
            if not (
                isinstance(finding.value, Toll)
                and finding.value.qualifier == "some"
                and finding.field in counted
                and self.attribution.at(finding.token) is None
                and self._heading(finding.token)
            )
        ]

    def _heading(self, token: int) -> bool:
        """True where ``token`` stands in a line that does not end as sentences do."""
        sentence = self.marked.sentences[self.marked.sentence_of(token)]
        return self.marked.tokens[sentence.last - 1].kind != "punct"

    def _same_people(self, finding: Finding, other: Finding) -> bool:
        """True where two equal figures count the same people: not "a man and a woman", nor "a child" told as a part of another whole."""
        one, two = finding.value, other.value
        if not isinstance(one, Toll) or not isinstance(two, Toll) or one.who == two.who:
            return True
        apart = one.part_of or two.part_of or {one.who, two.who} <= _TOLD_APART
        return not apart and self.marked.sentence_of(finding.token) != self.marked.sentence_of(other.token)

    def _link(self, speaker: Speaker) -> Link:
        words = self.words(speaker.start, speaker.stop)
        return Link(text=words.text, span=words.span, kind=speaker.kind, source=speaker.source or None, channel=speaker.channel or None)


_TOLD_APART = {"children", "women", "men"}


def _key(finding: Finding) -> tuple[object, ...]:
    """What makes two findings of one field the same claim."""
    if finding.field in CASUALTY_FIELDS and isinstance(finding.value, Toll):
        value = finding.value
        vague = value.qualifier if value.min is None and value.max is None else None
        return value.min, value.max, vague, value.part_of
    return (getattr(finding.value, "party", None), getattr(finding.value, "actor", None), getattr(finding.value, "weapon", None))


def _confidence(finding: Finding, scope: Scope | None) -> float:
    """A first, plain measure: a stated value in the publisher's own voice 0.9, a hedge less."""
    del scope
    return 0.5 if finding.stance == "hedge" else 0.9
