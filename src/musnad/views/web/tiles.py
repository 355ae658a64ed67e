"""A tile file of the user's own (PMTiles), to be drawn under the maps: looked at before anything is served, then served part by part.

The format is version 3 of PMTiles (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md): a header of 127 bytes, in which
byte 7 is the version and byte 99 the type of the tiles. Browsers ask for parts of the file by the Range header.
"""

from __future__ import annotations

from pathlib import Path

from musnad.errors import InputError

ADDRESS = "/tiles.pmtiles"
MEDIA = "application/vnd.pmtiles"
_MAGIC = b"PMTiles"
_HEADER_BYTES = 127
_VERSION = 3
_TYPE_AT = 99
_TYPES = {1: "vector", 2: "PNG", 3: "JPEG", 4: "WebP", 5: "AVIF"}


def check(path: Path) -> Path:
    """The path, if a file is there that maps can be drawn from. InputError, which says what is wrong, if not."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as found:
        raise InputError(f"{path}: the tile file cannot be read ({found.strerror})") from found
    if not header.startswith(_MAGIC):
        raise InputError(
            f"{path}: this is no PMTiles file; tiles of other forms are turned into one by the program pmtiles (pmtiles convert)"
        )
    if len(header) < _HEADER_BYTES:
        raise InputError(f"{path}: this PMTiles file ends within its header; fetch or make it again")
    if header[len(_MAGIC)] != _VERSION:
        raise InputError(
            f"{path}: this PMTiles file is of version {header[len(_MAGIC)]}; only version {_VERSION} can be drawn: pmtiles convert makes it"
        )
    if header[_TYPE_AT] not in _TYPES:
        raise InputError(f"{path}: its tiles are of type {header[_TYPE_AT]}; what can be drawn is {', '.join(_TYPES.values())}")
    return path
