"""Wording: which words a document uses, as numbers, so that documents can be told to speak of the same thing without keeping names.

Words that the pack or the tables know (violence, parties, places) are many documents' words; the others are mostly what sets a
happening apart: names, streets, turns of phrase. Both are kept as hashes only, since names of private people are not extracted.
"""

from __future__ import annotations

from hashlib import blake2b

from musnad.model import Wording
from musnad.readings.page import Page

_SHORTEST = 3  # letters; shorter words are particles


def wording_of(page: Page) -> Wording:
    """The words of a page that are read, without clitics and article, each once."""
    known: set[int] = set()
    other: set[int] = set()
    vocabulary = page.grammar.vocabulary
    for number, sentence in enumerate(page.marked.sentences):
        if not page.marked.read[number]:
            continue
        for token in page.marked.tokens[sentence.first : sentence.last]:
            if token.kind == "word" and len(token.text) >= _SHORTEST:
                word = vocabulary.word(token.text)
                bare = [form.stem for form in word.forms if not (form.suffix or form.taken) and len(form.stem) >= _SHORTEST]
                (known if word.starts else other).add(_number(min(bare, key=len, default=token.text)))
    return Wording(known=tuple(sorted(known)), other=tuple(sorted(other)))


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big")
