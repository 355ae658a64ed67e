"""Turkish read as a whole: what rules do together that no example of one of them shows."""

from __future__ import annotations

from datetime import date

import pytest
from tests.readings.reading import read as read_any
from tests.readings.reading import value_in_short

from musnad import knowledge, pack
from musnad.model import Claim, Party, Reading, Toll
from musnad.readings import values

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
    return read_any(text, published="2024-05-10", lang="tr")


def in_short(claim: Claim) -> tuple[str, str, str, str]:
    """Event and field, value, stance, and the chain from the outermost source to the origin."""
    return f"{claim.event} {claim.field}", value_in_short(claim), claim.stance, " < ".join(link.text for link in claim.chain)


def tolls(text: str) -> list[tuple[str, int | None, str | None]]:
    return [(claim.field, claim.value.min, claim.value.qualifier) for claim in read(text).claims if isinstance(claim.value, Toll)]


def doers(text: str) -> list[tuple[str, str]]:
    found = read(text).claims
    return [(claim.value.party, claim.stance) for claim in found if claim.field == "initiator" and isinstance(claim.value, Party)]


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
    assert [toll[:2] for toll in tolls(text)] == [("killed", 3), ("killed", 7)]
    assert [place.gazetteer for place in read(text).events[0].places] == ["idlib"]


def test_every_span_is_exact() -> None:
    reading = read(REPORT)
    words = [*(event.trigger for event in reading.events), *(word for claim in reading.claims for word in claim.evidence)]
    words += [link for claim in reading.claims for link in claim.chain]  # type: ignore[misc]

    assert [word.text for word in words] == [REPORT[word.span[0] : word.span[1]] for word in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("İdlib'de hava saldırısı: 7 ölü, 12 yaralı", [("killed", 7, None), ("injured", 12, None)]),
        ("Patlamada 100'den fazla kişi yaralandı.", [("injured", 100, "more_than")]),
        ("Çöken binada yaklaşık 20 kişi hayatını kaybetti.", [("killed", 20, "about")]),
        ("Saldırıda onlarca sivil öldürüldü.", [("killed", None, "dozens")]),
        ("Bombardımanda can kaybı yaşanmadı.", [("killed", 0, None)]),
        ("Mayın patlamasında iki çocuk öldü, birinin oyuncağı bulundu.", [("killed", 2, None)]),
        ("Saldırıda üç ev oldu olası en ağır hasarı gördü.", []),  # "oldu" is not "öldü"
        ("Polis, operasyonda 12 kişiyi gözaltına aldı.", [("detained", 12, None)]),
        ("Saldırıda üç sivil ölmüş.", [("killed", 3, None)]),
        ("Bombanın patlaması sonucu 3 Irak askeri öldü.", [("killed", 3, None)]),
        ("Yolda yürüyen 4 sivil, silahlı kişilerce öldürüldü.", [("killed", 4, None)]),
    ],
)
def test_people_are_counted_as_a_careful_reader_would(text: str, expected: list[tuple[str, int | None, str | None]]) -> None:
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Suriye Milli Ordusu'na bağlı gruplar beldeyi topa tuttu.", [("sna", "assert")]),
        ("Belde, rejim güçlerince bombalandı.", [("syrian_government", "assert")]),
        ("İsrail'in hava saldırısında bir depo yandı.", [("israel", "assert")]),
        ("Çarşıdaki saldırıyı DEAŞ üstlendi.", [("isis", "assert")]),
        ("SDG, saldırıyı düzenlediğini yalanladı.", [("sdf", "deny")]),
        ("Belde, SDG mevzilerinin yakınında bombalandı.", []),
        ("Beldede 5 kişi öldü. Aktivistler, rejimi klor gazı kullanmakla suçladı.", [("syrian_government", "assert")]),
        ("Rusya ve rejim güçlerinin saldırılarında 5 sivil öldü.", [("russia", "assert"), ("syrian_government", "assert")]),
    ],
)
def test_the_case_tells_who_did_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert doers(text) == expected


