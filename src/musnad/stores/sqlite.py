"""What only SQLite does: pragmas, locking, its full-text search (FTS5), its errors in words, and bringing a file up to date.

``sql.py`` uses nothing of SQLite's own but through here, so that another database needs one more module like this.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, Integer, TextualSelect, bindparam, column, create_engine, event, text
from sqlalchemy.engine import URL, ExceptionContext

from musnad.errors import StoreError
from musnad.stores.schema import REVISIONS
from musnad.stores.searching import Term

BUSY_SECONDS = 60
_MOST_THREADS = 60  # that read at once, each through a connection of its own; a web server has forty
BEGIN = "musnad_begin"  # the execution option that says how a connection's transactions begin; without it, each statement stands alone
WRITING = {BEGIN: "BEGIN IMMEDIATE"}
SNAPSHOT = {BEGIN: "BEGIN DEFERRED"}
_APPLICATION = int.from_bytes(b"Musn", "big")  # in the file's header: tells our archives from other programs' databases
_LATEST = REVISIONS[-1]

# ------------------------------------------------------------------------------------------------------------------- opening


def engine_of(path: Path) -> Engine:
    """The engine of the archive in a file, which is made, or brought up to date, first; StoreError when it cannot be."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file for the archive")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
    # Statements run as they are given (isolation_level None): the driver must not begin transactions by itself.
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
        max_overflow=_MOST_THREADS,
        pool_use_lifo=True,  # the connection that was used last has in its cache what is asked for next
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "handle_error", lambda context: _on_error(context, path))
    try:
        _prepare(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _on_connect(connection: sqlite3.Connection, _: object) -> None:
    # FULL: each commit is on the disk before it is reported, so that neither a kill nor a power cut loses what was committed. One
    # transaction holds some hundred documents, so it costs little.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA cache_size=-32768")  # 32 MB instead of 2: the incidents of a large archive fit, lists need not ask the disk


def _on_begin(connection: Connection) -> None:
    # IMMEDIATE: wait for the right to write at the beginning, where nothing is lost; a transaction that reads first and then writes
    # fails at once when another process wrote in between. Reads need no transaction: each statement sees what is committed.
    begin = connection.get_execution_options().get(BEGIN)
    if begin:
        connection.exec_driver_sql(begin)


# ------------------------------------------------------------------------------------------------------------------- in words

_ADVICE = {
    "SQLITE_FULL": "the disk is full (or the archive may not grow); make room and run it again",
    "SQLITE_BUSY": f"another program has been writing to it for over {BUSY_SECONDS} seconds; try again when it is done",
    "SQLITE_LOCKED": "another part of this program is writing to it; try again when it is done",
    "SQLITE_READONLY": "it may not be written; check the rights of the file and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened; check the rights of the file and its folder",
    "SQLITE_PERM": "it cannot be opened; check the rights of the file and its folder",
    "SQLITE_NOTADB": "it is no archive of Musnad, nor any SQLite database; name another file",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a backup, or run musnad verify to see what is left",
    "SQLITE_IOERR": "the disk does not read or write; check that it is there and has room, and run it again",
}


def _on_error(context: ExceptionContext, path: Path) -> None:
    if isinstance(context.original_exception, sqlite3.Error):
        raise in_words(context.original_exception, path) from context.original_exception


def in_words(found: sqlite3.Error, path: Path) -> StoreError:
    """The error as one of ours, which says what to do."""
    name = getattr(found, "sqlite_errorname", "")
    advice = next((advice for known, advice in _ADVICE.items() if name.startswith(known)), "run musnad verify")
    return StoreError(f"{path}: {advice} ({found}). What was not finished is not kept; the archive is as it was before.")


# ----------------------------------------------------------------------------------------------------------------- up to date


def _prepare(engine: Engine, path: Path) -> None:
    """Nothing; the tables are those of this program. An older archive is copied beside itself first."""
    with engine.connect() as connection:
        if _revision(connection, path) == _LATEST:
            return
        _write_ahead(connection)
    with engine.connect().execution_options(**WRITING) as connection, connection.begin():
        found = _revision(connection, path)  # again: another process may have been faster
        if found == _LATEST:
            return
        if found is None:
            connection.exec_driver_sql(f"PRAGMA application_id={_APPLICATION}")
        else:
            _back_up(path)
        from musnad.stores.migrations import migrate  # Alembic takes a third of a second to load

        migrate(connection, _LATEST)


def _revision(connection: Connection, path: Path) -> str | None:
    """Which revision the tables are of, None when there are none yet; StoreError when this program cannot use the file."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    if not tables and application in (0, _APPLICATION):
        return None
    if application != _APPLICATION or "alembic_version" not in tables:
        raise StoreError(f"{path} is a database of another program; name another file for the archive")
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found not in REVISIONS:
        raise StoreError(
            f"{path} was written by a newer Musnad (its tables are of revision {found}, this program knows {_LATEST}); "
            "install the newer Musnad, or open the copy it made before it changed the file"
        )
    return str(found)


def _write_ahead(connection: Connection) -> None:
    """Nothing; the file is in WAL mode, in which readers and a writer do not wait for each other. It stays so for good."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:  # SQLite does not wait by itself when the mode is changed
        try:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            return
        except StoreError as found:
            busy = getattr(found.__cause__, "sqlite_errorname", "").startswith("SQLITE_BUSY")
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def backup_path(path: Path) -> Path:
    """Where the copy of an older archive goes; an earlier copy is left as it is."""
    names = (path.with_name(f"{path.name}.before-{_LATEST}{again}.bak") for again in ("", *(f".{number}" for number in range(2, 1000))))
    return next(name for name in names if not name.exists())


def _back_up(path: Path) -> None:
    goal = backup_path(path)
    part = goal.with_name(goal.name + ".part")
    try:
        source, target = sqlite3.connect(path, timeout=BUSY_SECONDS), sqlite3.connect(part)
        try:
            source.backup(target)
        finally:
            source.close()
            target.close()
        part.rename(goal)
    except (sqlite3.Error, OSError) as found:
        part.unlink(missing_ok=True)
        raise StoreError(f"{path} must be brought up to date, but the copy {goal} could not be made ({found}); make room for it") from found


# --------------------------------------------------------------------------------------------------------------------- search

_PUT = text("INSERT INTO search (rowid, words) VALUES (:n, :words)")
_DROP = text("DELETE FROM search WHERE rowid = :n")
_MATCHING = text("SELECT rowid FROM search WHERE search MATCH :asked")
_FIND = text("SELECT rowid FROM search WHERE search MATCH :asked ORDER BY rowid DESC LIMIT :limit OFFSET :offset").bindparams(
    bindparam("limit"), bindparam("offset")
)


def make_search(connection: Connection) -> None:
    """Nothing; there is a search table. Marks are no business of SQLite's: what it gets is folded."""
    connection.exec_driver_sql('CREATE VIRTUAL TABLE search USING fts5(words, tokenize="unicode61 remove_diacritics 0")')


def put_words(connection: Connection, n: int, words: str) -> None:
    """Nothing; a document that had none has these words to be found by."""
    connection.execute(_PUT, {"n": n, "words": words})


def replace_words(connection: Connection, n: int, words: str) -> None:
    """Nothing; a document has these words to be found by, instead of those it had."""
    connection.execute(_DROP, {"n": n})
    put_words(connection, n, words)


def find(connection: Connection, terms: Sequence[Term], limit: int, offset: int) -> list[int]:
    """The numbers of the documents that have all terms, last added first."""
    return list(connection.execute(_FIND, {"asked": _query(terms), "limit": limit, "offset": offset}).scalars())


def matching(terms: Sequence[Term]) -> TextualSelect:
    """The numbers of the documents that have all terms, as a statement to be part of another."""
    return _MATCHING.bindparams(asked=_query(terms)).columns(column("rowid", Integer))


def _query(terms: Sequence[Term]) -> str:
    return " AND ".join(f"({' OR '.join(_alternatives(term))})" for term in terms)


def _alternatives(term: Term) -> Iterable[str]:
    for form in term.forms:
        yield f'"{" ".join((form, *term.rest))}"' + (" *" if term.open else "")


# --------------------------------------------------------------------------------------------------------------------- defects


def defects(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong: damaged pages, indexes that disagree with their tables, rows that point nowhere."""
    problems = [f"SQLite: {line}" for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars() if line != "ok"]
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    problems += [f"a row of {row[0]} points to a row of {row[2]} that is not there" for row in rows]
    for table in ("blob", "document", "reading", "judgement"):
        found = connection.exec_driver_sql(f"SELECT rowid FROM {table} WHERE typeof(data) <> 'blob'").scalars()
        problems += [f"row {row} of {table} holds no bytes" for row in found]
    try:
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('integrity-check')")  # a command to FTS5; nothing is inserted
    except StoreError as found:
        problems.append(f"the words that search looks at are damaged ({found.__cause__})")
    return problems
