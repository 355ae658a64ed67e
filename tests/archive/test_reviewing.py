"""A reading as people decided it: corrections of one claim add up, what was added is there, and what was taken back leaves no trace."""

from __future__ import annotations

import msgspec

from musnad import codec
from musnad.archive.reviewing import Reviewed, review, standing
from musnad.incidents.reconcile import Verdict
from musnad.model import Anchor, Judgement, Party, Reading, Toll, Words
from tests.archive.made import AT
from tests.incidents import building as b

READING = b.reading(
    "d1",
    (b.event(1), b.event(5)),
    (b.claim(2, "killed", b.toll(3)), b.claim(6, "initiator", Party(party="russia"), event="e5", chain=(b.link("وكالة", "agency"),))),
)
KILLED = Anchor(document="d1", span=(20, 23), field="killed")
BLAMED = Anchor(document="d1", span=(60, 63), field="initiator")
MARKED = Words(text="ثلاثة", span=(70, 75))


def judged(kind: str, *on: Anchor, **said: object) -> Judgement:
    return Judgement(kind=kind, by="a reader", at=AT, on=on, **said)  # type: ignore[arg-type]


def decided(*judgements: Judgement, reading: Reading = READING) -> Reviewed:
    """The reading after these judgements, numbered from 1."""
    return review(reading, standing(list(enumerate(judgements, 1))))


def claims(found: Reviewed) -> dict[str, object]:
    return {claim.id: claim.value for claim in found.reading.claims}


def test_a_reading_of_which_nothing_was_decided_is_itself() -> None:
    assert decided() == Reviewed(reading=READING, verdicts={})
    assert decided(judged("same", Anchor(document="d1", span=(10, 13)))).reading is READING


def test_corrections_of_one_claim_add_up_and_the_later_holds_for_each_part() -> None:
    link = b.link("مصدر ميداني", "military")
    found = decided(
        judged("correct", BLAMED, value=Party(party="turkey")),
        judged("correct", BLAMED, chain=(link,), stance="deny"),
        judged("correct", BLAMED, value=Party(party="israel")),
    )
    claim = found.reading.claims[1]

    assert (claim.value, claim.stance, claim.chain) == (Party(party="israel"), "deny", (link,))
    assert found.verdicts == {"c6": Verdict(corrected=("value", "stance", "chain"))}


def test_one_correction_is_taken_back_and_the_others_stay() -> None:
    found = decided(
        judged("correct", BLAMED, value=Party(party="turkey")),
        judged("correct", BLAMED, stance="deny"),
        judged("undo", BLAMED, withdraws=1),
    )
    claim = found.reading.claims[1]

    assert (claim.value, claim.stance) == (Party(party="russia"), "deny")
    assert found.verdicts["c6"].corrected == ("stance",)


def test_an_empty_chain_is_a_correction_too() -> None:
    assert decided(judged("correct", BLAMED, chain=())).reading.claims[1].chain == ()


def test_a_rejected_claim_is_out_until_it_is_accepted_or_corrected() -> None:
    rejected = decided(judged("reject", KILLED))
    assert list(claims(rejected)) == ["c6"]
    assert [claim.id for claim in rejected.rejected] == ["c2"]

    accepted = decided(judged("correct", KILLED, value=b.toll(4)), judged("reject", KILLED), judged("accept", KILLED))
    assert claims(accepted)["c2"] == b.toll(4)
    assert accepted.verdicts["c2"] == Verdict(accepted=True, corrected=("value",))
    assert claims(decided(judged("reject", KILLED), judged("correct", KILLED, value=b.toll(5))))["c2"] == b.toll(5)


def test_a_place_is_put_elsewhere_with_the_words_that_name_it() -> None:
    found = decided(judged("place", Anchor(document="d1", span=(10, 13)), places=(b.SARMIN, b.IDLIB_PROVINCE)))
    site, region = found.reading.events[0].places

    assert (site.name, site.lat, site.lon) == (b.SARMIN.name, b.SARMIN.lat, b.SARMIN.lon)
    assert (site.text, site.span) == (b.IDLIB.text, b.IDLIB.span)
    assert region.span == (10, 10)  # the text names none
    assert found.verdicts == {"e1": Verdict(corrected=("place",))}
    assert found.reading.events[1] == READING.events[1]


