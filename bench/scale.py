#!/usr/bin/env python3
"""Measure the archive at size, on documents of our own making: linking everything, and adding one document to a small and a large archive.

    bench/scale.py [--documents N] [--seed N] [--keep FOLDER] [--profile] [--shared FOLDER]

The documents are short Arabic reports made from templates: ten years, several reports of each incident, some copied, half without a day
of publication. They are really read, by two processes, and kept in an archive like any other. ``--documents 100000`` is the size that
issue 4 asks for; the default is what can be waited for. With ``--keep`` an archive made earlier is used again. The benchmark's own
documents are taken in too where they are there (``--shared`` or MUSNAD_BENCHMARK, as for bench/speed.py). Fails nothing.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import json
import multiprocessing
import os
import pstats
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from musnad import pipeline
from musnad.archive import linked, taking
from musnad.documents import nearcopies
from musnad.model import Document, Receipt
from musnad.sources import Options
from musnad.stores import open_store

ROOT = Path(__file__).resolve().parent.parent
AT = "2026-03-01T10:00:00Z"
SMALL = 1000  # documents of the small archive
ADDED = 9  # documents added one by one to each archive; the middle time counts
DAYS = 3650
CHUNK = 500
TARGETS = {"ratio": 3.0, "minutes": 15, "memory_gb": 4}

PUBLISHERS = tuple(
    f"{kind} {name}" for kind in ("شبكة", "وكالة", "موقع", "مرصد") for name in ("الضفاف", "المنارة", "البيادر", "السنابل", "الرواسي")
)
PARTIES = ("قوات النظام", "الطيران الروسي", "فصائل المعارضة", "قوات سوريا الديمقراطية", "تنظيم داعش", "الجيش التركي", "هيئة تحرير الشام")
STRIKES = {
    "shelling": ("قصفت {party} بالمدفعية {place}", "سقطت قذائف أطلقتها {party} على {place}", "استهدف قصف مدفعي من {party} أطراف {place}"),
    "air": ("شنت {party} غارة جوية على {place}", "استهدفت غارات جوية نفذتها {party} {place}", "قصف طيران {party} بالصواريخ {place}"),
    "ied": ("انفجرت عبوة ناسفة في {place}", "هز انفجار عبوة ناسفة {place}", "وقع انفجار بعبوة زرعها مجهولون في {place}"),
    "clash": (
        "اندلعت اشتباكات بين {party} ومسلحين في {place}",
        "دارت مواجهات عنيفة مع {party} قرب {place}",
        "هاجم مسلحون مواقع {party} في {place}",
    ),
}
TOLLS = ("مما أدى إلى مقتل {n} مدنيين وإصابة {m} آخرين", "وأسفر ذلك عن مقتل {n} أشخاص وجرح {m}", "وقتل في الحادث {n} أشخاص وأصيب {m} بجروح")
VOICES = ("وقال مصدر محلي", "وذكر ناشطون", "وأفاد مراسل الشبكة", "وأعلن الدفاع المدني", "ونقلت وسائل إعلام عن شهود")
DETAILS = (
    "إن فرق الإسعاف نقلت الجرحى إلى المشفى الميداني",
    "إن القصف أصاب منازل قرب السوق الشعبي",
    "إن الأضرار طالت مدرسة ومخبزا في الحي {part}",
    "إن الطرق المؤدية إلى البلدة أغلقت حتى المساء",
    "إن العائلات نزحت نحو المزارع {part}",
    "إن سيارة كانت تقل عمالا احترقت بالكامل",
    "إن بين القتلى صاحب محل يدعى {name}",
    "إن الهدوء عاد إلى المنطقة بعد ساعات",
)
PARTS = ("الشرقي", "الغربي", "الشمالي", "الجنوبي", "القديم", "الجديد")
NAMES = tuple(
    f"{one} {two}" for one in ("سالم", "ياسين", "عدنان", "مروان", "حازم", "نبيل", "رائد") for two in ("الخطيب", "العلي", "الحموي", "الصالح")
)
MONTHS = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول")
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


def main() -> int:
    """Exit status 0; the measurements run in processes of their own, of which this is also the door."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("MUSNAD_BENCHMARK") or ROOT.parent / "shared"
    parser.add_argument("--documents", type=int, default=5000, help="how many documents the large archive has")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--keep", type=Path, help="folder for the archives, which are used again")
    parser.add_argument("--profile", action="store_true", help="print where linking spends its time (slower)")
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder that holds benchmark/")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        return _part(options.part, options)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        _measure(folder, options)
    return 0


