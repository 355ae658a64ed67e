"""Whether two events are one: a weight of evidence, the sum of what each feature says, each with its reason in words.

Weights are natural logarithms of likelihood ratios: how much more often two reports of one happening agree like this than two reports
of different ones, measured on grouped reports and rounded. A weight above zero speaks for one happening. The score is a pure function
of two sketches, so that it does not matter in which order documents come.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import date as calendar_date
from math import log
from typing import NamedTuple

from musnad.incidents.sketches import REPORTED_WITHIN_DAYS, Sketch, Spot
from musnad.knowledge.distance import distance_km

FLOOR = -4.0  # lighter pairs are not kept; see ABSENT
ABSENT = -5.0  # what two events weigh that are no candidates for each other
NEVER = -99.0
_PRIOR = -5.0  # two candidates taken at random are seldom one


class Reason(NamedTuple):
    """What one feature says of two events: its weight and what was found."""

    feature: str
    weight: float
    words: str


def weigh(one: Sketch, other: Sketch, *, over: float = NEVER) -> float:
    """The weight of evidence that two events are one happening; NEVER for two events of one document, and for those that cannot weigh
    more than ``over``: their words, which take longest to compare, are then left alone."""
    if one.document == other.document:
        return NEVER
    total = _PRIOR
    for feature in _QUICK:
        total += feature(one, other)[0]
        if total < NEVER / 2:
            return NEVER
    return total + wording(one, other)[0] if total + _MOST_BY_WORDS > over else NEVER


def reasons(one: Sketch, other: Sketch) -> tuple[Reason, ...]:
    """What speaks for and against two events being one, heaviest first; features that say nothing are left out."""
    found = [Reason(feature.__name__, *feature(one, other)) for feature in _FEATURES]
    return tuple(sorted((reason for reason in found if reason.weight), key=lambda reason: -abs(reason.weight)))


Said = tuple[float, str]
_SILENT: Said = (0.0, "")


def date(one: Sketch, other: Sketch) -> Said:
    """The days on which each happened: a report that names none is taken for one of the day on which it appeared, since most are. The
    longer the days are together, the more often they meet by chance. Days that both reports name differ with more reason than others."""
    ours, theirs = _likely_days(one), _likely_days(other)
    if ours is None or theirs is None:
        return _partly(one, other)
    gap = max(ours[0] - theirs[1], theirs[0] - ours[1], 0)
    if gap >= 10:
        return NEVER, f"{gap} days apart"
    if gap == 0:
        chance = (ours[1] - ours[0] + theirs[1] - theirs[0] + 1) / _USUAL_DAYS
        return 5.1 - log(max(chance, 1.0)), "the same day" if chance <= 1 else "days that may be the same"
    beside = 2.0 if one.dating == other.dating == "said" else 2.8
    return _step(gap, ((1, beside), (2, 1.2), (3, 0.8), (9, -1.2))), f"{gap} days apart"


def _likely_days(sketch: Sketch) -> tuple[int, int] | None:
    """The days within which an event happened, without those before it was published that it may only have happened on, too."""
    if sketch.first is None or sketch.last is None:
        return None
    return min(sketch.first + REPORTED_WITHIN_DAYS * (sketch.dating == "published"), sketch.last), sketch.last


def _partly(one: Sketch, other: Sketch) -> Said:
    """What weekdays and days of the month say where no year is known of one of them."""
    day, weekday = _agree(_monthdays(one), _monthdays(other)), _agree(_weekdays(one), _weekdays(other))
    if day is not None:
        return (3.5, "the same day and month") if day else (-6.0, "another day of the year")
    if weekday is not None:
        return (1.6, "the same weekday") if weekday else (-1.8, "another weekday")
    return 0.0, "no day is known of one of them"


def _agree(ours: frozenset[object], theirs: frozenset[object]) -> bool | None:
    return bool(ours & theirs) if ours and theirs else None


def _weekdays(sketch: Sketch) -> frozenset[object]:
    if sketch.first is None or sketch.last is None:
        return frozenset() if sketch.weekday is None else frozenset((sketch.weekday,))
    return frozenset((day - 1) % 7 + 1 for day in range(sketch.first, min(sketch.last, sketch.first + 6) + 1))  # day 1 was a Monday


def _monthdays(sketch: Sketch) -> frozenset[object]:
    if sketch.first is None or sketch.last is None:
        return frozenset() if sketch.monthday is None else frozenset((sketch.monthday,))
    days = map(calendar_date.fromordinal, range(sketch.first, sketch.last + 1))
    return frozenset((day.month, day.day) for day in days)


def place(one: Sketch, other: Sketch) -> Said:
    """Whether they name the same place, or how far apart their places are at least, by their precision."""
    if not one.spots or not other.spots:
        return _unplaced(one, other)
    pairs = [(here, there) for here in one.spots for there in other.spots]
    shared = [max(here.radius_km, there.radius_km) for here, there in pairs if _same_spot(here, there)]
    if shared:
        return (3.6 if min(shared) <= _SMALL_KM else 1.6), "the same place"
    gap, reach = min((_gap_km(here, there), max(here.radius_km, there.radius_km)) for here, there in pairs)
    if gap == 0:
        return _step(reach, ((5, 1.3), (_SMALL_KM, 1.0), (1e5, 0.4))), "places that may be one"
    return _step(gap, ((5, -0.3), (15, -1.0), (40, -1.3), (100, -2.0), (1e5, -2.8))), f"{gap:.0f} km apart"


def _unplaced(one: Sketch, other: Sketch) -> Said:
    """Names of places that nobody has placed yet."""
    if set(one.unplaced) & set(other.unplaced):
        return 3.0, "the same name of a place"
    return _SILENT


def _same_spot(here: Spot, there: Spot) -> bool:
    return here.name == there.name and (here.lat, here.lon) == (there.lat, there.lon)


def wording(one: Sketch, other: Sketch) -> Said:
    """How alike the words of their documents are; words that only they have weigh most. Says nothing across languages."""
    if one.language != other.language:
        return _SILENT
    likeness = _likeness(one, other)
    return _line(likeness, _BY_LIKENESS), f"{likeness:.0%} of the words"


def kind(one: Sketch, other: Sketch) -> Said:
    """What happened."""
    if one.type == other.type:
        return 0.7, f"both {one.type.replace('_', ' ')}"
    if _UNSPECIFIC in (one.type, other.type):
        return 0.1, "one says only that there was violence"
    same_family = _FAMILIES.get(one.type) == _FAMILIES.get(other.type)
    return (-0.8 if same_family else -0.5), f"{one.type} and {other.type}".replace("_", " ")


def initiator(one: Sketch, other: Sketch) -> Said:
    """Who is said to have done it."""
    return _shared(one.initiators, other.initiators, 0.5, -2.0)


def target(one: Sketch, other: Sketch) -> Said:
    """Who is said to have been hit."""
    return _shared(one.targets, other.targets, 0.7, -0.9)


def weapon(one: Sketch, other: Sketch) -> Said:
    """What is said to have been used."""
    return _shared(one.weapons, other.weapons, 0.9, -0.8)


def killed(one: Sketch, other: Sketch) -> Said:
    """How many are said to have been killed."""
    return _figures(one.killed, other.killed, same=1.2, large=3.0, near=1.6, different=-0.3)


def injured(one: Sketch, other: Sketch) -> Said:
    """How many are said to have been injured."""
    return _figures(one.injured, other.injured, same=0.8, large=1.8, near=0.8, different=-0.4)


_QUICK: tuple[Callable[[Sketch, Sketch], Said], ...] = (date, place, initiator, kind, weapon, target, killed, injured)
_FEATURES = (*_QUICK, wording)
_FAMILIES = {
    "air_strike": "fire",
    "drone_strike": "fire",
    "shelling": "fire",
    "missile_strike": "fire",
    "explosion": "blast",
    "ied": "blast",
    "armed_clash": "ground",
    "shooting": "ground",
    "raid": "ground",
}
_BY_LIKENESS = ((0.0, -1.3), (0.02, -1.0), (0.06, -0.6), (0.1, 0.2), (0.14, 0.8), (0.22, 1.7), (0.3, 2.5), (0.5, 3.3), (0.6, 4.4))
_MOST_BY_WORDS = _BY_LIKENESS[-1][1]
_UNSPECIFIC = "violence_other"
_USUAL_DAYS = 2  # a day and a night may meet on so many
_SMALL_KM = 15.0
_LARGE = 4  # figures from here on are seldom the same by chance
_FEW_WORDS = 0.5  # added to every document's words, so that two formulas of a few words are not taken for the same text
_KNOWN_WEIGHT = 0.06  # of a word that pack or tables know, against one of a word that they do not


def _likeness(one: Sketch, other: Sketch) -> float:
    """The cosine of their words, 0 to 1."""
    own = len(set(one.words.other) & set(other.words.other)) + _KNOWN_WEIGHT * len(set(one.words.known) & set(other.words.known))
    return own / (_size(one) * _size(other)) ** 0.5 if own else 0.0


def _size(sketch: Sketch) -> float:
    return _FEW_WORDS + len(sketch.words.other) + _KNOWN_WEIGHT * len(sketch.words.known)


def _gap_km(here: Spot, there: Spot) -> float:
    """How far two places are apart when each lies anywhere within its radius."""
    return max(distance_km(here.lat, here.lon, there.lat, there.lon) - here.radius_km - there.radius_km, 0.0)


def _shared(ours: Sequence[object], theirs: Sequence[object], same: float, different: float) -> Said:
    if not ours or not theirs:
        return _SILENT
    both = sorted(str(value) for value in set(ours) & set(theirs))
    if both:
        return same, "both " + ", ".join(both)
    return different, f"{', '.join(map(str, ours))} here, {', '.join(map(str, theirs))} there"


def _figures(ours: Sequence[int], theirs: Sequence[int], *, same: float, large: float, near: float, different: float) -> Said:
    """What figures say: large ones that are the same, or nearly, more than small ones."""
    if not ours or not theirs:
        return _SILENT
    both = sorted(set(ours) & set(theirs))
    if both:
        return (large if both[-1] >= _LARGE else same), f"both {', '.join(map(str, both))}"
    if min(ours[-1], theirs[-1]) >= _LARGE and abs(ours[-1] - theirs[-1]) <= 1:
        return near, f"{ours[-1]} and {theirs[-1]}"
    return different, f"{', '.join(map(str, ours))} here, {', '.join(map(str, theirs))} there"


def _step(value: float, steps: Sequence[tuple[float, float]]) -> float:
    """The weight of the first step that reaches ``value``."""
    return next((weight for reach, weight in steps if value <= reach), steps[-1][1])


def _line(value: float, points: Sequence[tuple[float, float]]) -> float:
    """The weight at ``value`` on the line through ``points``."""
    for (left, low), (right, high) in itertools.pairwise(points):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return points[-1][1]
