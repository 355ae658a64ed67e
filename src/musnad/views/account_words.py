"""An account in plain words: the sentences that stand above its fields, and what statuses, fields and ties are called.

In the language of the moment, see ``views.tongue``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from musnad.incidents.accounts import Account, FieldAccount, Held, Origin, Range, Update, Voice
from musnad.model import CASUALTY_FIELDS, Field, Toll, Weapon
from musnad.views.lines import isolate, plain
from musnad.views.tongue import _, counted, mark, number
from musnad.views.wording import NOBODY, Names, interval_in_words, party_in_words, term, value_in_words, weapon_in_words

TITLES = {
    "killed": mark("Killed"),
    "injured": mark("Injured"),
    "missing": mark("Missing"),
    "detained": mark("Detained"),
    "killed_or_injured": mark("Killed or injured"),
    "initiator": mark("Who did it"),
    "target": mark("Who was hit"),
    "weapon": mark("With what"),
}
_DISPUTED = {
    "killed": mark("how many were killed"),
    "injured": mark("how many were injured"),
    "missing": mark("how many are missing"),
    "detained": mark("how many were detained"),
    "killed_or_injured": mark("how many were killed or injured"),
    "initiator": mark("who did it"),
    "target": mark("who was hit"),
    "weapon": mark("with what"),
}
STATUSES = {"agreed": mark("agreed"), "contested": mark("disputed"), "single_origin": mark("one origin only")}
INTERESTS = {"against": mark("against the interest of its own side"), "for": mark("in the interest of its own side"), "neither": ""}
_TIES = {
    ("retaliation", True): mark("in retaliation for"),
    ("retaliation", False): mark("answered by"),
    ("alleged_violation", True): mark("said to violate"),
    ("part_of", True): mark("part of"),
    ("part_of", False): mark("has as a part"),
    ("first_since", True): mark("said to be the first since"),
}
_ORDERS = {
    "published": "",
    "assumed": mark(" (which was published first is not known; the higher is taken for the later)"),
    "unknown": mark(" (which was published first is not known; both stand)"),
}
_MOST = 4  # values of a party or weapon that a sentence names


def title(account: Account, place_name: Callable[[str], str] = str) -> str:
    """What, when and where: ``Air strike, 2020-10-26, Harem (Idlib governorate)``."""
    what = plain(term(account.type))
    parts = [what[0].upper() + what[1:], days(account)]
    if account.site is not None:
        region = account.site.region
        inside = f" ({isolate(place_name(region))})" if region and region != account.site.name else ""
        parts.append(isolate(place_name(account.site.name)) + inside)
    return listed(parts)


def days(account: Account) -> str:
    """The day or days of an incident."""
    if account.date is None:
        return _("day not known")
    return interval_in_words(account.date.start, account.date.end)


class Sentence(NamedTuple):
    """A sentence, and which part of the account it sums up: a field, ``updates``, or empty for several."""

    words: str
    part: str = ""


def sentences(account: Account, names: Names = NOBODY) -> Iterator[Sentence]:
    """The account in plain words, a sentence each."""
    for field in account.fields:
        yield Sentence(_figure(field, names) if field.field in CASUALTY_FIELDS else _named(field, names), field.field)
    if account.contested:
        yield Sentence(_("Disputed: {fields}.").format(fields=listed(_(_DISPUTED[field]) for field in account.contested)))
    yield from _changed(account, names)
    for origin, admitted in _against(account, names):
        said = origin_name(origin, names) + _side(origin)
        yield Sentence(_("Against the interest of its own side, {origin} says: {words}.").format(origin=said, words=admitted))


def _changed(account: Account, names: Names) -> Iterator[Sentence]:
    """How each origin's figures changed from its first to its last; where no order is known, both figures."""
    ordered = [update for update in account.updates if update.order != "unknown"]
    last = {(update.field, update.origin.id): update for update in ordered}
    for update in last.values():
        first = next(one for one in ordered if (one.field, one.origin.id) == (update.field, update.origin.id))
        yield _two(account, _("{origin} changed its figure of {field}: {before}, later {after}."), first, update, names)
    for update in account.updates:
        if update.order == "unknown":
            yield _two(account, _("{origin} gave two figures of {field}: {before} and {after}."), update, update, names)


def _two(account: Account, sentence: str, first: Update, last: Update, names: Names) -> Sentence:
    words = sentence.format(
        origin=origin_name(last.origin, names),
        field=term(last.field),
        before=figure_label(account, last.field, first.before),
        after=figure_label(account, last.field, last.after),
    )
    return Sentence(words, "updates")


def _figure(field: FieldAccount, names: Names) -> str:
    who = _according(field.values, field.origins, names)
    if field.field == "killed_or_injured" and field.range is not None:
        values = (value_label(held) for held in field.values if held.current and held.origins)
        return _("Killed and injured counted together: {figures}, {who}.").format(figures=_("; ").join(values), who=who)
    return _("{figure} {field}, {who}{best}.").format(figure=range_in_words(field), field=term(field.field), who=who, best=_best(field))


def figures_in_words(field: FieldAccount) -> Iterator[str]:
    """What stands over the values of a toll: its range, the figure taken as the best with the rule, and how many are civilians."""
    if field.field not in CASUALTY_FIELDS or field.range is None:
        return
    yield range_in_words(field)
    if field.range.best is not None and field.range.low != field.range.high:
        yield _("best {figure} ({rule})").format(figure=number(field.range.best), rule=term(field.rule))
    if field.civilians is not None:
        yield _("civilians {figure}").format(figure=between(field.civilians))


