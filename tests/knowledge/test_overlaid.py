"""Our tables with the user's over them: the user's word wins, ours stay, and what does not fit is told."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from musnad import knowledge
from musnad.errors import KnowledgeError
from musnad.knowledge import overlaid, overlays, tables
from musnad.knowledge.facts import Knowledge, PlaceEntry, PlaceName
from musnad.knowledge.further import FurtherName
from musnad.knowledge.gazetteer import Name, Spot
from musnad.knowledge.overlaid import lines_of, with_lines, with_places
from tests.knowledge.places import written

ACTORS = "id\tparty\tkind\tfrom\tto\tname_en\tsource"
ACTOR_NAMES = "form\tactor\tlang\tusage\tsource"
IDLIB = PlaceEntry("idlib_governorate", "Idlib governorate", 35.8, 36.7, "governorate", "SY", None, "y")
SARMIN = PlaceEntry("sarmin", "Sarmin", 35.903, 36.726, "town", "SY", "idlib_governorate", "y")
NOWHERE = PlaceEntry("nowhere", "Nowhere", None, None, "village", "SY", "idlib_governorate", "y")


@pytest.fixture
def known(nothing_known: Knowledge) -> Knowledge:
    entries = {entry.id: entry for entry in (IDLIB, SARMIN, NOWHERE)}
    names = (PlaceName("محافظة إدلب", IDLIB.id, "ar"), PlaceName("سرمين", "sarmin", "ar"), PlaceName("لا مكان", "nowhere", "ar"))
    return msgspec.structs.replace(nothing_known, places=entries, place_names=names)


def spot(ident: str, lat: float | None, lon: float | None, **more: str) -> Spot:
    return msgspec.structs.replace(Spot(ident, "X", lat, lon, "town", "SY", "", "idlib_governorate", None, "mine"), **more)


def test_place_that_is_ours_gets_the_users_point_and_keeps_its_id(known: Knowledge) -> None:
    place = spot("1", 35.91, 36.73)

    merged = with_places(known, [(place, [Name("سرمين", "ar"), Name("سرمين البلد", "ar")])])

    entry = merged.places["sarmin"]
    assert (entry.lat, entry.lon, entry.name_en, entry.adm1, entry.source) == (35.91, 36.73, "Sarmin", "idlib_governorate", "mine: 1")
    assert [name for name in merged.place_names if isinstance(name, FurtherName)] == [FurtherName("سرمين البلد", "sarmin", "ar")]
    assert known.places["sarmin"] is SARMIN
    assert set(merged.places) == set(known.places)


def test_place_of_ours_without_a_point_gets_one(known: Knowledge) -> None:
    merged = with_places(known, [(spot("1", 35.91, 36.73), [Name("لا مكان", "ar")])])

    assert (merged.places["nowhere"].lat, merged.places["nowhere"].lon) == (35.91, 36.73)


def test_geonames_corrects_no_point_of_ours(known: Knowledge) -> None:
    places = [(spot(ident, 35.91, 36.73, source="geonames"), [Name(form, "ar")]) for ident, form in (("1", "سرمين"), ("2", "لا مكان"))]

    merged = with_places(known, places)

    assert merged.places["sarmin"] is SARMIN
    assert merged.places["nowhere"].lat == 35.91


def test_of_several_points_the_one_nearest_to_ours_is_taken(known: Knowledge) -> None:
    names = [Name("سرمين", "ar")]

    merged = with_places(known, [(spot("far", 35.5, 36.5), names), (spot("near", 35.9, 36.72), names), (spot("off", 36.2, 36.5), names)])

    assert merged.places["sarmin"].source == "mine: near"


@pytest.mark.parametrize(
    "place",
    [
        spot("1", 35.9, 36.7, within="homs_governorate"),
        spot("1", 35.9, 36.7, precision="point"),
        spot("1", 35.9, 36.7, precision="district"),
        spot("1", 35.9, 36.7, country="LB"),
        spot("1", 36.9, 38.7, within=""),
    ],
)
def test_place_that_only_shares_the_name_is_another(known: Knowledge, place: Spot) -> None:
    merged = with_places(known, [(place, [Name("سرمين", "ar"), Name("قرية أخرى", "ar")])])

    assert merged.places["sarmin"] is SARMIN
    assert merged.places["mine:1"].lat == place.lat
    forms = [name.form for name in merged.place_names if name.place == "mine:1"]
    assert forms == (["سرمين", "قرية أخرى"] if place.precision == "town" else ["قرية أخرى"])  # a district is no rival of its town


@pytest.mark.parametrize("form", ["مفرق الـ 7 كم", "محطة مياه عين شيب غرب إدلب البعيدة", "ال", "خان (القديمة)", "دير, حافر"])
def test_description_is_no_name_to_be_learned(known: Knowledge, form: str) -> None:
    merged = with_places(known, [(spot("1", 35.0, 36.0, within=""), [Name(form, "ar")])])

    assert [name for name in merged.place_names if isinstance(name, FurtherName)] == []


def test_name_without_a_language_is_learned_for_those_that_write_so(known: Knowledge) -> None:
    merged = with_places(known, [(spot("1", 35.0, 36.0), [Name("Taftanaz"), Name("Тафтаназ")])])

    assert [(name.form, name.lang) for name in merged.place_names[3:]] == [("Taftanaz", "en"), ("Taftanaz", "tr"), ("Тафтаназ", "ru")]


def lines(tmp_path: Path, header: str, *rows: str, name: str = "mine.tsv") -> list[overlays.Line]:
    return lines_of(written(tmp_path / name, header, *rows))


def test_lines_replace_ours_of_the_same_id_and_add_others(tmp_path: Path) -> None:
    given = lines(tmp_path, ACTORS, "hts\tother:Mine\tauthority\t\t\tHTS as I see it\tme", "my_group\thts\tarmed_group\t\t\tMy Group\tme")
    names = lines(tmp_path, ACTOR_NAMES, "مجموعتي\tmy_group\tar\tname\tme", name="names.tsv")

    merged = with_lines([*given, *names], tmp_path)

    assert [actor.name_en for actor in merged.actors["hts"]] == ["HTS as I see it"]
    assert merged.party_of("my_group", None) == "hts"
    assert [name.actor for name in merged.actor_names if name.form == "مجموعتي"] == ["my_group"]
    assert [actor.name_en for actor in tables.load().actors["hts"]] != ["HTS as I see it"]
    assert len(merged.actors) == len(tables.load().actors) + 1


def test_contradictions_with_our_tables_are_told_once(tmp_path: Path) -> None:
    given = lines(
        tmp_path,
        ACTORS,
        "hts\tother:Mine\tauthority\t\t2020-01-01\tA\tme",
        "hts\tother:M\tauthority\t2020-01-02\t\tB\tme",
        "x\thts\tarmy\t\t\tX\tme",
    )

    assert list(overlaid.contradictions(given)) == [
        f"{tmp_path / 'mine.tsv'}:2: 'hts' is otherwise in our actors.tsv: both are kept, yours is used"
    ]


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        (ACTORS, "My Group\thts\tarmed_group\t\t\tMy Group\tme", ":2: bad id 'My Group': write a slug"),
        (ACTORS, "my_group\tnobody\tarmed_group\t\t\tMy Group\tme", ":2: unknown party 'nobody'"),
        (ACTORS, "my_group\thts\tarmed_group\t\t2020-13-01\tMy Group\tme", ":2: bad day '2020-13-01'"),
        (ACTOR_NAMES, "مجموعتي\tmy_group\tar\tname\tme", ":2: unknown id 'my_group': add it to actors.tsv"),
        (ACTORS, "my_group\thts", ":2: 2 columns: write 7"),
        ("id\tname", "x\ty", ":1: the header is 'id\\tname': write the columns of one of ours, with tabs between (actor_names.tsv: form"),
        (
            "form\tplace\tlang",
            "x\tsarmin\tar",
            ":1: the header is 'form\\tplace\\tlang': these are places, which are imported with: musnad places import mine.tsv",
        ),
        (
            "name,lat,lon",
            "x,1,2",
            ":1: the header is 'name,lat,lon': these are places, which are imported with: musnad places import mine.tsv",
        ),
    ],
)
def test_line_that_does_not_fit_is_told_with_the_users_file(tmp_path: Path, header: str, row: str, message: str) -> None:
    path = written(tmp_path / "mine.tsv", header, row)

    with pytest.raises(KnowledgeError) as found:
        with_lines(lines_of(path), tmp_path)
    assert str(found.value).startswith(f"{path}{message}")


@pytest.mark.parametrize(("content", "message"), [(None, "cannot be read"), (b"\xff\xfeid\tparty", "cannot be read as UTF-8")])
def test_file_that_is_no_table_is_told(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "mine.tsv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(KnowledgeError, match=message):
        lines_of(path)


def test_load_without_imports_is_our_tables(tmp_path: Path) -> None:
    assert knowledge.load() is tables.load()
    assert knowledge.load(tmp_path) is tables.load()


def test_load_follows_what_is_imported_and_removed(tmp_path: Path) -> None:
    given = lines(tmp_path, ACTORS, "my_group\thts\tarmed_group\t\t\tMy Group\tme")
    home = tmp_path / "home"

    overlays.import_lines(home, "mine", [tmp_path / "mine.tsv"], given)
    assert "my_group" in knowledge.load(home).actors
    assert knowledge.load(home) is knowledge.load(home)
    overlays.remove(home, "mine")
    assert "my_group" not in knowledge.load(home).actors


def test_what_was_imported_is_told_by_a_digest(tmp_path: Path) -> None:
    given = lines(tmp_path, ACTORS, "my_group\thts\tarmed_group\t\t\tMy Group\tme")
    home = tmp_path / "home"
    overlays.import_lines(home, "mine", [tmp_path / "mine.tsv"], given)
    first = knowledge.load(home).imports
    overlays.import_lines(home, "more", [tmp_path / "mine.tsv"], [])
    second = knowledge.load(home).imports
    overlays.remove(home, "more")

    assert first is not None
    assert second not in (None, first)
    assert knowledge.load(home).imports == first
    overlays.remove(home, "mine")
    assert knowledge.load(home).imports is knowledge.load().imports is None


def test_affiliations_and_agreements_are_laid_over_ours(tmp_path: Path) -> None:
    given = [
        *lines(
            tmp_path,
            "actor\trelation\tof\ttheatre\tfrom\tto\tsource",
            "nlf\tbacked_by\tturkey\tSY\t2018-05-28\t2021-01-01\tme",
            name="a.tsv",
        ),
        *lines(
            tmp_path,
            "id\tkind\ttheatre\tsigned\tin_force\tended\tname_en\tsource",
            "mine\ttruce\tSY\t2022-01-01\t\t\tMine\tme",
            name="b.tsv",
        ),
        *lines(tmp_path, "form\tagreement\tlang\tsource", "هدنتي\tmine\tar\tme", name="c.tsv"),
        *lines(tmp_path, "agreement\tactor\trole\tsource", "mine\tnlf\tsignatory\tme", name="d.tsv"),
        *lines(tmp_path, "agreement\tnumber\tterm\tsource", "mine\t1\tno shelling\tme", name="e.tsv"),
        *lines(tmp_path, "party\tarea\tfrom\tto\tsource", "jordan\tsuwayda_governorate\t\t\tme", name="f.tsv"),
    ]

    merged = with_lines(given, tmp_path / "home")

    assert [
        str(entry.stop) for entry in merged.affiliations if (entry.actor, entry.relation, entry.of) == ("nlf", "backed_by", "turkey")
    ] == ["2021-01-01"]
    assert (merged.agreements["mine"].terms, [party.actor for party in merged.agreements["mine"].parties]) == (("no shelling",), ["nlf"])
    assert [name.form for name in merged.agreement_names if name.agreement == "mine"] == ["هدنتي"]
    assert "suwayda_governorate" in merged.areas_of("jordan", None)
