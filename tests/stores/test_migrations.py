"""An archive of an older version is copied and brought up to date; nothing else is touched."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from musnad.errors import StoreError
from musnad.stores import open_store, sqlite
from musnad.stores.log import verify
from musnad.stores.migrations import migrate, settings
from musnad.stores.schema import METADATA, REVISIONS
from tests.stores import made

APPENDED = ("log", "blob", "document", "reading", "judgement")
PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "store.md").read_text(encoding="utf-8")


@pytest.fixture
def old(archive: Path, tmp_path: Path) -> Path:
    """An archive as the first version made it, with two documents, their readings, a judgement and what linking derived."""
    newer = tmp_path / "newer.db"
    with open_store(str(newer)) as store:
        made.fill(store, "d1", "d2")
        with store.writing():
            store.judge(made.judgement())
    engine = create_engine(f"sqlite:///{archive}")
    with engine.begin() as connection:
        migrate(connection, "0001")
    engine.dispose()
    with closing(sqlite3.connect(archive, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id={int.from_bytes(b'Musn', 'big')}")
        connection.execute("ATTACH ? AS newer", (str(newer),))
        for table in APPENDED:
            connection.execute(f"INSERT INTO {table} SELECT * FROM newer.{table}")
        connection.execute("INSERT INTO incident VALUES ('i1', 1, 1, 'shelling', 1, 1, '', '', '', '[]', 0, 1, 1, x'00')")
        connection.execute("INSERT INTO member VALUES ('k1', 'i1', 0)")
        connection.execute("INSERT INTO state VALUES ('linker', '1')")
    return archive


def _ask(path: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(statement)]


def _copies(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.glob("*.bak*"))


def test_an_older_archive_is_copied_and_brought_up_to_date(old: Path) -> None:
    with open_store(str(old)) as store:
        assert verify(store) == []
        assert [receipt.document.id for receipt in store.receipts()] == ["d1", "d2"]
        assert store.reading("d2") == made.reading("d2")
        assert store.judgements() == [(1, made.judgement())]
        assert [hit.document for hit in store.search("كفرنبل")] == ["d2", "d1"]
        assert (list(store.incidents()), store.state("linker")) == ([], None)
        assert [(card.id, card.read, card.events) for card in store.cards()] == [("d2", True, 1), ("d1", True, 1)]
        assert store.judgements_on(["d1"]) == store.judgements()
        made.fill(store, "d3")
        assert verify(store) == []

    assert _copies(old) == ["archive.db.before-0003.bak"]
    copy = old.with_name("archive.db.before-0003.bak")
    assert _ask(copy, "SELECT version_num FROM alembic_version") == ["0001"]
    assert _ask(copy, "SELECT id FROM document ORDER BY n") == ["d1", "d2"]


def test_an_archive_that_is_up_to_date_is_not_copied(archive: Path) -> None:
    for _ in range(2):
        open_store(str(archive)).close()

    assert _copies(archive) == []


def test_an_earlier_copy_is_left_as_it_is(old: Path) -> None:
    old.with_name("archive.db.before-0003.bak").write_text("earlier", encoding="utf-8")
    open_store(str(old)).close()

    assert old.with_name("archive.db.before-0003.bak").read_text(encoding="utf-8") == "earlier"
    assert _copies(old) == ["archive.db.before-0003.2.bak", "archive.db.before-0003.bak"]


def test_a_migration_that_fails_leaves_the_archive_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _ask(old, "SELECT sql FROM sqlite_master ORDER BY name")

    def fail(*_: object) -> None:
        raise KeyError

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "put_words", fail)
        with pytest.raises(KeyError):
            open_store(str(old))

    assert _ask(old, "SELECT version_num FROM alembic_version") == ["0001"]
    assert _ask(old, "SELECT sql FROM sqlite_master ORDER BY name") == before
    with open_store(str(old)) as store:
        assert verify(store) == []


def test_a_copy_that_cannot_be_made_stops_the_migration(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "backup_path", lambda path: path.with_name("none") / "copy.bak")
    with pytest.raises(StoreError, match="could not be made"):
        open_store(str(old))

    assert _ask(old, "SELECT version_num FROM alembic_version") == ["0001"]


def test_an_archive_of_a_newer_version_is_refused(archive: Path) -> None:
    open_store(str(archive)).close()
    with closing(sqlite3.connect(archive, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer Musnad.*9999"):
        open_store(str(archive))

    assert _copies(archive) == []


def test_the_tables_are_those_that_the_program_writes(archive: Path) -> None:
    open_store(str(archive)).close()
    engine = create_engine(f"sqlite:///{archive}")

    def ours(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or not (name or "").startswith("search")

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_every_revision_is_known_and_documented() -> None:
    scripts = ScriptDirectory.from_config(settings()).walk_revisions()

    assert tuple(reversed([script.revision for script in scripts])) == REVISIONS
    assert tuple(re.findall(r"^\| `(\d{4})` \|", PAGE, re.MULTILINE)) == REVISIONS


def test_every_table_and_column_is_documented() -> None:
    words = set(re.findall(r"`(\w+)`", PAGE))

    assert {table.name for table in METADATA.tables.values()} - words == set()
    assert {column.name for table in METADATA.tables.values() for column in table.columns} - words == set()
