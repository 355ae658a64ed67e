"""Where the user's own data lies: the index of places and what was imported. One folder, which can be moved (DESIGN.md, section 8)."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "MUSNAD_HOME"


def home() -> Path:
    """The folder of the user's data, which need not exist yet: ``MUSNAD_HOME``, else where the platform keeps such data."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs  # only here: most who name the folder never need it

    return Path(platformdirs.user_data_path("musnad", appauthor=False))


def index_file(folder: Path) -> Path:
    """The gazetteer's index: made from packages and tables, so that it can be thrown away."""
    return folder / "places.sqlite"


def overlays_file(folder: Path) -> Path:
    """What the user imported: nothing else holds it."""
    return folder / "overlays.sqlite"
