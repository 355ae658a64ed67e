"""Accounting: the readings behind an incident, its account, and the row that lists show of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from musnad import pipeline
from musnad.archive import speaking
from musnad.archive.judging import verdicts_of
from musnad.archive.sides import Sides
from musnad.incidents import reconcile
from musnad.incidents.accounts import Account, Range
from musnad.incidents.independence import Report
from musnad.incidents.sketches import document_of, unpack
from musnad.incidents.together import blamed_together
from musnad.model import Struct, Wording
from musnad.stores.base import IncidentRow, Store

Reports = Mapping[str, Report]  # by document
_CHUNK = 200  # incidents accounted for at a time


Named = tuple[str, tuple[str, ...]]  # an incident by its name and keys


class Gist(Struct, frozen=True):
    """What lists show of an incident beside its row, kept with it so that no account is made for a list.

    ``decided``: a person decided something of a claim in one of its documents.
    """

    killed: Range = Range()
    injured: Range = Range()
    decided: bool = False


_GIST = msgspec.json.Encoder()
_GIST_OF = msgspec.json.Decoder(Gist)


def keep(store: Store, incidents: Iterable[Named], *, on_progress: Callable[[int], None] = lambda done: None) -> None:
    """Nothing; the store has the rows of these incidents as lists show them, and what each origin says in them.

    No key may belong to an incident that is there but not among them.
    """
    done = 0
    for chunk in _chunks(incidents):
        found = [(account, _languages(account, reports)) for account, reports in _accounted(store, chunk)]
        judged = {document for document, _ in verdicts_of(store, {document_of(key) for _, keys in chunk for key in keys})}
        store.put_incidents([_row(account, languages, decided=not judged.isdisjoint(account.documents)) for account, languages in found])
        store.put_shares({account.id: speaking.shares(account) for account, _ in found})
        done += len(chunk)
        on_progress(done)


def accounts(store: Store, incidents: Iterable[Named]) -> Iterator[Account]:
    """The accounts of incidents given by name and keys, in their order."""
    return (account for chunk in _chunks(incidents) for account, _ in _accounted(store, chunk))


def _accounted(store: Store, incidents: Sequence[Named]) -> Iterator[tuple[Account, Reports]]:
    """The accounts of some incidents, each with the reports of all."""
    every = [key for _, keys in incidents for key in keys]
    verdicts, reports = verdicts_of(store, set(map(document_of, every))), _reports(store, every)
    for name, keys in incidents:
        account = reconcile.account(name, keys, reports, sides(), verdicts=verdicts, allies=sides().allies)
        yield blamed_together(account, sides().backers), reports


def gist(row: IncidentRow) -> Gist:
    """What lists show of an incident's figures."""
    return _GIST_OF.decode(row.data)


def _languages(account: Account, reports: Reports) -> tuple[str, ...]:
    return tuple(sorted({language for document in account.documents if (language := reports[document].reading.document.language)}))


def _chunks(incidents: Iterable[Named]) -> Iterator[list[Named]]:
    going = iter(incidents)
    while chunk := list(islice(going, _CHUNK)):
        yield chunk


@functools.cache
def sides() -> Sides:
    """Who speaks for whom, by the knowledge that reading uses."""
    return Sides(pipeline.known())


def _reports(store: Store, keys: Sequence[str]) -> Reports:
    """The reports that tell of some events."""
    words = {document_of(key): unpack(data).words for key, data in store.events(keys).items()}  # all events of one have the same
    documents = sorted(set(map(document_of, keys)))
    found = {}
    for receipt, reading in zip(store.receipts(documents), store.current_readings(documents), strict=True):
        document = receipt.document
        wording = words.get(document.id, Wording())
        found[document.id] = Report(
            reading=reading,
            publisher=document.publisher or "",
            published_at=document.published_at,
            words=frozenset((*wording.known, *wording.other)),
        )
    return found


def _row(account: Account, languages: tuple[str, ...], *, decided: bool) -> IncidentRow:
    killed = account.field("killed")
    initiators = account.field("initiator")
    injured = account.field("injured")
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
        data=_GIST.encode(Gist(killed=figure or Range(), injured=(injured.range if injured else None) or Range(), decided=decided)),
        radius_km=account.site.radius_km if account.site else None,
        precision=account.site.precision if account.site else "unknown",
        languages=languages,
    )
