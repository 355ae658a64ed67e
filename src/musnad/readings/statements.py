"""Statements and assessments: what is said that reports nothing.

A statement condemns, threatens, denies, demands, supports, accuses or takes responsibility. An assessment is what somebody thinks,
kept apart from what somebody reports. Each carries the chain of who says it; without one there is neither.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import msgspec

from musnad.model import Assessment, Link, Statement
from musnad.readings.attribution import Scope
from musnad.readings.discourse import Part, capture, clause_end, found, links, named, stretch, token_at
from musnad.readings.grammar import Found
from musnad.readings.happenings import Happening
from musnad.readings.marks import NOTHING, Mark, Marked, kinds_of
from musnad.readings.page import Page
from musnad.readings.quotemarks import pairs

_LONGEST_THOUGHT = 60
_THREAT = "threat.with"
# What may follow a title: the office's body, and once the person's own name has begun, only more of that.
_IN_NAMES = frozenset({"word", "nation", "title", "source.known", "place"})
_OF_OFFICES = frozenset({*_IN_NAMES, "force", "actor"})
# A statement of these kinds must speak of something: a claim of responsibility of an act, blame of who is to blame.
_NEEDS = {
    "responsibility": frozenset({"event", "harm", "operation"}),
    "accusation.blame": frozenset({"blame"}),
    _THREAT: frozenset({"prep.with", "comp"}),
}


class _Said(msgspec.Struct, frozen=True):
    """Something said in sentence ``sentence`` from token ``first`` on, and by whom."""

    sentence: int
    first: int
    chain: tuple[Link, ...]


class _Thought(msgspec.Struct, frozen=True):
    """Tokens ``first`` up to ``last`` are what somebody thinks."""

    first: int
    last: int
    chain: tuple[Link, ...]


def find_statements(page: Page, happenings: Sequence[Happening], event_ids: Sequence[str]) -> tuple[Statement, ...]:
    """The statements of a document in the order of the text, each with who makes it and the exact words."""
    statements: list[Statement] = []
    said: list[_Said] = []
    for item, cue in _cues(page, found(page, Part.STATEMENT)):
        kind = item.rule.set.get("kind") or cue.kind.partition(".")[2]
        last = clause_end(page.marked, _told_from(item, cue))
        if not _speaks_of(page, kind, cue.first, last) or _is_passive(page, kind, item, cue) or not _is_apart(page, cue):
            continue
        chain = _chain(page, item, cue, said)
        if chain:
            said.append(_Said(item.sentence, cue.first, chain))
            words = stretch(page, cue.first, last, start=cue.start)
            statements.append(Statement(kind=kind.split(".")[0], chain=chain, evidence=(words,)))
    return tuple(statements)


def find_assessments(page: Page, happenings: Sequence[Happening], event_ids: Sequence[str]) -> tuple[Assessment, ...]:
    """What somebody is said to think, in the order of the text, each with whose thought it is and the exact words."""
    return tuple(Assessment(chain=thought.chain, evidence=(stretch(page, thought.first, thought.last),)) for thought in _thoughts(page))


def voice_at(page: Page, token: int) -> tuple[Link, ...]:
    """Whose words stand at ``token``: the chain in force there, or that of whoever is said to think what stands there."""
    thought = next((thought for thought in _thoughts(page) if thought.first <= token < thought.last), None)
    scope = page.attribution.at(token)
    if thought is not None and (scope is None or scope.first <= thought.first):
        return thought.chain
    return links(page, scope.chain) if scope is not None else ()


@functools.lru_cache(maxsize=2)
def _thoughts(page: Page) -> tuple[_Thought, ...]:
    thoughts: list[_Thought] = []
    said: list[_Said] = []
    cues = _cues(page, found(page, Part.ASSESSMENT))
    begun = {cue.first for _, cue in cues}
    for item, cue in cues:
        chain = _chain(page, item, cue, said)
        if not chain or begun.intersection(range(cue.first + 1, item.match.last + 2)):
            continue
        said.append(_Said(item.sentence, cue.first, chain))
        thoughts.append(_Thought(*_thought(page, item), chain))
    return tuple(thoughts)


def _cues(page: Page, items: Iterable[Found]) -> list[tuple[Found, Mark]]:
    """For each cue the match that tells most of it, in the order of the text."""
    best: dict[int, tuple[Found, Mark]] = {}
    for item in sorted(items, key=lambda item: _trust(page, item)):
        cue, speaker = capture(item, "cue"), capture(item, "speaker")
        begins = speaker is not None and item.match.first == speaker.first < speaker.last
        if cue is not None and not (begins and speaker is not None and _is_governed(page.marked, speaker)):
            best.setdefault(cue.first, (item, cue))
    return [best[first] for first in sorted(best)]


def _is_governed(marked: Marked, mark: Mark) -> bool:
    """True for what a preposition governs, separate or joined: it is the subject of no verb after it."""
    joined = marked.clitics[mark.first].get("prep", ())
    if any(other.last == mark.last and any(at < len(other.prefixes) for at in joined) for other in marked.at[mark.first]):
        return True
    before = marked.at[mark.first - 1] if mark.first else []
    return any(kinds_of(other.kind)[0] == "prep" and other.last == mark.first for other in before)


def _trust(page: Page, item: Found) -> tuple[int, int]:
    """A speaker right before the verb is its subject, else one right after it, else one further before; then the longer match."""
    cue, speaker, length = capture(item, "cue"), capture(item, "speaker"), item.match.first - item.match.last
    if cue is None or speaker is None or speaker.first >= speaker.last:
        return 4, length
    between = page.marked.tokens[speaker.last : cue.first]
    if speaker.first >= cue.last:
        return 1, length
    if not between or (len(between) == 1 and _opens_clause(page, item, speaker)):
        return 0, length
    return 3 if any(token.kind == "punct" for token in between) else 2, length


def _opens_clause(page: Page, item: Found, mark: Mark) -> bool:
    """True for the topic of a clause: what stands first in the sentence or right after "that"."""
    if mark.first == page.marked.sentences[item.sentence].first:
        return True
    return any(other.kind == "comp" for other in page.marked.at[mark.first - 1])


def _told_from(item: Found, cue: Mark) -> int:
    """The token from which what is stated follows: after the verb, and after its speaker where that comes next."""
    speaker = capture(item, "speaker")
    return speaker.last - 1 if speaker is not None and cue.last <= speaker.first < speaker.last else cue.first


def _is_apart(page: Page, cue: Mark) -> bool:
    """False for a participle that describes the noun before it ("accounts supporting ..."): one that states stands apart."""
    marked = page.marked
    if cue.get("pos") != "part" or marked.joined(cue.first):
        return True
    return cue.first == marked.sentences[marked.sentence_of(cue.first)].first or marked.tokens[cue.first - 1].kind == "punct"


def _is_passive(page: Page, kind: str, item: Found, cue: Mark) -> bool:
    """True for "is accused of": what somebody is accused of follows at once, and nobody is named who accuses and who is accused."""
    if kind != "accusation":
        return False
    token = _told_from(item, cue) + 1
    return token < len(page.marked.tokens) and "prep.with" in page.marked.clitics[token]


def _speaks_of(page: Page, kind: str, first: int, last: int) -> bool:
    """True where the clause has what a statement of its kind must have, and for a threat "with" something, right after the verb."""
    needed, marked = _NEEDS.get(kind), page.marked
    if needed is None:
        return True
    if kind == _THREAT:
        last = min(last, first + 5)
    kinds = {kind for index in range(first, last) for mark in marked.at[index] for kind in kinds_of(mark.kind)}
    kinds |= {kind for index in range(first, last) for kind in marked.clitics[index]}
    return bool(needed & kinds) or any(mark.get("plain") for mark in marked.at[first])


def _chain(page: Page, item: Found, cue: Mark, said: Sequence[_Said]) -> tuple[Link, ...]:
    """Who says it: the speaker that the rule names, inside the chain that reports it; else who said the last thing in the same
    sentence; else the chain in force before the word."""
    speaker = capture(item, "speaker")
    if speaker is None or speaker.first >= speaker.last:
        same = [before for before in said if before.sentence == item.sentence]
        return same[-1].chain if same else _in_force(page, item, cue)
    speaker = _full_name(page, speaker)
    own = links(page, named(page, speaker))
    first = min(speaker.first, cue.first)
    begun = [scope for scope in page.attribution.scopes if page.marked.sentences[item.sentence].first <= scope.first]
    scopes = [scope for scope in begun if scope.first <= max(cue.last, speaker.last) <= scope.last]
    of_this = [scope for scope in scopes if first <= scope.first and _names(scope, speaker)]
    if of_this and not _tells_more(own, links(page, of_this[0].chain)):
        own = links(page, of_this[0].chain)
    fuller = _fuller(page, own, first)
    if fuller:
        return fuller + own[1:]
    around = [scope for scope in scopes if scope.first < first and scope.name_last <= first and not _ended(page, scope, first)]
    outer = links(page, min(around, key=lambda scope: scope.last - scope.first).chain) if around else ()
    return own if any(_overlap(one, other) for one in outer for other in own) else outer + own


def _in_force(page: Page, item: Found, cue: Mark) -> tuple[Link, ...]:
    """The chain in force where ``cue`` stands, if it was taken up in the same sentence or the words stand in a quotation."""
    token = cue.first - 1 if cue.get("pos") == "part" else cue.first
    scope = page.attribution.at(token)
    if scope is None:
        return ()
    here = page.marked.sentences[item.sentence].first <= scope.first
    return links(page, scope.chain) if here or any(pair.start < cue.start < pair.stop for pair in pairs(page)) else ()


def _ended(page: Page, scope: Scope, first: int) -> bool:
    """True where a comma parts the words at ``first`` from what a source is reported to say."""
    begin = max(scope.first, scope.name_last)
    return any(token.text == "," for token in page.marked.tokens[begin + 1 : first])


def _full_name(page: Page, mark: Mark, longest: int = 6) -> Mark:
    """A speaker named by a title, with the office's body and the name after it: "the minister" and what follows."""
    marked, last = page.marked, mark.last
    if not any(other.kind == "title" and other.first == mark.first for other in marked.at[mark.first]):
        return mark
    end = min(marked.sentences[marked.sentence_of(mark.first)].last, last + longest)
    kinds = _OF_OFFICES
    while last < end:
        here = [other for other in marked.at[last] if kinds.intersection(kinds_of(other.kind)) and not other.prefixes and other.last <= end]
        if not here:
            break
        if all(other.kind == "word" for other in here):
            kinds = _IN_NAMES
        last = max(other.last for other in here)
    return Mark("span", mark.first, last, mark.start, marked.tokens[last - 1].stop, NOTHING)


