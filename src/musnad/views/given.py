"""What people write for a value: a party by any of its names, a figure as ``at least 40``, a weapon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, get_args

from musnad.errors import InputError
from musnad.knowledge.facts import PARTIES as LABELS
from musnad.model import Claim, Party, Qualifier, Toll, Weapon, Who
from musnad.views.wording import PARTIES, VAGUE

if TYPE_CHECKING:
    from musnad.knowledge.asking import Answer
    from musnad.knowledge.facts import Knowledge

_FIGURE = re.compile(
    r"(?:(?P<qualifier>[a-z_ ]+?)\s+)?(?P<low>\d{1,3}(?:,\d{3})+|\d{1,9})(?:\s*(?:-|–|to)\s*(?P<high>\d{1,9}))?(?:\s+(?P<who>[a-z_ ]+))?"
)
_QUALIFIERS: dict[str, Qualifier] = {
    "at least": "at_least",
    "more than": "more_than",
    "over": "more_than",
    "about": "about",
    "around": "about",
    "up to": "up_to",
    "at most": "up_to",
    "less than": "less_than",
    "fewer than": "less_than",
}
_FIGURES = "write it as 12, 10-12, none, at least 40, more than 40, about 40, up to 40, fewer than 40, dozens; and, if you like, of whom"


def value_for(claim: Claim, words: str, knowledge: Knowledge, on: date | None) -> Toll | Party | Weapon:
    """The value that ``words`` give the field of a claim. InputError when they give none; the message says what can be written."""
    if isinstance(claim.value, Toll):
        return figure(words, claim.value)
    if isinstance(claim.value, Weapon):
        return Weapon(weapon=_weapon(words, knowledge), quantity=claim.value.quantity)
    return party(words, knowledge, on)


def figure(words: str, before: Toll) -> Toll:
    """The figure in ``words``; of whom it is, where they do not say, is as before."""
    plain = " ".join(words.casefold().replace("_", " ").split())
    first, _, rest = plain.partition(" ")
    if first in ("none", "nobody"):
        return Toll(min=0, max=0, who=_who(rest, before), part_of=before.part_of, party=before.party)
    if first in VAGUE:
        qualifier: Qualifier = next(one for one in get_args(Qualifier) if one == first)
        return Toll(min=None, max=None, qualifier=qualifier, who=_who(rest, before), part_of=before.part_of, party=before.party)
    found = _FIGURE.fullmatch(plain)
    if found is None or (found["qualifier"] or "at least") not in _QUALIFIERS or (found["qualifier"] and found["high"]):
        raise InputError(f"{words!r} is no figure; {_FIGURES}")
    said = _QUALIFIERS[found["qualifier"]] if found["qualifier"] else None
    low = int(found["low"].replace(",", ""))
    high = int(found["high"]) if found["high"] else low
    if high < low:
        raise InputError(f"{words!r} runs from more to less; {_FIGURES}")
    return Toll(
        min=None if said in ("up_to", "less_than") else low,
        max=None if said in ("at_least", "more_than") else high,
        qualifier=said,
        who=_who(found["who"] or "", before),
        part_of=before.part_of,
        party=before.party,
    )


def _who(words: str, before: Toll) -> Who:
    if not words:
        return before.who
    who: Who | None = next((one for one in get_args(Who) if one == words.replace(" ", "_")), None)
    if who is None:
        raise InputError(f"{words!r} is nobody that figures are counted of; those are {', '.join(get_args(Who))}")
    return who


def party(words: str, knowledge: Knowledge, on: date | None) -> Party:
    """The party called so: by its label, an actor's id, or a name of either. InputError when it is nobody or several."""
    label = _label(words)
    if label is not None:
        return Party(party=label, name=words)
    if words in knowledge.actors:
        return Party(party=knowledge.party_of(words, on), actor=words, name=words)
    actors = {answer.id: answer for answer in _named(words, knowledge, "actor")}
    if len(actors) == 1:
        (id_,) = actors
        return Party(party=knowledge.party_of(id_, on), actor=id_, name=words)
    if actors:
        raise InputError(f"{words!r} is what several are called: {_listed(actors.values())}; write the id of one")
    raise InputError(
        f"{words!r} is no party or actor that is known; parties are {', '.join(sorted(LABELS))}; or musnad knowledge find NAME"
    )


def party_label(words: str, knowledge: Knowledge) -> str:
    """The party label of whoever is called so."""
    return words if words.startswith("other:") else party(words, knowledge, None).party


def _label(words: str) -> str | None:
    plain = words.casefold()
    if plain.replace(" ", "_") in LABELS:
        return plain.replace(" ", "_")
    return next((label for label, name in PARTIES.items() if name.casefold() == plain), None)


def _weapon(words: str, knowledge: Knowledge) -> str:
    plain = words.casefold().replace(" ", "_")
    if any(weapon.id == plain for weapon in knowledge.weapons):
        return plain
    found = {answer.id: answer for answer in _named(words, knowledge, "weapon")}
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise InputError(f"{words!r} is what several weapons are called: {_listed(found.values())}; write the id of one")
    raise InputError(f"{words!r} is no weapon that is known; musnad knowledge find NAME tells their ids")


def _named(words: str, knowledge: Knowledge, table: str) -> list[Answer]:
    from musnad.knowledge import asking

    return [answer for answer in asking.find(knowledge, words) if answer.table == table and answer.how != "approximate"]


def _listed(answers: Iterable[Answer]) -> str:
    return ", ".join(f"{answer.id} ({answer.name})" for answer in answers)
