"""The commands over an archive: taking in, listing, showing, deciding, checking; and what they say to bad input."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.archive import taking
from musnad.documents.extract import extract
from musnad.views.cli import main
from tests.archive import reports

STRIKE = "wakala", "شنّ الطيران الحربي الروسي غارة على معسكر لفصيل فيلق الشام قرب سراقب يوم 9 أيار 2020، ما أدى إلى مقتل 12 مقاتلاً."
SECOND = (
    "mawqi",
    "أفاد المرصد السوري لحقوق الإنسان بمقتل 15 مقاتلاً جراء غارة للطيران الحربي الروسي على معسكر لفيلق الشام قرب سراقب يوم 9 أيار 2020.",
)
THIRD = (
    "shabaka",
    "نقلت قناة الجزيرة عن المرصد السوري لحقوق الإنسان أن 15 مقاتلاً قتلوا في غارة روسية على معسكر فيلق الشام قرب سراقب يوم 9 أيار 2020.",
)
OTHER = "akhbar", "قُتل ثلاثة مدنيين وأصيب خمسة آخرون جراء قصف مدفعي لقوات النظام على درعا يوم 20 حزيران 2020، بحسب ناشطين."
FALSE_STRIKE = "sahifa", "قالت صحيفة محلية إن عبوة ناسفة انفجرت في سراقب يوم 2 آذار 2020، ما أسفر عن إصابة سبعة مدنيين."

Run = Callable[..., tuple[int, str, str]]


def record(doc_id: str, text: str, published_at: str = "2020-06-25") -> dict[str, str]:
    return {"doc_id": doc_id, "text": text, "publisher": f"موقع {doc_id}", "published_at": published_at, "lang": "ar"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    some = [record(*told) for told in (STRIKE, SECOND, THIRD, OTHER, FALSE_STRIKE)]
    return reports.write(tmp_path / "reports.jsonl", some)


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command on the archive of the test; its status and what it wrote, without isolates."""

    def run(*arguments: str | Path, archive: Path = tmp_path / "a.db") -> tuple[int, str, str]:
        capfdbinary.readouterr()
        status = main([*map(str, arguments), "--db", str(archive)])
        sys.stdout.flush()
        out, err = (re.sub("[\u2068\u2069]", "", part.decode()) for part in capfdbinary.readouterr())
        return status, out, err

    return run


@pytest.fixture
def filled(run: Run, file: Path) -> Run:
    assert run("add", file)[0] == 0
    return run


def listed(run: Run, *filters: str) -> dict[str, list[str]]:
    """The documents of each incident, by its id."""
    status, out, _ = run("incidents", "--format", "jsonl", *filters)
    assert status == 0
    return {line["id"]: line["documents"] for line in map(json.loads, out.splitlines())}


def of(run: Run, document: str) -> str:
    """The incident of a document."""
    return next(id_ for id_, documents in listed(run).items() if document in documents)


# ----------------------------------------------------------------------------------------------------------------- taking in


def test_add_says_what_came_of_it_and_takes_nothing_twice(run: Run, file: Path) -> None:
    status, out, err = run("add", file)
    assert (status, err) == (0, "")
    assert out.startswith("5 documents taken in")

    status, out, _ = run("add", file)
    assert status == 0
    assert out.startswith("0 documents taken in, 5 already there")


def test_add_names_what_cannot_be_used_and_takes_the_rest(run: Run, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + '{"doc_id": "none"}\n', encoding="utf-8")

    status, out, err = run("add", file, file.with_name("missing.txt"))

    assert status == 1
    assert "5 documents taken in, 2 problems" in out
    assert "line 6: this record has no text" in err
    assert "missing.txt: cannot be read" in err


def test_dry_run_shows_documents_and_writes_nothing(run: Run, file: Path, tmp_path: Path) -> None:
    status, out, _ = run("add", "--dry-run", file)

    assert status == 0
    assert "publisher: موقع wakala (its record says so)" in out
    assert "published at: 2020-06-25 (its record says so)" in out
    assert "5 documents would be taken in. Nothing was written." in out
    assert not (tmp_path / "a.db").exists()


