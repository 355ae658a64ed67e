"""What a cell of a list of places may hold, and what is wrong with it when it cannot be right."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import cast

from musnad.knowledge.gazetteer import Name
from musnad.knowledge.spellings import rows
from musnad.model import Precision

_SEVERAL = re.compile(r"[;|/\n]")  # between names in one cell
_CODE = re.compile("[A-Z]{2}")
_TYPESET = ("<initial>", "<medial>", "<final>", "<isolated>")  # letters in the shape that they have in a word
_AROUND = ("Po", "Zs")
_LOST = "\ufffd"
_CODE_PAGES = ("cp1252", "cp1256", "cp1251")


class WrongCellError(ValueError):
    """What is wrong with a cell, and what to write; never leaves the importers, which add file and line."""


def degrees_of(lat: str, lon: str) -> tuple[float, float]:
    """Both coordinates as numbers, either way round."""
    degrees = []
    for cell, name in ((lat, "latitude"), (lon, "longitude")):
        try:
            value = float(cell)
        except ValueError:
            hint = "with a point, as in 36.117" if cell.count(",") == 1 else "as decimal degrees, as in 36.117"
            raise WrongCellError(f"the {name} {cell!r} is no number: write it {hint}") from None
        if not isfinite(value) or abs(value) > 180:
            raise WrongCellError(f"the {name} {cell} is no place on earth: write decimal degrees (WGS84), not metres or minutes")
        degrees.append(value)
    return degrees[0], degrees[1]


def need_on_land(lat: float, lon: float, country: str) -> None:
    """Stop at a point that lies outside the country, and say so where the two coordinates are exchanged."""
    box = _boxes().get(country)
    exchanged = "latitude and longitude are exchanged: swap them"
    if abs(lat) > 90:
        raise WrongCellError(f"the latitude {lat:g} is over 90: {exchanged}")
    if box is None or _inside(lat, lon, box):
        return
    if _inside(lon, lat, box):
        raise WrongCellError(f"{lat:g}, {lon:g} is outside {country}, but {lon:g}, {lat:g} is inside: {exchanged}")
    raise WrongCellError(f"{lat:g}, {lon:g} is outside {country}: correct the coordinates or the country")


def _inside(lat: float, lon: float, box: tuple[float, ...]) -> bool:
    return box[0] <= lat <= box[2] and box[1] <= lon <= box[3]


def clean(name: str) -> str:
    """A name without direction marks and needless blanks, in ordinary letters."""
    kept = "".join(letter for letter in name if unicodedata.category(letter) != "Cf" or letter in "\u200c\u200d")
    typeset = any(unicodedata.decomposition(letter).startswith(_TYPESET) for letter in kept)
    return _bare(" ".join(unicodedata.normalize("NFKC" if typeset else "NFC", kept).split()))


def _bare(name: str) -> str:
    """The name without the full stops, commas and blanks around it."""
    start, stop = 0, len(name)
    while start < stop and unicodedata.category(name[start]) in _AROUND:
        start += 1
    while start < stop and unicodedata.category(name[stop - 1]) in _AROUND:
        stop -= 1
    return name[start:stop]


def _legible(name: str) -> str:
    """``name``, unless its letters were lost on the way or read in another encoding."""
    if _LOST in name or (name and set(name) <= {"?", " "}):
        raise WrongCellError(f"the letters of the name {name!r} are lost: take the file from where they are whole, as UTF-8")
    meant = next(filter(None, (_read_as(name, page) for page in _CODE_PAGES)), "") if not name.isascii() else ""
    if meant:
        raise WrongCellError(f"the name {name!r} is {meant!r} in another encoding: open the file as UTF-8 and save it again")
    return name


def _read_as(name: str, page: str) -> str:
    """What ``name`` was before UTF-8 was taken for a code page, the empty string for a name that never was."""
    try:
        return name.encode(page).decode("utf-8")
    except UnicodeError:
        return ""


def country_of(cell: str) -> str:
    """The code of a country written as its code or English name. *errors*: WrongCellError for one that no table has."""
    if _CODE.fullmatch(cell):
        return cell
    code = _codes().get(cell.casefold())
    if code is None:
        raise WrongCellError(f"unknown country {cell!r}: write its two-letter code, as in SY")
    return code


@functools.cache
def _boxes() -> Mapping[str, tuple[float, ...]]:
    return {code: tuple(map(float, box)) for code, _, *box, _ in rows("countries.tsv", "code name_en south west north east source")}


@functools.cache
def _codes() -> Mapping[str, str]:
    return {name.casefold(): code for code, name, *_ in rows("countries.tsv", "code name_en south west north east source")}


@functools.cache
def _precisions() -> Mapping[str, Precision]:
    return {word: cast(Precision, precision) for word, precision, _ in rows("precisions.tsv", "word precision source")}


def precision_of(word: str) -> Precision | None:
    """The precision that a word of a list of places or a feature code of GeoNames stands for, None for one that no table has."""
    table = _precisions()
    return table.get(word) or table.get(word.casefold().replace(" ", "_"))


def names_in(cells: Iterable[tuple[str, str]]) -> tuple[Name, ...]:
    """The names in some cells, each once, the first as the main one."""
    found: dict[str, Name] = {}
    for cell, lang in cells:
        for part in _SEVERAL.split(_legible(cell)):
            form = clean(part)
            if form and any(letter.isalnum() for letter in form):
                found.setdefault(form, Name(form, lang, "other" if found else "main"))
    return tuple(found.values())


def population_of(cell: str) -> int | None:
    """How many live there, None for nobody and for an empty cell. *errors*: WrongCellError for what is no number."""
    try:
        return int(float(cell)) or None if cell else None
    except ValueError:
        raise WrongCellError(f"the population {cell!r} is no number") from None
