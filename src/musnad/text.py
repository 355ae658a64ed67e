"""Folding: one spelling for everything that is written in many ways, with the way back to the exact words.

Rules and word lists look at folded text only; what is published is always a slice of the text as received. So this is the one
module that touches case, marks and spelling variants, and with ``hidden`` the tricks by which posts hide words from moderation. It
knows scripts and their orthography, never a vocabulary.

A text is folded in layers: letter by letter (``_Letters``), then the breaks that split hidden words are taken out and the last
signs settled, again and again until nothing changes, so that folding a folded text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from musnad.hidden import Edit, hidden_edits, settling_edits

# ---------------------------------------------------------------------------------------------------------------- letters

_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳٵ", "ا"),
        **dict.fromkeys("ىئیېےۓۍێٸ", "ي"),
        **dict.fromkeys("ؤٶ", "و"),
        **dict.fromkeys("ةەہھۀۂۃۿ", "ه"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ıİ", "i"),
        **dict.fromkeys("йЙ", "й"),  # a letter of its own, not an accented one
        **dict.fromkeys("“”„‟«»‹›″‶〃〝〞〟＂״", '"'),
        **dict.fromkeys("‘’‚‛ʼʻʽʾʿ′`´׳＇", "'"),
        **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
        **dict.fromkeys("\t#", " "),
        **dict.fromkeys("ۥۦ", ""),  # small letters of recitation
        "−": "-",
        "⁃": "-",
        "،": ",",
        "٬": ",",
        "٫": ".",
        "۔": ".",
        "؛": ";",
        "؟": "?",
        "٪": "%",
        "٭": "*",
        "…": "...",
    }
)
# Where compatibility decomposition only undoes a typeface: Arabic presentation forms, full width, mathematical letters in posts.
_TYPEFACES = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFFEE), (0x1D400, 0x1D7FF))
# Marks that say how a letter sounds or is recited and are left out by most writers. Vowel signs of other scripts are letters.
_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DD),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0898, 0x089F),
    (0x08CA, 0x08FF),
    (0x1AB0, 0x1ACE),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20F0),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)


def _within(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether a code point lies in one of the inclusive ranges."""
    return any(first <= code <= last for first, last in ranges)


def _by_category(letter: str) -> str | None:
    """The folding of a letter as far as its Unicode category decides it: dropped, a space, a dash, a quote, a digit; else None."""
    category = unicodedata.category(letter)
    if category == "Cf":  # direction controls, zero width, soft hyphen, byte-order mark
        return ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if category in ("Pi", "Pf"):
        return '"'
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return None


def _without_accents(letter: str) -> str:
    """The bare letter when all that decomposing it adds is accents, else the letter itself."""
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) > 1 and all(_within(ord(part), _MARKS) for part in parts[1:]):
        return parts[0]
    return letter


def _one_step(letter: str) -> str:
    """One folding of one code point, to be repeated until nothing changes."""
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF:
        return letter
    if code in _ONE_TO_ONE:
        return _ONE_TO_ONE[code]
    if _within(code, _MARKS):
        return ""
    decided = _by_category(letter)
    if decided is not None:
        return decided
    if _within(code, _TYPEFACES):
        plain = unicodedata.normalize("NFKC", letter)
        return plain[1:] if plain[0] == " " else plain  # a mark shown alone decomposes to a space and the mark
    return _without_accents(letter.casefold())


def _fold_letter(letter: str) -> str:
    """The folding of one code point: nothing, one letter or several. Folding the result changes nothing."""
    step = _one_step(letter)
    return letter if step == letter else "".join(map(_fold_letter, step))


class _Letters(dict[int, str]):
    """Code point to folding for ``str.translate``, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_letter(chr(code))
        return folded


class _Widths(dict[str, int]):
    """Letter to the length of its folding, filled as letters are met."""

    def __missing__(self, letter: str) -> int:
        width = self[letter] = len(_LETTERS[ord(letter)])
        return width


_LETTERS = _Letters()
_WIDTHS = _Widths()

# --------------------------------------------------------------------------------------------------- layers and the way back

_Starts = Sequence[int]  # for each offset of the text before (its end included), the offset after


def _letter_starts(text: str) -> _Starts:
    """Where the folding of each letter of ``text`` begins."""
    return array("Q", accumulate(map(_WIDTHS.__getitem__, text), initial=0))


def _edit_starts(length: int, edits: Sequence[Edit]) -> _Starts:
    """Where each letter of a text of ``length`` letters begins after the edits. What an edit takes out counts to the letter before."""
    starts = array("Q")
    source = target = 0
    for start, stop, new in edits:
        starts.extend(range(target, target + start - source))
        target += start - source
        starts.append(target)
        target += len(new)
        starts.extend([target] * (stop - start - 1))
        source = stop
    starts.extend(range(target, target + length - source + 1))
    return starts


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits, which are in order and do not overlap."""
    pieces: list[str] = []
    done = 0
    for start, stop, new in edits:
        pieces += (text[done:start], new)
        done = stop
    pieces.append(text[done:])
    return "".join(pieces)


