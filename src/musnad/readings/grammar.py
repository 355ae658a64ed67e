"""Grammar: one language's pack and the knowledge tables, compiled into what reading needs.

Made once per process and language; afterwards only asked.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from musnad import pack as packs
from musnad.errors import PackError
from musnad.knowledge.facts import Knowledge, PlaceEntry
from musnad.knowledge.further import FurtherName
from musnad.readings.datewords import DateWords, load_date_words
from musnad.readings.endings import Endings, EndingSettings
from musnad.readings.lemmas import Lemma, LemmaSettings
from musnad.readings.marks import Marked
from musnad.readings.matching import Match, Pattern, compile_pattern
from musnad.readings.morphology import Form, Morphology, Proclitic, ProcliticSettings, Whole
from musnad.readings.numberwords import NumberWords, load_number_words
from musnad.readings.tokens import NO_ENDINGS, Sentence, Token, tokenize
from musnad.readings.vocabulary import Known, Meaning, Vocabulary, forms_of, inflected
from musnad.text import fold

_ABBREVIATION_LONGEST = 4
_Settings = TypeVar("_Settings", ProcliticSettings, EndingSettings, LemmaSettings)
_SETTLEMENTS = ("town", "village", "unknown")


class Ready(msgspec.Struct, frozen=True, eq=False):
    """A rule of the pack with its pattern compiled."""

    rule: packs.Rule
    pattern: Pattern


class Found(msgspec.Struct, frozen=True, gc=False):
    """A rule, where it matched, and the number of the sentence."""

    rule: packs.Rule
    match: Match
    sentence: int


class RuleSet:
    """The rules of one topic and layer, indexed by the kinds of mark that they can begin with.

    A rule is tried only where a mark begins that it can begin with, and only where all that it must find still follows in the sentence.
    """

    def __init__(self, rules: Iterable[Ready]) -> None:
        self._by_kind: dict[str, list[Ready]] = {}
        self._anywhere: list[Ready] = []
        self._opening: list[Ready] = []
        for ready in rules:
            if ready.pattern.opening:
                self._opening.append(ready)
                continue
            if ready.pattern.starts is None:
                self._anywhere.append(ready)
            for kind in ready.pattern.starts or ():
                self._by_kind.setdefault(kind, []).append(ready)

    def apply(self, marked: Marked) -> Iterator[Found]:
        """Every match, sentence by sentence; at one place each rule matches once at most."""
        begun = marked.begun(self._by_kind)
        for number, sentence in enumerate(marked.sentences):
            if not marked.read[number]:
                continue
            furthest = marked.furthest[number]
            for at in self._places(begun, sentence):
                for ready in self._candidates(marked, at, opening=at == sentence.first):
                    if not _follow(ready.pattern.needs, furthest, at):
                        continue
                    match = ready.pattern.match(marked, sentence, at)
                    if match is not None:
                        yield Found(ready.rule, match, number)

    def _places(self, begun: Sequence[int], sentence: Sentence) -> Iterable[int]:
        """The tokens of a sentence at which a rule may match; ``begun``: those at which one of the marks begins that rules begin with."""
        if self._anywhere:
            return range(sentence.first, sentence.last)
        here = begun[bisect_left(begun, sentence.first) : bisect_left(begun, sentence.last)]
        return [sentence.first, *here] if self._opening and sentence.first not in here[:1] else here

    def _candidates(self, marked: Marked, at: int, *, opening: bool) -> Iterable[Ready]:
        """The rules that may begin at a token, once each, in the order in which they are tried."""
        candidates = self._anywhere + self._opening if opening else list(self._anywhere)
        for kinds in (marked.by_kind[at], marked.clitics[at]):
            for kind in kinds:
                if kind in self._by_kind:
                    candidates += self._by_kind[kind]
        return candidates if len(candidates) < 2 else dict.fromkeys(candidates)


def _follow(needs: Iterable[Iterable[str]], furthest: Mapping[str, int], at: int) -> bool:
    """True where of each group of kinds one begins at a token or after it, by where each kind begins last."""
    for need in needs:
        for kind in need:
            if furthest.get(kind, -1) >= at:
                break
        else:
            return False
    return True


class Grammar(msgspec.Struct, frozen=True, eq=False):
    """Everything that reading one language needs. ``rules`` by topic and layer, in the order of the pack's files."""

    language: str
    direction: str
    morphology: Morphology
    vocabulary: Vocabulary
    numbers: NumberWords
    dates: DateWords
    rules: Mapping[str, Mapping[int, RuleSet]]
    abbreviations: frozenset[str]
    vowelled: tuple[tuple[str, str], ...]
    knowledge: Knowledge
    places: Mapping[str, tuple[PlaceEntry, ...]] = {}
    endings: Mapping[str, str] = NO_ENDINGS
    articles: frozenset[str] = frozenset()
    heads_last: bool = False
    carries_on: bool = False

    def apply(self, topic: packs.Topic, marked: Marked, layer: int = 1) -> Iterator[Found]:
        """Matches of the topic's rules of one layer."""
        rules = self.rules.get(topic, {}).get(layer)
        return rules.apply(marked) if rules is not None else iter(())

    def actor_called(self, name: str) -> str | None:
        """The id of the actor that goes by ``name``, as it stands; None where none is known."""
        tokens, _ = self.segmented(name)
        for mark in self.vocabulary.marks(tokens):
            if mark.kind == "actor" and (mark.first, mark.last) == (0, len(tokens)):
                return mark.get("id")
        return None

    def names_of(self, party: str, on: date | None) -> list[str]:
        """The names in this language of the actors that are of ``party`` on a day."""
        known = self.knowledge
        named = (name for name in known.actor_names if name.lang == self.language and name.usage == "name")
        return [name.form for name in named if known.party_of(name.actor, on) == party]

    def segmented(self, text: str) -> tuple[list[Token], list[tuple[Form, ...]]]:
        """The tokens of a text that is no document, with the ways to read each."""
        tokens = tokenize(fold_text(text), self.endings)
        return tokens, [self.vocabulary.word(token.text).forms for token in tokens]

    def layers(self, topic: packs.Topic) -> list[int]:
        """The layers that the topic's rules use, in the order they are applied."""
        return sorted(self.rules.get(topic, {}))


