"""Tolls: who was killed, wounded, missing or detained, and how many.

A rule ties a word of harm to a group of people, or finds a group that has its harm in itself ("the dead"). The groups that
are told after it with "and" share its harm; those after "among them" are parts of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from musnad.model import Field, Toll, Who
from musnad.readings.findings import Finding
from musnad.readings.grammar import Found, Grammar
from musnad.readings.marks import Mark, Marked

_VAGUE_SUM = ("dozens", "hundreds", "many")


def find_tolls(marked: Marked, grammar: Grammar, on: date | None) -> list[Finding]:
    """Every toll of a document, in order. ``on``: the day by which parties are named."""
    found = sorted(grammar.apply("toll", marked), key=_weight)
    taken, spent = set[int](), set[int]()
    findings: list[Finding] = []
    for item in found:
        findings.extend(_tolls(item, marked, grammar, on, taken, spent))
    findings.sort(key=lambda finding: (finding.token, finding.start))
    return _inherited(findings, marked)


def _weight(found: Found) -> tuple[int, int, int, int]:
    """Order of trust: a sentence's subject, then a word of harm before a bare group, then the longer match, then the earlier."""
    order = {"first": 0, "": 1, "last": 2}[found.rule.set.get("order", "")]
    order = order if "none" not in found.match.captures else 0
    return (order, 0 if "cue" in found.match.captures else 1, found.match.first - found.match.last, found.match.first)


def _tolls(found: Found, marked: Marked, grammar: Grammar, on: date | None, taken: set[int], spent: set[int]) -> Iterator[Finding]:
    """The tolls of one match. ``taken``: groups already counted; ``spent``: words of harm that already have their people."""
    captures = found.match.captures
    fixed = found.rule.set.get("harm", "")
    cues = tuple(cue for cue in captures.get("cue", ()) if cue.first not in spent)
    if captures.get("cue") and not cues:
        return
    if "none" in captures:
        taken.update(range(captures["none"][0].first, captures["none"][0].last))
        yield from _zero(found, captures["none"][0])
        return
    if "number" in captures:
        yield from _bare_number(found, cues, taken)
        return
    for mark in captures.get("told", ()):
        taken.update(range(mark.first, mark.last))
    whose = captures.get("of", ())
    harms: tuple[str, ...] = ()
    for name in ("group", "part"):
        groups = captures.get(name, ())
        for group, before in zip(groups, (None, *groups), strict=False):
            group = _shared_count(group, before)
            own = group.get("harm")
            harms = (fixed,) if fixed else (own,) if own else tuple(cue.get("harm") for cue in cues) or harms
            if group.first in taken or not harms or (not cues and _mentioned_only(group, marked)):
                continue
            if name == "part" and group.get("qual") == "some":
                continue
            taken.update(range(group.first, group.last))
            if found.rule.set.get("order") == "first":
                spent.update(cue.first for cue in cues)
            for field in _fields(harms, group):
                value = _value(group, whose, grammar, on, part_of=name == "part")
                yield Finding(field, value, group.first, *_words(group, cues), found.rule.id, marked.stance(group))


def _shared_count(group: Mark, before: Mark | None) -> Mark:
    """The group with the vague count of the one it is joined to: "a number of the dead and the wounded"."""
    vague = before is not None and before.get("counted") == "yes" and not before.get("low") and not before.get("high")
    if before is None or not vague or group.get("counted") == "yes" or not group.article:
        return group
    return msgspec.structs.replace(group, attrs={**group.attrs, "qual": before.get("qual"), "counted": "yes"})


def _mentioned_only(group: Mark, marked: Marked, near: int = 3) -> bool:
    """True for victims that are spoken of and not counted: "the wounded", "to carry wounded people away"."""
    if group.get("counted") == "yes":
        return False
    if group.get("qual") == "some" and group.article:
        return True
    first = marked.sentences[marked.sentence_of(group.first)].first
    before = [mark for index in range(max(first, group.first - near), group.first) for mark in marked.at[index]]
    return group.get("body") != "yes" and any(mark.kind == "aid" for mark in before)


