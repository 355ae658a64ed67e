"""What a pack must keep to beyond being readable: every rule's examples, and nothing asked for that is nowhere made.

``musnad pack check`` and the tests run this. It does not run before reading, since it reads every example of every rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from musnad.knowledge.facts import Knowledge
from musnad.model import CASUALTY_FIELDS, Document, Qualifier
from musnad.pack import Entry, Example, Pack, Rule
from musnad.readings.grammar import compile_grammar, fold_text, names
from musnad.readings.lemmas import SAYS
from musnad.readings.marks import kinds_of
from musnad.readings.matching import Match
from musnad.readings.page import Page
from musnad.readings.patterns import Node, parse, walk
from musnad.readings.tokens import tokenize
from musnad.readings.tracing import remembering, words_of

# Kinds that the engine makes by itself, and what each topic makes of a capture. What is not here would be matched and not heard.
MADE_BY_THE_ENGINE = frozenset({"num", "date", "word"})
MADE_OF_KNOWLEDGE = frozenset({"actor", "nation", "source.known", "weapon", "means", "place.known"})
CAPTURES: Mapping[str, frozenset[str]] = {
    "mention": frozenset({"head", "who", "name", "mod", "number", "qual", "vague", "each", "before", "end"}),
    "toll": frozenset({"cue", "group", "part", "of", "none", "number", "qual", "told"}),
    "role": frozenset({"trigger", "initiator", "target"}),
    "attribution": frozenset({"cue", "source", "outer"}),
    "discourse": frozenset(
        {"agreement", "cue", "date", "party", "term", "rel"} | {"earlier", "later", "event", "to", "operation"} | {"actor", "of", "speaker"}
    ),
}
# What a rule may set and to what; a mention rule sets attributes of the mark it makes, whichever it likes.
SETTINGS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "toll": {
        "order": frozenset({"first", "last"}),
        "list": frozenset({"head", "line"}),
        "harm": CASUALTY_FIELDS,
        "qual": frozenset(get_args(Qualifier)),
    },
    "role": {},
    "attribution": {
        "scope": frozenset({"after", "before", "match", "sentence", "sentence_before", "block", "previous_line"}),
        "source": frozenset({"carried", "none"}),
    },
    "discourse": {
        "detail": frozenset({"signed", "in_force", "parties", "terms", "terms_after", "terms_before"}),
        "type": frozenset({"retaliation", "alleged_violation", "first_since", "part_of"}),
        "relation": frozenset({"part_of", "backed_by", "close_to", "branch_of", "loyal_to", "designated_terrorist_by"}),
        "kind": frozenset({"condemnation", "threat", "denial", "demand", "support", "accusation", "responsibility.taken"}),
    },
}
# Attributes that the engine sets: on any mark, on numbers, dates, words without a meaning, and people.
ATTRIBUTES = frozenset(
    {"article", "suffix", "joined", "governs", "case"}
    | {"low", "high", "attributive"}
    | {"begin", "end", "precision"}
    | {"clear", "capital"}
    | {"who", "qual", "harm", "num", "counted", "body"}
)
_REGEX = re.compile(r"[\[\](){}*+?|^$\\]")


def check(pack: Pack, knowledge: Knowledge) -> Iterator[str]:
    """A line for each thing in the pack that does not hold: file and line or rule id, what was found, and the mend.

    Raises PackError where a rule cannot be compiled at all.
    """
    tester = Tester(pack, knowledge)
    yield from check_lists(pack, knowledge)
    for rule in pack.rules:
        yield from tester.check(rule)


def check_lists(pack: Pack, knowledge: Knowledge) -> Iterator[str]:
    """All that can be told without running a rule."""
    yield from check_lexicon(pack.entries)
    yield from check_defines(pack)
    known, attributes = _known(pack, knowledge)
    for rule in pack.rules:
        yield from check_pattern(rule, pack.defines, known, attributes)


# --- the lists --------------------------------------------------------------------------------------------------------------


def check_lexicon(entries: Iterable[Entry]) -> Iterator[str]:
    """Forms that say nothing, say the same twice once folded, or are written as regular expressions."""
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        words = tuple(token.text for token in tokenize(fold_text(entry.form)))
        if not words:
            yield f"{entry.where}: nothing is left of {entry.form!r} once it is folded; remove the line"
            continue
        if _REGEX.search(entry.form):
            yield f"{entry.where}: {entry.form!r} has signs of a regular expression; forms are plain words, a line for each"
        key = (words, entry.sense, entry.inflect, entry.features)
        if key in seen:
            other = seen[key]
            yield f"{entry.where}: {entry.form!r} as {entry.sense} is folded to the same as {other.form!r}, {other.where}; remove one"
        seen.setdefault(key, entry)


# --- the patterns -----------------------------------------------------------------------------------------------------------


def check_defines(pack: Pack) -> Iterator[str]:
    """Defined patterns that no rule uses, neither directly nor through another."""
    used: set[str] = set()
    todo = [rule.match for rule in pack.rules]
    while todo:
        for name in re.findall(r"<([a-z_]+)>", todo.pop()):
            if name not in used and name in pack.defines:
                used.add(name)
                todo.append(pack.defines[name])
    for name in sorted(set(pack.defines) - used):
        yield f"pack {pack.language}: <{name}> is defined and no rule uses it; remove it from [define]"


def check_pattern(rule: Rule, defines: Mapping[str, str], known: frozenset[str], attributes: frozenset[str]) -> Iterator[str]:
    """Kinds and attributes asked for that nothing makes, captures that nobody hears, a mention rule that makes nothing."""
    nodes = list(walk(parse(rule.match, defines, rule.where)))
    for kind in sorted({kind for node in nodes for kind in _asked(node)} - known):
        yield f"{rule.where}: {{{kind}}} is asked for, but no list, name or mention rule makes it; add it there or correct it"
    for name in sorted({name for node in nodes for name, _, _ in node.tests} - attributes):
        yield f"{rule.where}: {name}= is asked for, but nothing sets {name}; correct it, or add it to a list or to ATTRIBUTES here"
    heard = CAPTURES.get(rule.topic, frozenset())
    if not heard:
        yield f"{rule.where}: no step of reading applies rules of {rule.topic}; those it applies are of {', '.join(CAPTURES)}"
    for name in sorted(_captured(nodes) - heard) if heard else ():
        yield f"{rule.where}: a {rule.topic} rule makes nothing of {name!r}; it hears {', '.join(sorted(heard))}"
    yield from _check_settings(rule)
    language, topic, _ = rule.id.split(".", 2)
    if topic != rule.topic:
        yield f"{rule.where}: it stands among the rules of {rule.topic}; write {language}.{rule.topic}.idea"
    if rule.topic == "mention" and not rule.makes:
        yield f"{rule.where}: makes is missing; write which kind of mark the rule makes"
    if rule.topic != "mention" and rule.makes:
        yield f"{rule.where}: only mention rules make marks; remove makes"


def _check_settings(rule: Rule) -> Iterator[str]:
    allowed = SETTINGS.get(rule.topic)
    for name, value in rule.set.items() if allowed is not None else ():
        values = (allowed or {}).get(name)
        if values is None:
            known = ", ".join(sorted(allowed or {})) or "none"
            yield f"{rule.where}: set has {name}, which a {rule.topic} rule makes nothing of; it knows {known}"
        elif value not in values:
            yield f"{rule.where}: set has {name} = {value!r}; write one of {', '.join(sorted(values))}"


def _asked(node: Node) -> Iterator[str]:
    if node.kind == "sense":
        yield from node.text.split("|")
    yield from (barrier for barrier in node.barriers if barrier[0] not in "'{")


def _captured(nodes: Iterable[Node]) -> set[str]:
    return {node.text for node in nodes if node.kind == "capture"}


def _known(pack: Pack, knowledge: Knowledge) -> tuple[frozenset[str], frozenset[str]]:
    """Every kind of mark that there can be, wider kinds too, and every attribute that one can have."""
    made = {rule.makes for rule in pack.rules if rule.makes}
    kinds = {entry.sense for entry in pack.entries} | made | MADE_BY_THE_ENGINE | MADE_OF_KNOWLEDGE
    attributes = {name for entry in pack.entries for name, _ in entry.features}
    attributes |= {name for endings in pack.inflections.values() for ending in endings for name, _ in ending.features}
    attributes |= {name for known in names(knowledge, pack.language) for name in known.meaning.attrs}
    attributes |= {name for rule in pack.rules for name in rule.set}
    said = SAYS if pack.strategy == "lemma" else frozenset()
    return frozenset(wider for kind in kinds for wider in kinds_of(kind)), frozenset(attributes | ATTRIBUTES | said)


# --- the examples -----------------------------------------------------------------------------------------------------------


class Tester:
    """A pack's rules ready to be run over the texts of their examples."""

    def __init__(self, pack: Pack, knowledge: Knowledge) -> None:
        self._defines = pack.defines
        self._grammar, self._memory = remembering(compile_grammar(pack, knowledge), pack)

    def check(self, rule: Rule) -> Iterator[str]:
        """The rule's examples that it does not match with exactly the words given, and the counter-examples that it matches."""
        captures = _captured(walk(parse(rule.match, self._defines, rule.where)))
        for example in rule.examples:
            if captures and not example.spans:
                yield f"{rule.where}: the example {example.text!r} names no words; give those of {' or '.join(sorted(captures))}"
            for name in sorted(set(example.spans) - captures):
                yield f"{rule.where}: the example {example.text!r} names {name!r}, which the pattern does not capture"
            yield from self._example(rule, example)
        for counter in rule.counters:
            page = self._read(counter.text, rule)
            for match in self._memory.of(rule.id):
                yield f"{rule.where}: matches {_matched(match, page)!r} of its counter-example {counter.text!r}, though {counter.why}"

    def _read(self, text: str, rule: Rule) -> Page:
        """The text with everything recognised in it; what the rules of the topic match in it is in memory."""
        self._memory.forget()
        page = Page.of(Document(id="example", text=text, sha256=""), self._grammar)
        if rule.topic != "mention":  # these were applied to make the page
            list(self._grammar.apply(rule.topic, page.marked, rule.layer))
        return page

    def _example(self, rule: Rule, example: Example) -> Iterator[str]:
        page = self._read(example.text, rule)
        found = [_spans(match, page) for match in self._memory.of(rule.id)]
        if not found:
            yield f"{rule.where}: does not match its example {example.text!r}: {self._why_not(rule, page)}"
        elif not any(all(spans.get(name) == words for name, words in example.spans.items()) for spans in found):
            captured = "; ".join(map(_in_words, found))
            yield f"{rule.where}: captures {captured} in its example {example.text!r}, which gives {_in_words(example.spans)}"

    def _why_not(self, rule: Rule, page: Page) -> str:
        nearest = self._memory.nearest(rule.id)
        return "nothing in it begins the pattern" if nearest is None else nearest.why(page)


def _matched(match: Match, page: Page) -> str:
    return words_of(page, match.first, match.last).text


def _spans(match: Match, page: Page) -> dict[str, tuple[str, ...]]:
    """The words under each capture, in order."""
    return {
        name: tuple(page.words(mark.start, mark.stop).text for mark in marks if mark.first < mark.last)
        for name, marks in match.captures.items()
    }


def _in_words(spans: Mapping[str, tuple[str, ...]]) -> str:
    return ", ".join(f"{name} {' and '.join(map(repr, words))}" for name, words in sorted(spans.items())) or "nothing by name"
