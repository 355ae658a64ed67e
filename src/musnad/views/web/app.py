"""The site as one application: the guard at the door, the reader's language, the pages, the API and what they load."""

from __future__ import annotations

from fastapi import FastAPI, Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from musnad import __version__
from musnad.errors import InputError, MusnadError
from musnad.stores.base import Store
from musnad.views.api import lists
from musnad.views.tongue import _, speaking
from musnad.views.web import assets, languages
from musnad.views.web.desk import Desk, page
from musnad.views.web.guard import Guard
from musnad.views.web.pages import about, adding, documents, incident, incidents, issues, knowledge, log, review, settings, sources

PAGES = (incidents, incident, documents, review, sources, knowledge, adding, issues, log, settings, about)
API = (lists,)


def create_app(store: Store, db: str) -> FastAPI:
    """The site over an open archive; ``db`` is what the archive is opened by."""
    app = FastAPI(title="Musnad", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.desk = Desk(store=store, db=db)
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False)
    for module in API:
        app.include_router(module.router)
    app.add_api_route(assets.PREFIX + "/{digest}/{name:path}", _file, include_in_schema=False)
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
    return page(request, "trouble.html", 404 if request.method == "GET" else 422, title=_("Not found"), message=str(found))


def _trouble(request: Request, found: Exception) -> Response:
    return page(request, "trouble.html", 503, title=_("The archive cannot be used"), message=str(found))


def _refused(request: Request, found: Exception) -> Response:
    status = found.status_code if isinstance(found, HTTPException) else 500
    message = _("There is no such page.") if status == 404 else str(found)
    return page(request, "trouble.html", status, title=_("Not found") if status == 404 else str(status), message=message)
