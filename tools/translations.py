"""Finds the words that the site speaks and brings its catalogues up to date with them.

    tools/translations.py            add new words to every catalogue, take out those that are no longer spoken
    tools/translations.py --check    fail when a catalogue lacks words, has an empty one, or one whose blanks are not those of the English

A catalogue is views/web/translations/<code>.po; the site reads it as it stands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

VIEWS = Path(__file__).parents[1] / "src" / "musnad" / "views"
CATALOGUES = VIEWS / "web" / "translations"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "mark": None, "gettext": None, "counted": (1, 2), "ngettext": (1, 2)}
LEFT_OUT = ("assets", "static")
_BLANK = re.compile(r"\{[a-z_]*\}")


def main() -> int:
    """0 when all is well, 1 when a catalogue lacks something and was only to be checked."""
    spoken = words()
    wrong = []
    for path in sorted(CATALOGUES.glob("*.po")):
        if "--check" in sys.argv[1:]:
            wrong += [f"{path.name}: {problem}" for problem in problems(path, spoken)]
        else:
            update(path, spoken)
    for problem in wrong:
        print(problem, file=sys.stderr)
    return 1 if wrong else 0


def words() -> Catalog:
    """Everything that the site may say, in English."""
    found = Catalog(project="Musnad", charset="utf-8", fuzzy=False)
    options = {"**/templates/**.html": {"trimmed": "true"}}
    for name, _, message, _, context in extract_from_dir(
        str(VIEWS), METHODS, options, KEYWORDS, directory_filter=lambda folder: Path(folder).name not in LEFT_OUT
    ):
        found.add(message, None, [(name, None)], context=context)
    return found


def update(path: Path, spoken: Catalog) -> None:
    """Nothing; the catalogue has the words that are spoken, and no others."""
    catalogue = _read(path)
    catalogue.update(spoken, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = f"# The words of the site in {catalogue.locale}. New words are added by tools/translations.py."
    catalogue.project, catalogue.msgid_bugs_address, catalogue.last_translator, catalogue.language_team = "Musnad", "", "", ""
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, include_lineno=False, omit_header=False)


def problems(path: Path, spoken: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, in words."""
    catalogue = _read(path)
    for message in spoken:
        if not message.id:
            continue
        translated = catalogue.get(message.id, message.context)
        if translated is None or not all(_forms(translated)):
            yield f"no words for {message.id!r}"
        elif any(not _blanks(form) <= _all_blanks(message) for form in _forms(translated)):
            yield f"the words for {message.id!r} have other blanks than it"


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _all_blanks(message: Message) -> set[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    return set().union(*(_blanks(form) for form in ids))


def _blanks(text: str) -> set[str]:
    return set(_BLANK.findall(text))


if __name__ == "__main__":
    sys.exit(main())
