"""The grammar of numbers: other languages are rows of a table for the same code."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.readings.morphology import Whole
from musnad.readings.numbers import find_numbers
from musnad.readings.numberwords import COLUMNS, NumberWords, load_number_words
from musnad.readings.tokens import tokenize
from musnad.text import fold

MINI = {
    "en": """a article 1
one unit 1
two unit 2
three unit 3
five unit 5
six unit 6
sixteen teen 16
twenty ten 20 unit_after
hundred hundred 100
hundreds hundred 100 plural
thousand scale 1000
million scale 1000000
k scale 1000 glued
dozen dozen 12
half fraction 1/2
quarters fraction 1/4
quarter fraction 1/4
and joiner
between between
to to
or or
first ordinal
km measure
, group_mark
. decimal_mark""",
    "ru": """два unit 2
две unit 2
пять unit 5
двадцать ten 20 unit_after
двести hundreds 200
тысяч scale 1000 plural
тысячи scale 1000 plural
тысяча scale 1000
миллиона scale 1000000 plural
полторы fraction 1.5
половиной fraction 1/2
с joiner
десятка dozen 10 plural
от from
до to
, decimal_mark
пробелы group_space 2""",
    "tr": """iki unit 2
beş unit 5
altı unit 6
dokuz unit 9
on ten 10 unit_after
yirmi ten 20 unit_after
doksan ten 90 unit_after
yüz hundred 100
bin scale 1000
milyon scale 1000000
buçuk fraction 1/2 plus
yarım fraction 1/2
, decimal_mark
. group_mark""",
}


def mini(folder: Path, language: str) -> NumberWords:
    rows = [[*line.split(" "), "", ""][:4] for line in MINI[language].splitlines()]
    path = folder / "numbers.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + "".join("\t".join((*row, "test")) + "\n" for row in rows), encoding="utf-8")
    return load_number_words([path])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "twenty-five thousand people", [25000]),
        ("en", "Two hundred and twenty five", [225]),
        ("en", "two hundred five", [205]),
        ("en", "a hundred and sixteen", [116]),
        ("en", "half a million", [500000]),
        ("en", "two and a half", [2.5]),
        ("en", "two and a half million", [2500000]),
        ("en", "three quarters", [0.75]),
        ("en", "two dozen", [24]),
        ("en", "five and six", [5, 6]),
        ("en", "five hundred and six hundred", [500, 600]),
        ("en", "10k, 1,234.5 and 5 million", [10000, 1234.5, 5000000]),
        ("en", "hundreds of a man", []),
        ("en", "the twenty-first day, 29km, M4", []),
        ("ru", "двадцать пять тысяч", [25000]),
        ("ru", "двести пять", [205]),
        ("ru", "полторы тысячи", [1500]),
        ("ru", "два с половиной миллиона", [2500000]),
        ("ru", "два десятка", [20]),
        ("ru", "2 500 человек", [2500]),
        ("ru", "2,5 миллиона", [2500000]),
        ("ru", "тысячи", []),
        ("tr", "yirmi beş bin", [25000]),
        ("tr", "yüz on altı", [116]),
        ("tr", "bin dokuz yüz doksan dokuz", [1999]),
        ("tr", "iki milyon bin yüz", [2001100]),
        ("tr", "iki buçuk milyon", [2500000]),
        ("tr", "yarım milyon", [500000]),
        ("tr", "1.234,5 ve 25 bin", [1234.5, 25000]),
    ],
)
def test_other_languages_are_data_for_the_same_grammar(tmp_path: Path, language: str, text: str, expected: list[float]) -> None:
    found = find_numbers(tokenize(fold(text).text), Whole().forms, mini(tmp_path, language))
    assert [number.value for number in found] == expected
