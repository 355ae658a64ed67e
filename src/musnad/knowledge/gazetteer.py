"""The gazetteer: places of many countries by name, in any script and spelling, from an index file and the user's own places.

Both are SQLite files of one shape (``TABLES``), so that one query serves them. The index is made by ``indexing``, the user's by
``overlays``; here they are only asked. Where several places answer, the user's come first, then those of our tables, then GeoNames.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any, Literal, Self, cast

import msgspec

from musnad.errors import InputError
from musnad.knowledge import spellings
from musnad.knowledge.distance import distance_km
from musnad.knowledge.further import GEONAMES, OURS
from musnad.knowledge.home import index_file, overlays_file
from musnad.model import Precision

How = Literal["exact", "spelling", "approximate"]
FORMAT = 1  # of the index; another number makes it be built again
LEAST_SCORE = 0.75
_DEGREE_KM = 111.2
_LAST_RESORT = (1.0, 5.0, 25.0, 181.0)  # half the side in degrees of the boxes that ``nearest`` looks into

# What a file of places is made of, and what it is searched by.
TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE place (num INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat REAL, lon REAL, precision TEXT NOT NULL, "
    "country TEXT NOT NULL, admin1 TEXT NOT NULL, within TEXT, population INTEGER, source TEXT NOT NULL)",
    "CREATE TABLE name (exact TEXT NOT NULL, close TEXT NOT NULL, wide TEXT NOT NULL, sounds TEXT NOT NULL, form TEXT NOT NULL, "
    "lang TEXT NOT NULL, kind TEXT NOT NULL, place INTEGER NOT NULL REFERENCES place (num))",
)
INDEXES = (
    "CREATE INDEX name_exact ON name (exact)",
    "CREATE INDEX name_close ON name (close)",
    "CREATE INDEX name_wide ON name (wide)",
    "CREATE INDEX name_place ON name (place)",
    "CREATE INDEX place_lat ON place (lat)",
    "CREATE INDEX place_country ON place (country, admin1)",
    "CREATE INDEX place_source ON place (source)",
)


class Spot(msgspec.Struct, frozen=True):
    """A place of the gazetteer: WGS84 degrees or None.

    ``admin1`` is what the source calls the region of first order (a code of GeoNames, names in several languages with ``|``
    between), ``within`` the id that our tables have for it. ``source`` is ``musnad``, ``geonames`` or the name of an import.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    precision: Precision
    country: str
    admin1: str = ""
    within: str | None = None
    population: int | None = None
    source: str = OURS


class Name(msgspec.Struct, frozen=True):
    """One way to write a place. ``lang`` is empty where nobody says it; ``kind`` is ``main`` or ``other``."""

    form: str
    lang: str = ""
    kind: str = "other"


class Hit(msgspec.Struct, frozen=True):
    """A place found by name: the name it has that answers, how near it comes to the one asked for, and a score from 0 to 1."""

    place: Spot
    form: str
    how: How
    score: float


