"""Taking in: pasted text, addresses and dropped files become documents of the archive, with a dry run and with progress."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from musnad.archive import accounting, finding, taking
from musnad.archive.taking import Seen
from musnad.errors import InputError
from musnad.model import Defaults
from musnad.sources import Options
from musnad.stores.base import Store
from musnad.views import account_words
from musnad.views.listing import HOW
from musnad.views.tongue import _
from musnad.views.web.desk import allowed, desk, page, place_name
from musnad.views.web.jobs import Job

router = APIRouter()
_SHOWN = 20  # documents that a dry run shows
_PASTED = "pasted.jsonl"


@router.get("/add", response_class=HTMLResponse)
def form(request: Request) -> HTMLResponse:
    """The page with the form."""
    return _form(request)


@router.post("/add", response_class=HTMLResponse, dependencies=[Depends(allowed)])
def add(
    request: Request,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form(max_length=1000)] = "",
    addresses: Annotated[str, Form()] = "",
    publisher: Annotated[str, Form(max_length=500)] = "",
    published_at: Annotated[str, Form(max_length=40)] = "",
    dry_run: Annotated[bool, Form()] = False,
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """What would be taken in, or the page that shows how far it is."""
    given = [file for file in files or [] if file.filename]
    whats = [line.strip() for line in addresses.splitlines() if line.strip()]
    if wrong := _wrong(text, whats, given):
        return _form(request, 422, wrong=wrong, text=text, title=title, addresses=addresses, publisher=publisher, published_at=published_at)
    folder = Path(tempfile.mkdtemp(prefix="musnad-add-"))
    try:
        whats += [str(path) for path in _kept(folder, text, title, given)]
        options = Options(defaults=Defaults(publisher=publisher or None, published_at=published_at))
        if dry_run:
            seen = list(islice(taking.preview(whats, options=options), _SHOWN))
            shutil.rmtree(folder, ignore_errors=True)
            filled: dict[str, object] = {
                "text": text,
                "title": title,
                "addresses": addresses,
                "publisher": publisher,
                "published_at": published_at,
            }
            return _form(request, 200, seen=_named(seen, folder), **filled)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    own = desk(request)
    job = own.jobs.start(own.store, whats, options, folder)
    return RedirectResponse(f"/add/{job.id}", 303)


@router.get("/add/{job_id}", response_class=HTMLResponse)
def progress(request: Request, job_id: str) -> HTMLResponse:
    """How far it is and, when it is done, what came of it."""
    own = desk(request)
    job = own.jobs.find(job_id)
    if job is None:
        raise InputError(_("This was taken in before the site was started anew; the documents list has what came of it."))
    documents = own.store.cards_of(job.added.documents[:_SHOWN]) if job.added else []
    return page(request, "adding.html", job=job, documents=documents, incidents=_incidents(own.store, job))


def _wrong(text: str, whats: Sequence[str], files: Sequence[UploadFile]) -> str:
    if not text.strip() and not whats and not files:
        return _("Paste a text, write an address, or choose files.")
    local = next((what for what in whats if not what.startswith(("http://", "https://"))), None)
    return _("{what} is no address; it must begin with http:// or https://.").format(what=local) if local else ""


def _form(request: Request, status: int = 200, **what: object) -> HTMLResponse:
    empty: dict[str, object] = {"wrong": "", "text": "", "title": "", "addresses": "", "publisher": "", "published_at": "", "seen": None}
    return page(request, "add.html", status, **empty | what | {"how": {name: _(words) for name, words in HOW.items()}})


def _kept(folder: Path, text: str, title: str, files: Sequence[UploadFile]) -> list[Path]:
    """What was pasted and dropped, as files in the folder under the names that they came with."""
    paths = []
    if text.strip():
        record = {"text": text} | ({"title": title} if title else {})
        paths.append(folder / _PASTED)
        paths[-1].write_bytes(msgspec.json.encode(record))
    for number, file in enumerate(files):
        own = folder / str(number)
        own.mkdir()
        path = own / (PurePosixPath((file.filename or "").replace("\\", "/")).name or "file")
        with path.open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
        paths.append(path)
    return paths


def _named(seen: Sequence[Seen], folder: Path) -> list[Seen]:
    """The same, problems named by the files as they were given."""
    return [
        msgspec.structs.replace(one, problem=msgspec.structs.replace(one.problem, where=one.problem.where.removeprefix(f"{folder}/")))
        if one.problem
        else one
        for one in seen
    ]


def _incidents(store: Store, job: Job) -> list[tuple[str, str]]:
    """The incidents that the documents are part of, each once, with what it is called."""
    if job.added is None:
        return []
    keys = [key for document in job.added.documents[:_SHOWN] for key in store.events_of(document)]
    rows = [finding.row_of(store, incident) for incident in dict.fromkeys(store.incident_of(keys).values())]
    return [
        (account.id, account_words.title(account, place_name))
        for account in accounting.accounts(store, [(row.id, row.keys) for row in rows])
    ]
