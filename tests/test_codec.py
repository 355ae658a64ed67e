"""What is written can be read back, value by value."""

from __future__ import annotations

from datetime import date

import pytest

from musnad import codec
from musnad.errors import InputError
from musnad.model import (
    Anchor,
    Claim,
    Document,
    DocumentRef,
    Event,
    Judgement,
    Link,
    Party,
    Place,
    Reader,
    Reading,
    Receipt,
    Relation,
    Toll,
    Weapon,
    When,
    Words,
)

WORDS = Words(text="قصف", span=(0, 3))


def _claim(number: int, field: str, value: object) -> Claim:
    chain = (Link(text="المرصد", span=(5, 11), kind="monitor", source="sohr"),)
    return Claim(
        id=f"c{number}",
        event="e1",
        field=field,  # type: ignore[arg-type]
        value=value,  # type: ignore[arg-type]
        stance="assert",
        chain=chain,
        evidence=(WORDS,),
        rule="xx.toll.one",
        confidence=0.5,
    )


def test_a_reading_comes_back_as_it_was() -> None:
    reading = Reading(
        document=DocumentRef(id="d", language="xx", sha256="00"),
        reader=Reader(name="rules", version="1"),
        events=(
            Event(
                id="e1",
                type="air_strike",
                background=False,
                trigger=WORDS,
                date=When(start=date(2020, 10, 26)),
                places=(Place(text="x", span=(4, 5), role="site", name="X", lat=1.5, lon=2.5, precision="village"),),
            ),
        ),
        claims=(
            _claim(1, "killed", Toll(min=3, max=None, qualifier="at_least")),
            _claim(2, "initiator", Party(party="russia", name="طيران")),
            _claim(3, "weapon", Weapon(weapon="drone")),
        ),
        relations=(Relation(type="retaliation", frm="e2", to="e1"),),
    )
    assert codec.reading(codec.encode(reading)) == reading


@pytest.mark.parametrize("value", [None, Toll(min=1, max=1)])
def test_a_judgement_comes_back_as_it_was(value: Toll | None) -> None:
    on = (Anchor(document="d", span=(0, 3), field="killed"),)
    judged = Judgement(kind="correct", by="a", at="2026-01-01T00:00:00Z", on=on, value=value)
    assert codec.judgement(codec.encode(judged)) == judged


def test_a_receipt_comes_back_as_it_was() -> None:
    document = Document(id="d", text="قصف", sha256="00", published_at="2020-10-26")
    receipt = Receipt(document=document, where="a.txt", added_at="2026-01-01T00:00:00Z", known={"publisher": "option"})
    assert codec.receipt(codec.encode(receipt)) == receipt


def test_what_is_no_reading_is_said() -> None:
    with pytest.raises(InputError, match="musnad verify"):
        codec.reading(b"{}")


def test_a_value_of_another_field_is_said() -> None:
    reading = Reading(
        document=DocumentRef(id="d", language="xx", sha256="00"),
        reader=Reader(name="rules", version="1"),
        claims=(_claim(1, "killed", Weapon(weapon="drone")),),
    )
    with pytest.raises(InputError, match="killed"):
        codec.reading(codec.encode(reading))
