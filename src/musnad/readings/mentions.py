"""Mentions: everything in a document that the language and the knowledge tables recognise, small things first.

Lexicon and names, then numbers and dates, then the pack's mention rules layer by layer: "7" + "civilians" become people,
"forces" + "the government" an actor, "village" + an unknown word a place. Of two readings of the same words the longer is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from musnad.model import Qualifier
from musnad.readings.backnames import named_again
from musnad.readings.bearers import told_apart
from musnad.readings.dates import event_when, find_dates
from musnad.readings.datewords import DateSpan
from musnad.readings.furniture import readable
from musnad.readings.grammar import Found, Grammar
from musnad.readings.marks import Mark, Marked, kinds_of
from musnad.readings.numbers import Number, find_numbers, find_ranges
from musnad.readings.tokens import Sentence, Token
from musnad.readings.vocabulary import Word
from musnad.text import Folded

# What stands inside a longer form and still says something of its own: "artillery" inside "artillery shelling", "aircraft of" before
# a name that is longer than the one listed with it; in names of places, whose they are ("Turkish territory"); and what only the
# beginning of a form says: "soldiers" before "of the army".
_INNER = ("weapon", "means", "force")
_INNER_OF_PLACE = ("nation",)
_OPENING = ("person",)
# What the end of a form says of itself in languages whose nouns come last: "fighters" after "opposition", "shelling" after "artillery".
_CLOSING = ("person", "event")
# What nothing inside says anything of its own: a "cease-fire" is no fire.
_WHOLE = ("truce", "agreement")


def mark_document(
    tokens: Sequence[Token], sentences: Sequence[Sentence], grammar: Grammar, today: date | None, folded: Folded, publisher: str = ""
) -> Marked:
    """The document with everything recognised in it, down to the pack's last mention rule.

    ``folded`` gives the way back to the letters as written, where a vowel sign tells a dual from a plural. ``publisher`` is the id of
    who published it, where it is known.
    """
    words = [grammar.vocabulary.word(token.text) for token in tokens]
    marked = Marked(tokens, sentences, [word.stems for word in words], grammar.articles, [word.joined for word in words])
    capitals = not folded.source.islower()
    known = (mark for mark in grammar.vocabulary.marks(tokens) if not (_unlike(mark, folded) or (capitals and _is_small(mark, folded))))
    named, marked.unclear = told_apart(_longest(known, _CLOSING if grammar.heads_last else ()), grammar, publisher, today)
    marked.add(_vowelled(mark, grammar.vowelled, folded) for mark in named)
    marked.add(list(named_again(marked, words)))
    marked.clear(_bylines(marked))
    marked.read = readable(marked)
    marked.add(_numbers(tokens, grammar))
    dates = _dates(tokens, grammar, today)
    marked.clear(index for mark in dates for index in range(mark.first, mark.last))
    marked.add(dates)
    marked.add(_unknown(marked, words, folded))
    for layer in grammar.layers("mention"):
        marked.settle(_made(grammar.apply("mention", marked, layer)))
    return marked


def _bylines(marked: Marked, longest: int = 8) -> Iterator[int]:
    """Tokens of a post's own author ("Name@handle" before its first word), who is the publisher and nobody the post speaks of."""
    for sentence in marked.sentences:
        for index in range(sentence.first, min(sentence.first + longest, sentence.last)):
            if marked.tokens[index].shape == "handle" and marked.tokens[index - 1].text != "(":
                yield from range(sentence.first, index + 1)
                break


def _unlike(mark: Mark, folded: Folded) -> bool:
    """True where the text as written has a letter that the form never has, though both fold to the same: a verb, not a valley."""
    letters = mark.get("unlike")
    if not letters:
        return False
    start, stop = folded.source_span(mark.start, mark.stop)
    return any(letter in folded.source[start:stop] for letter in letters)


def _longest(marks: Iterable[Mark], closing: Sequence[str] = ()) -> list[Mark]:
    """Marks without those that a longer one swallows, and with the least taken off the front and the end of a word.

    ``closing``: kinds that are kept where they end the longer one.
    """
    by_first: dict[int, list[Mark]] = {}
    for mark in marks:
        by_first.setdefault(mark.first, []).append(mark)
    kept: list[Mark] = []
    covered = place = whole = -1  # where the longest form that began further left ends; the longest of a place; of a truce
    for first in sorted(by_first):
        here = by_first[first]
        if len(here) > 1:
            here = [mark for mark in _distinct(here) if not _outdone(mark, here)]
        for mark in here:
            if mark.last > covered or (mark.last > whole and _says_its_own(mark, covered, closing, of_place=place == covered)):
                kept.append(mark)
        for mark in here:
            if mark.last > first + 1:
                covered = max(covered, mark.last)
                if kinds_of(mark.kind)[0] == "place":
                    place = max(place, mark.last)
                if mark.kind in _WHOLE:
                    whole = max(whole, mark.last)
    return kept


