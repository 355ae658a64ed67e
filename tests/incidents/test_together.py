"""Parties that are blamed as one side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from musnad.incidents import reconcile
from musnad.incidents.independence import Report
from musnad.incidents.together import blamed_together
from musnad.model import Party
from tests.incidents import building as b


def _backers(party: str, on: date | None) -> Iterable[str]:
    """Two powers stand behind the militia in 2020, nobody behind anyone else."""
    return ("turkey", "russia") if party == "sna" and on is not None and on.year == 2020 else ()


def _led(*blaming: tuple[str, ...], on: date = b.DAY) -> dict[str, str]:
    """Along with whom each party is blamed, when each tuple holds the parties that one publisher's document names."""
    reports: dict[str, Report] = {}
    for number, parties in enumerate(blaming, 1):
        claims = [b.claim(at, "initiator", Party(party=party)) for at, party in enumerate(parties, 1)]
        reports[f"d{number}"] = b.report(f"d{number}", claims, [b.event(on=on)], publisher=f"p{number}")
    account = reconcile.account("abcdefghjk", [f"{id}#e1" for id in reports], reports, b.Strangers())
    field = blamed_together(account, _backers).field("initiator")
    assert field is not None
    return {held.label: held.along_with for held in field.values}


def test_a_party_is_blamed_along_with_the_power_behind_it_where_most_name_both() -> None:
    assert _led(("sna", "turkey")) == {"sna": "turkey", "turkey": ""}
    assert _led(("sna", "turkey"), ("sna",)) == {"sna": "turkey", "turkey": ""}


@pytest.mark.parametrize(
    "blaming",
    [
        pytest.param([("sna",), ("turkey",)], id="some the one and some the other"),
        pytest.param([("sna", "turkey"), ("sna",), ("sna",)], id="most the party alone"),
        pytest.param([("sna",), ("sna",)], id="nobody the power"),
        pytest.param([("sdf", "turkey")], id="a party that it does not back"),
    ],
)
def test_a_party_stands_for_itself_where_voices_differ(blaming: list[tuple[str, ...]]) -> None:
    assert set(_led(*blaming).values()) == {""}


def test_of_two_powers_behind_a_party_it_goes_with_the_one_named_with_it_more_often() -> None:
    assert _led(("sna", "turkey", "russia"), ("sna", "russia"))["sna"] == "russia"


def test_who_is_behind_a_party_depends_on_the_day() -> None:
    assert _led(("sna", "turkey"), on=date(2021, 3, 1)) == {"sna": "", "turkey": ""}
