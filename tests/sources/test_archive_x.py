"""Archives of X accounts, in a folder and in a zip file."""

import json
import zipfile
from pathlib import Path
from typing import Any

from musnad.model import Item, Problem
from musnad.sources import items

TEXT = "Shelling on the northern road this morning &amp; two cars burnt, our correspondent says"


def _tweet(id: int, **more: Any) -> dict[str, Any]:
    return {"tweet": {"id_str": str(id), "full_text": TEXT, "created_at": "Wed May 01 10:20:30 +0000 2024", "lang": "en"} | more}


def _js(name: str, part: int, value: Any) -> str:
    return f"window.YTD.{name}.part{part} = " + json.dumps(value, indent=2)


def _archive(folder: Path) -> Path:
    files = {
        "data/account.js": _js("account", 0, [{"account": {"username": "town_news", "email": "private@news.example"}}]),
        "data/tweets.js": _js("tweets", 0, [_tweet(1), {"tweet": {"full_text": 5}}, _tweet(2)]),
        "data/tweets-part1.js": _js("tweets", 1, [_tweet(3)]),
        "data/direct-messages.js": _js("direct_messages", 0, [{"dmConversation": {"messages": ["private"]}}]),
        "data/like.js": _js("like", 0, [{"like": {"tweetId": "9", "fullText": "not ours"}}]),
        "Your archive.html": "<!doctype html><html><body>Your archive</body></html>",
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8")
    return folder


def test_posts_and_nothing_else_of_an_archive(tmp_path: Path) -> None:
    found = list(items(str(_archive(tmp_path / "twitter"))))
    assert [item.id if isinstance(item, Item) else item.where.rpartition("/")[2] for item in found] == [
        "x:1",
        "tweets.js, post 2",
        "x:2",
        "x:3",
    ]
    item = found[0]
    assert isinstance(item, Item)
    assert item.text == "Shelling on the northern road this morning & two cars burnt, our correspondent says"
    assert (item.publisher, item.url) == ("https://x.com/town_news", "https://x.com/town_news/status/1")
    assert (item.published_at, item.kind) == ("2024-05-01T10:20:30Z", "public_x_post")
    assert item.known == {"publisher": "platform", "published_at": "platform"}
    assert json.loads(item.data) == _tweet(1)


def test_a_zip_gives_the_same(tmp_path: Path) -> None:
    folder = _archive(tmp_path / "twitter")
    with zipfile.ZipFile(tmp_path / "twitter.zip", "w") as packed:
        for path in sorted(folder.rglob("*")):
            packed.write(path, path.relative_to(folder))
    assert [found.data for found in items(str(tmp_path / "twitter.zip")) if isinstance(found, Item)] == [
        found.data for found in items(str(folder)) if isinstance(found, Item)
    ]


def test_one_file_of_posts_is_read_with_the_account_beside_it(tmp_path: Path) -> None:
    folder = _archive(tmp_path)
    first = next(iter(items(str(folder / "data/tweets.js"))))
    assert isinstance(first, Item)
    assert first.publisher == "https://x.com/town_news"


def test_an_older_archive_without_account(tmp_path: Path) -> None:
    path = tmp_path / "tweet.js"
    path.write_text(_js("tweet", 0, [_tweet(1, created_at="some day")["tweet"]]) + ";\n", encoding="utf-8")
    (item,) = items(str(path))
    assert isinstance(item, Item)
    assert (item.publisher, item.url, item.published_at) == (None, "https://x.com/i/status/1", "")


def test_a_file_that_breaks_off_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "tweets.js"
    path.write_text(_js("tweets", 0, [_tweet(1)])[:-30], encoding="utf-8")
    (problem,) = items(str(path))
    assert isinstance(problem, Problem)
    assert "not a whole file of an X archive" in problem.message
