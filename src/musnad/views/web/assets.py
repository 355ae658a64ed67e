"""What the browser loads besides pages: where each built file lies, and the address it is served under.

The files are built from npm packages by the project in ``assets/`` beside this module, into ``static/``. All are served under one digest of
them all, so that a browser may keep them for ever and modules can name each other by relative addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from musnad.errors import SiteError

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static"

# A file's address changes with its content, so it never has to be asked for again.
FOR_EVER = "public, max-age=31536000, immutable"

# Types by what a browser insists on: a module of another type is refused.
MEDIA_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What was built: the digest of everything, and the names of the files, relative to the folder."""

    digest: str
    files: frozenset[str]


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """A file to send, and the headers to send it with."""

    path: Path
    headers: Mapping[str, str]


@cache
def manifest() -> Manifest:
    """What was built. Raises ``SiteError`` when nothing was."""
    try:
        content = (FOLDER / "manifest.json").read_bytes()
    except FileNotFoundError:
        message = f"The site's files are not built: there is no {FOLDER / 'manifest.json'}. In a checkout of Musnad, run: make assets"
        raise SiteError(message) from None
    return msgspec.json.decode(content, type=Manifest)


def url(name: str) -> str:
    """The address of a built file, such as ``map.mjs`` or ``fonts/fonts.css``. Raises ``SiteError`` when no such file was built."""
    built = manifest()
    if name not in built.files:
        raise SiteError(f"The site has no file {name!r}. If it was added to views/web/assets after the last build, run: make assets")
    return f"{PREFIX}/{built.digest}/{name}"


def found(digest: str, name: str, *, accept_encoding: str = "") -> Served | None:
    """The file at an address, as its packed copy where the browser takes it; nothing when no such file was built.

    An address with an older digest still finds the file, for a page that was loaded before an update, but is not to be kept.
    """
    built = manifest()
    if name not in built.files:
        return None
    path, packed = FOLDER / name, FOLDER / f"{name}.gz"
    headers = {
        "content-type": MEDIA_TYPES[path.suffix],
        "cache-control": FOR_EVER if digest == built.digest else "no-store",
        "vary": "accept-encoding",
    }
    if "gzip" in accept_encoding and packed.is_file():
        return Served(path=packed, headers={**headers, "content-encoding": "gzip"})
    return Served(path=path, headers=headers)
