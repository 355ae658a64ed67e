"""Reading a text in a test: the pack, the tables and a document with what matters of it."""

from __future__ import annotations

from musnad import knowledge, pack
from musnad.model import Document, Event, Reading
from musnad.readings import reader


def read(text: str, *, published: str = "", lang: str = "ar", publisher: str | None = None) -> Reading:
    """The reading of ``text`` by the rules."""
    document = Document(id="t", text=text, sha256="", published_at=published, lang=lang, publisher=publisher)
    return reader.read(document, pack.load(lang), knowledge.load())


def sites(event: Event) -> list[str]:
    """The words that name where an event happened."""
    return [place.text for place in event.places if place.role == "site"]
