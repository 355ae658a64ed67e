"""Masked words: words that posts cut with a dot or a comma to hide them from moderation, put together where the lexicon knows them.

``text.fold`` sees through the ways of hiding that show in the letters alone (``hidden.py``). What looks like the end of a sentence
or a list ("صار.وخ", "إرها,بيين") only a vocabulary can tell from one: the pieces are joined when together they are a known form and
not every piece is one by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from musnad.readings.tokens import Token

_CUTS = frozenset({".", "..", "...", ",", "*", "/", "-"})
_MOST_PIECES = 5


def unmasked(tokens: Sequence[Token], known: Callable[[str], bool]) -> list[Token]:
    """The tokens with the pieces of cut words as one token each; ``known`` says whether a word is a form of the lexicon."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        pieces = _pieces(tokens, at)
        while len(pieces) > 1 and not _one_word(pieces, known):
            pieces = pieces[:-1]
        if len(pieces) > 1:
            found.append(_joined(pieces))
        else:
            found.append(tokens[at])
        at += 2 * len(pieces) - 1 if pieces else 1
    return found


def _pieces(tokens: Sequence[Token], at: int) -> list[Token]:
    """The word at ``at`` and those that follow it with nothing but a mark of cutting between, no blank anywhere."""
    if tokens[at].kind != "word" or tokens[at].shape:
        return []
    pieces = [tokens[at]]
    while len(pieces) < _MOST_PIECES and at + 2 < len(tokens):
        cut, word = tokens[at + 1], tokens[at + 2]
        touching = tokens[at].stop == cut.start and cut.stop == word.start
        if not touching or cut.text not in _CUTS or word.kind != "word" or word.shape:
            break
        pieces.append(word)
        at += 2
    return pieces


def _one_word(pieces: Sequence[Token], known: Callable[[str], bool]) -> bool:
    return known("".join(piece.text for piece in pieces)) and not all(known(piece.text) for piece in pieces)


def _joined(pieces: Sequence[Token]) -> Token:
    text = "".join(piece.text for piece in pieces)
    return msgspec.structs.replace(pieces[0], text=text, stop=pieces[-1].stop)
