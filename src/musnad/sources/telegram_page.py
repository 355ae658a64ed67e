"""What Telegram Desktop exports as HTML: pages of messages, ``messages.html``, ``messages2.html`` and so on.

Source: the format as Telegram Desktop writes it (``export_output_html.cpp``). Days are written
day.month.year, with the zone in newer ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from musnad.decoding import decode
from musnad.errors import InputError
from musnad.markup import strip
from musnad.model import Item, Problem
from musnad.sources.blobs import Blob, whole
from musnad.sources.known import known_of
from musnad.sources.options import Options

_MESSAGE = "//div[contains(concat(' ', @class, ' '), ' message ') and contains(concat(' ', @class, ' '), ' default ')]"
_TEXT = "./div[contains(concat(' ', @class, ' '), ' body ')]//div[@class='text']"
_DATE = "./div[contains(concat(' ', @class, ' '), ' body ')]/div[contains(@class, 'date')]/@title"
_CHAT = "//div[contains(@class, 'page_header')]//div[contains(@class, 'text') and contains(@class, 'bold')]"
_WRITTEN = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")


def items(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """An item for each message with words. Raises ``InputError`` when the page cannot be read."""
    from lxml import etree, html  # here, not above: only pages need it

    text, _ = decode(whole(blob, options.limits.whole_bytes), where=blob.where)
    try:
        page = html.document_fromstring(text)
    except etree.ParserError as found:
        raise InputError(f"{blob.where}: not a page of a Telegram export ({found}); export it again") from found
    publisher = next((str(element.text_content()).strip() for element in page.xpath(_CHAT)), "") or None
    for number, message in enumerate(page.xpath(_MESSAGE), start=1):
        data = etree.tostring(message, encoding="utf-8", with_tail=False)
        item = _item(message, data, publisher, blob.where, number)
        if item:
            yield item


def _item(message: Any, data: bytes, publisher: str | None, where: str, number: int) -> Item | None:
    """The item of one message, or None when it has no words."""
    from lxml import etree

    found = message.xpath(_TEXT)
    words = strip(etree.tostring(found[0], encoding="unicode", with_tail=False)) if found else ""
    if not words:
        return None
    published_at = _moment(next(iter(message.xpath(_DATE)), ""))
    id_ = message.get("id", "").removeprefix("message")
    return Item(
        data=data,
        where=f"{where}, message {id_ or number}",
        media="text/html",
        text=words,
        publisher=publisher,
        published_at=published_at,
        kind="public_telegram_post",
        known=known_of("platform", publisher=publisher, published_at=published_at),
    )


def _moment(written: str) -> str:
    """The moment of a message in ISO 8601, or "" when it is not written as Telegram does."""
    found = _WRITTEN.match(written)
    if not found:
        return ""
    day, month, year, time, zone = found.groups()
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{time}{zone or ''}").isoformat()
    except ValueError:
        return ""
