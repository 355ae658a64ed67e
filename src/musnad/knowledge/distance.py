"""Distances on the earth, and how far places reach."""

from __future__ import annotations

from collections.abc import Mapping
from math import asin, cos, degrees, radians, sin, sqrt

from musnad.model import Precision

_EARTH_KM = 6371.0
# How far a place of each kind reaches from its middle.
RADIUS_KM: Mapping[Precision, float] = {
    "point": 1,
    "neighbourhood": 2,
    "village": 3,
    "town": 5,
    "unknown": 5,
    "subdistrict": 15,
    "district": 30,
    "governorate": 70,
    "country": 400,
}


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points, over a round earth."""
    half = sin(radians(other_lat - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def moved(lat: float, lon: float, north_km: float, east_km: float) -> tuple[float, float]:
    """The point so many kilometres north and east of another (south and west where negative); for the few that a region is wide."""
    return lat + degrees(north_km / _EARTH_KM), lon + degrees(east_km / _EARTH_KM / max(cos(radians(lat)), 0.01))
