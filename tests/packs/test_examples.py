"""Every example and counter-example of every rule of every pack, and all else that ``musnad pack check`` asks of a pack."""

from __future__ import annotations

from functools import cache

import pytest

from musnad import knowledge, pack
from musnad.readings import check

RULES = [(code, rule.id) for code in pack.available() for rule in pack.load(code).rules]


@cache
def rules(code: str) -> dict[str, pack.Rule]:
    return {rule.id: rule for rule in pack.load(code).rules}


@cache
def checker(code: str) -> check.Tester:
    return check.Tester(pack.load(code), knowledge.load())


@pytest.mark.parametrize(("code", "rule"), RULES, ids=[rule for _, rule in RULES])
def test_rule_does_what_its_examples_say(code: str, rule: str) -> None:
    assert list(checker(code).check(rules(code)[rule])) == []


@pytest.mark.parametrize("code", pack.available())
def test_pack_holds_together(code: str) -> None:
    assert list(check.check_lists(pack.load(code), knowledge.load())) == []