def test_mapping_of_a_table_is_saved_mended_and_used(run: Run, tmp_path: Path) -> None:
    table, mapping = tmp_path / "posts.csv", tmp_path / "posts.toml"
    table.write_text(f'Nass,Channel\n"{STRIKE[1]}",قناة الضفاف\n', encoding="utf-8")

    status, _, err = run("add", table, "--save-mapping", mapping, "--dry-run")
    assert status == 1
    assert "no column is known to hold the text" in err
    assert mapping.read_text(encoding="utf-8") == 'publisher = "Channel"\n'

    mapping.write_text('text = "Nass"\npublisher = "Channel"\n', encoding="utf-8")
    status, out, _ = run("add", table, "--mapping", mapping)
    assert (status, out.startswith("1 document taken in")) == (0, True)
    assert run("add", table, "--save-mapping", mapping)[0] == 2


def test_interrupted_add_keeps_what_was_taken_and_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = reports.write(tmp_path / "many.jsonl", reports.records(6))
    seen = []

    def interrupted(item: taking.Item) -> object:
        seen.append(item)
        if len(seen) == 6:
            raise KeyboardInterrupt
        return extract(item)

    monkeypatch.setattr(taking, "BATCH", 2)
    monkeypatch.setattr(taking, "extract", interrupted)
    status, _, err = run("add", file)
    assert status == 130
    assert "taken in until then (4) are kept" in err

    monkeypatch.undo()
    status, out, _ = run("add", file)
    assert (status, out.startswith("2 documents taken in, 4 already there")) == (0, True)


def test_documents_that_cannot_be_read_are_counted(run: Run, tmp_path: Path) -> None:
    file = reports.write(tmp_path / "x.jsonl", [{"doc_id": "x", "text": "Nobody wrote a pack for the language of this.", "lang": "xx"}])

    status, out, _ = run("add", file)

    assert status == 0
    assert "1 of them not read" in out
    assert "no pack for language 'xx'" in run("show", "x")[1]


# ----------------------------------------------------------------------------------------------------------------- incidents


def test_reports_of_one_happening_are_one_incident(filled: Run) -> None:
    assert sorted(listed(filled).values()) == [["akhbar"], ["mawqi", "shabaka", "wakala"], ["sahifa"]]


def test_lines_have_the_keys_of_the_contract(filled: Run) -> None:
    _, out, _ = filled("incidents", "--format", "jsonl", "--type", "air_strike")

    (line,) = map(json.loads, out.splitlines())
    assert set(line) >= {"id", "type", "date", "place", "documents", "lead_documents", "account"}
    assert set(line["account"]) >= {"killed", "injured", "initiators", "status"}
    assert set(line["account"]["killed"]) >= {"low", "best", "high"}
    assert line["date"] == {"start": "2020-05-09", "end": None}
    assert set(line["place"]) >= {"name", "lat", "lon", "precision"}
    assert [initiator["party"] for initiator in line["account"]["initiators"]] == ["russia"]
    assert line["account"]["status"]["killed"] == "contested"


@pytest.mark.parametrize(
    ("filters", "documents"),
    [
        (["--since", "2020-06-01"], [["akhbar"]]),
        (["--until", "2020-03-02"], [["sahifa"]]),
        (["--since", "2020-03-02", "--until", "2020-05-09"], [["mawqi", "shabaka", "wakala"], ["sahifa"]]),
        (["--party", "Russia"], [["mawqi", "shabaka", "wakala"]]),
        (["--party", "russia", "--type", "shelling"], []),
        (["--type", "air strike"], [["mawqi", "shabaka", "wakala"]]),
        (["--contested"], [["mawqi", "shabaka", "wakala"]]),
        (["--no-contested"], [["akhbar"], ["sahifa"]]),
        (["--order", "latest", "--limit", "1"], [["akhbar"]]),
        (["--order", "killed", "--limit", "1"], [["mawqi", "shabaka", "wakala"]]),
    ],
)
def test_filters(filled: Run, filters: list[str], documents: list[list[str]]) -> None:
    assert sorted(listed(filled, *filters).values()) == documents


