"""Regions: which of our governorates another source means by the name or code that it has for a region of first order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

from musnad.knowledge.facts import Knowledge
from musnad.knowledge.spellings import close, exact, sounds, wide

_GOVERNORATE = "_governorate"
_WIDE = ("country", "governorate", "district", "subdistrict")


class Regions:
    """Our governorates by country and name, the names of their seats included, and by the codes of GeoNames that are given."""

    def __init__(self, names: Iterable[tuple[str, str, str]], codes: Mapping[str, str]) -> None:
        self._codes = codes
        self._close: dict[tuple[str, str], str] = {}
        self._wide: dict[tuple[str, str], str | None] = {}
        for country, form, ident in names:
            self._close.setdefault((country, close(exact(form))), ident)
            heard = country, wide(sounds(form))
            self._wide[heard] = ident if self._wide.get(heard, ident) == ident else None

    @classmethod
    def of(cls, knowledge: Knowledge, codes: Mapping[str, str] | None = None) -> Self:
        """The regions of the tables."""
        return cls(_names(knowledge), codes or {})

    def find(self, country: str, named: str) -> str | None:
        """Our id for a region: ``named`` is a code or the names that a source has for it, with ``|`` between. None for one not known."""
        if named in self._codes:
            return self._codes[named]
        forms = [form for form in named.split("|") if form]
        exactly = (self._close.get((country, close(exact(form)))) for form in forms)
        heard = (self._wide.get((country, wide(sounds(form)))) for form in forms)
        return next((ident for ident in (*exactly, *heard) if ident), None)


def of_one_kind(one: str, other: str) -> bool:
    """True where places of these precisions may be one: an area is only the same as an area of its level."""
    return one == other if one in _WIDE or other in _WIDE else True


def _names(knowledge: Knowledge) -> Iterable[tuple[str, str, str]]:
    for name in knowledge.place_names:
        entry = knowledge.places[name.place]
        seat = entry.adm1 is not None and entry.adm1 == entry.id + _GOVERNORATE
        if entry.precision == "governorate" or seat:
            yield entry.country, name.form, entry.adm1 if seat and entry.adm1 else entry.id
