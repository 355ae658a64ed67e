"""The parts of a date of the calendar, each taken where it is still free and its word fits what stands before it.

Part of the day, weekday, days from today, day, month, year, last or next may come in whatever order; which run of words is a date
is for ``readings.daterun`` to say.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from musnad.readings.calendar import Parts
from musnad.readings.datewords import Item, Text

Glue = tuple[str, ...]  # the small words and signs between two parts
_DOUBLE = ("/", "-", "(", "|", ":", "\\")  # between the two names of one month
_THIS_CENTURY_BEFORE = 70  # two figures of a year from here on are of the century before
_NIGHT = frozenset({"evening", "night", "midnight", "after_midnight"})


class Run(msgspec.Struct, frozen=True):
    """A date while its words are being taken: its parts, what was taken last, and how."""

    parts: Parts = Parts()
    last: Item | None = None
    marks: frozenset[str] = frozenset()
    ahead: str = ""


def take(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    """The run with ``item`` in its part, or None where it does not fit."""
    if item.role not in _TAKERS or (run.last is not None and item.prefixes):
        return None
    taken = _TAKERS[item.role](run, item, glue, text)
    if taken is None:
        return None
    marks = taken.marks | {"("} if "(" in glue else taken.marks
    return replace(taken, last=item, marks=marks)


def _only(glue: Glue, *allowed: str) -> bool:
    return all(sign in allowed for sign in glue)


def _take_part(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts = run.parts
    if parts.part or not _only(glue, "of", ",", "on"):
        return None
    if run.last is not None and "after" not in item.features:
        return None
    marks = run.marks | {"alone"} if "alone" in item.features and run.last is None else run.marks
    return replace(run, parts=replace(parts, part=item.value), marks=marks)


def _take_relative(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts = run.parts
    if ("loose" in item.features and not text.loose) or not _only(glue, "of", "on", "article"):
        return None
    if parts.offset is not None or parts.weekdays or parts.month or parts.unit or parts.edge or parts.day:
        return None
    part = item.features.get("part", "") or parts.part
    marks = run.marks | ({"elsewhere"} if item.features.get("anchor") == "text" else set())
    return replace(run, parts=replace(parts, offset=item.number, part=part), marks=marks, ahead="")


def _take_weekday(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts = run.parts
    if parts.weekdays:
        pair = len(parts.weekdays) == 1 and parts.part in _NIGHT and item.number == parts.weekdays[0] % 7 + 1
        alone = parts.day is None and parts.month is None
        if not pair or not alone or not _only(glue, "-", "/"):
            return None
        return replace(run, parts=replace(parts, weekdays=(*parts.weekdays, item.number)))
    if not _only(glue, ",", "-", "article", "on", "of", "|", "(") or (parts.unit and parts.unit != "week") or parts.year_which:
        return None
    marks = run.marks | ({"unsure"} if "ambiguous" in item.features else set())
    found = replace(parts, weekdays=(item.number,), which=run.ahead or parts.which)
    if parts.edge and parts.month is None and parts.edge != "mid":
        found = replace(found, edge="", nth=1 if parts.edge == "early" else -1)
    elif parts.day is not None and parts.month is None:
        if "ordinal" not in run.marks or "nth" in run.marks or parts.day > 5:
            return None
        found = replace(found, day=None, nth=parts.day)
    return replace(run, parts=found, marks=marks, ahead="")


def _take_number(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts, number = run.parts, item.number
    if _is_year(item, run):
        return _take_year(run, item, glue, text)
    if not 1 <= number <= 31 or parts.day is not None or parts.year is not None or parts.nth or parts.edge or item.value == "fused":
        return None
    of_month = parts.unit == "month" and bool(parts.which) and item.case == "loc"  # "on the 20th of next month"
    if (parts.unit and not of_month) or "year_unit" in run.marks or run.ahead:
        return None
    marks = run.marks | ({"ordinal"} if item.role == "ordinal" else set())
    if text.loose and item.role == "ordinal" and parts.weekdays and number <= 5 and parts.month is None and not glue:
        return replace(run, parts=replace(parts, nth=number))
    if parts.month is None:
        fits = _only(glue, ",", "(", "-", ".", "article", "equals", "on", "|")
        announced = {"on"} if "on" in glue or item.case == "loc" else set()
        return replace(run, parts=replace(parts, day=number), marks=marks | announced) if fits else None
    fits = _only(glue, "/", "-", ".", "article") and "month_noun" not in run.marks
    behind = set() if run.last is not None and "day_after" in run.last.features else {"day_behind"}
    return replace(run, parts=replace(parts, day=number), marks=marks | behind) if fits else None


def _is_year(item: Item, run: Run) -> bool:
    """Whether a number is a year here: four figures or more than a thousand in words, and something that has a year."""
    if item.role != "number" or item.number < 1000 or item.number > 2999:
        return False
    parts = run.parts
    if item.value == "fused":
        return parts.day is not None and parts.month is not None
    if parts.month is not None or "partial" in run.marks or parts.year_which:
        return True
    return 1800 <= item.number <= 2200 and (run.last is None or "year_unit" in run.marks or bool(parts.edge))


def _take_year(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts = run.parts
    glue = tuple(sign for sign in glue if sign != "mark")  # "January 12th, 2016"
    named = parts.year_which and not (run.last is not None and run.last.role == "which" and not glue)  # "the current year 2023"
    if parts.year is not None or named or run.ahead or not _only(glue, ",", "/", "-", "of", "(", ".", "on"):
        return None
    if "." in glue and not (text.joined(item.first) or (glue[0] == "." and parts.day is not None and text.loose)):
        return None
    if "partial" in run.marks:
        if glue != (",",) or parts.day is None or parts.month is None or parts.day > 12:
            return None
        parts = replace(parts, day=parts.month, month=parts.day)  # "08/12, 2015" is written month first
    return replace(run, parts=replace(parts, year=item.number, unit=""), marks=run.marks - {"day_behind", "partial"})


def _take_month(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts, hijri = run.parts, item.features.get("calendar") == "hijri"
    if "ambiguous" in item.features and item.prefixes:
        return None
    if parts.month is not None:
        again = parts.month == item.number and parts.hijri == hijri and not parts.year and _only(glue, *_DOUBLE)
        return replace(run, marks=run.marks | {"twice"}) if again else None
    if not _only(glue, "/", "-", ".", "of", "mark", "on", ",") or (parts.offset is not None and parts.day is None):
        return None
    if (parts.year is not None and not glue) or (parts.day is not None and _day_and_year_follow(text, item.last)):
        return None
    if parts.day is None and parts.weekdays and not parts.nth and not text.loose and not run.ahead:
        return None
    if parts.unit and "month_noun" not in run.marks:
        return None
    marks = run.marks | ({"unsure_month"} if "ambiguous" in item.features else set())
    which = run.ahead or parts.which
    return replace(run, parts=replace(parts, month=item.number, hijri=hijri, unit="", which=which), marks=marks, ahead="")


def _day_and_year_follow(text: Text, at: int) -> bool:
    """Whether "28, 2026" stands at ``at``, so that a number before the month is another thing's: "user1Feb 28, 2026"."""
    day = text.one(at, "number", "figures")
    return day is not None and text.sign(day.last) == "," and text.one(day.last + 1, "number", "year", "fused") is not None


