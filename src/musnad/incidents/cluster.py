"""Clusters: which events are one incident, from the weights of pairs and from what people decided.

Events are joined two groups at a time, always the two that belong together most, as long as the mean weight between them is above
zero. What people decided comes first: events that are the same are one group from the start, and two groups that hold events known to be
apart are never joined. The result depends on the events and weights alone, not on their order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping

Pair = tuple[str, str]
Weigh = Callable[[str, str], float]


def clusters(
    keys: Iterable[str], weights: Mapping[Pair, float], *, others: Weigh, same: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> list[tuple[str, ...]]:
    """The groups of ``keys``, each sorted, ordered by their first keys.

    ``weights`` are of all pairs that weigh more than zero, the lesser key first; ``others`` says what any other pair weighs, and is asked
    only where groups that hold such a pair are joined. ``same`` and ``apart`` are decisions; where they contradict each other, what is
    the same stays together.
    """
    joining = _Joining(sorted(keys), weights, others, apart)
    for one, other in sorted(same):
        joining.unite(one, other)
    joining.run()
    return sorted(tuple(sorted(group)) for group in joining.groups.values())


class _Joining:
    """The groups while they are joined: for each two that touch, the sum of what all their pairs weigh. Two that hold no pair above
    zero do not touch: their mean cannot be above zero."""

    def __init__(self, keys: list[str], weights: Mapping[Pair, float], others: Weigh, apart: Iterable[Pair]) -> None:
        self._weights = weights
        self._others = others
        self.groups: dict[str, list[str]] = {key: [key] for key in keys}
        self._home = {key: key for key in keys}
        self._sums: dict[str, dict[str, float]] = {key: {} for key in keys}
        self._apart: dict[str, set[str]] = {key: set() for key in keys}
        self._version = dict.fromkeys(keys, 0)
        self._waiting: list[tuple[float, str, str, int, int]] = []
        for (one, other), weight in weights.items():
            if weight > 0 and one in self._home and other in self._home:
                self._sums[one][other] = self._sums[other][one] = weight
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
            if (only_after and first != one) or not self._apart[first].isdisjoint(self.groups[second]):
                continue
            mean = self._sums[first][second] / (len(self.groups[first]) * len(self.groups[second]))
            if mean > 0:
                heapq.heappush(self._waiting, (-mean, first, second, self._version[first], self._version[second]))

    def _join(self, one: str, other: str) -> None:
        """``other``'s group becomes part of ``one``'s."""
        ours, theirs = self._sums[one], self._sums.pop(other)
        for third in sorted((ours.keys() | theirs.keys()) - {one, other}):
            total = sum(sums[third] if third in sums else self._between(name, third) for name, sums in ((one, ours), (other, theirs)))
            ours[third] = self._sums[third][one] = total
            self._sums[third].pop(other, None)
        ours.pop(other, None)
        for key in self.groups[other]:
            self._home[key] = one
        self.groups[one] += self.groups.pop(other)
        self._apart[one] |= self._apart.pop(other)
        self._version[one] += 1

    def _between(self, one: str, other: str) -> float:
        """What all pairs between two groups weigh together."""
        return sum(self._weight(min(a, b), max(a, b)) for a in self.groups[one] for b in self.groups[other])

    def _weight(self, one: str, other: str) -> float:
        known = self._weights.get((one, other))
        return self._others(one, other) if known is None else known
