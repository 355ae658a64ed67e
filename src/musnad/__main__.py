"""``python -m musnad``: the same command line as ``musnad``."""

import sys

from musnad.views.cli import main

if __name__ == "__main__":
    sys.exit(main())
