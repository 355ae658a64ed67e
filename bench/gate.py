#!/usr/bin/env python3
"""Hold the reader to the quality it has reached: run it on the benchmark, score it, compare with ``floors.json``.

    bench/gate.py                        fail where a figure is below its floor, or the gold is not the one the floors were pinned on
    bench/gate.py --pin                  raise floors to what is reached now; never lowers one
    bench/gate.py --pin --lower FIGURE   lower this floor, too (may be given again): takes its own commit and a sentence saying why

The benchmark lies beside the project in ``../shared`` (or ``--shared``, or MUSNAD_BENCHMARK); where it is absent the gate says so
and passes. Its texts belong to others and are only measured on: nothing of them is written anywhere but to a temporary folder.
Figures are named after what they are measured on: dev.* and incidents.* the benchmark's documents, seed.* its article, values.* its
cases, own.* the reports of ``tests/gold``. There are figures for every language that has a pack and something to measure it on.
Standard library only; the reader runs as a user runs it, ``python -m musnad``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "bench" / "floors.json"
PACKS = ROOT / "src" / "musnad" / "packs"
OWN = ROOT / "tests" / "gold"
TOLERANCE = 0.001
GOLD = (
    "benchmark/dev_claim_documents.json",
    "benchmark/dev_claim_gold.jsonl",
    "benchmark/dev_documents.jsonl",
    "benchmark/dev_incidents.jsonl",
    "benchmark/values/numbers_ar.jsonl",
    "benchmark/values/dates_ar.jsonl",
    "seed/article.txt",
    "seed/gold.json",
)
PLACES = ("syr_admin1", "syr_admin2", "syr_admin3", "city_neighbourhoods", "airwars_places_dev")
SCORERS = ("benchmark/score_claims.py", "benchmark/score_incidents.py", "benchmark/score_values.py", "seed/score_article.py")


class GateError(Exception):
    """The reader or a scorer failed, so there is nothing to compare."""


def main() -> int:
    """Exit status: 0 held (or nothing to hold), 1 below a floor or another gold, 2 not measurable."""
    options = _options()
    missing = [name for name in GOLD + SCORERS if not (options.shared / name).is_file()]
    if missing:
        print(f"gate: skipped, the benchmark is not here ({options.shared / missing[0]} is missing)")
        return 0
    pinned: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {"gold": None, "floors": {}}
    digest = _digest(options.shared / name for name in GOLD)
    try:
        figures = measure(options.shared)
    except GateError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2
    if options.pin:
        return _pin(figures, digest, pinned, set(options.lower))
    return _compare(figures, digest, pinned)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("MUSNAD_BENCHMARK") or ROOT.parent / "shared"
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder that holds benchmark/ and seed/")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is reached now")
    parser.add_argument("--lower", action="append", default=[], metavar="FIGURE", help="with --pin: lower this floor, too")
    options = parser.parse_args()
    if options.lower and not options.pin:
        parser.error("--lower needs --pin")
    return options


def measure(shared: Path) -> dict[str, float]:
    """Every figure by name, each a share between 0 and 1."""
    with tempfile.TemporaryDirectory(prefix="musnad-gate-") as folder:
        work = Path(folder)
        figures = _seed_figures(shared, work)
        for language in languages():
            figures |= _dev_figures(shared, work, language) | _own_figures(shared, work, language) | _value_figures(shared, work, language)
        return figures | _incident_figures(shared, work)


def languages() -> list[str]:
    """The codes of the languages that have a pack; ``_all``, which serves every pack, is none."""
    return sorted(pack.parent.name for pack in PACKS.glob("[!_]*/pack.toml"))


def _dev_figures(shared: Path, work: Path, language: str) -> dict[str, float]:
    """The claim scorer's figures over the dev set's documents in a language; none where it has no such documents."""
    documents = [d for d in json.loads(_text(shared / "benchmark/dev_claim_documents.json")) if d["lang"] == language]
    if not documents:
        return {}
    chosen = {document["doc_id"] for document in documents}
    gold = [line for line in _text(shared / "benchmark/dev_claim_gold.jsonl").splitlines() if line and json.loads(line)["doc_id"] in chosen]
    (work / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    (work / "gold.jsonl").write_text("\n".join(gold) + "\n", encoding="utf-8")
    return _claim_figures(f"dev.{language}", shared, work, work / "documents.json", work / "gold.jsonl")


def _own_figures(shared: Path, work: Path, language: str) -> dict[str, float]:
    """The claim scorer's figures over the reports written in a language for this project; none where there are no such reports."""
    documents, gold = OWN / language / "documents.json", OWN / language / "claims.jsonl"
    return _claim_figures(f"own.{language}", shared, work, documents, gold) if gold.is_file() else {}


def _incident_figures(shared: Path, work: Path) -> dict[str, float]:
    """The incident scorer's figures: all dev documents taken in, read and linked, with the place files imported."""
    import_places(shared, work)
    archive = str(work / "archive.db")
    musnad(work / "added.txt", "add", "--db", archive, str(shared / "benchmark/dev_documents.jsonl"))
    incidents = work / "incidents.jsonl"
    musnad(incidents, "incidents", "--db", archive, "--format", "jsonl")
    output = score(shared / "benchmark/score_incidents.py", shared / "benchmark/dev_incidents.jsonl", incidents, "--json")
    figures = json.loads(next(line for line in output.splitlines() if line.startswith("{")))
    date = re.search(r"^date right\s+([\d.]+) ", output, re.MULTILINE)
    return {f"incidents.{name}": value for name, value in figures.items()} | {"incidents.date": float(date.group(1)) if date else 0.0}


