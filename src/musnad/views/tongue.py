"""The language that we speak to people: what our own words, numbers and days are in it.

English stands in the code. ``_`` and ``counted`` give the words in the language of the moment, which the command line never changes and
the site sets for each request (``views.web.languages``). Words that stand in tables are marked with ``mark`` where they stand and go
through ``_`` where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from gettext import NullTranslations


class Tongue:
    """English, as the command line writes it: plain numbers, days as 2020-10-26."""

    code = "en"
    direction = "ltr"

    def __init__(self, translations: NullTranslations | None = None) -> None:
        self.translations = translations or NullTranslations()

    def number(self, number: float) -> str:
        """A number as people write it."""
        return f"{number:.12g}"

    def day(self, day: date) -> str:
        """A day as people write it."""
        return day.isoformat()


_now: ContextVar[Tongue] = ContextVar("tongue", default=Tongue())  # noqa: B039 - never changed, only replaced


def tongue() -> Tongue:
    """The language of the moment."""
    return _now.get()


@contextmanager
def speaking(new: Tongue) -> Iterator[None]:
    """Everything that is put in words in the block is in this language."""
    token = _now.set(new)
    try:
        yield
    finally:
        _now.reset(token)


def _(words: str) -> str:
    """The words in the language of the moment."""
    return _now.get().translations.gettext(words) if words else ""


def counted(one: str, many: str, count: int) -> str:
    """The words for this many, ``{count}`` in them replaced by the number."""
    now = _now.get()
    return now.translations.ngettext(one, many, count).format(count=now.number(count))


def mark(words: str) -> str:
    """The words as they stand, found by those who translate."""
    return words


def number(number: float) -> str:
    """A number as people write it in the language of the moment."""
    return _now.get().number(number)


def day(day: date) -> str:
    """A day as people write it in the language of the moment."""
    return _now.get().day(day)
