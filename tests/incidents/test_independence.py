"""Whose word a claim is, and which documents repeat another."""

from __future__ import annotations

from datetime import date

import pytest

from musnad.incidents.accounts import Origin
from musnad.incidents.independence import copies, interest_of, origin_of
from musnad.model import Claim, Link, Party, SourceKind
from tests.incidents import building as b

TEXT = range(40)


class Who:
    """A house with two outlets, a ministry that speaks for a side, and a monitor."""

    def side_of(self, source_id: str, on: date | None) -> str | None:
        return {"ministry": "russia"}.get(source_id)

    def house_of(self, source_id: str) -> str:
        return {"tv": "house", "radio": "house"}.get(source_id, source_id)

    def name_of(self, source_id: str) -> str:
        return source_id.title()

    def kind_of(self, source_id: str) -> SourceKind | None:
        return "monitor" if source_id == "sohr" else None


def _claim(*chain: Link) -> Claim:
    return b.claim(1, "initiator", Party(party="russia"), chain=chain)


def _origin(*chain: Link, id: str = "d1", publisher: str = "", publisher_id: str | None = None) -> Origin:
    return origin_of(_claim(*chain), b.report(id, publisher=publisher, publisher_id=publisher_id), None, Who())


def test_a_text_that_repeats_another_is_its_copy_and_the_earliest_is_the_first() -> None:
    first = b.report("d9", words=TEXT, published=b.day())
    later = b.report("d1", words=TEXT, published=b.day(1))
    undated = b.report("d0", words=[*TEXT, 99])
    other = b.report("d5", words=range(100, 140), published=b.day())

    assert copies([undated, later, other, first]) == {"d1": "d9", "d0": "d9"}


def test_short_texts_and_different_ones_are_no_copies() -> None:
    assert copies([b.report("d1", words=range(5)), b.report("d2", words=range(5))]) == {}
    assert copies([b.report("d1", words=TEXT), b.report("d2", words=range(20, 60))]) == {}
    assert copies([b.report("d1"), b.report("d2")]) == {}


def test_the_same_source_is_one_origin_whoever_prints_it() -> None:
    monitor = b.link("المرصد", "monitor", source="sohr")

    assert _origin(monitor, publisher="شبكة الضفاف") == _origin(b.link("وكالة", source="tv"), monitor, id="d2", publisher="موقع البيادر")
    assert _origin(monitor).kind == "monitor"


def test_sources_of_one_house_are_one_origin() -> None:
    assert _origin(b.link("القناة", source="tv")).id == _origin(b.link("الإذاعة", source="radio")).id
    assert _origin(publisher_id="tv").id == _origin(b.link("الإذاعة", source="radio")).id


def test_an_unnamed_source_is_another_one_with_another_reporter() -> None:
    field = b.link("مصدر ميداني", "military")

    assert _origin(field, publisher="شبكة الضفاف").id == _origin(field, id="d2", publisher="شبكة الضفاف").id
    assert _origin(field, publisher="شبكة الضفاف").id != _origin(field, id="d2", publisher="موقع البيادر").id
    assert _origin(b.link("القناة", source="tv"), field).id == _origin(b.link("الإذاعة", source="radio"), field, id="d2").id


def test_without_a_chain_the_publisher_speaks_and_without_a_publisher_the_document() -> None:
    assert _origin(publisher="شبكة الضفاف").id == _origin(id="d2", publisher="شبكة الضفاف").id
    assert _origin(publisher="شبكة الضفاف").id != _origin(publisher="موقع البيادر").id
    assert _origin(id="d1").id != _origin(id="d2").id
    assert _origin(publisher="@someone").kind == "social_media"


def test_a_copy_speaks_with_the_voice_of_what_it_repeats() -> None:
    first, copy = b.report("d1", publisher="شبكة الضفاف"), b.report("d2", publisher="موقع البيادر")

    assert origin_of(_claim(), copy, first, Who()) == origin_of(_claim(), first, None, Who())


RUSSIA = Origin(id="ministry", name="Ministry", kind="government", party="russia")


@pytest.mark.parametrize(
    ("party", "stance", "interest"),
    [
        ("russia", "assert", "against"),
        ("russia", "deny", "for"),
        ("syrian_government", "assert", "against"),
        ("turkey", "assert", "for"),
        ("turkey", "deny", "neither"),
        ("unknown", "assert", "neither"),
    ],
)
def test_whose_fire_it_is_said_to_be(party: str, stance: str, interest: str) -> None:
    claim = b.claim(1, "initiator", Party(party=party), stance=stance)  # type: ignore[arg-type]

    assert interest_of(claim, RUSSIA, ["syrian_government"], []) == interest


def test_whose_losses_they_are_said_to_be() -> None:
    def of(party: str, blamed: list[str]) -> str:
        value = b.toll(3)
        return interest_of(b.claim(1, "killed", type(value)(min=3, max=3, party=party)), RUSSIA, ["syrian_government"], blamed)

    assert of("russia", []) == of("syrian_government", []) == "against"
    assert of("turkey", []) == "for"
    assert of("civilians", ["russia"]) == "against"
    assert of("civilians", ["turkey"]) == "for"
    assert of("civilians", []) == "neither"


def test_who_speaks_for_nobody_has_no_interest() -> None:
    assert interest_of(_claim(), Origin(id="sohr", name="SOHR", kind="monitor"), [], []) == "neither"
