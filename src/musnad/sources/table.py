"""Tables of texts: CSV and TSV files read row by row, and what is common to them and workbooks.

A row becomes an item whose bytes are the row as JSON, its columns by name; which column is the text is said by a mapping or guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import msgspec

from musnad.decoding import SAMPLE, codec_of
from musnad.errors import InputError
from musnad.model import HowKnown, Issue, Item, Problem
from musnad.sources import mapping
from musnad.sources.blobs import Blob, doubt, head, size
from musnad.sources.options import Columns, Options

Cell = str | int | float | bool | None | date | datetime | time
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, kw_only=True)
class Row:
    """The cells of a row and where it stands."""

    where: str
    cells: Sequence[Cell]


def items(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """An item for each row of a CSV file. Raises ``InputError`` when it is no table or the mapping does not fit it."""
    codec, issues = codec_of(head(blob), where=blob.where)
    doubts = issues if codec != "utf-8-sig" else ()
    with blob.open() as stream:
        text = io.TextIOWrapper(stream, encoding=codec, errors="replace", newline="")
        rows = _rows(_lines(text, blob.where, options.limits.whole_bytes), _delimiter(blob, codec), blob.where)
        yield from from_rows(rows, blob.where, options, doubts)


def columns(blob: Blob) -> tuple[str, ...]:
    """The names of the columns of a CSV file."""
    codec, _ = codec_of(head(blob), where=blob.where)
    text = head(blob).decode(codec, errors="replace")
    rows = _rows(io.StringIO(text, newline=""), _delimiter(blob, codec), blob.where)
    return next((_names(row.cells) for row in rows if isinstance(row, Row) and _has_cells(row)), ())


def from_rows(rows: Iterable[Row | Problem], where: str, options: Options, issues: tuple[Issue, ...] = ()) -> Iterator[Item | Problem]:
    """An item for each row below the first, which names the columns. Raises ``InputError`` when the mapping does not fit them."""
    iterator = iter(rows)
    top = next((row for row in iterator if isinstance(row, Row) and _has_cells(row)), None)
    if top is None:
        yield Problem(where=where, message="the table is empty; its first row must name the columns")
        return
    names = _names(top.cells)
    chosen = options.mapping if options.mapping is not None else mapping.guess(names)
    mapping.check(chosen, names, where=where)
    for row in iterator:
        if isinstance(row, Problem):
            yield row
        elif _has_cells(row):
            yield _item(row, names, chosen, issues)


def _has_cells(row: Row) -> bool:
    """Whether anything stands in a row."""
    return any(cell is not None and not (isinstance(cell, str) and (not cell or cell.isspace())) for cell in row.cells)


def _names(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The names of columns, without empty ones at the end."""
    names = [_plain(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _item(row: Row, names: tuple[str, ...], chosen: Columns, issues: tuple[Issue, ...]) -> Item | Problem:
    """The item of one row, or what is wrong with its shape."""
    cells = list(row.cells)
    while len(cells) > len(names) and cells[-1] in (None, ""):
        cells.pop()
    if len(cells) != len(names):
        message = f"{len(cells)} cells where the first row has {len(names)}; look for a stray quotation mark or separator"
        return Problem(where=row.where, message=message)
    record = dict(zip(names, map(_plain, cells), strict=True))
    values = {field: record[column] for field, column in chosen.items()}
    known: dict[str, HowKnown] = {name: "record" for name in ("publisher", "published_at", "title", "lang") if values.get(name)}
    torn = (doubt(f"{row.where}: some letters are damaged (U+FFFD); save the table as UTF-8"),) if "\ufffd" in values["text"] else ()
    return Item(
        data=msgspec.json.encode(record),
        where=row.where,
        media="application/json",
        text=values["text"],
        id=values.get("doc_id") or None,
        url=values.get("url") or None,
        publisher=values.get("publisher") or None,
        published_at=values.get("published_at", ""),
        title=values.get("title") or None,
        lang=values.get("lang") or None,
        kind=values.get("kind") or None,
        known=known,
        issues=(*issues, *torn),
    )


def _plain(cell: Cell) -> str:
    """A cell as text: moments in ISO 8601, a whole day without its midnight, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _rows(text: Iterable[str], delimiter: str, where: str) -> Iterator[Row | Problem]:
    """The rows of a CSV file; one that cannot be split is a ``Problem``."""
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as found:
            yield Problem(where=where, line=line, message=f"this row cannot be split into cells ({found}); mend its quotation marks")
        else:
            yield Row(where=f"{where}, line {line}", cells=cells)


def _lines(text: io.TextIOWrapper, where: str, most: int) -> Iterator[str]:
    """The lines of a file. Raises ``InputError`` for an endless one, which would be held whole."""
    while line := text.readline(most + 1):
        if len(line) > most:
            raise InputError(f"{where}: a line is longer than {size(most)}; this is no table of texts")
        yield line


def _delimiter(blob: Blob, codec: str) -> str:
    """The sign between cells: the one that splits the first row into most of them."""
    if blob.name.casefold().endswith(".tsv"):
        return "\t"
    lines = head(blob)[:SAMPLE].decode(codec, errors="replace").split("\n")
    first = next((line for line in lines if line.strip()), "")
    try:
        return max(_DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))
    except csv.Error as found:
        raise InputError(f"{blob.where}: the first row is not one of a table ({found}); its first row must name the columns") from found
