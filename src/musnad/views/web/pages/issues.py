"""What people should settle: places and names that could not be told, and everything else that reading left open."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from musnad.views.web.asking import PAGE, paged
from musnad.views.web.desk import desk, page

router = APIRouter()


@router.get("/issues", response_class=HTMLResponse)
def issues(request: Request, stage: str = "") -> HTMLResponse:
    """What issues are about, that of most documents first."""
    store = desk(request).store
    number = paged(request.query_params)
    troubles = store.troubles(stage or None, limit=PAGE + 1, offset=(number - 1) * PAGE)
    return page(
        request,
        "issues.html",
        stage=stage,
        tally=store.trouble_tally(),
        troubles=troubles[:PAGE],
        more=len(troubles) > PAGE,
        number=number,
    )
