"""Arranging: which events of a neighbourhood are one incident. Events with days first, then those without.

Events with days make incidents among themselves. An event without one joins the incident it fits best, and never brings two incidents
together: an undated report of "shelling on the town" fits every day. What is left makes incidents by itself. The result is a
function of the events and decisions alone, so that any order of adding gives the same incidents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import combinations

import msgspec

from musnad.incidents.cluster import Pair, clusters
from musnad.incidents.score import ABSENT, weigh
from musnad.incidents.sketches import Sketch, document_of

DATED_BIAS = 1.4  # added to what two events with days weigh: their days agree, or they would not be compared
UNDATED_BIAS = -2.5  # two events without a day must be very much alike
OF_ONE_DOCUMENT = ABSENT  # what two events of one document weigh: nobody tells one happening as two, but for readers' mistakes
EDGE = -DATED_BIAS  # candidates that weigh more are kept as edges
DATED_DAYS = 7  # a longer interval tells of an event that fits it, but not enough to bring others together
FEW = 256  # events that hang together are all compared when they are no more than these; of more, only candidates
_BY_BEST = 0.7  # how much the one pair that fits best counts against the mean of all, when an undated event looks for its incident

Unit = tuple[str, ...]


class Decisions(msgspec.Struct, frozen=True):
    """What people decided of pairs of events, the lesser key first; a decision of a person stands above every weight."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    def touching(self, keys: Iterable[str]) -> set[str]:
        """All keys that one of these is decided on with."""
        wanted = set(keys)
        apart = {key for pair in self.apart if wanted & set(pair) for key in pair}
        return apart.union(*(together(key, self) for key in wanted))


NONE_DECIDED = Decisions()


