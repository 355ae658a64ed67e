"""Distances on the earth."""

from __future__ import annotations

from math import asin, cos, degrees, radians, sin, sqrt

_EARTH_KM = 6371.0


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points, over a round earth."""
    half = sin(radians(other_lat - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def moved(lat: float, lon: float, north_km: float, east_km: float) -> tuple[float, float]:
    """The point so many kilometres north and east of another (south and west where negative); for the few that a region is wide."""
    return lat + degrees(north_km / _EARTH_KM), lon + degrees(east_km / _EARTH_KM / max(cos(radians(lat)), 0.01))
