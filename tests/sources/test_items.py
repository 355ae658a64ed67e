"""The one door: what a path or address is, containers with their limits, and what options fill in."""

import gzip
import io
import json
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from musnad.errors import InputError
from musnad.model import Defaults, Item, Problem
from musnad.sources import Fetched, Limits, Options, items

TEXT = "دوت انفجارات في محيط الميناء ليل الثلاثاء، وقالت الشرطة إن شخصين أصيبا"
PAGE = f"<!doctype html><html><body><p>{TEXT}</p></body></html>"


def _zip(files: dict[str, str | bytes], path: Path, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def _one(what: str | Path, options: Options | None = None) -> Item:
    (item,) = items(str(what), options=options)
    assert isinstance(item, Item)
    return item


def _said(what: str | Path, options: Options | None = None) -> str:
    (problem,) = items(str(what), options=options)
    assert isinstance(problem, Problem)
    return str(problem)


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.txt", TEXT.encode(), "text/plain"),
        ("a", TEXT.encode("cp1256"), "text/plain"),
        ("a.html", PAGE.encode(), "text/html"),
        ("a.htm", f"<p>{TEXT}</p>".encode(), "text/html"),
        ("a.txt", PAGE.encode("utf-16"), "text/html"),
        ("a.bin", b"%PDF-1.7\n", "application/pdf"),
        ("a.json", json.dumps({"text": TEXT}, indent=1).encode(), "application/json"),
        ("a.jsonl", json.dumps({"text": TEXT}).encode(), "application/json"),
    ],
)
def test_what_a_file_is_is_told_by_its_bytes(tmp_path: Path, name: str, data: bytes, media: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    item = _one(path)
    assert (item.data, item.media, item.text, item.id) == (data, media, None, None)
    assert item.where.startswith(str(path))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "not a kind of file that is taken in; give text, HTML, PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not a kind of file that is taken in"),
        ("a.txt", b"", "the file is empty"),
        ("a.jsonl", b"\n \n", "the file is empty"),
        ("a.json", b"[]", "the list is empty"),
        ("a.zip", b"PK\x03\x04 and no more", "damaged or locked"),
        ("a.gz", gzip.compress(TEXT.encode())[:-9], "damaged or locked"),
        ("a.gz", b"\x1f\x8b\x08\x00 no gzip at all", "damaged or locked"),
    ],
)
def test_what_cannot_be_taken_in_is_a_problem(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert _said(path).startswith(f"{path}: {said}")


def test_what_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert (
        _said(tmp_path / "none.txt")
        == f"{tmp_path}/none.txt: cannot be read (No such file or directory); check the name and who may read it"
    )
    assert "there are no files with words" in _said(tmp_path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert _one("-").where == "standard input"


def test_a_folder_is_read_to_its_bottom_in_order_without_what_is_no_text(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.html", "a/1.txt", "a/.hidden.txt", ".git/x.txt", "a/photo.JPG", "a/style.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE if name.endswith("html") else TEXT, encoding="utf-8")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "z.exe").write_bytes(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00")
    found = list(items(str(tmp_path)))
    assert [item.where.removeprefix(f"{tmp_path}/") for item in found] == ["a/1.txt", "a/2.html", "b.txt", "z.exe"]
    assert isinstance(found[-1], Problem)


def test_options_fill_in_what_an_item_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "2024-05-01 report.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert (_one(path).published_at, _one(path).known) == ("2024-05-01", {"published_at": "file"})
    item = _one(
        path, Options(defaults=Defaults(publisher="Radio A", published_at="2024-05-02", lang="ar", kind="post", url="https://a.example/"))
    )
    assert (item.publisher, item.published_at, item.lang, item.kind, item.url) == (
        "Radio A",
        "2024-05-02",
        "ar",
        "post",
        "https://a.example/",
    )
    assert item.known == {"publisher": "option", "published_at": "option", "lang": "option"}


@pytest.mark.parametrize("name", ["20240501.txt", "a_2024.05.01_b.txt"])
def test_the_day_a_file_is_named_for(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert _one(tmp_path / name).published_at == "2024-05-01"


@pytest.mark.parametrize("name", ["20241301.txt", "12024-05-011.txt", "00010101.txt", "report.txt"])
def test_other_digits_in_a_name_are_no_day(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert _one(tmp_path / name).published_at == ""


def test_records_of_json_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "b", "doc_id": 1}, 5, {"text": "\\ud800"}]', encoding="utf-8")
    first, problem, third = items(str(path))
    assert isinstance(first, Item)
    assert (first.where, first.data) == (f"{path}, record 1", b'{"doc_id":1,"text":"b"}')
    assert str(problem) == f"{path}, record 2: this is not an object; give an object with a text"
    assert isinstance(third, Item)
    assert "half a surrogate pair" in third.issues[0].message


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_json_lines_in_any_encoding(tmp_path: Path, codec: str) -> None:
    line = json.dumps({"text": TEXT}, ensure_ascii=False)
    path = tmp_path / "a.jsonl"
    path.write_bytes(f"{line}\r\n\n{line}".encode(codec))
    found = [item for item in items(str(path)) if isinstance(item, Item)]
    assert [(item.data.decode(), item.where) for item in found] == [(line, f"{path}, line 1"), (line, f"{path}, line 3")]
    assert [bool(item.issues) for item in found] == [not codec.startswith("utf-8")] * 2


def test_json_lines_are_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": TEXT * 10}) + "\n"
    path.write_text(line * 5_000, encoding="utf-8")  # 20 MB
    tracemalloc.start()
    assert sum(isinstance(item, Item) for item in items(str(path), options=Options(limits=Limits(whole_bytes=1_000_000)))) == 5_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_an_endless_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "' + "a" * 5000, encoding="utf-8")
    assert "line 1 is longer than 1000 bytes" in _said(path, Options(limits=Limits(whole_bytes=1000)))


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    assert _one(path).where == f"{path}, line 1"


def test_files_of_a_zip_archive(tmp_path: Path) -> None:
    inner = _zip({"c.txt": TEXT}, tmp_path / "inner.zip").read_bytes()
    path = _zip({"a/b.txt": TEXT, "page.html": PAGE, "i.png": b"x", "__MACOSX/a.txt": TEXT, "in.zip": inner}, tmp_path / "a.zip")
    assert [item.where.removeprefix(f"{path}, ") for item in items(str(path))] == ["a/b.txt", "page.html", "in.zip, c.txt"]


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = _zip({"a.txt": b"\0" * 30_000_000}, tmp_path / "bomb.zip")
    assert "grows from" in _said(bomb)
    many = _zip({f"{number}.txt": "a" for number in range(20)}, tmp_path / "many.zip")
    assert "20 files, more than 10" in _said(many, Options(limits=Limits(members=10)))
    big = _zip({"a.txt": TEXT * 100, "b.txt": TEXT * 100}, tmp_path / "big.zip")
    assert "when unpacked, more than 20000 bytes" in _said(big, Options(limits=Limits(unpacked_bytes=20_000)))
    assert "which is the most that is read at once" in str(next(iter(items(str(big), options=Options(limits=Limits(whole_bytes=1000))))))
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(b"text\n" + b"a" * 80 + b"\n" * 2_000_000))
    assert "more than 1 MB when unpacked" in str(list(items(str(packed), options=Options(limits=Limits(unpacked_bytes=1_100_000))))[-1])


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    path = _zip({"a.txt": TEXT}, tmp_path / "0.zip")
    for number in range(1, 5):
        path = _zip({"in.zip": path.read_bytes()}, tmp_path / f"{number}.zip")
    assert "an archive in 3 archives is not opened; unpack it" in _said(path)


def test_a_locked_archive_is_named(tmp_path: Path) -> None:
    path = _zip({"a.txt": TEXT}, tmp_path / "a.zip", zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the bit that says "encrypted", here and in the directory at the end
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    said = _said(path)
    assert "damaged or locked" in said
    assert "password" in said


@pytest.mark.parametrize(("part", "kind"), [("word/document.xml", "a Word document"), ("content.xml", "an OpenDocument file")])
def test_office_files_are_named(tmp_path: Path, part: str, kind: str) -> None:
    path = _zip({"[Content_Types].xml": "<x/>", part: "<x/>"}, tmp_path / "a.docx")
    assert f"this is {kind}, which is not read; save it as PDF or text" in _said(path)


def test_an_address_is_fetched_and_its_answer_told_by_its_bytes() -> None:
    def fetch(url: str) -> Fetched:
        if url.endswith("/a"):
            return Fetched(data=PAGE.encode("cp1256"), media="text/html; charset=windows-1256", url="https://news.example/there")
        if ".csv" in url:
            return Fetched(data=f"text\n{TEXT}\n".encode(), media="text/csv", url=url)
        raise InputError(f"{url}: the server answered 404; check the address")

    options = Options(fetch=fetch)
    item = _one("https://news.example/a", options)
    assert (item.where, item.url, item.media) == ("https://news.example/a", "https://news.example/there", "text/html; charset=windows-1256")
    assert _one("https://news.example/x.csv?y=1", options).text == TEXT
    assert _said("https://news.example/b", options) == "https://news.example/b: the server answered 404; check the address"


def test_addresses_of_other_kinds_are_refused() -> None:
    assert "only http and https" in _said("ftp://news.example/a")
    assert "which is not a public address" in _said("http://127.0.0.1:1/")
