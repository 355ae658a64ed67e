"""Tampering shows, whichever byte it is, and standard tools alone can tell."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.stores import Store, open_store
from musnad.stores.base import LogLine
from musnad.stores.log import FIRST, line_after, on_one_line, verify
from tests.stores import made

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "store.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
TAMPERING = ("UPDATE log SET at = 'x' WHERE n = 3", "UPDATE reading SET data = x'00'", "UPDATE blob SET data = zeroblob(9)")
ODD = "ad\t\\1\n"


@pytest.fixture
def filled(archive: Path) -> Path:
    """An archive of two documents, read, and one judgement."""
    with open_store(str(archive)) as store:
        made.fill(store, "d1")
        with store.writing():
            store.add(*made.receipt(ODD, "نص طويل " * 60))
            store.add_reading(made.reading("d1", version="2"), made.AT)
            store.judge(made.judgement())
    return archive


def _change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def _problems(path: Path, head: str | None = None) -> list[str]:
    with open_store(str(path)) as store:
        return verify(store, head=head)


def test_a_line_is_hashed_as_plain_text() -> None:
    line = line_after(None, at=made.AT, kind="document", id="d1", data=b"x")
    digest = sha256(b"x").hexdigest()

    assert (line.n, line.previous, line.digest) == (1, FIRST, digest)
    assert line.hash == sha256(f"1\t{made.AT}\tdocument\td1\t{digest}\t{FIRST}\n".encode()).hexdigest()


@given(st.text(), st.text())
def test_ids_stay_apart_on_one_line(one: str, other: str) -> None:
    written = on_one_line(one)

    assert len(re.split("[\t\n\r]", written)) == 1
    assert (written == on_one_line(other)) == (one == other)


def test_a_whole_store_has_no_problems(store: Store) -> None:
    made.fill(store, "d1", ODD)
    with store.writing():
        store.judge(made.judgement())

    assert verify(store) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE log SET at = '2026-03-01T10:00:01Z' WHERE n = 2", "log line 2 was changed"),
        ("UPDATE log SET id = 'd2' WHERE n = 1", "log line 1 was changed"),
        ("UPDATE log SET kind = 'reading' WHERE n = 1", "log line 1 was changed"),
        ("UPDATE log SET digest = replace(digest, substr(digest, 1, 1), 'z') WHERE n = 1", "log line 1 was changed"),
        ("UPDATE log SET hash = previous WHERE n = 2", "log line 3 does not follow"),
        ("UPDATE log SET previous = hash WHERE n = 2", "log line 2 does not follow"),
        ("DELETE FROM log WHERE n = 2", "log line 2 is missing"),
        ("DELETE FROM log WHERE n = 5", "the judgement 1 is in no log line"),
        ("UPDATE document SET data = substr(data, 1, length(data) - 1) || x'00' WHERE id = 'd1'", "document d1 (log line 1) was changed"),
        ("UPDATE document SET size = size + 1 WHERE id = 'd1'", "document d1 (log line 1) was changed"),
        ("UPDATE document SET id = 'd9' WHERE id = 'd1'", "document d1 (log line 1) is kept as the document d9"),
        ("UPDATE document SET sha256 = (SELECT max(sha256) FROM blob WHERE sha256 <> document.sha256)", "a column says"),
        ("DELETE FROM document WHERE id = 'd1'", "log line 1: the document d1 is not there"),
        ("UPDATE reading SET data = x'7b7d', size = 2 WHERE n = 2", "reading d1 (log line 2) was changed"),
        ("UPDATE reading SET version = '3' WHERE n = 2", "a column says '3' where the bytes say '1'"),
        ("UPDATE reading SET reader = 'x' WHERE n = 2", "a column says 'x'"),
        ("DELETE FROM reading WHERE n = 2", "the reading d1 is not there"),
        ("UPDATE judgement SET data = zeroblob(size)", "judgement 1 (log line 5) was changed"),
        ("UPDATE judgement SET data = cast(data AS TEXT)", "row 5 of judgement holds no bytes"),
        ("UPDATE judgement SET number = 2", "is kept as the judgement 2"),
        ("UPDATE blob SET data = x'00' || substr(data, 2)", "the bytes received as"),
        ("UPDATE blob SET data = zeroblob(size)", "the bytes received as"),
        ("UPDATE blob SET size = 'x', data = 'x'", "the bytes received as"),
        ("DELETE FROM blob", "are not there"),
        ("UPDATE document SET id = x'fe' WHERE n = 1", "document d1 (log line 1) is kept as the document"),
        ("UPDATE document SET id = cast(x'fe' AS TEXT) WHERE n = 1", "not all could be checked"),
        ("DELETE FROM search_data WHERE id > 10", "the words that search looks at are damaged"),
    ],
)
def test_a_change_to_any_table_shows(filled: Path, statement: str, problem: str) -> None:
    _change(filled, statement)

    assert problem in "\n".join(_problems(filled))


def test_bytes_changed_along_with_their_log_line_show(filled: Path) -> None:
    with open_store(str(filled)) as store:
        head = list(store.log())[-1].hash
    last = _line(filled, 5)
    forged = line_after(_line(filled, 4), at=last.at, kind="judgement", id="1", data=b"{}")
    _change(
        filled,
        "UPDATE judgement SET data = '{}', size = 2",
        f"UPDATE log SET digest = '{forged.digest}', hash = '{forged.hash}' WHERE n = 5",
    )

    assert _problems(filled, head) != []


def _line(path: Path, n: int) -> LogLine:
    with open_store(str(path)) as store:
        return next(line for line in store.log() if line.n == n)


def test_lines_taken_from_the_end_show_to_whoever_noted_the_last_hash(filled: Path) -> None:
    head = _line(filled, 5).hash
    assert _problems(filled, head) == []
    _change(filled, "DELETE FROM judged", "DELETE FROM judgement", "DELETE FROM log WHERE n = 5")

    assert _problems(filled) == []
    assert [problem for problem in _problems(filled, head) if head in problem] != []


def test_a_byte_changed_in_the_file_shows(filled: Path) -> None:
    _change(filled, "PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(sqlite3.connect(filled)) as connection:
        (kept,) = connection.execute("SELECT data FROM judgement").fetchone()
    data = bytearray(filled.read_bytes())
    data[data.index(kept) + 20] ^= 1
    filled.write_bytes(data)

    assert "judgement 1 (log line 5) was changed: its bytes do not have the hash in the log" in _problems(filled)


def _by_hand(path: Path, command: str) -> str:
    run = subprocess.run(["sh", "-c", command], cwd=path.parent, capture_output=True, text=True, check=False)
    return run.stdout + run.stderr


@pytest.mark.skipif(not (shutil.which("sqlite3") and shutil.which("sha256sum")), reason="needs the programs sqlite3 and sha256sum")
@pytest.mark.parametrize(
    ("command", "statement"),
    list(zip(COMMANDS, TAMPERING, strict=True)),
    ids=("chain", "appended", "received"),
)
def test_standard_tools_find_the_same(filled: Path, command: str, statement: str) -> None:
    assert _by_hand(filled, command) == ""
    for folder in ("appended", "received"):
        shutil.rmtree(filled.parent / folder, ignore_errors=True)
    _change(filled, statement)

    assert _by_hand(filled, command) != ""
