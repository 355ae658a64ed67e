"""What only a store in a file can do: be something else, be full, be shared, and outlive the program that is killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from musnad.errors import StoreError
from musnad.stores import Store, open_store, sqlite
from musnad.stores.base import Which
from musnad.stores.log import verify
from tests.stores import made
from tests.stores.fulldisk import at_most

ROOT = Path(__file__).parents[2]
# Adds documents in transactions of three, as many as asked for, and says after each how many it has added.
ADDING = """
import sys
from musnad.stores import open_store
from tests.stores import made
path, name, transactions = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_store(path) as store:
    for number in range(transactions):
        made.fill(store, *(f"{name}-{number}-{part}" for part in "abc"))
        print(3 * (number + 1), flush=True)
"""


def _adding(path: Path, name: str, transactions: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADDING, str(path), name, str(transactions)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


# --------------------------------------------------------------------------------------------------------------------- opening


def test_an_archive_is_there_when_it_is_opened_again(archive: Path) -> None:
    with open_store(str(archive)) as store:
        made.fill(store, "d1")
    with open_store(f"sqlite:///{archive}") as store:
        assert store.receipt("d1") == made.receipt()[0]


def test_what_is_no_database_is_refused_and_left_alone(archive: Path) -> None:
    archive.write_text("قائمة مشتريات\n" * 200, encoding="utf-8")
    with pytest.raises(StoreError, match="no archive of Musnad"):
        open_store(str(archive))

    assert archive.read_text(encoding="utf-8") == "قائمة مشتريات\n" * 200


def test_a_database_of_another_program_is_refused_and_left_alone(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
        connection.commit()
    before = archive.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(str(archive))

    assert archive.read_bytes() == before


@pytest.mark.parametrize("where", ["", "postgresql://host/archive", "sqlite:///"])
def test_what_is_no_place_for_an_archive_is_said(where: str) -> None:
    with pytest.raises(StoreError, match="no place for an archive"):
        open_store(where)


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(str(tmp_path))
    with pytest.raises(StoreError, match="make it first"):
        open_store(str(tmp_path / "none" / "archive.db"))


def test_a_damaged_file_is_said(archive: Path) -> None:
    with open_store(str(archive)) as store:
        made.fill(store, *(f"d{number}" for number in range(50)))
    data = bytearray(archive.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    archive.write_bytes(data)

    with pytest.raises(StoreError, match="damaged"), open_store(str(archive)) as store:
        list(store.receipts())


def test_what_cannot_be_unpacked_is_said(archive: Path) -> None:
    with open_store(str(archive)) as store:
        made.fill(store, "d1")
        with closing(sqlite3.connect(archive, isolation_level=None)) as connection:
            connection.execute("UPDATE document SET data = x'00'")
        with pytest.raises(StoreError, match="musnad verify"):
            store.receipt("d1")


# ---------------------------------------------------------------------------------------------------------------- transactions


def test_outside_a_transaction_only_what_is_committed_is_seen(archive: Path) -> None:
    with open_store(str(archive)) as store:
        seen: list[int] = []
        with store.writing():
            store.add(*made.receipt())
            reader = threading.Thread(target=lambda: seen.append(store.count()))
            reader.start()
            reader.join()
        assert (seen, store.count()) == ([0], 1)


def test_what_failed_in_a_transaction_and_was_caught_is_not_kept(archive: Path) -> None:
    def write(store: Store) -> None:
        with store.writing():
            store.add(*made.receipt())
            with pytest.raises(OverflowError):
                store.put_incidents([made.incident("i1", killed=2**63)])

    with open_store(str(archive)) as store:
        with pytest.raises(StoreError, match="none of it is kept"):
            write(store)
        assert store.count() == 0
        made.fill(store, "d2")
        assert verify(store) == []


def test_a_snapshot_is_of_one_moment(archive: Path) -> None:
    with open_store(str(archive)) as store, open_store(str(archive)) as other:
        made.fill(store, "d1")
        with store.snapshot():
            assert store.count() == 1
            made.fill(other, "d2")
            assert [receipt.document.id for receipt in store.receipts()] == ["d1"]
            with pytest.raises(StoreError, match="writing"):
                store.set_state("linker", "1")
        assert store.count() == 2


def test_threads_write_one_after_the_other(archive: Path) -> None:
    with open_store(str(archive)) as store:
        threads = [threading.Thread(target=made.fill, args=(store, f"a{number}", f"b{number}")) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert store.count() == 16
        assert verify(store) == []


def test_threads_read_whole_transactions_while_another_writes(archive: Path) -> None:
    seen: set[tuple[int, ...]] = set()
    failed: list[BaseException] = []

    def read(store: Store, done: threading.Event) -> None:
        try:
            while not done.is_set():
                with store.snapshot():
                    counts, cards = store.counts(), store.cards()
                    told, ids = store.count_incidents(Which(words="قصف")), {row.id for row in store.incidents()}
                seen.add((counts.documents, len(cards), counts.incidents, told, len(ids)))
        except BaseException as found:
            failed.append(found)

    with open_store(str(archive)) as store:
        done = threading.Event()
        readers = [threading.Thread(target=read, args=(store, done)) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(15):
            with store.writing():
                for id in (f"a{number}", f"b{number}"):
                    store.add(*made.receipt(id))
                    store.add_reading(made.reading(id), made.AT)
                    store.index(id, [made.event(f"{id}#e1", number)])
                store.put_incidents([made.incident(id, f"{id}#e1") for id in (f"a{number}", f"b{number}")])
        done.set()
        for reader in readers:
            reader.join()

    assert failed == []
    assert len(seen) > 1, "the readers saw one state only"
    assert all(len(set(counted)) == 1 and counted[0] % 2 == 0 for counted in seen)


def test_a_list_that_is_being_read_stands_in_nobodys_way(archive: Path) -> None:
    with open_store(str(archive)) as store:
        made.fill(store, "d1", "d2")
        receipts = store.receipts()
        assert next(receipts).document.id == "d1"
        made.fill(store, "d3")

        assert [receipt.document.id for receipt in receipts] == ["d2", "d3"]


def test_an_archive_that_stays_busy_is_said(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with open_store(str(archive)) as one, open_store(str(archive)) as other, one.writing():
        with pytest.raises(StoreError, match="another program has been writing"), other.writing():
            pass
        assert other.count() == 0


def test_two_processes_add_at_once(archive: Path) -> None:
    both = [_adding(archive, name, 15) for name in ("one", "other")]
    for process in both:
        with process:
            assert process.stdout
            process.stdout.read()
        assert process.returncode == 0

    with open_store(str(archive)) as store:
        assert store.count() == 90
        assert verify(store) == []


def test_a_kill_loses_nothing_that_was_added(archive: Path) -> None:
    moments = random.Random(4)
    with open_store(str(archive)) as store:
        for attempt in range(10):
            before = store.count()
            said = _killed(_adding(archive, f"run{attempt}", 10_000), moments.uniform(0, 0.08))
            added = store.count() - before
            assert added >= said
            assert added % 3 == 0
        assert store.count() > 0
        assert verify(store) == []


def _killed(process: subprocess.Popen[str], after: float) -> int:
    """How many documents the process said it had added when it was killed, some seconds after it said so first."""
    with process:
        assert process.stdout
        said = process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return int([said, *process.stdout.read().split()][-1])


# ------------------------------------------------------------------------------------------------------------------- full disk


def _add_for_ever(store: Store) -> None:
    """Adds documents of 20 kB, each in its transaction."""
    noise = random.Random(4)
    for number in count():
        with store.writing():
            store.add(*made.receipt(f"d{number}", data=noise.randbytes(20_000)))
            store.add_reading(made.reading(f"d{number}"), made.AT)


def _assert_whole(store: Store) -> None:
    """Something was added before the disk was full, and all of it is there."""
    assert 0 < store.count() == len(list(store.current_readings())) == len(list(store.blobs()))
    assert verify(store) == []


def test_a_full_disk_is_said_and_nothing_is_half_written(archive: Path) -> None:
    with at_most(200), open_store(str(archive)) as store:
        with pytest.raises(StoreError, match="make room"):
            _add_for_ever(store)
        _assert_whole(store)
    with open_store(str(archive)) as store:
        made.fill(store, "after")
        assert verify(store) == []


def test_a_disk_too_small_for_an_empty_archive_is_said(archive: Path) -> None:
    with at_most(10), pytest.raises(StoreError, match="make room"):
        open_store(str(archive))
    with open_store(str(archive)) as store:
        made.fill(store, "d1")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting a small file system is not permitted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_file_system_that_is_full_is_said_and_nothing_is_half_written(small_disk: Path) -> None:
    with open_store(str(small_disk / "archive.db")) as store:
        with pytest.raises(StoreError, match=r"make room|has room"):
            _add_for_ever(store)
        _assert_whole(store)


# --------------------------------------------------------------------------------------------------------------------- loading


@pytest.mark.parametrize("loaded", ["musnad.stores", "musnad.stores.log", "musnad.stores.memory"])
def test_sqlalchemy_is_loaded_when_an_archive_is_opened(loaded: str, run_python: Callable[[str], str]) -> None:
    assert run_python(f"import sys, {loaded}; print('sqlalchemy' in sys.modules)") == "False"


def test_alembic_is_loaded_when_an_archive_is_made_or_is_older(archive: Path, run_python: Callable[[str], str]) -> None:
    open_store(str(archive)).close()
    asked = f"import sys; from musnad.stores import open_store; open_store({str(archive)!r}).close(); print('alembic' in sys.modules)"

    assert run_python(asked) == "False"


@pytest.fixture
def run_python() -> Callable[[str], str]:
    """A function that runs a program in a Python of its own and returns what it prints."""
    return lambda program: subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
