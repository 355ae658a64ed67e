"""A toll over time: every figure where it was said, one origin's figures joined where it changed them, others side by side.

A column is a day on which somebody gave a figure; the last one is for figures whose day is not known. Lengths are in pixels of the
picture, whose first day is on the left; ``mirrored`` turns it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from musnad.incidents.accounts import FieldAccount, Voice
from musnad.model import Toll
from musnad.views.account_words import origin_name
from musnad.views.wording import NOBODY, Names, value_in_words

COLUMN, HEIGHT, MARGIN, HEAD = 340, 300, 46, 14
_LABEL = 15  # least height between two labels
_TICKS = 5


@dataclass(frozen=True)
class Point:
    """A figure: where it stands, its label and where that stands, and what it is. ``open``: ``up`` for at least, ``down`` for up to."""

    x: float
    y: float
    label_y: float
    origin: str
    figure: str
    open: str
    superseded: bool
    document: str
    claim: str


@dataclass(frozen=True)
class Picture:
    """Points, the lines that join one origin's changing figures, the ticks of the scale and the days of the columns."""

    width: float
    height: float
    points: tuple[Point, ...]
    lines: tuple[str, ...]
    ticks: tuple[tuple[float, int], ...]
    days: tuple[tuple[float, str], ...]


def picture(told: FieldAccount, names: Names = NOBODY, *, mirrored: bool = False) -> Picture | None:
    """The picture of one field's figures; None when fewer than two origins or days give a number, so that there is nothing to compare."""
    said = _said(told)
    days = sorted({voice.said_at[:10] for voice, _ in said}, key=lambda day: day or "9999")
    if len(said) < 2:
        return None
    top = _top(max(number for _, number in said))
    width = MARGIN + COLUMN * len(days)

    def x_of(day: str) -> float:
        x = MARGIN + COLUMN * days.index(day) + 24
        return width - x if mirrored else x

    def y_of(number: float) -> float:
        return round(HEAD + HEIGHT * (1 - number / top), 1)

    points: list[Point] = []
    for day in days:
        column = sorted(((voice, number) for voice, number in said if voice.said_at[:10] == day), key=lambda pair: -pair[1])
        labels = _apart([y_of(number) for _, number in column])
        points += [_point(voice, names, x_of(day), y_of(number), label) for (voice, number), label in zip(column, labels, strict=True)]
    ticks = tuple((y_of(top * n / _TICKS), round(top * n / _TICKS)) for n in range(_TICKS + 1))
    return Picture(
        width=width,
        height=HEAD + HEIGHT + 30,
        points=tuple(points),
        lines=tuple(_joined(said, x_of, y_of)),
        ticks=ticks,
        days=tuple((x_of(day), day) for day in days),
    )


def _said(told: FieldAccount) -> list[tuple[Voice, int]]:
    """Each origin's figures of the whole toll, once for each day: the voice that says it first, and the number it is drawn at."""
    found: dict[tuple[str, str, int], tuple[Voice, int]] = {}
    for held in told.values:
        for voice in held.voices:
            value = voice.value
            if not isinstance(value, Toll) or value.part_of or voice.stance == "deny":
                continue
            number = value.min if value.min is not None else value.max
            if number is not None:
                key = (voice.origin.id, voice.said_at[:10], number)
                if key not in found or voice.said_at < found[key][0].said_at:
                    found[key] = (voice, number)
    return list(found.values())


def _point(voice: Voice, names: Names, x: float, y: float, label_y: float) -> Point:
    value = voice.value
    ends = (value.min, value.max) if isinstance(value, Toll) else (None, None)
    return Point(
        x=x,
        y=y,
        label_y=label_y,
        origin=origin_name(voice.origin, names),
        figure=value_in_words(voice.value),
        open="up" if ends[1] is None else "down" if ends[0] is None else "",
        superseded=voice.superseded,
        document=voice.document,
        claim=voice.claim,
    )


def _joined(said: Sequence[tuple[Voice, int]], x_of: Callable[[str], float], y_of: Callable[[float], float]) -> list[str]:
    """The lines between the figures of origins that changed theirs, in the order in which they were said."""
    by_origin: dict[str, list[tuple[Voice, int]]] = defaultdict(list)
    for voice, number in said:
        by_origin[voice.origin.id].append((voice, number))
    paths = []
    for figures in by_origin.values():
        if not any(voice.superseded for voice, _ in figures):
            continue
        figures.sort(key=lambda pair: (pair[0].said_at or "9999", not pair[0].superseded, pair[1]))
        steps = dict.fromkeys((x_of(voice.said_at[:10]), y_of(number)) for voice, number in figures)
        if len(steps) > 1:
            paths.append("M" + " L".join(f"{x:g},{y:g}" for x, y in steps))
    return paths


def _top(highest: int) -> int:
    """The upper end of the scale: a round number over the highest figure, to be divided by the ticks."""
    step = int(10 ** math.floor(math.log10(max(highest, _TICKS) / _TICKS)))
    return next(factor * step * _TICKS for factor in (1, 2, 5, 10) if factor * step * _TICKS >= highest)


def _apart(wanted: Sequence[float]) -> list[float]:
    """Where labels stand that want to be at these heights, from the top down, without touching."""
    found: list[float] = []
    for y in wanted:
        found.append(max(y, found[-1] + _LABEL) if found else y)
    over = found[-1] - (HEAD + HEIGHT) if found else 0
    if over > 0:  # the lowest would leave the picture: push those above up as far as they must
        found[-1] -= over
        for n in range(len(found) - 2, -1, -1):
            found[n] = min(found[n], found[n + 1] - _LABEL)
    return found
