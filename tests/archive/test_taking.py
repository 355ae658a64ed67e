"""Taking in, through everything that happens to a program: bad input, a kill, a full disk, a second program, a newer reader."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from musnad.archive import deciding, linked, taking
from musnad.archive.taking import Added
from musnad.errors import StoreError
from musnad.model import Problem
from musnad.readings import reader
from musnad.sources import Options
from musnad.stores import Store, open_store
from musnad.stores.base import EventRow, IncidentRow
from musnad.stores.log import verify
from tests.archive import made, reports
from tests.stores.fulldisk import at_most

ROOT = Path(__file__).parents[2]
COUNT = 48
# Takes a file in again and again in a child of its own, each killed after a while; says how many were killed before they were done.
KILLING = """
import os, random, signal, sys, time
from musnad import pipeline
from musnad.archive import taking
from musnad.documents import language
from musnad.model import Document
from musnad.sources import Options
from musnad.stores import open_store

path, file, fewest, times = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
taking.BATCH, taking._FEWEST = 2, fewest
moments, killed = random.Random(fewest), 0

def add(path):
    with open_store(path) as store:
        taking.add(store, [file], options=Options())

add(":memory:")  # all that reading needs is loaded before the first child starts
open_store(path).close()
for _ in range(times):
    child = os.fork()
    if child == 0:
        add(path)
        os._exit(0)
    time.sleep(moments.uniform(0, 0.06))
    os.kill(child, signal.SIGKILL)
    killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
print(killed)
"""
ADDING = """
import sys
from musnad.archive import taking
from musnad.sources import Options
from musnad.stores import open_store
taking.BATCH = 3
with open_store(sys.argv[1]) as store:
    taking.add(store, sys.argv[2:], options=Options())
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The path of an archive that is not there yet."""
    return tmp_path / "archive.db"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of reports."""
    return reports.write(tmp_path / "reports.jsonl", reports.records(COUNT))


def _add(store: Store, *whats: Path) -> tuple[Added, list[Problem]]:
    problems: list[Problem] = []
    added = taking.add(store, [str(what) for what in whats], options=Options(), on_problem=problems.append)
    return added, problems


def _undisturbed(*whats: Path) -> list[IncidentRow]:
    """The incidents when everything goes well."""
    with open_store(":memory:") as store:
        _add(store, *whats)
        return made.rows(store)


def _assert_whole(archive: Path, count: int, expected: list[IncidentRow]) -> None:
    """Every document is there once, read, and in its incident, and the log proves it."""
    with open_store(str(archive)) as store:
        documents = [receipt.document.id for receipt in store.receipts()]
        assert documents == list(dict.fromkeys(documents))
        assert len(documents) == count == len(list(store.current_readings())) == len(list(store.blobs()))
        assert all(len(store.readings(document)) == 1 for document in documents)
        assert verify(store) == []
        assert made.rows(store) == expected


def test_reports_of_one_happening_are_one_incident(file: Path) -> None:
    rows = _undisturbed(file)

    assert COUNT // 3 <= len(rows) < COUNT // 2
    assert any(row.documents == 3 for row in rows)


def test_what_is_there_already_is_known(file: Path) -> None:
    with open_store(":memory:") as store:
        first, _ = _add(store, file)
        before = made.rows(store)
        second, _ = _add(store, file)

        assert (first.new, first.known) == (COUNT, 0)
        assert (second.new, second.known) == (0, COUNT)
        assert made.rows(store) == before


def test_bad_files_are_problems_and_the_rest_is_taken_in(tmp_path: Path, file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    broken = tmp_path / "broken.jsonl"
    broken.write_text("".join([*lines[:2], '{"id": "cut off", "text": "قص\n', *lines[2:4]]), encoding="utf-8")
    (tmp_path / "report.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    (tmp_path / "archive.warc").write_bytes(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000\r\n\r\nHTTP/1.1 200")
    whats = [tmp_path / "none.txt", broken, tmp_path / "archive.warc", tmp_path / "report.docx", file]
    with open_store(":memory:") as store:
        added, problems = _add(store, *whats)

        assert added.new == COUNT
        assert added.problems == len(problems)
        for what in whats[:-1]:
            assert any(what.name in str(problem) for problem in problems), f"nothing was said of {what.name}"
        assert made.rows(store) == _undisturbed(file)


@pytest.mark.parametrize("fewest", [5, 1000], ids=["linked at the end", "linked one by one"])
def test_a_kill_loses_nothing_and_doubles_nothing(archive: Path, file: Path, fewest: int) -> None:
    command = [sys.executable, "-c", KILLING, str(archive), str(file), str(fewest), "25"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 10, "most children were done before they were killed; kill them sooner"

    with open_store(str(archive)) as store:
        assert verify(store) == []
        _add(store, file)
    _assert_whole(archive, COUNT, _undisturbed(file))


def test_two_programs_add_at_once(archive: Path, tmp_path: Path) -> None:
    one = reports.write(tmp_path / "one.jsonl", reports.records(30))
    other = reports.write(tmp_path / "other.jsonl", reports.records(30, first=15))
    both = [subprocess.Popen([sys.executable, "-c", ADDING, str(archive), str(what)], cwd=ROOT, env=os.environ) for what in (one, other)]
    assert [process.wait() for process in both] == [0, 0]

    _assert_whole(archive, 45, _undisturbed(one, other))


def test_a_full_disk_is_said_and_what_was_taken_in_is_whole(archive: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "BATCH", 4)
    with at_most(100), open_store(str(archive)) as store:
        with pytest.raises(StoreError, match="make room"):
            _add(store, file)
        assert 0 < store.count() < COUNT
        assert store.count() == len(list(store.current_readings()))
        assert verify(store) == []

    with open_store(str(archive)) as store:
        _add(store, file)
    _assert_whole(archive, COUNT, _undisturbed(file))


def test_a_newer_reader_reads_anew_and_everything_decided_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(":memory:") as store:
        _add(store, file)
        one, other = sorted(row.keys[0] for row in store.incidents())[:2]
        made.judge(store, "same", one, other)
        (reading, *_) = store.current_readings()
        document, claim = reading.document.id, next(claim for claim in reading.claims if claim.field == "killed")
        deciding.rule(store, "reject", f"{document}#{claim.id}", by="a reader")
        before, judgements = made.rows(store), store.judgements()

        monkeypatch.setattr(reader, "__version__", "99")
        monkeypatch.setattr("musnad.pipeline.__version__", "99")
        assert linked.read_again(store) == COUNT
        assert linked.read_again(store) == 0

        assert [reading.reader.version for reading in store.readings(document)][-1] == "99"
        assert len(store.readings(document)) == 2
        assert store.judgements() == judgements
        assert made.rows(store) == before
        assert verify(store) == []


def test_an_archive_of_an_older_linker_is_linked_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(":memory:") as store:
        _add(store, file)
        expected = list(store.incidents())
        with store.writing():
            for document in [receipt.document.id for receipt in store.receipts()]:
                store.index(document, [EventRow(key=key, blocks=(1,), data=b"what an older one kept") for key in store.events_of(document)])
            store.set_state("linked", "0")
        assert _add(store, file)[0].new == 0
        assert list(store.incidents()) == expected
