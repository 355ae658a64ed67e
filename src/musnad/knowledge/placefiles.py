"""Files of places from outside: GeoNames' dumps, the admin tables of OCHA (COD-AB), and any CSV whose columns say what they hold.

Everything in them is doubted: a row that cannot be right (another number of cells, letters in a coordinate, latitude and longitude
exchanged, an id that was there before) becomes a ``Mistake`` that names its line. Which headings mean what, and which words a
precision, are tables in ``lookup/``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from musnad.errors import InputError
from musnad.knowledge.gazetteer import Name, Spot
from musnad.knowledge.placecells import WrongCellError, clean, country_of, degrees_of, names_in, need_on_land, population_of, precision_of
from musnad.knowledge.spellings import rows

Format = Literal["auto", "csv", "cod-ab", "geonames"]
_DUMP_CELLS = 19  # of a line of a GeoNames dump
_COD_CODE = re.compile(r"adm(?:in)?(\d)_?pcode")
_COD_NAME = re.compile(r"adm(?:in)?(\d)_?(?:name)?_?([a-z]{2})?\d?")
_OWN_NAME = re.compile(r"(?:name|nam|place|location|alt_?name)_?([a-z]{2})?(?:_ref|_alt)?\d?")


class Row(msgspec.Struct, frozen=True):
    """A place of a file, with its names and the line it stands on. ``unread`` is a word for its precision that no table has."""

    line: int
    place: Spot
    names: tuple[Name, ...]
    unread: str = ""


class Mistake(msgspec.Struct, frozen=True):
    """What is wrong with one line of a file, and what to do."""

    where: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line}: {self.message}"


class Given(msgspec.Struct, frozen=True):
    """What is said about a file beside its content: the name of the import, the country of rows that name none (for a GeoNames dump the
    countries that are taken), and GeoNames' file of alternate names."""

    source: str
    countries: tuple[str, ...] = ()
    format: Format = "auto"
    names: Path | None = None


class _Layout(msgspec.Struct, frozen=True):
    """Where the columns of a table lie. ``names`` are column and language; of ``lat`` and ``lon`` the first that is filled counts."""

    width: int
    names: tuple[tuple[int, str], ...]
    lat: tuple[int, ...]
    lon: tuple[int, ...]
    id: int | None = None
    country: int | None = None
    admin1: tuple[int, ...] = ()
    precision: int | None = None
    level: int | None = None
    population: int | None = None


def read_places(path: Path, given: Given) -> Iterator[Row | Mistake]:
    """The places of a file in its order, and a mistake for each line that holds none.

    *errors*: InputError where the file as a whole is no list of places: missing columns, another encoding.
    """
    form = given.format
    if form == "auto":
        form = _form_of(path)
    found = _dump(path, given) if form == "geonames" else _table(path, given, form)
    return _with_own_ids(str(path), found)


# ------------------------------------------------------------------------------------------------------------------ any file


def _lines(path: Path) -> Iterator[str]:
    """The lines of a UTF-8 file. *errors*: InputError naming the line that is not UTF-8, or the file that cannot be read."""
    try:
        opened = path.open("rb")
    except OSError as found:
        raise InputError(f"{path}: cannot be read ({found.strerror}); check the name and who may read it") from found
    with opened as file:
        for number, raw in enumerate(file, start=1):
            if number == 1:
                if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise InputError(f"{path}:1: this is UTF-16: save the file as UTF-8 (in a spreadsheet: CSV UTF-8)")
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError as found:
                at = f"byte {raw[found.start]:#04x} after {raw[: found.start].decode('utf-8', 'ignore')[-20:]!r}"
                raise InputError(f"{path}:{number}: {at} is not UTF-8: save the file as UTF-8 (in a spreadsheet: CSV UTF-8)") from found
            if "\0" in line:
                raise InputError(f"{path}:{number}: a zero byte: this is no text file; save the list as CSV UTF-8")
            yield line


def _form_of(path: Path) -> Format:
    first = next(_lines(path), "")
    cells = first.rstrip("\r\n").split("\t")
    if len(cells) == _DUMP_CELLS and cells[0].isdigit():
        return "geonames"
    return "cod-ab" if any(_COD_CODE.fullmatch(heading) for heading in _headings(_cells(first))) else "csv"


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _headings(cells: Iterable[str]) -> list[str]:
    return [re.sub(r"[\s\-]+", "_", cell.strip().casefold()) for cell in cells]


