"""Packs: what is loaded, and that every mistake is named with its file and line or rule id, and with the mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad import pack
from musnad.errors import PackError

Write = Callable[..., Path]
WORD = "killed\tharm\t\tharm=killed\t\tusage: press"
EXAMPLES = """
[[rule.example]]
text = "five men were killed"
cue = "killed"

[[rule.counter]]
text = "five men were there"
why = "nobody was harmed"
"""
RULE = f"""
[[rule]]
id = "xx.toll.harm"
match = "cue:{{harm}}"
{EXAMPLES}"""
SETTINGS = 'language = "xx"\nname = "Example"\ndirection = "ltr"\n'


def complaint(root: Path) -> str:
    """The message of the error that loading the pack ends with; paths in it begin at the pack's folder."""
    with pytest.raises(PackError) as raised:
        pack.load("xx", root)
    return str(raised.value).replace(f"{root}/", "")


def test_pack_is_what_its_files_say(write_pack: Write) -> None:
    root = write_pack(
        settings=SETTINGS + 'abbreviations = ["Mr."]\n',
        lexicon=("# a comment", WORD, "soldier\tperson\tnoun\twho=soldiers_police;loaded\t\tusage: press"),
        inflection=("noun\t\ts\tnum=pl",),
        rules=f'topic = "toll"\n[define]\nmen = "group:{{person}}"\n{RULE}',
    )

    loaded = pack.load("xx", root)

    assert (loaded.language, loaded.name, loaded.direction, loaded.strategy) == ("xx", "Example", "ltr", "whole")
    assert loaded.settings["abbreviations"] == ["Mr."]
    assert [(entry.form, entry.sense, entry.features) for entry in loaded.entries] == [
        ("killed", "harm", (("harm", "killed"),)),
        ("soldier", "person", (("who", "soldiers_police"), ("loaded", "yes"))),
    ]
    assert loaded.entries[0].where.endswith("xx/lexicon/words.tsv:3")
    assert loaded.inflections == {"noun": (pack.Inflection(prefix="", suffix="s", features=(("num", "pl"),)),)}
    assert loaded.defines == {"men": "group:{person}"}
    (rule,) = loaded.rules
    assert (rule.id, rule.topic, rule.match, rule.layer) == ("xx.toll.harm", "toll", "cue:{harm}", 1)
    assert rule.examples == (pack.Example(text="five men were killed", spans={"cue": ("killed",)}),)
    assert [(counter.text, counter.why) for counter in rule.counters] == [("five men were there", "nobody was harmed")]


def test_shared_files_come_before_those_of_the_language(write_pack: Write) -> None:
    root = write_pack(lexicon=(WORD,))
    shared = root / pack.SHARED / "lexicon"
    shared.mkdir(parents=True)
    (shared / "words.tsv").write_text("\t".join(pack.LEXICON_COLUMNS) + "\n%\tsign\t\t\t\tusage: press\n", encoding="utf-8")

    assert [entry.form for entry in pack.load("xx", root).entries] == ["%", "killed"]


def test_available_are_the_folders_with_settings(write_pack: Write) -> None:
    root = write_pack()
    (root / "yy").mkdir()

    assert pack.available(root) == ("xx",)


@pytest.mark.parametrize("code", ["yy", pack.SHARED])
def test_language_without_a_pack_names_those_that_have_one(write_pack: Write, code: str) -> None:
    with pytest.raises(PackError, match=f"no pack for language '{code}'; there are packs for xx"):
        pack.load(code, write_pack())


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("language = xx\n", "not readable as TOML"),
        (SETTINGS + "colour = 1\n", "colour"),
        ('language = "xx"\nname = "Example"\n', "direction"),
        (SETTINGS.replace("ltr", "down"), "down"),
        (SETTINGS.replace('"xx"', '"yy"'), "language is 'yy'; write 'xx'"),
        (SETTINGS + 'names = "noun"\n', "names = 'noun' is no class of inflection.tsv"),
    ],
)
def test_mistake_in_the_settings(write_pack: Write, settings: str, said: str) -> None:
    message = complaint(write_pack(settings=settings))

    assert message.startswith("xx/pack.toml: ")
    assert said in message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("killed\tharm", "2 cells, but the table has 6 columns"),
        ("killed\tharm\t\t\t\tusage ", "blanks around 'usage '"),
        ("killed\t\t\t\t\tusage: press", "form, sense and source must not be empty"),
        ("killed\tharm\t\t\t\t", "form, sense and source must not be empty"),
        ("killed\tharm\tverb\t\t\tusage: press", "inflection class 'verb' is not in inflection.tsv; known: noun"),
        ("shot down\tharm\t- verb\t\t\tusage: press", "inflection class 'verb' is not in inflection.tsv; known: noun"),
        ("killed\tharm\t- noun\t\t\tusage: press", "'- noun' has more classes than 'killed' has words"),
        ("killed\tharm\t\tharm=\t\tusage: press", "feature 'harm=' cannot be read; write key=value"),
        ("killed\tharm\t\t=killed\t\tusage: press", "feature '=killed' cannot be read"),
        (unicodedata.normalize("NFD", "tué\tharm\t\t\t\tusage: press"), "not in Unicode form NFC"),
        (WORD, "'killed' as harm stands on line 2 too; remove one"),
    ],
)
def test_mistake_in_a_list(write_pack: Write, line: str, said: str) -> None:
    message = complaint(write_pack(lexicon=(WORD, line), inflection=("noun\t\ts\tnum=pl",)))

    assert message.startswith("xx/lexicon/words.tsv:3: ")
    assert said in message


