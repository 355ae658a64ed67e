"""A pack and the knowledge tables made ready to read with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from musnad import pack
from musnad.errors import PackError
from musnad.knowledge import Actor, ActorName, Knowledge, PlaceEntry, PlaceName, Source, SourceName, WeaponForm
from musnad.readings.grammar import Grammar, compile_grammar, names
from musnad.readings.marks import Marked
from musnad.readings.mentions import mark_document
from musnad.readings.tokens import sentences, tokenize
from musnad.text import fold

Write = Callable[..., Path]
SETTINGS = 'language = "xx"\nname = "Example"\ndirection = "ltr"\n'
EXAMPLES = """
[[rule.example]]
text = "five men were killed"
[[rule.counter]]
text = "five men were there"
why = "nobody was harmed"
"""


def knowledge() -> Knowledge:
    """One of each, in two languages and in none. Tables that are not named here are empty."""
    columns: dict[str, object] = {field.name: () for field in msgspec.structs.fields(Knowledge)}
    columns |= {"actors": {"army": (Actor("army", "police", "army", None, date(2020, 1, 1), "Army", "x"),)}}
    columns["actor_names"] = (
        ActorName("the army", "army", "xx", "name", "x"),
        ActorName("military", "army", "xx", "adj", "x"),
        ActorName("l'armée", "army", "yy", "name", "x"),
    )
    columns["sources"] = {"wire": Source("wire", "agency", None, None, (), (), None, "Wire", "x")}
    columns["source_names"] = (SourceName("Wire", "wire", "xx", ""), SourceName("WIRE", "wire", "", ""))
    columns["weapons"] = (
        WeaponForm("shell", "shell", "shelling", "shells", "xx", "pl", "x"),
        WeaponForm("aircraft", "aircraft", None, "aerial", "xx", "adj", "x"),
    )
    columns["places"] = {"hill": PlaceEntry("hill", "Hill", None, None, "village", "SY", None, "x")}
    columns["place_names"] = (PlaceName("the hill", "hill", "xx"),)
    return Knowledge(**columns)  # type: ignore[arg-type]


def rule(topic: str, idea: str, match: str, more: str = "") -> str:
    return f'\n[[rule]]\nid = "xx.{topic}.{idea}"\nmatch = "{match}"\n{more}{EXAMPLES}'


def compiled(root: Path) -> Grammar:
    return compile_grammar(pack.load("xx", root), knowledge())


def marked(text: str, grammar: Grammar) -> Marked:
    """The text with the marks of its words."""
    tokens = tokenize(text)
    page = Marked(tokens, sentences(tokens, grammar.abbreviations), [grammar.vocabulary.word(token.text).stems for token in tokens])
    page.add(grammar.vocabulary.marks(tokens))
    return page


def test_names_of_the_language_and_of_no_language_become_forms() -> None:
    expected: dict[str, tuple[str, dict[str, str]]] = {
        "the army": ("actor", {"id": "army", "usage": "name"}),
        "military": ("nation", {"id": "army", "usage": "adj"}),
        "Wire": ("source.known", {"id": "wire", "kind": "agency"}),
        "WIRE": ("source.known", {"id": "wire", "kind": "agency"}),
        "shells": ("weapon", {"id": "shell", "means": "shell", "type": "shelling", "num": "pl"}),
        "aerial": ("means", {"id": "aircraft", "means": "aircraft", "type": "", "num": "adj"}),
        "the hill": ("place.known", {"id": "hill", "precision": "village"}),
    }

    found = {known.form: known.meaning for known in names(knowledge(), "xx")}

    assert {form: meaning.kind for form, meaning in found.items()} == {form: kind for form, (kind, _) in expected.items()}
    assert [form for form, (_, attrs) in expected.items() if not attrs.items() <= found[form].attrs.items()] == []


def test_words_of_pack_and_knowledge_are_known_together(write_pack: Write) -> None:
    grammar = compiled(
        write_pack(lexicon=("kill\tharm\tverb\tharm=killed\t\tpress",), inflection=("verb\t\ted\tpos=verb",), settings=SETTINGS)
    )

    page = marked("the army killed them with shells", grammar)

    assert [(mark.kind, page.words(mark)) for here in page.at for mark in here] == [
        ("actor", "the army"),
        ("harm", "killed"),
        ("weapon", "shells"),
    ]
    assert [mark.get("pos") for mark in page.at[2]] == ["verb"]
    assert (grammar.language, grammar.direction) == ("xx", "ltr")


def test_names_take_the_endings_of_the_class_that_the_pack_gives_them(write_pack: Write) -> None:
    grammar = compiled(write_pack(settings=SETTINGS + 'names = "name"\n', inflection=("name\t\t\t", "name\t\tnin\tcase=gen")))

    page = marked("the armynin thenin army the army", grammar)

    assert [(page.words(mark), mark.get("id"), mark.get("case")) for mark in page.all("actor")] == [
        ("the armynin", "army", "gen"),  # on the last word
        ("the army", "army", ""),
    ]


def test_endings_that_are_set_off_say_their_case_of_every_mark(write_pack: Write) -> None:
    rules = 'topic = "mention"\n' + rule("mention", "one", "who:{actor case=no} head:{force}", 'makes = "actor"\n')
    settings = SETTINGS + '[set_off]\ngen = ["nin"]\n'
    grammar = compiled(write_pack(settings=settings, rules=rules, lexicon=("guards\tforce\t\t\t\tpress",)))

    text = "the army'nin guards of the army guards'nin"
    tokens = tokenize(text, grammar.endings)
    page = mark_document(tokens, sentences(tokens), grammar, None, fold(text))

    assert [(page.words(mark), mark.get("case")) for mark in page.all("actor")] == [("the army", "gen"), ("the army guards", "gen")]


def test_rules_are_applied_by_topic_and_layer(write_pack: Write) -> None:
    rules = 'topic = "mention"\n' + rule("mention", "one", "{harm}", 'makes = "a"\n')
    rules += rule("mention", "two", "{harm} 'them'", 'makes = "b"\nlayer = 2\n')
    grammar = compiled(write_pack(lexicon=("killed\tharm\t\t\t\tpress",), rules=rules))
    page = marked("they killed them", grammar)

    assert grammar.layers("mention") == [1, 2]
    assert grammar.layers("toll") == []
    assert [found.rule.id for found in grammar.apply("mention", page, 1)] == ["xx.mention.one"]
    assert [found.rule.id for found in grammar.apply("mention", page, 2)] == ["xx.mention.two"]
    assert list(grammar.apply("mention", page, 3)) == list(grammar.apply("toll", page)) == []


def test_each_rule_is_tried_at_every_place_of_every_sentence(write_pack: Write) -> None:
    rules = 'topic = "toll"\n' + rule("toll", "harm", "{harm}") + rule("toll", "words", "'they' {harm}")
    rules += rule("toll", "maybe", "{conj}? {harm}")
    grammar = compiled(write_pack(lexicon=("killed\tharm\t\t\t\tpress", "hurt\tharm\t\t\t\tpress"), rules=rules))

    found = list(grammar.apply("toll", marked("they killed. they hurt", grammar)))

    assert [(item.rule.id.rpartition(".")[2], item.sentence, item.match.first, item.match.last) for item in found] == [
        ("words", 0, 0, 2),
        ("harm", 0, 1, 2),
        ("maybe", 0, 1, 2),
        ("words", 1, 3, 5),
        ("harm", 1, 4, 5),
        ("maybe", 1, 4, 5),
    ]


def test_abbreviations_are_folded_and_end_no_sentence(write_pack: Write) -> None:
    grammar = compiled(write_pack(settings=SETTINGS + 'abbreviations = ["Mr."]\n'))

    assert grammar.abbreviations == {"mr"}
    assert len(marked("mr. smith came. he left", grammar).sentences) == 2


def test_text_that_is_no_document_is_cut_and_folded(write_pack: Write) -> None:
    tokens, forms = compiled(write_pack()).segmented("The ARMY")

    assert [token.text for token in tokens] == ["the", "army"]
    assert [[form.stem for form in ways] for ways in forms] == [["the"], ["army"]]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            SETTINGS + 'words = "agglutinating"\n',
            "pack xx: words = 'agglutinating' in pack.toml; write 'whole', 'proclitic', 'endings' or 'lemma'",
        ),
        (SETTINGS + 'words = "proclitic"\n[proclitic]\nsuffixes = ["s"]\n', "pack xx: [proclitic] in pack.toml: Object contains unknown"),
    ],
)
def test_mistake_in_how_words_come_apart(write_pack: Write, settings: str, said: str) -> None:
    with pytest.raises(PackError) as raised:
        compiled(write_pack(settings=settings))
    assert str(raised.value).startswith(said)


def test_mistake_in_a_pattern_names_the_rule(write_pack: Write) -> None:
    root = write_pack(rules='topic = "toll"\n' + rule("toll", "open", "({harm}"))

    with pytest.raises(PackError) as raised:
        compiled(root)
    assert "rules.toml: rule xx.toll.open: a bracket is not closed" in str(raised.value)


def test_grammar_is_made_once(write_pack: Write) -> None:
    loaded, known = pack.load("xx", write_pack()), knowledge()

    assert compile_grammar(loaded, known) is compile_grammar(loaded, known)
