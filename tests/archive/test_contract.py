"""An account as a line of the machine format."""

from __future__ import annotations

from typing import Any

from musnad.archive import contract
from musnad.incidents import reconcile
from musnad.incidents.independence import Report
from musnad.incidents.together import blamed_together
from musnad.model import Claim, Party
from tests.incidents import building as b


def _blames(party: str, *, deny: bool = False) -> Claim:
    return b.claim(1, "initiator", Party(party=party), stance="deny" if deny else "assert")


def _parties(*claims: Claim) -> dict[str, list[str]]:
    """Which parties the line lists under which key, when each claim is of a document by another publisher."""
    reports: dict[str, Report] = {}
    for number, claim in enumerate(claims, 1):
        reports[f"d{number}"] = b.report(f"d{number}", [claim], publisher=f"p{number}")
    listed = _listed(reports)
    return {key: [held["party"] for held in listed[key]] for key in ("initiators", "also_named")}


def _listed(reports: dict[str, Report]) -> dict[str, list[dict[str, Any]]]:
    """The account's part of the line, when whoever is called a militia has Turkey behind it."""
    account = reconcile.account("abcdefghjk", [f"{id}#e1" for id in reports], reports, b.Strangers())
    account = blamed_together(account, lambda party, on: ("turkey",) if party == "militia" else ())
    listed = contract.line(account)["account"]
    assert isinstance(listed, dict)
    return listed


def test_a_party_that_a_fair_share_of_origins_names_is_listed_and_a_lone_voice_apart() -> None:
    four = [_blames("russia")] * 4

    assert _parties(*four, _blames("turkey")) == {"initiators": ["russia", "turkey"], "also_named": []}
    assert _parties(*four, *four, _blames("turkey")) == {"initiators": ["russia"], "also_named": ["turkey"]}


def test_a_party_that_is_only_said_not_to_have_done_it_did_not() -> None:
    assert _parties(_blames("russia"), _blames("turkey", deny=True)) == {"initiators": ["russia"], "also_named": ["turkey"]}
    assert _parties(b.claim(1, "killed", b.toll(3))) == {"initiators": [], "also_named": []}


def test_a_party_blamed_along_with_the_power_behind_it_stands_with_that_power() -> None:
    both = [_blames("turkey"), b.claim(2, "initiator", Party(party="militia"))]
    listed = _listed({"d1": b.report("d1", both, publisher="p1"), "d2": b.report("d2", [_blames("turkey")], publisher="p2")})

    assert listed["initiators"] == [
        {
            "party": "turkey",
            "origins": 2,
            "claims": 2,
            "denied_by": 0,
            "with": [{"party": "militia", "origins": 1, "claims": 1, "denied_by": 0}],
        }
    ]


def test_a_party_stands_for_itself_where_the_power_behind_it_is_only_also_named() -> None:
    both = [_blames("turkey"), b.claim(2, "initiator", Party(party="militia"))]
    each = [both, [_blames("militia")], *[[_blames("russia")]] * 4]
    listed = _listed({f"d{at}": b.report(f"d{at}", claims, publisher=f"p{at}") for at, claims in enumerate(each)})

    assert [held["party"] for held in listed["initiators"]] == ["russia", "militia"]
    assert [held["party"] for held in listed["also_named"]] == ["turkey"]
