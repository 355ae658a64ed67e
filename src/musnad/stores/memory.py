"""The store in memory: for tests, and to look at what the interface asks for without a database in the way.

It keeps what it is given in plain dictionaries, and a transaction is a copy of them to go back to. One thread uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Self

from musnad import codec
from musnad.errors import StoreError
from musnad.model import Judgement, Reader, Reading, Receipt
from musnad.stores.base import Edge, EventRow, Hit, IncidentRow, Kind, LogLine, Order, Record, Which
from musnad.stores.checking import NESTED, OUTSIDE, check_hash, check_keys, unknown
from musnad.stores.log import line_after
from musnad.stores.searching import all_in, asked, hit, words_of
from musnad.text import fold


@dataclass
class _Kept:
    """Everything the store holds; all values inside the dictionaries are replaced, never changed."""

    log: list[LogLine] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    readings: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    bands: dict[str, tuple[frozenset[int], bytes]] = field(default_factory=dict)
    events: dict[str, tuple[EventRow, ...]] = field(default_factory=dict)
    edges: dict[tuple[str, str], float] = field(default_factory=dict)
    incidents: dict[str, IncidentRow] = field(default_factory=dict)
    state: dict[str, str] = field(default_factory=dict)

    def copied(self) -> _Kept:
        return _Kept(**{name: copy(value) for name, value in vars(self).items()})


class MemoryStore:
    """A ``base.Store`` that is gone when the program ends."""

    def __init__(self) -> None:
        self._kept = _Kept()
        self._open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction."""
        if self._open:
            raise StoreError(NESTED)
        before, self._open = self._kept.copied(), True
        try:
            yield
        except BaseException:
            self._kept = before
            raise
        finally:
            self._open = False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Nothing to hold still: one thread uses this store."""
        yield

    def _to_write(self) -> _Kept:
        if not self._open:
            raise StoreError(OUTSIDE)
        return self._kept

    # ------------------------------------------------------------------------------------------------------------ appended

    def add(self, receipt: Receipt, data: bytes, *, search_text: str | None = None) -> bool:
        """Whether the document is new."""
        kept, document, encoded = self._to_write(), receipt.document, codec.encode(receipt)
        check_hash(document, data)
        if document.id in kept.receipts:
            return False
        kept.blobs[document.sha256] = data
        kept.receipts[document.id] = receipt
        kept.words[document.id] = fold(document.text).text if search_text is None else search_text
        self._append("document", (document.id, document.sha256), receipt.added_at, encoded)
        return True

    def add_reading(self, reading: Reading, at: str) -> bool:
        """Whether the reading is new."""
        kept, document = self._to_write(), reading.document.id
        self._known(document)
        earlier = kept.readings.get(document, ())
        if earlier and earlier[-1] == reading:
            return False
        kept.readings[document] = (*earlier, reading)
        self._append("reading", (document, reading.reader.name, reading.reader.version), at, codec.encode(reading))
        return True

    def judge(self, judgement: Judgement) -> int:
        """The judgement's number."""
        kept = self._to_write()
        kept.judgements.append(judgement)
        number = len(kept.judgements)
        self._append("judgement", (str(number),), judgement.at, codec.encode(judgement))
        return number

    def _append(self, kind: Kind, columns: tuple[str, ...], at: str, data: bytes) -> None:
        log = self._kept.log
        line = line_after(log[-1] if log else None, at=at, kind=kind, id=columns[0], data=data)
        log.append(line)
        self._kept.records.append(Record(n=line.n, kind=kind, columns=columns, data=data))

    def _known(self, document: str) -> None:
        if document not in self._kept.receipts:
            raise unknown(document)

    # ----------------------------------------------------------------------------------------------------------- read back

    def has(self, document: str) -> bool:
        """Whether the document is there."""
        return document in self._kept.receipts

    def count(self) -> int:
        """How many documents there are."""
        return len(self._kept.receipts)

    def receipt(self, document: str) -> Receipt | None:
        """How a document came in."""
        return self._kept.receipts.get(document)

    def receipts(self, documents: Iterable[str] | None = None) -> Iterator[Receipt]:
        """The receipts of these documents, or all."""
        receipts = self._kept.receipts
        wanted = list(receipts) if documents is None else dict.fromkeys(documents)
        return iter([receipts[document] for document in wanted if document in receipts])

    def data(self, sha256: str) -> bytes | None:
        """The bytes received that have this hash."""
        return self._kept.blobs.get(sha256)

    def reading(self, document: str) -> Reading | None:
        """The current reading of a document."""
        return next(iter(self.readings(document)[-1:]), None)

    def readings(self, document: str) -> list[Reading]:
        """All readings of a document, oldest first."""
        return list(self._kept.readings.get(document, ()))

    def current_readings(self, documents: Iterable[str] | None = None) -> Iterator[Reading]:
        """The current readings of these documents, or of all."""
        readings = self._kept.readings
        wanted = self._kept.receipts if documents is None else dict.fromkeys(documents)
        return iter([readings[document][-1] for document in wanted if document in readings])

    def unread(self, reader: Reader) -> Iterator[str]:
        """The documents whose current reading is not by this reader."""
        by = {document: readings[-1].reader for document, readings in self._kept.readings.items()}
        return iter([document for document in self._kept.receipts if by.get(document) != reader])

    def judgements(self) -> list[tuple[int, Judgement]]:
        """All judgements with their numbers, oldest first."""
        return list(enumerate(self._kept.judgements, 1))

    # ----------------------------------------------------------------------------------------------------------- verify

    def log(self) -> Iterator[LogLine]:
        """The log, from its first line."""
        return iter(list(self._kept.log))

    def records(self) -> Iterator[Record]:
        """What was appended, in the order of the log."""
        return iter(list(self._kept.records))

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """The bytes received, ordered by hash."""
        return iter(sorted(self._kept.blobs.items()))

    def defects(self) -> list[str]:
        """None: there is no file to be damaged."""
        return []

    # ----------------------------------------------------------------------------------------------------------- near-copies

    def add_bands(self, document: str, bands: Sequence[int], signature: bytes) -> None:
        """Nothing; keeps the signature of a document and the bands it is found by."""
        kept = self._to_write()
        self._known(document)
        kept.bands[document] = (frozenset(bands), signature)

    def sharing(self, bands: Sequence[int]) -> list[str]:
        """The documents that have one of the bands."""
        kept, wanted = self._kept, set(bands)
        return [document for document in kept.receipts if document in kept.bands and kept.bands[document][0] & wanted]

    def signature(self, document: str) -> bytes | None:
        """The signature of a document."""
        return self._kept.bands.get(document, (None, None))[1]

    # ----------------------------------------------------------------------------------------------------------- for linking

    def index(self, document: str, rows: Sequence[EventRow]) -> None:
        """Nothing; these are now the document's events."""
        self._to_write().events[document] = tuple(rows)

    def _rows(self) -> Iterator[EventRow]:
        return (row for rows in self._kept.events.values() for row in rows)

    def in_blocks(self, blocks: Iterable[int]) -> dict[str, bytes]:
        """The events in any of the blocks."""
        wanted = set(blocks)
        return {row.key: row.data for row in self._rows() if not wanted.isdisjoint(row.blocks)}

    def events(self, keys: Iterable[str]) -> dict[str, bytes]:
        """These events."""
        wanted = set(keys)
        return {row.key: row.data for row in self._rows() if row.key in wanted}

    def events_of(self, document: str) -> dict[str, bytes]:
        """The events of a document."""
        return {row.key: row.data for row in self._kept.events.get(document, ())}

    def all_events(self) -> Iterator[tuple[str, bytes]]:
        """Every event, ordered by key."""
        return iter(sorted((row.key, row.data) for row in self._rows()))

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Nothing; these edges have these weights."""
        self._to_write().edges.update({(min(a, b), max(a, b)): weight for a, b, weight in edges})

    def edges_of(self, keys: Iterable[str]) -> list[Edge]:
        """The edges that touch any of the keys."""
        wanted = set(keys)
        return sorted((a, b, weight) for (a, b), weight in self._kept.edges.items() if a in wanted or b in wanted)

    def remove_edges(self, keys: Iterable[str]) -> None:
        """Nothing; no edge touches any of the keys."""
        edges = self._to_write().edges
        for a, b, _ in self.edges_of(keys):
            del edges[a, b]

    def put_incidents(self, rows: Sequence[IncidentRow]) -> None:
        """Nothing; these incidents are now as given."""
        check_keys(rows, self.incident_of(key for row in rows for key in row.keys))
        self._to_write().incidents.update({row.id: row for row in rows})

    def remove_incidents(self, incidents: Iterable[str]) -> None:
        """Nothing; these incidents are no more."""
        kept = self._to_write()
        for incident in incidents:
            kept.incidents.pop(incident, None)

    def incident(self, incident: str) -> IncidentRow | None:
        """One incident."""
        return self._kept.incidents.get(incident)

    def incidents(
        self, which: Which | None = None, *, order: Order = "date", limit: int | None = None, offset: int = 0
    ) -> Iterator[IncidentRow]:
        """The incidents asked for."""
        found = sorted(self._asked(which or Which()), key=lambda row: (_place_in(order, row), row.id))
        return islice(found, offset, None if limit is None else offset + limit)

    def count_incidents(self, which: Which | None = None) -> int:
        """How many incidents there are of those asked for."""
        return len(list(self._asked(which or Which())))

    def _asked(self, which: Which) -> Iterator[IncidentRow]:
        return (row for row in self._kept.incidents.values() if _is_asked(row, which))

    def incident_of(self, keys: Iterable[str]) -> dict[str, str]:
        """The incident that each of these keys belongs to."""
        wanted = set(keys)
        return {key: row.id for row in self._kept.incidents.values() for key in row.keys if key in wanted}

    def members(self, incidents: Iterable[str]) -> dict[str, list[str]]:
        """The keys of each of these incidents."""
        rows = (self._kept.incidents.get(incident) for incident in incidents)
        return {row.id: list(row.keys) for row in rows if row and row.keys}

    def clear_links(self) -> None:
        """Nothing; there are no events, edges and incidents any more."""
        kept = self._to_write()
        for derived in (kept.events, kept.edges, kept.incidents):
            derived.clear()

    def state(self, name: str) -> str | None:
        """A small value kept under a name."""
        return self._kept.state.get(name)

    def set_state(self, name: str, value: str) -> None:
        """Nothing; keeps the value under the name."""
        self._to_write().state[name] = value

    # ----------------------------------------------------------------------------------------------------------- search

    def search(self, text: str, *, prefixes: Sequence[str] = (), limit: int = 20, offset: int = 0) -> Iterator[Hit]:
        """The documents that have all words of ``text``, last added first."""
        terms, kept = asked(text, prefixes), self._kept
        if not terms:
            return
        found = (document for document in reversed(kept.receipts) if all_in(terms, words_of(kept.words[document])))
        for document in islice(found, offset, offset + limit):
            yield hit(kept.receipts[document].document, terms)

    def set_search_text(self, document: str, text: str) -> None:
        """Nothing; this is now what ``search`` looks at in a document."""
        self._known(document)
        self._to_write().words[document] = text


def _place_in(order: Order, row: IncidentRow) -> tuple[bool, int]:
    """What a row is sorted by: those without the value last."""
    values: dict[Order, Any] = {"date": row.first_day, "latest": row.first_day, "origins": row.origins, "killed": row.killed}
    value = values[order]
    if value is None:
        return True, 0
    return False, value if order == "date" else -value


def _is_asked(row: IncidentRow, which: Which) -> bool:
    return (
        (which.since is None or (row.last_day is not None and row.last_day >= which.since))
        and (which.until is None or (row.first_day is not None and row.first_day <= which.until))
        and (which.type is None or row.type == which.type)
        and (which.party is None or which.party in row.parties)
        and (which.place is None or fold(which.place).text in fold(f"{row.place}\n{row.region}").text)
        and (which.contested is None or row.contested == which.contested)
    )
