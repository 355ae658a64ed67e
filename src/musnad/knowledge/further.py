"""What may lie over our tables, as far as reading has to know of it; all else is only loaded where something was imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from musnad.knowledge import tables
from musnad.knowledge.facts import Knowledge, PlaceName
from musnad.knowledge.home import overlays_file

OURS, GEONAMES = "musnad", "geonames"  # what a place is from, where not from an import of the user


class FurtherName(PlaceName, frozen=True):
    """A name of a place that is in no table of ours. It may be a common word, as nobody has looked at it."""


def load(home: Path | None = None, *, countries: Sequence[str] = ()) -> Knowledge:
    """Our tables, with what was imported into ``home`` laid over them and GeoNames' places of some countries added.

    Without a home, or with one that holds nothing, our tables alone. *errors*: KnowledgeError where an imported line does not fit our
    tables, InputError where there is no index of places to take countries from.
    """
    if home is None or not (countries or overlays_file(home).is_file()):
        return tables.load()
    from musnad.knowledge import overlaid  # only here: it brings the database along

    stamp = overlays_file(home).stat().st_mtime_ns if overlays_file(home).is_file() else 0
    return overlaid.load(home, stamp, tuple(countries))
