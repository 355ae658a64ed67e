"""The gate: floors hold, rise by themselves and fall only when told to."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

GATE = Path(__file__).parents[2] / "bench" / "gate.py"


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The gate with a benchmark of empty files, floors of its own, and a reader that reaches 0.5 in ``a`` and 0.7 in ``b``."""
    spec = importlib.util.spec_from_file_location("gate", GATE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in module.GOLD + module.SCORERS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setenv("MUSNAD_BENCHMARK", str(tmp_path))
    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(module, "measure", lambda shared: {"a": 0.5, "b": 0.7})
    return module


def run(gate: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["gate.py", *arguments])
    return gate.main()


def floors(gate: ModuleType, **values: float) -> None:
    digest = json.loads(gate.FLOORS.read_text())["gold"]
    gate.FLOORS.write_text(json.dumps({"gold": digest, "floors": values}))


def test_absent_benchmark_is_said_and_passes(gate: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(gate, monkeypatch, "--shared", "/nowhere") == 0
    assert "skipped" in capsys.readouterr().out


def test_figure_below_its_floor_fails(gate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(gate, monkeypatch, "--pin") == 0
    assert run(gate, monkeypatch) == 0
    floors(gate, a=0.5005, b=0.7)
    assert run(gate, monkeypatch) == 0
    floors(gate, a=0.502, b=0.7)
    assert run(gate, monkeypatch) == 1


def test_figure_that_is_no_longer_measured_fails(gate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    run(gate, monkeypatch, "--pin")
    floors(gate, a=0.5, c=0.1)
    assert run(gate, monkeypatch) == 1


def test_pin_raises_and_lowers_only_what_is_named(gate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    run(gate, monkeypatch, "--pin")
    floors(gate, a=0.9, b=0.1)
    run(gate, monkeypatch, "--pin")
    assert json.loads(gate.FLOORS.read_text())["floors"] == {"a": 0.9, "b": 0.7}
    run(gate, monkeypatch, "--pin", "--lower", "a")
    assert json.loads(gate.FLOORS.read_text())["floors"] == {"a": 0.5, "b": 0.7}
    assert run(gate, monkeypatch, "--pin", "--lower", "c") == 2


def test_other_gold_fails_until_pinned(gate: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run(gate, monkeypatch, "--pin")
    (tmp_path / gate.GOLD[1]).write_text("{}", encoding="utf-8")
    assert run(gate, monkeypatch) == 1
    run(gate, monkeypatch, "--pin")
    assert run(gate, monkeypatch) == 0


def test_languages_are_those_with_a_pack(gate: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("tr/pack.toml", "ru/pack.toml", "_all/numbers.tsv", "_all/pack.toml", "unfinished/dates.tsv"):
        (tmp_path / "packs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "packs" / name).touch()
    monkeypatch.setattr(gate, "PACKS", tmp_path / "packs")
    assert gate.languages() == ["ru", "tr"]


def test_what_a_language_has_nothing_to_measure_on_gives_no_figures(
    gate: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(gate, "OWN", tmp_path / "gold")
    (tmp_path / gate.GOLD[0]).write_text('[{"doc_id": "1", "lang": "ar", "text": "x"}]', encoding="utf-8")
    assert gate._own_figures(tmp_path, tmp_path, "tr") == {}
    assert gate._dev_figures(tmp_path, tmp_path, "tr") == {}
    assert gate._value_figures(tmp_path, tmp_path, "tr") == {}


def test_own_reports_are_scored_under_their_language(gate: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[Path, Path]] = []

    def claim_figures(name: str, shared: Path, work: Path, documents: Path, gold: Path) -> dict[str, float]:
        asked.append((documents, gold))
        return {f"{name}.events": 0.25}

    monkeypatch.setattr(gate, "_claim_figures", claim_figures)
    assert gate._own_figures(tmp_path, tmp_path, "tr") == {"own.tr.events": 0.25}
    assert asked == [(gate.OWN / "tr" / "documents.json", gate.OWN / "tr" / "claims.jsonl")]
