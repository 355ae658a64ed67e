"""What the address of a document says of the day it was published.

News sites put the day into the path, or at an end of the page's name; X numbers its posts by the moment they were made (a "snowflake":
milliseconds since 4 November 2010 above 22 bits of machine and sequence; https://docs.x.com/fundamentals/x-ids).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

_PATH_DAY = re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")
_WRITTEN_DAYS = (  # a part of the path that begins or ends with a day
    re.compile(r"(?:^|-)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)$"),
    re.compile(r"(?:^|-)(?P<one>\d\d)-(?P<other>\d\d)-(?P<year>20\d\d)$"),
    re.compile(r"^(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=-|$)"),
    re.compile(r"^(?P<one>\d\d)(?P<other>\d\d)(?P<year>20\d\d)$"),
)
_EXTENSION = re.compile(r"\.[a-z]{2,5}$")
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
    path = urlsplit(url).path
    if found := _PATH_DAY.search(path):
        return _iso(found[1], found[2], found[3])
    parts = reversed(_EXTENSION.sub("", path).split("/"))
    days = (_written(form.search(part)) for part in parts for form in _WRITTEN_DAYS)
    return next(filter(None, days), "")


def _written(found: re.Match[str] | None) -> str:
    """The day that a part of a path gives; "" where it may be read as two, the day or the month first."""
    if found is None:
        return ""
    parts = found.groupdict()
    if "month" in parts:
        return _iso(parts["year"], parts["month"], parts["day"])
    either = {_iso(parts["year"], parts["other"], parts["one"]), _iso(parts["year"], parts["one"], parts["other"])} - {""}
    return either.pop() if len(either) == 1 else ""


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
