"""An account in plain words: the sentences that stand above its fields, and what statuses, fields and ties are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from musnad.incidents.accounts import Account, FieldAccount, Held, Origin, Range, Update, Voice
from musnad.model import CASUALTY_FIELDS, Toll
from musnad.views.lines import isolate, plain
from musnad.views.wording import NOBODY, PARTIES, Names, value_in_words

TITLES = {
    "killed": "Killed",
    "injured": "Injured",
    "missing": "Missing",
    "detained": "Detained",
    "killed_or_injured": "Killed or injured",
    "initiator": "Who did it",
    "target": "Who was hit",
    "weapon": "With what",
}
_DISPUTED = {
    "killed": "how many were killed",
    "injured": "how many were injured",
    "missing": "how many are missing",
    "detained": "how many were detained",
    "killed_or_injured": "how many were killed or injured",
    "initiator": "who did it",
    "target": "who was hit",
    "weapon": "with what",
}
STATUSES = {"agreed": "agreed", "contested": "disputed", "single_origin": "one origin only"}
INTERESTS = {"against": "against the interest of its own side", "for": "in the interest of its own side", "neither": ""}
_TIES = {
    ("retaliation", True): "in retaliation for",
    ("retaliation", False): "answered by",
    ("alleged_violation", True): "said to violate",
    ("part_of", True): "part of",
    ("part_of", False): "has as a part",
    ("first_since", True): "said to be the first since",
}
_ORDERS = {
    "published": "",
    "assumed": " (which was published first is not known; the higher is taken for the later)",
    "unknown": " (which was published first is not known; both stand)",
}
_MOST = 4  # values of a party or weapon that a sentence names


def title(account: Account) -> str:
    """What, when and where: ``Air strike, 2020-10-26, Harem (Idlib governorate)``."""
    what = plain(account.type)
    parts = [what[0].upper() + what[1:], days(account)]
    if account.site is not None:
        region = account.site.region
        inside = f" ({isolate(region)})" if region and region != account.site.name else ""
        parts.append(isolate(account.site.name) + inside)
    return ", ".join(parts)


def days(account: Account) -> str:
    """The day or days of an incident."""
    if account.date is None:
        return "day not known"
    start, end = account.date.start, account.date.end
    return f"{start} to {end}" if end and end != start else str(start)


def sentences(account: Account, names: Names = NOBODY) -> Iterator[str]:
    """The account in plain words, a sentence each."""
    for field in account.fields:
        yield _figure(field) if field.field in CASUALTY_FIELDS else _named(field, names)
    if account.contested:
        yield f"Disputed: {', '.join(_DISPUTED[field] for field in account.contested)}."
    yield from _changed(account.updates)
    for origin, admitted in _against(account):
        yield f"Against the interest of its own side, {origin_name(origin)}{_side(origin)} says: {admitted}."


def _changed(updates: Sequence[Update]) -> Iterator[str]:
    """How each origin's figures changed from its first to its last; where no order is known, both figures."""
    ordered = [update for update in updates if update.order != "unknown"]
    last = {(update.field, update.origin.id): update for update in ordered}
    for update in last.values():
        first = next(one for one in ordered if (one.field, one.origin.id) == (update.field, update.origin.id))
        figures = f"{_label(first.before)}, later {_label(update.after)}"
        yield f"{isolate(update.origin.name)} changed its figure of {plain(update.field)}: {figures}."
    for update in updates:
        if update.order == "unknown":
            both = f"{_label(update.before)} and {_label(update.after)}"
            yield f"{isolate(update.origin.name)} gave two figures of {plain(update.field)}: {both}."


def _figure(field: FieldAccount) -> str:
    if field.field == "killed_or_injured" and field.range is not None:
        values = (_label(held.label) for held in field.values if held.current and held.origins)
        return f"Killed and injured counted together: {'; '.join(values)}, {_according(field.values, field.origins)}."
    return f"{range_in_words(field)} {plain(field.field)}, {_according(field.values, field.origins)}{_best(field)}."


