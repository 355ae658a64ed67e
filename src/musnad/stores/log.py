"""The log that makes tampering show: every append is a line that holds the hash of the line before.

The hash of a line is the SHA-256 of plain text, ``n \\t at \\t kind \\t id \\t digest \\t previous \\n`` (without the blanks), so that
``sha256sum`` alone proves it; docs/reference/store.md shows how. The chain cannot tell whether lines are missing at its end: who wants
to know keeps the last hash elsewhere and gives it to ``verify``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import zip_longest

from musnad import codec
from musnad.errors import MusnadError, StoreError
from musnad.stores.base import Kind, LogLine, Record, Store

FIRST = "0" * 64
_BREAKING = re.compile(r"[\\\x00-\x1f\x7f]")


def on_one_line(text: str) -> str:
    """``text`` with control characters and backslashes written as ``\\uXXXX``, so that a line stays one line of six fields."""
    return _BREAKING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain(n: int, at: str, kind: str, id: str, digest: str, previous: str) -> str:
    """The text whose SHA-256 is the hash of a line."""
    return f"{n}\t{at}\t{kind}\t{id}\t{digest}\t{previous}\n"


def line_after(previous: LogLine | None, *, at: str, kind: Kind, id: str, data: bytes) -> LogLine:
    """The line that appends ``data`` to a log that ends with ``previous``."""
    n, before = (previous.n + 1, previous.hash) if previous else (1, FIRST)
    fields = (n, on_one_line(at), kind, on_one_line(id), sha256(data).hexdigest(), before)
    hashed = sha256(plain(*fields).encode()).hexdigest()
    return LogLine(n=n, at=fields[1], kind=kind, id=fields[3], digest=fields[4], previous=before, hash=hashed)


def verify(store: Store, *, head: str | None = None) -> list[str]:
    """What is wrong with an archive, in words, empty when nothing is: every hash is computed again, from the bytes to the chain.

    ``head`` is the hash of a line that must be there, as noted when it was the last.
    """
    problems = list(_as_far_as_possible(store.defects))
    with store.snapshot():
        for check in (lambda: _chain_problems(store, head), lambda: _record_problems(store), lambda: _blob_problems(store)):
            problems += _as_far_as_possible(check)
    return problems


def _as_far_as_possible(check: Callable[[], Iterable[str]]) -> Iterator[str]:
    try:
        yield from check()
    except StoreError as found:  # a damaged file may stop one check; the others still say what they find
        yield f"not all could be checked: {found}"


def _chain_problems(store: Store, head: str | None) -> Iterator[str]:
    before, expected, seen = FIRST, 1, head is None
    for line in store.log():
        if line.n != expected:
            yield f"log line {expected} is missing; the next is {line.n}"
        if line.previous != before:
            yield f"log line {line.n} does not follow on the line before it"
        if sha256(plain(line.n, line.at, line.kind, line.id, line.digest, line.previous).encode()).hexdigest() != line.hash:
            yield f"log line {line.n} was changed: its hash is not that of its words"
        before, expected, seen = line.hash, line.n + 1, seen or line.hash == head
    if not seen:
        yield f"no log line has the hash {head}: lines were taken from the end, or this is another archive"


def _record_problems(store: Store) -> Iterator[str]:
    """What is wrong between the log and what it speaks of; both are ordered by number."""
    lines, records = store.log(), store.records()
    line, record = next(lines, None), next(records, None)
    while line or record:
        if record is None or (line and line.n < record.n):
            if line:
                yield f"log line {line.n}: the {line.kind} {line.id} is not there"
        elif line is None or record.n < line.n:
            yield f"the {record.kind} {record.columns[0]} is in no log line (number {record.n})"
            record = next(records, None)
            continue
        else:
            yield from _differences(line, record)
            record = next(records, None)
        line = next(lines, None)


def _differences(line: LogLine, record: Record) -> Iterator[str]:
    name = f"{line.kind} {line.id} (log line {line.n})"
    if record.kind != line.kind or on_one_line(record.columns[0]) != line.id:
        yield f"{name} is kept as the {record.kind} {record.columns[0]}"
    elif sha256(record.data).hexdigest() != line.digest:
        yield f"{name} was changed: its bytes do not have the hash in the log"
    else:
        yield from (f"{name}: {problem}" for problem in _misstated(record))


def _misstated(record: Record) -> Iterator[str]:
    """Whether what was appended cannot be read, or its columns do not say the same as its bytes."""
    try:
        columns = _COLUMNS[record.kind](record.data)
    except MusnadError as found:
        yield str(found)
        return
    for kept, true in zip_longest(record.columns, columns or record.columns):
        if kept != true:
            yield f"a column says {kept!r} where the bytes say {true!r}"


def _document_columns(data: bytes) -> tuple[str, ...]:
    document = codec.receipt(data).document
    return document.id, document.sha256


def _reading_columns(data: bytes) -> tuple[str, ...]:
    reading = codec.reading(data)
    return reading.document.id, reading.reader.name, reading.reader.version


def _judgement_columns(data: bytes) -> tuple[str, ...]:
    codec.judgement(data)
    return ()  # its number is not part of it


_COLUMNS: dict[Kind, Callable[[bytes], tuple[str, ...]]] = {
    "document": _document_columns,
    "reading": _reading_columns,
    "judgement": _judgement_columns,
}


def _blob_problems(store: Store) -> Iterator[str]:
    """What is wrong with the bytes received: changed, or not there."""
    kept = set()
    for name, data in store.blobs():
        kept.add(name)
        if sha256(data).hexdigest() != name:
            yield f"the bytes received as {name} were changed: they do not have this hash"
    for record in store.records():
        if record.kind == "document" and record.columns[1] not in kept:
            yield f"document {record.columns[0]}: the bytes received as {record.columns[1]} are not there"
