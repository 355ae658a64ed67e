"""Independence: whose word a claim is, and which documents only repeat another, so that origins are counted and not articles.

Two claims have one origin when the same source says both, whoever prints it; when unnamed sources are described alike by the same
reporter; when one document repeats another's text; or when both sources belong to one house.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from musnad.incidents.accounts import Interest, Origin
from musnad.model import Claim, Party, Reading, SourceKind, Struct, Toll
from musnad.text import fold

SAME_TEXT = 0.8  # share of words two documents have in common when one repeats the other
_FORCES = frozenset({"fighters", "soldiers_police"})
_FEWEST_WORDS = 12  # shorter texts say too little to tell a copy from a coincidence


class Who(Protocol):
    """What is asked of the knowledge about sources."""

    def side_of(self, source_id: str, on: date | None) -> str | None: ...  # noqa: D102
    def house_of(self, source_id: str) -> str: ...  # noqa: D102
    def name_of(self, source_id: str) -> str: ...  # noqa: D102
    def kind_of(self, source_id: str) -> SourceKind | None: ...  # noqa: D102


class Report(Struct, frozen=True):
    """One document as an account needs it: its reading, who published it when, and the words it uses (``Wording.other`` and ``known``)."""

    reading: Reading
    publisher: str
    published_at: str
    words: frozenset[int]

    @property
    def id(self) -> str:
        """The document's id."""
        return self.reading.document.id

    @property
    def day(self) -> date | None:
        """The day it was published."""
        return self.reading.document.published


def copies(reports: Sequence[Report]) -> dict[str, str]:
    """For each document that repeats another: the one it repeats, the earliest (by time of publication, then by id)."""
    ordered = sorted(reports, key=lambda report: (report.published_at or "9999", report.id))
    found: dict[str, str] = {}
    firsts: list[Report] = []
    for report in ordered:
        first = next((other for other in firsts if _same_text(report.words, other.words)), None)
        if first is None:
            firsts.append(report)
        else:
            found[report.id] = first.id
    return found


def _same_text(one: frozenset[int], other: frozenset[int]) -> bool:
    smaller, larger = sorted((len(one), len(other)))
    if smaller < _FEWEST_WORDS or smaller < SAME_TEXT * larger:
        return False
    common = len(one & other)
    return common >= SAME_TEXT * (smaller + larger - common)


def origin_of(claim: Claim, report: Report, copied: Report | None, who: Who) -> Origin:
    """Who says a claim first-hand. ``copied``: the document that ``report`` repeats, whose word it then is."""
    teller = copied or report
    if not claim.chain:
        return _publisher(teller, who)
    last = claim.chain[-1]
    if last.source is not None:
        return _known(last.source, last.kind, report.day, who)
    through = next((link.source for link in reversed(claim.chain[:-1]) if link.source is not None), None)
    teller_id = who.house_of(through) if through is not None else _publisher(teller, who).id
    return Origin(id=f"{last.kind}:{_plain(last.text)}@{teller_id}", name=last.text, kind=last.kind, party=last.party)


def _publisher(report: Report, who: Who) -> Origin:
    known = report.reading.document.publisher
    if known is not None:
        return _known(known, "outlet", report.day, who)
    name = _plain(report.publisher)
    if not name:
        return Origin(id=f"document:{report.id}", name=report.id, kind="other")
    return Origin(id=f"publisher:{name}", name=report.publisher, kind="social_media" if name.startswith("@") else "outlet")


def _known(source: str, kind: SourceKind, day: date | None, who: Who) -> Origin:
    return Origin(id=who.house_of(source), name=who.name_of(source), kind=who.kind_of(source) or kind, party=who.side_of(source, day))


def _plain(words: str) -> str:
    return " ".join(fold(words).text.split())


def interest_of(claim: Claim, origin: Origin, allies: Iterable[str], initiators: Iterable[str], targets: Iterable[str] = ()) -> Interest:
    """Whether a claim is against or for the interest of the side its origin speaks for.

    Against: own fire and own losses. For: the fire of others, their losses, and the denial of own fire. ``allies`` are the parties of one
    side with the origin's; ``initiators`` and ``targets`` those that the same document names for the event: fighters killed are of the
    one that was hit, where only one was, or of the speaker's own side where it was among them.
    """
    if origin.party is None:
        return "neither"
    own = {origin.party, *allies}
    if claim.field == "initiator" and isinstance(claim.value, Party):
        return _of_fire(claim.value.party in own, denied=claim.stance == "deny", unknown=claim.value.party == "unknown")
    if isinstance(claim.value, Toll):
        return _of_losses(claim.value, own, set(initiators), set(targets))
    return "neither"


def _of_losses(toll: Toll, own: set[str], initiators: set[str], targets: set[str]) -> Interest:
    hit = targets - {"civilians", "unknown"}
    party = toll.party
    if party is None and toll.who in _FORCES and hit:
        party = next(iter(sorted(hit & own)), None) or (next(iter(hit)) if len(hit) == 1 else None)
    if party is None:
        return "neither"
    if party == "civilians":
        return "neither" if not initiators else "against" if initiators & own else "for"
    return "against" if party in own else "for"


def _of_fire(own: bool, *, denied: bool, unknown: bool) -> Interest:
    if unknown:
        return "neither"
    return "for" if own == denied else "against" if own else "neither" if denied else "for"
