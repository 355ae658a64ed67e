"""Where the command line writes: what was asked for to standard output, what is wrong to standard error."""

from __future__ import annotations

import functools
import io
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST = 100  # cells; longer lines are hard to read


def complain(message: str) -> None:
    """Say on standard error what is wrong, or what takes time."""
    from musnad.views.lines import isolate

    for line in message.split("\n"):
        print(f"musnad: {isolate(line)}", file=sys.stderr)


def say(message: str) -> None:
    """Write a sentence of ours to standard output, what is right-to-left in it isolated."""
    from rich.text import Text

    from musnad.views.lines import isolate_runs

    print_lines([Text(line) for line in map(isolate_runs, message.split("\n"))])


def print_json(thing: object) -> None:
    """Write a struct or a dict as a line of JSON."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(thing) + b"\n")


def print_lines(lines: Iterable[Text]) -> None:
    """Write lines for people."""
    console = _console()
    for line in lines:
        console.print(line, soft_wrap=True)


def width() -> int:
    """How many cells wide lines for people may be."""
    return min(_console().width, WIDEST)


@functools.cache
def _console() -> Console:
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):  # where the terminal cannot show Arabic, question marks rather than a crash
        sys.stdout.reconfigure(errors="replace")
    return Console(highlight=False, markup=False, emoji=False)
