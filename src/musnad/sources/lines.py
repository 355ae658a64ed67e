"""Texts and JSON: one text, one object, an array of records, or JSON lines read one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from musnad.decoding import EMPTY, SAMPLE, UNREADABLE, codec_of, decode, shape_of, without_halves
from musnad.errors import InputError
from musnad.model import Issue, Item, Problem
from musnad.sources.blobs import Blob, doubt, size, whole
from musnad.sources.options import Limits, Options

JSON = "application/json"
_BOM = b"\xef\xbb\xbf"
_ARRAY = msgspec.json.Decoder(list[object])


def items(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """The item of a text, or of each record when it is JSON. Raises ``InputError`` when it is no text."""
    data = whole(blob, options.limits.whole_bytes)
    text, issues = decode(data, where=blob.where)
    shape = shape_of(text)
    if shape == "nothing":
        yield Problem(where=blob.where, message=EMPTY)
    elif shape == "lines":
        yield from lines(blob, options)
    elif shape == "array":
        yield from _from_array(text, blob.where, issues)
    else:
        media = JSON if shape == "object" else "text/plain"
        yield Item(data=data, where=blob.where, media=media, url=blob.url)


def lines(blob: Blob, options: Options) -> Iterator[Item | Problem]:
    """An item for each line of JSON lines. What is on the line is for the next stage to check."""
    with blob.open() as stream:
        codec, issues = codec_of(stream.read(SAMPLE), where=blob.where)
    found = False
    with blob.open() as stream:
        for number, line in enumerate(_lines(stream, codec, blob.where, options.limits), start=1):
            if line and not line.isspace():
                found = True
                # Damage to UTF-8 is found on the line that has it; another encoding is that of every line.
                doubts = issues if codec != "utf-8-sig" else ()
                yield Item(data=line, where=f"{blob.where}, line {number}", media=JSON, issues=doubts)
    if not found:
        yield Problem(where=blob.where, message=EMPTY)


def _lines(stream: BinaryIO, codec: str, where: str, limits: Limits) -> Iterator[bytes]:
    """The lines of a stream in UTF-8, without their ends. Raises ``InputError`` for one that is longer than may be held."""
    most = limits.whole_bytes
    for number, line in enumerate(_raw_lines(stream, codec, most + 1), start=1):
        if len(line) > most:
            raise InputError(f"{where}: line {number} is longer than {size(most)}; split it")
        yield line.removeprefix(_BOM).removesuffix(b"\n").removesuffix(b"\r")


def _raw_lines(stream: BinaryIO, codec: str, most: int) -> Iterator[bytes]:
    """The lines of a stream in UTF-8, cut after ``most`` bytes or letters."""
    if codec == "utf-8-sig":
        yield from iter(lambda: stream.readline(most), b"")
    else:
        with io.TextIOWrapper(stream, encoding=codec, errors="replace", newline="\n") as text:
            yield from (line.encode() for line in iter(lambda: text.readline(most), ""))


def _from_array(text: str, where: str, issues: tuple[Issue, ...]) -> Iterator[Item | Problem]:
    """An item for each object of a JSON array: its JSON with sorted keys."""
    mended, halves = without_halves(text)
    try:
        records = _ARRAY.decode(mended)
    except UNREADABLE as error:
        yield Problem(where=where, message=f"not a JSON array ({error}); mend it, or give one object a line")
        return
    if not records:
        yield Problem(where=where, message="the list is empty; give at least one record")
    for number, record in enumerate(records, start=1):
        here = f"{where}, record {number}"
        if not isinstance(record, dict):
            yield Problem(where=here, message="this is not an object; give an object with a text")
            continue
        data = msgspec.json.encode(record, order="deterministic")
        torn = halves and "\ufffd".encode() in data
        doubts = (doubt(f"{here}: half a surrogate pair (\\ud800 to \\udfff) was replaced by U+FFFD"),) if torn else ()
        yield Item(data=data, where=here, media=JSON, issues=(*issues, *doubts))
