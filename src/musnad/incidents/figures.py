"""Figures: what the claims of one origin say of how many, and the range over all origins.

An origin's figure is its last: an earlier one is superseded. The range runs from the lowest figure to the highest of the origins that
are current; the best is the one in the middle, so that neither a lone exaggeration nor a first count decides it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from musnad.incidents.accounts import Order, Range, Voice
from musnad.model import Qualifier, Struct, Toll

CIVILIANS = frozenset({"civilians", "children", "women", "medics", "journalists"})
BEST_RULE = "middle_of_origins"
_DAY = len("2020-03-01")
_AT_LEAST: Mapping[Qualifier, int] = {"dozens": 24, "hundreds": 200}  # a number below is no total beside such a word


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

    A total stated as such counts; else the parts named side by side are added up ("a woman and two men"). Beside "dozens" a small number
    is a part of them ("dozens wounded, 15 lost a limb").
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
    least = max((_AT_LEAST.get(toll.qualifier, 0) for _, toll in tolls if toll.qualifier and not _numbered(toll)), default=0)
    whole = [(voice, toll) for voice, toll in tolls if not toll.part_of and not 0 <= _weight(toll) < least]
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


class Change(Struct, frozen=True):
    """Two figures of one origin that differ, and how it is known which was first."""

    before: Figure
    after: Figure
    order: Order


class Standing(Struct, frozen=True):
    """Which figure stands for each origin, how each came to it, and the figures that no longer stand."""

    last: tuple[Figure, ...]
    changes: tuple[Change, ...]
    superseded: tuple[Figure, ...]


def current(figures: Sequence[Figure], *, rising: bool) -> Standing:
    """What stands of the figures of each origin: its last.

    ``rising``: figures of which nothing tells the order rise, as the dead are found one by one. Of other figures without an order both
    ends stand, since the injured die or go home and the missing are found.
    """
    by_origin: Mapping[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_origin[figure.origin].append(figure)
    last: list[Figure] = []
    changes: list[Change] = []
    superseded: list[Figure] = []
    for _, said in sorted(by_origin.items()):
        steps = _rising(said) if rising else _steps(said)
        standing = {_ends_of(figure) for figure in steps[-1]}
        last.append(_merged(steps[-1]))
        superseded += [figure for step in steps[:-1] for figure in step if _ends_of(figure) not in standing]
        changes += _changes(steps)
    return Standing(last=tuple(last), changes=tuple(changes), superseded=tuple(superseded))


def _steps(said: Sequence[Figure]) -> list[list[Figure]]:
    """The figures of one origin in the order they were published, those of unknown order in one step; those without a day in the last."""
    days = sorted({figure.said_at[:_DAY] for figure in said} - {""})
    steps: list[list[Figure]] = []
    for day in days:
        of_day = [figure for figure in said if figure.said_at[:_DAY] == day]
        timed = all(len(figure.said_at) > _DAY for figure in of_day)
        moments = sorted({figure.said_at for figure in of_day}) if timed else [day]
        steps += [[figure for figure in of_day if not timed or figure.said_at == moment] for moment in moments]
    undated = [figure for figure in said if not figure.said_at]
    if undated:
        steps = [*steps[:-1], [*(steps[-1] if steps else []), *undated]]
    return [sorted(step, key=_height) for step in steps]


def _rising(said: Sequence[Figure]) -> list[list[Figure]]:
    """The same, each figure a step of its own: where the order is not known, the higher is taken for the later."""
    return [[figure] for step in _steps(said) for figure in step]


def _changes(steps: Sequence[Sequence[Figure]]) -> Iterator[Change]:
    for earlier, later in itertools.pairwise(steps):
        before, after = earlier[-1], later[-1]
        if _ends_of(before) != _ends_of(after):
            yield Change(before=before, after=after, order="published" if _is_later(before, after) else "assumed")
    if _ends_of(steps[-1][0]) != _ends_of(steps[-1][-1]):
        yield Change(before=steps[-1][0], after=steps[-1][-1], order="unknown")


def _is_later(before: Figure, after: Figure) -> bool:
    """Whether one figure is known to have been published after the other: on a later day, or at a later time where both have one."""
    at = min(len(before.said_at), len(after.said_at))
    return "" < before.said_at[:at] < after.said_at[:at]


def _height(figure: Figure) -> tuple[int, int, tuple[str, ...]]:
    return figure.low or figure.high or 0, figure.high or 0, figure.voices


def _ends_of(figure: Figure) -> tuple[int | None, int | None]:
    return figure.low, figure.high


def _merged(step: Sequence[Figure]) -> Figure:
    """Figures of one origin of which none is known to be the last, as one from the lowest to the highest."""
    if len(step) == 1:
        return step[0]
    lows = [figure.low for figure in step if figure.low is not None]
    highs = [figure.high for figure in step if figure.high is not None]
    return Figure(
        origin=step[0].origin,
        low=min(lows, default=None),
        high=max(highs, default=None),
        said_at=max(figure.said_at for figure in step),
        voices=tuple(dict.fromkeys(voice for figure in step for voice in figure.voices)),
        open=any(figure.open for figure in step),
    )


def range_of(figures: Sequence[Figure]) -> tuple[Range | None, tuple[str, ...], tuple[str, ...]]:
    """The range over figures of different origins, and the claims that carry its low and its high end.

    "Up to 100" is a high end; beside other figures it is a figure like them, so that the range reaches down to it.
    """
    highs = [(figure.high, figure) for figure in figures if figure.high is not None]
    known = any(figure.low is not None for figure in figures)
    lows = [(low, figure) for figure in figures if known and (low := _number(figure)) is not None]
    if not lows and not highs:
        return None, (), ()
    low = min((value for value, _ in lows), default=None)
    high = max((value for value, _ in highs), default=None)
    return (
        Range(low=low, best=_best(figures), high=high),
        tuple(sorted({voice for value, figure in lows if value == low for voice in figure.voices})),
        tuple(sorted({voice for value, figure in highs if value == high for voice in figure.voices})),
    )


def _number(figure: Figure) -> int | None:
    return figure.low if figure.low is not None else figure.high


def _best(figures: Sequence[Figure]) -> int | None:
    """The middle figure, of which as many origins give less as give more; the lower of two in the middle. "Up to" counts for nothing here
    unless all say so."""
    stated = [figure.low for figure in figures if figure.low is not None]
    numbers = sorted(stated or [figure.high for figure in figures if figure.high is not None])
    return numbers[(len(numbers) - 1) // 2] if numbers else None


def disagree(figures: Sequence[Figure]) -> bool:
    """Whether two origins give figures that cannot both be right."""
    bounds = [(figure.low or 0, inf if figure.open or figure.high is None else figure.high) for figure in figures]
    return any(one[1] < other[0] for one in bounds for other in bounds)
