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

from musnad.errors import InputError
from musnad.model import Document, Issue, Struct

_STAGE = "input"


class Defaults(Struct, frozen=True, kw_only=True):
    """What is said of all records at once (command-line options); a record's own values come first."""

    publisher: str | None = None
    published_at: str = ""
    lang: str | None = None
    kind: str | None = None
    url: str | None = None


class Taken(Struct, frozen=True, kw_only=True):
    """A document that was taken in, and the doubts about it."""

    document: Document
    issues: tuple[Issue, ...] = ()


class Problem(Struct, frozen=True, kw_only=True):
    """A record that cannot be used: where (file and, if it has one, line), and what to do."""

    where: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """The place and the message in one line."""
        return f"{self.where}, line {self.line}: {self.message}" if self.line else f"{self.where}: {self.message}"


# --------------------------------------------------------------------------------------------------------------- bytes to text

_WINDOWS_1256 = re.compile("[\u0621-\u063a\u0641-\u064a]")
_CYRILLIC = re.compile("[\u0400-\u045f]")
_CAPITAL_INSIDE = re.compile("[\u0430-\u044f][\u0410-\u042f]")
_LETTER = re.compile(r"[^\W\d_]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive or an Office file",
    b"%PDF-": "a PDF file",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}
_CODE_PAGES = {"cp1256": "Windows-1256", "cp1251": "Windows-1251"}
_MEND = "give plain text or JSON lines in UTF-8"
_BOM = "\ufeff"

_Decoded = tuple[str, tuple[Issue, ...]]


def decode(data: bytes, *, where: str) -> _Decoded:
    """The text of ``data`` and, unless it is sound UTF-8, an issue saying what it was taken for.

    Tried in turn: UTF-8; UTF-16 by its mark or by the zero bytes that spaces have in it; UTF-8 with a few damaged bytes; Windows-1256
    and Windows-1251 if the result is text in that script. Raises ``InputError`` for anything else.
    """
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"{where}: this is {name}, not text; {_MEND}")
    wide = _utf_16_of(data)
    if wide:
        return _from_utf_16(data, wide, where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _from_damaged_utf_8(data, where) or _from_code_page(data, where, error.start)
    return text.removeprefix(_BOM), _control_doubts(text, where)


def _utf_16_of(data: bytes) -> str | None:
    """The UTF-16 codec of ``data``, by its mark or by where its zero bytes are; None if it is not UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:4096]
    if len(data) % 2 or len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 40 + 1  # spaces and digits alone are more than this in any script
    if odd >= enough and not even:
        return "utf-16-le"
    return "utf-16-be" if even >= enough and not odd else None


def _from_utf_16(data: bytes, codec: str, where: str) -> _Decoded:
    """The text of UTF-16 bytes."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: this begins like UTF-16 but byte {error.start} is no part of it; {_MEND}") from error
    return text.removeprefix(_BOM), (_taken_as("UTF-16", where), *_control_doubts(text, where))


def _from_damaged_utf_8(data: bytes, where: str) -> _Decoded | None:
    """The text when it is UTF-8 but for a few bytes, each replaced by U+FFFD; None when it is something else.

    Arabic in UTF-8 read as Windows-1256 is nonsense made of Arabic letters, so this is asked before the code pages.
    """
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    sound = sum(letter > "\x7f" for letter in text) - damaged
    if sound < 10 * damaged:
        return None
    doubt = _doubt(f"{where}: {damaged} damaged places are no UTF-8 and were replaced by U+FFFD; get the file again if you can")
    return text.removeprefix(_BOM), (doubt, *_control_doubts(text, where))


def _from_code_page(data: bytes, where: str, bad_byte: int) -> _Decoded:
    """The text of ``data`` in the one-byte code page whose script it turns out to be in."""
    for codec, name in _CODE_PAGES.items():
        text = data.decode(codec, errors="replace")
        if "\ufffd" not in text and not _CONTROL.search(text) and (_is_windows_1256(text) if codec == "cp1256" else _is_cyrillic(text)):
            return text, (_taken_as(name, where),)
    raise InputError(f"{where}: byte {bad_byte} is not UTF-8 and the text fits no other encoding that is tried; {_MEND}")


def _is_windows_1256(text: str) -> bool:
    """Whether text from that code page is in its script."""
    return _is_mostly(_WINDOWS_1256, text)


def _is_cyrillic(text: str) -> bool:
    """Whether text from a code page is Cyrillic, with capitals only where capitals stand."""
    return _is_mostly(_CYRILLIC, text) and 20 * len(_CAPITAL_INSIDE.findall(text)) <= len(_CYRILLIC.findall(text))


