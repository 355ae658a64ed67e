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
        field="killed",
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


def test_beside_dozens_a_small_number_is_a_part_of_them() -> None:
    dozens = _voice(Toll(min=None, max=None, qualifier="dozens"))

    assert _ends(dozens, _voice(_said(15), claim=2)) == []
    assert _ends(dozens, _voice(_said(40), claim=2)) == [(40, 40)]
    assert _ends(dozens, _voice(_said(15), document="d2", claim=2)) == [(15, 15)]


Changes = list[tuple[int | None, int | None, str]]


def _current(*voices: Voice, rising: bool = True) -> tuple[list[tuple[int | None, int | None]], Changes]:
    found = figures.current(figures.totals(voices), rising=rising)
    return [(figure.low, figure.high) for figure in found.last], [
        (change.before.high, change.after.high, change.order) for change in found.changes
    ]


def test_the_later_figure_of_an_origin_replaces_the_earlier() -> None:
    voices = _voice(_said(5), at="2020-03-01"), _voice(_said(3), document="d2", at="2020-03-02")

    assert _current(*voices) == _current(*voices, rising=False) == ([(3, 3)], [(5, 3, "published")])
    assert [figure.high for figure in figures.current(figures.totals(voices), rising=True).superseded] == [5]


def test_times_of_one_day_tell_the_order_only_when_all_have_one() -> None:
    timed = _voice(_said(5), at="2020-03-01T08:00"), _voice(_said(3), document="d2", at="2020-03-01T10:00")
    one_untimed = timed[0], _voice(_said(3), document="d2", at="2020-03-01")

    assert _current(*timed) == ([(3, 3)], [(5, 3, "published")])
    assert _current(*one_untimed) == ([(5, 5)], [(3, 5, "assumed")])


def test_of_tolls_of_dead_without_an_order_the_higher_is_taken_for_the_later() -> None:
    assert _current(_voice(_said(5)), _voice(_said(3), document="d2")) == ([(5, 5)], [(3, 5, "assumed")])


def test_of_other_figures_without_an_order_both_stand() -> None:
    voices = _voice(_said(5)), _voice(_said(3), document="d2")

    assert _current(*voices, rising=False) == ([(3, 5)], [(3, 5, "unknown")])
    assert figures.current(figures.totals(voices), rising=False).superseded == ()


def test_a_figure_without_a_day_is_neither_earlier_nor_later_than_the_last() -> None:
    undated = _voice(_said(4), document="d3", at="")

    assert _current(_voice(_said(5)), undated) == ([(5, 5)], [(4, 5, "assumed")])
    assert _current(_voice(_said(5)), undated, rising=False) == ([(4, 5)], [(4, 5, "unknown")])
    assert _current(undated) == ([(4, 4)], [])


def test_the_same_figure_again_is_no_change() -> None:
    voices = _voice(_said(5)), _voice(_said(5), document="d2", at="2020-03-02")

    assert _current(*voices) == ([(5, 5)], [])
    assert figures.current(figures.totals(voices), rising=True).superseded == ()


def test_figures_of_two_origins_do_not_replace_each_other() -> None:
    last, changes = _current(_voice(_said(5)), _voice(_said(3), document="d2", origin="snhr"))

    assert (sorted(last), changes) == ([(3, 3), (5, 5)], [])


def _range(*voices: Voice) -> tuple[Range | None, tuple[str, ...], tuple[str, ...]]:
    return figures.range_of(figures.totals(voices))


def test_the_range_goes_from_the_lowest_to_the_highest_and_names_who_says_so() -> None:
    found, low_by, high_by = _range(
        _voice(_said(3), origin="a"), _voice(_said(7), document="d2", origin="b"), _voice(_said(7), document="d3", origin="c")
    )

    assert found == Range(low=3, best=7, high=7)
    assert (low_by, high_by) == (("d1#c1",), ("d2#c1", "d3#c1"))


def test_the_figure_in_the_middle_is_the_best_and_the_lower_of_two() -> None:
    three, seven, fifty = (_voice(_said(low), document=f"d{low}", origin=str(low)) for low in (3, 7, 50))

    assert _range(three, seven, fifty)[0] == Range(low=3, best=7, high=50)
    assert _range(three, seven)[0] == Range(low=3, best=3, high=7)


def test_up_to_is_a_high_end_and_beside_others_a_figure_like_them() -> None:
    up_to = _voice(Toll(min=None, max=100, qualifier="up_to"), document="d2", origin="b")

    assert _range(up_to)[0] == Range(low=None, best=100, high=100)
    assert _range(_voice(_said(160), origin="a"), up_to)[0] == Range(low=100, best=160, high=160)


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
