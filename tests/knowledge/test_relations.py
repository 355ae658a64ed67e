from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from musnad.knowledge import load, read
from tests.knowledge.written import Row, assert_refused, write_tables


def test_relations_are_kept(tmp_path: Path) -> None:
    knowledge = read(write_tables(tmp_path))

    entry = knowledge.affiliations[0]
    assert (entry.actor, entry.relation, entry.of, entry.theatre) == ("tip", "part_of", "syrian_army", "SY")
    assert (entry.start, entry.stop) == (date(2025, 5, 1), None)
    agreement = knowledge.agreements["moscow"]
    assert (agreement.signed, agreement.in_force, agreement.ended) == (date(2020, 3, 5), date(2020, 3, 6), None)
    assert [(party.actor, party.role) for party in agreement.parties] == [("syrian_army", "guarantor"), ("tip", "signatory")]
    assert agreement.terms == ("an end of all military actions", "a security corridor along the road M4")
    assert [(name.form, name.agreement) for name in knowledge.agreement_names] == [("اتفاق موسكو", "moscow")]
    assert [(name.form, name.context) for name in knowledge.shared_names] == [("TIP", "country:SY")]


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("affiliations.tsv", ("tipp", "part_of", "syrian_army", "SY", "", "", "y"), "unknown id 'tipp': add it to actors.tsv"),
        ("affiliations.tsv", ("tip", "part_of", "nobody", "SY", "", "", "y"), "unknown id 'nobody': add it to actors.tsv"),
        ("affiliations.tsv", ("tip", "friend_of", "syrian_army", "SY", "", "", "y"), "unknown relation 'friend_of'"),
        ("affiliations.tsv", ("tip", "opposed_to", "tip", "SY", "", "", "y"), "'tip' stands on both sides"),
        ("affiliations.tsv", ("tip", "part_of", "syrian_army", "Syria", "", "", "y"), "bad country 'Syria'"),
        ("affiliations.tsv", ("tip", "part_of", "syrian_army", "SY", "May 2025", "", "y"), "bad day 'May 2025'"),
        ("affiliations.tsv", ("tip", "part_of", "syrian_army", "SY", "2025-05-01", "2025-04-30", "y"), "ends before it begins"),
        ("affiliations.tsv", ("tip", "part_of", "syrian_army", "SY", "", "", ""), "source is empty"),
        ("agreements.tsv", ("Moscow", "ceasefire", "SY", "", "", "", "x", "y"), "bad id 'Moscow'"),
        ("agreements.tsv", ("moscow", "handshake", "SY", "", "", "", "x", "y"), "unknown kind 'handshake'"),
        ("agreements.tsv", ("moscow", "ceasefire", "", "", "", "", "x", "y"), "bad country ''"),
        ("agreements.tsv", ("moscow", "ceasefire", "SY", "2020", "", "", "x", "y"), "bad day '2020'"),
        ("agreements.tsv", ("moscow", "ceasefire", "SY", "2020-03-07", "2020-03-06", "", "x", "y"), "not in this order of time"),
        ("agreements.tsv", ("moscow", "ceasefire", "SY", "2020-03-05", "", "2020-03-04", "x", "y"), "not in this order of time"),
        ("agreements.tsv", ("moscow", "ceasefire", "SY", "", "", "", "", "y"), "name_en is empty"),
        ("agreements.tsv", ("moscow", "ceasefire", "SY", "", "", "", "x", ""), "source is empty"),
        ("agreement_names.tsv", ("", "moscow", "ar", "y"), "form is empty"),
        ("agreement_names.tsv", ("اتفاق سوتشي", "sochi", "ar", "y"), "unknown id 'sochi': add it to agreements.tsv"),
        ("agreement_names.tsv", ("اتفاق موسكو", "moscow", "arabic", "y"), "bad lang 'arabic'"),
        ("agreement_names.tsv", ("اتفاق موسكو", "moscow", "ar", ""), "source is empty"),
        ("agreement_parties.tsv", ("sochi", "tip", "signatory", "y"), "unknown id 'sochi': add it to agreements.tsv"),
        ("agreement_parties.tsv", ("moscow", "nobody", "signatory", "y"), "unknown id 'nobody': add it to actors.tsv"),
        ("agreement_parties.tsv", ("moscow", "tip", "guest", "y"), "unknown role 'guest'"),
        ("agreement_parties.tsv", ("moscow", "tip", "signatory", ""), "source is empty"),
        ("agreement_terms.tsv", ("sochi", "1", "x", "y"), "unknown id 'sochi': add it to agreements.tsv"),
        ("agreement_terms.tsv", ("moscow", "2", "x", "y"), "the number is '2': number the terms of 'moscow' from 1"),
        ("agreement_terms.tsv", ("moscow", "1", "", "y"), "term is empty"),
        ("agreement_terms.tsv", ("moscow", "1", "x", ""), "source is empty"),
        ("shared_names.tsv", ("", "en", "tip", "country:SY", "y"), "form is empty"),
        ("shared_names.tsv", ("TIP", "english", "tip", "country:SY", "y"), "bad lang 'english'"),
        ("shared_names.tsv", ("TIP", "en", "tipp", "country:SY", "y"), "unknown id 'tipp': add it to actors.tsv"),
        ("shared_names.tsv", ("TIP", "en", "tip", "mood:good", "y"), "unknown context 'mood'"),
        ("shared_names.tsv", ("TIP", "en", "tip", "country:Syria", "y"), "bad country 'Syria'"),
        ("shared_names.tsv", ("TIP", "en", "tip", "source:nobody", "y"), "unknown id 'nobody': add it to sources.tsv"),
        ("shared_names.tsv", ("TIP", "en", "tip", "country:SY", ""), "source is empty"),
        ("areas.tsv", ("nobody", "SY", "", "", "y"), "unknown id 'nobody': add it to actors.tsv"),
        ("areas.tsv", ("tip", "Syria", "", "", "y"), "bad country 'Syria'"),
        ("areas.tsv", ("tip", "idlib", "", "", "y"), "'idlib' is no governorate"),
        ("areas.tsv", ("tip", "SY", "2020-01-02", "2020-01-01", "y"), "the period ends before it begins"),
        ("areas.tsv", ("tip", "SY", "", "", ""), "source is empty"),
    ],
)
def test_read_names_file_line_and_mistake(tmp_path: Path, table: str, line: Row, message: str) -> None:
    assert_refused(write_tables(tmp_path, table, (line,)), table, 2, message)


