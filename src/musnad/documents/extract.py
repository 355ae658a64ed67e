"""An item becomes a document: its words are found by its media type, and what it says of itself joins what its source said.

What is said nearest to the words is believed first: the record or platform, then the page's own metadata, then its host, then what the
call says, then a name or date of the file.
"""

from __future__ import annotations

from msgspec.structs import replace

from musnad.decoding import decode
from musnad.documents.pages import read_page
from musnad.documents.parts import Parts
from musnad.documents.pdf import read_pdf
from musnad.documents.records import Taken, document_of, record
from musnad.errors import InputError
from musnad.model import Defaults, HowKnown, Item, Problem

_ABOUT = ("publisher", "published_at", "title", "lang")
_WEAKEST: tuple[HowKnown, ...] = ("option", "file")


def extract(item: Item) -> Taken | Problem:
    """The document of an item with its doubts and how each thing was known, or what is wrong with it.

    Its id is the item's own, else the hash of its bytes, as for records. The language is not identified here.
    """
    media = item.media.partition(";")[0].strip().casefold()
    try:
        if media == "application/json" and item.text is None:
            return _from_record(item)
        return _from_parts(item, _parts(item, media))
    except InputError as error:
        return Problem(where=item.where, message=str(error).removeprefix(f"{item.where}: "))


def _from_record(item: Item) -> Taken | Problem:
    """The document of a JSON record, whose own values come before the item's."""
    defaults = Defaults(publisher=item.publisher, published_at=item.published_at, lang=item.lang, kind=item.kind, url=item.url)
    taken = record(item.data, where=item.where, defaults=defaults)
    return replace(taken, issues=(*item.issues, *taken.issues)) if isinstance(taken, Taken) else taken


def _parts(item: Item, media: str) -> Parts:
    """What is found in an item. Raises ``InputError`` when there are no words to find."""
    if item.text is not None:
        return Parts(text=item.text)
    if media in ("text/html", "application/xhtml+xml"):
        return read_page(item.data, media=item.media, url=item.url, where=item.where)
    if media == "application/pdf":
        return read_pdf(item.data, where=item.where)
    if media == "text/plain":
        text, issues = decode(item.data, where=item.where)
        return Parts(text=text, issues=issues)
    raise InputError(f"{item.where}: {media or 'no media type'} is not read; give text, HTML or PDF")


def _from_parts(item: Item, parts: Parts) -> Taken | Problem:
    """The document of an item and what was found in it."""
    known: dict[str, HowKnown] = {}
    values: dict[str, object] = {"text": parts.text, "doc_id": item.id, "url": item.url, "kind": item.kind}
    for name in _ABOUT:
        value, how = _nearest(item, parts, name)
        values[name] = value
        if value and how:
            known[name] = how
    taken = document_of(values, item.data, where=item.where, defaults=Defaults())
    if isinstance(taken, Problem):
        return taken
    sound: dict[str, HowKnown] = {name: how for name, how in known.items() if getattr(taken.document, name)}
    return replace(taken, issues=(*item.issues, *parts.issues, *taken.issues), known=sound)


def _nearest(item: Item, parts: Parts, name: str) -> tuple[str | None, HowKnown | None]:
    """A value and how it is known: the source's, unless it is only an option's or a file's and the words' own place says it.

    Of two weak ones the source's is kept: an option is surer than the day a file was made.
    """
    given, how = getattr(item, name), item.known.get(name)
    found, found_how = getattr(parts, name, None), parts.known.get(name)
    if found and (not given or (how in _WEAKEST and found_how not in _WEAKEST)):
        return found, found_how
    return given, how
