"""Vocabulary: every form that a language's lexicon and the knowledge tables know, and where they stand in a text.

Forms are kept in a tree of words, so that a name of five words costs five steps. A word of the text is tried in each way it can
be read (see ``morphology``); the article may be present or absent in the text unless the form itself is written with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType

import msgspec

from musnad.pack import UNCHANGED, Entry, Inflection
from musnad.readings.marks import Mark, kinds_of
from musnad.readings.morphology import Form, Morphology
from musnad.readings.tokens import NO_ENDINGS, Token, tokenize

Fold = Callable[[str], str]

_AS_WRITTEN = "="  # stands before the words of forms that are found as written only; no word begins with it
NOTHING_SAID: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({})


class Meaning(msgspec.Struct, frozen=True):
    """What a form means: the kind of mark it makes and that mark's attributes.

    ``exact``: a proper name, which takes no article that it is not written with, no ending and no pronoun. ``fixed``: a word that takes
    no ending in a language whose names do.
    """

    kind: str
    attrs: Mapping[str, str]
    exact: bool = False
    fixed: bool = False


class Known(msgspec.Struct, frozen=True):
    """A form as written and what it means: the common shape of lexicon entries and names from knowledge.

    A form that ends in a clitic ("according to", where "to" is written joined to the next word) is found without it, too, when the
    next word begins with it. ``as_written``: it is found as written only, in a language whose words are read by their dictionary forms.
    """

    form: str
    meaning: Meaning
    as_written: bool = False


class Node:
    """A word of the tree: the words that may follow, and what the form ending here means, each with the clitic that must come next."""

    __slots__ = ("after", "meanings")

    def __init__(self) -> None:
        self.after: dict[str, Node] = {}
        self.meanings: list[tuple[Meaning, str]] = []


class Word(msgspec.Struct, frozen=True):
    """What is known of one folded word, whatever text it stands in.

    ``starts``: where an entry may begin with this word: the place in the tree, the form, and whether the text has an article or an
    ending that the entry has not. ``goes_on``: keys under which it may stand later in an entry; ``ends``: forms without an ending, as
    which it may be the last of one. ``stems``: everything a literal of a pattern may call it. ``clitics``: what can be taken off its
    front; ``joined``: which of them, by position, have a sense. ``says``: what the word says of
    itself as a form of each key.
    """

    forms: tuple[Form, ...]
    starts: tuple[tuple[Node, Form, bool], ...]
    goes_on: tuple[str, ...]
    ends: tuple[Form, ...]
    stems: frozenset[str]
    clitics: tuple[str, ...]
    joined: Mapping[str, list[int]]
    says: Mapping[str, tuple[tuple[str, str], ...]] = NOTHING_SAID


class Vocabulary:
    """The tree of all known forms and the ways to read each word; filled once, then only asked."""

    def __init__(self, morphology: Morphology, article: str, fold: Fold, endings: Mapping[str, str] = NO_ENDINGS) -> None:
        self._morphology = morphology
        self._article = article
        self._fold = fold
        self._endings = endings
        self._root = Node()
        self._words: dict[str, Word] = {}

    def learn(self, known: Iterable[Known], *, names: bool = False) -> None:
        """Take in forms. The same form may mean several things. ``names``: they are proper names."""
        self._words.clear()
        for item in known:
            words = self._in_words(item.form)
            for keys in [[_AS_WRITTEN + word for word in words]] if item.as_written else self._morphology.keys(words, name=names):
                self._plant(keys, item.meaning, "")
            if len(words) > 1 and self._morphology.is_clitic(words[-1]):
                self._plant(words[:-1], item.meaning, words[-1])

    def _in_words(self, form: str) -> list[str]:
        return [token.text for token in tokenize(self._fold(form), self._endings) if token.kind != "break"]

    def _plant(self, words: Sequence[str], meaning: Meaning, then: str) -> None:
        node = self._root
        for word in words:
            node = node.after.setdefault(word, Node())
        if words and (meaning, then) not in node.meanings:
            node.meanings.append((meaning, then))

    def word(self, text: str) -> Word:
        """What is known of the folded word ``text``; remembered, since texts repeat their words."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) > 200_000:
                self._words.clear()
            found = self._words[text] = self._analyse(text)
        return found

    def knows(self, text: str) -> bool:
        """True for a folded word that is a form by itself or begins one, in any way it can be read."""
        return bool(self.word(text).starts)

    def meanings(self, text: str) -> list[Meaning]:
        """What the one-word form ``text`` means as written, nothing taken off."""
        nodes = (self._root.after.get(key) for key in (text, _AS_WRITTEN + text))
        return [meaning for node in nodes if node is not None for meaning, then in node.meanings if not then]

    def is_word(self, form: str) -> bool:
        """True for a form of one word that already means something, as it stands or with its article or clitics taken off."""
        words = self._in_words(form)
        return len(words) == 1 and any(node.meanings for node, _, _ in self.word(words[0]).starts)

    def may_begin_name(self, word: str) -> bool:
        """True for a word that nothing is known of, or that is known to begin names of places."""
        kinds = {meaning.kind for node, _, _ in self.word(word).starts for meaning, _ in node.meanings}
        return not kinds or "place.first" in kinds

    def marks(self, tokens: Sequence[Token]) -> Iterator[Mark]:
        """Every known form in the text, overlapping ones too, as marks."""
        for index, token in enumerate(tokens):
            for node, form, bare in self.word(token.text).starts:
                yield from self._follow(node, tokens, index, index + 1, form, form, bare)

    def _follow(self, node: Node, tokens: Sequence[Token], first: int, last: int, form: Form, end: Form, bare: bool) -> Iterator[Mark]:
        """Marks of the forms that end at ``node`` or after it; the text's first word is read as ``form``, its last as ``end``.

        ``bare``: the text has an article or an ending that the form has not. Where words are read by their dictionary forms, what they
        say is the mark's, too: that of the first word, or of the noun that the first one agrees with.
        """
        verb_form = self._morphology.may_be_verb(form)
        for meaning, then in node.meanings:
            if then and (last >= len(tokens) or then not in self.word(tokens[last].text).clitics[:1]):
                continue
            if meaning.exact and (bare or form.suffix):
                continue
            if end.taken and not _takes_ending(meaning, end):
                continue
            if not verb_form and meaning.attrs.get("pos") == "verb" and meaning.attrs.get("tense") != "pres":
                continue
            if end.inflected and _is_other_word(meaning, end):
                continue
            span = tokens[first].start + form.cut, tokens[last - 1].stop
            attrs = _attributes(meaning, then, end)
            yield Mark(meaning.kind, first, last, *span, attrs, form.prefixes, form.article, form.suffix, ending=end.taken)
        if form.suffix or end.taken or not node.after or last >= len(tokens):
            return
        word = self.word(tokens[last].text)
        for key in word.goes_on:
            after = node.after.get(key)
            if after is not None:
                agreed = _agreeing_with(end, word.says.get(key, ())) if end.inflected else form
                yield from self._follow(after, tokens, first, last + 1, form, agreed, bare)
        for ended in word.ends:
            after = node.after.get(ended.stem)
            if after is not None:
                yield from self._follow(after, tokens, first, last + 1, form, ended, bare)

    def _analyse(self, text: str) -> Word:
        forms = self._morphology.forms(text)
        later = [form.stem for form in forms if (form.article and not form.prefixes) or form.inflected]
        goes_on = tuple(dict.fromkeys([text, *later, _AS_WRITTEN + text]))
        ends = tuple(form for form in forms if form.taken)
        stems = frozenset({text} | {form.stem for form in forms if not (form.suffix or form.taken)})
        clitics = max((form.prefixes for form in forms), key=len, default=())
        joined: dict[str, list[int]] = {}
        for position, clitic in enumerate(clitics):
            for meaning in self.meanings(clitic):
                for kind in kinds_of(meaning.kind):
                    joined.setdefault(kind, []).append(position)
        starts = tuple(self._starts(text, forms))
        if ends and any(meaning.fixed for node, form, _ in starts if not form.taken for meaning, _ in node.meanings):
            starts, ends = tuple(start for start in starts if not start[1].taken), ()  # a small word is no noun with an ending
        says = {form.stem: form.says for form in forms if form.inflected}
        return Word(forms, starts, goes_on, ends, stems, clitics, joined, says)

    def _starts(self, text: str, forms: Sequence[Form]) -> Iterator[tuple[Node, Form, bool]]:
        """Where in the tree a word with these forms may begin an entry, the forms with an article first."""
        keys: dict[tuple[object, ...], tuple[str, Form]] = {}
        for form in sorted(forms, key=lambda form: not form.article):
            for key in (self._article + form.stem, form.stem) if form.article else (form.stem,):
                keys.setdefault((key, form.cut, form.end, form.article, form.says), (key, form))
        keys[("",)] = (_AS_WRITTEN + text, Form(text, 0, len(text)))
        for key, form in keys.values():
            node = self._root.after.get(key)
            if node is not None:
                yield node, form, form.ending or (form.article and key == form.stem)


