"""Finds a browser for the tests of the site, and installs Debian's Chromium where there is none and that can be done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# A browser of one's own choice is named by this variable.
VARIABLE = "MUSNAD_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium on this machine, or nothing."""
    named = os.environ.get(VARIABLE)
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    """Always 0: without a browser the tests of pages are skipped, and everything else is tested."""
    browser = find() or installed()
    print(f"Browser for the tests: {browser}" if browser else missing())
    return 0


def installed() -> str | None:
    """The path of Debian's Chromium, installed now; nothing when this is no Debian, or not the user who may."""
    if os.environ.get(VARIABLE) or not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        if subprocess.run(["apt-get", *step], check=False, stdout=subprocess.DEVNULL, env=environment).returncode:
            return None
    return find()


def missing() -> str:
    """What to do when no browser was found or could be installed."""
    return (
        "No Chromium was found, and none could be installed, so the tests of the site's pages will be skipped. "
        f"Install it (on Debian or Ubuntu: sudo apt install chromium) or name one: {VARIABLE}=/path/to/chromium make test"
    )


if __name__ == "__main__":
    sys.exit(main())
