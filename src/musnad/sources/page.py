"""A page or a PDF file: one item, its words and what it says of itself left to the next stage."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.model import Item, Problem
from musnad.sources.blobs import Blob, whole
from musnad.sources.options import Options

PAGE, PDF = "text/html", "application/pdf"


def page_items(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """The item of a page; its media type keeps the encoding that the server stated."""
    media = blob.media if blob.media.partition(";")[0].strip().casefold() in (PAGE, "application/xhtml+xml") else PAGE
    yield Item(data=whole(blob, options.limits.whole_bytes), where=blob.where, media=media, url=blob.url)


def pdf_items(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """The item of a PDF file."""
    yield Item(data=whole(blob, options.limits.whole_bytes), where=blob.where, media=PDF, url=blob.url)
