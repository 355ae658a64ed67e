"""Quantities: the amounts of a text that is one answer, for ``musnad values``, which reads sums as they are written.

Over the numbers and ranges found in any text this adds what reports hardly ever write (signs, powers, ratios, fractions with a
stroke), the words that qualify an amount ("more than", "about") and those that are an amount without a number ("dozens").
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import cast, get_args

import msgspec

from musnad.model import Qualifier, Quantity
from musnad.readings.digits import LINKS, digits_value, plain
from musnad.readings.marks import Mark
from musnad.readings.morphology import Forms
from musnad.readings.numbers import Number, find_numbers, find_ranges
from musnad.readings.numberwords import NumberWords
from musnad.readings.tokens import Token, glued
from musnad.text import Folded

_TIMES = ("x", "×", "*")
_TEN = 10


class _Amount(msgspec.Struct, frozen=True):
    """An amount before its qualifier is known."""

    first: int
    last: int
    start: int
    stop: int
    low: float
    high: float


def read_quantities(folded: Folded, tokens: Sequence[Token], forms: Forms, words: NumberWords, marks: Iterable[Mark]) -> list[Quantity]:
    """Every quantity of the text in order, spans in its source: numbers, ranges and vague amounts, qualified by what stands by them.

    ``marks`` are the lexicon's: those of kind ``qual.*`` qualify the number next to them, those of kind ``vague.*`` are quantities
    without a number. Signs, powers, ratios and fractions written with a stroke are read here, as sums are written, not in
    ``find_numbers``, as people are counted.
    """
    numbers = find_numbers(tokens, forms, words)
    ranges = find_ranges(tokens, numbers, words)
    amounts = [_Amount(r.first, r.last, r.start, r.stop, r.low.value, r.high.value) for r in ranges]
    covered = [(amount.start, amount.stop) for amount in amounts]
    written = [amount for amount in _expressions(tokens, numbers, words) if not _overlaps(amount.start, amount.stop, covered)]
    covered += [(amount.start, amount.stop) for amount in written]
    alone = [n for n in numbers if not n.one_of and not _overlaps(n.start, n.stop, covered)]
    amounts += _ratios(tokens, [*written, *(_Amount(n.first, n.last, n.start, n.stop, n.value, n.value) for n in alone)], words)
    amounts.sort(key=lambda amount: amount.start)
    qualifiers = [mark for mark in marks if mark.kind.startswith(("qual.", "vague."))]
    found = [_qualified(folded, amount, amounts, qualifiers, tokens) for amount in amounts]
    found += _vague(folded, qualifiers, amounts)
    return sorted(found, key=lambda quantity: quantity.span)


def _overlaps(start: int, stop: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_stop and other_start < stop for other_start, other_stop in spans)


def _expressions(tokens: Sequence[Token], numbers: Sequence[Number], words: NumberWords) -> Iterator[_Amount]:
    """Digits with a sign, an exponent, a power, a stroke or a leading decimal mark, written without blanks."""
    by_token = {at: number for number in numbers if number.digits for at in range(number.first, number.last)}
    free = 0
    for at, token in enumerate(tokens):
        if token.kind != "number" or at < free:
            continue
        found = _expression(tokens, at, by_token.get(at), words)
        if found is not None:
            yield found
            free = found.last


def _expression(tokens: Sequence[Token], at: int, number: Number | None, words: NumberWords) -> _Amount | None:
    """The expression around the digits at ``at``, which were found as ``number``; None when there are but the digits."""
    value = digits_value(tokens[at].text, words) if number is None or number.identifier else number.value
    if value is None:
        return None
    first, bare = at, number.last if number else at + 1
    if _is_leading_mark(tokens, at, words):
        value, first = float(f"0.{tokens[at].text}"), at - 1
    value, last = _operated(tokens, value, bare, words)
    if last == bare and number is not None and number.value == int(number.value):
        value, last = _mixed(tokens, value, bare, words)
    if number is None and last == bare:
        return None
    if first and tokens[first - 1].text == "-" and glued(tokens, first) and not _touches(tokens, first - 1):
        value, first = -value, first - 1
    if first == at and last == bare:
        return None
    return _Amount(first, last, tokens[first].start, tokens[last - 1].stop, plain(value), plain(value))


def _operated(tokens: Sequence[Token], value: float, last: int, words: NumberWords) -> tuple[float, int]:
    """The value after the exponent, the power and the stroke that follow it without blanks, and the token behind them."""
    value, last = _times_power(tokens, value, last, words)
    linked = last > 2 and tokens[last - 3].kind == "number" and _chained(tokens, last - 2)
    for sign, combine in (("e", _shifted), ("^", _power), ("/", _quotient)):
        if not glued(tokens, last) or tokens[last].text != sign:
            continue
        operand = _signed(tokens, last + 1, words)
        if operand is None or (sign == "/" and (linked or _chained(tokens, operand[1]))):
            continue
        result = combine(value, operand[0])
        if result is not None:
            value, last = result, operand[1]
    return value, last


def _times_power(tokens: Sequence[Token], value: float, last: int, words: NumberWords) -> tuple[float, int]:
    """The value times the power that follows it without blanks ("1.3x10^6"), and the token behind; the value as it is where none does."""
    if not (glued(tokens, last) and tokens[last].text in _TIMES and glued(tokens, last + 1) and glued(tokens, last + 2)):
        return value, last
    base, exponent = digits_value(tokens[last + 1].text, words), _signed(tokens, last + 3, words)
    if base is None or exponent is None or tokens[last + 2].text != "^":
        return value, last
    if base == _TEN:
        shifted = _shifted(value, exponent[0])
        return (value, last) if shifted is None else (shifted, exponent[1])
    power = _power(base, exponent[0])
    return (value, last) if power is None else (value * power, exponent[1])


def _mixed(tokens: Sequence[Token], value: float, last: int, words: NumberWords) -> tuple[float, int]:
    """The whole number with the fraction written after a blank ("2 1/4"), and the token behind; the number as it is where none is."""
    if glued(tokens, last) or last + 2 >= len(tokens) or tokens[last].kind != "number" or not tokens[last].text.isdigit():
        return value, last
    if tokens[last + 1].text != "/" or not glued(tokens, last + 1):
        return value, last
    lower = _signed(tokens, last + 2, words)
    part = _quotient(float(tokens[last].text), lower[0]) if lower is not None and not _chained(tokens, lower[1]) else None
    return (value, last) if lower is None or part is None or part >= 1 else (value + part, lower[1])


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word, number or sign stands without a blank before the token at ``at``."""
    return glued(tokens, at) and tokens[at - 1].kind != "break"


