"""The command line: ``musnad read``, ``explain``, ``values``, ``pack check``; the others are in ``views.lookup`` and ``*_commands``.

Each command imports what it needs when it runs, so that ``musnad --help`` answers at once. Exit status: 0 clean, 1 issues in the
input, 2 the call, a pack or a knowledge table cannot be used.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from cyclopts import App, CycloptsError

from musnad import __version__
from musnad.errors import MusnadError, PackError
from musnad.views import archive_commands, judging_commands, lookup, serving_command, showing_commands
from musnad.views.console import complain, print_json, print_lines, width
from musnad.views.options import Day, File, Files, Format, Language, Moment, RequiredLanguage

if TYPE_CHECKING:
    from musnad.documents.records import Defaults, Problem
    from musnad.model import Document, Issue, Reading

    Pair = tuple[Document, Reading]

CLEAN, ISSUES, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
INPUT_STAGES = ("input", "language")
YOUNG_OBJECTS = 20_000  # between two rounds of the garbage collector: what reading makes holds no cycles, so it seldom finds any

app = App(
    name="musnad",
    help="Read conflict news: events and claims, each with its exact words and its chain of attribution.",
    version=__version__,
    result_action="return_value",
)
pack_app = App(name="pack", help="Language packs.", result_action="return_value")
app.command(pack_app)
app.command(lookup.places_app)
app.command(lookup.knowledge_app)
for command in (
    *(archive_commands.add, showing_commands.incidents, showing_commands.show, archive_commands.search, archive_commands.sources),
    *(judging_commands.same, judging_commands.apart, judging_commands.accept, judging_commands.reject, judging_commands.correct),
    *(
        judging_commands.place,
        judging_commands.claim,
        judging_commands.undo,
        judging_commands.judgements,
        archive_commands.verify,
        archive_commands.reread,
    ),
    serving_command.serve,
):
    app.command(command)


@app.command
def read(
    *files: Files,
    publisher: str | None = None,
    published_at: Moment = None,
    lang: Language = None,
    format: Format = "table",  # the name of the option
) -> int:
    """Print every event and claim of each document, with its exact words and its chain of attribution.

    Parameters
    ----------
    files
        Texts, JSON lines or a JSON array of documents; - is standard input.
    publisher
        Who published them, where a document does not say.
    published_at
        The day or moment of publication, where a document does not say; relative dates are counted from it.
    lang
        Their language, where a document does not say; else it is told from the text.
    format
        table: a report for people. jsonl: one reading a line, for machines.
    """
    from musnad import pipeline

    problems = _Problems()
    pairs = pipeline.read(files, defaults=_defaults(publisher, published_at, lang), on_problem=problems)
    doubtful = False
    for document, reading in _with_progress(pairs):
        doubtful |= any(issue.level == "error" or _about_input(issue) for issue in reading.issues)
        _print_reading(document, reading, format)
    return ISSUES if problems.seen or doubtful else CLEAN


@app.command
def values(file: File, /, *, lang: RequiredLanguage, on: Day = None, format: Format = "table") -> int:
    """Print the numbers and dates in each line of a text, with qualifier and precision.

    Parameters
    ----------
    file
        A text, a line each; or a .jsonl file, whose records have "input" and "on"; - is standard input.
    lang
        The language of the text.
    on
        The day that relative dates are counted from, where a record does not say.
    format
        table: for people. jsonl: one object a line, for machines.
    """
    from musnad import pipeline
    from musnad.views import report

    problems = _Problems()
    found = pipeline.read_values(file, lang, on=date.fromisoformat(on) if on else None, on_problem=problems)
    for number, line in enumerate(found, start=1):
        if format == "jsonl":
            print_json(line)
        else:
            print_lines(report.render_values(number, line))
    return ISSUES if problems.seen else CLEAN


@app.command
def explain(
    *files: Files,
    claim: str | None = None,
    published_at: Moment = None,
    lang: Language = None,
) -> int:
    """Print which rules fired on a document, on which words, and which almost did.

    Parameters
    ----------
    files
        As for read.
    claim
        Only the rules on the words of this claim, as numbered by read: c1, c2, ...
    published_at
        The day or moment of publication, where a document does not say.
    lang
        Their language, where a document does not say; else it is told from the text.
    """
    from musnad import pipeline
    from musnad.views import called, report

    problems = _Problems()
    for document, reading, traces in pipeline.explain(files, defaults=_defaults(None, published_at, lang), on_problem=problems):
        print_lines(report.render_traces(document, reading, traces, claim, width(), called.names()))
    return ISSUES if problems.seen else CLEAN


@pack_app.command
def check(lang: Language = None, /) -> int:
    """Load a language pack, or all of them, and run every example of every rule.

    Parameters
    ----------
    lang
        The pack's language, as in ar.
    """
    from musnad import pack, pipeline

    failed = False
    for code in [lang] if lang else pack.available():
        try:
            loaded, mistakes = pipeline.check_pack(code)
        except PackError as error:
            loaded, mistakes = None, (str(error),)
        for mistake in mistakes:
            complain(mistake)
        if loaded is not None:
            print(f"{code}: {len(loaded.entries)} forms, {len(loaded.rules)} rules, {len(mistakes)} mistakes")
        failed |= bool(mistakes)
    return ISSUES if failed else CLEAN


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except MusnadError as error:
        complain(str(error))
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough, as in ``musnad read ... | head``
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN


def _run(arguments: list[str]) -> int:
    try:
        status = app(arguments, exit_on_error=False, print_error=True)
    except CycloptsError:
        return UNUSABLE
    sys.stdout.flush()
    return status if isinstance(status, int) else CLEAN


class _Problems:
    """Names every problem on standard error as it comes, and remembers that there was one."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, problem: Problem) -> None:
        self.seen = True
        complain(str(problem))


def _defaults(publisher: str | None, published_at: str | None, lang: str | None) -> Defaults:
    from musnad.documents.records import Defaults

    return Defaults(publisher=publisher, published_at=published_at or "", lang=lang)


def _about_input(issue: Issue) -> bool:
    return issue.stage in INPUT_STAGES and issue.level != "info"


def _print_reading(document: Document, reading: Reading, format: Format) -> None:
    if format == "jsonl":
        print_json(reading)
    else:
        from musnad.views import called, report

        print_lines(report.render(document, reading, width(), called.names()))


def _with_progress(pairs: Iterator[Pair]) -> Iterator[Pair]:
    """The pairs, counted on standard error while they pass, when a person can see it and the output goes elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from pairs
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents read"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for pair in pairs:
            progress.advance(task)
            yield pair
