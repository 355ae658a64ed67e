"""Tolls: who was killed, wounded, missing or detained, and how many.

A rule ties a word of harm to a group of people, or finds a group that has its harm in itself ("the dead"). The groups that
are told after it with "and" share its harm; those after "among them" are parts of it. Every group counts once, for the rule that
is trusted most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

import msgspec

from musnad.model import Field, Qualifier, Toll, Who
from musnad.readings.findings import Finding
from musnad.readings.grammar import Found, Grammar
from musnad.readings.marks import Mark, Marked

_VAGUE_SUM = ("dozens", "hundreds", "many")
_EARLIER = ("injured", "detained", "missing")
_SOLDIERS = ("army", "air_force", "state", "police", "security_service")


def find_tolls(marked: Marked, grammar: Grammar, on: date | None) -> list[Finding]:
    """Every toll of a document, in order. ``on``: the day by which parties are named."""
    counting = _Counting(marked, grammar, on)
    matches = list(grammar.apply("toll", marked))
    findings: list[Finding] = []
    for item, cue in _lists(matches):
        findings.extend(counting.listed(item, cue))
    for item in sorted(matches, key=_weight):
        if "list" not in item.rule.set:
            findings.extend(counting.tolls(item))
    findings.sort(key=lambda finding: (finding.token, finding.start))
    return _inherited(findings, marked)


def _lists(matches: Iterable[Found]) -> Iterator[tuple[Found, Mark]]:
    """The lines of a list of people, each with the word of harm in the line that opens the list ("The dead are:")."""
    heads = {item.sentence: item.match.captures["cue"][0] for item in matches if item.rule.set.get("list") == "head"}
    lines = {item.sentence: item for item in matches if item.rule.set.get("list") == "line"}
    for number in sorted(lines):
        if number - 1 in heads:
            heads[number] = heads[number - 1]
            yield lines[number], heads[number]


def _weight(found: Found) -> tuple[int, int, int, int]:
    """Order of trust: a sentence's subject, then a word of harm before a bare group, then the longer match, then the earlier."""
    order = {"first": 0, "": 1, "last": 2}[found.rule.set.get("order", "")]
    order = order if "none" not in found.match.captures else 0
    return (order, 0 if "cue" in found.match.captures else 1, found.match.first - found.match.last, found.match.first)


