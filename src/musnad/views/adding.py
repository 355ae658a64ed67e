"""What people mark in a document to add a claim: exact words, found in its text."""

from __future__ import annotations

from musnad.errors import InputError
from musnad.model import Words
from musnad.stores.base import Store


def evidence(store: Store, document: str, words: str, start: int | None = None) -> Words:
    """The words, where they stand in a document: at ``start``, or where they stand but once.

    *errors*: InputError when there is no such document, when it does not have the words there, or has them several times and none was
    said to be meant.
    """
    receipt = store.receipt(document)
    if receipt is None:
        raise InputError(f"{document}: the archive has no such document; musnad incidents lists what it has")
    text, sought = receipt.document.text, words.strip()
    if not sought:
        raise InputError("mark the words that make the claim")
    if start is not None and text.startswith(sought, start):
        return Words(text=sought, span=(start, start + len(sought)))
    first = text.find(sought)
    if first < 0:
        raise InputError(f"{document} does not have the words {sought!r}; they must be exactly as the text has them")
    if text.find(sought, first + 1) >= 0:
        raise InputError(f"{document} has the words {sought!r} several times; write some more of those around them")
    return Words(text=sought, span=(first, first + len(sought)))
