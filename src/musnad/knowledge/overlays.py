"""Overlays: what a user imported, laid over our tables without touching them. Listed, removed, and never half there.

All imports are in one file (``home.overlays_file``): places in the shape of the gazetteer's index, lines of knowledge tables as they
were written. An import is one transaction, so that one which is interrupted leaves nothing.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, cast

import msgspec

from musnad.errors import InputError
from musnad.knowledge import gazetteer, tables
from musnad.knowledge.distance import distance_km
from musnad.knowledge.further import GEONAMES, OURS
from musnad.knowledge.gazetteer import Gazetteer, Hit, Name, Spot
from musnad.knowledge.home import index_file, overlays_file
from musnad.knowledge.placefiles import Given, Mistake, Row, read_places
from musnad.knowledge.regions import Regions, of_one_kind

Kind = Literal["places", "knowledge"]
_NAME = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_SHOWN = 20  # mistakes or contradictions that are told one by one
# How far from the place of a name that we know a point may lie and still be meant for it, by how wide the place is.
_REACH_KM = {"governorate": 150.0, "district": 60.0, "country": 1500.0, "subdistrict": 30.0}
_REACH_ELSE_KM = 15.0
_MIRROR_KM = 25.0
_WAIT_S = 60.0  # for another import to end
_TABLES = """
CREATE TABLE overlay (
    name TEXT PRIMARY KEY, kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, count INTEGER NOT NULL, added TEXT NOT NULL
);
CREATE TABLE line (
    overlay TEXT NOT NULL REFERENCES overlay (name), file TEXT NOT NULL, number INTEGER NOT NULL, tbl TEXT NOT NULL, cells TEXT NOT NULL
);
"""


class Overlay(msgspec.Struct, frozen=True):
    """One import: its name, what it holds, the file it was taken from with its hash, how many places or lines, and when (UTC)."""

    name: str
    kind: Kind
    file: str
    sha256: str
    count: int
    added: str


class Line(msgspec.Struct, frozen=True):
    """A line of a knowledge table that a user imported: ``text`` is its cells with tabs between."""

    file: str
    number: int
    table: str
    text: str
    overlay: str = ""


class Imported(msgspec.Struct, frozen=True):
    """What an import came to: ``skipped`` are the lines left out, ``remarks`` what a person should know."""

    overlay: Overlay
    skipped: tuple[Mistake, ...] = ()
    remarks: tuple[str, ...] = ()


def overlays(home: Path) -> list[Overlay]:
    """All imports, by name."""
    if not overlays_file(home).is_file():
        return []
    with _opened(home) as store:
        return [Overlay(*row) for row in store.execute("SELECT name, kind, file, sha256, count, added FROM overlay ORDER BY name")]


def lines(home: Path) -> list[Line]:
    """Every imported line of a knowledge table, in the order of the imports."""
    if not overlays_file(home).is_file():
        return []
    with _opened(home) as store:
        return [Line(*row) for row in store.execute("SELECT file, number, tbl, cells, overlay FROM line ORDER BY rowid")]


def places(home: Path) -> list[tuple[Spot, list[Name]]]:
    """Every imported place with its names, in the order of the imports."""
    if not overlays_file(home).is_file():
        return []
    with _opened(home) as store:
        return list(gazetteer.places_of(store))


def remove(home: Path, name: str) -> Overlay:
    """Take an import out again; returns what it was. *errors*: InputError when there is none of that name."""
    found = next((overlay for overlay in overlays(home) if overlay.name == name), None)
    if found is None:
        have = ", ".join(overlay.name for overlay in overlays(home)) or "none"
        raise InputError(f"nothing was imported as {name!r}; imports: {have}")
    with _opened(home) as store, _transaction(store):
        _take_out(store, name)
    return found


def import_places(
    home: Path, path: Path, given: Given, *, skip_bad: bool = False, dry_run: bool = False, replace: bool = False
) -> Imported:
    """Take in a file of places, whole or not at all.

    The index must have been made: it is asked where the names lie that it has, so that exchanged coordinates and contradictions are
    seen. ``skip_bad`` leaves out the lines that have a mistake; ``dry_run`` does everything but keep it; ``replace`` puts the file in
    place of an earlier import of the name. *errors*: InputError with every mistake (the first 20 by line), or for a name that is taken.
    """
    check_name(given.source)
    digest = _sha256(path)
    with Gazetteer([index_file(home)]) as known, _opened(home) as store, _transaction(store, keep=not dry_run):
        taking = _Taking(known, str(path))
        _make_room(store, given.source, replace=replace)
        count = gazetteer.add(store, ((row.place, row.names) for row in taking.rows(read_places(path, given))))
        if taking.mistakes and not skip_bad:
            raise InputError(_all_of(taking.mistakes))
        if not count:
            raise InputError(f"{path}: no places in it" + (f" of {', '.join(given.countries)}" if given.countries else ""))
        overlay = Overlay(given.source, "places", str(path.absolute()), digest, count, _now())
        _note(store, overlay)
    return Imported(overlay, tuple(taking.mistakes), tuple(taking.remarks()))


def import_lines(
    home: Path, name: str, files: Sequence[Path], found: Sequence[Line], *, dry_run: bool = False, replace: bool = False
) -> Overlay:
    """Take in lines of knowledge tables that have been checked, whole or not at all. *errors*: InputError for a name that is taken."""
    check_name(name)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    overlay = Overlay(name, "knowledge", ", ".join(str(path.absolute()) for path in files), digest, len(found), _now())
    with _opened(home) as store, _transaction(store, keep=not dry_run):
        _make_room(store, name, replace=replace)
        _note(store, overlay)
        rows = ((name, line.file, line.number, line.table, line.text) for line in found)
        store.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", rows)
    return overlay


def name_for(path: Path) -> str:
    """The name that an import has when none is given: the file's, in small letters and digits."""
    return re.sub(r"[^a-z0-9]+", "_", path.stem.casefold()).strip("_") or "import"


