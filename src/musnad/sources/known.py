"""How each thing about an item was known, and what options fill in where nothing else says it."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from musnad.model import Defaults, HowKnown, Item

_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


def known_of(how: HowKnown, **values: str | None) -> dict[str, HowKnown]:
    """The names of the values that there are, each known in the same way."""
    return {name: how for name, value in values.items() if value}


def filled(item: Item, defaults: Defaults) -> Item:
    """An item with what it does not say taken from the options."""
    known: dict[str, HowKnown] = dict(item.known)
    changes: dict[str, str] = {}
    for name in ("publisher", "published_at", "lang", "kind", "url"):
        value = getattr(defaults, name)
        # What somebody wrote into the call is surer than the name of a file.
        if value and (not getattr(item, name) or known.get(name) == "file"):
            changes[name] = value
            if name not in ("kind", "url"):
                known[name] = "option"
    return replace(item, known=known, **changes) if changes else item


def dated_by_name(item: Item, name: str) -> Item:
    """An item with the day that its file is named for, where it has none: ``2024-05-01 report.pdf``."""
    if item.published_at or not (found := _DAY_IN_NAME.search(name)):
        return item
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return item
    if day.year < 1900:
        return item
    return replace(item, published_at=day.isoformat(), known={**item.known, "published_at": "file"})
