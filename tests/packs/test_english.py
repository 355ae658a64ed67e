"""English read as a whole: what rules do together that no example of one of them shows."""

from __future__ import annotations

from datetime import date

import pytest
from tests.readings.reading import in_short, read, sites

from musnad import knowledge, pack
from musnad.model import Toll
from musnad.readings import values

REPORT = "\n".join(
    [
        "Shelling kills three in Kafr Nabl",
        "Kafr Nabl, May 9 - Regime forces shelled the town of Kafr Nabl on Thursday, killing at least three civilians, "
        "including a girl, and injuring six others, a local source told Reuters.",
        "The Syrian Observatory for Human Rights said two of the wounded later died. According to activists, no soldiers were hurt.",
        "Two houses were destroyed.",
    ]
)


def test_a_report_gives_its_claims_with_their_origins() -> None:
    reading = read(REPORT, published="2024-05-10", lang="en", publisher="The Mill Post")

    assert [in_short(claim) for claim in reading.claims if claim.field in ("killed", "injured", "initiator")] == [
        ("killed", "3 unspecified", ""),
        ("killed", "3 civilians", "local source"),
        ("killed", "1 children of them", "local source"),
        ("injured", "6 civilians", "local source"),
        ("initiator", "syrian_government", "local source"),
        ("killed", "2 unspecified", "Syrian Observatory for Human Rights"),
        ("injured", "0 unspecified", "activists"),
    ]
    assert [(event.type, sites(event)) for event in reading.events] == [("shelling", ["Kafr Nabl"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The raids left 11 shepherds dead, including two girls, and over 40 others injured.",
            [("killed", 11), ("killed", 2), ("injured", 40)],
        ),
        ("A 12-year-old child was wounded.", [("injured", 1)]),
        ("Two women killed, four others hurt in strikes", [("killed", 2), ("injured", 4)]),
        ("The shelling caused damage, but no casualties were reported.", [("killed", 0), ("injured", 0)]),
        ("Soldiers killed three men.", [("killed", 3)]),
    ],
)
def test_people_are_counted_as_a_careful_reader_would(text: str, expected: list[tuple[str, int]]) -> None:
    found = read(text, lang="en").claims

    assert [(claim.field, claim.value.min) for claim in found if isinstance(claim.value, Toll)] == expected


def test_headlines_of_other_articles_above_the_report_are_left_out() -> None:
    reading = read(
        "A shell kills a shepherd near Tal Rand\n"
        "Related News\n"
        "Two men shot dead in Safita, April 2, 2022\n"
        "Mine kills four boys in Harran, April 3, 2022\n"
        "A shepherd was killed on May 9, 2021, when a shell fell near his tent in the village of Tal Rand.",
        lang="en",
    )

    assert [in_short(claim)[:2] for claim in reading.claims if claim.field == "killed"] == [("killed", "1 civilians")]
    assert [event.date.start.isoformat() for event in reading.events if event.date] == ["2021-05-09"]


def test_how_long_a_town_has_been_held_is_not_the_day_of_a_raid() -> None:
    reading = read("A drone struck a car in Kobani, a town that local forces have held since 2015, killing two men.", lang="en")

    assert [(event.date, event.background) for event in reading.events] == [(None, False)]


def test_a_count_over_a_long_time_is_background() -> None:
    reading = read("A drone struck a car in Kobani, killing two men. Since early 2023, drones have killed 40 men in Kobani.", lang="en")

    assert [event.background for event in reading.events] == [False, True]


def test_a_verb_in_a_heading_of_capitals_is_no_town() -> None:
    reading = read("Drones Hit Fuel Trucks in Idlib, Leaving Two Injured", lang="en")

    assert [[place.text for place in event.places] for event in reading.events] == [["Idlib"]]


def test_a_newspaper_is_pointed_back_to_by_its_noun() -> None:
    reading = read("Two men were killed, the Al-Watan newspaper reported. According to the newspaper, 60 more men were injured.", lang="en")

    assert [in_short(claim) for claim in reading.claims] == [
        ("killed", "2 men", "Al-Watan newspaper"),
        ("injured", "60 men", "Al-Watan newspaper"),
    ]


