"""What the parts of a date come to: days of the calendar, resolved against the day a document was published.

``dates`` finds the words and hands over their parts; here is only counting. News looks back: a day without its year is the latest
such day (a week ahead is let pass, as events are announced), a weekday the latest on or before publication, unless the words
say last, this or next. Parts that contradict each other keep day and month and are given a doubt, which a person should see.

The edges of a month are its first ten days, the next ten and the rest; of a year its first quarter, June and July, and its last
quarter. Weeks begin on Monday (ISO 8601). Hijri days follow the Umm al-Qura tables of ``hijridate`` (1343 to 1500).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

Precision = Literal["day", "week", "month", "year", "interval", "part_of_day"]
Days = tuple[date, date]
AHEAD_DAYS = 7  # a day and month without a year may lie so far ahead before the year before is meant
AGREEING_DAYS = 800  # how far back a year is sought in which weekday, day and month agree
_AGREEING_AHEAD_DAYS = 45
_SHIFTS = {"before_last": -2, "last": -1, "this": 0, "next": 1}


class Parts(msgspec.Struct, frozen=True):
    """What the words of one date say, before any counting. Empty or None: they do not say it.

    ``weekdays``: ISO numbers, two for the night between them. ``offset``: days from today. ``unit`` with ``which``: last week.
    ``which`` without a unit belongs to the weekday or month; ``year_which`` is a year named so ("of this year").
    ``nth``: which of its weekdays in the month, -1 the last.
    """

    part: str = ""
    weekdays: tuple[int, ...] = ()
    offset: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    unit: str = ""
    which: str = ""
    year_which: str = ""
    edge: str = ""
    nth: int = 0
    marks: frozenset[str] = frozenset()


class Resolved(msgspec.Struct, frozen=True):
    """The days that parts come to. ``begin`` None: not to be known; ``end`` None: one day. ``doubt`` says what disagrees."""

    begin: date | None = None
    end: date | None = None
    precision: Precision = "day"
    explicit: bool = False
    relative: bool = False
    doubt: str = ""


def resolve(parts: Parts, today: date | None) -> Resolved:
    """The days that ``parts`` come to, seen from ``today``; without ``today`` only what has a year of its own."""
    if parts.nth:
        return _nth_weekday(parts, today)
    if parts.day is not None and (parts.month is not None or parts.unit == "month"):
        return _day_of_month(parts, today)
    if parts.month is not None:
        return _spread(parts, _pick(_months(parts, today), parts, today), "month")
    if parts.year is not None or parts.year_which or parts.unit == "year":
        return _year(parts, today)
    if parts.unit in ("week", "month") and not parts.weekdays:
        return _unit(parts, today)
    return _near_day(parts, today)


def shift(day: date, counts: tuple[tuple[int, str], ...], sign: int) -> date | None:
    """``day`` moved by all counts of units, back where ``sign`` is -1; hours count by whole days. None outside the calendar."""
    months = sum(n * (12 if unit == "year" else 1) for n, unit in counts if unit in ("year", "month"))
    days = sum(n * (7 if unit == "week" else 1) for n, unit in counts if unit in ("week", "day"))
    days += sum(-(-n // 24) for n, unit in counts if unit == "hour")
    whole = day.year * 12 + day.month - 1 + sign * months
    try:
        moved = date(whole // 12, whole % 12 + 1, min(day.day, monthrange(whole // 12, whole % 12 + 1)[1]))
        return moved + timedelta(days=sign * days)
    except (ValueError, OverflowError):
        return None


def calendar_unit(day: date, unit: str) -> Days:
    """First and last day of the week, month or year that ``day`` lies in."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return date(day.year, 1, 1), date(day.year, 12, 31)


# --------------------------------------------------------------------------------------------------------- months and years


def _given_year(parts: Parts, today: date | None) -> int | None:
    """The year that the words name, outright or as last, this or next."""
    if parts.year is not None:
        return parts.year
    if parts.year_which and today is not None:
        return _this_year(parts, today) + _SHIFTS[parts.year_which]
    return None


def _this_year(parts: Parts, today: date) -> int:
    """The year of ``today`` in the calendar of ``parts``."""
    if not parts.hijri:
        return today.year
    from hijridate import Gregorian  # 11 ms to load, and few texts need it

    try:
        return Gregorian.fromdate(today).to_hijri().year
    except OverflowError:
        return today.year - 579


