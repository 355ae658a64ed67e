"""A text read as far as its events: what every reader of discourse is given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from musnad import knowledge, pack
from musnad.model import Document
from musnad.readings.grammar import Grammar, compile_grammar
from musnad.readings.happenings import Happening
from musnad.readings.page import Page
from musnad.readings.reader import happenings


@cache
def grammar(language: str) -> Grammar:
    return compile_grammar(pack.load(language), knowledge.load())


def read_page(text: str, on: str = "2024-05-10", lang: str = "ar") -> tuple[Page, Sequence[Happening], Sequence[str]]:
    """The text, published on ``on``, with its events and their ids."""
    page = Page.of(Document(id="text", text=text, sha256="", published_at=on, lang=lang), grammar(lang))
    found = happenings(page)
    return page, found, [f"e{number}" for number in range(1, len(found) + 1)]
