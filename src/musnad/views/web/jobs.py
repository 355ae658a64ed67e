"""Long work that a page began: taking in runs beside the site, and the page asks how far it is."""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from musnad.archive import taking
from musnad.archive.taking import Added
from musnad.errors import MusnadError
from musnad.model import Problem
from musnad.sources import Options
from musnad.stores.base import Store
from musnad.views.tongue import Tongue, speaking, tongue

_KEPT = 50  # jobs that are remembered
_MOST_PROBLEMS = 200  # that are told one by one


@dataclass
class Job:
    """One run of taking in: what it does at the moment and how many so far; ``added`` when it is done, ``failed`` when it stopped."""

    id: str
    doing: str = ""
    so_far: int = 0
    problems: list[Problem] = field(default_factory=list)
    added: Added | None = None
    failed: str = ""

    @property
    def done(self) -> bool:
        """Whether it runs no more."""
        return self.added is not None or bool(self.failed)


class Jobs:
    """The runs of one site, one at a time: who comes while one runs waits for it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def find(self, id_: str) -> Job | None:
        """The job, None when it is not remembered."""
        return self._jobs.get(id_)

    def start(self, store: Store, whats: Sequence[str], options: Options, folder: Path) -> Job:
        """A job that takes ``whats`` in and removes the folder, in which the files that were given are, when it is done."""
        job = Job(id=secrets.token_urlsafe(9))
        for old in list(self._jobs)[: max(len(self._jobs) - _KEPT + 1, 0)]:
            del self._jobs[old]
        self._jobs[job.id] = job
        threading.Thread(target=self._run, args=(job, store, whats, options, folder, tongue()), daemon=True).start()
        return job

    def _run(self, job: Job, store: Store, whats: Sequence[str], options: Options, folder: Path, spoken: Tongue) -> None:
        def on_problem(problem: Problem) -> None:
            if len(job.problems) < _MOST_PROBLEMS:
                job.problems.append(Problem(where=called(problem.where), message=problem.message, line=problem.line))

        def on_progress(what: str, done: int) -> None:
            job.doing, job.so_far = what, done

        def called(where: str) -> str:
            """A file by the name that it was given with; where our copy lies is nobody's business."""
            inside = where.removeprefix(f"{folder}/")
            return inside if inside == where else inside.partition("/")[2] or inside

        with self._turn, speaking(spoken):
            try:
                job.added = taking.add(store, whats, options=options, on_problem=on_problem, on_progress=on_progress, called=called)
            except MusnadError as found:
                job.failed = str(found)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                if not job.done:
                    job.failed = "stopped by an unexpected error; the log of the command has it"
