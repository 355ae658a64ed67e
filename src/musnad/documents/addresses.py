"""What the address of a document says of the day it was published.

News sites put the day into the path; X numbers its posts by the moment they were made (a "snowflake": milliseconds since 4 November
2010 above 22 bits of machine and sequence; https://docs.x.com/fundamentals/x-ids).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

_PATH_DAY = re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")
_X_POST = re.compile(r"//(?:www\.|mobile\.)?(?:twitter|x)\.com/[^/]+/status(?:es)?/(\d{15,20})")
_X_EPOCH_MS = 1288834974657
_LATEST_X_YEAR = 2100


def day_of(url: str | None) -> str:
    """The moment or day in an address, ISO 8601, or "" when it has none."""
    if not url:
        return ""
    if post := _X_POST.search(url):
        moment = datetime.fromtimestamp(((int(post[1]) >> 22) + _X_EPOCH_MS) / 1000, UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year < _LATEST_X_YEAR else ""
    if path := _PATH_DAY.search(url.partition("?")[0]):
        try:
            return datetime(int(path[1]), int(path[2]), int(path[3]), tzinfo=UTC).date().isoformat()
        except ValueError:
            return ""
    return ""