def import_places(shared: Path, work: Path) -> None:
    """Import the place files that the incidents' figures are measured with, for every archive made in ``work``."""
    for name in PLACES:
        if (shared / f"gazetteer/{name}.csv").is_file():
            musnad(work / "places.txt", "places", "import", "--skip-bad", str(shared / f"gazetteer/{name}.csv"))


def _seed_figures(shared: Path, work: Path) -> dict[str, float]:
    """The seed article: its claims, and everything else annotated in it."""
    article = [{"doc_id": "seed", "text": _text(shared / "seed/article.txt"), "lang": "ar", "kind": "news_article"}]
    (work / "seed.json").write_text(json.dumps(article), encoding="utf-8")
    (work / "seed_gold.jsonl").write_text(json.dumps(json.loads(_text(shared / "seed/gold.json"))) + "\n", encoding="utf-8")
    figures = _claim_figures("seed", shared, work, work / "seed.json", work / "seed_gold.jsonl")
    extras = score(shared / "seed/score_article.py", work / "seed.readings.jsonl")
    return {"seed.claims+origin": figures["seed.claims+origin"], "seed.extras": _last_share(extras)}


def _claim_figures(name: str, shared: Path, work: Path, documents: Path, gold: Path) -> dict[str, float]:
    readings = work / f"{name}.readings.jsonl"
    musnad(readings, "read", "--format", "jsonl", str(documents))
    output = score(shared / "benchmark/score_claims.py", gold, readings, "--documents", documents, "--json")
    f1 = json.loads(next(line for line in output.splitlines() if line.startswith("{")))
    shares = {
        "event type right": "event_type",
        "date right": "date",
        "who right": "who",
        "where attributed": "origin_where_attributed",
    }
    for line, figure in shares.items():
        found = re.search(rf"^\s*{line}\s+([\d.]+) ", output, re.MULTILINE)
        f1[figure] = float(found.group(1)) if found else 0.0
    return {f"{name}.{figure}": value for figure, value in f1.items()}


def _value_figures(shared: Path, work: Path, language: str) -> dict[str, float]:
    """The share of cases of numbers and of dates that are right in a language; none where it has no such cases."""
    figures = {}
    for kind in ("numbers", "dates"):
        cases = shared / f"benchmark/values/{kind}_{language}.jsonl"
        if not cases.is_file():
            continue
        found = work / f"{kind}.jsonl"
        musnad(found, "values", "--lang", language, "--format", "jsonl", str(cases))
        figures[f"values.{kind}_{language}"] = _last_share(score(shared / "benchmark/score_values.py", cases, found))
    return figures


def musnad(output: Path, *arguments: str) -> None:
    """Run the command line into ``output``, without what the user imported. Status 1 means issues in the input: no failure."""
    call, alone = [sys.executable, "-m", "musnad", *arguments], {**os.environ, "MUSNAD_HOME": str(output.parent / "home")}
    with output.open("wb") as stream:
        run = subprocess.run(call, stdout=stream, stderr=subprocess.PIPE, cwd=ROOT, env=alone, check=False)
    if run.returncode not in (0, 1):
        raise GateError(f"musnad {arguments[0]} ended with status {run.returncode}:\n{run.stderr.decode(errors='replace')[-2000:]}")


def score(scorer: Path, *arguments: Path | str) -> str:
    """What a scorer prints; GateError when it fails."""
    run = subprocess.run([sys.executable, scorer, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        raise GateError(f"{scorer.name} failed:\n{run.stderr[-2000:]}")
    return run.stdout


def _last_share(output: str) -> float:
    """The share at the end of a scorer's last line, ``18/51 = 0.353``, from its counts."""
    right, cases = re.findall(r"(\d+)/(\d+)", output.strip().splitlines()[-1])[-1]
    return int(right) / int(cases)


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")  # as bytes: newlines stay what they are, so spans stay right


def _compare(figures: dict[str, float], digest: str, pinned: dict[str, Any]) -> int:
    floors: dict[str, float] = pinned["floors"]
    below = [name for name, floor in floors.items() if figures.get(name, 0.0) < floor - TOLERANCE]
    print(f"{'figure':34} {'floor':>7} {'now':>7}")
    for name in sorted(figures.keys() | floors.keys()):
        mark = "  below" if name in below else "" if name in floors else "  no floor yet: --pin"
        print(f"{name:34} {_shown(floors.get(name))} {_shown(figures.get(name))}{mark}")
    if pinned["gold"] is None:
        print("gate: no floors are pinned yet; --pin does it")
        return 0
    if pinned["gold"] != digest:
        print("gate: the gold is not the one these floors were pinned on; look at what changed in it, then --pin")
        return 1
    print(f"gate: {len(below)} of {len(floors)} floors not held" if below else f"gate: all {len(floors)} floors held")
    return 1 if below else 0


def _shown(share: float | None) -> str:
    return f"{'-' if share is None else f'{share:.3f}':>7}"


def _pin(figures: dict[str, float], digest: str, pinned: dict[str, Any], lower: set[str]) -> int:
    floors: dict[str, float] = dict(pinned["floors"])
    unknown = lower - floors.keys()
    if unknown:
        print(f"gate: no floor is called {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    for name, value in figures.items():
        rounded = round(value, 3)
        if name in lower or rounded > floors.get(name, -1.0):
            print(f"{name:34} {_shown(floors.get(name))} -> {_shown(rounded)}")
            floors[name] = rounded
    FLOORS.write_text(json.dumps({"gold": digest, "floors": dict(sorted(floors.items()))}, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
