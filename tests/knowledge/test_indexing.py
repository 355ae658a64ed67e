"""Making the index: what is in it, when it is made again, and that a broken making leaves the one before."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.knowledge import gazetteer, indexing, spellings
from musnad.knowledge.gazetteer import GEONAMES, OURS, Gazetteer, Spot
from musnad.knowledge.home import index_file


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    indexing.build(folder)
    return folder


def test_index_holds_our_places_and_those_of_at_least_thirty_countries(whole: Path) -> None:
    if indexing.geonames_version() is None:
        pytest.skip("GeoNames' package is not installed")
    countries = [code for code, *_ in spellings.rows("countries.tsv", "code name_en south west north east source")]

    with Gazetteer.open(whole) as places:
        held = {code for code in countries if any(place.source == GEONAMES for place in places.within(code))}
        hits = {hit.place.source for hit in places.find("كفر تخاريم")}
    assert len(held) >= 30
    assert hits == {OURS, GEONAMES}
    assert index_file(whole).stat().st_size < 100_000_000


def test_every_place_of_geonames_is_in_the_box_of_its_country(whole: Path) -> None:
    boxes = {row[0]: tuple(map(float, row[2:6])) for row in spellings.rows("countries.tsv", "code name_en south west north east source")}

    with Gazetteer.open(whole) as places:
        found = [place for code in boxes for place in places.within(code) if place.source == GEONAMES]
    assert [place.id for place in found if not _inside(place, *boxes[place.country])] == []


def _inside(place: Spot, south: float, west: float, north: float, east: float) -> bool:
    return place.lat is not None and place.lon is not None and south <= place.lat <= north and west <= place.lon <= east


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("Kafr Takharim", "kafr_takharim"),
        ("كفرتخاريم", "kafr_takharim"),
        ("كفر تخاريم", "kafr_takharim"),
        ("Кафр-Тахарим", "kafr_takharim"),
        ("Keftaharim", "kafr_takharim"),
    ],
)
def test_the_names_of_the_first_incident_are_found(whole: Path, name: str, ident: str) -> None:
    with Gazetteer.open(whole) as places:
        assert ident in [hit.place.id for hit in places.find(name)][:2]


def test_codes_of_regions_are_joined_with_ours(whole: Path) -> None:
    if indexing.geonames_version() is None:
        pytest.skip("GeoNames' package is not installed")
    with Gazetteer.open(whole) as places:
        codes = places.region_codes()

    assert codes["SY.12"] == "idlib_governorate"
    assert codes["SY.09"] == "aleppo_governorate"


def test_index_is_made_again_when_it_was_made_of_other_things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "geonames_version", lambda: None)
    told: list[str] = []

    assert not indexing.is_current(tmp_path)
    indexing.ensure(tmp_path, told.append)
    assert indexing.is_current(tmp_path)
    assert "making the index" in told[0]
    assert "musnad[places]" in told[1]

    indexing.ensure(tmp_path, told.append)
    assert len(told) == 2
    monkeypatch.setattr(gazetteer, "FORMAT", 0)
    assert not indexing.is_current(tmp_path)


def test_making_that_breaks_leaves_the_index_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "geonames_version", lambda: None)
    indexing.build(tmp_path)
    before = index_file(tmp_path).read_bytes()

    def broken(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(gazetteer, "add", broken)
    with pytest.raises(KeyboardInterrupt):
        indexing.build(tmp_path)
    assert index_file(tmp_path).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["places.sqlite"]
