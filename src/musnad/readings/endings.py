"""Endings: words that take chain after chain of endings, written on to them with the letters that their sounds ask for.

A language of that kind says with the end of a word what others say with words before it: number, owner, case. Its endings are few, but
each is spelled in many ways, for vowels go by the vowel before and consonants by the consonant. The pack writes an ending once, in a
notation of its grammars: a capital letter stands for a sound that harmonises, and a letter in brackets stands only where it is needed
("(s)In" is "sın" after a vowel, "un" after "kol"). Here it is spelled out, and a written word is taken apart again.

Everything is in folded letters, in which some vowels are one: where the sound that decides is not told any more, both spellings are right.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from musnad.readings.morphology import Form
from musnad.text import fold

Says = tuple[tuple[str, str], ...]


class EndingSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``[endings]`` in ``pack.toml`` may set.

    ``nouns``: the class of ``inflection.tsv`` whose endings any noun or name takes. ``unchanging``: senses whose words take none.
    ``vowels``: for each sound of an ending that goes by the vowel before it, the letters it may be after each vowel. ``consonants``: for
    each sound that goes by the last letter, what it is after one of ``hard`` and what after others. ``softened``: how a last consonant
    is written before a vowel. ``lost``: vowels that a last syllable may lose before a vowel. ``foreign``: ends of words after which a
    vowel may be any.
    """

    nouns: str
    vowels: dict[str, dict[str, str]]
    consonants: dict[str, tuple[str, str]] = {}
    hard: str = ""
    softened: dict[str, str] = {}
    lost: str = ""
    foreign: tuple[str, ...] = ()
    unchanging: tuple[str, ...] = ()
    shortest_stem: int = 2


class Endings:
    """The strategy: whole words, and words without an ending. ``nouns`` are the endings of nouns, as written, and what each says."""

    def __init__(self, settings: EndingSettings, nouns: Iterable[tuple[str, Says]] = ()) -> None:
        self._settings = settings
        self._letters = frozenset(letter for follows in settings.vowels.values() for letter in follows)
        self._known: dict[str, list[tuple[str, Says]]] = {}
        for ending, says in nouns:
            for spelled in {spelled for stem in self._any_stems() for spelled in self.spelled(stem, ending)}:
                self._known.setdefault(spelled, []).append((ending, says))
        self._longest = max(map(len, self._known), default=0)

    def is_clitic(self, word: str) -> bool:
        """False: nothing is written joined to the next word."""
        return False

    def may_be_verb(self, form: Form) -> bool:
        """True for the whole word: what was taken off stands after nouns."""
        return not form.taken

    def forms(self, word: str) -> tuple[Form, ...]:
        """The whole word, then the word without an ending, the shortest ending first; one form for all that an ending may say."""
        found = [Form(word, 0, len(word))]
        least = max(self._settings.shortest_stem, len(word) - self._longest)
        for cut in range(len(word) - 1, least - 1, -1):
            known = self._known.get(word[cut:])
            for stem in self._stems(word[:cut], word[cut:]) if known else ():
                found.extend(
                    Form(stem, 0, cut, taken=word[cut:], says=says)
                    for ending, says in known or ()
                    if word[cut:] in self.spelled(word[:cut], ending)
                )
        return tuple(dict.fromkeys(found))

    def keys(self, words: Sequence[str], *, name: bool = False, initials: Collection[str] = ()) -> Sequence[tuple[str, ...]]:
        """The words as they stand."""
        return (tuple(words),)

    def attached(self, word: str, ending: str) -> Iterator[str]:
        """The ways to write ``word`` with ``ending``, folded: its last consonant as it is, and softened before a vowel."""
        word = fold(word).text
        for spelled in self.spelled(word, ending):
            yield word + spelled
            soft = self._settings.softened.get(word[-1:])
            if soft and spelled[:1] in self._letters:
                yield word[:-1] + soft + spelled

    def spelled(self, stem: str, ending: str) -> tuple[str, ...]:
        """The ways to write an ending after a folded stem: one, or two where folding hides which is right."""
        found = [""]
        for sound, optional in _sounds(ending):
            found = [so_far + letter for so_far in found for letter in self._written(sound, stem + so_far, so_far, optional=optional)]
        return tuple(dict.fromkeys(found))

    def _written(self, sound: str, before: str, so_far: str, *, optional: bool) -> Iterable[str]:
        """The letters that a sound may be after what is written ``before`` it, ``so_far`` of the ending; none where it falls away."""
        settings = self._settings
        if optional and not self._joins(sound, before[-1:]):
            return ("",)
        if sound in settings.vowels:
            return self._vowel(sound, before, begins=not so_far)
        if sound in settings.consonants:
            hard, soft = settings.consonants[sound]
            return (hard if before[-1:] in settings.hard else soft,)
        return (sound,)

    def _vowel(self, sound: str, before: str, *, begins: bool) -> Iterable[str]:
        """The letters that a harmonising vowel may be: by the vowel before, or any where that is unknown or the word is foreign."""
        follows = self._settings.vowels[sound]
        last = next((letter for letter in reversed(before) if letter in follows), None)
        if last is None or (begins and before.endswith(self._settings.foreign)):
            return sorted(set("".join(follows.values())))
        return follows[last]

    def _joins(self, letter: str, last: str) -> bool:
        """True where a letter in brackets is needed: a consonant between two vowels, a vowel between two consonants."""
        is_vowel = letter in self._settings.vowels or letter in self._letters
        return (last in self._letters) is not is_vowel

    def _stems(self, written: str, ending: str) -> Iterator[str]:
        """The words that may be written so before an ending: as it stands, with a consonant that was softened, or a vowel that was lost."""
        yield written
        if ending[0] not in self._letters:
            return
        settings = self._settings
        yield from (written[:-1] + hard for hard, soft in settings.softened.items() if written[-1] == soft)
        if len(written) > 2 and not {written[-1], written[-2]} & self._letters:
            yield from (written[:-1] + vowel + written[-1] for vowel in settings.lost)

    def _any_stems(self) -> Iterator[str]:
        """A stem for every vowel and kind of last letter, to spell an ending in all its ways."""
        hard = self._settings.hard[:1]
        for vowel in self._letters:
            yield from (vowel, vowel + hard, vowel + "n")


@functools.lru_cache(maxsize=1024)
def _sounds(ending: str) -> tuple[tuple[str, bool], ...]:
    """The sounds of an ending as the pack writes it, each with whether it stands in brackets; capital letters as they are."""
    found, at = [], 0
    while at < len(ending):
        optional = ending[at] == "("
        letter = ending[at + optional]
        found.append((letter if letter.isupper() else fold(letter).text, optional))
        at += 3 if optional else 1
    return tuple(found)