def check_name(name: str) -> None:
    """Stop at what is no name for an import. *errors*: InputError."""
    if not _NAME.fullmatch(name) or name in (OURS, GEONAMES):
        raise InputError(f"{name!r} is no name for an import: write small letters, digits and _ (not {OURS} or {GEONAMES})")


class _Taking:
    """The rows of a file as they pass: mistakes are put aside, and what contradicts the places we know is noted."""

    def __init__(self, known: Gazetteer, where: str) -> None:
        self._known = known
        self._regions = Regions.of(tables.load(), known.region_codes())
        self._where = where
        self.mistakes: list[Mistake] = []
        self.contradictions: list[str] = []
        self.unread: Counter[str] = Counter()

    def rows(self, found: Iterable[Row | Mistake]) -> Iterator[Row]:
        """The rows that are kept."""
        for row in found:
            taken = row if isinstance(row, Mistake) else self._checked(row)
            if isinstance(taken, Mistake):
                self.mistakes.append(taken)
            else:
                self.unread[taken.unread] += bool(taken.unread)
                yield taken

    def remarks(self) -> Iterator[str]:
        """What a person should know, a line each."""
        yield from self.contradictions[:_SHOWN]
        if len(self.contradictions) > _SHOWN:
            yield f"... and {len(self.contradictions) - _SHOWN} more places that lie elsewhere in our tables"
        for word, count in self.unread.most_common():
            if word:
                yield f"{self._where}: precision {word!r} ({count} times) is in no table: taken as unknown"

    def _checked(self, row: Row) -> Row | Mistake:
        """The row with its region named as our tables name it; a mistake where its point is right when turned over.

        Points that lie far from where our tables have the place are noted.
        """
        place = msgspec.structs.replace(row.place, within=self._regions.find(row.place.country, row.place.admin1))
        if place.lat is None or place.lon is None:
            return msgspec.structs.replace(row, place=place)
        hits = self._same_name(row)
        if not any(_apart(hit, place.lat, place.lon) <= reach_km(hit.place) for hit in hits):
            if abs(place.lon) <= 90 and any(_apart(hit, place.lon, place.lat) <= _MIRROR_KM for hit in hits):
                message = f"{row.names[0].form!r} lies at {place.lon:g}, {place.lat:g}: latitude and longitude are exchanged: swap them"
                return Mistake(self._where, row.line, message)
            ours = next((hit for hit in hits if hit.place.source == OURS and same_region(place.within, hit.place.within)), None)
            if ours is not None:
                far = f"{row.names[0].form!r} lies {_apart(ours, place.lat, place.lon):.0f} km from {ours.place.id} of our tables"
                self.contradictions.append(f"{self._where}:{row.line}: {far}: both are kept, yours is used")
        return msgspec.structs.replace(row, place=place)

    def _same_name(self, row: Row) -> list[Hit]:
        """The places of the index that may be meant by a row: of one of its names, its country and its kind, and with a point."""
        country = row.place.country or None
        hits = [hit for name in row.names for hit in self._known.find(name.form, country=country, approximate=False)]
        known = [hit for hit in hits if hit.place.source in (OURS, GEONAMES) and hit.place.lat is not None]
        return [hit for hit in known if of_one_kind(row.place.precision, hit.place.precision)]


