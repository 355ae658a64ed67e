"""The check of a pack: each thing that does not hold is one line, and a sound pack has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad import pack
from musnad.knowledge import Knowledge
from musnad.readings.check import check

Write = Callable[..., Path]
LEXICON = (
    "killed\tharm\tverb\tharm=killed\t\tusage: press",
    "wounded\tharm\t\tharm=injured\t\tusage: press",
    "men\tperson\t\tnum=pl\t\tusage: press",
    "women\tperson\t\tnum=pl\t\tusage: press",
    "and\tconj\t\t\t\tusage: press",
)
INFLECTION = ("verb\t\t\tpos=verb",)
MENTION = """
[[rule]]
id = "xx.mention.people"
makes = "people"
match = "number:{num}? head:{person}"

[[rule.example]]
text = "there were 5 men"
number = "5"
head = "men"

[[rule.counter]]
text = "there were 5 of them"
why = "nobody is named"
"""
TOLL = """
[define]
groups = "group:{people} ({conj} group:{people})*"

[[rule]]
id = "xx.toll.harm"
match = "<groups> ..2 cue:{harm pos=verb}"

[[rule.example]]
text = "5 men and 3 women were killed"
group = ["5 men", "3 women"]
cue = "killed"

[[rule.counter]]
text = "5 men saw it"
why = "nobody was harmed"
"""


def complaints(
    write_pack: Write, known: Knowledge, *, toll: str = TOLL, mention: str = MENTION, lexicon: tuple[str, ...] = LEXICON
) -> list[str]:
    """What the check says, each line from the pack's folder on."""
    root = write_pack(lexicon=lexicon, inflection=INFLECTION, rules=f'topic = "toll"\n{toll}')
    (root / "xx" / "rules" / "mentions.toml").write_text(f'topic = "mention"\n{mention}', encoding="utf-8")
    return [line.replace(f"{root}/", "") for line in check(pack.load("xx", root), known)]


def test_sound_pack_has_none(write_pack: Write, nothing_known: Knowledge) -> None:
    assert complaints(write_pack, nothing_known) == []


@pytest.mark.parametrize(
    ("lexicon", "said"),
    [
        ((*LEXICON, "Killed\tharm\tverb\tharm=killed\t\tpress"), "words.tsv:7: 'Killed' as harm is folded to the same as 'killed', xx/"),
        ((*LEXICON, "َ\tperson\t\t\t\tpress"), "words.tsv:7: nothing is left of 'َ' once it is folded; remove the line"),
        ((*LEXICON, "ki(ll)?ed\tperson\t\t\t\tpress"), "words.tsv:7: 'ki(ll)?ed' has signs of a regular expression"),
    ],
)
def test_lists(write_pack: Write, nothing_known: Knowledge, lexicon: tuple[str, ...], said: str) -> None:
    (line,) = complaints(write_pack, nothing_known, lexicon=lexicon)

    assert line.startswith(f"xx/lexicon/{said}")


