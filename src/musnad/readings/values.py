"""Values: the numbers and dates of a text that is no report, for ``musnad values``.

The same words and grammar as in reading a document; only what is made of them is different. Here a date is read loosely, as an
answer to "when?", and nothing asks what a number counts, but a noun in the dual is the number two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from musnad.knowledge.facts import Knowledge
from musnad.model import DateFound, Quantity, Values
from musnad.pack import Pack
from musnad.readings.dates import read_dates
from musnad.readings.grammar import Grammar, compile_grammar
from musnad.readings.marks import Mark
from musnad.readings.quantities import read_quantities
from musnad.readings.tokens import Token, tokenize
from musnad.text import Folded, fold


def read(text: str, pack: Pack, on: date | None, knowledge: Knowledge) -> Values:
    """The quantities and dates of ``text``, each in order and with its exact words. The numbers of a date are quantities, too.

    ``on`` is the day that relative dates are counted from; without it only those that name their year are found.
    """
    grammar = compile_grammar(pack, knowledge)
    folded = fold(text)
    tokens = tokenize(folded.text, grammar.endings)
    return Values(quantities=_quantities(folded, tokens, grammar), dates=_dates(folded, tokens, grammar, on))


def _quantities(folded: Folded, tokens: list[Token], grammar: Grammar) -> tuple[Quantity, ...]:
    vocabulary = grammar.vocabulary
    marks = list(vocabulary.marks(tokens))
    counted = read_quantities(folded, tokens, lambda word: vocabulary.word(word).forms, grammar.numbers, marks)
    duals = [_pair(mark, folded) for mark in _duals(marks) if not _is_counted(mark, counted, folded)]
    return tuple(sorted([*counted, *duals], key=lambda quantity: quantity.span))


def _duals(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Nouns whose own form says two, the longest at each place; not where the same letters may be another number.

    A dual right after a dual is said of the same two ("two boys, brothers").
    """
    nouns: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.get("num") and mark.get("pos") != "verb":
            nouns.setdefault(mark.first, []).append(mark)
    end = -1
    for first, here in sorted(nouns.items()):
        longest = max(here, key=lambda mark: mark.last)
        rivals = [mark for mark in here if mark.last == longest.last]
        if first < end or any(mark.get("num") != "du" for mark in rivals):
            continue
        if first > end or longest.prefixes:
            yield longest
        end = longest.last


def _is_counted(dual: Mark, counted: Sequence[Quantity], folded: Folded) -> bool:
    """Whether a number stands in the noun or right after it ("two dead men, two")."""
    start, stop = folded.source_span(dual.start, dual.stop)
    return any(start < quantity.span[1] and quantity.span[0] <= stop + 1 for quantity in counted)


def _pair(dual: Mark, folded: Folded) -> Quantity:
    span = folded.source_span(dual.start, dual.stop)
    return Quantity(min=2, max=2, qualifier=None, text=folded.source[slice(*span)], span=span)


def _dates(folded: Folded, tokens: list[Token], grammar: Grammar, on: date | None) -> tuple[DateFound, ...]:
    forms = [grammar.vocabulary.word(token.text).forms for token in tokens]
    return tuple(_in_source(found, folded) for found in read_dates(folded.text, tokens, forms, grammar.dates, today=on))


def _in_source(found: DateFound, folded: Folded) -> DateFound:
    """A date of the folded text with its words and span in the text as received."""
    span = folded.source_span(*found.span)
    return msgspec.structs.replace(found, text=folded.source[slice(*span)], span=span)