def _distinct(marks: Iterable[Mark]) -> Iterable[Mark]:
    """The marks without those that say the same of the same words; the first of them is kept."""
    return {(mark.last, mark.kind, tuple(mark.attrs.items())): mark for mark in reversed(list(marks))}.values()


def _outdone(mark: Mark, here: Sequence[Mark]) -> bool:
    """True where another form that begins at the same token is to be preferred: longer, or with less taken off."""
    for other in here:
        rivals = not mark.ending or kinds_of(other.kind)[0] == kinds_of(mark.kind)[0]  # words of two kinds may share a spelling
        if rivals and other.last >= mark.last and _taken_off(other) < _taken_off(mark):
            return True
        if (
            not _inner(mark)
            and kinds_of(mark.kind)[0] not in _OPENING
            and (other.last > mark.last or (other.last == mark.last and _governs(other, mark)))
        ):
            return True
    return False


def _governs(other: Mark, mark: Mark) -> bool:
    """True where ``other`` takes the clitic of the next word with it and ``mark`` does not: "follower of" against "he followed"."""
    return bool(other.get("governs")) and not mark.get("governs")


def _says_its_own(mark: Mark, covered: int, closing: Sequence[str], *, of_place: bool) -> bool:
    """True for a mark that is kept inside a longer form, which ends at ``covered`` and may be a name of a place."""
    return _inner(mark, of_place=of_place) or (mark.last == covered and _is_any(mark, closing))


def _inner(mark: Mark, *, of_place: bool = False) -> bool:
    return _is_any(mark, _INNER) or (of_place and _is_any(mark, _INNER_OF_PLACE))


def _is_any(mark: Mark, kinds: Sequence[str]) -> bool:
    return kinds_of(mark.kind)[0] in kinds


def _taken_off(mark: Mark) -> tuple[int, int, int]:
    return len(mark.prefixes), len(mark.suffix), len(mark.ending)


def _is_small(mark: Mark, folded: Folded) -> bool:
    """True for what some place or party is called, where it is written without a capital letter in a text that has them.

    A name that is a common word as well is one only in quotation marks or with a capital that no sentence begins with.
    """
    if mark.get("word"):
        return not _set_apart(mark, folded)
    if mark.kind != "place.known" and not mark.get("capitals"):
        return False
    start, stop = folded.source_span(mark.start, mark.stop)
    return folded.source[start:stop].islower()


def _set_apart(mark: Mark, folded: Folded) -> bool:
    """True where a mark stands in quotation marks of its own, or begins with a capital letter inside a sentence."""
    before = folded.text[: mark.start].rstrip(" ")
    if before.endswith('"'):
        return True
    return _capital(mark.start, folded) and before[-1:].isalnum()


def _vowelled(mark: Mark, endings: Sequence[tuple[str, str]], folded: Folded) -> Mark:
    """The mark with the number that its last word's vowel signs give, when they are written and decide."""
    if not endings or mark.get("num") != "pl":
        return mark
    start, stop = folded.source_span(mark.start, mark.stop)
    written = folded.source[start:stop]
    number = next((number for ending, number in endings if written.endswith(ending)), None)
    return mark if number is None else msgspec.structs.replace(mark, attrs={**mark.attrs, "num": number})


def _numbers(tokens: Sequence[Token], grammar: Grammar) -> list[Mark]:
    found = []
    numbers = [n for n in find_numbers(tokens, lambda word: grammar.vocabulary.word(word).forms, grammar.numbers) if _amount(n)]
    for number in numbers:
        attrs = {"low": _figure(number.value), "high": _figure(number.value), "attributive": "yes" if number.attributive else "no"}
        first = next(index for index in range(number.first, number.last) if tokens[index].stop > number.start)
        prefixes = number.prefixes if first == number.first else ()
        found.append(_bracketed(Mark("num", first, number.last, number.start, number.stop, attrs, prefixes, number.article), tokens))
    for span in find_ranges(tokens, numbers, grammar.numbers):
        attrs = {"low": _figure(span.low.value), "high": _figure(span.high.value)}
        found.append(Mark("num", span.first, span.last, span.start, span.stop, attrs))
    return found


def _bracketed(mark: Mark, tokens: Sequence[Token]) -> Mark:
    """The number with the brackets that stand right around it: "(3) civilians"."""
    before, after = mark.first - 1, mark.last
    if before < 0 or after >= len(tokens) or tokens[before].text != "(" or tokens[after].text != ")":
        return mark
    return msgspec.structs.replace(mark, first=before, last=after + 1, start=tokens[before].start, stop=tokens[after].stop)


