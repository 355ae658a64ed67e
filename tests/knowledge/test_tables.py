from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge import ActorName, Knowledge, PlaceName, SourceName, load, read, tables
from tests.knowledge.written import HEADERS, assert_refused, write_tables

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return functools.partial(write_tables, tmp_path)


def test_read_keeps_every_table(write: Write) -> None:
    knowledge = read(write())

    assert [actor.party for actor in knowledge.actors["syrian_army"]] == ["syrian_government", "syrian_transitional_government"]
    assert knowledge.actor_names[1] == ActorName("الجيش السوري", "syrian_army", "ar", "name", "Wikipedia: Syrian Arab Army")
    assert knowledge.sources["tass"].domains == ("tass.ru", "tass.com")
    assert knowledge.sources["sana"].handles == ("SANAEn", "SANA__SY")
    assert knowledge.sources["unicef"].parent == "un"
    assert knowledge.source_names[3] == SourceName("سانا", "sana", "ar", "")
    assert [weapon.event_type for weapon in knowledge.weapons] == ["drone_strike", None]
    assert (knowledge.places["idlib"].lat, knowledge.places["idlib"].lon) == (35.931, 36.634)
    assert knowledge.places["idlib_governorate"].lat is None
    assert knowledge.place_names[0] == PlaceName("إدلب", "idlib", "ar")


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("actors.tsv", ("Tip", "russia", "army", "", "", "x", "y"), "bad id 'Tip'"),
        ("actors.tsv", ("tip", "the_good", "army", "", "", "x", "y"), "unknown party 'the_good'"),
        ("actors.tsv", ("tip", "other:", "army", "", "", "x", "y"), "unknown party 'other:'"),
        ("actors.tsv", ("tip", "russia", "horde", "", "", "x", "y"), "unknown kind 'horde'"),
        ("actors.tsv", ("tip", "russia", "army", "2024", "", "x", "y"), "bad day '2024'"),
        ("actors.tsv", ("tip", "russia", "army", "2024-12-08", "2024-12-07", "x", "y"), "ends before it begins"),
        ("actors.tsv", ("tip", "russia", "army", "", "", "", "y"), "name_en is empty"),
        ("actors.tsv", ("tip", "russia", "army", "", "", "x", ""), "source is empty"),
        ("actors.tsv", ("tip", "russia"), "2 columns: write 7"),
        ("actors.tsv", ("tip", "russia", "army", "", "", " x", "y"), "a cell has spaces around it"),
        ("actors.tsv", ("tip", "russia", "army", "", "", "x  z", "y"), "a cell has spaces around it or twice in a row"),
        ("actor_names.tsv", ("", "tip", "en", "name", "y"), "form is empty"),
        ("actor_names.tsv", ("TIP", "tipp", "en", "name", "y"), "unknown id 'tipp': add it to actors.tsv"),
        ("actor_names.tsv", ("TIP", "tip", "english", "name", "y"), "bad lang 'english'"),
        ("actor_names.tsv", ("TIP", "tip", "en", "nickname", "y"), "unknown usage 'nickname'"),
        ("actor_names.tsv", ("TIP", "tip", "en", "name", ""), "source is empty"),
        ("sources.tsv", ("SANA", "agency", "", "", "", "", "", "X", "y"), "bad id 'SANA'"),
        ("sources.tsv", ("sana", "paper", "", "", "", "", "", "X", "y"), "unknown kind 'paper'"),
        ("sources.tsv", ("sana", "agency", "the_good", "", "", "", "", "X", "y"), "unknown party 'the_good'"),
        ("sources.tsv", ("sana", "agency", "", "Syria", "", "", "", "X", "y"), "bad country 'Syria'"),
        ("sources.tsv", ("sana", "agency", "", "", "", "", "nowhere", "X", "y"), "unknown parent 'nowhere'"),
        ("sources.tsv", ("sana", "agency", "", "", "", "", "", "X", ""), "source is empty"),
        ("source_names.tsv", ("سانا", "sanaa", "ar", ""), "unknown id 'sanaa': add it to sources.tsv"),
        ("weapons.tsv", ("Drone", "drone", "", "drone", "en", "sg", "y"), "bad id 'Drone'"),
        ("weapons.tsv", ("drone", "magic", "", "drone", "en", "sg", "y"), "unknown kind 'magic'"),
        ("weapons.tsv", ("drone", "drone", "drone_flight", "drone", "en", "sg", "y"), "unknown event_type 'drone_flight'"),
        ("weapons.tsv", ("drone", "drone", "", "drone", "en", "three", "y"), "unknown number 'three'"),
        ("weapons.tsv", ("drone", "drone", "", "drone", "en", "sg", ""), "source is empty"),
        ("places.tsv", ("Idlib", "Idlib", "", "", "town", "SY", "", "y"), "bad id 'Idlib'"),
        ("places.tsv", ("idlib", "", "", "", "town", "SY", "", "y"), "name_en is empty"),
        ("places.tsv", ("idlib", "Idlib", "95.0", "36.6", "town", "SY", "", "y"), "lat 95.0 is out of range"),
        ("places.tsv", ("idlib", "Idlib", "35.9", "-181", "town", "SY", "", "y"), "lon -181 is out of range"),
        ("places.tsv", ("idlib", "Idlib", "nan", "36.6", "town", "SY", "", "y"), "lat nan is out of range"),
        ("places.tsv", ("idlib", "Idlib", "north", "36.6", "town", "SY", "", "y"), "bad lat 'north'"),
        ("places.tsv", ("idlib", "Idlib", "35.9", "", "town", "SY", "", "y"), "only one of lat and lon"),
        ("places.tsv", ("idlib", "Idlib", "", "", "hamlet", "SY", "", "y"), "unknown precision 'hamlet'"),
        ("places.tsv", ("idlib", "Idlib", "", "", "town", "", "", "y"), "bad country ''"),
        ("places.tsv", ("idlib", "Idlib", "", "", "town", "SY", "nowhere", "y"), "unknown adm1 'nowhere'"),
        ("places.tsv", ("idlib", "Idlib", "", "", "town", "SY", "", ""), "source is empty"),
        ("place_names.tsv", ("إدلب", "edlib", "ar"), "unknown id 'edlib': add it to places.tsv"),
        ("habits.tsv", ("the_good", "air_strike", "y"), "unknown party 'the_good'"),
        ("habits.tsv", ("russia", "rain", "y"), "unknown event_type 'rain'"),
    ],
)
def test_read_names_file_line_and_mistake(write: Write, table: str, line: tuple[str, ...], message: str) -> None:
    assert_refused(write(table, (line,)), table, 2, message)


