"""RSS and Atom feeds, and OPML lists of them.

An entry is taken as the feed has it, whole or summary; the pages behind the entries are fetched when ``Options.follow_links`` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from musnad.errors import InputError
from musnad.markup import strip
from musnad.model import Issue, Item, Problem
from musnad.sources.blobs import Blob, whole
from musnad.sources.known import known_of
from musnad.sources.options import Options

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def items(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """An item for each entry of a feed. Raises ``InputError`` when it cannot be parsed."""
    import fastfeedparser  # here, not above: 0.1 s that only feeds need

    data = _safe(blob, options)
    try:
        feed = fastfeedparser.parse(data)
    except Exception as found:  # whatever its parsers raise on a damaged feed
        raise InputError(f"{blob.where}: not a feed that can be read ({_first_line(found)}); check the address or the file") from found
    publisher = _string(feed.feed, "title")
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(entry, publisher, f"{blob.where}, entry {number}")
    if not feed.entries:
        yield Problem(where=blob.where, message="the feed has no entries; check that it is the right address")


def addresses(blob: Blob, options: Options) -> Iterator[str | Problem]:
    """The address of each feed in an OPML list, once. Raises ``InputError`` when it cannot be parsed."""
    from defusedxml import ElementTree  # here, not above: only lists need it

    try:
        root = ElementTree.fromstring(_safe(blob, options))
    except Exception as found:  # ParseError, and defusedxml's own for declarations
        raise InputError(f"{blob.where}: not a list of feeds that can be read ({_first_line(found)}); export it again as OPML") from found
    found_all = list(dict.fromkeys(url for outline in root.iter("outline") if (url := outline.get("xmlUrl", "").strip())))
    if not found_all:
        yield Problem(where=blob.where, message="the list names no feeds; each needs an outline with xmlUrl")
    yield from found_all[: options.limits.feeds]
    if len(found_all) > options.limits.feeds:
        message = f"the list names {len(found_all)} feeds, more than {options.limits.feeds}; the rest is left out, split the list"
        yield Problem(where=blob.where, message=message)


def _safe(blob: Blob, options: Options) -> bytes:
    """The bytes of XML that declares no entities: those serve attacks, and no feed needs them."""
    data = whole(blob, options.limits.whole_bytes)
    if _ENTITY.search(data):
        raise InputError(f"{blob.where}: it declares XML entities, which feeds do not need and attacks do; it is not read")
    return data


def _entry(entry: dict[str, Any], publisher: str | None, where: str) -> Item | Problem:
    """The item of one entry, or what it lacks."""
    content = next((_string(part, "value") for part in entry.get("content") or () if isinstance(part, dict)), None)
    full, summary = strip(content or ""), strip(_string(entry, "description") or _string(entry, "summary") or "")
    title = _string(entry, "title")
    title = strip(title) or None if title else None
    text = full if len(full) >= len(summary) else summary
    if not (text or title):
        return Problem(where=where, message="this entry has no words; it was left out")
    issues = () if full and full != summary else (_summary_only(where),)
    published_at = _string(entry, "published") or ""
    return Item(
        data=msgspec.json.encode(entry, enc_hook=str, order="deterministic"),
        where=where,
        media="application/json",
        text=_with_title(title, text),
        url=_string(entry, "link"),
        publisher=publisher,
        published_at=published_at,
        title=title,
        known=known_of("metadata", publisher=publisher, published_at=published_at, title=title),
        issues=issues,
    )


def _summary_only(where: str) -> Issue:
    """What an entry without content is taken with."""
    message = f"{where}: the feed has only a summary of this; add its page for the whole text"
    return Issue(level="info", stage="input", message=message)


def _with_title(title: str | None, text: str) -> str:
    """The words of an entry below its title, as a reader sees them."""
    return text if not title or text.startswith(title) else f"{title}\n{text}".rstrip()


def _string(record: Any, name: str) -> str | None:
    """A value that is a string with something in it."""
    value = record.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _first_line(found: Exception) -> str:
    """What an error says, shortened."""
    return (str(found).split("\n", 1)[0] or type(found).__name__)[:200]
