"""Reading input: shapes of records, and what is said of each that cannot be used."""

import hashlib
import json

import pytest

from musnad.documents.records import Taken, record, records
from musnad.model import Defaults, Problem

SENTENCE = "أصيب ثلاثة مدنيين بجروح جراء قصف مدفعي استهدف أطراف القرية مساء أمس"


def _read(data: bytes | str, defaults: Defaults | None = None) -> list[Taken | Problem]:
    raw = data if isinstance(data, bytes) else data.encode()
    return list(records(raw, where="in.jsonl", defaults=defaults or Defaults()))


def _taken(data: bytes | str, defaults: Defaults | None = None) -> Taken:
    (item,) = _read(data, defaults)
    assert isinstance(item, Taken)
    return item


def _problem(data: bytes | str) -> Problem:
    (item,) = _read(data)
    assert isinstance(item, Problem)
    return item


def test_plain_text_is_one_document_named_by_its_hash() -> None:
    data = f"{SENTENCE}.\n\n{SENTENCE}".encode()
    digest = hashlib.sha256(data).hexdigest()
    document = _taken(
        data, Defaults(publisher="radio.example", published_at="2024-05-01", lang="AR", kind="post", url="https://x.example")
    ).document
    assert document.text == data.decode()
    assert (document.id, document.sha256) == (f"sha256:{digest[:16]}", digest)
    assert (document.publisher, document.published_at, document.lang) == ("radio.example", "2024-05-01", "ar")
    assert (document.kind, document.url, document.title) == ("post", "https://x.example", None)


@pytest.mark.parametrize("text", ["[عاجل] قصف على أطراف القرية", "[1] قصف", "[1]", "{قصف} على القرية", '"قصف"', "{}{", "[["])
def test_text_that_begins_like_json_is_text(text: str) -> None:
    assert _taken(text).document.text == text


def test_json_lines_with_and_without_their_own_values() -> None:
    first = json.dumps({"doc_id": "a", "text": SENTENCE, "publisher": "p", "title": "t", "extra": [1]}, ensure_ascii=False)
    second = json.dumps({"text": SENTENCE, "publisher": None, "published_at": ""})
    items = _read(f"{first}\r\n\n{second}\n", Defaults(publisher="default", published_at="2024-05-01T10:00Z"))
    documents = [item.document for item in items if isinstance(item, Taken)]
    assert [document.text for document in documents] == [SENTENCE, SENTENCE]
    assert [document.publisher for document in documents] == ["p", "default"]
    assert [document.published_at for document in documents] == ["2024-05-01T10:00Z"] * 2
    assert documents[0].id == "a"
    assert documents[0].sha256 == hashlib.sha256(first.encode()).hexdigest()
    assert documents[1].id == "sha256:" + hashlib.sha256(second.encode()).hexdigest()[:16]


def test_a_bad_line_is_named_and_the_rest_is_read() -> None:
    items = _read('{"text": "a b"}\n{"text": "c\n{"text": 5}\n{"text": null}\n{"doc_id": "x"}\n{"text": " \\n"}\n[1]\n{"text": "d"}')
    assert [item.line if isinstance(item, Problem) else item.document.text for item in items] == ["a b", 2, 3, 4, 5, 6, 7, "d"]
    assert str(items[1]).startswith("in.jsonl, line 2: not a JSON object (")
    assert str(items[2]) == 'in.jsonl, line 3: this record has a text that is not a string; give its words in "text"'
    assert str(items[3]) == 'in.jsonl, line 4: this record has no text; give its words in "text"'
    assert str(items[5]) == 'in.jsonl, line 6: this record has an empty text; give its words in "text"'


def test_a_hundred_thousand_brackets_are_one_bad_record() -> None:
    deep = '{"text": "a", "more": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert [type(item) for item in _read(f'{{"text": "a"}}\n{deep}\n{{"text": "b"}}')] == [Taken, Problem, Taken]
    assert "not a JSON array" in _problem(f"[{deep}]").message


def test_a_bad_first_line_does_not_make_it_plain_text() -> None:
    items = _read('{"text": "cut off\n{"text": "a"}\n')
    assert [type(item) for item in items] == [Problem, Taken]


def test_one_object_over_several_lines() -> None:
    data = json.dumps({"doc_id": 7, "text": SENTENCE}, indent=2).encode()
    document = _taken(data).document
    assert (document.id, document.text, document.sha256) == ("7", SENTENCE, hashlib.sha256(data).hexdigest())
    assert "not a JSON object" in _problem(data[:-3]).message