@pytest.mark.parametrize(
    ("table", "lines", "message"),
    [
        (
            "actors.tsv",
            (
                ("tip", "russia", "army", "", "2024-12-08", "x", "y"),
                ("tip", "turkey", "army", "2024-12-08", "", "x", "y"),
            ),
            "periods of 'tip' overlap",
        ),
        ("actors.tsv", (("tip", "russia", "army", "", "", "x", "y"),) * 2, "periods of 'tip' overlap"),
        (
            "actor_names.tsv",
            (("TIP", "tip", "en", "name", "y"), ("TIP", "tip", "en", "short", "y")),
            "'TIP' (en) is listed twice for 'tip'",
        ),
        ("sources.tsv", (("sana", "agency", "", "", "", "", "", "X", "y"),) * 2, "source 'sana' is listed twice"),
        ("source_names.tsv", (("سانا", "sana", "ar", ""),) * 2, "is listed twice for 'sana'"),
        ("weapons.tsv", (("drone", "drone", "", "drone", "en", "sg", "y"),) * 2, "'drone' (en) is listed twice"),
        (
            "weapons.tsv",
            (("drone", "drone", "drone_strike", "drone", "en", "sg", "y"), ("drone", "aircraft", "drone_strike", "UAV", "en", "sg", "y")),
            "'drone' has another kind or event type on an earlier line",
        ),
        ("places.tsv", (("idlib", "Idlib", "", "", "town", "SY", "", "y"),) * 2, "place 'idlib' is listed twice"),
        ("place_names.tsv", (("إدلب", "idlib", "ar"),) * 2, "is listed twice for 'idlib'"),
        ("habits.tsv", (("russia", "air_strike", "y"),) * 2, "'russia' stands twice"),
    ],
)
def test_read_names_the_second_of_two_that_exclude_each_other(
    write: Write, table: str, lines: tuple[tuple[str, ...], ...], message: str
) -> None:
    assert_refused(write(table, lines), table, 3, message)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"form\tplace\n", ":1: the header is"),
        (b"form\tplace\tlang\nIdlib\tidlib\ten", ":2: the last line has no end"),
        (b"form\tplace\tlang\n\xff\tidlib\ten\n", ":1: byte 16 is not UTF-8"),
        ("form\tplace\tlang\nI\u0307dlib\tidlib\ttr\n".encode(), ":2: the line is not NFC"),
        ("form\tplace\tlang\nBeit\u00a0Jinn\tidlib\ten\n".encode(), ":2: a cell has spaces around it"),
        (None, ":1: no such table"),
    ],
)
def test_read_refuses_a_file_that_is_no_table(write: Write, content: bytes | None, message: str) -> None:
    folder = write()
    table = folder / "place_names.tsv"
    if content is None:
        table.unlink()
    else:
        table.write_bytes(content)

    with pytest.raises(KnowledgeError) as found:
        read(folder)

    assert f"{table}{message}" in str(found.value)


