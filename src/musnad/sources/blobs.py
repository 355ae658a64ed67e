"""Bytes that can be opened, wherever they lie: a file, a member of an archive, an answer from the network."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from musnad.decoding import SAMPLE
from musnad.errors import InputError
from musnad.model import Issue
from musnad.sources.options import MEBIBYTE


@dataclass(frozen=True, kw_only=True)
class Blob:
    """Something to be read from its beginning, as often as needed. ``depth`` counts the archives it lies in."""

    where: str
    name: str
    open: Callable[[], BinaryIO]
    media: str = ""
    url: str | None = None
    depth: int = 0


def of_path(path: Path) -> Blob:
    """The blob of a file."""
    return Blob(where=str(path), name=path.name, open=lambda: path.open("rb"))


def of_bytes(data: bytes, *, where: str, name: str, media: str = "", url: str | None = None) -> Blob:
    """The blob of bytes at hand."""
    return Blob(where=where, name=name, open=lambda: io.BytesIO(data), media=media, url=url)


def head(blob: Blob) -> bytes:
    """The beginning of a blob: enough to tell what it is."""
    with blob.open() as stream:
        return stream.read(SAMPLE)


def whole(blob: Blob, limit: int) -> bytes:
    """All bytes of a blob. Raises ``InputError`` when there are more than ``limit``."""
    with blob.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"{blob.where}: more than {size(limit)}, which is the most that is read at once; split it")
    return data


def size(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / MEBIBYTE:.0f} MB" if count >= MEBIBYTE else f"{count} bytes"


def doubt(message: str) -> Issue:
    """A warning about something taken in."""
    return Issue(level="warning", stage="input", message=message)
