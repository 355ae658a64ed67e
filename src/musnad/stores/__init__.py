"""Stores: where documents, readings and judgements are kept, and what linking derives from them.

>>> with open_store(":memory:") as store:
...     store.count()
0
"""

from __future__ import annotations

from pathlib import Path

from musnad.errors import StoreError
from musnad.stores.base import Store

__all__ = ["Store", "open_store"]

MEMORY = ":memory:"
_FILE = "sqlite:///"


def open_store(where: str) -> Store:
    """The store at a path, or a URL like ``sqlite:///archive.db``; ``:memory:`` is one that is gone when the program ends.

    A new file is made; one that an older Musnad wrote is copied beside itself and brought up to date. StoreError when it is something
    else, was written by a newer Musnad, or cannot be opened.
    """
    # What a store is made of is loaded when it is opened: SQLAlchemy takes a third of a second, and most commands need no store.
    if where == MEMORY:
        from musnad.stores.memory import MemoryStore

        return MemoryStore()
    path = where.removeprefix(_FILE)
    if not path or "://" in path:
        raise StoreError(f"{where!r} is no place for an archive: name a file, or a URL like {_FILE}archive.db")
    from musnad.stores.sql import SqlStore

    return SqlStore(Path(path).expanduser())
