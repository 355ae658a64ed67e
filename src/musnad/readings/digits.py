"""Digits: what they are worth as a language writes them, and which of them stand together as a date, a time or an address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from musnad.readings.numberwords import NumberWords
from musnad.readings.tokens import Token, glued

LINKS = frozenset("/-:.\\")  # signs that link the digits of a date, a time or an address
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")


def digits_value(text: str, words: NumberWords) -> float | None:
    """The value of digits as the language groups them and marks their decimals; None when they fit neither (an address, a date)."""
    marks = [letter for letter in text if letter in ".,"]
    if not marks:
        return int(text)
    head, _, tail = text.rpartition(marks[-1])
    if len(set(marks)) == 2 and marks[-1] not in marks[:-1]:
        return _decimal(head, tail) if _GROUPED.fullmatch(head) else None
    whole = re.sub("[.,]", "", text)
    if _GROUPED.fullmatch(text) and (len(marks) > 1 or marks[0] in words.group_marks):
        return int(whole)
    if marks[-1] in words.decimal_marks and (len(marks) == 1 or _GROUPED.fullmatch(head)):
        return _decimal(head, tail)
    return None


def _decimal(head: str, tail: str) -> float:
    """The value of grouped digits and the digits behind the decimal mark."""
    return float(f"{re.sub('[.,]', '', head)}.{tail}")


def plain(value: float) -> float:
    """The value as an int when it is whole, else with the fifteen digits that a double surely holds."""
    if value == int(value):
        return int(value)
    return float(f"{value:.15g}")


def chain(tokens: Sequence[Token], at: int, words: NumberWords) -> list[int]:
    """The digit tokens that are linked with the one at ``at`` without blanks by one sign ("5/17/2018", "10:11", "5-12-2024").

    Two numbers with a dash between and the smaller first are no chain but a range.
    """
    linked = [at]
    while (before := linked[0]) >= 2 and _linked(tokens, before - 2):
        linked.insert(0, before - 2)
    while _linked(tokens, linked[-1]):
        linked.append(linked[-1] + 2)
    if len(linked) == 2 and tokens[linked[0] + 1].text == "-":
        low, high = (digits_value(tokens[place].text, words) for place in linked)
        if low is not None and high is not None and low < high:
            return [at]
    return linked


def _linked(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits at ``at`` and two tokens on stand together with one linking sign between."""
    return (
        0 <= at < len(tokens) - 2
        and tokens[at + 1].text in LINKS
        and tokens[at].kind == tokens[at + 2].kind == "number"
        and glued(tokens, at + 1)
        and glued(tokens, at + 2)
    )
