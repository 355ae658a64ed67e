"""What people write for a value: a party by any of its names, a figure as ``at least 40``, a weapon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, get_args

from musnad.errors import InputError
from musnad.knowledge.facts import PARTIES as LABELS
from musnad.model import CASUALTY_FIELDS, Field, Party, Qualifier, Toll, Weapon, Who
from musnad.views import tongue
from musnad.views.wording import PARTIES, VAGUE, WHO

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
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NOT_SAID = Toll(min=None, max=None)


def value_for(
    field: Field, words: str, knowledge: Knowledge, on: date | None, before: Toll | Party | Weapon | None = None
) -> Toll | Party | Weapon:
    """The value that ``words`` give a field, which had ``before``. InputError when they give none; the message says what can be written."""
    if field in CASUALTY_FIELDS:
        return figure(words, before if isinstance(before, Toll) else _NOT_SAID)
    if field == "weapon":
        return Weapon(weapon=_weapon(words, knowledge), quantity=before.quantity if isinstance(before, Weapon) else None)
    return party(words, knowledge, on)


def figure(words: str, before: Toll) -> Toll:
    """The figure in ``words``, in English or in any language that we read; of whom it is, where they do not say, is as before."""
    plain = " ".join(words.casefold().replace("_", " ").translate(_DIGITS).split())
    first, _blank, rest = plain.partition(" ")
    if first in ("none", "nobody"):
        return _counted(0, 0, None, _who(rest, before), before)
    if first in VAGUE:
        return _counted(None, None, next(one for one in get_args(Qualifier) if one == first), _who(rest, before), before)
    found = _FIGURE.fullmatch(plain)
    if found is None or (found["qualifier"] or "at least") not in _QUALIFIERS:
        return _figure_of_pack(words, before)
    low = int(found["low"].replace(",", ""))
    high = int(found["high"]) if found["high"] else None
    return figure_between(low, high, _QUALIFIERS.get(found["qualifier"] or ""), _who(found["who"] or "", before), before)


def figure_between(low: int | None, high: int | None, said: Qualifier | None, who: Who, before: Toll = _NOT_SAID) -> Toll:
    """The figure from ``low`` to ``high``, said as ``said``; one of them is enough, none for words such as dozens.

    *errors*: InputError when it runs from more to less, when a number is said to be open though both ends are given, or nothing is given.
    """
    if low is None and high is None:
        if said not in VAGUE:
            raise InputError(f"this is no figure; {_FIGURES}")
        return _counted(None, None, said, who, before)
    if said in VAGUE or (low is not None and high is not None and low != high and said not in (None, "about")):
        raise InputError(f"a figure is a number, or runs from one to another, or is {', '.join(VAGUE)}; {_FIGURES}")
    if low is not None and high is not None and high < low:
        raise InputError(f"{low}-{high} runs from more to less; {_FIGURES}")
    least, most = (high if low is None else low), (low if high is None else high)
    open_above, open_below = said in ("at_least", "more_than"), said in ("up_to", "less_than")
    return _counted(None if open_below else least, None if open_above else most, said, who, before)


def _counted(low: int | None, high: int | None, said: Qualifier | None, who: Who, before: Toll) -> Toll:
    return Toll(min=low, max=high, qualifier=said, who=who, part_of=before.part_of, party=before.party)


def _figure_of_pack(words: str, before: Toll) -> Toll:
    """The figure in words of a language that there is a pack for, with or without of whom it is; InputError when they are none."""
    from musnad import pipeline

    for number, people in _cut(words):
        found = pipeline.quantity_of(number)
        if found is not None and (found.min or 0) >= 0:
            low, high = (None if end is None else int(end) for end in (found.min, found.max))
            return _counted(low, high, found.qualifier, _who(people, before), before)
    raise InputError(f"{words!r} is no figure; {_FIGURES}")


def _cut(words: str) -> Iterator[tuple[str, str]]:
    """The words whole, and without those at the end that say of whom a figure is."""
    yield words, ""
    plain = words.split()
    for at in range(len(plain) - 1, max(len(plain) - 4, 0), -1):
        people = " ".join(plain[at:])
        if people.casefold() in _people():
            yield " ".join(plain[:at]), people


def _people() -> dict[str, Who]:
    """Of whom figures are counted, by what it is called in English and in the language of the moment."""
    found: dict[str, Who] = {}
    for who in get_args(Who):
        for called in (who, who.replace("_", " "), WHO.get(who, ""), tongue._(WHO.get(who, who))):
            found[called.casefold()] = who
    return found


def _who(words: str, before: Toll) -> Who:
    if not words:
        return before.who
    who = _people().get(words.casefold())
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
    return next((label for label, name in PARTIES.items() if plain in (name.casefold(), tongue._(name).casefold())), None)


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