def _measure(folder: Path, options: argparse.Namespace) -> None:
    big, small = folder / f"{options.documents}.db", folder / f"{SMALL}.db"
    for path, count in ((big, options.documents), (small, SMALL)):
        made = not path.exists()
        if made:
            start = time.perf_counter()
            _fill(path, count, options.seed)
            _say(f"reading and keeping {count:,} documents, two processes", f"{time.perf_counter() - start:.1f} s")
        found = _run("link", path, profile=options.profile and path == big) if made or path == big else None
        if found:
            _say(f"linking {count:,} documents", f"{found['seconds']:.1f} s")
            _say("  peak memory", f"{found['memory_mb']:.0f} MB")
            _say("  incidents", f"{found['incidents']:,}")
    inside = [_run("add", path, seed=options.seed) for path in (small, big)]
    for one, path in zip(inside, (small, big), strict=True):
        _say(f"adding one document to {path.stem}, in one process", f"{1000 * one['seconds']:.1f} ms")
    _say("  ratio", f"{inside[1]['seconds'] / inside[0]['seconds']:.2f}")
    whole = [_run("add", path, seed=options.seed + 1)["whole"] for path in (small, big)]
    for seconds, path in zip(whole, (small, big), strict=True):
        _say(f"adding one document to {path.stem}, start-up included", f"{seconds:.2f} s")
    _say("  ratio", f"{whole[1] / whole[0]:.2f}")
    benchmark = options.shared / "benchmark/dev_documents.jsonl"
    if benchmark.is_file():
        found = _run("take", folder, benchmark)
        _say(f"taking in the benchmark's {found['documents']:,} documents, one process", f"{found['seconds']:.1f} s")


def _say(what: str, value: str) -> None:
    print(f"{what:64} {value:>12}", flush=True)


# ------------------------------------------------------------------------------------------------------------------- the parts


