"""Reach: how far a cue of attribution goes, from the first to the last word that it says are somebody's.

A language that puts the verb of saying first speaks of what follows, to the end of the sentence, of the quotation or of the list
below; one that puts it last, of what stands before, back to the source or to where the quotation opens.
"""

from __future__ import annotations

from musnad.readings.grammar import Found
from musnad.readings.marks import Marked, kinds_of
from musnad.readings.speakers import Words


def reach(found: Found, words: Words, heard: int) -> tuple[int, int, bool]:
    """The tokens that a cue covers, by its rule's ``scope``, and whether they are a direct quotation.

    ``heard``: the token up to which the sentence is already known to be another's words.
    """
    marked = words.marked
    sentence, match = marked.sentences[found.sentence], found.match
    kind = found.rule.set.get("scope", "after")
    if kind == "sentence" and _told_before(sentence.first, match.first, marked) and not _opens_clause(match.first, marked):
        return sentence.first, _aside_end(match.last, sentence.last, marked), False
    if kind == "sentence" and found.sentence and not _told_before(match.last, sentence.last, marked):
        before = marked.sentences[found.sentence - 1]  # "The market was hit. According to the ministry." speaks of the sentence before
        return before.first if before.line == sentence.line else match.first, match.last, False
    if kind == "sentence_before":
        return marked.sentences[max(0, found.sentence - 1)].first, match.last, False
    if kind == "previous_line":
        return *_line_before(found, marked), False
    if kind == "match":
        return match.first, match.last, False
    if kind == "before":
        return _reach_before(found, words, heard)
    closed = closing(match.last, words)
    if closed:
        return match.first, max(closed, sentence.last), True
    if marked.tokens[sentence.last - 1].text == ":" or (kind == "block" and match.last >= sentence.last - 1):
        return match.first, _below(found.sentence, marked), False
    return match.first, sentence.last, False


def _reach_before(found: Found, words: Words, heard: int) -> tuple[int, int, bool]:
    """The tokens before a cue and the cue itself: the quotation that closes right there, or else what stands in the sentence and
    was not said by another before."""
    match, first = found.match, words.marked.sentences[found.sentence].first
    quotation = opening(match.first, words)
    if quotation is not None:
        return quotation, match.last, True
    return (heard if heard > first and _told_before(heard, match.first, words.marked) else first), match.last, False


def _told_before(first: int, last: int, marked: Marked) -> bool:
    """True where something is told between two tokens: more than a date or "in another development"."""
    covered: set[int] = set()
    for index in range(first, last):
        for mark in marked.at[index]:
            if mark.kind in ("date", "skip", "new", "background", "conj"):
                covered.update(range(mark.first, mark.last))
    return any(index not in covered and marked.tokens[index].kind != "punct" for index in range(first, last))


def _opens_clause(at: int, marked: Marked) -> bool:
    """True for "and according to", which speaks of what follows it."""
    longest = max(marked.at[at], key=lambda mark: mark.last, default=None)
    return longest is not None and bool(longest.prefixes)


def _aside_end(last: int, stop: int, marked: Marked) -> int:
    """Where an aside's words end: with the sentence, unless another clause is joined after it."""
    if last >= stop:
        return stop
    kinds = {kind for mark in marked.at[last] for kind in kinds_of(mark.kind)}
    return last if marked.joined(last) or kinds & {"conj", "new"} else stop


def _line_before(found: Found, marked: Marked, short: int = 8) -> tuple[int, int]:
    """The line above a post's signature; one more where that is a mere hashtag or link."""
    line = marked.sentences[found.sentence].line
    first = found.match.first
    for other in reversed(marked.sentences[: found.sentence]):
        if other.line < line and first < found.match.first and found.match.first - first > short:
            break
        line, first = other.line, other.first
    return first, found.match.last


def _below(number: int, marked: Marked) -> int:
    """Where what a colon at the end of a line opens ends: with the list below it, or else with the next line."""
    line, last = marked.sentences[number].line, marked.sentences[number].last
    at, listed = line, True
    for other in marked.sentences[number + 1 :]:
        if other.line > at:
            item = marked.tokens[other.first].kind == "punct" and marked.tokens[other.first].text != "("
            if at > line and not (listed and item):
                break
            at, listed = other.line, item
        last = other.last
    return last


def closing(after: int, words: Words, longest: int = 1500) -> int:
    """The token after a direct quotation that opens right at token ``after``; 0 where none opens there, or it does not close."""
    tokens, text = words.marked.tokens, words.text
    if not 0 < after < len(tokens):
        return 0
    start = text.find('"', tokens[after - 1].stop, tokens[after].start)
    depth = lines = 0
    for at in range(start, min(start + longest, len(text))) if start >= 0 else ():
        lines += text[at] == "\n"
        if lines > 1:
            return 0
        if text[at] != '"':
            continue
        depth += 1 if at == start or _opens_quotation(text, at) else -1
        if depth <= 0:
            return next((index for index in range(after, len(tokens)) if tokens[index].start > at), len(tokens))
    return 0


def opening(before: int, words: Words, longest: int = 1500) -> int | None:
    """The first token of a direct quotation that closes right before token ``before``; None where none closes there, or opens."""
    tokens, text = words.marked.tokens, words.text
    last = before - 1 if before and tokens[before - 1].text != "," else before - 2
    if last < 0 or before >= len(tokens):
        return None
    close = text.rfind('"', tokens[last].start, tokens[before].start)
    depth = lines = 0
    for at in range(close, max(-1, close - longest), -1) if close >= 0 else ():
        lines += text[at] == "\n"
        if lines > 1:
            return None
        depth += 0 if text[at] != '"' else -1 if _opens_quotation(text, at) else 1
        if depth <= 0:
            return next((index for index in range(before) if tokens[index].start > at), None)
    return None


def _opens_quotation(text: str, at: int) -> bool:
    """True for a quotation mark that stands right before a word and after none."""
    return text[at + 1 : at + 2].strip() != "" and (at == 0 or text[at - 1] in " \n(")
