"""What the tests of places share: a small index made of a few of our places, and files of places."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from musnad.knowledge import gazetteer
from musnad.knowledge.gazetteer import GEONAMES, Name, Spot
from musnad.knowledge.home import index_file

Place = tuple[Spot, Sequence[Name]]

KAFR_TAKHARIM = Spot("kafr_takharim", "Kafr Takharim", 36.117, 36.515, "town", "SY", "Idlib", "idlib_governorate")
AL_BAB = Spot("al_bab", "Al-Bab", 36.37, 37.516, "town", "SY", "Aleppo", "aleppo_governorate", 63069)
BAB_DEIR = Spot("bab_deir", "Al-Bab", 35.0, 40.4, "village", "SY", "Deir ez-Zor", "deir_ez_zor_governorate")
SHUGHUR = Spot("geonames:168782", "Jisr ash Shughūr", 35.81458, 36.32063, "town", "SY", "SY.12", "idlib_governorate", 44322, GEONAMES)
BAKHMUT = Spot("bakhmut", "Bakhmut", 48.595, 38.0, "town", "UA", "Donetsk")
PLACES: tuple[Place, ...] = (
    (KAFR_TAKHARIM, (Name("Kafr Takharim", "en", "main"), Name("كفر تخاريم", "ar"))),
    (AL_BAB, (Name("Al-Bab", "en", "main"), Name("الباب", "ar"))),
    (BAB_DEIR, (Name("Al-Bab", "en", "main"), Name("الباب", "ar"))),
    (SHUGHUR, (Name("Jisr ash Shughūr", "", "main"), Name("جسر الشغور", "ar"))),
    (BAKHMUT, (Name("Bakhmut", "en", "main"), Name("Бахмут", "ru"))),
)


def index(home: Path, places: Iterable[Place] = PLACES) -> Path:
    """Make an index of ``places`` in ``home``; returns ``home``."""
    home.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(index_file(home))) as store:
        for statement in (*gazetteer.TABLES, *gazetteer.INDEXES):
            store.execute(statement)
        gazetteer.add(store, places)
        store.commit()
    return home


def written(path: Path, *lines: str) -> Path:
    """Write lines to a file; returns it."""
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return path
