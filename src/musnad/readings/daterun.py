"""Dates of the calendar: the longest run of words that fill the parts of one date, in whatever order they come.

Each word is taken where its part is still free (see ``readings.dateparts``); what stands around the run decides whether its parts
are enough to make a date.
"""

from __future__ import annotations

from msgspec.structs import replace

from musnad.readings.calendar import Resolved, resolve
from musnad.readings.dateparts import Glue, Run, take
from musnad.readings.datewords import DateSpan, Item, Text

ELSEWHERE = "counted from something told, not from publication"
_SIGNS = frozenset({"/", "-", ",", ".", "(", ")", "|", ":", "\\"})
_GLUE_LIMIT = 3


def calendar_date(text: Text, at: int) -> DateSpan | None:
    """The longest date of the calendar that begins at token ``at``."""
    run, prep = Run(), ""
    best: Run | None = None
    position = at
    glue: Glue = ()
    first: Item | None = None
    while position < len(text.tokens):
        taken = next((more for item in text.at(position) if (more := take(run, item, glue, text)) is not None), None)
        if taken is not None and taken.last is not None:
            run, position, glue = taken, taken.last.last, ()
            prep = prep if first else _prep(text, at)
            first = first or taken.last
            if _stands(run, prep, text):
                best = run
            continue
        bond = text.one(position, "joiner", "of", "article", "on", "equals", "mark")
        sign = text.sign(position)
        if first is None or len(glue) == _GLUE_LIMIT or not (bond or sign in _SIGNS):
            break
        glue = (*glue, bond.value if bond else sign)
        position = bond.last if bond else position + 1
    if best is None or best.last is None or first is None or _blocked(text, first, best):
        return None
    return _span(first, best, resolve(best.parts, text.today), text)


def _span(first: Item, run: Run, days: Resolved, text: Text) -> DateSpan:
    """The mention that a run makes."""
    last = run.last or first
    stop = last.last
    closed = "(" in run.marks and text.sign(stop) == ")"
    if "elsewhere" in run.marks and not text.loose:
        days = replace(days, begin=None, end=None, doubt=ELSEWHERE)
    return DateSpan(
        first.first,
        stop + closed,
        first.start,
        text.tokens[stop].stop if closed else last.stop,
        days.begin,
        days.end,
        days.precision,
        days.explicit,
        days.relative,
        doubt=days.doubt,
        parts=run.parts,
    )


def _prep(text: Text, at: int) -> str:
    """How plainly what stands before a token announces a date: date, strong, weak or nothing."""
    before = at - 1
    while before > 0 and text.one(before, "joiner", "article"):
        before -= 1
    kinds = {item.value for item in text.at(before) if item.role == "prep"}
    for item in text.at(at)[:1]:
        kinds |= {entry.value for prefix in item.prefixes for entry in text.words.index.get(prefix, ()) if entry.role == "prep"}
    counts = {item.value for item in text.at(before) if item.role == "count"}
    if "date" in kinds:
        return "date"
    if "strong" in kinds or counts & {"since", "within"}:
        return "strong"
    return "weak" if kinds or counts else ""


def _blocked(text: Text, first: Item, run: Run) -> bool:
    """Whether the words around say that it is a name or another thing: "Friday prayer", "the world day of ..."."""
    parts = run.parts
    if parts.day is not None or parts.year is not None:
        return False
    near = (
        item for at in range(max(0, first.first - 3), first.first) for item in text.at(at) if item.last == first.first and not item.article
    )
    if any(item.role == "blocks" and first.role in item.value.split() for item in near):
        return True
    if run.last is not None and any(item.role == "stops" and run.last.role in item.value.split() for item in text.at(run.last.last)):
        return True
    if text.loose or first.role != "relative" or run.last is not first or "noun" not in first.features:
        return False
    counted = any(item.role == "ordinal" and item.article for item in text.at(first.last))
    return counted or text.one(first.first - 1, "prep", "strong") is not None


def _stands(run: Run, prep: str, text: Text) -> bool:
    """Whether the parts taken so far make a date."""
    parts, marks = run.parts, run.marks
    if run.ahead or ("day_behind" in marks and not text.loose):
        return False
    if "partial" in marks:
        return text.loose or prep == "date" or bool(parts.weekdays) or parts.offset is not None or "day_noun" in marks
    if parts.nth:
        return parts.month is not None or text.loose
    if parts.day is not None:
        return _day_stands(run, prep, text)
    if parts.month is not None:
        return _month_stands(run, prep)
    if parts.weekdays or parts.offset is not None:
        return "unsure" not in marks or "day_noun" in marks or bool(parts.which or parts.part)
    if parts.year is not None:
        return bool(parts.edge) or "year_unit" in marks or _bare_year_stands(run, prep, text)
    if parts.unit or parts.year_which:
        return bool(parts.which or parts.year_which or (parts.edge and parts.unit != "week"))
    return bool(parts.part) and "alone" in marks


def _day_stands(run: Run, prep: str, text: Text) -> bool:
    """Day and month; a day of last or this month; loosely, a day announced as one."""
    parts = run.parts
    if parts.month is not None:
        return True
    if parts.unit == "month":
        return bool(parts.which)
    announced = bool(prep or parts.weekdays or {"day_noun", "on"} & run.marks)
    return text.loose and announced and not parts.unit


def _month_stands(run: Run, prep: str) -> bool:
    """A month without a day: with a year, last or this, its other name, the word month, an edge, or a preposition."""
    parts, marks = run.parts, run.marks
    if parts.year is not None or parts.which or parts.year_which or parts.edge or "month_noun" in marks or "twice" in marks:
        return True
    return prep in ("strong", "date") or (prep == "weak" and "unsure_month" not in marks)


def _bare_year_stands(run: Run, prep: str, text: Text) -> bool:
    """ "in 2019." but not "in 2019 houses": a preposition before, the end of the clause after."""
    last = run.last.last if run.last else 0
    return prep in ("strong", "date") and text.sign(last) not in ("", "-")
