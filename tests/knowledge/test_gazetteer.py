"""Finding places by name and by point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import InputError
from musnad.knowledge.distance import distance_km
from musnad.knowledge.gazetteer import Gazetteer
from musnad.knowledge.home import index_file
from tests.knowledge.places import AL_BAB, BAB_DEIR, KAFR_TAKHARIM, SHUGHUR, index


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(index(tmp_path)) as gazetteer:
        yield gazetteer


@pytest.mark.parametrize(
    ("name", "ident", "how"),
    [
        ("كفر تخاريم", "kafr_takharim", "exact"),
        ("كَفْر تَخاريم", "kafr_takharim", "exact"),
        ("كفرتخاريم", "kafr_takharim", "spelling"),
        ("KAFR TAKHĀRĪM", "kafr_takharim", "exact"),
        ("Kafr-Takharim", "kafr_takharim", "spelling"),
        ("Kafar Takhareem", "kafr_takharim", "approximate"),
        ("Кафр-Тахарим", "kafr_takharim", "approximate"),
        ("Keftaharim", "kafr_takharim", "approximate"),
        ("Jisr al-Shughur", "geonames:168782", "spelling"),
        ("Джиср-эш-Шугур", "geonames:168782", "approximate"),
        ("Bahmut", "bakhmut", "approximate"),
        ("Артёмовск", None, None),
        ("نيويورك", None, None),
        ("", None, None),
        ("' -", None, None),
    ],
)
def test_find_across_scripts_and_spellings(places: Gazetteer, name: str, ident: str | None, how: str | None) -> None:
    hit = next(iter(places.find(name)), None)

    assert (hit.place.id if hit else None, hit.how if hit else None) == (ident, how)
    assert hit is None or (hit.score == 1.0 or hit.how == "approximate")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    with Gazetteer.open(index(tmp_path_factory.mktemp("shared"))) as gazetteer:
        yield gazetteer


@given(name=st.text(max_size=40))
def test_find_answers_whatever_is_asked(shared: Gazetteer, name: str) -> None:
    assert all(0.75 <= hit.score <= 1.0 for hit in shared.find(name))


def test_find_without_approximation_says_nothing_rather_than_something_near(places: Gazetteer) -> None:
    assert places.find("Keftaharim", approximate=False) == []


def test_find_names_all_places_of_a_name_the_largest_first(places: Gazetteer) -> None:
    assert [hit.place for hit in places.find("الباب")] == [AL_BAB, BAB_DEIR]
    assert [hit.place for hit in places.find("الباب", limit=1)] == [AL_BAB]


def test_find_keeps_to_a_country(places: Gazetteer) -> None:
    assert [hit.place.id for hit in places.find("Бахмут", country="UA")] == ["bakhmut"]
    assert places.find("Бахмут", country="SY") == []


def test_names_of_a_place_begin_with_the_main_one(places: Gazetteer) -> None:
    assert [name.form for name in places.names(KAFR_TAKHARIM)] == ["Kafr Takharim", "كفر تخاريم"]


def test_nearest_gives_distances_in_kilometres(places: Gazetteer) -> None:
    (first, one), (second, other) = places.nearest(36.0, 36.5, limit=2)

    assert (one, other) == (KAFR_TAKHARIM, SHUGHUR)
    assert first == pytest.approx(distance_km(36.0, 36.5, 36.117, 36.515))
    assert first == pytest.approx(13.1, abs=0.1)
    assert second > first


def test_nearest_reaches_as_far_as_it_must(places: Gazetteer) -> None:
    assert [place.id for _, place in places.nearest(-33.0, 151.0, limit=2)] == ["bab_deir", "al_bab"]


@pytest.mark.parametrize("region", ["idlib_governorate", "Idlib"])
def test_within_a_region_by_our_id_or_the_sources_name(places: Gazetteer, region: str) -> None:
    assert "kafr_takharim" in [place.id for place in places.within("SY", region)]
    assert "al_bab" not in [place.id for place in places.within("SY", region)]


def test_within_a_country(places: Gazetteer) -> None:
    assert [place.id for place in places.within("UA")] == ["bakhmut"]


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="musnad places build"):
        Gazetteer.open(tmp_path)


def test_broken_index_says_so(tmp_path: Path) -> None:
    index_file(tmp_path).write_bytes(b"no database" * 100)

    with pytest.raises(InputError, match="no file of places"):
        Gazetteer.open(tmp_path)
