"""Speaking: who says what is claimed in the archive, how often alone, and how often others or they themselves said otherwise later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from musnad.incidents.accounts import Account, FieldAccount, Origin
from musnad.model import Struct


class Speaker(Struct, frozen=True):
    """One origin over all incidents. ``documents`` carry its word, ``claims`` are what it says in them, copies counted once.

    ``alone`` counts incidents of which nobody else says anything, ``alone_fields`` what only it says of others. ``changed``: figures it
    gave and later gave otherwise. ``disputed``: fields on which another origin says what cannot also be right. ``against_interest`` and
    ``for_interest``: claims against and for the side it speaks for.
    """

    id: str
    name: str
    kind: str
    party: str | None
    documents: int
    claims: int
    incidents: int
    alone: int
    alone_fields: int
    changed: int
    disputed: int
    against_interest: int
    for_interest: int


@dataclass
class _Count:
    """What was counted of one origin so far."""

    origin: Origin
    documents: set[str] = field(default_factory=set)
    claims: set[tuple[str, str]] = field(default_factory=set)
    incidents: int = 0
    alone: int = 0
    alone_fields: int = 0
    changed: int = 0
    disputed: int = 0
    interests: dict[str, int] = field(default_factory=lambda: {"against": 0, "for": 0, "neither": 0})


def speakers(accounts: Iterable[Account]) -> list[Speaker]:
    """Everyone who says something first-hand in these accounts, those with most incidents first."""
    counts: dict[str, _Count] = {}
    for account in accounts:
        for origin in _origins(account):
            counts.setdefault(origin.id, _Count(origin)).incidents += 1
            counts[origin.id].alone += account.origins == 1
        for told in account.fields:
            _count(told, counts, several=account.origins > 1)
        for update in account.updates:
            counts[update.origin.id].changed += update.order != "unknown"
    found = [_speaker(count) for count in counts.values()]
    return sorted(found, key=lambda speaker: (-speaker.incidents, -speaker.claims, speaker.id))


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


def _speaker(count: _Count) -> Speaker:
    return Speaker(
        id=count.origin.id,
        name=count.origin.name,
        kind=count.origin.kind,
        party=count.origin.party,
        documents=len(count.documents),
        claims=len(count.claims),
        incidents=count.incidents,
        alone=count.alone,
        alone_fields=count.alone_fields,
        changed=count.changed,
        disputed=count.disputed,
        against_interest=count.interests["against"],
        for_interest=count.interests["for"],
    )
