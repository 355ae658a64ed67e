"""The page: one document while it is read, with everything that later steps ask of it."""

from __future__ import annotations

from datetime import date

from musnad.knowledge.numbering import appeared
from musnad.knowledge.tables import AS_OF
from musnad.model import Document, Words
from musnad.readings.attribution import Attribution, attribute
from musnad.readings.dateline import Published, publication_day
from musnad.readings.glued import unglued
from musnad.readings.grammar import Grammar
from musnad.readings.identities import publisher_of
from musnad.readings.marks import Mark, Marked
from musnad.readings.masked import unmasked
from musnad.readings.mentions import mark_document
from musnad.readings.tokens import sentences, tokenize
from musnad.text import Folded, fold

_HEADING_SENTENCES = 3


class Page:
    """A document's folded text, marks and attribution, and the way back to its exact words.

    ``published`` is the day it appeared, given or read off the page, None when neither says it; ``published_by`` how it is known.
    ``within``: the days between which it appeared, where only the number in its address tells. ``publisher`` is the publisher's id in
    knowledge, None where it is not known there.
    """

    def __init__(self, document: Document, folded: Folded, marked: Marked, grammar: Grammar, published: Published) -> None:
        self.document = document
        self.folded = folded
        self.marked = marked
        self.grammar = grammar
        self.published = published.day
        self.published_by = published.how
        self.within = published.within
        self.publisher = publisher_of(document.publisher, grammar, document.url)[0] or None
        self.attribution: Attribution = attribute(marked, grammar, folded.text, document.publisher, document.url)

    @classmethod
    def of(cls, document: Document, grammar: Grammar) -> Page:
        """The document folded, cut and marked."""
        folded = fold(document.text)
        tokens = unglued(tokenize(folded.text, grammar.endings), grammar.vocabulary, folded)
        tokens = unmasked(tokens, grammar.vocabulary.knows)
        forms = [grammar.vocabulary.word(token.text).forms for token in tokens]
        within = appeared(document.url, grammar.knowledge.numbering)
        published = publication_day(document.published_at, tokens, forms, grammar.dates, grammar.segmented, latest=AS_OF, within=within)
        publisher, _ = publisher_of(document.publisher, grammar, document.url)
        marked = mark_document(tokens, sentences(tokens, grammar.abbreviations), grammar, published.day, folded, publisher)
        return cls(document, folded, marked, grammar, published)

    @property
    def on(self) -> date | None:
        """The day by which parties are named: that of publication, else the last on which the document may have appeared, else the latest
        that the text names with its year.

        A document is not older than the days it speaks of.
        """
        return self.published or (self.within[1] if self.within else self._latest_named_day())

    def _latest_named_day(self) -> date | None:
        days = [mark.get("begin") for here in self.marked.at for mark in here if mark.kind == "date" and mark.get("explicit") == "yes"]
        named = [date.fromisoformat(day) for day in days if day]
        return max((day for day in named if day <= AS_OF), default=None)

    def words(self, start: int, stop: int) -> Words:
        """The exact words between two code points of the folded text."""
        first, last = self.folded.source_span(start, stop)
        return Words(text=self.document.text[first:last], span=(first, last))

    def in_heading(self, token: int) -> bool:
        """True where ``token`` stands in a line that does not end as sentences do."""
        sentence = self.marked.sentences[self.marked.sentence_of(token)]
        return self.marked.tokens[sentence.last - 1].kind != "punct"

    def heading_day(self) -> Mark | None:
        """The date that a heading announces for all that follows ("the events of Monday 20 November 2023")."""
        for sentence in self.marked.sentences[:_HEADING_SENTENCES]:
            for index in range(sentence.first, sentence.last):
                for mark in self.marked.at[index]:
                    announced = mark.kind == "date" and "prep.for" in self.marked.clitics[index] and mark.get("begin")
                    if announced and mark.last >= sentence.last - 1 and self.in_heading(index):
                        return mark
        return None
