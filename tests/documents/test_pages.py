"""Pages: the article without the rest, what a page says of itself, and pages made to keep us busy."""

import time

import pytest

from musnad.documents.pages import html_of, read_page

ONE = "قصفت مدفعية مجهولة المصدر أطراف المدينة الصناعية مساء الأربعاء، وأصابت مستودعاً للوقود."
TWO = "وقال الدفاع المدني إن فرقه أخمدت الحريق بعد ساعتين، ونقلت عاملين إلى المستشفى."
MENU = "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/sport'>رياضة</a></li><li><a href='/tv'>برامج</a></li></ul></nav>"


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>قصف على المدينة الصناعية</title>{head}</head><body>{body}</body></html>".encode()


ARTICLE = f"{MENU}<article><h1>قصف على المدينة الصناعية</h1><p>{ONE}</p><p>{TWO}</p></article><footer>جميع الحقوق محفوظة 2019</footer>"


def test_the_article_below_its_title_without_menus() -> None:
    parts = read_page(_page(ARTICLE), media="text/html", url=None, where="a.html")
    assert parts.text == f"قصف على المدينة الصناعية\n{ONE}\n{TWO}"
    assert (parts.title, parts.publisher, parts.published_at) == ("قصف على المدينة الصناعية", None, "")
    assert (parts.known, parts.issues) == ({"title": "metadata"}, ())


@pytest.mark.parametrize(
    ("head", "url", "publisher", "published_at"),
    [
        (
            '<meta property="og:site_name" content="Radio A"/>'
            '<meta property="article:published_time" content="2024-05-01T23:30:00+03:00"/>',
            "https://www.a.example/2023/01/01/x",
            ("Radio A", "metadata"),
            ("2024-05-01", "metadata"),
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-01"}</script>',
            None,
            None,
            ("2024-05-01", "metadata"),
        ),
        ("", "https://www.a.example/2024/5/1/x.html", ("a.example", "address"), None),
        ("", None, None, None),
    ],
)
def test_what_a_page_and_its_address_say(
    head: str, url: str | None, publisher: tuple[str, str] | None, published_at: tuple[str, str] | None
) -> None:
    parts = read_page(_page(ARTICLE, head), media="text/html", url=url, where="a.html")
    found = {"publisher": publisher, "published_at": published_at}
    assert {name: (getattr(parts, name), parts.known[name]) for name in found if name in parts.known} == {
        name: value for name, value in found.items() if value
    }


def test_a_page_without_an_article_is_taken_whole_with_a_doubt() -> None:
    parts = read_page(_page("<div>قصف</div>"), media="text/html", url=None, where="a.html")
    assert "قصف" in parts.text
    assert all("all its words were taken" in issue.message for issue in parts.issues)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("media", ["text/html", "text/html; charset={}"])
def test_encodings_of_pages(codec: str, media: str) -> None:
    html = _page(ARTICLE).decode()
    found, _ = html_of(html.encode(codec), media=media.format(codec.replace("-sig", "")), where="a.html")
    assert found == html


def test_an_encoding_that_the_page_states() -> None:
    html = "<html><head><meta charset=windows-1251></head><body>обстрел</body></html>"
    assert html_of(html.encode("cp1251"), media="text/html", where="a.html") == (html, ())


@pytest.mark.parametrize("charset", ["punycode", "hex", "utf-7", "no-such", "idna"])
def test_encodings_that_no_page_is_in_are_not_used(charset: str) -> None:
    assert html_of(b"<p>words</p>", media=f"text/html; charset={charset}", where="a.html")[0] == "<p>words</p>"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 1_000_000,
        "<p>" + "<b>x" * 500_000,
        "<div>" * 40_000 + ONE,
        f"<p>{ONE}</p>" * 20_000,
        "<a href='/x'>a</a> " * 24_000,
        "<span>" * 45_000 + ONE,
        "<table><tr><td>" * 15_000 + ONE,
        f"<p title='{'a' * 3_000_000}'>{ONE}</p>",
        "2024-05-01 " * 300_000,
    ],
)
def test_pages_made_to_keep_us_busy_end_soon(body: str) -> None:
    begun = time.monotonic()
    read_page(_page(body), media="text/html", url="https://a.example/", where="a.html")
    assert time.monotonic() - begun < 15
