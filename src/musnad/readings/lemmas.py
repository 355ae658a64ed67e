"""Words by their dictionary forms: the strategy for languages whose nouns, adjectives and verbs change in many ways.

A morphological dictionary tells which words a written one may be a form of, and what the form says (case, number, tense). Lists
hold dictionary forms only. Names that no dictionary has are declined after a model that the pack gives for their last letters.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import msgspec

from musnad.readings.morphology import Form

Says = Mapping[str, str]

# What the dictionary's grammemes say, in the names that packs use for features. The first that applies wins.
_FEATURES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "pos": (
        *((name, "noun") for name in ("NOUN", "NPRO")),
        *((name, "adj") for name in ("ADJF", "ADJS", "COMP")),
        *((name, "verb") for name in ("VERB", "INFN", "GRND", "PRTS")),
        ("PRTF", "part"),
        ("NUMR", "num"),
    ),
    "form": (("INFN", "inf"), ("GRND", "ger"), ("PRTS", "short"), ("ADJS", "short"), ("PRTF", "part"), ("VERB", "fin")),
    "tense": (("past", "past"), ("pres", "pres"), ("futr", "future")),
    "voice": (("pssv", "pass"), ("actv", "act")),
    "num": (("plur", "pl"), ("sing", "sg")),
    "case": (
        ("nomn", "nom"),
        ("gent", "gen"),
        ("gen2", "gen"),
        ("datv", "dat"),
        ("accs", "acc"),
        ("ablt", "ins"),
        ("loct", "loc"),
        ("loc2", "loc"),
    ),
}
SAYS = frozenset(_FEATURES)  # the features that words have of themselves
_LEAST = 0.002  # readings that are less likely are misprints more often than words
_TELLING = 0.03  # of the likeliest reading: what less likely ones would say of case and number is not asked
_MOST_KEYS = 8


class LemmaSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``[lemma]`` in ``pack.toml`` may set.

    ``dictionary``: which of the analyser's dictionaries. ``models``: dictionary words, and the last letters of names that are declined
    like them.
    """

    dictionary: str
    models: dict[str, list[str]] = {}