def fold_text(text: str) -> str:
    """``text`` folded, without the way back: for forms and rules, which are no documents."""
    return fold(text).text


@functools.lru_cache(maxsize=16)
def compile_grammar(pack: packs.Pack, knowledge: Knowledge) -> Grammar:
    """The grammar of a pack over the knowledge tables. Raises PackError where a rule asks for something that is nowhere made."""
    morphology, article = _morphology(pack)
    endings = {fold_text(ending): case for case, forms in pack.settings["set_off"].items() for ending in forms}
    vocabulary = Vocabulary(morphology, article, fold_text, endings)
    unchanging = pack.settings["endings"].get("unchanging", ())
    vocabulary.learn(inflected(pack.entries, pack.inflections, morphology, unchanging))
    articles = frozenset(map(fold_text, pack.settings["articles"]))
    named = (_told_from_words(_without_article(known, articles), vocabulary) for known in names(knowledge, pack.language))
    vocabulary.learn(list(_declined(named, pack, morphology)), names=True)
    further = further_places(knowledge, pack.language)
    own = {fold_text(name.form) for name in knowledge.place_names if not isinstance(name, FurtherName)}
    learnable = (_learnable(name, places, vocabulary) for name, places in further.items() if name not in own)
    vocabulary.learn([known for known in learnable if known is not None], names=True)
    ready: dict[str, dict[int, list[Ready]]] = {}
    for rule in pack.rules:
        pattern = compile_pattern(rule.match, pack.defines, rule.where, fold_text)
        ready.setdefault(rule.topic, {}).setdefault(rule.layer, []).append(Ready(rule, pattern))
    return Grammar(
        language=pack.language,
        direction=pack.direction,
        morphology=morphology,
        vocabulary=vocabulary,
        numbers=load_number_words(pack.tables["numbers.tsv"]),
        dates=load_date_words(pack.tables["dates.tsv"], fold_text),
        rules={topic: {layer: RuleSet(rules) for layer, rules in layers.items()} for topic, layers in ready.items()},
        abbreviations=frozenset(fold_text(word).removesuffix(".") for word in pack.settings["abbreviations"]),
        vowelled=tuple(pack.settings["vowelled"].items()),
        knowledge=knowledge,
        places=places_called(knowledge, pack.language),
        endings=endings,
        articles=articles,
        heads_last=pack.settings["heads"] == "last",
        carries_on=pack.settings["carries_on"],
    )


