"""Find the dates of a text and say which days they are.

The grammar knows no language. It takes the words of ``dates.tsv`` (see ``datewords``) from left to right and fills the parts of one
date (part of the day, weekday, days from today, day, month, year, last or next) in whatever order they come, as long as no part
is named twice; the longest run that makes a date is one mention. So these fit by their rows alone: "Sunday 28 February 2021",
"last night" (``relative -1 part=night``), "в ночь на 26 октября" (``part night_before``: two days), "26 октября 2020 года"
(``unit year closes``), "сутки назад" (``unit day`` and ``count ago``), "26 Ekim Pazartesi", "dün gece".

Around it stand counts of units ("two days ago", "in the last 24 hours"), "since" (until today) and "until" (an interval).
News words are taken only where they make a date plainly; ``loose`` takes more, as in "on the 15th", for texts that are one answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from musnad.model import DateFound, When
from musnad.readings.calendar import Precision, calendar_unit, shift
from musnad.readings.daterun import ELSEWHERE, calendar_date
from musnad.readings.datewords import Bound, DateSpan, DateWords, Item, Text, items
from musnad.readings.morphology import Form
from musnad.readings.tokens import Token

__all__ = ["DateSpan", "dates_among", "event_when", "find_dates", "read_dates"]
VAGUE = "the words give no number of days"
_BEGIN = frozenset(
    {"month", "weekday", "relative", "part", "unit", "which", "edge", "count", "number", "ordinal", "figures", "vague", "about"}
)


def find_dates(
    tokens: Sequence[Token], forms: Sequence[tuple[Form, ...]], words: DateWords, *, today: date | None, loose: bool = False
) -> list[DateSpan]:
    """The dates of a text in order, none overlapping another. ``forms[i]`` are the ways to read ``tokens[i]``.

    ``today`` is the day of publication; without it only dates with a year are resolved, the others have ``begin`` None.
    """
    return dates_among(Text(tokens, items(tokens, forms, words), today, loose, words))


def dates_among(text: Text) -> list[DateSpan]:
    """The dates of a text whose words of dates are known already."""
    found: list[DateSpan] = []
    at = 0
    while at < len(text.tokens):
        span = _read(text, at) if _may_begin(text, at) else None
        if span is None:
            at += 1
        else:
            found.append(span)
            at = span.last
    return found


def _may_begin(text: Text, at: int) -> bool:
    """True where a date may begin at a token: with a word of dates, or with the article before one."""
    begins = False
    for item in text.items[at]:
        if item.role in _BEGIN:
            return True
        begins = begins or item.value == "article"
    return begins and bool(text.at(at + 1))


def read_dates(
    source: str, tokens: Sequence[Token], forms: Sequence[tuple[Form, ...]], words: DateWords, *, today: date | None
) -> list[DateFound]:
    """The resolved dates of a text that is one value, read loosely. ``source`` is the folded text the tokens are of."""
    spans = find_dates(tokens, forms, words, today=today, loose=True)
    found = []
    for span in spans:
        if span.begin is not None:
            at = (span.start, span.stop)
            found.append(DateFound(start=span.begin, end=span.end, precision=span.precision, text=source[slice(*at)], span=at))
    return found


def event_when(span: DateSpan, text: str | None = None) -> When | None:
    """The days an event told with ``span`` lies in, or None when the words do not fix them ("before 2019", "days ago").

    Two weeks, months or years ago is the whole of that week, month or year, since nobody counts them by the day.
    """
    if span.begin is None or span.bound in ("before", "after"):
        return None
    if span.counted and span.precision in ("week", "month", "year"):
        begin, end = calendar_unit(span.begin, span.precision)
        return When(start=begin, end=end, text=text)
    return When(start=span.begin, end=span.end, text=text)


# ------------------------------------------------------------------------------------------------- what can begin at a token


def _read(text: Text, at: int) -> DateSpan | None:
    """The longest date that begins at token ``at``."""
    counted = _counted(text, at)
    opener = text.one(at, "count", "since", "back", "ahead", "within", "until")
    bounded = _bounded(text, opener) if opener is not None else None
    found = max((span for span in (_interval(text, at), bounded, counted) if span is not None), key=lambda span: span.last, default=None)
    return replace(found, bound="") if found is not None and found.bound == "until" else found


def _bounded(text: Text, opener: Item) -> DateSpan | None:
    """A date after since, before, after or until. The words before a plain date are part of the mention only for since."""
    after = _skip_glue(text, opener.last)
    if opener.value != "since":
        span = _interval(text, after)
        return None if span is None or opener.value in ("within", "until") else _with_bound(span, opener)
    span = _interval(text, after)
    if span is None:
        return None
    return _since(replace(span, first=opener.first, start=opener.start), text.today)


def _with_bound(span: DateSpan, opener: Item) -> DateSpan:
    return replace(span, bound="before" if opener.value == "back" else "after")


def _since(span: DateSpan, today: date | None) -> DateSpan:
    """From the first day of ``span`` until today; already an interval where "until" was said."""
    if span.bound == "until" or span.begin is None:
        return replace(span, bound="since", precision="interval")
    end = today if today is not None and today > span.begin else None
    return replace(span, end=end, precision=span.precision if end is None and today is not None else "interval", bound="since")


def _skip_glue(text: Text, at: int) -> int:
    """The position after prepositions and the article."""
    while item := text.one(at, "joiner", "article", "on") or text.one(at, "prep"):
        if any(other.role not in ("joiner", "prep") for other in text.at(at)):
            break
        at = item.last
    return at


def _interval(text: Text, at: int) -> DateSpan | None:
    """A date, or two with until or a dash between them; a bare day number takes the month of the second."""
    days = _days_of_one_month(text, at)
    if days is not None:
        return days
    first = calendar_date(text, at)
    if first is None:
        return None
    until = text.one(_past_comma(text, first.last), "count", "until")
    dashed = text.sign(first.last) == "-" and first.precision in ("day", "part_of_day")
    if until is None and not dashed:
        return first
    second = calendar_date(text, _skip_glue(text, until.last if until else first.last + 1))
    if second is None or first.begin is None or second.begin is None or (dashed and second.explicit != first.explicit):
        return first
    begin, end = first.begin, second.end or second.begin
    if end < begin and first.relative and second.relative:
        begin -= timedelta(days=7)  # "from Thursday until Friday", told on a Thursday
    if end <= begin:
        return first
    explicit = first.explicit and second.explicit
    bound: Bound = "until" if until else ""
    return replace(first, last=second.last, stop=second.stop, begin=begin, end=end, precision="interval", explicit=explicit, bound=bound)


def _past_comma(text: Text, at: int) -> int:
    return at + 1 if text.sign(at) == "," else at


def _days_of_one_month(text: Text, at: int) -> DateSpan | None:
    """ "20-25 September", "12 and 13 September": two day numbers, the second with the month."""
    first = text.one(at, "number")
    if first is None or not 1 <= first.number <= 31:
        return None
    link = text.one(first.last, "count", "until") or text.one(first.last, "joiner", "and")
    after = link.last if link else first.last + 1
    if link is None and text.sign(first.last) != "-":
        return None
    second = text.one(after, "number")
    if second is None or not first.number < second.number <= 31:
        return None
    span = calendar_date(text, after)
    if span is None or span.begin is None or span.end is not None or span.begin.day != second.number or span.last == second.last:
        return None
    begin = span.begin.replace(day=first.number)
    return replace(span, first=first.first, start=first.start, begin=begin, end=span.begin, precision="interval")


# ------------------------------------------------------------------------------------------------------------ counts of units


class _Count(msgspec.Struct, frozen=True):
    """Units counted ("2 years, 1 month"): where the words end and what they say."""

    first: Item
    last: Item
    counts: tuple[tuple[int, str], ...]
    vague: bool = False
    article: bool = False
    plural: bool = False


def _counted(text: Text, at: int) -> DateSpan | None:
    """A time counted from today: "two days ago", "in the last 24 hours"."""
    opener = text.one(at, "count", "since", "back", "ahead", "within")
    after = opener.last if opener else at
    which = text.one(_skip_article(text, after), "which", "last")
    leading = which is not None and "before" in which.features
    count = _count(text, which.last if leading and which else after)
    if count is None:
        return None
    first = opener or (which if leading and which else count.first)
    trailing = text.one(count.last.last, "which", "last")
    if leading or (trailing is not None and "before" not in trailing.features):
        end = trailing if trailing is not None and not leading else count.last
        return _lately(text, first, end, count)
    if opener is not None and opener.value != "within" and not count.article:
        return _ago(text, opener, count.last, count, -1 if opener.value in ("since", "back") else 1)
    closer = text.one(count.last.last, "count", "ago") or (text.one(count.last.last, "joiner", "now") if text.loose else None)
    if closer is None and (within := text.one(count.last.last, "count", "within")) is not None and "after" in within.features:
        return _ago(text, first, within, count, 1) if text.loose else _lately(text, first, within, count)
    if closer is None and (later := text.one(count.last.last, "count", "later")) is not None:
        return _ago(text, first, later, count, 1)
    return _ago(text, first, closer, count, -1) if closer else None


def _count(text: Text, at: int) -> _Count | None:
    """Numbers and units from token ``at``, joined by and or commas."""
    one = _one_count(text, at)
    while one is not None:
        after = _past_comma(text, one.last.last)
        joiner = text.one(after, "joiner", "and")
        more = _one_count(text, joiner.last if joiner else after)
        joined = (
            joiner is not None or after > one.last.last or (more is not None and (bool(more.first.prefixes) or more.first.role == "number"))
        )
        if more is None or not joined or more.counts[0][1] in {unit for _, unit in one.counts} or more.vague or one.vague:
            return one
        one = replace(one, last=more.last, counts=(*one.counts, *more.counts))
    return None


def _one_count(text: Text, at: int) -> _Count | None:
    """A number and a unit, a dual, or a unit alone (one of it); the number may follow ("الأشهر الثلاثة")."""
    first: Item | None = None
    while skipped := text.one(at, "about") or text.one(at, "joiner", "article"):
        first, at = first or skipped, skipped.last
    number = text.one(at, "number") or text.one(at, "vague")
    after = number.last if number else at
    unit = text.one(after, "unit")
    if unit is None or (number is not None and unit.prefixes):
        return None
    first = first or number or unit
    article = unit.article or first.role == "joiner"
    if number is None and "count" not in unit.features:
        behind = text.one(unit.last, "number") or text.one(_skip_article(text, unit.last), "number") or text.one(unit.last, "vague")
        if behind is not None and "plural" in unit.features and (behind.article or behind.first > unit.last or behind.role == "vague"):
            return _Count(first, behind, ((behind.number, unit.value),), behind.role == "vague", False)
    plural = "plural" in unit.features and number is None
    vague = plural or (number is not None and number.role == "vague")
    count = int(unit.features.get("count", "1")) if number is None else number.number
    return _Count(first, unit, ((count, unit.value),), vague, article and number is None, plural)


def _skip_article(text: Text, at: int) -> int:
    article = text.one(at, "joiner", "article")
    return article.last if article else at


def _ago(text: Text, first: Item, last: Item, count: _Count, sign: int) -> DateSpan | None:
    """A day so many units before or after today, unless it is counted from another happening ("two days before the ...")."""
    now = text.one(last.last, "joiner", "now")
    end = now or last
    units = {unit for _, unit in count.counts}
    precision: Precision = "year" if "year" in units else "month" if "month" in units else "week" if "week" in units else "day"
    elsewhere = now is None and (sign > 0 or text.one(last.last, "joiner", "of") is not None) and not text.loose
    begin = None
    doubt = ELSEWHERE if elsewhere else ""
    if not elsewhere and text.today is not None:
        begin, doubt = _days_ago(text, count, sign)
    return DateSpan(first.first, end.last, first.start, end.stop, begin, None, precision, False, True, "", doubt, True)


def _days_ago(text: Text, count: _Count, sign: int) -> tuple[date | None, str]:
    """The day and a doubt. Hours short of a day are today; a vague number gives no day, except loosely."""
    today = text.today
    hours = all(unit == "hour" for _, unit in count.counts)
    if today is None or (hours and (count.vague or count.counts[0][0] < 12)):
        return today, ""
    if count.vague and (not text.loose or count.plural):
        return None, VAGUE
    return shift(today, count.counts, sign), ""


def _lately(text: Text, first: Item, last: Item, count: _Count) -> DateSpan | None:
    """From so many units before today until today; one unit named with the article ("last month") is the calendar's."""
    single = count.first is count.last and "count" not in count.first.features and not count.plural
    if single and (first.role != "count" or count.counts[0][1] not in ("day", "hour")):
        return None
    begin = None if count.vague or text.today is None else shift(text.today, count.counts, -1)
    end = text.today if begin is not None else None
    doubt = VAGUE if count.vague else ""
    return DateSpan(first.first, last.last, first.start, last.stop, begin, end, "interval", False, True, "", doubt)
