"""Speakers: the sources that the words after "said" or "according to" stand for.

Such words hold more than a name: "a military source, in a statement to the agency, quoting ..." names an origin, a channel, the
agency that was told, and one more origin. This module takes them apart and gives each source its span, kind and id.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from musnad.model import SourceKind
from musnad.readings.grammar import Grammar
from musnad.readings.identities import closing_head, heads_of, kind_of
from musnad.readings.marks import NOTHING, Mark, Marked, kinds_of


class Speaker(msgspec.Struct, frozen=True):
    """A source as the document names it: folded ``start, stop``, its kind, its id in knowledge and the channel it used.

    ``bare``: a mere "the agency", which points back to one named before; ``noun`` is then that word without its article.
    ``single``: no more than such a noun, with an article or without. ``anonymous``: "a source", "witnesses", whom nobody can ask.
    ``hedged``: the words say that it is unsure ("unconfirmed reports"). ``actor``: whom it belongs to, where it has no id itself.
    """

    start: int
    stop: int
    kind: SourceKind
    source: str = ""
    channel: str = ""
    bare: bool = False
    noun: str = ""
    single: bool = False
    anonymous: bool = False
    hedged: bool = False
    actor: str = ""


class Told(msgspec.Struct, frozen=True):
    """What words that name sources come down to: the ``speakers``, outermost first, and the channel named with them.

    ``outer``: who was told, where the words name nobody else ("he told the agency that ...").
    """

    speakers: tuple[Speaker, ...]
    channel: str = ""
    outer: tuple[Speaker, ...] = ()


class Words(msgspec.Struct, frozen=True):
    """A document as this module needs it: its marks, its folded text, and who published it (id in knowledge and folded name)."""

    marked: Marked
    grammar: Grammar
    text: str = ""
    publisher: str = ""
    publisher_name: str = ""


class _Parts(msgspec.Struct):
    """The tokens of a name, and where what follows it begins."""

    first: int
    last: int
    channel: str = ""
    outer: Mark | None = None
    inner: Mark | None = None


_TOLD_KINDS = frozenset({"outlet", "agency", "correspondent"})
_VAGUE_CHANNELS = frozenset({"", "statement", "press_statement", "report", "social_media"})


def named(name: Mark, words: Words, *, to_first: bool = False) -> Told:
    """The sources that the words of ``name`` stand for: "the agency, quoting a military source" are two.

    ``to_first``: a "to" at the very beginning names who was told, too; after "according to" it does not.
    """
    parts = _parts(name, words, to_first=to_first)
    inner = named(parts.inner, words).speakers if parts.inner is not None else ()
    outer = named(parts.outer, words).speakers[:1] if parts.outer is not None else ()
    outer = tuple(speaker for speaker in outer if not is_publisher(speaker, words))
    main = _speaker(name, parts, words)
    if main is None:
        return Told(inner, parts.channel, outer)
    return Told((*outer, main, *inner), parts.channel)


def is_publisher(speaker: Speaker, words: Words) -> bool:
    """True where a speaker is the publisher itself, by its id in knowledge or by its name."""
    if speaker.source and speaker.source == words.publisher:
        return True
    written = words.text[speaker.start : speaker.stop].replace('"', "")
    return bool(words.publisher_name) and words.publisher_name in written


# --- taking the words apart -------------------------------------------------------------------------------------------------


def _parts(name: Mark, words: Words, *, to_first: bool) -> _Parts:
    marked = words.marked
    parts = _Parts(name.first, name.last)
    ended = to_first
    for index in range(name.first, name.last):
        marks = marked.at[index]
        quoting = _quoting(marks) if index > name.first else None
        if quoting is not None:
            parts.inner = _rest(marked, quoting.last, name)
        channel = next((mark for mark in marks if mark.kind == "channel" and _is_channel(marked, mark)), None)
        paper = index == name.first and any(mark.kind == "source.head.paper" for mark in marks)
        if channel is not None and parts.channel in _VAGUE_CHANNELS:
            parts.channel = channel.get("channel")
        told = _told(words, index, parts.first, ended=ended) if parts.outer is None else None
        if told is not None:
            parts.outer = Mark("span", told[0], name.last, told[1], name.stop, NOTHING)
        if quoting is not None or (channel is not None and not paper) or told is not None or _ends_name(marked, index, name):
            parts.last = min(parts.last, index)
            ended = True
        if quoting is not None or any(mark.kind in ("rel", "neg") for mark in marks):
            break
    _trim(parts, marked)
    return parts


def _quoting(marks: Sequence[Mark]) -> Mark | None:
    return next((mark for mark in marks if "according" in kinds_of(mark.kind)), None)


def _rest(marked: Marked, first: int, name: Mark) -> Mark:
    return Mark("span", first, name.last, marked.tokens[min(first, len(marked.tokens) - 1)].start, name.stop, NOTHING)


def _is_channel(marked: Marked, mark: Mark) -> bool:
    """True for "in a statement", not for the "statement" that is itself the source."""
    if mark.prefixes or mark.rule or mark.last - mark.first > 1:
        return True
    return mark.first > 0 and any("prep" in kinds_of(before.kind) for before in marked.at[mark.first - 1])


def _told(words: Words, index: int, first: int, *, ended: bool) -> tuple[int, int] | None:
    """Where the one who was told begins ("a source to the agency"), when "to" stands at ``index``: token and code point."""
    marked, token = words.marked, words.marked.tokens[index]
    if (index == first and not ended) or _taken(marked, index):
        return None
    alone = any(meaning.kind == "prep.for" for meaning in words.grammar.vocabulary.meanings(token.text))
    if index + 1 >= len(marked.tokens) or not (alone or _joined_for(marked, index)):
        return None
    here = [*marked.at[index], *(marked.at[index + 1] if alone else ())]
    kinds = {mark.get("kind") for mark in here if "source" in kinds_of(mark.kind)}
    wanted = _TOLD_KINDS | {"monitor"} if ended or not _has_office(marked, first, index) else _TOLD_KINDS
    if not kinds & wanted:
        return None
    return (index if marked.at[index] or not alone else index + 1), marked.tokens[index + 1].start if alone else token.start + 1


def _joined_for(marked: Marked, index: int) -> bool:
    return 0 in marked.clitics[index].get("prep.for", ())


def _taken(marked: Marked, index: int) -> bool:
    """True where "to" belongs to what stands before it: "the media office of", "affiliated to"; or to a longer name."""
    for before in range(max(0, index - 6), index):
        for mark in marked.at[before]:
            if mark.last == index and mark.get("governs"):
                return True
            if mark.last > index and mark.kind in ("source.known", "actor", "source.head", "source.head.paper"):
                return True
    return False


def _has_office(marked: Marked, first: int, last: int) -> bool:
    return any(mark.get("role") for index in range(first, last) for mark in marked.at[index] if "source.head" in kinds_of(mark.kind))


def _ends_name(marked: Marked, index: int, name: Mark) -> bool:
    """True where a date, a relative clause or another clause begins: no part of the name before it."""
    kinds = {kind for mark in marked.at[index] for kind in kinds_of(mark.kind)}
    if index == name.first:
        return False
    if "date" in kinds and not _known_around(marked, index, name.first):
        return True
    if "prep" in kinds and _counts(marked, index + 1):
        return True
    if marked.tokens[index].shape:
        return True
    if kinds & {"rel", "neg", "conj.while", "say.words", "say.adding", "since", "background"}:
        return True
    if marked.tokens[index].text in (",", ";") and index + 1 < name.last:
        return not _goes_on(marked, index + 1)
    return False


def _counts(marked: Marked, index: int, near: int = 2) -> bool:
    """True where a number or a date stands at ``index`` or right after it: "in the last 24 hours"."""
    return any(mark.kind in ("num", "date") for at in range(index, min(index + near, len(marked.at))) for mark in marked.at[at])


def _known_around(marked: Marked, index: int, first: int) -> bool:
    """True inside a name of a source or an actor that began before ("Halab Today")."""
    return any(mark.last > index and mark.kind in ("source.known", "actor") for before in range(first, index) for mark in marked.at[before])


def _goes_on(marked: Marked, index: int) -> bool:
    """True where what follows a comma still names the source: a title, a name, an institution."""
    kinds = {kind for mark in marked.at[index] for kind in kinds_of(mark.kind)}
    if kinds & {"prep", "conj", "skip", "comp", "date"} or marked.joined(index):
        return False
    return bool(kinds & {"source", "actor", "word", "person"}) or marked.tokens[index].text == "("


def _trim(parts: _Parts, marked: Marked) -> None:
    """Take commas and prepositions off both ends."""
    while parts.last > parts.first and _trails(marked, parts.last - 1):
        parts.last -= 1
    while parts.first < parts.last and (step := _before_name(marked, parts.first, parts.last)):
        parts.first = min(parts.first + step, parts.last)
    if parts.first < parts.last and _is_adverb(marked, parts.first):
        parts.first = next((at for at in range(parts.first, parts.last) if _begins_source(marked, at)), parts.last)


def _is_adverb(marked: Marked, index: int) -> bool:
    """True where the words begin with a preposition ("on his part", "at an earlier time") and not with a source."""
    kinds = {kinds_of(mark.kind)[0] for mark in marked.at[index] if not mark.prefixes}
    return not _begins_source(marked, index) and bool(kinds & {"prep", "background"})


def _begins_source(marked: Marked, index: int) -> bool:
    return any(kinds_of(mark.kind)[0] in ("source", "actor") for mark in marked.at[index])


def _before_name(marked: Marked, index: int, last: int) -> int:
    """How many tokens at ``index`` stand before a source's name and are none of it: a comma, a date, a word of no weight."""
    if marked.tokens[index].kind == "punct":
        return 0 if marked.tokens[index].text == "(" else 1
    loose = ("date", "skip") if index + 1 < last else ("date",)
    return max((mark.last - index for mark in marked.at[index] if mark.kind in loose and mark.last <= last), default=0)


