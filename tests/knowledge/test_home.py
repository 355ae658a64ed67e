"""Where the user's data lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.knowledge.home import home


def test_home_is_where_the_variable_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUSNAD_HOME", str(tmp_path / "data"))

    assert home() == tmp_path / "data"


@pytest.mark.parametrize("value", [None, ""])
def test_home_is_the_platforms_folder_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("MUSNAD_HOME")
    if value is not None:
        monkeypatch.setenv("MUSNAD_HOME", value)

    assert home().is_absolute()
    assert home().name == "musnad"
