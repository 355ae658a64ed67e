"""Attribution: which words of a document are whose.

A rule finds the cue ("said", "according to") and the words that name the source; this module makes the source a link of a chain,
decides how far the cue reaches, carries it over ("he added"), and gives, for any place in the text, the chain in force there.
The publisher itself is no link: where no scope reaches, the chain is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from musnad.model import SourceKind, Stance
from musnad.readings.grammar import Found, Grammar
from musnad.readings.marks import NOTHING, Mark, Marked, kinds_of


class Speaker(msgspec.Struct, frozen=True):
    """A source as the document names it: folded ``start, stop``, its kind, its id in knowledge and the channel it used.

    ``bare``: a mere "the agency", which points back to one named before.
    """

    start: int
    stop: int
    kind: SourceKind
    source: str = ""
    channel: str = ""
    bare: bool = False


class Scope(msgspec.Struct, frozen=True):
    """Tokens ``first`` up to ``last`` are said by ``chain``, outermost first. ``name_first, name_last``: where the source is named."""

    first: int
    last: int
    chain: tuple[Speaker, ...]
    stance: Stance
    rule: str
    name_first: int = 0
    name_last: int = 0


class Attribution:
    """The scopes of a document, asked by token."""

    def __init__(self, scopes: Sequence[Scope]) -> None:
        self.scopes = tuple(scopes)

    def at(self, token: int) -> Scope | None:
        """The innermost scope around ``token``, or None where the publisher speaks itself."""
        around = [scope for scope in self.scopes if scope.first <= token < scope.last]
        return min(around, key=lambda scope: scope.last - scope.first) if around else None

    def names_source(self, token: int) -> bool:
        """True where ``token`` belongs to the words that name a source, which are no place or actor of an event."""
        return any(scope.name_first <= token < scope.name_last for scope in self.scopes)


def attribute(marked: Marked, grammar: Grammar) -> Attribution:
    """All scopes of a document."""
    by_sentence: dict[int, list[Found]] = {}
    for layer in grammar.layers("attribution"):
        for found in grammar.apply("attribution", marked, layer):
            by_sentence.setdefault(found.sentence, []).append(found)
    scopes: list[Scope] = []
    memory: list[Scope] = []
    for number in range(len(marked.sentences)):
        for cue in _chosen(by_sentence.get(number, ())):
            scopes.extend(_scopes(cue, number, marked, grammar, memory))
        _nested(scopes, marked.sentences[number].first)
        _cut_at_next(scopes, marked.sentences[number].first)
    return Attribution(scopes)


def _chosen(found: Iterable[Found]) -> list[Found]:
    """Of cues that overlap, the one whose rule tells more: a nested chain before a simple one, then the longer match."""

    def weight(item: Found) -> tuple[int, int]:
        return len(item.match.captures), item.match.last - item.match.first

    kept: list[Found] = []
    for item in sorted(found, key=weight, reverse=True):
        if all(item.match.last <= other.match.first or other.match.last <= item.match.first for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.match.first)


def _scopes(found: Found, number: int, marked: Marked, grammar: Grammar, memory: list[Scope]) -> list[Scope]:
    captures = found.match.captures
    cue = captures["cue"][0] if "cue" in captures else None
    names = [mark for name in ("outer", "source") for mark in captures.get(name, ())]
    links = [speaker for mark in names for speaker in speakers(mark, marked, grammar)]
    if not links and cue is not None:
        names = _named_before(cue, marked, marked.sentences[number].first)
        links = [speaker for mark in names for speaker in speakers(mark, marked, grammar)]
    chain = tuple(speaker for link in links for speaker in _remembered(link, memory)) or (memory[-1].chain if memory else ())
    if not chain:
        return []
    stance: Stance = "deny" if cue is not None and cue.get("stance") == "deny" else "assert"
    first, last = _reach(found, number, marked)
    named = (min(mark.first for mark in names), max(mark.last for mark in names)) if names else (0, 0)
    scope = Scope(first, last, chain, stance, found.rule.id, *named)
    memory.append(scope)
    return [scope]


def _nested(scopes: list[Scope], start: int) -> None:
    """ "X said that ..., according to Y": what stands between the cue and the words after it is Y's, told by X."""
    for number, inner in enumerate(scopes):
        if inner.first < start or inner.first == inner.name_first:
            continue
        outer = next((o for o in scopes if inner.first <= o.first and o.first < inner.name_first <= o.last and o is not inner), None)
        if outer is not None and outer.chain != inner.chain:
            scopes[number] = msgspec.structs.replace(inner, first=outer.first, chain=outer.chain + inner.chain)


def _named_before(cue: Mark, marked: Marked, first: int, near: int = 6) -> list[Mark]:
    """The source that stands before its verb ("the observatory had recorded that ...")."""
    before = [
        mark
        for index in range(max(first, cue.first - near), cue.first)
        for mark in marked.at[index]
        if ("source" in kinds_of(mark.kind) or mark.kind == "actor") and mark.last <= cue.first
    ]
    return [max(before, key=lambda mark: (mark.last, mark.last - mark.first))] if before else []


