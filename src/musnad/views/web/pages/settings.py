"""What a reader sets for themselves: language, digits, light or dark, and the name that their decisions bear. Kept in cookies."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse

from musnad.views.web.desk import THEMES, allowed, local
from musnad.views.web.languages import CODES

router = APIRouter()
_YEAR = 365 * 24 * 3600


@router.post("/settings", dependencies=[Depends(allowed)])
def settings(
    request: Request,
    language: Annotated[str, Form()] = "en",
    digits: Annotated[str, Form()] = "latn",
    theme: Annotated[str, Form()] = "auto",
    who: Annotated[str, Form(max_length=80)] = "",
    back: Annotated[str, Form()] = "/",
) -> RedirectResponse:
    """The page that the reader came from, as they want it from now on."""
    answer = RedirectResponse(local(back), 303)
    chosen = {
        "language": language if language in CODES else "en",
        "digits": digits if digits in ("latn", "arab") else "latn",
        "theme": theme if theme in THEMES else "auto",
        "who": quote(who.strip()),
    }
    for name, value in chosen.items():
        answer.set_cookie(name, value, max_age=_YEAR, samesite="strict", httponly=True)
    return answer
