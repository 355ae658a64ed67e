"""Findings: single values found in single places, before it is decided which event they belong to and who says them."""

from __future__ import annotations

import msgspec

from musnad.model import Field, Party, Stance, Toll, Weapon


class Finding(msgspec.Struct, frozen=True):
    """One value for one field. ``token`` is where it stands; ``start, stop`` its words in code points of the folded text."""

    field: Field
    value: Toll | Party | Weapon
    token: int
    start: int
    stop: int
    rule: str
    stance: Stance = "assert"
