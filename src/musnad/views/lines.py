"""Lines for a terminal: text of any direction wrapped to a width, and made safe to show.

Right-to-left text has to survive a terminal: every piece of it is set between U+2068 and U+2069 (first-strong isolate), line by
line, so that a terminal that reorders text does not carry the English around it along.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:  # only then: complaints need these lines before anything else is loaded
    from musnad.model import LoadedTerm, Quote, Words

ISOLATE, POP = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:[ \u200c\u200d]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*")
STYLES = {
    "heading": "bold",
    "event": "bold cyan",
    "origin": "bold",
    "deny": "red",
    "hedge": "yellow",
    "words": "dim",
    "error": "red",
    "warning": "yellow",
    "info": "dim",
}


def wrapped(text: str, width: int, indent: int = 0, style: str = "") -> Iterator[Text]:
    """``text`` over as many lines as it needs; an isolate that a line leaves open is closed on it and opened again on the next."""
    inside = False
    for line in _lines(text, width - indent):
        line = ISOLATE + line if inside else line
        inside = line.count(ISOLATE) > line.count(POP)
        yield Text(" " * indent + line + (POP if inside else ""), style=style)


def quoted(words: Words | Quote | LoadedTerm, width: int, indent: int) -> Iterator[Text]:
    """The exact words in quotation marks, every line of them isolated by itself."""
    lines = _lines(visible(words.text), width - indent - 2)
    for number, line in enumerate(lines):
        opening, closing = "“" if number == 0 else " ", "”" if number == len(lines) - 1 else ""
        yield Text(" " * indent + opening + isolate(line) + closing, style=STYLES["words"])


def labelled(label: str, lines: Sequence[Text]) -> Iterator[Text]:
    """The lines, which are indented as far as ``label`` goes, with the label before the first."""
    yield Text(label) + lines[0][len(label) :]
    yield from lines[1:]


def isolate(text: str) -> str:
    """``text`` made safe to show (see ``visible``), and between U+2068 and U+2069 when it has right-to-left letters."""
    shown = visible(text)
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in shown):
        return f"{ISOLATE}{shown}{POP}"
    return shown


def isolate_runs(text: str) -> str:
    """A sentence of ours made safe to show, every run of right-to-left words in it isolated by itself."""
    return _RIGHT_TO_LEFT.sub(rf"{ISOLATE}\g<0>{POP}", visible(text))


def visible(text: str) -> str:
    """``text`` without what could command a terminal or reorder a line: control and bidi characters, lone surrogates.

    The joiners U+200C and U+200D stay, since they decide how letters look.
    """
    return "".join(_shown(character) for character in text)


def plain(label: str) -> str:
    """A label or id of ours in words, or somebody's name as it stands."""
    return isolate(label.replace("_", " "))


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cf" and character not in "\u200c\u200d" else character


def _lines(text: str, width: int) -> list[str]:
    """The words of ``text`` in lines of at most ``width`` terminal cells; a word longer than that is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, max(width, 10)):
            longer = f"{line} {piece}" if line else piece
            if line and cell_len(longer) > max(width, 10):
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, width: int) -> Iterator[str]:
    while cell_len(word) > width:
        stop = next(n for n in range(1, len(word) + 1) if cell_len(word[: n + 1]) > width)
        yield word[:stop]
        word = word[stop:]
    yield word
