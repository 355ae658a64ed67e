"""Attribution: which words of a document are whose.

A rule finds the cue ("said", "according to") and the words that name the source; ``speakers`` makes links of a chain out of them;
this module decides how far the cue reaches, carries it over ("he added"), and gives, for any place in the text, the chain in
force there. The publisher itself is no link: where no scope reaches, the chain is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from musnad.model import Stance
from musnad.readings.grammar import Found, Grammar
from musnad.readings.identities import publisher_of
from musnad.readings.marks import Mark, Marked, kinds_of
from musnad.readings.reach import closing, opening, reach
from musnad.readings.speakers import Speaker, Told, Words, is_publisher, named

__all__ = ["Attribution", "Scope", "Speaker", "attribute", "speakers"]


_OPENS = 6  # within so many tokens a sentence says whose word it is before it tells anything


class Scope(msgspec.Struct, frozen=True):
    """Tokens ``first`` up to ``last`` are said by ``chain``, outermost first. ``name_first, name_last``: where the source is named.

    ``quoted``: the scope is a direct quotation, up to its closing mark.
    """

    first: int
    last: int
    chain: tuple[Speaker, ...]
    stance: Stance
    rule: str
    name_first: int = 0
    name_last: int = 0
    quoted: bool = False


class Attribution:
    """The scopes of a document, asked by token."""

    def __init__(self, scopes: Sequence[Scope]) -> None:
        self.scopes = tuple(scopes)

    def at(self, token: int) -> Scope | None:
        """The innermost scope around ``token``, or None where the publisher speaks itself."""
        around = [scope for scope in self.scopes if scope.first <= token < scope.last]
        return min(around, key=lambda scope: (scope.last - scope.first, -len(scope.chain))) if around else None

    def names_source(self, token: int) -> bool:
        """True where ``token`` belongs to the words that name a source, which are no place or actor of an event."""
        return any(scope.name_first <= token < scope.name_last for scope in self.scopes)


def attribute(marked: Marked, grammar: Grammar, text: str = "", publisher: str | None = None, url: str | None = None) -> Attribution:
    """All scopes of a document.

    ``text``: folded, for the quotation marks, which are no tokens; ``publisher``, ``url``: as the document gives them.
    """
    by_sentence: dict[int, list[Found]] = {}
    for layer in grammar.layers("attribution"):
        for found in grammar.apply("attribution", marked, layer):
            if not _is_noun(found, marked):
                by_sentence.setdefault(found.sentence, []).append(found)
    words = Words(marked, grammar, text, *publisher_of(publisher, grammar, url))
    scopes: list[Scope] = []
    memory = _Memory()
    for number in range(len(marked.sentences)):
        for cue in _chosen(_telling(by_sentence.get(number, ()))):
            scope = _scope(cue, words, memory)
            if scope is not None:
                if scope.quoted:
                    scopes = [_within_quotation(earlier, [scope]) for earlier in scopes]
                scope = _within_quotation(scope, scopes)
                scopes.append(scope)
                memory.keep(scope, number)
        if grammar.carries_on and number and number not in by_sentence:
            scopes.extend(_carried_on(scopes, number, marked))
        _nested(scopes, marked.sentences[number].first)
        _cut_at_next(scopes, marked.sentences[number].first)
    return Attribution(_named_later(_without_publisher(scopes, words)))


def _carried_on(scopes: Sequence[Scope], number: int, marked: Marked) -> list[Scope]:
    """The scope of a sentence that names no source, where the sentence before it in its paragraph is somebody's words to the end."""
    before, sentence = marked.sentences[number - 1], marked.sentences[number]
    if not scopes or sentence.line != before.line:
        return []
    last = scopes[-1]
    if last.quoted or not last.chain or not last.first < before.last <= last.last + 1:
        return []
    return [msgspec.structs.replace(last, first=sentence.first, last=sentence.last, name_first=0, name_last=0)]


def _without_publisher(scopes: Sequence[Scope], words: Words) -> list[Scope]:
    """The scopes without links of the publisher's own name, which is no link of a chain. A monitor that names itself stays one."""

    def own(link: Speaker) -> bool:
        return link.kind in ("outlet", "agency") and is_publisher(link, words)

    return [msgspec.structs.replace(scope, chain=tuple(link for link in scope.chain if not own(link))) for scope in scopes]


