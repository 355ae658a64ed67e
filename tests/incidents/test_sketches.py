"""Sketches: what linking keeps of an event."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from musnad.incidents.sketches import window_of
from musnad.model import When
from tests.incidents import building as b

PUBLISHED = b.day()


def _days(on: date | None, *, background: bool = False) -> tuple[int, int] | str:
    """Days before publication, from the first to the last, or how little is known."""
    document = b.reading(published=PUBLISHED).document
    first, last, dating = window_of(b.event(on=on, background=background), document)
    return dating if first is None or last is None else (PUBLISHED.toordinal() - first, PUBLISHED.toordinal() - last)


def test_a_day_that_is_said_is_believed_and_without_one_publication_tells_it() -> None:
    assert _days(b.day(-4)) == (4, 4)
    assert _days(None) == (2, 0)


def test_news_of_a_day_years_ago_is_history_that_was_taken_for_news() -> None:
    years_ago = PUBLISHED - timedelta(days=900)

    assert _days(years_ago) == "none"
    assert _days(years_ago, background=True) == (900, 900)
    assert _days(PUBLISHED - timedelta(days=300)) == (300, 300)


def _appeared(first: int, last: int, *, background: bool = False) -> tuple[int | None, int | None, str]:
    """What is known of an event without a day, of a document that appeared so many days before a day."""
    within = When(start=b.day(-first), end=b.day(-last))
    first_day, last_day, dating = window_of(b.event(background=background), replace(b.reading().document, published_within=within))
    since = PUBLISHED.toordinal()
    return (None if first_day is None else since - first_day), (None if last_day is None else since - last_day), dating


def test_the_days_between_which_a_document_appeared_tell_when_it_happened() -> None:
    assert _appeared(14, 4) == (16, 4, "published")
    assert _appeared(60, 4) == (62, 4, "published")
    assert _appeared(14, 4, background=True) == (None, None, "none")
