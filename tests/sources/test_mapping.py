"""Mappings of columns: guessed, saved and loaded."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from musnad.errors import InputError
from musnad.sources import mapping, mapping_of


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["text"], {"text": "text"}),
        (["Doc ID", "Full Text", "Pub. Date"], {"doc_id": "Doc ID", "text": "Full Text", "published_at": "Pub. Date"}),
        (["content", "source", "published_at", "Outlet"], {"text": "content", "publisher": "source", "published_at": "published_at"}),
        (["URL", "TITLE", "Language", "type"], {"url": "URL", "title": "TITLE", "lang": "Language", "kind": "type"}),
        (["snippet", "body", "author", "publisher"], {"text": "body", "publisher": "publisher"}),
        (["place", "killed"], {}),
        ([], {}),
    ],
)
def test_usual_names_are_recognised(columns: list[str], found: dict[str, str]) -> None:
    assert mapping.guess(columns) == found


def test_a_saved_mapping_is_loaded_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    columns = {"title": 'a "quoted" \\ name', "text": "النص", "url": "tab\tand\x7f"}
    mapping.save(columns, path)
    assert mapping.load(path) == columns
    assert path.read_text(encoding="utf-8").startswith('text = "النص"\n')


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("text = Body", "not TOML"),
        ('body = "Body"', "there is no field 'body'; the fields are text, publisher"),
        ("text = 3", 'the column of text is not a string; write text = "name of the column"'),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_to_write(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        mapping.load(path)


def test_a_mapping_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: cannot be read"):
        mapping.load(tmp_path / "none.toml")


def _csv(tmp_path: Path) -> str:
    path = tmp_path / "texts.csv"
    path.write_text("\nID;Body;Pub. date\n1;a;2024-05-01\n", encoding="utf-8")
    return str(path)


def _xlsx(tmp_path: Path) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("ID", "Body", "Pub. date"))
    book.save(tmp_path / "texts.xlsx")
    return str(tmp_path / "texts.xlsx")


@pytest.mark.parametrize("made", [_csv, _xlsx])
def test_the_mapping_that_a_table_is_read_with(tmp_path: Path, made: Callable[[Path], str]) -> None:
    path = made(tmp_path)
    assert mapping_of(path) == {"text": "Body", "published_at": "Pub. date", "doc_id": "ID"}
    assert mapping_of(path, mapping={"text": "ID"}) == {"text": "ID"}
    with pytest.raises(InputError, match=r"there is no column 'Text' for text; the columns are 'ID', 'Body', 'Pub\. date'"):
        mapping_of(path, mapping={"text": "Text"})


def test_what_is_no_table_has_no_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt: this is no table with named columns"):
        mapping_of(str(tmp_path / "a.txt"))
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        mapping_of(str(tmp_path / "none.csv"))
