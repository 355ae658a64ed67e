"""Which column of a table is which field of a document: guessed from usual names, or saved and loaded as TOML.

A mapping file has a line ``field = "column"`` for each field; only ``text`` is required.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from musnad.errors import InputError
from musnad.sources.options import Columns

FIELDS = ("text", "publisher", "published_at", "url", "title", "doc_id", "lang", "kind")
# Names that tables of texts usually give their columns, letters and digits only; an earlier name is preferred.
_USUAL = {
    "text": "text fulltext body content message fulltextcontent articletext posttext article description post snippet",
    "publisher": "publisher source outlet sourcename channel account publication site author",
    "published_at": "publishedat published publicationdate publishdate pubdate datepublished date datetime createdat timestamp time",
    "url": "url link permalink href address sourceurl sourcelink webpage",
    "title": "title headline heading subject",
    "doc_id": "docid id documentid uid uuid guid postid articleid tweetid messageid",
    "lang": "lang language languagecode locale",
    "kind": "kind type documenttype mediatype",
}
_NOT_WORD = re.compile(r"[\W_]+")


def guess(columns: Sequence[str]) -> Columns:
    """The mapping that usual names of columns make; a field without such a column is left out.

    >>> guess(["Body", "Pub. date", "Note"])
    {'text': 'Body', 'published_at': 'Pub. date'}
    """
    by_name = {_NOT_WORD.sub("", column).casefold(): column for column in reversed(columns)}
    found = {field: next((by_name[name] for name in _USUAL[field].split() if name in by_name), None) for field in FIELDS}
    return {field: column for field, column in found.items() if column is not None}


def load(path: str | Path) -> Columns:
    """The mapping of a TOML file. Raises ``InputError`` when it is none, naming the file and what to write."""
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as found:
        raise InputError(f"{path}: cannot be read ({found.strerror}); check the name and who may read it") from found
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as found:
        raise InputError(f'{path}: not TOML ({found}); write lines such as text = "Body"') from found
    for field, column in raw.items():
        if field not in FIELDS:
            raise InputError(f"{path}: there is no field {field!r}; the fields are {', '.join(FIELDS)}")
        if not isinstance(column, str):
            raise InputError(f'{path}: the column of {field} is not a string; write {field} = "name of the column"')
    return {field: raw[field] for field in FIELDS if field in raw}


def save(mapping: Columns, path: str | Path) -> None:
    """Write a mapping as ``load`` reads it."""
    lines = [f"{field} = {_quoted(mapping[field])}" for field in FIELDS if field in mapping]
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(mapping: Columns, columns: Sequence[str], *, where: str) -> None:
    """Raise ``InputError`` unless the table has each column of the mapping once and one of them is the text."""
    there_are = f"the columns are {', '.join(map(repr, columns))}"
    if "text" not in mapping:
        raise InputError(f'{where}: no column is known to hold the text; {there_are}: say which in a mapping, text = "..."')
    for field, column in mapping.items():
        if column not in columns:
            raise InputError(f"{where}: there is no column {column!r} for {field}; {there_are}")
        if columns.count(column) > 1:
            raise InputError(f"{where}: {columns.count(column)} columns are named {column!r}, so {field} is not clear; rename one of them")


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, but for DEL, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
