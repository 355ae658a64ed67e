"""Marks: what a stretch of a document was recognised as, before anything is claimed of it.

A mark has a kind, dotted from wide to narrow (``person.civilians``), the tokens it covers, the clitics that stand joined
before it, and attributes. The lexicon, the names, the numbers and the dates make the first marks; the pack's mention rules make
larger ones out of them; tolls, events and attribution are patterns over all of them.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from musnad.model import Stance
from musnad.readings.tokens import Sentence, Token

# Between two parts of a pattern these may stand without being named.
_PASSED_OVER = ("date", "skip")
NOTHING: Mapping[str, str] = MappingProxyType({})


class Mark(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Tokens ``first`` up to ``last`` recognised as ``kind``; ``start, stop`` in code points of the folded text.

    ``prefixes`` are the clitics joined before the first word, which the mark itself leaves out; ``article`` says that an article
    was taken off or stands before it, ``suffix`` which pronoun follows, ``ending`` what else was taken off its last word. ``parts`` are
    the marks that a mention rule built it from, by capture name.
    """

    kind: str
    first: int
    last: int
    start: int
    stop: int
    attrs: Mapping[str, str]
    prefixes: tuple[str, ...] = ()
    article: bool = False
    suffix: str = ""
    rule: str = ""
    parts: Mapping[str, tuple[Mark, ...]] = MappingProxyType({})
    ending: str = ""

    def get(self, name: str) -> str:
        """The attribute ``name``, or the empty string."""
        return self.attrs.get(name, "")

    def part(self, name: str) -> Mark | None:
        """The first part captured as ``name``, or None."""
        found = self.parts.get(name)
        return found[0] if found else None


@functools.lru_cache(maxsize=4096)
def kinds_of(kind: str) -> tuple[str, ...]:
    """``person.civilians`` is a ``person`` too: every kind that a pattern may ask for and get this one."""
    parts = kind.split(".")
    return tuple(".".join(parts[: end + 1]) for end in range(len(parts)))


