"""What every page works with: the archive, how a page is made in the reader's language, and who the reader is."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote, urlencode

import msgspec
from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import URL, QueryParams
from starlette.responses import HTMLResponse

from musnad import __version__
from musnad.stores.base import Store
from musnad.views import account_words, called, tongue, wording
from musnad.views.lines import isolate, plain, visible
from musnad.views.listing import judgement_in_words
from musnad.views.web import assets, languages, tiles
from musnad.views.web.guard import Token
from musnad.views.web.jobs import Jobs
from musnad.views.web.languages import WebTongue

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Desk:
    """What the pages of one site share. ``name`` is what the archive is called, its file; ``db`` what opens it again.

    ``tiles`` is a PMTiles file that the maps are drawn over.
    """

    store: Store
    db: str
    tiles: Path | None = None
    token: Token = field(default_factory=Token)
    jobs: Jobs = field(default_factory=Jobs)

    @property
    def name(self) -> str:
        """What the archive is called on the pages."""
        return Path(self.db).name


def desk(request: Request) -> Desk:
    """The desk of the site that was asked."""
    return cast(Desk, request.app.state.desk)


async def allowed(request: Request) -> None:
    """Nothing: a dependency of everything that changes something. InputError when the request does not come from a page of ours."""
    await desk(request).token.check(request)


def local(address: str) -> str:
    """An address that a form came from, if it is one of ours; else the first page."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"


def who(request: Request) -> str:
    """The name that the reader gave for what they decide; empty when they gave none."""
    return unquote(request.cookies.get("who", ""))


def place_name(name: str) -> str:
    """What a place is called in the reader's language, where our tables have that."""
    code = spoken().code
    return name if code == "en" else called.place_names(code).get(name, name)


def spoken() -> WebTongue:
    """The language that the reader is spoken to in."""
    now = tongue.tongue()
    return now if isinstance(now, WebTongue) else languages.tongue_of("en", "latn")


def names() -> Mapping[str, str]:
    """What actors, sources and weapons are called in the reader's language."""
    return called.names(spoken().code)


def page(request: Request, template: str, status: int = 200, /, **what: Any) -> HTMLResponse:
    """A page, made from a template and what it shows."""
    now = spoken()
    own = desk(request)
    theme = request.cookies.get("theme", "auto")
    shown = {
        "request": request,
        "here": _here(request.url),
        "tongue": now,
        "languages": languages.OWN_NAMES,
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "token": own.token.value,
        "archive": own.name,
        "towns": f"/api/v1/towns.geojson?language={now.code}",
        "tiles": tiles.ADDRESS if own.tiles else None,
        "who": who(request),
        "notice": _notice(own.store, request.query_params),
        "names": names(),
        "version": __version__,
    }
    return HTMLResponse(_environment().get_template(template).render(shown | what), status)


def _notice(store: Store, query: QueryParams) -> tuple[str, int | None] | None:
    """What was just decided, in words, with its number when it can be taken back."""
    for name, back in (("decided", True), ("undone", False)):
        text = query.get(name, "")
        if text.isdecimal() and len(text) < 9:
            found = dict(store.judgements()).get(int(text))
            return (judgement_in_words(int(text), found), int(text) if back else None) if found else None
    return None


def _here(url: URL) -> str:
    """The address of the page without the machine."""
    return url.path + (f"?{url.query}" if url.query else "")


@functools.cache
def _environment() -> Environment:
    """The templates: everything that is put into them is escaped, and what they ask for must be there."""
    environment = Environment(
        loader=PackageLoader("musnad.views.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(tongue._, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {
        "asset": assets.url,
        "counted": tongue.counted,
        "words": account_words,
        "value_in_words": wording.value_in_words,
        "party": wording.party_in_words,
        "term": wording.term,
        "at": at,
        "incident_address": incident_address,
        "document_address": document_address,
        "source_address": source_address,
        "query_with": query_with,
        "language_name": language_name,
    }
    environment.filters |= {
        "shown": visible,
        "isolate": isolate,
        "plain": plain,
        "number": tongue.number,
        "day": day,
        "moment": moment,
        "place_name": place_name,
    }
    environment.filters |= {
        "ordinal_day": ordinal_day,
        "party_name": wording.party_in_words,
        "term_name": wording.term,
        "json": json_in_page,
    }
    return environment


def _ngettext(one: str, many: str, count: int) -> str:
    return tongue.tongue().translations.ngettext(one, many, count)


def day(text: str | date | None) -> str:
    """A day as the reader writes it, whether given as a date or as the beginning of an ISO moment; words where there is none."""
    if not text:
        return tongue._("day not known")
    if isinstance(text, date):
        return tongue.day(text)
    try:
        return tongue.day(date.fromisoformat(text[:10]))
    except ValueError:
        return visible(text)


def json_in_page(value: object) -> Markup:
    """JSON that may stand inside a page: nothing in it can end the element that it stands in."""
    return Markup(msgspec.json.encode(value, enc_hook=str).decode().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def language_name(code: str) -> str:
    """What a language is called in the reader's language."""
    return spoken().language_name(code)


def ordinal_day(ordinal: int | None) -> str:
    """A day that a row keeps as a number; words where there is none."""
    return day(date.fromordinal(ordinal) if ordinal is not None else None)


def moment(text: str) -> str:
    """A day and, where it is known, the hour and minute (UTC)."""
    clock = text[11:16]
    return day(text) + (f", {spoken().written(clock)}" if clock and clock != "00:00" else "")


# ---------------------------------------------------------------------------------------------------------------------- addresses


def incident_address(incident: str, part: str = "") -> str:
    """The address of an incident's page, or of a part of it."""
    return f"/incidents/{quote(incident, safe='')}" + (f"#{part}" if part else "")


def at(lat: float | None, lon: float | None) -> str:
    """A point as the list and the map both write it, so that one finds the other; empty where none is known."""
    return "" if lat is None or lon is None else f"{lat},{lon}"


def document_address(document: str, claim: str | None = None) -> str:
    """The address of a document's page, or of the words of a claim in it."""
    return f"/documents/{quote(document, safe='')}" + (f"?claim={quote(claim)}#words" if claim else "")


def query_with(query: QueryParams, **other: object) -> str:
    """The query of an address with other values."""
    kept = [(name, value) for name, value in query.multi_items() if name not in other]
    return urlencode([*kept, *other.items()])


def source_address(source: str) -> str:
    """The address of the page on somebody who speaks."""
    return f"/sources/{quote(source, safe='')}"