def _is_mostly(script: re.Pattern[str], text: str) -> bool:
    """Whether a text has the letters of one script, beside ASCII, and many of them: accents of a Latin text are few."""
    letters = _LETTER.findall(text)
    beyond_ascii = sum(letter > "\x7f" for letter in letters)
    of_script = len(script.findall(text))
    return of_script > 0 and of_script >= 0.85 * beyond_ascii and of_script >= 0.3 * len(letters)


def _control_doubts(text: str, where: str) -> tuple[Issue, ...]:
    """An issue when the text has some control characters. Raises ``InputError`` when it has so many that it is no text."""
    controls = _CONTROL.findall(text)
    if not controls:
        return ()
    if 100 * len(controls) > len(text):
        raise InputError(f"{where}: {len(controls)} control characters (the first is U+{ord(controls[0]):04X}): not text; {_MEND}")
    return (_doubt(f"{where}: {len(controls)} control characters in the text, kept as they are"),)


def _taken_as(name: str, where: str) -> Issue:
    """The issue of an encoding that had to be found out."""
    return _doubt(f"{where}: not UTF-8; taken as {name}. Save it as UTF-8 if words look wrong")


def _doubt(message: str) -> Issue:
    """A warning of this stage."""
    return Issue(level="warning", stage=_STAGE, message=message)


# ------------------------------------------------------------------------------------------------------------- text to records

_Record = dict[str, object]
_OBJECT = msgspec.json.Decoder(_Record)
_ARRAY = msgspec.json.Decoder(list[object])
_OPENS_OBJECT = re.compile(r'\s*\{\s*"[^"\n]*"\s*:')
_OPENS_ARRAY = re.compile(r'\s*\[\s*\{\s*"[^"\n]*"\s*:')
# A \\u escape of one half of a surrogate pair without the other; escaped backslashes and whole pairs are passed over.
_HALVES = re.compile(r"\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})")


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
    if not text or text.isspace():
        yield Problem(where=where, message="the file is empty; give a text or JSON lines")
    elif _is_json_lines(text):
        yield from _from_lines(text, given)
    elif _OPENS_ARRAY.match(text) or _is_array(text):
        yield from _from_array(text, given)
    elif _OPENS_OBJECT.match(text):
        yield _from_json(text, data, None, given)
    else:
        yield _document({"text": text}, data, None, given)


def _is_json_lines(text: str) -> bool:
    """Whether the text is JSON lines: half of its lines or more begin an object, and one of them is one or says it would be."""
    lines = [line for line in text.split("\n") if line and not line.isspace()]
    objects = [line for line in lines if line.lstrip().startswith("{")]
    return 2 * len(objects) >= len(lines) and any(_OPENS_OBJECT.match(line) for line in objects)


def _is_array(text: str) -> bool:
    """Whether the text is a JSON array that may hold records: an empty one, or one with an object in it."""
    if not text.lstrip().startswith("["):
        return False
    try:
        items = _ARRAY.decode(_whole(text)[0])
    except msgspec.DecodeError:
        return False
    return not items or any(isinstance(item, dict) for item in items)


def _whole(text: str) -> tuple[str, bool]:
    """JSON text with half surrogate pairs replaced by U+FFFD, and whether there were any: JSON with them in cannot be read."""
    if "\\u" not in text:
        return text, False
    mended = _HALVES.sub(lambda found: "\\ufffd" if found[1] else found[0], text)
    return mended, mended != text


def _from_lines(text: str, given: _Input) -> Iterator[Taken | Problem]:
    """The records of JSON lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.isspace():
            yield _from_json(line, line.removesuffix("\r").encode("utf-8"), number, given)


def _from_json(text: str, data: bytes, line: int | None, given: _Input) -> Taken | Problem:
    """The record of one JSON object; ``data`` are its bytes."""
    mended, halves = _whole(text)
    try:
        record = _OBJECT.decode(mended)
    except msgspec.DecodeError as error:
        return Problem(where=given.where, line=line, message=f"not a JSON object ({error}); mend or remove it")
    return _document(record, data, line, given, halves=halves)


def _from_array(text: str, given: _Input) -> Iterator[Taken | Problem]:
    """The records of a JSON array."""
    mended, halves = _whole(text)
    try:
        items = _ARRAY.decode(mended)
    except msgspec.DecodeError as error:
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
    return Taken(document=document, issues=(*given.issues, *(_doubt(f"{place}: {doubt}") for doubt in doubts)))


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
