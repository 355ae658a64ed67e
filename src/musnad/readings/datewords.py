"""The words of dates: the table ``dates.tsv`` of a pack, and where its words stand in a text.

The table has the columns ``form  role  value  features  source``. No role belongs to a language; the words of one language fit by
the rows it writes. A form of several words is matched word by word; a form written without the article is found with it too.

======== ============================================ ===========================================================================
role     value                                        features
======== ============================================ ===========================================================================
month    1 to 12                                      calendar=hijri; ambiguous (also a common word: needs a day, a preposition or
                                                      the word month); day_after (the day may follow: "Feb 28")
weekday  1 (Monday) to 7                              ambiguous (only as part of a longer date)
relative days from today                              part=night ("last night"); noun (also just "the day"); anchor=text (counted
                                                      from something told, not from publication); loose
part     dawn, morning, noon, afternoon, evening,     after (may follow its day); alone (alone it means today's)
         night, midnight, after_midnight,
         night_before (the night that leads to a day)
unit     hour, day, week, month, year                 count=2 (a dual); plural; closes (may follow its number: "2020 года")
which    before_last, last, this, next                before (stands before its noun)
edge     early, mid, late
count    since, back, ahead (before the count);       after (within: it follows the count)
         ago, later (after it); within, until
number   1 to 2999; written and added up as spoken    unit_after (a unit that follows bare is added: "twenty one")
ordinal  1 to 31
vague    a number to count with when one must
about    (nothing): may stand before a count
joiner   of, article, on, equals, and, mark, now
prep     strong, weak, date: what makes a bare month, year or number a date
blocks   roles that are no date right after this word   (written without the article: only so)
stops    roles that are no date right before it
stamp    (nothing): announces when a page was published
order    dmy or mdy: how a date in figures is read
======== ============================================ ===========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from musnad import tsv
from musnad.errors import PackError
from musnad.pack import features as read_features
from musnad.readings.calendar import Parts, Precision
from musnad.readings.morphology import Form
from musnad.readings.tokens import Token, glued, tokenize

Bound = Literal["", "since", "until", "before", "after"]
COLUMNS = ("form", "role", "value", "features", "source")
_NUMERIC = frozenset({"month", "weekday", "relative", "number", "ordinal", "vague"})
_RANGES = {"month": (1, 12), "weekday": (1, 7), "relative": (-9, 9), "number": (1, 2999), "ordinal": (1, 31), "vague": (0, 99)}
_CLOSED = {
    "part": frozenset({"dawn", "morning", "noon", "afternoon", "evening", "night", "midnight", "after_midnight", "night_before"}),
    "unit": frozenset({"hour", "day", "week", "month", "year"}),
    "which": frozenset({"before_last", "last", "this", "next"}),
    "edge": frozenset({"early", "mid", "late"}),
    "count": frozenset({"since", "back", "ahead", "ago", "later", "within", "until"}),
    "joiner": frozenset({"of", "article", "on", "equals", "and", "mark", "now"}),
    "prep": frozenset({"strong", "weak", "date"}),
    "order": frozenset({"dmy", "mdy"}),
    **dict.fromkeys(("about", "stamp"), frozenset({""})),
}
_FREE = frozenset({"blocks", "stops"})
_FULL = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)|(\d{4})\.(\d{1,2})\.(\d{1,2})")
_DAY_YEAR = re.compile(r"(\d{1,2}),((?:19|20)\d\d)")
_FUSED = re.compile(r"((?:19|20)\d\d)\d[\d.,]*|((?:19|20)\d\d)[.,]\d+")
_SIGNS = frozenset("/-.")


class Entry(msgspec.Struct, frozen=True):
    """One row of the table: a form as folded words, and what it is."""

    words: tuple[str, ...]
    role: str
    value: str
    number: int
    features: Mapping[str, str]


Readings = tuple[Form, ...]


class DateWords(msgspec.Struct, frozen=True):
    """The table of one language, by first word, longer forms first. ``order`` is how dates in figures are read.

    ``seen`` remembers, for a word, the ways to read it that were given and those of them that the table knows.
    """

    index: Mapping[str, tuple[Entry, ...]]
    order: str = "dmy"
    seen: dict[str, tuple[Readings, Readings]] = {}


class Item(msgspec.Struct, frozen=True, gc=False):
    """Words of a text that are something in a date: tokens ``first`` up to ``last``, letters ``start`` up to ``stop``.

    ``figures`` are the numbers of a date in figures, as written. ``case``: what the last word's ending says.
    """

    role: str
    value: str
    number: int
    first: int
    last: int
    start: int
    stop: int
    prefixes: tuple[str, ...] = ()
    article: bool = False
    features: Mapping[str, str] = {}
    figures: tuple[int, ...] = ()
    case: str = ""


Items = list[tuple[Item, ...]]


def load_date_words(paths: Iterable[Path], fold: Callable[[str], str]) -> DateWords:
    """The tables at ``paths`` as one. Raises PackError naming file and line."""
    index: dict[str, list[Entry]] = {}
    order = "dmy"
    for path in paths:
        seen: set[tuple[str, str, str]] = set()
        for line, cells in tsv.rows(path, COLUMNS, PackError):
            entry = _entry(cells, f"{path}:{line}", fold)
            if cells[:3] in seen:
                raise PackError(f"{path}:{line}: {cells[0]!r} as {cells[1]} {cells[2]} stands there twice; remove one")
            seen.add((cells[0], cells[1], cells[2]))
            if entry.role == "order":
                order = entry.value
            else:
                index.setdefault(entry.words[0], []).append(entry)
    return DateWords({word: tuple(sorted(found, key=lambda entry: -len(entry.words))) for word, found in index.items()}, order)


def _entry(cells: tuple[str, ...], where: str, fold: Callable[[str], str]) -> Entry:
    """One checked row."""
    form, role, value, more, source = cells
    words = tuple(token.text for token in tokenize(fold(form)))
    if not words or not source:
        raise PackError(f"{where}: form and source must not be empty; say where {form!r} was seen")
    number = 0
    if role in _NUMERIC:
        low, high = _RANGES[role]
        if not re.fullmatch(r"-?\d+", value) or not low <= int(value) <= high:
            raise PackError(f"{where}: {value!r} is no {role}; write a whole number from {low} to {high}")
        number = int(value)
    elif role in _CLOSED:
        if value not in _CLOSED[role]:
            raise PackError(f"{where}: {value!r} is no value of {role}; write one of {', '.join(sorted(_CLOSED[role])) or 'nothing'}")
    elif role not in _FREE:
        raise PackError(f"{where}: unknown role {role!r}; write one of {', '.join(sorted(_NUMERIC | _FREE | set(_CLOSED)))}")
    return Entry(words, role, value, number, dict(read_features(more, where)))


# ------------------------------------------------------------------------------------------------------------ words in a text


def items(tokens: Sequence[Token], forms: Sequence[tuple[Form, ...]], words: DateWords) -> Items:
    """For each token, all that may begin there, longest first."""
    found: Items = [()] * len(tokens)
    index, seen = words.index, words.seen
    for at, token in enumerate(tokens):
        if token.kind == "number":
            found[at] = _figures(tokens, at)
        elif token.kind == "word":
            given, known = seen.get(token.text, ((), ()))
            if given is not forms[at]:
                known = tuple(form for form in forms[at] if form.stem in index and not form.suffix)
                seen[token.text] = (forms[at], known)
            here = [item for form in known for item in _entries(tokens, at, form, index)] if known else None
            if here:
                found[at] = tuple(here) if len(here) == 1 else tuple(sorted(here, key=_plainest))
    for at in range(len(tokens) - 1, -1, -1):
        if found[at]:
            _add_up(found, at)
    return found


def _plainest(item: Item) -> tuple[int, bool, int]:
    """Order of the items at one token: the longest first, then the one that takes least off the word."""
    return -item.last, item.article, len(item.prefixes)


def _entries(tokens: Sequence[Token], at: int, form: Form, index: Mapping[str, tuple[Entry, ...]]) -> Iterable[Item]:
    """The entries that begin at token ``at``, read as ``form``."""
    for entry in index[form.stem]:
        last = at + len(entry.words)
        if last > at + 1 and (last > len(tokens) or any(tokens[at + n].text != word for n, word in enumerate(entry.words) if n)):
            continue
        start, stop = tokens[at].start + form.cut, tokens[last - 1].stop
        case = next((value for name, value in form.says if name == "case"), tokens[last - 1].case)
        yield Item(entry.role, entry.value, entry.number, at, last, start, stop, form.prefixes, form.article, entry.features, case=case)


def _figures(tokens: Sequence[Token], at: int) -> tuple[Item, ...]:
    """What a token of figures may be: a whole date, day and year in one, a number."""
    token = tokens[at]
    text = token.text
    if not text.isdigit():
        if full := _FULL.fullmatch(text):
            figures = tuple(int(group) for group in full.groups() if group)
            return (Item("figures", ".", 0, at, at + 1, token.start, token.stop, figures=figures),)
        if both := _DAY_YEAR.fullmatch(text):
            return (Item("day_year", "", 0, at, at + 1, token.start, token.stop, figures=(int(both[1]), int(both[2]))),)
        return _fused(token, at)
    if len(text) > 4:
        return _fused(token, at)
    number = Item("number", "figures" if len(text) < 4 else "year", int(text), at, at + 1, token.start, token.stop, case=token.case)
    return (*_joined_figures(tokens, at), number)


def _fused(token: Token, at: int) -> tuple[Item, ...]:
    """A year with a count written on to it, as pages leave after a stamp: "20265.8" of "2026" and "5.8K"."""
    if fused := _FUSED.fullmatch(token.text):
        return (Item("number", "fused", int(fused[1] or fused[2]), at, at + 1, token.start, token.start + 4),)
    return ()


def _joined_figures(tokens: Sequence[Token], at: int) -> Iterable[Item]:
    """Dates in figures with the same sign between them: three with a year, or two written together."""
    figures = [int(tokens[at].text)]
    last = at + 1
    sign = tokens[last].text if last < len(tokens) else ""
    if sign not in _SIGNS or (at > 1 and tokens[at - 1].text == sign and tokens[at - 2].kind == "number"):
        return ()
    tight = True
    while len(figures) < 3 and last + 1 < len(tokens) and tokens[last].text == sign and tokens[last + 1].text.isdigit():
        tight = tight and tokens[last - 1].stop == tokens[last].start and tokens[last].stop == tokens[last + 1].start
        figures.append(int(tokens[last + 1].text))
        last += 2
    widths = [len(tokens[n].text) for n in range(at, last, 2)]
    whole = len(figures) == 3 and (widths[0] == 4 or widths[2] == 4 or (tight and sign != "." and widths[2] == 2))
    if whole or (len(figures) == 2 and tight and sign != "." and max(widths) <= 2):
        return (Item("figures", sign, 0, at, last, tokens[at].start, tokens[last - 1].stop, figures=tuple(figures)),)
    return ()


def _add_up(found: Items, at: int) -> None:
    """Numbers of several words as one item: the words after the first carry the conjunction ("one and twenty"), or a unit follows a ten
    that takes one ("twenty one")."""
    for item in found[at]:
        if item.role not in ("number", "ordinal") or item.value in ("figures", "year", "fused") or item.last >= len(found):
            continue
        for more in found[item.last]:
            spoken = more.role in ("number", "ordinal") and more.value not in ("figures", "year", "fused")
            joined = len(more.prefixes) == 1 and _adds(item.number, more.number)
            bare = "unit_after" in item.features and not more.prefixes and more.number < 10
            if spoken and (joined or bare):
                total, role = item.number + more.number, more.role if bare else item.role
                span = (at, more.last, item.start, more.stop)
                whole = Item(role, str(total), total, *span, item.prefixes, item.article, item.features, case=more.case)
                found[at] = (whole, *found[at])
                return


def _adds(first: int, second: int) -> bool:
    """Whether two spoken numbers joined by "and" are one: a unit and tens, or hundreds and less."""
    if first < 10:
        return 20 <= second <= 90 and second % 10 == 0
    return first >= 100 and first % 100 == 0 and second < first


class DateSpan(msgspec.Struct, frozen=True):
    """One mention of a date: tokens ``first`` up to ``last``, letters ``start`` up to ``stop`` of the folded text (half-open).

    ``begin`` None: found but not to be resolved (``doubt`` may say why). ``end``: the last day included, None when it is one day.
    ``explicit``: has a year of its own. ``relative``: counted from publication. ``bound``: the words say since, before or after
    it; since is resolved until today. ``counted``: so many units ago. ``parts``: what the words said, where they name a date.
    """

    first: int
    last: int
    start: int
    stop: int
    begin: date | None
    end: date | None
    precision: Precision
    explicit: bool
    relative: bool
    bound: Bound = ""
    doubt: str = ""
    counted: bool = False
    parts: Parts = Parts()


class Text(msgspec.Struct, frozen=True):
    """What the grammar looks at."""

    tokens: Sequence[Token]
    items: Items
    today: date | None
    loose: bool
    words: DateWords

    def at(self, position: int) -> tuple[Item, ...]:
        """The items that begin at a token."""
        return self.items[position] if 0 <= position < len(self.items) else ()

    def one(self, position: int, role: str, *values: str) -> Item | None:
        """The item of a role (and one of the values) that begins at a token, the longest."""
        for item in self.items[position] if 0 <= position < len(self.items) else ():
            if item.role == role and (not values or item.value in values):
                return item
        return None

    def sign(self, position: int) -> str:
        """The text of the token where it is a mark of punctuation or a line's end, else nothing."""
        if not 0 <= position < len(self.tokens):
            return "\n"
        token = self.tokens[position]
        return "\n" if token.kind == "break" else token.text if token.kind == "punct" else ""

    def joined(self, position: int) -> bool:
        """Whether the token stands right after the one before it, with no blank."""
        return glued(self.tokens, position)
