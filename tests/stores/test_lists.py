"""What every store gives to lists, maps and counts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from musnad.errors import StoreError
from musnad.model import Anchor, DocumentRef, Event, Issue, Judgement, Reader, Reading, Words
from musnad.stores import Store
from musnad.stores.base import Which
from musnad.stores.lists import Box, Card, MapPlace, Point, Share, Sought, Speaker, Trouble
from tests.stores import made

# ------------------------------------------------------------------------------------------------------------------- incidents

INCIDENTS = (
    made.incident("i1", "a#e1", first_day=737_425, last_day=737_426, origins=3, killed=4, languages=("ar",), parties=("russia",)),
    made.incident("i2", "b#e1", first_day=737_430, last_day=737_430, origins=1, killed=None, languages=("ar", "en"), lat=48.0, lon=37.8),
    made.incident("i3", "c#e1", first_day=737_470, last_day=737_470, origins=2, killed=9, type="air_strike", lat=None, lon=None),
    made.incident(
        "i4", "d#e1", first_day=None, last_day=None, languages=("tr",), lat=-16.9, lon=179.9, radius_km=60.0, precision="governorate"
    ),
)
TEXTS = {
    "a": "قصف على المخيم ليلا",
    "b": "غارة على المخيم. A strike on the camp",
    "c": "The bridge was hit",
    "d": "Köprü vuruldu",
    "e": "المخيم بلا خبر",
}


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing():
        for id, text in TEXTS.items():
            store.add(*made.receipt(id, text))
            store.index(id, [made.event(f"{id}#e1", 1)])
        store.put_incidents(INCIDENTS)
    return store


ASKED = [
    (Which(), ["i1", "i2", "i3", "i4"]),
    (Which(types=("air_strike", "raid")), ["i3"]),
    (Which(types=("air_strike", "shelling"), until=737_430), ["i1", "i2"]),
    (Which(parties=("russia", "c")), ["i1"]),
    (Which(parties=("russia", "b")), ["i1", "i2", "i3", "i4"]),
    (Which(languages=("en",)), ["i2"]),
    (Which(languages=("en", "ar")), ["i1", "i2"]),
    (Which(origins=2), ["i1", "i3"]),
    (Which(killed=5), ["i3"]),
    (Which(located=True), ["i1", "i2", "i4"]),
    (Which(located=False), ["i3"]),
    (Which(box=Box(west=36, south=35, east=37, north=36)), ["i1"]),
    (Which(box=Box(west=36.5, south=35.6, east=36.5, north=35.6)), ["i1"]),
    (Which(box=Box(west=170, south=-20, east=-170, north=0)), ["i4"]),
    (Which(box=Box(west=-180, south=-90, east=180, north=90)), ["i1", "i2", "i4"]),
    (Which(words="المخيم"), ["i1", "i2"]),
    (Which(words="camp"), ["i2"]),
    (Which(words='"strike on the camp"', languages=("ar",)), ["i2"]),
    (Which(words="مخيم"), []),
    (Which(words="مخيم", prefixes=("ال",)), ["i1", "i2"]),
    (Which(words="bri*", killed=9), ["i3"]),
    (Which(words=" "), []),
]


@pytest.mark.parametrize(("which", "found"), ASKED)
def test_lists_maps_and_counts_ask_alike(filled: Store, which: Which, found: list[str]) -> None:
    located = [row for row in INCIDENTS if row.id in found and row.lat is not None]

    assert [row.id for row in filled.incidents(which)] == found
    assert filled.count_incidents(which) == len(found)
    assert [point.id for point in filled.points(which)] == found
    assert sum(place.incidents for place in filled.map_places(which)) == len(found)
    assert sum(place.incidents for place in filled.map_places(which) if place.lat is not None) == len(located)
    assert sum(times for _, times in filled.timeline(which)) == len([row for row in INCIDENTS if row.id in found and row.first_day])


def test_a_map_is_told_how_exact_a_place_is(filled: Store) -> None:
    expected = Point("i4", -16.9, 179.9, 60.0, "governorate", "shelling", None, None, contested=False, origins=1)

    assert filled.points(Which(languages=("tr",))) == [expected]
    assert filled.incident("i4") == INCIDENTS[3]


def test_a_map_is_told_of_what_has_no_known_place_too_page_by_page(filled: Store) -> None:
    assert [(point.id, point.lat) for point in filled.points(order="killed")] == [("i3", None), ("i1", 35.6), ("i2", 48.0), ("i4", -16.9)]
    assert [point.id for point in filled.points(order="killed", limit=2, offset=1)] == ["i1", "i2"]


def test_a_map_has_each_place_once_those_with_most_incidents_first(filled: Store) -> None:
    with filled.writing():
        filled.put_incidents([made.incident("i5", contested=True, killed=7, radius_km=3.0, region="ادلب"), made.incident("i6", region="")])
        filled.put_incidents([made.incident("i7", lat=None, lon=None, place="السد"), made.incident("i8", precision="town")])
    kept = ("كفرنبل", "إدلب")
    shelling = {"type": "shelling", "first_day": 737_000}
    expected = [
        MapPlace(35.6, 36.5, 3.0, "unknown", "كفرنبل", "", 3, 1, 7, None, None, None),
        MapPlace(-16.9, 179.9, 60.0, "governorate", *kept, 1, 0, None, "i4", "shelling", None),
        MapPlace(35.6, 36.5, None, "town", *kept, 1, 0, None, "i8", **shelling),
        MapPlace(48.0, 37.8, None, "unknown", *kept, 1, 0, None, "i2", "shelling", 737_430),
        MapPlace(None, None, None, "unknown", "السد", "إدلب", 1, 0, None, "i7", **shelling),
        MapPlace(None, None, None, "unknown", *kept, 1, 0, 9, "i3", "air_strike", 737_470),
    ]

    assert filled.map_places() == expected
    assert filled.map_places(limit=2, offset=3) == expected[3:5]
    assert filled.map_places(Which(killed=7)) == [
        MapPlace(35.6, 36.5, 3.0, "unknown", "كفرنبل", "ادلب", 1, 1, 7, "i5", **shelling),
        expected[5],
    ]


def test_what_began_is_counted_by_day_month_and_year(filled: Store) -> None:
    assert filled.timeline() == [(737_425, 1), (737_430, 1), (737_470, 1)]  # 1 and 6 January, 15 February 2020
    assert filled.timeline(by="month") == [(737_425, 2), (737_456, 1)]
    assert filled.timeline(by="year") == [(737_425, 3)]
    assert filled.timeline(Which(killed=5), by="month") == [(737_456, 1)]


def test_menus_have_every_value_with_its_count(filled: Store) -> None:
    assert list(filled.incident_tally("type").items()) == [("shelling", 3), ("air_strike", 1)]
    assert list(filled.incident_tally("party").items()) == [("a", 3), ("b", 3), ("russia", 1)]
    assert list(filled.incident_tally("language").items()) == [("ar", 2), ("en", 1), ("tr", 1)]


def test_ids_are_found_by_their_beginning(filled: Store) -> None:
    with filled.writing():
        filled.put_incidents([made.incident("i22"), made.incident("j_"), made.incident("j%")])

    assert filled.incidents_begun("i2", 5) == ["i2", "i22"]
    assert filled.incidents_begun("i", 2) == ["i1", "i2"]
    assert filled.incidents_begun("j%", 5) == ["j%"]
    assert filled.incidents_begun("", 1) == ["i1"]
    assert filled.documents_begun("a", 5) == ["a"]
    assert filled.documents_begun("x", 5) == []


def test_an_incident_that_is_no_more_is_in_no_list(filled: Store) -> None:
    with filled.writing():
        filled.remove_incidents(["i1", "i2"])
        filled.put_incidents([made.incident("i5", "b#e1")])

    assert [row.id for row in filled.incidents(Which(words="المخيم"))] == ["i5"]
    assert filled.incident_tally("language") == {"tr": 1}
    assert filled.incident_tally("party") == {"a": 3, "b": 3}


# ---------------------------------------------------------------------------------------------------------------- who speaks


def _share(origin: str, *documents: str, **values: object) -> Share:
    plain = {"claims": 2, "alone": 0, "alone_fields": 1, "changed": 0, "disputed": 1, "against_interest": 0, "for_interest": 1}
    return Share(origin=origin, **({"name": origin.title(), "kind": "monitor", "party": None} | plain | values), documents=documents)  # type: ignore[arg-type]


def test_what_origins_say_is_summed_over_incidents(filled: Store) -> None:
    with filled.writing():
        filled.put_shares({"i1": [_share("north", "a", "b"), _share("south", "a", claims=5, party="b")]})
        filled.put_shares(
            {
                "i2": [_share("north", "b", alone=1), _share("south", "c", claims=1, party="a")],
                "i3": [_share("east", "c", name="Z"), _share("north", "c")],
            }
        )

    north = Speaker(
        id="north",
        name="North",
        kind="monitor",
        party=None,
        documents=3,
        claims=6,
        incidents=3,
        alone=1,
        alone_fields=3,
        changed=0,
        disputed=3,
        against_interest=0,
        for_interest=3,
    )
    assert filled.speakers()[0] == north
    assert [(one.id, one.party, one.claims, one.documents) for one in filled.speakers(offset=1)] == [
        ("south", "a", 6, 2),
        ("east", None, 2, 1),
    ]
    assert [one.id for one in filled.speakers(limit=1, offset=1)] == ["south"]
    assert filled.count_speakers() == 3
    assert filled.speaker("north") == north
    assert filled.speaker("nobody") is None
    assert [row.id for row in filled.incidents(Which(speaker="south"))] == ["i1", "i2"]
    assert filled.count_incidents(Which(speaker="south", languages=("en",))) == 1


def test_what_was_said_goes_with_the_incident(filled: Store) -> None:
    with filled.writing():
        filled.put_shares({"i1": [_share("north", "a"), _share("south", "a")], "i2": [_share("north", "b")]})
        filled.put_shares({"i1": [_share("south", "a")]})
        filled.remove_incidents(["i2"])
    assert [one.id for one in filled.speakers()] == ["south"]
    with filled.writing():
        filled.put_incidents([replace(INCIDENTS[0], killed=1)])
    assert filled.speakers() == []

    with filled.writing(), pytest.raises(StoreError, match="no incident i9"):
        filled.put_shares({"i9": []})


# ------------------------------------------------------------------------------------------------------------------- documents

UNKNOWN = Issue(level="info", stage="places", message="no place is known as 'تلة' here", span=(0, 3))


def _reading(id: str, *issues: Issue, events: int = 1, version: str = "1") -> Reading:
    return replace(made.reading(id, events=events, version=version), issues=issues)


def _add(store: Store, id: str, text: str, *, copy_of: str | None = None, **values: str) -> None:
    receipt, data = made.receipt(id, text)
    with store.writing():
        store.add(replace(receipt, document=replace(receipt.document, **values), copy_of=copy_of), data)


@pytest.fixture
def listed(store: Store) -> Store:
    _add(store, "d1", "تلة قرب البلدة\nوقعت", publisher="Mill", lang="ar", kind="post", title="تلة")
    _add(store, "d2", "Mills burned", publisher="Mill", lang="en", published_at="")
    _add(store, "d3", "تلة قرب البلدة", lang="ar", copy_of="d1")
    other = Issue(level="error", stage="language", message="no pack")
    with store.writing():
        store.add_reading(_reading("d1", UNKNOWN, replace(UNKNOWN, message="again"), events=2), made.AT)
        store.add_reading(_reading("d2", other, events=0), made.AT)
        store.add_reading(_reading("d3", replace(UNKNOWN, message="unknown")), made.AT)
    return store


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (None, ["d3", "d2", "d1"]),
        (Sought(publisher="Mill"), ["d2", "d1"]),
        (Sought(publisher=""), ["d3"]),
        (Sought(language="ar"), ["d3", "d1"]),
        (Sought(kind="post"), ["d1"]),
        (Sought(copies=True), ["d3"]),
        (Sought(copies=False, language="ar"), ["d1"]),
        (Sought(read=False), ["d2"]),
        (Sought(read=True), ["d3", "d1"]),
        (Sought(issue=("places", "تلة")), ["d3", "d1"]),
        (Sought(issue=("language", "no pack")), ["d2"]),
    ],
)
def test_documents_are_listed_last_added_first(listed: Store, sought: Sought | None, found: list[str]) -> None:
    assert [card.id for card in listed.cards(sought)] == found
    assert [card.id for card in listed.cards(sought, limit=1, offset=1)] == found[1:2]
    assert listed.count_cards(sought) == len(found)


def test_a_card_shows_what_came_in_and_what_was_found(listed: Store) -> None:
    expected = Card(
        id="d1",
        title="تلة",
        beginning="تلة قرب البلدة وقعت",
        publisher="Mill",
        language="ar",
        kind="post",
        published_at="2020-03-01",
        added_at=made.AT,
        copy_of=None,
        read=True,
        events=2,
        claims=0,
        issues=1,
    )
    assert listed.cards_of(["d1", "none", "d1"]) == [expected]
    assert [card.id for card in listed.cards_of(["d1", "d3", "d2"])] == ["d1", "d3", "d2"]


def test_a_card_follows_the_current_reading(listed: Store) -> None:
    day = DocumentRef(id="d2", language="en", sha256="00", published=made.DAY)
    event = Event(id="e1", type="raid", background=False, trigger=Words(text="burned", span=(6, 12)))
    with listed.writing():
        listed.add_reading(Reading(document=day, reader=Reader(name="rules", version="2"), events=(event,)), made.AT)

    (card,) = listed.cards_of(["d2"])
    assert (card.read, card.events, card.issues, card.published_at) == (True, 1, 0, "2020-03-02")
    assert listed.count_cards(Sought(read=False)) == 0
    assert listed.trouble_tally() == {"places": 1}


def test_what_came_in_but_was_not_read_is_listed(store: Store) -> None:
    receipt, data = made.receipt()
    with store.writing():
        store.add(replace(receipt, issues=(Issue(level="warning", stage="input", message="cut off"),)), data)

    (card,) = store.cards()
    assert (card.read, card.events, card.issues) == (False, 0, 1)
    assert store.troubles() == [Trouble(stage="input", about="cut off", message="cut off", documents=1)]
    made.fill(store, "d1")
    assert [card.issues for card in store.cards()] == [1]


def test_issues_are_counted_by_what_they_are_about(listed: Store) -> None:
    places = Trouble(stage="places", about="تلة", message=UNKNOWN.message, documents=2)
    language = Trouble(stage="language", about="no pack", message="no pack", documents=1)

    assert listed.troubles() == [places, language]
    assert listed.troubles("language") == [language]
    assert listed.troubles(limit=1, offset=1) == [language]
    assert listed.trouble_tally() == {"language": 1, "places": 1}


def test_documents_are_counted_by_trait(listed: Store) -> None:
    assert list(listed.document_tally("publisher").items()) == [("Mill", 2), ("", 1)]
    assert list(listed.document_tally("language").items()) == [("ar", 2), ("en", 1)]
    assert list(listed.document_tally("kind").items()) == [("", 2), ("post", 1)]


def test_everything_is_counted(listed: Store) -> None:
    with listed.writing():
        listed.judge(made.judgement())
        listed.put_incidents([made.incident("i1", "k1")])

    counts = listed.counts()
    assert (counts.documents, counts.unread, counts.copies) == (3, 1, 1)
    assert (counts.events, counts.claims, counts.issues) == (3, 0, 3)
    assert (counts.judgements, counts.incidents, counts.log) == (1, 1, 7)


def test_nothing_is_counted_as_nothing(store: Store) -> None:
    assert set(vars_of(store)) == {0}


def vars_of(store: Store) -> list[int]:
    counts = store.counts()
    return [getattr(counts, name) for name in counts.__struct_fields__]


# ------------------------------------------------------------------------------------------------------- judgements and the log


def _judgement(*documents: str, withdraws: int | None = None) -> Judgement:
    on = tuple(Anchor(document=document, span=(0, 3)) for document in documents)
    return Judgement(kind="undo" if withdraws else "same", by="a reader", at=made.AT, on=on, withdraws=withdraws)


def test_judgements_are_found_by_their_documents(store: Store) -> None:
    made.fill(store, "d1", "d2", "d3")
    with store.writing():
        for judgement in (_judgement("d1", "d2"), _judgement("d3"), _judgement(withdraws=1), _judgement("d2", "d2", "none")):
            store.judge(judgement)

    every = store.judgements()
    assert store.judgements_on(["d1"]) == [every[0], every[2]]
    assert store.judgements_on(["d2", "d3"]) == every
    assert store.judgements_on(["none"]) == [every[3]]
    assert store.judgements_on([]) == []


def test_the_log_is_given_page_by_page_from_its_end(store: Store) -> None:
    made.fill(store, "d1", "d2")
    lines = list(store.log())

    assert store.log_before(limit=3) == lines[:0:-1]
    assert store.log_before(2) == lines[:1]
    assert store.log_before(1) == []
