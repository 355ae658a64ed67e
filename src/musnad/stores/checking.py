"""What every store refuses before it writes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from hashlib import sha256

from musnad.errors import StoreError
from musnad.model import Document
from musnad.stores.base import IncidentRow

OUTSIDE = "a store is changed inside 'with store.writing():' only"
NESTED = "a transaction is open in this thread; end it before another begins"


def check_hash(document: Document, data: bytes) -> None:
    """Nothing; StoreError when ``data`` does not have the hash that the document states."""
    found = sha256(data).hexdigest()
    if found != document.sha256:
        raise StoreError(f"document {document.id} states that its bytes have the SHA-256 {document.sha256}, but they have {found}")


def check_keys(rows: Sequence[IncidentRow], taken: Mapping[str, str]) -> None:
    """Nothing; StoreError when a key of the rows is in two of them, or taken by an incident that is not among them."""
    ids = {row.id for row in rows}
    for key, incident in taken.items():
        if incident not in ids:
            raise StoreError(f"{key} belongs to incident {incident}; remove that, or put it anew along with the other")
    for key, times in Counter(key for row in rows for key in row.keys).items():
        if times > 1:
            raise StoreError(f"{key} is given {times} times; a key belongs to one incident, once")


def unknown(document: str) -> StoreError:
    """The error of something about a document that is not there."""
    return StoreError(f"there is no document {document} in the archive; add it first")


def check_incidents(wanted: Iterable[str], there: Container[str]) -> None:
    """Nothing; StoreError when one of the incidents that something is to be kept of is not there."""
    for incident in wanted:
        if incident not in there:
            raise StoreError(f"there is no incident {incident} in the archive; put it first")