def _without_article(known: Known, articles: frozenset[str]) -> Known:
    """A name of several words without the article before it, so that it begins where a longer name with the same words does."""
    first, _, rest = known.form.partition(" ")
    return Known(rest, known.meaning) if " " in rest and fold_text(first) in articles else known


def _told_from_words(known: Known, vocabulary: Vocabulary) -> Known:
    """The name of a source, with the note that it is a common word as well where the language has that word."""
    if known.meaning.kind != "source.known" or not any(map(str.isupper, known.form)) or not vocabulary.is_word(known.form):
        return known
    return msgspec.structs.replace(known, meaning=msgspec.structs.replace(known.meaning, attrs={**known.meaning.attrs, "word": "yes"}))


def _declined(known: Iterable[Known], pack: packs.Pack, morphology: Morphology) -> Iterator[Known]:
    """The names, with the endings that the pack says names take on their last word, if it does."""
    ending_class = pack.settings["names"]
    if not ending_class:
        yield from known
        return
    for item in known:
        classes = [*[packs.UNCHANGED] * item.form.count(" "), ending_class]
        for form, features in forms_of(item.form, classes, pack.inflections, morphology):
            yield Known(form, msgspec.structs.replace(item.meaning, attrs={**features, **item.meaning.attrs}))


def names(knowledge: Knowledge, language: str) -> Iterator[Known]:
    """The names that knowledge has in ``language``, and those in no language in particular, as forms with their marks."""
    wanted = (language, "")
    for actor in knowledge.actor_names:
        if actor.lang in wanted:
            kind = "nation" if actor.usage == "adj" else "actor"
            attrs = {"id": actor.actor, "usage": actor.usage, **_as_written(actor.form)}
            yield Known(actor.form, Meaning(kind, attrs, exact=kind == "actor"))
    for source in knowledge.source_names:
        if source.lang in wanted:
            attrs = {"id": source.source, "kind": knowledge.sources[source.source].kind, **_as_written(source.form)}
            yield Known(source.form, Meaning("source.known", attrs))
    for weapon in knowledge.weapons:
        if weapon.lang in wanted:
            kind = "means" if weapon.number == "adj" else "weapon"
            attrs = {"id": weapon.id, "means": weapon.kind, "type": weapon.event_type or "", "num": weapon.number}
            yield Known(weapon.form, Meaning(kind, attrs))
    known = [name for name in knowledge.place_names if name.lang in wanted and not isinstance(name, FurtherName)]
    forms = {(name.place, name.form) for name in known}
    for name in known:
        entry = knowledge.places[name.place]
        shorter = (name.form[at + 1 :] for at, letter in enumerate(name.form) if letter == " ")
        called = next((form for form in shorter if (name.place, form) in forms), name.form)
        seat = "yes" if called == name.form and _is_seat(entry) else "no"
        attrs = {"id": entry.id, "called": fold_text(called), "precision": entry.precision, "seat": seat, "within": entry.adm1 or ""}
        yield Known(name.form, Meaning("place.known", attrs, exact=True))


def places_called(knowledge: Knowledge, language: str) -> dict[str, tuple[PlaceEntry, ...]]:
    """Every known place by its names in ``language`` as folded: first those that a user imported, in the order given, then ours."""
    found: dict[str, dict[str, PlaceEntry]] = {}
    for name in sorted(knowledge.place_names, key=lambda name: not isinstance(name, FurtherName)):
        if name.lang in (language, ""):
            found.setdefault(fold_text(name.form), {})[name.place] = knowledge.places[name.place]
    return {name: tuple(entries.values()) for name, entries in found.items()}


