"""Roles: who did it, who was hit, and with what.

The pack's role rules say where a doer and a target stand. This module says who is meant: the party behind a name, behind "our
forces" (the speaker's), behind "its aircraft" or a bare "the militias" (the party named before), and behind a verb without a
subject of its own (the last subject). Weapons need no rule: a weapon that is named was used, unless it is an act's own name, a
part of another name, or what was struck.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from musnad.model import Field, Party, Weapon
from musnad.readings.attribution import Attribution, Speaker
from musnad.readings.findings import Finding
from musnad.readings.grammar import Found, Grammar
from musnad.readings.marks import Mark, Marked, kinds_of

_FIELDS: tuple[Field, Field] = ("initiator", "target")
_OTHER = {"initiator": "target", "target": "initiator"}
# Kinds of weapon (see knowledge) whose acts bear their name ("air strike", "beating"), so that the name says nothing more.
_NAMED_BY_ACT = frozenset({"aircraft", "melee", "other", "incendiary"})
# Kinds that are seldom used to strike: they count where a preposition says so.
_SELDOM_USED = frozenset({"air_defence", "vehicle"})


class Scene(msgspec.Struct, frozen=True):
    """What telling who is meant needs: the marked text, the grammar, who says what, and the day it was published."""

    marked: Marked
    grammar: Grammar
    attribution: Attribution
    on: date | None

    def party(self, ident: str) -> Party:
        """The party of the actor ``ident`` on the day, without a name."""
        return Party(party=self.grammar.knowledge.party_of(ident, self.on), actor=ident)


def find_roles(marked: Marked, grammar: Grammar, attribution: Attribution, on: date | None) -> list[Finding]:
    """Every initiator, target and weapon that the text names, in order; one finding for each field, place and value.

    What rules of an earlier layer took for a target, those of a later one do not make a doer, nor the other way round.
    """
    scene = Scene(marked, grammar, attribution, on)
    layers = [list(grammar.apply("role", marked, layer)) for layer in grammar.layers("role")]
    matches = [item for layer in layers for item in layer]
    named: list[Finding] = []
    for layer in layers:
        taken = {(finding.start, finding.field) for finding in named}
        found = [finding for item in layer for finding in _named(item, scene)]
        named += [finding for finding in found if (finding.start, _OTHER[finding.field]) not in taken]
    named = _resolved(sorted(_once(named), key=lambda finding: finding.token), scene)
    dropped = [item for item in matches if not any(item.match.captures.get(field) for field in _FIELDS)]
    every = [*named, *_without_subject(dropped, named, scene), *_weapons(marked, heads_last=grammar.heads_last)]
    return sorted(_once(every), key=lambda finding: finding.token)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that say the same of the same place; the first rule keeps its claim."""
    kept: dict[tuple[str, int, str], Finding] = {}
    for finding in findings:
        kept.setdefault((finding.field, finding.token, str(finding.value)), finding)
    return list(kept.values())


# --- who is named -----------------------------------------------------------------------------------------------------------


def _named(item: Found, scene: Scene) -> Iterator[Finding]:
    """The parties that a rule's match captured as doers and targets."""
    if _negated(item, scene.marked):
        return
    denied = any(_denies(mark) for index in range(item.match.first, item.match.last) for mark in scene.marked.at[index])
    for field in _FIELDS:
        for mark in item.match.captures.get(field, ()):
            if field == "initiator" and (_speaks_only(mark, item, scene) or _reached(mark, scene.marked) or _holds(mark, scene.marked)):
                continue
            party = _party(mark, field, scene)
            if party is not None:
                stance = "deny" if denied else scene.marked.stance(mark)
                yield Finding(field, party, mark.first, mark.start, mark.stop, item.rule.id, stance)


