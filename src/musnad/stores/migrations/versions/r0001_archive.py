"""The archive and what linking derives from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes every table that the first archives had."""
    _appended()
    _near_copies()
    _events()
    _incidents()
    op.create_table("state", sa.Column("name", sa.Text(), primary_key=True), sa.Column("value", sa.Text(), nullable=False))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, nullable=False)


def _line() -> sa.Column[int]:
    """The number of the log line that appended the row."""
    return sa.Column("n", BIG, sa.ForeignKey("log.n"), primary_key=True, autoincrement=False)


def _appended() -> None:
    op.create_table(
        "log",
        sa.Column("n", BIG, primary_key=True, autoincrement=False),
        *(_text(name) for name in ("at", "kind", "id", "digest", "previous", "hash")),
    )
    op.create_table("blob", sa.Column("sha256", sa.Text(), primary_key=True), _number("size"), _bytes("data"))
    op.create_table(
        "document",
        _line(),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("sha256", sa.Text(), sa.ForeignKey("blob.sha256"), nullable=False),
        _number("size"),
        _bytes("data"),
    )
    op.create_table(
        "reading",
        _line(),
        sa.Column("document", sa.Text(), sa.ForeignKey("document.id"), nullable=False),
        _text("reader"),
        _text("version"),
        _number("size"),
        _bytes("data"),
    )
    op.create_index("reading_document", "reading", ["document", "n"])
    op.create_table("judgement", _line(), sa.Column("number", BIG, nullable=False, unique=True), _number("size"), _bytes("data"))


def _near_copies() -> None:
    op.create_table(
        "band",
        sa.Column("band", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("document", BIG, sa.ForeignKey("document.n"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "signature",
        sa.Column("document", BIG, sa.ForeignKey("document.n"), primary_key=True, autoincrement=False),
        _bytes("bands"),
        _bytes("data"),
    )


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("n", BIG, primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        _text("document"),
        _bytes("blocks"),
        _bytes("data"),
    )
    op.create_index("ix_event_document", "event", ["document"])
    op.create_table(
        "block",
        sa.Column("block", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("event", BIG, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "edge",
        sa.Column("a", sa.Text(), primary_key=True),
        sa.Column("b", sa.Text(), primary_key=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("edge_back", "edge", ["b", "a"])


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("first_day", sa.Integer()),
        sa.Column("last_day", sa.Integer()),
        _text("type"),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        *(_text(name) for name in ("place", "region", "folded")),
        sa.Column("parties", sa.JSON(), nullable=False),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("killed", sa.Integer()),
        _bytes("data"),
    )
    op.create_index("incident_first_day", "incident", ["first_day", "id"])
    op.create_index("incident_last_day", "incident", ["last_day"])
    op.create_index("incident_type", "incident", ["type", "first_day"])
    op.create_index("incident_killed", "incident", ["killed"])
    op.create_table(
        "member",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("incident", sa.Text(), sa.ForeignKey("incident.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    op.create_index("member_incident", "member", ["incident", "position"])
    op.create_table(
        "party",
        sa.Column("party", sa.Text(), primary_key=True),
        sa.Column("incident", sa.Text(), sa.ForeignKey("incident.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("party_incident", "party", ["incident"])
