"""Relations: how an event is said to stand to another event or to an agreement.

Retaliation for an earlier event, an alleged violation of an agreement, the first of its kind since something, a part of a
larger operation. A relation is what the text says, so it carries the chain of whoever says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from musnad.model import Relation
from musnad.readings.agreements import Accord, accords
from musnad.readings.discourse import Events, Part, capture, clause_end, found, nearest_act, stretch
from musnad.readings.grammar import Found
from musnad.readings.happenings import Happening
from musnad.readings.marks import Mark
from musnad.readings.page import Page
from musnad.readings.statements import voice_at


class _Setting:
    """What the relations of one document may join: its events and its agreements."""

    def __init__(self, page: Page, happenings: Sequence[Happening], event_ids: Sequence[str]) -> None:
        self.page = page
        self.events = Events(happenings, event_ids)
        self._accords: Mapping[str, Accord] = {agreement.id: accord for accord, agreement in accords(page)}

    def agreement(self, mark: Mark) -> str:
        """The id of the agreement that ``mark`` names, or the empty string."""
        return next((ident for ident, accord in self._accords.items() if accord.holds(mark)), "")

    def act(self, item: Found, *told: Mark) -> Mark | None:
        """The word of the act in the sentence that stands nearest to the words that tell the relation, outside them."""
        sentence = self.page.marked.sentences[item.sentence]
        return nearest_act(self.page.marked, sentence.first, sentence.last, outside=_around(*told))


def find_relations(page: Page, happenings: Sequence[Happening], event_ids: Sequence[str]) -> tuple[Relation, ...]:
    """The relations of a document in the order of the text, each once.

    ``to`` is empty where the text names something that is neither an event nor an agreement of this reading; the evidence says what.
    """
    setting = _Setting(page, happenings, event_ids)
    relations: dict[tuple[str, str, str], Relation] = {}
    for item in found(page, Part.RELATION):
        cue = capture(item, "cue")
        if cue is None:
            continue
        for frm, to, first, last in _READ[item.rule.set["type"]](item, cue, setting):
            key = (item.rule.set["type"], frm, to)
            if frm and frm != to and key not in relations:
                words = stretch(page, first, last)
                relations[key] = Relation(type=key[0], frm=frm, to=to, evidence=(words,), chain=voice_at(page, cue.first))
    return tuple(relations.values())


def _around(*marks: Mark) -> tuple[int, int]:
    """The first token of some marks and the token after the last, in whichever order the language tells them."""
    return min(mark.first for mark in marks), max(mark.last for mark in marks)


Ends = Iterator[tuple[str, str, int, int]]


def _retaliation(item: Found, cue: Mark, setting: _Setting) -> Ends:
    """From the answer to what it answers; where both are told in one breath, "the attack" points back to the event before."""
    earlier = capture(item, "earlier")
    if earlier is None:
        return
    first, last = item.match.first, item.match.last
    later = cue
    if capture(item, "later") is None:
        later = setting.act(item, cue, earlier) or cue
    if earlier.last == last:
        last = clause_end(setting.page.marked, earlier.first, longest=12)
    frm = setting.events.at(later.first) or setting.events.at(cue.first)
    to = setting.events.at(earlier.first)
    if to == frm:
        to = setting.events.before(earlier.first, without=frm)
    yield frm, to, min(first, later.first), max(last, later.last)


def _violation(item: Found, cue: Mark, setting: _Setting) -> Ends:
    """From the act that is called a violation, named before the word or else told before, to the agreement."""
    agreement = capture(item, "agreement")
    if agreement is None:
        return
    act = setting.act(item, cue, agreement)
    first, last = _around(cue, agreement, *([act] if act is not None and act.first < cue.first else []))
    frm = (setting.events.at(act.first) if act is not None else "") or setting.events.at(cue.first)
    yield frm or setting.events.before(cue.first, without=""), setting.agreement(agreement), first, last


def _first_since(item: Found, cue: Mark, setting: _Setting) -> Ends:
    """From the event that is called the first to what it is counted from."""
    event, to = capture(item, "event"), capture(item, "to")
    if event is None or to is None:
        return
    frm = setting.events.at(event.first) or setting.events.before(event.first, without="")
    since = "" if to.kind == "date" else setting.agreement(to) or setting.events.at(to.first)
    yield frm, since if since != frm else "", item.match.first, item.match.last


def _part_of(item: Found, cue: Mark, setting: _Setting) -> Ends:
    """From an event to the larger operation, which is an event of the reading only where it is told as one."""
    operation = capture(item, "operation")
    if operation is None:
        return
    act = setting.act(item, cue, operation)
    frm = (setting.events.at(act.first) if act is not None else "") or setting.events.at(cue.first)
    to = setting.events.at(operation.first)
    yield frm, to if to != frm else "", min(item.match.first, act.first if act is not None else cue.first), item.match.last


_READ: Mapping[str, Callable[[Found, Mark, _Setting], Ends]] = {
    "retaliation": _retaliation,
    "alleged_violation": _violation,
    "first_since": _first_since,
    "part_of": _part_of,
}