def _reached(mark: Mark, marked: Marked) -> bool:
    """True for a party that somebody was taken or went to, or that only names an area ("the areas held by"), which is no doer."""
    if mark.first > 0 and "prep.to" in marked.by_kind[mark.first - 1]:
        return True
    return any(before.kind == "object" and before.get("area") == "yes" for before in marked.ending_at(mark.first))


def _holds(mark: Mark, marked: Marked) -> bool:
    """True for a party that holds, uses or backs what is named before it ("the town besieged by"), which is no doing."""
    by = (other for other in marked.ending_at(mark.first) if other.kind == "prep.by")
    return any(kinds_of(state.kind)[0] in ("held", "aff") for other in by for state in marked.ending_at(other.first))


def _denies(mark: Mark) -> bool:
    """True for a word of denial, and for a form of a verb that says that it was not done."""
    return "say.deny" in kinds_of(mark.kind) or mark.get("neg") == "yes"


def _negated(item: Found, marked: Marked, near: int = 2) -> bool:
    """True where "not" stands right before the act, or shortly before what the match begins with ("did not say that it ...")."""
    first = item.match.first
    before = {*range(max(marked.sentences[item.sentence].first, first - near), first)}
    before |= {mark.first - 1 for mark in item.match.captures.get("trigger", ()) if mark.first > 0}
    return any("neg" in marked.by_kind[index] for index in before)


def _speaks_only(mark: Mark, item: Found, scene: Scene) -> bool:
    """True for a party that is named as a source or judges the act, and of which no rule says that it owns up, denies or is accused."""
    if scene.marked.after("assess", mark.first):
        return True
    told = any(scene.marked.by_kind[index].keys() & {"say", "state"} for index in range(item.match.first, item.match.last))
    return scene.attribution.names_source(mark.first) and not told


def _party(mark: Mark, field: Field, scene: Scene) -> Party | None:
    """The party that a mark names; None where it names nobody or nobody who can have that role."""
    name = scene.marked.words(mark)
    if mark.kind == "own":
        party = _speaking(mark.first, scene)
    elif mark.kind == "force":
        party = _of_owner(mark, scene) or _speaking(mark.first, scene)
    elif mark.get("id") and not (field == "initiator" and mark.get("id") == "civilians"):
        party = scene.party(_loyal(mark, scene) or _nearer(mark, scene) or (_fuller(mark, scene.marked) or mark).get("id"))
    elif mark.get("who") in ("civilians", "unknown"):
        party = Party(party=mark.get("who"))
    else:
        return None
    return None if party is None else msgspec.structs.replace(party, name=name)


def _loyal(mark: Mark, scene: Scene) -> str | None:
    """The actor meant by "the factions loyal to it", after the one that is named before; None where no such words follow."""
    marked, grammar = scene.marked, scene.grammar
    if mark.last + 1 >= len(marked.tokens):
        return None
    link = next((other for other in marked.at[mark.last] if other.kind == "prep.of" and other.get("governs")), None)
    owner = _last_named(mark, scene)
    if link is None or owner is None or any(other.kind in ("actor", "nation") for other in marked.at[mark.last + 1]):
        return None
    begun = f"{marked.words(mark)[sum(map(len, mark.prefixes)) :]} {marked.words(link)} {link.get('governs')}"
    party = scene.party(owner.get("id")).party
    return next(filter(None, (grammar.actor_called(begun + name) for name in grammar.names_of(party, scene.on))), None)


def _nearer(mark: Mark, scene: Scene) -> str | None:
    """The actor that the words for no one in particular are said to be: by whose they are ("the Russian militias"), or in brackets after
    them ("militias (SDF)"); None where nothing says it, and for the name of somebody."""
    if not scene.party(mark.get("id")).party.startswith("other:") or mark.get("usage") != "short":
        return None
    tokens, whose = scene.marked.tokens, mark.part("mod")
    if whose is not None:
        return whose.get("id") or None
    if mark.last >= len(tokens) or tokens[mark.last].text != "(":
        return None
    named = scene.marked.all("actor", mark.last + 1, mark.last + 2)
    return next((other.get("id") for other in named if other.last < len(tokens) and tokens[other.last].text == ")"), None)