@lru_cache(maxsize=8)
def _groups(same: frozenset[Pair]) -> dict[str, Unit]:
    """For each key that something was decided of, all keys that are the same by way of any others, sorted."""
    home: dict[str, str] = {}

    def find(key: str) -> str:
        home.setdefault(key, key)
        while home[key] != key:
            home[key] = home[home[key]]
            key = home[key]
        return key

    for one, other in sorted(same):
        first, second = sorted((find(one), find(other)))
        home[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(home):
        groups[find(key)].append(key)
    return {key: tuple(group) for group in groups.values() for key in group}


def together(key: str, decisions: Decisions) -> Unit:
    """The keys that people decided to be the same happening as this one, itself among them, sorted."""
    return _groups(decisions.same).get(key, (key,))


def units_of(keys: Iterable[str], decisions: Decisions) -> list[Unit]:
    """The keys in groups that people decided to be the same, each sorted; most are alone."""
    inside = set(keys)
    groups = {tuple(other for other in together(key, decisions) if other in inside) for key in inside}
    return sorted(groups)


def arrange(
    sketches: Mapping[str, Sketch],
    edges: Mapping[Pair, float],
    decisions: Decisions = NONE_DECIDED,
    *,
    settled: Iterable[Sequence[Sketch]] = (),
) -> list[tuple[str, ...]]:
    """The incidents of these events, each a sorted tuple of keys, ordered by their first keys.

    ``edges`` are the candidates that weigh more than ``least``, the lesser key first. ``settled`` are incidents of events with days
    outside the neighbourhood, which undated events of it may join; such an incident comes back with those that joined, and only then.
    """
    units = units_of(sketches, decisions)
    dated = [unit for unit in units if any(is_dated(sketches[key]) for key in unit)]
    undated = [unit for unit in units if not any(is_dated(sketches[key]) for key in unit)]
    neighbourhood = _Neighbourhood(sketches, edges, decisions)
    cores = neighbourhood.joined(dated, DATED_BIAS)
    groups = [tuple(sketches[key] for key in core) for core in cores]
    joined, left = neighbourhood.attached(undated, groups, [tuple(group) for group in settled])
    return sorted(joined + neighbourhood.joined(left, UNDATED_BIAS))


def least(one: Sketch, other: Sketch, decisions: Decisions = NONE_DECIDED) -> float:
    """What two events must weigh more than to be kept as candidates for each other: less can neither bring them together, nor make one
    without a day join the other's incident. What people decided of an event may put it with others that have a day, or have none."""
    if len(together(one.key, decisions)) > 1 or len(together(other.key, decisions)) > 1:
        return EDGE
    dated = is_dated(one) + is_dated(other)
    return EDGE if dated == 2 else 0.0 if dated == 1 else -UNDATED_BIAS


def is_dated(sketch: Sketch) -> bool:
    """Whether it is known within a week when an event happened."""
    return sketch.first is not None and sketch.last is not None and sketch.last - sketch.first <= DATED_DAYS


class _Neighbourhood:
    """Some events, the edges between them, and what people decided of them."""

    def __init__(self, sketches: Mapping[str, Sketch], edges: Mapping[Pair, float], decisions: Decisions) -> None:
        self._sketches = sketches
        self._edges = edges
        self._decisions = decisions
        self._others: dict[str, set[str]] = defaultdict(set)
        for one, other in edges:
            self._others[one].add(other)
            self._others[other].add(one)
        self._kept_apart: dict[str, set[str]] = defaultdict(set)
        for one, other in decisions.apart:
            self._kept_apart[one].add(other)
            self._kept_apart[other].add(one)

    def joined(self, units: Sequence[Unit], bias: float) -> list[Unit]:
        """The units clustered, each connected part by itself."""
        found: list[Unit] = []
        for part in self._parts(units, bias):
            keys = sorted(key for unit in part for key in unit)
            inside = set(keys)
            near = combinations(keys, 2) if len(keys) <= FEW else self._candidates(keys, inside)
            weights = {pair: weight for pair in near if (weight := self._in_mean(*pair, bias)) > 0}
            apart = [pair for key in keys for pair in self._apart(key) if inside.issuperset(pair)]
            same = [(unit[0], key) for unit in part for key in unit[1:]]
            found += clusters(keys, weights, others=partial(self._in_mean, bias=bias), same=same, apart=apart)
        return found

    def _parts(self, units: Sequence[Unit], bias: float) -> list[list[Unit]]:
        """The units in parts that edges connect."""
        home = {key: unit for unit in units for key in unit}
        seen: set[Unit] = set()
        parts = []
        for start in units:
            if start in seen:
                continue
            seen.add(start)
            part = [start]
            for unit in part:  # grows while it is gone through
                for key in unit:
                    for other in sorted(self._others.get(key, ())):
                        found = home.get(other)
                        if found is not None and found not in seen and self._edge(key, other) + bias > 0:
                            seen.add(found)
                            part.append(found)
            parts.append(part)
        return parts

    def attached(
        self, units: Sequence[Unit], cores: Sequence[tuple[Sketch, ...]], settled: Sequence[tuple[Sketch, ...]]
    ) -> tuple[list[Unit], list[Unit]]:
        """The cores, and the settled incidents that got more, with the undated units that fit them best; then the units that fit none."""
        groups = [*cores, *settled]
        group_of = {sketch.key: number for number, group in enumerate(groups) for sketch in group}
        joining: dict[int, list[str]] = defaultdict(list)
        left = []
        for unit in units:
            near: dict[int, float] = {}
            for key in unit:
                for other in self._others.get(key, ()):
                    if (number := group_of.get(other)) is not None:
                        near[number] = max(near.get(number, ABSENT), self._edge(key, other))
            best = self._best(unit, groups, near, joining)
            if best is None:
                left.append(unit)
            else:
                joining[best] += unit
        whole = [number for number in range(len(groups)) if number < len(cores) or number in joining]
        return [tuple(sorted((*(sketch.key for sketch in groups[number]), *joining[number]))) for number in whole], left

    def _best(
        self, unit: Unit, groups: Sequence[Sequence[Sketch]], near: Mapping[int, float], joining: Mapping[int, Sequence[str]]
    ) -> int | None:
        """The number of the group that undated events fit best, None when they fit none. ``near`` are the groups that may be it, with the
        best candidate in each: a group fits no better than that, so those behind the best so far are not looked at."""
        found: tuple[float, str, int] | None = None
        for number in sorted(near, key=lambda number: (-near[number], groups[number][0].key)):
            if found is not None and near[number] < found[0]:
                break
            if not self._kept_from(unit, groups[number], joining.get(number, ())):
                fit = (self._fit(unit, groups[number]), groups[number][0].key, number)
                found = fit if found is None else max(found, fit)
        return found[2] if found is not None and found[0] > 0 else None

    def _candidates(self, keys: Iterable[str], inside: Container[str]) -> Iterator[Pair]:
        return ((key, other) for key in keys for other in self._others.get(key, ()) if key < other and other in inside)

    def _apart(self, key: str) -> list[Pair]:
        """The pairs of an event and those that people, or the document that tells of both, say it is not."""
        told = set(self._sketches[key].not_with).difference(together(key, self._decisions))
        return [(min(key, other), max(key, other)) for other in sorted(told | self._kept_apart.get(key, set()))]

    def _in_mean(self, one: str, other: str, bias: float) -> float:
        """What a pair counts when groups are joined. Two events of one document speak against it, but a document that tells one
        happening twice must not keep all the others apart."""
        return OF_ONE_DOCUMENT if document_of(one) == document_of(other) else self._weight(one, other) + bias

    def _kept_from(self, unit: Unit, group: Sequence[Sketch], joined: Sequence[str]) -> bool:
        """Whether one of the unit is known to be another happening than one of a group, or of those that joined it."""
        return any(self._are_two(one, other) for one in unit for other in (*(sketch.key for sketch in group), *joined))

    def _are_two(self, one: str, other: str) -> bool:
        """Whether two events are known to be two: people said so, or one document tells of both and nobody said that they are one."""
        pair = (one, other) if one < other else (other, one)
        of_one_document = document_of(one) == document_of(other) and other not in together(one, self._decisions)
        return of_one_document or pair in self._decisions.apart

    def _fit(self, unit: Unit, group: Sequence[Sketch]) -> float:
        """How well undated events fit an incident."""
        found = [self._known(self._sketches[key], sketch) for key in unit for sketch in group]
        return (1 - _BY_BEST) * sum(found) / len(found) + _BY_BEST * max(found)

    def _edge(self, one: str, other: str) -> float:
        return self._edges[(one, other) if one < other else (other, one)]

    def _weight(self, one: str, other: str) -> float:
        return self._known(self._sketches[one], self._sketches[other])

    def _known(self, one: Sketch, other: Sketch) -> float:
        """What two events weigh, candidates or not."""
        found = self._edges.get((one.key, other.key) if one.key < other.key else (other.key, one.key))
        return found if found is not None else max(weigh(one, other), ABSENT)