class _Counting:
    """One document while its people are counted, match by match.

    ``taken``: tokens of groups already counted. ``spent``: words of harm that already have their people.
    """

    def __init__(self, marked: Marked, grammar: Grammar, on: date | None) -> None:
        self._marked, self._grammar, self._on = marked, grammar, on
        self._taken: set[int] = set()
        self._spent: set[int] = set()

    def tolls(self, found: Found) -> Iterator[Finding]:
        """The tolls of one match."""
        captures = found.match.captures
        cues = tuple(cue for cue in captures.get("cue", ()) if cue.first not in self._spent)
        if "none" in captures:
            yield from self._none(found, captures["none"], cues)
        elif captures.get("cue") and not cues:
            return
        elif "number" in captures:
            yield from self._number(found, cues)
        elif any(group.kind == "span" for group in captures.get("group", ())):
            yield from self._names(found, cues)
        else:
            yield from self._people(found, cues)

    def listed(self, found: Found, cue: Mark) -> Iterator[Finding]:
        """The people of one line of a list, who are part of a total told before it."""
        captures = found.match.captures
        if "number" in captures:
            yield from self._number(found, (cue,), part_of=True)
        for group in captures.get("group", ()):
            for told in (group, *captures.get("part", ())):
                if told.first not in self._taken and (told is group or told.get("qual") != "some"):
                    yield from self._group(found, told, (cue.get("harm"),), (), whole=group, part_of=True)

    def _none(self, found: Found, nones: tuple[Mark, ...], cues: tuple[Mark, ...]) -> Iterator[Finding]:
        """ "No casualties" is a claim of nought, for the wounded alone or for the killed too, as the words say; "no word of" is none."""
        none = nones[0]
        if none.first in self._taken:
            return
        for mark in nones:
            self._taken.update(range(mark.first, mark.last))
        self._spent.update(cue.first for cue in cues)
        if "qual" in found.match.captures:
            return
        harm = cues[0].get("harm") if cues else none.get("harm")
        both = harm == "both" or len(nones) > 1
        fields: tuple[Field, ...] = ("killed", "injured") if both else (cast(Field, harm),)
        for field in fields:
            yield Finding(field, Toll(min=0, max=0), none.first, none.start, none.stop, found.rule.id)

    def _number(self, found: Found, cues: tuple[Mark, ...], *, part_of: bool = False) -> Iterator[Finding]:
        """A number with no noun of its own ("the wounded rose to 9")."""
        captures = found.match.captures
        number = captures["number"][0]
        low, high, qualifier = _bounds(found)
        if number.first in self._taken or (low is None and high is None):
            return
        self._take(found, number, cues)
        beside = () if part_of else cues
        start, stop = min([number.start, *(cue.start for cue in beside)]), max([number.stop, *(cue.stop for cue in beside)])
        who, party = self._whose("unspecified", captures.get("of", ()))
        value = Toll(min=low, max=high, qualifier=qualifier, who=who, part_of=part_of, party=party)
        harms = tuple(cue.get("harm") for cue in cues)
        for field in _fields(harms, number):
            yield Finding(field, value, number.first, start, stop, found.rule.id, self._marked.stance(number))
        for part in captures.get("part", ()) if not part_of else ():
            if part.first not in self._taken:
                yield from self._group(found, part, harms, (), part_of=True)

    def _names(self, found: Found, cues: tuple[Mark, ...]) -> Iterator[Finding]:
        """People told by their names alone ("each of A and B"): as many as there are names."""
        names = found.match.captures["group"]
        if names[0].first in self._taken:
            return
        for name in names:
            self._take(found, name, cues)
        count = sum(_integer(name.get("low")) or 1 for name in names)
        value = Toll(min=count, max=count)
        for field in _fields(tuple(cue.get("harm") for cue in cues), names[0]):
            yield Finding(field, value, names[0].first, names[0].start, names[-1].stop, found.rule.id, self._marked.stance(names[0]))

    def _people(self, found: Found, cues: tuple[Mark, ...]) -> Iterator[Finding]:
        """The groups of a match, then the parts that are told of them."""
        captures = found.match.captures
        harms = tuple(cue.get("harm") for cue in cues)
        groups, parts = captures.get("group", ()), captures.get("part", ())
        for group, before in zip(groups, (None, *groups), strict=False):
            group = _shared_count(group, before)
            harms = self._harms(found, group, cues, first=before is None) or harms
            told = not _at_large(group, cues) if cues else not self._mentioned_only(group)
            if group.first not in self._taken and harms and told:
                yield from self._group(found, group, harms, cues)
        whole = groups[-1] if groups else None
        shared = {whole.get("harm") if whole is not None else "", *harms, *(part.get("harm") for part in parts[:1])} - {""}
        for part in parts if whole is None or whole.get("high") != "1" else ():
            own = self._harms(found, part, cues) or harms
            told_apart = part is not parts[0] and bool(part.get("harm")) and not set(own) & shared
            if part.first not in self._taken and own and (part.get("qual") != "some" or told_apart):
                yield from self._group(found, part, own, cues, whole=None if told_apart else whole, part_of=not told_apart)
            self._taken.update(range(part.first, part.last))  # "some of them badly" is counted with the whole

    def _harms(self, found: Found, group: Mark, cues: tuple[Mark, ...], *, first: bool = False) -> tuple[str, ...]:
        """What a group suffered: what the rule says, else its own noun, else the words of harm.

        What is told to befall the wounded or the detained ("one of the wounded died") comes before what their noun says.
        """
        own, told = group.get("harm"), tuple(cue.get("harm") for cue in cues)
        fixed = found.rule.set.get("harm")
        if fixed or not own:
            return (fixed,) if fixed else told
        return told if first and told and own in _EARLIER else (own,)

    def _group(
        self, found: Found, group: Mark, harms: tuple[str, ...], cues: tuple[Mark, ...], *, whole: Mark | None = None, part_of: bool = False
    ) -> Iterator[Finding]:
        self._take(found, group, cues)
        who = cast(Who, group.get("who") or "unspecified")
        if part_of and who == "unspecified" and whole is not None:
            who = cast(Who, whole.get("who") or who)
        who, party = self._whose(who, found.match.captures.get("of") or self._named_within(group))
        value = Toll(
            min=_integer(group.get("low")),
            max=_integer(group.get("high")),
            qualifier=cast(Qualifier, group.get("qual")) or None,
            who=who,
            part_of=part_of,
            party=party,
        )
        for field in _fields(harms, group):
            yield Finding(field, value, group.first, *_words(group, cues), found.rule.id, self._marked.stance(group))

    def _take(self, found: Found, group: Mark, cues: tuple[Mark, ...]) -> None:
        self._taken.update(range(group.first, group.last))
        if found.rule.set.get("order") == "first":
            self._spent.update(cue.first for cue in cues)

    def _named_within(self, group: Mark) -> tuple[Mark, ...]:
        """The actor whose name begins with the group's own noun ("3 [fighters of the army]")."""
        return tuple(mark for mark in self._marked.all("actor", group.first, group.last) if mark.last > group.last)

    def _whose(self, who: Who, whose: tuple[Mark, ...]) -> tuple[Who, str | None]:
        """Who a group is and its party, from the words after it ("of the army", "among civilians"); no party for people of two."""
        if not whose:
            return who, None
        kinds = {self._members(mark) if mark.kind == "actor" else cast(Who, mark.get("who") or who) for mark in whose}
        members: Who = kinds.pop() if len(kinds) == 1 else "fighters" if kinds <= {"fighters", "soldiers_police"} else "mixed"
        actors = [mark for mark in whose if mark.kind == "actor" and self._members(mark) != "civilians"]
        parties = {self._grammar.knowledge.party_of(mark.get("id"), self._on) for mark in actors}
        party = parties.pop() if len(parties) == 1 else None
        if who == "unspecified" or (who == "fighters" and members in ("soldiers_police", "medics")):
            who = members
        return who, party

    def _members(self, actor: Mark) -> Who:
        """What an actor's people are called: fighters where a militia is said, soldiers of a state's forces, civilians, else fighters."""
        words = [token.text for token in self._marked.tokens[actor.first : actor.last]]
        named = [meaning for word in words for meaning in self._grammar.vocabulary.meanings(word) if meaning.kind == "corps"]
        if any(meaning.attrs.get("who") == "fighters" for meaning in named):
            return "fighters"
        known = self._grammar.knowledge.actors.get(actor.get("id"))
        if known and known[0].party == "civilians":
            return "civilians"
        return "soldiers_police" if known and known[0].kind in _SOLDIERS else "fighters"

    def _mentioned_only(self, group: Mark, near: int = 5) -> bool:
        """True for victims that are spoken of and not counted: "the wounded", "their injuries", "to carry some of the wounded away"."""
        head = group.part("head") or group
        known = head.article  # "some of the wounded"
        if head.get("body") == "yes" and head.suffix:  # "their bodies", whose deaths are told elsewhere
            return True
        if group.get("low") or group.get("high") or (group.get("counted") == "yes" and not known):
            return False
        if group.get("qual") == "some" and (group.article or group.suffix):
            return True
        first = self._marked.sentences[self._marked.sentence_of(group.first)].first
        before = [mark for index in range(max(first, group.first - near), group.first) for mark in self._marked.at[index]]
        return group.get("body") != "yes" and any(mark.kind == "aid" for mark in before)


