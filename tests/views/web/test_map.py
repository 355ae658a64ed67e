"""The maps as a browser draws them: nothing fetched from elsewhere, hostile names shown as text, areas told from dots."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from musnad.views.web import assets

PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/d/vendor/maplibre-gl.css">
<link rel="stylesheet" href="/static/d/fonts/fonts.css">
<style>body {margin: 0} #map {width: 500px; height: 360px}</style><div id="map"></div>"""
SHOW = """async ([options, features]) => {
  const maps = await import("/static/d/map.mjs");
  const basemap = {countries: "/static/d/basemap/countries.json", admin1: "/static/d/basemap/admin1.json"};
  const incidents = {type: "FeatureCollection", features};
  const onChoose = id => { window.chosen = id; };
  const shown = await maps.createMap(document.getElementById("map"), {...options, basemap, incidents, onChoose});
  window.shown = shown;
  if (shown) await new Promise(done => shown.map.once("idle", done));
  return shown !== null;
}"""


class Handler(BaseHTTPRequestHandler):
    """Serves one empty page and the built files."""

    def do_GET(self) -> None:
        served = assets.found("d", self.path.partition("?")[0].removeprefix("/static/d/"))
        self.send_response(200 if served or self.path == "/" else 404)
        for name, value in (served.headers if served else {"content-type": "text/html; charset=utf-8"}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(served.path.read_bytes() if served else PAGE.encode())

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def incident(identifier: str, lon: float, lat: float, *, precision: str = "village", name: str = "", **properties: Any) -> dict[str, Any]:
    given = {"id": identifier, "precision": precision, "name": name, "killed": 4, "contested": False, "radius_km": 40, **properties}
    return {"type": "Feature", "properties": given, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


UNPLACED = {"type": "Feature", "properties": {"id": "nowhere", "precision": "unknown"}, "geometry": None}


def show(page: Any, address: str, *features: dict[str, Any], language: str = "en", theme: str = "light") -> Any:
    page.goto(address)
    options = {"language": language, "direction": "rtl" if language == "ar" else "ltr", "theme": theme}
    return page.evaluate(SHOW, [options, list(features)])


def drawn(page: Any, layer: str) -> list[str]:
    return page.evaluate(f"shown.map.queryRenderedFeatures({{layers: ['{layer}']}}).map(each => each.properties.id)")  # type: ignore[no-any-return]


@pytest.mark.parametrize(("language", "theme"), [("ar", "dark"), ("en", "light")])
def test_a_village_is_a_dot_and_a_governorate_an_area(page: Any, address: str, language: str, theme: str) -> None:
    features = (incident("v", 36.5, 35.9), incident("g", 38.5, 35.5, precision="governorate"), UNPLACED)
    assert show(page, address, *features, language=language, theme=theme)
    assert drawn(page, "incident-dot") == ["v"]
    assert set(drawn(page, "incident-area")) == {"g"}


def test_a_click_chooses_and_a_hostile_name_is_text(page: Any, address: str) -> None:
    name = "<img src=x onerror=alert(1)>"
    assert show(page, address, incident("one", 36.5, 35.9, name=name))
    page.mouse.move(245, 180)
    page.mouse.move(250, 180)
    assert page.locator(".map-popup").inner_text() == name
    page.mouse.click(250, 180)
    assert page.evaluate("window.chosen") == "one"


def test_brushing_leaves_only_what_is_wanted(page: Any, address: str) -> None:
    assert show(page, address, incident("one", 36.5, 35.9), incident("two", 40.2, 35.3))
    page.evaluate("shown.setFilter(({id}) => id === 'two'); new Promise(done => shown.map.once('idle', done))")
    assert drawn(page, "incident-dot") == ["two"]


def test_without_webgl_a_sentence_stands_in_its_place(page: Any, address: str) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    assert show(page, address, incident("one", 36.5, 35.9)) is False
    assert "in the list" in page.locator("#map").inner_text()
