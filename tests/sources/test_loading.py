"""What is loaded when: the packages that take documents in are none of reading's business."""

import subprocess
import sys

import pytest

HEAVY = ("brotli", "defusedxml", "fastfeedparser", "httpcore", "lxml", "openpyxl", "rensa", "trafilatura")


@pytest.mark.parametrize(
    "module", ["musnad.pipeline", "musnad.views.cli", "musnad.sources.file", "musnad.documents.extract", "musnad.documents.nearcopies"]
)
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
