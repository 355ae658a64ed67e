"""What comes from outside is text on every page and JSON in every answer of the API, whatever is written in it."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from musnad.archive import taking
from musnad.sources import Options
from musnad.stores import open_store
from tests.views.web.site import client

SCRIPT = "<script>alert('x')</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
OVERRIDE = "\u202egnitirw\u202c"
REPORTS = [
    {
        "doc_id": f"a/b?c#{SCRIPT}",
        "title": f"{SCRIPT} {IMAGE}",
        "publisher": f"=cmd|' /C calc'!A0 {IMAGE}",
        "url": "javascript:alert(1)",
        "published_at": "2020-03-02",
        "text": f"An air strike killed five civilians in Sarmin on 1 March 2020, {SCRIPT} {IMAGE} {OVERRIDE} activists said. {{{{ 7*7 }}}}",
    },
    {"doc_id": "long", "title": "x" * 100_000, "text": "An air strike killed two people in Sarmin on 1 March 2020. " + "أ" * 1_000_000},
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, REPORTS)), encoding="utf-8")
    with open_store(str(folder / "a.db")) as store:
        taking.add(store, [str(folder / "reports.jsonl")], options=Options())
    return client(folder / "a.db")


@pytest.mark.parametrize(
    "path", ["/incidents", "/documents", "/documents?q=strike", "/sources", "/review", "/issues", "/log", f"/knowledge?q={SCRIPT}"]
)
def test_nothing_from_outside_is_markup(site: TestClient, path: str) -> None:
    page = site.get(path).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page


def test_a_document_and_its_incident_show_it_as_text(site: TestClient) -> None:
    found = site.get("/api/v1/incidents").json()["incidents"]
    pages = [site.get(f"/incidents/{incident['id']}").text for incident in found]
    addresses = {part.split('"')[0] for page in [*pages, site.get("/documents").text] for part in page.split('href="/documents/')[1:]}
    pages += [site.get(f"/documents/{address.replace('&amp;', '&')}").text for address in addresses]
    assert len(addresses) >= len(REPORTS)
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert "\u202e" not in page
    assert any("{{ 7*7 }}" in page for page in pages)


def test_the_api_answers_with_json_and_tags(site: TestClient) -> None:
    answer = site.get("/api/v1/incidents.geojson")
    assert answer.headers["content-type"].startswith("application/geo+json")
    assert answer.json()["type"] == "FeatureCollection"
    again = site.get("/api/v1/incidents.geojson", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
