"""A small PMTiles file, made byte by byte as version 3 of its specification says: one tile, the whole world."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

MVT, PNG = 1, 2
_PLAIN = 1  # how the file's parts are compressed: not at all


def written(path: Path, tile: bytes, *, tile_type: int = PNG, metadata: dict[str, Any] | None = None, version: int = 3) -> Path:
    """The path, where the file now is."""
    described = json.dumps(metadata or {}).encode()
    directory = bytes((1, 0, 1)) + _varint(len(tile)) + bytes((1,))  # one entry: tile 0, once, so long, at the beginning
    at = [127, len(directory)]
    at += [sum(at), len(described)]
    at += [sum(at[2:]), 0]
    at += [at[4], len(tile)]
    counts = (1, 1, 1)
    kinds = (1, _PLAIN, _PLAIN, tile_type, 0, 0)  # tiles in order of their numbers; of zoom 0 alone
    corners = (-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)  # ten millionths of a degree
    header = b"PMTiles" + bytes((version,)) + struct.pack("<11Q6B4iB2i", *at, *counts, *kinds, *corners, 0, 0, 0)
    path.write_bytes(header + directory + described + tile)
    return path


def picture(red: int, green: int, blue: int, *, side: int = 256) -> bytes:
    """A PNG of one colour."""
    rows = (b"\0" + bytes((red, green, blue)) * side) * side
    head = struct.pack(">2I5B", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")))


def water() -> bytes:
    """A vector tile with one layer, ``water``: a polygon over all of it."""
    side = 4096 * 2  # as MVT writes differences: doubled, one less below zero
    geometry = b"".join(map(_varint, (9, 0, 0, 26, side, 0, 0, side, side - 1, 0, 15)))  # move to, three lines, close
    feature = bytes((0x18, 3)) + _field(4, geometry)
    layer = bytes((0x78, 2)) + _field(1, b"water") + _field(2, feature) + bytes((0x28,)) + _varint(4096)
    return _field(3, layer)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _field(number: int, data: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes((low | 0x80,)) + _varint(rest) if rest else bytes((low,))
