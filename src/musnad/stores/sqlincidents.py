"""Incidents in SQL: the rows that linking made, what they are filtered and sorted by, which events belong to which, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    or_,
    select,
)

from musnad.stores import sqlite
from musnad.stores.base import IncidentRow, Order, Which
from musnad.stores.checking import check_incidents, check_keys
from musnad.stores.lists import SHARED, Box, IncidentTrait, MapPlace, Point, Share, Speaker
from musnad.stores.schema import CARRIED, DOCUMENT, EVENT, INCIDENT, LANGUAGE, MEMBER, PARTY, SHARE, TOLD
from musnad.stores.searching import asked
from musnad.stores.sqlcards import counted
from musnad.stores.sqllinks import among, put_all, run_among
from musnad.text import fold

_AMONG: BindParameter[Any] = bindparam("among", expanding=True)
_ROWS = select(INCIDENT).where(INCIDENT.c.n.in_(_AMONG))
_NUMBERS = select(INCIDENT.c.n, INCIDENT.c.id).where(INCIDENT.c.id.in_(_AMONG))
_LAST = select(func.coalesce(func.max(INCIDENT.c.n), 0))
_BESIDE: tuple[Table, ...] = (MEMBER, TOLD, PARTY, LANGUAGE, SHARE, CARRIED)
_DROP = (*(delete(table).where(table.c.incident.in_(_AMONG)) for table in _BESIDE), delete(INCIDENT).where(INCIDENT.c.n.in_(_AMONG)))
_INCIDENT_OF = select(MEMBER.c.key, INCIDENT.c.id).join_from(MEMBER, INCIDENT).where(MEMBER.c.key.in_(_AMONG))
_MEMBERS = (
    select(INCIDENT.c.id, MEMBER.c.key)
    .join_from(INCIDENT, MEMBER)
    .where(INCIDENT.c.id.in_(_AMONG))
    .order_by(MEMBER.c.incident, MEMBER.c.position)
)
_KEYS = select(MEMBER.c.incident, MEMBER.c.key).where(MEMBER.c.incident.in_(_AMONG)).order_by(MEMBER.c.incident, MEMBER.c.position)
_TELLING = (
    select(DOCUMENT.c.n.label("document"), MEMBER.c.incident)
    .join_from(MEMBER, EVENT, MEMBER.c.key == EVENT.c.key)
    .join(DOCUMENT, DOCUMENT.c.id == EVENT.c.document)
    .where(MEMBER.c.incident.in_(_AMONG))
    .distinct()
)
_PUT_TOLD = insert(TOLD).from_select(["document", "incident"], _TELLING)
_STORED = frozenset(INCIDENT.c.keys()) & frozenset(IncidentRow.__struct_fields__)
_TUPLES = ("parties", "languages")
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
    first = int(connection.execute(_LAST).scalar_one()) + 1
    numbered = list(enumerate(rows, first))
    put_all(connection, INCIDENT, [_columns(n, row) for n, row in numbered])
    members = [{"key": key, "incident": n, "position": position} for n, row in numbered for position, key in enumerate(row.keys)]
    put_all(connection, MEMBER, members)
    put_all(connection, PARTY, [{"party": party, "incident": n} for n, row in numbered for party in sorted(set(row.parties))])
    put_all(connection, LANGUAGE, [{"language": lang, "incident": n} for n, row in numbered for lang in sorted(set(row.languages))])
    run_among(connection, _PUT_TOLD, (n for n, _ in numbered))


def _columns(n: int, row: IncidentRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _STORED} | {"n": n, "folded": fold(f"{row.place}\n{row.region}").text}


def remove(connection: Connection, incidents: Iterable[str]) -> None:
    """Nothing; these incidents are no more."""
    gone = [n for n, _ in among(connection, _NUMBERS, incidents)]
    for statement in _DROP:
        run_among(connection, statement, gone)


def clear(connection: Connection) -> None:
    """Nothing; there are no incidents."""
    for table in (*_BESIDE, INCIDENT):
        connection.execute(delete(table))


# ---------------------------------------------------------------------------------------------------------------------- lists


def rows(connection: Connection, numbers: Sequence[int]) -> list[IncidentRow]:
    """The incidents of these numbers, in the order given; those that are not there are left out."""
    keys: dict[int, list[str]] = {}
    for n, key in among(connection, _KEYS, numbers):
        keys.setdefault(n, []).append(key)
    found = {row.n: _row(row, keys.get(row.n, [])) for row in among(connection, _ROWS, numbers)}
    return [found[n] for n in numbers if n in found]


def number_of(connection: Connection, incident: str) -> int | None:
    """The number of an incident's row."""
    return next((n for n, _ in among(connection, _NUMBERS, [incident])), None)


