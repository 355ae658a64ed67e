#!/usr/bin/env python3
"""Measure whether languages help or hurt each other in linking: the documents of each linked alone, and all of them linked together.

    bench/together.py [--shared FOLDER]

B-cubed is always over the documents of one language that are in a gold incident, each counted in the incident of its lead event: once
as the archive of that language alone has them, once as the archive of all languages has them. The gold of a language is the gold of
all with the other documents taken out, so that both rows of a language are about the same documents and the same pairs. A last row
is over all documents. The benchmark lies in ``../shared`` (or ``--shared``, or MUSNAD_BENCHMARK). Prints a table and fails nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Scores = tuple[float, float, float]  # precision, recall, F1


def main() -> int:
    """Exit status: 0 measured or nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("MUSNAD_BENCHMARK") or ROOT.parent / "shared"
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder that holds benchmark/")
    options = parser.parse_args()
    if not (options.shared / "benchmark/dev_documents.jsonl").is_file():
        print(f"together: skipped, the benchmark is not here ({options.shared / 'benchmark'} is missing)")
        return 0
    with tempfile.TemporaryDirectory(prefix="musnad-together-") as folder:
        _measure(options.shared, Path(folder))
    return 0


def _measure(shared: Path, work: Path) -> None:
    """Print a row for each language linked alone and within all, and one for all."""
    gate = _gate()
    gate.import_places(shared, work)
    documents, gold = _lines(shared / "benchmark/dev_documents.jsonl"), _lines(shared / "benchmark/dev_incidents.jsonl")
    language_of = {document["doc_id"]: document["lang"] for document in documents}
    together = _linked(gate, work, "all", documents)
    print(f"{'documents':12} {'linked':10} {'number':>7} {'precision':>10} {'recall':>7} {'B-cubed':>8}")
    for language, number in Counter(language_of.values()).most_common():
        own = [document for document in documents if document["lang"] == language]
        its = only(gold, {document["doc_id"] for document in own})
        _row(language, "alone", number, _scores(gate, shared, work, its, _linked(gate, work, language, own)))
        _row(language, "together", number, _scores(gate, shared, work, its, together))
    _row("all", "together", len(documents), _scores(gate, shared, work, gold, together))


def only(gold: list[dict[str, Any]], documents: set[str]) -> list[dict[str, Any]]:
    """The gold incidents with none but some documents, without those that have none of them."""
    kept = [incident | {"documents": [document for document in incident["documents"] if document in documents]} for incident in gold]
    return [incident for incident in kept if incident["documents"]]


def _linked(gate: ModuleType, work: Path, name: str, documents: list[dict[str, Any]]) -> Path:
    """The incidents of some documents, taken into an archive of their own."""
    source, archive, incidents = work / f"{name}.jsonl", work / f"{name}.db", work / f"{name}.incidents.jsonl"
    source.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf-8")
    gate.musnad(work / "added.txt", "add", "--db", str(archive), str(source))
    gate.musnad(incidents, "incidents", "--db", str(archive), "--format", "jsonl")
    return incidents


def _scores(gate: ModuleType, shared: Path, work: Path, gold: list[dict[str, Any]], incidents: Path) -> Scores:
    (work / "gold.jsonl").write_text("".join(json.dumps(incident) + "\n" for incident in gold), encoding="utf-8")
    output = gate.score(shared / "benchmark/score_incidents.py", work / "gold.jsonl", incidents)
    found = re.search(r"^linking B-cubed +precision ([\d.]+) +recall ([\d.]+) +F1 ([\d.]+)", output, re.MULTILINE)
    if found is None:
        raise SystemExit("together: the scorer says nothing of B-cubed")
    precision, recall, f1 = map(float, found.groups())
    return precision, recall, f1


def _row(documents: str, linked: str, number: int, scores: Scores) -> None:
    print(f"{documents:12} {linked:10} {number:>7} {scores[0]:>10.3f} {scores[1]:>7.3f} {scores[2]:>8.3f}", flush=True)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _gate() -> ModuleType:
    """``gate.py`` beside this file, which runs the command line and the scorers."""
    spec = importlib.util.spec_from_file_location("gate", ROOT / "bench" / "gate.py")
    if spec is None or spec.loader is None:
        raise SystemExit("together: bench/gate.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
