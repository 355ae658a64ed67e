"""Fetching one address, politely and safely: robots.txt, a limit on size, time and redirects, and public addresses only.

It stands on httpcore, the engine of httpx, because there the connection itself can be made to the address that was checked.
Proxies of the environment are not used: behind one, no address could be checked.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import httpcore

from musnad import __version__
from musnad.errors import InputError
from musnad.sources import addresses, robots
from musnad.sources.blobs import size
from musnad.sources.options import MEBIBYTE, Fetched, Limits

USER_AGENT = f"Musnad/{__version__} (reads published conflict news for an archive; follows robots.txt as {robots.AGENT!r})"
_REDIRECTS = (301, 302, 303, 307, 308)
_ROBOTS_BYTES = MEBIBYTE // 2  # RFC 9309 asks for 500 KiB at least
_SAFE = "/%:@!$&'()*+,;=~?-._[]"  # what stays as it is in a path or query; letters beyond ASCII are escaped
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """One answer, whatever its status."""

    status: int
    headers: dict[str, str]
    data: bytes


class Fetcher:
    """Fetches addresses, remembering each site's rules and when it was last asked.

    ``private_hosts`` are the only hosts, as ``host:port``, that may have an address that is not public: for tests and for one's own server.
    """

    def __init__(self, limits: Limits | None = None, *, private_hosts: frozenset[str] = frozenset()) -> None:
        self._limits = limits or Limits()
        self._private_hosts = private_hosts
        self._robots: dict[str, robots.Robots] = {}
        self._last: dict[str, float] = {}

    def __call__(self, url: str) -> Fetched:
        """What ``url`` answers after its redirects. Raises ``InputError`` when it cannot or must not be fetched, saying why."""
        deadline = time.monotonic() + self._limits.fetch_seconds
        try:
            return self._follow(url, deadline)
        except InputError as found:
            raise InputError(f"{url}: {found}") from found

    def _follow(self, url: str, deadline: float) -> Fetched:
        """The last answer of a chain of redirects, every one of them checked like the first."""
        for _ in range(self._limits.redirects + 1):
            url, parts = _checked(url)
            self._ask_robots(parts, deadline)
            answer = self._get(url, deadline, self._limits.fetch_bytes)
            if answer.status == 200:
                return Fetched(data=answer.data, media=answer.headers.get("content-type", ""), url=url)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                raise InputError(f"the server answered {answer.status}; check the address")
            url = urljoin(url, answer.headers["location"])
        raise InputError(f"more than {self._limits.redirects} redirects, the last to {url}; give the address they end at")

    def _ask_robots(self, parts: SplitResult, deadline: float) -> None:
        """Nothing, after the pause that is due. Raises ``InputError`` when robots.txt of the site forbids the address."""
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._load_robots(f"{site}/robots.txt", deadline)
        rules = self._robots[site]
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not rules.allow(path):
            raise InputError(f"robots.txt of {parts.netloc} does not allow {path}; save the page yourself and add the file")
        self._pause(site, max(rules.pause_seconds, self._limits.pause_seconds), deadline)

    def _load_robots(self, url: str, deadline: float) -> robots.Robots:
        """The rules of a site: none when it has none, nothing allowed when it cannot say (RFC 9309, 2.3.1)."""
        for _ in range(self._limits.redirects + 1):
            url, _ = _checked(url)
            answer = self._get(url, deadline, _ROBOTS_BYTES, cut=True)
            if answer.status in _REDIRECTS and "location" in answer.headers:
                url = urljoin(url, answer.headers["location"])
                continue
            if answer.status == 200:
                return robots.parse(answer.data.decode("utf-8-sig", errors="replace"))
            return robots.NOTHING_ALLOWED if answer.status >= 500 else robots.Robots()
        return robots.Robots()

    def _pause(self, site: str, seconds: float, deadline: float) -> None:
        """Wait until ``seconds`` have passed since the site was last asked."""
        due = self._last.get(site, 0.0) + seconds
        now = time.monotonic()
        if site in self._last and due > now:
            time.sleep(min(due - now, max(deadline - now, 0.0)))
        self._last[site] = time.monotonic()

    def _get(self, url: str, deadline: float, most: int, *, cut: bool = False) -> _Answer:
        """One answer. Raises ``InputError`` when it is longer than ``most`` bytes, unless it may be ``cut`` there, or takes too long."""
        guard = _Guard(self._private_hosts, deadline)
        timeouts = dict.fromkeys(("connect", "read", "write"), 10.0)
        headers = [("User-Agent", USER_AGENT), ("Accept", "*/*"), ("Accept-Encoding", "gzip")]
        try:
            with (
                httpcore.ConnectionPool(network_backend=guard) as pool,
                pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as answer,
            ):
                named = {name.decode("latin-1").casefold(): _header(value) for name, value in answer.headers}
                chunks = _plain(answer.iter_stream(), named.get("content-encoding", ""), most)
                data = b"" if answer.status in _REDIRECTS else _gathered(chunks, most, deadline, cut=cut)
                return _Answer(status=answer.status, headers=named, data=data)
        except httpcore.TimeoutException as found:
            raise InputError(f"no whole answer within {self._limits.fetch_seconds:g} seconds; try again later") from found
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError) as found:
            raise InputError(f"cannot be fetched ({found or type(found).__name__}); check the address and the network") from found


def _header(value: bytes) -> str:
    """The value of a header: UTF-8, as many servers write the addresses in it, or else Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _checked(url: str) -> tuple[str, SplitResult]:
    """A URL as it is sent, and its parts. Raises ``InputError`` for one that may not be asked at all."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as found:
        raise InputError(f"this is no address ({found})") from found
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise InputError(f"{parts.scheme or 'no scheme'}: only http and https addresses of a host are fetched")
    if parts.username is not None:
        raise InputError("an address with a user name in it is not fetched; leave it out")
    try:
        host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    except UnicodeError as found:
        raise InputError(f"the host {parts.hostname!r} is no name of one ({found}); check the address") from found
    place = f"[{host}]" if ":" in host else host
    sent = parts._replace(
        netloc=place if port is None else f"{place}:{port}",
        path=quote(parts.path, safe=_SAFE),
        query=quote(parts.query, safe=_SAFE),
        fragment="",
    )
    return sent.geturl(), sent


def _gathered(chunks: Iterable[bytes], most: int, deadline: float, *, cut: bool) -> bytes:
    """All chunks as one. Raises ``InputError`` at the limits of size and time."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > most:
            if cut:
                break
            raise InputError(f"more than {size(most)} were sent, which is the most that is fetched; save it and add the file")
        if time.monotonic() > deadline:
            raise httpcore.ReadTimeout("the answer goes on and on")
    return bytes(data[:most])


