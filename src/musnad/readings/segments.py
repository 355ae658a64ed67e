"""Segments: the stretches of a document that each tell of one happening, before it is decided which happenings are the same.

A segment is a sentence or a clause of one. A clause begins a new segment where the text says that something else follows ("on
the other hand", "as well as", "while"), or where a new act is told with "and" after one that already has its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from musnad.readings.attribution import Attribution
from musnad.readings.marks import Mark, Marked, kinds_of
from musnad.readings.sums import adds_up

_PLACES = ("place.site", "place.region", "place.known")
_OPENING = 6  # tokens that open a segment, where a text says of what time it tells
_BEFORE_ACTS = ("nation", "means", "force.adj")
_LINKERS = ("conj.as", "conj.while", "new")


class Segment(msgspec.Struct, frozen=True):
    """Tokens ``first`` up to ``last`` of sentence ``sentence``.

    ``triggers`` are the words that name an act; ``fresh`` says that the text announces something else; ``background`` that it
    announces something older, ``sum`` that it adds up what happened over a long time, ``habitual`` that it is told as going on and on,
    ``item`` that it is a line of a list, ``accident`` that those in it came to harm by no violence, ``another`` that it is one more of
    the same kind or an answer to it (``answered``: the first token of what is answered, which is only referred to, and the token after
    it); ``dates`` and ``places`` stand in the segment, in order. ``dated``: the day of the month that it opens with; ``heading``: its
    line does not end as sentences do; ``definite``: its act is one that was told before ("the Israeli attack"); ``recalls``: one of its
    acts is.
    """

    sentence: int
    first: int
    last: int
    triggers: tuple[Mark, ...]
    places: tuple[Mark, ...]
    dates: tuple[Mark, ...]
    fresh: bool
    background: bool
    sum: bool
    habitual: bool
    item: bool
    accident: bool
    another: bool
    answered: tuple[int, int]
    dated: Mark | None
    heading: bool
    definite: bool
    recalls: bool


def segment(marked: Marked, attribution: Attribution) -> list[Segment]:
    """All segments of the sentences that are read, in order."""
    found = []
    for number, sentence in enumerate(marked.sentences):
        if not marked.read[number]:
            continue
        cuts = [sentence.first, *_cuts(marked, attribution, sentence.first, sentence.last), sentence.last]
        for first, last in pairwise(cuts):
            found.append(_segment(marked, attribution, number, first, last, whole=first == sentence.first))
    return found


def _segment(marked: Marked, attribution: Attribution, number: int, first: int, last: int, *, whole: bool) -> Segment:
    sentence = marked.sentences[number]
    marks = [mark for index in range(first, last) for mark in marked.at[index] if mark.last <= last]
    opening = [mark for mark in marks if mark.first < first + _OPENING]
    dates = [mark for mark in marks if mark.kind == "date" and not _of_something_else(marked, mark)]
    answered = _answered(marked, marks, first, last)
    acts = tuple(triggers(marked, first, last))
    sum_up = adds_up(marked, dates, acts, first, last, first + _OPENING)
    return Segment(
        number,
        first,
        last,
        tuple(act for act in acts if not answered[0] <= act.first < answered[1]) or acts,
        tuple(places(marked, attribution, first, last)),
        tuple(_outer(mark for mark in dates if sum_up or mark.get("ongoing") != "yes")),
        fresh=any(mark.kind in ("new", "conj.as", "conj.while") for mark in opening[:4]) if whole else True,
        background=sum_up or any(mark.kind == "background" for mark in opening),
        sum=sum_up,
        habitual=any(mark.kind == "habitual" for index in range(sentence.first, sentence.last) for mark in marked.at[index]),
        item=whole and marked.tokens[first].kind == "punct" and "dash" in marked.by_kind[first],
        accident=not acts and _is_accident(marks),
        another=any(mark.kind in ("similar", "respond") for mark in marks),
        answered=answered,
        dated=next((mark for mark in opening if mark.kind == "date" and mark.get("monthday") and mark.first < first + 3), None),
        heading=marked.tokens[sentence.last - 1].kind != "punct",
        definite=bool(acts) and _is_definite(marked, acts[0]),
        recalls=any(_is_definite(marked, act) for act in acts),
    )


def _is_accident(marks: Sequence[Mark]) -> bool:
    """True where people came to harm in traffic, water or an earthquake, and neither a party nor a weapon is named."""
    kinds = {mark.kind for mark in marks}
    return "accident" in kinds and not kinds & {"weapon", "means", "actor"}


def _answered(marked: Marked, marks: Sequence[Mark], first: int, last: int) -> tuple[int, int]:
    """The tokens that say what is answered: those before "X replied", and those after "in reply to" up to the comma or the next verb."""
    respond = next((mark for mark in marks if mark.kind == "respond"), None)
    if respond is None:
        return first, first
    if respond.get("pos") == "verb":
        return first, respond.first
    ends = (mark.first for mark in marks if mark.first >= respond.last and _opens(mark))
    commas = (index for index in range(respond.last, last) if marked.tokens[index].text == ",")
    return respond.first, min(next(ends, last), next(commas, last))


def _is_definite(marked: Marked, act: Mark, longest: int = 3) -> bool:
    """True where the article stands before an act, or before the adjectives that say whose it was: "the Israeli air strike"; or where
    an ending says that the act is known, and no number stands before it.
    """
    if act.get("known") and not any(mark.kind == "num" for mark in marked.ending_at(act.first)):
        return True
    at = act.first
    for _ in range(longest):
        before = next((mark for mark in marked.ending_at(at, longest) if mark.kind in _BEFORE_ACTS), None)
        if before is None:
            break
        act, at = before, before.first
    return act.article


def triggers(marked: Marked, first: int, last: int) -> Iterator[Mark]:
    """The words of an act between two tokens, the longest at each place."""
    end = first
    for index in range(first, last):
        if index < end or _unreal(marked, index, first):
            continue
        here = [mark for mark in marked.at[index] if "event" in kinds_of(mark.kind) and mark.last <= last and mark.get("neg") != "yes"]
        if here:
            best = max(here, key=lambda mark: (mark.last, mark.get("type") != ""))
            end = best.last
            yield best


def _unreal(marked: Marked, index: int, first: int, near: int = 3) -> bool:
    """True where what is told at ``index`` is only feared, threatened or to be stopped."""
    return any(mark.kind == "irrealis" for before in range(max(first, index - near), index) for mark in marked.at[before])


def places(marked: Marked, attribution: Attribution, first: int, last: int) -> Iterator[Mark]:
    """Places named between two tokens where something may have happened: not in a source's or an actor's name."""
    end = first
    for index in range(first, last):
        if index < end:
            continue
        covers = [mark for mark in marked.at[index] if mark.kind in _NO_PLACE and mark.last - mark.first > 1]
        here = [mark for mark in marked.at[index] if mark.kind in _PLACES and mark.last <= last]
        if covers and max(mark.last for mark in covers) >= max((mark.last for mark in here), default=0):
            end = max(mark.last for mark in covers)
            continue
        if here and (_elsewhere(marked, index, first) or _is_from(marked, here) or _of_agency(marked, max(mark.last for mark in here))):
            end = max(mark.last for mark in here)
        elif here and not attribution.names_source(index):
            best = max(here, key=lambda mark: (mark.last, mark.kind != "place.known"))
            if best.kind == "place.known" and not _placed(marked, best, first):
                continue
            end = best.last
            yield best


_NO_PLACE = ("actor", "source.known", "agreement")
_LEADS_TO_CAPITAL = frozenset({"prep.in", "prep.on", "place.head", "place.near", "place.dir", "place.wide", "event"})
_LEADS_TO_PLACE = ("prep", "place", "event", "object", "target", "doer", "fall", "num")


def _placed(marked: Marked, mark: Mark, first: int) -> bool:
    """True where a known name stands as places do: after a preposition, another place or an act, or at the head of a line.

    Many names of places are common words ("the door", "the revolution"), and stand as such everywhere else; a country is more
    often a party than a place, and so is a capital that names its state ("Ankara and Moscow").
    """
    before = [kinds_of(other.kind) for other in marked.ending_at(mark.first)]
    if mark.get("precision") == "country":
        complete = any(other.get("case") for other in marked.ending_at(mark.first))  # "in Gaza" needs no country after it
        return mark.get("case") in ("loc", "lying") or any("prep.in" in kinds or (kinds[0] == "place" and not complete) for kinds in before)
    if mark.get("case"):  # in a language that sets the endings of names off, or declines them
        return True
    if any(other.kind == "common" for other in marked.at[mark.first]) and mark.last == mark.first + 1:
        return any(kinds[0] == "place" for kinds in before)
    if any(other.get("pos") == "verb" and other.last >= mark.last for other in marked.at[mark.first]):
        return any(kinds[0] == "place" or "prep.in" in kinds for kinds in before)
    if any(other.kind == "actor" and other.last == mark.last for other in marked.at[mark.first]):
        return "prep" in marked.clitics[mark.first] or any(_LEADS_TO_CAPITAL.intersection(kinds) for kinds in before)
    if mark.prefixes or mark.last > mark.first + 1 or mark.first == first:
        return True
    if marked.tokens[mark.first - 1].kind != "word":
        return True
    return any(kinds[0] in _LEADS_TO_PLACE for kinds in before) or _listed(marked, mark)


def _listed(marked: Marked, mark: Mark) -> bool:
    """True for a name that "and" joins to a place: "the countryside of Hama and Homs"."""
    joining = [other for other in marked.ending_at(mark.first) if other.kind == "conj"]
    return any(kinds_of(before.kind)[0] == "place" for conj in joining for before in marked.ending_at(conj.first))


def _elsewhere(marked: Marked, index: int, first: int, near: int = 6) -> bool:
    """True for a place where nothing happened: people or aircraft come from it or are taken to it, forces are stationed in it, or an
    institution is named after it."""
    before = [{kind for mark in marked.ending_at(at) for kind in kinds_of(mark.kind)} for at in range(index, max(first, index - 2), -1)]
    one, two = [*before, set(), set()][:2]
    if "institution" in one or ("prep.in" in one and "stationed" in two):
        return True
    if "prep.from" in one and not two & _PARTS:
        return True
    if "person" in one and "prep.from" in two:
        return True
    taken = any(mark.kind == "aid" for at in range(max(first, index - near), index) for mark in marked.at[at])
    return taken and ("prep.to" in one or bool(marked.clitics[index].get("prep.for")))


def _is_from(marked: Marked, here: Sequence[Mark]) -> bool:
    """True where an ending says that somebody comes from a place, or that those named right after it are stationed in it."""
    place = max(here, key=lambda mark: mark.last)
    if place.get("case") == "abl":
        return True
    after = marked.by_kind[place.last] if place.last < len(marked.tokens) else {}
    return place.get("case") == "lying" and bool(after.keys() & {"actor", "force", "person"})


def _of_agency(marked: Marked, end: int) -> bool:
    """True where who reports follows a place, perhaps with its country: "Geneva (AFP)", "Geneva, Switzerland (AFP)", "Geneva, AFP -"."""
    tokens = marked.tokens
    while end + 1 < len(tokens) and tokens[end].text == "," and (after := _longest(marked, end + 1, _PLACES)) is not None:
        end = after
    if end + 1 >= len(tokens) or tokens[end].text not in ("(", ","):
        return False
    stop = _longest(marked, end + 1, ("source.known",))
    return stop is not None and stop < len(tokens) and tokens[stop].text == (")" if tokens[end].text == "(" else "-")


def _longest(marked: Marked, index: int, kinds: Sequence[str]) -> int | None:
    """Where the longest mark of some kinds ends that begins at a token; None where there is none."""
    return max((mark.last for mark in marked.at[index] if mark.kind in kinds), default=None)


# "From" after these is "of": "the west of", "the district of", "a market of", "two shells on".
_PARTS = frozenset({"place", "place.dir", "place.near", "each.of", "prep.on", "prep.in"})


def _cuts(marked: Marked, attribution: Attribution, first: int, last: int) -> Iterator[int]:
    """Tokens inside a sentence at which another happening begins."""
    acted = placed = False
    for index in range(first, last):
        kinds = {kind for mark in marked.at[index] for kind in kinds_of(mark.kind)}
        new_act = any(_opens(mark) for mark in marked.at[index])
        if index > first and acted and placed:
            linked = bool(kinds.intersection(_LINKERS)) or (new_act and _joined(marked, index))
            if (linked and _has_act(marked, index, last)) or (_told_anew(marked, index, kinds) and _has_place_and_act(marked, index, last)):
                yield index
                acted = placed = False
        acted = acted or "event" in kinds or "harm" in kinds
        placed = placed or bool(kinds.intersection(_PLACES))


def _opens(mark: Mark) -> bool:
    """True for a verb that tells an act or carries one out."""
    return ("event" in kinds_of(mark.kind) and mark.get("pos") == "verb") or mark.kind in ("carry", "suffer")


def _joined(marked: Marked, index: int) -> bool:
    """True where the word at ``index`` is joined to what stands before it by "and"."""
    if any(mark.kind == "conj" for mark in marked.at[index - 1]):
        return True
    return marked.joined(index)


def _told_anew(marked: Marked, index: int, kinds: set[str]) -> bool:
    """True for people harmed or an act told as a noun, joined by "and" after a comma: "..., and wounded children in ..."."""
    return marked.tokens[index - 1].text == "," and marked.joined(index) and bool(kinds & {"people", "harm", "event"})


def _has_place_and_act(marked: Marked, first: int, last: int) -> bool:
    kinds = {kind for index in range(first, last) for mark in marked.at[index] for kind in kinds_of(mark.kind)}
    return "event" in kinds and bool(kinds & {"place.site", "place.known"})


def _has_act(marked: Marked, first: int, last: int) -> bool:
    marks = [mark for index in range(first, last) for mark in marked.at[index]]
    return any("event" in kinds_of(mark.kind) or mark.kind in ("harm", "carry", "suffer") for mark in marks)


def _of_something_else(marked: Marked, mark: Mark, near: int = 8) -> bool:
    """True for a date that is not the event's: a post's time stamp ("9:33 AM · Nov 30, 2024"), the day of an agreement, or the year
    within which acts are counted ("the third massacre in 2022")."""
    if mark.first > 0 and marked.tokens[mark.first - 1].text in ("·", "•"):
        return True
    sentence = marked.sentences[marked.sentence_of(mark.first)]
    kinds = {other.kind for index in range(max(sentence.first, mark.first - near), mark.first) for other in marked.at[index]}
    if "agreement" in kinds or ("nth" in kinds and mark.get("precision") == "year"):
        return True
    return mark.last < sentence.last and "signed" in marked.by_kind[mark.last]


def _outer(marks: Iterator[Mark]) -> list[Mark]:
    found: list[Mark] = []
    for mark in marks:
        if not found or mark.first >= found[-1].last:
            found.append(mark)
    return found