def _run(part: str, *arguments: object, seed: int = 0, profile: bool = False) -> dict[str, Any]:
    """What a part measured in a process of its own; ``whole`` is the time of that process."""
    command = [sys.executable, str(Path(__file__)), "--seed", str(seed), *(["--profile"] if profile else [])]
    start = time.perf_counter()
    done = subprocess.run([*command, "--part", part, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"whole": time.perf_counter() - start}


def _part(arguments: list[str], options: argparse.Namespace) -> int:
    parts: dict[str, Callable[[], dict[str, float]]] = {
        "link": lambda: _link(Path(arguments[1]), profile=options.profile),
        "add": lambda: _add(Path(arguments[1]), options.seed),
        "take": lambda: _take(Path(arguments[1]), Path(arguments[2])),
    }
    print(json.dumps(parts[arguments[0]]()))
    return 0


def _link(path: Path, *, profile: bool) -> dict[str, float]:
    profiler = cProfile.Profile()
    with open_store(str(path)) as store:
        with store.writing():
            linked.put_off(store)
        start = time.perf_counter()
        if profile:
            profiler.runcall(linked.catch_up, store)
            pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(25)
        else:
            linked.catch_up(store, processes=2)
        seconds = time.perf_counter() - start
        incidents = store.count_incidents()
    return {"seconds": seconds, "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "incidents": incidents}


def _add(path: Path, seed: int) -> dict[str, float]:
    """The middle time of adding one document, when the reader is warm; the documents tell of days and places that the archive has."""
    pipeline.read_for_linking(next(documents(1, seed)))
    times = []
    with open_store(str(path)) as store, tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(documents(ADDED, 1000 + seed + int(time.time()))):
            file = Path(folder) / f"{number}.jsonl"
            record = {
                "id": f"added-{time.time_ns()}",
                "text": document.text,
                "published_at": document.published_at,
                "publisher": document.publisher,
            }
            file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
            start = time.perf_counter()
            taking.add(store, [str(file)], options=Options())
            times.append(time.perf_counter() - start)
    return {"seconds": statistics.median(times)}


def _take(folder: Path, benchmark: Path) -> dict[str, float]:
    path = folder / f"benchmark-{time.time_ns()}.db"
    with open_store(str(path)) as store:
        start = time.perf_counter()
        taking.add(store, [str(benchmark)], options=Options(), on_problem=lambda problem: None)
        found = {"seconds": time.perf_counter() - start, "documents": store.count()}
    for file in folder.glob(f"{path.name}*"):
        file.unlink()
    return found


def _fill(path: Path, count: int, seed: int) -> None:
    with multiprocessing.Pool(2) as pool, open_store(str(path)) as store:
        with store.writing():
            linked.put_off(store)
        for done in pool.imap(_read, _chunks(documents(count, seed))):
            with store.writing():
                for document, reading, wording, signature in done:
                    store.add(Receipt(document=document, where="scale.jsonl", added_at=AT), document.text.encode())
                    store.add_bands(document.id, nearcopies.bands(signature), taking._packed(signature))
                    store.add_reading(reading, AT)
                    linked.index(store, reading, wording)


def _read(some: list[Document]) -> list[tuple[Any, ...]]:
    return [(document, *pipeline.read_for_linking(document), nearcopies.signature(document.text)) for document in some]


def _chunks(some: Iterator[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    for document in some:
        chunk.append(document)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


# --------------------------------------------------------------------------------------------------------------- the documents


def documents(count: int, seed: int) -> Iterator[Document]:
    """So many reports, the same for the same seed; those of one incident follow each other."""
    chance, places, number = random.Random(seed), _places(), 0
    while number < count:
        happened = _happened(chance, places)
        earlier: list[str] = []
        for _ in range(min(chance.choice((1, 1, 2, 3, 5, 8)), count - number)):
            text = chance.choice(earlier) if earlier and chance.random() < 0.15 else _text(chance, happened)
            earlier.append(text)
            published = happened["day"] + timedelta(days=chance.choice((0, 0, 0, 1, 1, 2)))
            stamped = published.isoformat() if chance.random() < 0.5 else ""
            digest = sha256(text.encode()).hexdigest()
            publisher = chance.choice(PUBLISHERS)
            yield Document(id=f"s{seed}-{number:06}", text=text, sha256=digest, publisher=publisher, published_at=stamped, lang="ar")
            number += 1


def _happened(chance: random.Random, places: list[str]) -> dict[str, Any]:
    return {
        "day": date(2012, 1, 1) + timedelta(days=chance.randrange(DAYS)),
        "place": chance.choice(places),
        "party": chance.choice(PARTIES),
        "kind": chance.choice(tuple(STRIKES)),
        "killed": min(3 + int(chance.expovariate(0.4)), 40),
        "injured": min(4 + int(chance.expovariate(0.2)), 90),
        "name": chance.choice(NAMES),
        "part": chance.choice(PARTS),
    }


def _text(chance: random.Random, happened: dict[str, Any]) -> str:
    day: date = happened["day"]
    party = happened["party"] if chance.random() < 0.85 else chance.choice(PARTIES)
    strike = chance.choice(STRIKES[happened["kind"]]).format(party=party, place=happened["place"])
    killed = max(happened["killed"] + chance.choice((0, 0, 0, -1, 1)), 3)
    tolls = chance.choice(TOLLS).format(n=killed, m=happened["injured"])
    when = chance.choice(
        ("", f" يوم {WEEKDAYS[day.weekday()]}", f" يوم {WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}")
    )
    told = [f"{strike}{when} {tolls}."]
    for detail in chance.sample(DETAILS, chance.randint(1, 4)):
        told.append(f"{chance.choice(VOICES)} {detail.format(name=happened['name'], part=happened['part'])}.")
    return " ".join(told)


def _places() -> list[str]:
    """The Arabic names of Syrian towns and villages in our table."""
    folder = ROOT / "src/musnad/knowledge"
    with (folder / "places.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        wanted = {row["id"] for row in rows if row["country"] == "SY" and row["precision"] in ("village", "town") and row["lat"]}
    with (folder / "place_names.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        names = {row["place"]: row["form"] for row in rows if row["place"] in wanted and row["lang"] == "ar"}
    return sorted(names.values())


if __name__ == "__main__":
    sys.exit(main())
