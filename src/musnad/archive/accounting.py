"""Accounting: the readings behind an incident, its account, and the row that lists show of it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from musnad import pipeline
from musnad.archive.judging import verdicts_of
from musnad.archive.sides import Sides
from musnad.incidents import reconcile
from musnad.incidents.accounts import Account
from musnad.incidents.independence import Report
from musnad.incidents.sketches import document_of, unpack
from musnad.stores.base import IncidentRow, Store

_CHUNK = 200  # incidents accounted for at a time


def rows(store: Store, incidents: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[IncidentRow]:
    """The rows of incidents given by name and keys, as lists show them."""
    return (_row(account) for account in accounts(store, incidents))


def accounts(store: Store, incidents: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Account]:
    """The accounts of incidents given by name and keys, in their order."""
    verdicts = verdicts_of(store)
    for chunk in _chunks(incidents):
        reports = _reports(store, {document_of(key) for _, keys in chunk for key in keys})
        for name, keys in chunk:
            yield reconcile.account(name, keys, reports, sides(), verdicts=verdicts, allies=sides().allies)


def _chunks(incidents: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[list[tuple[str, tuple[str, ...]]]]:
    going = iter(incidents)
    while chunk := list(islice(going, _CHUNK)):
        yield chunk


@functools.cache
def sides() -> Sides:
    """Who speaks for whom, by the knowledge that reading uses."""
    return Sides(pipeline.known())


def _reports(store: Store, documents: Iterable[str]) -> Mapping[str, Report]:
    found = {}
    wanted = sorted(documents)
    for receipt, reading in zip(store.receipts(wanted), store.current_readings(wanted), strict=True):
        document = receipt.document
        words: frozenset[int] = frozenset()
        for data in store.events_of(document.id).values():
            wording = unpack(data).words
            words = frozenset((*wording.known, *wording.other))
            break
        found[document.id] = Report(reading=reading, publisher=document.publisher or "", published_at=document.published_at, words=words)
    return found


def _row(account: Account) -> IncidentRow:
    killed = account.field("killed")
    initiators = account.field("initiator")
    figure = killed.range if killed else None
    return IncidentRow(
        id=account.id,
        keys=account.keys,
        first_day=account.date.start.toordinal() if account.date else None,
        last_day=(account.date.end or account.date.start).toordinal() if account.date else None,
        type=account.type,
        lat=account.site.lat if account.site else None,
        lon=account.site.lon if account.site else None,
        place=account.site.name if account.site else "",
        region=account.site.region if account.site else "",
        parties=tuple(sorted(held.label for held in initiators.values if held.origins)) if initiators else (),
        contested=bool(account.contested),
        origins=account.origins,
        documents=len(account.documents),
        killed=figure.high if figure else None,
        data=b"",
    )
