"""How bytes are kept: compressed where that makes them smaller, in a way that SQLite's own shell can undo (``sqlar_uncompress``)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from struct import pack, unpack
from typing import TypeVar

from musnad.errors import StoreError

T = TypeVar("T")
_SPEED = 2  # of 1 to 9: higher levels take three times as long for a twentieth less
CHUNK = 500


def packed(data: bytes) -> tuple[int, bytes]:
    """The size of ``data``, and its bytes as they are kept: as they are when their length is that size, else compressed by zlib."""
    smaller = zlib.compress(data, _SPEED)
    return len(data), smaller if len(smaller) < len(data) else data


def unpacked(size: int, kept: bytes) -> bytes | None:
    """The bytes that ``packed`` gave ``size`` and ``kept`` for, or None when these cannot be what it gave."""
    if len(kept) == size:
        return kept
    try:
        data = zlib.decompress(kept)
    except zlib.error:
        return None
    return data if len(data) == size else None


def packed_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers of 63 bits as bytes, eight each; StoreError when one is larger."""
    values = list(numbers)
    if any(not 0 <= value < 2**63 for value in values):
        raise StoreError("a block or band is a number from 0 to 2**63 - 1")
    return pack(f"<{len(values)}q", *values)


def unpacked_numbers(kept: bytes) -> tuple[int, ...]:
    """The numbers that were packed."""
    return unpack(f"<{len(kept) // 8}q", kept)


def in_chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values, each once, in lists of ``size`` at most: a statement takes only so many parameters."""
    rest = iter(dict.fromkeys(values))
    while chunk := list(islice(rest, size)):
        yield chunk
