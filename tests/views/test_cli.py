"""The command line: what it prints, where, and with which exit status; above all for input that is not as it should be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from musnad.views.cli import main

TEXT = "قتل خمسة مدنيين بقصف مدفعي على قرية الزيتونة، وفق ما قالت مصادر محلية."
REPORTS = Path(__file__).parents[2] / "reports" / "kafr-takharim-2020.jsonl"


def record(**fields: str) -> str:
    return json.dumps({"text": TEXT, "lang": "ar", **fields}, ensure_ascii=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def readings(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_read_prints_one_reading_a_line_in_the_order_of_the_input(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status = main(["read", "--format", "jsonl", str(REPORTS)])

    found = readings(capsysbinary.readouterr().out.decode())
    given = [json.loads(line)["doc_id"] for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    assert status == 0
    assert [reading["document"]["id"] for reading in found] == given
    assert set(found[0]) >= {"document", "reader", "events", "claims", "relations", "agreements", "affiliations"}
    assert set(found[0]) >= {"statements", "assessments", "quotes", "loaded_terms", "issues"}


@pytest.mark.parametrize("path", sorted(REPORTS.parent.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_span_of_the_bundled_reports_is_exact(path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["read", "--format", "jsonl", str(path)])

    texts = {row["doc_id"]: row["text"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    for reading in readings(capsysbinary.readouterr().out.decode()):
        for text, (start, stop) in exact_words(reading):
            assert texts[reading["document"]["id"]][start:stop] == text


def exact_words(item: object) -> list[tuple[str, list[int]]]:
    """Every text and span that stand together anywhere in a reading."""
    if isinstance(item, list):
        return [pair for child in item for pair in exact_words(child)]
    if not isinstance(item, dict):
        return []
    own = [(item["text"], item["span"])] if item.get("span") and "text" in item else []
    return own + [pair for child in item.values() for pair in exact_words(child)]


def test_read_prints_a_report_for_people(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["read", str(article), "--publisher", "Example Monitor", "--published-at", "2020-10-26"])

    out = capsys.readouterr().out
    assert status == 0
    assert "Example Monitor · 2020-10-26 · language ar" in out
    assert "\x1b" not in out


def test_standard_input_is_read_as_text_and_as_records() -> None:
    for given in (TEXT, record(doc_id="a"), f"[{record(doc_id='a')}]"):
        run = musnad("read", "-", "--format", "jsonl", given=given.encode())
        assert (run.returncode, len(run.stdout.splitlines())) == (0, 1)


def musnad(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "musnad", *arguments], input=given, capture_output=True, check=False)


def test_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_text("\n".join([record(doc_id="a"), '{"text": ', '{"doc_id": "no text"}', record(doc_id="b")]), encoding="utf-8")

    status = main(["read", "--format", "jsonl", str(path)])

    out, err = capsys.readouterr()
    assert status == 1
    assert [reading["document"]["id"] for reading in readings(out)] == ["a", "b"]
    assert [("line 2" in line, "line 3" in line) for line in err.splitlines()] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n\n", b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256))],
    ids=["empty", "blank", "image", "bytes"],
)
def test_what_is_no_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    path = tmp_path / "given.txt"
    path.write_bytes(content)

    status = main(["read", str(path)])

    out, err = capsys.readouterr()
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert str(path) in err


def test_missing_file_and_folder_are_named_and_the_rest_is_read(tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["read", str(tmp_path / "missing.txt"), str(tmp_path), str(article), "--format", "jsonl"])

    out, err = capsys.readouterr()
    assert status == 1
    assert len(readings(out)) == 1
    assert "missing.txt: cannot be read" in err
    assert f"{tmp_path}: cannot be read" in err


def test_other_encoding_is_read_with_a_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(TEXT.encode("cp1256"))

    status = main(["read", "--format", "jsonl", str(path)])

    (reading,) = readings(capsys.readouterr().out)
    assert status == 1
    assert any("Windows-1256" in issue["message"] for issue in reading["issues"])


def test_language_without_a_pack_invents_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_text(json.dumps({"text": "Nothing here is read, since nobody wrote a pack for it.", "lang": "xx"}), encoding="utf-8")

    status = main(["read", "--format", "jsonl", str(path)])

    (reading,) = readings(capsys.readouterr().out)
    assert status == 1
    assert (reading["events"], reading["claims"]) == ([], [])
    assert "no pack for language 'xx'" in reading["issues"][0]["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "--bogus", "article.txt"],
        ["read", "article.txt", "--bogus"],
        ["read", "article.txt", "--format", "xml"],
        ["read", "article.txt", "--published-at", "26.10.2020"],
        ["read", "article.txt", "--lang", "Arabic"],
        ["values", "article.txt"],
        ["values", "article.txt", "--lang", "ar", "--on", "today"],
        ["values", "article.txt", "--lang", "xx"],
        ["bogus"],
    ],
    ids=" ".join,
)
def test_call_that_cannot_be_used_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status = main(arguments)

    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err


def test_pack_with_a_mistake_stops_the_run(article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from musnad import pack
    from musnad.errors import PackError

    def broken(language: str) -> pack.Pack:
        raise PackError(f"packs/{language}/lexicon/x.tsv:3: a mistake; mend it")

    monkeypatch.setattr(pack, "load", broken)

    assert main(["read", str(article)]) == 2
    assert main(["pack", "check", "ar"]) == 1
    assert capsys.readouterr().err.count("x.tsv:3: a mistake") == 2


def test_pack_check_holds_for_every_bundled_pack(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["pack", "check"])

    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    assert out.startswith("ar: ")


def test_values_gives_a_line_for_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"input": "سبعة عشر جريحاً", "on": "2020-10-26"}\nno record\n{"input": "لا رقم هنا"}\n', encoding="utf-8")

    status = main(["values", "--lang", "ar", "--format", "jsonl", str(path)])

    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [[quantity["min"] for quantity in values["quantities"]] for values in found] == [[17], [], []]
    assert "line 2" in err


def test_values_of_a_text_are_counted_from_the_day_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("وقع القصف أمس\n", encoding="utf-8")

    status = main(["values", "--lang", "ar", "--on", "2020-10-26", str(path)])

    assert status == 0
    assert capsys.readouterr().out.startswith("1: date 2020-10-25")


def test_explain_names_rules(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["explain", str(REPORTS)])

    out = capsys.readouterr().out
    assert status == 0
    assert "Rules that fired" in out
    assert "Rules that almost fired" in out


def test_help_is_answered_without_loading_the_stages() -> None:
    code = (
        "import sys\n"
        "from musnad.views.cli import main\n"
        "main(['--help'])\n"
        "print([name for name in sys.modules if name.startswith(('musnad.pipeline', 'musnad.readings', 'musnad.documents', 'msgspec'))])"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)

    assert run.stdout.splitlines()[-1] == "[]"
    for command in ("read", "explain", "values", "pack"):
        assert command in run.stdout


def test_output_that_is_cut_off_is_no_error() -> None:
    process = subprocess.Popen([sys.executable, "-m", "musnad", "read", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait()
