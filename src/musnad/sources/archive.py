"""What holds other files: folders, zip archives (with WACZ, workbooks and exports among them), gzip files. Each with limits.

Declared sizes of zip members can be trusted as a limit, since no more than that is ever read of one; so bombs are refused before they
are opened, also those whose members share their bytes.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from musnad.errors import InputError
from musnad.sources.blobs import Blob, of_path, size, whole
from musnad.sources.options import MEBIBYTE, Limits
from musnad.sources.unpacking import unpacking

# What lies beside texts in exports and saved pages, and never is one.
_BESIDE = (
    ".jpg .jpeg .png .gif .webp .svg .bmp .ico .tif .tiff .heic .mp4 .mov .avi .mkv .webm .mp3 .ogg .oga .opus .m4a .wav .css .js .map "
    ".woff .woff2 .ttf .otf .eot .tgs .webmanifest .cdx .cdxj .idx .db .pyc"
)
_OFFICE = {
    "word/": "a Word document",
    "ppt/": "a PowerPoint file",
    "META-INF/container.xml": "an EPUB book",
    "content.xml": "an OpenDocument file",
}
_SMALL = 10 * MEBIBYTE  # unpacked members up to this are no bomb, whatever their ratio


def folder(path: Path) -> dict[str, Blob]:
    """The files below a folder by their paths in it, sorted; none that are hidden, and no folder through a link."""
    found: dict[str, Blob] = {}
    for inside in sorted(path.rglob("*")):
        name = inside.relative_to(path).as_posix()
        if inside.is_file() and not any(part.is_symlink() for part in inside.parents if part != path and path in part.parents):
            found[name] = of_path(inside)
    return with_words(found)


def with_words(blobs: dict[str, Blob]) -> dict[str, Blob]:
    """The blobs that may have words: no hidden files, pictures, films, sounds, fonts or style sheets."""
    beside = frozenset(_BESIDE.split())
    return {name: blob for name, blob in blobs.items() if not _is_hidden(name) and PurePosixPath(name).suffix.casefold() not in beside}


def _is_hidden(name: str) -> bool:
    """Whether a path is hidden, or what an Apple computer adds to archives."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def members(archive: zipfile.ZipFile, blob: Blob, limits: Limits) -> dict[str, Blob]:
    """The files in a zip archive by their names. Raises ``InputError`` for too many, too deep, too big, or packed like a bomb."""
    if blob.depth >= limits.depth:
        raise InputError(f"{blob.where}: an archive in {blob.depth} archives is not opened; unpack it")
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.members:
        raise InputError(f"{blob.where}: {len(infos)} files, more than {limits.members}; split the archive")
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_bytes:
        raise InputError(
            f"{blob.where}: {size(total)} when unpacked, more than {size(limits.unpacked_bytes)}; unpack it yourself if you trust it"
        )
    for info in infos:
        if info.file_size > _SMALL and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise InputError(
                f"{blob.where}: {info.filename} grows from {size(info.compress_size)} to {size(info.file_size)}, as bombs do; "
                "unpack it yourself if you trust it"
            )
    return {info.filename: _member(archive, info, blob) for info in infos}


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, blob: Blob) -> Blob:
    """The blob of one file of an archive."""
    return Blob(
        where=f"{blob.where}, {info.filename}",
        name=PurePosixPath(info.filename).name,
        open=lambda: cast(BinaryIO, archive.open(info)),
        depth=blob.depth + 1,
    )


def held(blob: Blob, limits: Limits) -> Blob:
    """An archive as it is, or held whole where it lies in another one, as there is no going back and forth in that."""
    if not blob.depth:
        return blob
    data = whole(blob, limits.whole_bytes)
    return replace(blob, open=lambda: io.BytesIO(data))


@contextmanager
def opened(blob: Blob) -> Iterator[zipfile.ZipFile]:
    """A zip archive, closed at the end. Raises ``zipfile.BadZipFile`` when it is none."""
    with blob.open() as stream, zipfile.ZipFile(stream) as archive:
        yield archive


def office(names: frozenset[str]) -> str | None:
    """What kind of office file an archive with these names is, if it is one that cannot be read."""
    return next((kind for sign, kind in _OFFICE.items() if any(name.startswith(sign) for name in names)), None)


# ---------------------------------------------------------------------------------------------------------------- web archives

_WARC_IN_WACZ = re.compile(r"archive/[^/]+\.warc(?:\.gz)?")
_PAGES_IN_WACZ = re.compile(r"pages/[^/]+\.jsonl")


def warcs(files: dict[str, Blob]) -> list[Blob]:
    """The WARC files of a WACZ archive; none when it is not one."""
    return [blob for name, blob in files.items() if _WARC_IN_WACZ.fullmatch(name)] if "datapackage.json" in files else []


def pages(files: dict[str, Blob], limits: Limits) -> frozenset[str] | None:
    """The addresses of the pages that a WACZ archive was made of, None when it does not say: the rest are frames and advertisements."""
    found: set[str] = set()
    for name, blob in files.items():
        if _PAGES_IN_WACZ.fullmatch(name):
            found.update(_addresses(whole(blob, limits.whole_bytes)))
    return frozenset(found) or None


def _addresses(data: bytes) -> Iterator[str]:
    """The addresses in a list of pages; a line that is none is passed over, as its page then is in no list."""
    for line in data.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and isinstance(record.get("url"), str):
            yield record["url"]


# ------------------------------------------------------------------------------------------------------------------ gzip files


def is_packed_warc(blob: Blob) -> bool:
    """Whether a gzip file holds a WARC. Raises ``EOFError``, ``OSError`` or ``zlib.error`` when it is damaged from the start."""
    with blob.open() as raw, gzip.GzipFile(fileobj=raw) as stream:
        return stream.read(5) == b"WARC/"


def unpacked(blob: Blob, limits: Limits) -> Blob:
    """What a gzip file holds. Raises ``InputError`` when it lies too deep in others."""
    if blob.depth >= limits.depth:
        raise InputError(f"{blob.where}: a packed file in {blob.depth} others is not opened; unpack it")
    name, depth = blob.name.removesuffix(".gz"), blob.depth + 1
    most = limits.unpacked_bytes
    return Blob(where=blob.where, name=name, open=lambda: unpacking(blob.open(), where=blob.where, most=most), url=blob.url, depth=depth)
