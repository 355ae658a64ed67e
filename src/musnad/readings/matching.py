"""Matching: patterns compiled once into functions, because a pack's rules are tried at every place of every document.

A pattern becomes nested functions that know what follows them, so that matching allocates almost nothing. With a ``trace``, the
same functions tell it of every part that they try (see ``readings.tracing``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import msgspec

from musnad.readings.marks import NOTHING, Mark, Marked
from musnad.readings.patterns import Node, parse
from musnad.readings.tokens import Sentence

# What was captured so far: (name, mark, earlier). An open group is ("(name", position, earlier); a traced pattern adds
# ("=", part, earlier) for every part that matched.
Captured = tuple[str, Any, Any]
Step = Callable[["Scene", int, int, "Captured | None"], "tuple[int, Captured | None] | None"]


class Scene(msgspec.Struct, frozen=True, gc=False):
    """Where a pattern is tried: one sentence of a marked document, and the token at which the match is to begin."""

    marked: Marked
    first: int
    last: int
    start: int


class Match(msgspec.Struct, frozen=True, gc=False):
    """A pattern's match: tokens ``first`` up to ``last``, and the marks captured under each name, in order."""

    first: int
    last: int
    captures: Mapping[str, tuple[Mark, ...]]


class Pattern(msgspec.Struct, frozen=True):
    """A compiled pattern. ``starts`` are the kinds it can begin with; None when it may begin with anything.

    ``opening``: it stands at the beginning of a sentence only. ``needs``: of each of these groups of kinds one must begin in the
    sentence, no earlier than the match.
    """

    text: str
    run: Step
    starts: frozenset[str] | None
    opening: bool
    needs: tuple[frozenset[str], ...] = ()

    def match(self, marked: Marked, sentence: Sentence, at: int) -> Match | None:
        """The match that begins at token ``at``, or None."""
        found = self.run(Scene(marked, sentence.first, sentence.last, at), at, 0, None)
        if found is None:
            return None
        last, captured = found
        captures: dict[str, list[Mark]] = {}
        while captured is not None:
            name, mark, captured = captured
            if isinstance(mark, Mark):
                captures.setdefault(name, []).append(mark)
        return Match(at, last, {name: tuple(reversed(marks)) for name, marks in captures.items()})


# Told of every part that is tried: the part, where it is tried (token and clitics passed), and what was matched before it.
Trace = Callable[[Node, int, int, "Captured | None"], None]


class _How(msgspec.Struct, frozen=True):
    """What compiling needs besides the pattern: how literal words are folded, and who is told."""

    fold: Callable[[str], str]
    trace: Trace | None = None


def compile_pattern(
    text: str, defines: Mapping[str, str], where: str, fold: Callable[[str], str] = str, trace: Trace | None = None
) -> Pattern:
    """The pattern ``text`` ready to run. ``fold`` is applied to its literal words."""
    node = parse(text, defines, where)
    starts = _starts(node)
    run = _compile(node, _accept, _How(fold, trace), near=False)
    begins = None if starts is None or "" in starts else frozenset(starts)
    # What it begins with is there where it is tried. A traced pattern is tried everywhere, to tell what it lacked.
    needs = [need for need in _needs(node) if not begins or not begins <= need] if trace is None else []
    return Pattern(text, run, begins, _opens(node), tuple(sorted(needs, key=len)))


def _opens(node: Node) -> bool:
    """True for a pattern whose first part is the beginning of a sentence."""
    while node.kind in ("seq", "capture") and node.parts:
        node = node.parts[0]
    return node.kind == "edge" and node.text == "^"


def _starts(node: Node) -> set[str] | None:
    """Kinds a node can begin with; "" stands for "may be empty", None for "anything"."""
    if node.kind == "sense":
        return set(node.text.split("|"))
    if node.kind in ("literal", "gap"):
        return None
    if node.kind in ("not", "edge"):
        return {""}
    if node.kind == "or":
        found: set[str] = set()
        for part in node.parts:
            inner = _starts(part)
            if inner is None:
                return None
            found |= inner
        return found
    found = {""}
    for part in node.parts:
        inner = _starts(part)
        if inner is None:
            return None
        found = (found - {""}) | inner
        if "" not in inner:
            break
    return found | {""} if node.kind == "many" and node.least == 0 else found


