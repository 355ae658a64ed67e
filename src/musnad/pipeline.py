"""The stages joined, for the command line and for programs: bytes to documents to readings.

Besides the views this is the only module that knows more than one stage; the import contracts in ``pyproject.toml`` hold it to that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import msgspec

from musnad import __version__, knowledge, pack
from musnad.documents import language
from musnad.documents.records import Defaults, Problem, Taken, decode, records
from musnad.errors import InputError
from musnad.model import Document, DocumentRef, Issue, Quantity, Reader, Reading, Values, Wording, Words
from musnad.readings import reader, values
from musnad.readings.morphology import ProcliticSettings

STDIN = "-"


class Trace(Protocol):
    """A rule at one place of a text, for ``musnad explain``: whether it fired, on which words, which parts of them it captured by name,
    and what came of it or what it still wanted."""

    @property
    def rule(self) -> str: ...  # noqa: D102
    @property
    def fired(self) -> bool: ...  # noqa: D102
    @property
    def words(self) -> Words: ...  # noqa: D102
    @property
    def parts(self) -> tuple[tuple[str, Words], ...]: ...  # noqa: D102
    @property
    def why(self) -> str: ...  # noqa: D102


OnProblem = Callable[[Problem], None]


def refuse(problem: Problem) -> None:
    """Raise InputError for ``problem``: what happens to input that cannot be used, unless the caller has another way."""
    raise InputError(str(problem))


def read(
    paths: Iterable[str | Path], *, defaults: Defaults | None = None, on_problem: OnProblem = refuse
) -> Iterator[tuple[Document, Reading]]:
    """Every document of the files, in order, with its reading; ``-`` is standard input.

    ``defaults`` fill in what a record does not say. ``on_problem`` is called for each file or record that cannot be used, and reading goes
    on after it; without it the first raises InputError. Doubts about a document that could be taken in are issues of its reading.
    A language without a pack makes a reading without events, with an issue that says so; a pack or table with a mistake raises
    PackError or KnowledgeError.
    """
    for taken in take_in(paths, defaults=defaults or Defaults(), on_problem=on_problem):
        reading = read_document(taken.document)
        yield taken.document, msgspec.structs.replace(reading, issues=taken.issues + reading.issues)


def explain(
    paths: Iterable[str | Path], *, defaults: Defaults | None = None, on_problem: OnProblem = refuse
) -> Iterator[tuple[Document, Reading, tuple[Trace, ...]]]:
    """Like ``read``, and with every reading the rules that fired and those that almost did, in the order of the text."""
    from musnad.readings import explain as explanation  # only here: reading does not need it

    for taken in take_in(paths, defaults=defaults or Defaults(), on_problem=on_problem):
        document = taken.document
        traces: tuple[Trace, ...] = ()
        if document.lang in pack.available():
            traces = explanation.explain(document, pack.load(document.lang), known())
        yield document, read_document(document), traces


def take_in(paths: Iterable[str | Path], *, defaults: Defaults, on_problem: OnProblem) -> Iterator[Taken]:
    """The documents in the files, their languages identified where not given; what cannot be used goes to ``on_problem``."""
    for path in paths:
        where = _where(path)
        try:
            for record in records(_bytes(path), where=where, defaults=defaults):
                if isinstance(record, Problem):
                    on_problem(record)
                else:
                    yield msgspec.structs.replace(record, document=with_language(record.document))
        except OSError as found:
            on_problem(_unreadable(where, found))
        except InputError as found:
            on_problem(_problem(where, found))


def read_document(document: Document) -> Reading:
    """The reading of one document whose language is known or said to be unknown (``lang`` None)."""
    if document.lang in pack.available():
        return reader.read(document, pack.load(document.lang), known())
    return Reading(
        document=DocumentRef(id=document.id, language=document.lang, sha256=document.sha256),
        reader=Reader(name="none", version=__version__),
        issues=(_no_pack(document.lang),),
    )


def read_for_linking(document: Document) -> tuple[Reading, Wording]:
    """The reading of one document, and the words by which linking tells whether two speak of the same."""
    if document.lang in pack.available():
        return reader.read_with_wording(document, pack.load(document.lang), known())
    return read_document(document), Wording()


def current_reader() -> Reader:
    """The reader that would read now: its version, and the imports it would read with."""
    return Reader(name=reader.NAME, version=__version__, knowledge=known().imports)


def with_language(document: Document) -> Document:
    """The document with its language identified where it was not given."""
    return document if document.lang else msgspec.structs.replace(document, lang=language.identify(document.text))


def check_pack(lang: str) -> tuple[pack.Pack, tuple[str, ...]]:
    """The pack of ``lang`` and a line for each example of its rules that does not hold. Raises PackError when it cannot be loaded."""
    from musnad.readings import check  # only here: reading does not need it

    loaded = pack.load(lang)
    return loaded, tuple(check.check(loaded, known()))


def read_values(path: str | Path, lang: str, *, on: date | None = None, on_problem: OnProblem = refuse) -> Iterator[Values]:
    """The numbers and dates of each line of a text file, or of each record's ``input`` in a ``.jsonl`` file, a Values for each.

    Dates are resolved against a record's own ``on``, else against ``on``. A line that cannot be used goes to ``on_problem`` and gives
    an empty Values, so that results stay in step with lines. Raises PackError when there is no pack for ``lang``.
    """
    where = _where(path)
    loaded, tables = pack.load(lang), known()
    try:
        text, _ = decode(_bytes(path), where=where)
    except OSError as found:
        on_problem(_unreadable(where, found))
        return
    except InputError as found:
        on_problem(_problem(where, found))
        return
    structured = where.endswith((".jsonl", ".ndjson"))
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        try:
            case = _CASE.decode(line) if structured else _Case(input=line)
        except msgspec.DecodeError as found:
            on_problem(Problem(where=where, line=number, message=f'not a record ({found}); write {{"input": text, "on": "YYYY-MM-DD"}}'))
            yield Values()
        else:
            yield values.read(case.input, loaded, case.on or on, tables)


def quantity_of(words: str) -> Quantity | None:
    """The number that words are, all of them, in any language that there is a pack for; None when they are none."""
    plain = words.strip()
    every = (found for lang in pack.available() for found in values.read(plain, pack.load(lang), None, known()).quantities)
    return next((found for found in every if found.text == plain), None)


def known() -> knowledge.Knowledge:
    """The knowledge that reading is given: our tables, with what the user imported laid over them."""
    return knowledge.load(knowledge.home())


def clitics() -> tuple[ProcliticSettings, ...]:
    """What each language that writes words joined joins to them."""
    settings = (pack.load(code).settings.get("proclitic") for code in pack.available())
    return tuple(msgspec.convert(found, ProcliticSettings) for found in settings if found)


class _Case(msgspec.Struct):
    """One line of a values file."""

    input: str
    on: date | None = None


_CASE = msgspec.json.Decoder(_Case)


def _where(path: str | Path) -> str:
    return "standard input" if str(path) == STDIN else str(path)


def _bytes(path: str | Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == STDIN else Path(path).read_bytes()


def _unreadable(where: str, found: OSError) -> Problem:
    return Problem(where=where, message=f"cannot be read ({found.strerror}); check the name and who may read it")


def _problem(where: str, found: InputError) -> Problem:
    return Problem(where=where, message=str(found).removeprefix(f"{where}: "))


def _no_pack(lang: str | None) -> Issue:
    if lang is None:
        message = "the language cannot be told from the text, so nothing was read; give it with the document or the call"
    else:
        message = f"no pack for language {lang!r}, so nothing was read; there are packs for {', '.join(pack.available())}"
    return Issue(level="error", stage="language", message=message)
