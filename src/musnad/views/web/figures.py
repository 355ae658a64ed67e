"""Figures and other values as the fields of a form give them, so that nobody has to know words for them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, get_args

from fastapi import Form

from musnad import pipeline
from musnad.errors import InputError
from musnad.model import CASUALTY_FIELDS, Field, Party, Qualifier, Toll, Weapon, Who
from musnad.views import given
from musnad.views.tongue import _
from musnad.views.wording import VAGUE

Text = Annotated[str, Form(max_length=300)]


def value_from(
    field: Field, on: date | None, before: Toll | Party | Weapon | None, *, value: str, low: str, high: str, said: str, who: str
) -> Toll | Party | Weapon | None:
    """The value that a form gives; None when its fields are empty. ``value`` is in words, ``low`` to ``who`` are of a figure.

    *errors*: InputError when there is no such value.
    """
    if value.strip():
        return given.value_for(field, value.strip(), pipeline.known(), on, before)
    if field not in CASUALTY_FIELDS or not (low.strip() or high.strip() or said in VAGUE):
        return None
    toll = before if isinstance(before, Toll) else Toll(min=None, max=None)
    qualifier: Qualifier | None = next((one for one in get_args(Qualifier) if one == said), None)
    people: Who = next((one for one in get_args(Who) if one == who), toll.who)
    return given.figure_between(_number(low), _number(high), qualifier, people, toll)


def _number(text: str) -> int | None:
    """A number in the digits of any script; None when there is none."""
    plain = text.strip()
    if not plain:
        return None
    if not plain.isdecimal() or len(plain) > 9:
        raise InputError(_("This is no number."))
    return int(plain)
