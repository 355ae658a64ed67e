"""What is asked for in an address: the filters of lists of incidents, and which of them cannot be understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from musnad.archive import searching
from musnad.model import EventType
from musnad.stores.base import Order, Which
from musnad.stores.lists import Box
from musnad.views.tongue import _

PAGE = 50  # incidents of a list
_ORDERS: tuple[Order, ...] = get_args(Order)
_TYPES: tuple[str, ...] = get_args(EventType)
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Asked:
    """Which incidents are asked for, in which order, which page of them; ``wrong`` says of a filter why it is left out."""

    which: Which
    order: Order
    page: int
    values: Mapping[str, list[str]]
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.values.get(name) for name in FILTERS)

    def first(self, name: str) -> str:
        """What a filter is set to, empty when it is not."""
        return next(iter(self.values.get(name, [])), "")

    def query(self, *without: str, **other: object) -> str:
        """The same as the query of an address, without some of it and what cannot be understood, or with other values."""
        kept: dict[str, Any] = {name: value for name, value in self.values.items() if name not in (*without, *other, *self.wrong)}
        kept |= {name: [str(value)] for name, value in other.items() if value not in (None, "")}
        return urlencode([(name, value) for name, values in kept.items() for value in values if value])


FILTERS = ("q", "since", "until", "place", "party", "type", "contested", "origins", "language", "killed", "located", "box", "speaker")


def asked(query: QueryParams) -> Asked:
    """What the query of an address asks for."""
    wrong: dict[str, str] = {}
    values = {name: [value for value in query.getlist(name) if value] for name in query}
    one = {name: values[name][-1].strip() for name in values if values[name]}

    since, until = (_day(one.get(name, ""), name, wrong) for name in ("since", "until"))
    if since and until and until < since:
        wrong["until"] = _("This day is before the first one.")
        until = None
    which = Which(
        since=since,
        until=until,
        types=tuple(value for value in values.get("type", ()) if _known(value, _TYPES, "type", wrong)),
        parties=tuple(values.get("party", ())),
        languages=tuple(values.get("language", ())),
        place=one.get("place"),
        contested=_YES_NO.get(one.get("contested", "")),
        located=_YES_NO.get(one.get("located", "")),
        origins=_number(one.get("origins", ""), "origins", wrong),
        killed=_number(one.get("killed", ""), "killed", wrong),
        box=_box(one.get("box", ""), wrong),
        speaker=one.get("speaker"),
        words=one.get("q"),
        prefixes=searching.prefixes() if "q" in one else (),
    )
    order: Order = next((order for order in _ORDERS if order == one.get("order")), "latest")
    page = _number(one.get("page", ""), "page", wrong) or 1
    return Asked(which=which, order=order, page=max(page, 1), values=values, wrong=wrong)


def paged(query: QueryParams) -> int:
    """Which page of a list is asked for, counted from 1."""
    text = query.get("page", "")
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1


def _day(text: str, name: str, wrong: dict[str, str]) -> int | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        wrong[name] = _("This is no day; write it as 2020-10-26.")
        return None


def _number(text: str, name: str, wrong: dict[str, str]) -> int | None:
    if not text:
        return None
    if text.isdecimal() and len(text) < 9:
        return int(text)
    wrong[name] = _("This is no number.")
    return None


def _known(value: str, known: Iterable[str], name: str, wrong: dict[str, str]) -> bool:
    if value in known:
        return True
    wrong[name] = _("There is nothing called so to choose.")
    return False


def _box(text: str, wrong: dict[str, str]) -> Box | None:
    """A part of the map, given as west,south,east,north in degrees."""
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west, south, east, north = 0, 1, 0, 0
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        wrong["box"] = _("This is no part of the map; write west,south,east,north in degrees.")
        return None
    return Box(west=west, south=south, east=east, north=north)
