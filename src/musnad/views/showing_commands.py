"""The commands that show what an archive has: ``incidents`` and ``show``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from musnad.views.console import complain, print_json, print_lines, width
from musnad.views.opening import archive
from musnad.views.options import DEFAULT_DB, Day, Db, Format, Limit, Order

if TYPE_CHECKING:
    from musnad.archive.showing import Shown, ShownDocument
    from musnad.stores.base import Which

CLEAN = 0


def incidents(
    *,
    db: Db = DEFAULT_DB,
    since: Day = None,
    until: Day = None,
    place: str | None = None,
    party: str | None = None,
    type: str | None = None,  # the name of the option
    contested: bool | None = None,
    order: Order = "date",
    limit: Limit = None,
    format: Format = "table",
) -> int:
    """List the incidents, each brought together from all reports of it.

    Parameters
    ----------
    since
        Only those on this day or later.
    until
        Only those on this day or earlier.
    place
        Only those whose place or region has these letters in its name.
    party
        Only those that somebody blames on this party: its label, or any name of it.
    type
        Only those of this type, as in air_strike.
    contested
        Only those on which origins disagree, or with --no-contested those on which none do.
    order
        date: earliest first. latest: latest first. origins, killed: most first.
    limit
        How many to list.
    format
        table: for people. jsonl: one incident a line with what its claims add up to, for machines.
    """
    which = _which(since, until, place, party, type, contested)
    with archive(db) as store:
        rows = store.incidents(which, order=order, limit=limit)
        if format == "jsonl":
            from musnad.archive import accounting, contract

            for account in accounting.accounts(store, ((row.id, row.keys) for row in rows)):
                print_json(contract.line(account))
            return CLEAN
        from musnad.views import listing

        found = list(rows)
        if found:
            print_lines(listing.render_incidents(found, width()))
        left = store.count_incidents(which) - len(found)
    if left:
        complain(f"{left} more; --limit shows more of them")
    if not found:
        complain("no incident is like that" if which != _which(None, None, None, None, None, None) else "there are no incidents yet")
    return CLEAN


def show(id: str, /, *, db: Db = DEFAULT_DB, why: bool = False, format: Literal["table", "json"] = "table") -> int:
    """Show an incident: what is claimed of it, by how many independent origins, who quotes whom, in which words; or one document.

    Parameters
    ----------
    id
        An incident, a document, an event (DOCUMENT#e1) or a claim (DOCUMENT#c1), or the beginning of the id of one.
    why
        Show, too, why its documents are taken to speak of one happening.
    format
        table: a page for people. json: one object, for machines.
    """
    with archive(db) as store:
        from musnad.archive import finding, showing

        named = finding.find(store, id)
        if named.kind == "incident":
            _show_incident(showing.incident(store, named.id, why=why), format)
        else:
            _show_document(showing.document(store, named.id), format)
    return CLEAN


def _show_incident(shown: Shown, format: str) -> None:
    from musnad.archive import contract
    from musnad.views import account, called

    if format == "json":
        import msgspec

        rest = msgspec.to_builtins(shown)
        print_json({**rest.pop("account"), **contract.line(shown.account), "ties": rest.pop("bonds"), **rest, **_ids(shown)})
    else:
        print_lines(account.render(shown, width(), called.names()))


def _ids(shown: Shown) -> dict[str, object]:
    """The documents by their ids alone, as lists of incidents have them."""
    return {"documents": list(shown.account.documents)}


def _show_document(shown: ShownDocument, format: str) -> None:
    from musnad.views import called, document

    if format == "json":
        print_json(shown)
    else:
        print_lines(document.render(shown, width(), called.names()))


def _which(since: str | None, until: str | None, place: str | None, party: str | None, type: str | None, contested: bool | None) -> Which:
    """What the filters ask for. InputError for a type or party that there is not, or days in the wrong order."""
    from musnad.errors import InputError
    from musnad.model import EventType
    from musnad.stores.base import Which

    kind = type.casefold().replace(" ", "_").replace("-", "_") if type else None
    if kind is not None and kind not in get_args(EventType):
        raise InputError(f"there is no type {type!r}; the types are {', '.join(get_args(EventType))}")
    if since and until and until < since:
        raise InputError(f"--until {until} is before --since {since}")
    return Which(
        since=date.fromisoformat(since).toordinal() if since else None,
        until=date.fromisoformat(until).toordinal() if until else None,
        types=(kind,) if kind else (),
        parties=(_label(party),) if party else (),
        place=place,
        contested=contested,
    )


def _label(words: str) -> str:
    from musnad import pipeline
    from musnad.views import given

    return given.party_label(words, pipeline.known())
