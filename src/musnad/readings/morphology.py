"""How a written word may come apart: the strategies that a pack chooses in ``pack.toml``.

A strategy never decides. It lists the ways a word can be read (whole; without "and"; without a preposition; without the
article; without a pronoun at the end), and the lexicon, the names and the rules decide which of them means something. The
text itself is never cut.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

import msgspec


class Form(msgspec.Struct, frozen=True):
    """One way to read a word: ``word[cut:end]`` with its article taken off is ``stem``.

    ``prefixes`` are the clitics before it, in order (``("و", "ب")``); ``suffix`` the pronoun after it.
    ``ending`` says that a case ending was taken off. ``cut`` is where the stem with its article begins, in code points of the folded word.
    ``taken`` is an ending that a name may have, too, and ``says`` what it says.
    ``inflected``: the stem is a dictionary form, and the word as written a form of it that ``says`` its case, number or tense; where
    it may be several forms, a feature has several values with blanks between.
    """

    stem: str
    cut: int
    end: int
    prefixes: tuple[str, ...] = ()
    article: bool = False
    suffix: str = ""
    ending: bool = False
    taken: str = ""
    says: tuple[tuple[str, str], ...] = ()
    inflected: bool = False


Forms = Callable[[str], tuple[Form, ...]]  # from a folded word to the ways to read it


class Morphology(Protocol):
    """A strategy: the ways to read one folded word, the whole word first."""

    def forms(self, word: str) -> tuple[Form, ...]:
        """The ways to read ``word``, the whole word first."""
        ...

    def is_clitic(self, word: str) -> bool:
        """True for a word that the language writes joined to the next."""
        ...

    def may_be_verb(self, form: Form) -> bool:
        """False where what was taken off stands only with nouns."""
        ...

    def attached(self, word: str, ending: str) -> Iterable[str]:
        """The ways to write ``word`` with an ending of ``inflection.tsv``."""
        ...

    def keys(self, words: Sequence[str], *, name: bool = False, initials: Collection[str] = ()) -> Sequence[tuple[str, ...]]:
        """What an entry of these words is found under, word by word, where the words of a text are read by ``forms``.

        ``name``: it is a proper name, which no dictionary may have. ``initials``: words of it that are written in capital letters.
        """
        ...


class ProcliticSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``[proclitic]`` in ``pack.toml`` may set: the clitics of a language that writes them joined."""

    conjunctions: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    article: str = ""
    assimilated: dict[str, str] = {}
    pronouns: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    pronoun_bridge: dict[str, str] = {}
    shortest_stem: int = 2


class Whole:
    """Words stand alone: one form each."""

    def is_clitic(self, word: str) -> bool:
        """False: no word is written joined to the next."""
        return False

    def may_be_verb(self, form: Form) -> bool:
        """True: nothing was taken off."""
        return True

    def keys(self, words: Sequence[str], *, name: bool = False, initials: Collection[str] = ()) -> Sequence[tuple[str, ...]]:
        """The words as they stand."""
        return (tuple(words),)

    def forms(self, word: str) -> tuple[Form, ...]:
        """The word itself."""
        return (Form(word, 0, len(word)),)

    def attached(self, word: str, ending: str) -> Iterable[str]:
        """The one with the other after it."""
        return (word + ending,)


class Proclitic:
    """Conjunction, preposition and article are written joined to the word; pronouns after it.

    ``assimilated`` maps a preposition to how it looks when it swallows the article (``ل`` + ``ال`` is written ``لل``);
    ``endings`` are case endings that are written as letters; ``pronoun_bridge`` maps a stem's last letter before a pronoun to how it
    is written without one (``ت`` was ``ه``).
    """

    def __init__(self, settings: ProcliticSettings) -> None:
        self._settings = settings

    def forms(self, word: str) -> tuple[Form, ...]:
        """The whole word, then the word without what may be joined before it, then each of these without a pronoun or an ending."""
        found = list(self._prefixed(word, 0, ()))
        for form in tuple(found):
            found.extend(self._without_pronoun(form))
        return tuple(found)

    def is_clitic(self, word: str) -> bool:
        """True for a preposition; a conjunction set apart is a word like others."""
        return word in self._settings.prepositions

    def may_be_verb(self, form: Form) -> bool:
        """False for a form without its article, a preposition or a case ending."""
        return not (form.article or form.ending) and not any(prefix in self._settings.prepositions for prefix in form.prefixes)

    def keys(self, words: Sequence[str], *, name: bool = False, initials: Collection[str] = ()) -> Sequence[tuple[str, ...]]:
        """The words as they stand."""
        return (tuple(words),)

    def attached(self, word: str, ending: str) -> Iterable[str]:
        """The one with the other after it."""
        return (word + ending,)

    def _prefixed(self, word: str, cut: int, prefixes: tuple[str, ...]) -> list[Form]:
        """Forms of ``word[cut:]``: as it stands, without its article, without one more clitic."""
        settings, rest = self._settings, word[cut:]
        found = [Form(rest, cut, len(word), prefixes)]
        article = settings.article
        if article and rest.startswith(article) and len(rest) - len(article) >= settings.shortest_stem:
            found.append(Form(rest[len(article) :], cut, len(word), prefixes, article=True))
        if not prefixes:
            for clitic in settings.conjunctions:
                if rest.startswith(clitic) and len(rest) - len(clitic) >= settings.shortest_stem:
                    found.extend(self._prefixed(word, cut + len(clitic), (clitic,)))
        if not any(p in settings.prepositions for p in prefixes):
            for clitic in settings.prepositions:
                swallowed = settings.assimilated.get(clitic)
                if swallowed and rest.startswith(swallowed) and len(rest) - len(swallowed) >= settings.shortest_stem:
                    stem = rest[len(swallowed) :]
                    found.append(Form(stem, cut + len(swallowed), len(word), (*prefixes, clitic), article=True))
                if rest.startswith(clitic) and len(rest) - len(clitic) >= settings.shortest_stem:
                    found.extend(self._prefixed(word, cut + len(clitic), (*prefixes, clitic)))
        return found

    def _without_pronoun(self, form: Form) -> list[Form]:
        """Forms without a pronoun or a case ending; a word with the article has neither."""
        settings, found = self._settings, []
        if form.article:
            return []
        for ending in settings.endings:
            stem = form.stem.removesuffix(ending)
            if stem != form.stem and len(stem) > settings.shortest_stem and stem[-1] not in settings.pronoun_bridge.values():
                found.append(Form(stem, form.cut, form.end, form.prefixes, ending=True))
        for pronoun in settings.pronouns:
            stem = form.stem.removesuffix(pronoun)
            if stem == form.stem or len(stem) < settings.shortest_stem + 1:
                continue
            end = form.end - len(pronoun)
            found.append(Form(stem, form.cut, end, form.prefixes, suffix=pronoun))
            bridged = settings.pronoun_bridge.get(stem[-1])
            if bridged:
                found.append(Form(stem[:-1] + bridged, form.cut, end, form.prefixes, suffix=pronoun))
        return found
