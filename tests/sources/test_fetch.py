"""Fetching over a real server on this computer, which only the allowance by name makes possible."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from musnad.errors import InputError
from musnad.sources.fetch import Fetcher
from musnad.sources.options import Limits

Answer = Callable[[BaseHTTPRequestHandler], None]
QUICK = Limits(fetch_bytes=100_000, fetch_seconds=2.0, redirects=3, pause_seconds=0)


class Site:
    """A server whose paths answer as a test says; ``asked`` are the paths in the order they were asked for."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.host = f"127.0.0.1:{server.server_port}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def fetcher(self, limits: Limits = QUICK) -> Fetcher:
        return Fetcher(limits, private_hosts=frozenset({self.host}))


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            here.agents.add(self.headers["User-Agent"])
            here.answers.get(self.path, _not_found)(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Site(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


def _not_found(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(404)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def _page(data: bytes, media: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def _redirect(to: str) -> Answer:
    return _page(b"", status=302, Location=to)


def _endless(handler: BaseHTTPRequestHandler, *, piece: bytes = b"x" * 10_000, pause: float = 0.0) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)
    except OSError:
        pass


def _said(fetch: Fetcher, url: str) -> str:
    with pytest.raises(InputError) as raised:
        fetch(url)
    return str(raised.value)


def test_a_page_with_what_the_server_said_of_it(site: Site) -> None:
    site.answers["/a"] = _page(b"<p>words</p>")

    fetched = site.fetcher()(site.url("/a"))

    assert (fetched.data, fetched.media, fetched.url) == (b"<p>words</p>", "text/html; charset=utf-8", site.url("/a"))
    assert site.asked == ["/robots.txt", "/a"]
    (agent,) = site.agents
    assert agent.startswith("Musnad/")


def test_letters_of_any_script_in_an_address_are_escaped(site: Site) -> None:
    site.answers["/%D8%AE%D8%A8%D8%B1?q=%D8%A7"] = _page(b"a")
    site.answers["/there"] = _redirect("/خبر?q=ا".encode().decode("latin-1"))
    assert site.fetcher()(site.url("/خبر?q=ا#top")).data == b"a"
    assert site.fetcher()(site.url("/there")).data == b"a"


def test_robots_are_asked_once_and_followed(site: Site) -> None:
    site.answers["/robots.txt"] = _page(b"User-agent: *\nDisallow: /\n\nUser-agent: Musnad\nDisallow: /closed\n", "text/plain")
    site.answers["/open"] = _page(b"a")
    fetch = site.fetcher()

    assert fetch(site.url("/open")).data == b"a"
    assert "robots.txt of " in (said := _said(fetch, site.url("/closed?x=1")))
    assert "does not allow /closed?x=1; save the page yourself" in said
    assert site.asked == ["/robots.txt", "/open"]


def test_robots_are_asked_again_where_a_redirect_leads(site: Site) -> None:
    site.answers["/robots.txt"] = _page(b"User-agent: *\nDisallow: /closed", "text/plain")
    site.answers["/open"] = _redirect("/closed")
    assert "does not allow /closed" in _said(site.fetcher(), site.url("/open"))
    assert "/closed" not in site.asked


def test_a_site_whose_robots_cannot_be_had_is_left_alone(site: Site) -> None:
    site.answers["/robots.txt"] = _page(b"", status=503)
    site.answers["/a"] = _page(b"a")
    assert "does not allow" in _said(site.fetcher(), site.url("/a"))


def test_the_pause_between_two_fetches_is_kept(site: Site) -> None:
    site.answers["/robots.txt"] = _page(b"User-agent: *\nCrawl-delay: 0.2", "text/plain")
    site.answers["/a"] = _page(b"a")
    fetch = site.fetcher()
    begun = time.monotonic()
    for _ in range(3):
        fetch(site.url("/a"))
    assert 0.4 <= time.monotonic() - begun < 2


def test_redirects_are_followed_up_to_a_limit(site: Site) -> None:
    site.answers |= {"/1": _redirect("/2"), "/2": _redirect(site.url("/3")), "/3": _page(b"there"), "/loop": _redirect("/loop")}
    assert site.fetcher()(site.url("/1")).url == site.url("/3")
    assert "more than 3 redirects" in _said(site.fetcher(), site.url("/loop"))


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:1/",  # allowed is a host with its port, not the computer
        "http://localhost/",
        "http://127.1/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.168.1.1/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, to: str) -> None:
    site.answers["/a"] = _redirect(to)
    assert "which is not a public address" in _said(site.fetcher(), site.url("/a"))


def test_robots_that_lead_to_a_private_address_are_refused(site: Site) -> None:
    site.answers["/robots.txt"] = _redirect("http://10.0.0.1/robots.txt")
    assert "which is not a public address" in _said(site.fetcher(), site.url("/a"))


def test_without_allowance_this_computer_is_not_asked(site: Site) -> None:
    assert "which is not a public address" in _said(Fetcher(QUICK), site.url("/a"))
    assert site.asked == []


def test_a_name_is_refused_if_one_of_its_addresses_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.215.14", "192.168.1.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert "'news.example' is at 192.168.1.1" in _said(Fetcher(QUICK), "http://news.example/")


def test_what_was_checked_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that has another address when it is asked again gains nothing: it is asked once."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    connected: list[tuple[str, int]] = []
    connect = socket.create_connection

    def create_connection(address: tuple[str, int], *rest: object, **named: object) -> socket.socket:
        connected.append(address)
        with monkeypatch.context() as inside:
            inside.undo()
            return connect(address, *rest, **named)  # type: ignore[arg-type]

    port = int(site.host.partition(":")[2])
    site.answers["/a"] = _page(b"a")
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    fetch = Fetcher(QUICK, private_hosts=frozenset({f"news.example:{port}"}))

    assert fetch(f"http://news.example:{port}/a").data == b"a"
    assert set(connected) == {("127.0.0.1", port)}


@pytest.mark.parametrize(
    "url", ["ftp://news.example/a", "file:///etc/passwd", "http:///a", "http://news.example:99999/", "http://u:p@news.example/"]
)
def test_other_addresses_are_not_fetched(url: str) -> None:
    assert _said(Fetcher(QUICK), url).startswith(f"{url}: ")


def test_an_answer_without_end_is_cut_off_by_its_size(site: Site) -> None:
    site.answers["/feed"] = _endless
    assert "more than 100000 bytes were sent" in _said(site.fetcher(), site.url("/feed"))


@pytest.mark.parametrize("status_line_first", [True, False])
def test_an_answer_that_drips_is_cut_off_by_the_time(site: Site, *, status_line_first: bool) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if status_line_first:
            _endless(handler, piece=b"x", pause=0.05)
        else:  # one letter of a header at a time
            handler.connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            try:
                while True:
                    handler.connection.sendall(b"x")
                    time.sleep(0.05)
            except OSError:
                pass

    site.answers["/slow"] = drip
    begun = time.monotonic()
    said = _said(site.fetcher(Limits(fetch_seconds=0.5, pause_seconds=0)), site.url("/slow"))
    assert "no whole answer within 0.5 seconds" in said
    assert time.monotonic() - begun < 2


def test_a_packed_answer_is_unpacked_within_the_limit(site: Site) -> None:
    site.answers["/a"] = _page(gzip.compress(b"words " * 100), Content_Encoding="gzip")
    site.answers["/bomb"] = _page(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    site.answers["/br"] = _page(b"?", Content_Encoding="br")
    site.answers["/wrong"] = _page(b"not packed at all", Content_Encoding="gzip")
    fetch = site.fetcher()
    assert fetch(site.url("/a")).data == b"words " * 100
    assert "more than 100000 bytes" in _said(fetch, site.url("/bomb"))
    assert "packed as 'br'" in _said(fetch, site.url("/br"))
    assert "packed wrongly" in _said(fetch, site.url("/wrong"))


def test_a_page_that_is_not_there_is_named(site: Site) -> None:
    assert _said(site.fetcher(), site.url("/none")) == f"{site.url('/none')}: the server answered 404; check the address"


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    said = _said(Fetcher(QUICK, private_hosts=frozenset({host})), f"http://{host}/")
    assert "cannot be fetched" in said
    assert "check the address and the network" in said
