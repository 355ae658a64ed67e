"""The site's files: found under their digest, packed where wanted, and named when missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad.errors import SiteError
from musnad.views.web import assets


@pytest.fixture
def static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of built files: a module with a packed copy, and a style sheet without one."""
    (tmp_path / "manifest.json").write_text(json.dumps({"digest": "d1", "files": ["map.mjs", "site.css"]}))
    for name in ("map.mjs", "map.mjs.gz", "site.css"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assets.manifest.cache_clear()
    yield tmp_path
    assets.manifest.cache_clear()


def test_the_address_holds_the_digest(static: Path) -> None:
    assert assets.url("map.mjs") == "/static/d1/map.mjs"


def test_a_file_that_was_not_built_is_named(static: Path) -> None:
    with pytest.raises(SiteError, match=r"no file 'chart\.mjs'.*make assets"):
        assets.url("chart.mjs")


def test_a_site_that_was_not_built_says_how_to(static: Path) -> None:
    (static / "manifest.json").unlink()
    with pytest.raises(SiteError, match="make assets"):
        assets.url("map.mjs")


def test_a_browser_that_unpacks_gets_the_packed_copy(static: Path) -> None:
    served = assets.found("d1", "map.mjs", accept_encoding="gzip, br")
    assert served is not None
    assert served.path == static / "map.mjs.gz"
    assert served.headers["content-encoding"] == "gzip"
    assert served.headers["content-type"] == "text/javascript; charset=utf-8"


def test_a_file_without_a_packed_copy_is_sent_as_it_is(static: Path) -> None:
    served = assets.found("d1", "site.css", accept_encoding="gzip")
    assert served is not None
    assert served.path == static / "site.css"
    assert "content-encoding" not in served.headers


@pytest.mark.parametrize(("digest", "kept"), [("d1", assets.FOR_EVER), ("d0", "no-store")])
def test_only_the_current_digest_may_be_kept(static: Path, digest: str, kept: str) -> None:
    served = assets.found(digest, "map.mjs")
    assert served is not None
    assert served.headers["cache-control"] == kept


@pytest.mark.parametrize("name", ["../errors.py", "manifest.json", "chart.mjs", ""])
def test_nothing_but_what_was_built_is_found(static: Path, name: str) -> None:
    assert assets.found("d1", name) is None
