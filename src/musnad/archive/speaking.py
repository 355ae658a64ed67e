"""Speaking: what each who speaks says in an incident, how often alone, and how often others or they themselves said otherwise later.

The store keeps it with the incident and sums it over all, so that nothing is read again to say who speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.incidents.accounts import Account, FieldAccount, Origin
from musnad.stores.lists import Share


@dataclass
class _Count:
    """What was counted of one origin in an incident so far."""

    origin: Origin
    documents: set[str] = field(default_factory=set)
    claims: set[tuple[str, str]] = field(default_factory=set)
    alone_fields: int = 0
    changed: int = 0
    disputed: int = 0
    interests: dict[str, int] = field(default_factory=lambda: {"against": 0, "for": 0, "neither": 0})


def shares(account: Account) -> tuple[Share, ...]:
    """What each who says something first-hand says in an incident, by its id."""
    counts = {origin.id: _Count(origin) for origin in _origins(account)}
    for told in account.fields:
        _count(told, counts, several=account.origins > 1)
    for update in account.updates:
        counts[update.origin.id].changed += update.order != "unknown"
    return tuple(_share(count, alone=account.origins == 1) for count in counts.values())


def _origins(account: Account) -> list[Origin]:
    found = {voice.origin.id: voice.origin for told in account.fields for held in told.values for voice in held.voices}
    return [found[id_] for id_ in sorted(found)]


def _count(told: FieldAccount, counts: dict[str, _Count], *, several: bool) -> None:
    speaking = set()
    for held in told.values:
        for voice in held.voices:
            count = counts[voice.origin.id]
            speaking.add(voice.origin.id)
            count.documents.add(voice.document)
            if voice.copy_of is None and (voice.document, voice.claim) not in count.claims:
                count.claims.add((voice.document, voice.claim))
                count.interests[voice.interest] += 1
    for id_ in speaking:
        counts[id_].alone_fields += several and len(speaking) == 1
        counts[id_].disputed += told.status == "contested" and _others_differ(told, id_)


def _others_differ(told: FieldAccount, id_: str) -> bool:
    """Whether another origin holds what this one does not, or denies what it holds."""
    own = {held.label for held in told.values if any(origin.id == id_ for origin in held.origins)}
    for held in told.values:
        others = [origin for origin in (*held.origins, *held.denied_by) if origin.id != id_]
        if others and (held.label not in own or any(origin.id != id_ for origin in held.denied_by)):
            return True
    return False


def _share(count: _Count, *, alone: bool) -> Share:
    return Share(
        origin=count.origin.id,
        name=count.origin.name,
        kind=count.origin.kind,
        party=count.origin.party,
        documents=tuple(sorted(count.documents)),
        claims=len(count.claims),
        alone=int(alone),
        alone_fields=count.alone_fields,
        changed=count.changed,
        disputed=count.disputed,
        against_interest=count.interests["against"],
        for_interest=count.interests["for"],
    )
