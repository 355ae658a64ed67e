"""The API as its own description says it is, asked with whatever that allows and what it does not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import positive_data_acceptance

from musnad.stores import open_store
from musnad.views.web.app import create_app
from tests.knowledge.places import PLACES, index
from tests.views.web.site import client, demo_archive, own_archive

EMPTY = create_app(open_store(":memory:"), ":memory:")
empty_schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", EMPTY, headers={"host": "localhost"})
ADDRESS = "/api/v1/incidents.geojson"


@cache
def demo_schema() -> Any:
    """The API over the demo's archive, which has something to answer with."""
    app = create_app(open_store(str(demo_archive())), str(demo_archive()))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "localhost"})


@empty_schema.parametrize()
@settings(max_examples=25, deadline=None)
def test_nothing_that_is_asked_of_an_empty_archive_makes_a_server_error(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"host": "localhost"}, checks=(not_a_server_error,))


@pytest.mark.parametrize("path", EMPTY.openapi()["paths"])
def test_the_demo_answers_whatever_is_asked_as_the_description_says(path: str) -> None:
    @given(case=demo_schema()[path]["GET"].as_strategy())
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: schemathesis.Case) -> None:
        # What no description can forbid is refused, too: a last day before the first, a part of the map that is upside down.
        case.call_and_validate(headers={"host": "localhost"}, excluded_checks=(positive_data_acceptance,))

    ask()


def test_what_has_no_known_place_is_a_feature_without_geometry(tmp_path: Path) -> None:
    site = client(own_archive(tmp_path, "A drone strike killed two fighters on 3 June 2019, the army said in a statement."))
    listed = [row["id"] for row in site.get("/api/v1/incidents", params={"limit": 200}).json()["incidents"]]
    unplaced = [row["id"] for row in site.get("/api/v1/incidents", params={"limit": 200, "located": "no"}).json()["incidents"]]
    features = site.get(ADDRESS).json()["features"]
    assert [each["id"] for each in features] == listed
    assert unplaced
    assert [each["id"] for each in features if each["geometry"] is None] == unplaced
    places = site.get("/api/v1/places.geojson").json()["features"]
    assert sum(each["properties"]["incidents"] for each in places if each["geometry"] is None) == len(unplaced)
    assert sum(each["properties"]["incidents"] for each in places) == len(listed)


def test_towns_are_named_in_the_language_asked_for_and_follow_what_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSNAD_HOME", str(tmp_path))
    site = client(demo_archive())
    assert site.get("/api/v1/towns.geojson?language=ar").json()["features"] == []
    index(tmp_path)
    first, *others = site.get("/api/v1/towns.geojson?language=ar").json()["features"]
    assert first["properties"] == {"name": "الباب", "zoom": 8}
    assert len(others) == len(PLACES) - 1
    assert site.get("/api/v1/towns.geojson?language=en").json()["features"][0]["properties"]["name"] == "Al-Bab"


def test_what_is_refused_is_said_in_json() -> None:
    found = client(demo_archive()).get("/api/v1/incidents?since=2021-01-02&until=2021-01-01")
    assert (found.status_code, found.json()["detail"][0]["loc"]) == (422, ["query", "until"])
    assert client(demo_archive()).get("/api/v1/nothing").json() == {"detail": "There is no such page."}


def test_only_the_api_is_described() -> None:
    described = client(demo_archive()).get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    assert {ADDRESS, "/api/v1/places.geojson", "/api/v1/towns.geojson"} <= set(described["paths"])


@pytest.mark.parametrize("query", ["since=soon", "box=1,2,3", "type=storm", "origins=-1", "limit=0", "contested=maybe"])
def test_what_cannot_be_understood_is_refused_and_named(query: str) -> None:
    answer = client(demo_archive()).get(f"/api/v1/incidents?{query}")
    assert answer.status_code == 422


@pytest.mark.parametrize(("address", "listed"), [("/api/v1/incidents", "incidents"), (ADDRESS, "features")])
def test_lists_are_given_page_by_page(address: str, listed: str) -> None:
    site = client(demo_archive())
    first = site.get(address, params={"limit": 1}).json()
    assert len(first[listed]) == 1
    second = site.get(first["next"]).json()
    assert second[listed][0]["id"] != first[listed][0]["id"]
    assert site.get(second["previous"]).json()[listed] == first[listed]
