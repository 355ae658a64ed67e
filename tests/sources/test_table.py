"""Tables of texts: CSV with everything that goes wrong in it."""

import csv
import io
import json
from pathlib import Path

import pytest

from musnad.model import Item, Problem
from musnad.sources import Limits, Options, items

FIRST = "قصفت الطائرات أطراف البلدة فجر الأحد، وأصيب أربعة مدنيين بحسب الدفاع المدني"
SECOND = 'Mortar rounds fell on the market; two people were hurt, the mayor said: "We counted six shells"'


def _csv(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def _read(tmp_path: Path, data: str | bytes, options: Options | None = None, name: str = "texts.csv") -> list[Item | Problem]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(items(str(path), options=options))


def _texts(found: list[Item | Problem]) -> list[str | None]:
    return [item.text for item in found if isinstance(item, Item)]


def test_a_row_is_an_item_with_its_bytes_and_place(tmp_path: Path) -> None:
    first, second = _read(
        tmp_path,
        _csv(
            ("ID", "Headline", "Body", "Source", "Date", "Link", "Note"),
            ("a1", "غارة", FIRST, "Radio A", "2024-05-01", "https://a.example/1", "x"),
            ("", "", SECOND, "", "", "", ""),
        ),
    )
    assert isinstance(first, Item)
    assert (first.text, first.id, first.title, first.publisher, first.published_at) == (FIRST, "a1", "غارة", "Radio A", "2024-05-01")
    assert (first.url, first.where) == ("https://a.example/1", f"{tmp_path}/texts.csv, line 2")
    assert first.known == {"publisher": "record", "published_at": "record", "title": "record"}
    assert json.loads(first.data) == {
        "ID": "a1",
        "Headline": "غارة",
        "Body": FIRST,
        "Source": "Radio A",
        "Date": "2024-05-01",
        "Link": "https://a.example/1",
        "Note": "x",
    }
    assert isinstance(second, Item)
    assert (second.text, second.id, second.publisher, second.published_at, second.known) == (SECOND, None, None, "", {})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_separators_and_encodings_are_found(tmp_path: Path, delimiter: str, codec: str) -> None:
    found = _read(tmp_path, _csv(("text", "date"), (FIRST, "2024-05-01"), (SECOND, ""), delimiter=delimiter).encode(codec))
    assert _texts(found) == [FIRST, SECOND]
    doubts = [issue.message for item in found for issue in (item.issues if isinstance(item, Item) else ())]
    assert ["taken as" in doubt for doubt in doubts] == ([] if codec.startswith("utf-8") else [True, True])


def test_a_ragged_row_is_named_by_its_line_and_the_rest_is_taken(tmp_path: Path) -> None:
    data = f'text,date\n"{FIRST}\n{FIRST}",2024-05-01\nonly text\n{FIRST},2024-05-02,what is this,\n\n{FIRST},2024-05-03,,\n'
    found = _read(tmp_path, data)
    assert [str(item).removeprefix(f"{tmp_path}/") if isinstance(item, Problem) else item.published_at for item in found] == [
        "2024-05-01",
        "texts.csv, line 4: 1 cells where the first row has 2; look for a stray quotation mark or separator",
        "texts.csv, line 5: 3 cells where the first row has 2; look for a stray quotation mark or separator",
        "2024-05-03",
    ]
    assert isinstance(found[-1], Item)
    assert found[-1].where.endswith("line 7")


def test_a_quotation_mark_that_is_never_closed_does_not_take_all_memory(tmp_path: Path) -> None:
    rows = "".join(f"{FIRST},2024-05-01\n" for _ in range(2000))
    found = _read(tmp_path, f'text,date\n{SECOND[:30]},2024-05-01\n"never closed,2024-05-01\n{rows}')
    assert isinstance(found[0], Item)
    assert isinstance(problem := found[1], Problem)
    assert problem.line == 3
    assert "mend its quotation marks" in problem.message


def test_an_endless_line_is_refused(tmp_path: Path) -> None:
    (problem,) = _read(tmp_path, "text,date\n" + "x" * 5000, Options(limits=Limits(whole_bytes=1000)))
    assert isinstance(problem, Problem)
    assert "a line is longer than 1000 bytes" in problem.message


def test_damaged_letters_are_a_doubt_about_their_row(tmp_path: Path) -> None:
    data = ("text,date\n" + f"{FIRST},2024-05-01\n" * 1000).encode() + FIRST.encode()[:21] + b"\xff\xff,2024-05-02\n"
    found = _read(tmp_path, data)
    doubts = [bool(item.issues) for item in found if isinstance(item, Item)]
    assert doubts == [False] * 1000 + [True]


def test_a_mapping_says_which_column_is_what(tmp_path: Path) -> None:
    table = _csv(("a", "b", "c"), ("x", FIRST, "Radio A"))
    (item,) = _read(tmp_path, table, Options(mapping={"text": "b", "publisher": "c"}))
    assert isinstance(item, Item)
    assert (item.text, item.publisher, item.title) == (FIRST, "Radio A", None)


@pytest.mark.parametrize(
    ("top", "mapping", "said"),
    [
        (("a", "b"), None, "no column is known to hold the text; the columns are 'a', 'b': say which in a mapping"),
        (("a", "b"), {"text": "Body"}, "there is no column 'Body' for text; the columns are 'a', 'b'"),
        (("a", "a"), {"text": "a"}, "2 columns are named 'a', so text is not clear; rename one of them"),
        (("text", "b"), {"title": "b"}, "no column is known to hold the text"),
    ],
)
def test_a_mapping_that_does_not_fit_names_the_columns(
    tmp_path: Path, top: tuple[str, ...], mapping: dict[str, str] | None, said: str
) -> None:
    (problem,) = _read(tmp_path, _csv(top, ("x", "y")), Options(mapping=mapping))
    assert isinstance(problem, Problem)
    assert problem.message.startswith(said)


@pytest.mark.parametrize("data", ["\n", " \n\n", ",,\n,,\n"])
def test_an_empty_table_is_a_problem(tmp_path: Path, data: str) -> None:
    (problem,) = _read(tmp_path, data)
    assert isinstance(problem, Problem)
    assert "empty" in problem.message
