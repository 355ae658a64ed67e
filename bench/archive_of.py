#!/usr/bin/env python3
"""Make a large archive quickly, to measure lists, maps and pages on: its readings are made up along with their texts, not read from them.

    bench/archive_of.py PATH [--documents N] [--seed N]

Each document is a report in Arabic or English of one happening, or of two; its words carry every claim of its reading: in the publisher's
own voice, by a source that knowledge has, and by one without a name. Which documents tell of one happening is known, so nothing is
linked; incidents are accounted for as always. The blocks by which linking finds candidates are left out: adding to such an archive
measures nothing. 100,000 documents come to a million claims; they are made by two processes.
"""

from __future__ import annotations

import argparse
import csv
import functools
import multiprocessing
import random
import re
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from musnad.archive import accounting, linked
from musnad.incidents.candidates import own_block
from musnad.incidents.linking import identifier
from musnad.incidents.sketches import pack, sketches
from musnad.model import (
    Claim,
    Document,
    DocumentRef,
    Event,
    EventType,
    Field,
    Issue,
    Link,
    Party,
    Place,
    Reader,
    Reading,
    Receipt,
    SourceKind,
    Toll,
    Weapon,
    When,
    Wording,
    Words,
)
from musnad.stores import open_store
from musnad.stores.base import EventRow

FIRST = date(2012, 1, 1)
DAYS = 3650
CHUNK = 250
SIZES = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4)  # documents that are first of all about a happening
LARGE, EVERY = 60, 2000  # one happening of so many has so many documents
BESIDE, SECOND, COPIED, DOUBTED = 0.15, 0.4, 0.05, 0.1  # shares: of a second happening, a second source, copies, places not known
READER = Reader(name="made", version="1")
WORD = re.compile(r"\w+")
SOURCES: tuple[tuple[str | None, SourceKind, str, str], ...] = (
    ("sana", "agency", "وكالة سانا", "the agency SANA"),
    ("sohr", "monitor", "المرصد السوري لحقوق الإنسان", "the Syrian Observatory for Human Rights"),
    ("anadolu", "agency", "وكالة الأناضول", "the Anadolu agency"),
    ("anha", "agency", "وكالة هاوار", "the agency ANHA"),
    (None, "local_source", "مصدر محلي", "a local source"),
    (None, "medical", "مصدر طبي", "a medical source"),
    (None, "activist", "ناشطين", "activists"),
    (None, "witness", "شهود", "witnesses"),
)
PARTIES = (
    ("syrian_government", "قوات النظام", "government forces"),
    ("russia", "القوات الروسية", "Russian forces"),
    ("syrian_opposition", "فصائل المعارضة", "opposition factions"),
    ("sdf", "قوات سوريا الديمقراطية", "the Syrian Democratic Forces"),
    ("isis", "عناصر تنظيم داعش", "members of ISIS"),
    ("turkey", "القوات التركية", "Turkish forces"),
    ("hts", "هيئة تحرير الشام", "members of Hayat Tahrir al-Sham"),
)
CIVILIANS = ("civilians", "المدنيين", "civilians")
PUBLISHERS = (
    *(f"{kind} {name}" for kind in ("شبكة", "وكالة", "موقع") for name in ("الضفاف", "المنارة", "البيادر", "السنابل")),
    "The Norwood Record",
    "Harbour News",
    "The Mill Lane Post",
)
MONTHS = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول")


class Kind(NamedTuple):
    """One sort of happening: how it is told, and the words for what was used."""

    type: EventType
    weapon: str
    arabic: tuple[str, str]
    english: tuple[str, str]


KINDS = (
    Kind("shelling", "artillery", ("قصفت", "بالمدفعية"), ("shelled", "with artillery")),
    Kind("air_strike", "aircraft", ("استهدفت", "بالطيران الحربي"), ("struck", "with warplanes")),
    Kind("drone_strike", "drone", ("هاجمت", "بطائرة مسيرة"), ("attacked", "with a drone")),
    Kind("missile_strike", "missile", ("ضربت", "بصاروخ موجه"), ("hit", "with a guided missile")),
    Kind("raid", "rifle", ("داهمت", "بالأسلحة الخفيفة"), ("raided", "with light weapons")),
)


