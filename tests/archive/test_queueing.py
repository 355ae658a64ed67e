"""The queue: what matters most comes first, and every incident says why it waits."""

from __future__ import annotations

from msgspec.structs import replace

from musnad.archive import deciding, finding, queueing
from musnad.model import Claim, Party, Wording
from musnad.stores import open_store
from musnad.stores.base import Store
from tests.archive import made
from tests.incidents import building as b


def _put(store: Store, id_: str, after: int, killed: int, *more: Claim, placed: bool = True, confidence: float = 0.9) -> None:
    claims = [replace(claim, confidence=confidence) for claim in (b.claim(1, "killed", b.toll(killed)), *more)]
    event = b.event(on=b.day(after), places=(b.IDLIB,) if placed else ())
    made.put(store, [(b.reading(id_, (event,), claims), Wording())])


def test_disputes_come_first_then_what_is_nowhere_then_what_the_reader_was_not_sure_of() -> None:
    denied = b.claim(2, "initiator", Party(party="russia"), stance="deny"), b.claim(3, "initiator", Party(party="russia"))
    with open_store(":memory:") as store:
        _put(store, "plain", 0, 2)
        _put(store, "unsure", 40, 2, confidence=0.5)
        _put(store, "unplaced", 80, 2, placed=False)
        _put(store, "contested", 120, 2, *denied)
        _put(store, "many", 160, 500)
        waiting = [(finding.documents_of(one.row.keys)[0], one.reasons[0]) for one in queueing.waiting(store)]

        assert waiting == [
            ("many", "toll"),
            ("contested", "contested"),
            ("unplaced", "unplaced"),
            ("unsure", "unsure"),
            ("plain", "toll"),
        ]
        assert [finding.documents_of(one.row.keys) for one in queueing.waiting(store, only="unsure")] == [("unsure",)]
        deciding.rule(store, "accept", "unsure#c1", by="N")
        assert queueing.waiting(store, only="unsure") == []
