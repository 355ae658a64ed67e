"""What pages list: a card for each document, what issues are about, judgements by document, and incidents with all that they are
filtered by and with what each origin says in them.

Incidents have a number of their own, so that what is joined to them is small. What linking derived before did not have it all, so it is
forgotten here and made again from the readings.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from musnad import codec
from musnad.errors import MusnadError
from musnad.model import Reading, Receipt
from musnad.stores.packing import unpacked
from musnad.stores.summing import card_of, issues_about

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the new tables, fills those that follow from documents, readings and judgements, and forgets what linking derived."""
    for table in ("member", "party", "incident"):
        op.drop_table(table)
    for table in ("edge", "block", "event", "state"):
        op.execute(f"DELETE FROM {table}")
    _incidents()
    _beside_incidents()
    _cards()
    _judged()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _key(name: str, column: str) -> sa.Column[int]:
    """A part of the primary key that points to another table."""
    return sa.Column(name, BIG, sa.ForeignKey(column), primary_key=True, autoincrement=False)


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("n", BIG, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("first_day", sa.Integer()),
        sa.Column("last_day", sa.Integer()),
        _text("type"),
        *(sa.Column(name, sa.Float()) for name in ("lat", "lon", "radius_km")),
        _text("precision"),
        sa.Column("contested", sa.Boolean(), nullable=False),
        _count("origins"),
        _count("documents"),
        sa.Column("killed", sa.Integer()),
        *(_text(name) for name in ("place", "region", "folded")),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("parties", "languages")),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_index("incident_first_day", "incident", ["first_day", "id"])
    op.create_index("incident_last_day", "incident", ["last_day"])
    op.create_index("incident_type", "incident", ["type", "first_day"])
    op.create_index("incident_killed", "incident", ["killed"])
    op.create_index("incident_origins", "incident", ["origins"])


def _beside_incidents() -> None:
    op.create_table(
        "member",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("incident", BIG, sa.ForeignKey("incident.n"), nullable=False),
        _count("position"),
    )
    op.create_index("member_incident", "member", ["incident", "position"])
    op.create_table("told", _key("document", "document.n"), _key("incident", "incident.n"), sqlite_with_rowid=False)
    for name in ("party", "language"):
        op.create_table(name, sa.Column(name, sa.Text(), primary_key=True), _key("incident", "incident.n"), sqlite_with_rowid=False)
    sums = ("claims", "alone", "alone_fields", "changed", "disputed", "against_interest", "for_interest")
    op.create_table(
        "share",
        sa.Column("origin", sa.Text(), primary_key=True),
        _key("incident", "incident.n"),
        _text("name"),
        _text("kind"),
        sa.Column("party", sa.Text()),
        *(_count(name) for name in sums),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "carried",
        sa.Column("origin", sa.Text(), primary_key=True),
        _key("document", "document.n"),
        _key("incident", "incident.n"),
        sqlite_with_rowid=False,
    )
    op.create_index("carried_document", "carried", ["document"])
    for name in ("told", "party", "language", "share", "carried"):
        op.create_index(f"{name}_incident", name, ["incident"])


# ------------------------------------------------------------------------------------------------------------------- documents

_PAGE = sa.text(
    "SELECT document.n, document.size, document.data, reading.size AS of_reading, reading.data AS reading FROM document "
    "LEFT JOIN reading ON reading.n = (SELECT max(n) FROM reading AS later WHERE later.document = document.id) "
    "WHERE document.n > :after ORDER BY document.n LIMIT 200"
)
_PUT_CARD = sa.text(
    "INSERT INTO card (document, title, beginning, publisher, language, kind, published_at, added_at, copy_of, read, events, claims, "
    "issues) VALUES (:document, :title, :beginning, :publisher, :language, :kind, :published_at, :added_at, :copy_of, :read, :events, "
    ":claims, :issues)"
)
_PUT_ISSUE = sa.text("INSERT INTO issue (stage, about, document, level, message) VALUES (:stage, :about, :document, :level, :message)")
_CARD_TEXTS = ("title", "beginning", "publisher", "language", "kind", "published_at", "added_at")
_CARD_COUNTS = ("events", "claims", "issues")


def _cards() -> None:
    op.create_table(
        "card",
        _key("document", "document.n"),
        *(_text(name) for name in _CARD_TEXTS),
        sa.Column("copy_of", sa.Text()),
        sa.Column("read", sa.Boolean(), nullable=False),
        *(_count(name) for name in _CARD_COUNTS),
    )
    for name in ("publisher", "language", "kind"):
        op.create_index(f"card_{name}", "card", [name])
    op.create_index("card_counts", "card", ["read", "copy_of", *_CARD_COUNTS])
    op.create_table(
        "issue",
        *(sa.Column(name, sa.Text(), primary_key=True) for name in ("stage", "about")),
        _key("document", "document.n"),
        _text("level"),
        _text("message"),
        sqlite_with_rowid=False,
    )
    op.create_index("issue_document", "issue", ["document"])
    for n, receipt, reading in _documents():
        card = card_of(receipt, reading)
        names = (*_CARD_TEXTS, "copy_of", "read", *_CARD_COUNTS)
        op.get_bind().execute(_PUT_CARD, {name: getattr(card, name) for name in names} | {"document": n})
        for (stage, about), issue in issues_about(receipt, reading).items():
            put = {"stage": stage, "about": about, "document": n, "level": issue.level, "message": issue.message}
            op.get_bind().execute(_PUT_ISSUE, put)


def _documents() -> Iterator[tuple[int, Receipt, Reading | None]]:
    """Every document with its current reading; one that cannot be read has no card, and verify says which it is."""
    after = 0
    while rows := op.get_bind().execute(_PAGE, {"after": after}).all():
        for n, size, data, of_reading, reading in rows:
            try:
                kept = None if reading is None else codec.reading(unpacked(of_reading, reading) or b"")
                receipt = codec.receipt(unpacked(size, data) or b"")
            except MusnadError:
                continue
            yield n, receipt, kept
        after = rows[-1].n


# ------------------------------------------------------------------------------------------------------------------ judgements


def _judged() -> None:
    op.create_table(
        "judged",
        sa.Column("document", sa.Text(), primary_key=True),
        _key("number", "judgement.number"),
        sqlite_with_rowid=False,
    )
    op.create_index("judged_number", "judged", ["number"])
    documents: dict[int, set[str]] = {}
    for number, size, data in op.get_bind().execute(sa.text("SELECT number, size, data FROM judgement ORDER BY number")).all():
        judged = codec.judgement(unpacked(size, data) or b"")
        documents[number] = {anchor.document for anchor in judged.on} | documents.get(judged.withdraws or 0, set())
        for document in sorted(documents[number]):
            put = {"document": document, "number": number}
            op.get_bind().execute(sa.text("INSERT INTO judged (document, number) VALUES (:document, :number)"), put)
