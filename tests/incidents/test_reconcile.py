"""Accounts: what the claims of an incident add up to. Nothing is decided between parties."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from musnad.incidents import reconcile
from musnad.incidents.accounts import Account, Range
from musnad.incidents.independence import Report
from musnad.incidents.reconcile import Verdict
from musnad.incidents.sketches import key_of
from musnad.model import Agreement, Claim, Party, Relation, Weapon, When, Words
from tests.incidents import building as b


class Who(b.Strangers):
    """Sources that are each their own house; a ministry speaks for a side."""

    def side_of(self, source_id: str, on: date | None) -> str | None:
        return {"ministry": "russia"}.get(source_id)


def _account(*reports: Report, verdicts: dict[tuple[str, str], Verdict] | None = None) -> Account:
    keys = [key_of(report.id, event.id) for report in reports for event in report.reading.events]
    return reconcile.account("abcdefgh", keys, {report.id: report for report in reports}, Who(), verdicts=verdicts)


def _blames(number: int, party: str, *, deny: bool = False) -> Claim:
    return b.claim(number, "initiator", Party(party=party), stance="deny" if deny else "assert")


def _kills(number: int, low: int) -> Claim:
    return b.claim(number, "killed", b.toll(low))


def _status(account: Account, field: str) -> str:
    return next(told.status for told in account.fields if told.field == field)


def test_one_origin_two_that_agree_and_two_that_do_not() -> None:
    one = b.report("d1", [_kills(1, 3)], publisher="الضفاف")
    agreeing = b.report("d2", [_kills(1, 3)], publisher="البيادر")
    other = b.report("d3", [_kills(1, 9)], publisher="المنارة")

    assert _status(_account(one), "killed") == "single_origin"
    assert _status(_account(one, agreeing), "killed") == "agreed"
    assert _status(_account(one, agreeing, other), "killed") == "contested"
    assert _account(one, agreeing, other).contested == ("killed",)
    assert _account(one, agreeing, other).origins == 3


def test_a_source_printed_by_two_is_one_origin() -> None:
    monitor = (b.link("المرصد", "monitor", source="sohr"),)
    said = [b.claim(1, "killed", b.toll(3), chain=monitor)]
    account = _account(b.report("d1", said, publisher="الضفاف"), b.report("d2", said, publisher="البيادر"))

    assert account.origins == 1
    assert _status(account, "killed") == "single_origin"


def test_two_who_blame_others_contest_each_other_but_not_who_blames_nobody() -> None:
    russia, turkey = b.report("d1", [_blames(1, "russia")], publisher="الضفاف"), b.report("d2", [_blames(1, "turkey")], publisher="البيادر")
    unknown = b.report("d3", [_blames(1, "unknown")], publisher="المنارة")

    assert _status(_account(russia, turkey), "initiator") == "contested"
    assert _status(_account(russia, unknown), "initiator") == "agreed"


def test_a_denial_is_a_claim() -> None:
    accusing = b.report("d1", [_blames(1, "russia")], publisher="الضفاف")
    ministry = (b.link("الوزارة", "government", source="ministry"),)
    denial = b.claim(1, "initiator", Party(party="russia"), stance="deny", chain=ministry)
    field = _account(accusing, b.report("d2", [denial], publisher="البيادر")).field("initiator")

    assert field is not None
    (held,) = field.values
    assert field.status == "contested"
    assert ([origin.id for origin in held.denied_by], len(held.origins)) == (["ministry"], 1)
    assert [voice.interest for voice in held.voices if voice.stance == "deny"] == ["for"]


def test_admitting_own_fire_is_against_interest() -> None:
    ministry = (b.link("الوزارة", "government", source="ministry"),)
    field = _account(b.report("d1", [b.claim(1, "initiator", Party(party="russia"), chain=ministry)])).field("initiator")

    assert field is not None
    assert [voice.interest for held in field.values for voice in held.voices] == ["against"]


def test_a_later_figure_of_one_origin_is_an_update_and_no_dispute() -> None:
    first = b.report("d1", [_kills(1, 3)], publisher="الضفاف", published=b.day())
    later = b.report("d2", [_kills(1, 7)], publisher="الضفاف", published=b.day(1))
    account = _account(later, first)
    field = account.field("killed")

    assert field is not None
    assert (field.status, field.range) == ("single_origin", Range(low=7, best=7, high=7))
    assert [(held.label, held.current) for held in field.values] == [("7", True), ("3", False)]
    (update,) = account.updates
    assert (update.before, update.after, update.documents) == ("3", "7", ("d1", "d2"))


def test_a_copy_is_kept_and_marked_and_is_no_second_voice() -> None:
    first = b.report("d1", [_kills(1, 3)], publisher="الضفاف", published=b.day(), words=range(30))
    copy = b.report("d2", [_kills(1, 3)], publisher="البيادر", published=b.day(1), words=range(30))
    account = _account(first, copy)

    assert account.documents == ("d1", "d2")
    assert account.origins == 1
    field = account.field("killed")
    assert field is not None
    assert {voice.document: voice.copy_of for held in field.values for voice in held.voices} == {"d1": None, "d2": "d1"}


def test_the_range_names_the_claims_that_carry_its_ends() -> None:
    reports = [b.report(f"d{low}", [_kills(1, low)], publisher=name) for low, name in ((3, "الضفاف"), (5, "البيادر"), (9, "المنارة"))]
    field = _account(*reports).field("killed")

    assert field is not None
    assert (field.range, field.low_by, field.high_by) == (Range(low=3, best=5, high=9), ("d3#c1",), ("d9#c1",))
    assert field.rule


def test_what_people_rejected_is_out_and_what_they_corrected_has_their_value() -> None:
    report = b.report("d1", [_kills(1, 3), b.claim(2, "weapon", Weapon(weapon="rocket"))])
    account = _account(report, verdicts={("d1", "c1"): Verdict(value=b.toll(4)), ("d1", "c2"): Verdict(rejected=True)})
    killed = account.field("killed")

    assert account.field("weapon") is None
    assert killed is not None
    assert killed.range == Range(low=4, best=4, high=4)
    assert killed.values[0].voices[0].accepted


def test_documents_that_are_about_it_tell_the_day_before_those_that_mention_it() -> None:
    about = b.report("d1", (), [b.event(on=b.day(1))])
    mentions = [b.report(f"d{number}", (), [b.event(1, places=(b.ALEPPO,)), b.event(2, on=b.day(3))]) for number in (2, 3)]
    reports = {report.id: report for report in (about, *mentions)}
    first = reconcile.account("abcdefghjk", ["d1#e1", "d2#e2", "d3#e2"], reports, Who()).date
    only = reconcile.account("abcdefghjk", ["d2#e2", "d3#e2"], reports, Who()).date

    assert first == When(start=b.day(1))
    assert only == When(start=b.day(3))


def test_a_document_that_names_only_the_district_speaks_for_a_village_in_it() -> None:
    district = b.place("ناحية", 36.20, 36.88, precision="district")
    reports = [b.report(f"d{number}", (), [b.event(places=(place,))]) for number, place in enumerate((b.ALEPPO, b.IDLIB, district))]
    site = _account(*reports).site

    assert site is not None
    assert site.name == b.ALEPPO.name


def test_the_site_is_the_one_most_documents_name_and_the_others_are_kept() -> None:
    reports = [
        b.report(f"d{number}", (), [b.event(places=(place, b.IDLIB_PROVINCE))])
        for number, place in enumerate((b.IDLIB, b.BINNISH, b.BINNISH))
    ]
    account = _account(*reports)

    assert account.site is not None
    assert (account.site.name, account.site.region) == (b.BINNISH.name, b.IDLIB_PROVINCE.name)
    assert [site.name for site in account.other_sites] == [b.IDLIB.name]


def test_ties_to_events_and_agreements_are_kept_with_their_words() -> None:
    words = (Words(text="خرق", span=(0, 3)),)
    agreement = Agreement(id="a1", name="اتفاق سوتشي", agreement="sochi_2018")
    relation = Relation(type="alleged_violation", frm="e1", to="a1", evidence=words)
    (tie,) = _account(b.report("d1", relations=(relation,), agreements=(agreement,))).ties

    assert (tie.type, tie.to, tie.document, tie.evidence) == ("alleged_violation", "sochi_2018", "d1", words)


def test_the_order_of_documents_does_not_matter() -> None:
    reports = [
        b.report("d1", [_kills(1, 3), _blames(2, "russia")], publisher="الضفاف"),
        b.report("d2", [_kills(1, 7), _blames(2, "turkey")], [b.event(type="air_strike")], publisher="البيادر"),
        b.report("d3", [_kills(1, 5)], publisher="الضفاف", published=b.day()),
    ]
    first = _account(*reports)

    assert all(_account(*order) == first for order in permutations(reports))
