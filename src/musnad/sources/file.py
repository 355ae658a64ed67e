"""What a path or an address is, and which reader its documents come from: by signature first, then by name.

The one place where all readers meet. Whatever a reader raises for bad input ends here as a ``Problem``; the next file is read.
"""

from __future__ import annotations

import functools
import lzma
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import msgspec

from musnad.errors import InputError
from musnad.model import Item, Problem
from musnad.sources import archive, archive_x, feed, lines, page, table, telegram, telegram_page, warc, workbook
from musnad.sources.blobs import Blob, head, of_bytes, of_path
from musnad.sources.kinds import Kind, kind_of
from musnad.sources.known import dated_by_name, filled
from musnad.sources.options import Fetch, Limits, Options

Found = Iterator[Item | Problem]
STDIN = "-"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_TWEETS = re.compile(r"(?:.*/)?data/tweets?(?:-part(\d+))?\.js")
# What the standard library raises for a damaged, locked or hostile archive.
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError)


def items(what: str, options: Options) -> Found:
    """The items of a file, a folder, an address or standard input, with what the options say filled in."""
    ready = replace(options, fetch=options.fetch or _network(options.limits))
    for found in _items(what, ready):
        yield found if isinstance(found, Problem) else filled(found, options.defaults)


def columns(what: str) -> tuple[str, ...]:
    """The names of the columns of a CSV or XLSX file. Raises ``InputError`` for anything else."""
    blob = of_path(Path(what))
    try:
        kind = kind_of(head(blob), name=blob.name)
        found = table.columns(blob) if kind == "table" else workbook.columns(blob) if kind == "zip" else ()
    except OSError as error:
        raise InputError(f"{what}: cannot be read ({error.strerror or error}); check the name and who may read it") from error
    if not found:
        raise InputError(f"{what}: this is no table with named columns; a mapping is for CSV and XLSX")
    return found


def _items(what: str, options: Options) -> Found:
    """The items of one thing named in the call."""
    if _ADDRESS.match(what):
        yield from _from_address(what, options)
    elif what == STDIN:
        data = sys.stdin.buffer.read(options.limits.whole_bytes + 1)
        yield from _from_blob(of_bytes(data, where="standard input", name=""), options)
    elif Path(what).is_dir():
        files = archive.folder(Path(what))
        if not files:
            yield Problem(where=what, message="there are no files with words in this folder; name another")
        yield from _from_files(_all_of(Path(what), files), files, options)
    else:
        yield from _from_blob(of_path(Path(what)), options)


def _all_of(path: Path, files: dict[str, Blob]) -> dict[str, Blob]:
    """The files of a folder, with the scripts that an X archive keeps its posts in."""
    scripts = {name.relative_to(path).as_posix(): of_path(name) for name in path.rglob("data/*.js")}
    return files | scripts


def _from_address(url: str, options: Options) -> Found:
    """The items of what an address answers."""
    try:
        fetched = _fetch(options)(url)
    except InputError as found:
        yield _problem(url, found)
        return
    name = PurePosixPath(urlsplit(fetched.url).path).name
    yield from _from_blob(of_bytes(fetched.data, where=url, name=name, media=fetched.media, url=fetched.url), options)


def _from_blob(blob: Blob, options: Options) -> Found:
    """The items of a blob, whatever it is; all that is wrong with it as problems."""
    try:
        kind = kind_of(head(blob), name=blob.name, media=blob.media)
        for found in _READERS[kind](blob, options):
            yield _dated(found, blob, kind)
    except InputError as error:
        yield _problem(blob.where, error)
    except _DAMAGE as error:
        message = f"damaged or locked ({error or type(error).__name__}); what stands before was taken, get it again if you can"
        yield Problem(where=blob.where, message=message)
    except OSError as error:
        yield Problem(where=blob.where, message=f"cannot be read ({error.strerror or error}); check the name and who may read it")


def _dated(found: Item | Problem, blob: Blob, kind: Kind) -> Item | Problem:
    """An item with the day that its file is named for, if it is all that is in the file."""
    alone = kind in ("page", "pdf", "text") and not blob.url and isinstance(found, Item) and found.where == blob.where
    return dated_by_name(found, blob.name) if alone and isinstance(found, Item) else found


def _problem(where: str, error: InputError) -> Problem:
    """An expected error as a problem, the place said once."""
    return Problem(where=where, message=str(error).removeprefix(f"{where}: "))


# ------------------------------------------------------------------------------------------------------------------- containers


