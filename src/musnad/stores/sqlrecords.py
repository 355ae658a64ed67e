"""What is only ever appended, in SQL: the log, the bytes received, documents, readings and judgements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Label, Select, Table, bindparam, cast, func, insert, literal, null, select, union_all
from sqlalchemy.types import LargeBinary, Text

from musnad.errors import StoreError
from musnad.model import Document, Reading
from musnad.stores.base import LogLine, Record
from musnad.stores.packing import CHUNK, in_chunks, packed, unpacked
from musnad.stores.schema import BLOB, DOCUMENT, JUDGEMENT, LOG, READING

_AFTER: BindParameter[Any] = bindparam("after")
_AMONG: BindParameter[Any] = bindparam("among", expanding=True)

# ------------------------------------------------------------------------------------------------------------------- the log

_LAST_LINE = select(LOG).order_by(LOG.c.n.desc()).limit(1)
_PUT_LINE = insert(LOG)
ALL_LINES = select(LOG).where(LOG.c.n > _AFTER).order_by(LOG.c.n).limit(4 * CHUNK)


def log_line(row: Any) -> LogLine:
    """A row of the log."""
    return LogLine(**row._mapping)


def last_line(connection: Connection) -> LogLine | None:
    """The last line of the log."""
    row = connection.execute(_LAST_LINE).one_or_none()
    return None if row is None else log_line(row)


def lines_before(connection: Connection, n: int | None, limit: int) -> list[LogLine]:
    """The lines of the log before line ``n``, or the last ones; last first."""
    statement = select(LOG).order_by(LOG.c.n.desc()).limit(limit)
    return [log_line(row) for row in connection.execute(statement if n is None else statement.where(LOG.c.n < n))]


def put_line(connection: Connection, line: LogLine) -> None:
    """Nothing; the log has one line more."""
    connection.execute(_PUT_LINE, {name: getattr(line, name) for name in LogLine.__struct_fields__})


# ----------------------------------------------------------------------------------------------------- all that was appended


def _raw(table: Table) -> Label[bytes]:
    """The data of a table as bytes, whatever somebody put there instead: verify must be able to read it."""
    return cast(table.c.data, LargeBinary).label("data")


def _kind(name: str, table: Any, first: Any, *others: Any) -> Select[Any]:
    columns = [first, *others, *[cast(null(), Text)] * (2 - len(others))]
    named = [column.label(label) for column, label in zip(columns, ("a", "b", "c"), strict=True)]
    rows = select(table.c.n.label("n"), literal(name).label("kind"), *named, table.c.size, _raw(table))
    return select(rows.where(table.c.n > _AFTER).order_by(table.c.n).limit(CHUNK).subquery())


_EACH = union_all(
    _kind("document", DOCUMENT, DOCUMENT.c.id, DOCUMENT.c.sha256),
    _kind("reading", READING, READING.c.document, READING.c.reader, READING.c.version),
    _kind("judgement", JUDGEMENT, cast(JUDGEMENT.c.number, Text)),
).subquery()
ALL_RECORDS = select(_EACH).order_by(_EACH.c.n).limit(CHUNK)


def record(row: Any) -> Record:
    """A row of ``ALL_RECORDS``; bytes that cannot be unpacked are given as they are."""
    data = unpacked(row.size, row.data)
    columns = tuple(str(value) for value in (row.a, row.b, row.c) if value is not None)
    return Record(n=row.n, kind=row.kind, columns=columns, data=row.data if data is None else data)


def intact(row: Any) -> bytes:
    """The bytes of a row that has a size and data; StoreError when they cannot be unpacked."""
    data = unpacked(row.size, row.data)
    if data is None:
        raise StoreError("the archive is damaged: something kept in it cannot be unpacked; run musnad verify, which says what it is")
    return data


# ------------------------------------------------------------------------------------------------------------------ documents

_NUMBER = select(DOCUMENT.c.n).where(DOCUMENT.c.id == bindparam("id"))
_COUNT = select(func.count()).select_from(DOCUMENT)
_PUT_DOCUMENT = insert(DOCUMENT)
_DOCUMENTS = select(DOCUMENT.c.id, DOCUMENT.c.size, DOCUMENT.c.data).where(DOCUMENT.c.id.in_(_AMONG))
_IDS = select(DOCUMENT.c.n, DOCUMENT.c.id).where(DOCUMENT.c.n.in_(_AMONG))
ALL_DOCUMENTS = select(DOCUMENT.c.n, DOCUMENT.c.size, DOCUMENT.c.data).where(DOCUMENT.c.n > _AFTER).order_by(DOCUMENT.c.n).limit(CHUNK)
_HAS_BLOB = select(BLOB.c.sha256).where(BLOB.c.sha256 == bindparam("sha256"))
_PUT_BLOB = insert(BLOB)
_BLOB = select(BLOB.c.size, BLOB.c.data).where(BLOB.c.sha256 == bindparam("sha256"))
ALL_BLOBS = (
    select(BLOB.c.sha256, BLOB.c.size, _raw(BLOB)).where(BLOB.c.sha256 > _AFTER).order_by(BLOB.c.sha256).limit(50)
)  # a page received may be megabytes


def number_of(connection: Connection, document: str) -> int | None:
    """The number of the log line that added a document."""
    return connection.execute(_NUMBER, {"id": document}).scalar()


def ids_of(connection: Connection, numbers: Sequence[int]) -> list[str]:
    """The ids of documents by their numbers, in the order given."""
    kept = {n: id for chunk in in_chunks(numbers) for n, id in connection.execute(_IDS, {"among": chunk})}
    return [kept[number] for number in numbers if number in kept]


def document_count(connection: Connection) -> int:
    """How many documents there are."""
    return int(connection.execute(_COUNT).scalar_one())


def put_blob(connection: Connection, name: str, data: bytes) -> None:
    """Nothing; the bytes are there under their hash."""
    if connection.execute(_HAS_BLOB, {"sha256": name}).first() is None:
        size, kept = packed(data)
        connection.execute(_PUT_BLOB, {"sha256": name, "size": size, "data": kept})


def blob(connection: Connection, name: str) -> bytes | None:
    """The bytes that have this hash."""
    row = connection.execute(_BLOB, {"sha256": name}).one_or_none()
    return None if row is None else intact(row)


def put_document(connection: Connection, n: int, document: Document, encoded: bytes) -> None:
    """Nothing; the document is there."""
    size, kept = packed(encoded)
    connection.execute(_PUT_DOCUMENT, {"n": n, "id": document.id, "sha256": document.sha256, "size": size, "data": kept})


def documents_among(connection: Connection, documents: Sequence[str]) -> dict[str, bytes]:
    """The encoded receipts of those of the documents that are there."""
    return {row.id: intact(row) for row in connection.execute(_DOCUMENTS, {"among": documents})}


# ------------------------------------------------------------------------------------------------------------------- readings

_PUT_READING = insert(READING)
_OF_DOCUMENT = select(READING.c.size, READING.c.data).where(READING.c.document == bindparam("id")).order_by(READING.c.n)
_CURRENT = select(READING.c.size, READING.c.data).where(READING.c.document == bindparam("id")).order_by(READING.c.n.desc()).limit(1)
_LATEST = select(func.max(READING.c.n)).where(READING.c.document.in_(_AMONG)).group_by(READING.c.document)
_CURRENT_AMONG = select(READING.c.document, READING.c.size, READING.c.data).where(READING.c.n.in_(_LATEST))
_LATER = READING.alias()
_LATEST_OF = select(func.max(_LATER.c.n)).where(_LATER.c.document == DOCUMENT.c.id).correlate(DOCUMENT).scalar_subquery()
READERS = (
    select(DOCUMENT.c.n, DOCUMENT.c.id, READING.c.reader, READING.c.version)
    .outerjoin_from(DOCUMENT, READING, READING.c.n == _LATEST_OF)
    .where(DOCUMENT.c.n > _AFTER)
    .order_by(DOCUMENT.c.n)
    .limit(CHUNK)
)


def put_reading(connection: Connection, n: int, reading: Reading, encoded: bytes) -> None:
    """Nothing; the reading is its document's current one."""
    size, kept = packed(encoded)
    row = {"n": n, "document": reading.document.id, "reader": reading.reader.name, "version": reading.reader.version}
    connection.execute(_PUT_READING, row | {"size": size, "data": kept})


