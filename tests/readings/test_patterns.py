"""The language of rules read into a tree: mistakes named with their place, and the tree written and walked."""

from __future__ import annotations

import pytest

from musnad.errors import PackError
from musnad.readings.patterns import parse, walk, written


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{harm} [a-z]", "test: the pattern cannot be read at ' [a-z]'"),
        ("{harm} cue:", "cannot be read at ' cue:'"),
        ("({harm}", "a bracket is not closed"),
        ("{harm}) {say}", "a bracket closes that was not opened, before ') {say}'"),
        ("* {harm}", "'*' stands where a pattern item was expected"),
        ("{harm num}", "condition 'num' in {harm num} cannot be read; write name=value"),
        ("{harm num=}", "condition 'num=' in {harm num=} cannot be read"),
        ("{harm", "cannot be read at '{harm'"),
        ("..6/{harm pos}", "condition 'pos' in {harm pos} cannot be read"),
        ("<men>", "<men> is not defined in the pack, or by itself; there are loop, open"),
        ("<loop>", "test <loop>: <loop> is not defined in the pack, or by itself"),
        ("{say} <open>", "test <open>: a bracket is not closed"),
    ],
)
def test_mistake_is_named_with_its_place(pattern: str, said: str) -> None:
    with pytest.raises(PackError) as raised:
        parse(pattern, {"loop": "{harm} <loop>", "open": "({harm}"}, "test")

    assert said in str(raised.value)
    assert str(raised.value).startswith("test")


@pytest.mark.parametrize(
    "pattern",
    [
        "{harm}",
        "{num low!=2 who=a|b}",
        "'in the' {place.head}",
        "({say} | {harm})",
        "..9/harm/say/',' {num}",
        "..9/say/{event|harm pos=verb} {num}",
        "!{num} ^ $ ({person})*",
        "({a})? ({b})+",
    ],
)
def test_pattern_is_written_as_it_was_read(pattern: str) -> None:
    assert written(parse(pattern, {}, "test")) == pattern


def test_walk_goes_through_the_whole_tree() -> None:
    tree = parse("a:({harm} | <two>)* !'x'", {"two": "{say} ..2/num"}, "test")

    assert [node.text for node in walk(tree) if node.kind == "sense"] == ["harm", "say"]
    assert [node.text for node in walk(tree) if node.kind == "capture"] == ["a"]
    assert [node.barriers for node in walk(tree) if node.kind == "gap"] == [("num",)]
