from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from musnad.errors import InputError
from musnad.views.web import guard
from tests.views.web.site import client, demo_archive


@pytest.fixture(scope="module")
def site() -> TestClient:
    return client(demo_archive())


def test_other_hosts_are_not_answered(site: TestClient) -> None:
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", ""):
        assert site.get("/incidents", headers={"host": host}).status_code == 421
    for host in ("localhost:8765", "127.0.0.1", "[::1]:8765"):
        assert site.get("/api/v1/incidents", headers={"host": host}).status_code == 200


def test_a_page_may_load_nothing_from_elsewhere(site: TestClient) -> None:
    policy = site.get("/incidents").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "http" not in policy


def test_nothing_changes_without_the_token_of_a_page(site: TestClient) -> None:
    refused = site.post("/settings", data={"language": "ar"}, follow_redirects=False)
    assert (refused.status_code, "set-cookie" in refused.headers) == (422, False)
    found = re.search(r'name="token" value="([^"]+)"', site.get("/incidents").text)
    assert found is not None
    elsewhere = site.post("/settings", data={"token": found[1]}, headers={"sec-fetch-site": "cross-site"}, follow_redirects=False)
    assert elsewhere.status_code == 422
    kept = site.post("/settings", data={"token": found[1], "language": "ar", "back": "//evil.example"}, follow_redirects=False)
    assert (kept.status_code, kept.headers["location"]) == (303, "/")
    assert "language=ar" in kept.headers["set-cookie"]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
def test_only_addresses_of_this_machine_are_served(host: str) -> None:
    with pytest.raises(InputError, match="on this machine alone"):
        guard.check_loopback(host)
