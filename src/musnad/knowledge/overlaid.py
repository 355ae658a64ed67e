"""Knowledge with what the user imported laid over it: what reading is given. Our tables stay as they are; the user's word wins.

Lines of tables replace ours of the same id; places give ours their coordinates, where they are the same place, and are added where
they are new. All of it is read before anything is, so that reading stays a function of what it is given.
"""

from __future__ import annotations

import functools
import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from musnad.errors import KnowledgeError
from musnad.knowledge import overlays, tables
from musnad.knowledge.distance import distance_km
from musnad.knowledge.facts import Knowledge, PlaceEntry
from musnad.knowledge.further import GEONAMES, FurtherName
from musnad.knowledge.gazetteer import Gazetteer, Name, Spot
from musnad.knowledge.lines import lines as read_lines
from musnad.knowledge.overlays import Line, reach_km, same_region
from musnad.knowledge.regions import of_one_kind
from musnad.knowledge.spellings import exact, langs_of

# The tables that a user may lay lines over, and the columns that say which of our lines a line replaces.
REPLACES: Mapping[str, tuple[str, ...]] = {
    "actors.tsv": ("id",),
    "actor_names.tsv": ("form", "lang"),
    "sources.tsv": ("id",),
    "source_names.tsv": ("form", "lang"),
    "weapons.tsv": ("form", "lang"),
    "habits.tsv": ("party",),
    "affiliations.tsv": ("actor", "relation", "of", "theatre"),
    "agreements.tsv": ("id",),
    "agreement_names.tsv": ("form", "lang"),
    "agreement_parties.tsv": ("agreement", "actor", "role"),
    "agreement_terms.tsv": ("agreement", "number"),
    "areas.tsv": ("party", "area"),
    "numbering.tsv": ("series", "number"),
    "shared_names.tsv": ("form", "lang", "actor"),
}
_PLACE_COLUMNS = {"lat", "lon", "lng", "latitude", "longitude"}
_SETTLEMENTS = ("town", "village", "unknown")
_MOST_WORDS = 4  # of a name that is learned; longer ones are descriptions


@functools.lru_cache(maxsize=4)
def load(home: Path, stamp: int, countries: tuple[str, ...]) -> Knowledge:
    """Our tables with all that was imported into ``home`` over them, see ``further.load``; read once for a ``stamp``."""
    del stamp  # only tells one state of the imports from another
    lines = overlays.lines(home)
    knowledge = with_lines(lines, home) if lines else tables.load()
    places = overlays.places(home)
    if countries:
        with Gazetteer.open(home) as gazetteer:
            places += gazetteer.geonames_in(countries)
    return msgspec.structs.replace(with_places(knowledge, places), imports=digest(home, countries))


def digest(home: Path, countries: Sequence[str] = ()) -> str | None:
    """What tells one state of the imports from another: of their names and files' hashes, and the countries taken from GeoNames. None
    where nothing is laid over our tables."""
    imports = [f"{overlay.kind} {overlay.name} {overlay.sha256} {overlay.count}" for overlay in overlays.overlays(home)]
    told = "\n".join([*imports, *sorted(f"geonames {country}" for country in countries)])
    return hashlib.sha256(told.encode()).hexdigest()[:12] if told else None


# -------------------------------------------------------------------------------------------------------------------- places


def with_places(knowledge: Knowledge, places: Iterable[tuple[Spot, Sequence[Name]]]) -> Knowledge:
    """``knowledge`` with more places.

    One that ours has under a name in the same region gives it its point (GeoNames only where it has none); of several, the one nearest
    to where ours lies. Others are added: the user's under all their names, GeoNames' under those that are no name of ours. Of several
    places of one name the first given comes first.
    """
    found = tuple(places)
    if not found:
        return knowledge
    known = _Known(knowledge)
    moved: dict[str, tuple[float, Spot]] = {}
    further: dict[str, PlaceEntry] = {}
    names: dict[tuple[str, str, str], FurtherName] = {}
    for place, called in found:
        forms = [(exact(name.form), name) for name in called]
        same = known.same(place, [key for key, _ in forms])
        for entry, away in same:
            corrects = place.source != GEONAMES or entry.lat is None
            if corrects and (entry.id not in moved or away < moved[entry.id][0]):
                moved[entry.id] = away, place
        ident = same[0][0].id if same else place.id if ":" in place.id else f"{place.source}:{place.id}"
        for key, name in forms:
            ours = known.has(key) and (bool(same) or place.source == GEONAMES or not known.rivals(key, place))
            if not ours and _is_name(key):
                for lang in [name.lang] if name.lang else langs_of(name.form):
                    names.setdefault((key, lang, ident), FurtherName(name.form, ident, lang))
        if not same:
            further[ident] = _further(ident, place)
    entries = {**knowledge.places, **{ident: _moved(knowledge.places[ident], place) for ident, (_, place) in moved.items()}, **further}
    return msgspec.structs.replace(knowledge, places=entries, place_names=(*knowledge.place_names, *names.values()))


