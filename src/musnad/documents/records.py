"""Received bytes become documents: decoding, the shapes of input, and what is said of each record that cannot be used.

One bad record never stops the others: it is handed on as a ``Problem`` that names its line. A record that was taken with a doubt
carries an ``Issue`` for each.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime

import msgspec

from musnad.decoding import EMPTY, UNREADABLE, shape_of, without_halves
from musnad.decoding import decode as decode
from musnad.model import Defaults as Defaults
from musnad.model import Document, HowKnown, Issue, Struct
from musnad.model import Problem as Problem


class Taken(Struct, frozen=True):
    """A document that was taken in, the doubts about it, and how each thing about it was known (as in ``model.Item``)."""

    document: Document
    issues: tuple[Issue, ...] = ()
    known: dict[str, HowKnown] = msgspec.field(default_factory=dict)


# ------------------------------------------------------------------------------------------------------------- text to records

_Record = dict[str, object]
_OBJECT = msgspec.json.Decoder(_Record)
_ARRAY = msgspec.json.Decoder(list[object])


class _Input(Struct, frozen=True, kw_only=True):
    """What holds for every record of one input."""

    where: str
    defaults: Defaults
    issues: tuple[Issue, ...]


def records(data: bytes, *, where: str, defaults: Defaults) -> Iterator[Taken | Problem]:
    """Every record of ``data`` in order: JSON lines, a JSON array, one JSON object, or, if it is none of these, one plain text.

    The hash of a record is of the bytes received: the file of a plain text or of one object over several lines, the line of JSON
    lines; of an item of an array, of its JSON with sorted keys. Raises ``InputError`` when ``data`` is not text at all.
    """
    text, issues = decode(data, where=where)
    given = _Input(where=where, defaults=defaults, issues=issues)
    match shape_of(text):
        case "nothing":
            yield Problem(where=where, message=EMPTY)
        case "lines":
            yield from _from_lines(text, given)
        case "array":
            yield from _from_array(text, given)
        case "object":
            yield _from_json(text, data, None, given)
        case "words":
            yield _document({"text": text}, data, None, given)


def record(data: bytes, *, where: str, defaults: Defaults) -> Taken | Problem:
    """The document of one JSON object, or what is wrong with it. Raises ``InputError`` when ``data`` is not text at all."""
    text, issues = decode(data, where=where)
    return _from_json(text, data, None, _Input(where=where, defaults=defaults, issues=issues))


def document_of(record: dict[str, object], data: bytes, *, where: str, defaults: Defaults) -> Taken | Problem:
    """The document of a record whose values are known by the names of the JSON contract; ``data`` are the bytes it came from."""
    return _document(record, data, None, _Input(where=where, defaults=defaults, issues=()))


def _from_lines(text: str, given: _Input) -> Iterator[Taken | Problem]:
    """The records of JSON lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.isspace():
            yield _from_json(line, line.removesuffix("\r").encode("utf-8"), number, given)


def _from_json(text: str, data: bytes, line: int | None, given: _Input) -> Taken | Problem:
    """The record of one JSON object; ``data`` are its bytes."""
    mended, halves = without_halves(text)
    try:
        record = _OBJECT.decode(mended)
    except UNREADABLE as error:
        return Problem(where=given.where, line=line, message=f"not a JSON object ({error}); mend or remove it")
    return _document(record, data, line, given, halves=halves)


def _from_array(text: str, given: _Input) -> Iterator[Taken | Problem]:
    """The records of a JSON array."""
    mended, halves = without_halves(text)
    try:
        items = _ARRAY.decode(mended)
    except UNREADABLE as error:
        yield Problem(where=given.where, message=f"not a JSON array ({error}); mend it, or give one object a line")
        return
    if not items:
        yield Problem(where=given.where, message="the list is empty; give at least one record")
    for number, item in enumerate(items, start=1):
        where = f"{given.where}, record {number}"
        here = _Input(where=where, defaults=given.defaults, issues=given.issues)
        if isinstance(item, dict):
            data = msgspec.json.encode(item, order="deterministic")
            yield _document(item, data, None, here, halves=halves and "\ufffd".encode() in data)
        else:
            yield Problem(where=where, message="this is not an object; give an object with a text")


# ---------------------------------------------------------------------------------------------------------- record to document

_KNOWN = ("publisher", "published_at", "title", "lang")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_LANG = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9_-]*)?")


def _document(record: _Record, data: bytes, line: int | None, given: _Input, *, halves: bool = False) -> Taken | Problem:
    """The document of a record, with what it does not say filled in from the defaults."""
    text = record.get("text")
    if not isinstance(text, str) or not text or text.isspace():
        found = "no text" if text is None else "an empty text" if isinstance(text, str) else "a text that is not a string"
        return Problem(where=given.where, line=line, message=f'this record has {found}; give its words in "text"')
    place = given.where if line is None else f"{given.where}, line {line}"
    doubts: list[str] = ["half a surrogate pair (\\\\ud800 to \\\\udfff) was replaced by U+FFFD"] if halves else []
    digest = hashlib.sha256(data).hexdigest()
    defaults = given.defaults
    document = Document(
        id=_id(record, doubts) or f"sha256:{digest[:16]}",
        text=text,
        sha256=digest,
        publisher=_string(record, "publisher", doubts) or defaults.publisher,
        published_at=_published_at(_string(record, "published_at", doubts) or defaults.published_at, doubts),
        lang=_lang(_string(record, "lang", doubts) or defaults.lang, doubts),
        url=_string(record, "url", doubts) or defaults.url,
        kind=_string(record, "kind", doubts) or defaults.kind,
        title=_string(record, "title", doubts),
    )
    issues = (*given.issues, *(_doubt(f"{place}: {doubt}") for doubt in doubts))
    return Taken(document=document, issues=issues, known=_known(record, document))


def _known(record: _Record, document: Document) -> dict[str, HowKnown]:
    """How each thing about a document was known: its record said so, or else an option did."""
    return {name: "record" if record.get(name) else "option" for name in _KNOWN if getattr(document, name)}


def _doubt(message: str) -> Issue:
    """A warning of this stage."""
    return Issue(level="warning", stage="input", message=message)


def _string(record: _Record, name: str, doubts: list[str]) -> str | None:
    """The value of a field, or None when it is missing, blank or, with a doubt noted, no string."""
    value = record.get(name)
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if value is not None:
        doubts.append(f'"{name}" is not a string and was left out; give it between quotation marks')
    return None


def _id(record: _Record, doubts: list[str]) -> str | None:
    """The record's own id; a whole number is as good as a string."""
    value = record.get("doc_id")
    return str(value) if type(value) is int else _string(record, "doc_id", doubts)


def _published_at(value: str, doubts: list[str]) -> str:
    """A publication date as given, or "" with a doubt noted when it has the ISO form but names no day or time there is.

    Other forms ("2 July 2025") are left for the reader, which knows the language.
    """
    if _ISO.fullmatch(value):
        try:
            datetime.fromisoformat(value)
        except ValueError as error:
            doubts.append(f'"published_at" is {value}, a date that is none ({error}); taken as unknown')
            return ""
    return value


def _lang(value: str | None, doubts: list[str]) -> str | None:
    """The two-letter code that a language tag begins with, or None, with a doubt noted when there is none."""
    if value is None:
        return None
    tag = _LANG.fullmatch(value)
    if tag is None:
        doubts.append(f'"lang" is {value!r}, not a two-letter code such as "ar"; it will be identified from the text')
        return None
    return tag[1].lower()
