"""Which place a name that is not in our tables stands for."""

from __future__ import annotations

import pytest

from musnad import knowledge, pack
from musnad.knowledge.distance import distance_km
from musnad.knowledge.gazetteer import Name, Spot
from musnad.knowledge.overlaid import with_places
from musnad.model import Document, Place, Reading
from musnad.readings import reader

IDLIB, HOMS = "idlib_governorate", "homs_governorate"


def spot(ident: str, lat: float, lon: float, within: str | None, precision: str = "village", country: str = "SY") -> Spot:
    return Spot(ident, ident, lat, lon, precision, country, "", within, None, "mine")  # type: ignore[arg-type]


def read(text: str, *places: tuple[Spot, str], publisher: str | None = None, published: str = "") -> Reading:
    known = with_places(knowledge.load(), [(place, [Name(form, "ar")]) for place, form in places])
    document = Document(id="t", text=text, sha256="", lang="ar", publisher=publisher, published_at=published)
    return reader.read(document, pack.load("ar"), known)


def sites(text: str, *places: tuple[Spot, str]) -> list[Place]:
    return [place for event in read(text, *places).events for place in event.places if place.role == "site"]


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
    if found:
        assert (site.lat, site.lon) == next((place.lat, place.lon) for place, _ in places if f"mine:{place.id}" == found)


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


def away_km(site: Place, ident: str) -> tuple[float, float]:
    """Kilometres north and east of a known place at which a site lies."""
    entry = knowledge.load().places[ident]
    if site.lat is None or site.lon is None or entry.lat is None or entry.lon is None:
        raise AssertionError(f"{site.text} or {ident} has no point")
    north = distance_km(entry.lat, entry.lon, site.lat, entry.lon) * (1 if site.lat >= entry.lat else -1)
    return round(north), round(distance_km(entry.lat, entry.lon, entry.lat, site.lon) * (1 if site.lon >= entry.lon else -1))


@pytest.mark.parametrize(
    ("text", "ident", "away", "precision", "radius"),
    [
        ("سقطت قذائف على مدينة الرستن", "al_rastan", (0, 0), "town", 5),
        ("سقطت قذائف على إدلب", "idlib", (0, 0), "town", 30),
        ("سقطت قذائف على مدينة إدلب", "idlib", (0, 0), "town", 5),
        ("سقطت قذائف قرب مدينة الرستن", "al_rastan", (0, 0), "town", 8),
        ("سقطت قذائف شمال مدينة الرستن", "al_rastan", (8, 0), "subdistrict", 10),
        ("سقطت قذائف جنوب غربي مدينة الرستن", "al_rastan", (-6, -6), "subdistrict", 10),
        ("سقطت قذائف على ريف الرستن", "al_rastan", (0, 0), "district", 30),
        ("سقطت قذائف على ريف حلب الشمالي", "aleppo", (25, 0), "district", 35),
        ("سقطت قذائف غربي إدلب", "idlib", (0, -25), "district", 35),
        ("سقطت قذائف وسط مدينة الرستن", "al_rastan", (0, 0), "town", 8),
    ],
)
def test_words_around_a_name_move_and_widen_its_point(
    text: str, ident: str, away: tuple[float, float], precision: str, radius: float
) -> None:
    (site,) = sites(text)

    assert (away_km(site, ident), site.precision, site.radius_km) == (away, precision, radius)


@pytest.mark.parametrize(
    "text",
    [
        "انفجرت عبوة ناسفة على الطريق الواصل بين مدينتي الرستن وتلبيسة",
        "انفجرت عبوة ناسفة على طريق الرستن - تلبيسة",
        "انفجرت عبوة ناسفة في المزارع الواقعة بين الرستن وتلبيسة",
    ],
)
def test_between_two_places_is_the_middle(text: str) -> None:
    (site,) = sites(text)

    known = knowledge.load().places
    rastan, talbisah = known["al_rastan"], known["talbiseh"]
    if rastan.lat is None or rastan.lon is None or talbisah.lat is None or talbisah.lon is None:
        raise AssertionError("no points to measure by")
    assert (site.lat, site.lon) == pytest.approx(((rastan.lat + talbisah.lat) / 2, (rastan.lon + talbisah.lon) / 2), abs=0.001)
    assert site.radius_km == pytest.approx(distance_km(rastan.lat, rastan.lon, talbisah.lat, talbisah.lon) / 2, abs=0.2)
    assert site.gazetteer is None


