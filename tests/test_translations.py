"""The site's words in other languages: nothing is missing, and nothing was lost on the way."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "translations.py"))
CATALOGUES = sorted(TOOL["CATALOGUES"].glob("*.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_a_catalogue_has_everything_that_the_site_says(path: Path) -> None:
    assert list(TOOL["problems"](path, TOOL["words"]())) == []


def test_words_that_are_missing_or_lost_a_blank_are_found(tmp_path: Path) -> None:
    path = tmp_path / "ar.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: ar\\nContent-Type: text/plain; charset=utf-8\\n"\n\nmsgid "about {}"\nmsgstr "{what}"\n',
        encoding="utf-8",
    )
    found = list(TOOL["problems"](path, TOOL["words"]()))
    assert "the words for 'about {}' have other blanks than it" in found
    assert "no words for 'Incidents'" in found
