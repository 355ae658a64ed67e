"""The report for people, over a reading built by hand."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from musnad.model import (
    Agreement,
    Assessment,
    Claim,
    DateFound,
    Document,
    DocumentRef,
    Event,
    Issue,
    Link,
    LoadedTerm,
    Party,
    Place,
    Quantity,
    Quote,
    Reader,
    Reading,
    Relation,
    Statement,
    Toll,
    Values,
    Weapon,
    When,
    Words,
)
from musnad.views import report
from musnad.views.lines import ISOLATE, POP
from musnad.views.wording import chain_in_words, value_in_words

TEXT = (
    "قالت وكالة الضفاف نقلاً عن مصدر ميداني إن غارة روسية على مزرعة في قرية الزيتونة قتلت أكثر من أربعين مسلحاً بالصواريخ.\n"
    "ونفى متحدث عسكري مسؤولية طيرانه عن هذه الجريمة."
)


def words(text: str) -> Words:
    start = TEXT.index(text)
    return Words(text=text, span=(start, start + len(text)))


def link(text: str, kind: str, source: str | None = None, channel: str | None = None) -> Link:
    found = words(text)
    return Link(text=found.text, span=found.span, kind=kind, source=source, channel=channel)


def claim(
    number: int, field: str, value: Toll | Party | Weapon, evidence: str, chain: tuple[Link, ...] = (), stance: str = "assert"
) -> Claim:
    return Claim(
        id=f"c{number}",
        event="e1",
        field=field,
        value=value,
        stance=stance,
        chain=chain,
        evidence=(words(evidence),),
        rule="ar.test.rule",
        confidence=1.0,
    )


AGENCY = (link("وكالة الضفاف", "agency", source="difaf"), link("مصدر ميداني", "military"))
SPOKESMAN = (link("متحدث عسكري", "military", channel="press_statement"),)
DOCUMENT = Document(
    id="d1", text=TEXT, sha256="0" * 64, publisher="صدى النهر", published_at="2020-10-26", lang="ar", title="غارة على الزيتونة"
)
PLACE = words("قرية الزيتونة")
EVENT = Event(
    id="e1",
    type="air_strike",
    background=False,
    trigger=words("غارة روسية"),
    date=When(start=date(2020, 10, 26)),
    places=(Place(text=PLACE.text, span=PLACE.span, role="site", name="al-Zaytuna", precision="village"),),
)
READING = Reading(
    document=DocumentRef(id="d1", language="ar", sha256="0" * 64),
    reader=Reader(name="rules", version="1"),
    events=(EVENT,),
    claims=(
        claim(1, "killed", Toll(min=40, max=None, qualifier="more_than", who="fighters"), "أكثر من أربعين مسلحاً", AGENCY),
        claim(2, "initiator", Party(party="russia", actor="russian_air_force", name="روسية"), "غارة روسية", AGENCY),
        claim(3, "weapon", Weapon(weapon="missile", quantity=None), "بالصواريخ"),
        claim(4, "initiator", Party(party="syrian_government"), "طيرانه", SPOKESMAN, stance="deny"),
    ),
    statements=(Statement(kind="denial", chain=SPOKESMAN, evidence=(words("ونفى متحدث عسكري مسؤولية طيرانه"),)),),
    loaded_terms=(LoadedTerm(text="الجريمة", span=words("الجريمة").span, neutral="the strike"),),
    issues=(Issue(level="warning", stage="places", message="unknown place قرية الزيتونة", span=PLACE.span),),
)


def lines(reading: Reading = READING, document: Document = DOCUMENT, width: int = 80) -> list[str]:
    return [line.plain for line in report.render(document, reading, width)]


def bare(text: str) -> str:
    return text.replace(ISOLATE, "").replace(POP, "")


def test_report_gathers_claims_under_their_chains() -> None:
    found = [bare(line) for line in lines()]

    assert found[:3] == ["غارة على الزيتونة", "صدى النهر · 2020-10-26 · language ar", "d1"]
    assert found[found.index("1. air strike, 2020-10-26") + 1 :][:10] == [
        "   at قرية الزيتونة (al-Zaytuna, village)",
        "   “غارة روسية”",
        "   وكالة الضفاف (difaf, agency) ← مصدر ميداني (military)",
        "     killed      more than 40 (fighters)",
        "                 “أكثر من أربعين مسلحاً”",
        "     initiator   Russia, namely russian air force",
        "                 “غارة روسية”",
        "   In the publisher's own voice: صدى النهر",
        "     weapon      missile",
        "                 “بالصواريخ”",
    ]


def test_a_document_without_a_day_says_between_which_it_appeared_where_its_address_tells() -> None:
    undated = replace(DOCUMENT, published_at="")
    within = When(start=date(2020, 10, 20), end=date(2020, 11, 2))
    numbered = replace(READING, document=replace(READING.document, published_within=within))

    assert bare(lines(document=undated)[1]) == "صدى النهر · day not given · language ar"
    assert (
        bare(lines(numbered, undated, 120)[1])
        == "صدى النهر · between 2020-10-20 and 2020-11-02, by the number in its address · language ar"
    )


def test_denial_is_marked_in_words() -> None:
    assert "     initiator   denied: Syrian government" in [bare(line) for line in lines()]


def test_what_is_no_claim_and_every_issue_is_shown() -> None:
    found = [bare(line) for line in lines()]

    assert found[found.index("Statements") + 1] == "   denial — متحدث عسكري (military, press statement)"
    assert found[found.index("Loaded words") + 1 :][:2] == ["   for the strike", "     “الجريمة”"]
    assert found[found.index("For a person to look at") + 1].startswith("   warning: unknown place قرية الزيتونة (characters ")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_keep_to_the_width_and_close_what_they_open(width: int) -> None:
    long = with_long_words(TEXT.replace("\n", " "))
    for line in lines(long, width=width):
        assert cell_len(line) <= width
        assert line.count(ISOLATE) == line.count(POP)


def with_long_words(text: str) -> Reading:
    """The reading with a claim whose evidence is a whole paragraph."""
    evidence = (Words(text=text, span=(0, len(text))),)
    value = Toll(min=None, max=None, qualifier="dozens")
    chain = tuple(AGENCY) * 3
    first = Claim(
        id="c1", event="e1", field="killed", value=value, stance="assert", chain=chain, evidence=evidence, rule="r", confidence=1.0
    )
    return Reading(document=READING.document, reader=READING.reader, events=READING.events, claims=(first,))


def test_no_right_to_left_letter_stands_outside_an_isolate() -> None:
    for line in lines():
        depth = 0
        for character in line:
            depth += (character == ISOLATE) - (character == POP)
            assert depth > 0 or not "\u0600" <= character <= "\u06ff", line


def test_document_cannot_command_the_terminal() -> None:
    hostile = Document(id="d2", text="x", sha256="0" * 64, title="a\x1b[2Jb\u202ec\u2068d\ud800\n", publisher="p\x07")

    head = lines(Reading(document=READING.document, reader=READING.reader), hostile)

    assert head[0] == "a [2Jbcd\ufffd"
    assert "\x07" not in head[1]


def test_document_without_event_says_so() -> None:
    assert "No event found in it." in lines(Reading(document=READING.document, reader=READING.reader))


@pytest.mark.parametrize(
    ("toll", "said"),
    [
        (Toll(min=9, max=9), "9"),
        (Toll(min=40, max=None, qualifier="more_than", who="fighters"), "more than 40 (fighters)"),
        (Toll(min=9, max=None, qualifier="at_least"), "at least 9"),
        (Toll(min=25, max=25, qualifier="about"), "about 25"),
        (Toll(min=None, max=60, qualifier="up_to"), "up to 60"),
        (Toll(min=None, max=60, qualifier="less_than"), "fewer than 60"),
        (Toll(min=5, max=10), "5 to 10"),
        (Toll(min=0, max=0), "none"),
        (
            Toll(min=None, max=None, qualifier="dozens", who="soldiers_police", party="nlf"),
            "dozens (soldiers or police, of National Front for Liberation)",
        ),
        (Toll(min=None, max=None, qualifier="some"), "some, no number given"),
        (Toll(min=15, max=15, part_of=True), "15 (part of a total)"),
        (Toll(min=None, max=3), "up to 3"),
        (Toll(min=3, max=None), "at least 3"),
        (Toll(min=1_234_567, max=1_234_567), "1234567"),
    ],
)
def test_toll_in_words(toll: Toll, said: str) -> None:
    assert value_in_words(toll) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Party(party="russia"), "Russia"),
        (Party(party="nlf", actor="faylaq_al_sham"), "National Front for Liberation, namely faylaq al sham"),
        (Party(party="other:Free Idlib Army"), "Free Idlib Army"),
        (Weapon(weapon="rocket_launcher", quantity="several"), "rocket launcher, several"),
    ],
)
def test_party_and_weapon_in_words(value: Party | Weapon, said: str) -> None:
    assert value_in_words(value) == said


def test_ids_become_names_where_there_is_one() -> None:
    names = {"faylaq_al_sham": "Faylaq al-Sham", "difaf": "Difaf News"}

    assert value_in_words(Party(party="nlf", actor="faylaq_al_sham"), names) == "National Front for Liberation, namely Faylaq al-Sham"
    assert bare(chain_in_words(AGENCY, names=names)) == "وكالة الضفاف (Difaf News, agency) ← مصدر ميداني (military)"


def test_kind_that_is_also_the_channel_is_said_once() -> None:
    pages = (link("وكالة الضفاف", "social_media", channel="social_media"),)

    assert bare(chain_in_words(pages)) == "وكالة الضفاف (social media)"


def test_relations_agreements_assessments_and_quotes_are_named() -> None:
    reading = Reading(
        document=READING.document,
        reader=READING.reader,
        events=READING.events,
        relations=(Relation(type="alleged_violation", frm="e1", to="a1", chain=SPOKESMAN),),
        agreements=(Agreement(id="a1", name="river truce", signed=date(2020, 3, 5), parties=("russia", "turkey")),),
        assessments=(Assessment(chain=SPOKESMAN, evidence=(words("غارة روسية"),)),),
        quotes=(Quote(text="الجريمة", span=words("الجريمة").span),),
    )

    found = [bare(line) for line in lines(reading)]

    assert "   event 1: alleged violation → river truce — متحدث عسكري (military, press" in found
    assert "   river truce, signed 2020-03-05, between Russia, Turkey" in found
    assert "Assessments (what someone thinks)" in found
    assert found[found.index("Quoted") + 1] == "   In the publisher's own voice"


def test_values_say_number_and_date_with_their_words() -> None:
    values = Values(
        quantities=(Quantity(min=40, max=None, qualifier="more_than", text="more than forty", span=(0, 15)),),
        dates=(DateFound(start=date(2020, 3, 5), end=date(2020, 3, 6), precision="interval", text="5 to 6 March", span=(20, 32)),),
    )

    found = [line.plain for line in report.render_values(3, values)]

    assert found == ["3: number more than 40 more than forty", "3: date 2020-03-05 to 2020-03-06 (interval) 5 to 6 March"]


class Fired:
    """A rule that fired on the words of the killed claim."""

    rule, fired, why = "ar.toll.killed", True, "makes c1 (killed)"
    parts, words = (("number", words("أربعين")), ("head", words("مسلحاً"))), words("أكثر من أربعين مسلحاً")


class Almost:
    """A rule that did not, on other words."""

    rule, fired, why = "ar.role.target", False, "expected 'على' within 2 words, found “مزرعة” (object)"
    parts, words = (), words("مزرعة")


def test_traces_keep_to_the_claim_that_is_asked_for() -> None:
    everything = [bare(line.plain) for line in report.render_traces(DOCUMENT, READING, [Fired(), Almost()])]
    only = [bare(line.plain) for line in report.render_traces(DOCUMENT, READING, [Fired(), Almost()], "c1")]

    assert "   ar.role.target" in everything
    assert "c1, killed, by rule ar.test.rule" in only
    assert "   ar.toll.killed" in only
    assert "   ar.role.target" not in only


def test_trace_shows_what_came_of_it_its_words_and_its_parts() -> None:
    found = [line.plain for line in report.render_traces(DOCUMENT, READING, [Fired(), Almost()], width=60)]

    first, second = found.index("   ar.toll.killed"), found.index("   ar.role.target")
    assert [bare(line) for line in found[first + 1 : first + 5]] == [
        "     makes c1 (killed)",
        "     “أكثر من أربعين مسلحاً”",
        "     number      “أربعين”",
        "     head        “مسلحاً”",
    ]
    assert found[second + 1] == "     expected '\u2068على\u2069' within 2 words, found “\u2068مزرعة\u2069” (object)"


def test_traces_of_a_claim_that_is_not_there() -> None:
    assert "It has no claim c9." in [line.plain for line in report.render_traces(DOCUMENT, READING, [], "c9")]
