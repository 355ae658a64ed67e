"""Numbers in running text: digits, number words and both mixed, read into values with their exact place.

The grammar here is one for all languages; ``numbers.tsv`` of a pack names the words, their roles and a few habits. A number is a
sum of groups below a thousand, each times a scale; every word may be added only where the words before it leave room:

- Arabic "ثلاثة آلاف ومئتين وخمسين": parts are joined (a ``joiner`` with ``required``); tens follow their unit, joined
  (``ten`` with ``unit_before=joined``: خمسة وعشرين) or bare (``unit_before=bare``: خمسة عشر); a dual is a ``scaled`` word (ألفان).
- English "two hundred and twenty-five thousand": tens take a unit (``ten`` with ``unit_after``), a hyphen may stand between; the
  ``joiner`` is not required and then stands after hundreds and scales only; "a" is an ``article`` before these.
- Russian "двадцать пять тысяч", "двести пять": every case form is a row; двести is ``hundreds``; "полторы" a ``fraction`` of 1.5.
- Turkish "yirmi beş bin", "yüz on altı": "on" is a ``ten`` with ``unit_after``; "buçuk" is a ``fraction`` with ``plus``.

Roles of a row (``form role value features source``; forms are folded when they are loaded, value is a number or ``1/3``):

- ``zero unit teen ten hundred hundreds scale scaled dozen fraction``: what adds up. Features: ``plural``, alone it is vague and
  no number (آلاف); ``counted``, alone it means something else (ثمن is a price); ``bound``, only before a ten; ``no_teen``, not
  before a bare ten; ``construct``, the form that a noun must follow; ``after_noun``, may belong to the noun before; ``bare``, alone
  with the article it is something else (weekdays); ``suffix``, may carry an ending; ``glued``, only joined to digits; ``sign``, a
  fraction sign, added to digits before it; ``dual``, already two of it.
- ``one_of``: "one of"; a number only in compounds, else reported with the flag ``one_of``.
- ``article joiner minus point over part``: words between. ``between from to or``: words of ranges.
- ``percent label measure ordinal none``: what makes a number something else: a percentage, if it follows; a name, year or page, if
  it goes before; a measurement, if glued to the digits; an ordinal, beside a ten; no number at all, if it is part of the phrase.
- ``group_mark decimal_mark``: how digits are written. A mark that is both groups digits where they fall in threes.
  ``group_space``: from how many groups on digits may be grouped by spaces.

Everything is a pure function of tokens and words; spans are code points of the folded text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from musnad import tsv
from musnad.errors import PackError
from musnad.model import Qualifier, Quantity
from musnad.readings.marks import Mark
from musnad.readings.morphology import Form
from musnad.readings.tokens import Token, tokenize
from musnad.text import Folded, fold

Forms = Callable[[str], tuple[Form, ...]]
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
Frame = Literal["dash", "between", "from_to", "to", "or"]
COLUMNS = ("form", "role", "value", "features", "source")
_VALUED = frozenset({"zero", "unit", "teen", "ten", "hundred", "hundreds", "scale", "scaled", "dozen", "fraction", "one_of", "article"})
_COUNTING = _VALUED | {"minus", "point"}  # roles that stand inside a number
_PHRASES = frozenset({"percent", "none"})
_BIG = frozenset({"hundred", "hundreds", "scale", "scaled"})
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


# ------------------------------------------------------------------------------------------------------------------- the words


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
        if role in _COUNTING:
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
        scripts=frozenset(_script(form) for form, role in rows if role in ("unit", "ten")),
    )


def _script(text: str) -> str:
    """The script of the first letter, as Unicode names it: ``ARABIC``, ``LATIN``."""
    return unicodedata.name(text[0], "").split(" ")[0]


# ----------------------------------------------------------------------------------------------------------------- what is found


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


class _Atom(msgspec.Struct, frozen=True):
    """One reading of one word, or digits, in a number. ``first`` may be a clitic's own token before it."""

    first: int
    last: int
    start: int
    stop: int
    role: Literal[Role, "digits"]
    value: float
    features: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    article: bool = False
    text: str = ""


# ----------------------------------------------------------------------------------------------------------------------- digits

_LINKS = frozenset("/-:.\\")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")


