"""Searching: words are found with what a language joins to their beginning, as its pack says."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import product

from musnad import pipeline
from musnad.model import Document
from musnad.stores.base import Hit, Store
from musnad.stores.searching import asked, hit


def search(store: Store, text: str, *, limit: int | None = None, offset: int = 0) -> Iterator[Hit]:
    """The documents that have all words of ``text``, last added first."""
    return store.search(text, prefixes=prefixes(), limit=store.count() if limit is None else limit, offset=offset)


def spans(document: Document, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of ``text`` stand in the text of one document, in order."""
    return hit(document, asked(text, prefixes())).spans


@functools.cache
def prefixes() -> tuple[str, ...]:
    """What may stand joined before a word that is sought, shortest first."""
    joined = {"".join(parts) for parts in _joined()}
    return tuple(sorted(joined - {""}, key=lambda prefix: (len(prefix), prefix)))


def _joined() -> Iterator[tuple[str, str]]:
    """What may stand joined before a word: a conjunction, then a preposition or the article or both."""
    for clitics in pipeline.clitics():
        article = clitics.article
        with_article = [clitics.assimilated.get(before, before + article) for before in ("", *clitics.prepositions)] if article else []
        yield from product(("", *clitics.conjunctions), ("", *clitics.prepositions, *with_article))
