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

from musnad.stores.lists import SHARED

REVISIONS = ("0001", "0002", "0003")  # oldest first; the last is what this program reads and writes

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
CARD = Table(
    "card",
    METADATA,
    Column("document", BIG, ForeignKey("document.n"), primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("beginning", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("published_at", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("copy_of", Text),
    Column("read", Boolean, nullable=False),
    Column("events", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("issues", Integer, nullable=False),
    Index("card_publisher", "publisher"),
    Index("card_language", "language"),
    Index("card_kind", "kind"),
    Index("card_counts", "read", "copy_of", "events", "claims", "issues"),
)
ISSUE = Table(
    "issue",
    METADATA,
    Column("stage", Text, primary_key=True),
    Column("about", Text, primary_key=True),
    Column("document", BIG, ForeignKey("document.n"), primary_key=True, autoincrement=False),
    Column("level", Text, nullable=False),
    Column("message", Text, nullable=False),
    Index("issue_document", "document"),
    sqlite_with_rowid=False,
)
JUDGED = Table(
    "judged",
    METADATA,
    Column("document", Text, primary_key=True),
    Column("number", BIG, ForeignKey("judgement.number"), primary_key=True, autoincrement=False),
    Index("judged_number", "number"),
    sqlite_with_rowid=False,
)
INCIDENT = Table(
    "incident",
    METADATA,
    Column("n", BIG, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("type", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("precision", Text, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("killed", Integer),
    Column("place", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("parties", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("data", LargeBinary, nullable=False),
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
    Column("incident", BIG, ForeignKey("incident.n"), nullable=False),
    Column("position", Integer, nullable=False),
    Index("member_incident", "incident", "position"),
)
TOLD = Table(
    "told",
    METADATA,
    Column("document", BIG, ForeignKey("document.n"), primary_key=True, autoincrement=False),
    Column("incident", BIG, ForeignKey("incident.n"), primary_key=True, autoincrement=False),
    Index("told_incident", "incident"),
    sqlite_with_rowid=False,
)
PARTY = Table(
    "party",
    METADATA,
    Column("party", Text, primary_key=True),
    Column("incident", BIG, ForeignKey("incident.n"), primary_key=True, autoincrement=False),
    Index("party_incident", "incident"),
    sqlite_with_rowid=False,
)
LANGUAGE = Table(
    "language",
    METADATA,
    Column("language", Text, primary_key=True),
    Column("incident", BIG, ForeignKey("incident.n"), primary_key=True, autoincrement=False),
    Index("language_incident", "incident"),
    sqlite_with_rowid=False,
)
SHARE = Table(
    "share",
    METADATA,
    Column("origin", Text, primary_key=True),
    Column("incident", BIG, ForeignKey("incident.n"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("party", Text),
    *(Column(name, Integer, nullable=False) for name in SHARED),
    Index("share_incident", "incident"),
    sqlite_with_rowid=False,
)
CARRIED = Table(
    "carried",
    METADATA,
    Column("origin", Text, primary_key=True),
    Column("document", BIG, ForeignKey("document.n"), primary_key=True, autoincrement=False),
    Column("incident", BIG, ForeignKey("incident.n"), primary_key=True, autoincrement=False),
    Index("carried_incident", "incident"),
    Index("carried_document", "document"),
    sqlite_with_rowid=False,
)
STATE = Table(
    "state",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
