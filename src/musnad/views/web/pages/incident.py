"""One incident: its account in plain words, every field with who says what, and the pictures of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from musnad.archive import accounting, finding, showing
from musnad.archive.accounting import Gist, gist
from musnad.archive.showing import Shown
from musnad.archive.tying import Bond
from musnad.incidents.accounts import Account, FieldAccount, Held, Site, Status, Voice
from musnad.model import CASUALTY_FIELDS, Field, Words
from musnad.stores.base import IncidentRow, Store, Which
from musnad.stores.lists import Box
from musnad.views import account_words, carriers
from musnad.views.listing import judgement_in_words
from musnad.views.tongue import _
from musnad.views.web.desk import desk, document_address, incident_address, moment, names, page, place_name, spoken
from musnad.views.web.pictures import tolls, transmission

router = APIRouter()
_NEAR_DAYS = 2
_NEAR_DEGREES = 0.2  # some 20 km
_MOST_NEAR = 6


@dataclass(frozen=True)
class Value:
    """One value of a field as a row: who holds and who denies it (how many origins), and its voices, copies taken together."""

    label: str
    origins: int
    denied_by: int
    current: bool
    first: Voice
    voices: Sequence[Sequence[Voice]]


@dataclass(frozen=True)
class FieldShown:
    """One field with its values; figures highest first, others by how many origins say them."""

    field: Field
    title: str
    status: Status
    range: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Chart:
    """A toll over time."""

    field: Field
    title: str
    picture: tolls.Picture


@dataclass(frozen=True)
class BondShown:
    """How the incident stands to another, with what the other one is called."""

    type: str
    to: str
    title: str
    agreement: bool
    outgoing: bool
    documents: tuple[str, ...]
    evidence: tuple[Words, ...]


@router.get("/incidents/{id_}", response_class=HTMLResponse)
def incident(request: Request, id_: str, why: str = "") -> Response:
    """The page of an incident; an older id, or an event's, leads to the one that it is part of now."""
    store = desk(request).store
    named = finding.find(store, id_)
    if named.kind != "incident" or named.id != id_:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse((incident_address(named.id) if named.kind == "incident" else document_address(named.id)) + query)
    shown = showing.incident(store, id_, why=bool(why))
    account = shown.account
    return page(
        request,
        "incident.html",
        account=account,
        title=account_words.title(account, place_name),
        sentences=list(account_words.sentences(account, names())),
        fields=[_field(told) for told in account.fields],
        charts=list(_charts(account)),
        transmission=transmission.picture(account, names(), mirrored=_mirrored()),
        sites=_sites(account),
        bonds=list(_bonds(store, shown.bonds)),
        updates=[
            {
                "at": moment(update.after_at),
                "words": account_words.update_in_words(account, update, names()),
                "documents": update.documents,
            }
            for update in account.updates
        ],
        documents=shown.documents,
        judgements=_judgements(shown),
        why=shown.why,
        near=_near(store, account),
    )


def _mirrored() -> bool:
    return spoken().direction == "rtl"


def _field(told: FieldAccount) -> FieldShown:
    return FieldShown(
        field=told.field,
        title=_(account_words.TITLES[told.field]),
        status=told.status,
        range=" · ".join(account_words.figures_in_words(told)),
        values=[_value(held) for held in account_words.in_order(told)],
    )


def _value(held: Held) -> Value:
    voices = [group for one in carriers.by_origin(held.voices) for group in carriers.bundled(one)]
    return Value(
        label=account_words.value_label(held, names()),
        origins=len(held.origins),
        denied_by=len(held.denied_by),
        current=held.current,
        first=voices[0][0],
        voices=voices,
    )


def _charts(account: Account) -> Iterator[Chart]:
    for told in account.fields:
        if told.field in CASUALTY_FIELDS and (picture := tolls.picture(told, names(), mirrored=_mirrored())) is not None:
            yield Chart(field=told.field, title=_(account_words.TITLES[told.field]), picture=picture)


def _sites(account: Account) -> list[dict[str, object]]:
    """The places that are claimed, the one taken for the site first, as the template and the map need them."""
    sites: list[Site] = [*([account.site] if account.site else []), *account.other_sites]
    return [
        {
            **msgspec.structs.asdict(site),
            "name": place_name(site.name),
            "place": site.name,
            "documents": list(site.documents),
            "chosen": site is account.site,
        }
        for site in sites
    ]


def _bonds(store: Store, bonds: Sequence[Bond]) -> Iterator[BondShown]:
    for bond in bonds:
        yield BondShown(**{name: getattr(bond, name) for name in bond.__struct_fields__}, title=_title_of(store, bond))


def _title_of(store: Store, bond: Bond) -> str:
    if bond.agreement:
        return bond.to
    row = finding.row_of(store, bond.to)
    return account_words.title(next(accounting.accounts(store, [(row.id, row.keys)])), place_name)


def _near(store: Store, account: Account) -> list[tuple[IncidentRow, Gist]]:
    """Other incidents so near in time and place that they could be the same happening."""
    site = account.site
    if account.date is None or site is None or site.lat is None or site.lon is None:
        return []
    first, last = account.date.start.toordinal(), (account.date.end or account.date.start).toordinal()
    box = Box(west=site.lon - _NEAR_DEGREES, south=site.lat - _NEAR_DEGREES, east=site.lon + _NEAR_DEGREES, north=site.lat + _NEAR_DEGREES)
    which = Which(since=first - _NEAR_DAYS, until=last + _NEAR_DAYS, box=box)
    return [(row, gist(row)) for row in store.incidents(which, order="origins", limit=_MOST_NEAR + 1) if row.id != account.id][:_MOST_NEAR]


def _judgements(shown: Shown) -> list[tuple[int, str]]:
    return [(number_, judgement_in_words(number_, judged)) for number_, judged in shown.judgements]
