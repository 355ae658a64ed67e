"""The lines of a knowledge table, with the checks that all tables share, so that every mistake is told with file, line and mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from musnad.errors import KnowledgeError

_SLUG = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
# A space that begins or ends a cell or line, follows another, or does not break.
_SPACED = ("  ", " \t", "\t ", " \n", "\n ", "\u00a0")
_CODES = {"lang": re.compile(r"[a-z]{2}"), "country": re.compile(r"[A-Z]{2}")}


class Line:
    """One line of a table with what an error needs to point at it."""

    __slots__ = ("cells", "number", "path")

    def __init__(self, path: Path, number: int, cells: list[str]) -> None:
        self.path = path
        self.number = number
        self.cells = cells

    def error(self, message: str) -> KnowledgeError:
        """The error to raise at this line."""
        return KnowledgeError(f"{self.path}:{self.number}: {message}")

    def need(self, condition: bool, message: str) -> None:
        """Stop with ``message`` unless ``condition`` holds."""
        if not condition:
            raise self.error(message)

    def one_of(self, value: str, allowed: frozenset[str], column: str) -> None:
        """Stop at a value of ``column`` that is none of ``allowed``."""
        if value not in allowed:
            raise self.error(f"unknown {column} {value!r}: write one of {', '.join(sorted(allowed))}")

    def slug(self, value: str) -> None:
        """Stop at an id that is no slug."""
        if not _is_slug(value):
            raise self.error(f"bad id {value!r}: write a slug of a-z, 0-9 and single _ between them")

    def code(self, value: str, column: str) -> None:
        """Stop at what is no two-letter code of the kind of ``column``."""
        if not _is_code(value, column):
            raise self.error(f"bad {column} {value!r}: write a two-letter code")

    def party(self, value: str, labels: frozenset[str]) -> None:
        """Stop at a label that is neither of ``labels`` nor other:<name>."""
        if value not in labels and not (value.startswith("other:") and value[6:].strip()):
            raise self.error(f"unknown party {value!r}: write other:<name> or one of {', '.join(sorted(labels))}")

    def day(self, value: str) -> date | None:
        """The day a cell names, None for an empty one."""
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as problem:
            raise self.error(f"bad day {value!r}: write YYYY-MM-DD or leave it empty") from problem

    def degrees(self, value: str, limit: int, column: str) -> float | None:
        """The degrees a cell names, None for an empty one."""
        if not value:
            return None
        try:
            degrees = float(value)
        except ValueError as problem:
            raise self.error(f"bad {column} {value!r}: write degrees as 35.931 or leave it empty") from problem
        self.need(-limit <= degrees <= limit, f"{column} {value} is out of range: write degrees from -{limit} to {limit}")
        return degrees


@cache
def _is_slug(value: str) -> bool:
    return _SLUG.fullmatch(value) is not None


@cache
def _is_code(value: str, column: str) -> bool:
    return _CODES[column].fullmatch(value) is not None


def lines(folder: Path, name: str, columns: str) -> Iterator[Line]:
    """The lines of a table after its header, each with as many cells as the header and no space around a cell."""
    path = folder / name
    header = columns.split()
    text = _text(path)
    rows = text.split("\n")
    if rows[0].split("\t") != header:
        raise KnowledgeError(f"{path}:1: the header is {rows[0]!r}: write the columns {', '.join(header)}, separated by tabs")
    if rows.pop() != "":
        raise KnowledgeError(f"{path}:{len(rows) + 1}: the last line has no end: add a final newline")
    spaced = any(blank in text for blank in _SPACED)
    for number, row in enumerate(rows[1:], start=2):
        line = Line(path, number, row.split("\t"))
        if len(line.cells) != len(header):
            raise line.error(f"{len(line.cells)} columns: write {len(header)} ({', '.join(header)}), separated by tabs")
        if spaced and any(blank in f"\n{row}\n" for blank in _SPACED):
            raise line.error("a cell has spaces around it or twice in a row: take them out")
        yield line


def _text(path: Path) -> str:
    """The text of a table, UTF-8 and NFC."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError as problem:
        raise KnowledgeError(f"{path}:1: no such table: restore the file") from problem
    except UnicodeDecodeError as problem:
        raise KnowledgeError(f"{path}:1: byte {problem.start} is not UTF-8: save the file as UTF-8") from problem
    if unicodedata.is_normalized("NFC", text):
        return text
    for number, row in enumerate(text.split("\n"), start=1):
        if not unicodedata.is_normalized("NFC", row):
            raise KnowledgeError(f"{path}:{number}: the line is not NFC: normalise it with unicodedata.normalize('NFC', line)")
    return text
