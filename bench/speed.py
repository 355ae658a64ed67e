#!/usr/bin/env python3
"""Time the reader as a user runs it, on one core: documents a second, peak memory, and the wait for the first output on one article.

    bench/speed.py [--shared FOLDER] [--documents FILE]

Reads the benchmark's ``dev_documents.jsonl`` and the seed article from ``../shared`` (or ``--shared``, or MUSNAD_BENCHMARK), or any
documents file. Prints a table and fails nothing: a slow machine is no defect. Standard library only.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTS = 5  # of the one-article run; the middle one counts


def main() -> int:
    """Exit status: 0 measured or nothing to measure, 1 the reader failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("MUSNAD_BENCHMARK") or ROOT.parent / "shared"
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder that holds benchmark/ and seed/")
    parser.add_argument("--documents", type=Path, help="documents to read instead of the benchmark's")
    options = parser.parse_args()
    documents = options.documents or options.shared / "benchmark/dev_documents.jsonl"
    article = options.shared / "seed/article.txt"
    print(f"{'measured':44} {'here':>12}")
    rows = [*(_many(documents) if documents.is_file() else []), *(_one(article) if article.is_file() else [])]
    for name, value in rows:
        print(f"{name:44} {value:>12}")
    if not rows:
        print(f"speed: skipped, the benchmark is not here ({documents} is missing)")
    return 0


def _many(documents: Path) -> list[tuple[str, str]]:
    with documents.open("rb") as lines:
        count = sum(1 for line in lines if line.strip())
    seconds, _, peak_mb = _run(documents)
    return [
        ("documents", f"{count}"),
        ("time for all, one core", f"{seconds:.1f} s"),
        ("documents a second, start-up included", f"{count / seconds:.0f}"),
        ("peak memory", f"{peak_mb:.0f} MB"),
    ]


def _one(article: Path) -> list[tuple[str, str]]:
    runs = sorted((_run(article) for _ in range(STARTS)), key=lambda run: run[1])
    _, first, peak_mb = runs[STARTS // 2]
    return [("first output on one article", f"{first:.2f} s"), ("peak memory on one article", f"{peak_mb:.0f} MB")]


def _run(path: Path) -> tuple[float, float, float]:
    """Seconds in all, seconds to the first byte of output, and peak memory in MB of reading ``path`` in a process bound to one core."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "musnad", "read", "--format", "jsonl", str(path)], stdout=subprocess.PIPE, cwd=ROOT, preexec_fn=_one_core
    ) as process:
        assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
        process.stdout.read(1)
        first = time.perf_counter() - start
        while process.stdout.read(1 << 20):
            pass
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"speed: musnad read ended with status {process.returncode}")
    return time.perf_counter() - start, first, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    sys.exit(main())
