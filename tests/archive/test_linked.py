"""What is derived follows the newest reading of a document."""

from __future__ import annotations

from musnad.archive import linked
from musnad.model import Wording
from musnad.stores import open_store
from tests.archive import made
from tests.incidents import building as b

WORDS = Wording(other=tuple(range(20)))


def test_no_edge_is_left_of_an_event_that_a_newer_reading_does_not_have() -> None:
    both = (b.event(1, on=b.day()), b.event(2, on=b.day(), places=(b.BINNISH,)))
    with open_store(":memory:") as store:
        made.put(store, [(b.reading("d1", both), WORDS), (b.reading("d2", both), WORDS)])
        assert any("d1#e2" in edge for edge in store.edges_of(["d1#e2"]))

        with store.writing():
            linked.index(store, b.reading("d1", both[:1]), WORDS)
            linked.link(store, ["d1"])

        assert store.edges_of(["d1#e2"]) == []
        assert store.edges_of(["d1#e1"]) != []