def test_table_names_each_incident_and_says_what_was_left_out(filled: Run) -> None:
    _, out, err = filled("incidents", "--limit", "2")
    heading, *lines = out.splitlines()
    assert heading.split() == ["id", "day", "what", "killed≤", "origins", "disputed"]
    assert [line[12:22] for line in lines[::2]] == ["2020-03-02", "2020-05-09"]
    assert all(line.startswith(" " * 12) and " · " in line for line in lines[1::2])  # where and by whom, on a second line at 80
    assert "1 more" in err

    _, out, err = filled("incidents", "--place", "nowhere at all")
    assert (out, "no incident is like that" in err) == ("", True)


# ---------------------------------------------------------------------------------------------------------------------- show


def test_account_says_in_plain_words_who_says_what(filled: Run) -> None:
    status, out, _ = filled("show", of(filled, "wakala"))

    assert status == 0
    assert "Air strike, 2020-05-09" in out
    assert "Between 12 and 15 killed, according to 2 independent origins" in out
    assert "Who did it: Russia (2 independent origins)" in out
    assert "Disputed: how many were killed." in out
    # Two documents carry the monitor's word, one of them through a channel: one origin, and a tree below it.
    monitor = out[out.index("Syrian Observatory for Human Rights (monitor)") :]
    assert monitor.index("in موقع mawqi") < monitor.index("quoted by Al Jazeera") < monitor.index("in موقع shabaka")
    assert "“15 مقاتلاً”" in out


def test_what_is_shown_may_be_named_in_several_ways(filled: Run) -> None:
    incident = of(filled, "wakala")
    whole = filled("show", incident)[1]

    assert filled("show", incident[:5])[1] == whole
    assert filled("show", "wakala#e1")[1] == whole
    for later in ("mawqi", "shabaka", "wakala"):  # the ids that the incident had, or would have had, before more was known
        from musnad.incidents.linking import identifier

        assert filled("show", identifier(f"{later}#e1"))[1] == whole
    assert filled("show", "waka")[1] == filled("show", "wakala#c1")[1] == filled("show", "wakala")[1]


def test_why_gives_reasons_that_the_documents_are_of_one_incident(filled: Run) -> None:
    out = filled("show", "--why", of(filled, "wakala"))[1]

    reasons = out[out.index("Why these are one incident") :]
    assert reasons.count(" with ") == 2
    assert "the same day" in reasons


def test_incident_as_json_has_what_its_line_has_and_all_voices(filled: Run) -> None:
    _, out, _ = filled("show", of(filled, "wakala"), "--format", "json", "--why")

    shown = json.loads(out)
    (line,) = (json.loads(line) for line in filled("incidents", "--format", "jsonl", "--type", "air_strike")[1].splitlines())
    assert {key: shown[key] for key in line} == line
    assert {voice["document"] for field in shown["fields"] for held in field["values"] for voice in held["voices"]} == set(
        line["documents"]
    )
    assert len(shown["why"]) == 2


def test_document_shows_how_things_were_known_and_names_its_claims(filled: Run) -> None:
    _, out, _ = filled("show", "akhbar")

    assert "2020-06-25 (its record says so)" in out
    assert re.search(r"akhbar#c\d+ · killed: 3 \(civilians\)", out)
    assert f"incident {of(filled, 'akhbar')}" in out
    assert json.loads(filled("show", "akhbar", "--format", "json")[1])["incidents"] == {"e1": of(filled, "akhbar")}


def test_search_finds_words_in_any_spelling(filled: Run) -> None:
    status, out, _ = filled("search", "الجزيره")
    assert (status, "shabaka" in out, "wakala" in out) == (0, True, False)

    hits = [json.loads(line) for line in filled("search", "سراقب", "--format", "jsonl")[1].splitlines()]
    assert {hit["document"] for hit in hits} == {"wakala", "mawqi", "shabaka", "sahifa"}
    assert filled("search", "الزنجبيل")[0] == 1


