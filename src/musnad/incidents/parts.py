"""Parts: work that is done by several processes at once, each a copy of this one, so that what they work on is not sent to them.

Where a process cannot be copied (it can be on Linux) all parts are done one after the other; the results are the same.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_work: list[Callable[[int, int], Any]] = []  # what the copies do; they have it because they are copies


def in_parts(work: Callable[[int, int], T], processes: int) -> list[T]:
    """What ``work(part, parts)`` gives for each part, in order; it must not depend on where it is done."""
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(part, processes) for part in range(processes)]
    _work.append(work)
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            return pool.starmap(_part, [(part, processes) for part in range(processes)])
    finally:
        _work.pop()


def _part(part: int, parts: int) -> Any:
    return _work[-1](part, parts)
