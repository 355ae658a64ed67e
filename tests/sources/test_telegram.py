"""Exports of Telegram Desktop, as JSON and as HTML."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from musnad.model import Item, Problem
from musnad.sources import Options, items

TEXT = "عاجل | غارة جوية على محيط المطار العسكري، وأنباء عن إصابات"
LINK = "https://news.example/1"


def _message(id: int, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "message", "date": "2024-05-01T13:20:30", "date_unixtime": "1714558830", "from": "Town News"} | more


def _chat(*messages: Any, type: str = "public_channel", name: str | None = "Town News", id: int = 99) -> dict[str, Any]:
    return {"name": name, "type": type, "id": id, "messages": list(messages)}


def _read(tmp_path: Path, export: Any, name: str = "result.json") -> list[Item | Problem]:
    path = tmp_path / name
    path.write_text(export if isinstance(export, str) else json.dumps(export, ensure_ascii=False, indent=1), encoding="utf-8")
    return list(items(str(path), options=Options()))


def test_a_message_is_an_item_with_its_bytes_and_place(tmp_path: Path) -> None:
    message = _message(
        12, text=[TEXT, {"type": "link", "text": LINK}], text_entities=[{"type": "plain", "text": TEXT}, {"type": "link", "text": LINK}]
    )
    (item,) = _read(
        tmp_path, _chat({"id": 1, "type": "service", "action": "create_channel"}, message, _message(13, text="", photo="p.jpg"))
    )
    assert isinstance(item, Item)
    assert (item.text, item.publisher, item.published_at) == (TEXT + LINK, "Town News", "2024-05-01T10:20:30Z")
    assert (item.id, item.url, item.kind) == ("telegram:99:12", "https://t.me/c/99/12", "public_telegram_post")
    assert item.known == {"publisher": "platform", "published_at": "platform"}
    assert item.where == f"{tmp_path}/result.json, message 12"
    assert json.loads(item.data) == message


@pytest.mark.parametrize("text", [TEXT, [TEXT], [TEXT[:10], {"type": "bold", "text": TEXT[10:20]}, TEXT[20:]]])
def test_words_of_older_exports_are_put_together(tmp_path: Path, text: Any) -> None:
    message = _message(1, text=text)
    del message["date_unixtime"]
    (item,) = _read(tmp_path, _chat(message))
    assert isinstance(item, Item)
    assert (item.text, item.published_at) == (TEXT, "2024-05-01T13:20:30")


def test_a_bad_message_is_named_and_the_rest_is_taken(tmp_path: Path) -> None:
    found = _read(tmp_path, _chat(_message(1, text=TEXT), "what", _message(3, text=5), _message(4, text=TEXT)))
    assert [item.id if isinstance(item, Item) else str(item).partition(" (")[0].removeprefix(f"{tmp_path}/") for item in found] == [
        "telegram:99:1",
        "result.json, message 2: this is not a message as Telegram writes it",
        "result.json, message 3: this is not a message as Telegram writes it",
        "telegram:99:4",
    ]


def test_of_an_account_only_channels_and_groups_are_taken(tmp_path: Path) -> None:
    chats = [
        _chat(_message(1, text=TEXT), id=1),
        _chat(_message(2, text="private words"), type="personal_chat", name="A. Friend", id=2),
        _chat(_message(3, text=TEXT, **{"from": "A. Member"}), type="private_supergroup", name="Neighbours", id=3),
        _chat(_message(4, text="notes"), type="saved_messages", name=None, id=4),
    ]
    found = _read(tmp_path, {"about": "Here is the data you requested.", "chats": {"about": "", "list": chats}})
    assert [(item.publisher, item.where.rpartition("/")[2]) for item in found if isinstance(item, Item)] == [
        ("Town News", "result.json, Town News, message 1"),
        ("Neighbours", "result.json, Neighbours, message 3"),
    ]
    assert isinstance(problem := found[-1], Problem)
    assert problem.message.startswith("2 private conversations were left out")


def test_a_private_conversation_exported_alone_has_no_publisher(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, _chat(_message(1, text=TEXT), type="personal_chat", name="A. Friend"))
    assert isinstance(item, Item)
    assert (item.publisher, item.url, item.known) == (None, None, {"published_at": "platform"})


def test_the_channel_that_a_message_is_forwarded_from_is_noted_and_a_person_is_not(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        _chat(
            _message(1, text=TEXT, forwarded_from="Other News", forwarded_from_id="channel5"),
            _message(2, text=TEXT, forwarded_from="A. Friend", forwarded_from_id="user6"),
        ),
    )
    assert [[issue.message.rpartition(": ")[2] for issue in item.issues] for item in found if isinstance(item, Item)] == [
        ["forwarded from the channel 'Other News'"],
        [],
    ]


def test_an_export_that_breaks_off_is_a_problem(tmp_path: Path) -> None:
    whole = json.dumps(_chat(_message(1, text=TEXT)))
    (problem,) = _read(tmp_path, whole[:-20])
    assert isinstance(problem, Problem)
    assert "not a whole Telegram export" in problem.message


PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title>Exported Data</title></head><body onload="CheckLocation();"><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">
Town News
</div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">1 May 2024</div></div>
<div class="message default clearfix" id="message12">
 <div class="pull_left userpic_wrap"><div class="userpic"><div class="initials">T</div></div></div>
 <div class="body">
  <div class="pull_right date details" title="01.05.2024 13:20:30 UTC+03:00">13:20</div>
  <div class="from_name">Town News </div>
  <div class="text">%s<br>سطر ثان &amp; أخير <a href="https://news.example/1">https://news.example/1</a></div>
 </div>
</div>
<div class="message default clearfix joined" id="message13">
 <div class="body"><div class="pull_right date details" title="01.05.2024 13:25:00">13:25</div>
  <div class="media_wrap clearfix"><div class="media clearfix pull_left media_photo">Photo</div></div></div>
</div>
<div class="message default clearfix joined" id="message14">
 <div class="body"><div class="pull_right date details" title="02.05.2024 08:00:00">08:00</div>
  <div class="forwarded body"><div class="from_name">Other News</div><div class="text">%s</div></div></div>
</div>
</div></div></div></body></html>
"""


def test_messages_of_a_page(tmp_path: Path) -> None:
    first, second = _read(tmp_path, PAGE % (TEXT, TEXT), "messages.html")
    assert isinstance(first, Item)
    assert first.text == f"{TEXT}\nسطر ثان & أخير https://news.example/1"
    assert (first.publisher, first.published_at) == ("Town News", "2024-05-01T13:20:30+03:00")
    assert first.where == f"{tmp_path}/messages.html, message 12"
    assert first.data.startswith(b'<div class="message default clearfix" id="message12">')
    assert TEXT.encode() in first.data
    assert isinstance(second, Item)
    assert (second.text, second.published_at) == (TEXT, "2024-05-02T08:00:00")


def test_a_folder_and_a_zip_of_an_export_are_read_without_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "ChatExport"
    for name in ("result.json", "photos/p.jpg", "css/style.css", "images/back.png", ".DS_Store"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(json.dumps(_chat(_message(1, text=TEXT))).encode() if name == "result.json" else b"\x00\x01")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        for path in folder.rglob("*"):
            packed.write(path, path.relative_to(tmp_path))
    (plain,), (zipped,) = items(str(folder)), items(str(tmp_path / "export.zip"))
    assert isinstance(plain, Item)
    assert isinstance(zipped, Item)
    assert plain.data == zipped.data
    assert zipped.where == f"{tmp_path}/export.zip, ChatExport/result.json, message 1"