def _amount(number: Number) -> bool:
    """True for a number that counts something whole: no part of a date or a name, no share, no "one of"."""
    return not (number.identifier or number.percent or number.one_of) and number.value >= 0 and float(number.value).is_integer()


def _figure(value: float) -> str:
    return str(int(value))


def _dates(tokens: Sequence[Token], grammar: Grammar, today: date | None) -> list[Mark]:
    found = []
    forms = [grammar.vocabulary.word(token.text).forms for token in tokens]
    for span in find_dates(tokens, forms, grammar.dates, today=today):
        when = event_when(span) if not (span.counted and span.bound == "since") else None
        when = None if when is not None and when.end is None and _ongoing(span) else when  # until when is not known
        attrs = {
            "begin": when.start.isoformat() if when is not None else "",
            "end": when.end.isoformat() if when is not None and when.end is not None else "",
            "precision": span.precision,
            "explicit": "yes" if span.explicit else "no",
            "open": "yes" if span.relative and when is None else "no",
            "ongoing": "yes" if _ongoing(span) else "no",
            "weekday": str(span.parts.weekdays[0]) if len(span.parts.weekdays) == 1 and not span.parts.which else "",
            "monthday": f"{span.parts.month}-{span.parts.day}" if span.parts.month and span.parts.day and not span.parts.hijri else "",
        }
        found.append(Mark("date", span.first, span.last, span.start, span.stop, attrs))
    return found


def _ongoing(span: DateSpan, most: int = 7) -> bool:
    """True for "since 2011", "since the beginning of the month": told of what goes on or adds up, not of one happening."""
    if span.bound != "since" or span.counted:
        return False
    if span.begin is None:
        return not (span.parts.weekdays or span.parts.part) and span.parts.offset is None
    return span.explicit if span.end is None else (span.end - span.begin).days > most


def _unknown(marked: Marked, words: Sequence[Word], folded: Folded) -> list[Mark]:
    """A ``word`` mark for each way to read a word that nothing is known of: it may be a name, the more so with a capital letter."""
    found = []
    covered = {index for here in marked.at for mark in here for index in range(mark.first, mark.last)}
    for index, (token, word) in enumerate(zip(marked.tokens, words, strict=True)):
        if token.kind != "word" or token.shape or index in covered:
            continue
        for count in range(len(word.clitics) + 1):
            prefixes = word.clitics[:count]
            forms = [form for form in word.forms if form.prefixes == prefixes and not (form.suffix or form.taken)]
            if forms and (count == len(word.clitics) or not _plainly_joined(word)):
                start = token.start + forms[0].cut
                attrs = {"clear": "no" if word.clitics else "yes", "capital": "yes" if _capital(start, folded) else "no"}
                found.append(Mark("word", index, index + 1, start, token.stop, attrs, prefixes, any(form.article for form in forms)))
    return found


def _capital(start: int, folded: Folded) -> bool:
    """True for a word that is written with a capital letter, in scripts that have them."""
    first, last = folded.source_span(start, start + 1)
    return folded.source[first:last][:1].isupper()


def _plainly_joined(word: Word) -> bool:
    """True for a word that begins with a clitic and an article: no name does."""
    return any(form.article and form.prefixes and len(form.stem) > 2 for form in word.forms)


def _made(found: Iterable[Found]) -> list[Mark]:
    """The marks that mention rules make of their matches; of those of one kind that overlap, the longest."""
    marks = [mark for item in found for mark in _make(item)]
    marks.sort(key=lambda mark: (mark.first - mark.last, mark.first))
    kept: list[Mark] = []
    taken: dict[str, set[int]] = {}
    for mark in marks:
        used = taken.setdefault(mark.kind, set())
        if not used.intersection(range(mark.first, mark.last)):
            used.update(range(mark.first, mark.last))
            kept.append(mark)
    return kept


def _make(found: Found) -> Iterator[Mark]:
    """The marks of one match: one over all it captured, or one for each capture named ``each``; ``before`` is context only."""
    parts = found.match.captures
    if "each" in parts:
        for mark in parts["each"]:
            yield _mark(found, [mark], {"name": (mark,)})
        return
    inside = [mark for name, marks in parts.items() if name != "before" for mark in marks]
    if inside:
        yield _mark(found, inside, parts)


