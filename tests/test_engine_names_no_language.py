"""The engine asks for no language by name and holds no vocabulary: what a language says lies in its pack.

Checked is code: names, and strings that are no docstrings. Docstrings and comments may name languages as examples, and so may messages
to people, which are told by the blanks in them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[1] / "src" / "musnad"
# Telling languages apart is the one thing that needs their names; nothing else may import what is known there but the answer.
TELLS_LANGUAGES = ENGINE / "documents" / "language.py"
MODULES = sorted(path for path in ENGINE.rglob("*.py") if "views" not in path.parts and path != TELLS_LANGUAGES)
NAMED = re.compile(r"arabic|english|russian|turkish", re.IGNORECASE)
CODE = re.compile(r"(?:ar|en|ru|tr)(?:[._/-].*)?")
LETTERS = re.compile("[\u0400-\u052f\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
RANGE = re.compile(".-.")  # "from this letter to that" is a script, no vocabulary
# Letters belong to scripts, not languages; these two modules know how scripts write them.
SPELLING = (ENGINE / "text.py", ENGINE / "hidden.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_engine_names_no_language(path: Path) -> None:
    assert list(_forbidden(path)) == []


def _forbidden(path: Path) -> Iterator[str]:
    """The names and strings of a module that name a language or are words of one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (name for name in _names(tree) if NAMED.search(name))
    for text in _strings(tree):
        named = NAMED.search(text) and " " not in text
        written = LETTERS.search(RANGE.sub("", text)) and path not in SPELLING
        if named or CODE.fullmatch(text) or written:
            yield text


def _strings(tree: ast.Module) -> Iterator[str]:
    """Every string of the code, parts of f-strings too, but no docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _names(tree: ast.Module) -> Iterator[str]:
    """Every name that the code gives or uses."""
    for node in ast.walk(tree):
        for field in ("name", "id", "attr", "arg", "asname", "module"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield name


@pytest.mark.parametrize(
    "code",
    ["if lang == 'ar': pass", "arabic_words = 1", "kinds = {'Arabic': 1}", "said = 'قال'", "tables['ru'] = 1", "rule.startswith('tr.')"],
)
def test_what_is_forbidden_is_found(code: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")

    assert list(_forbidden(path)) != []


def test_docstrings_comments_and_messages_may_name_languages(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text('"""Arabic: "قال"."""\n# Turkish\nmessage = "write the English name"\n', encoding="utf-8")

    assert list(_forbidden(path)) == []
