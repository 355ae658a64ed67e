"""Linked: the derived part of the archive kept in step with its readings and judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from musnad import pipeline
from musnad.archive import accounting
from musnad.archive.clock import now
from musnad.archive.judging import decisions_of
from musnad.archive.reviewing import reviewed, reviewed_one
from musnad.incidents import linking
from musnad.incidents.sketches import sketches, unpack
from musnad.model import Reader, Reading, Wording
from musnad.stores.base import EventRow, Store

_STATE = "linked"
_ALL_OPEN = "no"
_EDGES = 20_000  # put at a time
LINKER_VERSION = "9"  # another linker links all anew

OnProgress = Callable[[str, int], None]


def index(store: Store, reading: Reading, wording: Wording) -> None:
    """Nothing; the events of a reading, as people decided it, can be found by linking, instead of those the document had before."""
    store.remove_edges(store.events_of(reading.document.id))  # an event of the earlier reading may be no more
    store.index(reading.document.id, _rows(reading, wording))


def _rows(reading: Reading, wording: Wording) -> list[EventRow]:
    entries = (linking.entry(sketch) for sketch in sketches(reading, wording) if linking.linkable(sketch))
    return [EventRow(key=entry.key, blocks=entry.blocks, data=entry.data) for entry in entries]


def link(store: Store, documents: Iterable[str], *, gone: Iterable[str] = ()) -> None:
    """Nothing; the events of these documents, which are indexed, are in incidents. ``gone``: incidents of which members are no more.

    Inside a transaction of the caller. When all is to be linked anyhow, nothing is done.
    """
    if store.state(_STATE) == _ALL_OPEN:
        return
    if store.state(_STATE) is None:  # the first documents: whoever adds to an archive has caught up before
        store.set_state(_STATE, LINKER_VERSION)
    keys = sorted(key for document in documents for key in store.events_of(document))
    arranged(store, linking.link(store, keys, decisions_of(store), gone=gone))


def decide(store: Store, keys: Iterable[str], documents: Iterable[str] = ()) -> None:
    """Nothing; the incidents of these events are as the judgements say now, and are accounted for anew. ``documents`` are those of which
    readings may say something else now.

    Inside a transaction of the caller, like ``link``.
    """
    if store.state(_STATE) not in (LINKER_VERSION, _ALL_OPEN):  # all will be indexed and linked, with these judgements
        return
    touched = sorted({*keys, *(key for document in documents for key in _indexed_anew(store, document))})
    if store.state(_STATE) == _ALL_OPEN:
        return
    before = sorted(set(store.incident_of(touched).values()))
    changes = linking.link(store, sorted(store.events(touched)), decisions_of(store), gone=before)
    arranged(store, changes)
    same = [row for incident in sorted(set(before) - set(changes.gone)) if (row := store.incident(incident)) is not None]
    accounting.keep(store, [(row.id, row.keys) for row in same])


def _indexed_anew(store: Store, document: str) -> list[str]:
    """The events of a document that linking now sees otherwise, those that are no more with them; found by linking as they are now."""
    before = store.events_of(document)
    wording = next((unpack(data).words for data in before.values()), None)
    receipt = store.receipt(document)
    if wording is None and receipt is not None:
        wording = pipeline.read_for_linking(receipt.document)[1]
    rows = _rows(reviewed_one(store, document).reading, wording or Wording())
    after = {row.key: row.data for row in rows}
    changed = [key for key in sorted(before.keys() | after.keys()) if before.get(key) != after.get(key)]
    if changed:
        store.remove_edges(changed)
        store.index(document, rows)
    return changed


def arranged(store: Store, changes: linking.Changes) -> None:
    """Nothing; the store's incidents are as changed."""
    store.remove_incidents(changes.gone)
    accounting.keep(store, changes.now)


def put_off(store: Store) -> None:
    """Nothing; all is to be linked when the archive is next used."""
    store.set_state(_STATE, _ALL_OPEN)


def catch_up(store: Store, *, on_progress: OnProgress | None = None, processes: int = 1) -> None:
    """Nothing; everything in the store is linked, by this linker. Where there is much to link, so many processes share it."""
    if store.state(_STATE) != LINKER_VERSION:
        with store.writing():
            if store.state(_STATE) != LINKER_VERSION:  # another process may have done it meanwhile
                progress = on_progress or (lambda what, done: None)
                if store.state(_STATE) != _ALL_OPEN and store.count():  # an older linker kept something else of each event
                    _index_all(store, progress)
                _link_all(store, progress, processes)
                store.set_state(_STATE, LINKER_VERSION)


def read_again(store: Store, *, on_progress: OnProgress | None = None) -> int:
    """How many documents have a new reading because theirs is by an older reader or older imports. Older readings stay in the store."""
    progress = on_progress or (lambda what, done: None)
    catch_up(store, on_progress=progress)
    wanted = reader()
    waiting = [reading.document.id for reading in store.current_readings() if reading.reader != wanted]
    changed = 0
    for start in range(0, len(waiting), 100):
        with store.writing():
            for receipt in store.receipts(waiting[start : start + 100]):
                reading, wording = pipeline.read_for_linking(receipt.document)
                changed += store.add_reading(reading, now())
                index(store, reviewed_one(store, receipt.document.id).reading, wording)
            put_off(store)
        progress("read again", min(start + 100, len(waiting)))
    return changed


def reader() -> Reader:
    """The reader of this version, with the knowledge that it reads by."""
    return pipeline.current_reader()


def _index_all(store: Store, progress: OnProgress) -> None:
    """Index all events from the readings there are, which stay; the words are taken from the documents again."""
    store.clear_links()
    for number, receipt in enumerate(list(store.receipts()), 1):
        for found in reviewed(store, [receipt.document.id]):
            index(store, found.reading, pipeline.read_for_linking(receipt.document)[1])
        if number % 100 == 0:
            progress("indexed", number)


def _link_all(store: Store, progress: OnProgress, processes: int) -> None:
    progress("linking", 0)
    every = (unpack(data) for _, data in store.all_events())
    edges, changes = linking.link_all(every, decisions_of(store), processes=processes)
    store.clear_incidents()
    for start in range(0, len(edges), _EDGES):
        store.put_edges(edges[start : start + _EDGES])
    accounting.keep(store, changes.now, on_progress=lambda done: progress("accounted for", done))
