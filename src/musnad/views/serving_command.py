"""The command ``serve``: the site over one archive, on this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from musnad.views.console import say
from musnad.views.opening import archive
from musnad.views.options import DEFAULT_DB, Db

CLEAN = 0
Port = Annotated[int, Parameter(validator=lambda _, port: _check_port(port))]


def serve(
    *,
    db: Db = DEFAULT_DB,
    host: str = "127.0.0.1",
    port: Port = 8765,
    page: str = "/incidents",
    tiles: Path | None = None,
    make: bool = False,
    open: bool = False,
) -> int:
    """Serve the site over an archive to the browser on this machine: incidents, documents, review, sources, taking in.

    Parameters
    ----------
    host
        The address to serve at; only those of this machine itself, until the site has accounts.
    port
        The port; when something else uses it, the next free one is taken.
    page
        Which page the printed address opens with; an incident or document may be named, too.
    tiles
        A PMTiles file that the maps are drawn over: pictures (PNG, JPEG, WebP, AVIF) or vector tiles.
    make
        Make the archive when there is none.
    open
        Open the browser, too, where there is a screen.
    """
    from musnad.views.web import guard
    from musnad.views.web import tiles as tilefile

    guard.check_loopback(host)
    if tiles is not None:
        tilefile.check(tiles)
    with archive(db, make=make) as store:
        from musnad.views.web import assets, serving
        from musnad.views.web.app import create_app

        assets.manifest()  # says what to do when the files are not built, before anything is served
        listening = serving.listen(host, port)
        address = serving.address(listening) + serving.path_of(store, page)
        say(f"Musnad serves {db} at {address} (stop it with Ctrl+C)")
        if open:
            serving.show(address)
        serving.run(create_app(store, db, tiles=tiles), listening)
    return CLEAN


def _check_port(port: int) -> None:
    if not 0 <= port < 65536:
        raise ValueError("This is no port; write a number from 0 (any free one) to 65535.")
