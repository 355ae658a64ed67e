"""Who stands behind whom, by the knowledge tables."""

from __future__ import annotations

from datetime import date

from musnad.archive.accounting import sides


def test_the_powers_behind_a_party_are_those_that_nobody_backs() -> None:
    assert list(sides().backers("sna", date(2021, 3, 1))) == ["turkey"]
    assert list(sides().backers("turkey", date(2021, 3, 1))) == []
    assert "hezbollah" in sides().allies("syrian_government", date(2021, 3, 1))
    assert list(sides().backers("syrian_government", date(2021, 3, 1))) == ["iran", "russia"], "hezbollah is backed itself"


def test_backing_holds_while_the_tables_say_so() -> None:
    assert list(sides().backers("syrian_government", date(2025, 3, 1))) == []
    assert list(sides().backers("syrian_government", None)) == ["iran", "russia"]
