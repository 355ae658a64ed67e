"""A site over an archive of the demo's reports, for tests that ask it without a browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from fastapi.testclient import TestClient

from musnad.archive import taking
from musnad.sources import Options
from musnad.stores import open_store
from musnad.views.web.app import create_app

REPORTS = Path(__file__).parents[3] / "reports"


@cache
def demo_archive() -> Path:
    """An archive of the demo's reports; made once, and only read."""
    path = Path(mkdtemp(prefix="musnad-site-")) / "demo.db"
    with open_store(str(path)) as store:
        taking.add(store, [str(file) for file in sorted(REPORTS.glob("*.jsonl"))], options=Options())
    return path


def client(path: Path, **cookies: str) -> TestClient:
    """Somebody who asks the site over an archive, as a browser on this machine would."""
    asking = TestClient(create_app(open_store(str(path)), str(path)), base_url="http://localhost")
    asking.cookies.update(cookies)
    return asking
