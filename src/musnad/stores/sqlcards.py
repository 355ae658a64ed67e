"""What pages list, in SQL: a card for each document, what issues are about, which judgements are on which documents, how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, delete, func, insert, select

from musnad.model import Judgement, Reading, Receipt
from musnad.stores.lists import Card, Counts, DocumentTrait, Sought, Trouble
from musnad.stores.packing import in_chunks
from musnad.stores.schema import CARD, DOCUMENT, INCIDENT, ISSUE, JUDGED, JUDGEMENT, LOG
from musnad.stores.sqllinks import put_all
from musnad.stores.summing import card_of, issues_about

_AMONG: BindParameter[Any] = bindparam("among", expanding=True)
_COLUMNS = [CARD.c[name] for name in Card.__struct_fields__ if name != "id"]
_CARDS = select(DOCUMENT.c.id, *_COLUMNS).join_from(CARD, DOCUMENT, CARD.c.document == DOCUMENT.c.n)
_BY_NUMBER = _CARDS.where(CARD.c.document.in_(_AMONG))
_BY_ID = _CARDS.where(DOCUMENT.c.id.in_(_AMONG))
_DROP_CARD = delete(CARD).where(CARD.c.document == bindparam("of"))
_DROP_ISSUES = delete(ISSUE).where(ISSUE.c.document == bindparam("of"))
_PUT_CARD = insert(CARD)


def replace(connection: Connection, n: int, receipt: Receipt, reading: Reading) -> None:
    """Nothing; document ``n``, which is listed, is listed as it is with this reading."""
    connection.execute(_DROP_CARD, {"of": n})
    connection.execute(_DROP_ISSUES, {"of": n})
    put(connection, n, receipt, reading)


def put(connection: Connection, n: int, receipt: Receipt, reading: Reading | None = None) -> None:
    """Nothing; document ``n``, which was not listed yet, is."""
    issues = issues_about(receipt, reading)
    card = asdict(card_of(receipt, reading))
    del card["id"]
    connection.execute(_PUT_CARD, card | {"document": n})
    put_all(
        connection,
        ISSUE,
        [
            {"stage": stage, "about": about, "document": n, "level": issue.level, "message": issue.message}
            for (stage, about), issue in issues.items()
        ],
    )


# ------------------------------------------------------------------------------------------------------------------ documents


def cards(connection: Connection, sought: Sought, limit: int | None, offset: int) -> list[Card]:
    """The cards asked for, last added first."""
    statement = select(CARD.c.document).where(*_conditions(sought)).order_by(CARD.c.document.desc()).limit(limit).offset(offset)
    numbers = list(connection.execute(statement).scalars())
    rows = (
        row for chunk in in_chunks(numbers) for row in connection.execute(_BY_NUMBER.order_by(CARD.c.document.desc()), {"among": chunk})
    )
    return [_card(row) for row in rows]


def cards_of(connection: Connection, documents: Iterable[str]) -> list[Card]:
    """The cards of these documents, in the order asked."""
    found: dict[str, Card] = {}
    wanted = list(documents)
    for chunk in in_chunks(wanted):
        found.update((row.id, _card(row)) for row in connection.execute(_BY_ID, {"among": chunk}))
    return [found[document] for document in dict.fromkeys(wanted) if document in found]


def _card(row: Any) -> Card:
    return Card(**row._mapping)


def count(connection: Connection, sought: Sought) -> int:
    """How many documents there are of those asked for."""
    return int(connection.execute(select(func.count()).select_from(CARD).where(*_conditions(sought))).scalar_one())


def _conditions(sought: Sought) -> Iterator[ColumnElement[bool]]:
    for column, value in ((CARD.c.publisher, sought.publisher), (CARD.c.language, sought.language), (CARD.c.kind, sought.kind)):
        if value is not None:
            yield column == value
    if sought.copies is not None:
        yield CARD.c.copy_of.is_not(None) if sought.copies else CARD.c.copy_of.is_(None)
    if sought.read is not None:
        yield CARD.c.read.is_(sought.read)
    if sought.issue is not None:
        stage, about = sought.issue
        yield CARD.c.document.in_(select(ISSUE.c.document).where(ISSUE.c.stage == stage, ISSUE.c.about == about))


def tally(connection: Connection, trait: DocumentTrait) -> dict[str, int]:
    """How many documents have each value of a column, most first."""
    column, times = CARD.c[trait], func.count().label("times")
    return counted(connection, select(column, times).group_by(column).order_by(times.desc(), column))


def counted(connection: Connection, statement: Select[Any]) -> dict[str, int]:
    """What a statement of values and counts gives, in its order."""
    return {str(value): int(times) for value, times in connection.execute(statement)}


def begun(column: Any, beginning: str, limit: int) -> Select[Any]:
    """The first values of a column that begin so, in the order of the index that it has."""
    statement = select(column).order_by(column).limit(limit)
    return statement.where(column >= beginning, column < beginning + "\U0010ffff") if beginning else statement


# --------------------------------------------------------------------------------------------------------------------- issues


def troubles(connection: Connection, stage: str | None, limit: int | None, offset: int) -> list[Trouble]:
    """What issues are about, that of most documents first."""
    times = func.count().label("documents")
    statement = select(ISSUE.c.stage, ISSUE.c.about, times).group_by(ISSUE.c.stage, ISSUE.c.about)
    if stage is not None:
        statement = statement.where(ISSUE.c.stage == stage)
    statement = statement.order_by(times.desc(), ISSUE.c.stage, ISSUE.c.about).limit(limit).offset(offset)
    rows = connection.execute(statement).all()
    return [Trouble(stage=row.stage, about=row.about, message=_message(connection, row), documents=row.documents) for row in rows]


_MESSAGE = (
    select(ISSUE.c.message)
    .where(ISSUE.c.stage == bindparam("of_stage"), ISSUE.c.about == bindparam("of"))
    .order_by(ISSUE.c.document)
    .limit(1)
)


def _message(connection: Connection, row: Any) -> str:
    return str(connection.execute(_MESSAGE, {"of_stage": row.stage, "of": row.about}).scalar_one())


def trouble_tally(connection: Connection) -> dict[str, int]:
    """How many different things the issues of each stage are about, most first."""
    things = select(ISSUE.c.stage, ISSUE.c.about).distinct().subquery()
    times = func.count().label("times")
    return counted(connection, select(things.c.stage, times).group_by(things.c.stage).order_by(times.desc(), things.c.stage))


# ----------------------------------------------------------------------------------------------------------------- judgements

_ON = select(JUDGED.c.number).where(JUDGED.c.document.in_(_AMONG))
_DOCUMENTS_OF = select(JUDGED.c.document).where(JUDGED.c.number == bindparam("earlier"))
_SOME_JUDGEMENTS = (
    select(JUDGEMENT.c.number, JUDGEMENT.c.size, JUDGEMENT.c.data).where(JUDGEMENT.c.number.in_(_AMONG)).order_by(JUDGEMENT.c.number)
)


def put_judged(connection: Connection, number: int, judgement: Judgement) -> None:
    """Nothing; the judgement is found by its documents, and by those of one that it withdraws."""
    documents = {anchor.document for anchor in judgement.on}
    if judgement.withdraws is not None:
        documents.update(connection.execute(_DOCUMENTS_OF, {"earlier": judgement.withdraws}).scalars())
    put_all(connection, JUDGED, [{"document": document, "number": number} for document in sorted(documents)])


def judged(connection: Connection, documents: Iterable[str]) -> list[Any]:
    """The rows of the judgements on these documents, oldest first."""
    numbers = sorted({number for chunk in in_chunks(documents) for number in connection.execute(_ON, {"among": chunk}).scalars()})
    return [row for chunk in in_chunks(numbers) for row in connection.execute(_SOME_JUDGEMENTS, {"among": chunk})]


# --------------------------------------------------------------------------------------------------------------------- counts

_SUMS = select(
    func.count().label("documents"),
    func.count().filter(CARD.c.read.is_(False)).label("unread"),
    func.count(CARD.c.copy_of).label("copies"),
    func.coalesce(func.sum(CARD.c.events), 0).label("events"),
    func.coalesce(func.sum(CARD.c.claims), 0).label("claims"),
    func.coalesce(func.sum(CARD.c.issues), 0).label("issues"),
)


_OTHERS = select(
    select(func.count()).select_from(INCIDENT).scalar_subquery().label("incidents"),
    select(func.coalesce(func.max(JUDGEMENT.c.number), 0)).scalar_subquery().label("judgements"),
    select(func.coalesce(func.max(LOG.c.n), 0)).scalar_subquery().label("log"),
)


def counts(connection: Connection) -> Counts:
    """How much there is of everything."""
    return Counts(**connection.execute(_SUMS).one()._mapping, **connection.execute(_OTHERS).one()._mapping)