def _needs(node: Node) -> set[frozenset[str]]:
    """Groups of kinds, one of each of which every match of a node has."""
    if node.kind == "sense":
        return {frozenset(node.text.split("|"))}
    if node.kind == "or":
        options = [_needs(part) for part in node.parts]
        return {frozenset().union(*(min(groups, key=len) for groups in options))} if all(options) else set()
    if node.kind in ("seq", "capture") or (node.kind == "many" and node.least > 0):
        return {group for part in node.parts for group in _needs(part)}
    return set()


def _accept(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None]:
    return at, captured


def _compile(node: Node, after: Step, how: _How, *, near: bool) -> Step:
    """The step that tries ``node`` and goes on with ``after``. ``near``: it stands right after another part of the pattern, so
    that an "and" joined to its word must be named in the pattern and is not passed over."""
    single = node.kind in ("sense", "literal", "edge", "not") or (node.kind == "capture" and node.parts[0].kind == "sense")
    if how.trace is not None and (single or node.kind == "gap"):
        return _compile_traced(node, after, how, how.trace, near=near)
    if node.kind == "sense":
        return _compile_sense(node, "", after, near=near)
    if node.kind == "capture":
        inner = node.parts[0]
        if inner.kind == "sense":
            return _compile_sense(inner, node.text, after, near=near)
        return _open(node.text, _compile(inner, _close(node.text, after), how, near=near))
    if node.kind == "literal":
        return _compile_literal(how.fold(node.text).split(), after)
    if node.kind == "gap":
        return _compile_gap(node, after, how.fold)
    if node.kind == "edge":
        return _compile_edge(node.text, after)
    if node.kind == "not":
        return _compile_not(_compile(node.parts[0], _accept, how, near=near), after)
    if node.kind == "or":
        return _compile_or(tuple(_compile(part, after, how, near=near) for part in node.parts))
    if node.kind == "many":
        return _compile_many(node, after, how, near=near)
    step = after
    for number in range(len(node.parts) - 1, -1, -1):
        step = _compile(node.parts[number], step, how, near=near if number == 0 else node.parts[number - 1].kind != "gap")
    return step