def test_an_array_of_records() -> None:
    items = _read(json.dumps([{"text": "a", "doc_id": "1"}, 5, {"doc_id": "2"}, {"doc_id": "3", "text": "b"}]))
    assert [item.where if isinstance(item, Problem) else item.document.id for item in items] == [
        "1",
        "in.jsonl, record 2",
        "in.jsonl, record 3",
        "3",
    ]
    compact, spaced = _taken('[{"text":"a","url":"u"}]'), _taken('[ {"url": "u", "text": "a"} ]')
    assert compact.document.sha256 == spaced.document.sha256


@pytest.mark.parametrize(
    ("data", "said"), [("", "empty"), (" \n\n", "empty"), (b"\xef\xbb\xbf", "empty"), ("[]", "empty"), ('[{"text": "a"},', "array")]
)
def test_nothing_to_read_is_a_problem(data: bytes | str, said: str) -> None:
    assert said in _problem(data).message


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T10:20", "2024-05-01T10:20"),
        ("2024-05-01T10:20:30Z", "2024-05-01T10:20:30Z"),
        ("2024-05-01T10:20:30+00:00", "2024-05-01T10:20:30+00:00"),
        ("2 يوليو 2025", "2 يوليو 2025"),
        ("11/12/16", "11/12/16"),
    ],
)
def test_dates_are_kept_as_given(given: str, kept: str) -> None:
    taken = _taken(json.dumps({"text": "a", "published_at": given}))
    assert (taken.document.published_at, taken.issues) == (kept, ())


@pytest.mark.parametrize("given", ["2024-13-45", "2023-02-29", "2024-05-01T25:00"])
def test_a_date_that_is_none_becomes_unknown_with_an_issue(given: str) -> None:
    taken = _taken(json.dumps({"text": "a", "published_at": given}))
    assert taken.document.published_at == ""
    assert f'in.jsonl, line 1: "published_at" is {given}, a date that is none' in taken.issues[0].message


def test_values_of_the_wrong_kind_are_left_out_with_an_issue() -> None:
    taken = _taken(
        json.dumps({"text": "a", "publisher": 5, "published_at": 1700000000, "lang": "Arabic", "url": " "}), Defaults(publisher="p")
    )
    assert (taken.document.publisher, taken.document.published_at, taken.document.lang, taken.document.url) == ("p", "", None, None)
    assert [issue.message.split('"')[1] for issue in taken.issues] == ["publisher", "published_at", "lang"]


@pytest.mark.parametrize(
    ("escaped", "text", "doubted"),
    [
        ("a\\ud800b", "a\ufffdb", True),
        ("\\udc00", "\ufffd", True),
        ("\\ud800\\ud83d\\ude00", "\ufffd\U0001f600", True),
        ("\\ud83d\\ude00", "\U0001f600", False),
        ("\\\\ud800", "\\ud800", False),
        ("\\u0642", "ق", False),
    ],
)
@pytest.mark.parametrize("shape", ['{"text": "%s"}', '[{"text": "%s"}]', '{\n"text": "%s"}'])
def test_half_surrogate_pairs_are_replaced_with_an_issue(shape: str, escaped: str, text: str, *, doubted: bool) -> None:
    taken = _taken(shape % escaped)
    assert taken.document.text == text
    assert ["surrogate" in issue.message for issue in taken.issues] == ([True] if doubted else [])


def test_the_encoding_is_a_doubt_about_every_document() -> None:
    items = _read((json.dumps({"text": SENTENCE}, ensure_ascii=False) + "\n").encode("cp1256") * 2)
    assert [[issue.message for issue in item.issues] for item in items if isinstance(item, Taken)] == [
        ["in.jsonl: not UTF-8; taken as Windows-1256. Save it as UTF-8 if words look wrong"]
    ] * 2


def test_one_record_with_how_each_thing_was_known() -> None:
    data = json.dumps({"text": SENTENCE, "publisher": "p"}, ensure_ascii=False).encode()
    taken = record(data, where="in.jsonl, line 3", defaults=Defaults(publisher="q", lang="ar"))
    assert isinstance(taken, Taken)
    assert taken.document == _taken(data, Defaults(publisher="q", lang="ar")).document
    assert taken.known == {"publisher": "record", "lang": "option"}
