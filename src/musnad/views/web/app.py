"""The site as one application: the guard at the door, the reader's language, the pages, the API and what they load."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from musnad import __version__
from musnad.errors import InputError, MusnadError
from musnad.stores.base import Store
from musnad.views.api import answers, lists, maps
from musnad.views.tongue import _, speaking
from musnad.views.web import assets, languages
from musnad.views.web import tiles as tilefile
from musnad.views.web.desk import Desk, desk, page
from musnad.views.web.guard import Guard
from musnad.views.web.pages import about, adding, documents, incident, incidents, issues, knowledge, log, review, settings, sources

PAGES = (incidents, incident, documents, review, sources, knowledge, adding, issues, log, settings, about)
API = (lists, maps)


def create_app(store: Store, db: str, *, tiles: Path | None = None) -> FastAPI:
    """The site over an open archive; ``db`` is what the archive is opened by, ``tiles`` a PMTiles file that maps are drawn over."""
    app = FastAPI(title="Musnad", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.desk = Desk(store=store, db=db, tiles=tiles)
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False)
    for module in API:
        app.include_router(module.router)
    app.add_api_route(assets.PREFIX + "/{digest}/{name:path}", _file, include_in_schema=False)
    app.add_api_route(tilefile.ADDRESS, _tiles, include_in_schema=False)
    app.add_exception_handler(InputError, _not_understood)
    app.add_exception_handler(MusnadError, _trouble)
    app.add_exception_handler(HTTPException, _refused)
    app.add_middleware(Speaking)
    app.add_middleware(Guard)
    return app


def _file(request: Request, digest: str, name: str) -> Response:
    """A file that pages load."""
    served = assets.found(digest, name, accept_encoding=request.headers.get("accept-encoding", ""))
    if served is None:
        raise HTTPException(404)
    return FileResponse(served.path, headers=dict(served.headers))


def _tiles(request: Request) -> Response:
    """The tile file, or the parts of it that are asked for."""
    tiles = desk(request).tiles
    if tiles is None:
        raise HTTPException(404)
    return FileResponse(tiles, media_type=tilefile.MEDIA)


class Speaking:
    """Every request is answered in the language that it asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing; the request is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        with speaking(languages.chosen(cookie_parser(headers.get("cookie", "")), headers.get("accept-language", ""))):
            await self._app(scope, receive, send)


def _not_understood(request: Request, found: Exception) -> Response:
    return _told(request, 404 if request.method == "GET" else 422, _("Not found"), str(found))


def _trouble(request: Request, found: Exception) -> Response:
    return _told(request, 503, _("The archive cannot be used"), str(found))


def _refused(request: Request, found: Exception) -> Response:
    status = found.status_code if isinstance(found, HTTPException) else 500
    if status == 404:
        return _told(request, status, _("Not found"), _("There is no such page."))
    return _told(request, status, str(status), found.detail if isinstance(found, HTTPException) else str(found))


def _told(request: Request, status: int, title: str, detail: object) -> Response:
    """What went wrong: a page for people, JSON for programs."""
    if request.url.path.startswith(answers.PREFIX + "/"):
        return JSONResponse({"detail": detail}, status)
    return page(request, "trouble.html", status, title=title, message=str(detail))
