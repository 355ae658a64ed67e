"""Asking who is so called: across scripts and spellings, as of a day."""

from __future__ import annotations

from datetime import date

import pytest

from musnad.knowledge import load
from musnad.knowledge.asking import Period, find


@pytest.mark.parametrize(
    ("name", "table", "ident", "how"),
    [
        ("فيلق الشام", "actor", "faylaq_al_sham", "exact"),
        ("Faylaq al-Sham", "actor", "faylaq_al_sham", "exact"),
        ("FAYLAQ ASH SHAM", "actor", "faylaq_al_sham", "spelling"),
        ("Фейлак аш-Шам", "actor", "faylaq_al_sham", "approximate"),
        ("faylaq_al_sham", "actor", "faylaq_al_sham", "exact"),
        ("سانا", "source", "sana", "exact"),
        ("sana.sy", "source", "sana", "exact"),
        ("@SANAEn", "source", "sana", "exact"),
        ("Kornet", "weapon", "kornet", "exact"),
        ("Adana Agreement", "agreement", "adana_1998", "exact"),
    ],
)
def test_find_by_name_domain_handle_and_sound(name: str, table: str, ident: str, how: str) -> None:
    answer = find(load(), name)[0]

    assert (answer.table, answer.id, answer.how) == (table, ident, how)


def test_find_says_nothing_of_what_is_not_known() -> None:
    assert find(load(), "Nobody Ever Heard Of This Brigade") == []
    assert find(load(), "") == []


@pytest.mark.parametrize(
    ("on", "periods"),
    [
        (
            None,
            (
                Period("syrian_government", None, date(2024, 12, 7)),
                Period("syrian_transitional_government", date(2024, 12, 8), None),
            ),
        ),
        (date(2020, 1, 1), (Period("syrian_government", None, date(2024, 12, 7)),)),
        (date(2025, 1, 1), (Period("syrian_transitional_government", date(2024, 12, 8), None),)),
    ],
)
def test_find_as_of_a_day_gives_the_side_of_that_day(on: date | None, periods: tuple[Period, ...]) -> None:
    assert find(load(), "سانا", on=on)[0].periods == periods
    assert find(load(), "الجيش السوري", on=on)[0].periods == periods


def test_answer_holds_names_by_language_and_where_it_is_recorded() -> None:
    answer = find(load(), "Faylaq al-Sham")[0]

    assert "فيلق الشام" in answer.names["ar"]
    assert set(answer.names) == {"ar", "en", "ru", "tr"}
    assert answer.recorded.startswith("Wikipedia")
