"""Lists and counts of incidents for programs: the same filters as the pages have."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from musnad.archive import accounting, contract
from musnad.views.api.answers import PREFIX, answer
from musnad.views.api.asking import Offset, Wanted, turned
from musnad.views.web.desk import desk

router = APIRouter(prefix=PREFIX, tags=["incidents"])
MOST = 200  # incidents of one answer


@router.get("/incidents", summary="A page of incidents with what their claims add up to")
def incidents(request: Request, wanted: Wanted, limit: Annotated[int, Query(ge=1, le=MOST)] = 50, offset: Offset = 0) -> Response:
    """The incidents asked for, in the form of ``musnad incidents --format jsonl``, with the addresses of the pages before and after."""
    store = desk(request).store
    with store.snapshot():
        rows = list(store.incidents(wanted.which, order=wanted.order, limit=limit, offset=offset))
        total = store.count_incidents(wanted.which)
        lines = [contract.line(account) for account in accounting.accounts(store, [(row.id, row.keys) for row in rows])]
    found: dict[str, Any] = {"total": total, "limit": limit, "offset": offset, "incidents": lines}
    return answer(request, msgspec.json.encode(found | turned(request.url.path, wanted, limit=limit, offset=offset, total=total)))


@router.get("/incidents/days", summary="How many incidents began in each day, month or year")
def days(request: Request, wanted: Wanted) -> Response:
    """The counts for a timeline, by the span that gives no more bars than can be told apart."""
    store = desk(request).store
    found = store.timeline(wanted.which, by="day")
    by = "day"
    if found and found[-1][0] - found[0][0] > 400:
        by = "month" if found[-1][0] - found[0][0] < 12_000 else "year"
        found = store.timeline(wanted.which, by="month" if by == "month" else "year")
    spans = [{"day": date.fromordinal(day).isoformat(), "incidents": count} for day, count in found]
    return answer(request, msgspec.json.encode({"by": by, "days": spans}))