def _fuller(mark: Mark, marked: Marked) -> Mark | None:
    """The fuller name before it that a short name points back to: "the occupation's army" after "the Turkish occupation"."""
    if mark.get("usage") not in ("short", "loaded"):
        return None
    shared = marked.tokens[mark.last - 1].text + " "
    before = (other for other in marked.all("actor", 0, mark.first) if marked.words(other).startswith(shared))
    return max(before, key=lambda other: other.first, default=None)


def _speaking(token: int, scene: Scene) -> Party | None:
    """The party of whoever speaks at ``token``, for "our forces" and "its aircraft"; None where a source without a side speaks."""
    scope = scene.attribution.at(token)
    if scope is None:
        return None
    parties = [party for speaker in scope.chain if (party := _side(speaker, scene)) is not None]
    return parties[-1] if parties else None


def _side(speaker: Speaker, scene: Scene) -> Party | None:
    """The party a source is or belongs to: an actor in its name, else what knowledge says of it."""
    for here in scene.marked.at:
        for mark in here:
            if mark.kind in ("actor", "nation") and speaker.start <= mark.start and mark.stop <= speaker.stop:
                return scene.party(mark.get("id"))
    known = scene.grammar.knowledge.sources.get(speaker.source)
    return Party(party=known.party) if known is not None and known.party else None


def _last_named(mark: Mark, scene: Scene) -> Mark | None:
    """The actor named last before ``mark`` in its sentence."""
    first = scene.marked.sentences[scene.marked.sentence_of(mark.first)].first
    before = [
        other for other in scene.marked.all("actor", first, mark.first) if other.last <= mark.first and other.get("id") != "civilians"
    ]
    return before[-1] if before else None


def _of_owner(mark: Mark, scene: Scene) -> Party | None:
    """The party of "its aircraft": the one named last before it in its sentence, or the one that such a name of both has."""
    first = scene.marked.sentences[scene.marked.sentence_of(mark.first)].first
    before = [
        other for other in scene.marked.all("actor", first, mark.first) if other.last <= mark.first and other.get("id") != "civilians"
    ]
    if not before:
        return None
    owner = before[-1]
    forms = [form for form in scene.grammar.vocabulary.word(scene.marked.tokens[mark.first].text).forms if form.suffix == mark.suffix]
    name = scene.marked.words(owner)[sum(map(len, owner.prefixes)) :]
    called = filter(None, (scene.grammar.actor_called(f"{form.stem} {name}") for form in forms))
    return scene.party(next(called, owner.get("id")))


# --- who is meant -----------------------------------------------------------------------------------------------------------


def _resolved(findings: Iterable[Finding], scene: Scene) -> list[Finding]:
    """The findings with a bare "the militias" as the party last named as a doer, which such words point back to."""
    done: list[Finding] = []
    last: Party | None = None
    for finding in findings:
        value = finding.value
        if finding.field == "initiator" and isinstance(value, Party):
            if last is not None and _bare(finding, scene):
                finding = msgspec.structs.replace(finding, value=msgspec.structs.replace(last, name=value.name))
            elif value.party not in ("unknown", "gunmen"):
                last = value
        done.append(finding)
    return done


def _bare(finding: Finding, scene: Scene) -> bool:
    """True for a short name of no one in particular."""
    value = finding.value
    marks = [mark for mark in scene.marked.at[finding.token] if mark.kind == "actor" and mark.start == finding.start]
    return isinstance(value, Party) and value.party.startswith("other:") and any(mark.get("usage") == "short" for mark in marks)


