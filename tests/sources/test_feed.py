"""Feeds and lists of feeds."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.errors import InputError
from musnad.model import Item, Problem
from musnad.sources import Fetched, Options, items

FULL = "<p>أطلقت المدفعية عشر قذائف على الأحراج الشمالية.</p><p>ولم تقع إصابات، وفق البلدية.</p>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Radio A</title><link>https://a.example/</link>
<item><title>قصف &amp; حريق</title><link>https://a.example/1</link><guid>1</guid><pubDate>Wed, 01 May 2024 10:20:30 +0300</pubDate>
<description>&lt;p&gt;short &lt;b&gt;summary&lt;/b&gt;&lt;/p&gt;</description><content:encoded><![CDATA[{FULL}]]></content:encoded></item>
<item><title>Second</title><link>https://a.example/2</link><description>A drone hit a pump station, the council said.</description></item>
<item><guid>3</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Monitor</title><entry><title>Clash</title><id>urn:1</id>
<link rel="alternate" href="https://m.example/1"/><updated>2024-05-01T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Gunfire was heard.</p>
<p>It lasted an hour.</p></div></content>
</entry></feed>"""
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="News">
<outline type="rss" text="A" xmlUrl="https://a.example/rss"/><outline type="rss" text="A again" xmlUrl="https://a.example/rss"/>
<outline type="rss" text="M" xmlUrl="https://m.example/atom"/>
<outline type="rss" text="Gone" xmlUrl="https://gone.example/"/></outline></body></opml>"""
PAGE = b"<!doctype html><html><body><article><p>A drone hit a pump station on the river, the council said.</p></article></body></html>"


def _answering(**answers: bytes) -> Callable[[str], Fetched]:
    """A fetcher that has an answer for the hosts and paths it is given; underscores stand for slashes."""

    def fetch(url: str) -> Fetched:
        name = url.removeprefix("https://").replace(".example/", "_")
        if name not in answers:
            raise InputError(f"{url}: the server answered 404; check the address")
        return Fetched(data=answers[name], media="", url=url)

    return fetch


def _read(tmp_path: Path, data: str | bytes, name: str = "feed.xml", options: Options | None = None) -> list[Item | Problem]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(items(str(path), options=options))


def test_entries_of_a_feed(tmp_path: Path) -> None:
    first, second, problem = _read(tmp_path, RSS)
    assert isinstance(first, Item)
    assert first.text == "قصف & حريق\nأطلقت المدفعية عشر قذائف على الأحراج الشمالية.\nولم تقع إصابات، وفق البلدية."
    assert (first.title, first.publisher, first.url) == ("قصف & حريق", "Radio A", "https://a.example/1")
    assert (first.published_at, first.issues) == ("2024-05-01T07:20:30+00:00", ())
    assert first.known == {"publisher": "metadata", "published_at": "metadata", "title": "metadata"}
    assert first.where == f"{tmp_path}/feed.xml, entry 1"
    assert isinstance(second, Item)
    assert second.text == "Second\nA drone hit a pump station, the council said."
    assert [issue.level for issue in second.issues] == ["info"]
    assert "only a summary" in second.issues[0].message
    assert str(problem).endswith("entry 3: this entry has no words; it was left out")


def test_entries_of_an_atom_feed(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, ATOM)
    assert isinstance(item, Item)
    assert (item.text, item.publisher) == ("Clash\nGunfire was heard.\nIt lasted an hour.", "Monitor")
    assert (item.url, item.published_at) == ("https://m.example/1", "2024-05-01T10:00:00+00:00")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<rss><chan", "not a feed that can be read"),
        ("<rss><channel><title>Radio A</title></channel></rss>", "the feed has no entries"),
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel></channel></rss>', "declares XML entities"),
        ('<opml version="2.0"><body><outline text="x"/></body></opml>', "the list names no feeds"),
        ('<opml version="2.0"><body><outline', "not a list of feeds"),
        ('<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body/></opml>', "declares XML entities"),
    ],
)
def test_a_bad_feed_is_a_problem(tmp_path: Path, data: str, said: str) -> None:
    (problem,) = _read(tmp_path, data)
    assert isinstance(problem, Problem)
    assert said in problem.message


def test_a_feed_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, RSS[: RSS.index("<item><title>Second")])
    assert isinstance(item, Item)


def test_a_list_gives_the_entries_of_its_feeds_and_names_those_that_fail(tmp_path: Path) -> None:
    options = Options(fetch=_answering(a_rss=RSS.encode(), m_atom=ATOM.encode()))
    found = _read(tmp_path, OPML, "feeds.opml", options)
    assert [item.where if isinstance(item, Item) else str(item) for item in found] == [
        "https://a.example/rss, entry 1",
        "https://a.example/rss, entry 2",
        "https://a.example/rss, entry 3: this entry has no words; it was left out",
        "https://m.example/atom, entry 1",
        "https://gone.example/: the server answered 404; check the address",
    ]


def test_links_are_followed_when_told_and_the_entry_kept_where_that_fails() -> None:
    fetch = _answering(a_rss=RSS.encode(), a_2=PAGE)
    first_problem, first, second, _ = items("https://a.example/rss", options=Options(fetch=fetch, follow_links=True))
    assert "https://a.example/1: the server answered 404" in str(first_problem)
    assert isinstance(first, Item)
    assert first.where == "https://a.example/rss, entry 1"
    assert isinstance(second, Item)
    assert (second.data, second.media, second.publisher, second.title) == (PAGE, "text/html", "Radio A", "Second")
    assert second.known == {"publisher": "metadata", "title": "metadata"}


def test_a_long_feed_is_read_quickly(tmp_path: Path) -> None:
    entry = RSS[RSS.index("<item>") : RSS.index("<item><title>Second")]
    begun = time.monotonic()
    assert len(_read(tmp_path, RSS.replace("<item><guid>3", entry * 3000 + "<item><guid>3"))) == 3003
    assert time.monotonic() - begun < 5