class Gazetteer:
    """The index and the user's places, opened for asking only. Close it, or use it in a ``with``."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._stores = [_reading(path) for path in files]
        self._wide: dict[str | None, list[str]] = {}

    @classmethod
    def open(cls, home: Path) -> Self:
        """The gazetteer of a home folder: the user's places, if there are any, before the index. *errors*: InputError without an index."""
        index = index_file(home)
        if not index.is_file():
            raise InputError(f"{index}: no index of places yet; make it with: musnad places build")
        return cls([path for path in (overlays_file(home), index) if path.is_file()])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for store in self._stores:
            store.close()

    def find(self, name: str, *, country: str | None = None, limit: int = 10, approximate: bool = True) -> list[Hit]:
        """The places so named, best first, at most ``limit``: those named exactly so; if none, those spelled nearly so; if none, those
        that sound so in any script, flagged ``approximate``. ``country`` is a two-letter code.

        >>> with Gazetteer.open(home()) as places: places.find("Кафр-Тахарим", country="SY")[0].place.name  # doctest: +SKIP
        'Kafr Takharim'
        """
        key = spellings.exact(name)
        hits = [Hit(place, form, "exact", 1.0) for place, form in self._by("exact", key, country)] if key else []
        if not hits and (tight := spellings.close(key)):
            hits = [Hit(place, form, "spelling", 1.0) for place, form in self._by("close", tight, country)]
        if not hits and approximate:
            hits = self.approximately(name, country=country)
        return hits[:limit]

    def called(self, id_: str) -> Spot | None:
        """The place that has this id; of several the one of the user, then that of our tables."""
        rows = (store.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (id_,)).fetchone() for store in self._stores)
        return next((_spot(row) for row in rows if row is not None), None)

    def names(self, place: Spot) -> list[Name]:
        """Every name of a place, the main one first."""
        sql = "SELECT form, lang, name.kind FROM name JOIN place ON num = place WHERE id = ? AND source = ? ORDER BY name.kind, name.rowid"
        return [Name(*row) for store in self._stores for row in store.execute(sql, (place.id, place.source))]

    def nearest(self, lat: float, lon: float, *, limit: int = 5, country: str | None = None) -> list[tuple[float, Spot]]:
        """The places nearest to a point, each with its distance in kilometres."""
        found: list[tuple[float, Spot]] = []
        for reach in _LAST_RESORT:
            found = sorted(self._around(lat, lon, reach, country), key=lambda item: item[0])
            if len(found) >= limit and found[limit - 1][0] <= reach * _DEGREE_KM * max(cos(radians(lat)), 0.01):
                break
        return found[:limit]

    def within(self, country: str, admin1: str | None = None) -> Iterator[Spot]:
        """The places of a country, or of one of its regions: our id for it, GeoNames' code (``"SY.10"``) or a name that the source has."""
        region = " AND (within = :region OR admin1 = :region OR '|' || admin1 || '|' LIKE '%|' || :region || '|%')" if admin1 else ""
        for store in self._stores:
            rows = store.execute(f"SELECT {_COLUMNS} FROM place WHERE country = :country{region}", {"country": country, "region": admin1})
            yield from map(_spot, rows)

    def region_codes(self) -> dict[str, str]:
        """GeoNames' codes of regions (``"SY.10"``) with the ids that our tables have for them."""
        sql = "SELECT DISTINCT admin1, within FROM place WHERE source = ? AND within IS NOT NULL"
        return {row[0]: row[1] for store in self._stores for row in store.execute(sql, (GEONAMES,))}

    def geonames_in(self, countries: Iterable[str]) -> Iterator[tuple[Spot, list[Name]]]:
        """GeoNames' places of some countries with their names."""
        for store in self._stores:
            yield from (found for found in places_of(store, tuple(countries)) if found[0].source == GEONAMES)

    def _by(self, column: str, key: str, country: str | None) -> list[tuple[Spot, str]]:
        """Places with a name whose ``column`` is ``key``, each once, in the order of the files and then by how many live there."""
        found: list[tuple[Spot, str]] = []
        for store in self._stores:
            rows = store.execute(_BY[column, country is not None], (key, country) if country else (key,)).fetchall()
            if len(rows) > 1:
                rows = list({row[0]: row for row in rows}.values())
                rows.sort(key=_order)
            found += [(_spot(row[2:]), row[1]) for row in rows]
        return found

    def approximately(self, name: str, *, country: str | None = None) -> list[Hit]:
        """The places that sound like ``name``, by the consonants that every script writes, then by all that is written."""
        sound = spellings.sounds(name)
        key = spellings.wide(sound)
        if not key:
            return []
        best: dict[tuple[str, str], Hit] = {}
        for candidate in self._near(key, country):
            for store in self._stores:
                for row in store.execute(_BY["wide", country is not None], (candidate, country) if country else (candidate,)):
                    place, score = _spot(row[2:]), alike(sound, row[-1])
                    earlier = best.get((place.source, place.id))
                    if score >= LEAST_SCORE and (earlier is None or score > earlier.score):
                        best[place.source, place.id] = Hit(place, row[1], "approximate", score)
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.place.source == GEONAMES, -(hit.place.population or 0)))

    def _near(self, key: str, country: str | None) -> list[str]:
        """The wide keys at most one or two changes away from ``key``, the nearest first."""
        from rapidfuzz import process  # only here: exact answers need no more than the index
        from rapidfuzz.distance import Levenshtein

        if country not in self._wide:
            sql = "SELECT DISTINCT wide FROM name" + (" JOIN place ON num = place WHERE country = ?" if country else "")
            rows = [row for store in self._stores for row in store.execute(sql, (country,) if country else ())]
            self._wide[country] = list({row[0] for row in rows if row[0]})
        changes = 0 if len(key) < 3 else 1 if len(key) < 6 else 2
        found = process.extract(key, self._wide[country], scorer=Levenshtein.distance, score_cutoff=changes, limit=200)
        return [candidate for candidate, _, _ in found]

    def _around(self, lat: float, lon: float, reach: float, country: str | None) -> Iterator[tuple[float, Spot]]:
        wide = reach / max(cos(radians(lat)), 0.01)
        sql = f"SELECT {_COLUMNS} FROM place WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
        for store in self._stores:
            for row in store.execute(sql, (lat - reach, lat + reach, lon - wide, lon + wide)):
                place = _spot(row)
                if country in (None, place.country) and place.lat is not None and place.lon is not None:
                    yield distance_km(lat, lon, place.lat, place.lon), place


