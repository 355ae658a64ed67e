"""The history of the store's tables, as Alembic migrations that are run from code: no alembic.ini, no command.

Each file of ``versions`` is written once and never changed: archives out there have been through it. It spells its tables out
instead of importing ``schema``, which is only ever the latest.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def settings(connection: Connection | None = None) -> Config:
    """Alembic's configuration, with the connection that ``env.py`` migrates through."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection, revision: str) -> None:
    """Nothing; the tables are brought to the revision, within the transaction of the connection."""
    command.upgrade(settings(connection), revision)
