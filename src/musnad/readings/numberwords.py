"""The words of numbers: the table ``numbers.tsv`` of a pack, because which words add up, and how, is a matter of each language.

No role belongs to a language; the words of one language fit by the rows it writes (``form role value features source``; forms are
folded when they are loaded, value is a number or ``1/3``):

- ``zero unit teen ten hundred hundreds scale scaled dozen fraction``: what adds up. Features: ``plural``, alone it is vague and
  no number (آلاف); ``counted``, alone it means something else (ثمن is a price); ``bound``, only before a ten; ``no_teen``, not
  before a bare ten; ``construct``, the form that a noun must follow; ``after_noun``, may belong to the noun before; ``bare``, alone
  with the article it is something else (weekdays); ``suffix``, may carry an ending; ``glued``, only joined to digits; ``sign``, a
  fraction sign, added to digits before it; ``plus``, a fraction added to what stands before it; ``dual``, already two of it;
  ``unit_after``, a ten that takes a unit; ``unit_before=joined`` or ``unit_before=bare``, a ten whose unit stands before it.
- ``one_of``: "one of"; a number only in compounds, else reported with the flag ``one_of``.
- ``article joiner minus point over part``: words between; a joiner with ``required`` stands before every part but the first,
  an ``over`` with it only after a ``part`` ("out of").
  ``between from to or``: words of ranges.
- ``percent label measure ordinal none``: what makes a number something else: a percentage, if it follows; a name, year or page, if
  it goes before; a measurement, if glued to the digits; an ordinal, beside a ten; no number at all, if it is part of the phrase.
- ``group_mark decimal_mark``: how digits are written. A mark that is both groups digits where they fall in threes.
  ``group_space``: from how many groups on digits may be grouped by spaces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from musnad import tsv
from musnad.errors import PackError
from musnad.readings.tokens import tokenize
from musnad.text import fold

Role = Literal[
    "zero",
    "unit",
    "teen",
    "ten",
    "hundred",
    "hundreds",
    "scale",
    "scaled",
    "dozen",
    "fraction",
    "one_of",
    "article",
    "joiner",
    "minus",
    "point",
    "over",
    "part",
    "between",
    "from",
    "to",
    "or",
    "percent",
    "label",
    "measure",
    "none",
    "ordinal",
    "group_mark",
    "decimal_mark",
    "group_space",
]
COLUMNS = ("form", "role", "value", "features", "source")
_VALUED: frozenset[Role] = frozenset(
    {"zero", "unit", "teen", "ten", "hundred", "hundreds", "scale", "scaled", "dozen", "fraction", "one_of", "article"}
)
COUNTING: frozenset[Role] = _VALUED | {"minus", "point"}  # roles that stand inside a number
_PHRASES = frozenset({"percent", "none"})
_FEATURES = frozenset(
    {
        "plural",
        "bound",
        "no_teen",
        "construct",
        "after_noun",
        "bare",
        "suffix",
        "glued",
        "required",
        "unit_after",
        "unit_before=joined",
        "unit_before=bare",
        "plus",
        "sign",
        "dual",
        "counted",
    }
)


class NumberWord(msgspec.Struct, frozen=True):
    """What one form means in a number."""

    role: Role
    value: float
    features: frozenset[str] = frozenset()


class NumberWords(msgspec.Struct, frozen=True, eq=False):
    """The number words of one language, indexed for reading.

    A word that has none of the ``tails`` (last letters of counting forms) or ``heads`` (first ones of forms that take endings) is
    no number; most words of a text are told so without being looked up.
    ``phrases`` are word sequences by role; ``around`` finds the ``none`` phrases that hold a given word, and its place in them.
    """

    words: Mapping[str, tuple[NumberWord, ...]]
    heads: frozenset[str]
    tails: frozenset[str]
    phrases: Mapping[Role, Mapping[str, tuple[tuple[str, ...], ...]]]
    around: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    joiners: frozenset[str]
    join_required: bool
    group_marks: frozenset[str]
    decimal_marks: frozenset[str]
    group_space: int
    scripts: frozenset[str]

    def is_a(self, text: str, role: Role) -> bool:
        """Whether the folded word ``text`` is listed with ``role``."""
        return any(word.role == role for word in self.words.get(text, ()))

    def may_count(self, text: str) -> bool:
        """Whether the folded word ``text`` ends or begins as some counting word does."""
        return text[-3:] in self.tails or text[-2:] in self.tails or text[:2] in self.heads


def load_number_words(paths: Iterable[Path]) -> NumberWords:
    """The number words of the tables at ``paths``, which are read in order as one.

    Raises PackError with file and line: an unknown role or feature, a value that is no number or is missing, a row given twice.
    """
    rows: dict[tuple[str, Role], NumberWord] = {}
    for path in paths:
        for number, (form, role, value, features, source) in tsv.rows(path, COLUMNS, PackError):
            where = f"{path}:{number}"
            if not form or not source:
                raise PackError(f"{where}: form and source must not be empty; say where {form!r} was seen")
            word = _word(role, value, features, where)
            key = (" ".join(token.text for token in tokenize(fold(form).text)), word.role)
            if rows.setdefault(key, word) != word:
                raise PackError(f"{where}: {form!r} as {role} stands in a line above with another value or features; keep one")
    return _indexed(rows)


def _word(role: str, value: str, features: str, where: str) -> NumberWord:
    """One checked row."""
    if role not in get_args(Role):
        raise PackError(f"{where}: unknown role {role!r}; write one of {', '.join(get_args(Role))}")
    kept = frozenset(filter(None, features.split(";")))
    if unknown := kept - _FEATURES:
        raise PackError(f"{where}: unknown features {sorted(unknown)}; there are {', '.join(sorted(_FEATURES))}")
    needed = role in _VALUED or role == "group_space"
    if needed != bool(value):
        raise PackError(f"{where}: role {role!r} {'needs a value' if needed else 'takes no value'}; found {value!r}")
    upper, _, lower = value.partition("/")
    try:
        amount = float(upper) / float(lower or 1) if value else 0.0
    except (ValueError, ZeroDivisionError) as found:
        raise PackError(f"{where}: value {value!r} is not a number; write 20, 0.5 or 1/3") from found
    return NumberWord(cast(Role, role), amount, kept)


def _indexed(rows: Mapping[tuple[str, Role], NumberWord]) -> NumberWords:
    """The rows arranged for looking up."""
    words: dict[str, list[NumberWord]] = {}
    phrases: dict[Role, dict[str, list[tuple[str, ...]]]] = {}
    around: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    counting: set[str] = set()
    for (form, role), word in rows.items():
        parts = tuple(form.split(" "))
        if role == "none":
            for place, part in enumerate(parts):
                around.setdefault(part, []).append((parts, place))
        elif role in _PHRASES:
            phrases.setdefault(role, {}).setdefault(parts[0], []).append(parts)
        else:
            words.setdefault(form, []).append(word)
        if role in COUNTING:
            counting.add(form)
    spaces = [int(word.value) for (_, role), word in rows.items() if role == "group_space"]
    return NumberWords(
        words={form: tuple(found) for form, found in words.items()},
        heads=frozenset(form[:2] for (form, _), word in rows.items() if "suffix" in word.features),
        tails=frozenset(form[-3:] for form in counting),
        phrases={role: {head: tuple(sorted(found, key=len, reverse=True)) for head, found in by.items()} for role, by in phrases.items()},
        around={part: tuple(found) for part, found in around.items()},
        joiners=frozenset(form for form, role in rows if role == "joiner"),
        join_required=any("required" in word.features for (_, role), word in rows.items() if role == "joiner"),
        group_marks=frozenset(form for form, role in rows if role == "group_mark"),
        decimal_marks=frozenset(form for form, role in rows if role == "decimal_mark"),
        group_space=spaces[-1] if spaces else 0,
        scripts=frozenset(script_of(form) for form, role in rows if role in ("unit", "ten")),
    )


def script_of(text: str) -> str:
    """The script of the first letter, as Unicode names it: ``ARABIC``, ``LATIN``."""
    return unicodedata.name(text[0], "").split(" ")[0]
