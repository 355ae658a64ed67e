"""Why a document is read as it is: rules that fired, rules that almost did, in the order of the text, on exact words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad import pack
from musnad.knowledge import Knowledge
from musnad.model import Document
from musnad.pipeline import Trace as Shown
from musnad.readings import reader
from musnad.readings.explain import Trace, explain

Write = Callable[..., Path]
LEXICON = (
    "killed\tharm\t\tharm=killed;pos=verb\t\tusage: press",
    "men\tperson\t\tnum=pl\t\tusage: press",
    "women\tperson\t\tnum=pl\t\tusage: press",
    "and\tconj\t\t\t\tusage: press",
    "near\tprep.near\t\t\t\tusage: press",
)
EXAMPLES = """
[[rule.example]]
text = "5 men were killed"
[[rule.counter]]
text = "nobody"
why = "nothing is said"
"""
RULES = f"""
topic = "toll"

[[rule]]
id = "xx.toll.group_harm"
match = "group:{{people}} ..2/conj cue:{{harm}}"
{EXAMPLES}
"""
MENTIONS = f"""
topic = "mention"

[[rule]]
id = "xx.mention.counted"
makes = "people"
match = "number:{{num}} head:{{person}}"
{EXAMPLES}

[[rule]]
id = "xx.mention.bare"
makes = "people"
match = "head:{{person}}"
{EXAMPLES}
"""


@pytest.fixture
def traces(write_pack: Write, nothing_known: Knowledge) -> Callable[[str], tuple[Trace, ...]]:
    """A function that explains a text with a small pack."""
    root = write_pack(lexicon=LEXICON, rules=RULES)
    (root / "xx" / "rules" / "mentions.toml").write_text(MENTIONS, encoding="utf-8")
    loaded = pack.load("xx", root)

    def explained(text: str) -> tuple[Trace, ...]:
        document = Document(id="d", text=text, sha256="", lang="xx")
        found = explain(document, loaded, nothing_known)
        for trace in found:
            for words in (trace.words, *(part for _, part in trace.parts)):
                assert text[slice(*words.span)] == words.text
        assert reader.read(document, loaded, nothing_known).claims or not any("makes c" in trace.why for trace in found)
        return found

    return explained


def rows(found: tuple[Trace, ...]) -> list[tuple[str, bool, str]]:
    return [(trace.rule.rpartition(".")[2], trace.fired, trace.words.text) for trace in found]


def test_rules_that_fired_come_in_the_order_of_the_text(traces: Callable[[str], tuple[Trace, ...]]) -> None:
    found = traces("On Monday 5 Mén were KILLED.")

    assert rows(found) == [
        ("counted", True, "5 Mén"),
        ("group_harm", True, "5 Mén were KILLED"),
        ("bare", True, "Mén"),
    ]
    counted, toll, bare = found
    assert [(name, words.text) for name, words in counted.parts] == [("number", "5"), ("head", "Mén")]
    assert [(name, words.text) for name, words in toll.parts] == [("group", "5 Mén"), ("cue", "KILLED")]
    assert counted.why == "makes people"
    assert bare.why == "makes no people, since another covers these words"


def test_claim_is_named_by_the_rule_that_made_it(traces: Callable[[str], tuple[Trace, ...]]) -> None:
    (toll,) = (trace for trace in traces("5 men were killed. Then 3 women came.") if trace.rule == "xx.toll.group_harm")

    assert toll.why == "makes c1 (killed)"


@pytest.mark.parametrize("text", ["5 men and 3 women were killed", "5 sheep"])
def test_rule_of_which_only_one_part_matched_is_not_told(traces: Callable[[str], tuple[Trace, ...]], text: str) -> None:
    assert [trace for trace in traces(text) if not trace.fired] == []


def test_rule_that_almost_fired_says_what_it_wanted(write_pack: Write, nothing_known: Knowledge) -> None:
    match = "group:{people} ({conj} group:{people})* ..2/prep.near cue:{harm}"
    root = write_pack(lexicon=LEXICON, rules=RULES.replace("group:{people} ..2/conj cue:{harm}", match))
    (root / "xx" / "rules" / "mentions.toml").write_text(MENTIONS, encoding="utf-8")

    def almost(text: str) -> list[tuple[str, str]]:
        found = explain(Document(id="d", text=text, sha256="", lang="xx"), pack.load("xx", root), nothing_known)
        return [(trace.words.text, trace.why) for trace in found if not trace.fired and trace.rule == "xx.toll.group_harm"]

    assert almost("5 men and 3 women came.") == [("5 men and 3 women", "expected {conj} or {harm} within 2 words, found “came” (word)")]
    assert almost("5 men and 3 women came near.") == [
        ("5 men and 3 women", "expected {conj} or {harm} within 2 words, found “came” (word), and it does not pass “near” (prep.near)")
    ]
    assert almost("5 men and 3 women") == [("5 men and 3 women", "expected {conj} or {harm} within 2 words, found the end of the sentence")]
    assert almost("5 men and others.") == [("5 men and", "expected {people}, found “others” (word)")]
    assert almost("5 men and 3 women were killed.") == []


def test_explanation_has_the_shape_that_is_shown(traces: Callable[[str], tuple[Trace, ...]]) -> None:
    shown: tuple[Shown, ...] = traces("5 men were killed")

    assert len(shown) == 3


def test_empty_text_has_nothing_to_explain(traces: Callable[[str], tuple[Trace, ...]]) -> None:
    assert traces("") == ()
