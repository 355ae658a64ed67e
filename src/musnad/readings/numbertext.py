"""A text as the grammar of numbers sees it: what each word or run of digits may be in a number, and what keeps it from being one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from musnad.readings.digits import chain, digits_value
from musnad.readings.morphology import Form, Forms
from musnad.readings.numberwords import COUNTING, NumberWords, Role, script_of
from musnad.readings.tokens import Token, glued


class Atom(msgspec.Struct, frozen=True, gc=False):
    """One reading of one word, or digits, in a number. ``first`` may be a clitic's own token before it."""

    first: int
    last: int
    start: int
    stop: int
    role: Literal[Role, "digits"]
    value: float
    features: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    article: bool = False
    text: str = ""


class Text:
    """The tokens of one text with the atoms that each may be, worked out where they are asked for and remembered."""

    def __init__(self, tokens: Sequence[Token], forms: Forms, words: NumberWords) -> None:
        self.tokens = tokens
        self.forms = forms
        self.words = words
        self._atoms: dict[int, tuple[Atom, ...]] = {}

    def at(self, position: int) -> tuple[Atom, ...]:
        """The readings of the token at ``position``, with a clitic or joiner that is its own token."""
        found = self._atoms.get(position)
        if found is None:
            found = self._atoms[position] = tuple(_read(self, position)) if position < len(self.tokens) else ()
        return found

    def after(self, atom: Atom) -> tuple[Atom, ...]:
        """The readings of what follows ``atom``; a hyphen between two number words counts for nothing."""
        tokens, at = self.tokens, atom.last
        hyphen = at + 1 < len(tokens) and tokens[at].text == "-" and atom.role in ("ten", "unit", "article")
        if hyphen and tokens[at + 1].kind == "word":
            after = self.at(at + 1)
            if (glued(tokens, at) and glued(tokens, at + 1)) or any(one.role == "fraction" for one in after):
                return after
        found = self.at(at)
        if atom.role == "fraction" and any(one.role == "article" for one in found):
            return self.at(at + 1)  # "half a million"
        return found

    def is_joined(self, atom: Atom) -> bool:
        """Whether a joiner and nothing else is written before ``atom``."""
        return len(atom.prefixes) == 1 and atom.prefixes[0] in self.words.joiners

    def noun_follows(self, position: int) -> bool:
        """Whether a word or digits stand at ``position``."""
        return position < len(self.tokens) and self.tokens[position].kind in ("word", "number")

    def article_follows(self, position: int) -> bool:
        """Whether a word with the article and nothing before it stands at ``position``."""
        return self.noun_follows(position) and any(form.article and not form.prefixes for form in self.forms(self.tokens[position].text))

    def is_word(self, position: int, role: Role) -> bool:
        """Whether the token at ``position``, with or without clitics and article, is listed with ``role``."""
        if not 0 <= position < len(self.tokens) or self.tokens[position].kind != "word":
            return False
        return any(self.words.is_a(form.stem, role) for form in self.forms(self.tokens[position].text) if not form.suffix)

    def phrase_length(self, position: int, role: Role) -> int:
        """How many tokens a phrase of ``role`` that begins at ``position`` has; 0 when there is none."""
        tokens = self.tokens
        if position >= len(tokens):
            return 0
        phrases = self.words.phrases.get(role, {}).get(tokens[position].text, ())
        wanted = (len(phrase) for phrase in phrases if tuple(token.text for token in tokens[position : position + len(phrase)]) == phrase)
        return next(wanted, 0)


# -------------------------------------------------------------------------------------------------------- readings of one place


def _read(text: Text, at: int) -> Iterator[Atom]:
    """The readings of the token at ``at``."""
    token = text.tokens[at]
    if token.kind == "number":
        yield from _read_digits(text, at)
    elif token.kind == "word" and not token.shape:
        yield from _read_word(text, at)
        if at + 1 < len(text.tokens):
            yield from _read_clitic(text, at)


