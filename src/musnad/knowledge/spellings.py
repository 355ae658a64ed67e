"""Spellings: the keys under which a name is found, from as written to as it sounds in any script.

Three keys, each wider than the one before it: ``exact`` (folded), ``close`` (without blanks, signs and the article), and ``sounds``
(letters of every script as the sounds they stand for), of which ``wide`` keeps the consonants that no way of writing leaves out.
Which letters stand for which sounds, what is an article and which script is whose are tables in ``lookup/``.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from musnad import tsv
from musnad.errors import KnowledgeError
from musnad.text import fold

LOOKUP = Path(__file__).parent / "lookup"
_SIGNS = re.compile(r"[\W_]+")
# Sounds that are one where a script or a habit does not tell them apart, and those that are left unwritten somewhere.
_WIDER = str.maketrans("TDx$c", "tdhss", "awy")
_WRITTEN = str.maketrans("x", "h", "awy")
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?<=..)h\b")  # at the end of a word, where it only shows that a vowel is there
_FEWEST = 2  # letters that must be left of a word when its joined article goes


def exact(name: str) -> str:
    """The name folded, its blanks single: what is equal in it is the same name.

    >>> exact("Kafr  Takhārīm")
    'kafr takharim'
    """
    return " ".join(fold(name).text.split())


def close(exact_key: str) -> str:
    """The exact key without blanks, hyphens, apostrophes and articles.

    >>> close(exact("Jisr al-Shughur"))
    'jisrshughur'
    """
    words = [word for word in _SIGNS.split(exact_key) if word]
    kept = [word for word in words if word not in _apart()] or words
    return "".join(map(_without_article, kept))


def sounds(name: str) -> str:
    """What the name sounds like in the letters of ``sounds.tsv``, its words joined.

    >>> sounds("Kafr Takhārīm")
    'kafrtaxarym'
    """
    words = [word for word in re.split(r"[\s\-_‐-―/]+", unicodedata.normalize("NFC", name).casefold()) if word]
    kept = [word for word in words if word not in _apart()] or words
    table, letters = _sounds()
    heard = ["".join(map(table.__getitem__, letters.findall(_bare(_without_article(word), letters)))) for word in kept]
    return _DOUBLED.sub(r"\1", "".join(_SILENT.sub("", word) for word in heard))


def wide(sound: str) -> str:
    """The consonants of ``sounds`` that every script writes, near ones as one."""
    return _DOUBLED.sub(r"\1", sound.translate(_WIDER))


def consonants(sound: str) -> str:
    """The consonants of ``sounds``, near ones kept apart but for those that a script of three has one letter for."""
    return sound.translate(_WRITTEN)


def langs_of(name: str) -> tuple[str, ...]:
    """The languages that write as the first letter of ``name`` is written, none where no table knows its script."""
    letter = next((ord(letter) for letter in name if letter.isalpha()), 0)
    return next((langs for first, last, langs in _scripts() if first <= letter <= last), ())


def _without_article(word: str) -> str:
    for article in _joined():
        if word.startswith(article) and len(word) >= len(article) + _FEWEST:
            return word[len(article) :]
    return word


def _bare(word: str, letters: re.Pattern[str]) -> str:
    """The word with the marks taken off those letters that no table knows with them."""
    if word.isascii():
        return word
    return "".join(letter if letters.fullmatch(letter) else unicodedata.normalize("NFD", letter)[0] for letter in word)


def rows(name: str, columns: str) -> list[tuple[str, ...]]:
    """The lines of a table in ``lookup/``, checked."""
    return [cells for _, cells in tsv.rows(LOOKUP / name, tuple(columns.split()), KnowledgeError)]


@functools.cache
def _apart() -> frozenset[str]:
    return frozenset(form for form, written, _ in rows("articles.tsv", "form written source") if written == "apart")


@functools.cache
def _joined() -> tuple[str, ...]:
    return tuple(form for form, written, _ in rows("articles.tsv", "form written source") if written == "joined")


@functools.cache
def _scripts() -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    found = rows("scripts.tsv", "first last langs source")
    return tuple((int(first, 16), int(last, 16), tuple(langs.split())) for first, last, langs, _ in found)


@functools.cache
def _sounds() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Letters to their sound, and the pattern that takes the most letters at once."""
    table = {letters: sound for letters, sound, _ in rows("sounds.tsv", "letters sound source")}
    longest = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, longest)))