def _digits(text: str, words: NumberWords) -> float | None:
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


def _glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token at ``at`` exists and stands without a blank after the one before it."""
    return 0 < at < len(tokens) and tokens[at - 1].stop == tokens[at].start


def _decimal(head: str, tail: str) -> float:
    """The value of grouped digits and the digits behind the decimal mark."""
    return float(f"{re.sub('[.,]', '', head)}.{tail}")


def _plain(value: float) -> float:
    """The value as an int when it is whole, else with the fifteen digits that a double surely holds."""
    if value == int(value):
        return int(value)
    return float(f"{value:.15g}")


# ------------------------------------------------------------------------------------------------------------------ the grammar


class _Sum:
    """A number being put together: closed parts with their scale, the open group below them, and the room that is left."""

    __slots__ = ("group", "last", "parts", "room")

    def __init__(self) -> None:
        self.parts: list[tuple[float, float]] = []
        self.group = 0.0
        self.room = math.inf
        self.last: _Atom | None = None

    @property
    def value(self) -> float:
        return sum(value for value, _ in self.parts) + self.group

    def add(self, value: float, room: float) -> bool:
        """Add to the open group what fits into the room; ``room`` is left after it."""
        if not value < self.room:
            return False
        self.group += value
        self.room = room
        return True

    def close(self, value: float, scale: float) -> bool:
        """Close a part of ``value`` on its ``scale``."""
        self.parts.append((value, scale))
        self.group, self.room = 0.0, scale
        return True

    def scale(self, scale: float) -> bool:
        """Multiply the open group, with the closed parts on lower scales, by ``scale`` and close it."""
        kept = list(self.parts)
        value = self.group
        while kept and kept[-1][1] < scale:
            value += kept.pop()[0]
        if kept and kept[-1][1] <= scale:
            return False
        self.parts = kept
        return self.close(value * scale, scale)

    def scale_again(self, scale: float) -> bool:
        """Multiply the last closed part by a scale that follows it bare ("thousand million")."""
        value, before = self.parts[-1]
        if scale < before or (len(self.parts) > 1 and self.parts[-2][1] <= scale):
            return False
        self.parts.pop()
        return self.close(value * scale, scale)


class _Reader:
    """The words of one text as parts of numbers, and the numbers they make."""

    def __init__(self, tokens: Sequence[Token], forms: Forms, words: NumberWords) -> None:
        self.tokens = tokens
        self.forms = forms
        self.words = words
        self._atoms: dict[int, tuple[_Atom, ...]] = {}

    # -- readings of one place

    def atoms(self, at: int) -> tuple[_Atom, ...]:
        """The readings of the token at ``at``, with a clitic or joiner that is its own token; remembered."""
        found = self._atoms.get(at)
        if found is None:
            found = self._atoms[at] = tuple(self._read(at)) if at < len(self.tokens) else ()
        return found

    def after(self, atom: _Atom) -> tuple[_Atom, ...]:
        """The readings of what follows ``atom``; a hyphen between two number words counts for nothing."""
        tokens, at = self.tokens, atom.last
        hyphen = at + 1 < len(tokens) and tokens[at].text == "-" and atom.role in ("ten", "unit", "article")
        if hyphen and _glued(tokens, at) and _glued(tokens, at + 1) and tokens[at + 1].kind == "word":
            return self.atoms(at + 1)
        found = self.atoms(at)
        if atom.role == "fraction" and any(one.role == "article" for one in found):
            return self.atoms(at + 1)  # "half a million"
        return found

    def _read(self, at: int) -> Iterator[_Atom]:
        token = self.tokens[at]
        if token.kind == "number":
            yield from self._read_digits(at)
        elif token.kind == "word" and not token.shape:
            yield from self._read_word(at)
            if at + 1 < len(self.tokens):
                yield from self._read_clitic(at)

    def _read_word(self, at: int) -> Iterator[_Atom]:
        token, words = self.tokens[at], self.words
        if not _may_count(token.text, words.tails, words.heads):
            return
        for form in self.forms(token.text):
            for word in words.words.get(form.stem, ()):
                if word.role not in _COUNTING:
                    continue
                if form.suffix and "suffix" not in word.features:
                    continue
                stop = token.start + form.end
                start = token.start + form.cut
                yield _Atom(at, at + 1, start, stop, word.role, word.value, word.features, form.prefixes, form.article, form.stem)

    def _read_clitic(self, at: int) -> Iterator[_Atom]:
        """Readings of the next token when this one is a joiner, or a clitic set before digits."""
        token, following = self.tokens[at], self.tokens[at + 1]
        if following.start - token.stop > 1:
            return
        if token.text in self.words.joiners:
            for atom in self.atoms(at + 1):
                if not atom.prefixes:
                    yield msgspec.structs.replace(atom, first=at, prefixes=(token.text,))
        elif following.kind == "number" and (form := self._clitic(token.text)):
            for atom in self._read_digits(at + 1, clitic=True):
                start = token.start + form.cut if form.article else atom.start
                yield msgspec.structs.replace(atom, first=at, start=start, prefixes=form.prefixes, article=form.article)

    def _read_digits(self, at: int, *, clitic: bool = False) -> Iterator[_Atom]:
        token = self.tokens[at]
        if self.is_model(at, clitic=clitic) or len(self.chain(at)) > 1:
            return
        last, text = self._spaced(at)
        value = _digits(text, self.words)
        if value is not None:
            yield _Atom(at, last, token.start, self.tokens[last - 1].stop, "digits", value, text=text)

    def _spaced(self, at: int) -> tuple[int, str]:
        """Digits with the groups that follow after single spaces ("1 234 567"): the token behind them, and all digits."""
        tokens = self.tokens
        text, last = tokens[at].text, at + 1
        if not self.words.group_space or len(text) > 3 or not text.isdigit() or text[0] == "0":
            return last, text
        while last < len(tokens) and tokens[last].start == tokens[last - 1].stop + 1 and tokens[last - 1].text.isdigit():
            if tokens[last].kind != "number" or not re.fullmatch(r"\d{3}(?:[.,]\d{1,2})?", tokens[last].text):
                break
            text += tokens[last].text
            last += 1
        if last - at < self.words.group_space or len(self.chain(last - 1)) > 1 or self.is_model(last - 1):
            return at + 1, tokens[at].text
        return last, text

    # -- what digits are not

    def chain(self, at: int) -> list[int]:
        """The digit tokens that are linked with this one without blanks by one sign ("5/17/2018", "10:11", "5-12-2024").

        Two numbers with a dash between and the smaller first are no chain but a range.
        """
        linked = [at]
        while (before := linked[0]) >= 2 and self._linked(before - 2):
            linked.insert(0, before - 2)
        while self._linked(linked[-1]):
            linked.append(linked[-1] + 2)
        if len(linked) == 2 and self.tokens[linked[0] + 1].text == "-":
            low, high = (_digits(self.tokens[place].text, self.words) for place in linked)
            if low is not None and high is not None and low < high:
                return [at]
        return linked

    def _linked(self, at: int) -> bool:
        """Whether digits at ``at`` and two tokens on stand together with one linking sign between."""
        tokens = self.tokens
        return (
            0 <= at < len(tokens) - 2
            and tokens[at + 1].text in _LINKS
            and tokens[at].kind == tokens[at + 2].kind == "number"
            and _glued(tokens, at + 1)
            and _glued(tokens, at + 2)
        )

    def is_model(self, at: int, *, clitic: bool = False) -> bool:
        """Whether digits are part of a name or a measurement because of the letters they are glued to ("M4", "T-72", "29km")."""
        return (not clitic and self._glued_before(at)) or self._glued_after(at)

    def _glued_before(self, at: int) -> bool:
        tokens = self.tokens
        if not _glued(tokens, at):
            return False
        dash = tokens[at - 1].text == "-" and _glued(tokens, at - 1)
        before = tokens[at - 2 if dash else at - 1]
        if before.kind != "word":
            return False
        if _script(before.text) not in self.words.scripts:
            return True
        if len(before.text) > (3 if dash else 2) or before.text in self.words.joiners:
            return False
        return dash or self._clitic(before.text) is None

    def _clitic(self, text: str) -> Form | None:
        """How a word set apart before digits reads as nothing but clitics, or None when it is a word of its own."""
        if len(text) > 4:
            return None
        return next((form for form in self.forms(text + "00") if form.stem == "00" and (form.prefixes or form.article)), None)

    def _glued_after(self, at: int) -> bool:
        tokens = self.tokens
        if not _glued(tokens, at + 1) or tokens[at + 1].kind != "word":
            return False
        word = tokens[at + 1].text
        entries = self.words.words.get(word, ())
        if any(entry.role in ("scale", "hundred", "fraction", "joiner") for entry in entries):
            return False
        if any(entry.role == "measure" for entry in entries) or _script(word) not in self.words.scripts:
            return True
        return _glued(tokens, at + 2) and tokens[at + 2].kind == "number"

    # -- putting parts together

    def number(self, at: int, *, small: bool = False) -> tuple[_Sum, list[_Atom], list[tuple[int, float]]] | None:
        """The longest number that begins at ``at``: the sum, its parts, and the places where a joined part could have been left off."""
        for atom in self._by_preference(self.atoms(at)):
            total = _Sum()
            if self._accept(total, atom, joined=False):
                total.last = atom
                return self._grow(total, [atom], small=small)
        return None

    def _by_preference(self, atoms: tuple[_Atom, ...]) -> list[_Atom]:
        """Readings of a first word in the order to try.

        A counting form that no noun follows, or a definite one, is rather a fraction ("a fifth of the people").
        """

        def rank(atom: _Atom) -> int:
            if atom.role in ("unit", "ten") and "construct" in atom.features:
                return 0 if self._noun_follows(atom.last) and not self._article_follows(atom.last) else 2
            if atom.role == "scaled" and "construct" in atom.features:
                plain = self._noun_follows(atom.last) and self.tokens[atom.last].text not in self.words.words
                return 0 if plain and not self.after(atom) else 2
            if atom.role == "one_of":
                return 0 if self._article_follows(atom.last) else 1
            return 1

        return sorted(atoms, key=rank) if len(atoms) > 1 else list(atoms)

    def _noun_follows(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].kind in ("word", "number")

    def _article_follows(self, at: int) -> bool:
        return self._noun_follows(at) and any(form.article and not form.prefixes for form in self.forms(self.tokens[at].text))

    def _grow(self, total: _Sum, atoms: list[_Atom], *, small: bool) -> tuple[_Sum, list[_Atom], list[tuple[int, float]]]:
        stops: list[tuple[int, float]] = []
        while True:
            before, last = total.value, atoms[-1]
            following = self.after(last)
            if small:
                following = tuple(atom for atom in following if atom.role in ("unit", "ten", "digits", "zero"))
            step = self._step(total, following, atoms)
            if step is None:
                break
            if self._joined(atoms[step]):
                stops.append((step, before))
        if stops and self._is_scaled_next(atoms[-1]):
            # "a thousand and three thousand": the last joined part belongs to a number of its own.
            kept, value = stops[-1]
            del atoms[kept:]
            total.parts, total.group = [], value
            stops.pop()
        return total, atoms, stops

    def _step(self, total: _Sum, following: tuple[_Atom, ...], atoms: list[_Atom]) -> int | None:
        """Take the next part into the sum; the place in ``atoms`` where it begins, or None when nothing more fits."""
        place = len(atoms)
        for atom in sorted(following, key=lambda one: one.role == "fraction"):
            joined = self._joined(atom)
            if atom.prefixes and not joined:
                continue
            if self._add_fraction(total, atom, atoms, joined=joined):
                return place
            if atom.role == "point" and self._add_decimals(total, atom, atoms):
                return place
            if atom.article and not atoms[0].article and atoms[-1].role != "fraction":
                continue
            if self._accept(total, atom, joined=joined):
                atoms.append(atom)
                total.last = atom
                return place
        return None

    def _joined(self, atom: _Atom) -> bool:
        return len(atom.prefixes) == 1 and atom.prefixes[0] in self.words.joiners

    def _is_scaled_next(self, last: _Atom) -> bool:
        return any(atom.role in ("scale", "hundred") and not atom.prefixes and not atom.article for atom in self.after(last))

    def _accept(self, total: _Sum, atom: _Atom, *, joined: bool) -> bool:
        """Add one word or digits to the sum if the grammar lets it stand here."""
        role, last = atom.role, total.last
        if role in ("minus", "point") or (last is not None and last.role == "zero"):
            return False
        if role == "zero":
            return last is None and total.add(0, 0)
        if role == "scale":
            return self._accept_scale(total, atom, joined=joined)
        if role in ("hundred", "dozen") and not joined and 0 < total.group < 100 and "dual" not in atom.features:
            if total.group * atom.value >= (total.parts[-1][1] if total.parts else math.inf):
                return False
            total.group *= atom.value
            total.room = 100 if role == "hundred" else 1
            return True
        if role == "ten" and last is not None and last.role in ("unit", "one_of") and self._is_after_unit(atom, last, joined=joined):
            total.group += atom.value
            total.room = 1
            return True
        if last is not None and not self._may_join(last, atom, joined=joined):
            return False
        return self._accept_alone(total, atom)

    def _is_after_unit(self, ten: _Atom, unit: _Atom, *, joined: bool) -> bool:
        if joined:
            return "unit_before=joined" in ten.features and "bound" not in unit.features
        return "unit_before=bare" in ten.features and "no_teen" not in unit.features

    def _may_join(self, last: _Atom, atom: _Atom, *, joined: bool) -> bool:
        if atom.role == "digits":
            scaled = not joined and self._is_scaled_next(atom)
            return last.role in _BIG and (joined or scaled) and atom.text.isdigit() and not atom.text.startswith("0")
        if self.words.join_required:
            return joined
        return not joined or last.role in _BIG

    def _accept_alone(self, total: _Sum, atom: _Atom) -> bool:
        """Add a part that stands for itself."""
        role, value = atom.role, atom.value
        if atom.features & {"plural", "glued", "counted"}:
            return False
        if role == "scaled":
            return value < total.room and total.group == 0 and total.close(value, 1000.0 ** int(math.log(value, 1000) + 1e-9))
        if role == "fraction":
            return total.last is None and "plus" not in atom.features and not atom.article and total.add(value, 0)
        if role == "article":
            counted = any(one.role in ("scale", "hundred", "dozen") and not one.prefixes for one in self.after(atom))
            return counted and total.add(value, 1)
        if role == "one_of" and not self._ten_follows(atom):
            return total.last is None and total.add(1, 0)
        if "bound" in atom.features and not self._ten_follows(atom):
            return False
        if role == "ten":
            return total.add(value, 10 if "unit_after" in atom.features else 1)
        if role in ("hundred", "hundreds"):
            return total.add(value, 100)
        return total.add(value, 1)

    def _ten_follows(self, unit: _Atom) -> bool:
        return any(atom.role == "ten" and self._is_after_unit(atom, unit, joined=self._joined(atom)) for atom in self.after(unit))

    def _accept_scale(self, total: _Sum, atom: _Atom, *, joined: bool) -> bool:
        last = total.last
        if "glued" in atom.features and (last is None or last.role != "digits" or last.stop != atom.start):
            return False
        if last is not None and not joined:
            if total.group > 0:
                return total.scale(atom.value)
            if last.role in ("scale", "scaled") and total.scale_again(atom.value):
                return True
            if self.words.join_required:
                return False
        if total.group > 0 or atom.features & {"plural", "counted"} or not atom.value < total.room:
            return False
        if last is not None and self.words.join_required and not joined:
            return False
        return total.close(atom.value, atom.value)

    # -- fractions and decimals in words

    def _add_fraction(self, total: _Sum, atom: _Atom, atoms: list[_Atom], *, joined: bool) -> bool:
        """Add "and a half", "and three quarters"; or take the sum as so many of a fraction ("three quarters")."""
        last = atoms[-1]
        if last.role in ("fraction", "zero", "one_of"):
            return False
        if joined:
            return self._add_joined_fraction(total, atom, atoms)
        if atom.role != "fraction" or atom.prefixes or atom.article:
            return False
        if atom.features & {"plus", "sign"}:
            total.group += atom.value
        elif last.role in ("unit", "digits") and last.value < 11 and total.group >= last.value:
            total.group += last.value * atom.value - last.value
        else:
            total.parts, total.group = [], total.value * atom.value
        total.room, total.last = 0, atom
        atoms.append(atom)
        return True

    def _add_joined_fraction(self, total: _Sum, atom: _Atom, atoms: list[_Atom]) -> bool:
        taken, count = [atom], 1.0
        if atom.role in ("unit", "digits", "article") and not atom.article:
            following = self.after(atom)
            fractions = [one for one in following if one.role == "fraction" and not one.prefixes and "plus" not in one.features]
            if not fractions or self._ten_follows(atom):
                return False
            taken, count = [atom, fractions[0]], atom.value
        elif atom.role != "fraction" or atom.features & {"plus", "counted", "plural"} or self._is_unit_too(total, atom):
            return False
        fraction = taken[-1]
        whole = 1.0
        if total.group == 0 and total.parts:
            whole = total.parts[-1][1]  # "a million and a half"
            following = self.after(fraction)
            named = next((one for one in following if one.role == "scale" and one.value == whole and not one.prefixes), None)
            if named is not None:
                taken.append(named)
        total.group += count * fraction.value * whole
        total.room, total.last = 0, taken[-1]
        atoms.extend(taken)
        return True

    def _is_unit_too(self, total: _Sum, fraction: _Atom) -> bool:
        """Whether a word that names a fraction is rather the unit spelled the same."""
        units = [atom for atom in self.atoms(fraction.first) if atom.role in ("unit", "ten") and atom.start == fraction.start]
        return any(unit.value < total.room or self._noun_follows(unit.last) for unit in units)

    def _add_decimals(self, total: _Sum, point: _Atom, atoms: list[_Atom]) -> bool:
        """Add "point five", "point two five", "point twenty-five"."""
        if point.prefixes or total.value != int(total.value) or total.last is None:
            return False
        digits, taken = "", [point]
        while following := [atom for atom in self.after(taken[-1]) if atom.role in ("unit", "zero", "digits") and not atom.prefixes]:
            digits += f"{following[0].value:.0f}"
            taken.append(following[0])
        if len(taken) <= 2 and (found := self.number(point.last, small=True)):
            digits, taken = f"{found[0].value:.0f}", [point, *found[1]]
        if len(taken) == 1:
            return False
        total.group += float(f"0.{digits}")
        total.room, total.last = 0, taken[-1]
        atoms.extend(taken)
        return True


def _may_count(text: str, tails: frozenset[str], heads: frozenset[str]) -> bool:
    """Whether a word ends or begins as some counting word does."""
    return text[-3:] in tails or text[-2:] in tails or text[:2] in heads


def find_numbers(tokens: Sequence[Token], forms: Callable[[str], tuple[Form, ...]], words: NumberWords) -> list[Number]:
    """The numbers of the text in order, none overlapping another.

    ``forms`` is a morphology's, asked only for words that may be numbers. A sign before digits is not read: in news a dash there
    opens a list. Digits glued to letters that make a name of them or a measure (M4, 29km) are left out; digits of dates, times and
    addresses are there, each alone, as ``identifier``.
    """
    reader = _Reader(tokens, forms, words)
    heads, tails = words.heads, words.tails
    found: list[Number] = []
    free = 0
    for at, token in enumerate(tokens):
        if at < free:
            continue
        if token.kind != "number" and not (token.kind == "word" and _may_count(token.text, tails, heads)):
            continue
        numbers, free = _numbers_at(reader, at, free)
        found.extend(numbers)
    return found


def _numbers_at(reader: _Reader, at: int, free: int) -> tuple[list[Number], int]:
    """The numbers of the token at ``at`` and the first token that is still free after them."""
    token = reader.tokens[at]
    phrase = _no_number(reader, at)
    if phrase:
        return [], phrase
    begin = at - 1 if at > free and any(atom.first == at - 1 for atom in reader.atoms(at - 1)) else at
    sign, first = 1, begin
    minus = next((atom for atom in reader.atoms(begin) if atom.role == "minus"), None)
    if minus is not None:
        sign, first = -1, minus.last
    grown = reader.number(first)
    if grown is None:
        return (_identifiers(reader, at), at + 1) if token.kind == "number" else ([], at + 1)
    total, atoms, stops = grown
    if begin and reader.words.is_a(reader.tokens[begin - 1].text, "between") and stops:
        total, atoms = _split_between(reader, total, atoms, stops)
    number = _number(reader, total.value, minus, atoms, sign)
    return ([number] if number else []), atoms[-1].last + _phrase_after(reader, "percent", atoms[-1].last)


def _split_between(reader: _Reader, total: _Sum, atoms: list[_Atom], stops: list[tuple[int, float]]) -> tuple[_Sum, list[_Atom]]:
    """After "between", "five and twenty" are two numbers, unless a joined number follows them."""
    if any(reader._joined(atom) for atom in reader.after(atoms[-1])):
        return total, atoms
    kept, value = stops[0]
    if not value < total.value - value:
        return total, atoms
    first = _Sum()
    first.group = value
    return first, atoms[:kept]


def _number(reader: _Reader, value: float, minus: _Atom | None, atoms: list[_Atom], sign: int) -> Number | None:
    """The number that the parts make, with what stands around it; None where the words turn out to be none."""
    head, tail = minus or atoms[0], atoms[-1]
    if _belongs_elsewhere(reader, atoms):
        return None
    labelled = not head.prefixes and _word_is(reader, "label", _before(reader, head.first))
    leading_zero = len(atoms) == 1 and head.role == "digits" and len(head.text) > 1 and head.text.isdigit() and head.text[0] == "0"
    return Number(
        first=head.first,
        last=tail.last,
        start=head.start,
        stop=tail.stop,
        value=_plain(sign * value),
        prefixes=head.prefixes,
        article=head.article,
        one_of=len(atoms) == 1 and head.role == "one_of",
        attributive=len(atoms) == 1 and "after_noun" in head.features,
        identifier=labelled or leading_zero,
        percent=_phrase_after(reader, "percent", tail.last) > 0,
        digits=all(atom.role == "digits" for atom in atoms),
    )


def _identifiers(reader: _Reader, at: int) -> list[Number]:
    """The digits of a date, a time or an address, each alone; nothing for digits that are part of a name or a measurement."""
    token = reader.tokens[at]
    linked = reader.chain(at)
    if reader.is_model(linked[0]) or reader.is_model(linked[-1]):
        return []
    parts = re.finditer(r"\d+", token.text) if _digits(token.text, reader.words) is None else re.finditer(r".+", token.text)
    return [
        Number(
            first=at,
            last=at + 1,
            start=token.start + part.start(),
            stop=token.start + part.end(),
            value=_plain(_digits(part[0], reader.words) or 0),
            identifier=True,
            digits=True,
        )
        for part in parts
    ]


def _no_number(reader: _Reader, at: int) -> int:
    """The token behind a phrase around ``at`` that the pack lists as no number, or 0."""
    tokens, around = reader.tokens, reader.words.around
    texts = {form.stem for form in reader.forms(tokens[at].text)} if tokens[at].kind == "word" else {tokens[at].text}
    for text in texts:
        for phrase, place in around.get(text, ()):
            first = at - place
            if first < 0 or first + len(phrase) > len(tokens):
                continue
            if all(tokens[first + step].text == word for step, word in enumerate(phrase) if step and step != place) and (
                place == 0 or any(form.stem == phrase[0] for form in reader.forms(tokens[first].text))
            ):
                return first + len(phrase)
    return 0


def _belongs_elsewhere(reader: _Reader, atoms: list[_Atom]) -> bool:
    """Whether number words are no number of their own: a weekday, an ordinal ("the twenty-first"), "an hour and a half"."""
    head = atoms[0]
    if len(atoms) == 1 and head.article and "bare" in head.features:
        return True
    if len(atoms) == 1 and head.role == "fraction" and reader._joined(head):
        return True
    behind = atoms[-1].last
    behind += behind < len(reader.tokens) and reader.tokens[behind].text == "-"
    return (head.role == "ten" and _word_is(reader, "ordinal", head.first - 1)) or (
        atoms[-1].role in ("ten", *_BIG) and _word_is(reader, "ordinal", behind)
    )


def _before(reader: _Reader, at: int) -> int:
    """The token before ``at``, over one opening bracket, colon or dash."""
    return at - 2 if at > 1 and reader.tokens[at - 1].text in ("(", ":", "-") else at - 1


def _word_is(reader: _Reader, role: Role, at: int) -> bool:
    """Whether the token at ``at``, with or without clitics and article, is listed with ``role``."""
    if not 0 <= at < len(reader.tokens) or reader.tokens[at].kind != "word":
        return False
    return any(reader.words.is_a(form.stem, role) for form in reader.forms(reader.tokens[at].text) if not form.suffix)


def _phrase_after(reader: _Reader, role: Role, at: int) -> int:
    """How many tokens a phrase of ``role`` that begins at ``at`` has; 0 when there is none."""
    tokens = reader.tokens
    if at >= len(tokens):
        return 0
    phrases = reader.words.phrases.get(role, {}).get(tokens[at].text, ())
    return next((len(phrase) for phrase in phrases if tuple(token.text for token in tokens[at : at + len(phrase)]) == phrase), 0)


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
    return ("or", low.first) if words.is_a(link, "or") else None


# ------------------------------------------------------------------------------------------------------------------- quantities


class _Amount(msgspec.Struct, frozen=True):
    """An amount before its qualifier is known."""

    first: int
    last: int
    start: int
    stop: int
    low: float
    high: float


def read_quantities(
    folded: Folded, tokens: Sequence[Token], forms: Callable[[str], tuple[Form, ...]], words: NumberWords, marks: Iterable[Mark]
) -> list[Quantity]:
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
    value = _digits(tokens[at].text, words) if number is None or number.identifier else number.value
    if value is None:
        return None
    first, plain = at, number.last if number else at + 1
    if _is_leading_mark(tokens, at, words):
        value, first = float(f"0.{tokens[at].text}"), at - 1
    value, last = _operated(tokens, value, plain, words)
    if number is None and last == plain:
        return None
    if first and tokens[first - 1].text == "-" and _glued(tokens, first) and not _touches(tokens, first - 1):
        value, first = -value, first - 1
    if first == at and last == plain:
        return None
    return _Amount(first, last, tokens[first].start, tokens[last - 1].stop, _plain(value), _plain(value))


def _operated(tokens: Sequence[Token], value: float, last: int, words: NumberWords) -> tuple[float, int]:
    """The value after the exponent, the power and the stroke that follow it without blanks, and the token behind them."""
    linked = last > 2 and tokens[last - 3].kind == "number" and _chained(tokens, last - 2)
    for sign, combine in (("e", _shifted), ("^", _power), ("/", _quotient)):
        if not _glued(tokens, last) or tokens[last].text != sign:
            continue
        operand = _signed(tokens, last + 1, words)
        if operand is None or (sign == "/" and (linked or _chained(tokens, operand[1]))):
            continue
        result = combine(value, operand[0])
        if result is not None:
            value, last = result, operand[1]
    return value, last


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word, number or sign stands without a blank before the token at ``at``."""
    return _glued(tokens, at) and tokens[at - 1].kind != "break"