class _Known:
    """The places of the tables by folded name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_key: dict[str, dict[str, PlaceEntry]] = {}
        for name in knowledge.place_names:
            self._by_key.setdefault(exact(name.form), {})[name.place] = knowledge.places[name.place]

    def has(self, key: str) -> bool:
        """True for a name that the tables have."""
        return key in self._by_key

    def rivals(self, key: str, place: Spot) -> bool:
        """True where ours of that name are of one size with ``place``: a district is no other place than the town it is named after."""
        return any(_of_one_size(place.precision, entry.precision) for entry in self._by_key.get(key, {}).values())

    def same(self, place: Spot, keys: Iterable[str]) -> list[tuple[PlaceEntry, float]]:
        """The places of ours that ``place`` is, with the kilometres between; by name, kind, country and region."""
        named = {entry.id: entry for key in keys for entry in self._by_key.get(key, {}).values()}
        found = []
        for entry in named.values():
            of_country = not place.country or place.country == entry.country
            if of_country and _of_one_size(place.precision, entry.precision) and same_region(place.within, entry.adm1):
                away = _away(place, entry)
                if (place.within and entry.adm1) or away <= reach_km(place):
                    found.append((entry, away))
        return sorted(found, key=lambda item: item[1])


def _of_one_size(one: str, other: str) -> bool:
    """True where two precisions may be of one place, and neither is only a part of the other."""
    return of_one_kind(one, other) and (one == other or (one in _SETTLEMENTS and other in _SETTLEMENTS))


def _away(place: Spot, entry: PlaceEntry) -> float:
    """Kilometres between two places, 0 where ours has no point, for then nothing speaks against it."""
    if place.lat is None or place.lon is None:
        return float("inf")
    return 0.0 if entry.lat is None or entry.lon is None else distance_km(place.lat, place.lon, entry.lat, entry.lon)


def _moved(entry: PlaceEntry, place: Spot) -> PlaceEntry:
    """Our place with the point of another source; one that only takes the place of ours where it has a point."""
    if place.lat is None:
        return entry
    return msgspec.structs.replace(entry, lat=place.lat, lon=place.lon, source=f"{place.source}: {place.id}")


def _further(ident: str, place: Spot) -> PlaceEntry:
    return PlaceEntry(ident, place.name, place.lat, place.lon, place.precision, place.country, place.within, place.source)


def _is_name(key: str) -> bool:
    """True for a folded name that is written like one: a few words of letters, no description."""
    words = key.split(" ")
    return len(words) <= _MOST_WORDS and len(key) > 2 and all(word.replace("-", "").replace("'", "").isalpha() for word in words)


# -------------------------------------------------------------------------------------------------------------------- tables


def with_lines(lines: Sequence[Line], home: Path) -> Knowledge:
    """Our tables with the user's lines in place of ours of the same id or name, checked as ours are.

    *errors*: KnowledgeError naming the user's file and line where they do not fit.
    """
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in _ours()))
    digest.update("\n".join(f"{line.table}\t{line.text}" for line in lines).encode())
    folder = home / "tables" / digest.hexdigest()[:16]
    if not folder.is_dir():
        _write(folder, lines)
    try:
        return tables.read(folder)
    except KnowledgeError as found:
        raise KnowledgeError(_named_as_given(str(found), folder, lines)) from found


def _ours() -> list[Path]:
    return sorted(Path(tables.__file__).parent.glob("*.tsv"))


def _write(folder: Path, lines: Sequence[Line]) -> None:
    """The merged tables as a folder, put there whole; those of an earlier state go."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".tables-", dir=folder.parent))
    for path in _ours():
        (unfinished / path.name).write_text("\n".join(merged(path, lines)), encoding="utf-8")
    for earlier in folder.parent.iterdir():
        if earlier not in (folder, unfinished):
            shutil.rmtree(earlier, ignore_errors=True)
    unfinished.replace(folder)


