"""The archive that X (Twitter) gives an account's owner: ``data/tweets.js`` and its further parts, and ``data/account.js``.

Each file is JSON behind an assignment: ``window.YTD.tweets.part0 = [{"tweet": {...}}]``.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec

from musnad.decoding import UNREADABLE, decode, without_halves
from musnad.errors import InputError
from musnad.model import Item, Problem
from musnad.sources.blobs import Blob, whole
from musnad.sources.known import known_of
from musnad.sources.options import Options

_T = TypeVar("_T")


class _Tweet(msgspec.Struct):
    """What is read of a post; the rest is kept in the item's bytes only."""

    id_str: str = ""
    full_text: str = ""
    text: str = ""
    created_at: str = ""


class _Entry(_Tweet):
    """A post, which since 2019 stands in a "tweet" of its own."""

    tweet: _Tweet | None = None


class _Account(msgspec.Struct):
    username: str


class _AccountEntry(msgspec.Struct):
    account: _Account


def items(blob: Blob, options: Options, account: Blob | None) -> Iterator[Item | Problem]:
    """An item for each post, published by the account that the file ``account`` names.

    Raises ``InputError`` when the file of posts cannot be read.
    """
    posts = _assigned(blob, options, list[msgspec.Raw])
    name = _account(account, options)
    for number, raw in enumerate(posts, start=1):
        where = f"{blob.where}, post {number}"
        try:
            entry = msgspec.json.decode(raw, type=_Entry)
        except UNREADABLE as found:
            yield Problem(where=where, message=f"this is not a post as X writes it ({found}); it was left out")
            continue
        yield _item(entry.tweet or entry, raw, name, where)


def _item(tweet: _Tweet, raw: msgspec.Raw, account: str | None, where: str) -> Item:
    """The item of one post."""
    publisher = f"https://x.com/{account}" if account else None
    published_at = _moment(tweet.created_at)
    return Item(
        data=msgspec.json.encode(msgspec.json.decode(raw), order="deterministic"),
        where=where,
        media="application/json",
        text=html.unescape(tweet.full_text or tweet.text),
        id=f"x:{tweet.id_str}" if tweet.id_str else None,
        url=f"https://x.com/{account or 'i'}/status/{tweet.id_str}" if tweet.id_str else None,
        publisher=publisher,
        published_at=published_at,
        kind="public_x_post",
        known=known_of("platform", publisher=publisher, published_at=published_at),
    )


def _account(blob: Blob | None, options: Options) -> str | None:
    """The name of the account, or None when the archive does not say it."""
    if blob is None:
        return None
    try:
        entries = _assigned(blob, options, list[_AccountEntry])
    except InputError:
        return None
    return entries[0].account.username if entries else None


def _assigned(blob: Blob, options: Options, shape: type[_T]) -> _T:
    """The JSON behind the assignment. Raises ``InputError`` when there is none or it is not whole."""
    text, _ = decode(whole(blob, options.limits.whole_bytes), where=blob.where)
    _, _, value = text.partition("=")
    try:
        return msgspec.json.decode(without_halves(value)[0].rstrip().rstrip(";"), type=shape)
    except UNREADABLE as found:
        raise InputError(f"{blob.where}: not a whole file of an X archive ({found}); request the archive again") from found


def _moment(written: str) -> str:
    """A moment such as ``Wed May 01 10:20:30 +0000 2024`` in ISO 8601, or "" when it is not written so."""
    match written.split():
        case [_, month, day, time, zone, year]:
            try:
                return parsedate_to_datetime(f"{day} {month} {year} {time} {zone}").isoformat().replace("+00:00", "Z")
            except (ValueError, TypeError):
                return ""
    return ""
