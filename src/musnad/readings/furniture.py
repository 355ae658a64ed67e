"""Furniture: the lines of a page that are no part of its report (navigation, related headlines, counters, other people's replies).

They stay in the text; reading leaves them out. A line after which only such things come ("related articles") is data of the
pack; the rest is told by shape: lines without a sentence before the report, or headlines above it that share nothing with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from musnad.readings.marks import Marked
from musnad.readings.tokens import Token

_ANNOUNCEMENT_LONGEST = 8
_HEADLINE_LONGEST = 25
_HEADLINE_SHORTEST = 6
_HEADLINES_LEAST = 8
_SENTENCE_SHORTEST = 12
_LINK_LONGEST = 14
_SHARED_LEAST = 0.25
_SHARED_BELOW = 0.6  # below a report, headlines of others about the same war come more often than words of its own
_SIGNS = "-"  # the dash before the author of an embedded post
_ENDS = (".", "!", "?", ":", ")", "...")


def readable(marked: Marked) -> list[bool]:
    """For each sentence of the document, whether it belongs to the report."""
    lines = _lines(marked)
    for number in _boxes(lines, marked):
        del lines[number]
    kept = set(lines)
    for number in _after_the_end(lines, marked) | _around_the_report(lines) | _repeated(lines):
        kept.discard(number)
    return [sentence.line in kept for sentence in marked.sentences]


def _lines(marked: Marked) -> dict[int, list[Token]]:
    lines: dict[int, list[Token]] = {}
    for sentence in marked.sentences:
        lines.setdefault(sentence.line, []).extend(marked.tokens[sentence.first : sentence.last])
    return lines


def _boxes(lines: dict[int, list[Token]], marked: Marked) -> list[int]:
    """Lines of boxes with headlines of other articles ("Related news") that stand before the first full paragraph, where it goes on."""
    inside = False
    box: list[int] = []
    for number, tokens in lines.items():
        if len(tokens) > _SENTENCE_SHORTEST and _is_sentence(tokens):
            return box
        inside = inside or (len(tokens) <= _ANNOUNCEMENT_LONGEST and _has(marked, number, "furniture.related"))
        if inside:
            box.append(number)
    return []  # nothing is told after it


def _after_the_end(lines: dict[int, list[Token]], marked: Marked) -> set[int]:
    """Lines from the first that announces other articles onwards, once something was reported before it."""
    words = 0
    for number, tokens in lines.items():
        if words > 15 and len(tokens) <= _ANNOUNCEMENT_LONGEST and _has(marked, number, "furniture.rest", "furniture.related"):
            return {other for other in lines if other >= number}
        words += sum(token.kind == "word" for token in tokens)
    return set()


def _has(marked: Marked, line: int, *kinds: str) -> bool:
    """True where a line begins with a mark of one of ``kinds``."""
    for sentence in marked.sentences:
        if sentence.line == line:
            return any(mark.kind in kinds for index in range(sentence.first, sentence.last) for mark in marked.at[index][:4])
    return False


def _around_the_report(lines: dict[int, list[Token]]) -> set[int]:
    """Menu entries and other articles' headlines that stand above the first full paragraph, below the last or between two.

    Between two, a line that speaks of what follows is a heading of the report itself.
    """
    body = [number for number, tokens in lines.items() if len(tokens) > (_SENTENCE_SHORTEST if _is_sentence(tokens) else _HEADLINE_LONGEST)]
    if not body:
        return set(lines) if _only_headlines(lines) else set()
    told = _content(token for number in body for token in lines[number])
    heading = max((number for number in lines if number < body[0]), default=-1)
    dropped = set()
    for number in lines:
        if number in body or number == heading or _is_sentence(lines[number]) or lines[number][0].text == _SIGNS:
            continue
        inside = body[0] < number < body[-1]
        if inside and (len(lines[number]) > _LINK_LONGEST or _quoted(number, lines)):
            continue
        near = _content(lines[min(other for other in body if other > number)]) if inside else told
        if not _belongs(lines[number], near, _SHARED_BELOW if number > body[-1] else _SHARED_LEAST):
            dropped.add(number)
    return dropped


def _only_headlines(lines: dict[int, list[Token]]) -> bool:
    """True for a page that is nothing but a menu and headlines, each about something else: at least eight, none of them a list's line."""
    long = [_content(tokens) for tokens in lines.values() if len(tokens) >= _HEADLINE_SHORTEST]
    listed = any(tokens[0].kind == "punct" for tokens in lines.values())
    apart = [words for words in long if not any(len(words & other) >= _SHARED_LEAST * len(words) for other in long if other is not words)]
    return len(long) >= _HEADLINES_LEAST and not listed and len(apart) > len(long) / 2


def _quoted(number: int, lines: dict[int, list[Token]]) -> bool:
    """True for a post that the page embeds: the line under it names its author after a dash."""
    after = lines.get(number + 1)
    return after is not None and after[0].text == _SIGNS


def _is_sentence(tokens: Sequence[Token]) -> bool:
    """True for a line that ends as sentences do."""
    return tokens[-1].kind == "punct" and tokens[-1].text in _ENDS


def _belongs(tokens: Sequence[Token], told: set[str], least: float) -> bool:
    """True for a line that speaks of what the report speaks of, or is too short to tell and no menu entry by itself."""
    words = _content(tokens)
    return not words or len(words & told) >= least * len(words)


def _content(tokens: Iterable[Token]) -> set[str]:
    """Beginnings and ends of the words long enough to carry meaning: clitics hide the one, endings the other."""
    words = [token.text for token in tokens if token.kind == "word" and len(token.text) > 3]
    return {word[-4:] for word in words}


def _repeated(lines: dict[int, list[Token]]) -> set[int]:
    """Lines that stand in the document a second time."""
    seen: set[tuple[str, ...]] = set()
    again = set()
    for number, tokens in lines.items():
        key = tuple(token.text for token in tokens if token.kind != "punct")
        if key in seen and len(key) > 3:
            again.add(number)
        seen.add(key)
    return again
