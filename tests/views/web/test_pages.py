from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.views.web.site import client, demo_archive, own_archive, take_in


@pytest.fixture(scope="module")
def site() -> TestClient:
    return client(demo_archive())


def strike(site: TestClient) -> str:
    found = site.get("/api/v1/incidents", params={"type": "air_strike"}).json()
    return str(found["incidents"][0]["id"])


def test_the_list_names_each_incident_with_its_figures_and_links_them(site: TestClient) -> None:
    page = site.get("/incidents").text
    assert f'href="/incidents/{strike(site)}"' in page
    assert re.search(rf'href="/incidents/{strike(site)}#killed">killed: between \d+ and \d+', page)


def test_filters_narrow_the_list_and_say_what_is_not_understood(site: TestClient) -> None:
    assert "There is nothing called so to choose." in site.get("/incidents", params={"type": "storm"}).text
    assert "This is no day" in site.get("/incidents", params={"since": "yesterday"}).text
    assert "No incident is like that" in site.get("/incidents", params={"since": "2023-01-01"}).text


def test_two_clicks_lead_from_a_figure_to_the_marked_sentence(site: TestClient) -> None:
    incident = site.get(f"/incidents/{strike(site)}").text
    assert 'id="killed"' in incident
    address = re.search(r'href="(/documents/[^"]+)\?claim=(c\d+)#words"', incident)
    assert address is not None
    document = site.get(address[1], params={"claim": address[2]}).text
    assert re.search(r'<mark id="words" class="claim[^"]* lit"', document)


def test_an_event_or_older_id_leads_to_its_incident(site: TestClient) -> None:
    found = site.get("/incidents/demo-alalam-2020-10-26%23e1", follow_redirects=False)
    assert found.headers["location"] == f"/incidents/{strike(site)}"


def test_pages_are_arabic_and_right_to_left_when_asked_for(site: TestClient) -> None:
    page = client(demo_archive(), language="ar").get("/incidents").text
    assert '<html lang="ar" dir="rtl"' in page
    assert "أكتوبر" in page
    assert client(demo_archive(), language="ar", digits="arab").get("/incidents").text.count("٢٠٢٠") > 0


REPORT = "A car bomb killed three civilians in the town of al-Bab on 4 March 2019, the Syria TV channel said."


def test_what_is_taken_in_while_the_site_runs_is_on_every_page_at_once(tmp_path: Path) -> None:
    path = own_archive(tmp_path)
    site = client(path)
    asked = ("/incidents", "/api/v1/places.geojson", "/api/v1/incidents.geojson", "/documents?q=bomb")
    before = [site.get(address).text for address in asked]
    take_in(path, REPORT)
    after = [site.get(address).text for address in asked]
    assert [text for text in before if "Al-Bab" in text or "al-Bab" in text] == []
    assert len([text for text in after if "Al-Bab" in text or "al-Bab" in text or "4 March 2019" in text]) == len(asked)


def test_a_filter_that_is_not_understood_is_asked_of_neither_map_nor_timeline(site: TestClient) -> None:
    page = site.get("/incidents", params={"type": "storm", "killed": "1"}).text
    assert 'data-query="killed=1" data-map-query="killed=1"' in page


def test_search_lights_up_the_words(site: TestClient) -> None:
    page = site.get("/documents", params={"q": "المرصد"}).text
    assert "<mark>المرصد</mark>" in page


@pytest.mark.parametrize("path", ["/incidents/nothing", "/documents/nothing", "/nowhere"])
def test_what_is_not_there_is_said_in_a_page(site: TestClient, path: str) -> None:
    found = site.get(path)
    assert found.status_code == 404
    assert 'role="alert"' in found.text
