"""The commands by which people decide: ``same``, ``apart``, ``accept``, ``reject``, ``correct``, ``undo``, ``judgements``."""

from __future__ import annotations

import getpass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from musnad.views.console import print_json, print_lines, say, width
from musnad.views.opening import archive
from musnad.views.options import DEFAULT_DB, Db, Format

if TYPE_CHECKING:
    from musnad.archive.deciding import Decided
    from musnad.stores import Store

CLEAN = 0
# What the commands share is explained where it stands, once.
Happening = Annotated[
    str, Parameter(help="An incident, an event (DOCUMENT#e1), or a document, which stands for the event that it is about.")
]
Other = Annotated[str, Parameter(help="The other one.")]
Claimed = Annotated[str, Parameter(name="CLAIM", help="The claim, as show names it: DOCUMENT#c1.")]
Value = Annotated[str, Parameter(name="VALUE", required=True)]
Note = Annotated[str, Parameter(help="Why, for those who come later.")]
By = Annotated[str | None, Parameter(help="Who decides; else the name you are logged in with.")]


def same(a: Happening, b: Other, /, *, db: Db = DEFAULT_DB, note: Note = "", by: By = None) -> int:
    """Decide that two incidents are one."""
    with archive(db) as store:
        from musnad.archive import deciding

        return _told(store, deciding.relate(store, "same", a, b, by=_by(by), note=note))


def apart(a: Happening, b: Other, /, *, db: Db = DEFAULT_DB, note: Note = "", by: By = None) -> int:
    """Decide that two events are not one happening, or that an event is not that of an incident."""
    with archive(db) as store:
        from musnad.archive import deciding

        return _told(store, deciding.relate(store, "apart", a, b, by=_by(by), note=note))


def accept(claim: Claimed, /, *, db: Db = DEFAULT_DB, note: Note = "", by: By = None) -> int:
    """Decide that a claim was read rightly."""
    with archive(db) as store:
        from musnad.archive import deciding

        return _told(store, deciding.rule(store, "accept", claim, by=_by(by), note=note))


def reject(claim: Claimed, /, *, db: Db = DEFAULT_DB, note: Note = "", by: By = None) -> int:
    """Decide that a claim was read wrongly; it no longer counts."""
    with archive(db) as store:
        from musnad.archive import deciding

        return _told(store, deciding.rule(store, "reject", claim, by=_by(by), note=note))


def correct(claim: Claimed, /, *value: Value, db: Db = DEFAULT_DB, note: Note = "", by: By = None) -> int:
    """Decide that a claim has another value than was read.

    Parameters
    ----------
    value
        A figure (12, 10-12, none, at least 40, dozens; 12 civilians), a party or actor by its id or name, or a weapon.
    """
    with archive(db) as store:
        from musnad import pipeline
        from musnad.archive import deciding
        from musnad.archive.judging import claim_anchor
        from musnad.views import given

        anchor, found = claim_anchor(store, claim)
        reading = store.reading(anchor.document)
        on: date | None = reading.document.published if reading else None
        meant = given.value_for(found, " ".join(value), pipeline.known(), on)
        return _told(store, deciding.correct(store, claim, meant, by=_by(by), note=note))


def undo(number: int | None = None, /, *, db: Db = DEFAULT_DB, note: Note = "", by: By = None) -> int:
    """Take back a judgement: the last that stands, or the one of this number.

    Parameters
    ----------
    number
        The judgement, as judgements numbers it.
    """
    with archive(db) as store:
        from musnad.archive import deciding

        return _told(store, deciding.undo(store, number, by=_by(by), note=note))


def judgements(*, db: Db = DEFAULT_DB, format: Format = "table") -> int:
    """List everything that was decided, by whom and when, with what was taken back.

    Parameters
    ----------
    format
        table: for people. jsonl: one judgement a line, for machines.
    """
    with archive(db, link=False) as store:
        found = store.judgements()
    if format == "jsonl":
        for number, judgement in found:
            print_json({"number": number, "judgement": judgement})
    else:
        from musnad.views import listing

        print_lines(listing.render_judgements(found, width()))
    return CLEAN


def _by(given: str | None) -> str:
    if given:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no login name, as in some containers
        return "unknown"


def _told(store: Store, decided: Decided) -> int:
    """Say what was decided and what became of the incidents."""
    from musnad.views.listing import judgement_in_words, render_incidents

    say(judgement_in_words(decided.number, decided.judgement))
    gone = [incident for incident in decided.before if incident not in decided.after]
    if gone:
        say(f"no longer there: {', '.join(gone)}")
    rows = [row for incident in decided.after if (row := store.incident(incident)) is not None]
    if rows:
        print_lines(render_incidents(rows, width()))
    return CLEAN
