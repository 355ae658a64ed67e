"""The archive made for measuring is one that reading and linking could have made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from musnad.archive import accounting, showing
from musnad.stores import open_store
from musnad.stores.base import Which
from musnad.stores.lists import Sought
from musnad.stores.log import verify

MAKING = Path(__file__).parents[2] / "bench" / "archive_of.py"
COUNT = 60


def _made(path: Path) -> Path:
    subprocess.run([sys.executable, str(MAKING), str(path), "--documents", str(COUNT)], check=True, capture_output=True)
    return path


def test_the_archive_made_is_whole_and_has_all_that_pages_show(tmp_path: Path) -> None:
    with open_store(str(_made(tmp_path / "archive.db"))) as store:
        assert verify(store) == []
        counts = store.counts()
        assert (counts.documents, counts.unread) == (COUNT, 0)
        assert counts.claims > 8 * COUNT
        assert store.count_incidents(Which(located=True)) == counts.incidents < counts.events
        assert {"ar", "en"} == set(store.incident_tally("language"))
        assert store.count_incidents(Which(words="people")) > 0
        assert [speaker.kind for speaker in store.speakers(limit=3)]
        for receipt, reading in zip(store.receipts(), store.current_readings(), strict=True):
            for claim in reading.claims:
                words = (*claim.evidence, *claim.chain)
                assert all(receipt.document.text[slice(*word.span)] == word.text for word in words)


def test_incidents_made_are_as_they_would_be_accounted_for(tmp_path: Path) -> None:
    with open_store(str(_made(tmp_path / "archive.db"))) as store:
        before = list(store.incidents())
        largest = max(before, key=lambda row: row.documents)
        assert len(showing.incident(store, largest.id, why=True).account.documents) == largest.documents > 2
        assert store.count_cards(Sought(copies=True)) < COUNT
        with store.writing():
            accounting.keep(store, [(row.id, row.keys) for row in before])
        assert list(store.incidents()) == before
