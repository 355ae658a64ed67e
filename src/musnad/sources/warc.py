"""Web archives: WARC files, packed or not, read record by record.

A reader of our own: the packages pass over a cut or damaged record of a packed file in silence (fastwarc 2.0, warcio 1.8), and what is
missing from an archive must be said. Source: ISO 28500:2017, WARC 1.1.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from musnad.errors import InputError
from musnad.model import Item, Problem
from musnad.sources.blobs import Blob, head, size
from musnad.sources.options import Limits, Options
from musnad.sources.payload import Headers, body_of, parse_headers
from musnad.sources.unpacking import unpacking

_WITH_WORDS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_MOST_HEADER = 65536
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class _Record:
    """One record: its headers and its block, or None when that is longer than may be read; and where it begins."""

    number: int
    offset: int
    headers: Headers
    block: bytes | None


class _DamageError(Exception):
    """The file breaks off or is no WARC from here on."""


def items(blob: Blob, options: Options, pages: frozenset[str] | None = None) -> Iterator[Item | Problem]:
    """An item for each page, text or PDF file in the archive, only those at the addresses ``pages`` where they are given.

    Where the file is damaged, a ``Problem`` names the record and the byte, after all that could be read before it.
    """
    most = options.limits.whole_bytes
    for record in _records(blob, options.limits):
        if isinstance(record, Problem):
            yield record
            continue
        url = record.headers.get("warc-target-uri", "").strip("<>")
        if pages is not None and url not in pages:
            continue
        where = f"{blob.where}, record {record.number} ({url or 'no address'})"
        try:
            item = _item(record, url, where, most)
        except InputError as error:
            yield Problem(where=where, message=str(error))
        else:
            if item:
                yield item


def _item(record: _Record, url: str, where: str, most: int) -> Item | None:
    """The item of a record, or None when it has no words to take. Raises ``InputError`` when it cannot be unpacked."""
    kind = record.headers.get("warc-type", "").casefold()
    if record.block is None:
        raise InputError(f"more than {size(most)}, which is the most that is read at once; it was left out")
    if kind == "response":
        headers, body, status = body_of(record.block, most)
        if status != 200:
            return None
    else:
        headers, body = record.headers, record.block
    media = headers.get("content-type", "")
    if media.partition(";")[0].strip().casefold() not in _WITH_WORDS or not body:
        return None
    return Item(data=body, where=where, media=media, url=url or None)


def _records(blob: Blob, limits: Limits) -> Iterator[_Record | Problem]:
    """The records that may have words, and last a ``Problem`` if the file is damaged."""
    packed = head(blob).startswith(b"\x1f\x8b")
    count, offset = 0, 0
    with blob.open() as raw:
        stream = _Counted(unpacking(raw, where=blob.where, most=limits.unpacked_bytes) if packed else raw)
        try:
            while headers := _headers(stream):
                count += 1
                yield from _one(stream, headers, count, offset, limits.whole_bytes)
                stream.skip_blank()
                offset = stream.offset
        except (_DamageError, EOFError, OSError, zlib.error) as found:
            counted = " of the unpacked file" if packed else ""
            reason = str(found) or type(found).__name__
            message = f"damaged in the record that begins at byte {offset}{counted} ({reason}); what stands before it was taken"
            yield Problem(where=blob.where, message=message)


def _one(stream: _Counted, headers: Headers, number: int, offset: int, most: int) -> Iterator[_Record]:
    """The record of a block if it may have words; else the block is passed over."""
    try:
        length = int(headers["content-length"])
    except (KeyError, ValueError) as found:
        raise _DamageError("no length") from found
    if length < 0:
        raise _DamageError("a length below nothing")
    wanted = headers.get("warc-type", "").casefold() in ("response", "resource", "conversion")
    block = stream.read(length) if wanted and length <= most else None
    if block is None:
        stream.skip(length)
    if wanted:
        yield _Record(number=number, offset=offset, headers=headers, block=block)


def _headers(stream: _Counted) -> Headers:
    """The headers of the next record, none at the end of the file."""
    version = stream.line()
    if not version:
        return {}
    if not version.startswith(b"WARC/"):
        raise _DamageError("not the beginning of a record")
    lines: list[bytes] = []
    left = _MOST_HEADER
    while (line := stream.line()).strip():
        lines.append(line)
        left -= len(line)
        if left < 0:
            raise _DamageError("endless headers")
    if not line:
        raise _DamageError("it breaks off")
    return parse_headers(b"".join(lines))


class _Counted:
    """A stream that knows how far it has been read, and that breaking off is damage."""

    def __init__(self, stream: BinaryIO) -> None:
        # A buffer over a buffer would lose what the inner one has when the file breaks off.
        self._stream = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
        self.offset = 0

    def line(self) -> bytes:
        """The next line, cut if it is endless."""
        found = self._stream.readline(_MOST_HEADER)
        self.offset += len(found)
        return found

    def read(self, length: int) -> bytes:
        """Exactly so many bytes."""
        found = self._stream.read(length)
        self.offset += len(found)
        if len(found) < length:
            raise _DamageError("it breaks off")
        return found

    def skip(self, length: int) -> None:
        """Pass over so many bytes without holding them."""
        while length > 0:
            length -= len(self.read(min(length, _CHUNK)))

    def skip_blank(self) -> None:
        """Pass over the two line ends behind a block, or more or fewer where a writer was careless."""
        while self._stream.peek(1)[:1] in (b"\r", b"\n"):
            self.offset += len(self._stream.read(1))