def _chained(tokens: Sequence[Token], at: int) -> bool:
    """Whether a linking sign and more digits follow without blanks."""
    return _glued(tokens, at) and tokens[at].text in _LINKS and _glued(tokens, at + 1) and tokens[at + 1].kind == "number"


def _is_leading_mark(tokens: Sequence[Token], at: int, words: NumberWords) -> bool:
    """Whether digits are only decimals behind a mark (".08")."""
    marks = words.decimal_marks - words.group_marks
    return _touches(tokens, at) and tokens[at - 1].text in marks and not _touches(tokens, at - 1) and tokens[at].text.isdigit()


def _signed(tokens: Sequence[Token], at: int, words: NumberWords) -> tuple[float, int] | None:
    """The number, perhaps signed, that follows without a blank at ``at``, and the token behind it."""
    if not _glued(tokens, at):
        return None
    sign = -1 if tokens[at].text == "-" else 1
    if tokens[at].text in "+-":
        at += 1
    if not _glued(tokens, at) or tokens[at].kind != "number":
        return None
    value = _digits(tokens[at].text, words)
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
            first -= part
            if found and found[-1].last == first:
                numerator = found.pop()
            elif part:
                numerator = _Amount(first, first + 1, tokens[first].start, tokens[first].stop, 1, 1)
        if numerator is not None and amount.low:
            value = _plain(numerator.low / amount.low)
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
