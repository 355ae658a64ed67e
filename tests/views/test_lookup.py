"""The commands that ask and import: what they print, where, and with which exit status."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from musnad.knowledge import indexing
from musnad.views import lookup
from musnad.views.cli import main
from tests.knowledge.places import index, written

PLACES = ("name_en,name_ar,lat,lon,country,governorate", "Sarmin,سرمين,35.903,36.726,SY,Idlib")
ACTORS = ("id\tparty\tkind\tfrom\tto\tname_en\tsource", "my_group\thts\tarmed_group\t\t\tMy Group\tme")
NAMES = ("form\tactor\tlang\tusage\tsource", "مجموعتي الخاصة\tmy_group\tar\tname\tme")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUSNAD_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(indexing, "ensure", lambda home, tell: None)
    return index(tmp_path / "data")


def test_places_find_is_a_page_for_people_in_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["places", "find", "Кафр-Тахарим"])

    lines = capsys.readouterr().out.splitlines()
    assert status == 0
    assert lines == [
        "1. Kafr Takharim · town · Idlib, SY · 36.1170, 36.5150",
        "   kafr_takharim of our tables, approximate (1.00): Kafr Takharim",
        "   also: \u2068كفر تخاريم\u2069",
    ]
    assert max(map(cell_len, lines)) <= 80


def test_words_of_a_name_need_no_quotation_marks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "find", "Kafr", "Takharim", "--format", "jsonl"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["name"] == "Kafr Takharim"
    assert {key: found["found"][0][key] for key in ("id", "how", "score", "form", "source")} == {
        "id": "kafr_takharim",
        "how": "exact",
        "score": 1.0,
        "form": "Kafr Takharim",
        "source": "musnad",
    }


def test_names_are_read_from_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("الباب\n\nجسر الشغور\nnowhere at all\n".encode())))

    assert main(["places", "find", "-", "--format", "jsonl"]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["name"], [hit["id"] for hit in line["found"]]) for line in found] == [
        ("الباب", ["al_bab", "bab_deir"]),
        ("جسر الشغور", ["geonames:168782"]),
        ("nowhere at all", []),
    ]


def test_place_that_is_not_known_is_said_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "find", "نيويورك"]) == 1

    out, err = capsys.readouterr()
    assert (out, err) == ("", "musnad: \u2068no place is known as 'نيويورك'\u2069\n")


def test_places_are_imported_listed_found_read_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "My places.csv", *PLACES)

    assert main(["places", "import", str(path)]) == 0
    assert main(["places", "list"]) == 0
    assert main(["places", "find", "سرمين"]) == 0
    assert main(["places", "remove", "my_places"]) == 0
    assert main(["places", "list"]) == 0

    out = capsys.readouterr().out.splitlines()
    assert out[0] == "1 places imported as my_places"
    assert out[1].startswith("my_places: 1 places, imported 20")
    assert "line_2 of your import my_places" in "\n".join(out)
    assert out[-2:] == ["my_places is taken out (1 places)", "Nothing was imported."]


def test_import_that_fails_says_every_line_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "p.csv", *PLACES, "Idlib,إدلب,36.634,33.9,SY,Idlib")

    assert main(["places", "import", str(path)]) == 2
    assert main(["places", "import", str(path), "--skip-bad", "--dry-run"]) == 1
    assert main(["places", "list"]) == 0
    out, err = capsys.readouterr()
    exchanged = "36.634, 33.9 is outside SY, but 33.9, 36.634 is inside: latitude and longitude are exchanged: swap them"
    assert err.splitlines()[0] == f"musnad: {path}:3: {exchanged}"
    assert err.splitlines()[1] == "musnad: Nothing was imported: mend the 1 line, or leave them out with --skip-bad"
    assert out.splitlines() == ["1 places would be imported as p, 1 lines left out", "Nothing was imported."]


def test_reading_uses_what_is_imported(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    article = written(tmp_path / "a.txt", "قتل خمسة مدنيين بقصف مدفعي على قرية طرنبيشات في ريف إدلب.")
    main(["places", "import", str(written(tmp_path / "p.csv", PLACES[0], "Trnbishat,طرنبيشات,35.9,36.7,SY,Idlib"))])
    capsysbinary.readouterr()

    assert main(["read", str(article), "--format", "jsonl", "--lang", "ar"]) == 0
    places = json.loads(capsysbinary.readouterr().out)["events"][0]["places"]
    assert [(place["lat"], place["gazetteer"]) for place in places if place["role"] == "site"] == [(35.9, "p:line_2")]


def test_knowledge_is_imported_found_as_of_a_day_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(written(tmp_path / "actors.tsv", *ACTORS)), str(written(tmp_path / "names.tsv", *NAMES))]

    assert main(["knowledge", "import", files[1]]) == 2
    assert "unknown id 'my_group'" in capsys.readouterr().err
    assert main(["knowledge", "import", *files, "--name", "mine"]) == 0
    assert main(["knowledge", "list"]) == 0
    assert main(["knowledge", "find", "مجموعتي الخاصة", "--on", "2020-01-01"]) == 0
    assert main(["knowledge", "remove", "mine"]) == 0
    assert main(["knowledge", "find", "مجموعتي الخاصة"]) == 1

    out = capsys.readouterr().out.splitlines()
    assert out[0] == "2 lines imported as mine"
    assert "1. My Group · actor · armed group" in out
    assert "   party: Hayat Tahrir al-Sham" in out
    assert out[-1] == "mine is taken out (2 lines)"


def test_import_that_contradicts_our_tables_is_told_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "mine.tsv", ACTORS[0], "hts\tother:Mine\tauthority\t\t\tAs I see it\tme")

    assert main(["knowledge", "import", str(path)]) == 0
    assert f"{path}:2: 'hts' is otherwise in our actors.tsv: both are kept, yours is used" in capsys.readouterr().err
    assert main(["knowledge", "find", "hts", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["found"][0]["periods"] == [{"party": "other:Mine"}]


@pytest.mark.parametrize(
    "call",
    [
        ["places", "find"],
        ["places", "find", "x", "--country", "Syria"],
        ["places", "import"],
        ["places", "import", "x.csv", "--format", "xlsx"],
        ["places", "remove", "nothing"],
        ["places", "import", "missing.csv"],
        ["knowledge", "find", "x", "--on", "yesterday"],
        ["knowledge", "import", "missing.tsv"],
    ],
)
def test_call_that_cannot_be_used_ends_with_status_2_and_no_traceback(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_build_says_what_the_index_holds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(indexing, "geonames_version", lambda: None)

    assert main(["places", "build"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("musnad: ")
    assert "pip install 'musnad[places]'" in err
    assert main(["places", "build", "--missing"]) == 0
    assert capsys.readouterr().out == ""


def test_every_command_has_help() -> None:
    assert {name for name in lookup.places_app if not name.startswith("-")} >= {"build", "find", "import", "list", "remove"}
    assert {name for name in lookup.knowledge_app if not name.startswith("-")} >= {"find", "import", "list", "remove"}


def test_knowledge_check_tells_counts_and_missing_names(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["knowledge", "check"])

    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    assert "no name in tr" in out
    assert out.endswith("\n0 mistakes\n")


def test_knowledge_check_of_a_folder_without_tables_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["knowledge", "check", str(tmp_path)])

    out, err = capsys.readouterr()
    assert (status, out) == (1, "1 mistakes\n")
    assert err == f"musnad: {tmp_path / 'actors.tsv'}:1: no such table: restore the file\n"
