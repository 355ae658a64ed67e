"""What a distribution needs before it is packed: the site's files, built where they are not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Set to anything, it leaves the site's files out: for a command line only, on a machine without Node.js.
VARIABLE = "MUSNAD_WITHOUT_SITE"


class SiteFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Builds ``views/web/static`` for a wheel or a source distribution; an installation for editing uses the folder as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises ``RuntimeError`` when the files are missing and cannot be built."""
        root = Path(self.root)
        built = root / "src/musnad/views/web/static/manifest.json"
        if version == "editable" or built.is_file() or os.environ.get(VARIABLE):
            return
        if subprocess.run([sys.executable, str(root / "tools/site_assets.py")], check=False).returncode:
            raise RuntimeError(f"the site's files could not be built; install Node.js, or leave the site out with {VARIABLE}=1")
