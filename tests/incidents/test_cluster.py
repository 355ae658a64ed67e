"""Groups by weights and decisions."""

from __future__ import annotations

from itertools import permutations

from musnad.incidents.cluster import Pair, clusters

ABSENT = -5.0


def _clusters(keys: str, weights: dict[Pair, float], *, same: tuple[Pair, ...] = (), apart: tuple[Pair, ...] = ()) -> list[str]:
    return ["".join(group) for group in clusters(keys, weights, others=lambda one, other: ABSENT, same=same, apart=apart)]


def test_two_are_joined_when_they_weigh_more_than_nothing() -> None:
    assert _clusters("abcd", {("a", "b"): 1.0, ("c", "d"): -1.0}) == ["ab", "c", "d"]


def test_nothing_makes_no_groups() -> None:
    assert _clusters("", {}) == []


def test_groups_are_joined_by_the_mean_of_their_pairs() -> None:
    near = {("a", "b"): 3.0, ("b", "c"): 2.0}

    assert _clusters("abc", near | {("a", "c"): -1.0}) == ["abc"]
    assert _clusters("abc", near | {("a", "c"): -3.0}) == ["ab", "c"]


def test_a_pair_without_a_weight_weighs_against() -> None:
    assert _clusters("abc", {("a", "b"): 3.0, ("b", "c"): 2.0}) == ["ab", "c"]


def test_what_belongs_together_most_is_joined_first() -> None:
    assert _clusters("abc", {("a", "b"): 1.0, ("b", "c"): 3.0}) == ["a", "bc"]


def test_what_people_said_is_the_same_is_together_whatever_it_weighs() -> None:
    assert _clusters("abc", {("a", "b"): -9.0}, same=(("a", "b"), ("b", "c"))) == ["abc"]


def test_what_people_said_is_apart_is_never_together_not_even_through_others() -> None:
    weights = {("a", "b"): 5.0, ("a", "c"): 5.0, ("b", "c"): 4.0}

    assert _clusters("abc", weights, apart=(("b", "c"),)) == ["ab", "c"]
    assert _clusters("abc", weights, apart=(("a", "b"),)) == ["ac", "b"]


def test_of_two_decisions_that_contradict_each_other_the_same_holds() -> None:
    assert _clusters("ab", {}, same=(("a", "b"),), apart=(("a", "b"),)) == ["ab"]


def test_decisions_on_what_is_not_here_change_nothing() -> None:
    assert _clusters("ab", {("a", "b"): 1.0}, same=(("a", "x"),), apart=(("b", "y"),)) == ["ab"]


def test_the_order_of_keys_and_weights_does_not_matter() -> None:
    weights = {("a", "b"): 2.0, ("b", "c"): 2.0, ("c", "d"): 2.0, ("a", "c"): 0.5, ("b", "d"): 0.5, ("a", "d"): -3.0}
    found = {
        tuple(_clusters("".join(keys), dict(sorted(weights.items(), key=lambda pair: keys.index(pair[0][0])))))
        for keys in permutations("abcd")
    }

    assert len(found) == 1
