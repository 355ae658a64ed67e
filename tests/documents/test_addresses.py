"""The day that an address tells."""

import pytest

from musnad.documents.addresses import day_of


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/05/01/x.html", "2024-05-01"),
        ("https://a.example/news/2024/5/1/", "2024-05-01"),
        ("https://a.example/2024-05-01-x", "2024-05-01"),
        ("https://x.com/town_news/status/1785612345678901248", "2024-05-01T10:08:52Z"),
        ("https://a.example/2024/13/45/x", ""),
        ("https://a.example/story?day=/2024/05/01/", ""),
        ("https://a.example/120240501", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_days(url: str | None, day: str) -> None:
    assert day_of(url) == day
