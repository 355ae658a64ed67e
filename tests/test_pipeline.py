"""The stages joined: what a program gets, and what becomes of input that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musnad import pipeline
from musnad.documents.records import Defaults, Problem
from musnad.errors import InputError
from musnad.model import Document

TEXT = "قتل خمسة مدنيين بقصف مدفعي على قرية الزيتونة، وفق ما قالت مصادر محلية."


def written(path: Path, *records: dict[str, str] | str) -> Path:
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_record_says_more_than_the_defaults(tmp_path: Path) -> None:
    path = written(tmp_path / "d.jsonl", {"text": TEXT, "publisher": "A"}, {"text": TEXT})

    documents = [document for document, _ in pipeline.read([path], defaults=Defaults(publisher="B", published_at="2020-10-26", lang="ar"))]

    assert [(d.publisher, d.published_at, d.lang) for d in documents] == [("A", "2020-10-26", "ar"), ("B", "2020-10-26", "ar")]


def test_language_is_told_from_the_text_where_nobody_says_it(tmp_path: Path) -> None:
    ((document, reading),) = pipeline.read([written(tmp_path / "d.txt", TEXT)])

    assert (document.lang, reading.document.language) == ("ar", "ar")
    assert reading.document.sha256 == document.sha256


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("Three people were killed in shelling of Idlib city on the evening of January 20, local sources said.", None, "2022-01-20"),
        ("قُتل ثلاثة أشخاص بقصف مدفعي على مدينة إدلب اليوم الخميس 20 كانون الثاني.", "2022-01-20", "2022-01-20"),
    ],
)
def test_the_number_in_an_address_tells_the_year_that_the_text_leaves_out(text: str, published: str | None, day: str) -> None:
    document = Document(id="d1", text=text, sha256="00", url="https://www.syriahr.com/en/236300/")

    reading = pipeline.read_document(pipeline.with_language(document))
    when = reading.events[0].date

    assert when is not None
    assert (str(when.start), when.end) == (day, None)
    assert reading.document.published_by == ("words" if published else "numbering")
    assert str(reading.document.published) == str(published)
    assert (reading.document.published_within is None) == (published is not None)


def test_first_bad_record_raises_unless_problems_are_taken(tmp_path: Path) -> None:
    path = written(tmp_path / "d.jsonl", {"text": TEXT}, "{no json", {"text": TEXT})
    problems: list[Problem] = []

    assert len(list(pipeline.read([path], on_problem=problems.append))) == 2
    assert [(problem.where, problem.line) for problem in problems] == [(str(path), 2)]
    with pytest.raises(InputError, match="line 2"):
        list(pipeline.read([path]))


def test_missing_file_is_a_problem_with_its_name(tmp_path: Path) -> None:
    problems: list[Problem] = []

    assert list(pipeline.read([tmp_path / "missing.txt"], on_problem=problems.append)) == []
    assert str(problems[0]).startswith(f"{tmp_path / 'missing.txt'}: cannot be read")


def test_language_without_a_pack_is_an_issue_and_nothing_else(tmp_path: Path) -> None:
    ((_, reading),) = pipeline.read([written(tmp_path / "d.jsonl", {"text": "Some words.", "lang": "xx"})])

    assert (reading.events, reading.claims) == ((), ())
    assert [(issue.level, issue.stage) for issue in reading.issues] == [("error", "language")]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "d.txt", TEXT)

    assert list(pipeline.read([path])) == list(pipeline.read([path]))
