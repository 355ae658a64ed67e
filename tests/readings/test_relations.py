"""Relations join events and agreements of the same reading, with exact words and who says so."""

from __future__ import annotations

import pytest

from musnad.model import Relation
from musnad.readings.relations import find_relations
from tests.readings.pages import read_page


def relations(text: str) -> tuple[Relation, ...]:
    found: tuple[Relation, ...] = find_relations(*read_page(text))
    assert all(text[slice(*words.span)] == words.text for relation in found for words in relation.evidence)
    return found


def ends(text: str) -> list[tuple[str, str, str]]:
    return [(relation.type, relation.frm, relation.to) for relation in relations(text)]


def test_an_answer_to_the_attack_told_before() -> None:
    text = "استهدفت قسد حاجزاً في قرية كيمار. وبعد الهجوم ردت الفصائل بقصف مدفعي على قرية برج القاص."
    (relation,) = relations(text)
    assert (relation.type, relation.frm, relation.to) == ("retaliation", "e2", "e1")
    assert relation.evidence[0].text == "وبعد الهجوم ردت الفصائل"


def test_in_response_to() -> None:
    text = "قصفت مدفعية الجيش التركي قرية مرعناز بريف حلب، رداً على استهداف قاعدته."
    (relation,) = relations(text)
    assert (relation.type, relation.frm) == ("retaliation", "e1")
    assert relation.evidence[0].text == text[:-1]


def test_an_alleged_violation_and_who_alleges_it() -> None:
    text = "وقالت وزارة الدفاع إن القصف على مدينة سرمين خرق جديد لاتفاق سوتشي."
    (relation,) = relations(text)
    assert (relation.type, relation.frm, relation.to) == ("alleged_violation", "e1", "a1")
    assert [link.text for link in relation.chain] == ["وزارة الدفاع"]
    assert relation.evidence[0].text == "القصف على مدينة سرمين خرق جديد لاتفاق سوتشي"


def test_the_first_since_an_agreement() -> None:
    assert ends("وهذه أول غارة على مدينة إدلب منذ اتفاق سوتشي.") == [("first_since", "e1", "a1")]


def test_the_first_since_a_day_leads_to_no_event() -> None:
    assert ends("وهذه أول غارة على مدينة إدلب منذ 3 آذار 2024.") == [("first_since", "e1", "")]


def test_part_of_an_operation() -> None:
    assert ends("داهمت قسد قرية الزر بريف دير الزور في إطار حملة أمنية.") == [("part_of", "e1", "")]


@pytest.mark.parametrize(
    "text",
    [
        "قصف الجيش التركي قرية مرعناز ولم ترد أنباء عن إصابات.",
        "ندد المركز بانتهاكات حقوق الإنسان بعد قصف مدينة سرمين.",
        "استهدفت الضربة الأولى مستودعاً في مدينة سرمين بعد قصف البلدة.",
        "وصل أول فريق إسعاف إلى مدينة سرمين بعد الغارة.",
    ],
)
def test_what_is_none(text: str) -> None:
    assert ends(text) == []