def test_sources_counts_who_speaks(filled: Run) -> None:
    rows = {row["id"]: row for row in map(json.loads, filled("sources", "--format", "jsonl")[1].splitlines())}

    monitor = rows["sohr"]
    assert (monitor["documents"], monitor["incidents"], monitor["alone"]) == (2, 1, 0)
    assert monitor["disputed"] == 1
    assert "Syrian Obs" in filled("sources")[1]


# -------------------------------------------------------------------------------------------------------------------- judging


def test_same_and_apart_hold_and_undo_brings_back_what_was(filled: Run) -> None:
    before = listed(filled)

    status, out, _ = filled("same", of(filled, "akhbar"), of(filled, "sahifa"), "--note", "the dates are wrong", "--by", "Noor")
    assert status == 0
    assert "by Noor" in out
    assert sorted(listed(filled).values()) == [["akhbar", "sahifa"], ["mawqi", "shabaka", "wakala"]]
    assert "the dates are wrong" in filled("show", of(filled, "akhbar"))[1]

    assert filled("undo")[0] == 0
    assert listed(filled) == before

    assert filled("apart", "wakala", of(filled, "wakala"))[0] == 0
    assert sorted(listed(filled).values()) == [["akhbar"], ["mawqi", "shabaka"], ["sahifa"], ["wakala"]]

    assert filled("undo")[0] == 0
    assert listed(filled) == before
    assert filled("undo")[0] == 2


def test_the_later_of_two_judgements_holds(filled: Run) -> None:
    before = listed(filled)
    filled("apart", "wakala", of(filled, "wakala"))
    filled("same", "wakala", "mawqi#e1")
    assert listed(filled) == before

    filled("apart", "wakala#e1", "mawqi#e1")
    assert of(filled, "wakala") != of(filled, "mawqi")


def test_claims_are_rejected_corrected_and_accepted(filled: Run) -> None:
    claim = next(
        f"{voice['document']}#{voice['claim']}"
        for field in json.loads(filled("show", of(filled, "wakala"), "--format", "json")[1])["fields"]
        if field["field"] == "killed"
        for held in field["values"]
        for voice in held["voices"]
        if voice["document"] == "wakala"
    )

    def killed() -> dict[str, int]:
        (line,) = (json.loads(line) for line in filled("incidents", "--format", "jsonl", "--type", "air_strike")[1].splitlines())
        return line["account"]["killed"]

    assert (killed()["low"], killed()["high"]) == (12, 15)
    assert filled("reject", claim)[0] == 0
    assert (killed()["low"], killed()["high"]) == (15, 15)
    assert filled("undo", "1")[0] == 0
    assert (killed()["low"], killed()["high"]) == (12, 15)
    assert filled("correct", claim, "at", "least", "14")[0] == 0
    assert (killed()["low"], killed()["high"]) == (14, 15)
    assert filled("accept", claim, "--note", "checked against the page")[0] == 0
    assert "accepted by a person" in filled("show", of(filled, "wakala"))[1]

    _, out, _ = filled("judgements")
    assert [line[:2] for line in out.splitlines() if re.match(r"\d\.", line)] == ["1.", "2.", "3.", "4."]
    assert "taken back by 2" in out
    lines = [json.loads(line) for line in filled("judgements", "--format", "jsonl")[1].splitlines()]
    assert [line["judgement"]["kind"] for line in lines] == ["reject", "undo", "correct", "accept"]


def test_party_is_corrected_by_any_of_its_names(filled: Run) -> None:
    out = filled("show", "wakala")[1]
    claim = re.search(r"(wakala#c\d+) · initiator", out)
    assert claim is not None

    assert filled("correct", claim[1], "Israel")[0] == 0
    assert list(listed(filled, "--party", "israel").values()) == [["mawqi", "shabaka", "wakala"]]
    assert filled("correct", claim[1], "nobody that anyone has heard of")[0] == 2


def claim_on(run: Run, document: str, field: str) -> str:
    """The name of a document's first claim on a field."""
    found = re.search(rf"({document}#c\d+) · {field}", run("show", document)[1])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("words", ["ما لا يقل عن ٤٠", "at least 40", "en az 40", "не менее 40", "at least forty"])