def _with_own_ids(where: str, found: Iterable[Row | Mistake]) -> Iterator[Row | Mistake]:
    """The rows whose ids are new; for the others the line that had the id before."""
    lines: dict[str, int] = {}
    for row in found:
        if isinstance(row, Row):
            earlier = lines.setdefault(row.place.id, row.line)
            if earlier != row.line:
                yield Mistake(where, row.line, f"the id {row.place.id!r} is on line {earlier} too: give one another, or take it out")
                continue
        yield row


# ----------------------------------------------------------------------------------------------------- CSV and admin tables


def _table(path: Path, given: Given, form: Format) -> Iterator[Row | Mistake]:
    lines = _lines(path)
    first = next(lines, "")
    layout = _layout(path, _headings(_cells(first)), form)
    reader = csv.reader(lines, delimiter=_delimiter(first), strict=True)
    before = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as found:
            wrong = f"a quotation mark is not closed ({found}): close it, or double it inside a cell"
            raise InputError(f"{path}:{before + 1}: {wrong}") from found
        if cells is None:
            return
        number, before = before + 1, 1 + reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        try:
            yield _row(cells, number, layout, given)
        except WrongCellError as found:
            yield Mistake(str(path), number, str(found))


def _layout(path: Path, headings: list[str], form: Format) -> _Layout:
    """Where the columns lie. *errors*: InputError naming those that are missing."""
    meanings = {column: field for column, field, _ in rows("columns.tsv", "column field source")}
    fields: dict[str, list[int]] = {}
    for at, heading in enumerate(headings):
        fields.setdefault(meanings.get(heading, ""), []).append(at)
    names = [(at, found[1] or "") for at, heading in enumerate(headings) if (found := _OWN_NAME.fullmatch(heading))]
    names += [(at, "") for field in ("name", "names") for at in fields.get(field, ()) if at not in dict(names)]
    level, admin1 = None, tuple(fields.get("admin1", ()))
    if form == "cod-ab":
        level, names, admin1 = _levels(headings, names, fields)
    lat, lon = ((*fields.get(field, ()), *fields.get(f"centre_{field}", ())) for field in ("lat", "lon"))
    missing = [what for what, there in (("name", names), ("lat", lat), ("lon", lon)) if not there]
    if missing:
        have = ", ".join(headings) or "nothing"
        raise InputError(
            f"{path}:1: no column for {' and '.join(missing)} among {have}: the first line must name the columns, "
            "as in name_en,name_ar,lat,lon (docs/how-to/import-places.md lists the headings that are understood)"
        )
    one = {field: fields[field][0] for field in ("id", "country", "precision", "population") if field in fields}
    return _Layout(len(headings), tuple(names), lat, lon, admin1=admin1, level=level, **one)


def _levels(
    headings: list[str], names: list[tuple[int, str]], fields: dict[str, list[int]]
) -> tuple[int, list[tuple[int, str]], tuple[int, ...]]:
    """Of an admin table: its level, its name columns, and those that name the region of first order. Sets the id's column."""
    codes = {int(found[1]): at for at, heading in enumerate(headings) if (found := _COD_CODE.fullmatch(heading))}
    level = max(codes)
    if "id" in fields:  # the area itself has columns without a number, and all numbers are areas around it
        level += 1
    else:
        fields["id"] = [codes[level]]
        names = _of_level(headings, level)
    if 0 in codes:
        fields["country"] = [codes[0]]
    return level, names, tuple(at for at, _ in _of_level(headings, 1)) if level > 1 else ()


def _of_level(headings: list[str], level: int) -> list[tuple[int, str]]:
    found = ((at, _COD_NAME.fullmatch(heading)) for at, heading in enumerate(headings) if not heading.endswith("pcode"))
    return [(at, match[2] or "") for at, match in found if match and int(match[1]) == level]