def _is_other_word(meaning: Meaning, form: Form) -> bool:
    """True where an entry says which part of speech it is and the word of the text is of another: a noun that looks like a verb."""
    wanted, found = meaning.attrs.get("pos"), dict(form.says).get("pos")
    return wanted is not None and found is not None and wanted not in found.split()


def _agreeing_with(form: Form, following: tuple[tuple[str, str], ...]) -> Form:
    """The form with what the next word says, where it is an adjective that the next word agrees with.

    An adjective that looks alike in several cases is in those that its noun is in; the number and the part of speech are the noun's.
    """
    own, noun = dict(form.says), dict(following)
    if own.get("pos", "").split()[:1] not in (["adj"], ["part"]) or "case" not in noun:
        return form
    both = [case for case in noun["case"].split() if case in own.get("case", "").split()]
    return msgspec.structs.replace(form, says=tuple({**own, **noun, "case": " ".join(both)}.items())) if both else form


def _takes_ending(meaning: Meaning, form: Form) -> bool:
    """Whether a meaning is found with the ending that ``form`` lost: one that always has an owner, with the owner's ending alone."""
    if meaning.fixed or meaning.attrs.get("fixed"):
        return False
    return "owned" not in meaning.attrs or any(name == "poss" for name, _ in form.says)


