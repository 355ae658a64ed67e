"""The commands by which people decide: ``same``, ``apart``, ``accept``, ``reject``, ``correct``, ``place``, ``claim``, ``undo``; and
``judgements``, which lists what was decided."""

from __future__ import annotations

import getpass
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeVar, get_args

from cyclopts import Parameter

from musnad.views.console import print_json, print_lines, say, width
from musnad.views.opening import archive
from musnad.views.options import DEFAULT_DB, Country, Day, Db, Format

if TYPE_CHECKING:
    from musnad.archive.deciding import Decided
    from musnad.model import EventType, Field, Link, Precision, Stance, Words
    from musnad.stores import Store

CLEAN = 0
Word = TypeVar("Word")
# What the commands share is explained where it stands, once.
Happening = Annotated[
    str, Parameter(help="An incident, an event (DOCUMENT#e1), or a document, which stands for the event that it is about.")
]
Other = Annotated[str, Parameter(help="The other one.")]
Claimed = Annotated[str, Parameter(name="CLAIM", help="The claim, as show names it: DOCUMENT#c1.")]
Value = Annotated[str, Parameter(name="VALUE", required=True)]
OptionalValue = Annotated[str, Parameter(name="VALUE")]
Chain = Annotated[
    str | None,
    Parameter(help='Who says it, outermost first: "Sputnik (agency) < a field source (military)"; publisher for nobody but the publisher.'),
]
StanceGiven = Annotated[str | None, Parameter(help="How it is said: assert, deny, or hedge (not certain).")]
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


def correct(
    claim: Claimed,
    /,
    *value: OptionalValue,
    chain: Chain = None,
    stance: StanceGiven = None,
    db: Db = DEFAULT_DB,
    note: Note = "",
    by: By = None,
) -> int:
    """Decide that a claim has another value than was read, is said by others, or is said otherwise.

    Parameters
    ----------
    value
        A figure (12, 10-12, none, at least 40, dozens; 12 civilians), a party or actor by its id or name, or a weapon.
    """
    with archive(db) as store:
        from musnad import pipeline
        from musnad.archive import deciding
        from musnad.archive.judging import claim_anchor
        from musnad.model import Stance
        from musnad.views import given

        anchor, found = claim_anchor(store, claim)
        meant = (
            given.value_for(found.field, " ".join(value), pipeline.known(), _day(store, anchor.document), found.value) if value else None
        )
        links = None if chain is None else _chain(store, anchor.document, chain, found.evidence[0], found.chain)
        said: Stance | None = _word(stance, get_args(Stance), "stance") if stance else None
        correction = deciding.Correction(value=meant, chain=links, stance=said)
        return _told(store, deciding.correct(store, claim, correction, by=_by(by), note=note))


def place(
    what: Annotated[
        str, Parameter(name="WHAT", help="An event (DOCUMENT#e1), a claim, a document, or an incident, of which all are meant.")
    ],
    /,
    *where: Annotated[str, Parameter(name="WHERE", required=True, allow_leading_hyphen=True)],
    country: Country = None,
    precision: str | None = None,
    db: Db = DEFAULT_DB,
    note: Note = "",
    by: By = None,
) -> int:
    """Decide where something happened.

    Parameters
    ----------
    where
        A place by its name or its id in the gazetteer, or degrees north and east: 35.93, 36.63.
    country
        Only places of this country, by its two-letter code.
    precision
        How exactly it is known, where that is other than the place is wide.
    """
    with archive(db) as store:
        from musnad.archive import deciding
        from musnad.model import Precision
        from musnad.views import where as placed

        deciding.placed_by(store, what)  # before the gazetteer is asked
        exactly: Precision | None = _word(precision, get_args(Precision), "precision") if precision else None
        places = placed.written(" ".join(where), country=country, precision=exactly)
        return _told(store, deciding.place(store, what, places, by=_by(by), note=note))


def claim(
    document: Annotated[str, Parameter(name="DOCUMENT", help="The document that says so.")],
    field: Annotated[str, Parameter(name="FIELD", help="What the claim is of: killed, injured, initiator, target, weapon, ...")],
    /,
    *value: Value,
    words: Annotated[str, Parameter(help="The words of the document that say so, exactly as it has them.")],
    event: str | None = None,
    type: str | None = None,  # the name of the option
    day: Day = None,
    chain: Chain = None,
    stance: StanceGiven = None,
    db: Db = DEFAULT_DB,
    note: Note = "",
    by: By = None,
) -> int:
    """Add a claim that was not read, by the words that make it.

    Parameters
    ----------
    value
        A figure (12, 10-12, none, at least 40, dozens; 12 civilians), a party or actor by its id or name, or a weapon.
    event
        The event that it is on: e1, as show names it. Without it, a new one of the type that --type says.
    type
        What happened, for a new event: air_strike, shelling, ...
    day
        When it happened, for a new event.
    """
    with archive(db) as store:
        from musnad import pipeline
        from musnad.archive import deciding
        from musnad.model import EventType, Field, Stance, When
        from musnad.views import adding, given

        of: Field = _word(field, get_args(Field), "field")
        kind: EventType | None = _word(type, get_args(EventType), "type") if type else None
        said: Stance | None = _word(stance, get_args(Stance), "stance") if stance else None

        evidence = adding.evidence(store, document, words)
        new = deciding.NewClaim(
            document=document,
            evidence=(evidence,),
            field=of,
            value=given.value_for(of, " ".join(value), pipeline.known(), _day(store, document)),
            stance=said or "assert",
            chain=() if chain is None else _chain(store, document, chain, evidence, ()),
            event=event.rpartition("#")[2] if event else None,
            type=kind,
            date=When(start=date.fromisoformat(day)) if day else None,
        )
        return _told(store, deciding.add(store, new, by=_by(by), note=note))


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
        from musnad.views import called, listing

        print_lines(listing.render_judgements(found, width(), called.names()))
    return CLEAN


def _word(given: str, words: tuple[Word, ...], what: str) -> Word:
    """The one of our words that was given. InputError when it is none of them."""
    from musnad.errors import InputError

    plain = given.casefold().replace(" ", "_").replace("-", "_")
    found = next((word for word in words if word == plain), None)
    if found is None:
        raise InputError(f"there is no {what} {given!r}; there are {', '.join(map(str, words))}")
    return found


def _day(store: Store, document: str) -> date | None:
    """The day that a document was published, by which it is told who was who."""
    reading = store.reading(document)
    return reading.document.published if reading else None


def _chain(store: Store, document: str, words: str, evidence: Words, before: tuple[Link, ...]) -> tuple[Link, ...]:
    """The chain that is written so, of a claim of a document by its words."""
    from musnad import pipeline
    from musnad.views import chains

    receipt = store.receipt(document)
    saying = chains.Saying(text=receipt.document.text if receipt else "", evidence=evidence, chain=before)
    return chains.chain(chains.written(words), saying, pipeline.known())


def _by(given: str | None) -> str:
    if given:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no login name, as in some containers
        return "unknown"


def _told(store: Store, decided: Decided) -> int:
    """Say what was decided and what became of the incidents."""
    from musnad.views.called import names
    from musnad.views.listing import judgement_in_words, render_incidents

    say(judgement_in_words(decided.number, decided.judgement, names()))
    gone = [incident for incident in decided.before if incident not in decided.after]
    if gone:
        say(f"no longer there: {', '.join(gone)}")
    rows = [row for incident in decided.after if (row := store.incident(incident)) is not None]
    if rows:
        print_lines(render_incidents(rows, width()))
    return CLEAN