def _at_large(group: Mark, cues: tuple[Mark, ...]) -> bool:
    """True for "the killing of civilians" in general: a noun of harm and all people of a kind, whom nobody has counted."""
    known = (group.part("head") or group).article
    return known and group.get("num") == "pl" and group.get("counted") != "yes" and all(cue.get("pos") == "noun" for cue in cues)


def _bounds(found: Found) -> tuple[int | None, int | None, Qualifier | None]:
    """The least and the most that a bare number with its qualifier says, and the qualifier."""
    number = found.match.captures["number"][0]
    low, high = _integer(number.get("low")), _integer(number.get("high"))
    named = next((mark.kind.partition(".")[2] for mark in found.match.captures.get("qual", ())), found.rule.set.get("qual"))
    if named in ("more_than", "at_least"):
        high = None
    elif named in ("up_to", "less_than"):
        low = None
    return low, high, cast("Qualifier | None", named)


def _shared_count(group: Mark, before: Mark | None) -> Mark:
    """The group with the vague count of the one it is joined to: "a number of the dead and the wounded"."""
    vague = before is not None and before.get("counted") == "yes" and not before.get("low") and not before.get("high")
    if before is None or not vague or group.get("counted") == "yes" or not group.article:
        return group
    return msgspec.structs.replace(group, attrs={**group.attrs, "qual": before.get("qual"), "counted": "yes"})


def _fields(harms: tuple[str, ...], group: Mark) -> tuple[Field, ...]:
    """The fields that a group counts for. One number for "killed and wounded" is a sum; vague words count for each."""
    distinct = tuple(dict.fromkeys(harms))
    one_sum = group.get("low") or group.get("high") or group.get("qual") in _VAGUE_SUM
    if one_sum and set(distinct) >= {"killed", "injured"}:
        return ("killed_or_injured",)
    return cast("tuple[Field, ...]", distinct)


def _words(group: Mark, cues: tuple[Mark, ...]) -> tuple[int, int]:
    """The exact words: the group, with the word of harm where it stands right before it."""
    before = [cue for cue in cues if cue.last == group.first]
    return (before[0].start if before else group.start), group.stop


def _integer(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _inherited(findings: Iterable[Finding], marked: Marked) -> list[Finding]:
    """ "13 others", "two of them" are the kind of people that those told before them in the sentence were."""
    found: list[Finding] = []
    wholes: dict[int, set[Who]] = {}
    for finding in findings:
        value, sentence = finding.value, marked.sentence_of(finding.token)
        if isinstance(value, Toll):
            back = _refers_back(finding, marked) if value.who == "unspecified" else ""
            if back:
                value = msgspec.structs.replace(value, who=_shared(wholes.get(sentence, set()), alike=back == "alike"))
                finding = msgspec.structs.replace(finding, value=value)
            elif not value.part_of:
                wholes.setdefault(sentence, set()).add(value.who)
        found.append(finding)
    return found


def _refers_back(finding: Finding, marked: Marked) -> str:
    """ "alike" for some of those told before or one more of them ("a third"), "other" for people called others, else empty."""
    people = [mark for mark in marked.at[finding.token] if mark.kind == "people"]
    if any(mark.get("alike") == "yes" or mark.get("subset") == "yes" for mark in people):
        return "alike"
    return "other" if any(mark.get("other") == "yes" for mark in people) else ""


def _shared(told: set[Who], *, alike: bool) -> Who:
    """The kind of people that others are: that of all told before them, if it is one that says what they were doing there."""
    who = next(iter(told)) if len(told) == 1 else "unspecified"
    return who if alike or who in ("civilians", "fighters", "soldiers_police", "medics") else "unspecified"