def test_mistake_in_a_list_s_header_or_encoding(write_pack: Write) -> None:
    root = write_pack()
    table = root / "xx" / "lexicon" / "words.tsv"
    table.write_text("form\tsense\n", encoding="utf-8")
    assert complaint(root).startswith("xx/lexicon/words.tsv:1: the header is ['form', 'sense']; write ['form', 'sense', 'inflect'")
    table.write_bytes("نص".encode("cp1256"))
    assert complaint(root).startswith("xx/lexicon/words.tsv: cannot be read as a UTF-8 table")
    table.write_text("", encoding="utf-8")
    assert complaint(root).startswith("xx/lexicon/words.tsv: no header")


def test_mistake_in_an_inflection(write_pack: Write) -> None:
    assert complaint(write_pack(inflection=("noun\t\ts\tnum=",))).startswith("xx/inflection.tsv:2: feature 'num=' cannot be read")


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ('topic = "toll\n', "not readable as TOML"),
        (RULE, "topic is None; write one of mention, toll"),
        ('topic = "weather"\n', "topic is 'weather'; write one of mention, toll"),
        ('topic = "toll"\n[rules]\n', "unknown keys ['rules']"),
        ('topic = "toll"\n' + RULE + RULE, "rule xx.toll.harm: the id stands in xx/rules/rules.toml: rule xx.toll.harm too"),
        ('topic = "toll"\n' + RULE.replace("xx.toll.harm", "toll.harm"), "rule toll.harm: id 'toll.harm' must read xx.topic.idea"),
        ('topic = "toll"\n' + RULE.replace("xx.toll.harm", "yy.toll.harm"), "rule yy.toll.harm: id 'yy.toll.harm' must read xx.topic.idea"),
        ('topic = "toll"\n' + RULE.replace('id = "xx.toll.harm"', ""), "rule (no id): Object missing required field `id`"),
        ('topic = "toll"\n' + RULE.replace("match =", "matches ="), "rule xx.toll.harm: Object contains unknown field `matches`"),
        ('topic = "toll"\n' + RULE.replace('cue = "killed"', 'cue = "wounded"'), "the example's cue 'wounded' does not occur in its text"),
        ('topic = "toll"\n' + RULE.replace('text = "five men were killed"\ncue = "killed"', ""), "an example has no text"),
        (
            'topic = "toll"\n' + RULE.replace("[[rule]]", "[rule]", 1).replace("[[rule.", "[rule.").replace("]]", "]"),
            "[[rule]] must be written",
        ),
        ('topic = "toll"\n' + RULE.replace("[[rule.example]]", "[rule.example]"), "[[rule.example]] must be written with two brackets"),
        ('topic = "toll"\n' + RULE.replace("[[rule.counter]]", "[rule.counter]"), "[[rule.counter]] must be written with two brackets"),
        ('topic = "toll"\n' + RULE.replace('cue = "killed"', "cue = 5"), "the example's cue 5 does not occur in its text"),
        ('topic = "toll"\n' + RULE.replace('cue = "killed"', 'cue = ""'), "the example's cue '' does not occur in its text"),
        ('topic = "toll"\ndefine = "men"\n', "[define] is 'men'"),
        ('topic = "toll"\n[define]\nmen = 5\n', "<men> is defined as 5; write a pattern between quotation marks"),
        ('topic = "toll"\n' + RULE.replace('why = "nobody was harmed"', ""), "Object missing required field `why`"),
    ],
)
def test_mistake_in_the_rules(write_pack: Write, rules: str, said: str) -> None:
    message = complaint(write_pack(lexicon=(WORD,), rules=rules))

    assert message.startswith("xx/rules/rules.toml: ")
    assert said in message


@pytest.mark.parametrize("missing", ["example", "counter"])
def test_rule_without_example_or_counter_example(write_pack: Write, missing: str) -> None:
    parts = EXAMPLES.strip().split("\n\n")
    (kept,) = (part for part in parts if not part.startswith(f"[[rule.{missing}]]"))
    message = complaint(write_pack(rules='topic = "toll"\n' + RULE.replace(EXAMPLES, f"\n{kept}\n")))

    assert message.startswith("xx/rules/rules.toml: rule xx.toll.harm: every rule needs at least one [[rule.example]]")


def test_name_defined_twice(write_pack: Write) -> None:
    root = write_pack(rules=f'topic = "toll"\n[define]\nmen = "{{person}}"\n{RULE}')
    more = f'topic = "role"\n[define]\nmen = "{{person}}"\n{RULE.replace("toll", "role")}'
    (root / "xx" / "rules" / "roles.toml").write_text(more, encoding="utf-8")

    assert complaint(root) == "xx/rules/rules.toml: <men> is defined twice in the pack; give one of them another name"
