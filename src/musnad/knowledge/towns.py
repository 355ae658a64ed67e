"""Towns with their names in one language, as a map shows them: of each how many live there, so that the large ones come first.

A place of our tables or of an import that GeoNames has, too, is one town: named as ours, as large as GeoNames says.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from musnad.knowledge.further import GEONAMES
from musnad.knowledge.home import index_file, overlays_file

_LEAST = 5000  # people of a place that only GeoNames has
_UNKNOWN = {"town": 10_000, "village": 1000}  # people taken to live where nobody says how many
_SAME_DEGREES = 0.15  # some 15 km: places of one name that lie so near are one

_TOWNS = (
    "SELECT num, name, lat, lon, precision, population, source FROM place WHERE lat IS NOT NULL AND lon IS NOT NULL "
    "AND precision IN ('town', 'village') AND (source <> ? OR population >= ?)"
)
_NAMES = "SELECT place, form FROM name WHERE lang = ? ORDER BY rowid"
_TWINS = (
    "SELECT DISTINCT ours.num, theirs.num FROM place AS ours JOIN name AS one ON one.place = ours.num JOIN name AS other USING (exact) "
    "JOIN place AS theirs ON theirs.num = other.place WHERE ours.source <> :geonames AND theirs.source = :geonames "
    "AND abs(ours.lat - theirs.lat) < :near AND abs(ours.lon - theirs.lon) < :near AND theirs.population >= :least"
)


class Town(NamedTuple):
    """A town or village: its name in the language, else the one its source goes by; WGS84 degrees; how many live there, or may."""

    name: str
    lat: float
    lon: float
    people: int


def towns(home: Path, lang: str | None = None) -> list[Town]:
    """The towns of the gazetteer, those with most people first; none where no index was made yet.

    ``lang`` is the language of the names; without it they are those that the gazetteer goes by, in Latin letters.
    """
    found = [town for path in files(home) for town in _of_file(path, lang)]
    return sorted(found, key=lambda town: (-town.people, town.name, town.lat, town.lon))


def files(home: Path) -> list[Path]:
    """The files that the towns come from, as far as they are there."""
    return [path for path in (overlays_file(home), index_file(home)) if path.is_file()]


def _of_file(path: Path, lang: str | None) -> Iterator[Town]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as store:
        rows = store.execute(_TOWNS, (GEONAMES, _LEAST)).fetchall()
        names: dict[int, list[str]] = defaultdict(list)
        for num, form in store.execute(_NAMES, (lang,)):
            names[num].append(form)
        twins = dict(store.execute(_TWINS, {"geonames": GEONAMES, "near": _SAME_DEGREES, "least": _LEAST}).fetchall())
    people = {row[0]: row[5] for row in rows}
    merged = set(twins.values())
    for num, name, lat, lon, precision, population, _ in rows:
        if num not in merged:
            counted = people.get(twins.get(num, -1)) or population or _UNKNOWN[precision]
            yield Town(plainest(names[num]) if num in names else name, lat, lon, counted)


def plainest(forms: Sequence[str]) -> str:
    """The form that stands in most of the others: the bare name, without "city" or "village" before it."""
    return max(forms, key=lambda form: (sum(form in other for other in forms), len(form), -forms.index(form)))
