"""The tree of known forms: where they stand in a text, with what joined, and what a form stands for when it is inflected."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from musnad.pack import Entry, Inflection
from musnad.readings.marks import Mark
from musnad.readings.morphology import Proclitic, ProcliticSettings, Whole
from musnad.readings.tokens import tokenize
from musnad.readings.vocabulary import Known, Meaning, Vocabulary, inflected
from musnad.text import fold

SETTINGS = ProcliticSettings(
    conjunctions=("و",), prepositions=("ب", "ل"), article="ال", assimilated={"ل": "لل"}, pronouns=("ها", "هم"), pronoun_bridge={"ت": "ه"}
)


def folded(text: str) -> str:
    return fold(text).text


def known(form: str, kind: str = "it", **attrs: str) -> Known:
    return Known(form, Meaning(kind, attrs))


def vocabulary(*forms: Known) -> Vocabulary:
    """A vocabulary of a language that joins clitics."""
    words = Vocabulary(Proclitic(SETTINGS), SETTINGS.article, folded)
    words.learn(forms)
    return words


def found(text: str, *forms: Known) -> list[Mark]:
    return list(vocabulary(*forms).marks(tokenize(folded(text))))


def surfaces(text: str, *forms: Known) -> list[str]:
    """The words of each mark in the folded text."""
    return [folded(text)[mark.start : mark.stop] for mark in found(text, *forms)]


@pytest.mark.parametrize(
    ("text", "form", "surface"),
    [
        ("وقع قصف عنيف", "قصف", "قصف"),
        ("وقع القصف", "قصف", "القصف"),
        ("وقصف", "قصف", "قصف"),
        ("بالقصف", "قصف", "القصف"),
        ("للجيش", "جيش", "جيش"),
        ("قَصْفٌ", "قصف", "قصف"),
        ("بلدتها", "بلدة", "بلدتها"),
        ("قرب الجيش الوطني", "جيش وطني", "الجيش الوطني"),
        ("قرب جيش وطني", "جيش وطني", "جيش وطني"),
        ("والجيش الوطني", "الجيش الوطني", "الجيش الوطني"),
        ("للجيش الوطني", "الجيش الوطني", "جيش الوطني"),
    ],
)
def test_form_is_found_in_every_way_it_is_written(text: str, form: str, surface: str) -> None:
    assert set(surfaces(text, known(form))) == {surface}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("وقع انفجار", "قصف"),
        ("جيش وطني", "الجيش الوطني"),  # a form written with the article is only found with it
        ("الجيش والوطني", "جيش وطني"),  # no "and" inside a name
        ("جيش", "جيش وطني"),
        ("مقصف", "قصف"),
        ("الجيشها وطني", "جيش وطني"),
    ],
)
def test_what_is_no_such_form(text: str, form: str) -> None:
    assert surfaces(text, known(form)) == []


def test_mark_says_what_was_taken_off() -> None:
    joined, suffixed = found("وبالقصف قتلهم", known("قصف", "event", type="shelling"), known("قتل", "harm"))

    assert (joined.kind, joined.get("type"), joined.prefixes, joined.article, joined.suffix) == ("event", "shelling", ("و", "ب"), True, "")
    assert (suffixed.kind, suffixed.prefixes, suffixed.article, suffixed.suffix) == ("harm", (), False, "هم")
    assert (joined.first, joined.last, suffixed.first, suffixed.last) == (0, 1, 1, 2)


def test_every_meaning_and_every_length_is_told() -> None:
    marks = found("الجيش الوطني", known("جيش", "force"), known("جيش", "actor"), known("جيش وطني", "actor", id="army"))

    assert sorted((mark.kind, mark.last - mark.first) for mark in marks) == [("actor", 1), ("actor", 2), ("force", 1)]


def test_pronoun_ends_a_form() -> None:
    assert surfaces("قتلهم رجال", known("قتل رجال")) == []


def test_form_that_ends_in_a_clitic_takes_it_from_the_next_word() -> None:
    (mark,) = found("قوات تابعة للجيش", known("تابعة ل", "prep.of"))

    assert (mark.first, mark.last) == (1, 2)
    assert found("قوات تابعة جيش", known("تابعة ل", "prep.of")) == []


def test_past_tense_does_not_follow_an_article_or_a_preposition() -> None:
    verb = known("قتل", "harm", pos="verb", tense="past")

    assert surfaces("وقتل رجل", verb) == ["قتل"]
    assert surfaces("القتل", verb) == []
    assert surfaces("بقتل", verb) == []


def test_learning_the_same_twice_tells_it_once() -> None:
    assert len(found("قصف", known("قصف"), known("قَصْف"))) == 1


def test_language_without_clitics() -> None:
    words = Vocabulary(Whole(), "", folded)
    words.learn([known("air strike", "event"), known("Strike", "event")])

    assert [(mark.first, mark.last) for mark in words.marks(tokenize(folded("An air strike; AIR STRIKE")))] == [
        (1, 3),
        (2, 3),
        (4, 6),
        (5, 6),
    ]


def test_word_lists_what_a_literal_may_call_it_and_what_is_joined() -> None:
    word = vocabulary().word("وبالقصف")

    assert word.stems >= {"وبالقصف", "بالقصف", "القصف", "قصف"}
    assert word.clitics == ("و", "ب")
    assert vocabulary().word("قصف").clitics == ()


def test_meanings_of_a_word_as_written() -> None:
    words = vocabulary(known("و", "conj"), known("ل", "prep.for"), known("قصف", "event"))

    assert [meaning.kind for meaning in words.meanings("و")] == ["conj"]
    assert words.meanings("والقصف") == []


# --- inflection -------------------------------------------------------------------------------------------------------------


def entry(form: str, inflect: str, *features: tuple[str, str]) -> Entry:
    return Entry(form=form, sense="it", inflect=inflect, features=features, where="words.tsv:2")


CLASSES = {
    "noun": (
        Inflection(prefix="", suffix="", features=(("num", "sg"),)),
        Inflection(prefix="", suffix="ان", features=(("num", "du"),)),
        Inflection(prefix="", suffix="-ات", features=(("num", "pl"),)),
    ),
    "verb": (Inflection(prefix="ي", suffix="ون", features=(("pos", "verb"),)),),
    "lar": (
        Inflection(prefix="", suffix="", features=(("num", "sg"),)),
        Inflection(prefix="", suffix="lar", features=(("num", "pl"),)),
    ),
    "adj": (
        Inflection(prefix="", suffix="y", features=(("num", "sg"),)),
        Inflection(prefix="", suffix="ye", features=(("num", "pl"),)),
    ),
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (entry("قصف", ""), {"قصف": {}}),
        (entry("قصف", "", ("a", "b")), {"قصف": {"a": "b"}}),
        (entry("غارة", "noun"), {"غارة": {"num": "sg"}, "غارةان": {"num": "du"}, "غارات": {"num": "pl"}}),
        (entry("قتل", "verb"), {"يقتلون": {"pos": "verb"}}),
        (entry("قتل عمدا", "verb"), {"يقتلون عمدا": {"pos": "verb"}}),  # the first word inflects
        (entry("غارة", "verb", ("pos", "noun")), {"يغارةون": {"pos": "noun"}}),  # the entry's own features win
        (entry("savaş uçak", "- lar"), {"savaş uçak": {"num": "sg"}, "savaş uçaklar": {"num": "pl"}}),  # the last word inflects
        (entry("voenn samolet", "adj lar"), {"voenny samolet": {"num": "sg"}, "voennye samoletlar": {"num": "pl"}}),  # both do, and agree
    ],
)
def test_inflected_forms(given: Entry, expected: dict[str, dict[str, str]]) -> None:
    forms: Iterable[Known] = inflected([given], CLASSES, Whole())

    assert {form.form: dict(form.meaning.attrs) for form in forms} == expected
