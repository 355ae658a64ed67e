"""Sketches: what linking keeps of an event."""

from __future__ import annotations

from datetime import date, timedelta

from musnad.incidents.sketches import window_of
from tests.incidents import building as b

PUBLISHED = b.day()


def _days(on: date | None, *, background: bool = False) -> tuple[int, int] | str:
    """Days before publication, from the first to the last, or how little is known."""
    first, last, dating = window_of(b.event(on=on, background=background), PUBLISHED)
    return dating if first is None or last is None else (PUBLISHED.toordinal() - first, PUBLISHED.toordinal() - last)


def test_a_day_that_is_said_is_believed_and_without_one_publication_tells_it() -> None:
    assert _days(b.day(-4)) == (4, 4)
    assert _days(None) == (2, 0)


def test_news_of_a_day_years_ago_is_history_that_was_taken_for_news() -> None:
    years_ago = PUBLISHED - timedelta(days=900)

    assert _days(years_ago) == "none"
    assert _days(years_ago, background=True) == (900, 900)
    assert _days(PUBLISHED - timedelta(days=300)) == (300, 300)
