"""Back names: "the corps", "the front", "the movement" for the group named before whose name holds that noun.

A text names a group in full once and then goes on with its noun alone. The noun means nobody by itself, so it is no name in the
knowledge tables; here it gets the actor that it points back to, and rules read it as they read any name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from musnad.readings.marks import Mark, Marked
from musnad.readings.vocabulary import Word


def named_again(marked: Marked, words: Sequence[Word]) -> Iterator[Mark]:
    """An ``actor`` mark for each definite noun of the sense ``group`` that stands alone after a name that holds it.

    ``words``: the ways to read each token. The latest such name is meant.
    """
    if not any("group" in here for here in marked.by_kind):
        return
    named: dict[str, tuple[int, str]] = {}
    covered = 0
    for index, here in enumerate(marked.by_kind):
        names = here.get("actor", ())
        for name in names:
            for token in range(name.first, name.last):
                named.update(dict.fromkeys(marked.forms[token], (token, name.get("id"))))
            covered = max(covered, name.last)
        for noun in here.get("group", ()) if index >= covered else ():
            _, ident = max((named[form] for form in marked.forms[index] if form in named), default=(0, ""))
            if ident and noun.article and not noun.suffix and not _goes_on(noun.last, words):
                attrs = {"id": ident, "usage": "back"}
                yield Mark("actor", noun.first, noun.last, noun.start, noun.stop, attrs, noun.prefixes, noun.article)


def _goes_on(token: int, words: Sequence[Word]) -> bool:
    """True where a definite word follows, which makes another name of the noun: "the eastern front"."""
    return token < len(words) and any(form.article and not form.prefixes for form in words[token].forms)
