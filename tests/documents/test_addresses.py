"""The day that an address tells."""

import pytest

from musnad.documents.addresses import day_of


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/05/01/x.html", "2024-05-01"),
        ("https://a.example/news/2024/5/1/", "2024-05-01"),
        ("https://a.example/2024-05-01-x", "2024-05-01"),
        ("https://a.example/world/shelling-kills-two-2024-05-01/", "2024-05-01"),
        ("https://a.example/news/%D8%AD%D8%B5%D8%A7%D8%AF-23-05-2024", "2024-05-23"),
        ("https://a.example/news/harvest-05-23-2024", "2024-05-23"),
        ("https://a.example/news/harvest-05-06-2024", ""),
        ("https://a.example/news/harvest-05-05-2024", "2024-05-05"),
        ("https://a.example/english/syria/23052024?ref=1", "2024-05-23"),
        ("https://a.example/ar/20240523-a-raid", "2024-05-23"),
        ("https://a.example/what-happened-on-23-05-2024-and-after", ""),
        ("https://a.example/article/20245323", ""),
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
