"""Together: which of the parties that are blamed for an incident are blamed as one side, by the same voices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from musnad.incidents.accounts import Account, Held

Backers = Callable[[str, date | None], Iterable[str]]


def blamed_together(account: Account, backers: Backers) -> Account:
    """The account, in which a party that is blamed names the power behind it where most who blame the party blame that power with it.

    "Turkey and the factions it backs shelled the town" is one side's doing. Where some blame the one and others the other, they
    disagree, and each stands for itself. ``backers`` gives the powers behind a party on a day.
    """
    on = account.date.start if account.date else None
    fields = (replace(field, values=_led(field.values, on, backers)) if field.field == "initiator" else field for field in account.fields)
    return replace(account, fields=tuple(fields))


def _led(values: Sequence[Held], on: date | None, backers: Backers) -> tuple[Held, ...]:
    blaming = {held.label: {origin.id for origin in held.origins} for held in values}

    def behind(label: str) -> str:
        shared = {power: len(blaming[label] & blaming[power]) for power in backers(label, on) if power in blaming}
        power = max(shared, key=lambda name: shared[name], default="")
        return power if power and 0 < len(blaming[label]) <= 2 * shared[power] else ""

    return tuple(replace(held, along_with=behind(held.label)) for held in values)
