"""Opening an archive for a command, and showing on standard error how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.errors import InputError

if TYPE_CHECKING:
    from musnad.stores import Store

OnProgress = Callable[[str, int], None]
_FILE = "sqlite:///"


@contextmanager
def archive(db: str, *, make: bool = False, link: bool = True) -> Iterator[Store]:
    """The archive at ``db``, everything in it linked. InputError when there is none and none is to be made."""
    where = Path(db.removeprefix(_FILE)).expanduser()
    if not make and not where.is_file():
        raise InputError(f"{where}: there is no archive here; musnad add makes one, --db or MUSNAD_DB names another")
    from musnad.stores import open_store

    with open_store(db) as store:
        if link:
            from musnad.archive import linked, readers

            with progress() as on_progress:
                linked.catch_up(store, on_progress=on_progress, processes=readers.cores())
        yield store


@contextmanager
def progress() -> Iterator[OnProgress]:
    """What to call with what is done and how many so far; it is shown while the block runs when a person can see it."""
    if not sys.stderr.isatty():
        yield lambda what, done: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done: bar.update(task, description=f"{what}: {done:,}" if done else what)
