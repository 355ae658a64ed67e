"""The base map as built: light, named in every language, and drawn without deciding whose a disputed land is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from musnad import knowledge
from musnad.errors import SiteError
from musnad.views.web import assets

LANGUAGES = ("ar", "en", "ru", "tr")
LIGHT_BYTES = 1_500_000

Features = list[dict[str, Any]]


@pytest.fixture(scope="module")
def basemap() -> Path:
    """The folder of the base map's files, where the site's files are built."""
    try:
        assets.manifest()
    except SiteError as error:
        pytest.skip(str(error))
    return assets.FOLDER / "basemap"


@pytest.fixture(scope="module")
def countries(basemap: Path) -> Features:
    return json.loads((basemap / "countries.json").read_text(encoding="utf-8"))["features"]  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def units(basemap: Path) -> Features:
    return json.loads((basemap / "admin1.json").read_text(encoding="utf-8"))["features"]  # type: ignore[no-any-return]


def of_kind(features: Features, kind: str) -> Features:
    return [each for each in features if each["properties"]["kind"] == kind]


def names(feature: dict[str, Any]) -> tuple[str, ...]:
    return tuple(feature["properties"][f"name_{language}"] for language in LANGUAGES)


def named(features: Features, kind: str, key: str, value: str) -> tuple[str, ...]:
    return next(names(each) for each in of_kind(features, kind) if each["properties"][key] == value)


def points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from points(part)


def passes_near(features: Features, place: tuple[float, float], *, within_degrees: float) -> bool:
    return any(
        abs(x - place[0]) < within_degrees and abs(y - place[1]) < within_degrees
        for feature in features
        for x, y in points(feature["geometry"]["coordinates"])
    )


def test_both_files_together_are_light(basemap: Path) -> None:
    assert sum((basemap / f"{name}.json.gz").stat().st_size for name in ("countries", "admin1")) <= LIGHT_BYTES


def test_what_is_drawn_first_is_lighter_still(basemap: Path) -> None:
    assert (basemap / "outline.json").stat().st_size <= (basemap / "countries.json").stat().st_size / 4
    features = json.loads((basemap / "outline.json").read_text(encoding="utf-8"))["features"]
    assert [each["properties"]["kind"] for each in features] == ["land", "border", "disputed"]


def test_every_governorate_and_country_of_ours_is_given_its_units_or_a_reason_for_none() -> None:
    with (assets.FOLDER.parent / "assets/basemap/areas.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["place"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    ours = {place.name_en for place in knowledge.load().places.values() if place.precision in ("governorate", "country")}
    assert sorted(ours ^ set(rows)) == [], "basemap/areas.tsv has one row for each governorate and country of places.tsv"
    assert [name for name, row in rows.items() if not (row["units"] or row["why"])] == []


def test_areas_are_units_of_the_map(basemap: Path, units: Features) -> None:
    areas = json.loads((basemap / "areas.json").read_text(encoding="utf-8"))
    assert {id_ for ids in areas.values() for id_ in ids} <= {each["properties"]["id"] for each in of_kind(units, "unit")}
    assert areas["Idlib governorate"] == ["SYR-140"]
    assert len(areas["Syria"]) == len([each for each in of_kind(units, "unit") if each["properties"]["country"] == "SYR"])


def test_every_label_has_a_name_in_every_language(countries: Features, units: Features) -> None:
    labels = [*of_kind(countries, "country"), *of_kind(units, "name")]
    assert [each["properties"] for each in labels if not all(names(each))] == []


def test_countries_are_called_by_their_short_names(countries: Features) -> None:
    assert named(countries, "country", "code", "PS") == ("فلسطين", "Palestine", "Палестина", "Filistin")


def test_names_are_corrected(units: Features) -> None:
    assert named(units, "name", "id", "SYR-141") == ("الحسكة", "Hasakah", "Эль-Хасака", "Haseke")


def test_a_word_for_the_type_is_left_off_unless_a_direction_would_remain(units: Features) -> None:
    assert named(units, "name", "id", "SYR-137")[0] == "حلب"
    assert named(units, "name", "id", "ISR-3056")[3] == "Kuzey Bölgesi"


@pytest.mark.parametrize(
    "place",
    [
        pytest.param((33.9, 46.1), id="Crimea"),
        pytest.param((35.84, 32.95), id="Golan"),
        pytest.param((35.2, 32.5), id="West Bank"),
    ],
)
def test_a_disputed_border_is_not_drawn_as_settled(countries: Features, place: tuple[float, float]) -> None:
    assert passes_near(of_kind(countries, "disputed"), place, within_degrees=0.3)
    assert not passes_near(of_kind(countries, "border"), place, within_degrees=0.1)
