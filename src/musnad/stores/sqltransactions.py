"""The transactions of the SQL store: which connection a thread reads and writes through, and what failed in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Select, event
from sqlalchemy.engine import ExceptionContext

from musnad.errors import StoreError
from musnad.stores import sqlite, sqlrecords
from musnad.stores.base import LogLine
from musnad.stores.checking import NESTED, OUTSIDE


class _Here(threading.local):
    """The transaction of a thread: its connection, whether it is to write, what failed in it, and the last line of the log in it."""

    connection: Connection | None = None
    writes: bool = False
    failed: BaseException | None = None
    last: LogLine | None = None


class Transactions:
    """An archive in the file of an SQLite database, as far as it is opened, read and written at all."""

    def __init__(self, path: Path) -> None:
        self._engine = sqlite.engine_of(path)
        self._turn = threading.Lock()  # threads of this process wait here, other processes in the database
        self._here = _Here()
        event.listen(self._engine, "handle_error", self._on_error, insert=True)  # before the one that raises

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing; the file is let go."""
        self._engine.dispose()

    # -------------------------------------------------------------------------------------------------------- connections

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction of this thread."""
        here = self._here
        if here.connection is not None:
            raise StoreError(NESTED)
        with self._turn, self._engine.connect().execution_options(**sqlite.WRITING) as connection, connection.begin():
            here.connection, here.writes, here.failed = connection, True, None
            here.last = sqlrecords.last_line(connection)
            try:
                yield
                self._to_write()  # refuses what failed and was caught: it may be half-written
            finally:
                here.connection, here.writes = None, False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything that this thread reads in the block is of one moment."""
        if self._here.connection is not None:  # a transaction is one already
            yield
            return
        with self._engine.connect().execution_options(**sqlite.SNAPSHOT) as connection, connection.begin():
            self._here.connection = connection
            try:
                yield
            finally:
                self._here.connection = None

    def _on_error(self, context: ExceptionContext) -> None:
        self._here.failed = context.original_exception

    def _to_write(self) -> Connection:
        here = self._here
        if here.connection is None or not here.writes:
            raise StoreError(OUTSIDE)
        if here.failed is not None:
            raise StoreError(f"something could not be written in this transaction ({here.failed}), so none of it is kept") from here.failed
        return here.connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """The connection of this thread's transaction, else one that sees what is committed."""
        if self._here.connection is not None:
            yield self._here.connection
            return
        with self._engine.connect() as connection:
            yield connection

    def _pages(self, statement: Select[Any], after: int | str = 0) -> Iterator[Sequence[Any]]:
        """The rows of a statement that takes those ``after`` a value of its first column, list by list; no list holds the database up."""
        while True:
            with self._reading() as connection:
                rows = connection.execute(statement, {"after": after}).all()
            if not rows:
                return
            yield rows
            after = rows[-1][0]
