"""Accounting: the readings behind an incident, its account, and the row that lists show of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from musnad import pipeline
from musnad.archive import speaking
from musnad.archive.reviewing import reviewed
from musnad.archive.sides import Sides
from musnad.incidents import reconcile
from musnad.incidents.accounts import Account, Range
from musnad.incidents.independence import Report
from musnad.incidents.reconcile import Verdict
from musnad.incidents.sketches import document_of, key_of, unpack
from musnad.incidents.together import blamed_together
from musnad.model import Struct, Wording
from musnad.stores.base import IncidentRow, Store

_CHUNK = 200  # incidents accounted for at a time


Named = tuple[str, tuple[str, ...]]  # an incident by its name and keys


class Gist(Struct, frozen=True):
    """What lists show of an incident beside its row, kept with it so that no account is made for a list.

    ``decided``: a person decided something of one of its claims or places. ``confidence``: how sure the reader was of its claims, their
    mean; 1 where there are none.
    """

    killed: Range = Range()
    injured: Range = Range()
    decided: bool = False
    confidence: float = 1.0


_GIST = msgspec.json.Encoder()
_GIST_OF = msgspec.json.Decoder(Gist)


def keep(store: Store, incidents: Iterable[Named], *, on_progress: Callable[[int], None] = lambda done: None) -> None:
    """Nothing; the store has the rows of these incidents as lists show them, and what each origin says in them.

    No key may belong to an incident that is there but not among them.
    """
    done = 0
    for chunk in _chunks(incidents):
        told = _told(store, [key for _, keys in chunk for key in keys])
        found = list(_accounted(chunk, told))
        store.put_incidents([_row(account, told) for account in found])
        store.put_shares({account.id: speaking.shares(account) for account in found})
        done += len(chunk)
        on_progress(done)


def accounts(store: Store, incidents: Iterable[Named]) -> Iterator[Account]:
    """The accounts of incidents given by name and keys, in their order."""
    for chunk in _chunks(incidents):
        yield from _accounted(chunk, _told(store, [key for _, keys in chunk for key in keys]))


@dataclass(frozen=True)
class _Told:
    """What documents tell, as people decided it: a report of each, what was decided by document and claim or event, and the events of
    which, or of a claim of which, something was."""

    reports: Mapping[str, Report]
    verdicts: Mapping[tuple[str, str], Verdict]
    decided: frozenset[str]


def _accounted(incidents: Iterable[Named], told: _Told) -> Iterator[Account]:
    """The accounts of some incidents, of which everything is told."""
    for name, keys in incidents:
        account = reconcile.account(name, keys, told.reports, sides(), verdicts=told.verdicts, allies=sides().allies)
        yield blamed_together(account, sides().backers)


def gist(row: IncidentRow) -> Gist:
    """What lists show of an incident's figures."""
    return _GIST_OF.decode(row.data)


def _languages(account: Account, told: _Told) -> tuple[str, ...]:
    return tuple(sorted({language for document in account.documents if (language := told.reports[document].reading.document.language)}))


def _chunks(incidents: Iterable[Named]) -> Iterator[list[Named]]:
    going = iter(incidents)
    while chunk := list(islice(going, _CHUNK)):
        yield chunk


@functools.cache
def sides() -> Sides:
    """Who speaks for whom, by the knowledge that reading uses."""
    return Sides(pipeline.known())


def _told(store: Store, keys: Sequence[str]) -> _Told:
    """What the documents of some events tell."""
    words = {document_of(key): unpack(data).words for key, data in store.events(keys).items()}  # all events of one have the same
    documents = sorted(set(map(document_of, keys)))
    reports: dict[str, Report] = {}
    verdicts: dict[tuple[str, str], Verdict] = {}
    decided: list[str] = []
    for receipt, found in zip(store.receipts(documents), reviewed(store, documents), strict=True):
        document = receipt.document
        wording = words.get(document.id, Wording())
        reports[document.id] = Report(
            reading=found.reading,
            publisher=document.publisher or "",
            published_at=document.published_at,
            words=frozenset((*wording.known, *wording.other)),
        )
        verdicts |= {(document.id, id_): verdict for id_, verdict in found.verdicts.items()}
        decided += [key_of(document.id, event) for event in found.decided_events]
    return _Told(reports=reports, verdicts=verdicts, decided=frozenset(decided))


def _gist(account: Account, *, decided: bool) -> Gist:
    killed, injured = account.field("killed"), account.field("injured")
    sure = [voice.confidence for told in account.fields for held in told.values for voice in held.voices]
    return Gist(
        killed=(killed.range if killed else None) or Range(),
        injured=(injured.range if injured else None) or Range(),
        decided=decided,
        confidence=round(sum(sure) / len(sure), 2) if sure else 1.0,
    )


def _row(account: Account, told: _Told) -> IncidentRow:
    killed = account.field("killed")
    initiators = account.field("initiator")
    figure = killed.range if killed else None
    decided = not told.decided.isdisjoint(account.keys)
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
        data=_GIST.encode(_gist(account, decided=decided)),
        radius_km=account.site.radius_km if account.site else None,
        precision=account.site.precision if account.site else "unknown",
        languages=_languages(account, told),
    )