def _plain(chunks: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """The chunks unpacked, never more than ``most`` bytes and one at a time. Raises ``InputError`` for a packing we did not ask for."""
    if encoding.strip().casefold() in ("", "identity"):
        yield from chunks
        return
    if encoding.strip().casefold() not in ("gzip", "x-gzip"):
        raise InputError(f"the answer is packed as {encoding!r}, which was not asked for")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, most + 1)
    except zlib.error as found:
        raise InputError(f"the answer is packed wrongly ({found})") from found


class _Guard(httpcore.NetworkBackend):
    """Connects to checked addresses only, and lets nothing take longer than until the deadline."""

    def __init__(self, private_hosts: frozenset[str], deadline: float) -> None:
        self._private_hosts = private_hosts
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers."""
        failed: Exception | None = None
        for address in addresses.resolve(host, port, private=f"{host}:{port}" in self._private_hosts):
            try:
                left = _left(self._deadline, timeout)
                return _TimedStream(self._backend.connect_tcp(address, port, left, local_address, socket_options), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as found:
                failed = found
        raise failed or httpcore.ConnectError(f"no address of {host!r} answers")


class _TimedStream(httpcore.NetworkStream):
    """A stream of which no part may take longer than until the deadline: else a byte a second would pass every single timeout."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        """Close."""
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        """The same stream, encrypted; the certificate is checked for the name, not for the address."""
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """The seconds left for one step. Raises httpcore's timeout when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return left if timeout is None else min(left, timeout)
