"""Sources: files, folders, archives, feeds and pages handed over as items, one for each document to be.

One door: ``items``. Nothing here looks into words or decides what a document says; that is the next stage. What lies outside is taken to
be hostile: everything has a limit, and what cannot be used is a ``Problem`` that says where it is and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from musnad.model import Item, Problem
from musnad.sources.options import Columns, Fetched, Limits, Options

__all__ = ["Columns", "Fetched", "Limits", "Options", "items", "mapping_of"]


def items(what: str, *, options: Options | None = None) -> Iterator[Item | Problem]:
    """An item for every document in ``what``, in its order: a file, a folder, a URL, or ``-`` for standard input.

    Read piece by piece: an archive or a table is never held whole. Never raises for what it reads; a mapping that does not fit its table
    is a ``Problem`` too.
    """
    from musnad.sources.file import items as found  # here, not above: the readers load when something is taken in

    yield from found(what, options or Options())


def mapping_of(what: str, *, mapping: Columns | None = None) -> Columns:
    """The mapping that a table is read with: ``mapping``, or else what its columns' names say; for a dry run, and to be saved.

    Raises ``InputError`` when ``what`` is no CSV or XLSX file, or when the mapping does not fit it: it names the columns that there are.
    """
    from musnad.sources.file import columns
    from musnad.sources.mapping import check, guess

    names = columns(what)
    chosen = guess(names) if mapping is None else mapping
    check(chosen, names, where=what)
    return chosen
