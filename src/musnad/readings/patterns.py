"""Patterns over marks: the language that a pack's rules are written in, and its reading into a tree.

::

    {harm}                 a mark of that kind or a narrower one; or a clitic of that sense joined to the next word
    {person|victim}        one of several kinds
    {person num=pl|du}     with conditions on its attributes; num!=sg for "has not"; article=yes, suffix=yes ask for those,
                           joined=no for a word that no "and" or other clitic is joined to
    cue:{harm}             captured as "cue"; a name may be captured more than once
    'said that'            these very words, folded; also punctuation: ',' ':'
    (a | b)  a?  a*  a+    choice, option, repetition (as much as possible)
    !a                     not followed by a
    ..6                    up to six tokens, as few as possible
    ..6/harm/say/','       the same, but not across a mark of one of those kinds, nor across those very words
    ..6/{harm pos=verb}    nor across a mark that meets conditions
    ^  $                   the sentence begins, ends here
    <groups>               the pattern defined under that name in the pack

A pattern stays inside one sentence. Between two of its parts, dates, asides in brackets and words of no weight (kind ``skip``)
may stand without being named. Where several ways to match exist, the first in the order written is taken.

How a tree is tried on a text: ``readings.matching``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from musnad.errors import PackError

_LEXEME = re.compile(
    r"\s*(?:(?P<capture>[a-z_]+):(?=[{('<])"
    r"|\{(?P<sense>[^}]*)\}"
    r"|'(?P<literal>[^']*)'"
    r"|\.\.(?P<gap>\d+)(?P<barriers>(?:/(?:[a-z_.]+|'[^'/]*'|\{[^}/]*\}))*)"
    r"|<(?P<define>[a-z_]+)>"
    r"|(?P<sign>[()|?*+!^$]))"
)


class Node(msgspec.Struct, frozen=True):
    """A part of a pattern as parsed: ``kind`` one of sense, literal, gap, edge, seq, or, many, not, capture.

    ``barriers``: what a gap does not go across, as written; those with conditions are among its ``parts``, too.
    """

    kind: str
    text: str = ""
    parts: tuple[Node, ...] = ()
    least: int = 1
    most: int = 1
    tests: tuple[tuple[str, bool, frozenset[str]], ...] = ()
    barriers: tuple[str, ...] = ()


def parse(text: str, defines: Mapping[str, str], where: str) -> Node:
    """The pattern ``text`` as a tree. Raises PackError naming the place of a mistake."""
    lexemes: list[re.Match[str]] = []
    at = 0
    while at < len(text.rstrip()):
        match = _LEXEME.match(text, at)
        if match is None:
            raise PackError(f"{where}: the pattern cannot be read at {text[at : at + 20]!r}; see docs/reference/packs.md for its signs")
        lexemes.append(match)
        at = match.end()
    node, rest = _choice(lexemes, 0, defines, where)
    if rest != len(lexemes):
        raise PackError(f"{where}: a bracket closes that was not opened, before {text[lexemes[rest].start() :]!r}")
    return node


def _choice(lexemes: list[re.Match[str]], at: int, defines: Mapping[str, str], where: str) -> tuple[Node, int]:
    options: list[Node] = []
    parts: list[Node] = []
    while at < len(lexemes):
        sign = lexemes[at]["sign"]
        if sign == ")":
            break
        if sign == "|":
            options.append(Node("seq", parts=tuple(parts)))
            parts = []
            at += 1
            continue
        part, at = _part(lexemes, at, defines, where)
        parts.append(part)
    options.append(Node("seq", parts=tuple(parts)))
    return (options[0] if len(options) == 1 else Node("or", parts=tuple(options))), at


def _part(lexemes: list[re.Match[str]], at: int, defines: Mapping[str, str], where: str) -> tuple[Node, int]:
    """One item with its capture before it and its repetition after it."""
    name = lexemes[at]["capture"]
    if name is not None:
        item, at = _part(lexemes, at + 1, defines, where)
        if item.kind == "many":
            inner = Node("capture", text=name, parts=item.parts)
            return msgspec.structs.replace(item, parts=(inner,)), at
        return Node("capture", text=name, parts=(item,)), at
    item, at = _item(lexemes, at, defines, where)
    sign = lexemes[at]["sign"] if at < len(lexemes) else None
    if sign in ("?", "*", "+"):
        least, most = {"?": (0, 1), "*": (0, 6), "+": (1, 6)}[sign]
        return Node("many", parts=(item,), least=least, most=most), at + 1
    return item, at


def _item(lexemes: list[re.Match[str]], at: int, defines: Mapping[str, str], where: str) -> tuple[Node, int]:
    match = lexemes[at]
    if match["sense"] is not None:
        return _sense(match["sense"], where), at + 1
    if match["literal"] is not None:
        return Node("literal", text=match["literal"]), at + 1
    if match["gap"] is not None:
        return _gap(int(match["gap"]), tuple(filter(None, match["barriers"].split("/"))), where), at + 1
    if match["define"] is not None:
        return _defined(match["define"], defines, where), at + 1
    sign = match["sign"]
    if sign == "(":
        node, at = _choice(lexemes, at + 1, defines, where)
        if at >= len(lexemes):
            raise PackError(f"{where}: a bracket is not closed in {match.string!r}")
        return node, at + 1
    if sign == "!":
        part, at = _part(lexemes, at + 1, defines, where)
        return Node("not", parts=(part,)), at
    if sign in ("^", "$"):
        return Node("edge", text=sign), at + 1
    raise PackError(f"{where}: {sign!r} stands where a pattern item was expected in {match.string!r}")


def _defined(name: str, defines: Mapping[str, str], where: str) -> Node:
    if name not in defines:
        known = ", ".join(sorted(defines)) or "none"
        raise PackError(f"{where}: <{name}> is not defined in the pack, or by itself; there are {known}")
    return parse(defines[name], {other: text for other, text in defines.items() if other != name}, f"{where} <{name}>")


def _gap(most: int, barriers: tuple[str, ...], where: str) -> Node:
    """Up to ``most`` words; barriers in braces, which have conditions, become parts."""
    return Node("gap", most=most, barriers=barriers, parts=tuple(_sense(stop.strip("{}"), where) for stop in barriers if stop[0] == "{"))


def _sense(text: str, where: str) -> Node:
    kind, *conditions = text.split()
    tests = []
    for condition in conditions:
        name, sign, values = condition.partition("=")
        if not sign or not values:
            raise PackError(f"{where}: condition {condition!r} in {{{text}}} cannot be read; write name=value or name!=value")
        tests.append((name.removesuffix("!"), not name.endswith("!"), frozenset(values.split("|"))))
    return Node("sense", text=kind, tests=tuple(tests))


def written(node: Node) -> str:
    """A part of a pattern as a pack would write it, captures and defined names left out."""
    inner = " ".join(map(written, node.parts))
    if node.kind == "sense":
        tests = [f"{name}{'' if wanted else '!'}={'|'.join(sorted(values))}" for name, wanted, values in node.tests]
        return "{" + " ".join([node.text, *tests]) + "}"
    if node.kind == "gap":
        return "/".join([f"..{node.most}", *node.barriers])
    if node.kind == "many":
        return f"({inner})" + {(0, 1): "?", (0, 6): "*"}.get((node.least, node.most), "+")
    if node.kind == "or":
        return f"({' | '.join(map(written, node.parts))})"
    return {"literal": f"'{node.text}'", "edge": node.text, "not": f"!{inner}"}.get(node.kind, inner)


def walk(node: Node) -> Iterator[Node]:
    """A node and every node in it."""
    yield node
    for part in node.parts:
        yield from walk(part)