@pytest.mark.parametrize(
    ("text", "ident", "radius"),
    [
        ("قتل مدني بقصف على حي طرنبيش في مدينة الرستن", "al_rastan", 5),
        ("قتل مدني بقصف على قرية طرنبيشات في ريف مدينة الرستن", "al_rastan", 30),
        ("قتل مدني بقصف على قرية طرنبيشات في جبل الزاوية", "jabal_al_zawiya", 15),
    ],
)
def test_place_that_is_not_known_lies_in_the_narrowest_area_named_with_it(text: str, ident: str, radius: float) -> None:
    (site,) = sites(text)

    assert (away_km(site, ident), site.radius_km, site.gazetteer) == ((0, 0), radius, None)


def test_place_in_a_governorate_that_is_not_known_has_no_point() -> None:
    (site,) = sites("قتل مدني بقصف على قرية طرنبيشات في محافظة حمص")

    assert (site.lat, site.lon, site.radius_km) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("سقطت قذائف على بلدة المنصورة في ريف الرقة الغربي", "mansura_raqqa"),
        ("سقطت قذائف على بلدة المنصورة في ريف حماة", "mansurah_hama"),
        ("سقطت قذائف على حي القصور في مدينة إدلب", None),
        ("سقطت قذائف على قرية المسرب التابعة لناحية صرين", None),
    ],
)
def test_of_places_of_one_name_the_one_that_lies_there_is_meant(text: str, found: str | None) -> None:
    assert sites(text)[0].gazetteer == found


def test_users_place_wins_over_ours_of_the_same_name_where_both_fit() -> None:
    mine = spot("a", 35.0, 36.7, HOMS, precision="town"), "سرمين"

    assert [site.gazetteer for site in sites("سقطت قذائف على بلدة سرمين", mine)] == ["mine:a"]
    assert [site.gazetteer for site in sites("سقطت قذائف على بلدة سرمين في ريف إدلب", mine)] == ["sarmin"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قصفت قوات سوريا الديمقراطية بلدة المنصورة", "mansura_raqqa"),
        ("قصفت هيئة تحرير الشام بلدة المنصورة", "mansurah_hama"),
        ("قصفت الطائرات بلدة المنصورة", None),
    ],
)
def test_those_who_act_tell_which_place_is_meant_where_nothing_else_does(text: str, found: str | None) -> None:
    reading = read(text, published="2020-05-01")

    assert [place.gazetteer for event in reading.events for place in event.places] == [found]
    assert bool(reading.issues) is (found is None)


def test_sites_that_cannot_be_placed_are_issues() -> None:
    (unknown,) = read("قتل مدني بقصف على قرية طرنبيشات").issues
    (shared,) = read("قصفت الطائرات بلدة المنصورة").issues

    assert (unknown.level, unknown.stage, unknown.span) == ("info", "places", (18, 31))
    assert "musnad places import" in unknown.message
    assert "mansura_raqqa, mansurah_hama" in shared.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أصيبت عائلة من مدينة سراقب بقصف على قرية النيرب", ["قرية النيرب"]),
        ("أقلعت المروحية من مطار حماة وقصفت قرية النيرب", ["قرية النيرب"]),
        ("سقطت قذائف على الحي الغربي من مدينة سراقب", ["مدينة سراقب"]),
        ("سقطت قذائف على مزارع قريبة من مدينة سراقب", ["مزارع قريبة من مدينة سراقب"]),
        ("عمان (رويترز) - قتل مدني بقصف على قرية النيرب", ["قرية النيرب"]),
        ("بيروت، لبنان (رويترز) - قتل مدني بقصف على قرية النيرب", ["قرية النيرب"]),
        ("أنقرة - قتل مدني بقصف على قرية النيرب", ["قرية النيرب"]),
        ("إدلب - قتل مدني بقصف على قرية النيرب", ["قرية النيرب"]),
        ("أنقرة - قتل مدني بقصف في سوريا", ["سوريا"]),
        ("قتل مدني بقصف على حي محطة بغداد في مدينة حلب", ["حي محطة بغداد"]),
    ],
)
def test_places_that_people_or_reports_come_from_are_no_sites(text: str, found: list[str]) -> None:
    assert [site.text for site in sites(text)] == found


SHARED = "استهدفت القوات المسلحة اليمنية سفينة تجارية في البحر الأحمر"


@pytest.mark.parametrize(
    ("text", "publisher", "actors"),
    [(SHARED, "Al Masirah", ["houthi_forces"]), (SHARED, "Saba News Agency", ["yemeni_army"]), (SHARED, None, [])],
)
def test_name_that_two_actors_share_is_decided_by_its_context(text: str, publisher: str | None, actors: list[str]) -> None:
    reading = read(text, publisher=publisher, published="2024-02-01")

    assert [claim.value.actor for claim in reading.claims if claim.field == "initiator"] == actors  # type: ignore[union-attr]
    assert [issue.stage for issue in reading.issues] == ([] if actors else ["actors"])
