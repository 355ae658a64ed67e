"""Clusters: which events are one incident, from the weights of pairs and from what people decided.

Events are joined two groups at a time, always the two that belong together most, as long as the mean weight between them is above
zero. What people decided comes first: events that are the same are one group from the start, and two groups that hold events known to be
apart are never joined. The result depends on the events and weights alone, not on their order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

Pair = tuple[str, str]


def clusters(
    keys: Iterable[str], weights: Mapping[Pair, float], *, absent: float, same: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> list[tuple[str, ...]]:
    """The groups of ``keys``, each sorted, ordered by their first keys.

    ``weights`` are by pair, the lesser key first; a pair without one weighs ``absent``. ``same`` and ``apart`` are decisions; where they
    contradict each other, what is the same stays together.
    """
    joining = _Joining(sorted(keys), weights, absent, apart)
    for one, other in sorted(same):
        joining.unite(one, other)
    joining.run()
    return sorted(tuple(sorted(group)) for group in joining.groups.values())


class _Joining:
    """The groups while they are joined: for each two that touch, the sum of weights and how many pairs have one."""

    def __init__(self, keys: list[str], weights: Mapping[Pair, float], absent: float, apart: Iterable[Pair]) -> None:
        self.absent = absent
        self.groups: dict[str, list[str]] = {key: [key] for key in keys}
        self._home = {key: key for key in keys}
        self._sums: dict[str, dict[str, tuple[float, int]]] = {key: {} for key in keys}
        self._apart: dict[str, set[str]] = {key: set() for key in keys}
        self._version = dict.fromkeys(keys, 0)
        self._waiting: list[tuple[float, str, str, int, int]] = []
        for (one, other), weight in weights.items():
            if one in self._home and other in self._home:
                self._sums[one][other] = self._sums[other][one] = (weight, 1)
        for one, other in apart:
            if one in self._home and other in self._home:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def unite(self, one: str, other: str) -> None:
        """Join two keys' groups whatever they weigh."""
        if one in self._home and other in self._home and self._home[one] != self._home[other]:
            self._join(*sorted((self._home[one], self._home[other])))

    def run(self) -> None:
        """Join the groups that belong together most until none do."""
        self._waiting.clear()
        for one in sorted(self.groups):
            self._propose(one, only_after=True)
        while self._waiting:
            _, one, other, version, of_other = heapq.heappop(self._waiting)
            current = one in self.groups and other in self.groups
            if current and (version, of_other) == (self._version[one], self._version[other]):
                self._join(one, other)
                self._propose(one)

    def _propose(self, one: str, *, only_after: bool = False) -> None:
        for other in self._sums[one]:
            first, second = min(one, other), max(one, other)
            if (only_after and first != one) or self._apart[first] & self._members(second):
                continue
            mean = self._mean(first, second)
            if mean > 0:
                heapq.heappush(self._waiting, (-mean, first, second, self._version[first], self._version[second]))

    def _members(self, name: str) -> set[str]:
        return set(self.groups[name])

    def _mean(self, one: str, other: str) -> float:
        total, counted = self._sums[one][other]
        pairs = len(self.groups[one]) * len(self.groups[other])
        return (total + self.absent * (pairs - counted)) / pairs

    def _join(self, one: str, other: str) -> None:
        """``other``'s group becomes part of ``one``'s."""
        for third, (total, counted) in self._sums.pop(other).items():
            del self._sums[third][other]
            if third != one:
                before, times = self._sums[one].get(third, (0.0, 0))
                self._sums[one][third] = self._sums[third][one] = (before + total, times + counted)
        for key in self.groups[other]:
            self._home[key] = one
        self.groups[one] += self.groups.pop(other)
        self._apart[one] |= self._apart.pop(other)
        self._version[one] += 1
