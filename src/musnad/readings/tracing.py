"""A grammar's twin that remembers: which rules matched where, and which began to match and failed, for ``explain`` and ``check``.

The twin is the same grammar with rules that write down what happens when they are tried, so whatever reads with it reads as always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musnad.model import Words
from musnad.pack import Pack, Rule
from musnad.readings.grammar import Found, Grammar, Ready, RuleSet, fold_text
from musnad.readings.marks import Mark, Marked, kinds_of
from musnad.readings.matching import Captured, Match, Scene, compile_pattern, stops
from musnad.readings.page import Page
from musnad.readings.patterns import Node, written

_OPTIONS = 4  # as many ways to go on are named
_KINDS = 3


class Failed(msgspec.Struct, frozen=True):
    """A rule that began to match tokens ``first`` up to ``last`` and then did not find what it needed; ``parts`` had matched.

    ``wanted`` is what it would have taken next, within ``gap`` words; ``stopped`` the token that it does not pass, None when the
    words did not suffice.
    """

    rule: Rule
    first: int
    last: int
    parts: int
    wanted: tuple[str, ...]
    gap: int
    stopped: int | None
    end: int

    def why(self, page: Page) -> str:
        """The reason in words, quoting the text as it was received."""
        options = " or ".join(self.wanted[:_OPTIONS]) + (" ..." if len(self.wanted) > _OPTIONS else "")
        within = f" within {self.gap} words" if self.gap else ""
        reason = f"expected {options}{within}, found {self._what(self.last, page)}"
        if self.stopped is None:
            return reason
        return f"{reason}, and it does not pass {self._what(self.stopped, page)}"

    def _what(self, at: int, page: Page) -> str:
        """The word at a token and what it was recognised as."""
        if at >= self.end:
            return "the end of the sentence"
        kinds = list(dict.fromkeys(mark.kind for mark in page.marked.at[at])) or list(page.marked.clitics[at])
        return f"“{words_of(page, at, at + 1).text}”" + (f" ({', '.join(kinds[:_KINDS])})" if kinds else "")


class Memory:
    """What a twin remembers: matches and failures, in the order in which the rules were tried."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.failed: list[Failed] = []

    def forget(self) -> None:
        """Begin anew, with another text."""
        self.found.clear()
        self.failed.clear()

    def of(self, rule: str) -> list[Match]:
        """Every match of a rule, once each."""
        matches = {(item.match.first, item.match.last): item.match for item in self.found if item.rule.id == rule}
        return list(matches.values())

    def nearest(self, rule: str) -> Failed | None:
        """The failure of a rule that came nearest to a match."""
        failures = [failed for failed in self.failed if failed.rule.id == rule]
        return max(failures, key=lambda failed: (failed.parts, failed.last - failed.first), default=None)


def words_of(page: Page, first: int, last: int) -> Words:
    """The exact words of tokens ``first`` up to ``last``, at least one."""
    tokens = page.marked.tokens
    return page.words(tokens[first].start, tokens[max(first, last - 1)].stop)


def remembering(grammar: Grammar, pack: Pack) -> tuple[Grammar, Memory]:
    """The twin of the grammar that was compiled from ``pack``, and its memory."""
    memory = Memory()
    ready: dict[str, dict[int, list[Ready]]] = {}
    for rule in pack.rules:
        ready.setdefault(rule.topic, {}).setdefault(rule.layer, []).append(_traced(rule, pack.defines, memory))
    twins = {topic: {layer: _Remembering(here, memory) for layer, here in layers.items()} for topic, layers in ready.items()}
    return msgspec.structs.replace(grammar, rules=twins), memory


class _Remembering(RuleSet):
    """The rules of one topic and layer, every match of theirs kept."""

    def __init__(self, rules: Sequence[Ready], memory: Memory) -> None:
        super().__init__(rules)
        self._memory = memory

    def apply(self, marked: Marked) -> Iterator[Found]:
        for found in super().apply(marked):
            self._memory.found.append(found)
            yield found


class _Tried(msgspec.Struct, frozen=True):
    """A part of a pattern that was tried at token ``at``, after ``captured``."""

    node: Node
    at: int
    captured: Captured | None


def _traced(rule: Rule, defines: Mapping[str, str], memory: Memory) -> Ready:
    """The rule with a pattern that tells ``memory`` where it failed."""
    tried: list[_Tried] = []

    def tell(node: Node, at: int, clitic: int, captured: Captured | None) -> None:
        tried.append(_Tried(node, at, captured))

    plain = compile_pattern(rule.match, defines, rule.where, fold_text, tell)

    def run(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        tried.clear()
        found = plain.run(scene, at, clitic, captured)
        if found is None and (failed := _failure(rule, tried, scene, at)) is not None:
            memory.failed.append(failed)
        return found

    return Ready(rule, msgspec.structs.replace(plain, run=run))


# --- why it failed ----------------------------------------------------------------------------------------------------------


def _failure(rule: Rule, tried: Sequence[_Tried], scene: Scene, at: int) -> Failed | None:
    """What the rule wanted where it came furthest; None where not even its first part matched."""
    counts = [_parts(item.captured) for item in tried]
    most = max(counts, default=0)
    if not most:
        return None
    furthest = [item for item, count in zip(tried, counts, strict=True) if count == most]
    last = min(item.at for item in furthest)
    wanted = tuple(dict.fromkeys(written(item.node) for item in furthest if item.node.kind != "gap"))
    gap = max((item.node.most for item in furthest if item.node.kind == "gap"), default=0)
    return Failed(rule, at, last, most, wanted, gap, _stopped(furthest, scene.marked, last), scene.last)


def _stopped(furthest: Sequence[_Tried], marked: Marked, last: int) -> int | None:
    """The token of a kind that the gap does not cross, where that was what ended it."""
    end = max(item.at for item in furthest)
    gaps = [item.node for item in furthest if item.node.kind == "gap"]
    if end <= last or end >= len(marked.tokens):
        return None
    here = {kind for mark in marked.at[end] for kind in kinds_of(mark.kind)} | {f"'{marked.tokens[end].text}'"}
    barred = any(here.intersection(gap.barriers) or stops(gap, marked.by_kind[end]) for gap in gaps)
    return end if barred else None


def _parts(captured: Captured | None) -> int:
    """How many parts of a pattern have matched: single ones, and spans that hold something."""
    count = 0
    while captured is not None:
        name, what, captured = captured
        count += name == "=" or (isinstance(what, Mark) and what.kind == "span" and what.last > what.first)
    return count
