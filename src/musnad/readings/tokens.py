"""Tokens and sentences of a folded text.

Quotation marks and number signs are no tokens: a name is the same name inside quotes, so patterns must not see them. The
quotes module finds them in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import msgspec

TokenKind = Literal["word", "number", "punct", "break"]

# Posts glue a name, a handle and the first word together, so a word ends where the script changes.
# A number keeps its separators and sign-less form ("2,000", "1.5"); a word is a run of letters, with an inner apostrophe.
_TOKEN = re.compile(
    r"(?P<url>(?:https?://|www\.|pic\.)\S+|\b[\w-]+\.(?:com|net|org|me|co)/\S*)"
    r"|(?P<handle>@[a-z0-9_]+)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[a-z]+(?:'[a-z]+)*|[^\W\d_a-z]+(?:'[^\W\d_a-z]+)*)"
    r"|(?P<break>\n+)"
    r"|(?P<punct>::|\.\.+|[^\w\s\"'])"
)
NO_ENDINGS: Mapping[str, str] = MappingProxyType({})
_SETS_OFF = "'\""  # between a name or a figure and its ending: the apostrophe, or the quotation mark that closes the name
_SENTENCE_END = frozenset({".", "?", "!", "...", ".."})


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word, number, mark of punctuation or line break. ``start, stop`` in code points of the folded text.

    ``case``: what the ending says that an apostrophe sets off from it; the token itself is without that ending.
    """

    text: str
    start: int
    stop: int
    kind: TokenKind
    shape: str = ""
    case: str = ""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """Tokens ``first`` up to ``last`` (half-open) that make one sentence or line; ``line`` counts the lines of the text."""

    first: int
    last: int
    line: int


def tokenize(text: str, endings: Mapping[str, str] = NO_ENDINGS) -> list[Token]:
    """Tokens of a folded text, in order. ``endings``: those that the language sets off with an apostrophe, and what they say.

    >>> [(token.text, token.case) for token in tokenize("idlib'de 12'ye", {"de": "loc", "ye": "dat"})]
    [('idlib', 'loc'), ('12', 'dat')]
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "punct"
        shape = group if group in ("url", "handle") else ""
        kind: TokenKind = "word" if shape else group  # type: ignore[assignment]
        token = Token(match.group(), *match.span(), kind, shape)
        if endings and kind == "word":
            token = _without_ending(token, endings)
            if token.text in endings and found and _belongs(found[-1], token, text):
                found[-1] = msgspec.structs.replace(found[-1], case=endings[token.text])
                continue
        found.append(token)
    return found


def _without_ending(token: Token, endings: Mapping[str, str]) -> Token:
    """The word without the ending after its last apostrophe ("idlib'de"), if it is one of the endings."""
    stem, _, ending = token.text.rpartition("'")
    if not stem or ending not in endings:
        return token
    return msgspec.structs.replace(token, text=stem, stop=token.start + len(stem), case=endings[ending])


def _belongs(before: Token, ending: Token, text: str) -> bool:
    """True for an ending that only an apostrophe or a closing quotation mark parts from what stands before it: "12'ye"."""
    between = text[before.stop : ending.start]
    return before.kind in ("word", "number") and not before.case and len(between) == 1 and between in _SETS_OFF


def sentences(tokens: list[Token], abbreviations: frozenset[str] = frozenset()) -> list[Sentence]:
    """Sentences of a token list: a line break ends one always, a full stop when no abbreviation stands before it.

    A full stop between two numbers or a single letter and a word ("د. محمد") ends nothing.
    """
    found: list[Sentence] = []
    first = line = 0
    for index, token in enumerate(tokens):
        if token.kind == "break":
            if index > first:
                found.append(Sentence(first, index, line))
            first = index + 1
            line += 1
        elif token.kind == "punct" and token.text in _SENTENCE_END and not _inside(tokens, index, abbreviations):
            if index + 1 > first:
                found.append(Sentence(first, index + 1, line))
            first = index + 1
    if len(tokens) > first:
        found.append(Sentence(first, len(tokens), line))
    return found


def glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token at ``at`` exists and stands without a blank after the one before it."""
    return 0 < at < len(tokens) and tokens[at - 1].stop == tokens[at].start


def _inside(tokens: list[Token], index: int, abbreviations: frozenset[str]) -> bool:
    """True where the stop at ``index`` belongs to an abbreviation or a bracketed or initial letter, and ends no sentence."""
    before = tokens[index - 1] if index else None
    if before is None or tokens[index].text != ".":
        return False
    joined = before.stop == tokens[index].start
    return joined and (before.text in abbreviations or (before.kind == "word" and len(before.text) == 1))
