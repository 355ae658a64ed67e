"""What the tests of tables share: one good line or more for every table, and a folder of tables written from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge import read

Row = tuple[str, ...]

HEADERS = {
    "actors.tsv": "id party kind from to name_en source",
    "actor_names.tsv": "form actor lang usage source",
    "sources.tsv": "id kind party country domains handles parent name_en source",
    "source_names.tsv": "form source lang note",
    "weapons.tsv": "id kind event_type form lang number source",
    "places.tsv": "id name_en lat lon precision country adm1 source",
    "place_names.tsv": "form place lang",
    "habits.tsv": "party event_type source",
    "affiliations.tsv": "actor relation of theatre from to source",
    "agreements.tsv": "id kind theatre signed in_force ended name_en source",
    "agreement_names.tsv": "form agreement lang source",
    "agreement_parties.tsv": "agreement actor role source",
    "agreement_terms.tsv": "agreement number term source",
    "shared_names.tsv": "form lang actor context source",
    "areas.tsv": "party area from to source",
    "numbering.tsv": "series number from to source",
}
GOOD: dict[str, tuple[Row, ...]] = {
    "actors.tsv": (
        ("syrian_army", "syrian_government", "army", "", "2024-12-07", "Syrian army", "Wikipedia: Syrian Arab Army"),
        ("syrian_army", "syrian_transitional_government", "army", "2024-12-08", "", "Syrian army", "Wikipedia: Syrian Army (2024-present)"),
        ("tip", "other:Turkistan Islamic Party", "armed_group", "", "", "Turkistan Islamic Party", "Wikipedia: Turkistan Islamic Party"),
    ),
    "actor_names.tsv": (
        ("TIP", "tip", "en", "short", "Wikipedia: Turkistan Islamic Party"),
        ("الجيش السوري", "syrian_army", "ar", "name", "Wikipedia: Syrian Arab Army"),
    ),
    "sources.tsv": (
        ("sana", "agency", "syrian_army", "SY", "sana.sy", "SANAEn SANA__SY", "", "SANA", "Wikipedia: Syrian Arab News Agency"),
        ("tass", "agency", "russia", "RU", "tass.ru tass.com", "", "", "TASS", "Wikipedia: TASS"),
        ("un", "official", "", "", "un.org", "UN", "", "United Nations", "Wikipedia: United Nations"),
        ("unicef", "official", "", "", "unicef.org", "", "un", "UNICEF", "Wikipedia: UNICEF"),
    ),
    "source_names.tsv": (
        ("TASS", "tass", "en", ""),
        ("UN", "un", "en", ""),
        ("UNICEF", "unicef", "en", ""),
        ("سانا", "sana", "ar", ""),
    ),
    "weapons.tsv": (
        ("drone", "drone", "drone_strike", "طائرة مسيرة", "ar", "sg", "own usage in press"),
        ("thermobaric", "bomb", "", "صاروخ فراغي", "ar", "sg", "SNHR glossary"),
    ),
    "places.tsv": (
        ("idlib", "Idlib", "35.931", "36.634", "town", "SY", "idlib_governorate", "GeoNames"),
        ("idlib_governorate", "Idlib governorate", "", "", "governorate", "SY", "", "Wikipedia: Idlib Governorate"),
    ),
    "place_names.tsv": (("إدلب", "idlib", "ar"), ("محافظة إدلب", "idlib_governorate", "ar")),
    "habits.tsv": (("russia", "air_strike", "Airwars"),),
    "affiliations.tsv": (("tip", "part_of", "syrian_army", "SY", "2025-05-01", "", "Reuters, 2 June 2025"),),
    "agreements.tsv": (
        ("moscow", "ceasefire", "SY", "2020-03-05", "2020-03-06", "", "Moscow protocol on Idlib", "UN document S/2020/187"),
    ),
    "agreement_names.tsv": (("اتفاق موسكو", "moscow", "ar", "own usage in press"),),
    "agreement_parties.tsv": (
        ("moscow", "syrian_army", "guarantor", "own invention for the test"),
        ("moscow", "tip", "signatory", "own invention for the test"),
    ),
    "agreement_terms.tsv": (
        ("moscow", "1", "an end of all military actions", "UN document S/2020/187"),
        ("moscow", "2", "a security corridor along the road M4", "UN document S/2020/187"),
    ),
    "shared_names.tsv": (("TIP", "en", "tip", "country:SY", "Wikipedia: Turkistan Islamic Party"),),
    "areas.tsv": (
        ("hts", "SY", "2017-01-28", "2024-12-07", "Wikipedia: Tahrir al-Sham"),
        ("tip", "idlib_governorate", "", "", "Wikipedia: Turkistan Islamic Party"),
    ),
    "numbering.tsv": (
        ("example.org", "1000", "2021-01-01", "2021-01-03", "sums up 2020"),
        ("example.org", "2000", "2021-04-11", "2021-04-13", "tells of the storm of 11 April 2021"),
        ("example.org", "3000", "2021-07-20", "2021-07-20", "has its day in the text"),
        ("example.org", "9000", "2021-09-01", "2021-09-05", "sums up August 2021"),
        ("example.org/en", "1000", "2020-01-01", "2020-01-03", "sums up 2019"),
        ("example.org/en", "2000", "2020-04-11", "2020-04-13", "has its day in the text"),
    ),
}


def write_tables(folder: Path, table: str = "", lines: tuple[Row, ...] = ()) -> Path:
    """The folder with every table in it: the good lines, and in ``table`` the given ones instead."""
    for name, good in GOOD.items():
        write_table(folder, name, lines if name == table else good)
    return folder


def write_table(folder: Path, name: str, lines: tuple[Row, ...]) -> None:
    """One table with its header."""
    rows = (tuple(HEADERS[name].split()), *lines)
    (folder / name).write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def assert_refused(folder: Path, table: str, number: int, message: str) -> None:
    """Reading the folder fails, and the error names the line of the table and says ``message``."""
    with pytest.raises(KnowledgeError) as found:
        read(folder)

    assert str(found.value).startswith(f"{folder / table}:{number}: ")
    assert message in str(found.value)