class Lemma:
    """A word is read as written and as each dictionary form that it may be a form of."""

    def __init__(self, settings: LemmaSettings, fold: Callable[[str], str] = str) -> None:
        self._fold = fold
        self._parse: Callable[[str], Sequence[Any]] = _analyser(settings.dictionary)
        self._models = {letters: model for word, ends in settings.models.items() for model in (self._model(word),) for letters in ends}
        self._taught: dict[str, dict[str, list[Says]]] = {}

    def forms(self, word: str) -> tuple[Form, ...]:
        """The word itself with what it says as a dictionary form, then the dictionary forms that it may be another form of."""
        found: dict[str, list[Says]] = {word: []}
        parses = self._parses(word)
        likely = max((parse.score for parse in parses), default=0) * _TELLING
        for parse in parses:
            said = [_said(parse)] if parse.is_known and parse.score >= likely else []  # what an unknown word says is a guess
            for stem in self._stems(parse):
                found.setdefault(stem, []).extend(said)
        for stem, says in self._taught.get(word, {}).items():
            found.setdefault(stem, []).extend(says)
        return tuple(Form(stem, 0, len(word), says=_united(says), inflected=True) for stem, says in found.items())

    def attached(self, word: str, ending: str) -> Iterable[str]:
        """The one with the other after it."""
        return (word + ending,)

    def is_clitic(self, word: str) -> bool:
        """False: no word is written joined to the next."""
        return False

    def may_be_verb(self, form: Form) -> bool:
        """True: nothing was taken off."""
        return True

    def keys(self, words: Sequence[str], *, name: bool = False, initials: Collection[str] = ()) -> list[tuple[str, ...]]:
        """What an entry of these words is to be found under: their dictionary forms, so that it is found in every case.

        A name begins in the nominative. Words of it that the dictionary has in no nominative are declined after their model, those
        that are ``initials`` are not.
        """
        each = [(word,) if word in initials else self._keys_of(word, name=name, first=at == 0) for at, word in enumerate(words)]
        return list(product(*each))[:_MOST_KEYS]

    def _keys_of(self, word: str, *, name: bool, first: bool) -> tuple[str, ...]:
        parses = [parse for parse in self._parses(word) if parse.is_known]
        plain = any(word in self._stems(parse) for parse in parses)
        if plain or not parses:
            if not plain and name:
                self._teach(word)
            return (word,)
        nominative = [parse for parse in parses if "nomn" in parse.tag]
        likeliest = self._fold((nominative or parses)[0].normal_form)
        if not name or nominative or parses[0].tag.POS == "ADJF":
            return (likeliest,)
        self._teach(word)
        return (word,) if first else (word, likeliest)

    def _teach(self, name: str) -> None:
        """Decline a name as the model for its last letters is declined, if the pack gives one."""
        model = next((self._models[name[at:]] for at in range(1, len(name)) if name[at:] in self._models), None)
        if model is None or not name.endswith(model.ending):
            return
        stem = name.removesuffix(model.ending)
        for ending, says in model.endings.items():
            self._taught.setdefault(stem + ending, {}).setdefault(name, list(says))

    def _model(self, word: str) -> _Model:
        parse = next((parse for parse in self._parse(word) if parse.normal_form == word), None)
        if parse is None:
            raise ValueError(f"{word!r} is in no dictionary as it stands; give a noun in the nominative singular")
        singular = [form for form in parse.lexeme if "sing" in form.tag]
        shared = next(
            (at for at, letters in enumerate(zip(*(form.word for form in singular), strict=False)) if len(set(letters)) > 1), len(word)
        )
        endings: dict[str, list[Says]] = {}
        for form in singular:
            endings.setdefault(form.word[shared:], []).append(_said(form))
        return _Model(word[shared:], endings)

    def _parses(self, word: str) -> list[Any]:
        """The readings of a word by the dictionary, or as its last letters suggest; none of what is no word of the script."""
        if not word.isalpha() or word.isascii():
            return []
        parses = [parse for parse in self._parse(word) if parse.tag.POS is not None]
        known = [parse for parse in parses if parse.is_known]
        return [parse for parse in known or parses if parse.score >= _LEAST]

    def _stems(self, parse: Any) -> Iterator[str]:
        """The dictionary form; of a participle also its own, as it may be used as a noun."""
        yield self._fold(parse.normal_form)
        if parse.tag.POS == "PRTF":
            own = parse.inflect({"nomn", "sing", "masc"})
            if own is not None:
                yield self._fold(own.word)


class _Model(msgspec.Struct, frozen=True):
    """The ending of a dictionary word and those of its other forms, with what each says."""

    ending: str
    endings: Mapping[str, list[Says]]


def _said(parse: Any) -> Says:
    """What a form says of itself, by the names of features."""
    said = {}
    for feature, grammemes in _FEATURES.items():
        value = next((value for grammeme, value in grammemes if grammeme in parse.tag), None)
        if value is not None:
            said[feature] = value
    return said


def _united(says: Iterable[Says]) -> tuple[tuple[str, str], ...]:
    """What several readings of one word say together: every value that a feature may have, the likeliest first, blanks between."""
    united: dict[str, dict[str, None]] = {}
    for said in says:
        for feature, value in said.items():
            united.setdefault(feature, {})[value] = None
    return tuple((feature, " ".join(values)) for feature, values in united.items())


@functools.cache
def _analyser(dictionary: str) -> Callable[[str], Sequence[Any]]:
    """The analyser over one of its dictionaries, loaded once per process and only for a language that needs it."""
    from pymorphy3 import MorphAnalyzer  # here, not above: 0.1 s that only reading such a language needs

    parse: Callable[[str], Sequence[Any]] = MorphAnalyzer(lang=dictionary).parse
    return parse
