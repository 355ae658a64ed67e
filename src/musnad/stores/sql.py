"""The store in an SQL database: SQLAlchemy Core statements, made once; what only SQLite does is in ``sqlite.py``.

The larger parts are modules of functions over a connection: ``sqlrecords`` what is appended, ``sqlcards`` what pages list of it,
``sqllinks`` what linking derives, ``sqlincidents`` the incidents. ``sqltransactions`` holds the connections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from musnad import codec
from musnad.model import Judgement, Reader, Reading, Receipt
from musnad.stores import sqlcards, sqlincidents, sqlite, sqllinks, sqlrecords
from musnad.stores.base import Edge, EventRow, Hit, IncidentRow, Kind, LogLine, Order, Record, Which
from musnad.stores.checking import check_hash, unknown
from musnad.stores.lists import Card, Counts, DocumentTrait, IncidentTrait, MapPlace, Point, Share, Sought, Span, Speaker, Trouble
from musnad.stores.log import line_after
from musnad.stores.packing import in_chunks, unpacked
from musnad.stores.schema import DOCUMENT, INCIDENT
from musnad.stores.searching import asked, hit
from musnad.stores.sqltransactions import Transactions
from musnad.stores.summing import bundled
from musnad.text import fold


class SqlStore(Transactions):
    """A ``base.Store`` in the file of an SQLite database."""

    # ------------------------------------------------------------------------------------------------------------ appended

    def add(self, receipt: Receipt, data: bytes, *, search_text: str | None = None) -> bool:
        """Whether the document is new."""
        connection, document, encoded = self._to_write(), receipt.document, codec.encode(receipt)
        check_hash(document, data)
        if sqlrecords.number_of(connection, document.id) is not None:
            return False
        words = fold(document.text).text if search_text is None else search_text
        sqlrecords.put_blob(connection, document.sha256, data)
        n = self._append("document", document.id, receipt.added_at, encoded)
        sqlrecords.put_document(connection, n, document, encoded)
        sqlite.put_words(connection, n, words)
        sqlcards.put(connection, n, receipt)
        return True

    def add_reading(self, reading: Reading, at: str) -> bool:
        """Whether the reading is new."""
        connection, encoded, document = self._to_write(), codec.encode(reading), reading.document.id
        number = self._number(connection, document)
        if sqlrecords.current_bytes(connection, document) == encoded:
            return False
        sqlrecords.put_reading(connection, self._append("reading", document, at, encoded), reading, encoded)
        receipt = codec.receipt(sqlrecords.documents_among(connection, [document])[document])
        sqlcards.replace(connection, number, receipt, reading)
        return True

    def judge(self, judgement: Judgement) -> int:
        """The judgement's number."""
        connection, encoded = self._to_write(), codec.encode(judgement)
        number = sqlrecords.judgement_count(connection) + 1
        sqlrecords.put_judgement(connection, self._append("judgement", str(number), judgement.at, encoded), number, encoded)
        sqlcards.put_judged(connection, number, judgement)
        return number

    def _append(self, kind: Kind, id: str, at: str, data: bytes) -> int:
        """The number of a new line of the log."""
        line = line_after(self._here.last, at=at, kind=kind, id=id, data=data)
        sqlrecords.put_line(self._to_write(), line)
        self._here.last = line
        return line.n

    def _number(self, connection: Connection, document: str) -> int:
        number = sqlrecords.number_of(connection, document)
        if number is None:
            raise unknown(document)
        return number

    # ----------------------------------------------------------------------------------------------------------- read back

    def has(self, document: str) -> bool:
        """Whether the document is there."""
        with self._reading() as connection:
            return sqlrecords.number_of(connection, document) is not None

    def count(self) -> int:
        """How many documents there are."""
        with self._reading() as connection:
            return sqlrecords.document_count(connection)

    def receipt(self, document: str) -> Receipt | None:
        """How a document came in."""
        return next(self.receipts([document]), None)

    def receipts(self, documents: Iterable[str] | None = None) -> Iterator[Receipt]:
        """The receipts of these documents, or all."""
        if documents is None:
            for page in self._pages(sqlrecords.ALL_DOCUMENTS):
                yield from (codec.receipt(sqlrecords.intact(row)) for row in page)
            return
        for chunk in in_chunks(documents):
            with self._reading() as connection:
                kept = sqlrecords.documents_among(connection, chunk)
            yield from (codec.receipt(kept[document]) for document in chunk if document in kept)

    def data(self, sha256: str) -> bytes | None:
        """The bytes received that have this hash."""
        with self._reading() as connection:
            return sqlrecords.blob(connection, sha256)

    def reading(self, document: str) -> Reading | None:
        """The current reading of a document."""
        with self._reading() as connection:
            kept = sqlrecords.current_bytes(connection, document)
        return None if kept is None else codec.reading(kept)

    def readings(self, document: str) -> list[Reading]:
        """All readings of a document, oldest first."""
        with self._reading() as connection:
            return [codec.reading(kept) for kept in sqlrecords.all_bytes(connection, document)]

    def current_readings(self, documents: Iterable[str] | None = None) -> Iterator[Reading]:
        """The current readings of these documents, or of all."""
        every = ([row.id for row in page] for page in self._pages(sqlrecords.READERS))
        for chunk in every if documents is None else in_chunks(documents):
            with self._reading() as connection:
                kept = sqlrecords.current_among(connection, chunk)
            yield from (codec.reading(kept[document]) for document in chunk if document in kept)

    def unread(self, reader: Reader) -> Iterator[str]:
        """The documents whose current reading is not by this reader."""
        for page in self._pages(sqlrecords.READERS):
            yield from (row.id for row in page if (row.reader, row.version) != (reader.name, reader.version))

    def judgements(self) -> list[tuple[int, Judgement]]:
        """All judgements with their numbers, oldest first."""
        with self._reading() as connection:
            return [(number, codec.judgement(kept)) for number, kept in sqlrecords.judgements(connection)]

    def judgements_on(self, documents: Iterable[str]) -> list[tuple[int, Judgement]]:
        """The judgements on anything in these documents."""
        with self._reading() as connection:
            rows = sqlcards.judged(connection, documents)
        return [(row.number, codec.judgement(sqlrecords.intact(row))) for row in rows]

    # ----------------------------------------------------------------------------------------------------- what pages list

    def cards(self, sought: Sought | None = None, *, limit: int | None = None, offset: int = 0) -> list[Card]:
        """The documents asked for, last added first."""
        with self._reading() as connection:
            return sqlcards.cards(connection, sought or Sought(), limit, offset)

    def cards_of(self, documents: Iterable[str]) -> list[Card]:
        """These documents, in the order asked."""
        with self._reading() as connection:
            return sqlcards.cards_of(connection, documents)

    def count_cards(self, sought: Sought | None = None) -> int:
        """How many documents there are of those asked for."""
        with self._reading() as connection:
            return sqlcards.count(connection, sought or Sought())

    def document_tally(self, trait: DocumentTrait) -> dict[str, int]:
        """How many documents each publisher, language or kind has, most first."""
        with self._reading() as connection:
            return sqlcards.tally(connection, trait)

    def documents_begun(self, beginning: str, limit: int) -> list[str]:
        """The first ids of documents that begin so."""
        with self._reading() as connection:
            return list(connection.execute(sqlcards.begun(DOCUMENT.c.id, beginning, limit)).scalars())

    def troubles(self, stage: str | None = None, *, limit: int | None = None, offset: int = 0) -> list[Trouble]:
        """What issues are about, that of most documents first."""
        with self._reading() as connection:
            return sqlcards.troubles(connection, stage, limit, offset)

    def trouble_tally(self) -> dict[str, int]:
        """How many different things the issues of each stage are about, most first."""
        with self._reading() as connection:
            return sqlcards.trouble_tally(connection)

    def counts(self) -> Counts:
        """How much there is of everything."""
        with self._reading() as connection:
            return sqlcards.counts(connection)

    def log_before(self, n: int | None = None, *, limit: int = 100) -> list[LogLine]:
        """The lines of the log before line ``n``, last first."""
        with self._reading() as connection:
            return sqlrecords.lines_before(connection, n, limit)

    # ----------------------------------------------------------------------------------------------------------- verify

    def log(self) -> Iterator[LogLine]:
        """The log, from its first line."""
        for page in self._pages(sqlrecords.ALL_LINES):
            yield from map(sqlrecords.log_line, page)

    def records(self) -> Iterator[Record]:
        """What was appended, in the order of the log."""
        for page in self._pages(sqlrecords.ALL_RECORDS):
            yield from map(sqlrecords.record, page)

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """The bytes received, ordered by hash."""
        for page in self._pages(sqlrecords.ALL_BLOBS, ""):
            for name, size, kept in page:
                data = unpacked(size, kept)
                yield name, kept if data is None else data

    def defects(self) -> list[str]:
        """What the database itself finds wrong."""
        with self._reading() as connection:
            return sqlite.defects(connection)

    # ----------------------------------------------------------------------------------------------------------- near-copies

    def add_bands(self, document: str, bands: Sequence[int], signature: bytes) -> None:
        """Nothing; keeps the signature of a document and the bands it is found by."""
        connection = self._to_write()
        sqllinks.put_bands(connection, self._number(connection, document), bands, signature)

    def sharing(self, bands: Sequence[int]) -> list[str]:
        """The documents that have one of the bands."""
        with self._reading() as connection:
            return sqllinks.sharing(connection, bands)

    def signature(self, document: str) -> bytes | None:
        """The signature of a document."""
        with self._reading() as connection:
            return sqllinks.signature(connection, document)

    # ----------------------------------------------------------------------------------------------------------- for linking

    def index(self, document: str, rows: Sequence[EventRow]) -> None:
        """Nothing; these are now the document's events."""
        sqllinks.index(self._to_write(), document, rows)

    def in_blocks(self, blocks: Iterable[int]) -> dict[str, bytes]:
        """The events in any of the blocks."""
        with self._reading() as connection:
            return sqllinks.in_blocks(connection, blocks)

    def events(self, keys: Iterable[str]) -> dict[str, bytes]:
        """These events."""
        with self._reading() as connection:
            return sqllinks.events(connection, keys)

    def events_of(self, document: str) -> dict[str, bytes]:
        """The events of a document."""
        with self._reading() as connection:
            return sqllinks.events_of(connection, document)

    def all_events(self) -> Iterator[tuple[str, bytes]]:
        """Every event, ordered by key."""
        for page in self._pages(sqllinks.ALL_EVENTS, ""):
            yield from ((key, data) for key, data in page)

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Nothing; these edges have these weights."""
        sqllinks.put_edges(self._to_write(), edges)

    def edges_of(self, keys: Iterable[str]) -> list[Edge]:
        """The edges that touch any of the keys."""
        with self._reading() as connection:
            return sqllinks.edges_of(connection, keys)

    def remove_edges(self, keys: Iterable[str]) -> None:
        """Nothing; no edge touches any of the keys."""
        sqllinks.remove_edges(self._to_write(), keys)

    def put_incidents(self, rows: Sequence[IncidentRow]) -> None:
        """Nothing; these incidents are now as given."""
        sqlincidents.put(self._to_write(), rows)

    def remove_incidents(self, incidents: Iterable[str]) -> None:
        """Nothing; these incidents are no more."""
        sqlincidents.remove(self._to_write(), incidents)

    def incident(self, incident: str) -> IncidentRow | None:
        """One incident."""
        with self._reading() as connection:
            number = sqlincidents.number_of(connection, incident)
            return None if number is None else sqlincidents.rows(connection, [number])[0]

    def incidents_begun(self, beginning: str, limit: int) -> list[str]:
        """The first ids of incidents that begin so."""
        with self._reading() as connection:
            return list(connection.execute(sqlcards.begun(INCIDENT.c.id, beginning, limit)).scalars())

    def incidents(
        self, which: Which | None = None, *, order: Order = "date", limit: int | None = None, offset: int = 0
    ) -> Iterator[IncidentRow]:
        """The incidents asked for."""
        with self._reading() as connection:
            found = sqlincidents.numbers(connection, which or Which(), order, limit, offset)
        for chunk in in_chunks(found):
            with self._reading() as connection:
                rows = sqlincidents.rows(connection, chunk)
            yield from rows

    def count_incidents(self, which: Which | None = None) -> int:
        """How many incidents there are of those asked for."""
        with self._reading() as connection:
            return sqlincidents.count(connection, which or Which())

    def points(self, which: Which | None = None, *, order: Order = "date", limit: int | None = None, offset: int = 0) -> list[Point]:
        """What a map shows of the incidents asked for."""
        with self._reading() as connection:
            return sqlincidents.points(connection, which or Which(), order, limit, offset)

    def map_places(self, which: Which | None = None, *, limit: int | None = None, offset: int = 0) -> list[MapPlace]:
        """Where the incidents asked for are, each place once."""
        with self._reading() as connection:
            return sqlincidents.map_places(connection, which or Which(), limit, offset)

    def timeline(self, which: Which | None = None, *, by: Span = "day") -> list[tuple[int, int]]:
        """How many of the incidents asked for began in each day, month or year."""
        with self._reading() as connection:
            return bundled(sqlincidents.days(connection, which or Which()), by)

    def incident_tally(self, trait: IncidentTrait) -> dict[str, int]:
        """How many incidents each type, party or language has, most first."""
        with self._reading() as connection:
            return sqlincidents.tally(connection, trait)

    def put_shares(self, shares: Mapping[str, Sequence[Share]]) -> None:
        """Nothing; this is now what origins say in each of these incidents."""
        sqlincidents.put_shares(self._to_write(), shares)

    def speakers(self, *, limit: int | None = None, offset: int = 0) -> list[Speaker]:
        """Everyone who says something first-hand, those with most incidents first."""
        with self._reading() as connection:
            return sqlincidents.speakers(connection, limit, offset)

    def speaker(self, origin: str) -> Speaker | None:
        """What one origin says, summed over all incidents."""
        with self._reading() as connection:
            return sqlincidents.speaker(connection, origin)

    def count_speakers(self) -> int:
        """How many speak."""
        with self._reading() as connection:
            return sqlincidents.speaker_count(connection)

    def incident_of(self, keys: Iterable[str]) -> dict[str, str]:
        """The incident that each of these keys belongs to."""
        with self._reading() as connection:
            return sqlincidents.incident_of(connection, keys)

    def members(self, incidents: Iterable[str]) -> dict[str, list[str]]:
        """The keys of each of these incidents."""
        with self._reading() as connection:
            return sqlincidents.members(connection, incidents)

    def clear_incidents(self) -> None:
        """Nothing; there are no edges and incidents any more."""
        sqlincidents.clear(self._to_write())
        sqllinks.clear_edges(self._to_write())

    def clear_links(self) -> None:
        """Nothing; there are no events, edges and incidents any more."""
        sqlincidents.clear(self._to_write())
        sqllinks.clear(self._to_write())

    def state(self, name: str) -> str | None:
        """A small value kept under a name."""
        with self._reading() as connection:
            return sqllinks.state(connection, name)

    def set_state(self, name: str, value: str) -> None:
        """Nothing; keeps the value under the name."""
        sqllinks.set_state(self._to_write(), name, value)

    # ----------------------------------------------------------------------------------------------------------- search

    def search(self, text: str, *, prefixes: Sequence[str] = (), limit: int = 20, offset: int = 0) -> Iterator[Hit]:
        """The documents that have all words of ``text``, last added first."""
        terms = asked(text, prefixes)
        if not terms:
            return
        with self._reading() as connection:
            found = sqlrecords.ids_of(connection, sqlite.find(connection, terms, limit, offset))
        for receipt in self.receipts(found):
            yield hit(receipt.document, terms)

    def set_search_text(self, document: str, text: str) -> None:
        """Nothing; this is now what ``search`` looks at in a document."""
        connection = self._to_write()
        sqlite.replace_words(connection, self._number(connection, document), text)
