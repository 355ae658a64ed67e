"""Russian read as a whole: what rules do together that no example of one of them shows, and words in all their cases."""

from __future__ import annotations

from datetime import date

import pytest
from tests.readings.reading import in_short, read, sites

from musnad import knowledge, pack
from musnad.model import Toll
from musnad.readings import values

REPORT = "\n".join(
    [
        "При обстреле Кафр-Набля погибли трое жителей",
        "Правительственные войска в четверг обстреляли из артиллерии город Кафр-Набль, погибли не менее трех мирных жителей, "
        "в том числе девочка, еще шестеро ранены, сообщил агентству Рейтер местный источник.",
        "По данным Сирийской обсерватории по правам человека, двое раненых позже скончались. Военные не пострадали.",
        "В ночь на 8 мая авиация РФ нанесла удары по позициям «Хайят Тахрир аш-Шам» в Джиср-эш-Шугуре.",
    ]
)


def test_a_report_gives_its_claims_with_their_origins() -> None:
    reading = read(REPORT, published="2024-05-10", lang="ru", publisher="Мельница")

    assert [in_short(claim) for claim in reading.claims if claim.field in ("killed", "injured", "initiator", "target")] == [
        ("killed", "3 civilians", ""),
        ("killed", "3 civilians", "местный источник"),
        ("killed", "1 children of them", "местный источник"),
        ("injured", "6 unspecified", "местный источник"),
        ("initiator", "syrian_government", "местный источник"),
        ("killed", "2 unspecified", "Сирийской обсерватории по правам человека"),
        ("injured", "0 unspecified", "Сирийской обсерватории по правам человека"),
        ("initiator", "russia", ""),
        ("target", "hts", ""),
    ]
    assert [(event.type, sites(event)) for event in reading.events] == [
        ("shelling", ["Кафр-Набля"]),
        ("air_strike", ["Джиср-эш-Шугуре"]),
    ]
    assert next(tuple(link.source for link in claim.chain) for claim in reading.claims if claim.chain) == ("reuters", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "При ударе убиты 11 пастухов, в том числе две девочки, ранены более 40 человек.",
            [("killed", 11), ("killed", 2), ("injured", 40)],
        ),
        ("Ранен 12-летний мальчик.", [("injured", 1)]),
        ("Двое погибли, четверо ранены.", [("killed", 2), ("injured", 4)]),
        ("Ракета попала в дом, убив женщину и троих детей.", [("killed", 1), ("killed", 3)]),
        ("Местные жители сообщили о гибели женщины.", [("killed", 1)]),
        ("Боевики убили троих мужчин.", [("killed", 3)]),
        ("Пастуха убили у колодца.", [("killed", 1)]),
        ("Число раненых возросло до двадцати пяти.", [("injured", 25)]),
        ("Взрыв унес жизни четверых рабочих.", [("killed", 4)]),
        ("Пострадавших нет.", [("injured", 0)]),
        ("Информации о пострадавших не поступало.", []),
    ],
)
def test_people_are_counted_in_every_case(text: str, expected: list[tuple[str, int]]) -> None:
    found = read(text, lang="ru").claims

    assert [(claim.field, claim.value.min) for claim in found if isinstance(claim.value, Toll)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("в ночь на 26 октября", ("2020-10-25", "2020-10-26")),
        ("сутки назад", ("2020-10-25", None)),
        ("трое суток назад", ("2020-10-23", None)),
        ("во вторник", ("2020-10-20", None)),
        ("накануне", ("2020-10-25", None)),
        ("двадцать пятого октября", ("2020-10-25", None)),
        ("в минувшую пятницу", ("2020-10-23", None)),
        ("в октябре 2019 года", ("2019-10-01", "2019-10-31")),
        ("за прошедшие сутки", ("2020-10-25", None)),
    ],
)
def test_dates_are_read_in_their_cases(text: str, expected: tuple[str, str | None]) -> None:
    found = values.read(text, pack.load("ru"), date(2020, 10, 26), knowledge.load()).dates

    assert [(str(day.start), day.end and str(day.end)) for day in found] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("более двухсот пятидесяти бойцов", [(250, None)]),
        ("около 2,5 тыс. беженцев", [(2500, 2500)]),
        ("1 200 палаток", [(1200, 1200)]),
        ("от пяти до десяти раненых", [(5, 10)]),
        ("двумя ракетами", [(2, 2)]),
        ("убил семью", []),  # a family, not "with seven"
    ],
)
def test_numbers_are_read_in_their_cases(text: str, expected: list[tuple[float, float | None]]) -> None:
    found = values.read(text, pack.load("ru"), None, knowledge.load()).quantities

    assert [(quantity.min, quantity.max) for quantity in found] == expected


@pytest.mark.parametrize("text", ["Обстрел #Идлиба", "Обстрел Идлиба", "обстреляли город Идлиб (Idlib)", "Обстрел: #Идлиб"])
def test_hashtags_and_latin_names_do_not_hide_a_place(text: str) -> None:
    assert [place.gazetteer for event in read(text, lang="ru").events for place in event.places] == ["idlib"]


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Военный источник сообщил, что удар нанесли ночью. Ранен пастух.", "Военный источник"),
        ("Военный источник сообщил, что удар нанесли ночью.\nРанен пастух.", ""),  # another paragraph
        ("Удар нанесли ночью. Ранен пастух.", ""),
        ("Военный источник сообщил, что удар нанесли ночью. По словам врача, ранен пастух.", "врача"),
        ("Ранен пастух. Об этом сообщил военный источник.", "военный источник"),
        ("Ранен пастух, рассказал агентству «Рейтер» военный источник.", "военный источник"),
        ("«Ранен пастух», — заявил представитель армии.", "представитель армии"),
        ("Ранен пастух — военный источник", "военный источник"),
        ("Ранен пастух, утверждают в Анкаре.", "Анкаре"),
        ("Ранен пастух, говорится в сообщении армии.", "сообщении армии"),
        ("Утверждается, что ранен пастух.", ""),
    ],
)
def test_whose_word_it_is(text: str, origin: str) -> None:
    claims = [claim for claim in read(text, lang="ru").claims if claim.field == "injured"]

    assert [claim.chain[-1].text if claim.chain else "" for claim in claims] == [origin]


def test_a_doubt_and_a_denial_are_kept_as_such() -> None:
    doubted = read("Бомбу якобы заложили боевики «Хезболлы», взрыв убил двоих.", lang="ru").claims
    denied = read("Обстрел рынка убил двоих. Командование «Хезболлы» отрицает причастность своих бойцов к обстрелу.", lang="ru").claims

    assert [claim.stance for claim in doubted if claim.field == "initiator"] == ["hedge"]
    assert [claim.stance for claim in denied if claim.field == "initiator"] == ["deny"]


def test_words_that_take_sides_are_named_with_a_neutral_one() -> None:
    found = read("Террористы обстреляли деревню, ранены двое.", lang="ru").loaded_terms

    assert [(term.text, term.neutral) for term in found] == [
        ("Террористы", "Armed groups called terrorists by the speaker, not named further")
    ]
