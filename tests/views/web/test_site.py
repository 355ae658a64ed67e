"""The site as people use it, in a browser: every page in both languages, and each thing that one comes to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.views.web.serving_site import served
from tests.views.web.site import client, demo_archive, take_in

STRIKE_EVENT = "/incidents/demo-alalam-2020-10-26%23e1"
DOCUMENT = "/documents/demo-badil-2020-10-26"
PAGES = [
    *("/incidents", STRIKE_EVENT, f"{STRIKE_EVENT}?why=yes", f"{DOCUMENT}?claim=c3", f"/documents?q={quote('المرصد')}", "/documents"),
    *("/review", "/sources", "/sources/sohr", "/knowledge?q=sohr", "/add", "/issues", "/log", "/about", "/nowhere"),
]
# A refused page is told to the console by the browser itself.
SHOWN = [path for path in PAGES if path != "/nowhere"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that is only looked at."""
    with served(tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def own_address(tmp_path: Path) -> Iterator[str]:
    """A site of this test's own, to decide and take in on.

    Ask for it before ``page``: what is asked for last ends first, and a page still loading when its site ends writes errors.
    """
    with served(tmp_path) as found:
        yield found


def in_language(page: Any, address: str, language: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": address}])


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_shown_whole_and_can_be_used_by_everyone(
    open_page: Any, address: str, check_accessible: Callable[[Any], None], language: str, width: int
) -> None:
    page = open_page(width=width, bypass_csp=True)  # only so that axe may be put into the page
    in_language(page, address, language)
    for path in SHOWN:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        check_accessible(page)


def test_two_clicks_lead_from_a_figure_to_its_sentence(page: Any, address: str) -> None:
    page.goto(address + "/incidents")
    page.locator("li", has_text="Air strike").locator("a.figure").first.click()
    assert "/incidents/" in page.url
    assert page.url.endswith("#killed")
    page.locator("#killed a.quote").first.click()
    page.wait_for_url("**/documents/**")
    assert page.locator("mark#words.lit").is_visible()


def test_choosing_words_shows_their_claim(page: Any, address: str) -> None:
    page.goto(address + DOCUMENT)
    page.locator("mark.claim").first.click()
    assert page.locator("li.chosen").count() == 1
    assert "claim=" in page.url


def test_filters_change_list_and_map_without_a_new_page(page: Any, address: str) -> None:
    page.goto(address + "/incidents")
    page.wait_for_selector("#map[data-shown=all]")
    page.select_option("select[name=type]", "air_strike")
    page.wait_for_selector("#map[data-shown='type=air_strike']")
    assert page.locator(".incidents li").count() == 1
    assert "type=air_strike" in page.url
    page.click("a.clear")
    page.wait_for_selector("#map[data-shown=all]")
    assert page.locator(".incidents li").count() > 1


LIT_ON_MAP = "() => document.getElementById('map').drawing.then(({map}) => map.queryRenderedFeatures({layers: ['lit-dot']}).length)"
PLACE_ON_MAP = """at => document.getElementById('map').drawing.then(({map}) => {
  const [lat, lon] = at.split(',').map(Number);
  map.jumpTo({center: [lon, lat], zoom: 10});
  const {left, top, width, height} = map.getCanvas().getBoundingClientRect();
  return new Promise(done => map.once('idle', () => done([left + width / 2, top + height / 2])));
})"""


def test_what_is_pointed_at_in_the_list_is_lit_on_the_map_and_the_other_way_round(page: Any, address: str) -> None:
    page.goto(address + "/incidents")
    page.wait_for_selector("#map[data-shown=all]")
    row = page.locator("#results li", has_text="Air strike").first
    x, y = page.evaluate(PLACE_ON_MAP, row.get_attribute("data-at"))
    assert page.evaluate(LIT_ON_MAP) == 0
    row.hover()
    page.wait_for_function(f"({LIT_ON_MAP})().then(count => count === 1)")
    page.mouse.move(x - 40, y)
    page.wait_for_function(f"({LIT_ON_MAP})().then(count => count === 0)")
    assert "lit" not in (row.get_attribute("class") or "")
    page.mouse.move(x, y)
    page.wait_for_selector("#results li.lit")
    assert {lit.get_attribute("data-at") for lit in page.locator("#results li.lit").all()} == {row.get_attribute("data-at")}


def test_a_place_of_several_incidents_narrows_the_list_to_them(own_address: str, page: Any, tmp_path: Path) -> None:
    told = "A car bomb killed three civilians in the town of al-Bab on {}, the Syria TV channel said."
    take_in(tmp_path / "site.db", told.format("4 March 2019"), told.format("9 June 2019"))
    page.goto(own_address + "/incidents")
    page.wait_for_selector("#map[data-shown=all]")
    x, y = page.evaluate(PLACE_ON_MAP, page.locator("#results li", has_text="Al-Bab").first.get_attribute("data-at"))
    page.mouse.click(x, y)
    page.wait_for_selector("#results[data-chosen]:not([data-chosen=''])")
    assert page.locator(".incidents li").count() == 2
    assert "Only at" in page.locator(".only").inner_text()
    page.click(".only a")
    page.wait_for_selector("#map[data-shown=all]")
    assert page.locator(".incidents li").count() > 2


def test_without_a_map_the_list_is_whole_and_says_so(page: Any, address: str) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(address + "/incidents")
    page.wait_for_selector("#map[data-shown=all]")
    assert "The map cannot be drawn in this browser" in page.locator("#map").inner_text()
    page.locator("#results li").first.hover()
    page.select_option("select[name=type]", "air_strike")
    page.wait_for_selector("#map[data-shown='type=air_strike']")
    assert page.locator(".incidents li").count() == 1


def test_dragging_over_the_timeline_chooses_a_period(page: Any, address: str) -> None:
    page.goto(address + "/incidents")
    bars = page.locator("#timeline svg .bar")
    bars.first.wait_for()
    box = page.locator("#timeline svg").bounding_box()
    page.mouse.move(box["x"] + 1, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 14, box["y"] + 20, steps=5)
    page.mouse.up()
    page.wait_for_url("**since=2020-10-26**")
    assert page.input_value("input[name=since]") == "2020-10-26"


def test_a_correction_is_seen_in_the_account_and_taken_back(own_address: str, page: Any) -> None:
    page.goto(own_address + f"{DOCUMENT}?claim=c3")
    form = page.locator("li.chosen form.decide")
    form.locator("input[name=value]").fill("at least 71")
    form.locator("input[name=by]").fill("Noor")
    form.locator("button[value=correct]").click()
    notice = page.locator(".notice")
    assert "Noor" in notice.inner_text()
    page.goto(own_address + STRIKE_EVENT)
    assert page.locator("#killed .label", has_text="at least 71").count() == 1
    page.goto(own_address + f"{DOCUMENT}?claim=c3&decided=1")
    page.keyboard.press("u")
    page.wait_for_url("**undone=**")
    page.goto(own_address + STRIKE_EVENT)
    assert page.locator("#killed .label", has_text="at least 71").count() == 0


def test_a_document_is_set_apart_and_put_back(own_address: str, page: Any) -> None:
    page.goto(own_address + f"{STRIKE_EVENT}?why=yes")
    before = page.locator("#documents li").count()
    page.locator("#decide .why button").first.click()
    page.wait_for_url("**decided=**")
    assert page.locator("#documents li").count() < before
    page.locator(".notice button").click()
    page.wait_for_url("**undone=**")
    assert page.locator("#documents li").count() == before


def test_two_incidents_become_one_and_two_again(own_address: str, page: Any) -> None:
    page.goto(own_address + "/incidents?type=air_strike")
    strike = page.locator(".incidents li").first.get_attribute("data-id")
    page.goto(own_address + "/incidents")
    every = [item.get_attribute("data-id") for item in page.locator(".incidents li").all()]
    other = next(one for one in every if one != strike)
    page.goto(own_address + f"/incidents/{strike}")
    page.fill("#decide input[name=other]", other)
    page.click("#decide button:has-text('Put together')")
    page.wait_for_url("**decided=**")
    page.goto(own_address + "/incidents")
    assert page.locator(".incidents li").count() == len(every) - 1
    page.goto(own_address + "/incidents?decided=1")
    page.locator(".notice button").click()
    page.wait_for_url("**undone=**")
    assert page.locator(".incidents li").count() == len(every)


def test_a_pasted_report_leads_to_its_incident(own_address: str, page: Any) -> None:
    page.goto(own_address + "/add")
    page.fill(
        "textarea[name=text]",
        "A car bomb killed three civilians and wounded seven in the town of al-Bab on 4 March 2019, the Syria TV channel said.",
    )
    page.fill("input[name=publisher]", "A wire")
    page.click("button:has-text('Take in'):not(.outline)")
    page.locator("a.into").wait_for(timeout=20_000)
    page.locator("a.into").first.click()
    assert "4 March 2019" in page.locator("h1").inner_text()
    assert page.locator("#killed .label", has_text="3").count() == 1


def test_what_was_typed_survives_a_reload(page: Any, address: str) -> None:
    page.goto(address + "/add")
    page.fill("textarea[name=text]", "Half a report")
    page.reload()
    assert page.input_value("textarea[name=text]") == "Half a report"


def test_keys_go_through_the_queue(page: Any, address: str) -> None:
    page.goto(address + "/review")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/**")
    assert page.locator("article.incident").count() == 1


def test_the_language_is_set_by_the_menu(own_address: str, page: Any) -> None:
    page.goto(own_address + "/sources")
    page.click("details.settings summary")
    page.select_option("select[name=language]", "ar")
    page.click("details.settings button")
    page.wait_for_selector("html[dir=rtl]")
    assert page.url.endswith("/sources")


def test_a_page_that_is_not_there_is_said_in_the_readers_language() -> None:
    found = client(demo_archive(), language="ar").get("/nowhere")
    assert "لا توجد صفحة بهذا العنوان." in found.text
