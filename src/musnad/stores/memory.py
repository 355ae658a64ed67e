"""The store in memory: for tests, and to look at what the interface asks for without a database in the way.

It keeps what it is given in plain dictionaries, and a transaction is a copy of them to go back to. One thread uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from itertools import islice
from typing import Self, TypeVar

from msgspec.structs import replace

from musnad import codec
from musnad.errors import StoreError
from musnad.model import Judgement, Reader, Reading, Receipt
from musnad.stores import memorylists
from musnad.stores.base import Edge, EventRow, Hit, IncidentRow, Kind, LogLine, Order, Record, Which
from musnad.stores.checking import NESTED, OUTSIDE, check_hash, check_incidents, check_keys, unknown
from musnad.stores.lists import Card, Counts, DocumentTrait, IncidentTrait, MapPlace, Point, Share, Sought, Span, Speaker, Trouble
from musnad.stores.log import line_after
from musnad.stores.searching import all_in, asked, hit, words_of
from musnad.stores.summing import bundled, card_of, issues_about
from musnad.text import fold

T = TypeVar("T")


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
    shares: dict[str, tuple[Share, ...]] = field(default_factory=dict)
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

    def judgements_on(self, documents: Iterable[str]) -> list[tuple[int, Judgement]]:
        """The judgements on anything in these documents."""
        wanted = set(documents)
        found = {number for number, judged in self.judgements() if any(anchor.document in wanted for anchor in judged.on)}
        return [(number, judged) for number, judged in self.judgements() if number in found or judged.withdraws in found]

    # ----------------------------------------------------------------------------------------------------- what pages list

    def _cards(self, sought: Sought) -> Iterator[Card]:
        """The documents asked for, last added first."""
        for document, receipt in reversed(self._kept.receipts.items()):
            reading = self.reading(document)
            card = card_of(receipt, reading)
            if memorylists.is_sought(card, sought, issues_about(receipt, reading)):
                yield card

    def cards(self, sought: Sought | None = None, *, limit: int | None = None, offset: int = 0) -> list[Card]:
        """The documents asked for, last added first."""
        return list(_cut(self._cards(sought or Sought()), limit, offset))

    def cards_of(self, documents: Iterable[str]) -> list[Card]:
        """These documents, in the order asked."""
        return [card_of(receipt, self.reading(receipt.document.id)) for receipt in self.receipts(documents)]

    def count_cards(self, sought: Sought | None = None) -> int:
        """How many documents there are of those asked for."""
        return len(self.cards(sought))

    def document_tally(self, trait: DocumentTrait) -> dict[str, int]:
        """How many documents each publisher, language or kind has, most first."""
        return memorylists.tally(getattr(card, trait) for card in self.cards())

    def documents_begun(self, beginning: str, limit: int) -> list[str]:
        """The first ids of documents that begin so."""
        return sorted(document for document in self._kept.receipts if document.startswith(beginning))[:limit]

    def troubles(self, stage: str | None = None, *, limit: int | None = None, offset: int = 0) -> list[Trouble]:
        """What issues are about, that of most documents first."""
        found: dict[tuple[str, str], Trouble] = {}
        for document, receipt in self._kept.receipts.items():
            for (of, about), issue in issues_about(receipt, self.reading(document)).items():
                first = found.get((of, about), Trouble(stage=of, about=about, message=issue.message, documents=0))
                found[of, about] = replace(first, documents=first.documents + 1)
        asked_for = [trouble for trouble in found.values() if stage in (None, trouble.stage)]
        ordered = sorted(asked_for, key=lambda trouble: (-trouble.documents, trouble.stage, trouble.about))
        return list(_cut(ordered, limit, offset))

    def trouble_tally(self) -> dict[str, int]:
        """How many different things the issues of each stage are about, most first."""
        return memorylists.tally(trouble.stage for trouble in self.troubles())

    def counts(self) -> Counts:
        """How much there is of everything."""
        cards = self.cards()
        return Counts(
            documents=len(cards),
            unread=sum(not card.read for card in cards),
            copies=sum(card.copy_of is not None for card in cards),
            events=sum(card.events for card in cards),
            claims=sum(card.claims for card in cards),
            issues=sum(card.issues for card in cards),
            judgements=len(self._kept.judgements),
            incidents=len(self._kept.incidents),
            log=len(self._kept.log),
        )

    def log_before(self, n: int | None = None, *, limit: int = 100) -> list[LogLine]:
        """The lines of the log before line ``n``, last first."""
        return self._kept.log[: None if n is None else max(n - 1, 0)][::-1][:limit]

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
        self.remove_incidents(row.id for row in rows)
        self._to_write().incidents.update({row.id: row for row in rows})

    def remove_incidents(self, incidents: Iterable[str]) -> None:
        """Nothing; these incidents are no more."""
        kept = self._to_write()
        for incident in incidents:
            kept.incidents.pop(incident, None)
            kept.shares.pop(incident, None)

    def incident(self, incident: str) -> IncidentRow | None:
        """One incident."""
        return self._kept.incidents.get(incident)

    def incidents_begun(self, beginning: str, limit: int) -> list[str]:
        """The first ids of incidents that begin so."""
        return sorted(incident for incident in self._kept.incidents if incident.startswith(beginning))[:limit]

    def incidents(
        self, which: Which | None = None, *, order: Order = "date", limit: int | None = None, offset: int = 0
    ) -> Iterator[IncidentRow]:
        """The incidents asked for."""
        return _cut(memorylists.in_order(self._asked(which or Which()), order), limit, offset)

    def count_incidents(self, which: Which | None = None) -> int:
        """How many incidents there are of those asked for."""
        return len(list(self._asked(which or Which())))

    def _asked(self, which: Which) -> Iterator[IncidentRow]:
        rows = (row for row in self._kept.incidents.values() if memorylists.is_asked(row, which) and self._is_told_by(row, which.speaker))
        if which.words is None:
            return rows
        telling = {row.key for document in self._found(which.words, which.prefixes) for row in self._kept.events.get(document, ())}
        return (row for row in rows if not telling.isdisjoint(row.keys))

    def _is_told_by(self, row: IncidentRow, speaker: str | None) -> bool:
        return speaker is None or any(share.origin == speaker for share in self._kept.shares.get(row.id, ()))

    def points(self, which: Which | None = None, *, order: Order = "date", limit: int | None = None, offset: int = 0) -> list[Point]:
        """What a map shows of the incidents asked for."""
        return list(map(memorylists.point, self.incidents(which, order=order, limit=limit, offset=offset)))

    def map_places(self, which: Which | None = None, *, limit: int | None = None, offset: int = 0) -> list[MapPlace]:
        """Where the incidents asked for are, each place once."""
        return list(_cut(memorylists.map_places(self._asked(which or Which())), limit, offset))

    def timeline(self, which: Which | None = None, *, by: Span = "day") -> list[tuple[int, int]]:
        """How many of the incidents asked for began in each day, month or year."""
        return bundled(((row.first_day, 1) for row in self._asked(which or Which()) if row.first_day is not None), by)

    def incident_tally(self, trait: IncidentTrait) -> dict[str, int]:
        """How many incidents each type, party or language has, most first."""
        rows = self._kept.incidents.values()
        if trait == "type":
            return memorylists.tally(row.type for row in rows)
        return memorylists.tally(value for row in rows for value in set(row.parties if trait == "party" else row.languages))

    def put_shares(self, shares: Mapping[str, Sequence[Share]]) -> None:
        """Nothing; this is now what origins say in each of these incidents."""
        check_incidents(shares, self._to_write().incidents)
        self._kept.shares.update((incident, tuple(said)) for incident, said in shares.items())

    def speakers(self, *, limit: int | None = None, offset: int = 0) -> list[Speaker]:
        """Everyone who says something first-hand, those with most incidents first."""
        return list(_cut(memorylists.speakers(self._kept.shares), limit, offset))

    def speaker(self, origin: str) -> Speaker | None:
        """What one origin says, summed over all incidents."""
        return next((speaker for speaker in memorylists.speakers(self._kept.shares) if speaker.id == origin), None)

    def count_speakers(self) -> int:
        """How many speak."""
        return len(self.speakers())

    def incident_of(self, keys: Iterable[str]) -> dict[str, str]:
        """The incident that each of these keys belongs to."""
        wanted = set(keys)
        return {key: row.id for row in self._kept.incidents.values() for key in row.keys if key in wanted}

    def members(self, incidents: Iterable[str]) -> dict[str, list[str]]:
        """The keys of each of these incidents."""
        rows = (self._kept.incidents.get(incident) for incident in incidents)
        return {row.id: list(row.keys) for row in rows if row and row.keys}

    def clear_incidents(self) -> None:
        """Nothing; there are no edges and incidents any more."""
        kept = self._to_write()
        for derived in (kept.edges, kept.incidents, kept.shares):
            derived.clear()

    def clear_links(self) -> None:
        """Nothing; there are no events, edges and incidents any more."""
        kept = self._to_write()
        for derived in (kept.events, kept.edges, kept.incidents, kept.shares):
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
        terms = asked(text, prefixes)
        for document in _cut(self._found(text, prefixes), limit, offset):
            yield hit(self._kept.receipts[document].document, terms)

    def _found(self, text: str, prefixes: Sequence[str]) -> Iterator[str]:
        """The documents that have all words of a text, last added first."""
        terms, kept = asked(text, prefixes), self._kept
        return (document for document in reversed(kept.receipts) if terms and all_in(terms, words_of(kept.words[document])))

    def set_search_text(self, document: str, text: str) -> None:
        """Nothing; this is now what ``search`` looks at in a document."""
        self._known(document)
        self._to_write().words[document] = text


def _cut(values: Iterable[T], limit: int | None, offset: int) -> Iterator[T]:
    return islice(values, offset, None if limit is None else offset + limit)
