"""Files of places from outside: what is taken from them, and that every mistake is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.errors import InputError
from musnad.knowledge.gazetteer import Name
from musnad.knowledge.placefiles import Given, Mistake, Row, read_places
from tests.knowledge.places import written

GIVEN = Given("mine")
HEADER = "id,name_en,name_ar,lat,lon,country"
GOOD = "1,Sarmin,سرمين,35.903,36.726,SY"
DUMP = "172955\tSarmīn\tSarmin\tSarmin,Сармин,سرمين\t35.90306\t36.72639\tP\tPPL\tSY\t\t12\t\t\t\t14530\t\t390\tAsia/Damascus\t2019-06-20"


def rows(path: Path, given: Given = GIVEN) -> list[Row]:
    return [row for row in read_places(path, given) if isinstance(row, Row)]


def mistakes(path: Path, given: Given = GIVEN) -> list[str]:
    return [str(row).removeprefix(f"{path}:") for row in read_places(path, given) if isinstance(row, Mistake)]


def test_csv_with_named_columns(tmp_path: Path) -> None:
    path = written(
        tmp_path / "places.csv",
        "name_en,name_ar,lat,lon,accuracy,governorate",
        '"Sarmin, centre",\u200fسرمين\u202c,35.903,36.726,within_100m,Idlib',
        "",
        "Hajin / Hajeen,ﻫﺠﻴﻦ,34.69,40.83,town,Deir Ezzor",
    )

    first, second = rows(path, Given("mine", ("SY",)))

    assert (first.line, first.place.id, first.place.name) == (2, "line_2", "Sarmin, centre")
    assert (first.place.lat, first.place.lon, first.place.precision) == (35.903, 36.726, "point")
    assert (first.place.country, first.place.admin1, first.place.source) == ("SY", "Idlib", "mine")
    assert first.names == (Name("Sarmin, centre", "en", "main"), Name("سرمين", "ar"))
    assert second.line == 4
    assert [name.form for name in second.names] == ["Hajin", "Hajeen", "هجين"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_with_any_separator_and_a_byte_order_mark(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text("\r\n".join(line.replace(",", separator) for line in (HEADER, GOOD, "")), encoding="utf-8-sig")

    assert [row.place.id for row in rows(path)] == ["1"]


ADMIN3 = "NAME_EN,NAM_EN_REF,NAME_AR,PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM0_EN,ADM0_PCODE,centre_lat,centre_lon"


def test_admin_table_of_an_area_with_the_areas_around_it(tmp_path: Path) -> None:
    line = "Sarmin,Sarmin,سرمين,SY070003,Idleb,إدلب,SY0700,Idleb,إدلب,SY07,Syrian Arab Republic,SY,35.88,36.72"

    (row,) = rows(written(tmp_path / "adm.csv", ADMIN3, line))

    assert (row.place.id, row.place.precision, row.place.country, row.place.admin1) == ("SY070003", "subdistrict", "SY", "Idleb|إدلب")
    assert (row.place.lat, row.place.lon) == (35.88, 36.72)
    assert row.names == (Name("Sarmin", "en", "main"), Name("سرمين", "ar"))


@pytest.mark.parametrize(
    ("headings", "precision"),
    [
        ("ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_PCODE", "district"),
        ("admin2Name_en,admin2Name_ar,admin2Pcode,admin1Name_en,admin1Pcode,admin0Pcode", "district"),
        ("adm1_name,adm1_name_ar,adm1_pcode,x1,x2,adm0_pcode", "governorate"),
    ],
)
def test_admin_table_whose_own_columns_bear_its_level(tmp_path: Path, headings: str, precision: str) -> None:
    path = written(tmp_path / "adm.csv", f"{headings},center_lat,center_lon", "Harim,حارم,SY0703,Idleb,SY07,SY,,")

    (row,) = rows(path)

    assert (row.place.id, row.place.precision, row.place.country, row.place.lat) == ("SY0703", precision, "SY", None)
    assert [name.form for name in row.names] == ["Harim", "حارم"]


def test_geonames_dump_with_alternate_names(tmp_path: Path) -> None:
    dump = written(tmp_path / "SY.txt", DUMP, DUMP.replace("172955", "1").replace("\tSY\t", "\tLB\t").replace("35.90306", "34.0"))
    names = written(
        tmp_path / "alternateNames.txt",
        "1\t172955\ten\tSarmin\t\t\t\t",
        "2\t172955\ttr\tSermin\t\t\t\t",
        "3\t172955\tlink\thttps://example.org\t\t\t\t",
        "4\t172955\ten\tOld Sarmin\t\t\t\t1",
    )

    (row,) = rows(dump, Given("dump", ("SY",), names=names))

    assert (row.place.id, row.place.name, row.place.country, row.place.admin1) == ("172955", "Sarmīn", "SY", "SY.12")
    assert (row.place.lat, row.place.lon, row.place.population, row.place.precision) == (35.90306, 36.72639, 14530, "unknown")
    assert {name.form: name.lang for name in row.names} == {"Sarmīn": "", "Sarmin": "en", "Сармин": "", "سرمين": "", "Sermin": "tr"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2,Sarmin,سرمين,36.726,35.903", "2: 5 cells, but the first line names 6 columns: quote cells that hold the separator"),
        ("2,Sarmin,سرمين,36.726,35.903,SY,x", "2: 7 cells, but the first line names 6 columns"),
        ("2,Idlib,إدلب,36.634,33.9,SY", "2: 36.634, 33.9 is outside SY, but 33.9, 36.634 is inside"),
        ("2,Aden,عدن,45.03,12.78,YE", "2: 45.03, 12.78 is outside YE, but 12.78, 45.03 is inside: latitude and longitude are exchanged"),
        ("2,Bishkek,,74.59,42.87,SY", "2: 74.59, 42.87 is outside SY: correct the coordinates or the country"),
        ("2,Anadyr,,177.5,64.7,RU", "2: the latitude 177.5 is over 90: latitude and longitude are exchanged"),
        ('2,Sarmin,سرمين,"35,903",36.726,SY', "2: the latitude '35,903' is no number: write it with a point"),
        ("2,Sarmin,سرمين,35°54'N,36.726,SY", '2: the latitude "35°54\'N" is no number: write it as decimal degrees'),
        ("2,Sarmin,سرمين,nan,36.726,SY", "2: the latitude nan is no place on earth"),
        ("2,Sarmin,سرمين,35.9,4239.00416,SY", "2: the longitude 4239.00416 is no place on earth"),
        ("2,Sarmin,سرمين,,36.726,SY", "2: no latitude or no longitude"),
        ("2,,,35.903,36.726,SY", "2: no name"),
        ("2,Sarmin,سرمين,35.903,36.726,Narnia", "2: unknown country 'Narnia': write its two-letter code"),
        ("2,Sarmin,ط³ط±ظ…ظٹظ†,35.903,36.726,SY", "2: the name 'ط³ط±ظ…ظٹظ†' is 'سرمين' in another encoding"),
        ("2,Sarmin,Ø³Ø±Ù…ÙŠÙ†,35.903,36.726,SY", "2: the name 'Ø³Ø±Ù…ÙŠÙ†' is 'سرمين' in another encoding"),
        ("2,Sarmin,????,35.903,36.726,SY", "2: the letters of the name '????' are lost"),
        ("2,Sarmin,سر\ufffdين,35.903,36.726,SY", "2: the letters of the name 'سر\ufffdين' are lost"),
        ("2,Sarmin,سرمين,35.903,36.726,Syria", None),
    ],
)
def test_mistake_in_a_line_is_told_with_its_number_and_the_others_are_read(tmp_path: Path, line: str, message: str | None) -> None:
    path = written(tmp_path / "places.csv", HEADER, line, GOOD)

    found = mistakes(path)

    assert rows(path)[-1].place.id == "1"
    assert (found[0].startswith(message) if found else False) is (message is not None)


def test_id_that_was_there_before_is_told_with_both_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "places.csv", HEADER, GOOD, GOOD.replace("Sarmin", "Binnish"))

    assert mistakes(path) == ["3: the id '1' is on line 2 too: give one another, or take it out"]


def test_line_numbers_are_those_of_the_file_where_a_cell_has_several_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "places.csv", HEADER, '1,"Sarmin\nor Sarmeen",سرمين,35.903,36.726,SY', "2,Idlib,إدلب,0,0,SY")

    assert [(row.line, [name.form for name in row.names]) for row in rows(path)] == [(2, ["Sarmin", "or Sarmeen", "سرمين"])]
    assert mistakes(path)[0].startswith("4: 0, 0 is outside SY")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,lat\nSarmin,35.9\n", ":1: no column for lon among name, lat: the first line must name the columns"),
        (b"a,b,c\n1,2,3\n", ":1: no column for name and lat and lon among a, b, c"),
        (b"", ":1: no column for name and lat and lon among nothing"),
        (
            b"name,lat,lon\nSarmin,35.9,36.7\n\xd3\xd1\xe3\xed\xe4,35.9,36.7\n",
            ":3: byte 0xd3 after '' is not UTF-8: save the file as UTF-8",
        ),
        ("name,lat,lon\nSarmin,35.9,36.7\n".encode("utf-16"), ":1: this is UTF-16: save the file as UTF-8"),
        (b"PK\x03\x04\x00\x00,lat,lon,name\n", ":1: a zero byte: this is no text file"),
        (b'name,lat,lon\n"Sarmin,35.9,36.7\n', ":2: a quotation mark is not closed"),
    ],
)
def test_file_that_is_no_list_of_places_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(content)

    with pytest.raises(InputError) as found:
        rows(path)
    assert str(found.value).startswith(f"{path}{message}")


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.csv: cannot be read \(No such file"):
        rows(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (DUMP.replace("\tSY\t\t12", "\tSY\t12"), "1: 18 cells: a line of a GeoNames dump has 19"),
        (DUMP.replace("35.90306", "36.72639", 1).replace("\t36.72639\tP", "\t33.90306\tP"), "1: 36.7264, 33.9031 is outside SY, but"),
        (DUMP.replace("172955", "Q1"), "1: the id 'Q1' is no number"),
    ],
)
def test_mistake_in_a_dump_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    assert mistakes(written(tmp_path / "SY.txt", line), Given("dump", format="geonames"))[0].startswith(message)


def test_word_for_a_precision_that_no_table_has_is_handed_on(tmp_path: Path) -> None:
    (row,) = rows(written(tmp_path / "places.csv", "name,lat,lon,accuracy", "Sarmin,35.9,36.7,somewhere"))

    assert (row.place.precision, row.unread) == ("unknown", "somewhere")
