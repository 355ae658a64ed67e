"""Queueing: which incidents a person should look at first, and why."""

from __future__ import annotations

import math
from typing import Literal

from musnad.archive.accounting import gist
from musnad.model import Struct
from musnad.stores.base import IncidentRow, Store, Which

Reason = Literal["contested", "toll", "unplaced", "undated", "lone", "unsure"]
_WEIGHTS: dict[Reason, float] = {"contested": 3.0, "unplaced": 2.0, "undated": 1.5, "unsure": 1.0, "lone": 1.0}
_LOOKED_AT = 400  # incidents of each kind that are weighed
_HIGH_TOLL = 10
_UNSURE = 0.7  # mean confidence in the claims of an incident below which the reader was not sure of it


class Waiting(Struct, frozen=True):
    """An incident that waits for a person: its row, how much it matters, and why, heaviest first."""

    row: IncidentRow
    weight: float
    reasons: tuple[Reason, ...]


def waiting(store: Store, *, only: Reason | None = None) -> list[Waiting]:
    """The incidents that matter most of those that nobody has decided anything of, heaviest first; with ``only``, those with this reason.

    An incident matters by its toll, when origins disagree on it, when its place or day is not known, when the reader was not sure of its
    claims, and when only one origin carries a high toll.
    """
    found: dict[str, IncidentRow] = {}
    for which in (Which(contested=True), Which(located=False), Which(killed=1)):
        found |= {row.id: row for row in store.incidents(which, order="killed", limit=_LOOKED_AT)}
    weighed = [_weighed(row) for row in found.values() if not gist(row).decided]
    return sorted((one for one in weighed if only is None or only in one.reasons), key=lambda one: (-one.weight, one.row.id))


def _weighed(row: IncidentRow) -> Waiting:
    weights = {reason: _WEIGHTS[reason] for reason in _WEIGHTS if _holds(row, reason)}
    if row.killed:
        weights["toll"] = math.log2(row.killed + 1) / 2
    reasons = sorted(weights, key=lambda reason: (-weights[reason], reason))
    return Waiting(row=row, weight=sum(weights.values()), reasons=tuple(reasons))


def _holds(row: IncidentRow, reason: Reason) -> bool:
    if reason == "contested":
        return row.contested
    if reason == "unplaced":
        return row.lat is None
    if reason == "undated":
        return row.first_day is None
    if reason == "unsure":
        return gist(row).confidence < _UNSURE
    return row.origins == 1 and (row.killed or 0) >= _HIGH_TOLL