def test_a_figure_may_be_written_in_every_language_that_we_read(filled: Run, words: str) -> None:
    assert filled("correct", claim_on(filled, "akhbar", "killed"), words)[0] == 0
    assert "killed: at least 40 (civilians) · corrected by a person: its value" in filled("show", "akhbar")[1]


def test_who_says_it_and_how_is_corrected_and_taken_back(filled: Run) -> None:
    claim = claim_on(filled, "akhbar", "killed")
    assert filled("correct", claim, "--chain", "sohr < طبيب (medical)", "--stance", "hedge", "--by", "Noor")[0] == 0
    shown = filled("show", "akhbar")[1]
    assert "corrected by a person: how it is said, who says it" in " ".join(shown.split())
    assert "Syrian Observatory for Human Rights, monitor) ← طبيب (medical)" in " ".join(shown.split())
    assert "طبيب (medical)" in filled("show", of(filled, "akhbar"))[1]

    assert filled("correct", claim, "--chain", "publisher")[0] == 0
    assert "In the publisher's own voice" in filled("show", "akhbar")[1]
    filled("undo")
    filled("undo")
    assert "corrected" not in filled("show", "akhbar")[1].partition("Decided")[0]


def test_a_place_is_corrected_by_name_and_by_degrees(filled: Run) -> None:
    assert filled("place", "akhbar", "Kafr", "Takharim", "--country", "SY")[0] == 0
    assert "Kafr Takharim, town" in filled("show", "akhbar")[1]
    line = next(json.loads(one) for one in filled("incidents", "--format", "jsonl", "--place", "Kafr Takharim")[1].splitlines())
    assert (line["documents"], line["place"]["precision"]) == (["akhbar"], "town")

    assert filled("place", claim_on(filled, "akhbar", "killed"), "35.51,", "36.12", "--precision", "village")[0] == 0
    (line,) = (one for one in map(json.loads, filled("incidents", "--format", "jsonl")[1].splitlines()) if one["documents"] == ["akhbar"])
    assert (line["place"]["lat"], line["place"]["lon"], line["place"]["precision"]) == (35.51, 36.12, "village")
    assert "placed by a person" in " ".join(filled("show", of(filled, "akhbar"))[1].split())


def test_a_claim_is_added_by_its_words_and_decided_on_like_any_other(filled: Run) -> None:
    words = "على درعا يوم 20 حزيران 2020"
    assert filled("claim", "akhbar", "missing", "at", "least", "2", "--words", words, "--event", "e1", "--by", "Noor")[0] == 0
    assert "akhbar#j1 · missing: at least 2 · added by a person" in filled("show", "akhbar")[1]
    shown = filled("show", of(filled, "akhbar"))[1]
    assert "At least 2 missing, according to one origin only" in shown
    assert "akhbar#j1 · added by a person" in shown

    assert filled("correct", "akhbar#j1", "5")[0] == 0
    assert "5 missing" in filled("show", of(filled, "akhbar"))[1]
    assert filled("undo", "1")[0] == 0
    assert "missing" not in filled("show", of(filled, "akhbar"))[1].partition("Decided")[0]
    assert filled("verify")[0] == 0


def test_a_claim_on_what_nobody_read_makes_an_incident_of_its_own(filled: Run) -> None:
    new = ("--words", "قصف مدفعي", "--type", "ied", "--day", "2020-06-18", "--stance", "deny", "--chain", "ناشطين (activist)")
    assert filled("claim", "akhbar", "initiator", "Russia", *new)[0] == 0
    (line,) = map(json.loads, filled("incidents", "--format", "jsonl", "--type", "ied")[1].splitlines()[-1:])
    assert (line["date"]["start"], line["documents"]) == ("2020-06-18", ["akhbar"])


@pytest.mark.parametrize("words", ["lots", "at least", "9-3", "at least 3-9", "12 dragons", "-4"])
def test_figure_that_is_none_changes_nothing(filled: Run, words: str) -> None:
    claim = re.search(r"(akhbar#c\d+) · killed", filled("show", "akhbar")[1])
    assert claim is not None

    assert filled("correct", claim[1], words)[0] == 2
    assert filled("judgements")[1] == "Nothing was decided.\n"


