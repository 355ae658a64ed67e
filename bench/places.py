#!/usr/bin/env python3
"""Time the gazetteer on one core: making the index, its size, names looked up a second; and how often a name in one script finds its place
by sound alone.

    bench/places.py [--home FOLDER]

Makes the index in a temporary folder (or ``--home``, which is kept). Prints a table and fails nothing: a slow machine is no defect.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from musnad.knowledge import indexing, tables
from musnad.knowledge.facts import PlaceEntry
from musnad.knowledge.gazetteer import INDEXES, TABLES, Gazetteer, Name, Spot, add
from musnad.knowledge.home import index_file
from musnad.knowledge.spellings import langs_of

NAMES = 50_000  # looked up
SOUNDED = 1000  # names asked for by sound


def main() -> int:
    """Exit status: 0, whatever was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="folder in which the index is made and kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measure(options.home or Path(folder)):
            print(f"{name:52} {value:>20}")
    return 0


def measure(home: Path) -> Iterator[tuple[str, str]]:
    """What was measured and the figure, as they come."""
    start = time.perf_counter()
    built = indexing.build(home)
    yield "index made", f"{time.perf_counter() - start:.1f} s"
    yield "size", f"{index_file(home).stat().st_size / 1e6:.0f} MB"
    yield "places", " + ".join(f"{count} {source}" for source, count in built.places.items())
    with closing(sqlite3.connect(index_file(home))) as store:
        forms = [row[0] for row in store.execute("SELECT form FROM name")]
    yield "names", f"{len(forms)}"
    random.Random(1).shuffle(forms)
    with Gazetteer.open(home) as places:
        yield "exact names a second, all known", _rate(places, forms[:NAMES])
        yield "exact names a second, one in two unknown", _rate(places, [form + "x" * (at % 2) for at, form in enumerate(forms[:NAMES])])
    yield from _by_sound(home)


def _rate(places: Gazetteer, names: list[str]) -> str:
    start = time.perf_counter()
    for name in names:
        places.find(name, approximate=False)
    return f"{len(names) / (time.perf_counter() - start):,.0f}"


def _by_sound(home: Path) -> Iterator[tuple[str, str]]:
    """Ask for our places by a name in one script where an index knows only their names in another."""
    knowledge = tables.load()
    scripts: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for name in knowledge.place_names:
        scripts.setdefault(name.place, {}).setdefault(langs_of(name.form), []).append(name.form)
    known = {place: forms for place, forms in scripts.items() if len(forms) > 1}
    script = Counter(langs for forms in known.values() for langs in forms if len(langs) == 1).most_common(1)[0][0]
    known = {place: forms for place, forms in known.items() if script in forms}
    with closing(sqlite3.connect(home / "sounds.sqlite")) as store:
        for statement in (*TABLES, *INDEXES):
            store.execute(statement)
        add(
            store,
            ((_spot(knowledge.places[place]), [Name(form) for form in forms[script]]) for place, forms in known.items() if script in forms),
        )
        store.commit()
    asked = [
        (place, form) for place, forms in known.items() if script in forms for langs in forms if langs != script for form in forms[langs]
    ]
    asked = random.Random(2).sample(asked, min(SOUNDED, len(asked)))
    first = among = 0
    start = time.perf_counter()
    with Gazetteer([home / "sounds.sqlite"]) as places:
        for place, form in asked:
            found = [hit.place.id for hit in places.find(form)]
            first += place in found[:1]
            among += place in found[:5]
    yield f"by sound, {len(asked)} names in other scripts: first / in 5", f"{first / len(asked):.2f} / {among / len(asked):.2f}"
    yield "by sound, time for a name", f"{1000 * (time.perf_counter() - start) / len(asked):.0f} ms"
    (home / "sounds.sqlite").unlink()


def _spot(entry: PlaceEntry) -> Spot:
    return Spot(entry.id, entry.name_en, entry.lat, entry.lon, entry.precision, entry.country)


if __name__ == "__main__":
    raise SystemExit(main())