def in_order(field: FieldAccount) -> Sequence[Held]:
    """The values of a field: figures with the highest first and those that were changed last; others by how many origins say them."""
    return sorted(field.values, key=_highest_first) if field.field in CASUALTY_FIELDS else field.values


def _highest_first(held: Held) -> tuple[bool, float]:
    value = held.voices[0].value
    ends = [end for end in (value.min, value.max) if end is not None] if isinstance(value, Toll) else []
    return not held.current, -max(ends, default=-1)


def range_in_words(field: FieldAccount) -> str:
    """``Between 38 and 200``; the words of the value where there is one, or no number at all."""
    current = [held for held in field.values if held.current and held.origins]
    if len(current) == 1 and isinstance(toll := current[0].voices[0].value, Toll):
        return _capital(value_in_words(toll))
    if field.range is None:
        return _capital(_(" or ").join(dict.fromkeys(value_in_words(held.voices[0].value) for held in current)) or _("None said to be"))
    return _capital(between(field.range))


def between(found: Range) -> str:
    """``between 38 and 200``, or one number."""
    if found.low is None or found.high is None:
        if found.low is None and found.high is None:
            return _("number not given")
        return _("up to {}").format(number(found.high or 0)) if found.low is None else _("at least {}").format(number(found.low))
    if found.low == found.high:
        return number(found.low)
    return _("between {low} and {high}").format(low=number(found.low), high=number(found.high))


def _best(field: FieldAccount) -> str:
    best = field.range.best if field.range else None
    if field.range is None or best is None or field.range.low == field.range.high:
        return ""
    return _("; taken as best: {figure}").format(figure=number(best)) if field.origins > 2 else ""


def _named(field: FieldAccount, names: Names) -> str:
    held = sorted(field.values, key=lambda value: -len(value.origins))
    parts = [f"{value_label(value, names)} ({_counts(value)})" for value in held[:_MOST]]
    more = _("; and {count} more").format(count=number(len(held) - _MOST)) if len(held) > _MOST else ""
    return f"{_(TITLES[field.field])}: {_('; ').join(parts)}{more}."


def _counts(held: Held) -> str:
    parts = [origins(len(held.origins))] if held.origins else []
    parts += [_("denied by {count}").format(count=number(len(held.denied_by)))] if held.denied_by else []
    return listed(parts)


def value_label(held: Held, names: Names = NOBODY) -> str:
    """What those who hold a value share: a party without the finer actors, a figure, a weapon."""
    value = held.voices[0].value
    if isinstance(value, Toll):
        return value_in_words(value, names)
    return weapon_in_words(held.label, names) if isinstance(value, Weapon) else party(held.label)


def party(label: str) -> str:
    """A party or weapon label in words."""
    return party_in_words(label)


def origin_name(origin: Origin, names: Names = NOBODY) -> str:
    """What an origin is called; one that is known by a document alone, by that."""
    if origin.id in names:
        return isolate(names[origin.id])
    if origin.id.startswith("document:"):
        return _("whoever published {document}").format(document=isolate(origin.name))
    return isolate(origin.name)


def _according(values: Sequence[Held], count: int, names: Names) -> str:
    speaking = {voice.origin.id: voice.origin for held in values for voice in held.voices}
    if count == 1 and speaking:
        return _("according to one origin only: {origin}").format(origin=origin_name(next(iter(speaking.values())), names))
    return _("according to {origins}").format(origins=origins(count))


def origins(count: int) -> str:
    """``1 origin``, ``6 independent origins``."""
    return counted("{count} origin", "{count} independent origins", count)


def documents(count: int) -> str:
    """``1 document``, ``6 documents``."""
    return counted("{count} document", "{count} documents", count)


def _side(origin: Origin) -> str:
    return _(" (which speaks for {party})").format(party=party(origin.party)) if origin.party else ""


def _against(account: Account, names: Names) -> Iterator[tuple[Origin, str]]:
    """Who says something against the interest of its own side, and what."""
    said: dict[str, tuple[Origin, list[str]]] = {}
    for field in account.fields:
        for held in field.values:
            for voice in held.voices:
                if voice.interest == "against" and not voice.superseded:
                    said.setdefault(voice.origin.id, (voice.origin, []))[1].append(_admitted(field, voice, names))
    for origin, admitted in said.values():
        yield origin, _("; ").join(dict.fromkeys(admitted))


def _admitted(field: FieldAccount, voice: Voice, names: Names) -> str:
    said = value_in_words(voice.value, names)
    return f"{term(field.field)}: {_('not {value}').format(value=said) if voice.stance == 'deny' else said}"


def update_in_words(account: Account, update: Update, names: Names = NOBODY) -> str:
    """Two figures of an origin, and what is known of which was first."""
    before, after = (figure_label(account, update.field, label) for label in (update.before, update.after))
    figures = _("{before} and {after}").format(before=before, after=after) if update.order == "unknown" else f"{before} → {after}"
    return f"{origin_name(update.origin, names)}: {term(update.field)} {figures}{_(_ORDERS[update.order])}"


def figure_label(account: Account, field: Field, label: str) -> str:
    """A figure that an account names by its label, in words."""
    told = account.field(field)
    held = next((held for held in told.values if held.label == label), None) if told else None
    return value_label(held) if held else plain(label)


def tie(type_: str, *, outgoing: bool) -> str:
    """How an incident stands to another, in words."""
    known = _TIES.get((type_, outgoing))
    return _(known) if known else plain(type_) + ("" if outgoing else _(" of this:"))


def listed(words: Iterable[str]) -> str:
    """Words one after the other, as a sentence lists them."""
    return _(", ").join(words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
