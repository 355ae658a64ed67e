"""HTML to plain text, also of HTML that is made to keep us busy."""

import time

import pytest

from musnad.markup import strip


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>قصف <b>عنيف</b> على البلدة</p><p>وإصابة طفل</p>", "قصف عنيف على البلدة\nوإصابة طفل"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("two\nlines of\n  source", "two lines of source"),
        ("<style>p{}</style><script>if (a < b) {}</script><p>words</p>", "words"),
        ("<html><head><title>T</title></head><body>words</body></html>", "words"),
        ("a &amp; b &lt;c&gt; &#1602;", "a & b <c> ق"),
        ('<?xml version="1.0" encoding="windows-1256"?><p>قصف</p>', "قصف"),
        ("a < b and <unclosed", "a < b and"),
        ("a\0b", "ab"),
        ("no tags", "no tags"),
        ("<p></p><!-- nothing -->", ""),
        ("", ""),
    ],
)
def test_words_of_html(html: str, text: str) -> None:
    assert strip(html) == text


@pytest.mark.parametrize(
    "html",
    ["<div>" * 1_000_000, "<p>a" * 500_000, "<b>x" * 500_000, "<!--" * 500_000, "<a " * 500_000, "<script>" * 300_000, "&" * 1_000_000],
)
def test_a_million_tags_take_no_time(html: str) -> None:
    begun = time.monotonic()
    strip(html)
    assert time.monotonic() - begun < 5
