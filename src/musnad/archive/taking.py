"""Taking in: files, folders and addresses become documents of the archive, read and linked."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec.structs import replace

from musnad import pipeline
from musnad.archive import linked
from musnad.archive.clock import now
from musnad.archive.readers import Read, Readers
from musnad.documents import addresses, nearcopies
from musnad.documents.extract import extract
from musnad.documents.records import Taken
from musnad.model import Document, HowKnown, Issue, Problem, Receipt, Struct
from musnad.sources import Options, items
from musnad.stores.base import Store

BATCH = 100  # documents in one transaction
_FEWEST = 200  # fewer new documents than this are always linked one by one
_MANY = 0.2  # share of the archive that is new from which linking all anew is quicker than one by one
_NEAR_COPY = 0.8

Received = tuple[Receipt, bytes]
OnProblem = Callable[[Problem], None]
OnProgress = Callable[[str, int], None]  # what is done and how many so far


class Added(Struct, frozen=True):
    """What taking in came to: documents that are new, that were there already, new ones that nearly repeat another, and problems.

    ``unread`` are new ones in which nothing could be read, as when there is no pack for their language.
    """

    new: int = 0
    known: int = 0
    copies: int = 0
    problems: int = 0
    unread: int = 0


def add(
    store: Store,
    whats: Iterable[str],
    *,
    options: Options,
    on_problem: OnProblem = pipeline.refuse,
    on_progress: OnProgress | None = None,
    processes: int = 1,
) -> Added:
    """What came of taking in ``whats``: each document kept with its bytes, read, and linked. So many processes read and link.

    What cannot be used goes to ``on_problem``, and the rest is taken in. Every batch of documents is kept whole or not at all; a second
    run with the same input goes on where the first one ended.
    """
    progress = on_progress or (lambda what, done: None)
    linked.catch_up(store, on_progress=progress, processes=processes)  # what an older linker kept cannot be linked with what is new
    problems = 0
    with Readers(processes) as readers:
        taking = _Taking(store, readers)
        for what in whats:
            for item in items(what, options=options):
                taken = item if isinstance(item, Problem) else extract(item)
                if isinstance(taken, Problem):
                    problems += 1
                    on_problem(taken)
                elif not isinstance(item, Problem):
                    taking.take(taken, item.data, where=item.where, media=item.media)
                    progress("taken in", taking.seen)
        taking.keep()
    linked.catch_up(store, on_progress=progress, processes=processes)
    return Added(new=taking.new, known=taking.seen - taking.new, copies=taking.copies, problems=problems, unread=taking.unread)


class Seen(Struct, frozen=True):
    """What would be taken in: a document with how each thing about it is known and what is doubtful, or what cannot be used."""

    document: Document | None = None
    known: dict[str, HowKnown] = msgspec.field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    problem: Problem | None = None


def preview(whats: Iterable[str], *, options: Options) -> Iterator[Seen]:
    """What ``add`` would take in, one by one; nothing is kept."""
    for what in whats:
        for item in items(what, options=options):
            taken = item if isinstance(item, Problem) else extract(item)
            if isinstance(taken, Problem):
                yield Seen(problem=taken)
            else:
                document, known = _dated_by_address(taken.document, taken.known)
                yield Seen(document=pipeline.with_language(document), known=known, issues=taken.issues)


class _Taking:
    """The documents on their way into the store, kept in batches: while one batch is kept, the next is read."""

    def __init__(self, store: Store, readers: Readers) -> None:
        self._store = store
        self._readers = readers
        self._before = store.count()
        self._waiting: list[Received] = []
        self._being_read: tuple[list[Received], Callable[[], list[Read]]] | None = None
        self.seen = self.new = self.copies = self.unread = 0

    def take(self, taken: Taken, data: bytes, *, where: str, media: str) -> None:
        """Nothing; the document will be kept with the others of its batch."""
        self.seen += 1
        document, known = _dated_by_address(taken.document, taken.known)
        if not self._store.has(document.id):
            document = pipeline.with_language(document)
            receipt = Receipt(document=document, where=where, added_at=now(), media=media, known=known, issues=taken.issues)
            self._waiting.append((receipt, data))
        if len(self._waiting) >= BATCH:
            self._send()

    def keep(self) -> None:
        """Nothing; what waits is in the store, read and, unless there is so much of it that all is linked at the end, linked."""
        self._send()
        self._send()

    def _send(self) -> None:
        """Nothing; what waits is being read, and what was being read is kept. Where nobody reads ahead, what waits is kept, too."""
        before, self._being_read = self._being_read, None
        if self._waiting:
            self._being_read = self._waiting, self._readers.start([receipt.document for receipt, _ in self._waiting])
            self._waiting = []
        if before is not None:
            received, readings = before
            self._keep(received, readings())
        if self._being_read is not None and not self._readers.ahead:
            self._send()

    def _keep(self, received: list[Received], readings: list[Read]) -> None:
        with self._store.writing():
            fresh = []
            for (receipt, data), (reading, wording) in zip(received, readings, strict=True):
                signature = nearcopies.signature(receipt.document.text)
                copied = self._copied(signature)
                if self._store.add(replace(receipt, copy_of=copied), data):
                    self._store.add_bands(receipt.document.id, nearcopies.bands(signature), _packed(signature))
                    self._store.add_reading(reading, receipt.added_at)
                    linked.index(self._store, reading, wording)
                    fresh.append(receipt.document.id)
                    self.copies += copied is not None
                    self.unread += any(issue.level == "error" for issue in reading.issues)
            self.new += len(fresh)
            if self.new > max(_FEWEST, _MANY * self._before):
                linked.put_off(self._store)
            else:
                linked.link(self._store, fresh)

    def _copied(self, signature: tuple[int, ...]) -> str | None:
        """The first document whose text this one nearly repeats."""
        return next((other for other in self._store.sharing(nearcopies.bands(signature)) if self._like(signature, other)), None)

    def _like(self, signature: tuple[int, ...], other: str) -> bool:
        return nearcopies.likeness(signature, _unpacked(self._store.signature(other) or b"")) >= _NEAR_COPY


def _packed(signature: tuple[int, ...]) -> bytes:
    return struct.pack(f"<{len(signature)}I", *signature)


def _unpacked(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _dated_by_address(document: Document, known: dict[str, HowKnown]) -> tuple[Document, dict[str, HowKnown]]:
    """The document with the day that its address tells, where nothing else does."""
    day = "" if document.published_at else addresses.day_of(document.url)
    return (replace(document, published_at=day), {**known, "published_at": "address"}) if day else (document, known)
