"""What several tests share: a small language pack, written file by file, knowledge of nothing, and a home with nothing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from musnad import pack
from musnad.knowledge import Knowledge

SETTINGS = 'language = "xx"\nname = "Example"\ndirection = "ltr"\n'
LEXICON = "\t".join(pack.LEXICON_COLUMNS)
INFLECTION = "\t".join(pack.INFLECTION_COLUMNS)

Write = Callable[..., Path]


@pytest.fixture
def write_pack(tmp_path: Path) -> Write:
    """A function that writes the pack ``xx`` into a folder of packs and returns that folder.

    Files are given as keyword arguments: ``settings`` and ``rules`` whole, ``lexicon`` and ``inflection`` as lines without their header.
    """

    def write(*, settings: str = SETTINGS, lexicon: tuple[str, ...] = (), inflection: tuple[str, ...] = (), rules: str = "") -> Path:
        folder = tmp_path / "xx"
        for part in ("lexicon", "rules"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / "pack.toml").write_text(settings, encoding="utf-8")
        (folder / "lexicon" / "words.tsv").write_text("\n".join([LEXICON, *lexicon, ""]), encoding="utf-8")
        (folder / "inflection.tsv").write_text("\n".join([INFLECTION, *inflection, ""]), encoding="utf-8")
        if rules:
            (folder / "rules" / "rules.toml").write_text(rules, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(autouse=True, scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder as the home of every test, so that none reads or changes what a developer imported."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSNAD_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def nothing_known() -> Knowledge:
    """Knowledge with empty tables."""
    columns = msgspec.structs.fields(Knowledge)
    empty = {field.name: {} if "Mapping" in str(field.type) else () for field in columns}
    return Knowledge(**empty)  # type: ignore[arg-type]