@pytest.mark.parametrize("ending", ["'de", "'deki bir köyde", "'in merkezinde", " kentinde"])
def test_a_place_is_found_in_all_its_cases(ending: str) -> None:
    places = read(f"İdlib{ending} patlama meydana geldi.").events[0].places

    assert [place.gazetteer for place in places] == ["idlib"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("dün gece", "2024-05-09"),
        ("6 Mayıs Pazartesi günü", "2024-05-06"),
        ("geçen salı", "2024-05-07"),
        ("8 Mayıs'ta", "2024-05-08"),
        ("iki gün önce", "2024-05-08"),
        ("pazartesi sabahı", "2024-05-06"),
    ],
)
def test_a_day_is_told_with_endings_and_without(words: str, day: str) -> None:
    event = read(f"İdlib'de {words} patlama meydana geldi.").events[0]

    assert event.date is not None
    assert str(event.date.start) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15'inde", "2024-05-15"),
        ("otuzunda", "2024-05-30"),
        ("gelecek ayın 20'sinde", "2024-06-20"),
        ("2 yıl 1 ay önce", "2022-04-10"),
        ("3 hafta içinde", "2024-05-31"),
    ],
)
def test_a_day_that_is_an_answer_is_told_by_its_ending(text: str, day: str) -> None:
    found = values.read(text, pack.load("tr"), date(2024, 5, 10), knowledge.load()).dates

    assert [str(each.start) for each in found] == [day]


def test_a_time_that_closes_with_within_is_the_time_up_to_the_news() -> None:
    event = read("İdlib'de 24 saat içinde üç patlama meydana geldi.").events[0]

    assert event.date is not None
    assert (str(event.date.start), str(event.date.end)) == ("2024-05-09", "2024-05-10")


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("İdlib'deki SDG güçleri beldeyi vurdu.", []),  # where they are stationed
        ("Suriye'den atılan roketler Reyhanlı ilçesine düştü.", ["Reyhanlı ilçesine"]),  # where they came from
        ("Halep'in Afrin ilçesindeki hastaneyi roketler vurdu.", ["Afrin ilçesindeki"]),  # where what was hit stands
        ("Halep'in Azez ilçesine bağlı Kefr Loz köyünde patlama oldu.", ["Kefr Loz köyünde"]),
        ("Halep, Hama ve Humus'ta patlamalar oldu.", ["Halep", "Hama", "Humus"]),
    ],
)
def test_an_ending_tells_where_it_was_from_where_they_came(text: str, sites: list[str]) -> None:
    assert [place.text for event in read(text).events for place in event.places if place.role == "site"] == sites


def test_the_attack_is_the_one_told_before() -> None:
    reading = read("Azez ilçesine füzeli saldırı düzenlendi. SDG ise saldırıyla ilgisi olmadığını açıkladı.")

    assert len(reading.events) == 1
    assert doers("Valilik, Türk ordusunun bölgede saldırı düzenlemediğini belirtti.") == [("turkey", "deny")]


def test_a_headline_may_name_the_town_for_its_quarter() -> None:
    reading = read("Halep'te silahlı saldırı\nHalep'in Eşrefiye Mahallesi'nde bu sabah düzenlenen silahlı saldırıda bir kadın öldü.")

    assert [[place.text for place in event.places if place.role == "site"] for event in reading.events] == [["Eşrefiye Mahallesi"]]


def test_an_explosion_is_what_made_it() -> None:
    assert [event.type for event in read("Menbiç'te patlama\nMenbiç'te bomba yüklü araç infilak etti.").events] == ["ied"]


def test_a_small_word_is_no_noun_with_an_ending() -> None:
    assert tolls("İki asker ile üç sivil öldü.") == [("killed", 2, None), ("killed", 3, None)]  # "ile" is not "to the province"


def test_parts_of_a_total_are_told_with_it() -> None:
    assert tolls("Bakanlık, ölenlerin sayısının 3'ü kadın 9'a yükseldiğini duyurdu.") == [("killed", 3, None), ("killed", 9, None)]


def test_a_relation_is_told_with_its_cue_at_the_end() -> None:
    text = "Rejim güçleri, 5 Mart 2020'de imzalanan ateşkes mutabakatını ihlal ederek Cebel Zaviye'deki köyleri topçu atışlarıyla vurdu."
    reading = read(text)

    assert [(relation.type, relation.evidence[0].text) for relation in reading.relations] == [
        ("alleged_violation", "ateşkes mutabakatını ihlal ederek")
    ]
    assert reading.events[0].date is None  # the day of the agreement


def test_what_is_heard_say_is_no_assertion() -> None:
    heard, seen = read("Saldırıda üç sivil ölmüş.").claims, read("Saldırıda üç sivil öldü.").claims

    assert [claim.stance for claim in heard + seen] == ["hedge", "assert"]


def test_loaded_words_are_named_with_a_neutral_one() -> None:
    terms = {term.text: term.neutral for term in read("Saldırıda 3 militan etkisiz hale getirildi, bir asker şehit oldu.").loaded_terms}

    assert terms == {"militan": "fighter", "etkisiz hale getirildi": "killed", "şehit oldu": "killed"}
