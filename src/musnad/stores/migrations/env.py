"""What Alembic runs to migrate: everything within the transaction that is open already, so that all of it is kept or nothing."""

from __future__ import annotations

from alembic import context

from musnad.stores.schema import METADATA

# transactional_ddl: SQLite can undo tables too, which Alembic does not expect of it. The transaction is begun and ended by the caller.
context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