def _row(row: Any, keys: Sequence[str]) -> IncidentRow:
    values = {name: row._mapping[name] for name in _STORED}
    return IncidentRow(**(values | {name: tuple(values[name]) for name in _TUPLES} | {"keys": tuple(keys)}))


def numbers(connection: Connection, which: Which, order: Order, limit: int | None, offset: int) -> list[int]:
    """The numbers of the incidents asked for, in order."""
    statement = _asked(select(INCIDENT.c.n), which)
    return list(connection.execute(_part(statement, order, limit, offset)).scalars())


def _part(statement: Select[Any], order: Order, limit: int | None, offset: int) -> Select[Any]:
    return statement.order_by(_ORDERS[order], INCIDENT.c.id).limit(limit).offset(offset)


def count(connection: Connection, which: Which) -> int:
    """How many incidents there are of those asked for."""
    return int(connection.execute(_asked(select(func.count()).select_from(INCIDENT), which)).scalar_one())


def points(connection: Connection, which: Which, order: Order, limit: int | None, offset: int) -> list[Point]:
    """What a map shows of the incidents asked for, in order."""
    statement = _asked(select(*(INCIDENT.c[name] for name in Point._fields)), which)
    return list(map(Point._make, connection.execute(_part(statement, order, limit, offset))))


_OF_PLACE = (INCIDENT.c.lat, INCIDENT.c.lon, INCIDENT.c.precision, INCIDENT.c.place)
_HOW_MANY = func.count().label("incidents")
_AT_PLACE = {
    **{column.name: column for column in _OF_PLACE},
    "radius_km": func.max(INCIDENT.c.radius_km),
    "incidents": _HOW_MANY,
    "contested": func.count().filter(INCIDENT.c.contested),
    "killed": func.max(INCIDENT.c.killed),
    **{name: func.min(INCIDENT.c[name]) for name in ("region", "id", "type", "first_day")},
}
_MAP_PLACES = (
    select(*(_AT_PLACE[name].label(name) for name in MapPlace._fields))
    .group_by(*_OF_PLACE)
    .order_by(_HOW_MANY.desc(), INCIDENT.c.lat.asc().nulls_last(), INCIDENT.c.lon, INCIDENT.c.precision, INCIDENT.c.place)
)


def map_places(connection: Connection, which: Which, limit: int | None, offset: int) -> list[MapPlace]:
    """Where the incidents asked for are, those places with most of them first."""
    found = connection.execute(_asked(_MAP_PLACES, which).limit(limit).offset(offset))
    return [place if place.incidents == 1 else place._replace(id=None, type=None, first_day=None) for place in map(MapPlace._make, found)]


def days(connection: Connection, which: Which) -> list[tuple[int, int]]:
    """How many of the incidents asked for began on each day."""
    statement = _asked(select(INCIDENT.c.first_day, func.count()), which).where(INCIDENT.c.first_day.is_not(None))
    return [(day, times) for day, times in connection.execute(statement.group_by(INCIDENT.c.first_day))]


_TRAITS: dict[IncidentTrait, Any] = {"type": INCIDENT.c.type, "party": PARTY.c.party, "language": LANGUAGE.c.language}


def tally(connection: Connection, trait: IncidentTrait) -> dict[str, int]:
    """How many incidents have each type, party or language, most first."""
    column, times = _TRAITS[trait], func.count().label("times")
    return counted(connection, select(column, times).group_by(column).order_by(times.desc(), column))


# -------------------------------------------------------------------------------------------------------------------- filters


def _asked(statement: Select[Any], which: Which) -> Select[Any]:
    return statement.where(*_of_days(which), *_of_sets(which), *_of_figures(which), *_of_places(which), *_of_words(which))


def _of_days(which: Which) -> Iterator[ColumnElement[bool]]:
    if which.since is not None:
        yield INCIDENT.c.last_day >= which.since
    if which.until is not None:
        yield INCIDENT.c.first_day <= which.until


def _of_sets(which: Which) -> Iterator[ColumnElement[bool]]:
    if which.types:
        yield INCIDENT.c.type.in_(which.types)
    if which.parties:
        yield INCIDENT.c.n.in_(select(PARTY.c.incident).where(PARTY.c.party.in_(which.parties)))
    if which.languages:
        yield INCIDENT.c.n.in_(select(LANGUAGE.c.incident).where(LANGUAGE.c.language.in_(which.languages)))
    if which.speaker is not None:
        yield INCIDENT.c.n.in_(select(SHARE.c.incident).where(SHARE.c.origin == which.speaker))


def _of_figures(which: Which) -> Iterator[ColumnElement[bool]]:
    if which.contested is not None:
        yield INCIDENT.c.contested.is_(which.contested)
    if which.origins is not None:
        yield INCIDENT.c.origins >= which.origins
    if which.killed is not None:
        yield INCIDENT.c.killed >= which.killed