def current_bytes(connection: Connection, document: str) -> bytes | None:
    """The encoded current reading of a document."""
    row = connection.execute(_CURRENT, {"id": document}).one_or_none()
    return None if row is None else intact(row)


def all_bytes(connection: Connection, document: str) -> list[bytes]:
    """The encoded readings of a document, oldest first."""
    return [intact(row) for row in connection.execute(_OF_DOCUMENT, {"id": document})]


def current_among(connection: Connection, documents: Sequence[str]) -> dict[str, bytes]:
    """The encoded current readings of those of the documents that have one."""
    return {row.document: intact(row) for row in connection.execute(_CURRENT_AMONG, {"among": documents})}


# ----------------------------------------------------------------------------------------------------------------- judgements

_PUT_JUDGEMENT = insert(JUDGEMENT)
_JUDGEMENTS = select(JUDGEMENT.c.number, JUDGEMENT.c.size, JUDGEMENT.c.data).order_by(JUDGEMENT.c.number)
_LAST_NUMBER = select(func.coalesce(func.max(JUDGEMENT.c.number), 0))


def judgement_count(connection: Connection) -> int:
    """How many judgements there are."""
    return int(connection.execute(_LAST_NUMBER).scalar_one())


def put_judgement(connection: Connection, n: int, number: int, encoded: bytes) -> None:
    """Nothing; the judgement is there."""
    size, kept = packed(encoded)
    connection.execute(_PUT_JUDGEMENT, {"n": n, "number": number, "size": size, "data": kept})


def judgements(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """The numbers and encoded judgements, oldest first."""
    return ((row.number, intact(row)) for row in connection.execute(_JUDGEMENTS))