def range_in_words(field: FieldAccount) -> str:
    """``Between 38 and 200``; the words of the value where there is one, or no number at all."""
    current = [held for held in field.values if held.current and held.origins]
    if len(current) == 1 and isinstance(toll := current[0].voices[0].value, Toll):
        return _capital(value_in_words(toll))
    if field.range is None:
        return _capital(" or ".join(dict.fromkeys(value_in_words(held.voices[0].value) for held in current)) or "None said to be")
    return _capital(between(field.range))


def between(found: Range) -> str:
    """``between 38 and 200``, or one number."""
    if found.low is None or found.high is None:
        return f"up to {found.high}" if found.low is None else f"at least {found.low}"
    return str(found.low) if found.low == found.high else f"between {found.low} and {found.high}"


def _best(field: FieldAccount) -> str:
    best = field.range.best if field.range else None
    if field.range is None or best is None or field.range.low == field.range.high:
        return ""
    return f"; taken as best: {best}" if field.origins > 2 else ""


def _named(field: FieldAccount, names: Names) -> str:
    held = sorted(field.values, key=lambda value: -len(value.origins))
    parts = [f"{value_label(value, names)} ({_counts(value)})" for value in held[:_MOST]]
    more = f"; and {len(held) - _MOST} more" if len(held) > _MOST else ""
    return f"{TITLES[field.field]}: {'; '.join(parts)}{more}."


def _counts(held: Held) -> str:
    parts = [origins(len(held.origins))] if held.origins else []
    parts += [f"denied by {len(held.denied_by)}"] if held.denied_by else []
    return ", ".join(parts)


def value_label(held: Held, names: Names = NOBODY) -> str:
    """What those who hold a value share: a party without the finer actors, a figure, a weapon."""
    value = held.voices[0].value
    return value_in_words(value, names) if isinstance(value, Toll) else party(held.label)


def party(label: str) -> str:
    """A party or weapon label in words."""
    return PARTIES.get(label) or plain(label.removeprefix("other:"))


def origin_name(origin: Origin) -> str:
    """What an origin is called; one that is known by a document alone, by that."""
    return f"whoever published {isolate(origin.name)}" if origin.id.startswith("document:") else isolate(origin.name)


def _according(values: Sequence[Held], count: int) -> str:
    names = {voice.origin.id: voice.origin for held in values for voice in held.voices}
    if count == 1 and names:
        return f"according to one origin only: {origin_name(next(iter(names.values())))}"
    return f"according to {origins(count)}"


def origins(count: int) -> str:
    """``1 origin``, ``6 independent origins``."""
    return "1 origin" if count == 1 else f"{count} independent origins"


def documents(count: int) -> str:
    """``1 document``, ``6 documents``."""
    return "1 document" if count == 1 else f"{count} documents"


def _side(origin: Origin) -> str:
    return f" (which speaks for {party(origin.party)})" if origin.party else ""


def _against(account: Account) -> Iterator[tuple[Origin, str]]:
    """Who says something against the interest of its own side, and what."""
    said: dict[str, tuple[Origin, list[str]]] = {}
    for field in account.fields:
        for held in field.values:
            for voice in held.voices:
                if voice.interest == "against" and not voice.superseded:
                    said.setdefault(voice.origin.id, (voice.origin, []))[1].append(_admitted(field, voice))
    for origin, admitted in said.values():
        yield origin, "; ".join(dict.fromkeys(admitted))


def _admitted(field: FieldAccount, voice: Voice) -> str:
    return f"{plain(field.field)}: {'not ' if voice.stance == 'deny' else ''}{value_in_words(voice.value)}"


def update_in_words(update: Update) -> str:
    """Two figures of an origin, and what is known of which was first."""
    figures = f"{_label(update.before)} {'and' if update.order == 'unknown' else '→'} {_label(update.after)}"
    return f"{isolate(update.origin.name)}: {plain(update.field)} {figures}{_ORDERS[update.order]}"


def tie(type_: str, *, outgoing: bool) -> str:
    """How an incident stands to another, in words."""
    return _TIES.get((type_, outgoing)) or plain(type_) + ("" if outgoing else " of this:")


def _label(label: str) -> str:
    return plain(label)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