class Marked:
    """A document's tokens and sentences with the marks found so far, indexed by where they begin.

    ``read`` says of each sentence whether it belongs to the report; rules are tried in those alone. ``unclear`` are the names of actors
    that several bear where nothing says which is meant; they make no marks.

    ``by_kind[i]`` has the marks that begin at token ``i`` under every kind that they are; ``clitics[i]`` the positions of the clitics
    joined to it, by what they mean. ``jumps[i]``, where there is one, lists the tokens from which a pattern that stands before token
    ``i`` may go on: ``i`` itself, and what follows a date, an aside in brackets or a word of no weight ("also") that stands there.

    ``where`` has the tokens at which something of a kind begins, and ``furthest`` the last of them in each sentence: with them a rule
    is tried only where it can match. Both may still have places of marks that were taken back since.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        forms: Sequence[frozenset[str]],
        articles: frozenset[str] = frozenset(),
        clitics: Sequence[Mapping[str, list[int]]] = (),
    ) -> None:
        self.tokens = tokens
        self.sentences = sentences
        self.forms = forms
        self.at: list[list[Mark]] = [[] for _ in tokens]
        self.clitics: Sequence[Mapping[str, list[int]]] = clitics or [{} for _ in tokens]
        self.read = [True] * len(sentences)
        self.unclear: list[Mark] = []
        self.by_kind: list[dict[str, list[Mark]]] = [{} for _ in tokens]
        self._cased = any(token.case for token in tokens)
        self._defined = frozenset(at + 1 for at, token in enumerate(tokens) if token.text in articles) if articles else frozenset()
        self._asides = _asides(tokens)
        self._starts = [sentence.first for sentence in sentences]
        self.where: dict[str, list[int]] = {}
        self.furthest: list[dict[str, int]] = [{} for _ in sentences or tokens[:1]]
        for at, joined in enumerate(self.clitics):
            if joined:
                self._note(at, joined)
        self.jumps: dict[int, tuple[int, ...]] = self._all_jumps()

    def add(self, marks: Iterable[Mark]) -> None:
        """Take in more marks, each with what the ending says that is set off from its last word and the article that stands before it."""
        passed_over = False
        for mark in map(self._dressed, marks) if self._cased or self._defined else marks:
            kinds, here = kinds_of(mark.kind), self.by_kind[mark.first]
            self.at[mark.first].append(mark)
            self._note(mark.first, [kind for kind in kinds if kind not in here])
            for kind in kinds:
                here.setdefault(kind, []).append(mark)
            passed_over = passed_over or mark.kind in _PASSED_OVER
        if passed_over:
            self.jumps = self._all_jumps()

    def _note(self, index: int, kinds: Iterable[str]) -> None:
        """Keep that something of these kinds begins at a token."""
        furthest = self.furthest[self.sentence_of(index)]
        for kind in kinds:
            self.where.setdefault(kind, []).append(index)
            if furthest.get(kind, -1) < index:
                furthest[kind] = index

    def _dressed(self, mark: Mark) -> Mark:
        if mark.first in self._defined and not mark.article:
            mark = msgspec.structs.replace(mark, article=True)
        case = self.tokens[mark.last - 1].case
        return msgspec.structs.replace(mark, attrs={**mark.attrs, "case": case}) if case else mark

    def clear(self, indexes: Iterable[int]) -> None:
        """Forget the marks that begin at these tokens: what stands in a date ("at dawn") is nothing else."""
        for index in indexes:
            self._put(index, [])
        self.jumps = self._all_jumps()

    def settle(self, made: Sequence[Mark]) -> None:
        """Take in marks that rules made: the longer ones first at each place, without those of the same kind that one swallows."""
        for mark in made:
            for index in range(mark.first, mark.last):
                if any(other.last <= mark.last for other in self.by_kind[index].get(mark.kind, ())):
                    self._put(index, [other for other in self.at[index] if other.kind != mark.kind or other.last > mark.last])
        self.add(made)
        for index in {mark.first for mark in made}:
            self._put(index, sorted(self.at[index], key=lambda mark: -mark.last))

    def _put(self, index: int, marks: list[Mark]) -> None:
        """Let these be the marks that begin at a token."""
        self.at[index], self.by_kind[index] = [], {}
        for mark in marks:
            self.at[index].append(mark)
            for kind in kinds_of(mark.kind):
                self.by_kind[index].setdefault(kind, []).append(mark)

    def ending_at(self, index: int, longest: int = 6) -> list[Mark]:
        """Marks whose last token stands right before ``index``."""
        return [mark for first in range(max(0, index - longest), index) for mark in self.at[first] if mark.last == index]

    def all(self, kind: str, first: int = 0, last: int | None = None) -> list[Mark]:
        """Marks of ``kind`` that begin in tokens ``first`` up to ``last``, in order, the longest first at one place."""
        last = len(self.tokens) if last is None else last
        found = [mark for index in self.begun((kind,)) if first <= index < last for mark in self.by_kind[index].get(kind, ())]
        return sorted(found, key=lambda mark: (mark.first, -mark.last))

    def begun(self, kinds: Iterable[str]) -> list[int]:
        """The tokens, in order, at which a mark or a clitic of one of these kinds begins, or once did."""
        return sorted({index for kind in kinds for index in self.where.get(kind, ())})

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds ``token``; of the one before where it stands between two."""
        return max(0, bisect_right(self._starts, token) - 1)

    def joined(self, index: int, clitic: int = 0) -> bool:
        """True where "and" is written joined to the front of the word at ``index``, after ``clitic`` others."""
        return clitic in self.clitics[index].get("conj", ())

    def after(self, kind: str, index: int) -> bool:
        """True where a mark of ``kind`` stands before ``index`` in its sentence."""
        first = self.sentences[self.sentence_of(index)].first
        return any(mark.kind == kind for before in range(first, index) for mark in self.at[before])

    def stance(self, mark: Mark, near: int = 6) -> Stance:
        """``hedge`` where a word of doubt stands shortly before the mark in its sentence, else ``assert``."""
        first = max(self.sentences[self.sentence_of(mark.first)].first, mark.first - near)
        return "hedge" if any(other.kind == "hedge" for index in range(first, mark.first) for other in self.at[index]) else "assert"

    def words(self, mark: Mark) -> str:
        """The folded words of a mark, one blank between them."""
        return " ".join(token.text for token in self.tokens[mark.first : mark.last])

    def _all_jumps(self) -> dict[int, tuple[int, ...]]:
        return {at: self._reachable(at) for at in {*self._asides, *self.begun(_PASSED_OVER)} if self._steps(at)}

    def _steps(self, index: int) -> list[int]:
        """Where what stands at ``index`` ends, if a pattern may pass over it."""
        if index >= len(self.tokens):
            return []
        after = [self._asides[index]] if index in self._asides else []
        return after + [mark.last for mark in self.at[index] if mark.kind in _PASSED_OVER]

    def _reachable(self, index: int) -> tuple[int, ...]:
        found, todo = {index}, [index]
        while todo:
            for step in self._steps(todo.pop()):
                if step not in found:
                    found.add(step)
                    todo.append(step)
        return tuple(sorted(found))


def _asides(tokens: Sequence[Token], longest: int = 12) -> dict[int, int]:
    """Where an aside in brackets begins, and the token after it. A bracket that does not close soon is none."""
    found = {}
    for index, token in enumerate(tokens):
        if token.text != "(":
            continue
        for end in range(index + 1, min(index + longest, len(tokens))):
            if tokens[end].text == ")":
                found[index] = end + 1
                break
    return found
