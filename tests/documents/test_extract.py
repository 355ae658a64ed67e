"""Items become documents: the words by their media type, and which of two things said of them is believed."""

import hashlib
import json

import pytest

from musnad.documents.extract import extract
from musnad.documents.records import Taken
from musnad.model import HowKnown, Issue, Item, Problem

TEXT = "انفجرت عبوة ناسفة بدورية على طريق الوادي صباح السبت وأدت إلى مقتل جنديين"
PAGE = (
    '<!doctype html><html><head><title>عبوة</title><meta property="og:site_name" content="Valley Radio"/>'
    f'<meta property="article:published_time" content="2024-05-01T09:00:00+03:00"/></head><body><article><p>{TEXT}</p>'
    "<p>وأغلقت القوات الطريق ساعات عدة قبل أن تعيد فتحه أمام السيارات المدنية.</p></article></body></html>"
)


def _taken(item: Item) -> Taken:
    taken = extract(item)
    assert isinstance(taken, Taken)
    return taken


def _said(item: Item) -> str:
    problem = extract(item)
    assert isinstance(problem, Problem)
    return str(problem)


def test_a_plain_text() -> None:
    data = TEXT.encode("cp1256")
    doubt = Issue(level="info", stage="input", message="of the source")
    taken = _taken(Item(data=data, where="a.txt", media="text/plain", publisher="p", known={"publisher": "option"}, issues=(doubt,)))
    digest = hashlib.sha256(data).hexdigest()
    assert (taken.document.text, taken.document.id, taken.document.sha256) == (TEXT, f"sha256:{digest[:16]}", digest)
    assert (taken.document.publisher, taken.known) == ("p", {"publisher": "option"})
    assert [issue.message.partition(";")[0] for issue in taken.issues] == ["of the source", "a.txt: not UTF-8"]


def test_the_text_that_a_source_knows_is_not_looked_for_in_the_bytes() -> None:
    item = Item(
        data=b'{"message": 1}',
        where="export.zip, message 1",
        media="application/json",
        text=TEXT,
        id="telegram:1:1",
        url="https://t.me/c/1/1",
        publisher="Town News",
        published_at="2024-05-01T10:20:30Z",
        title="t",
        lang="AR",
        kind="post",
        known={"publisher": "platform", "published_at": "platform", "title": "platform", "lang": "platform"},
    )
    taken = _taken(item)
    document = taken.document
    assert (document.text, document.id, document.url, document.kind) == (TEXT, "telegram:1:1", "https://t.me/c/1/1", "post")
    assert (document.publisher, document.published_at, document.title, document.lang) == ("Town News", "2024-05-01T10:20:30Z", "t", "ar")
    assert document.sha256 == hashlib.sha256(item.data).hexdigest()
    assert (taken.known, taken.issues) == (item.known, ())


def test_a_record_of_json_comes_before_what_the_call_says() -> None:
    data = json.dumps({"doc_id": "a", "text": TEXT, "publisher": "own", "lang": "xyz"}, ensure_ascii=False).encode()
    taken = _taken(Item(data=data, where="a.jsonl, line 3", media="application/json", publisher="p", published_at="2024-05-01"))
    assert (taken.document.id, taken.document.publisher, taken.document.published_at) == ("a", "own", "2024-05-01")
    assert taken.known == {"publisher": "record", "published_at": "option"}
    assert taken.issues[0].message.startswith('a.jsonl, line 3: "lang" is')


@pytest.mark.parametrize(
    ("known", "publisher"), [("option", "Valley Radio"), ("file", "Valley Radio"), ("metadata", "given"), ("platform", "given")]
)
def test_what_a_page_says_comes_before_an_option_but_not_before_a_platform(known: HowKnown, publisher: str) -> None:
    item = Item(data=PAGE.encode(), where="a.html", media="text/html", publisher="given", known={"publisher": known})
    taken = _taken(item)
    assert taken.document.publisher == publisher
    assert taken.known == {
        "publisher": known if publisher == "given" else "metadata",
        "published_at": "metadata",
        "title": "metadata",
    }


def test_a_date_that_is_none_becomes_unknown_with_a_doubt() -> None:
    item = Item(
        data=b"{}", where="t.csv, line 2", media="application/json", text=TEXT, published_at="2024-13-45", known={"published_at": "record"}
    )
    taken = _taken(item)
    assert (taken.document.published_at, taken.known) == ("", {})
    assert "a date that is none" in taken.issues[0].message


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (Item(data=b"{}", where="t.csv, line 2", media="application/json", text=" "), "t.csv, line 2: this record has an empty text"),
        (
            Item(data=b'{"text": 5}', where="a.jsonl, line 2", media="application/json"),
            "a.jsonl, line 2: this record has a text that is not",
        ),
        (Item(data=b"{", where="a.jsonl, line 2", media="application/json"), "a.jsonl, line 2: not a JSON object"),
        (Item(data=b"\x89PNG", where="a.txt", media="text/plain"), "a.txt: this is a PNG image"),
        (Item(data=b"x", where="a", media="image/png"), "a: image/png is not read; give text, HTML or PDF"),
        (Item(data=b"<html><body></body></html>", where="a.html", media="text/html"), "a.html: this record has an empty text"),
    ],
)
def test_what_has_no_words_is_a_problem(item: Item, said: str) -> None:
    assert _said(item).startswith(said)
