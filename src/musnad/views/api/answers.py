"""What every answer of the API has: JSON with a digest of itself, so that who asks again is told when nothing changed."""

from __future__ import annotations

import hashlib
from typing import Any

from fastapi import Request
from starlette.responses import Response

PREFIX = "/api/v1"


GEOJSON = "application/geo+json"
_FEATURE = {
    "type": "object",
    "properties": {"type": {"const": "Feature"}, "geometry": {"type": ["object", "null"]}, "properties": {"type": "object"}},
    "required": ["type", "geometry", "properties"],
}
_FEATURES = {
    "type": "object",
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": _FEATURE},
        "total": {"type": "integer"},
        "next": {"type": "string"},
        "previous": {"type": "string"},
    },
    "required": ["type", "features"],
}

# What the description of the API says of an answer of features (RFC 7946).
FEATURES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Features, with null geometry where no place is known", "content": {GEOJSON: {"schema": _FEATURES}}}
}


def answer(request: Request, body: bytes, *, media: str = "application/json", status: int = 200) -> Response:
    """The answer; 304 without a body when the one who asks has it already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if status == 200 and tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media)
