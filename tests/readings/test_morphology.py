"""The ways to read a word: what may be taken off, and what is left."""

from __future__ import annotations

import pytest

from musnad.readings.morphology import Form, Morphology, Proclitic, ProcliticSettings, Whole

SETTINGS = ProcliticSettings(
    conjunctions=("و", "ف"),
    prepositions=("ب", "ل", "ك"),
    article="ال",
    assimilated={"ل": "لل"},
    pronouns=("ها", "هم", "ه"),
    pronoun_bridge={"ت": "ه"},
)
CLITICS = Proclitic(SETTINGS)
STRATEGIES: tuple[Morphology, ...] = (Whole(), CLITICS)


def readings(word: str) -> set[str]:
    """Every way to read a word, its parts between plus signs; ``+ال+`` is the article."""
    found = set()
    for form in CLITICS.forms(word):
        parts = [*form.prefixes, *(["ال"] if form.article else []), form.stem, *([form.suffix] if form.suffix else [])]
        found.add("+".join(parts))
    return found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("قصف", {"قصف"}),
        ("والقصف", {"والقصف", "و+القصف", "و+ال+قصف"}),
        ("بقصف", {"بقصف", "ب+قصف"}),
        ("بالقصف", {"بالقصف", "ب+القصف", "ب+ال+قصف"}),
        ("وبالقصف", {"وبالقصف", "و+بالقصف", "و+ب+القصف", "و+ب+ال+قصف"}),
        ("للجيش", {"للجيش", "ل+لجيش", "ل+ال+جيش"}),  # the article is swallowed
        ("ولد", {"ولد", "و+لد"}),  # a boy, or something after "and": which, the lists decide
        ("قتلهم", {"قتلهم", "قتل+هم"}),
        ("بلدتها", {"بلدتها", "ب+لدتها", "بلدت+ها", "بلده+ها", "ب+لدت+ها", "ب+لده+ها"}),  # folded "ه" stands for the feminine ending
        ("القصف", {"القصف", "ال+قصف"}),
    ],
)
def test_every_way_to_read_a_word(word: str, expected: set[str]) -> None:
    assert readings(word) == expected


@pytest.mark.parametrize("word", ["وب", "لك", "ال", "به", "و"])
def test_stem_is_not_shorter_than_the_pack_says(word: str) -> None:
    assert readings(word) == {word}


def test_nothing_is_taken_off_twice() -> None:
    assert "و+و+قف" not in readings("ووقف")
    assert not any(reading.startswith("ب+ل+") for reading in readings("بلقصف"))
    assert not any("+ها+" in reading for reading in readings("بلدتهاها"))


def test_word_with_an_article_takes_no_pronoun() -> None:
    assert not any(form.article and form.suffix for form in CLITICS.forms("القرهه"))


@pytest.mark.parametrize("word", ["قصف", "وبالقصف", "للجيش", "قتلهم", "بلدتها", "وببلدته"])
@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda strategy: type(strategy).__name__)
def test_cut_and_end_lie_in_the_word_and_the_whole_word_comes_first(strategy: Morphology, word: str) -> None:
    forms = strategy.forms(word)

    assert forms[0] == Form(word, 0, len(word))
    assert all(forms.count(form) == 1 for form in forms)
    for form in forms:
        assert 0 <= form.cut < form.end <= len(word)
        assert word[: form.cut].startswith("".join(form.prefixes))
        if not form.article and not form.suffix:
            assert word[form.cut : form.end] == form.stem


def test_without_settings_words_stand_alone() -> None:
    assert Proclitic(ProcliticSettings()).forms("والقصف") == Whole().forms("والقصف")


def test_preposition_is_joined_to_the_next_word_in_one_strategy_only() -> None:
    assert [CLITICS.is_clitic(word) for word in ("ل", "و", "جيش")] == [True, False, False]
    assert not Whole().is_clitic("ل")


def test_after_an_article_or_a_preposition_stands_no_verb() -> None:
    by_reading = {(form.prefixes, form.article): CLITICS.may_be_verb(form) for form in CLITICS.forms("وبالقصف") if not form.suffix}

    assert by_reading == {((), False): True, (("و",), False): True, (("و", "ب"), False): False, (("و", "ب"), True): False}
    assert all(Whole().may_be_verb(form) for form in Whole().forms("قصف"))
