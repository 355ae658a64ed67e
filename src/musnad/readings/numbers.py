"""Numbers in running text: digits, number words and both mixed, read into values with their exact place.

The grammar (see ``readings.numbergrammar``) says which words add up; here it is tried along the text, and what stands around a number
says whether it is an amount at all, a name, a date or a share, and which two of them are the bounds of one range.

Everything is a pure function of tokens and words; spans are code points of the folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from musnad.readings.digits import chain, digits_value, plain
from musnad.readings.morphology import Forms
from musnad.readings.numbergrammar import BIG, Grown, grow
from musnad.readings.numbertext import Atom, Text, is_model
from musnad.readings.numberwords import NumberWords
from musnad.readings.tokens import Token

Frame = Literal["dash", "between", "from_to", "to", "or"]
_NEAR_TIMES = 10


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """One number of the text: tokens ``first`` up to ``last``, code points ``start`` up to ``stop`` of the folded text.

    A clitic before it (``prefixes``) is in its tokens but not in its span; an article is in both. ``one_of``: "one of them", not
    an amount. ``attributive``: the word may belong to the noun before it. ``identifier``: part of a date, a time, an address or a
    name, not an amount. ``percent``: of a hundred. ``digits``: written in digits from the first to the last.
    """

    first: int
    last: int
    start: int
    stop: int
    value: float
    prefixes: tuple[str, ...] = ()
    article: bool = False
    one_of: bool = False
    attributive: bool = False
    identifier: bool = False
    percent: bool = False
    digits: bool = False


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """Two numbers that bound an amount. A frame word before them ("between", "from") is in its tokens and its span.

    ``from_to`` may also tell of a change ("rose from 5 to 10"): what the sentence says of it, the caller knows.
    """

    first: int
    last: int
    start: int
    stop: int
    low: Number
    high: Number
    frame: Frame


def find_numbers(tokens: Sequence[Token], forms: Forms, words: NumberWords) -> list[Number]:
    """The numbers of the text in order, none overlapping another.

    ``forms`` is a morphology's, asked only for words that may be numbers. A sign before digits is not read: in news a dash there
    opens a list. Digits glued to letters that make a name of them or a measure (M4, 29km) are left out; digits of dates, times and
    addresses are there, each alone, as ``identifier``.
    """
    text = Text(tokens, forms, words)
    found: list[Number] = []
    free = 0
    for at, token in enumerate(tokens):
        if at < free:
            continue
        if token.kind == "number" or (token.kind == "word" and words.may_count(token.text)):
            numbers, free = _numbers_at(text, at, free)
            found.extend(numbers)
    return found


def _numbers_at(text: Text, at: int, free: int) -> tuple[list[Number], int]:
    """The numbers of the token at ``at`` and the first token that is still free after them."""
    phrase = _no_number(text, at)
    if phrase:
        return [], phrase
    begin = at - 1 if at > free and any(atom.first == at - 1 for atom in text.at(at - 1)) else at
    minus = next((atom for atom in text.at(begin) if atom.role == "minus"), None)
    grown = grow(text, minus.last if minus else begin)
    if grown is None:
        return (_identifiers(text, at) if text.tokens[at].kind == "number" else []), at + 1
    if begin and text.words.is_a(text.tokens[begin - 1].text, "between") and grown.stops:
        grown = _split_between(text, grown)
    number = _number(text, grown, minus)
    last = grown.atoms[-1].last
    return ([number] if number else []), last + text.phrase_length(last, "percent")


def _split_between(text: Text, grown: Grown) -> Grown:
    """After "between", "five and twenty" are two numbers, unless a joined number follows them."""
    kept, value = grown.stops[0]
    if any(text.is_joined(atom) for atom in text.after(grown.atoms[-1])) or not value < grown.value - value:
        return grown
    return Grown(value, grown.atoms[:kept], [])


def _number(text: Text, grown: Grown, minus: Atom | None) -> Number | None:
    """The number that the parts make, with what stands around it; None where the words turn out to be none."""
    atoms = grown.atoms
    head, tail, alone = minus or atoms[0], atoms[-1], len(atoms) == 1
    if _belongs_elsewhere(text, atoms):
        return None
    labelled = not head.prefixes and text.is_word(_before(text, head.first), "label")
    leading_zero = alone and head.role == "digits" and len(head.text) > 1 and head.text.isdigit() and head.text[0] == "0"
    return Number(
        first=head.first,
        last=tail.last,
        start=head.start,
        stop=tail.stop,
        value=plain(-grown.value if minus else grown.value),
        prefixes=head.prefixes,
        article=head.article,
        one_of=alone and head.role == "one_of",
        attributive=alone and "after_noun" in head.features,
        identifier=labelled or leading_zero,
        percent=text.phrase_length(tail.last, "percent") > 0,
        digits=all(atom.role == "digits" for atom in atoms),
    )


def _identifiers(text: Text, at: int) -> list[Number]:
    """The digits of a date, a time or an address, each alone; nothing for digits that are part of a name or a measurement."""
    token = text.tokens[at]
    linked = chain(text.tokens, at, text.words)
    if is_model(text, linked[0]) or is_model(text, linked[-1]):
        return []
    parts = re.finditer(r"\d+" if digits_value(token.text, text.words) is None else r".+", token.text)
    return [
        Number(
            first=at,
            last=at + 1,
            start=token.start + part.start(),
            stop=token.start + part.end(),
            value=plain(digits_value(part[0], text.words) or 0),
            identifier=True,
            digits=True,
        )
        for part in parts
    ]


def _no_number(text: Text, at: int) -> int:
    """The token behind a phrase around ``at`` that the pack lists as no number, or 0."""
    token = text.tokens[at]
    for stem in {form.stem for form in text.forms(token.text)} if token.kind == "word" else {token.text}:
        for phrase, place in text.words.around.get(stem, ()):
            if _stands_around(text, phrase, at, place):
                return at - place + len(phrase)
    return 0


def _stands_around(text: Text, phrase: tuple[str, ...], at: int, place: int) -> bool:
    """Whether the other words of ``phrase`` stand around the token ``at``, its word at ``place``; clitics may be joined to the first."""
    tokens, first = text.tokens, at - place
    if first < 0 or first + len(phrase) > len(tokens):
        return False
    if any(tokens[first + step].text != word for step, word in enumerate(phrase) if step and step != place):
        return False
    return place == 0 or any(form.stem == phrase[0] for form in text.forms(tokens[first].text))


def _belongs_elsewhere(text: Text, atoms: list[Atom]) -> bool:
    """Whether number words are no number of their own: a weekday, an ordinal ("the twenty-first"), "an hour and a half"."""
    head = atoms[0]
    if len(atoms) == 1 and head.article and "bare" in head.features:
        return True
    if len(atoms) == 1 and head.role == "fraction" and text.is_joined(head):
        return True
    behind = atoms[-1].last
    behind += behind < len(text.tokens) and text.tokens[behind].text == "-"
    return (head.role == "ten" and text.is_word(head.first - 1, "ordinal")) or (
        atoms[-1].role in ("ten", *BIG) and text.is_word(behind, "ordinal")
    )


def _before(text: Text, at: int) -> int:
    """The token before ``at``, over one opening bracket, colon or dash."""
    return at - 2 if at > 1 and text.tokens[at - 1].text in ("(", ":", "-") else at - 1


# ----------------------------------------------------------------------------------------------------------------------- ranges


def find_ranges(tokens: Sequence[Token], numbers: Sequence[Number], words: NumberWords) -> list[Range]:
    """The pairs of neighbouring ``numbers`` that bound one amount ("5-10", "between 5 and 10", "from 5 to 10", "five or six")."""
    found: list[Range] = []
    taken = 0
    for low, high in pairwise(numbers):
        if low.first < taken or low.identifier or high.identifier or low.one_of or high.one_of or not low.value < high.value:
            continue
        frame = _frame(tokens, low, high, words)
        if frame is None:
            continue
        kind, first = frame
        start = low.start if first == low.first else tokens[first].start
        found.append(Range(first=first, last=high.last, start=start, stop=high.stop, low=low, high=high, frame=kind))
        taken = high.last
    return found


def _frame(tokens: Sequence[Token], low: Number, high: Number, words: NumberWords) -> tuple[Frame, int] | None:
    """How two numbers are bound together, and the token where that begins."""
    before = tokens[low.first - 1].text if low.first else ""
    gap = high.first - low.last
    if gap == 0 and words.is_a(before, "between") and len(high.prefixes) == 1 and high.prefixes[0] in words.joiners:
        return "between", low.first - 1
    if gap != 1 or high.prefixes:
        return None
    link = tokens[low.last].text
    if link == "-":
        return "dash", low.first
    if words.is_a(link, "to"):
        return ("from_to", low.first - 1) if words.is_a(before, "from") else ("to", low.first)
    near = high.value <= _NEAR_TIMES * low.value  # "five or six"; "ten million or ten billion" are two amounts
    return ("or", low.first) if near and words.is_a(link, "or") else None