@pytest.mark.parametrize(
    ("table", "lines", "message"),
    [
        (
            "affiliations.tsv",
            (
                ("tip", "part_of", "syrian_army", "SY", "", "2025-05-01", "y"),
                ("tip", "part_of", "syrian_army", "SY", "2025-05-01", "", "y"),
            ),
            "tip part_of syrian_army overlaps an earlier line",
        ),
        ("agreements.tsv", (("moscow", "truce", "SY", "", "", "", "x", "y"),) * 2, "agreement 'moscow' is listed twice"),
        ("agreement_names.tsv", (("اتفاق موسكو", "moscow", "ar", "y"),) * 2, "is the name of 'moscow' already"),
        ("agreement_parties.tsv", (("moscow", "tip", "signatory", "y"),) * 2, "'tip' is listed twice for 'moscow'"),
        ("agreement_terms.tsv", (("moscow", "1", "x", "y"), ("moscow", "3", "x", "y")), "the number is '3'"),
    ],
)
def test_read_names_the_second_of_two_that_exclude_each_other(tmp_path: Path, table: str, lines: tuple[Row, ...], message: str) -> None:
    assert_refused(write_tables(tmp_path, table, lines), table, 3, message)


def test_one_relation_may_hold_in_two_theatres_and_again_later(tmp_path: Path) -> None:
    lines = (
        ("tip", "opposed_to", "syrian_army", "IQ", "", "", "y"),
        ("tip", "opposed_to", "syrian_army", "SY", "", "2016-12-31", "y"),
        ("tip", "opposed_to", "syrian_army", "SY", "2018-01-01", "", "y"),
    )

    assert len(read(write_tables(tmp_path, "affiliations.tsv", lines)).affiliations) == 3


def test_the_moscow_agreement_is_known() -> None:
    agreement = load().agreements["moscow_2020_03"]

    assert (agreement.signed, agreement.in_force) == (date(2020, 3, 5), date(2020, 3, 6))
    assert {party.actor for party in agreement.parties} == {"russia", "turkey"}
    assert {name.lang for name in load().agreement_names if name.agreement == agreement.id} == {"ar", "en", "ru", "tr"}


def test_every_relation_is_used() -> None:
    used = {entry.relation for entry in load().affiliations}

    assert used == {"part_of", "backed_by", "branch_of", "successor_of", "opposed_to", "designated_by"}


def test_where_a_party_operates_depends_on_the_day(tmp_path: Path) -> None:
    known = read(write_tables(tmp_path))

    assert known.areas_of("hts", date(2020, 1, 1)) == known.areas_of("hts", None) == {"SY"}
    assert known.areas_of("hts", date(2025, 1, 1)) == known.areas_of("isis", None) == set()
    assert known.areas_of("tip", date(2025, 1, 1)) == {"idlib_governorate"}
