"""The site served for a browser, over its own copy of the demo's archive, on a free port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from musnad.stores import open_store
from musnad.views.web import serving
from musnad.views.web.app import create_app
from tests.views.web.site import own_archive


@contextmanager
def served(folder: Path, *, tiles: Path | None = None) -> Iterator[str]:
    """The address of the site, whose archive lies in ``folder`` and may be written; its maps are drawn over ``tiles``."""
    path = own_archive(folder)
    listening = serving.listen("127.0.0.1", 0)
    with open_store(str(path)) as store:
        server = uvicorn.Server(uvicorn.Config(create_app(store, str(path), tiles=tiles), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield serving.address(listening)
        finally:
            server.should_exit = True
            thread.join(timeout=20)