def _read_word(text: Text, at: int) -> Iterator[Atom]:
    token, words = text.tokens[at], text.words
    if not words.may_count(token.text):
        return
    for form in text.forms(token.text):
        for word in words.words.get(form.stem, ()):
            if word.role not in COUNTING:
                continue
            if (form.suffix or form.taken) and "suffix" not in word.features:
                continue
            stop = token.start + form.end
            start = token.start + form.cut
            yield Atom(at, at + 1, start, stop, word.role, word.value, word.features, form.prefixes, form.article, form.stem)


def _read_clitic(text: Text, at: int) -> Iterator[Atom]:
    """Readings of the next token when this one is a joiner, or a clitic set before digits."""
    token, following = text.tokens[at], text.tokens[at + 1]
    if following.start - token.stop > 1:
        return
    if token.text in text.words.joiners:
        for atom in text.at(at + 1):
            if not atom.prefixes:
                yield msgspec.structs.replace(atom, first=at, prefixes=(token.text,))
    elif following.kind == "number" and (form := _clitic(text, token.text)):
        for atom in _read_digits(text, at + 1, clitic=True):
            start = token.start + form.cut if form.article else atom.start
            yield msgspec.structs.replace(atom, first=at, start=start, prefixes=form.prefixes, article=form.article)


def _clitic(text: Text, word: str) -> Form | None:
    """How a word set apart before digits reads as nothing but clitics, or None when it is a word of its own."""
    if len(word) > 4:
        return None
    return next((form for form in text.forms(word + "00") if form.stem == "00" and (form.prefixes or form.article)), None)


def _read_digits(text: Text, at: int, *, clitic: bool = False) -> Iterator[Atom]:
    token = text.tokens[at]
    if is_model(text, at, clitic=clitic) or len(chain(text.tokens, at, text.words)) > 1:
        return
    last, digits = _spaced(text, at)
    value = digits_value(digits, text.words)
    if value is not None:
        yield Atom(at, last, token.start, text.tokens[last - 1].stop, "digits", value, text=digits)


def _spaced(text: Text, at: int) -> tuple[int, str]:
    """Digits with the groups that follow after single spaces ("1 234 567"): the token behind them, and all digits."""
    tokens, least = text.tokens, text.words.group_space
    digits, last = tokens[at].text, at + 1
    if not least or len(digits) > 3 or not digits.isdigit() or digits[0] == "0":
        return last, digits
    while last < len(tokens) and tokens[last].start == tokens[last - 1].stop + 1 and tokens[last - 1].text.isdigit():
        if tokens[last].kind != "number" or not re.fullmatch(r"\d{3}(?:[.,]\d{1,2})?", tokens[last].text):
            break
        digits += tokens[last].text
        last += 1
    if last - at < least or len(chain(tokens, last - 1, text.words)) > 1 or is_model(text, last - 1):
        return at + 1, tokens[at].text
    return last, digits


# ------------------------------------------------------------------------------------------------ digits that are part of a name


def is_model(text: Text, at: int, *, clitic: bool = False) -> bool:
    """Whether digits are part of a name or a measurement because of the letters they are glued to ("M4", "T-72", "29km")."""
    return (not clitic and _glued_before(text, at)) or _glued_after(text, at)


def _glued_before(text: Text, at: int) -> bool:
    tokens = text.tokens
    if not glued(tokens, at):
        return False
    dash = tokens[at - 1].text == "-" and glued(tokens, at - 1)
    before = tokens[at - 2 if dash else at - 1]
    if before.kind != "word":
        return False
    if script_of(before.text) not in text.words.scripts:
        return True
    if len(before.text) > (3 if dash else 2) or before.text in text.words.joiners:
        return False
    return dash or _clitic(text, before.text) is None


def _glued_after(text: Text, at: int) -> bool:
    tokens = text.tokens
    if not glued(tokens, at + 1) or tokens[at + 1].kind != "word":
        return False
    word = tokens[at + 1].text
    entries = text.words.words.get(word, ())
    if any(entry.role in ("scale", "hundred", "fraction", "joiner") for entry in entries):
        return False
    if any(entry.role == "measure" for entry in entries) or script_of(word) not in text.words.scripts:
        return True
    return glued(tokens, at + 2) and tokens[at + 2].kind == "number"
