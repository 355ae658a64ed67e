"""Showing: all that is told of one incident or one document, gathered from the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from musnad.archive import accounting, finding, tying
from musnad.archive.judging import decisions_of, event_at, standing
from musnad.archive.reviewing import reviewed
from musnad.archive.tying import Bond
from musnad.errors import InputError
from musnad.incidents.accounts import Account
from musnad.incidents.arrange import Decisions
from musnad.incidents.cluster import Pair
from musnad.incidents.reconcile import Verdict
from musnad.incidents.score import NEVER, Reason, reasons, weigh
from musnad.incidents.sketches import Sketch, unpack
from musnad.model import Claim, Document, Judgement, Reading, Receipt, Struct
from musnad.stores.base import Store


class Joined(Struct, frozen=True):
    """Which event of an incident speaks most for another to be part of it, and why. ``decided``: a person said they are the same."""

    key: str
    other: str
    weight: float
    decided: bool
    reasons: tuple[Reason, ...]


class Shown(Struct, frozen=True):
    """One incident: its account, how it stands to others, its documents, what people decided, and why it is one (when asked)."""

    account: Account
    bonds: tuple[Bond, ...]
    documents: tuple[Document, ...]
    judgements: tuple[tuple[int, Judgement], ...]
    why: tuple[Joined, ...] | None = None


class ShownDocument(Struct, frozen=True):
    """One document: how it came in, its current reading as people decided it, how many readings it has, its incidents by event, what
    people decided. ``verdicts`` say it by claim or event; ``rejected`` are the claims that no longer count."""

    receipt: Receipt
    reading: Reading
    verdicts: dict[str, Verdict]
    rejected: tuple[Claim, ...]
    readings: int
    incidents: dict[str, str]
    judgements: tuple[tuple[int, Judgement], ...]


def incident(store: Store, id_: str, *, why: bool = False) -> Shown:
    """All of an incident."""
    row = finding.row_of(store, id_)
    account = next(accounting.accounts(store, [(row.id, row.keys)]))
    documents = [receipt.document for receipt in store.receipts(account.documents)]
    return Shown(
        account=account,
        bonds=tying.bonds(store, account),
        documents=tuple(sorted(documents, key=lambda document: (document.published_at or "9999", document.id))),
        judgements=_on_events(store, row.keys),
        why=_why(store, row.keys) if why else None,
    )


def document(store: Store, id_: str) -> ShownDocument:
    """All of a document. InputError when it is not there."""
    receipt, found = store.receipt(id_), next(reviewed(store, [id_]), None) if store.has(id_) else None
    if receipt is None or found is None:
        raise InputError(f"{id_}: the archive has no reading of such a document; musnad search finds those that it has")
    return ShownDocument(
        receipt=receipt,
        reading=found.reading,
        verdicts=dict(found.verdicts),
        rejected=found.rejected,
        readings=len(store.readings(id_)),
        incidents=finding.incidents_of(store, found.reading),
        judgements=tuple((number, judged) for number, judged in standing(store, [id_])),
    )


def _on_events(store: Store, keys: Iterable[str]) -> tuple[tuple[int, Judgement], ...]:
    """The standing judgements on one of these events, or on a claim of their documents."""
    own = set(keys)
    documents = set(finding.documents_of(own))
    found = []
    for number, judged in standing(store, documents):
        about = [anchor for anchor in judged.on if anchor.document in documents]
        if any(anchor.field is not None or event_at(store, anchor) in own for anchor in about):
            found.append((number, judged))
    return tuple(found)


def _why(store: Store, keys: Iterable[str]) -> tuple[Joined, ...]:
    """How each event but the first hangs on those before: always the one that weighs most next."""
    sketches = {key: unpack(data) for key, data in sorted(store.events(keys).items())}
    decisions = decisions_of(store)
    known = {(one, other): weight for one, other, weight in store.edges_of(sketches)}
    first, *waiting = sorted(sketches)
    best = {key: _hold(sketches, known, decisions, key, first) for key in waiting}
    found = []
    while best:
        key = max(best, key=lambda key: (best[key][:2], key))
        found.append(_joined(sketches, key, best.pop(key)))
        for other in best:
            best[other] = max(best[other], _hold(sketches, known, decisions, other, key), key=lambda hold: hold[:2])
    return tuple(found)


_Hold = tuple[bool, float, str]  # whether a person said that an event is the same as another, what the two weigh, and the other


def _hold(sketches: Mapping[str, Sketch], known: Mapping[Pair, float], decisions: Decisions, key: str, other: str) -> _Hold:
    pair = (min(key, other), max(key, other))
    weight = known.get(pair)
    return pair in decisions.same, weigh(sketches[pair[0]], sketches[pair[1]]) if weight is None else weight, other


def _joined(sketches: Mapping[str, Sketch], key: str, hold: _Hold) -> Joined:
    decided, weight, other = hold
    said = () if weight <= NEVER else reasons(sketches[key], sketches[other])
    return Joined(key=key, other=other, weight=weight, decided=decided, reasons=said)
