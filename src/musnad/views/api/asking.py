"""What programs ask for in an address: the filters of the pages' lists, and which part of what is found."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request

from musnad.model import EventType
from musnad.views.web.asking import Asked, asked

_DEGREES = r"-?[0-9]+(\.[0-9]+)?"
_BOX = f"^{','.join(4 * [_DEGREES])}$"
Offset = Annotated[int, Query(ge=0, lt=10**8)]


def wanted(
    request: Request,
    q: Annotated[str | None, Query(description="words in one of the documents")] = None,
    since: Annotated[date | None, Query(description="first day")] = None,
    until: Annotated[date | None, Query(description="last day")] = None,
    place: Annotated[str | None, Query(description="letters in the name of the place or its region")] = None,
    party: Annotated[list[str] | None, Query(description="a party that somebody blames; several: one of them")] = None,
    type: Annotated[list[EventType] | None, Query(description="a type of event; several: one of them")] = None,
    contested: Annotated[str | None, Query(pattern="^(yes|no)?$", description="whether origins disagree")] = None,
    located: Annotated[str | None, Query(pattern="^(yes|no)?$", description="whether the place is known")] = None,
    origins: Annotated[int | None, Query(ge=0, lt=10**8, description="at least so many independent origins")] = None,
    killed: Annotated[int | None, Query(ge=0, lt=10**8, description="at least so many killed by some claim")] = None,
    language: Annotated[list[str] | None, Query(description="the language of one of the documents")] = None,
    box: Annotated[str | None, Query(pattern=_BOX, description="west,south,east,north in degrees")] = None,
    order: Annotated[str | None, Query(pattern="^(date|latest|origins|killed)?$")] = None,
) -> Asked:
    """What the query asks for. 422 when a part of it cannot be understood."""
    found = asked(request.query_params)
    if found.wrong:
        raise HTTPException(422, [{"type": "value_error", "loc": ["query", name], "msg": message} for name, message in found.wrong.items()])
    return found


Wanted = Annotated[Asked, Depends(wanted)]


def turned(path: str, wanted: Asked, *, limit: int, offset: int, total: int) -> dict[str, str]:
    """The addresses of the pages before and after, as far as there are such: ``next``, ``previous``."""
    others = {"next": offset + limit, "previous": offset - limit}
    return {name: f"{path}?{wanted.query('offset', offset=max(other, 0))}" for name, other in others.items() if -limit < other < total}