def _of_places(which: Which) -> Iterator[ColumnElement[bool]]:
    if which.place is not None:
        yield INCIDENT.c.folded.contains(fold(which.place).text, autoescape=True)
    if which.located is not None:
        yield INCIDENT.c.lat.is_not(None) if which.located else INCIDENT.c.lat.is_(None)
    if which.box is not None:
        yield from _inside(which.box)


def _inside(box: Box) -> Iterator[ColumnElement[bool]]:
    yield INCIDENT.c.lat.between(box.south, box.north)
    east_of_west, west_of_east = INCIDENT.c.lon >= box.west, INCIDENT.c.lon <= box.east
    yield and_(east_of_west, west_of_east) if box.west <= box.east else or_(east_of_west, west_of_east)


def _of_words(which: Which) -> Iterator[ColumnElement[bool]]:
    if which.words is not None:
        terms = asked(which.words, which.prefixes)
        found = select(TOLD.c.incident).where(TOLD.c.document.in_(sqlite.matching(terms))) if terms else None
        yield false() if found is None else INCIDENT.c.n.in_(found)


# -------------------------------------------------------------------------------------------------------------------- members


def incident_of(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The incident that each of these keys belongs to."""
    return dict(among(connection, _INCIDENT_OF, keys))


def members(connection: Connection, incidents: Iterable[str]) -> dict[str, list[str]]:
    """The keys of each of these incidents, in the order they were put."""
    found: dict[str, list[str]] = {}
    for incident, key in among(connection, _MEMBERS, incidents):
        found.setdefault(incident, []).append(key)
    return found


# ----------------------------------------------------------------------------------------------------------------- who speaks

_DROP_SHARES = tuple(delete(table).where(table.c.incident.in_(_AMONG)) for table in (SHARE, CARRIED))
_DOCUMENTS = select(DOCUMENT.c.id, DOCUMENT.c.n).where(DOCUMENT.c.id.in_(_AMONG))
_TOTALS = select(
    SHARE.c.origin.label("id"),
    func.min(SHARE.c.name).label("name"),
    func.min(SHARE.c.kind).label("kind"),
    func.min(SHARE.c.party).label("party"),
    func.count().label("incidents"),
    *(func.sum(SHARE.c[name]).label(name) for name in SHARED),
).group_by(SHARE.c.origin)
_ORDER = (_TOTALS.selected_columns.incidents.desc(), _TOTALS.selected_columns.claims.desc(), SHARE.c.origin)
_CARRYING = select(CARRIED.c.origin, CARRIED.c.document).where(CARRIED.c.origin.in_(_AMONG)).distinct().subquery()
_CARRIED = select(_CARRYING.c.origin, func.count().label("documents")).group_by(_CARRYING.c.origin)


def put_shares(connection: Connection, shares: Mapping[str, Sequence[Share]]) -> None:
    """Nothing; this is what origins say in each of these incidents."""
    incidents = {id: n for n, id in among(connection, _NUMBERS, shares)}
    check_incidents(shares, incidents)
    for statement in _DROP_SHARES:
        run_among(connection, statement, incidents.values())
    said = [(incidents[incident], share) for incident, group in shares.items() for share in group]
    plain = ("origin", "name", "kind", "party", *SHARED)
    put_all(connection, SHARE, [{name: getattr(share, name) for name in plain} | {"incident": n} for n, share in said])
    documents = dict(among(connection, _DOCUMENTS, (document for _, share in said for document in share.documents)))
    carried = {(share.origin, documents[document], n) for n, share in said for document in share.documents if document in documents}
    put_all(connection, CARRIED, [{"origin": origin, "document": document, "incident": n} for origin, document, n in sorted(carried)])


def speakers(connection: Connection, limit: int | None, offset: int) -> list[Speaker]:
    """Everyone who says something, those with most incidents first."""
    return _summed(connection, _TOTALS.order_by(*_ORDER).limit(limit).offset(offset))


def speaker(connection: Connection, origin: str) -> Speaker | None:
    """What one origin says."""
    return next(iter(_summed(connection, _TOTALS.where(SHARE.c.origin == origin))), None)


def _summed(connection: Connection, totals: Select[Any]) -> list[Speaker]:
    found = [dict(row._mapping) for row in connection.execute(totals)]
    documents = dict(among(connection, _CARRIED, (total["id"] for total in found)))
    return [Speaker(**total, documents=documents.get(total["id"], 0)) for total in found]


def speaker_count(connection: Connection) -> int:
    """How many speak."""
    return int(connection.execute(select(func.count(SHARE.c.origin.distinct()))).scalar_one())