def _chained(tokens: Sequence[Token], at: int) -> bool:
    """Whether a linking sign and more digits follow without blanks."""
    return glued(tokens, at) and tokens[at].text in LINKS and glued(tokens, at + 1) and tokens[at + 1].kind == "number"


def _is_leading_mark(tokens: Sequence[Token], at: int, words: NumberWords) -> bool:
    """Whether digits are only decimals behind a mark (".08")."""
    marks = words.decimal_marks - words.group_marks
    return _touches(tokens, at) and tokens[at - 1].text in marks and not _touches(tokens, at - 1) and tokens[at].text.isdigit()


def _signed(tokens: Sequence[Token], at: int, words: NumberWords) -> tuple[float, int] | None:
    """The number, perhaps signed, that follows without a blank at ``at``, and the token behind it."""
    if not glued(tokens, at):
        return None
    sign = -1 if tokens[at].text == "-" else 1
    if tokens[at].text in "+-":
        at += 1
    if not glued(tokens, at) or tokens[at].kind != "number":
        return None
    value = digits_value(tokens[at].text, words)
    return None if value is None else (sign * value, at + 1)


def _shifted(value: float, exponent: float) -> float | None:
    """The value times a power of ten, or None where that is absurdly large or small."""
    return float(f"{value!r}e{exponent}") if exponent == int(exponent) and abs(exponent) < 300 else None