def _named_later(scopes: Sequence[Scope]) -> list[Scope]:
    """The scopes with a bare "the observatory", before anybody was named (in a headline), as the first such source named after it."""
    full = {link.noun: link for scope in reversed(scopes) for link in scope.chain if link.noun and link.source and not link.bare}

    def meant(link: Speaker) -> Speaker:
        later = full.get(link.noun) if link.bare and not link.source else None
        return link if later is None else msgspec.structs.replace(link, source=later.source, kind=later.kind)

    return [msgspec.structs.replace(scope, chain=tuple(map(meant, scope.chain))) for scope in scopes]


def speakers(name: Mark, marked: Marked, grammar: Grammar, text: str = "") -> list[Speaker]:
    """The sources that the words of ``name`` stand for, outermost first. ``text``: folded, for the quotation marks."""
    return list(named(name, Words(marked, grammar, text)).speakers)


# --- which cues -------------------------------------------------------------------------------------------------------------


def _telling(found: Sequence[Found]) -> Sequence[Found]:
    """The cues of a sentence; one that only goes on with what was told counts where there is no other."""
    telling = [item for item in found if not _goes_on(item)]
    return telling or found


def _goes_on(found: Found) -> bool:
    """True for a rule that carries over who spoke in the sentence before: "The attack also ..."."""
    return found.rule.set.get("source") == "carried"


def _is_noun(found: Found, marked: Marked) -> bool:
    """True where the cue is no verb after all: "the transfer of" after "was done" or a preposition, "confirmed" after "news"."""
    cue = _cue(found)
    if cue is None or cue.first == 0 or cue.prefixes:
        return False
    before = [mark for mark in marked.at[cue.first - 1] if mark.last == cue.first]
    if cue.get("pos") == "part":
        return any("source" in kinds_of(mark.kind) for mark in before)
    if cue.get("pos") != "verb":
        return False
    return any(mark.kind in ("passive", "neg", "prep.because", "prep.in", "prep.with") for mark in before)


def _cue(found: Found) -> Mark | None:
    cues = found.match.captures.get("cue")
    return cues[0] if cues else None


def _chosen(found: Iterable[Found]) -> list[Found]:
    """Of cues that overlap, the one whose rule tells more: a nested chain before a simple one, then the longer match."""

    def weight(item: Found) -> tuple[int, int]:
        return len(item.match.captures), item.match.last - item.match.first

    kept: list[Found] = []
    for item in sorted(found, key=weight, reverse=True):
        if all(item.match.last <= other.match.first or other.match.last <= item.match.first for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.match.first)


# --- whose words ------------------------------------------------------------------------------------------------------------


class _Memory:
    """The chains of a document so far, for "he added" and "the agency"."""

    def __init__(self) -> None:
        self._scopes: list[tuple[int, Scope]] = []

    def keep(self, scope: Scope, sentence: int) -> None:
        """Take in what was said in ``sentence``, if it says by whom."""
        if scope.chain:
            self._scopes.append((sentence, scope))

    def heard(self, sentence: int, before: int) -> int:
        """The token up to which the words of ``sentence`` were said by those who spoke before token ``before``; 0 where nobody did."""
        return max((scope.last for number, scope in self._scopes if number == sentence and scope.last <= before), default=0)

    def last(self) -> tuple[Speaker, ...]:
        """The chain that spoke last."""
        return self._scopes[-1][1].chain if self._scopes else ()

    def within(self, sentence: int, back: int) -> tuple[Speaker, ...]:
        """The chain that spoke last, if that was at most ``back`` sentences ago."""
        return self.last() if self._scopes and self._scopes[-1][0] >= sentence - back else ()

    def carried(self, sentence: int, marked: Marked) -> tuple[Speaker, ...]:
        """The chain that opened the sentence before, in the same line, and told all of it."""
        number, scope = self._scopes[-1] if self._scopes else (-1, None)
        before = marked.sentences[number]
        same_line = number == sentence - 1 and before.line == marked.sentences[sentence].line
        if scope is None or not same_line or scope.last < before.last - 1 or scope.name_first > before.first + _OPENS:
            return ()
        return scope.chain

    def meant(self, link: Speaker, words: Words) -> tuple[Speaker, ...]:
        """The chain meant by a link: the link itself, or what a bare "the agency" or a mere surname points back to."""
        if link.bare:
            return self._pointed_to(link, words)
        if link.single and link.source:
            return (*self._told_through(link.source), link)
        return (self._full_name(link, words),)

    def _told_through(self, source: str) -> tuple[Speaker, ...]:
        """Those through whom ``source`` was quoted when it was last heard: "the observatory" goes on in the article that quotes it."""
        for _, scope in reversed(self._scopes):
            for place, speaker in enumerate(scope.chain):
                if speaker.source == source:
                    return scope.chain[:place]
        return ()

    def _pointed_to(self, link: Speaker, words: Words) -> tuple[Speaker, ...]:
        for _, scope in reversed(self._scopes):
            for place, speaker in enumerate(scope.chain):
                if _same_noun(link, speaker, words):
                    return scope.chain[: place + 1] if not link.anonymous else scope.chain
        if link.anonymous or link.kind == "other":
            last = self.last()
            if link.anonymous and last and last[-1].kind in ("outlet", "agency") and link.kind == "other":
                return (*last, msgspec.structs.replace(link, bare=False))
            return last or (link,)
        for _, scope in reversed(self._scopes):
            if any(speaker.kind == link.kind for speaker in scope.chain):
                return scope.chain
        return (link,)

    def _full_name(self, link: Speaker, words: Words) -> Speaker:
        written = words.text[link.start : link.stop]
        if link.kind != "person" or not written or " " in written:
            return link
        for _, scope in reversed(self._scopes):
            for speaker in scope.chain:
                if words.text[speaker.start : speaker.stop].endswith(" " + written):
                    return speaker
        return link