def _as_written(form: str) -> dict[str, str]:
    """That a name is an abbreviation of a few capital letters, which in small letters is some other word: "US", "us"."""
    return {"capitals": "yes"} if form.isupper() and form.isalpha() and len(form) < _ABBREVIATION_LONGEST else {}


def further_places(knowledge: Knowledge, language: str) -> dict[str, tuple[PlaceEntry, ...]]:
    """The places that were laid over our tables, by their names in ``language`` as folded, in the order they were given."""
    found: dict[str, dict[str, PlaceEntry]] = {}
    for name in knowledge.place_names:
        if isinstance(name, FurtherName) and name.lang in (language, ""):
            found.setdefault(fold_text(name.form), {})[name.place] = knowledge.places[name.place]
    return {name: tuple(entries.values()) for name, entries in found.items()}


def _learnable(name: str, places: Sequence[PlaceEntry], vocabulary: Vocabulary) -> Known | None:
    """A further name as a form to be recognised anywhere: of a settlement, no word of the language, and begun by none but those that
    begin names of places. Which place it is depends on what stands around it, so that the mark has no id.
    """
    settlement = all(entry.precision in _SETTLEMENTS for entry in places)
    if not settlement or vocabulary.is_word(name) or (" " in name and not vocabulary.may_begin_name(name.partition(" ")[0])):
        return None
    regions, precisions = {entry.adm1 for entry in places}, {entry.precision for entry in places}
    attrs = {
        "called": name,
        "precision": precisions.pop() if len(precisions) == 1 else "unknown",
        "within": (regions.pop() or "") if len(regions) == 1 else "",
    }
    return Known(name, Meaning("place.known", attrs, exact=True))


def _is_seat(entry: PlaceEntry) -> bool:
    """True for a town whose governorate bears its name, so that the bare name may mean either."""
    return entry.adm1 is not None and entry.adm1 == f"{entry.id}_governorate"


def _morphology(pack: packs.Pack) -> tuple[Morphology, str]:
    """The strategy that the pack chose and the article of the language, if it writes one joined."""
    if pack.strategy == "whole":
        return Whole(), ""
    if pack.strategy == "proclitic":
        clitics = _of_strategy(pack, ProcliticSettings)
        return Proclitic(clitics), clitics.article
    if pack.strategy == "endings":
        return _with_endings(pack, _of_strategy(pack, EndingSettings)), ""
    if pack.strategy == "lemma":
        return _with_dictionary(pack, _of_strategy(pack, LemmaSettings)), ""
    raise PackError(f"pack {pack.language}: words = {pack.strategy!r} in pack.toml; write 'whole', 'proclitic', 'endings' or 'lemma'")


def _of_strategy(pack: packs.Pack, settings: type[_Settings]) -> _Settings:
    """The settings of the pack's strategy, which stand under its name."""
    try:
        return msgspec.convert(pack.settings[pack.strategy], settings)
    except msgspec.ValidationError as found:
        raise PackError(f"pack {pack.language}: [{pack.strategy}] in pack.toml: {found}") from found


def _with_endings(pack: packs.Pack, settings: EndingSettings) -> Endings:
    """The strategy with the endings of the class that the pack names."""
    nouns = pack.inflections.get(settings.nouns)
    if nouns is None:
        raise PackError(f"pack {pack.language}: [endings] nouns = {settings.nouns!r} is no class of inflection.tsv; add it or correct it")
    return Endings(settings, ((ending.suffix, ending.features) for ending in nouns if ending.suffix))


def _with_dictionary(pack: packs.Pack, settings: LemmaSettings) -> Lemma:
    """The strategy with the dictionary and the models that the pack names."""
    try:
        return Lemma(settings, fold_text)
    except ValueError as found:
        raise PackError(f"pack {pack.language}: [lemma] in pack.toml: {found}") from found
