"""Which place a name that is not in our tables stands for."""

from __future__ import annotations

import pytest

from musnad import knowledge, pack
from musnad.knowledge.gazetteer import Name, Spot
from musnad.knowledge.overlaid import with_places
from musnad.model import Document, Place
from musnad.readings import reader

IDLIB, HOMS = "idlib_governorate", "homs_governorate"


def spot(ident: str, lat: float, lon: float, within: str | None, precision: str = "village", country: str = "SY") -> Spot:
    return Spot(ident, ident, lat, lon, precision, country, "", within, None, "mine")  # type: ignore[arg-type]


def sites(text: str, *places: tuple[Spot, str]) -> list[Place]:
    known = with_places(knowledge.load(), [(place, [Name(form, "ar")]) for place, form in places])
    reading = reader.read(Document(id="t", text=text, sha256="", lang="ar"), pack.load("ar"), known)
    return [place for event in reading.events for place in event.places if place.role == "site"]


NEAR_IDLIB = spot("a", 35.8, 36.6, IDLIB), "طرنبيشات"
NEAR_HOMS = spot("b", 34.7, 36.7, HOMS), "طرنبيشات"
IN_LEBANON = spot("c", 34.2, 36.1, None, country="LB"), "طرنبيشات"


@pytest.mark.parametrize(
    ("text", "places", "found"),
    [
        ("قصفت المدفعية قرية طرنبيشات في ريف إدلب", (), None),
        ("قصفت المدفعية قرية طرنبيشات في ريف إدلب", (NEAR_IDLIB,), "mine:a"),
        ("قصفت المدفعية قرية طرنبيشات في ريف إدلب", (NEAR_HOMS, NEAR_IDLIB), "mine:a"),
        ("قصفت المدفعية قرية طرنبيشات في ريف حمص", (NEAR_HOMS, NEAR_IDLIB), "mine:b"),
        ("قصفت المدفعية قرية طرنبيشات في ريف إدلب", (NEAR_HOMS,), None),
        ("قصفت المدفعية قرية طرنبيشات في ريف إدلب", (IN_LEBANON,), None),
        ("قصفت المدفعية قرية طرنبيشات", (NEAR_HOMS, NEAR_IDLIB), None),
        ("قصفت المدفعية قرية طرنبيشات", (NEAR_IDLIB,), "mine:a"),
        ("قتل مدنيان بقصف على طرنبيشات", (NEAR_IDLIB,), "mine:a"),
    ],
)
def test_name_is_placed_by_what_is_named_with_it_or_not_at_all(text: str, places: tuple[tuple[Spot, str], ...], found: str | None) -> None:
    (site,) = sites(text, *places)

    assert site.gazetteer == found
    assert (site.lat, site.lon) == next(((place.lat, place.lon) for place, _ in places if f"mine:{place.id}" == found), (None, None))


@pytest.mark.parametrize(
    ("form", "precision"),
    [("الوحدة", "neighbourhood"), ("النضال", "point"), ("المشفى الوطني", "village"), ("ريف إدلب الجنوبي", "village"), ("القصف", "village")],
)
def test_name_that_is_a_common_word_or_a_description_is_no_site_by_itself(form: str, precision: str) -> None:
    text = f"قتل مدنيان بقصف على قرية سرمين، وأضاف المصدر في {form} أن القصف توقف"

    assert [site.text for site in sites(text, (spot("a", 35.8, 36.6, IDLIB, precision), form))] == [site.text for site in sites(text)]


def test_quarter_is_placed_where_the_text_calls_it_one() -> None:
    (site,) = sites("قتل مدني بقصف على حي الطرنبيش", (spot("a", 35.8, 36.6, IDLIB, "neighbourhood"), "الطرنبيش"))

    assert site.gazetteer == "mine:a"
