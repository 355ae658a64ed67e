"""What a store does, whatever it is kept in: the one interface between the archive and everything that uses it.

A store keeps two things apart. What came in or was decided (documents, readings, judgements) is only ever appended, and every append
extends a hash-chained log. What follows from it (near-copy bands, the event index, edges, incidents, search words) is derived: it can
be thrown away and made again, is opaque here, and is not in the log.

All that changes a store happens inside ``with store.writing():``, one transaction, all or nothing. Inside it reads see what was just
written; everybody else sees it when the block ends. What does not exist reads as None, or is left out of lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Literal, Protocol, Self

from musnad.model import Judgement, Reader, Reading, Receipt, Struct, Words
from musnad.stores.lists import Box, Card, Counts, DocumentTrait, IncidentTrait, MapPlace, Point, Share, Sought, Span, Speaker, Trouble

Kind = Literal["document", "reading", "judgement"]
Order = Literal["date", "latest", "origins", "killed"]
Edge = tuple[str, str, float]


class LogLine(Struct, frozen=True):
    """One line of the log: what was appended when, the SHA-256 of its bytes, and the hashes that chain it to the line before.

    ``id`` is a document's id (of a reading: its document's) or a judgement's number, written on one line (``log.on_one_line``).
    """

    n: int
    at: str
    kind: Kind
    id: str
    digest: str
    previous: str
    hash: str


class Record(Struct, frozen=True):
    """The bytes that log line ``n`` speaks of, and what the columns beside them say: ``(id, sha256)`` of a document, ``(document,
    reader, version)`` of a reading, ``(number,)`` of a judgement."""

    n: int
    kind: Kind
    columns: tuple[str, ...]
    data: bytes


class EventRow(Struct, frozen=True):
    """One event as linking sees it: its key, the blocks in which candidates are sought (0 to 2**63 - 1), and what linking keeps of it."""

    key: str
    blocks: tuple[int, ...]
    data: bytes


class IncidentRow(Struct, frozen=True):
    """One incident with what lists filter and sort by; ``data`` is whatever linking keeps of it.

    Days are ``date.toordinal()``. ``place`` is the site's name, ``region`` what contains it; the site lies within ``radius_km`` of ``lat``
    and ``lon``. ``languages`` are those of the documents. A key belongs to one incident at most.
    """

    id: str
    keys: tuple[str, ...]
    first_day: int | None
    last_day: int | None
    type: str
    lat: float | None
    lon: float | None
    place: str
    region: str
    parties: tuple[str, ...]
    contested: bool
    origins: int
    documents: int
    killed: int | None
    data: bytes
    radius_km: float | None = None
    precision: str = "unknown"
    languages: tuple[str, ...] = ()


class Which(Struct, frozen=True):
    """Which incidents: all conditions given must hold; of several types, parties or languages one is enough.

    ``since`` and ``until`` are day ordinals, both included; an incident is in when its days overlap them, one without a day is not.
    ``place`` is found anywhere in the folded names of place and region. ``origins`` and ``killed`` are the least that will do.
    ``speaker`` is an origin that says something of it. ``words`` must be in one of the documents, ``prefixes`` before them, as ``search``
    finds them; blank words hold for no incident.
    """

    since: int | None = None
    until: int | None = None
    types: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    place: str | None = None
    contested: bool | None = None
    origins: int | None = None
    killed: int | None = None
    located: bool | None = None
    box: Box | None = None
    speaker: str | None = None
    words: str | None = None
    prefixes: tuple[str, ...] = ()


class Hit(Struct, frozen=True):
    """One document found: where the words stand in ``Document.text``, in order, and some words around the first of them.

    ``spans`` is empty when only words that the caller added to the text were found; the snippet is then the beginning of the text.
    """

    document: str
    spans: tuple[tuple[int, int], ...]
    snippet: Words


class Store(Protocol):
    """An archive, open. Closes itself as a context manager; may be used by several threads, of which one writes at a time."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *trouble: object) -> None: ...

    def close(self) -> None:
        """Nothing; the store cannot be used afterwards."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction of this thread: kept when the block ends, forgotten whole when it raises. Not nested.

        Waits up to a minute for another process that writes. StoreError when it cannot be kept (disk full, still busy). After such an
        error inside the block nothing of the block is kept, even if the error is caught there.
        """

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything that this thread reads in the block is of one moment, whoever writes meanwhile. Nothing is written in it."""

    # ------------------------------------------------------------------------------------------------- appended, and in the log

    def add(self, receipt: Receipt, data: bytes, *, search_text: str | None = None) -> bool:
        """Whether the document is new; one whose id is there is left as it is. ``data`` are the bytes received, kept once by hash.

        ``search_text`` is what ``search`` looks at when it is more than the folded text: folded words, then stems or other
        forms. StoreError when ``data`` does not have the hash that the document states.
        """

    def add_reading(self, reading: Reading, at: str) -> bool:
        """Whether the reading is new: the document's current one becomes this, unless that is the same. ``at``: ISO 8601, UTC.

        StoreError when its document is not there.
        """

    def judge(self, judgement: Judgement) -> int:
        """The judgement's number, counted from 1."""

    # --------------------------------------------------------------------------------------------------------------- read back

    def has(self, document: str) -> bool:
        """Whether the document is there."""

    def count(self) -> int:
        """How many documents there are."""

    def receipt(self, document: str) -> Receipt | None:
        """How a document came in, the document with it."""

    def receipts(self, documents: Iterable[str] | None = None) -> Iterator[Receipt]:
        """The receipts of these documents in the order asked, or all in the order they were added."""

    def data(self, sha256: str) -> bytes | None:
        """The bytes received that have this hash."""

    def reading(self, document: str) -> Reading | None:
        """The current reading of a document: the last added."""

    def readings(self, document: str) -> list[Reading]:
        """All readings of a document, oldest first."""

    def current_readings(self, documents: Iterable[str] | None = None) -> Iterator[Reading]:
        """The current readings of these documents in the order asked, or of all in the order of their documents."""

    def unread(self, reader: Reader) -> Iterator[str]:
        """The documents whose current reading is not by this reader in this version, in the order they were added."""

    def judgements(self) -> list[tuple[int, Judgement]]:
        """All judgements with their numbers, oldest first, those withdrawn and those withdrawing too."""

    def judgements_on(self, documents: Iterable[str]) -> list[tuple[int, Judgement]]:
        """The judgements on anything in these documents, and those that withdraw them; as ``judgements`` gives them."""

    # ------------------------------------------------------------------------------------------------------- what pages list

    def cards(self, sought: Sought | None = None, *, limit: int | None = None, offset: int = 0) -> list[Card]:
        """The documents asked for, last added first."""

    def cards_of(self, documents: Iterable[str]) -> list[Card]:
        """These documents, in the order asked."""

    def count_cards(self, sought: Sought | None = None) -> int:
        """How many documents ``cards`` would give without a limit."""

    def document_tally(self, trait: DocumentTrait) -> dict[str, int]:
        """How many documents each publisher, language or kind has, most first; those without one have the empty word."""

    def documents_begun(self, beginning: str, limit: int) -> list[str]:
        """The first ids of documents that begin so, sorted."""

    def troubles(self, stage: str | None = None, *, limit: int | None = None, offset: int = 0) -> list[Trouble]:
        """What issues are about, of one stage or of all, that of most documents first."""

    def trouble_tally(self) -> dict[str, int]:
        """How many different things the issues of each stage are about, most first."""

    def counts(self) -> Counts:
        """How much there is of everything."""

    def log_before(self, n: int | None = None, *, limit: int = 100) -> list[LogLine]:
        """The lines of the log before line ``n``, or the last ones; last first."""

    # ------------------------------------------------------------------------------------------------------- what verify asks

    def log(self) -> Iterator[LogLine]:
        """The log, from its first line."""

    def records(self) -> Iterator[Record]:
        """What was appended, in the order of the log."""

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """The bytes received, each with the hash it is kept under, ordered by hash."""

    def defects(self) -> list[str]:
        """What the database itself finds wrong with its files, in words."""

    # ------------------------------------------------------------------------------------------------------------- near-copies

    def add_bands(self, document: str, bands: Sequence[int], signature: bytes) -> None:
        """Nothing; keeps the signature of a document that is there and the bands (0 to 2**63 - 1) it is found by, instead of earlier."""

    def sharing(self, bands: Sequence[int]) -> list[str]:
        """The documents that have one of the bands, each once, in the order they were added."""

    def signature(self, document: str) -> bytes | None:
        """The signature of a document."""

    # ----------------------------------------------------------------------------------------------------- derived for linking

    def index(self, document: str, rows: Sequence[EventRow]) -> None:
        """Nothing; these are now the document's events, instead of all it had."""

    def in_blocks(self, blocks: Iterable[int]) -> dict[str, bytes]:
        """The events in any of the blocks: key to data."""

    def events(self, keys: Iterable[str]) -> dict[str, bytes]:
        """These events: key to data."""

    def events_of(self, document: str) -> dict[str, bytes]:
        """The events of a document: key to data."""

    def all_events(self) -> Iterator[tuple[str, bytes]]:
        """Every event, key and data, ordered by key."""

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Nothing; each edge between two keys, whichever is named first, now has this weight."""

    def edges_of(self, keys: Iterable[str]) -> list[Edge]:
        """The edges that touch any of the keys, each once as (lesser key, greater key, weight), sorted."""

    def remove_edges(self, keys: Iterable[str]) -> None:
        """Nothing; no edge touches any of the keys any more."""

    def put_incidents(self, rows: Sequence[IncidentRow]) -> None:
        """Nothing; these incidents are now as given.

        StoreError when a key belongs to an incident that is not among them: remove that first.
        """

    def remove_incidents(self, incidents: Iterable[str]) -> None:
        """Nothing; these incidents are no more, and their keys belong to none."""

    def incident(self, incident: str) -> IncidentRow | None:
        """One incident."""

    def incidents_begun(self, beginning: str, limit: int) -> list[str]:
        """The first ids of incidents that begin so, sorted."""

    def incidents(
        self, which: Which | None = None, *, order: Order = "date", limit: int | None = None, offset: int = 0
    ) -> Iterator[IncidentRow]:
        """The incidents asked for. ``date``: earliest first, ``latest``: latest first, ``origins`` and ``killed``: most first.

        Where days or figures are equal the id decides; those without come last.
        """

    def count_incidents(self, which: Which | None = None) -> int:
        """How many incidents ``incidents`` would give without a limit."""

    def points(self, which: Which | None = None, *, order: Order = "date", limit: int | None = None, offset: int = 0) -> list[Point]:
        """What a map shows of the incidents that ``incidents`` would give, those whose place is not known with them."""

    def map_places(self, which: Which | None = None, *, limit: int | None = None, offset: int = 0) -> list[MapPlace]:
        """Where the incidents asked for are, each place once: those with most incidents first, then by latitude, longitude and name."""

    def timeline(self, which: Which | None = None, *, by: Span = "day") -> list[tuple[int, int]]:
        """For each day, month or year in which incidents asked for began: its first day, and how many; earliest first."""

    def incident_tally(self, trait: IncidentTrait) -> dict[str, int]:
        """How many incidents each type, party or language has, most first."""

    def put_shares(self, shares: Mapping[str, Sequence[Share]]) -> None:
        """Nothing; this is now what origins say in each of these incidents, until it is put anew or removed.

        StoreError when one is not there.
        """

    def speakers(self, *, limit: int | None = None, offset: int = 0) -> list[Speaker]:
        """Everyone who says something first-hand, those with most incidents first, then with most claims, then by id."""

    def speaker(self, origin: str) -> Speaker | None:
        """What one origin says, summed over all incidents; None when it says nothing first-hand."""

    def count_speakers(self) -> int:
        """How many speak."""

    def incident_of(self, keys: Iterable[str]) -> dict[str, str]:
        """The incident that each of these keys belongs to; keys of no incident are left out."""

    def members(self, incidents: Iterable[str]) -> dict[str, list[str]]:
        """The keys of each of these incidents, in the order they were put."""

    def clear_incidents(self) -> None:
        """Nothing; there are no edges and incidents any more; the events stay."""

    def clear_links(self) -> None:
        """Nothing; there are no events, edges and incidents any more, to be made again from the readings."""

    def state(self, name: str) -> str | None:
        """A small value kept under a name, such as which linker made what is derived."""

    def set_state(self, name: str, value: str) -> None:
        """Nothing; keeps the value under the name."""

    # ------------------------------------------------------------------------------------------------------------------ search

    def search(self, text: str, *, prefixes: Sequence[str] = (), limit: int = 20, offset: int = 0) -> Iterator[Hit]:
        """The documents that have all words of ``text``, last added first; words between quotation marks stand together.

        A word is found as folded, with any of ``prefixes`` before it, and when it ends in ``*`` with anything after it.
        """

    def set_search_text(self, document: str, text: str) -> None:
        """Nothing; this is now what ``search`` looks at in a document that is there."""
