"""Words by their dictionary forms: what a written word may be a form of, what it says, and names that no dictionary has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from musnad.readings.lemmas import Lemma, LemmaSettings
from musnad.readings.marks import Mark
from musnad.readings.tokens import tokenize
from musnad.readings.vocabulary import Known, Meaning, Vocabulary
from musnad.text import fold

SETTINGS = LemmaSettings(dictionary="ru", models={"завод": ["б", "н", "с"], "карта": ["а"], "партия": ["ия"]})


def folded(text: str) -> str:
    return fold(text).text


def says(word: str, stem: str) -> Mapping[str, str]:
    """What a word says of itself as a form of ``stem``."""
    return dict(next(form.says for form in Lemma(SETTINGS, folded).forms(word) if form.stem == stem))


def found(text: str, *forms: Known, names: bool = False) -> Iterator[Mark]:
    words = Vocabulary(Lemma(SETTINGS, folded), "", folded)
    words.learn(forms, names=names)
    return words.marks(tokenize(folded(text)))


def surfaces(text: str, *forms: Known, names: bool = False) -> list[str]:
    return [folded(text)[mark.start : mark.stop] for mark in found(text, *forms, names=names)]


def known(form: str, *, fixed: bool = False, **attrs: str) -> Known:
    return Known(form, Meaning("it", attrs), fixed)


@pytest.mark.parametrize(
    ("word", "stem", "expected"),
    [
        ("жителями", "житель", {"pos": "noun", "num": "pl", "case": "ins"}),
        ("женщины", "женщина", {"pos": "noun", "num": "pl sg", "case": "nom gen"}),  # "women came" or "of a woman"
        ("обстреляли", "обстрелять", {"pos": "verb", "form": "fin", "tense": "past", "num": "pl"}),
        ("ранены", "ранить", {"pos": "verb", "form": "short", "tense": "past", "voice": "pass", "num": "pl"}),
        ("убив", "убить", {"pos": "verb", "form": "ger", "tense": "past"}),
    ],
)
def test_word_says_what_form_it_is(word: str, stem: str, expected: Mapping[str, str]) -> None:
    assert says(word, stem) == expected


def test_word_as_written_comes_first_and_no_dictionary_form_twice() -> None:
    for word in ("пострадавших", "семью", "24", "drone", "идлибе"):
        stems = [form.stem for form in Lemma(SETTINGS, folded).forms(word)]

        assert stems[0] == word
        assert len(stems) == len(set(stems))


def test_participle_is_read_as_its_verb_and_as_the_noun_it_may_be() -> None:
    assert surfaces("среди пострадавших", known("пострадавший")) == ["пострадавших"]
    assert surfaces("среди пострадавших", known("пострадать")) == ["пострадавших"]
    assert surfaces("жители пострадали", known("пострадавший")) == []  # the verb is no noun


@pytest.mark.parametrize("text", ["мирный житель", "мирных жителей", "Мирными жителями"])
def test_entry_of_several_words_is_found_in_every_case(text: str) -> None:
    assert surfaces(text, known("мирный житель")) == [folded(text)]


def test_entry_may_be_found_as_written_only() -> None:
    assert surfaces("по данным, данные", known("данным", fixed=True)) == ["данным"]
    assert surfaces("в том числе, числа", known("в том числе", fixed=True)) == ["в том числе"]


def test_entry_of_one_part_of_speech_is_not_found_as_another() -> None:
    assert surfaces("он пал на поле", known("пасть", pos="verb")) == ["пал"]
    assert surfaces("открыл пасть", known("пасть", pos="adj")) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Саракиб", "в Саракибе"),
        ("Саракиб", "жители Саракиба"),
        ("Африн", "под Африном"),
        ("Хама", "к северу от Хамы"),  # the dictionary has another word that only looks like it
        ("Хама", "дорога на Хаму"),
        ("Алеппо", "в Алеппо"),
        ("Ар-Растания", "в Ар-Растании"),
        ("Сирийская арабская армия", "силами Сирийской арабской армии"),
        ("Силы демократической Сирии", "бойцы Сил демократической Сирии"),
    ],
)
def test_name_is_found_in_every_case(name: str, text: str) -> None:
    assert any(surface.startswith(folded(name)[:3]) and text.endswith(surface[-3:]) for surface in surfaces(text, known(name), names=True))


def test_adjective_is_in_the_cases_that_its_noun_is_in() -> None:
    text = "от Сирийской армии"

    assert [mark.get("case") for mark in found(text, known("Сирийская армия"), names=True)] == ["gen loc dat"]
    assert [mark.get("pos") for mark in found(text, known("Сирийская армия"), names=True)] == ["noun"]


def test_model_that_is_in_no_dictionary_is_named() -> None:
    with pytest.raises(ValueError, match="'городами' is in no dictionary as it stands"):
        Lemma(LemmaSettings(dictionary="ru", models={"городами": ["в"]}), folded)
