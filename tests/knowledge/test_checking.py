from __future__ import annotations

from pathlib import Path

import pytest

from musnad.knowledge.checking import Finding, check, count
from tests.knowledge.written import GOOD, Row, write_table, write_tables


def mistakes(folder: Path) -> list[str]:
    return [finding.message for finding in check(folder) if finding.level == "mistake"]


def changed(folder: Path, table: str, *rows: Row) -> Path:
    """The good tables with more lines in one of them, sorted."""
    return write_tables(folder, table, tuple(sorted((*GOOD[table], *rows))))


def test_our_tables_have_no_mistakes() -> None:
    assert [finding.message for finding in check() if finding.level == "mistake"] == []


def test_good_tables_have_no_mistakes(tmp_path: Path) -> None:
    assert mistakes(write_tables(tmp_path)) == []


def test_names_that_are_missing_in_a_language_are_told(tmp_path: Path) -> None:
    found = [finding for finding in check(write_tables(tmp_path)) if finding.level == "info"]

    assert Finding("info", "actors: 1 of 2 have no name in ar: tip") in found
    assert Finding("info", "sources: 1 of 4 have no name in en: sana") in found


def test_of_many_missing_names_only_a_few_are_told(tmp_path: Path) -> None:
    actors = [(f"group_{number}", "isis", "armed_group", "", "", "x", "y") for number in range(8)]
    names = [(f"Group {number}", f"group_{number}", "en", "name", "y") for number in range(8)]
    folder = changed(tmp_path, "actors.tsv", *actors)
    write_table(folder, "actor_names.tsv", tuple(sorted((*GOOD["actor_names.tsv"], *names))))

    messages = [finding.message for finding in check(folder)]

    assert "actors: 9 of 10 have no name in ar: group_0, group_1, group_2, group_3, group_4 and 4 more" in messages


def test_a_table_that_does_not_load_is_one_mistake(tmp_path: Path) -> None:
    folder = write_tables(tmp_path, "habits.tsv", (("the_good", "air_strike", "y"),))

    found = list(check(folder))

    assert [finding.level for finding in found] == ["mistake"]
    assert "habits.tsv:2: unknown party 'the_good'" in found[0].message


@pytest.mark.parametrize(
    ("table", "rows", "message"),
    [
        ("actors.tsv", [("x", "isis", "army", "", "", "X", "y")], "actors.tsv: 'x' has no name in any language"),
        ("sources.tsv", [("x", "agency", "", "", "", "", "", "X", "y")], "sources.tsv: 'x' has no name in any language"),
        ("sources.tsv", [("x", "agency", "", "", "tass.ru", "", "", "X", "y")], "sources.tsv: tass.ru is of 'tass' and 'x'"),
        ("sources.tsv", [("x", "agency", "", "", "", "sanaen", "", "X", "y")], "sources.tsv: @sanaen is of 'sana' and 'x'"),
        (
            "sources.tsv",
            [("a", "agency", "", "", "", "", "b", "A", "y"), ("b", "agency", "", "", "", "", "a", "B", "y")],
            "sources.tsv: 'a' is its own parent by way of b, a",
        ),
        ("places.tsv", [("x", "X", "", "", "town", "SY", "", "y")], "places.tsv: 'x' has no name in any language"),
        ("places.tsv", [("x", "X", "36.634", "35.0", "town", "LB", "", "y")], "places.tsv: 'x' lies at 36.634, 35.0, outside LB"),
        ("places.tsv", [("x", "X", "", "", "town", "XX", "", "y")], "places.tsv: 'x' is in XX, which is not in lookup/countries.tsv"),
        ("agreements.tsv", [("x", "truce", "SY", "", "", "", "X", "y")], "agreements.tsv: 'x' has no name in any language"),
        ("agreements.tsv", [("x", "truce", "SY", "", "", "", "X", "y")], "agreement_parties.tsv: 'x' has fewer than two parties"),
        ("agreements.tsv", [("x", "truce", "SY", "", "", "", "X", "y")], "agreement_terms.tsv: 'x' has no terms"),
        ("shared_names.tsv", [("TIP", "ru", "tip", "country:SY", "y")], "shared_names.tsv: 'TIP' (ru) is no name of 'tip'"),
        ("actor_names.tsv", [("tip", "syrian_army", "en", "name", "y")], "'tip' (en) names 'syrian_army' and 'tip' at the same time"),
        (
            "affiliations.tsv",
            [("tip", "opposed_to", "syrian_army", "SY", "", "", "y"), ("syrian_army", "opposed_to", "tip", "SY", "", "", "y")],
            "affiliations.tsv: 'syrian_army' and 'tip' are opposed by two lines",
        ),
    ],
)
def test_mistakes_between_lines_are_found(tmp_path: Path, table: str, rows: list[Row], message: str) -> None:
    assert [found for found in mistakes(changed(tmp_path, table, *rows)) if message in found] != []


def test_a_shared_name_with_contexts_that_differ_is_no_mistake(tmp_path: Path) -> None:
    folder = changed(tmp_path, "actor_names.tsv", ("TIP", "syrian_army", "en", "name", "y"))
    contexts = [("TIP", "en", "syrian_army", "source:sana", "y"), ("TIP", "en", "tip", "country:SY", "y")]
    write_table(folder, "shared_names.tsv", tuple(contexts))

    assert mistakes(folder) == []


def test_a_shared_name_with_one_context_for_both_is_a_mistake(tmp_path: Path) -> None:
    folder = changed(tmp_path, "actor_names.tsv", ("TIP", "syrian_army", "en", "name", "y"))
    contexts = [("TIP", "en", "syrian_army", "country:SY", "y"), ("TIP", "en", "tip", "country:SY", "y")]
    write_table(folder, "shared_names.tsv", tuple(contexts))

    assert len(mistakes(folder)) == 1


def test_a_name_that_passed_from_one_actor_to_another_is_no_mistake(tmp_path: Path) -> None:
    actors = [("early", "isis", "army", "", "2014-12-31", "x", "y"), ("late", "isis", "army", "2015-01-01", "", "x", "y")]
    names = [("Army", "early", "en", "name", "y"), ("Army", "late", "en", "name", "y")]
    folder = changed(tmp_path, "actors.tsv", *actors)
    write_table(folder, "actor_names.tsv", tuple(sorted((*GOOD["actor_names.tsv"], *names))))

    assert mistakes(folder) == []


def test_a_line_out_of_order_is_a_mistake(tmp_path: Path) -> None:
    folder = write_tables(tmp_path, "place_names.tsv", (*GOOD["place_names.tsv"], ("Idlib", "idlib", "en")))

    assert mistakes(folder) == [f"{folder / 'place_names.tsv'}:4: the line is out of order: sort the table by its cells"]


def test_count_tells_how_much_there_is(tmp_path: Path) -> None:
    assert count(write_tables(tmp_path)).startswith("2 actors with 2 names, 1 affiliations, 4 sources with 4 names, 2 weapons with 2 forms")
