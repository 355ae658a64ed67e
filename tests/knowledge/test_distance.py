"""Distances, and points so far from others."""

from __future__ import annotations

import pytest

from musnad.knowledge.distance import distance_km, moved


def test_distance_of_two_cities() -> None:
    assert distance_km(33.513, 36.292, 36.202, 37.134) == pytest.approx(309, abs=2)  # Damascus and Aleppo


@pytest.mark.parametrize("lat", [0.0, 36.0, -60.0])
@pytest.mark.parametrize(("north", "east"), [(10, 0), (0, 10), (-6, 8), (0, 0)])
def test_point_is_moved_by_so_many_kilometres(lat: float, north: float, east: float) -> None:
    there = moved(lat, 40.0, north, east)

    assert distance_km(lat, 40.0, *there) == pytest.approx((north**2 + east**2) ** 0.5, abs=0.05)
    assert (there[0] > lat) is (north > 0)