def same_region(one: str | None, other: str | None) -> bool:
    """True where two regions are one, or one of them is not known."""
    return not one or not other or one == other


def reach_km(place: Spot) -> float:
    """How far from the point of a place another may lie that is meant for it."""
    return _REACH_KM.get(place.precision, _REACH_ELSE_KM)


def _apart(hit: Hit, lat: float, lon: float) -> float:
    return distance_km(lat, lon, cast(float, hit.place.lat), cast(float, hit.place.lon))


def _all_of(mistakes: Sequence[Mistake]) -> str:
    told = [str(mistake) for mistake in mistakes[:_SHOWN]]
    if len(mistakes) > _SHOWN:
        told.append(f"... and {len(mistakes) - _SHOWN} more")
    told.append(f"Nothing was imported: mend the {_counted(len(mistakes), 'line')}, or leave them out with --skip-bad")
    return "\n".join(told)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


@contextmanager
def _opened(home: Path) -> Iterator[sqlite3.Connection]:
    """The file of imports, made when there is none. *errors*: InputError where it cannot be used."""
    path = overlays_file(home)
    try:
        home.mkdir(parents=True, exist_ok=True)
        store = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_S)
    except (OSError, sqlite3.Error) as found:
        raise InputError(f"{path}: cannot be opened ({found}); check who may write there, or set MUSNAD_HOME") from found
    with closing(store):
        try:
            _prepare(store)
            yield store
        except sqlite3.DatabaseError as found:
            raise InputError(f"{path}: cannot be used ({found}); if another import runs, wait for it, else move the file away") from found


def _prepare(store: sqlite3.Connection) -> None:
    """Make the tables of a new file, all of them or none."""
    if _is_prepared(store):
        return
    with _transaction(store):
        if _is_prepared(store):  # another import made them while this one waited
            return
        for statement in (*gazetteer.TABLES, *gazetteer.INDEXES, *filter(str.strip, _TABLES.split(";"))):
            store.execute(statement)


def _is_prepared(store: sqlite3.Connection) -> bool:
    return store.execute("SELECT 1 FROM sqlite_master WHERE name = 'overlay'").fetchone() is not None


@contextmanager
def _transaction(store: sqlite3.Connection, *, keep: bool = True) -> Iterator[None]:
    """All of what is done inside, or nothing of it."""
    store.execute("BEGIN IMMEDIATE")
    done = False
    try:
        yield
        done = True
    finally:
        store.execute("COMMIT" if done and keep else "ROLLBACK")


def _make_room(store: sqlite3.Connection, name: str, *, replace: bool) -> None:
    if store.execute("SELECT 1 FROM overlay WHERE name = ?", (name,)).fetchone() is None:
        return
    if not replace:
        raise InputError(f"something was imported as {name!r} already: give another --name, or --replace it")
    _take_out(store, name)


def _take_out(store: sqlite3.Connection, name: str) -> None:
    for statement in (
        "DELETE FROM name WHERE place IN (SELECT num FROM place WHERE source = ?)",
        "DELETE FROM place WHERE source = ?",
        "DELETE FROM line WHERE overlay = ?",
        "DELETE FROM overlay WHERE name = ?",
    ):
        store.execute(statement, (name,))


def _note(store: sqlite3.Connection, overlay: Overlay) -> None:
    store.execute("INSERT INTO overlay VALUES (?, ?, ?, ?, ?, ?)", msgspec.structs.astuple(overlay))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as found:
        raise InputError(f"{path}: cannot be read ({found.strerror}); check the name and who may read it") from found


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
