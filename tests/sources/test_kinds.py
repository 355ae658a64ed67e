"""What a blob is, by its first bytes and only then by its name."""

import pytest

from musnad.sources.kinds import Kind, kind_of

WORDS = "قصف على أطراف القرية"


@pytest.mark.parametrize(
    ("head", "name", "media", "kind"),
    [
        (b"%PDF-1.7", "a.txt", "", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.7", "a.txt", "", "pdf"),
        (b"PK\x03\x04", "a.xlsx", "", "zip"),
        (b"PK\x05\x06" + bytes(18), "a.zip", "", "zip"),
        (b"\x1f\x8b\x08", "a.warc.gz", "", "gzip"),
        (b"WARC/1.1\r\n", "a", "", "warc"),
        (b'<?xml version="1.0"?><opml version="2.0">', "a.xml", "", "opml"),
        (b'<?xml version="1.0"?><!-- <html> --><rss version="2.0">', "a.xml", "", "page"),  # what comes first decides
        (b'<?xml version="1.0"?><rss version="2.0">', "a.html", "text/html", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a", "", "feed"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "a", "", "feed"),
        (b"\n<!DOCTYPE html>", "a.txt", "", "page"),
        (b"<p>words", "a.html", "", "page"),
        (b"<p>words", "a", "text/html; charset=utf-8", "page"),
        (b"<p>words", "a.txt", "", "text"),
        ('<!DOCTYPE html><html><body><div class="page_body chat_page">'.encode("utf-16"), "a.html", "", "telegram_page"),
        (b'{\n "name": "A",\n "type": "public_channel",\n "id": 1,\n "messages": [\n  {', "a.json", "", "telegram"),
        (b'{"about": "x", "chats": {"about": "y", "list": [', "a.json", "", "telegram"),
        (b"window.YTD.tweets.part0 = [", "a.js", "", "tweets"),
        (b"window.YTD.tweet.part12 = [", "a.txt", "", "tweets"),
        (b"a,b\n", "a.CSV", "", "table"),
        (b"a\tb\n", "a.tsv", "", "table"),
        (b"a,b\n", "a", "text/csv", "table"),
        (b"a,b\n", "a.txt", "", "text"),
        (b'{"text": "a"}\n{"text": "b"}\n{"te', "a.txt", "", "lines"),
        (b"what is this", "a.jsonl", "", "lines"),
        (b'[{"text": "a"}]', "a.json", "", "text"),
        (WORDS.encode("cp1256"), "a", "", "text"),
        (WORDS.encode()[:-1], "a", "", "text"),
        (b"", "a.csv", "", "table"),
        (b"", "a", "", "text"),
        (b"\x89PNG\r\n", "a.txt", "", "other"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "a.html", "", "other"),
        (b"\xff\xfb\x90\x64\x00\x00", "a.txt", "", "other"),
    ],
)
def test_kinds(head: bytes, name: str, media: str, kind: Kind) -> None:
    assert kind_of(head, name=name, media=media) == kind
