"""HTML pages become articles: the words without menus and advertisements, and what the page says of title, day and publisher.

A page made to keep the extractor busy (a million tags) is taken without telling article from menu, in linear time.
"""

from __future__ import annotations

import codecs
import functools
import logging
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from musnad.decoding import decode
from musnad.documents.parts import Parts
from musnad.markup import strip
from musnad.model import HowKnown, Issue

_MOST_TAGS = 50_000  # the longest pages of news have 20,000; the extractor takes two seconds for so many
_MOST_LETTERS = 5_000_000
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Encodings that pages are in, by Python's names; others (punycode, utf-7) serve attacks.
_ENCODINGS = re.compile(r"iso8859-\d+|cp\d{3,4}|koi8-[ru]|utf-16|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*")


def read_page(data: bytes, *, media: str, url: str | None, where: str) -> Parts:
    """The words and metadata of a page. Raises ``InputError`` when it is no text."""
    html, issues = html_of(data, media=media, where=where)
    if html.count("<") > _MOST_TAGS or len(html) > _MOST_LETTERS:
        doubt = _doubt(f"{where}: the page is too long or has too many tags to tell the article from the rest; all its words were taken")
        return _with_address(Parts(text=strip(html), issues=(*issues, doubt)), url)
    found = _extracted(html)
    if found is None or not found.text:
        doubt = _doubt(f"{where}: no article could be told from the rest of the page; all its words were taken")
        return _with_address(_parts(found, strip(html), (*issues, doubt)), url)
    return _with_address(_parts(found, found.text, issues), url)


def html_of(data: bytes, *, media: str, where: str) -> tuple[str, tuple[Issue, ...]]:
    """A page as text: in the encoding that the server or the page states, else as it is found out. Raises ``InputError`` for no text."""
    stated = _CHARSET.search(media) or _CHARSET.search(data[:2048].decode("latin-1"))
    try:
        name = codecs.lookup(stated[1]).name if stated else ""
    except LookupError:
        name = ""
    if _ENCODINGS.fullmatch(name) and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return data.decode(name, errors="replace"), ()
    return decode(data, where=where)


def _extracted(html: str) -> Any:
    """What trafilatura finds, or None when it finds nothing or gives up on the page."""
    import trafilatura  # here, not above: 0.4 s that only pages need

    _hush()
    try:
        return trafilatura.bare_extraction(
            html,
            include_comments=False,
            with_metadata=True,
            # Only what the page states: searching its text would find any day, such as that of a related story.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # a page that breaks it is still taken, with all its words
        return None


@functools.cache
def _hush() -> None:
    """Nothing; what the extractor has to say of a page is said by an issue instead."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def _parts(found: Any, text: str, issues: tuple[Issue, ...]) -> Parts:
    """The words below their title, and what the page states of itself."""
    title = (getattr(found, "title", None) or "").strip() or None
    if title and title not in text[: 2 * len(title) + 200]:
        text = f"{title}\n{text}"
    publisher, published_at = getattr(found, "sitename", None), getattr(found, "date", None) or ""
    known: dict[str, HowKnown] = {}
    for name, value in (("title", title), ("publisher", publisher), ("published_at", published_at)):
        if value:
            known[name] = "metadata"
    return Parts(text=text, title=title, publisher=publisher, published_at=published_at, known=known, issues=issues)


def _with_address(parts: Parts, url: str | None) -> Parts:
    """Parts with the host of the address for the publisher, where the page names none. The day in an address is read with all others."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    if parts.publisher or not host:
        return parts
    return replace(parts, publisher=host, known={**parts.known, "publisher": "address"})


def _doubt(message: str) -> Issue:
    """A warning about something taken in."""
    return Issue(level="warning", stage="input", message=message)
