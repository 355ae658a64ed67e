"""An account as a line of the machine format."""

from __future__ import annotations

from musnad.archive import contract
from musnad.incidents import reconcile
from musnad.incidents.independence import Report
from musnad.model import Claim, Party
from tests.incidents import building as b


def _blames(party: str, *, deny: bool = False) -> Claim:
    return b.claim(1, "initiator", Party(party=party), stance="deny" if deny else "assert")


def _parties(*claims: Claim) -> dict[str, list[str]]:
    """Which parties the line lists under which key, when each claim is of a document by another publisher."""
    reports: dict[str, Report] = {}
    for number, claim in enumerate(claims, 1):
        reports[f"d{number}"] = b.report(f"d{number}", [claim], publisher=f"p{number}")
    account = reconcile.account("abcdefghjk", [f"{id}#e1" for id in reports], reports, b.Strangers())
    listed = contract.line(account)["account"]
    assert isinstance(listed, dict)
    return {key: [held["party"] for held in listed[key]] for key in ("initiators", "also_named")}


def test_a_party_that_a_fair_share_of_origins_names_is_listed_and_a_lone_voice_apart() -> None:
    four = [_blames("russia")] * 4

    assert _parties(*four, _blames("turkey")) == {"initiators": ["russia", "turkey"], "also_named": []}
    assert _parties(*four, *four, _blames("turkey")) == {"initiators": ["russia"], "also_named": ["turkey"]}


def test_a_party_that_is_only_said_not_to_have_done_it_did_not() -> None:
    assert _parties(_blames("russia"), _blames("turkey", deny=True)) == {"initiators": ["russia"], "also_named": ["turkey"]}
    assert _parties(b.claim(1, "killed", b.toll(3))) == {"initiators": [], "also_named": []}
