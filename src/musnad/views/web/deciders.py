"""What every form shares with which somebody decides: note and name, and the page that is shown again, told what was decided."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Request
from fastapi.responses import RedirectResponse

from musnad.archive import finding
from musnad.archive.deciding import Decided
from musnad.stores.base import Store
from musnad.views.tongue import _
from musnad.views.web.desk import incident_address, local, who

Note = Annotated[str, Form(max_length=2000)]
Back = Annotated[str, Form(max_length=2000)]
Decider = Annotated[str, Form(max_length=80)]


def decider(request: Request, by: str) -> str:
    """The name that a decision bears: as given with it, else as set for all."""
    return by.strip() or who(request) or _("somebody")


def back_to(store: Store, decided: Decided, back: str, *, undone: bool = False) -> RedirectResponse:
    """The page again, told what was decided; an incident that is no more leads to the one that has its events."""
    path, _question, query = local(back).partition("?")
    if path.startswith("/incidents/"):
        named = path.removeprefix("/incidents/")
        now = finding.incident_called(store, named) or next(iter(decided.after), None)
        path = incident_address(now) if now else "/incidents"
    kept = [part for part in query.split("&") if part and not part.startswith(("decided=", "undone="))]
    told = urlencode({"undone": decided.number} if undone else {"decided": decided.number})
    return RedirectResponse(f"{path}?{'&'.join([*kept, told])}", 303)
