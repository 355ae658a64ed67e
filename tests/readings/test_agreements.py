"""Agreements: named once however often they are spoken of, with their days, parties and terms as far as the text tells."""

from __future__ import annotations

from datetime import date

import pytest

from musnad.model import Agreement
from musnad.readings.agreements import find_agreements
from tests.readings.pages import read_page


def agreements(text: str, on: str = "2024-05-10") -> tuple[Agreement, ...]:
    found: tuple[Agreement, ...] = find_agreements(*read_page(text, on))
    assert all(text[slice(*words.span)] == words.text for agreement in found for words in agreement.evidence)
    return found


def test_day_of_signing_and_parties() -> None:
    text = "وجاء القصف رغم اتفاق “سوتشي” الموقع بين روسيا وتركيا في 17 أيلول 2018."
    (agreement,) = agreements(text)
    assert (agreement.id, agreement.name, agreement.signed, agreement.parties) == (
        "a1",
        "اتفاق سوتشي",
        date(2018, 9, 17),
        ("russia", "turkey"),
    )
    assert [words.text for words in agreement.evidence] == ["اتفاق “سوتشي” الموقع بين روسيا وتركيا في 17 أيلول 2018"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("رفض المجلس اتفاق موسكو.", "moscow_2020_03"),
        ("رفض المجلس اتفاق التهدئة.", None),
        ("رفض المجلس اتفاق سوتشي الموقع في 17 أيلول 2018.", "sochi_idlib_2018"),
        ("رفض المجلس اتفاق موسكو الموقع في 17 أيلول 2011.", None),
        ("انتهى الاتفاق الروسي التركي الموقع في 5 آذار 2020.", "moscow_2020_03"),
    ],
)
def test_which_agreement_is_meant(text: str, meant: str | None) -> None:
    (agreement,) = agreements(text)
    assert agreement.agreement == meant


@pytest.mark.parametrize("on", ["2018-10-01", "2021-02-01", ""])
def test_a_day_without_its_year_is_that_of_the_signing(on: str) -> None:
    text = "وقّع الطرفان اتفاق أستانا. واتفاق أستانا المبرم في 4 أيار 2017 دخل حيز التنفيذ في 6 أيار."
    (agreement,) = agreements(text, on)
    assert (agreement.signed, agreement.in_force) == (date(2017, 5, 4), date(2017, 5, 6))


def test_in_force_after_the_turn_of_the_year() -> None:
    text = "اتفاق أضنة الموقع في 29 كانون الأول 2016 بدأ سريانه في 2 كانون الثاني."
    (agreement,) = agreements(text)
    assert agreement.in_force == date(2017, 1, 2)


def test_a_month_is_no_day() -> None:
    (agreement,) = agreements("انهار اتفاق جنيف الموقع في آذار 2014.")
    assert agreement.signed is None


def test_nations_in_the_name_are_its_parties() -> None:
    (agreement,) = agreements("انتقد النائب الاتفاق الروسي التركي بشدة.")
    assert agreement.parties == ("russia", "turkey")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("رفض المجلس اتفاق التسوية الذي ينص على تسليم السلاح الثقيل.", "تسليم السلاح الثقيل"),
        ("وينص اتفاق جنيف على وقف القصف الجوي.", "وقف القصف الجوي"),
        ("بدأت الدوريات المشتركة على الطريق الدولي، التي كانت من أهم بنود اتفاق سوتشي.", "الدوريات المشتركة على الطريق الدولي"),
    ],
)
def test_terms(text: str, term: str) -> None:
    assert [agreement.terms for agreement in agreements(text)] == [(term,)]


def test_those_with_days_come_first() -> None:
    text = "خرق القصف اتفاق التهدئة، بعد هدنة دخلت حيز التنفيذ في 3 أيار."
    assert [(agreement.id, agreement.name) for agreement in agreements(text)] == [("a1", "هدنة"), ("a2", "اتفاق التهدئة")]


@pytest.mark.parametrize("text", ["دعا الوسيط إلى وقف إطلاق النار بين الطرفين.", "توصل الوفدان إلى اتفاق في الدوحة."])
def test_what_is_wished_for_or_has_no_name_is_none(text: str) -> None:
    assert agreements(text) == ()
