"""What taking in may be told: how much at most, which columns, what to fill in, and how to fetch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from musnad.model import Defaults

Columns = dict[str, str]  # for a field of a document, the column of a table that has it
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much is taken from one thing before it is taken for an attack or a mistake."""

    whole_bytes: int = 64 * MEBIBYTE  # of what must be held whole: a page, a workbook, a list of messages, one record
    unpacked_bytes: int = 16 * 1024 * MEBIBYTE  # of all that comes out of one archive
    ratio: int = 200  # how many times its packed size a big member of an archive may have; text has up to 50
    members: int = 100_000  # of one archive
    depth: int = 3  # of archives in archives
    fetch_bytes: int = 20 * MEBIBYTE
    fetch_seconds: float = 30.0  # for one address with all its redirects
    redirects: int = 5
    pause_seconds: float = 1.0  # between two fetches from the same host
    feeds: int = 500  # in one list


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What an address answered: its bytes, their media type as stated, and where it was in the end."""

    data: bytes
    media: str
    url: str


Fetch = Callable[[str], Fetched]  # raises InputError for what cannot or must not be fetched


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to take in. ``fetch`` None means over the network, within the limits; ``follow_links`` fetches the page of each feed entry."""

    defaults: Defaults = field(default_factory=Defaults)
    mapping: Columns | None = None
    limits: Limits = field(default_factory=Limits)
    fetch: Fetch | None = None
    follow_links: bool = False
