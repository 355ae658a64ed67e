"""What is found inside a file that is more than words: its text, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.model import HowKnown, Issue


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The words of a page or PDF file with its metadata, and how each was known."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published_at: str = ""
    known: dict[str, HowKnown] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
