"""A browser for the tests of the site, and pages in it that fail when something is wrong which nobody looks at."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from musnad.errors import SiteError
from musnad.views.web import assets

playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make test installs it")

ROOT = Path(__file__).parents[3]
AXE = ROOT / "src/musnad/views/web/assets/node_modules/axe-core/axe.min.js"

# No window, no sandbox (tests may run as root), nothing fetched by itself, and maps drawn without a graphics card.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
LOCAL_HOSTS = {"127.0.0.1", "localhost", "testserver"}

OpenPage = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium without a window. Tests that ask for it are skipped where there is none, or where the site's files are not built."""
    path = runpy.run_path(str(ROOT / "tools" / "browser.py"))["find"]()
    if path is None:
        pytest.skip("there is no Chromium on this machine: make test installs it, or says how to")
    try:
        assets.manifest()
    except SiteError as error:
        pytest.skip(str(error))
    with playwright_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[OpenPage]:
    """A function that opens an empty page, 1400 pixels wide or as asked; keyword arguments go to Playwright's ``new_context``.

    When the test ends, it fails if a page wrote an error to the console, raised one, or asked another host for anything.
    """
    contexts: list[Any] = []
    trouble: list[str] = []

    def open_page(*, width: int = 1400, height: int = 900, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"console: {message.text}") if message.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        context.route("**/*", lambda route: refuse_foreign(route, trouble))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def page(open_page: OpenPage) -> Any:
    """An empty page, 1400 pixels wide, watched as ``open_page`` says."""
    return open_page()


@pytest.fixture
def check_accessible() -> Callable[[Any], None]:
    """A function that fails when axe finds a serious or critical fault in a page as it is now."""

    def check(page: Any) -> None:
        page.add_script_tag(path=str(AXE))
        violations = page.evaluate("axe.run().then(found => found.violations)")
        assert [said(violation) for violation in violations if violation["impact"] in ("serious", "critical")] == []

    return check


def said(violation: dict[str, Any]) -> str:
    """A violation in one line: the rule, what it asks, and where it is broken."""
    return f"{violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']]}"


def refuse_foreign(route: Any, trouble: list[str]) -> None:
    """Lets a request to this machine through; any other is noted and goes nowhere."""
    address = urlsplit(route.request.url)
    if address.scheme in ("data", "blob") or address.hostname in LOCAL_HOSTS:
        route.continue_()
    else:
        trouble.append(f"request to another host: {route.request.url}")
        route.abort()
