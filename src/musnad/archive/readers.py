"""Readers: documents read by this process, or by several copies of it; the readings are the same.

Copies are made by fork, where a system has it: packs and tables are loaded once. Elsewhere this process reads everything by itself.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.pool
import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Self

from musnad import pipeline
from musnad.model import Document, Reading, Wording

Read = tuple[Reading, Wording]
_FEWEST = 50  # documents at a time for which copies are worth their start
_TOGETHER = 5  # documents handed over at a time


def cores() -> int:
    """How many processes can work at once on this machine."""
    return os.cpu_count() or 1


class Readers:
    """So many processes that read, started when there is enough to read and ended with the block."""

    def __init__(self, processes: int) -> None:
        self._processes = processes if "fork" in multiprocessing.get_all_start_methods() else 1
        self._copies: multiprocessing.pool.Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        if self._copies is not None:
            self._copies.terminate()
            self._copies.join()

    @property
    def ahead(self) -> bool:
        """Whether there are copies that read while this process does something else."""
        return self._copies is not None

    def start(self, documents: Sequence[Document]) -> Callable[[], list[Read]]:
        """What gives the readings of the documents in their order; they are read meanwhile where there are copies to do it."""
        if self._processes < 2 or len(documents) < _FEWEST:
            return lambda: [pipeline.read_for_linking(document) for document in documents]
        if self._copies is None:
            pipeline.read_for_linking(documents[0])  # what this loads the copies have too
            self._copies = multiprocessing.get_context("fork").Pool(self._processes, initializer=_begin)
        return self._copies.map_async(pipeline.read_for_linking, documents, chunksize=_TOGETHER).get


def _begin() -> None:
    """Nothing; the copy leaves it to its parent to be interrupted, and ends when that is gone, however it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
