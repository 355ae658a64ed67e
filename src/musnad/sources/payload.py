"""What an HTTP answer carries, as archives keep it: headers, chunks joined, packing undone within a limit."""

from __future__ import annotations

import zlib

from musnad.errors import InputError
from musnad.sources.blobs import size

Headers = dict[str, str]


def parse_headers(raw: bytes) -> Headers:
    """Header lines by their names in small letters; of several with one name the last."""
    found: Headers = {}
    for line in raw.decode("utf-8", errors="replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found[name.strip().casefold()] = value.strip()
    return found


def body_of(message: bytes, most: int) -> tuple[Headers, bytes, int]:
    """The headers, the body as the server meant it, and the status of an HTTP answer.

    Raises ``InputError`` when it is none, when it cannot be unpacked, or when it is longer than ``most`` bytes unpacked.
    """
    top, _, body = message.partition(b"\r\n\r\n")
    first, _, lines = top.partition(b"\r\n")
    try:
        status = int(first.split()[1])
    except (IndexError, ValueError) as found:
        raise InputError("not an answer of a web server; it was left out") from found
    headers = parse_headers(lines)
    if "chunked" in headers.get("transfer-encoding", "").casefold():
        body = _joined(body)
    return headers, _unpacked(body, headers.get("content-encoding", "").strip().casefold(), most), status


def _joined(body: bytes) -> bytes:
    """A body without the lengths of its chunks; as it is when it has none, for some archives join chunks and keep the header."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at)
        try:
            length = int(body[at : max(end, at)].partition(b";")[0], 16)
        except ValueError:
            return b"".join(parts) if parts else body
        if length <= 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _unpacked(body: bytes, packing: str, most: int) -> bytes:
    """The body with its packing undone. Raises ``InputError`` when that cannot be done or makes more than ``most`` bytes."""
    if packing in ("", "identity"):
        return body
    try:
        if packing == "br":
            data = _from_brotli(body, most)
        elif packing in ("gzip", "x-gzip", "deflate"):
            data = _from_zlib(body, most)
        else:
            raise InputError(f"packed as {packing!r}, which cannot be undone; it was left out")
    except zlib.error as found:
        # Some archives keep the header though they unpacked the body.
        if body.lstrip()[:1] == b"<":
            return body
        raise InputError(f"packed wrongly ({found}); it was left out") from found
    if len(data) > most:
        raise InputError(f"more than {size(most)} when unpacked, which is the most that is read at once; it was left out")
    return data


def _from_zlib(body: bytes, most: int) -> bytes:
    """Bytes packed as gzip, zlib or bare deflate."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, most + 1)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, most + 1)


def _from_brotli(body: bytes, most: int) -> bytes:
    """Bytes packed with brotli, piece by piece, as a small body can make gigabytes."""
    import brotli  # here, not above: only some archives need it

    unpacker = brotli.Decompressor()
    data = bytearray()
    try:
        data += unpacker.process(body, output_buffer_limit=most + 1)
        while not unpacker.is_finished() and len(data) <= most and not unpacker.can_accept_more_data():
            data += unpacker.process(b"", output_buffer_limit=most + 1)
    except brotli.error as found:
        raise zlib.error(str(found)) from found
    return bytes(data)
