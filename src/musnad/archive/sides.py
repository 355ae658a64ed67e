"""Sides: what accounting asks of the knowledge about who speaks, for sources and for actors that speak themselves."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from musnad.knowledge.facts import Knowledge
from musnad.model import SourceKind

_ONE_SIDE = ("part_of", "backed_by", "branch_of")


class _Bond(NamedTuple):
    """What one party is of another, from its first day to its last."""

    party: str
    relation: str
    of: str
    first: date
    last: date

    def holds(self, on: date | None) -> bool:
        """Whether it is so on a day; None asks for any."""
        return on is None or self.first <= on <= self.last


class Sides:
    """Who speaks for whom, by knowledge; ids that it does not have speak for nobody."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def side_of(self, source_id: str, on: date | None) -> str | None:
        """The party that a source, or an actor that speaks itself, speaks for on a day."""
        if source_id in self._knowledge.sources:
            return self._knowledge.side_of(source_id, on)
        return self._knowledge.party_of(source_id, on) if source_id in self._knowledge.actors else None

    def house_of(self, source_id: str) -> str:
        """The source at the head of the house that a source belongs to: itself when it has no parent."""
        seen = {source_id}
        while (source := self._knowledge.sources.get(source_id)) is not None and source.parent and source.parent not in seen:
            source_id = source.parent
            seen.add(source_id)
        return source_id

    def name_of(self, source_id: str) -> str:
        """What it is called in English."""
        if source_id in self._knowledge.sources:
            return self._knowledge.sources[source_id].name_en
        return self._knowledge.actors[source_id][-1].name_en if source_id in self._knowledge.actors else source_id

    def kind_of(self, source_id: str) -> SourceKind | None:
        """What sort of source it is, None for one that knowledge does not have."""
        source = self._knowledge.sources.get(source_id)
        return source.kind if source is not None else None

    def allies(self, party: str, on: date | None) -> Iterable[str]:
        """The parties that are part of, backed by or a branch of this one on a day, or this of them."""
        return sorted({bond.of if bond.party == party else bond.party for bond in self._bonds[party] if bond.holds(on)})

    def backers(self, party: str, on: date | None) -> Iterable[str]:
        """The parties that back this one on a day and are backed by nobody: the powers behind it."""
        backing = {bond.of for bond in self._backed(party, on)}
        return sorted(power for power in backing if not self._backed(power, on))

    def _backed(self, party: str, on: date | None) -> list[_Bond]:
        return [bond for bond in self._bonds[party] if bond.relation == "backed_by" and bond.party == party and bond.holds(on)]

    @functools.cached_property
    def _bonds(self) -> dict[str, list[_Bond]]:
        found: dict[str, list[_Bond]] = defaultdict(list)
        for known in self._knowledge.affiliations:
            if known.relation in _ONE_SIDE:
                party, of = self._knowledge.party_of(known.actor, known.start), self._knowledge.party_of(known.of, known.start)
                if party != of:
                    bond = _Bond(party, known.relation, of, known.start or date.min, known.stop or date.max)
                    found[party].append(bond)
                    found[of].append(bond)
        return found