def test_a_party_that_bombs_is_a_doer_and_its_verb_no_weapon() -> None:
    reading = read("Russians bomb a farm in Idlib", lang="en")

    assert [in_short(claim)[:2] for claim in reading.claims if claim.field in ("initiator", "weapon")] == [("initiator", "russia")]


def test_an_older_day_told_later_is_another_event() -> None:
    reading = read(
        "Shells fell on the town of Kafr Nabl, killing two shepherds.\nOn May 8, shells killed a farmer in the town of Kafr Nabl.",
        lang="en",
    )

    assert [event.background for event in reading.events] == [False, True]


def test_places_that_a_list_joins_are_all_sites() -> None:
    reading = read("Air strikes hit the Mezzeh airport, the Qalamoun region and Homs.", lang="en")

    assert sites(reading.events[0]) == ["Mezzeh airport", "Qalamoun region", "Homs"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 20th of next month", "2024-06-20"),
        ("two weeks from now", "2024-05-24"),
        ("1 month 21 days ago", "2024-03-20"),
        ("9-18-15", "2015-09-18"),
    ],
)
def test_dates_as_english_says_them(text: str, expected: str) -> None:
    found = values.read(text, pack.load("en"), date(2024, 5, 10), knowledge.load())

    assert [day.start.isoformat() for day in found.dates] == [expected]


def test_two_amounts_far_apart_are_no_range() -> None:
    found = values.read("either 10 million or 10 billion, or five - eighths", pack.load("en"), None, knowledge.load())

    assert [(one.min, one.max) for one in found.quantities] == [(1e7, 1e7), (1e10, 1e10), (0.625, 0.625)]


def test_a_mine_that_explodes_makes_a_mine_blast() -> None:
    assert [event.type for event in read("A mine exploded in Raqqa, wounding two children.", lang="en").events] == ["ied"]


def test_a_drone_that_targets_a_car_is_a_drone_strike_on_a_car() -> None:
    reading = read("A Turkish drone targeted a car in the town of Tel Rifaat.", lang="en")

    assert [event.type for event in reading.events] == ["drone_strike"]
    assert [claim.evidence[0].text for claim in reading.claims if claim.field == "target"] == ["car"]


def test_a_sentence_that_goes_on_with_the_act_is_told_by_the_same_source() -> None:
    reading = read(
        "Local sources said that a rocket hit a farm in Idlib. The rocket attack killed two men, but no soldiers were hurt.\n"
        "The attack also killed a guard.",
        lang="en",
    )

    assert [in_short(claim)[::2] for claim in reading.claims if claim.field in ("killed", "injured")] == [
        ("killed", "Local sources"),
        ("injured", "Local sources"),
        ("killed", ""),
    ]


def test_soldiers_who_enter_and_arrest_make_no_air_strike() -> None:
    reading = read("Israeli troops entered the village of Kodna and arrested four men.", lang="en")

    assert [event.type for event in reading.events] == ["arrest_abduction"]
    assert [in_short(claim)[:2] for claim in reading.claims if claim.field == "initiator"] == [("initiator", "israel")]


def test_who_speaks_of_itself_as_it_is_the_doer() -> None:
    reading = read("Hezbollah said it had fired a barrage of rockets at a barracks.", lang="en")

    assert [in_short(claim) for claim in reading.claims if claim.field == "initiator"] == [("initiator", "hezbollah", "Hezbollah")]


def test_the_year_in_which_attacks_are_counted_is_not_the_day_of_one() -> None:
    reading = read("31st drone attack in 2022 | Drone hits a car in Kobani\nA drone hit a car in Kobani, wounding a boy.", lang="en")

    assert [(event.date, event.background) for event in reading.events] == [(None, False)]


def test_the_suburbs_of_a_governorate_are_an_area() -> None:
    reading = read("A rocket hit the village of Termanein in the suburbs of Idlib.", lang="en")

    assert sites(reading.events[0]) == ["village of Termanein"]


def test_the_raid_that_was_hit_in_is_that_of_the_aircraft_that_raided() -> None:
    text = "Warplanes raided the town of Sarmin on Sunday, residents said. A bakery was hit in the raid. The toll stood at 4 dead."
    reading = read(text, published="2020-03-02", lang="en")

    assert [event.type for event in reading.events] == ["air_strike"]
    assert [in_short(claim)[:2] for claim in reading.claims if claim.field == "killed"] == [("killed", "4 unspecified")]
