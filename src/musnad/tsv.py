"""Tables of the project: TSV, UTF-8, one header line, one fact a line, every line checked as it is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from musnad.errors import MusnadError


def rows(path: Path, columns: tuple[str, ...], error: type[MusnadError]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and cells of each line of the table at ``path``; blank lines and lines that begin with ``#`` are left out.

    Raises ``error`` naming file and line: a header that is not ``columns``, a line with another number of cells, text that is
    not UTF-8 or not NFC, a cell with blanks around it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as found:
        raise error(f"{path}: cannot be read as a UTF-8 table ({found}); mend or remove the file") from found
    header = True
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if header:
            if cells != columns:
                raise error(f"{path}:{number}: the header is {list(cells)}; write {list(columns)}, separated by tabs")
            header = False
            continue
        if len(cells) != len(columns):
            raise error(f"{path}:{number}: {len(cells)} cells, but the table has {len(columns)} columns {list(columns)}")
        for cell, name in zip(cells, columns, strict=True):
            if cell != cell.strip():
                raise error(f"{path}:{number}: blanks around {cell!r} in column {name!r}; remove them")
            if not unicodedata.is_normalized("NFC", cell):
                raise error(f"{path}:{number}: {cell!r} in column {name!r} is not in Unicode form NFC; normalise the file")
        yield number, cells
    if header:
        raise error(f"{path}: no header; the first line must be {list(columns)}, separated by tabs")
