"""Endings: how they are spelled after a word, and what is left of a word without them."""

from __future__ import annotations

import pytest

from musnad.readings.endings import Endings, EndingSettings

SETTINGS = EndingSettings(
    nouns="noun",
    vowels={
        "A": {"a": "a", "e": "e", "i": "ae", "o": "ae", "u": "ae"},
        "I": {"a": "i", "e": "i", "i": "i", "o": "u", "u": "u"},
    },
    consonants={"D": ("t", "d")},
    hard="cfhkpst",
    softened={"k": "g", "p": "b"},
    lost="iu",
    foreign=("at",),
)
NOUNS = (
    ("lAr", (("num", "pl"),)),
    ("(s)I", (("poss", "yes"),)),
    ("(y)I", (("case", "acc"),)),
    ("(y)A", (("case", "dat"),)),
    ("DA", (("case", "loc"),)),
    ("lArInDA", (("num", "pl"), ("poss", "yes"), ("case", "loc"))),
)
ENDINGS = Endings(SETTINGS, NOUNS)


@pytest.mark.parametrize(
    ("stem", "ending", "spelled"),
    [
        ("kaynak", "lAr", ("lar",)),
        ("ev", "lAr", ("ler",)),
        ("koy", "lAr", ("lar", "ler")),  # köy and koy are folded to one
        ("saat", "(y)A", ("a", "e")),
        ("araba", "(s)I", ("si",)),
        ("kol", "(s)I", ("u",)),
        ("sokak", "DA", ("ta",)),
        ("kent", "DA", ("te",)),
        ("okul", "DA", ("da", "de")),
    ],
)
def test_an_ending_is_spelled_by_what_stands_before_it(stem: str, ending: str, spelled: tuple[str, ...]) -> None:
    assert ENDINGS.spelled(stem, ending) == spelled


@pytest.mark.parametrize(
    ("word", "stem", "says"),
    [
        ("evlerinde", "ev", {"num": "pl", "poss": "yes", "case": "loc"}),
        ("ucagi", "ucak", {"poss": "yes"}),
        ("halebi", "halep", {"case": "acc"}),
        ("sehri", "sehir", {"case": "acc"}),
        ("arabaya", "araba", {"case": "dat"}),
    ],
)
def test_a_word_is_read_without_its_ending(word: str, stem: str, says: dict[str, str]) -> None:
    assert (stem, says) in [(form.stem, dict(form.says)) for form in ENDINGS.forms(word)]


def test_the_whole_word_comes_first_and_nothing_impossible_after_it() -> None:
    assert [(form.stem, form.taken) for form in ENDINGS.forms("arabada")] == [("arabada", ""), ("arabad", "a"), ("araba", "da")]
    assert [form.stem for form in ENDINGS.forms("arabade")] == ["arabade"]
    assert [form.stem for form in ENDINGS.forms("a")] == ["a"]


def test_a_form_of_the_list_is_written_hard_and_soft() -> None:
    assert list(ENDINGS.attached("Kitap", "(y)I")) == ["kitapi", "kitabi"]
    assert list(ENDINGS.attached("öldür", "DI")) == ["oldurdu"]


def test_nothing_is_a_clitic_and_only_a_whole_word_is_a_verb() -> None:
    whole, ended = ENDINGS.forms("arabalar")

    assert not ENDINGS.is_clitic("lar")
    assert (ENDINGS.may_be_verb(whole), ENDINGS.may_be_verb(ended)) == (True, False)
