"""What is derived and opaque, in SQL: near-copy bands, the events in their blocks, the edges between them, small values by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Executable, Table, and_, bindparam, delete, func, insert, or_, select

from musnad.stores.base import Edge, EventRow
from musnad.stores.packing import CHUNK, in_chunks, packed_numbers, unpacked_numbers
from musnad.stores.schema import BAND, BLOCK, DOCUMENT, EDGE, EVENT, SIGNATURE, STATE

_AMONG: BindParameter[Any] = bindparam("among", expanding=True)


def among(connection: Connection, statement: Executable, values: Iterable[Any]) -> Iterator[Any]:
    """The rows of a statement for each chunk of the values."""
    for chunk in in_chunks(values):
        yield from connection.execute(statement, {"among": chunk}).all()


def run_among(connection: Connection, statement: Executable, values: Iterable[Any]) -> None:
    """Nothing; the statement is run for each chunk of the values."""
    for chunk in in_chunks(values):
        connection.execute(statement, {"among": chunk})


def put_all(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Nothing; the rows are there, put in one go."""
    if rows:
        connection.execute(insert(table), rows)


# ---------------------------------------------------------------------------------------------------------------- near-copies

_BANDS = select(SIGNATURE.c.bands).where(SIGNATURE.c.document == bindparam("document"))
_DROP_BAND = delete(BAND).where(BAND.c.band == bindparam("old"), BAND.c.document == bindparam("of"))
_DROP_SIGNATURE = delete(SIGNATURE).where(SIGNATURE.c.document == bindparam("document"))
_SHARING = select(BAND.c.document, DOCUMENT.c.id).join_from(BAND, DOCUMENT, DOCUMENT.c.n == BAND.c.document).where(BAND.c.band.in_(_AMONG))
_SIGNATURE = select(SIGNATURE.c.data).join_from(SIGNATURE, DOCUMENT, DOCUMENT.c.n == SIGNATURE.c.document)
_SIGNATURE_OF = _SIGNATURE.where(DOCUMENT.c.id == bindparam("id"))


def put_bands(connection: Connection, document: int, bands: Sequence[int], signature: bytes) -> None:
    """Nothing; the document, given by its number, is found by these bands."""
    distinct = sorted(set(bands))
    kept = packed_numbers(distinct)
    earlier = connection.execute(_BANDS, {"document": document}).scalar()
    if earlier is not None:
        connection.execute(_DROP_SIGNATURE, {"document": document})
        if old := unpacked_numbers(earlier):
            connection.execute(_DROP_BAND, [{"old": band, "of": document} for band in old])
    put_all(connection, SIGNATURE, [{"document": document, "bands": kept, "data": signature}])
    put_all(connection, BAND, [{"band": band, "document": document} for band in distinct])


def sharing(connection: Connection, bands: Sequence[int]) -> list[str]:
    """The ids of the documents that have one of the bands, in the order they were added."""
    found = dict(among(connection, _SHARING, bands))
    return [found[number] for number in sorted(found)]


def signature(connection: Connection, document: str) -> bytes | None:
    """The signature of a document, given by its id."""
    return connection.execute(_SIGNATURE_OF, {"id": document}).scalar()


# --------------------------------------------------------------------------------------------------------------------- events

_EVENTS_OF = select(EVENT.c.n, EVENT.c.key, EVENT.c.blocks, EVENT.c.data).where(EVENT.c.document == bindparam("document"))
_DROP_BLOCK = delete(BLOCK).where(BLOCK.c.block == bindparam("in_block"), BLOCK.c.event == bindparam("of"))
_DROP_EVENTS = delete(EVENT).where(EVENT.c.document == bindparam("of"))
_LAST = select(func.coalesce(func.max(EVENT.c.n), 0))
_IN_BLOCKS = select(BLOCK.c.event).where(BLOCK.c.block.in_(_AMONG)).distinct()
_BY_NUMBER = select(EVENT.c.key, EVENT.c.data).where(EVENT.c.n.in_(_AMONG))
_BY_KEY = select(EVENT.c.key, EVENT.c.data).where(EVENT.c.key.in_(_AMONG))
ALL_EVENTS = select(EVENT.c.key, EVENT.c.data).where(EVENT.c.key > bindparam("after")).order_by(EVENT.c.key).limit(4 * CHUNK)