def _take_figures(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts, figures = run.parts, item.figures
    if parts.day is not None or parts.month is not None or parts.year is not None or parts.unit or parts.edge or run.ahead:
        return None
    if not _only(glue, ",", "(", "-", "|", "/", "equals", "on", "article"):
        return None
    read = _date_in_figures(figures, "dmy" if item.value == "." else text.words.order)
    if read is None:
        return None
    year, month, day = read
    marks = run.marks | ({"partial"} if year is None else set())
    return replace(run, parts=replace(parts, year=year, month=month, day=day), marks=marks)


def _date_in_figures(figures: tuple[int, ...], order: str) -> tuple[int | None, int, int] | None:
    """Year, month and day of a date in figures; year first where it has four, else in the order of the language."""
    if len(figures) == 3 and figures[0] > 99:
        year, month, day = figures
    else:
        day, month = figures[:2] if order == "dmy" else (figures[1], figures[0])
        year = figures[2] if len(figures) == 3 else 0
        if month > 12 >= day:
            day, month = month, day
        if 0 < year < 100:
            year += 2000 if year < _THIS_CENTURY_BEFORE else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31) or (len(figures) == 3 and not 1000 <= year <= 2999):
        return None
    return (year if len(figures) == 3 else None), month, day


def _take_day_year(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    """ "28,2026" after a month."""
    parts = run.parts
    if parts.month is None or parts.day is not None or parts.year is not None or glue:
        return None
    return replace(run, parts=replace(parts, day=item.figures[0], year=item.figures[1]))


def _take_unit(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts, unit = run.parts, item.value
    if "count" in item.features or not _only(glue, "of", "on", "article", ","):
        return None
    if unit == "day":
        return _take_day_noun(run, item)
    if "plural" in item.features or unit == "hour":
        return None
    if unit == "year":
        return _take_year_noun(run, item)
    told = unit == "week" and bool(run.ahead) and parts.day is None  # "on Tuesday of last week"
    if parts.unit or parts.month is not None or parts.offset is not None:
        return None
    if parts.weekdays and not told and ((parts.day is None and not parts.nth) or unit == "week"):
        return None
    if unit == "week" and parts.day is not None:
        return None
    marks = run.marks | {f"{unit}_noun"}
    return replace(run, parts=replace(parts, unit=unit, which=run.ahead or parts.which), marks=marks, ahead="")


def _take_day_noun(run: Run, item: Item) -> Run | None:
    """The word day: before a weekday or a date, or between an ordinal and its month."""
    parts = run.parts
    if "plural" in item.features and "ordinal" not in run.marks:
        return None
    if parts.weekdays or parts.offset is not None or parts.month is not None or (parts.day is not None and "ordinal" not in run.marks):
        return None
    if parts.unit and parts.unit != "week":
        return None
    return replace(run, marks=run.marks | {"day_noun"})


def _take_year_noun(run: Run, item: Item) -> Run | None:
    """The word year: before a number, after one, or named as last or this."""
    parts = run.parts
    if parts.year is not None:
        return replace(run, marks=run.marks | {"year_unit"}) if "closes" in item.features and "year_unit" not in run.marks else None
    if parts.year_which or "year_unit" in run.marks or (parts.weekdays and parts.month is None) or parts.offset is not None:
        return None
    if parts.day is not None and parts.month is None:
        return None
    marks = run.marks | {"year_unit"}
    named = replace(parts, unit="year") if parts.month is None and not run.ahead else replace(parts, year_which=run.ahead)
    return replace(run, parts=named, marks=marks, ahead="")


def _take_which(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts = run.parts
    if "before" in item.features:
        if run.ahead or not _only(glue, "of", "on", "mark"):
            return None
        return replace(run, ahead=item.value)
    if glue or run.last is None or run.last.role not in ("weekday", "month", "unit"):
        return None
    if run.last.role == "unit" and run.last.value == "year":
        return replace(run, parts=replace(parts, year_which=item.value)) if parts.year is None and not parts.year_which else None
    return replace(run, parts=replace(parts, which=item.value)) if not parts.which else None


def _take_edge(run: Run, item: Item, glue: Glue, text: Text) -> Run | None:
    parts = run.parts
    return replace(run, parts=replace(parts, edge=item.value)) if run.last is None and not item.article else None


_TAKERS = {
    "part": _take_part,
    "relative": _take_relative,
    "weekday": _take_weekday,
    "number": _take_number,
    "ordinal": _take_number,
    "month": _take_month,
    "figures": _take_figures,
    "day_year": _take_day_year,
    "unit": _take_unit,
    "which": _take_which,
    "edge": _take_edge,
}
