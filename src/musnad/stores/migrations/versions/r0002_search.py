"""Full-text search over every document, and incidents sorted by how many independent origins they have.

What linking derived before did not count origins, so it is forgotten here and made again from the readings.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from musnad import codec
from musnad.stores import sqlite
from musnad.stores.packing import unpacked
from musnad.text import fold

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PAGE = sa.text("SELECT n, size, data FROM document WHERE n > :after ORDER BY n LIMIT 200")
_DERIVED = ("member", "party", "incident", "edge", "block", "event", "state")


def upgrade() -> None:
    """Adds what search looks at, filled from the documents that are there, and the origins of incidents."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        sqlite.make_search(connection)
        _fill(connection)
    for table in _DERIVED:
        op.execute(f"DELETE FROM {table}")
    op.add_column("incident", sa.Column("origins", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("incident_origins", "incident", ["origins"])


def _fill(connection: sa.Connection) -> None:
    after = 0
    while rows := connection.execute(_PAGE, {"after": after}).all():
        for n, size, data in rows:
            kept = unpacked(size, data)
            if kept is not None:  # verify says which document cannot be read; the others are still found
                sqlite.put_words(connection, n, fold(codec.receipt(kept).document.text).text)
        after = rows[-1].n
