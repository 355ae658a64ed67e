"""Workbooks (XLSX): every sheet is a table, read row by row.

Formulas are never computed: what is taken is the value that the spreadsheet program stored with each. A formula without one is a
``Problem`` that names the cell.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from musnad.errors import InputError
from musnad.model import Item, Problem
from musnad.sources.blobs import Blob
from musnad.sources.options import Options
from musnad.sources.table import Row, from_rows

_MOST_EMPTY = 10_000  # rows without a cell in a row: a workbook may claim a million


def items(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """An item for each row of each sheet that has rows. Raises ``InputError`` when it cannot be read."""
    with blob.open() as stored, blob.open() as written:
        values, formulas = _opened(stored, blob.where, values=True), _opened(written, blob.where, values=False)
        empty = True
        for sheet, twin in zip(values.worksheets, formulas.worksheets, strict=True):
            where = f"{blob.where}, sheet {sheet.title!r}"
            if _has_rows(sheet):
                empty = False
                yield from _sheet_items(_rows(sheet, twin, where), where, options)
        if empty:
            yield Problem(where=blob.where, message="the workbook is empty; the first row of a sheet must name the columns")


def _sheet_items(rows: Iterator[Row | Problem], where: str, options: Options) -> Iterator[Item | Problem]:
    """The items of one sheet; a sheet that the mapping does not fit does not stop the others."""
    try:
        yield from from_rows(rows, where, options)
    except InputError as found:
        yield Problem(where=where, message=str(found).removeprefix(f"{where}: "))


def columns(blob: Blob) -> tuple[str, ...]:
    """The names of the columns of the first sheet that has rows."""
    with blob.open() as stored:
        for sheet in _opened(stored, blob.where, values=True).worksheets:
            for cells in sheet.iter_rows(values_only=True):
                if any(cell is not None for cell in cells):
                    return tuple("" if cell is None else str(cell).strip() for cell in cells)
    return ()


def _opened(stream: Any, where: str, *, values: bool) -> Any:
    """A workbook with the stored values of its formulas, or with the formulas. Raises ``InputError`` when it cannot be opened."""
    import openpyxl  # here, not above: only workbooks need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of charts and styles that it leaves out
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=values, keep_links=False)
        except Exception as found:  # whatever its parts raise on a damaged or hostile file
            raise InputError(
                f"{where}: not a workbook that can be read ({found or type(found).__name__}); save it again as .xlsx"
            ) from found
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its own size may be a lie
    return book


def _has_rows(sheet: Any) -> bool:
    """Whether there is anything on a sheet."""
    return any(cell is not None for cells in _bounded(sheet) for cell in cells)


def _bounded(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The values of the rows of a sheet, up to a long run of empty ones."""
    empty = 0
    for cells in sheet.iter_rows(values_only=True):
        empty = 0 if cells else empty + 1
        if empty > _MOST_EMPTY:
            return
        yield cells


def _rows(sheet: Any, twin: Any, where: str) -> Iterator[Row | Problem]:
    """The rows of a sheet; ``twin`` is the same sheet with its formulas."""
    width = 0
    try:
        for number, (cells, written) in enumerate(zip_longest(_bounded(sheet), _bounded(twin), fillvalue=()), start=1):
            width = width or len(cells)
            without = [_name(column, number) for column, cell in enumerate(cells) if cell is None and _is_formula(written, column)]
            if without:
                message = "a formula without a stored value; open the workbook in a spreadsheet program, save it, and add it again"
                yield Problem(where=f"{where}, cell {', '.join(without)}", message=message)
            else:
                # The last cells of a row are not written when they are empty.
                yield Row(where=f"{where}, row {number}", cells=(*cells, *(None,) * (width - len(cells))))
    except Exception as found:  # its parser raises what the XML parser, the archive and the dates raise
        yield Problem(
            where=where, message=f"damaged ({found or type(found).__name__}); what stands before was taken, save the workbook again"
        )


def _is_formula(written: tuple[Any, ...], column: int) -> bool:
    """Whether a cell has a formula: the text of one, or an array formula."""
    cell = written[column] if column < len(written) else None
    return cell is not None and (not isinstance(cell, str) or cell.startswith("="))


def _name(column: int, row: int) -> str:
    """The name of a cell, such as B7."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column + 1)}{row}"
