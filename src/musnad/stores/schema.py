"""The tables of the SQL store, as they are after the last migration; docs/reference/store.md says what each is for.

Search is not here: how a database searches text is its own (``sqlite.py``). A test compares these tables with what the migrations make.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

REVISIONS = ("0001", "0002")  # oldest first; the last is what this program reads and writes

BIG = BigInteger().with_variant(Integer(), "sqlite")  # SQLite's row number must be called INTEGER, and holds 63 bits
METADATA = MetaData()

LOG = Table(
    "log",
    METADATA,
    Column("n", BIG, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("size", BIG, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
DOCUMENT = Table(
    "document",
    METADATA,
    Column("n", BIG, ForeignKey("log.n"), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, ForeignKey("blob.sha256"), nullable=False),
    Column("size", BIG, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
READING = Table(
    "reading",
    METADATA,
    Column("n", BIG, ForeignKey("log.n"), primary_key=True, autoincrement=False),
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("size", BIG, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("reading_document", "document", "n"),
)
JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("n", BIG, ForeignKey("log.n"), primary_key=True, autoincrement=False),
    Column("number", BIG, nullable=False, unique=True),
    Column("size", BIG, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

# ---------------------------------------------------------------------------------- derived: can be thrown away and made again

BAND = Table(
    "band",
    METADATA,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("document", BIG, ForeignKey("document.n"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
SIGNATURE = Table(
    "signature",
    METADATA,
    Column("document", BIG, ForeignKey("document.n"), primary_key=True, autoincrement=False),
    Column("bands", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
EVENT = Table(
    "event",
    METADATA,
    Column("n", BIG, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("document", Text, nullable=False, index=True),
    Column("blocks", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
BLOCK = Table(
    "block",
    METADATA,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("event", BIG, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
EDGE = Table(
    "edge",
    METADATA,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("weight", Float, nullable=False),
    Index("edge_back", "b", "a"),
    sqlite_with_rowid=False,
)
INCIDENT = Table(
    "incident",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("type", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("place", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("parties", JSON, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("killed", Integer),
    Column("data", LargeBinary, nullable=False),
    Column("origins", Integer, nullable=False, server_default="0"),
    Index("incident_first_day", "first_day", "id"),
    Index("incident_last_day", "last_day"),
    Index("incident_type", "type", "first_day"),
    Index("incident_killed", "killed"),
    Index("incident_origins", "origins"),
)
MEMBER = Table(
    "member",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incident.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Index("member_incident", "incident", "position"),
)
PARTY = Table(
    "party",
    METADATA,
    Column("party", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incident.id"), primary_key=True),
    Index("party_incident", "incident"),
    sqlite_with_rowid=False,
)
STATE = Table(
    "state",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
