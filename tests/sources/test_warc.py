"""Web archives, written by warcio: whole, cut, damaged, and packed in WACZ."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from musnad.model import Item, Problem
from musnad.sources import Limits, Options, items

PAGE = "<html><body><p>أعلن المستشفى الميداني وصول خمسة جرحى بعد الغارة</p></body></html>".encode()
HTML = "text/html; charset=utf-8"


def _warc(*answers: tuple[str, str, bytes, dict[str, str]], packed: bool = True, status: str = "200 OK") -> bytes:
    """A WARC with an info record and one response for each (address, media type, body, headers)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer._create_temp_file = io.BytesIO  # its temporary files are never closed
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, media, body, headers in answers:
        http = StatusAndHeaders(status, [("Content-Type", media), *headers.items()], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    return out.getvalue()


def _pages(count: int) -> list[tuple[str, str, bytes, dict[str, str]]]:
    return [(f"https://news.example/{number}", HTML, PAGE, {}) for number in range(1, count + 1)]


def _read(tmp_path: Path, data: bytes, name: str = "a.warc", options: Options | None = None) -> list[Item | Problem]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(items(str(path), options=options))


def _urls(found: list[Item | Problem]) -> list[str | None]:
    return [item.url for item in found if isinstance(item, Item)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_an_archive(tmp_path: Path, *, packed: bool) -> None:
    found = _read(tmp_path, _warc(*_pages(2), ("https://news.example/a.png", "image/png", b"\x89PNG", {}), packed=packed))
    assert _urls(found) == ["https://news.example/1", "https://news.example/2"]
    assert len(found) == 2
    item = found[0]
    assert isinstance(item, Item)
    assert (item.data, item.media) == (PAGE, HTML)
    assert item.where == f"{tmp_path}/a.warc, record 2 (https://news.example/1)"


def test_an_archive_packed_as_a_whole(tmp_path: Path) -> None:
    assert len(_urls(_read(tmp_path, gzip.compress(_warc(*_pages(3), packed=False))))) == 3


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (brotli.compress(PAGE), {"Content-Encoding": "br"}),
        (b"%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (10, PAGE[:10], len(PAGE) - 10, PAGE[10:]), {"Transfer-Encoding": "chunked"}),
        (PAGE, {"Transfer-Encoding": "chunked"}),  # chunks joined, header kept
        (PAGE, {"Content-Encoding": "gzip"}),  # unpacked, header kept
    ],
)
def test_packing_and_chunks_are_undone(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    (item,) = _read(tmp_path, _warc(("https://news.example/1", HTML, body, headers)))
    assert isinstance(item, Item)
    assert item.data == PAGE


@pytest.mark.parametrize(
    ("body", "headers", "said"),
    [
        (gzip.compress(b"<p>" + b"\0" * 5_000_000), {"Content-Encoding": "gzip"}, "when unpacked, which is the most"),
        (brotli.compress(b"<p>" + b"\0" * 5_000_000), {"Content-Encoding": "br"}, "when unpacked, which is the most"),
        (b"?????", {"Content-Encoding": "br"}, "packed wrongly"),
        (b"?????", {"Content-Encoding": "zstd"}, "packed as 'zstd', which cannot be undone"),
        (b"<p>" + b"a" * 2_000_000, {}, "more than 1 MB, which is the most that is read at once; it was left out"),
    ],
)
def test_a_record_that_cannot_be_used_is_named_and_the_rest_is_taken(
    tmp_path: Path, body: bytes, headers: dict[str, str], said: str
) -> None:
    data = _warc(("https://news.example/0", HTML, body, headers), *_pages(1))
    problem, item = _read(tmp_path, data, options=Options(limits=Limits(whole_bytes=1024 * 1024)))
    assert isinstance(problem, Problem)
    assert problem.where.endswith("record 2 (https://news.example/0)")
    assert said in problem.message
    assert isinstance(item, Item)


def test_errors_of_the_server_are_no_documents(tmp_path: Path) -> None:
    assert _read(tmp_path, _warc(*_pages(2), status="404 Not Found")) == []


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("cut", [5, 20, 200, 400])
def test_where_an_archive_breaks_off_is_said_after_what_stands_before(tmp_path: Path, cut: int, *, packed: bool) -> None:
    data = _warc(*_pages(4), packed=packed)
    found = _read(tmp_path, data[:-cut])
    *before, problem = found
    assert len(_urls(before)) == len(before) >= 2
    assert isinstance(problem, Problem)
    assert "damaged in the record that begins at byte " in problem.message
    offset = int(problem.message.split("byte ")[1].split()[0])
    whole = gzip.decompress(data) if packed else data
    assert whole[offset:].startswith(b"WARC/") or offset == len(whole)


def test_damage_in_the_middle_is_said(tmp_path: Path) -> None:
    data = bytearray(_warc(*_pages(4), packed=False))
    third = data.index(b"https://news.example/3")
    start = data.rindex(b"WARC/1.", 0, third)
    data[start : start + 4] = b"XXXX"
    *before, problem = _read(tmp_path, bytes(data))
    assert len(before) == 2
    assert f"begins at byte {start} (not the beginning of a record)" in str(problem)


@pytest.mark.parametrize("length", [b"-5", b"many", b"99999999999999"])
def test_a_length_that_is_none_is_damage(tmp_path: Path, length: bytes) -> None:
    data = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + length + b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
    (problem,) = _read(tmp_path, data)
    assert "damaged in the record that begins at byte 0" in str(problem)


def test_a_text_of_a_crawl(tmp_path: Path) -> None:
    body = "نزحت عشرات العائلات من القرية بعد القصف".encode()
    head = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://news.example/1\r\nContent-Type: text/plain\r\n"
    (item,) = _read(tmp_path, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n")
    assert isinstance(item, Item)
    assert (item.data, item.media) == (body, "text/plain")


def _wacz(warc: bytes, pages: list[str] | None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
        packed.writestr("archive/data.warc.gz", warc)
        packed.writestr("indexes/index.cdx.gz", gzip.compress(b"x"))
        if pages is not None:
            lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"id": str(n), "url": url} for n, url in enumerate(pages))]
            packed.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)) + "\nnot json\n")
    return out.getvalue()


def test_a_wacz_gives_its_pages_without_their_frames(tmp_path: Path) -> None:
    warc = _warc(*_pages(3))
    assert _urls(_read(tmp_path, _wacz(warc, None), "a.wacz")) == [f"https://news.example/{n}" for n in (1, 2, 3)]
    (item,) = _read(tmp_path, _wacz(warc, ["https://news.example/2"]), "a.wacz")
    assert isinstance(item, Item)
    assert item.where == f"{tmp_path}/a.wacz, archive/data.warc.gz, record 3 (https://news.example/2)"


def test_a_wacz_whose_warc_breaks_off(tmp_path: Path) -> None:
    item, problem = _read(tmp_path, _wacz(_warc(*_pages(2))[:-30], None), "a.wacz")
    assert isinstance(item, Item)
    assert "archive/data.warc.gz: damaged in the record" in str(problem)