def _row(cells: list[str], number: int, layout: _Layout, given: Given) -> Row:
    if len(cells) != layout.width:
        raise WrongCellError(f"{len(cells)} cells, but the first line names {layout.width} columns: quote cells that hold the separator")
    cells = [cell.strip() for cell in cells]
    names = names_in((cells[at], lang) for at, lang in layout.names)
    if not names:
        raise WrongCellError("no name: write one, or take the line out")
    country = _row_country(cells, layout, given)
    word = f"adm{layout.level}" if layout.level is not None else cells[layout.precision] if layout.precision is not None else ""
    precision = precision_of(word) if word else "unknown"
    place = Spot(
        id=(cells[layout.id] if layout.id is not None else "") or f"line_{number}",
        name=next((name.form for name in names if name.form.isascii()), names[0].form),
        lat=None,
        lon=None,
        precision=precision or "unknown",
        country=country,
        admin1="|".join(dict.fromkeys(filter(None, (clean(cells[at]) for at in layout.admin1)))),
        population=population_of(cells[layout.population]) if layout.population is not None else None,
        source=given.source,
    )
    lat, lon = (next((cells[at] for at in columns if cells[at]), "") for columns in (layout.lat, layout.lon))
    if not lat and not lon and layout.level is not None:
        return Row(number, place, names, "" if precision else word)
    if not lat or not lon:
        raise WrongCellError("no latitude or no longitude: write both, or take the line out")
    degrees = degrees_of(lat, lon)
    need_on_land(*degrees, country)
    return Row(number, msgspec.structs.replace(place, lat=degrees[0], lon=degrees[1]), names, "" if precision else word)


def _row_country(cells: list[str], layout: _Layout, given: Given) -> str:
    cell = cells[layout.country] if layout.country is not None else ""
    return country_of(cell) if cell else given.countries[0] if given.countries else ""


# ---------------------------------------------------------------------------------------------------------- GeoNames' dumps


def _dump(path: Path, given: Given) -> Iterator[Row | Mistake]:
    """A dump's lines, those of other countries than the ones asked for left out."""
    wanted = frozenset(given.countries)
    more = _alternates(given.names) if given.names else lambda _: ()
    for number, line in enumerate(_lines(path), start=1):
        cells = line.rstrip("\r\n").split("\t")
        try:
            if len(cells) != _DUMP_CELLS:
                raise WrongCellError(f"{len(cells)} cells: a line of a GeoNames dump has {_DUMP_CELLS}, with tabs between")
            if not wanted or cells[8] in wanted:
                yield _dumped(cells, number, given, more)
        except WrongCellError as found:
            yield Mistake(str(path), number, str(found))


def _dumped(cells: list[str], number: int, given: Given, more: Callable[[str], Sequence[Name]]) -> Row:
    ident, name, plain, others, lat, lon = cells[:6]
    if not ident.isdigit():
        raise WrongCellError(f"the id {ident!r} is no number: a line of a GeoNames dump begins with its geonameid")
    degrees = degrees_of(lat, lon)
    country = country_of(cells[8]) if cells[8] else ""
    need_on_land(*degrees, country)
    names = names_in([(name, ""), (plain, "")]) + names_in((other, "") for other in others.split(","))
    known = more(ident)
    langs = {other.form: other.lang for other in known}
    forms = dict.fromkeys(other.form for other in (*names, *known))
    merged = tuple(Name(form, langs.get(form, ""), "main" if form == names[0].form else "other") for form in forms)
    region = f"{country}.{cells[10]}" if cells[10] else ""
    place = Spot(ident, name, *degrees, precision_of(cells[7]) or "unknown", country, region, None, population_of(cells[14]), given.source)
    return Row(number, place, merged)


def _alternates(path: Path) -> Callable[[str], Sequence[Name]]:
    """GeoNames' alternate names of a place by its id. Links, codes and historic names are left out."""
    found: dict[str, list[Name]] = {}
    for number, line in enumerate(_lines(path), start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < 4 or not cells[1].isdigit():
            raise InputError(f"{path}:{number}: no line of GeoNames' alternate names: it has an id, a geonameid, a language and a name")
        historic = len(cells) > 7 and cells[7] == "1"
        if len(cells[2]) in (0, 2) and not historic:
            found.setdefault(cells[1], []).append(Name(clean(cells[3]), cells[2]))
    return lambda ident: found.get(ident, ())
