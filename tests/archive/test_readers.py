"""Documents are read by several processes as by one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from musnad import pipeline
from musnad.archive import taking
from musnad.archive.readers import Readers
from musnad.errors import InputError
from musnad.incidents import linking
from musnad.model import Document, Reading, Wording
from musnad.sources import Options
from musnad.stores import open_store
from tests.archive import made, reports

ROOT = Path(__file__).parents[2]
DOCUMENTS = [Document(id=record["id"], text=record["text"], sha256="00", lang="ar") for record in reports.records(60)]
STARTING = """
import sys
from musnad.archive.readers import Readers
from tests.archive.test_readers import DOCUMENTS
with Readers(2) as readers:
    readers.start(DOCUMENTS)()
    print(*(copy.pid for copy in readers._copies._pool), flush=True)
    sys.stdin.read()
"""


def test_copies_read_what_one_reads_in_the_same_order() -> None:
    with Readers(2) as two, Readers(1) as one:
        assert two.start(DOCUMENTS)() == one.start(DOCUMENTS)()


def test_what_goes_wrong_in_a_copy_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_for_linking", _read_here_only)
    with Readers(2) as two, pytest.raises(InputError, match=r"r0\d\d"):
        two.start(DOCUMENTS)()


MAIN = os.getpid()


def _read_here_only(document: Document) -> tuple[Reading, Wording]:
    if os.getpid() != MAIN:
        raise InputError(document.id)
    return pipeline.read_document(document), Wording()


def test_taking_in_by_several_processes_comes_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = reports.write(tmp_path / "reports.jsonl", reports.records(90))
    monkeypatch.setattr(taking, "BATCH", 60)
    monkeypatch.setattr(taking, "_FEWEST", 10)
    monkeypatch.setattr(linking, "MANY", 1)
    found = []
    for processes in (1, 2):
        with open_store(":memory:") as store:
            added = taking.add(store, [str(file)], options=Options(), processes=processes)
            found.append((added, made.rows(store), [reading.claims for reading in store.current_readings()]))

    assert found[0] == found[1]
    assert found[0][0].new == 90


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="how processes are doing is read from /proc")
def test_copies_end_when_their_parent_is_killed() -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    command = [sys.executable, "-c", STARTING]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        copies = [int(pid) for pid in process.stdout.readline().split()]
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any(map(_is_there, copies)) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert len(copies) == 2
    assert not any(map(_is_there, copies))
