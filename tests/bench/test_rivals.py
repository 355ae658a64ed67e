"""The comparison with other programs: what counts as found, and that a rival that is not there is skipped and said."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

RIVALS = Path(__file__).parents[2] / "bench" / "rivals.py"


@pytest.fixture
def rivals(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("rivals", RIVALS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "rivals", module)  # where dataclasses look up the types of their fields
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.os, "sched_setaffinity", lambda process, cores: None, raising=False)  # the other tests keep their cores
    return module


def test_places_count_once_for_each_place_of_the_gold(rivals: ModuleType) -> None:
    gold = {"a": ["Ариха", "провинции Идлиб"], "b": ["Тафас"]}
    assert rivals._share({"a": ["Идлиб", "городе Ариха"], "c": ["Тафас"]}, gold) == "2 of 3"
    assert rivals._share({"a": ["Ариха"]}, {}) == "-"


def test_a_rival_that_is_not_installed_is_skipped_and_said(
    rivals: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent() -> None:
        rivals._module("no_such_module", "pip install no-such-module")

    here = rivals.Reader("here", "ru", lambda: lambda document: [document.text])
    monkeypatch.setattr(rivals, "READERS", (rivals.Reader("absent", "ru", absent), here))
    assert rivals.main() == 0
    _, skipped, measured = capsys.readouterr().out.splitlines()
    assert "skipped: No module named 'no_such_module': pip install no-such-module" in skipped
    assert measured.split()[:3] == ["here", "ru", "30"]
    places = sum(len(found) for found in rivals._gold_places("ru").values())
    assert measured.endswith(f"{places} of {places}")
