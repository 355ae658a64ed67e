"""A group's noun alone means the group that was named with it before."""

from __future__ import annotations

import pytest

from musnad.model import Party, Reading
from tests.readings.reading import read


def parties(reading: Reading, field: str) -> list[tuple[str, str | None]]:
    """The parties of a field with their finer actors, in order."""
    return [(claim.value.party, claim.value.actor) for claim in reading.claims if claim.field == field and isinstance(claim.value, Party)]


def test_what_was_hit_is_named_by_the_noun_alone() -> None:
    reading = read("نعى فيلق الشام أحد قادته. وقصفت طائرات حربية روسية معسكر الفيلق في بلدة سرمدا.", published="2020-03-01")
    assert parties(reading, "target") == [("nlf", "faylaq_al_sham")]


def test_the_latest_group_of_that_noun_is_meant() -> None:
    reading = read("انسحبت الفرقة الرابعة من التلة. ووصلت فرقة السلطان مراد إلى البلدة. ثم قصفت مدفعية الفرقة أطراف قرية العريمة.")
    assert parties(reading, "initiator") == [("sna", "sultan_murad")]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت طائرات حربية روسية معسكر الفيلق في بلدة سرمدا.",  # named nowhere
        "نعى فيلق الشام أحد قادته. وقصفت طائرات حربية روسية معسكر الفيلق الثالث في بلدة سرمدا.",  # another one
    ],
)
def test_a_noun_that_points_back_to_nobody_names_nobody(text: str) -> None:
    assert ("nlf", "faylaq_al_sham") not in parties(read(text), "target")
