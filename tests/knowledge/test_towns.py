"""Towns for a map: each once, by its name in the language asked for, the largest first."""

from __future__ import annotations

from pathlib import Path

from musnad.knowledge import towns
from musnad.knowledge.gazetteer import GEONAMES, Name, Spot
from musnad.knowledge.towns import Town
from tests.knowledge.places import PLACES, index

# GeoNames has Kafr Takharim, too, some hundred metres off, and says how many live there; and a hamlet that only it has.
TWIN = Spot("geonames:1", "Kafr Takhārīm", 36.1166, 36.5141, "town", "SY", "SY.12", None, 14772, GEONAMES)
HAMLET = Spot("geonames:2", "Az Zaytūnah", 36.0, 36.6, "village", "SY", "SY.12", None, 800, GEONAMES)
UNPLACED = Spot("somewhere", "Somewhere", None, None, "village", "SY")
REGION = Spot("idlib_governorate", "Idlib governorate", 35.8, 36.7, "governorate", "SY")


def test_each_town_is_once_and_the_largest_is_first(tmp_path: Path) -> None:
    further = ((TWIN, (Name("Kafr Takhārīm", "", "main"), Name("كفر تخاريم", "ar"))), *((spot, ()) for spot in (HAMLET, UNPLACED, REGION)))
    home = index(tmp_path, (*PLACES, *further))

    assert towns.towns(home, "ar") == [
        Town("الباب", 36.37, 37.516, 63069),
        Town("جسر الشغور", 35.81458, 36.32063, 44322),
        Town("كفر تخاريم", 36.117, 36.515, 14772),
        Town("Bakhmut", 48.595, 38.0, 10_000),
        Town("الباب", 35.0, 40.4, 1000),
    ]
    assert [town.name for town in towns.towns(home)] == ["Al-Bab", "Jisr ash Shughūr", "Kafr Takharim", "Bakhmut", "Al-Bab"]


def test_without_an_index_there_are_none(tmp_path: Path) -> None:
    assert towns.towns(tmp_path) == []