def _trails(marked: Marked, index: int) -> bool:
    """True for a comma, a preposition or a word of no weight that ends the words of a source and is none of them."""
    token = marked.tokens[index]
    if token.kind == "punct":
        return token.text != ")"
    return any(
        mark.last == index + 1 and not mark.prefixes and kinds_of(mark.kind)[0] in ("about", "prep", "skip", "conj", "comp")
        for mark in marked.at[index]
    )


# --- who it is --------------------------------------------------------------------------------------------------------------


def _speaker(name: Mark, parts: _Parts, words: Words) -> Speaker | None:
    marked = words.marked
    first, last = parts.first, parts.last
    if first >= last:
        return None
    end = _with_aside(marked, last)
    inside = [mark for index in range(first, last) for mark in marked.at[index] if mark.last <= end]
    heads = heads_of(first, inside, words.marked, words.grammar)
    start = max(name.start, marked.tokens[first].start, _named_from(marked, first))
    start, stop = _whole(start, marked.tokens[end - 1].stop, words.text)
    head = heads[0] if heads and _only_described(marked, first, heads[0].first) else None
    single = head is not None and (head.first, head.last) == (first, last)
    kind, source = kind_of(heads, inside, words.grammar)
    named = head or closing_head(inside, marked, words.grammar)
    return Speaker(
        start,
        stop,
        kind,
        source,
        parts.channel,
        bare=single and head is not None and not source and (head.article or bool(head.get("back"))) and not head.get("own"),
        noun=_noun(named, marked) if named is not None else "",
        single=single,
        anonymous=head is not None and bool(head.get("anon")),
        hedged=head is not None and head.get("stance") == "hedge",
        actor="" if source else next((mark.get("id") for mark in inside if mark.kind == "actor"), ""),
    )