def _begins_clause(marked: Marked, token: int) -> bool:
    """True after punctuation or with a joined "and": not where a source is named inside the thought itself."""
    return marked.tokens[token - 1].kind == "punct" or marked.joined(token)


def _names(scope: Scope, speaker: Mark) -> bool:
    """True for a scope that takes its source from the same words."""
    return scope.name_first < speaker.last and speaker.first < scope.name_last


def _tells_more(own: tuple[Link, ...], chain: tuple[Link, ...]) -> bool:
    """True where the rule's speaker is more than the origin that attribution found in the same words."""
    if not own or not chain or len(chain) > len(own):
        return bool(own) and not chain
    return _overlap(own[-1], chain[-1]) and len(own[-1].text) > len(chain[-1].text)


def _fuller(page: Page, own: tuple[Link, ...], first: int) -> tuple[Link, ...]:
    """The chain named last before token ``first`` whose origin is the same source in fuller words; empty where none is."""
    for scope in sorted(page.attribution.scopes, key=lambda scope: -scope.first):
        if scope.first < first and own:
            chain = links(page, scope.chain[-1:])
            if chain and _points_back(page, own[0], chain[-1]):
                return links(page, scope.chain)
    return ()


def _points_back(page: Page, short: Link, full: Link) -> bool:
    """True for a shorter name of the source in force: "the spokesman of the front" after his full title and name."""
    one, other = (_plain_words(page, link.span) for link in (short, full))
    return len(one) < len(other) and other[: len(one)] == one


def _plain_words(page: Page, span: tuple[int, int]) -> list[str]:
    first, last = (token_at(page.marked, page.folded.folded_at(offset)) for offset in span)
    return [token.text for token in page.marked.tokens[first:last]]


def _overlap(one: Link, other: Link) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _thought(page: Page, item: Found) -> tuple[int, int]:
    """The tokens of what is thought: everything after "that" to the end of the sentence; without "that" the clause after the speaker."""
    marked, first = page.marked, item.match.last
    speaker = capture(item, "speaker")
    if not any(mark.kind == "comp" for index in range(max(0, first - 2), first) for mark in marked.at[index] if mark.last == first):
        first = speaker.last if speaker is not None else first
        return first, clause_end(marked, first)
    last = min(marked.sentences[item.sentence].last, first + _LONGEST_THOUGHT)
    later = [scope.first for scope in page.attribution.scopes if first + 2 < scope.first < last and _begins_clause(marked, scope.first)]
    return first, min([last, *later])
