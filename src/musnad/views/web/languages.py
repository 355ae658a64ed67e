"""The languages of the site: which one a request asks for, and numbers and days as its readers write them.

The words of a language other than English are in ``translations/<code>.po``, made and checked by ``translations/extract.py``.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from datetime import date
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal, get_args

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from musnad.views.tongue import Tongue

Code = Literal["en", "ar"]
Digits = Literal["latn", "arab"]
CODES: tuple[Code, ...] = get_args(Code)
OWN_NAMES: Mapping[Code, str] = {"en": "English", "ar": "العربية"}
TRANSLATIONS = Path(__file__).parent / "translations"
_DAY = "d MMMM y"


class WebTongue(Tongue):
    """A language of the site. ``digits``: ``latn`` 123, ``arab`` ١٢٣, which only Arabic has."""

    def __init__(self, code: Code, digits: Digits = "latn") -> None:
        super().__init__(_catalogue(code))
        self.code = code
        self.digits = digits
        self._locale = Locale.parse(code)
        self.direction = "rtl" if self._locale.character_order == "right-to-left" else "ltr"

    def number(self, number: float) -> str:
        """A number, its thousands set apart."""
        return self.written(format_decimal(number, locale=self._locale, numbering_system="latn"))

    def day(self, day: date) -> str:
        """A day with the name of its month."""
        return self.written(format_date(day, _DAY, locale=self._locale))

    def language_name(self, code: str) -> str:
        """What a language is called; its code where that is not known."""
        return str(self._locale.languages.get(code, code))

    def written(self, text: str) -> str:
        """Our own words with the digits that the reader chose."""
        return text.translate(_ARABIC_INDIC if self.digits == "arab" else _EUROPEAN)


_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_EUROPEAN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


@functools.cache
def tongue_of(code: Code, digits: Digits) -> WebTongue:
    """The language with its digits; those of English are always 123."""
    return WebTongue(code, digits if code == "ar" else "latn")


def chosen(cookies: Mapping[str, str], accepted: str) -> WebTongue:
    """The language that a reader set before (a cookie), else the first of ours that the browser asks for, else English."""
    wanted = [cookies.get("language", ""), *(part.partition(";")[0].strip()[:2].casefold() for part in accepted.split(","))]
    code = next((code for one in wanted for code in CODES if code == one), "en")
    return tongue_of(code, "arab" if cookies.get("digits") == "arab" else "latn")


@functools.cache
def _catalogue(code: Code) -> NullTranslations:
    """The words of a language; English needs none."""
    path = TRANSLATIONS / f"{code}.po"
    if not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)
