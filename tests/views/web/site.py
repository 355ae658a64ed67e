"""A site over an archive of the demo's reports, for tests that ask it without a browser."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from fastapi.testclient import TestClient

from musnad.archive import taking
from musnad.model import Defaults
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


def own_archive(folder: Path, *reports: str) -> Path:
    """A copy of the demo's archive in a folder, which may be written, with further reports taken in."""
    path = folder / "site.db"
    shutil.copy(demo_archive(), path)
    take_in(path, *reports)
    return path


def take_in(path: Path, *reports: str) -> None:
    """Nothing; takes reports, published on 10 June 2019, into an archive, as another program would that has it open."""
    with open_store(str(path)) as store:
        for number, text in enumerate(reports):
            report = path.parent / f"report-{number}.txt"
            report.write_text(text, encoding="utf-8")
            taking.add(store, [str(report)], options=Options(defaults=Defaults(published_at="2019-06-10")))


def client(path: Path, **cookies: str) -> TestClient:
    """Somebody who asks the site over an archive, as a browser on this machine would."""
    asking = TestClient(create_app(open_store(str(path)), str(path)), base_url="http://localhost")
    asking.cookies.update(cookies)
    return asking
