"""Finding Node.js: new enough, with npm, or none."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "site_assets.py"


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_assets", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def put_node(folder: Path, says: str, *, names: tuple[str, ...] = ("node", "npm")) -> None:
    for name in names:
        (folder / name).write_text(f"#!/bin/sh\necho {says}\n")
        (folder / name).chmod(0o755)


@pytest.mark.parametrize(("says", "is_taken"), [("v20.0.0", True), ("v100.1.2", True), ("v18.19.0", False), ("iojs", False)])
def test_node_is_taken_from_version_20_on(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, is_taken: bool
) -> None:
    put_node(tmp_path, says)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tool.node_on_path() == (tmp_path if is_taken else None)


def test_node_without_npm_does_not_serve(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_node(tmp_path, "v22.0.0", names=("node",))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tool.node_on_path() is None


def test_where_no_node_can_be_had_it_says_which_is_needed(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "node_on_path", lambda: None)
    monkeypatch.setattr(tool, "node_from_pypi", lambda: None)
    assert tool.main() == 1
    assert "Node.js 20 or later" in capsys.readouterr().err
