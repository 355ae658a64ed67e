"""The trial of the rule format on a language that puts its verbs last: its rules do what their examples say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from musnad import knowledge, pack
from musnad.model import Claim, Document, Party, Reading, Toll
from musnad.readings import check, reader

TRIAL = Path(__file__).parent / "trial"
RULES = [rule.id for rule in pack.load("tr", root=TRIAL).rules]


@cache
def checker() -> check.Tester:
    return check.Tester(pack.load("tr", root=TRIAL), knowledge.load())


@pytest.mark.parametrize("ident", RULES)
def test_rule_does_what_its_examples_say(ident: str) -> None:
    rule = next(rule for rule in pack.load("tr", root=TRIAL).rules if rule.id == ident)
    assert list(checker().check(rule)) == []


def test_pack_holds_together() -> None:
    assert list(check.check_lists(pack.load("tr", root=TRIAL), knowledge.load())) == []


# --- a whole text -----------------------------------------------------------------------------------------------------------

REPORT = "\n".join(
    [
        "Sermin beldesi vuruldu",
        "Rejim güçlerinin dün İdlib'in Sermin beldesine düzenlediği topçu saldırısında 3'ü çocuk 7 sivil hayatını kaybetti, "
        "beş kişi yaralandı.",
        "Sivil Savunma yetkilileri, beldede yaralı sayısının 12'ye yükseldiğini bildirdi. SANA'nın aktardığına göre, yerel kaynaklar "
        "saldırıda dört askerin öldüğünü söyledi. Saldırıda iki sağlık çalışanının öldüğü de iddia edildi.",
        "Reuters, SANA'nın askeri kaynaklara dayanarak saldırıda dokuz askerin yaralandığını duyurduğunu aktardı.",
        "Ardından SDG mevzilerini Rus savaş uçakları vurdu.",
    ]
)


def read(text: str) -> Reading:
    document = Document(id="t", text=text, sha256="", published_at="2024-05-10", lang="tr")
    return reader.read(document, pack.load("tr", root=TRIAL), knowledge.load())


def in_short(claim: Claim) -> tuple[str, str, str, str]:
    """Event and field, value, stance, and the chain from the outermost source to the origin."""
    value = claim.value
    told = f"{value.min} {value.who}{' of them' if value.part_of else ''}" if isinstance(value, Toll) else ""
    told = value.party if isinstance(value, Party) else told
    return f"{claim.event} {claim.field}", told, claim.stance, " < ".join(link.text for link in claim.chain)


def test_a_report_gives_its_claims_with_their_chains() -> None:
    assert [in_short(claim) for claim in read(REPORT).claims if claim.field != "weapon"] == [
        ("e1 killed", "3 children of them", "assert", ""),
        ("e1 killed", "7 civilians", "assert", ""),
        ("e1 injured", "5 unspecified", "assert", ""),
        ("e1 initiator", "syrian_government", "assert", ""),
        ("e1 injured", "12 unspecified", "assert", "Sivil Savunma yetkilileri"),
        ("e1 killed", "4 soldiers_police", "assert", "SANA < yerel kaynaklar"),
        ("e1 killed", "2 medics", "hedge", ""),
        ("e1 injured", "9 soldiers_police", "assert", "Reuters < SANA < askeri kaynaklara"),
        ("e2 target", "sdf", "assert", ""),
        ("e2 initiator", "russia", "assert", ""),
    ]


def test_a_report_gives_its_events_with_day_and_places() -> None:
    first, second = read(REPORT).events

    assert (first.type, str(first.date.start) if first.date else "") == ("shelling", "2024-05-09")
    assert [(place.text, place.role, place.gazetteer) for place in first.places] == [
        ("Sermin beldesi", "site", "sarmin"),
        ("İdlib", "region", "idlib"),
    ]
    assert (second.type, second.trigger.text) == ("air_strike", "vurdu")


@pytest.mark.parametrize("text", ["İDLİB'DE 3'Ü ÇOCUK 7 SİVİL HAYATINI KAYBETTİ", "idlib’de 3’ü çocuk 7 sivil hayatını kaybetti"])
def test_every_i_is_the_same_and_every_apostrophe(text: str) -> None:
    reading = read(text)

    assert [(claim.value.min, claim.value.who) for claim in reading.claims if isinstance(claim.value, Toll)] == [
        (3, "children"),
        (7, "civilians"),
    ]
    assert [place.gazetteer for place in reading.events[0].places] == ["idlib"]


def test_every_span_is_exact() -> None:
    reading = read(REPORT)
    words = [*(event.trigger for event in reading.events), *(word for claim in reading.claims for word in claim.evidence)]
    words += [link for claim in reading.claims for link in claim.chain]  # type: ignore[misc]

    assert [word.text for word in words] == [REPORT[word.span[0] : word.span[1]] for word in words]
