"""What a blob is: told by its first bytes, and by its name or stated media type only where the bytes leave it open."""

from __future__ import annotations

import re
from typing import Literal

from musnad.decoding import codec_of, shape_of
from musnad.errors import InputError

Kind = Literal[
    "pdf", "zip", "gzip", "warc", "opml", "feed", "telegram", "telegram_page", "tweets", "page", "table", "lines", "text", "other"
]

_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")
_TABLE_NAMES = (".csv", ".tsv")
_LINE_NAMES = (".jsonl", ".ndjson")
_MARKUP_HEAD = 4096  # how far in the first element of a page or feed stands, after its comments
_OPENINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("opml", re.compile(r"<opml[\s>]", re.IGNORECASE)),
    ("feed", re.compile(r"<(?:rss|feed|rdf:RDF|[a-z]+:feed)[\s>]")),
    ("page", re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)),
)
_TELEGRAM_PAGE = re.compile(r"""class="[^"]*\bpage_body chat_page\b""")
_TELEGRAM = re.compile(r'"messages"\s*:\s*\[|"chats"\s*:\s*\{\s*"(?:about|list)"')
_TWEETS = re.compile(r"\s*window\.YTD\.[a-z_]+\.part\d+\s*=")


def kind_of(head: bytes, *, name: str, media: str = "") -> Kind:
    """The kind of something that begins with ``head``; ``other`` is nothing that has words to take."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    try:
        text = _text(head, name)
    except InputError:
        return "other"
    return _kind_of_text(text, name.casefold(), media.partition(";")[0].strip().casefold())


def _text(head: bytes, name: str) -> str:
    """The beginning as text, a cut last letter left out. Raises ``InputError`` when it is none."""
    codec, _ = codec_of(head, where=name)
    return head.decode(codec, errors="ignore")


def _kind_of_text(text: str, name: str, media: str) -> Kind:
    """The kind of what begins with ``text``."""
    if _TWEETS.match(text):
        return "tweets"
    if text.lstrip().startswith("<"):
        return _kind_of_markup(text, name, media)
    if name.endswith(_TABLE_NAMES) or media in ("text/csv", "text/tab-separated-values"):
        return "table"
    if text.lstrip().startswith("{") and _TELEGRAM.search(text):
        return "telegram"
    # Only whole lines tell: the sample may end inside one.
    lines = text[: text.rfind("\n") + 1] or text
    return "lines" if name.endswith(_LINE_NAMES) or shape_of(lines) == "lines" else "text"


def _kind_of_markup(text: str, name: str, media: str) -> Kind:
    """The kind of what begins with a tag."""
    found = [(match.start(), kind) for kind, opening in _OPENINGS if (match := opening.search(text, 0, _MARKUP_HEAD))]
    if not found:
        return "page" if name.endswith(_PAGE_NAMES) or media in ("text/html", "application/xhtml+xml") else "text"
    kind = min(found)[1]
    return "telegram_page" if kind == "page" and _TELEGRAM_PAGE.search(text) else kind
