"""Workbooks, written by openpyxl and by hand."""

import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from musnad.model import Item, Problem
from musnad.sources import Options, items

TEXT = "سقطت قذيفة هاون على سوق البلدة ظهر الخميس وجرحت ثلاثة باعة"


def _book(*rows: tuple[Any, ...], more: dict[str, list[tuple[Any, ...]]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Reports"
    for row in rows:
        sheet.append(row)
    for title, others in (more or {}).items():
        other = book.create_sheet(title)
        for row in others:
            other.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _changed(book: bytes, part: str, pattern: str, by: str) -> bytes:
    """A workbook with one of its parts rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            text = old.read(info).decode()
            changed = re.sub(pattern, by, text) if info.filename == part else text
            assert (changed != text) == (info.filename == part)
            new.writestr(info.filename, changed)
    return out.getvalue()


def _read(tmp_path: Path, data: bytes, options: Options | None = None) -> list[Item | Problem]:
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    return list(items(str(path), options=options))


def _said(found: Item | Problem) -> str:
    assert isinstance(found, Problem)
    return str(found)


def test_rows_of_every_sheet(tmp_path: Path) -> None:
    book = _book(
        ("Text", "Date", "ID", "Source"),
        (TEXT, datetime(2024, 5, 1), 7, "Radio A"),
        (TEXT, datetime(2024, 5, 1, 10, 20), 8.0, None),
        more={"Old": [("text",), (TEXT,)], "Empty": []},
    )
    first, second, third = _read(tmp_path, book)
    assert isinstance(first, Item)
    assert (first.text, first.published_at, first.id, first.publisher) == (TEXT, "2024-05-01", "7", "Radio A")
    assert first.where == f"{tmp_path}/book.xlsx, sheet 'Reports', row 2"
    assert json.loads(first.data) == {"Text": TEXT, "Date": "2024-05-01", "ID": "7", "Source": "Radio A"}
    assert isinstance(second, Item)
    assert (second.published_at, second.id, second.publisher) == ("2024-05-01T10:20:00", "8", None)
    assert isinstance(third, Item)
    assert third.where.endswith("sheet 'Old', row 2")


def test_the_stored_value_of_a_formula_is_taken_and_one_without_is_named(tmp_path: Path) -> None:
    book = _book(("text", "date"), (TEXT, "2024-05-01"), ('=CONCATENATE("a","b")', "2024-05-02"), (TEXT, "2024-05-03"))
    without = _read(tmp_path, book)
    assert [item.published_at for item in without if isinstance(item, Item)] == ["2024-05-01", "2024-05-03"]
    assert "sheet 'Reports', cell A3: a formula without a stored value" in _said(without[1])

    stored = _changed(
        book,
        "xl/worksheets/sheet1.xml",
        r'<c r="A3"( t="[a-z]+")?><f>(.*?)</f><v ?/?>(</v>)?',
        rf'<c r="A3" t="str"><f>\2</f><v>{TEXT}</v>',
    )
    assert [item.text for item in _read(tmp_path, stored) if isinstance(item, Item)] == [TEXT, TEXT, TEXT]


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    book = _book(("text", "date"), (TEXT, "2024-05-01"), (TEXT, "2024-05-02"))
    lying = _changed(book, "xl/worksheets/sheet1.xml", r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1:XFD1048576"/>')
    gap = _changed(book, "xl/worksheets/sheet1.xml", r'<row r="3"(.*?)r="A3"(.*?)r="B3"', r'<row r="1048576"\1r="A1048576"\2r="B1048576"')
    assert len(_read(tmp_path, lying)) == 2
    assert len(_read(tmp_path, gap)) == 1  # what comes after ten thousand empty rows is not waited for


def test_a_sheet_that_the_mapping_does_not_fit_does_not_stop_the_others(tmp_path: Path) -> None:
    book = _book(("code", "name"), (1, "x"), more={"Texts": [("text",), (TEXT,)]})
    problem, item = _read(tmp_path, book)
    assert "sheet 'Reports': no column is known to hold the text; the columns are 'code', 'name'" in _said(problem)
    assert isinstance(item, Item)


def test_an_empty_workbook_is_a_problem(tmp_path: Path) -> None:
    assert "the workbook is empty" in _said(*_read(tmp_path, _book()))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
def test_a_damaged_workbook_is_a_problem(tmp_path: Path, part: str) -> None:
    book = _changed(_book(("text",), (TEXT,)), part, r"(?s)^(.{60}).*", r"\1")
    assert [type(found) for found in _read(tmp_path, book)] == [Problem]


def test_entities_of_a_hostile_workbook_are_not_expanded(tmp_path: Path) -> None:
    bomb = "<!DOCTYPE x [" + "".join(f'<!ENTITY e{n} "{"&e" + str(n - 1) + ";" if n else "aaaa"}' * 1 + '">' for n in range(3)) + "]>"
    book = _changed(_book(("text",), (TEXT,)), "xl/worksheets/sheet1.xml", r"^(<\?xml.*?\?>)?<worksheet", rf"\1{bomb}<worksheet")
    assert [type(found) for found in _read(tmp_path, book)] == [Problem]