def _same_noun(link: Speaker, speaker: Speaker, words: Words) -> bool:
    return bool(link.noun) and link.noun == speaker.noun and not speaker.bare


def _scope(found: Found, words: Words, memory: _Memory) -> Scope | None:
    """What a cue's rule makes of it, or None where nobody is named who could be meant."""
    names, told = _named(found, words)
    if found.rule.set.get("scope") == "block" and not _heads_report(found, told, words):
        return None
    if _says_nothing(found, told, words):
        return None
    nobody = _names_nobody(found)
    goes_on = memory.carried(found.sentence, words.marked) if _goes_on(found) else ()
    chain = () if nobody else goes_on if _goes_on(found) else _chain(found, told, words, memory)
    if not chain and not nobody:
        return None
    first, last, quoted = reach(found, words, memory.heard(found.sentence, found.match.first))
    where = (min(mark.first for mark in names), max(mark.last for mark in names)) if names else (0, 0)
    return Scope(first, last, chain, _stance(found, chain), found.rule.id, *where, quoted=quoted)


def _names_nobody(found: Found) -> bool:
    """True for "it is claimed that", after which nobody can be asked."""
    return found.rule.set.get("source") == "none"


def _stance(found: Found, chain: Sequence[Speaker]) -> Stance:
    cue = _cue(found)
    if cue is not None and cue.get("stance") == "deny":
        return "deny"
    return "hedge" if not chain or chain[-1].hedged else "assert"


def _is_named(speaker: Speaker) -> bool:
    """False for a mere noun ("network:", "source:"), which heads no report."""
    return (
        (speaker.anonymous and not speaker.bare)
        or not (speaker.bare or speaker.single)
        or speaker.kind in ("correspondent", "activist", "rescue_service", "monitor")
    )


def _heads_report(found: Found, told: Told, words: Words) -> bool:
    """True for "medical source:", not for a post's byline ("name@handle"), a time of day or a mere "network:"."""
    tokens = words.marked.tokens[found.match.first : found.match.last]
    if any(token.shape for token in tokens) or (len(tokens) > 1 and tokens[-2].kind == "number"):
        return False
    own = all(is_publisher(speaker, words) and speaker.kind in ("outlet", "agency") for speaker in told.speakers)
    return not own and any(_is_named(speaker) for speaker in told.speakers)


def _says_nothing(found: Found, told: Told, words: Words) -> bool:
    """True where only a quotation could follow, and none does: after a bare "he went on", or a name that nothing is known of."""
    cue = _cue(found)
    sources = found.match.captures.get("source", ())
    if cue is None or found.match.last != (sources[-1].last if sources else cue.last):
        return False
    continuing = "say.continue" in kinds_of(cue.kind) and not sources
    unknown = bool(sources) and bool(told.speakers) and all(link.kind == "person" for link in told.speakers)
    return (continuing or unknown) and not closing(found.match.last, words)


