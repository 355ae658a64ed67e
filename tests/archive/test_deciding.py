"""What a decision changes is linked and accounted for at once, as if everything were made anew; taking it back leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from musnad.archive import accounting, deciding, finding, linked
from musnad.archive.deciding import Correction, NewClaim
from musnad.errors import InputError
from musnad.incidents.accounts import Account
from musnad.model import Party, When, Wording, Words
from musnad.stores import open_store
from musnad.stores.base import IncidentRow, Store
from musnad.stores.log import verify
from tests.archive import made
from tests.incidents import building as b

MARKED = Words(text="d1", span=(0, 2))  # the documents that ``made`` puts have their id as text


@pytest.fixture
def store() -> Iterator[Store]:
    """Two documents that tell of one shelling of Idlib, and one of another in Aleppo."""
    told = []
    for id_, place, party in (("d1", b.IDLIB, "russia"), ("d2", b.IDLIB, "russia"), ("d3", b.ALEPPO, "syrian_government")):
        claims = (
            b.claim(2, "killed", b.toll(3)),
            b.claim(3, "initiator", Party(party=party), chain=(b.link("المرصد", "monitor", source="sohr"),)),
        )
        told.append((b.reading(id_, (b.event(on=b.day(), places=(place,)),), claims), Wording()))
    with open_store(":memory:") as store:
        made.put(store, told)
        yield store


def anew(store: Store) -> list[IncidentRow]:
    """The incidents when everything is indexed and linked from nothing."""
    with store.writing():
        store.set_state("linked", "an older linker")
    return made.rows(store)


def account_of(store: Store, name: str) -> Account:
    row = finding.row_of(store, finding.find(store, name).id)
    return next(accounting.accounts(store, [(row.id, row.keys)]))


def place(store: Store) -> int:
    return deciding.place(store, "d2#e1", (b.ALEPPO,), by="N").number


def chain(store: Store) -> int:
    own = Correction(chain=(b.link("مصدر ميداني", "military"),), stance="deny", value=Party(party="israel"))
    return deciding.correct(store, "d1#c3", own, by="N").number


def reject(store: Store) -> int:
    return deciding.rule(store, "reject", "d1#c3", by="N").number


def claim(store: Store) -> int:
    return deciding.add(store, NewClaim(document="d1", evidence=(MARKED,), field="injured", value=b.toll(7), event="e1"), by="N").number


def event(store: Store) -> int:
    new = NewClaim(document="d1", evidence=(MARKED,), field="killed", value=b.toll(2), type="ied", date=When(start=b.day(9)))
    return deciding.add(store, new, by="N").number


@pytest.mark.parametrize("decide", [place, chain, reject, claim, event])
def test_a_decision_is_as_if_everything_were_made_anew_and_undo_leaves_no_trace(store: Store, decide: Callable[[Store], int]) -> None:
    before = made.rows(store)
    number = decide(store)
    after = made.rows(store)

    assert after != before
    assert anew(store) == after
    deciding.undo(store, number, by="N")
    assert made.rows(store) == before
    assert anew(store) == before
    assert verify(store) == []


def test_an_event_that_is_put_elsewhere_joins_what_happened_there(store: Store) -> None:
    assert finding.find(store, "d2#e1") == finding.find(store, "d1#e1")
    decided = deciding.place(store, "d2#c2", (b.ALEPPO,), by="N")  # a claim stands for its event

    assert finding.find(store, "d2#e1") == finding.find(store, "d3#e1")
    assert set(decided.after) != set(decided.before)


def test_all_events_of_an_incident_are_placed_at_once(store: Store) -> None:
    incident = finding.find(store, "d1#e1").id
    deciding.place(store, incident, (b.SARMIN,), by="N")
    site = account_of(store, "d1#e1").site

    assert site is not None
    assert (site.name, site.documents, site.corrected) == (b.SARMIN.name, ("d1", "d2"), True)


def test_a_corrected_chain_changes_whose_word_it_is(store: Store) -> None:
    initiator = account_of(store, "d1#e1").field("initiator")
    assert initiator is not None
    assert [origin.id for origin in initiator.values[0].origins] == ["sohr"]
    chain(store)
    initiator = account_of(store, "d1#e1").field("initiator")

    assert initiator is not None
    assert initiator.status == "contested"
    (denied,) = (held for held in initiator.values if held.label == "israel")
    assert [origin.name for origin in denied.denied_by] == ["مصدر ميداني"]


def test_an_added_event_is_an_incident_of_its_own_and_goes_by_its_id(store: Store) -> None:
    number = event(store)
    own = account_of(store, f"d1#ej{number}")

    assert (own.type, own.keys) == ("ied", (f"d1#ej{number}",))
    assert own.fields[0].values[0].voices[0].added
    more = NewClaim(document="d1", evidence=(MARKED,), field="injured", value=b.toll(5), event=f"ej{number}")
    added = deciding.add(store, more, by="N").number
    deciding.rule(store, "accept", f"d1#j{added}", by="N")
    assert [told.field for told in account_of(store, f"d1#ej{number}").fields] == ["killed", "injured"]
    with pytest.raises(InputError, match=f"{added} added to"):
        deciding.undo(store, number, by="N")


@pytest.mark.parametrize(
    "wrong",
    [
        NewClaim(document="d9", evidence=(MARKED,), field="killed", value=b.toll(1), event="e1"),
        NewClaim(document="d1", evidence=(Words(text="d2", span=(0, 2)),), field="killed", value=b.toll(1), event="e1"),
        NewClaim(document="d1", evidence=(), field="killed", value=b.toll(1), event="e1"),
        NewClaim(document="d1", evidence=(MARKED,), field="killed", value=b.toll(1), event="e9"),
        NewClaim(document="d1", evidence=(MARKED,), field="killed", value=b.toll(1)),
    ],
    ids=["no document", "not its words", "no words", "no event", "neither event nor type"],
)
def test_a_claim_that_cannot_be_added_changes_nothing(store: Store, wrong: NewClaim) -> None:
    with pytest.raises(InputError):
        deciding.add(store, wrong, by="N")
    assert store.judgements() == []


def test_a_correction_must_correct_something(store: Store) -> None:
    with pytest.raises(InputError):
        deciding.correct(store, "d1#c2", Correction(), by="N")


def test_what_was_decided_while_nothing_was_linked_is_linked(store: Store) -> None:
    with store.writing():
        linked.put_off(store)
    place(store)
    rows = made.rows(store)
    assert sorted(row.place for row in rows) == sorted([b.IDLIB.name, b.ALEPPO.name])
    assert rows == anew(store)
