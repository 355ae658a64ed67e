"""Gzip unpacked piece by piece: within a limit, and with all that comes before the damage of a cut file.

The standard library's file loses what it has unpacked when the end is missing, unless it is asked for one piece at a time.
"""

from __future__ import annotations

import gzip
import io
from typing import BinaryIO, cast

from musnad.errors import InputError
from musnad.sources.blobs import size

_PIECE = 1 << 20


def unpacking(packed: BinaryIO, *, where: str, most: int) -> BinaryIO:
    """The unpacked stream of a gzip file, which ends with an ``InputError`` when it goes on for more than ``most`` bytes."""
    return cast(BinaryIO, io.BufferedReader(_Unpacking(packed, where, most), _PIECE))


class _Unpacking(io.RawIOBase):
    """A gzip stream of which no more than so many unpacked bytes can be read. It closes what it reads from."""

    def __init__(self, packed: BinaryIO, where: str, most: int) -> None:
        self._packed, self._stream = packed, gzip.GzipFile(fileobj=packed)
        self._where, self._most, self._left = where, most, most

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed has no name for what may be written to
        """The next bytes. Raises ``InputError`` at the limit, and what gzip raises for damage."""
        data = self._stream.read1(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise InputError(f"{self._where}: more than {size(self._most)} when unpacked; unpack it yourself if you trust it")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what is read."""
        if not self.closed:
            self._stream.close()
            self._packed.close()
        super().close()
