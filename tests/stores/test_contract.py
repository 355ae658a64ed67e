"""What every store does, asked of each."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad.errors import StoreError
from musnad.model import Reader
from musnad.stores import Store
from musnad.stores.base import Which
from musnad.stores.log import verify
from tests.stores import made

# ------------------------------------------------------------------------------------------------------------------- appended


def test_a_document_comes_back_as_it_was_with_its_bytes(store: Store) -> None:
    receipt, data = made.receipt(data="<p>قصف</p>".encode())
    with store.writing():
        assert store.add(receipt, data)

    assert store.has("d1")
    assert store.receipt("d1") == receipt
    assert store.data(receipt.document.sha256) == data


def test_the_same_document_twice_is_one(store: Store) -> None:
    first, second = made.receipt(), made.receipt(text="نص آخر")
    with store.writing():
        assert store.add(*first)
        assert not store.add(*second)

    assert store.count() == 1
    assert store.receipt("d1") == first[0]
    assert len(list(store.log())) == 1


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    made.fill(store, "d1", "d2")

    assert len(list(store.blobs())) == 1


def test_bytes_that_are_not_those_of_the_document_are_refused(store: Store) -> None:
    receipt, _ = made.receipt()
    with store.writing(), pytest.raises(StoreError, match="SHA-256"):
        store.add(receipt, b"others")

    assert store.count() == 0


def test_the_last_reading_is_the_current_one_and_all_are_kept(store: Store) -> None:
    made.fill(store, "d1")
    with store.writing():
        assert store.add_reading(made.reading(version="2"), made.AT)

    assert store.reading("d1") == made.reading(version="2")
    assert store.readings("d1") == [made.reading(), made.reading(version="2")]
    assert list(store.current_readings()) == [made.reading(version="2")]


def test_a_reading_that_is_the_current_one_is_not_added_again(store: Store) -> None:
    made.fill(store, "d1")
    with store.writing():
        assert not store.add_reading(made.reading(), made.AT)
        assert store.add_reading(made.reading(events=2), made.AT)
        assert store.add_reading(made.reading(), made.AT)

    assert store.reading("d1") == made.reading()


def test_a_reading_of_no_document_is_refused(store: Store) -> None:
    with store.writing(), pytest.raises(StoreError, match="no document d1"):
        store.add_reading(made.reading(), made.AT)


def test_judgements_are_numbered(store: Store) -> None:
    with store.writing():
        assert [store.judge(made.judgement("a")), store.judge(made.judgement("b"))] == [1, 2]

    assert store.judgements() == [(1, made.judgement("a")), (2, made.judgement("b"))]


def test_what_is_not_there_is_none(store: Store) -> None:
    assert not store.has("d1")
    assert store.receipt("d1") is None
    assert store.data("00") is None
    assert store.reading("d1") is None
    assert store.readings("d1") == []
    assert store.signature("d1") is None
    assert store.incident("i1") is None
    assert store.state("linker") is None


def test_documents_are_given_in_the_order_asked_or_added(store: Store) -> None:
    made.fill(store, "d2", "d1", "d3")

    assert [receipt.document.id for receipt in store.receipts()] == ["d2", "d1", "d3"]
    assert [receipt.document.id for receipt in store.receipts(["d3", "none", "d2", "d3"])] == ["d3", "d2"]
    assert [reading.document.id for reading in store.current_readings()] == ["d2", "d1", "d3"]
    assert [reading.document.id for reading in store.current_readings(["d3", "none", "d2"])] == ["d3", "d2"]


def test_unread_are_those_that_another_reader_read_last_or_none(store: Store) -> None:
    made.fill(store, "d1", "d2")
    with store.writing():
        store.add(*made.receipt("d3"))
        store.add_reading(made.reading("d2", version="2"), made.AT)

    assert list(store.unread(Reader(name="rules", version="2"))) == ["d1", "d3"]
    assert list(store.unread(Reader(name="rules", version="1"))) == ["d2", "d3"]


def test_more_than_a_page_comes_back_whole(store: Store) -> None:
    ids = [f"d{number:04}" for number in range(1101)]
    made.fill(store, *ids)

    assert [receipt.document.id for receipt in store.receipts()] == ids
    assert [reading.document.id for reading in store.current_readings()] == ids
    assert list(store.unread(Reader(name="rules", version="2"))) == ids
    assert [line.n for line in store.log()] == list(range(1, 2203))
    assert verify(store) == []


# ---------------------------------------------------------------------------------------------------------------- transactions


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    made.fill(store, "d1")
    before = list(store.log())

    def fail() -> None:
        with store.writing():
            store.add(*made.receipt("d2"))
            store.add_reading(made.reading("d1", version="2"), made.AT)
            store.judge(made.judgement())
            store.index("d1", [made.event("d1#e1", 7)])
            store.set_state("linker", "1")
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert store.count() == 1
    assert store.reading("d1") == made.reading()
    assert store.judgements() == []
    assert store.in_blocks([7]) == {}
    assert store.state("linker") is None
    assert list(store.log()) == before
    made.fill(store, "d3")
    assert verify(store) == []


def test_inside_a_transaction_its_own_writes_are_seen(store: Store) -> None:
    with store.writing():
        store.add(*made.receipt())
        assert store.has("d1")
        assert [receipt.document.id for receipt in store.receipts()] == ["d1"]


def test_writing_outside_a_transaction_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="writing"):
        store.add(*made.receipt())
    with pytest.raises(StoreError, match="writing"):
        store.set_state("linker", "1")


def test_transactions_are_not_nested(store: Store) -> None:
    with store.writing():
        with pytest.raises(StoreError, match="transaction is open"), store.writing():
            pass
        store.add(*made.receipt())

    assert store.count() == 1


# ---------------------------------------------------------------------------------------------------------------- near-copies


def test_documents_that_share_a_band_are_found(store: Store) -> None:
    made.fill(store, "d2", "d1", "d3")
    with store.writing():
        store.add_bands("d1", [1, 2**63 - 1], b"one")
        store.add_bands("d2", [2**63 - 1, 3, 3], b"two")
        store.add_bands("d3", [4], b"three")

    assert store.sharing([2**63 - 1, 1]) == ["d2", "d1"]
    assert store.sharing([9]) == []
    assert store.signature("d2") == b"two"


def test_new_bands_come_instead_of_earlier_ones(store: Store) -> None:
    made.fill(store, "d1")
    with store.writing():
        store.add_bands("d1", [1, 2], b"one")
        store.add_bands("d1", [2, 3], b"new")

    assert (store.sharing([1]), store.sharing([3])) == ([], ["d1"])
    assert store.signature("d1") == b"new"


# ------------------------------------------------------------------------------------------------------- events in their blocks


def test_events_are_found_by_their_blocks(store: Store) -> None:
    with store.writing():
        store.index("d1", [made.event("d1#e1", 1, 2), made.event("d1#e2", 2**63 - 1)])
        store.index("d2", [made.event("d2#e1", 2)])

    assert store.in_blocks([2]) == {"d1#e1": b"d1#e1", "d2#e1": b"d2#e1"}
    assert store.in_blocks([1, 2, 2**63 - 1]).keys() == {"d1#e1", "d1#e2", "d2#e1"}
    assert store.events(["d1#e2", "none"]) == {"d1#e2": b"d1#e2"}
    assert store.events_of("d1").keys() == {"d1#e1", "d1#e2"}
    assert [key for key, _ in store.all_events()] == ["d1#e1", "d1#e2", "d2#e1"]


def test_thousands_of_blocks_can_be_asked_for(store: Store) -> None:
    with store.writing():
        store.index("d1", [made.event(f"d1#e{number:04}", number, number + 1) for number in range(3000)])

    assert len(store.in_blocks(range(40_000))) == 3000
    assert len(list(store.all_events())) == 3000


def test_a_document_indexed_anew_has_only_its_new_events(store: Store) -> None:
    with store.writing():
        store.index("d1", [made.event("d1#e1", 1), made.event("d1#e2", 2)])
        store.index("d1", [made.event("d1#e2", 3)])
        store.index("d2", [])

    assert store.in_blocks([1, 2]) == {}
    assert store.in_blocks([3]).keys() == store.events_of("d1").keys() == {"d1#e2"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.sets(st.integers(0, 5)), max_size=3)), max_size=6))
def test_the_index_is_what_was_last_put(store: Store, puts: list[tuple[str, list[set[int]]]]) -> None:
    with store.writing():
        store.clear_links()
        for document, events in puts:
            store.index(document, [made.event(f"{document}#{number}", *blocks) for number, blocks in enumerate(events)])

    last = {f"{document}#{number}": blocks for document, events in dict(puts).items() for number, blocks in enumerate(events)}
    for block in range(6):
        assert store.in_blocks([block]).keys() == {key for key, blocks in last.items() if block in blocks}
    assert [key for key, _ in store.all_events()] == sorted(last)


# ------------------------------------------------------------------------------------------------------- edges and incidents


def test_edges_are_found_from_both_ends(store: Store) -> None:
    with store.writing():
        store.put_edges([("b", "a", 0.5), ("b", "c", 0.25), ("c", "d", 0.75)])
        store.put_edges([("a", "b", 1.0)])

    assert store.edges_of(["b"]) == [("a", "b", 1.0), ("b", "c", 0.25)]
    assert store.edges_of(["a", "b", "d"]) == [("a", "b", 1.0), ("b", "c", 0.25), ("c", "d", 0.75)]
    with store.writing():
        store.remove_edges(["b"])
    assert store.edges_of("abcd") == [("c", "d", 0.75)]


def test_incidents_come_back_as_they_were(store: Store) -> None:
    row = made.incident("i1", "k2", "k1", parties=("b", "a"), first_day=None, last_day=None, lat=None, lon=None, killed=4, data=b"\x00\xff")
    with store.writing():
        store.put_incidents([row, made.incident("i2", "k3")])

    assert store.incident("i1") == row
    assert store.incident_of(["k1", "k3", "none"]) == {"k1": "i1", "k3": "i2"}
    assert store.members(["i1", "none"]) == {"i1": ["k2", "k1"]}


def test_incidents_are_replaced_and_removed(store: Store) -> None:
    with store.writing():
        store.put_incidents([made.incident("i1", "k1", "k2"), made.incident("i2", "k3")])
        store.put_incidents([made.incident("i1", "k1", parties=("c",))])
        store.remove_incidents(["i2", "none"])

    assert store.incident_of(["k1", "k2", "k3"]) == {"k1": "i1"}
    assert list(store.incidents(Which(parties=("a",)))) == []
    assert [row.id for row in store.incidents(Which(parties=("c",)))] == ["i1"]


def test_an_event_of_two_incidents_is_refused(store: Store) -> None:
    with store.writing():
        store.put_incidents([made.incident("i1", "k1")])
    with store.writing():
        with pytest.raises(StoreError, match="k1 belongs to incident i1"):
            store.put_incidents([made.incident("i2", "k1")])
        with pytest.raises(StoreError, match="k1 is given 2 times"):
            store.put_incidents([made.incident("i1", "k1"), made.incident("i2", "k1")])
    assert store.incident_of(["k1"]) == {"k1": "i1"}
    with store.writing():
        store.put_incidents([made.incident("i1"), made.incident("i2", "k1")])

    assert store.incident_of(["k1"]) == {"k1": "i2"}


INCIDENTS = (
    made.incident("i1", first_day=100, last_day=102, origins=2, killed=3, contested=True),
    made.incident("i2", first_day=105, last_day=105, origins=5, killed=None, type="air_strike", place="معرة النعمان"),
    made.incident("i3", first_day=None, last_day=None, killed=9, parties=("c",), place="", region="ريف حلب"),
    made.incident("i4", first_day=100, last_day=100, origins=2, killed=3, place="50%_x"),
)


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (None, ["i1", "i4", "i2", "i3"]),
        (Which(since=102), ["i1", "i2"]),
        (Which(until=104), ["i1", "i4"]),
        (Which(since=101, until=104), ["i1"]),
        (Which(types=("air_strike",)), ["i2"]),
        (Which(parties=("c",)), ["i3"]),
        (Which(parties=("a",), types=("shelling",)), ["i1", "i4"]),
        (Which(place="معره"), ["i2"]),
        (Which(place="حَلب"), ["i3"]),
        (Which(place="إدلب", until=104), ["i1", "i4"]),
        (Which(place="%_"), ["i4"]),
        (Which(contested=True), ["i1"]),
        (Which(contested=False), ["i4", "i2", "i3"]),
    ],
)
def test_incidents_are_filtered(store: Store, which: Which | None, found: list[str]) -> None:
    with store.writing():
        store.put_incidents(INCIDENTS)

    assert [row.id for row in store.incidents(which)] == found
    assert store.count_incidents(which) == len(found)


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("date", ["i1", "i4", "i2", "i3"]),
        ("latest", ["i2", "i1", "i4", "i3"]),
        ("origins", ["i2", "i1", "i4", "i3"]),
        ("killed", ["i3", "i1", "i4", "i2"]),
    ],
)
def test_incidents_are_sorted_and_cut(store: Store, order: str, found: list[str]) -> None:
    with store.writing():
        store.put_incidents(INCIDENTS)

    assert [row.id for row in store.incidents(order=order)] == found  # type: ignore[arg-type]
    assert [row.id for row in store.incidents(order=order, limit=2, offset=1)] == found[1:3]  # type: ignore[arg-type]
    assert [row.id for row in store.incidents(order=order, offset=3)] == found[3:]  # type: ignore[arg-type]


def test_what_linking_derived_can_be_thrown_away(store: Store) -> None:
    made.fill(store, "d1")
    with store.writing():
        store.index("d1", [made.event("k1", 1)])
        store.put_edges([("k1", "k2", 1.0)])
        store.put_incidents([made.incident("i1", "k1")])
        store.set_state("linker", "1")
        store.clear_links()

    assert (store.in_blocks([1]), store.edges_of(["k1"]), list(store.incidents()), store.incident_of(["k1"])) == ({}, [], [], {})
    assert store.reading("d1") == made.reading()
    assert store.state("linker") == "1"


def test_incidents_can_be_thrown_away_and_their_events_stay(store: Store) -> None:
    with store.writing():
        store.index("d1", [made.event("k1", 1)])
        store.put_edges([("k1", "k2", 1.0)])
        store.put_incidents([made.incident("i1", "k1")])
        store.clear_incidents()

    assert (store.edges_of(["k1"]), list(store.incidents()), store.incident_of(["k1"])) == ([], [], {})
    assert store.in_blocks([1]) == {"k1": b"k1"}


def test_small_values_are_kept_by_name(store: Store) -> None:
    with store.writing():
        store.set_state("linker", "1")
        store.set_state("linker", "2")

    assert store.state("linker") == "2"


# ---------------------------------------------------------------------------------------------------------------------- search

TEXTS = {
    "d1": "قُتِلَ راعيان بقصفٍ على بلدة كفرنبل وكفرنبل الشرقية",
    "d2": "طائرة مسيّرة قصفت طريقاً قرب إدلب، وفي المساء قُصفت بلدة مجاورة",
    "d3": "A shell hit the mill road, said two workers; the mill is closed",
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("كفرنبل", {"d1": ["كفرنبل", "كفرنبل"]}),
        ("ادلب", {"d2": ["إدلب"]}),
        ("قتل", {"d1": ["قُتِلَ"]}),
        ("قصف", {"d1": ["قصفٍ"]}),
        ("قصف*", {"d2": ["قصفت", "قُصفت"], "d1": ["قصفٍ"]}),
        ("بلدة", {"d2": ["بلدة"], "d1": ["بلدة"]}),
        ("بلده مجاوره", {"d2": ["بلدة", "مجاورة"]}),
        ('"بلدة كفرنبل"', {"d1": ["بلدة كفرنبل"]}),
        ('"كفرنبل بلدة"', {}),
        ('"mill ro*"', {"d3": ["mill road"]}),
        ("MILL 'closed'", {"d3": ["mill", "mill", "closed"]}),
        ("mill AND NOT closed", {}),
        ("mill NEAR(", {}),
        ('"', {}),
        ("", {}),
        ("*", {}),
    ],
)
def test_words_are_found_however_they_are_written(store: Store, query: str, found: dict[str, list[str]]) -> None:
    with store.writing():
        for id, text in TEXTS.items():
            store.add(*made.receipt(id, text))

    hits = list(store.search(query, prefixes=["و", "ب", "وال"]))
    assert {hit.document: [TEXTS[hit.document][start:stop] for start, stop in hit.spans] for hit in hits} == found
    assert [hit.document for hit in hits] == list(found)
    assert all(TEXTS[hit.document][slice(*hit.snippet.span)] == hit.snippet.text for hit in hits)


def test_search_gives_the_last_added_first_page_by_page(store: Store) -> None:
    made.fill(store, "d1", "d2", "d3", "d4")

    assert [hit.document for hit in store.search("قصف")] == ["d4", "d3", "d2", "d1"]
    assert [hit.document for hit in store.search("قصف", limit=2, offset=1)] == ["d3", "d2"]


def test_words_that_the_caller_adds_are_found_too(store: Store) -> None:
    with store.writing():
        store.add(*made.receipt(text="mills burned"), search_text="mills burned\nmill burn")

    assert [(hit.spans, hit.snippet.text) for hit in store.search("mill")] == [((), "mills burned")]
    assert [hit.spans for hit in store.search("burned mill")] == [((6, 12),)]
    with store.writing():
        store.set_search_text("d1", "ruin")
    assert [list(store.search("mill")), [hit.document for hit in store.search("ruin")]] == [[], ["d1"]]


def test_words_of_no_document_are_refused(store: Store) -> None:
    with store.writing(), pytest.raises(StoreError, match="no document d1"):
        store.set_search_text("d1", "mill")
    with store.writing(), pytest.raises(StoreError, match="no document d1"):
        store.add_bands("d1", [1], b"")


WORDS = st.text(st.sampled_from("ab و\u064e.-\"*'_٣é"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(WORDS, WORDS)
def test_a_hit_shows_words_that_are_in_the_text(store: Store, text: str, query: str) -> None:
    id = text or "empty"
    with store.writing():
        store.add(*made.receipt(id, text))
    found = [hit for hit in store.search(query, limit=1000) if hit.document == id]

    assert all(hit.spans and all(0 <= start < stop <= len(text) for start, stop in hit.spans) for hit in found)
