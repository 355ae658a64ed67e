"""A tile file of the user's own: looked at before anything is served, sent part by part, and drawn under the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from musnad.errors import InputError
from musnad.stores import open_store
from musnad.views.cli import main
from musnad.views.web import assets, tiles
from musnad.views.web.app import create_app
from tests.views.web import tilefiles
from tests.views.web.serving_site import served
from tests.views.web.site import client, demo_archive

MAGENTA = (255, 0, 255)
SEA, LAND = (223, 231, 236), (248, 246, 241)  # of the map in the light
DRAW = """async ([modules, tiles]) => {
  const map = document.createElement("div");
  map.style.cssText = "position: fixed; inset: 0; width: 400px; height: 300px";
  document.body.append(map);
  const nothing = {type: "FeatureCollection", features: []};
  const {createMap} = await import(modules.map);
  const {map: drawn} = await createMap(map, {language: "en", places: nothing, tiles, basemap: modules});
  const settled = () => new Promise(done => { drawn.once("idle", done); drawn.triggerRepaint(); });
  await settled();
  const pixel = new Uint8Array(4);
  drawn.once("render", () => {
    const gl = drawn.getCanvas().getContext("webgl2");
    gl.readPixels(200, 20, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  });
  await settled();
  return [...pixel.slice(0, 3)];
}"""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return tilefiles.written(tmp_path / "pictures.pmtiles", tilefiles.picture(*MAGENTA))


def test_a_file_of_pictures_or_vector_tiles_is_taken(pictures: Path, tmp_path: Path) -> None:
    assert tiles.check(pictures) == pictures
    vector = tilefiles.written(tmp_path / "vector.pmtiles", tilefiles.water(), tile_type=tilefiles.MVT)
    assert tiles.check(vector) == vector


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no PMTiles file"),
        (b"SQLite format 3\0" + bytes(200), "no PMTiles file.*pmtiles convert"),
        (b"PMTiles\3" + bytes(20), "ends within its header"),
        (b"PMTiles\2" + bytes(200), "version 2; only version 3"),
        (b"PMTiles\3" + bytes(200), "tiles are of type 0"),
    ],
)
def test_any_other_file_is_refused_with_the_reason(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "map.pmtiles"
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"map.pmtiles: .*{said}"):
        tiles.check(path)


def test_serve_says_what_is_wrong_with_it_before_it_serves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "nowhere.pmtiles"
    assert main(["serve", "--db", str(demo_archive()), "--tiles", str(missing)]) != 0
    assert f"{missing}: the tile file cannot be read (No such file or directory)" in " ".join(capsys.readouterr().err.split())


def test_parts_of_the_file_are_sent_as_they_are_asked_for(pictures: Path) -> None:
    site = TestClient(create_app(open_store(":memory:"), ":memory:", tiles=pictures), base_url="http://localhost")
    found = site.get(tiles.ADDRESS, headers={"range": "bytes=0-6"})
    assert (found.status_code, found.content) == (206, b"PMTiles")
    assert found.headers["content-range"] == f"bytes 0-6/{pictures.stat().st_size}"


def test_without_the_option_there_is_no_such_file_and_no_page_asks_for_it() -> None:
    site = client(demo_archive())
    assert site.get(tiles.ADDRESS).status_code == 404
    assert "data-tiles" not in site.get("/incidents").text


@pytest.mark.parametrize(("kind", "colour"), [(None, LAND), ("pictures", MAGENTA), ("vector", SEA)])
def test_the_tiles_lie_under_the_map_of_the_page(
    open_page: Any, tmp_path: Path, pictures: Path, kind: str | None, colour: tuple[int, int, int]
) -> None:
    metadata = {"vector_layers": [{"id": "water", "fields": {}}]}
    vector = tilefiles.written(tmp_path / "vector.pmtiles", tilefiles.water(), tile_type=tilefiles.MVT, metadata=metadata)
    with served(tmp_path, tiles={"pictures": pictures, "vector": vector}.get(kind or "")) as address:
        page = open_page()
        parts: list[int] = []
        page.on("response", lambda answer: parts.append(answer.status) if answer.url.endswith(tiles.ADDRESS) else None)
        page.goto(address + "/incidents")
        page.wait_for_selector("#map[data-shown=all]")
        modules = {"map": assets.url("map.mjs")} | {name: assets.url(f"basemap/{name}.json") for name in ("countries", "admin1")}
        pixel = page.evaluate(DRAW, [modules, tiles.ADDRESS if kind else None])
        page.context.close()
    assert pixel == list(colour)
    assert set(parts) == ({206} if kind else set())