def _power(base: float, exponent: float) -> float | None:
    """The power, or None where it cannot be told (or would be absurdly large)."""
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):
        return None


def _quotient(upper: float, lower: float) -> float | None:
    """The fraction, or None where a stroke between these two means something else."""
    return upper / lower if 0 < upper < lower <= 100 else None


def _ratios(tokens: Sequence[Token], amounts: list[_Amount], words: NumberWords) -> list[_Amount]:
    """The amounts, each pair of them that is a ratio ("one in three", "1 over 3", "one part of a hundred") made into one."""
    found: list[_Amount] = []
    for amount in sorted(amounts, key=lambda one: one.start):
        first, numerator = amount.first, None
        if first and words.is_a(tokens[first - 1].text, "over"):
            first -= 1
            part = first > 0 and words.is_a(tokens[first - 1].text, "part")
            bound = any(word.role == "over" and "required" in word.features for word in words.words[tokens[first].text])
            first -= part
            if (part or not bound) and found and found[-1].last == first and not (bound and found[-1].low > amount.low):
                numerator = found.pop()
            elif part and not bound:
                numerator = _Amount(first, first + 1, tokens[first].start, tokens[first].stop, 1, 1)
        if numerator is not None and amount.low:
            value = plain(numerator.low / amount.low)
            amount = _Amount(numerator.first, amount.last, numerator.start, amount.stop, value, value)
        found.append(amount)
    return found


def _qualified(folded: Folded, amount: _Amount, amounts: Sequence[_Amount], marks: Sequence[Mark], tokens: Sequence[Token]) -> Quantity:
    """The quantity of an amount, with the qualifier that stands before it, or after it and its noun (``order=after``, ``either``)."""
    reach = min([amount.last + 4, len(tokens), *(other.first for other in amounts if other.first >= amount.last)])
    reach = next((at for at in range(amount.last, reach) if tokens[at].kind == "break" or tokens[at].text in ".!?"), reach)
    near = [
        mark
        for mark in marks
        if mark.kind.startswith("qual.")
        and (
            (mark.last == amount.first and mark.get("order") != "after")
            or (amount.last <= mark.first < reach and mark.get("order") in ("after", "either"))
        )
    ]
    if not near:
        return _quantity(folded, amount.low, amount.high, None, amount.start, amount.stop)
    mark = max(near, key=lambda one: one.last - one.first)
    qualifier = cast(Qualifier, mark.kind.removeprefix("qual."))
    low = None if qualifier in ("up_to", "less_than") else amount.low
    high = None if qualifier in ("more_than", "at_least") else amount.high
    return _quantity(folded, low, high, qualifier, min(amount.start, mark.start), max(amount.stop, mark.stop))


def _vague(folded: Folded, marks: Sequence[Mark], amounts: Sequence[_Amount]) -> Iterator[Quantity]:
    """The quantities that have no number, the longest phrase where several begin or overlap."""
    covered = [(amount.start, amount.stop) for amount in amounts]
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.stop, mark.start)):
        if mark.kind.startswith("vague.") and not _overlaps(mark.start, mark.stop, covered):
            covered.append((mark.start, mark.stop))
            kind = mark.kind.removeprefix("vague.")
            qualifier = cast(Qualifier, kind if kind in get_args(Qualifier) else "many")
            yield _quantity(folded, None, None, qualifier, mark.start, mark.stop)


def _quantity(folded: Folded, low: float | None, high: float | None, qualifier: Qualifier | None, start: int, stop: int) -> Quantity:
    span = folded.source_span(start, stop)
    return Quantity(min=low, max=high, qualifier=qualifier, text=folded.source[span[0] : span[1]], span=span)
