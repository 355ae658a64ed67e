"""What keeps other sites and other machines out: which hosts are answered, which requests may change something, what a page may load.

The site has no accounts yet, so it is for whoever sits at the machine. A page of another site, open in the same browser, must neither
read nor change anything: it would have to know the token that every page of ours carries, and a name that only looks like this machine's
(DNS rebinding) is not answered at all.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musnad.errors import InputError

LOCAL = ("localhost", "127.0.0.1", "::1")
HEADER = "x-musnad-token"
FIELD = "token"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # MapLibre sets the places of its labels by style attributes
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",  # addresses of incidents do not go to the sites that documents came from
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def check_loopback(host: str) -> None:
    """Nothing. InputError when the address is not of this machine alone."""
    try:
        own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = False
    if not own:
        raise InputError(f"{host}: the site is served on this machine alone until it has accounts; leave --host out, or write 127.0.0.1")


class Guard:
    """Answers only requests that name this machine, and gives every answer the headers that bind what a page may do."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOCAL) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing; the request is answered or refused."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = _hostname(Headers(scope=scope).get("host", ""))
        if name not in self._hosts:
            refused = PlainTextResponse("This site answers only on localhost. Open it by the address that musnad serve printed.", 421)
            await refused(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for header, value in HEADERS.items():
                    headers.setdefault(header, value)
            await send(message)

        await self._app(scope, receive, with_headers)


def _hostname(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].casefold()


class Token:
    """The word that a page must send along to change anything; new with every start of the site."""

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(24)

    async def check(self, request: Request) -> None:
        """Nothing. InputError when a request that changes something does not come from one of our pages."""
        given = request.headers.get(HEADER) or str((await request.form()).get(FIELD, ""))
        same_site = request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
        if not same_site or not hmac.compare_digest(given.encode(), self.value.encode()):
            raise InputError("this page was opened before the site was started anew; reload it and do it again")