def _fields(harms: tuple[str, ...], group: Mark) -> tuple[Field, ...]:
    """The fields that a group counts for. One number for "killed and wounded" is a sum; vague words count for each."""
    distinct = tuple(dict.fromkeys(harms))
    one_sum = group.get("low") or group.get("high") or group.get("qual") in _VAGUE_SUM
    if one_sum and set(distinct) >= {"killed", "injured"}:
        return ("killed_or_injured",)
    return distinct  # type: ignore[return-value]


def _words(group: Mark, cues: tuple[Mark, ...]) -> tuple[int, int]:
    """The exact words: the group, with the word of harm where it stands right before it."""
    before = [cue for cue in cues if cue.last == group.first]
    return (before[0].start if before else group.start), group.stop


def _value(group: Mark, whose: tuple[Mark, ...], grammar: Grammar, on: date | None, *, part_of: bool) -> Toll:
    who, party = group.get("who") or "unspecified", None
    for mark in whose:
        if mark.kind == "actor":
            party = grammar.knowledge.party_of(mark.get("id"), on)
            if who == "unspecified":
                who = _members(mark, grammar)
        elif who == "unspecified":
            who = mark.get("who") or who
    return Toll(
        min=_integer(group.get("low")),
        max=_integer(group.get("high")),
        qualifier=group.get("qual") or None,  # type: ignore[arg-type]
        who=who,  # type: ignore[arg-type]
        part_of=part_of,
        party=party,
    )


def _members(actor: Mark, grammar: Grammar) -> Who:
    """What an actor's people are called: soldiers of a state's forces, else fighters."""
    known = grammar.knowledge.actors.get(actor.get("id"))
    return "soldiers_police" if known and known[0].kind in ("army", "air_force", "state", "police", "security_service") else "fighters"


def _integer(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _zero(found: Found, none: Mark) -> Iterator[Finding]:
    """ "No casualties" is a claim of nought, for the wounded alone or for the killed too, as the words say."""
    harms: tuple[Field, ...] = ("killed", "injured") if none.get("harm") == "both" else (none.get("harm"),)  # type: ignore[assignment]
    for field in harms:
        yield Finding(field, Toll(min=0, max=0), none.first, none.start, none.stop, found.rule.id)


def _bare_number(found: Found, cues: tuple[Mark, ...], taken: set[int]) -> Iterator[Finding]:
    """A number with no noun of its own ("the wounded rose to 9")."""
    number = found.match.captures["number"][0]
    if number.first in taken:
        return
    taken.update(range(number.first, number.last))
    low, high = _integer(number.get("low")), _integer(number.get("high"))
    qualifier = next((mark.kind.partition(".")[2] for mark in found.match.captures.get("qual", ())), found.rule.set.get("qual"))
    if qualifier in ("more_than", "at_least"):
        high = None
    elif qualifier in ("up_to", "less_than"):
        low = None
    if low is None and high is None:
        return
    start = min([number.start, *(cue.start for cue in cues)])
    stop = max([number.stop, *(cue.stop for cue in cues)])
    for field in dict.fromkeys(cue.get("harm") for cue in cues):
        value = Toll(min=low, max=high, qualifier=qualifier)  # type: ignore[arg-type]
        yield Finding(field, value, number.first, start, stop, found.rule.id)  # type: ignore[arg-type]


def _inherited(findings: Iterable[Finding], marked: Marked) -> list[Finding]:
    """ "13 others" are the kind of people that the group told before them in the sentence was."""
    found: list[Finding] = []
    for finding in findings:
        value = finding.value
        others = any(mark.kind == "people" and mark.get("other") == "yes" for mark in marked.at[finding.token])
        if others and isinstance(value, Toll) and value.who == "unspecified" and found:
            before = found[-1]
            same = marked.sentence_of(before.token) == marked.sentence_of(finding.token)
            if same and isinstance(before.value, Toll) and not before.value.part_of:
                finding = msgspec.structs.replace(finding, value=msgspec.structs.replace(value, who=_shared(before.value.who)))
        found.append(finding)
    return found


def _shared(who: Who) -> Who:
    return who if who in ("civilians", "fighters", "soldiers_police", "medics") else "unspecified"
