"""When a page appeared, told from the number in its address."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from musnad.knowledge.numbering import Series, appeared, read_numbering
from tests.knowledge.written import Row, assert_refused, write_tables

OTHER: Row = ("example.org", "2000", "2021-04-11", "2021-04-13", "has its day in the text")


@pytest.fixture
def numbering(tmp_path: Path) -> Series:
    return read_numbering(write_tables(tmp_path))


def test_a_page_appeared_between_two_of_known_days_as_far_as_the_pace_tells(numbering: Series) -> None:
    assert appeared("https://www.example.org/news/1500/", numbering) == (date(2021, 2, 12), date(2021, 3, 2))
    assert appeared("https://example.org/?p=1010", numbering) == (date(2021, 1, 1), date(2021, 1, 12))
    assert appeared("http://example.org/storm/2000/amp", numbering) == (date(2021, 4, 11), date(2021, 4, 21))


def test_a_page_appeared_in_the_month_that_stands_in_its_address(numbering: Series) -> None:
    assert appeared("https://example.com/en/2022/02/a-statement/", numbering) == (date(2022, 2, 1), date(2022, 2, 28))
    assert appeared("https://example.com/en/2022/13/a-statement/", numbering) is None
    assert appeared("https://example.org/2022/02/1500/", numbering) == (date(2021, 2, 12), date(2021, 3, 2))


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://example.org/news/999/",
        "https://example.org/news/9500/",
        "https://example.org/news/storm/",
        "https://example.com/news/1500/",
        "https://notexample.org/news/1500/",
        "https://example.org/?p=storm",
    ],
)
def test_an_address_without_a_number_between_known_ones_tells_nothing(url: str | None, numbering: Series) -> None:
    assert appeared(url, numbering) is None


def test_where_the_numbers_jump_the_pace_tells_nothing(numbering: Series) -> None:
    assert appeared("https://example.org/news/5000/", numbering) is None


def test_a_part_of_a_site_may_number_its_pages_by_itself(numbering: Series) -> None:
    longer = {**numbering, "example.org/en": (*numbering["example.org/en"], *numbering["example.org"][1:2])}

    assert appeared("https://example.org/en/1500/", numbering) is None  # one pace alone is not known to be steady
    found = appeared("https://example.org/en/1500/", {**longer, "example.org/en": numbering["example.org"]})
    assert found == appeared("https://example.org/1500/", numbering)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (("https://example.org", "1000", "2021-01-01", "2021-01-03", "y"), "series: write host and path"),
        (("example.org", "12", "2021-01-01", "2021-01-03", "y"), "bad number '12'"),
        (("example.org", "1000", "2021-01-05", "2021-01-03", "y"), "bad days '2021-01-05' to '2021-01-03'"),
        (("example.org", "1000", "", "2021-01-03", "y"), "bad days '' to '2021-01-03'"),
        (("example.org", "1000", "2021-01-01", "2021-01-03", ""), "source is empty"),
    ],
)
def test_a_mistake_is_told_with_its_line(line: Row, message: str, tmp_path: Path) -> None:
    assert_refused(write_tables(tmp_path, "numbering.tsv", (OTHER, line)), "numbering.tsv", 3, message)


def test_numbers_that_do_not_rise_with_the_days_are_refused(tmp_path: Path) -> None:
    later: Row = ("example.org", "1000", "2022-01-01", "2022-01-03", "y")

    assert_refused(write_tables(tmp_path, "numbering.tsv", (OTHER, later)), "numbering.tsv", 2, "2000 cannot have appeared before 1000")
    assert_refused(write_tables(tmp_path, "numbering.tsv", (OTHER, OTHER)), "numbering.tsv", 3, "2000 is listed twice")


def test_no_page_of_our_table_is_listed_against_the_order_of_the_others() -> None:
    ours = read_numbering(Path(__file__).parents[2] / "src" / "musnad" / "knowledge")

    assert appeared("https://www.syriahr.com/en/250000/", ours) is not None
