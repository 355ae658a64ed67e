"""Within which days an incident happened, by what its reports say and by when they appeared."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from musnad.incidents import dating
from musnad.incidents.independence import Report
from musnad.incidents.sketches import key_of
from musnad.model import When
from tests.incidents import building as b


def _when(*reports: Report) -> When | None:
    events = {key_of(report.id, event.id): event for report in reports for event in report.reading.events}
    return dating.when(events, {report.id: report for report in reports})


def _said(*days: date | tuple[date, date]) -> list[Report]:
    return [b.report(f"said{number}", (), [b.event(on=day)]) for number, day in enumerate(days)]


def _published(*days: date) -> list[Report]:
    return [b.report(f"published{number}", published=day) for number, day in enumerate(days)]


def _appeared(number: int, first: int, last: int) -> Report:
    report = b.report(f"appeared{number}")
    within = When(start=b.day(first), end=b.day(last))
    return replace(report, reading=replace(report.reading, document=replace(report.reading.document, published_within=within)))


def test_nobody_tells() -> None:
    assert _when(b.report()) is None


def test_the_day_that_most_name() -> None:
    assert _when(*_said(b.day(0), b.day(1), b.day(1), b.day(1))) == When(start=b.day(1))


def test_a_day_beside_it_that_half_as_many_name_is_not_left_out() -> None:
    assert _when(*_said(b.day(0), b.day(1), b.day(1))) == When(start=b.day(0), end=b.day(1))


def test_a_day_apart_from_it_is_left_out() -> None:
    assert _when(*_said(b.day(0), b.day(2))) == When(start=b.day(0))


def test_what_appeared_on_a_day_without_naming_one_happened_then_or_the_day_before() -> None:
    assert _when(*_published(b.day(2))) == When(start=b.day(1), end=b.day(2))
    assert _when(*_published(b.day(2), b.day(2))) == When(start=b.day(1), end=b.day(2))


def test_reports_that_go_on_the_day_after_tell_on_which_it_was() -> None:
    assert _when(*_published(b.day(2), b.day(2), b.day(3))) == When(start=b.day(2))
    assert _when(*_published(b.day(2), b.day(3))) == When(start=b.day(2), end=b.day(3))


def test_a_day_that_is_named_tells_more_than_appearing() -> None:
    assert _when(*_said(b.day(1)), *_published(b.day(2))) == When(start=b.day(1))
    assert _when(*_said(b.day(2)), *_published(b.day(2))) == When(start=b.day(2))


def test_a_night_belongs_to_two_days_until_another_report_names_one() -> None:
    night = (b.day(1), b.day(2))

    assert _when(*_said(night)) == When(start=b.day(1), end=b.day(2))
    assert _when(*_said(night, b.day(2))) == When(start=b.day(2))


def test_an_answer_is_no_longer_than_a_few_days() -> None:
    assert _when(*_said(*(b.day(number) for number in range(6)))) == When(start=b.day(0), end=b.day(3))


def test_what_is_only_recalled_did_not_happen_when_the_document_appeared() -> None:
    recalled = b.report("d1", (), [b.event(background=True)], published=b.day())

    assert _when(recalled) is None


@pytest.mark.parametrize(("first", "start"), [((0, 20), 12), ((0, 5), 0)])
def test_where_no_day_is_known_the_intervals_overlap_in_which_documents_appeared(first: tuple[int, int], start: int) -> None:
    found = _when(_appeared(1, *first), _appeared(2, 12, 24))

    assert found == When(start=b.day(start), end=b.day(first[1]))


def test_a_day_that_is_known_tells_more_than_an_interval() -> None:
    assert _when(_appeared(1, 0, 20), *_said(b.day(30))) == When(start=b.day(30))
    assert _when(*_said((b.day(0), b.day(20)))) == When(start=b.day(0), end=b.day(20))


def test_history_taken_for_news_does_not_tell_the_day() -> None:
    old = b.report("d1", (), [b.event(on=b.day(-900))], published=b.day())

    assert _when(old) is None
    assert _when(old, *_said(b.day())) == When(start=b.day())
