"""Tying: how an incident stands to others and to agreements, whichever of the two has the document that says so."""

from __future__ import annotations

from collections.abc import Iterator

from musnad import pipeline
from musnad.incidents.accounts import Account
from musnad.incidents.sketches import document_of, event_of, key_of
from musnad.model import Struct, Words
from musnad.stores.base import Store


class Bond(Struct, frozen=True):
    """How an incident stands to ``to``: another incident by its id, or, with ``agreement``, an agreement by its name.

    ``outgoing``: this one is the retaliation for, the violation of, ...; else the other one is that of this.
    """

    type: str
    to: str
    agreement: bool
    outgoing: bool
    documents: tuple[str, ...]
    evidence: tuple[Words, ...]


def bonds(store: Store, account: Account) -> tuple[Bond, ...]:
    """What documents of the incident say of how it stands to others, those that say the same together."""
    found: dict[tuple[str, str, bool, bool], Bond] = {}
    for bond in (*_outgoing(store, account), *_incoming(store, account)):
        if bond.to == account.id:
            continue
        name = (bond.type, bond.to, bond.agreement, bond.outgoing)
        before = found.get(name)
        documents = (*before.documents, *bond.documents) if before else bond.documents
        evidence = before.evidence if before else bond.evidence
        found[name] = Bond(
            type=bond.type,
            to=bond.to,
            agreement=bond.agreement,
            outgoing=bond.outgoing,
            documents=tuple(dict.fromkeys(documents)),
            evidence=evidence,
        )
    return tuple(found.values())


def _outgoing(store: Store, account: Account) -> Iterator[Bond]:
    for tie in account.ties:
        incident = store.incident_of([tie.to]).get(tie.to)
        if incident is not None or not _is_event(tie.to, tie.document):
            to = incident or agreement_name(tie.to)
            yield Bond(type=tie.type, to=to, agreement=incident is None, outgoing=True, documents=(tie.document,), evidence=tie.evidence)


def _incoming(store: Store, account: Account) -> Iterator[Bond]:
    own = set(account.keys)
    for reading in store.current_readings(account.documents):
        document = reading.document.id
        for relation in reading.relations:
            frm = key_of(document, relation.frm)
            if key_of(document, relation.to) in own and frm not in own:
                incident = store.incident_of([frm]).get(frm)
                if incident is not None:
                    yield Bond(
                        type=relation.type,
                        to=incident,
                        agreement=False,
                        outgoing=False,
                        documents=(document,),
                        evidence=relation.evidence,
                    )


def _is_event(key: str, document: str) -> bool:
    return document_of(key) == document and event_of(key).startswith("e")


def agreement_name(name: str) -> str:
    """What an agreement is called in English, or how the document calls it where knowledge does not have it."""
    entry = pipeline.known().agreements.get(name)
    return entry.name_en if entry else name
