"""Which columns the tables have that somebody named in a call: what a mapping of them is made of."""

from __future__ import annotations

from pathlib import Path

from musnad.sources import table, workbook
from musnad.sources.blobs import head, of_path
from musnad.sources.kinds import kind_of


def columns_of(what: str) -> tuple[str, ...]:
    """The names of the columns of a CSV, TSV or XLSX file, none when it is something else. Raises ``InputError`` for a damaged one."""
    path = Path(what)
    if not path.is_file():
        return ()
    blob = of_path(path)
    kind = kind_of(head(blob), name=blob.name)
    if kind == "table":
        return table.columns(blob)
    return workbook.columns(blob) if kind == "zip" and path.suffix.casefold() == ".xlsx" else ()