def index(connection: Connection, document: str, rows: Sequence[EventRow]) -> None:
    """Nothing; these are now the document's events."""
    blocks = [sorted(set(row.blocks)) for row in rows]
    kept = [packed_numbers(numbers) for numbers in blocks]
    _drop_events(connection, document)
    first = int(connection.execute(_LAST).scalar_one()) + 1
    named = [{"n": n, "key": row.key, "document": document, "data": row.data} for n, row in enumerate(rows, first)]
    put_all(connection, EVENT, [event | {"blocks": numbers} for event, numbers in zip(named, kept, strict=True)])
    put_all(connection, BLOCK, [{"block": block, "event": n} for n, numbers in enumerate(blocks, first) for block in numbers])


def _drop_events(connection: Connection, document: str) -> None:
    earlier = connection.execute(_EVENTS_OF, {"document": document}).all()
    blocks = [{"in_block": block, "of": row.n} for row in earlier for block in unpacked_numbers(row.blocks)]
    if blocks:
        connection.execute(_DROP_BLOCK, blocks)
    if earlier:
        connection.execute(_DROP_EVENTS, {"of": document})


def in_blocks(connection: Connection, blocks: Iterable[int]) -> dict[str, bytes]:
    """The events in any of the blocks, by key."""
    numbers = sorted({number for (number,) in among(connection, _IN_BLOCKS, blocks)})
    return dict(among(connection, _BY_NUMBER, numbers))


def events(connection: Connection, keys: Iterable[str]) -> dict[str, bytes]:
    """These events, by key."""
    return dict(among(connection, _BY_KEY, keys))


def events_of(connection: Connection, document: str) -> dict[str, bytes]:
    """The events of a document, by key."""
    return {row.key: row.data for row in connection.execute(_EVENTS_OF, {"document": document})}


# ---------------------------------------------------------------------------------------------------------------------- edges

_DROP_EDGE = delete(EDGE).where(and_(EDGE.c.a == bindparam("one"), EDGE.c.b == bindparam("other")))
_FROM = select(EDGE).where(EDGE.c.a.in_(_AMONG))
_TO = select(EDGE).where(EDGE.c.b.in_(_AMONG))
_DROP_EDGES = delete(EDGE).where(or_(EDGE.c.a.in_(_AMONG), EDGE.c.b.in_(_AMONG)))


def put_edges(connection: Connection, edges: Iterable[Edge]) -> None:
    """Nothing; these edges have these weights."""
    weights = {(min(a, b), max(a, b)): weight for a, b, weight in edges}
    if weights:
        connection.execute(_DROP_EDGE, [{"one": a, "other": b} for a, b in weights])
    put_all(connection, EDGE, [{"a": a, "b": b, "weight": weight} for (a, b), weight in weights.items()])


def edges_of(connection: Connection, keys: Iterable[str]) -> list[Edge]:
    """The edges that touch any of the keys, sorted."""
    wanted = list(keys)
    rows = {(a, b): weight for statement in (_FROM, _TO) for a, b, weight in among(connection, statement, wanted)}
    return sorted((a, b, weight) for (a, b), weight in rows.items())


def remove_edges(connection: Connection, keys: Iterable[str]) -> None:
    """Nothing; no edge touches any of the keys."""
    run_among(connection, _DROP_EDGES, keys)


def clear_edges(connection: Connection) -> None:
    """Nothing; there are no edges."""
    connection.execute(delete(EDGE))


def clear(connection: Connection) -> None:
    """Nothing; there are no events and edges."""
    for table in (EDGE, BLOCK, EVENT):
        connection.execute(delete(table))


# ---------------------------------------------------------------------------------------------------------------------- state

_STATE = select(STATE.c.value).where(STATE.c.name == bindparam("known"))
_DROP_STATE = delete(STATE).where(STATE.c.name == bindparam("known"))


def state(connection: Connection, name: str) -> str | None:
    """The value kept under a name."""
    return connection.execute(_STATE, {"known": name}).scalar()


def set_state(connection: Connection, name: str, value: str) -> None:
    """Nothing; keeps the value under the name."""
    connection.execute(_DROP_STATE, {"known": name})
    put_all(connection, STATE, [{"name": name, "value": value}])