def _attributes(meaning: Meaning, then: str, end: Form) -> Mapping[str, str]:
    """A mark's attributes: what its entry says, with what its ending says where the entry says nothing."""
    if not then and not end.says:
        return meaning.attrs
    attrs = {**dict(end.says), **meaning.attrs}
    return {**attrs, "governs": then} if then else attrs


def inflected(
    entries: Iterable[Entry], inflections: Mapping[str, tuple[Inflection, ...]], morphology: Morphology, unchanging: Sequence[str] = ()
) -> Iterator[Known]:
    """Every form that the entries stand for: as written, or with the endings of the classes they name, a class for each word.

    ``unchanging``: senses whose words take no other ending.
    """
    for entry in entries:
        own, classes = dict(entry.features), entry.inflect.split()
        fixed = not set(kinds_of(entry.sense)).isdisjoint(unchanging)
        for form, features in forms_of(entry.form, classes, inflections, morphology):
            yield Known(form, Meaning(entry.sense, {**features, **own}, fixed=fixed), as_written=classes == [UNCHANGED])


def forms_of(
    form: str, classes: Sequence[str], inflections: Mapping[str, tuple[Inflection, ...]], morphology: Morphology
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The forms of some words with what their endings say, the first word by the first class, and so on.

    Words that agree take their endings together: those that say different things of one feature make no form.
    """
    words = form.split(" ")
    for endings in product(*(_UNCHANGED if name == UNCHANGED else inflections[name] for name in classes)):
        features = _agreeing(endings)
        if features is None:
            continue
        for changed in product(*(_with(ending, word, morphology) for ending, word in zip(endings, words, strict=False))):
            yield " ".join([*changed, *words[len(changed) :]]), features


def _agreeing(endings: Iterable[Inflection]) -> Mapping[str, str] | None:
    """What the endings say together, or None where they do not agree."""
    features: dict[str, str] = {}
    for ending in endings:
        for name, value in ending.features:
            if features.setdefault(name, value) != value:
                return None
    return features


def _with(ending: Inflection, word: str, morphology: Morphology) -> Iterator[str]:
    """The ways to write a word with an ending; each ``-`` at the front of the suffix takes a letter off."""
    suffix = ending.suffix
    while suffix.startswith("-") and word:
        word, suffix = word[:-1], suffix[1:]
    for written in morphology.attached(word, suffix):
        yield ending.prefix + written


_UNCHANGED = (Inflection(prefix="", suffix="", features=()),)
