"""Figures: what the claims of one origin say of how many, and the range over all origins.

An origin's figure is its last: an earlier one is superseded. The range runs from the lowest figure to the highest of the origins that
are current; the best is the figure that most origins give, the lower of two that are given as often.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from musnad.incidents.accounts import Range, Voice
from musnad.model import Struct, Toll

CIVILIANS = frozenset({"civilians", "children", "women", "medics", "journalists"})
BEST_RULE = "most_origins_then_lowest"


class Figure(Struct, frozen=True):
    """A figure of one origin in one document: from ``low`` to ``high``, carried by ``voices`` (document and claim).

    ``open``: said as "at least" or "more than", so that a higher figure does not contradict it.
    """

    origin: str
    low: int | None
    high: int | None
    said_at: str
    voices: tuple[str, ...]
    open: bool = False


def name_of(voice: Voice) -> str:
    """How a claim is named in an account: its document and its id there."""
    return f"{voice.document}#{voice.claim}"


def totals(voices: Iterable[Voice], *, civilians: bool = False) -> list[Figure]:
    """The figure of each origin in each document, or that for civilians only.

    A total stated as such counts; else the parts named side by side are added up ("a woman and two men").
    """
    grouped: dict[tuple[str, str, str], list[Voice]] = defaultdict(list)
    for voice in voices:
        if isinstance(voice.value, Toll) and voice.stance != "deny" and (not civilians or voice.value.who in CIVILIANS):
            grouped[voice.document, voice.event, voice.origin.id].append(voice)
    found = []
    for (_, _, origin), group in sorted(grouped.items()):
        low, high, carriers = _total(group, civilians=civilians)
        if low is not None or high is not None:
            is_open = any(isinstance(voice.value, Toll) and voice.value.min is not None and voice.value.max is None for voice in carriers)
            names = tuple(map(name_of, carriers))
            found.append(Figure(origin=origin, low=low, high=high, said_at=group[0].said_at, voices=names, open=is_open))
    return found


def _total(group: Sequence[Voice], *, civilians: bool) -> tuple[int | None, int | None, Sequence[Voice]]:
    tolls = [(voice, voice.value) for voice in group if isinstance(voice.value, Toll)]
    whole = [(voice, toll) for voice, toll in tolls if not toll.part_of]
    general = ("civilians",) if civilians else ("unspecified", "mixed")
    stated = [pair for pair in whole if pair[1].who in general and _numbered(pair[1])]
    if stated:
        return (*_ends([toll for _, toll in stated], together=False), [voice for voice, _ in stated])
    side_by_side: dict[str, tuple[Voice, Toll]] = {}
    for voice, toll in whole if not civilians or any(_numbered(toll) for _, toll in whole) else tolls:
        if _numbered(toll) and _weight(toll) > _weight(side_by_side.get(toll.who, (voice, Toll(min=None, max=None)))[1]):
            side_by_side[toll.who] = (voice, toll)
    chosen = list(side_by_side.values())
    return (*_ends([toll for _, toll in chosen], together=True), [voice for voice, _ in chosen])


def _numbered(toll: Toll) -> bool:
    return toll.min is not None or toll.max is not None


def _weight(toll: Toll) -> int:
    return max(toll.min if toll.min is not None else -1, toll.max if toll.max is not None else -1)


def _ends(tolls: Sequence[Toll], *, together: bool) -> tuple[int | None, int | None]:
    """The lowest and highest of some figures, or of their sum."""
    lows = [toll.min for toll in tolls if toll.min is not None]
    highs = [high for toll in tolls if (high := toll.max if toll.max is not None else toll.min) is not None]
    if not tolls:
        return None, None
    if together:
        return (sum(lows) if lows else None), (sum(highs) if highs else None)
    return (min(lows) if lows else None), (max(highs) if highs else None)


def current(figures: Sequence[Figure]) -> tuple[list[Figure], list[tuple[Figure, Figure]]]:
    """The last figure of each origin, and each change of an origin's figure, from and to, in order.

    Of figures said at the same time, or at times unknown, the higher is the later: tolls rise as people are found.
    """
    by_origin: Mapping[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_origin[figure.origin].append(figure)
    last, changes = [], []
    for _, said in sorted(by_origin.items()):
        ordered = sorted(said, key=lambda figure: (figure.said_at, figure.low or figure.high or 0, figure.high or 0, figure.voices))
        last.append(ordered[-1])
        for before, after in itertools.pairwise(ordered):
            if (before.low, before.high) != (after.low, after.high):
                changes.append((before, after))
    return last, changes


def range_of(figures: Sequence[Figure]) -> tuple[Range | None, tuple[str, ...], tuple[str, ...]]:
    """The range over figures of different origins, and the claims that carry its low and its high end."""
    lows = [(figure.low, figure) for figure in figures if figure.low is not None]
    highs = [(figure.high, figure) for figure in figures if figure.high is not None]
    if not lows and not highs:
        return None, (), ()
    low = min((value for value, _ in lows), default=None)
    high = max((value for value, _ in highs), default=None)
    votes = Counter(figure.low if figure.low is not None else figure.high for figure in figures)
    best = min((value for value in votes if value is not None), key=lambda value: (-votes[value], value))
    return (
        Range(low=low, best=best, high=high),
        tuple(sorted({voice for value, figure in lows if value == low for voice in figure.voices})),
        tuple(sorted({voice for value, figure in highs if value == high for voice in figure.voices})),
    )


def disagree(figures: Sequence[Figure]) -> bool:
    """Whether two origins give figures that cannot both be right."""
    bounds = [(figure.low or 0, inf if figure.open or figure.high is None else figure.high) for figure in figures]
    return any(one[1] < other[0] for one in bounds for other in bounds)
