"""Figures: totals of an origin, updates, and the range over origins."""

from __future__ import annotations

from musnad.incidents import figures
from musnad.incidents.accounts import Origin, Range, Voice
from musnad.model import Qualifier, Toll, Who
from tests.incidents import building as b


def _voice(
    value: Toll, *, document: str = "d1", claim: int = 1, origin: str = "sohr", at: str = "2020-03-01", stance: str = "assert"
) -> Voice:
    return Voice(
        document=document,
        event=f"{document}#e1",
        claim=f"c{claim}",
        value=value,
        stance=stance,  # type: ignore[arg-type]
        publisher="",
        chain=(),
        evidence=(),
        said_at=at,
        origin=Origin(id=origin, name=origin, kind="monitor"),
    )


def _ends(*voices: Voice, civilians: bool = False) -> list[tuple[int | None, int | None]]:
    return [(figure.low, figure.high) for figure in figures.totals(voices, civilians=civilians)]


def _said(low: int, who: Who = "unspecified", *, part_of: bool = False) -> Toll:
    return b.toll(low, who=who, part_of=part_of)


def test_a_stated_total_counts_and_its_parts_are_not_added() -> None:
    assert _ends(_voice(_said(7)), _voice(_said(3, "children", part_of=True), claim=2)) == [(7, 7)]


def test_what_is_named_side_by_side_is_added_up() -> None:
    assert _ends(_voice(_said(1, "women")), _voice(_said(2, "men"), claim=2)) == [(3, 3)]


def test_the_same_people_named_twice_are_counted_once() -> None:
    assert _ends(_voice(_said(3, "women")), _voice(_said(3, "women"), claim=2)) == [(3, 3)]


def test_civilians_are_counted_by_themselves() -> None:
    voices = _voice(_said(9)), _voice(_said(4, "civilians", part_of=True), claim=2)

    assert _ends(*voices) == [(9, 9)]
    assert _ends(*voices, civilians=True) == [(4, 4)]


def test_a_denied_figure_and_one_without_a_number_are_no_figures() -> None:
    assert _ends(_voice(_said(7), stance="deny"), _voice(Toll(min=None, max=None, qualifier="several"), document="d2")) == []


def test_an_origin_has_a_figure_in_each_document() -> None:
    assert sorted(_ends(_voice(_said(3)), _voice(_said(5), document="d2"), _voice(_said(4), origin="snhr"))) == [(3, 3), (4, 4), (5, 5)]


def _current(*voices: Voice) -> tuple[list[int | None], list[tuple[int | None, int | None]]]:
    last, changes = figures.current(figures.totals(voices))
    return [figure.high for figure in last], [(before.high, after.high) for before, after in changes]


def test_the_later_figure_of_an_origin_replaces_the_earlier() -> None:
    assert _current(_voice(_said(5), at="2020-03-01"), _voice(_said(3), document="d2", at="2020-03-02")) == ([3], [(5, 3)])


def test_of_figures_said_at_the_same_time_the_higher_is_the_later() -> None:
    assert _current(_voice(_said(5)), _voice(_said(3), document="d2")) == ([5], [(3, 5)])


def test_the_same_figure_again_is_no_change() -> None:
    assert _current(_voice(_said(5)), _voice(_said(5), document="d2", at="2020-03-02")) == ([5], [])


def test_figures_of_two_origins_do_not_replace_each_other() -> None:
    assert _current(_voice(_said(5)), _voice(_said(3), document="d2", origin="snhr")) == ([3, 5], []) or _current(
        _voice(_said(5)), _voice(_said(3), document="d2", origin="snhr")
    ) == ([5, 3], [])


def _range(*voices: Voice) -> tuple[Range | None, tuple[str, ...], tuple[str, ...]]:
    return figures.range_of(figures.totals(voices))


def test_the_range_goes_from_the_lowest_to_the_highest_and_names_who_says_so() -> None:
    found, low_by, high_by = _range(
        _voice(_said(3), origin="a"), _voice(_said(7), document="d2", origin="b"), _voice(_said(7), document="d3", origin="c")
    )

    assert found == Range(low=3, best=7, high=7)
    assert (low_by, high_by) == (("d1#c1",), ("d2#c1", "d3#c1"))


def test_of_two_figures_given_as_often_the_lower_is_the_best() -> None:
    found, _, _ = _range(_voice(_said(3), origin="a"), _voice(_said(7), document="d2", origin="b"))

    assert found is not None
    assert found.best == 3


def test_no_figures_make_no_range() -> None:
    assert figures.range_of([]) == (None, (), ())


def _disagree(low: Toll, high: Toll) -> bool:
    found = figures.totals([_voice(low, origin="a"), _voice(high, document="d2", origin="b")])
    assert figures.disagree(found) == figures.disagree(found[::-1])
    return figures.disagree(found)


def _open(low: int, qualifier: Qualifier) -> Toll:
    return Toll(min=low, max=None, qualifier=qualifier)


def test_two_exact_figures_disagree_and_at_least_leaves_room_above() -> None:
    assert _disagree(_said(3), _said(7))
    assert not _disagree(_said(7), _said(7))
    assert not _disagree(_open(3, "at_least"), _said(7))
    assert _disagree(_said(3), _open(7, "at_least"))
    assert not _disagree(Toll(min=3, max=8), _said(7))