class Town(NamedTuple):
    """A place of our table, by its names."""

    id: str
    arabic: str
    english: str
    lat: float
    lon: float


class Happening(NamedTuple):
    """What happened, as all its reports have it but for small differences."""

    day: date
    place: Town
    party: tuple[str, str, str]
    target: tuple[str, str, str]
    kind: Kind
    killed: int
    injured: int


class Job(NamedTuple):
    """A document to be made: its number, what it is about, and the number of the first document about that."""

    number: int
    about: int
    first: int
    seed: int


Made = tuple[Receipt, Reading, list[EventRow], list[int]]  # the events as linking keeps them, and the happening of each


def main() -> int:
    """Exit status 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the archive, which must not be there yet")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args()
    if options.path.exists():
        parser.error(f"{options.path} is there already; name another file, or remove it")
    start = time.perf_counter()
    claims = make(options.path, options.documents, options.seed)
    print(f"{options.documents:,} documents with {claims:,} claims in {time.perf_counter() - start:.0f} s")
    return 0


def make(path: Path, documents: int, seed: int) -> int:
    """How many claims the archive has that was made."""
    events: dict[int, list[str]] = {}
    claims = 0
    with multiprocessing.Pool(2) as pool, open_store(str(path)) as store:
        for chunk in pool.imap(_make, _chunks(_jobs(documents, seed))):
            with store.writing():
                for receipt, reading, rows, happenings in chunk:
                    store.add(receipt, receipt.document.text.encode())
                    store.add_reading(reading, receipt.added_at)
                    store.index(receipt.document.id, rows)
                    claims += len(reading.claims)
                    for row, happening in zip(rows, happenings, strict=True):
                        events.setdefault(happening, []).append(row.key)
        groups = sorted(tuple(sorted(keys)) for keys in events.values())
        with store.writing():
            accounting.keep(store, ((identifier(keys[0]), keys) for keys in groups))
            store.set_state("linked", linked.LINKER_VERSION)
    return claims


def _jobs(documents: int, seed: int) -> list[Job]:
    chance = random.Random(seed)
    about: list[int] = []
    while len(about) < documents:
        happening = about[-1] + 1 if about else 0
        size = LARGE if happening % EVERY == EVERY // 2 else chance.choice(SIZES)
        about += [happening] * min(size, documents - len(about))
    chance.shuffle(about)
    first: dict[int, int] = {}
    return [Job(number, happening, first.setdefault(happening, number), seed) for number, happening in enumerate(about)]


def _chunks(jobs: list[Job]) -> Iterator[list[Job]]:
    return (jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK))


def _make(jobs: list[Job]) -> list[Made]:
    return [_document(job) for job in jobs]


# ------------------------------------------------------------------------------------------------------------- what happened


def _happening(number: int, seed: int) -> Happening:
    chance = random.Random(f"{seed}-{number}")
    party = chance.choice(PARTIES)
    return Happening(
        day=FIRST + timedelta(days=chance.randrange(DAYS)),
        place=chance.choice(_towns()),
        party=party,
        target=CIVILIANS if chance.random() < 0.6 else chance.choice([other for other in PARTIES if other != party]),
        kind=chance.choice(KINDS),
        killed=3 + int(chance.expovariate(0.3)),
        injured=3 + int(chance.expovariate(0.15)),
    )


@functools.cache
def _towns() -> tuple[Town, ...]:
    """The towns and villages of Syria in our table that have a point, an Arabic and an English name."""
    folder = Path(__file__).resolve().parent.parent / "src/musnad/knowledge"
    with (folder / "place_names.tsv").open(encoding="utf-8", newline="") as lines:
        arabic = {row["place"]: row["form"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["lang"] == "ar"}
    with (folder / "places.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["country"] == "SY" and row["lat"]]
    near = [row for row in rows if row["id"] in arabic and row["precision"] in ("village", "town")]
    return tuple(Town(row["id"], arabic[row["id"]], row["name_en"], float(row["lat"]), float(row["lon"])) for row in near)


# -------------------------------------------------------------------------------------------------------------- what is told


class _Report:
    """A text and its reading, while they are written."""

    def __init__(self, chance: random.Random, *, arabic: bool) -> None:
        self.chance, self.arabic = chance, arabic
        self.text = ""
        self.events: list[Event] = []
        self.claims: list[Claim] = []
        self.issues: list[Issue] = []

    def say(self, words: str) -> Words:
        """The words, where they stand now."""
        start = len(self.text)
        self.text += words
        return Words(text=words, span=(start, len(self.text)))

    def tell(self, happened: Happening) -> None:
        """Nothing; the report tells of one happening more."""
        self.text += " " if self.text else ""
        (self._in_arabic if self.arabic else self._in_english)(happened)

    def _in_arabic(self, happened: Happening) -> None:
        say, day, kind = self.say, happened.day, happened.kind
        trigger, _ = say(kind.arabic[0]), say(" ")
        by, _ = say(happened.party[1]), say(" ")
        weapon, _ = say(kind.arabic[1]), say(" منازل " if happened.target is CIVILIANS else " مواقع ")
        target, _ = say(happened.target[1]), say(" في بلدة ")
        place, _ = say(happened.place.arabic), say(" يوم ")
        when, _ = say(f"{day.day} {MONTHS[day.month - 1]} {day.year}"), say("، ما أدى إلى مقتل ")
        killed, _ = say(_people(self._near(happened.killed))), say(" وإصابة ")
        injured, _ = say(_people(happened.injured)), say(".")
        self._event(happened, trigger, place, when, (by, target, weapon, killed, injured))
        for source in self._sources():
            say(" وبحسب ")
            link, _ = self._link(source, say(source[2])), say("، قتل ")
            killed, _ = say(_people(self._near(happened.killed))), say(" وأصيب ")
            injured, _ = say(_people(happened.injured)), say("، ونفذت الهجوم ")
            by, _ = say((party := self._party(happened))[1]), say(".")
            self._claims_of(link, party, by, killed, injured)

    def _in_english(self, happened: Happening) -> None:
        say, day, kind = self.say, happened.day, happened.kind
        by, _ = say(happened.party[2][0].upper() + happened.party[2][1:]), say(" ")
        trigger, _ = say(kind.english[0]), say(" homes of " if happened.target is CIVILIANS else " positions of ")
        target, _ = say(happened.target[2]), say(" in ")
        place, _ = say(happened.place.english), say(" ")
        weapon, _ = say(kind.english[1]), say(" on ")
        when, _ = say(f"{day.day} {day:%B} {day.year}"), say(", killing ")
        killed, _ = say(f"{self._near(happened.killed)} people"), say(" and wounding ")
        injured, _ = say(f"{happened.injured}"), say(".")
        self._event(happened, trigger, place, when, (by, target, weapon, killed, injured))
        for source in self._sources():
            say(" According to ")
            link, _ = self._link(source, say(source[3])), say(", ")
            killed, _ = say(f"{self._near(happened.killed)} people"), say(" were killed and ")
            injured, _ = say(f"{happened.injured}"), say(" were wounded, and ")
            by, _ = say((party := self._party(happened))[2]), say(" carried out the attack.")
            self._claims_of(link, party, by, killed, injured)

    def _near(self, figure: int) -> int:
        return max(figure + self.chance.choice((0, 0, 0, 0, -1, 1, 2)), 3)

    def _party(self, happened: Happening) -> tuple[str, str, str]:
        return happened.party if self.chance.random() < 0.9 else self.chance.choice(PARTIES)

    def _sources(self) -> list[tuple[str | None, SourceKind, str, str]]:
        return self.chance.sample(SOURCES, 1 + (self.chance.random() < SECOND))

    def _link(self, source: tuple[str | None, SourceKind, str, str], words: Words) -> Link:
        return Link(text=words.text, span=words.span, kind=source[1], source=source[0])

    def _event(self, happened: Happening, trigger: Words, place: Words, when: Words, told: tuple[Words, ...]) -> None:
        town = happened.place
        site = Place(
            text=place.text,
            span=place.span,
            role="site",
            name=town.english,
            lat=town.lat,
            lon=town.lon,
            precision="town",
            gazetteer=town.id,
            radius_km=5.0,
        )
        if self.chance.random() < DOUBTED:
            self.issues.append(Issue(level="info", stage="places", message=f"{place.text!r} may be another place", span=place.span))
        number = f"e{len(self.events) + 1}"
        date_of = When(start=happened.day, text=when.text)
        event = Event(id=number, type=happened.kind.type, background=False, trigger=trigger, date=date_of, places=(site,))
        self.events.append(event)
        by, target, weapon, killed, injured = told
        self._claim("initiator", Party(party=happened.party[0], name=by.text), by)
        self._claim("target", Party(party=happened.target[0], name=target.text), target)
        self._claim("weapon", Weapon(weapon=happened.kind.weapon), weapon)
        self._claim("killed", _toll(killed), killed)
        self._claim("injured", _toll(injured), injured)

    def _claims_of(self, link: Link, party: tuple[str, str, str], by: Words, killed: Words, injured: Words) -> None:
        self._claim("killed", _toll(killed), killed, link)
        self._claim("injured", _toll(injured), injured, link)
        self._claim("initiator", Party(party=party[0], name=by.text), by, link)

    def _claim(self, field: Field, value: Toll | Party | Weapon, words: Words, *chain: Link) -> None:
        claim = Claim(
            id=f"c{len(self.claims) + 1}",
            event=self.events[-1].id,
            field=field,
            value=value,
            stance="assert",
            chain=chain,
            evidence=(words,),
            rule=f"made.{field}",
            confidence=0.9,
        )
        self.claims.append(claim)


def _people(figure: int) -> str:
    return f"{figure} أشخاص" if figure <= 10 else f"{figure} شخصاً"


def _toll(words: Words) -> Toll:
    figure = int(words.text.split()[0])
    return Toll(min=figure, max=figure)


# ------------------------------------------------------------------------------------------------------------- what is kept


def _document(job: Job) -> Made:
    chance = random.Random(f"{job.seed}-document-{job.number}")
    copied = job.number != job.first and chance.random() < COPIED
    report, about = _written(job.first if copied else job.number, job)
    lang = "ar" if report.arabic else "en"
    published = _happening(about[0], job.seed).day + timedelta(days=chance.choice((0, 0, 1, 2)))
    digest = sha256(report.text.encode()).hexdigest()
    document = Document(
        id=f"m{job.seed}-{job.number:07}",
        text=report.text,
        sha256=digest,
        publisher=chance.choice(PUBLISHERS),
        published_at=published.isoformat(),
        lang=lang,
        kind=chance.choice(("article", "post")),
    )
    reading = Reading(
        document=DocumentRef(id=document.id, language=lang, sha256=digest, published=published, published_by="given"),
        reader=READER,
        events=tuple(report.events),
        claims=tuple(report.claims),
        issues=tuple(report.issues),
    )
    receipt = Receipt(
        document=document,
        where=f"made.jsonl, line {job.number + 1}",
        added_at=f"{published}T10:00:00Z",
        copy_of=f"m{job.seed}-{job.first:07}" if copied else None,
    )
    return receipt, reading, _rows(reading, report.text), about


def _written(number: int, job: Job) -> tuple[_Report, list[int]]:
    """The report that a document's number stands for, and the happenings that it tells of."""
    chance = random.Random(f"{job.seed}-report-{number}")
    report = _Report(chance, arabic=chance.random() < 0.7)
    about = [job.about]
    if chance.random() < BESIDE:
        about.append(max(job.about - chance.randint(1, 50), 0) if job.about else 1)
    for happening in about:
        report.tell(_happening(happening, job.seed))
    return report, about


def _rows(reading: Reading, text: str) -> list[EventRow]:
    """The events as linking keeps them, in the blocks by which one is found alone."""
    wording = Wording(other=tuple(sorted({crc32(word.encode()) for word in WORD.findall(text)})))
    found = []
    for sketch in sketches(reading, wording):
        own = (own_block(identifier(sketch.key)), own_block(sketch.document))
        found.append(EventRow(key=sketch.key, blocks=own, data=pack(sketch)))
    return found


if __name__ == "__main__":
    sys.exit(main())
