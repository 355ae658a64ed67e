"""Reading a text in a test: the pack, the tables and a document with what matters of it."""

from __future__ import annotations

from musnad import knowledge, pack
from musnad.model import Claim, Document, Event, Party, Reading, Toll
from musnad.readings import reader


def read(text: str, *, published: str = "", lang: str = "ar", publisher: str | None = None) -> Reading:
    """The reading of ``text`` by the rules."""
    document = Document(id="t", text=text, sha256="", published_at=published, lang=lang, publisher=publisher)
    return reader.read(document, pack.load(lang), knowledge.load())


def sites(event: Event) -> list[str]:
    """The words that name where an event happened."""
    return [place.text for place in event.places if place.role == "site"]


def value_in_short(claim: Claim) -> str:
    """A claim's figure with whom it counts, or its party; nothing for a weapon."""
    value = claim.value
    if isinstance(value, Toll):
        return f"{value.min} {value.who}{' of them' if value.part_of else ''}"
    return value.party if isinstance(value, Party) else ""


def in_short(claim: Claim) -> tuple[str, str, str]:
    """Field, value and origin."""
    return claim.field, value_in_short(claim), claim.chain[-1].text if claim.chain else ""
