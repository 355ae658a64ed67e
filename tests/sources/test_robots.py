"""Rules of robots.txt, with the examples of RFC 9309."""

import time

import pytest

from musnad.sources.robots import NOTHING_ALLOWED, parse

RULES = """
# for everyone
User-Agent: *
Disallow: /private/
Allow: /private/press.html
Disallow: *.gif$
Disallow: /search?*q=
Crawl-delay: 2
Sitemap: https://news.example/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/", False),
        ("/private/a.html", False),
        ("/private/press.html", True),
        ("/p%72ivate/a", False),
        ("/a.gif", False),
        ("/a.gif?x", True),
        ("/search?lang=x&q=1", False),
        ("/search?lang=x", True),
    ],
)
def test_the_longest_rule_decides(path: str, *, allowed: bool) -> None:
    assert parse(RULES).allow(path) is allowed


def test_our_own_group_replaces_that_for_everyone() -> None:
    rules = parse("user-agent: other\nuser-agent: MUSNAD\ndisallow: /a\n\nuser-agent: *\ndisallow: /\n\nuser-agent: musnad\nallow: /a/b")
    assert [rules.allow(path) for path in ("/", "/a", "/a/b")] == [True, False, True]


def test_the_pause_is_read_and_limited() -> None:
    assert parse(RULES).pause_seconds == 2
    assert parse("user-agent: *\ncrawl-delay: 86400").pause_seconds == 30
    assert parse("user-agent: *\ncrawl-delay: soon").pause_seconds == 0


@pytest.mark.parametrize("text", ["", "<html>no rules</html>", "disallow: /", "user-agent: *\ndisallow:", "user-agent: other\ndisallow: /"])
def test_no_rule_for_us_allows_everything(text: str) -> None:
    assert parse(text).allow("/anything")


def test_nothing_allowed() -> None:
    assert not NOTHING_ALLOWED.allow("/")


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        ("/a$", "/a", False),
        ("/a$", "/ab", True),
        ("/*b$", "/ab", False),
        ("/ab*ab$", "/ab", True),
        ("/a*", "/a", False),
        ("/*", "/", False),
    ],
)
def test_signs_in_rules(rule: str, path: str, *, allowed: bool) -> None:
    assert parse(f"user-agent: *\ndisallow: {rule}").allow(path) is allowed


def test_rules_made_to_keep_us_busy_do_not() -> None:
    rules = parse("user-agent: *\n" + f"disallow: /{'*a' * 1000}b\n" * 100)
    begun = time.monotonic()
    assert rules.allow("/" + "a" * 5000)
    assert time.monotonic() - begun < 1