# -------------------------------------------------------------------------------------------------------------------- keeping


def test_verify_tells_that_all_is_sound_or_what_is_not(filled: Run, tmp_path: Path) -> None:
    import sqlite3

    filled("accept", "wakala#c1")
    status, out, _ = filled("verify")
    assert status == 0
    assert out.startswith("11 log lines, all sound; the last has the hash ")
    head = out.split()[-1]
    assert filled("verify", "--head", head)[0] == 0
    assert filled("verify", "--head", "0" * 64)[0] == 1

    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute("UPDATE log SET at = '2001-01-01T00:00:00Z' WHERE n = 3")
    connection.commit()
    connection.close()
    status, out, err = filled("verify")
    assert (status, out) == (1, "1 problems\n")
    assert "log line 3 was changed" in err


def test_reread_keeps_judgements_and_says_what_is_new(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from musnad.readings import reader

    assert filled("reread")[1].startswith("0 documents read anew, 5 unchanged")
    filled("same", "akhbar", "sahifa")
    before = listed(filled)

    monkeypatch.setattr(reader, "NAME", "other rules")
    assert filled("reread")[1].startswith("5 documents read anew, 0 unchanged")
    assert listed(filled) == before
    assert "1 older readings are kept" in filled("show", "akhbar")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"],
        ["add", "reports.jsonl", "--bogus"],
        ["add", "reports.jsonl", "--mapping", "no such file"],
        ["incidents", "--type", "party"],
        ["incidents", "--party", "nobody that anyone has heard of"],
        ["incidents", "--since", "2020-05-01", "--until", "2020-04-01"],
        ["incidents", "--since", "yesterday"],
        ["incidents", "--limit", "0"],
        ["incidents", "--order", "size"],
        ["show"],
        ["show", "nothing of that name"],
        ["show", ""],
        ["same", "wakala"],
        ["same", "wakala", "wakala"],
        ["same", "wakala", "nothing of that name"],
        ["same", "wakala", "mawqi#e99"],
        ["apart", "wakala", "wakala#e1"],
        ["accept", "wakala"],
        ["reject", "wakala#c99"],
        ["correct", "wakala#c1"],
        ["correct", "wakala#c1", "--stance", "shout"],
        ["correct", "wakala#c1", "--chain", "(military)"],
        ["correct", "wakala#c1", "--chain", "somebody (of great renown)"],
        ["place", "wakala", "nowhere that anyone has heard of"],
        ["place", "wakala", "97.0, 36.0"],
        ["place", "wakala#c99", "35.9, 36.6"],
        ["claim", "wakala", "killed", "3", "--words", "words that it does not have", "--event", "e1"],
        ["claim", "wakala", "killed", "3", "--words", "غارة", "--event", "e99"],
        ["claim", "wakala", "killed", "3", "--words", "غارة"],
        ["undo", "7"],
        ["search"],
    ],
    ids=" ".join,
)
def test_call_that_cannot_be_used_ends_with_2_and_changes_nothing(filled: Run, arguments: list[str]) -> None:
    status, out, err = filled(*arguments)

    assert (status, out) == (2, "")
    assert err
    assert filled("judgements")[1] == "Nothing was decided.\n"


@pytest.mark.parametrize("command", ["incidents", "show x", "sources", "search x", "verify", "reread", "judgements", "undo", "same a b"])
def test_archive_that_is_not_there_is_named_and_not_made(run: Run, tmp_path: Path, command: str) -> None:
    status, out, err = run(*command.split())

    assert (status, out) == (2, "")
    assert f"{tmp_path / 'a.db'}: there is no archive here" in err
    assert not (tmp_path / "a.db").exists()


def test_file_that_is_no_archive_is_left_alone(run: Run, file: Path) -> None:
    before = file.read_bytes()

    status, _, err = run("incidents", archive=file)

    assert status == 2
    assert str(file) in err
    assert file.read_bytes() == before


def test_archive_may_be_named_in_the_environment(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSNAD_DB", str(tmp_path / "named.db"))

    assert main(["add", str(file)]) == 0
    assert (tmp_path / "named.db").is_file()
