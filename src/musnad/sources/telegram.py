"""What Telegram Desktop exports as JSON: one chat, or all chats of an account.

Source: the format as Telegram Desktop writes it (``export_output_json.cpp``): ``text_entities`` holds the words in pieces; older exports
have only ``text``, a string or a list of strings and pieces. ``date`` is local to who exported; ``date_unixtime`` is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from musnad.decoding import UNREADABLE, decode, without_halves
from musnad.errors import InputError
from musnad.model import Issue, Item, Problem
from musnad.sources.blobs import Blob, whole
from musnad.sources.known import known_of
from musnad.sources.options import Options

_PUBLIC = frozenset({"public_channel", "private_channel", "public_supergroup", "private_supergroup", "private_group", "public_group"})
_CHANNELS = frozenset({"public_channel", "private_channel"})


class _Piece(msgspec.Struct):
    """A piece of formatted text."""

    text: str = ""


class _Message(msgspec.Struct):
    """What is read of a message; the rest is kept in the item's bytes only."""

    id: int = 0
    type: str = "message"
    date: str = ""
    date_unixtime: str | int = ""
    text: str | list[str | _Piece] = ""
    text_entities: list[_Piece] = []
    forwarded_from: str | None = None
    forwarded_from_id: str | None = None


class _Chat(msgspec.Struct):
    """A chat; its messages are decoded one by one, so that a bad one does not stop the others."""

    name: str | None = None
    type: str = ""
    id: int = 0
    messages: list[msgspec.Raw] = []


class _Chats(msgspec.Struct):
    """The chats of an account."""

    chats: list[_Chat] = msgspec.field(default_factory=list, name="list")


class _Export(_Chat):
    """One chat, or all of an account."""

    chats: _Chats | None = None
    left_chats: _Chats | None = None


def items(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """An item for each message with words. Raises ``InputError`` when the export cannot be read."""
    text, _ = decode(whole(blob, options.limits.whole_bytes), where=blob.where)
    try:
        export = msgspec.json.decode(without_halves(text)[0], type=_Export)
    except UNREADABLE as found:
        raise InputError(f"{blob.where}: not a whole Telegram export ({found}); export it again") from found
    if export.chats is None and export.left_chats is None:
        yield from _messages(export, blob.where)
        return
    chats = [chat for part in (export.chats, export.left_chats) if part for chat in part.chats]
    for chat in chats:
        if chat.type in _PUBLIC:
            yield from _messages(chat, f"{blob.where}, {chat.name or chat.id}")
    private = sum(chat.type not in _PUBLIC for chat in chats)
    if private:
        yield Problem(where=blob.where, message=f"{private} private conversations were left out; to take one in, export that chat alone")


def _messages(chat: _Chat, where: str) -> Iterator[Item | Problem]:
    """The items of one chat."""
    for number, raw in enumerate(chat.messages, start=1):
        here = f"{where}, message {number}"
        try:
            message = msgspec.json.decode(raw, type=_Message)
        except UNREADABLE as found:
            yield Problem(where=here, message=f"this is not a message as Telegram writes it ({found}); it was left out")
            continue
        text = _words(message)
        if message.type == "message" and text and not text.isspace():
            yield _item(message, text, chat, raw, f"{where}, message {message.id or number}")


def _item(message: _Message, text: str, chat: _Chat, raw: msgspec.Raw, where: str) -> Item:
    """The item of one message. Who wrote in a group is a private person; the group is the publisher."""
    published_at = _moment(message)
    publisher = chat.name if chat.type in _PUBLIC else None
    return Item(
        data=msgspec.json.encode(msgspec.json.decode(raw), order="deterministic"),
        where=where,
        media="application/json",
        text=text,
        id=f"telegram:{chat.id}:{message.id}" if chat.id and message.id else None,
        url=f"https://t.me/c/{chat.id}/{message.id}" if chat.type in _CHANNELS and chat.id and message.id else None,
        publisher=publisher,
        published_at=published_at,
        kind="public_telegram_post",
        known=known_of("platform", publisher=publisher, published_at=published_at),
        issues=_forwarded(message, where),
    )


def _words(message: _Message) -> str:
    """The words of a message, its pieces put together."""
    if message.text_entities:
        return "".join(piece.text for piece in message.text_entities)
    if isinstance(message.text, str):
        return message.text
    return "".join(piece if isinstance(piece, str) else piece.text for piece in message.text)


def _moment(message: _Message) -> str:
    """When a message was sent: in UTC if the export says it, else the local time as it stands."""
    try:
        return datetime.fromtimestamp(int(message.date_unixtime), tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return message.date


def _forwarded(message: _Message, where: str) -> tuple[Issue, ...]:
    """A note of the channel that a message was forwarded from; people are not named."""
    if not message.forwarded_from or not (message.forwarded_from_id or "").startswith("channel"):
        return ()
    return (Issue(level="info", stage="input", message=f"{where}: forwarded from the channel {message.forwarded_from!r}"),)
