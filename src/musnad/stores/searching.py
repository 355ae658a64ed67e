"""Full-text search as far as it is the same for every store: what a query asks, and where its words stand in a text as received."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from musnad.model import Document, Struct, Words
from musnad.stores.base import Hit
from musnad.text import fold

_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r"[^\W_]+\*?")
_AROUND = 90  # code points of a snippet to either side of the first word found


class Term(Struct, frozen=True):
    """Words that stand together; ``forms`` are the ways the first may be written. ``open``: the last may go on."""

    forms: tuple[str, ...]
    rest: tuple[str, ...] = ()
    open: bool = False


def asked(text: str, prefixes: Sequence[str] = ()) -> tuple[Term, ...]:
    """What a query asks for, folded. Every second part between quotation marks is words that stand together."""
    before = ("", *(fold(prefix).text for prefix in prefixes))
    parts = fold(text).text.split('"')
    terms: list[Term] = []
    for number, part in enumerate(parts):
        words = _ASKED.findall(part)
        groups = [words] if number % 2 and words else [[word] for word in words]
        terms.extend(_term(group, before) for group in groups)
    return tuple(dict.fromkeys(terms))


def _term(words: list[str], before: Sequence[str]) -> Term:
    first, *rest = (word.rstrip("*") for word in words)
    forms = tuple(dict.fromkeys(prefix + first for prefix in before))
    return Term(forms=forms, rest=tuple(rest), open=words[-1].endswith("*"))


def words_of(folded: str) -> list[str]:
    """The words of a folded text, in order."""
    return _WORD.findall(folded)


def all_in(terms: Sequence[Term], words: Sequence[str]) -> bool:
    """Whether every term is somewhere among the words."""
    return all(any(_stands(term, words, at) is not None for at in range(len(words))) for term in terms)


def _stands(term: Term, words: Sequence[str], at: int) -> str | None:
    """The form in which the term stands at a word, or None."""
    following = words[at : at + 1 + len(term.rest)]
    for form in term.forms:
        wanted = (form, *term.rest)
        if len(following) < len(wanted) or any(map(str.__ne__, following[:-1], wanted[:-1])):
            continue
        if following[-1] == wanted[-1] or (term.open and following[-1].startswith(wanted[-1])):
            return form
    return None


def hit(document: Document, terms: Sequence[Term]) -> Hit:
    """Where the terms stand in the document's text as received."""
    spans = tuple(sorted(set(_spans(document.text, terms))))
    return Hit(document=document.id, spans=spans, snippet=_snippet(document.text, spans[0] if spans else (0, 0)))


def _spans(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    places = [found.span() for found in _WORD.finditer(folded.text)]
    words = [folded.text[start:stop] for start, stop in places]
    for term in terms:
        for at, (start, _) in enumerate(places):
            form = _stands(term, words, at)
            if form is not None:
                attached = len(form) - len(term.forms[0])  # the first form is the word itself, the others have a prefix before it
                yield folded.source_span(start + attached, places[at + len(term.rest)][1])


def _snippet(text: str, span: tuple[int, int]) -> Words:
    """Some words around a span, cut at blanks where there are any, else between letters."""
    start, stop = max(0, span[0] - _AROUND), min(len(text), span[1] + _AROUND)
    if start > 0:
        start = _after_blank(text, start, span[0])
    if stop < len(text):
        blank = text.rfind(" ", span[1], stop)
        stop = blank if blank >= 0 else stop
    while start > 0 and _is_mark(text[start]):
        start -= 1
    while stop < len(text) and _is_mark(text[stop]):
        stop += 1
    return Words(text=text[start:stop], span=(start, stop))


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


def _after_blank(text: str, start: int, limit: int) -> int:
    blank = text.find(" ", start, limit)
    return blank + 1 if blank >= 0 else start
