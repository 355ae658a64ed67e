"""Affiliations are the document's words about who belongs to whom, with the actors as knowledge has them."""

from __future__ import annotations

import pytest

from musnad.model import Affiliation
from musnad.readings.affiliations import find_affiliations
from tests.readings.pages import read_page


def affiliations(text: str) -> tuple[Affiliation, ...]:
    found: tuple[Affiliation, ...] = find_affiliations(*read_page(text))
    assert all(text[slice(*words.span)] == words.text for affiliation in found for words in affiliation.evidence)
    return found


@pytest.mark.parametrize(
    ("text", "actor", "relation", "of", "evidence"),
    [
        (
            "اعتقلت “الجبهة الشامية” المنضوية ضمن “الجيش الوطني” ثلاثة مدنيين.",
            "sham_front",
            "part_of",
            "sna",
            "“الجبهة الشامية” المنضوية ضمن “الجيش الوطني”",
        ),
        ("انسحبت “الجبهة الشامية” المدعومة من تركيا.", "sham_front", "backed_by", "turkey", "“الجبهة الشامية” المدعومة من تركيا"),
        ("وتدعم إيران حزب الله بالصواريخ.", "hezbollah", "backed_by", "iran", "وتدعم إيران حزب الله"),
        (
            "وتعد فرقة الحمزة من أبرز الفصائل المقربة من أنقرة.",
            "hamza_division",
            "close_to",
            "turkey",
            "فرقة الحمزة من أبرز الفصائل المقربة من أنقرة",
        ),
        (
            "هاجم جيش خالد بن الوليد، فرع تنظيم الدولة، حاجزاً.",
            "khalid_ibn_al_walid_army",
            "branch_of",
            "isis",
            "جيش خالد بن الوليد، فرع تنظيم الدولة",
        ),
        (
            "وتصنف واشنطن حزب الله منظمة إرهابية.",
            "hezbollah",
            "designated_terrorist_by",
            "united_states",
            "وتصنف واشنطن حزب الله منظمة إرهابية",
        ),
    ],
)
def test_relations_and_their_words(text: str, actor: str, relation: str, of: str, evidence: str) -> None:
    found = [(item.actor, item.relation, item.of, item.evidence[0].text) for item in affiliations(text)]
    assert found == [(actor, relation, of, evidence)]


def test_a_bare_noun_points_back_to_the_name_that_begins_with_it() -> None:
    text = "انتشر فيلق الشام على الطريق. ويعد الفيلق أحد أكثر الفصائل المقربة من أنقرة."
    assert [(item.actor, item.relation, item.of) for item in affiliations(text)] == [("faylaq_al_sham", "close_to", "turkey")]


def test_who_says_it_stands_in_the_chain() -> None:
    text = "وقال المرصد السوري إن فصيل السلطان مراد المنضوي ضمن الجيش الوطني اعتقل ثلاثة مدنيين."
    assert [[link.text for link in item.chain] for item in affiliations(text)] == [["المرصد السوري"]]


def test_the_publisher_itself_describes_its_source() -> None:
    text = "قالت هيئة تحرير الشام المصنفة على قوائم الإرهاب في تركيا إنها لم تشارك في المعركة."
    assert [(item.relation, item.chain) for item in affiliations(text)] == [("designated_terrorist_by", ())]


@pytest.mark.parametrize(
    "text",
    ["انسحبت الفصائل المقربة من تركيا من القرية.", "تقدمت فرق الإنقاذ بدعم من الأهالي.", "قتل أحد عناصر الفصائل المدعومة من أنقرة."],
)
def test_what_is_said_of_no_group_in_particular_is_none(text: str) -> None:
    assert affiliations(text) == ()
