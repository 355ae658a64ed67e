"""Glued words: a tag and the word after it, where a post was copied without its line breaks ("#HomsShelling on the market").

Scripts without capitals show no seam. A word of a tag that nothing is known of, but that begins with a place, a party or a "breaking"
and goes on with a known word, is taken for two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from musnad.readings.marks import kinds_of
from musnad.readings.tokens import Token
from musnad.readings.vocabulary import Vocabulary
from musnad.text import Folded

_TAGGED = frozenset("#_")
_SHORTEST = 3
_HEADS = frozenset({"place", "actor", "flash"})


def unglued(tokens: Sequence[Token], vocabulary: Vocabulary, folded: Folded) -> list[Token]:
    """The tokens with each glued tag as the two words that it is."""
    if not _TAGGED.intersection(folded.source):
        return list(tokens)
    return [part for token in tokens for part in _parts(token, vocabulary, folded)]


def _parts(token: Token, vocabulary: Vocabulary, folded: Folded) -> Iterator[Token]:
    whole = token.kind != "word" or token.shape or len(token.text) < 2 * _SHORTEST or len(token.text) != token.stop - token.start
    if whole or not _is_tag(token, folded) or vocabulary.knows(token.text):
        yield token
        return
    seam = _seam(token.text, vocabulary)
    if not seam:
        yield token
        return
    yield msgspec.structs.replace(token, text=token.text[:seam], stop=token.start + seam)
    yield msgspec.structs.replace(token, text=token.text[seam:], start=token.start + seam)


def _is_tag(token: Token, folded: Folded) -> bool:
    first, _ = folded.source_span(token.start, token.stop)
    return folded.source[first - 1 : first] in _TAGGED


def _seam(text: str, vocabulary: Vocabulary) -> int:
    """Where the second word begins, as early as both are known; 0 where the text is one word."""
    for seam in range(_SHORTEST, len(text) - _SHORTEST + 1):
        heads = {kind for meaning in vocabulary.meanings(text[:seam]) for kind in kinds_of(meaning.kind)}
        if heads & _HEADS and vocabulary.knows(text[seam:]):
            return seam
    return 0
