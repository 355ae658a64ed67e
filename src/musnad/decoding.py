"""Received bytes become text: which encoding they are in, what is no text at all, and which shape of JSON a text has.

Sources ask it of tables and lists, documents of everything else; so it stands below both.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

import msgspec

from musnad.errors import InputError
from musnad.model import Issue

_STAGE = "input"

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

Decoded = tuple[str, tuple[Issue, ...]]
SAMPLE = 65536  # bytes that tell the encoding of something too long to hold


def decode(data: bytes, *, where: str) -> Decoded:
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


def codec_of(sample: bytes, *, where: str) -> tuple[str, tuple[Issue, ...]]:
    """The codec of something whose beginning is ``sample``, for reading it piece by piece, with an issue when it is not UTF-8.

    A letter that the end of the sample cuts is no damage. Raises ``InputError`` when the sample is no text.
    """
    whole = sample[: sample.rfind(b"\n") + 1] or _without_cut_letter(sample)
    wide = _utf_16_of(whole[: len(whole) // 2 * 2])
    if wide:
        return wide, (_taken_as("UTF-16", where),)
    _, issues = decode(whole, where=where)
    for codec, name in _CODE_PAGES.items():
        if issues == (_taken_as(name, where),):
            return codec, issues
    return "utf-8-sig", issues


def _without_cut_letter(sample: bytes) -> bytes:
    """UTF-8 without a last letter whose bytes do not all lie in the sample; anything else as it is."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(sample).encode()
    except UnicodeDecodeError:
        return sample


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


def _from_utf_16(data: bytes, codec: str, where: str) -> Decoded:
    """The text of UTF-16 bytes."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: this begins like UTF-16 but byte {error.start} is no part of it; {_MEND}") from error
    return text.removeprefix(_BOM), (_taken_as("UTF-16", where), *_control_doubts(text, where))


def _from_damaged_utf_8(data: bytes, where: str) -> Decoded | None:
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


def _from_code_page(data: bytes, where: str, bad_byte: int) -> Decoded:
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


# ------------------------------------------------------------------------------------------------------------- shapes of text

Shape = Literal["nothing", "lines", "array", "object", "words"]
UNREADABLE = (msgspec.DecodeError, RecursionError)  # what decoding raises: for what is no JSON, and for a hundred thousand brackets
EMPTY = "the file is empty; give a text or JSON lines"
_ARRAY = msgspec.json.Decoder(list[object])
_OPENS_OBJECT = re.compile(r'\s*\{\s*"[^"\n]*"\s*:')
_OPENS_ARRAY = re.compile(r'\s*\[\s*\{\s*"[^"\n]*"\s*:')
# A \\u escape of one half of a surrogate pair without the other; escaped backslashes and whole pairs are passed over.
_HALVES = re.compile(r"\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})")


def shape_of(text: str) -> Shape:
    """What a text is: JSON lines, a JSON array, one JSON object, or, if it is none of these, words."""
    if not text or text.isspace():
        return "nothing"
    if _is_json_lines(text):
        return "lines"
    if _OPENS_ARRAY.match(text) or _is_array(text):
        return "array"
    return "object" if _OPENS_OBJECT.match(text) else "words"


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
        items = _ARRAY.decode(without_halves(text)[0])
    except UNREADABLE:
        return False
    return not items or any(isinstance(item, dict) for item in items)


def without_halves(text: str) -> tuple[str, bool]:
    """JSON text with half surrogate pairs replaced by U+FFFD, and whether there were any: JSON with them in cannot be read."""
    if "\\u" not in text:
        return text, False
    mended = _HALVES.sub(lambda found: "\\ufffd" if found[1] else found[0], text)
    return mended, mended != text