def _from_files(everything: dict[str, Blob], readable: dict[str, Blob], options: Options) -> Found:
    """The items of the files of a folder or archive; of an X archive only its posts, as the rest is the owner's private data."""
    parts = [(int(match[1] or 0), name) for name in everything if (match := _TWEETS.fullmatch(name))]
    if parts:
        account = next((blob for name, blob in everything.items() if name.endswith("data/account.js")), None)
        for _, name in sorted(parts):
            yield from _from_posts(everything[name], options, account)
        return
    for blob in readable.values():
        yield from _from_blob(blob, options)


def _from_posts(blob: Blob, options: Options, account: Blob | None) -> Found:
    """The items of one file of posts, or what is wrong with it."""
    try:
        yield from archive_x.items(blob, options, account)
    except InputError as error:
        yield _problem(blob.where, error)


def _from_tweets(blob: Blob, options: Options) -> Found:
    """The items of a file of posts that was given alone; the account may stand beside it."""
    beside = Path(blob.where).with_name("account.js")
    yield from archive_x.items(blob, options, of_path(beside) if blob.depth == 0 and beside.is_file() else None)


def _from_zip(blob: Blob, options: Options) -> Found:
    """The items of a zip archive, by what it is."""
    blob = archive.held(blob, options.limits)
    with archive.opened(blob) as opened:
        files = archive.members(opened, blob, options.limits)
        names = frozenset(files)
        if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
            yield from workbook.items(blob, options)
        elif kind := archive.office(names):
            yield Problem(where=blob.where, message=f"this is {kind}, which is not read; save it as PDF or text")
        elif warcs := archive.warcs(files):
            pages = archive.pages(files, options.limits)
            for member in warcs:
                yield from warc.items(member, options, pages)
        else:
            yield from _from_files(files, archive.with_words(files), options)


def _from_gzip(blob: Blob, options: Options) -> Found:
    """The items of a gzip file: of the WARC in it, or of whatever else it is."""
    if archive.is_packed_warc(blob):
        yield from warc.items(blob, options)
    else:
        yield from _from_blob(archive.unpacked(blob, options.limits), options)


# ------------------------------------------------------------------------------------------------------------------------ feeds


def _from_list(blob: Blob, options: Options) -> Found:
    """The items of every feed of a list."""
    for address in feed.addresses(blob, options):
        if isinstance(address, Problem):
            yield address
        else:
            yield from _from_address(address, options)


def _from_feed(blob: Blob, options: Options) -> Found:
    """The items of a feed, or of the pages behind its entries."""
    for found in feed.items(blob, options):
        if options.follow_links and isinstance(found, Item) and found.url:
            yield from _followed(found, options)
        else:
            yield found


def _followed(entry: Item, options: Options) -> Found:
    """The page of an entry with what the feed says of it; the entry itself when the page cannot be had."""
    fetched = list(_from_address(entry.url or "", options))
    for found in fetched:
        if isinstance(found, Item):
            known = {**found.known, **entry.known}
            changes = {"publisher": entry.publisher, "published_at": entry.published_at, "title": entry.title}
            yield msgspec.structs.replace(found, known=known, **{name: value for name, value in changes.items() if value})
        else:
            yield found
    if not any(isinstance(found, Item) for found in fetched):
        yield entry


def _network(limits: Limits) -> Fetch:
    """A fetcher that is made when the first address is fetched."""

    @functools.cache
    def made() -> Fetch:
        from musnad.sources.fetch import Fetcher  # here, not above: 0.1 s that only addresses need

        return Fetcher(limits)

    return lambda url: made()(url)


def _fetch(options: Options) -> Fetch:
    """How addresses are fetched."""
    return options.fetch or _network(options.limits)


def _nothing(blob: Blob, _options: Options) -> Found:
    """What cannot be taken in, with what can."""
    message = "not a kind of file that is taken in; give text, HTML, PDF, JSON, CSV, XLSX, a feed, WARC or WACZ, or a Telegram or X export"
    yield Problem(where=blob.where, message=message)


_READERS: dict[Kind, Callable[[Blob, Options], Found]] = {
    "pdf": page.pdf_items,
    "zip": _from_zip,
    "gzip": _from_gzip,
    "warc": warc.items,
    "opml": _from_list,
    "feed": _from_feed,
    "telegram": telegram.items,
    "telegram_page": telegram_page.items,
    "tweets": _from_tweets,
    "page": page.page_items,
    "table": table.items,
    "lines": lines.lines,
    "text": lines.items,
    "other": _nothing,
}