class Folded:
    """A folded text that knows which letters of its source each of its letters came from.

    >>> folded = fold("قُتِلَ شخصٌ")
    >>> folded.text, folded.source_span(0, 3)
    ('قتل شخص', (0, 6))
    """

    __slots__ = ("_layers", "_starts", "source", "text")

    def __init__(self, source: str, text: str, layers: tuple[Callable[[], _Starts], ...]) -> None:
        self.source = source
        self.text = text
        self._layers = layers
        self._starts: _Starts | None = None

    def source_span(self, start: int, stop: int) -> tuple[int, int]:
        """The half-open span of ``source`` whose folding is ``text[start:stop]``, whole letters with all their marks.

        What folds to nothing (marks, tatweel, direction controls, the break inside a hidden word) counts to the letter before it. Where
        one source letter folds to several (a ligature), a span of any of them is that whole letter. An empty span stays empty.
        """
        starts = self._map()
        size = len(self.text)
        if not 0 <= start <= stop <= size:
            raise IndexError(f"span {start}:{stop} is not inside the folded text of {size} letters")
        first = bisect_right(starts, start) - 1
        if start == stop:
            return first, first
        last = bisect_right(starts, stop - 1) - 1
        return self._with_marks(first, bisect_right(starts, starts[last + 1]) - 1)

    def folded_at(self, source_offset: int) -> int:
        """The offset in ``text`` where the letter at ``source_offset`` is folded; of a mark, the end of its letter."""
        return self._map()[source_offset]

    def _with_marks(self, start: int, stop: int) -> tuple[int, int]:
        """The span widened so that vowel signs which folding keeps (those of Indic and other scripts) stay with their letter."""
        source = self.source
        while start > 0 and _is_mark(source[start]):
            start -= 1
        while stop < len(source) and _is_mark(source[stop]):
            stop += 1
        return start, stop

    def _map(self) -> _Starts:
        """For every offset of the source, the offset in the folded text; made when first asked for."""
        if self._starts is None:
            starts: _Starts = range(len(self.source) + 1)
            for layer in self._layers:
                following = layer()
                starts = following if isinstance(starts, range) else array("Q", map(following.__getitem__, starts))
            self._starts = starts
        return self._starts


def _is_mark(letter: str) -> bool:
    """Whether a letter is a combining mark of any script."""
    return letter >= "\u0300" and unicodedata.category(letter)[0] == "M"


# ------------------------------------------------------------------------------------------------------------------- the fold

_COMPOSED = re.compile("\r\n|[\u0438\u0418]\u0306")


def _composed(text: str) -> list[Edit]:
    """The edits for two code points that are one letter: a line end, and short i written with a separate breve."""
    if "\r" not in text and "\u0306" not in text:
        return []
    return [(found.start(), found.end(), "\n" if found[0] == "\r\n" else "\u0439") for found in _COMPOSED.finditer(text)]


def fold(text: str) -> Folded:
    """The text in one spelling: no marks, no case, one form of each letter, digit, dash and quote, hidden words whole.

    Folding is idempotent: ``fold(fold(text).text).text == fold(text).text``.

    >>> fold("الاسـ.ـرائيـ.ـلي: ١٢ شَهيداً").text
    'الاسرائيلي: 12 شهيدا'
    """
    layers: list[Callable[[], _Starts]] = []

    def apply(before: str, edits: list[Edit]) -> str:
        layers.append(lambda: _edit_starts(len(before), edits))
        return _edited(before, edits)

    folded = text
    if edits := _composed(folded):
        folded = apply(folded, edits)
    plain = folded
    folded = plain.translate(_LETTERS)
    layers.append(lambda: _letter_starts(plain))
    while edits := hidden_edits(folded) or settling_edits(folded):
        folded = apply(folded, edits)
    return Folded(text, folded, tuple(layers))
