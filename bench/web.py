#!/usr/bin/env python3
"""Measure how long the pages of the site take over a large archive, as a browser on this machine asks for them.

    bench/web.py [--archive PATH] [--documents N] [--times N]

Without an archive one is made by bench/archive_of.py (100,000 documents take some minutes). ``musnad serve`` is started on it, and each
kind of page is asked for one after the other with other filters, incidents and words each time, so that nothing is answered twice.
Prints the median and the 95th of a hundred of the times, and what the server's processor worked for one of them on average (where the
system tells); issue 6 asks for 150 ms. Then a Chromium, where there is one, opens the page of the map, each time as if for the first time:
printed is when it first shows something, and when the incidents are on the map, for which the issue asks 2 s. Fails nothing.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import re
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import archive_of

from musnad.stores import Store, open_store

ASKED_MS = 150
ASKED_OF_MAP_MS = 2000
ROOT = Path(__file__).parents[1]
# No window, nothing fetched by itself, and maps drawn without a graphics card: a machine that has one is faster.
BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
MARKS = "name => performance.getEntriesByName(name)[0].startTime"
WORDS = ("قصفت", "بالمدفعية", "مصدر محلي", '"القوات الروسية"', "artillery", "observatory", '"guided missile"', "warplanes Turkish", "شهود*")
PARTIES = tuple(label for label, _, _ in archive_of.PARTIES)
TYPES = tuple(kind.type for kind in archive_of.KINDS)


def main() -> int:
    """Exit status 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, help="an archive that bench/archive_of.py made")
    parser.add_argument("--documents", type=int, default=100_000, help="how many documents the archive is made with when none is given")
    parser.add_argument("--times", type=int, default=40, help="how often each kind of page is asked for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.archive or Path(folder) / "made.db"
        if options.archive is None:
            archive_of.make(path, options.documents, seed=6)
        with open_store(str(path)) as store:
            counts = store.counts()
            print(f"{counts.documents:,} documents, {counts.claims:,} claims, {counts.incidents:,} incidents")
            pages = _pages(store, random.Random(6))
        with _served(path) as (site, process):
            print(f"load of the machine before: {_load()}")
            for name, address in pages.items():
                _measure(site, process, name, address, options.times)
            _measure_map(site, times=max(options.times // 4, 3))
            print(f"load of the machine after: {_load()}")
    return 0


def _load() -> str:
    """How many processes wanted to run on average, in the last minute, and on how many processors."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _pages(store: Store, chance: random.Random) -> dict[str, Callable[[], str]]:
    """How the address of each kind of page is made, another each time."""
    some = [row.id for row in store.incidents(order="latest", limit=400)]
    most = [row.id for row in store.incidents(order="origins", limit=60)]
    documents = [card.id for card in store.cards(limit=400)]

    def filters() -> dict[str, object]:
        since = date(2012, 1, 1) + timedelta(days=chance.randrange(3000))
        box = f"{chance.uniform(35.5, 39):.2f},{chance.uniform(32.5, 35.5):.2f},{chance.uniform(39, 42):.2f},{chance.uniform(35.6, 37):.2f}"
        every: list[tuple[str, object]] = [
            ("party", chance.choice(PARTIES)),
            ("type", chance.choice(TYPES)),
            ("since", since),
            ("until", since + timedelta(days=chance.randrange(10, 900))),
            ("contested", chance.choice(("yes", "no"))),
            ("origins", chance.randrange(2, 6)),
            ("language", chance.choice(("ar", "en"))),
            ("box", box),
            ("q", chance.choice(WORDS)),
            ("order", chance.choice(("date", "latest", "origins", "killed"))),
        ]
        return dict(chance.sample(every, chance.randrange(1, 4)))

    def under(path: str, **more: object) -> Callable[[], str]:
        return lambda: f"{path}?{urlencode(filters() | more)}"

    return {
        "list": under("/incidents"),
        "list, all of it, page by page": lambda: f"/incidents?page={chance.randrange(1, 400)}",
        "list for programs": under("/api/v1/incidents", limit=20),
        "map, filtered": under("/api/v1/places.geojson"),
        "map, everything": lambda: f"/api/v1/places.geojson?origins={chance.choice((0, 1))}",
        "features for programs": under("/api/v1/incidents.geojson", offset=chance.randrange(0, 3000)),
        "timeline": under("/api/v1/incidents/days"),
        "incident": lambda: f"/incidents/{chance.choice(some)}",
        "incident with most origins": lambda: f"/incidents/{chance.choice(most)}",
        "document": lambda: f"/documents/{chance.choice(documents)}",
        "search": lambda: f"/documents?{urlencode({'q': chance.choice(WORDS)})}",
    }


@contextmanager
def _served(path: Path) -> Iterator[tuple[str, int]]:
    """The address of the site over an archive and the number of its process, while the block runs."""
    command = [sys.executable, "-m", "musnad", "serve", "--db", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield _address(process), process.pid
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    said = []
    for line in process.stdout or ():
        said.append(line)
        if found := re.search(r"http://[\w.:\[\]]+", line):
            return found[0]
    raise SystemExit(f"musnad serve did not say where it serves, but: {''.join(said)}")


def _measure(site: str, process: int, name: str, address: Callable[[], str], times: int) -> None:
    _get(site + address())  # what is loaded once is no page's
    worked = _worked_ms(process)
    found = sorted(_get(site + address()) for _ in range(times))
    late = found[min(round(0.95 * times), times - 1)]
    worked = (_worked_ms(process) - worked) / times
    line = f"{name:32} p50 {statistics.median(found):7.1f} ms   p95 {late:7.1f} ms   processor {worked:7.1f} ms"
    print(line + ("" if late <= ASKED_MS else "   over"), flush=True)


def _worked_ms(process: int) -> float:
    """How long processors have worked for a process, in milliseconds; not a number where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return math.nan
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _measure_map(site: str, times: int) -> None:
    path = runpy.run_path(str(ROOT / "tools" / "browser.py"))["find"]()
    if path is None:
        print("the map's first paint was not measured: there is no Chromium")
        return
    from playwright.sync_api import sync_playwright

    painted, drawn = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER))
        for _ in range(times + 1):
            with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
                page = context.new_page()
                page.goto(f"{site}/incidents")
                page.wait_for_selector("#map[data-shown]")
                painted.append(page.evaluate(MARKS, "first-contentful-paint"))
                drawn.append(page.evaluate(MARKS, "map-drawn"))
        browser.close()
    for name, found in (("page of the map, first paint", painted[1:]), ("page of the map, incidents drawn", drawn[1:])):
        line = f"{name:32} p50 {statistics.median(found):7.1f} ms   worst {max(found):5.1f} ms"
        print(line + ("" if max(found) <= ASKED_OF_MAP_MS else "   over"), flush=True)


def _get(address: str) -> float:
    """How many milliseconds the answer took, whole."""
    start = time.perf_counter()
    with urlopen(address) as answer:  # the site on this machine
        answer.read()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    sys.exit(main())