def _month_days(year: int, month: int, *, hijri: bool) -> Days | None:
    """First and last day of a month, or None where the calendar does not reach."""
    if not hijri:
        return (date(year, month, 1), date(year, month, monthrange(year, month)[1])) if 1 <= year <= 9998 else None
    from hijridate import Hijri

    try:
        first = Hijri(year, month, 1)
    except (OverflowError, ValueError):
        return None
    begin = date.fromisoformat(first.to_gregorian().isoformat())
    return begin, begin + timedelta(days=first.month_length() - 1)


def _months(parts: Parts, today: date | None) -> list[Days]:
    """The months that ``parts.month`` can be, in order: one where the year is known, else those of the years around ``today``."""
    if parts.month is None:
        return []
    year = _given_year(parts, today)
    if year is None and today is None:
        return []
    around = [year] if year is not None else list(range(_this_year(parts, today or date.min) - 3, _this_year(parts, today or date.min) + 3))
    found = (_month_days(each, parts.month, hijri=parts.hijri) for each in around)
    return [days for days in found if days is not None]


def _pick(choices: list[Days], parts: Parts, today: date | None, ahead: int = 0) -> Days | None:
    """The one of ``choices`` that news of ``today`` means: the latest that has begun, unless ``which`` or a year says otherwise."""
    if not choices or today is None or parts.year is not None or parts.year_which:
        return choices[0] if choices else None
    if parts.which == "next":
        return next((days for days in choices if days[0] > today), None)
    if parts.which == "this":
        return min(choices, key=lambda days: abs((days[0] - today).days) if not days[0] <= today <= days[1] else -1)
    if parts.which in ("last", "before_last"):
        past = [days for days in choices if days[1] < today]
    else:
        past = [days for days in choices if days[0] <= today + timedelta(days=ahead)]
    return past[-1] if past else None


def _day_of_month(parts: Parts, today: date | None) -> Resolved:
    """Day and month, with or without a year and a weekday."""
    explicit = parts.year is not None
    known = Resolved(precision=_day_precision(parts), explicit=explicit, relative=not explicit)
    months = _months(parts, today) if parts.month is not None else _this_month(parts, today)
    choices = [(day, day) for begin, end in months if (day := begin + timedelta(days=(parts.day or 1) - 1)) <= end]
    if months and not choices:
        return replace(known, doubt=f"no month has a day {parts.day} here")
    natural = _pick(choices, parts, today, AHEAD_DAYS) if parts.month is not None else (choices[0] if choices else None)
    if natural is None:
        return known
    weekday = parts.weekdays[0] if parts.weekdays else None
    if weekday is None or natural[0].isoweekday() == weekday:
        return _with_night(replace(known, begin=natural[0]), parts)
    agreeing = [day for day, _ in choices if day.isoweekday() == weekday and _in_reach(day, today)]
    if agreeing and today is not None:
        return _with_night(replace(known, begin=min(agreeing, key=lambda day: abs((day - today).days))), parts)
    return replace(known, begin=natural[0], doubt=f"{natural[0]} is not the weekday that is named with it")


def _in_reach(day: date, today: date | None) -> bool:
    """Whether a year other than the nearest may be meant, since weekday, day and month agree in it."""
    return today is not None and -AGREEING_DAYS <= (day - today).days <= _AGREEING_AHEAD_DAYS


def _this_month(parts: Parts, today: date | None) -> list[Days]:
    """The month named as last, this or next."""
    if today is None:
        return []
    day = shift(today.replace(day=1), ((abs(_SHIFTS.get(parts.which, 0)), "month"),), -1 if _SHIFTS.get(parts.which, 0) < 0 else 1)
    return [calendar_unit(day, "month")] if day is not None else []


def _nth_weekday(parts: Parts, today: date | None) -> Resolved:
    """The first, second or last such weekday of a month; without a month, of this one."""
    known = Resolved(explicit=parts.year is not None, relative=parts.year is None)
    days = _pick(_months(parts, today), parts, today) if parts.month is not None else next(iter(_this_month(parts, today)), None)
    if days is None:
        return known
    begin, end = days
    same = [day for day in _each(begin, end) if day.isoweekday() == parts.weekdays[0]]
    index = parts.nth - 1 if parts.nth > 0 else parts.nth
    return replace(known, begin=same[index]) if index < len(same) else known


def _each(begin: date, end: date) -> Iterator[date]:
    """Every day from ``begin`` to ``end``."""
    return (begin + timedelta(days=n) for n in range((end - begin).days + 1))