def _only_described(marked: Marked, first: int, last: int) -> bool:
    """True where nothing but words that describe it ("local", "a Syrian") stands between two tokens, before a noun."""
    at = first
    while at < last:
        ends = [mark.last for mark in marked.at[at] if mark.kind in ("descr", "nation", "skip", "force.adj") and mark.last <= last]
        if not ends:
            return False
        at = max(ends)
    return True


def _noun(head: Mark, marked: Marked) -> str:
    """A head noun's first word as it stands without clitics and article."""
    token = marked.tokens[head.first]
    written = token.text[head.start - token.start :]
    shorter = [form for form in marked.forms[head.first] if head.article and form != written and written.endswith(form)]
    return max(shorter, key=len, default=written)


def _named_from(marked: Marked, first: int) -> int:
    """Where the name begins in its first word, a joined "and" or "to" left out."""
    named = [mark.start for mark in marked.at[first] if mark.prefixes and kinds_of(mark.kind)[0] in ("source", "actor")]
    whole = any(not mark.prefixes for mark in marked.at[first] if kinds_of(mark.kind)[0] in ("source", "actor"))
    return max(named, default=0) if not whole else 0


def _with_aside(marked: Marked, last: int, longest: int = 6) -> int:
    """The end of a name with the short name or handle in brackets after it."""
    if last >= len(marked.tokens) or marked.tokens[last].text != "(":
        return last
    for index in range(last + 1, min(last + longest, len(marked.tokens))):
        if marked.tokens[index].text == ")":
            return index + 1
        kinds = {kinds_of(mark.kind)[0] for mark in marked.at[index]}
        if marked.tokens[index].kind not in ("word", "punct") or kinds & {"num", "date", "event", "harm", "people"}:
            return last
    return last


def _whole(start: int, stop: int, text: str) -> tuple[int, int]:
    """The span with the quotation mark that belongs to it, when it holds only one of a pair."""
    if text[start:stop].count('"') % 2:
        if text[stop : stop + 1] == '"':
            return start, stop + 1
        if start and text[start - 1] == '"':
            return start - 1, stop
    return start, stop