def merged(path: Path, lines: Sequence[Line]) -> list[str]:
    """The lines of one of our tables, the header first, without those that the user's replace; the user's at the end."""
    header, *ours = path.read_text(encoding="utf-8").split("\n")
    own = [line.text for line in lines if line.table == path.name]
    taken = {_key(path.name, header, text) for text in own}
    kept = [row for row in ours if row and (not taken or _key(path.name, header, row) not in taken)]
    return [header, *kept, *own, ""]


def _named_as_given(message: str, folder: Path, lines: Sequence[Line]) -> str:
    """A mistake in the merged tables, told of the line that the user gave."""
    where, _, what = message.partition(": ")
    name, _, number = where.removeprefix(f"{folder}/").partition(":")
    own = [line for line in lines if line.table == name]
    rows = len((folder / name).read_text(encoding="utf-8").split("\n")) - 1
    at = int(number) - (rows - len(own)) - 1 if number.isdigit() else -1
    if 0 <= at < len(own):
        return f"{own[at].file}:{own[at].number}: {what}"
    return f"{name} with {', '.join(sorted({line.overlay or line.file for line in lines}))} laid over it: {what}"


def lines_of(path: Path) -> list[Line]:
    """The lines of a user's table, which its header names. *errors*: KnowledgeError for a table that is none of ours, or is broken."""
    header = _first_line(path)
    headers = {_first_line(ours): ours.name for ours in _ours()}
    table = headers.get(header, "")
    if table not in REPLACES:
        raise KnowledgeError(f"{path}:1: the header is {header!r}: {_instead(path, header, table, headers)}")
    columns = header.replace("\t", " ")
    return [Line(str(path), line.number, table, "\t".join(line.cells)) for line in read_lines(path.parent, path.name, columns)]


def _instead(path: Path, header: str, table: str, headers: Mapping[str, str]) -> str:
    """What to do about a header that is of none of the tables that lines can be laid over."""
    columns = {word.strip("\"'").casefold() for word in re.split(r"[\t,;|]", header)}
    if table or columns & _PLACE_COLUMNS:
        return f"these are places, which are imported with: musnad places import {path.name} (names and coordinates in one file)"
    known = "; ".join(f"{name}: {' '.join(columns.split())}" for columns, name in headers.items() if name in REPLACES)
    return f"write the columns of one of ours, with tabs between ({known})"


def contradictions(lines: Sequence[Line]) -> Iterator[str]:
    """A remark for each of the user's lines that says otherwise than ours of the same id or name."""
    for path in _ours():
        by_key: dict[tuple[str, ...], list[str]] = {}
        header, *ours = path.read_text(encoding="utf-8").split("\n")
        for row in filter(None, ours):
            by_key.setdefault(_key(path.name, header, row), []).append(row)
        told: set[tuple[str, ...]] = set()
        for line in (line for line in lines if line.table == path.name):
            key = _key(path.name, header, line.text)
            if key not in told and any(row != line.text for row in by_key.get(key, ())):
                told.add(key)
                yield f"{line.file}:{line.number}: {' '.join(key)!r} is otherwise in our {path.name}: both are kept, yours is used"


def _key(table: str, header: str, row: str) -> tuple[str, ...]:
    """The cells by which a line replaces another."""
    columns, cells = header.split("\t"), row.split("\t")
    return tuple(cells[columns.index(column)] for column in REPLACES.get(table, ()))


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline().rstrip("\n")
    except (OSError, UnicodeDecodeError) as found:
        raise KnowledgeError(f"{path}:1: cannot be read as UTF-8 ({found}): check the name, and save the file as UTF-8") from found