def test_same_form_may_mean_several_things(write_pack: Write, nothing_known: Knowledge) -> None:
    more = ("KILLED\tperson\t\t\t\tpress", "killed\tharm\t\tharm=killed\t\tpress", "killed\tharm\tverb\tharm=injured\t\tpress")

    assert complaints(write_pack, nothing_known, lexicon=(*LEXICON, *more)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{conj}", "({conj} | {conj.or})", "rule xx.toll.harm: {conj.or} is asked for, but no list, name or mention rule makes it"),
        ("..2", "..2/weather", "rule xx.toll.harm: {weather} is asked for"),
        ("pos=verb", "tense=past", "rule xx.toll.harm: tense= is asked for, but nothing sets tense; correct it"),
        ("cue:{harm", "word:{harm", "rule xx.toll.harm: a toll rule makes nothing of 'word'; it hears cue, group,"),
        (
            "cue = ",
            "number = ",
            "rule xx.toll.harm: the example '5 men and 3 women were killed' names 'number', which the pattern does not",
        ),
        ('id = "xx.toll.harm"', 'id = "xx.role.harm"', "rule xx.role.harm: it stands among the rules of toll; write xx.toll.idea"),
        ('id = "xx.toll.harm"', 'id = "xx.toll.harm"\nmakes = "people"', "rule xx.toll.harm: only mention rules make marks; remove makes"),
        (
            'id = "xx.toll.harm"',
            'id = "xx.toll.harm"\nset = { size = "1" }',
            "set has size, which a toll rule makes nothing of; it knows harm, list, order",
        ),
        ('id = "xx.toll.harm"', 'id = "xx.toll.harm"\nset = { order = "1" }', "set has order = '1'; write one of first, last"),
        ("[define]", '[define]\nmen = "{person}"', "pack xx: <men> is defined and no rule uses it; remove it from [define]"),
        (
            "..2 cue",
            "'or' cue",
            "rule xx.toll.harm: does not match its example '5 men and 3 women were killed': expected {conj} or 'or', found “were”",
        ),
        (
            "<groups>",
            "'the' <groups>",
            "rule xx.toll.harm: does not match its example '5 men and 3 women were killed': nothing in it begins",
        ),
        (
            '["5 men", "3 women"]',
            '"5 men"',
            "captures cue 'killed', group '5 men' and '3 women'; cue 'killed', group '3 women' in its example",
        ),
        ('["5 men", "3 women"]', '["3 women", "5 men"]', "rule xx.toll.harm: captures cue 'killed', group '5 men' and '3 women'"),
        ('"5 men saw it"', '"the 5 men were killed"', "rule xx.toll.harm: matches '5 men were killed' of its counter-example 'the 5 men"),
    ],
)
def test_rules(write_pack: Write, nothing_known: Knowledge, old: str, new: str, said: str) -> None:
    found = complaints(write_pack, nothing_known, toll=TOLL.replace(old, new, 1))

    assert any(said in line for line in found), found


def test_mention_rule_says_what_it_makes(write_pack: Write, nothing_known: Knowledge) -> None:
    found = complaints(write_pack, nothing_known, mention=MENTION.replace('makes = "people"', ""), toll="")

    assert found == ["xx/rules/mentions.toml: rule xx.mention.people: makes is missing; write which kind of mark the rule makes"]


def test_example_is_read_as_its_rule_s_layer_finds_it(write_pack: Write, nothing_known: Knowledge) -> None:
    later = MENTION.replace("xx.mention.people", "xx.mention.pair").replace(
        "number:{num}? head:{person}", "number:{people} {conj} head:{people}"
    )
    later = later.replace('makes = "people"', 'makes = "pair"\nlayer = 2').replace("there were 5 men", "5 men and 3 women")
    later = later.replace('number = "5"\nhead = "men"', 'number = "5 men"\nhead = "3 women"').replace("5 of them", "5 men")

    assert complaints(write_pack, nothing_known, mention=MENTION + later) == []


def test_what_mention_rules_make_and_set_may_be_asked_for(write_pack: Write, nothing_known: Knowledge) -> None:
    mention = MENTION.replace('makes = "people"', 'makes = "people.group"\nset = { crowd = "yes" }')

    assert complaints(write_pack, nothing_known, mention=mention, toll=TOLL.replace("{people}", "{people crowd=yes}")) == []


def test_every_complaint_names_its_rule_or_line(write_pack: Write, nothing_known: Knowledge) -> None:
    broken = TOLL.replace("..2", "..2/weather").replace("5 men saw it", "5 men killed").replace('cue = "killed"', 'cue = "were"')
    found = complaints(write_pack, nothing_known, toll=broken)

    assert len(found) == 3
    assert all(line.startswith("xx/rules/rules.toml: rule xx.toll.harm: ") for line in found)