def _mark(found: Found, inside: Sequence[Mark], parts: Mapping[str, tuple[Mark, ...]]) -> Mark:
    makes = found.rule.makes
    head, tail = min(inside, key=lambda mark: mark.start), max(inside, key=lambda mark: mark.stop)
    builder = people if makes == "people" else place if makes.startswith("place") else inherit
    attrs = {**builder(parts), **found.rule.set}
    return Mark(makes, head.first, tail.last, head.start, tail.stop, attrs, head.prefixes, head.article, tail.suffix, found.rule.id, parts)


def inherit(parts: Mapping[str, tuple[Mark, ...]]) -> dict[str, str]:
    """Attributes of a made mark: those of its parts named ``who``, ``head`` and ``name``, the first that has one winning.

    Its case is its head's where it has a head, for that is what is declined.
    """
    attrs: dict[str, str] = {}
    for name in ("who", "name", "head"):
        declined = name == "head" or "head" not in parts
        for part in parts.get(name, ()):
            attrs.update({key: value for key, value in part.attrs.items() if key not in attrs and (declined or key != "case")})
    return attrs


def place(parts: Mapping[str, tuple[Mark, ...]]) -> dict[str, str]:
    """A place's attributes: its name's, with the precision that the noun before it states ("village of", "district of").

    "The villages of Idlib" are no village, and "the front of" a village is no wider than it.
    """
    attrs = inherit(parts)
    named = next((part.get("precision") for part in parts.get("name", ())), "")
    if named in ("governorate", "country") and attrs.get("seat") != "yes":
        return {**attrs, "precision": named}
    stated = [part.get("precision") for part in parts.get("head", ()) if part.get("precision")]
    if not stated or (stated[-1] == "district" and named in ("point", "neighbourhood", "village")):
        return attrs
    return {**attrs, "precision": stated[-1]}


# Words for more than hundreds have no name of their own among the qualifiers.
_VAGUE = {"vague.thousands": "many"}
_DUAL, _SINGLE = ("2", "2"), ("1", "1")


def people(parts: Mapping[str, tuple[Mark, ...]]) -> dict[str, str]:
    """How many people, of whom: ``low``, ``high``, ``qual``, ``who`` and, for "the dead" or "wounded", ``harm``.

    A stated number wins over the noun's own (dual, singular); a bare plural is "some"; vague words stay without a number.
    """
    heads = [*parts.get("head", ()), *parts.get("mod", ())]
    attrs = {"who": _who(heads), "low": "", "high": "", "qual": ""}
    harm = next((mark.get("harm") for mark in heads if mark.get("harm")), "")
    number, vague = _first(parts, "number"), _first(parts, "vague")
    if number is not None:
        attrs["low"], attrs["high"] = number.get("low"), number.get("high")
        attrs.update(_qualified(parts, attrs["low"], attrs["high"]))
    elif vague is not None:
        attrs["qual"] = _VAGUE.get(vague.kind, vague.kind.partition(".")[2])
    else:
        head = heads[0] if heads else None
        grammatical = _number_of(head)
        if grammatical == "pl":
            attrs["qual"] = "some"
        else:
            attrs["low"], attrs["high"] = _DUAL if grammatical == "du" else _SINGLE
    if harm:
        attrs["harm"] = harm
    if any(mark.get("body") for mark in heads) and attrs["qual"] != "some":
        attrs["body"] = "yes"
    if case := next((mark.get("case") for mark in parts.get("head", ()) if mark.get("case")), ""):
        attrs["case"] = case
    attrs["num"] = _number_of(heads[0] if heads else None) or "sg"
    attrs["counted"] = "yes" if number is not None or vague is not None else "no"
    return attrs


def _number_of(head: Mark | None) -> str:
    """The number of a noun; of one that may be either, the plural: news tells of one person by other words than of several."""
    numbers = head.get("num").split() if head is not None else []
    return "pl" if "pl" in numbers else next(iter(numbers), "")


def _first(parts: Mapping[str, tuple[Mark, ...]], name: str) -> Mark | None:
    found = parts.get(name)
    return found[0] if found else None


def _qualified(parts: Mapping[str, tuple[Mark, ...]], low: str, high: str) -> dict[str, str]:
    qualifier = _first(parts, "qual")
    if qualifier is None:
        return {}
    name: Qualifier | str = qualifier.kind.partition(".")[2]
    if name in ("more_than", "at_least"):
        return {"qual": name, "low": low, "high": ""}
    if name in ("up_to", "less_than"):
        return {"qual": name, "low": "", "high": high}
    return {"qual": name}


def _who(heads: Sequence[Mark]) -> str:
    """The most telling word for who they are: "persons" says less than "civilians" after it."""
    named = [mark.get("who") for mark in heads if mark.get("who") not in ("", "unspecified")]
    return named[0] if named else "unspecified"
