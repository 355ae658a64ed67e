"""What the store in memory lists: the same questions as in ``sqlincidents`` and ``sqlcards``, answered by looking at everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from musnad.stores.base import IncidentRow, Order, Which
from musnad.stores.lists import SHARED, Box, Card, MapPlace, Point, Share, Sought, Speaker
from musnad.text import fold


def in_order(rows: Iterable[IncidentRow], order: Order) -> list[IncidentRow]:
    """The rows in an order; where it does not tell, by id."""
    return sorted(rows, key=lambda row: (_place_in(order, row), row.id))


def _place_in(order: Order, row: IncidentRow) -> tuple[bool, int]:
    """What a row is sorted by: those without the value last."""
    values: dict[Order, Any] = {"date": row.first_day, "latest": row.first_day, "origins": row.origins, "killed": row.killed}
    value = values[order]
    if value is None:
        return True, 0
    return False, value if order == "date" else -value


def is_asked(row: IncidentRow, which: Which) -> bool:
    """Whether an incident is as asked for, but for the words of its documents."""
    return (
        (which.since is None or (row.last_day is not None and row.last_day >= which.since))
        and (which.until is None or (row.first_day is not None and row.first_day <= which.until))
        and (not which.types or row.type in which.types)
        and (not which.parties or not set(which.parties).isdisjoint(row.parties))
        and (not which.languages or not set(which.languages).isdisjoint(row.languages))
        and (which.place is None or fold(which.place).text in fold(f"{row.place}\n{row.region}").text)
        and (which.contested is None or row.contested == which.contested)
        and (which.origins is None or row.origins >= which.origins)
        and (which.killed is None or (row.killed is not None and row.killed >= which.killed))
        and (which.located is None or (row.lat is not None) == which.located)
        and (which.box is None or _is_inside(row, which.box))
    )


def _is_inside(row: IncidentRow, box: Box) -> bool:
    if row.lat is None or row.lon is None or not box.south <= row.lat <= box.north:
        return False
    return box.west <= row.lon <= box.east if box.west <= box.east else row.lon >= box.west or row.lon <= box.east


def point(row: IncidentRow) -> Point:
    """What a map shows of an incident."""
    return Point._make(getattr(row, name) for name in Point._fields)


def map_places(rows: Iterable[IncidentRow]) -> list[MapPlace]:
    """Where incidents are, each place once, those with most incidents first."""
    together: dict[tuple[Any, ...], list[IncidentRow]] = {}
    for row in rows:
        together.setdefault((row.lat, row.lon, row.precision, row.place), []).append(row)
    return sorted(map(_map_place, together.values()), key=_place_on_map)


def _map_place(rows: Sequence[IncidentRow]) -> MapPlace:
    first = rows[0]
    is_alone = len(rows) == 1
    return MapPlace(
        lat=first.lat,
        lon=first.lon,
        radius_km=max((row.radius_km for row in rows if row.radius_km is not None), default=None),
        precision=first.precision,
        place=first.place,
        region=min(row.region for row in rows),
        incidents=len(rows),
        contested=sum(row.contested for row in rows),
        killed=max((row.killed for row in rows if row.killed is not None), default=None),
        id=first.id if is_alone else None,
        type=first.type if is_alone else None,
        first_day=first.first_day if is_alone else None,
    )


def _place_on_map(place: MapPlace) -> tuple[Any, ...]:
    """What a place is sorted by: one without a point after those that have one."""
    where = (True, 0.0, 0.0) if place.lat is None or place.lon is None else (False, place.lat, place.lon)
    return -place.incidents, where, place.precision, place.place


def is_sought(card: Card, sought: Sought, issues: Iterable[tuple[str, str]]) -> bool:
    """Whether a document, and what its issues are about, is as asked for."""
    return (
        (sought.publisher is None or card.publisher == sought.publisher)
        and (sought.language is None or card.language == sought.language)
        and (sought.kind is None or card.kind == sought.kind)
        and (sought.copies is None or (card.copy_of is not None) == sought.copies)
        and (sought.read is None or card.read == sought.read)
        and (sought.issue is None or sought.issue in issues)
    )


def tally(values: Iterable[str]) -> dict[str, int]:
    """How often each value is there, most first."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def speakers(shares: Mapping[str, Iterable[Share]]) -> list[Speaker]:
    """Everyone who says something, by the shares of each incident."""
    by_origin: dict[str, list[Share]] = {}
    for share in (share for group in shares.values() for share in group):
        by_origin.setdefault(share.origin, []).append(share)
    found = [_speaker(origin, group) for origin, group in by_origin.items()]
    return sorted(found, key=lambda speaker: (-speaker.incidents, -speaker.claims, speaker.id))


def _speaker(origin: str, shares: list[Share]) -> Speaker:
    sums: dict[str, Any] = {name: sum(getattr(share, name) for share in shares) for name in SHARED}
    return Speaker(
        id=origin,
        name=min(share.name for share in shares),
        kind=min(share.kind for share in shares),
        party=min((share.party for share in shares if share.party is not None), default=None),
        documents=len({document for share in shares for document in share.documents}),
        incidents=len(shares),
        **sums,
    )