def _reach(found: Found, number: int, marked: Marked) -> tuple[int, int]:
    """The tokens that a cue covers, by its rule's ``scope``."""
    sentence, match = marked.sentences[number], found.match
    kind = found.rule.set.get("scope", "after")
    if kind == "sentence" and match.first - sentence.first > 2:
        return sentence.first, match.last
    if kind == "previous_line":
        before = [other for other in marked.sentences[:number] if other.line < sentence.line]
        lines = [other for other in before if before and other.line == before[-1].line]
        return (lines[0].first, match.last) if lines else (match.first, match.last)
    if kind == "block":
        last = sentence.last
        if match.last >= sentence.last - 1:
            for other in marked.sentences[number + 1 :]:
                last = other.last
        return match.first, last
    last = sentence.last
    if marked.tokens[last - 1].text == ":":
        next_line = [other for other in marked.sentences[number + 1 :] if other.line == sentence.line + 1]
        last = next_line[-1].last if next_line else last
    return match.first, last


def _cut_at_next(scopes: list[Scope], start: int) -> None:
    """Within a sentence, what one cue introduces ends where the next begins."""
    here = sorted((scope for scope in scopes if scope.first >= start), key=lambda scope: scope.first)
    for scope, later in pairwise(here):
        if scope.first < later.first < scope.last and scope.last == later.last:
            scopes[scopes.index(scope)] = msgspec.structs.replace(scope, last=later.first)


def _remembered(link: Speaker, memory: list[Scope]) -> tuple[Speaker, ...]:
    """The source meant: the one named; for a bare "the agency" or "the sources" the chain that the words point back to."""
    if link.bare:
        for scope in reversed(memory):
            if link.kind == "other" or any(speaker.kind == link.kind for speaker in scope.chain):
                return scope.chain
    return (link,)


def speakers(name: Mark, marked: Marked, grammar: Grammar) -> list[Speaker]:
    """The sources that the words of ``name`` stand for, outermost first: "the agency, quoting a military source" are two."""
    first, last, channel = name.first, name.last, ""
    inner: list[Speaker] = []
    for index in range(first, last):
        marks = marked.at[index]
        if index > first and any(mark.kind in ("channel", "date") for mark in marks):
            channel = next((mark.get("channel") for mark in marks if mark.kind == "channel"), "")
            last = index
            break
        quoting = next((mark for mark in marks if mark.kind == "according"), None)
        if quoting is not None and index > first:
            inner = speakers(
                Mark("span", quoting.last, name.last, marked.tokens[quoting.last - 1].stop, name.stop, NOTHING), marked, grammar
            )
            last = index
            break
    while last > first and _trails(marked, last - 1):
        last -= 1
    while first < last and (step := _before_name(marked, first)):
        first += step
    if first >= last:
        return inner
    inside = [mark for index in range(first, last) for mark in marked.at[index] if mark.last <= last]
    kind, source = _kind_of(inside, grammar)
    start = max(name.start, marked.tokens[first].start)
    heads = [mark for mark in marked.at[first] if mark.kind == "source.head" and mark.last == last]
    bare = any(mark.article for mark in heads)
    return [Speaker(start, marked.tokens[last - 1].stop, kind, source, channel, bare), *inner]


def _before_name(marked: Marked, index: int) -> int:
    """How many tokens at ``index`` stand before a source's name and are none of it: a comma, a date."""
    if marked.tokens[index].kind == "punct":
        return 0 if marked.tokens[index].text == "(" else 1
    return max((mark.last - index for mark in marked.at[index] if mark.kind == "date"), default=0)


def _trails(marked: Marked, index: int) -> bool:
    """True for a comma or a preposition that ends the words of a source and is none of them."""
    token = marked.tokens[index]
    if token.kind == "punct":
        return token.text != ")"
    return any(mark.kind == "about" or mark.kind.startswith("prep") for mark in marked.at[index])


_ACTOR_KINDS: dict[str, SourceKind] = {
    "army": "military",
    "air_force": "military",
    "coalition": "military",
    "security_service": "official",
    "police": "official",
    "state": "government",
    "authority": "government",
}


def _kind_of(inside: Sequence[Mark], grammar: Grammar) -> tuple[SourceKind, str]:
    """Kind and knowledge id of a source from the marks in its name: its head noun first, then who it is known as."""
    known = next((mark for mark in inside if "source" in kinds_of(mark.kind) and mark.get("id")), None)
    head = next((mark for mark in inside if mark.kind == "source.head"), None)
    actor = next((mark for mark in inside if mark.kind == "actor"), None)
    ident = known.get("id") if known is not None else ""
    if head is not None and head.get("kind") != "other":
        if head.get("kind") == "military" and actor is not None and _speaks_for_group(actor, grammar):
            return "armed_group", ident
        return head.get("kind"), ident  # type: ignore[return-value]
    if known is not None:
        return known.get("kind"), ident  # type: ignore[return-value]
    if actor is not None:
        kinds = grammar.knowledge.actors.get(actor.get("id"))
        return (_ACTOR_KINDS.get(kinds[0].kind, "armed_group") if kinds else "armed_group"), ident
    if head is not None:
        return "other", ident
    return "person", ident


def _speaks_for_group(actor: Mark, grammar: Grammar) -> bool:
    found = grammar.knowledge.actors.get(actor.get("id"))
    return found is not None and found[0].kind in ("armed_group", "militia", "faction_alliance")