def add(store: sqlite3.Connection, places: Iterable[tuple[Spot, Sequence[Name]]]) -> int:
    """Put places with their names into a file of places; the number put in. A name that is written twice is kept once."""
    first = count = int(store.execute("SELECT coalesce(max(num), 0) FROM place").fetchone()[0])
    for count, (place, names) in enumerate(places, start=first + 1):
        store.execute(f"INSERT INTO place VALUES ({', '.join('?' * 11)})", (count, *msgspec.structs.astuple(place)))
        store.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _keyed(names, count))
    return count - first


def places_of(store: sqlite3.Connection, countries: Sequence[str] | None = None) -> Iterator[tuple[Spot, list[Name]]]:
    """The places of a file with their names, all or those of some countries."""
    where = f" WHERE country IN ({', '.join('?' * len(countries))})" if countries is not None else ""
    named: dict[int, list[Name]] = {}
    for num, *name in store.execute(f"SELECT num, form, lang, name.kind FROM name JOIN place ON num = place{where}", countries or ()):
        named.setdefault(num, []).append(Name(*name))
    for num, *row in store.execute(f"SELECT num, {_COLUMNS} FROM place{where} ORDER BY num", countries or ()):
        yield _spot(row), named.get(num, [])


def _keyed(names: Sequence[Name], place: int) -> Iterator[tuple[str, str, str, str, str, str, str, int]]:
    seen: set[str] = set()
    for name in names:
        key = spellings.exact(name.form)
        if key and key not in seen:
            seen.add(key)
            sound = spellings.sounds(name.form)
            yield key, spellings.close(key), spellings.wide(sound), sound, name.form, name.lang, name.kind, place


def alike(one: str, other: str) -> float:
    """How alike two sounds are, 0 to 1: mostly by consonants, as vowels are often left unwritten."""
    from rapidfuzz import fuzz

    near = fuzz.ratio(spellings.consonants(one), spellings.consonants(other))
    return round((0.7 * near + 0.3 * fuzz.ratio(one, other)) / 100, 3)


_COLUMNS = "id, place.name, lat, lon, precision, country, admin1, within, population, source"
_BY = {
    (column, bounded): f"SELECT num, form, {_COLUMNS}, sounds FROM name JOIN place ON num = place WHERE {column} = ?"
    + (" AND country = ?" if bounded else "")
    for column in ("exact", "close", "wide")
    for bounded in (False, True)
}


def _order(row: Sequence[Any]) -> tuple[bool, int, int]:
    return row[11] == GEONAMES, -(row[10] or 0), row[0]


def _spot(row: Sequence[Any]) -> Spot:
    return Spot(row[0], row[1], row[2], row[3], cast(Precision, row[4]), row[5], row[6], row[7], row[8], row[9])


def _reading(path: Path) -> sqlite3.Connection:
    """A file of places opened so that it cannot be changed. *errors*: InputError where it is none."""
    try:
        # Not opened read-only: what an interrupted import left behind has to be rolled back first.
        store = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=60)  # seconds, while an import ends
        store.execute("SELECT 1 FROM place LIMIT 1")
        store.execute("PRAGMA query_only = ON")
    except sqlite3.DatabaseError as found:
        raise InputError(f"{path}: no file of places ({found}): move it away; musnad places build makes the index again") from found
    return store
