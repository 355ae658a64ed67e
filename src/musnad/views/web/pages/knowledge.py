"""Who is who and where is what: asking the tables by name, and laying one's own tables over them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from musnad import knowledge, pipeline
from musnad.errors import InputError, KnowledgeError
from musnad.knowledge import asking as knowing
from musnad.knowledge import indexing, overlaid, overlays
from musnad.knowledge.asking import Answer
from musnad.knowledge.gazetteer import Gazetteer, Hit, Name
from musnad.knowledge.overlays import Imported
from musnad.knowledge.placefiles import Given
from musnad.views import called
from musnad.views.tongue import _
from musnad.views.web.desk import allowed, page

router = APIRouter()
_MOST = 12


@dataclass(frozen=True)
class Found:
    """What is known under a name: who and what, and where."""

    answers: Sequence[Answer]
    places: Sequence[tuple[Hit, Sequence[Name]]]


@router.get("/knowledge", response_class=HTMLResponse)
def look_up(request: Request, q: str = "", on: str = "") -> HTMLResponse:
    """Who or what is called so, as of a day or on every day; and the tables that were laid over ours."""
    wrong = ""
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        day, wrong = None, _("This is no day; write it as 2020-10-26.")
    return _page(request, q=q, on=on, wrong=wrong, found=_found(q.strip(), day) if q.strip() else None)


@router.post("/knowledge/import", response_class=HTMLResponse, dependencies=[Depends(allowed)])
def lay_over(
    request: Request,
    file: Annotated[UploadFile, File()],
    name: Annotated[str, Form(max_length=80)] = "",
    dry_run: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """What an import came to, or what is wrong with the file; it is taken whole or not at all."""
    try:
        done = _import(file, name.strip(), dry_run=dry_run)
    except (InputError, KnowledgeError) as found:
        return _page(request, status=422, wrong=str(found))
    if not dry_run:
        _forget()
    return _page(request, done=done, dry_run=dry_run)


@router.post("/knowledge/remove", dependencies=[Depends(allowed)])
def take_out(name: Annotated[str, Form()]) -> Response:
    """The page again, without the import."""
    overlays.remove(knowledge.home(), name)
    _forget()
    return RedirectResponse("/knowledge", 303)


def _page(request: Request, *, status: int = 200, **what: object) -> HTMLResponse:
    nothing: dict[str, object] = {"q": "", "on": "", "wrong": "", "found": None, "done": None, "dry_run": False}
    return page(request, "knowledge.html", status, **nothing | what | {"overlays": overlays.overlays(knowledge.home())})


def _found(name: str, on: date | None) -> Found:
    home = knowledge.home()
    indexing.ensure(home, lambda _message: None)
    with Gazetteer.open(home) as gazetteer:
        places = [(hit, gazetteer.names(hit.place)) for hit in gazetteer.find(name, limit=_MOST)]
    return Found(answers=knowing.find(pipeline.known(), name, on=on, limit=_MOST), places=places)


def _import(file: UploadFile, name: str, *, dry_run: bool) -> Imported:
    """The file laid over the tables: lists of places by their columns, else lines of knowledge tables."""
    home = knowledge.home()
    with tempfile.TemporaryDirectory(prefix="musnad-import-") as folder:
        path = Path(folder) / (PurePosixPath(file.filename or "").name or "import.csv")
        path.write_bytes(file.file.read())
        label = name or overlays.name_for(path)
        if path.suffix.casefold() == ".tsv":
            lines = overlaid.lines_of(path)
            kept = [line for line in overlays.lines(home) if line.overlay != label]
            overlaid.with_lines([*kept, *lines], home)
            return Imported(overlays.import_lines(home, label, [path], lines, dry_run=dry_run, replace=True))
        indexing.ensure(home, lambda _message: None)
        return overlays.import_places(home, path, Given(label), dry_run=dry_run, replace=True)


def _forget() -> None:
    """Nothing; what was made of the tables before is made anew when it is next asked for."""
    called.names.cache_clear()
