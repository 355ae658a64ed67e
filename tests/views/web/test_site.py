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
CLAIM = "demo-badil-2020-10-26%23c3"
PAGES = [
    *("/incidents", STRIKE_EVENT, f"{STRIKE_EVENT}?why=yes", f"{DOCUMENT}?claim=c3", f"/documents?q={quote('المرصد')}", "/documents"),
    *(f"/place?of={CLAIM}&q=Idlib", f"/place?of={CLAIM}&lat=36.1&lon=36.5&name=X&precision=town", f"/correct?claim={CLAIM}"),
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
    form.locator("input[name=low]").fill("٧١")
    form.locator("select[name=said]").select_option("at_least")
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


def test_a_place_is_corrected_on_the_map_and_taken_back(own_address: str, page: Any) -> None:
    page.goto(own_address + STRIKE_EVENT)
    before = page.locator(".sites li.chosen b").inner_text()
    page.click("a:has-text('Correct the place')")
    page.wait_for_selector("#pick-map[data-shown=yes]")
    box = page.locator("#pick-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] * 3 / 4)
    lat = page.input_value("input[name=lat]")
    assert float(lat)
    page.fill("#placing input[name=name]", "The hill")
    page.reload()
    assert (page.input_value("input[name=lat]"), page.input_value("#placing input[name=name]")) == (lat, "The hill")
    page.fill("input[name=by]", "Noor")
    page.click("button:has-text('It happened here')")
    page.wait_for_url("**decided=**")
    assert "The hill" in page.locator(".sites li.chosen").inner_text()
    assert "placed by a person" in page.locator(".sites li.chosen").inner_text()
    page.keyboard.press("u")
    page.wait_for_url("**undone=**")
    assert page.locator(".sites li.chosen b").inner_text() == before


def test_a_place_is_looked_up_by_its_name(own_address: str, page: Any) -> None:
    page.goto(own_address + DOCUMENT)
    page.click("a:has-text('correct the place')")
    page.fill("main input[name=q]", "كفر تخاريم")
    page.click("main button:has-text('Look up')")
    page.click("a.hit >> nth=0")
    assert page.input_value("select[name=precision]") == "town"
    page.click("button:has-text('It happened here')")
    page.wait_for_url("**decided=**")
    assert "Kafr Takharim" in page.locator(".happening .facts").first.inner_text()
    assert page.input_value("textarea[name=words]") == ""


def test_a_corrected_chain_and_stance_change_whose_word_it_is(own_address: str, page: Any) -> None:
    page.goto(own_address + STRIKE_EVENT)
    assert page.locator("#killed .voice.hedge a.origin", has_text="a doctor of the town").count() == 0
    page.goto(own_address + f"/correct?claim={CLAIM}")
    page.locator("input[name=link]").last.fill("a doctor of the town")
    page.locator("select[name=link_kind]").last.select_option("medical")
    page.locator("[data-move=out]").first.click()
    page.select_option("select[name=stance]", "hedge")
    page.reload()
    assert [one.input_value() for one in page.locator("input[name=link]").all()][1:] == ["a doctor of the town"]
    page.click("button:has-text('Correct it')")
    page.wait_for_url("**decided=**")
    page.goto(own_address + STRIKE_EVENT)
    assert page.locator("#killed .voice.hedge a.origin", has_text="a doctor of the town").count() == 1


def test_a_claim_is_added_by_marking_words(own_address: str, page: Any) -> None:
    page.goto(own_address + DOCUMENT)
    page.evaluate("""() => { const mark = [...document.querySelectorAll('#text mark')].at(-1); getSelection().selectAllChildren(mark); }""")
    page.keyboard.press("n")
    page.wait_for_function("document.querySelector('#adding textarea').value !== ''")
    words = page.input_value("#adding textarea")
    page.reload()
    assert page.input_value("#adding textarea") == words
    page.select_option("#adding select[name=field]", "detained")
    page.fill("#adding input[name=low]", "4")
    page.click("button:has-text('Add the claim')")
    page.wait_for_url("**decided=**")
    assert page.locator("li.chosen", has_text="added by a person").count() == 1
    assert words in page.locator("mark.lit").all_inner_texts()
    page.goto(own_address + STRIKE_EVENT)
    assert page.locator("#detained .mark", has_text="added by a person").count() == 1


@pytest.mark.parametrize(("key", "said"), [("a", "accept"), ("r", "reject")])
def test_keys_decide_on_a_claim(own_address: str, page: Any, key: str, said: str) -> None:
    page.goto(own_address + DOCUMENT)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("li.chosen").get_attribute("data-claim") == "c1"
    page.keyboard.press(key)
    page.wait_for_url("**decided=**")
    assert said in page.locator(".notice").inner_text()


def test_keys_lead_to_value_chain_and_place(page: Any, address: str) -> None:
    page.goto(address + DOCUMENT)
    page.keyboard.press("j")
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.name") == "low"
    for key, where in (("s", "**/correct**"), ("p", "**/place**")):
        page.goto(address + DOCUMENT)
        page.keyboard.press("j")
        page.keyboard.press(key)
        page.wait_for_url(where)


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
