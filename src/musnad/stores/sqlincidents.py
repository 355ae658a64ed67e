"""Incidents in SQL: the rows that linking made, what they are filtered and sorted by, and which events belong to which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, delete, func, select

from musnad.stores.base import IncidentRow, Order, Which
from musnad.stores.checking import check_keys
from musnad.stores.schema import INCIDENT, MEMBER, PARTY
from musnad.stores.sqllinks import among, put_all, run_among
from musnad.text import fold

_AMONG: BindParameter[Any] = bindparam("among", expanding=True)
_ROWS = select(INCIDENT).where(INCIDENT.c.id.in_(_AMONG))
_DROP_MEMBERS = delete(MEMBER).where(MEMBER.c.incident.in_(_AMONG))
_DROP_PARTIES = delete(PARTY).where(PARTY.c.incident.in_(_AMONG))
_DROP = delete(INCIDENT).where(INCIDENT.c.id.in_(_AMONG))
_INCIDENT_OF = select(MEMBER.c.key, MEMBER.c.incident).where(MEMBER.c.key.in_(_AMONG))
_MEMBERS = select(MEMBER.c.incident, MEMBER.c.key).where(MEMBER.c.incident.in_(_AMONG)).order_by(MEMBER.c.incident, MEMBER.c.position)
_STORED = frozenset(INCIDENT.c.keys()) & frozenset(IncidentRow.__struct_fields__)
_ORDERS: dict[Order, ColumnElement[Any]] = {
    "date": INCIDENT.c.first_day.asc().nulls_last(),
    "latest": INCIDENT.c.first_day.desc().nulls_last(),
    "origins": INCIDENT.c.origins.desc(),
    "killed": INCIDENT.c.killed.desc().nulls_last(),
}


def put(connection: Connection, rows: Sequence[IncidentRow]) -> None:
    """Nothing; these incidents are now as given."""
    check_keys(rows, incident_of(connection, (key for row in rows for key in row.keys)))
    remove(connection, [row.id for row in rows])
    put_all(connection, INCIDENT, [_columns(row) for row in rows])
    members = [{"key": key, "incident": row.id, "position": position} for row in rows for position, key in enumerate(row.keys)]
    put_all(connection, MEMBER, members)
    put_all(connection, PARTY, [{"party": party, "incident": row.id} for row in rows for party in sorted(set(row.parties))])


def _columns(row: IncidentRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _STORED} | {"folded": fold(f"{row.place}\n{row.region}").text}


def remove(connection: Connection, incidents: Iterable[str]) -> None:
    """Nothing; these incidents are no more."""
    gone = list(incidents)
    for statement in (_DROP_MEMBERS, _DROP_PARTIES, _DROP):
        run_among(connection, statement, gone)


def clear(connection: Connection) -> None:
    """Nothing; there are no incidents."""
    for table in (MEMBER, PARTY, INCIDENT):
        connection.execute(delete(table))


def rows(connection: Connection, incidents: Sequence[str]) -> list[IncidentRow]:
    """These incidents, in the order given; those that are not there are left out."""
    keys = members(connection, incidents)
    found = {row.id: _row(row, keys.get(row.id, [])) for row in among(connection, _ROWS, incidents)}
    return [found[incident] for incident in incidents if incident in found]


def _row(row: Any, keys: Sequence[str]) -> IncidentRow:
    values = {name: row._mapping[name] for name in _STORED}
    return IncidentRow(**(values | {"keys": tuple(keys), "parties": tuple(row.parties)}))


def ids(connection: Connection, which: Which, order: Order, limit: int | None, offset: int) -> list[str]:
    """The incidents asked for, in order."""
    statement = select(INCIDENT.c.id).where(*_conditions(which)).order_by(_ORDERS[order], INCIDENT.c.id).limit(limit).offset(offset)
    return list(connection.execute(statement).scalars())


def count(connection: Connection, which: Which) -> int:
    """How many incidents there are of those asked for."""
    statement = select(func.count()).select_from(INCIDENT).where(*_conditions(which))
    return int(connection.execute(statement).scalar_one())


def _conditions(which: Which) -> Iterator[ColumnElement[bool]]:
    if which.since is not None:
        yield INCIDENT.c.last_day >= which.since
    if which.until is not None:
        yield INCIDENT.c.first_day <= which.until
    if which.type is not None:
        yield INCIDENT.c.type == which.type
    if which.party is not None:
        yield INCIDENT.c.id.in_(select(PARTY.c.incident).where(PARTY.c.party == which.party))
    if which.place is not None:
        yield INCIDENT.c.folded.contains(fold(which.place).text, autoescape=True)
    if which.contested is not None:
        yield INCIDENT.c.contested.is_(which.contested)


def incident_of(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The incident that each of these keys belongs to."""
    return dict(among(connection, _INCIDENT_OF, keys))


def members(connection: Connection, incidents: Iterable[str]) -> dict[str, list[str]]:
    """The keys of each of these incidents, in the order they were put."""
    found: dict[str, list[str]] = {}
    for incident, key in among(connection, _MEMBERS, incidents):
        found.setdefault(incident, []).append(key)
    return found
