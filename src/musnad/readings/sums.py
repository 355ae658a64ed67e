"""Sums: what a text adds up over a long time or a whole war ("since the new year, 312 were killed"), which is no single happening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from musnad.readings.marks import Mark, Marked, kinds_of

_LONG_DAYS = 60
_COARSE = ("year", "interval")


def adds_up(marked: Marked, dates: Sequence[Mark], acts: Sequence[Mark], first: int, last: int, opening: int) -> bool:
    """True where tokens ``first`` up to ``last`` tell a sum.

    ``dates`` and ``acts`` stand in them; up to token ``opening`` a text says of what time it tells.
    """
    tolls = [index for index in range(first, last) if _tells_toll(marked, index)]
    if any(_sets_time(marked, mark, acts, tolls, opening) for mark in dates):
        return True
    war = next((index for index in range(first, last) if "war" in marked.by_kind[index]), last)
    return not acts and bool(tolls) and war < tolls[0]


def _sets_time(marked: Marked, mark: Mark, acts: Sequence[Mark], tolls: Sequence[int], opening: int) -> bool:
    """True for a long time that opens the segment, or stands before an act or a toll in the same clause; after a toll only where it was
    all that time that people were harmed."""
    during = _during(marked, mark)
    if mark.get("ongoing") != "yes" and not during:
        return False
    if mark.first < opening:
        return True
    told = [act.first for act in acts if act.first >= mark.last][:1] + [toll for toll in tolls if toll >= mark.last][:1]
    if any(not _parted(marked, mark, at) for at in told) and not _describes(marked, mark):
        return True
    return any(toll < mark.first for toll in tolls) and (during or not acts)


def _parted(marked: Marked, mark: Mark, last: int) -> bool:
    """True where another clause begins between a time and a token after it; the comma that closes an aside begins none."""
    aside = mark.first > 0 and marked.tokens[mark.first - 1].text == ","
    return any("comp" in marked.by_kind[at] or (marked.tokens[at].text == "," and not aside) for at in range(mark.last, last))


def _during(marked: Marked, mark: Mark) -> bool:
    """True for "during" and a time of months or years: "during the last year", "in the period from April to August"."""
    if mark.get("precision") not in _COARSE or not any(other.kind == "during" for other in marked.ending_at(mark.first)):
        return False
    begin, end = mark.get("begin"), mark.get("end")
    return not begin or not end or (date.fromisoformat(end) - date.fromisoformat(begin)).days > _LONG_DAYS


def _describes(marked: Marked, mark: Mark, near: int = 6) -> bool:
    """True where a time belongs to "which they have held since 2018" and says nothing of what happened."""
    return any("rel" in marked.by_kind[index] for index in range(max(0, mark.first - near), mark.first))


def _tells_toll(marked: Marked, index: int) -> bool:
    """True where somebody is said to be harmed at a token."""
    return any(mark.kind == "harm" or (mark.get("harm") and "people" in kinds_of(mark.kind)) for mark in marked.at[index])