def _without_subject(dropped: Iterable[Found], named: list[Finding], scene: Scene) -> Iterator[Finding]:
    """The doers of verbs that have no subject of their own: the last doer in the same sentence or the one before."""
    doers = [finding for finding in named if finding.field == "initiator" and finding.stance == "assert"]
    for item in dropped:
        trigger = item.match.captures["trigger"][0]
        here = scene.marked.sentence_of(trigger.first)
        if any(trigger.first <= finding.token and scene.marked.sentence_of(finding.token) == here for finding in doers):
            continue
        before = [finding for finding in doers if finding.token < trigger.first and here - scene.marked.sentence_of(finding.token) <= 1]
        for finding in _together(before):
            yield msgspec.structs.replace(finding, token=trigger.first, rule=item.rule.id)


def _together(findings: list[Finding], near: int = 6) -> list[Finding]:
    """The last finding and those that one rule found close before it: "X and Y shelled"."""
    if not findings:
        return []
    last = findings[-1]
    return [finding for finding in findings if finding.rule == last.rule and last.token - finding.token <= near]


# --- weapons ----------------------------------------------------------------------------------------------------------------


def _weapons(marked: Marked, *, heads_last: bool) -> Iterator[Finding]:
    """The weapons that the text names as used, the longest name at each place."""
    for sentence in marked.sentences:
        last = sentence.first
        for index in range(sentence.first, sentence.last):
            marks = [mark for mark in marked.at[index] if mark.kind in ("weapon", "means") and index >= last]
            mark = max(marks, key=lambda mark: (mark.last, mark.kind == "weapon"), default=None)
            if mark is not None and _used(mark, marked, sentence.first, heads_last=heads_last):
                last = mark.last
                value = Weapon(weapon=mark.get("id"))
                yield Finding("weapon", value, mark.first, mark.start, mark.stop, f"weapon.{mark.kind}")


def _used(mark: Mark, marked: Marked, first: int, *, heads_last: bool) -> bool:
    """True for a weapon that was used, as far as its place in the sentence tells."""
    means = mark.get("means")
    if means in _NAMED_BY_ACT and (mark.kind == "means" or _covered(mark, marked, "event")):
        return False
    if means in _SELDOM_USED and "prep.with" not in marked.clitics[mark.first]:
        return False
    if (means == "aircraft" and _flying(mark, marked, first)) or _is_verb(mark, marked):
        return False
    if means == "explosive" and _covered(mark, marked, "object"):
        return False  # a depot of ammunition is struck; it is used by nobody
    return not (_covered(mark, marked, "target") or _in_name(mark, marked, heads_last=heads_last))


def _is_verb(mark: Mark, marked: Marked) -> bool:
    """True for a noun of a weapon that is here a verb, of an act that needs no such weapon: "they bomb the town"."""
    acts = (other for other in marked.by_kind[mark.first].get("event", ()) if other.last == mark.last)
    return any(act.get("pos") == "verb" and act.get("form") and act.get("type") != mark.get("type") for act in acts)


def _covered(mark: Mark, marked: Marked, kind: str, longest: int = 4) -> bool:
    """True where a mark of ``kind`` holds all of ``mark``."""
    around = range(max(0, mark.first - longest), mark.first + 1)
    return any(other.last >= mark.last for index in around for other in marked.by_kind[index].get(kind, ()))


def _in_name(mark: Mark, marked: Marked, longest: int = 6, *, heads_last: bool) -> bool:
    """True inside a party's proper name ("the fighter factions"): not in "its artillery", where the weapon comes before the name.

    ``heads_last``: the last word of a name is what it names, so that a drone of some army is a drone.
    """
    for index in range(max(0, mark.first - longest), mark.first):
        for actor in marked.by_kind[index].get("actor", ()):
            name = actor.part("who") or actor
            if name.first < mark.first and mark.last <= (name.last - 1 if heads_last else name.last):
                return True
    return False


def _flying(mark: Mark, marked: Marked, first: int, near: int = 4) -> bool:
    """True for an aircraft that is only seen in the sky."""
    return any("flight" in marked.by_kind[index] for index in range(max(first, mark.first - near), mark.first))