def _spread(parts: Parts, days: Days | None, precision: Precision) -> Resolved:
    """A month or a year, or the edge of it that is named."""
    explicit = parts.year is not None
    if days is None:
        return Resolved(precision="interval" if parts.edge else precision, explicit=explicit, relative=not explicit)
    begin, end = _edge(days, parts.edge, precision) if parts.edge else days
    return Resolved(begin, end, "interval" if parts.edge else precision, explicit, not explicit)


def _edge(days: Days, edge: str, precision: Precision) -> Days:
    """The early, middle or late part of a month or year; of anything else all of it."""
    begin, end = days
    if precision == "month":
        return {
            "early": (begin, begin + timedelta(days=9)),
            "mid": (begin + timedelta(days=10), begin + timedelta(days=19)),
            "late": (begin + timedelta(days=20), end),
        }[edge]
    if precision == "year":
        year = begin.year
        return {
            "early": (begin, date(year, 3, 31)),
            "mid": (date(year, 6, 1), date(year, 7, 31)),
            "late": (date(year, 10, 1), end),
        }[edge]
    return days


def _year(parts: Parts, today: date | None) -> Resolved:
    """A year by its number or as last, this or next; an edge of a year that is not named is this year's."""
    year = _given_year(parts, today)
    if year is None and today is not None:
        year = today.year + _SHIFTS.get(parts.which, 0)
    days = (date(year, 1, 1), date(year, 12, 31)) if year is not None and 1 <= year <= 9998 else None
    return _spread(parts, days, "year")


def _unit(parts: Parts, today: date | None) -> Resolved:
    """Last, this or next week or month."""
    if parts.unit == "month":
        return _spread(parts, next(iter(_this_month(parts, today)), None), "month")
    if today is None:
        return Resolved(precision="week", relative=True)
    return _spread(parts, calendar_unit(today + timedelta(days=7 * _SHIFTS.get(parts.which, 0)), "week"), "week")


# -------------------------------------------------------------------------------------------------------------- days near by


def _day_precision(parts: Parts) -> Precision:
    return "part_of_day" if parts.part else "day"


def _near_day(parts: Parts, today: date | None) -> Resolved:
    """A day counted from today: by its weekday, as yesterday or tomorrow, or by its number in this month."""
    known = Resolved(precision=_day_precision(parts), relative=True)
    if today is None:
        return known
    if parts.day is not None:
        return replace(known, begin=_numbered_day(parts, today))
    anchor = today + timedelta(days=parts.offset or 0)
    if not parts.weekdays:
        if parts.part == "after_midnight" and parts.offset == -1:
            anchor = today
        return _with_night(replace(known, begin=anchor), parts)
    day = _weekday(parts, today, anchor)
    doubt = ""
    if parts.offset is not None and abs((day - anchor).days) > 1:
        doubt = f"the words count to {anchor}, which is not the weekday that is named with them"
    return _with_night(replace(known, begin=day, doubt=doubt), parts)


def _weekday(parts: Parts, today: date, anchor: date) -> date:
    """The day that a weekday means: the latest up to today, or as last, this, next or the week's name says."""
    weekday = parts.weekdays[0]
    if parts.unit == "week" or parts.which == "this":
        monday = calendar_unit(today + timedelta(days=7 * _SHIFTS.get(parts.which, 0)), "week")[0]
        return monday + timedelta(days=weekday - 1)
    if parts.which == "next":
        return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)
    if parts.which in ("last", "before_last"):
        latest = today - timedelta(days=1)
    else:
        latest = anchor + timedelta(days=1) if parts.offset is not None else today  # a day's grace: publication is in UTC
    day = latest - timedelta(days=(latest.isoweekday() - weekday) % 7)
    return day - timedelta(days=7) if parts.which == "before_last" else day


def _numbered_day(parts: Parts, today: date) -> date | None:
    """Day so-and-so without a month: of this month, or with its weekday the latest on which both agree."""
    day = parts.day or 1
    if parts.weekdays:
        back = (today - timedelta(days=n) for n in range(400))
        return next((each for each in back if each.day == day and each.isoweekday() == parts.weekdays[0]), None)
    return today.replace(day=day) if day <= monthrange(today.year, today.month)[1] else None


def _with_night(found: Resolved, parts: Parts) -> Resolved:
    """The two days of a night, where two weekdays are named or the words say "the night before"."""
    if found.begin is None:
        return found
    if parts.part == "night_before":
        return replace(found, begin=found.begin - timedelta(days=1), end=found.begin, precision="interval")
    if len(parts.weekdays) > 1:
        return replace(found, end=found.begin + timedelta(days=1), precision="interval")
    return found