def test_load_reads_once() -> None:
    assert load() is load()


def test_tables_hold_at_least_what_was_published() -> None:
    knowledge = load()
    forms = {lang: sum(name.lang == lang for name in knowledge.actor_names) for lang in ("ar", "en", "ru", "tr")}

    assert len(knowledge.actors) >= 700
    assert (forms["ar"] >= 3000, forms["en"] >= 2500, forms["ru"] >= 1400, forms["tr"] >= 1200) == (True, True, True, True)
    assert len(knowledge.sources) >= 500
    assert len({weapon.id for weapon in knowledge.weapons}) >= 265
    assert sum(weapon.lang == "ar" for weapon in knowledge.weapons) >= 1300
    assert len(knowledge.places) >= 1200
    assert len(knowledge.affiliations) >= 880
    assert len(knowledge.agreements) >= 90


def test_what_happened_since_2011_is_most_of_the_agreements() -> None:
    days = [agreement.signed or agreement.in_force for agreement in load().agreements.values()]

    assert sum(day is not None and day.year >= 2011 for day in days) >= 85


@pytest.mark.parametrize("name", HEADERS)
def test_files_are_nfc_sorted_and_end_with_a_newline(name: str) -> None:
    text = (Path(tables.__file__).parent / name).read_text(encoding="utf-8")
    lines = text.split("\n")[1:-1]

    assert text.endswith("\n")
    assert [line for line in lines if not unicodedata.is_normalized("NFC", line)] == []
    assert [later for earlier, later in itertools.pairwise(lines) if earlier.split("\t") > later.split("\t")] == []


def test_every_id_has_a_name() -> None:
    knowledge = load()

    assert sorted(set(knowledge.actors) - {name.actor for name in knowledge.actor_names}) == []
    assert sorted(set(knowledge.sources) - {name.source for name in knowledge.source_names}) == []
    assert sorted(set(knowledge.places) - {name.place for name in knowledge.place_names}) == []


# Words that press, officials and fighters of every side use against another: each must be known as loaded, with its users.
LOADED = {
    "ar": (
        *("عصابات الأسد", "ميليشيا أسد", "نظام الأسد", "فلول النظام", "التنظيمات الإرهابية", "عصابات الجولاني", "ميليشيات قسد"),
        *("الاحتلال التركي", "مرتزقة الاحتلال التركي", "الاحتلال الروسي", "الميليشيات الإيرانية", "ميليشيا حزب الله"),
        *("العدو الإسرائيلي", "قوات الاحتلال الأمريكي", "ميليشيا الهجري", "تحالف العدوان"),
    ),
    "en": ("terrorists", "regime forces", "Turkish occupation", "QSD militia", "Zionist entity", "Kiev regime"),
    "ru": ("боевики", "террористы", "киевский режим", "оккупанты"),
    "tr": ("teröristler", "rejim güçleri", "bölücü terör örgütü", "işgalci Türk devleti"),
}


@pytest.mark.parametrize(("lang", "form"), [(lang, form) for lang, forms in LOADED.items() for form in forms])
def test_loaded_words_of_every_side_are_marked(lang: str, form: str) -> None:
    found = {name.usage for name in load().actor_names if (name.lang, name.form) == (lang, form)}

    assert found == {"loaded"}


# One rule for all sides: to call a named force militia, mercenaries or terrorists, or a named government a regime, is loaded.
# Left out are those whom nobody names further, counter-terrorism services, and what is said to be against these.
TAKES_SIDES = {
    "ar": re.compile("ميليشي|مليشي|مرتزق|إرهابي"),
    "en": re.compile(r"\bmilitia|mercenar|terrorist|\bregime\b|\bmilitants?\b", re.IGNORECASE),
    "ru": re.compile("боевик|режим|наёмник|террорист", re.IGNORECASE),
    "tr": re.compile("milis|çete|terör|rejim", re.IGNORECASE),
}
UNNAMED = {"militias_unspecified", "gunmen", "kidnappers", "smugglers", "terrorists"}
AGAINST = re.compile("Counter|[Aa]nti-|karşıtı|Mücadele|борьб|[Аа]нтитеррор|[Кк]онтртеррор")


def test_words_that_take_sides_are_loaded_whoever_is_meant() -> None:
    sided = [name for name in load().actor_names if TAKES_SIDES[name.lang].search(name.form) and not AGAINST.search(name.form)]
    unmarked = [name.form for name in sided if name.usage != "loaded" and name.actor not in UNNAMED]

    assert unmarked == []


def test_knowledge_does_not_change() -> None:
    knowledge: Knowledge = load()

    with pytest.raises(AttributeError):
        knowledge.actors = {}  # type: ignore[misc]