def test_an_added_claim_is_on_its_event_and_can_be_decided_on() -> None:
    add = judged("add", Anchor(document="d1", span=MARKED.span, field="injured"), Anchor(document="d1", span=(50, 53)), **_ADDED)
    found = decided(add)
    claim = found.reading.claims[-1]

    assert (claim.id, claim.event, claim.field, claim.value, claim.evidence) == ("j1", "e5", "injured", b.toll(3), (MARKED,))
    assert found.verdicts == {"j1": Verdict(added=True)}

    named = Anchor(document="d1", span=MARKED.span, field="injured", added=1)
    corrected = decided(add, judged("correct", named, value=b.toll(9)))
    assert claims(corrected)["j1"] == b.toll(9)
    assert corrected.verdicts["j1"] == Verdict(added=True, corrected=("value",))
    assert decided(add, judged("undo", withdraws=1)).reading == READING


_ADDED = {"value": b.toll(3), "evidence": (MARKED,), "type": "shelling"}


def test_what_was_read_is_never_taken_for_what_was_added_beside_it() -> None:
    over = Words(text="قصف", span=(20, 23))
    on = Anchor(document="d1", span=(20, 23), field="killed"), Anchor(document="d1", span=(10, 13))
    found = decided(judged("add", *on, value=b.toll(8), evidence=(over,), type="shelling"), judged("correct", KILLED, value=b.toll(4)))

    assert claims(found) == {"c2": b.toll(4), "c6": Party(party="russia"), "j1": b.toll(8)}


def test_an_added_event_has_its_claims_and_can_be_placed() -> None:
    own = Anchor(document="d1", span=MARKED.span, field="killed")
    event = Anchor(document="d1", span=MARKED.span, added=1)
    more = Anchor(document="d1", span=(80, 83), field="weapon")
    found = decided(
        judged("add", own, **_ADDED),
        judged("add", more, event, value=b.toll(2), evidence=(Words(text="قصف", span=(80, 83)),), type="shelling"),
        judged("place", event, places=(b.ALEPPO,)),
    )
    made = found.reading.events[-1]

    assert (made.id, made.type, made.trigger, made.places[0].name) == ("ej1", "shelling", MARKED, b.ALEPPO.name)
    assert [claim.event for claim in found.reading.claims[-2:]] == ["ej1", "ej1"]
    assert found.verdicts["ej1"] == Verdict(added=True, corrected=("place",))


def test_an_added_claim_outlives_a_reader_that_finds_no_event() -> None:
    add = judged("add", Anchor(document="d1", span=MARKED.span, field="killed"), Anchor(document="d1", span=(50, 53)), **_ADDED)
    found = decided(add, reading=b.reading("d1", (), ()))

    assert [event.id for event in found.reading.events] == ["ej1"]
    assert claims(found) == {"j1": b.toll(3)}


def test_every_kind_of_judgement_is_read_back_and_those_of_earlier_versions_too() -> None:
    add = judged("add", Anchor(document="d1", span=MARKED.span, field="killed", added=None), **_ADDED, stance="hedge", chain=())
    for one in (add, judged("place", Anchor(document="d1", span=(1, 2), added=7), places=(b.IDLIB,)), judged("correct", BLAMED, chain=())):
        assert codec.judgement(codec.encode(one)) == one
    earlier = (
        b'{"kind":"correct","by":"N","at":"x","on":[{"document":"d1","span":[1,2],"field":"killed"}],"value":{"min":4,"max":4},"note":""}'
    )
    assert codec.judgement(earlier).value == Toll(min=4, max=4)
    assert msgspec.json.decode(codec.encode(add))["type"] == "shelling"
