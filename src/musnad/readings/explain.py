"""Why a document is read as it is: which rules matched which words, and which nearly did.

The document is read once more with a grammar that remembers (see ``tracing``), by the same reader, so the explanation cannot differ
from the reading. It is not made while reading, because it takes several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from musnad.knowledge.facts import Knowledge
from musnad.model import Claim, Document, Words
from musnad.pack import Pack
from musnad.readings import reader
from musnad.readings.grammar import Found, compile_grammar
from musnad.readings.page import Page
from musnad.readings.reader import happenings
from musnad.readings.tracing import Failed, remembering, words_of

# So many parts of a rule must have matched before its failure is worth telling; one matches everywhere.
_NEARLY = 2


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """A rule at one place of a text: whether it ``fired``, on which ``words``, and why.

    ``parts`` are the words that it captured, by the capture's name, in order. ``why`` says what became of a rule that fired (the
    mention or claims that it made, what it attributes) and what one that did not still wanted.
    """

    rule: str
    fired: bool
    words: Words
    parts: tuple[tuple[str, Words], ...] = ()
    why: str = ""


def explain(document: Document, pack: Pack, knowledge: Knowledge) -> tuple[Trace, ...]:
    """Every rule that fired on the document or almost did, in the order of the text; at one place those that fired come first."""
    grammar, memory = remembering(compile_grammar(pack, knowledge), pack)
    page = Page.of(document, grammar)
    happenings(page)
    claims = reader.read(document, pack, knowledge).claims
    fired = [_fired(found, page, claims) for found in memory.found]
    made = _made_by_the_reader(claims, {trace.rule for trace in fired})
    almost = [_almost(failed, page) for failed in _nearly(memory.failed, memory.found)]
    return tuple(sorted(_once([*fired, *made, *almost]), key=_order))


def _order(trace: Trace) -> tuple[int, bool, int, str]:
    return trace.words.span[0], not trace.fired, trace.words.span[1], trace.rule


def _once(traces: Iterable[Trace]) -> Iterator[Trace]:
    """The traces without repetitions; of failures of one rule at one place, the one that came further."""
    seen: set[tuple[str, bool, tuple[int, ...]]] = set()
    for trace in sorted(traces, key=lambda trace: -trace.words.span[1]):
        key = (trace.rule, trace.fired, trace.words.span if trace.fired else trace.words.span[:1])
        if key not in seen:
            seen.add(key)
            yield trace


def _fired(found: Found, page: Page, claims: Iterable[Claim]) -> Trace:
    match = found.match
    parts = [(name, mark) for name, marks in match.captures.items() for mark in marks if mark.first < mark.last]
    parts.sort(key=lambda part: (part[1].start, part[1].stop))
    words = words_of(page, match.first, match.last)
    notes = [_NOTES[found.rule.topic](found, page)] if found.rule.topic in _NOTES else []
    if found.rule.topic in ("toll", "role"):
        notes += _claims(found, words, claims)
    return Trace(
        rule=found.rule.id,
        fired=True,
        words=words,
        parts=tuple((name, page.words(mark.start, mark.stop)) for name, mark in parts),
        why=", ".join(notes),
    )


def _claims(found: Found, words: Words, claims: Iterable[Claim]) -> list[str]:
    """The claims that a rule made of its words."""
    made = [f"makes {claim.id} ({claim.field})" for claim in claims if claim.rule == found.rule.id and _within(claim, words)]
    return made or ["makes no claim of its own"]


def _mention(found: Found, page: Page) -> str:
    """What a mention rule made of its match, and whether that was kept."""
    first, last = found.match.first, found.match.last
    kept = any(mark.rule == found.rule.id and mark.last <= last for index in range(first, last) for mark in page.marked.at[index])
    return f"makes {found.rule.makes}" if kept else f"makes no {found.rule.makes}, since another covers these words"


def _attribution(found: Found, page: Page) -> str:
    """How far the words reach that an attribution rule gave to its source, if they were given by it and not by another."""
    first, last = found.match.first, found.match.last
    for scope in page.attribution.scopes:
        if scope.rule == found.rule.id and scope.first < last and first < scope.last:
            ends = scope.first, _last_word(scope.first, scope.last, page)
            start, stop = (words_of(page, token, token + 1).text for token in ends)
            return f"attributes what stands from “{start}” to “{stop}”"
    return "attributes nothing, since another rule covers these words"


def _last_word(first: int, last: int, page: Page) -> int:
    """The last of the tokens that is a word or a number."""
    return next((token for token in range(last - 1, first, -1) if page.marked.tokens[token].kind in ("word", "number")), first)


_NOTES: Mapping[str, Callable[[Found, Page], str]] = {"mention": _mention, "attribution": _attribution}


def _within(claim: Claim, words: Words) -> bool:
    """Whether some of a claim's words are among ``words``."""
    start, stop = words.span
    return any(evidence.span[0] < stop and start < evidence.span[1] for evidence in claim.evidence)


def _made_by_the_reader(claims: Iterable[Claim], rules: set[str]) -> Iterator[Trace]:
    """The claims that no rule of the pack made, such as a weapon that is named: they rest on a word of the lists alone."""
    for claim in claims:
        if claim.rule not in rules:
            for evidence in claim.evidence[:1]:
                yield Trace(rule=claim.rule, fired=True, words=evidence, why=f"makes {claim.id} ({claim.field})")


def _nearly(failures: Iterable[Failed], found: Iterable[Found]) -> Iterator[Failed]:
    """The failures worth telling: some way into the rule, and not where the same rule matched anyway."""
    covered: dict[str, set[int]] = {}
    for item in found:
        covered.setdefault(item.rule.id, set()).update(range(item.match.first, item.match.last))
    for failed in failures:
        if failed.parts >= _NEARLY and failed.first not in covered.get(failed.rule.id, ()):
            yield failed


def _almost(failed: Failed, page: Page) -> Trace:
    return Trace(rule=failed.rule.id, fired=False, words=words_of(page, failed.first, failed.last), why=failed.why(page))