def _compile_traced(node: Node, after: Step, how: _How, trace: Trace, *, near: bool) -> Step:
    """The same step, telling ``trace`` when it is tried and keeping ``node`` among what was matched."""

    def matched(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        return after(scene, at, clitic, ("=", node, captured))

    step = _compile(node, after if node.kind == "gap" else matched, _How(how.fold), near=near)

    def tried(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        trace(node, at, clitic, captured)
        return step(scene, at, clitic, captured)

    return tried


def _compile_sense(node: Node, name: str, after: Step, *, near: bool) -> Step:
    kinds, tests = tuple(node.text.split("|")), node.tests
    wanted = frozenset(kinds)

    def sense(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        marked, last = scene.marked, scene.last
        for index in (at,) if clitic or at not in marked.jumps else marked.jumps[at]:
            if index >= last:
                break
            here = marked.by_kind[index]
            for kind in kinds if here and not wanted.isdisjoint(here) else ():
                for mark in here.get(kind, ()):
                    if len(mark.prefixes) < clitic or mark.last > last:
                        continue
                    if near and index > scene.start and len(mark.prefixes) > clitic and marked.joined(index, clitic):
                        continue
                    if tests and not _passes(mark, tests):
                        continue
                    found = after(scene, mark.last, 0, (name, mark, captured) if name else captured)
                    if found is not None:
                        return found
            joined = marked.clitics[index]
            for kind in kinds if joined and not wanted.isdisjoint(joined) else ():
                if clitic in joined.get(kind, ()):
                    step = (name, _clitic_mark(marked, index, clitic, kind), captured) if name else captured
                    found = after(scene, index, clitic + 1, step)
                    if found is not None:
                        return found
        return None

    return sense


def _clitic_mark(marked: Marked, index: int, clitic: int, kind: str) -> Mark:
    token = marked.tokens[index]
    return Mark(kind, index, index + 1, token.start + clitic, token.start + clitic + 1, NOTHING)


def _passes(mark: Mark, tests: tuple[tuple[str, bool, frozenset[str]], ...]) -> bool:
    """True where the mark meets every condition. A feature that may have several values has each of them."""
    for name, wanted, values in tests:
        if name == "article":
            value = "yes" if mark.article else "no"
        elif name == "suffix":
            value = "yes" if mark.suffix else "no"
        elif name == "joined":
            value = "yes" if mark.prefixes else "no"
        else:
            value = mark.attrs.get(name, "no")
        if (value in values or (" " in value and not values.isdisjoint(value.split()))) is not wanted:
            return False
    return True


def _compile_literal(words: list[str], after: Step) -> Step:
    def literal(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        for index in (at,) if clitic else scene.marked.jumps.get(at, (at,)):
            stop = index + len(words)
            if stop > scene.last:
                return None
            forms = scene.marked.forms
            if all(word in forms[index + step] for step, word in enumerate(words)):
                found = after(scene, stop, 0, captured)
                if found is not None:
                    return found
        return None

    return literal


def _compile_gap(node: Node, after: Step, fold: Callable[[str], str]) -> Step:
    most = node.most
    barriers = frozenset(stop for stop in node.barriers if stop[0] not in "'{")
    words = frozenset(fold(stop.strip("'")) for stop in node.barriers if stop.startswith("'"))

    def gap(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        for index in range(at, min(at + most, scene.last) + 1):
            found = after(scene, index, clitic if index == at else 0, captured)
            if found is not None:
                return found
            if index >= scene.last:
                break
            if not barriers.isdisjoint(scene.marked.by_kind[index]):
                break
            if words and scene.marked.tokens[index].text in words:
                break
            if node.parts and stops(node, scene.marked.by_kind[index]):
                break
        return None

    return gap


def stops(gap: Node, here: Mapping[str, list[Mark]]) -> bool:
    """True where a mark that begins here is one that the gap does not cross, by the conditions that it must meet for that."""
    return any(_passes(mark, part.tests) for part in gap.parts for kind in part.text.split("|") for mark in here.get(kind, ()))


def _compile_edge(sign: str, after: Step) -> Step:
    def edge(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        here = scene.first if sign == "^" else scene.last
        return after(scene, at, clitic, captured) if at == here and not clitic else None

    return edge


def _compile_not(inner: Step, after: Step) -> Step:
    def absent(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        return None if inner(scene, at, clitic, None) is not None else after(scene, at, clitic, captured)

    return absent


def _compile_or(options: tuple[Step, ...]) -> Step:
    if len(options) == 2:  # by far the most common: an option that may be absent
        return _either(*options)

    def either(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        for option in options:
            found = option(scene, at, clitic, captured)
            if found is not None:
                return found
        return None

    return either


def _either(one: Step, other: Step) -> Step:
    def either(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        found = one(scene, at, clitic, captured)
        return found if found is not None else other(scene, at, clitic, captured)

    return either


def _compile_many(node: Node, after: Step, how: _How, *, near: bool) -> Step:
    """As many of the part as there are, fewer where the rest asks for it. Repetitions are compiled when a text first gets there."""

    def repeated(count: int) -> Step:
        if count == node.most:
            return after
        again = partial(_compile, node.parts[0], how=how, near=near or count > 0)
        taken = _late(lambda: again(after=repeated(count + 1))) if count else again(after=repeated(1))
        return taken if count < node.least else _compile_or((taken, after))

    return repeated(0)


def _late(make: Callable[[], Step]) -> Step:
    """The step that ``make`` gives, made when it is first tried."""
    made: list[Step] = []

    def late(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        if not made:
            made.append(make())
        return made[0](scene, at, clitic, captured)

    return late


def _open(name: str, after: Step) -> Step:
    def opened(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        return after(scene, at, clitic, ("(" + name, (at, clitic), captured))

    return opened


def _close(name: str, after: Step) -> Step:
    def closed(scene: Scene, at: int, clitic: int, captured: Captured | None) -> tuple[int, Captured | None] | None:
        entry = captured
        while entry is not None and entry[0] != "(" + name:
            entry = entry[2]
        if entry is None or at == 0:
            return None
        first, skipped = entry[1]
        tokens = scene.marked.tokens
        stop = tokens[at - 1].stop
        start = tokens[first].start + skipped if first < at else stop
        mark = Mark("span", first, at, start, stop, NOTHING)
        return after(scene, at, clitic, (name, mark, captured))

    return closed
