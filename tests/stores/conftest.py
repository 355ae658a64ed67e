"""The stores that tests run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad.stores import Store, open_store


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The path of an archive that is not there yet."""
    return tmp_path / "archive.db"


@pytest.fixture(params=["sql", "memory"])
def store(request: pytest.FixtureRequest, archive: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    with open_store(":memory:" if request.param == "memory" else str(archive)) as opened:
        yield opened
