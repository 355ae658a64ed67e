"""The API as its own description says it is, asked with whatever that allows and what it does not."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import settings
from schemathesis.checks import not_a_server_error

from musnad.stores import open_store
from musnad.views.web.app import create_app
from tests.views.web.site import client, demo_archive

APP = create_app(open_store(":memory:"), ":memory:")
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP, headers={"host": "localhost"})


@schema.parametrize()
@settings(max_examples=25, deadline=None)
def test_nothing_that_is_asked_makes_a_server_error(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"host": "localhost"}, checks=(not_a_server_error,))


def test_only_the_api_is_described() -> None:
    described = client(demo_archive()).get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    assert "/api/v1/incidents.geojson" in described["paths"]


@pytest.mark.parametrize("query", ["since=soon", "box=1,2,3", "type=storm", "origins=-1", "limit=0", "contested=maybe"])
def test_what_cannot_be_understood_is_refused_and_named(query: str) -> None:
    answer = client(demo_archive()).get(f"/api/v1/incidents?{query}")
    assert answer.status_code == 422


def test_lists_are_given_page_by_page() -> None:
    site = client(demo_archive())
    first = site.get("/api/v1/incidents", params={"limit": 1}).json()
    assert len(first["incidents"]) == 1
    second = site.get(first["next"]).json()
    assert second["incidents"][0]["id"] != first["incidents"][0]["id"]
    assert site.get(second["previous"]).json()["incidents"] == first["incidents"]