def _named(found: Found, words: Words) -> tuple[list[Mark], Told]:
    """The words that name the sources and the sources, outermost first; where the rule captures none, those before the verb, or
    before the quotation that the verb follows."""
    if _names_nobody(found) or _goes_on(found):
        return [], Told(())
    captures = found.match.captures
    names = [mark for name in ("outer", "source") for mark in captures.get(name, ()) if mark.first < mark.last]
    cue = _cue(found)
    told = _told(names, words, to_first=cue is not None and "say" in kinds_of(cue.kind))
    if told.speakers or cue is None or "say.adding" in kinds_of(cue.kind):
        return names, told
    quotation = opening(found.match.first, words) if found.rule.set.get("scope") == "before" else None
    at = cue.first if quotation is None else quotation
    before = _named_before(at, words.marked, words.marked.sentences[words.marked.sentence_of(at)].first)
    return (before, msgspec.structs.replace(_told(before, words), outer=told.outer)) if before else (names, told)


def _told(names: Sequence[Mark], words: Words, *, to_first: bool = False) -> Told:
    found = [named(name, words, to_first=to_first) for name in names]
    channel = next((told.channel for told in found if told.channel), "")
    outer = next((told.outer for told in found if told.outer), ())
    return Told(tuple(speaker for told in found for speaker in told.speakers), channel, outer)


def _chain(found: Found, told: Told, words: Words, memory: _Memory) -> tuple[Speaker, ...]:
    links = tuple(speaker for link in told.speakers for speaker in memory.meant(link, words))
    if links:
        return _told_by(told.outer, links)
    cue = _cue(found)
    adding = cue is not None and "say.adding" in kinds_of(cue.kind)
    carried = memory.within(found.sentence, 1) if adding else memory.last()
    again = tuple(msgspec.structs.replace(link, channel=told.channel or link.channel) for link in carried)
    return _told_by(told.outer, again) if again else ()


def _told_by(outer: Sequence[Speaker], inner: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """One chain of two, nobody in it twice."""
    inner = tuple(dict.fromkeys(inner))
    known = {link.source for link in inner if link.source}
    return (*(link for link in dict.fromkeys(outer) if link not in inner and link.source not in known), *inner)


def _named_before(at: int, marked: Marked, first: int, near: int = 6) -> list[Mark]:
    """The source that stands before its verb at token ``at`` ("the observatory had recorded that ...")."""
    before = [
        mark
        for index in range(max(first, at - near), at)
        for mark in marked.at[index]
        if ("source" in kinds_of(mark.kind) or mark.kind == "actor") and mark.last <= at
    ]
    return [max(before, key=lambda mark: (mark.last, mark.last - mark.first))] if before else []


# --- one scope and another --------------------------------------------------------------------------------------------------


def _within_quotation(scope: Scope, scopes: Sequence[Scope]) -> Scope:
    """A source quoted inside somebody's quotation is told by that somebody."""
    around = [other for other in scopes if other.quoted and other.first < scope.first and scope.last <= other.last]
    if not around or around[-1].chain == scope.chain:
        return scope
    return msgspec.structs.replace(scope, chain=_told_by(around[-1].chain, scope.chain))


def _nested(scopes: list[Scope], start: int) -> None:
    """ "X said that ..., according to Y": what stands between the cue and the words after it is Y's, told by X; or X's, told by
    the agency Y."""
    for number, inner in enumerate(scopes):
        if inner.first < start or inner.first == inner.name_first or inner.quoted:
            continue
        outer = next((o for o in scopes if inner.first <= o.first and o.first < inner.name_first <= o.last and o is not inner), None)
        if outer is not None and outer.chain != inner.chain:
            relayed = _relays(inner) and not _relays(outer)
            chain = _told_by(inner.chain, outer.chain) if relayed else _told_by(outer.chain, inner.chain)
            scopes[number] = msgspec.structs.replace(inner, first=outer.first, chain=chain)


def _relays(scope: Scope) -> bool:
    return all(link.kind in ("outlet", "agency") for link in scope.chain)


def _cut_at_next(scopes: list[Scope], start: int) -> None:
    """Within a sentence, what one cue introduces ends where the next begins."""
    here = sorted((scope for scope in scopes if scope.first >= start), key=lambda scope: scope.first)
    for scope, later in pairwise(here):
        if scope.first < later.first < scope.last and scope.last == later.last:
            scopes[scopes.index(scope)] = msgspec.structs.replace(scope, last=later.first)
