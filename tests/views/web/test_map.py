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
  const files = ["outline", "countries", "admin1", "areas"].map(name => [name, `/static/d/basemap/${name}.json`]);
  const basemap = {...Object.fromEntries(files), towns: options.towns};
  const places = options.paged ?? {type: "FeatureCollection", features};
  const onChoose = ({at}) => { window.chosen = at; };
  const onHover = ats => { window.hovered = ats; };
  const shown = await maps.createMap(document.getElementById("map"), {...options, basemap, places, onChoose, onHover});
  window.shown = shown;
  window.settled = () => new Promise(done => { shown.map.once("idle", () => done()); shown.map.triggerRepaint(); });
  if (shown) await settled();
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


def place(at: str, *, precision: str = "village", name: str = "", **properties: Any) -> dict[str, Any]:
    """A place as the site gives it; ``at`` is its latitude and longitude."""
    lat, lon = map(float, at.split(","))
    given = {"at": at, "precision": precision, "name": name, "incidents": 1, "contested": 0, "killed": 4, "radius_km": 40, **properties}
    return {"type": "Feature", "properties": given, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


VILLAGE, OTHER_VILLAGE = "35.9,36.5", "35.3,40.2"
UNPLACED = {"type": "Feature", "properties": {"at": "", "precision": "unknown", "incidents": 3}, "geometry": None}


def show(page: Any, address: str, *features: dict[str, Any], language: str = "en", theme: str = "light", **options: Any) -> Any:
    page.goto(address)
    given = {"language": language, "direction": "rtl" if language == "ar" else "ltr", "theme": theme, **options}
    return page.evaluate(SHOW, [given, list(features)])


def answer_with(page: Any, path: str, **collection: Any) -> None:
    """Lets the page get this collection of features at a path."""
    page.route(f"**{path}", lambda route: route.fulfill(json={"type": "FeatureCollection", **collection}))


def drawn(page: Any, layer: str, name: str = "at") -> list[Any]:
    return page.evaluate(f"shown.map.queryRenderedFeatures({{layers: ['{layer}']}}).map(each => each.properties.{name})")  # type: ignore[no-any-return]


def width(page: Any, source: str) -> float:
    """How wide the only shape of a source is, in degrees."""
    found = page.evaluate(f"shown.map.getSource('{source}').getData().then(data => data.features[0].geometry.coordinates)")
    lons = [point[0] for polygon in (found if isinstance(found[0][0][0], list) else [found]) for point in polygon[0]]
    return float(max(lons) - min(lons))


@pytest.mark.parametrize(("language", "theme"), [("ar", "dark"), ("en", "light")])
def test_a_village_is_a_dot_and_a_governorate_an_area(page: Any, address: str, language: str, theme: str) -> None:
    region = place("35.5,38.5", precision="governorate", place="Raqqa governorate")
    assert show(page, address, place(VILLAGE), region, UNPLACED, language=language, theme=theme)
    assert drawn(page, "place-dot") == [VILLAGE]
    assert set(drawn(page, "place-area")) == {"35.5,38.5"}


@pytest.mark.parametrize(
    ("name", "at", "degrees"),
    [
        pytest.param("Idlib governorate", "35.8,36.7", (1.0, 1.5), id="a unit of our list"),
        pytest.param("Syria", "34.8,38.997", (6.0, 7.0), id="all units of a country"),
        pytest.param("Homs", "34.5,38.2", (3.9, 4.2), id="a unit by its name that holds the point"),
        pytest.param("Homs", "50.0,10.0", (1.0, 1.2), id="a place of the same name elsewhere is a circle"),
        pytest.param("North-east Syria", "36.2,40.2", (0.8, 1.0), id="what is no unit is a circle"),
    ],
)
def test_a_governorate_or_country_has_the_shape_of_its_units(
    page: Any, address: str, name: str, at: str, degrees: tuple[float, float]
) -> None:
    assert show(page, address, place(at, precision="country" if name == "Syria" else "governorate", place=name))
    assert degrees[0] < width(page, "areas") < degrees[1]


def test_what_is_pointed_at_is_said_and_told_and_a_click_chooses_it(page: Any, address: str) -> None:
    name = "<img src=x onerror=alert(1)>"
    assert show(page, address, place(VILLAGE, name=name))
    page.mouse.move(245, 180)
    page.mouse.move(250, 180)
    assert page.locator(".map-popup").inner_text() == name
    assert page.evaluate("window.hovered") == [VILLAGE]
    page.mouse.click(250, 180)
    page.wait_for_function(f"window.chosen === '{VILLAGE}'")
    page.mouse.move(100, 60)
    page.wait_for_function("window.hovered.length === 0")
    assert page.locator(".map-popup").count() == 0


def test_places_that_lie_close_are_one_disc_with_the_number_of_their_incidents(page: Any, address: str) -> None:
    assert show(page, address, place("35.90,36.50", incidents=7), place("35.91,36.51"), place("33.5,36.3", incidents=2), place("36.5,40.7"))
    assert sorted(drawn(page, "places-many", "incidents")) == [2, 8]
    assert drawn(page, "place-dot") == ["36.5,40.7"]


def test_places_at_one_point_stay_one_disc_that_names_and_chooses_them_all(page: Any, address: str) -> None:
    city, quarter = (
        place(VILLAGE, name="The city: 2 incidents", incidents=2),
        place(VILLAGE, name="Its centre: shelling", precision="point"),
    )
    assert show(page, address, city, quarter)
    page.evaluate("shown.map.setZoom(14); settled()")
    assert drawn(page, "places-many", "incidents") == [3]
    page.mouse.move(245, 180)
    page.mouse.move(250, 180)
    page.wait_for_selector(".map-popup")
    assert sorted(page.locator(".map-popup").inner_text().splitlines()) == ["Its centre: shelling", "The city: 2 incidents"]
    page.mouse.click(250, 180)
    page.wait_for_function(f"window.chosen === '{VILLAGE}'")


def test_numbers_are_written_in_the_digits_of_the_reader(page: Any, address: str) -> None:
    assert show(page, address, place(VILLAGE, incidents=1234), language="ar", digits="arab")
    label = page.evaluate("shown.map.getLayoutProperty('places-number', 'text-field')")
    assert label[2] == {"locale": "ar-u-nu-arab"}
    assert drawn(page, "places-number", "incidents") == [1234]


def test_a_place_of_the_list_is_ringed_and_no_more(page: Any, address: str) -> None:
    assert show(page, address, place(VILLAGE), place(OTHER_VILLAGE))
    page.evaluate("shown.light([arguments[0]]); settled()".replace("arguments[0]", f"'{OTHER_VILLAGE}'"))
    page.wait_for_function("shown.map.queryRenderedFeatures({layers: ['lit-dot']}).length > 0")
    assert drawn(page, "lit-dot") == [OTHER_VILLAGE]
    page.evaluate("shown.light([]); settled()")
    page.wait_for_function("shown.map.queryRenderedFeatures({layers: ['lit-dot']}).length === 0")


def test_filtering_leaves_only_what_is_wanted(page: Any, address: str) -> None:
    assert show(page, address, place(VILLAGE), place(OTHER_VILLAGE))
    page.evaluate(f"shown.setFilter(({{at}}) => at === '{OTHER_VILLAGE}'); settled()")
    assert drawn(page, "place-dot") == [OTHER_VILLAGE]


def test_all_pages_of_the_places_are_shown(page: Any, address: str) -> None:
    answer_with(page, "/one", features=[place(VILLAGE)], next="/two")
    answer_with(page, "/two", features=[place(OTHER_VILLAGE)], previous="/one")
    assert show(page, address, paged="/one")
    page.evaluate("shown.map.setZoom(5); settled()")
    assert sorted(drawn(page, "place-dot")) == [OTHER_VILLAGE, VILLAGE]


def test_towns_are_named_when_one_looks_closer(page: Any, address: str) -> None:
    town = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [36.6, 35.9]}, "properties": {"name": "إدلب", "zoom": 7}}
    answer_with(page, "/towns", features=[town])
    assert show(page, address, place("35.0,36.5"), language="ar", towns="/towns")
    page.evaluate("shown.map.jumpTo({center: [36.6, 35.9], zoom: 6}); settled()")
    assert drawn(page, "town-names", "name") == []
    page.evaluate("shown.map.setZoom(8); null")
    page.wait_for_function("shown.map.queryRenderedFeatures({layers: ['town-names']}).length > 0")
    assert drawn(page, "town-names", "name") == ["إدلب"]


def test_without_webgl_a_sentence_stands_in_its_place(page: Any, address: str) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    assert show(page, address, place(VILLAGE)) is False
    assert "in the list" in page.locator("#map").inner_text()
