"""Happenings: which segments of one document tell of the same event, and what that event is.

A segment belongs to an earlier event when their kinds of violence agree and they share a place, or when it names none and the
text goes on; a text that announces something else, another place or another day begins a new one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from musnad.model import CASUALTY_FIELDS, EventType, Party
from musnad.readings.attribution import Attribution
from musnad.readings.findings import Finding
from musnad.readings.marks import Mark, Marked
from musnad.readings.segments import Segment
from musnad.readings.sites import WIDE, meet, names, rank, regions_around, sites_of

# Kinds that words use for one another: a strike may be called a shelling, a raid an arrest.
_FAMILIES = (
    frozenset({"air_strike", "drone_strike", "shelling", "missile_strike", "explosion", "chemical_attack"}),
    frozenset({"armed_clash", "shooting", "raid", "arrest_abduction", "execution", "stabbing_other"}),
    frozenset({"explosion", "ied", "missile_strike", "drone_strike"}),
)
_BY_WHAT_WAS_USED = ("shelling", "explosion")  # a mine that explodes, rockets that shell a town: the weapon says which kind it is
_NO_STRIKES = ("violence_other", "explosion", "arrest_abduction", "shooting", "armed_clash")  # how a party strikes says nothing of these
_VAGUE_KINDS = ("", "violence_other")
_LONG_DAYS = 14
_HEADING = 1  # sentences with a place that may come before the one that says when it was
# How many of the events last told are looked at besides those at the same place, so that a text of a thousand events stays quick.
_RECENT = 40


class Gist(msgspec.Struct, frozen=True):
    """What a segment or an event is compared by.

    ``kinds``: of violence, as words name them outright; ``sites`` and ``places`` by name, the latter with their regions;
    ``wide``: no site is narrower than a district; ``day``: first and last, ISO; ``doers``: parties that the publisher itself names.
    """

    kinds: frozenset[str]
    sites: frozenset[str]
    places: frozenset[str]
    wide: bool
    day: tuple[str, str] | None
    doers: frozenset[str]
    blamed: frozenset[str]


class Happening:
    """One event while it is being put together: the segments that tell it, in order, its findings and its gist."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.findings: list[Finding] = []
        self.places: list[Mark] = []
        self.background = False
        self.gist = Gist(frozenset(), frozenset(), frozenset(), True, None, frozenset(), frozenset())

    @property
    def last(self) -> int:
        """The last token that was told of it."""
        return self.segments[-1].last

    def tell(self, segment: Segment, findings: Sequence[Finding], gist: Gist, marked: Marked) -> None:
        """Take in one more segment."""
        self.segments.append(segment)
        self.findings.extend(findings)
        self.places.extend(segment.places)
        sites, old = sites_of(self.places) if segment.places else [], self.gist
        self.gist = Gist(
            kinds=old.kinds | gist.kinds,
            sites=names(sites, marked) if segment.places else old.sites,
            places=old.places | gist.places,
            wide=all(rank(mark) >= WIDE for mark in sites) if segment.places else old.wide,
            day=old.day or (gist.day if self._may_date(segment) else None),
            doers=old.doers | gist.doers,
            blamed=old.blamed | gist.blamed,
        )

    def _may_date(self, segment: Segment) -> bool:
        """False for a mere month or year that is named when the event was told with its place: it is that of something recalled."""
        if not segment.dates or not all(map(_coarse, segment.dates)):
            return True
        placed = {told.sentence for told in self.segments if told.places and told.sentence < segment.sentence}
        return len(placed) <= _HEADING

    def days(self) -> list[Mark]:
        """The dates that its segments give and that may be its own, in order."""
        return [mark for segment in self.segments if self._may_date(segment) for mark in segment.dates]

    def telling_trigger(self) -> Mark | None:
        """The word that names its act best: in the first segment that names a site, one that says what kind of violence it was."""
        acting = [segment for segment in self.segments if segment.triggers]
        if not acting:
            return None
        placed = next((segment for segment in acting if any(rank(place) < WIDE for place in segment.places)), acting[0])
        return next((mark for mark in placed.triggers if _says(mark)), placed.triggers[0])


def group(
    segments: Sequence[Segment], findings: Sequence[Finding], marked: Marked, attribution: Attribution, published: date | None
) -> list[Happening]:
    """The events of a document, in the order they are first told, each with its findings."""
    happenings: list[Happening] = []
    at_site: dict[str, list[Happening]] = {}
    for segment, own in _with_findings(segments, findings):
        tolls = any(finding.field in CASUALTY_FIELDS for finding in own)
        vague = segment.habitual and not any(rank(place) < WIDE for place in segment.places)
        if segment.accident or (not tolls and (vague or not segment.triggers)):
            continue
        gist = gist_of(segment, own, marked, attribution)
        home = _home(segment, gist, happenings, at_site, published)
        if home is None:
            home = Happening()
            happenings.append(home)
        home.tell(segment, own, gist, marked)
        for name in gist.sites:
            at_site.setdefault(name, []).append(home)
    told = [happening for happening in happenings if happening.findings or happening.places or len(happenings) == 1]
    news = [happening for happening in told if not (happening.segments[0].background or _is_long(happening))] or told
    for happening in told:
        happening.background = _is_background(happening, news[0], published)
    return told


def gist_of(segment: Segment, own: Sequence[Finding], marked: Marked, attribution: Attribution) -> Gist:
    """The gist of one segment with its findings."""
    sites = sites_of(segment.places)
    blamed = {finding.value.party: finding.token for finding in own if finding.field == "initiator" and isinstance(finding.value, Party)}
    return Gist(
        kinds=frozenset(mark.get("type") for mark in segment.triggers if mark.get("type") not in _VAGUE_KINDS and not mark.get("generic")),
        sites=names(sites, marked),
        places=names(segment.places, marked) | regions_around(segment.places),
        wide=all(rank(mark) >= WIDE for mark in sites),
        day=next(((mark.get("begin"), mark.get("end") or mark.get("begin")) for mark in segment.dates if mark.get("begin")), None),
        doers=frozenset(party for party, token in blamed.items() if attribution.at(token) is None),
        blamed=frozenset(blamed),
    )


def _with_findings(segments: Sequence[Segment], findings: Iterable[Finding]) -> Iterable[tuple[Segment, list[Finding]]]:
    """Each segment with the findings that stand in it."""
    starts = [segment.first for segment in segments]
    found: list[list[Finding]] = [[] for _ in segments]
    for finding in findings:
        number = bisect_right(starts, finding.token) - 1
        if number >= 0 and finding.token < segments[number].last and not _answered(finding, segments[number]):
            found[number].append(finding)
    return zip(segments, found, strict=True)


def _answered(finding: Finding, segment: Segment) -> bool:
    """True for the doer of what is answered, which is only referred to ("after the raid, X replied by ...")."""
    return finding.field == "initiator" and segment.answered[0] <= finding.token < segment.answered[1]


def _is_background(happening: Happening, lead: Happening, published: date | None) -> bool:
    """True for what the text brings up as context: announced so, over a long time, or on an earlier day than the news."""
    day = happening.gist.day
    if happening.segments[0].sum or _is_long(happening):
        return True
    today = published.isoformat() if published is not None else ""
    if happening.segments[0].background:
        fresh = any(mark.get("open") == "yes" for mark in happening.segments[0].dates)
        return not fresh and (day is None or day[1] != today)
    if happening is not lead and day is None and happening.segments[0].dated is not None:
        return True  # a day without its year, in a report of an undated day
    news = (lead.gist.day or (today, today))[1]
    return happening is not lead and day is not None and bool(news) and day[1] < news


def _is_long(happening: Happening) -> bool:
    """True for what is told of a long time, which is no single event."""
    day = happening.gist.day
    return day is not None and (date.fromisoformat(day[1]) - date.fromisoformat(day[0])).days > _LONG_DAYS


# --- is it the same? ---------------------------------------------------------------------------------------------------------


def _home(
    segment: Segment, gist: Gist, happenings: Sequence[Happening], at_site: Mapping[str, Sequence[Happening]], published: date | None
) -> Happening | None:
    """The earlier event that a segment tells more of, or None when it tells of a new one."""
    if not segment.triggers:
        last = happenings[-1] if happenings else None
        apart = last is None or (segment.sum and not last.segments[0].sum) or _of_earlier_day(segment, last, published)
        return None if apart else last
    if happenings and happenings[-1].segments[0].sum and not gist.places and (segment.item or segment.definite):
        return happenings[-1]
    near = dict.fromkeys([*happenings[:1], *(home for name in gist.sites for home in at_site.get(name, ())), *happenings[-_RECENT:]])
    best: Happening | None = None
    best_score = 0.0
    for happening in near:
        if _of_earlier_day(segment, happening, published):
            continue
        score = _fit(segment, gist, happening, only=len(happenings) == 1)
        if score <= (2.5 if gist.doers and happening.gist.doers and not gist.doers & happening.gist.doers else 0):
            continue  # where the publisher itself names other parties, only a shared site makes it the same
        score += _likeness(gist, happening.gist)
        if best is None or (score, happening.last) > (best_score, best.last):
            best, best_score = happening, score
    return best


def _of_earlier_day(segment: Segment, happening: Happening, published: date | None) -> bool:
    """True where a segment opens with a day of the month ("On May 4, ...") after a full sentence of news that names no such day."""
    if segment.dated is None or all(told.heading for told in happening.segments):
        return False
    if any(mark.get("begin") or mark.get("monthday") for told in happening.segments for mark in told.dates):
        return False
    day = segment.dated.get("begin")
    return not day or (published is not None and date.fromisoformat(day) < published)


def _likeness(ours: Gist, theirs: Gist) -> float:
    """A little more for an event of the very same kind, and for one that the same party did."""
    return 0.3 * bool(ours.kinds & theirs.kinds) + 0.3 * bool(ours.blamed & theirs.blamed)


def _fit(segment: Segment, ours: Gist, happening: Happening, *, only: bool) -> float:
    """How well a segment fits an earlier event; 0 when it cannot be the same. ``only``: no other event was told so far."""
    theirs = happening.gist
    definite = segment.definite
    refers = segment.recalls and not ours.places and any(trigger.get("also") in theirs.kinds for trigger in segment.triggers)
    if not (_same_kind(ours, theirs) or refers) or _other_day(ours, theirs):
        return 0
    if segment.sum is not happening.segments[0].sum:
        return 0
    if segment.background and not (definite and not ours.sites):
        return 0
    if not ours.places:
        return 0 if segment.fresh and not (definite or refers) else 1
    if meet(ours.sites, theirs.sites):
        return 0 if segment.another else 1.5 if ours.wide and theirs.wide else 3
    if not theirs.sites:
        return 0 if segment.fresh else 1
    if segment.another:
        return 0
    if meet(ours.sites, theirs.places) or meet(theirs.sites, ours.places):
        if ours.wide or theirs.wide:
            return 2
        headed = only and segment.sentence > 0 and _is_headline(happening)
        return 1 if (headed or (ours.kinds & theirs.kinds and ours.blamed & theirs.blamed)) and not segment.fresh else 0
    narrows = theirs.wide and not (segment.fresh or segment.background)
    return 0.5 if narrows and (only or ours.kinds & theirs.kinds) else 0


def _is_headline(happening: Happening) -> bool:
    """True for an event of which only the first line tells so far, which may name the town for a quarter or a village of it."""
    return all(segment.sentence == 0 for segment in happening.segments)


def _same_kind(ours: Gist, theirs: Gist) -> bool:
    if not ours.kinds or not theirs.kinds or ours.kinds & theirs.kinds:
        return True
    return any(ours.kinds <= family and theirs.kinds <= family for family in _FAMILIES)


def _other_day(ours: Gist, theirs: Gist) -> bool:
    return ours.day is not None and theirs.day is not None and (ours.day[0] > theirs.day[1] or ours.day[1] < theirs.day[0])


# --- what is it? -------------------------------------------------------------------------------------------------------------


def kind_of(happening: Happening, marked: Marked, habits: Mapping[str, EventType]) -> EventType:
    """The event's type: what a telling word says; for a bare "shelling", "explosion" or "attack", what was used or how the
    party strikes.

    ``habits``: the event type that a party's strikes are where nothing else is said.
    """
    habit = _habit(happening, habits)
    bare = ""
    for segment in happening.segments:
        for trigger in segment.triggers:
            if _says(trigger) and trigger.get("type") not in _BY_WHAT_WAS_USED:
                return trigger.get("type")  # type: ignore[return-value]
            bare = trigger.get("type") if bare in (*_VAGUE_KINDS, "explosion") else bare
        used = _used(segment, happening, marked) if segment.triggers else None
        if used:
            return habit if habit and used == "missile_strike" else used
    if habit and bare not in _NO_STRIKES:
        return habit
    if bare:
        return bare  # type: ignore[return-value]
    fields = {finding.field for finding in happening.findings}
    return "arrest_abduction" if "detained" in fields and not fields & {"killed", "injured"} else "violence_other"


def _habit(happening: Happening, habits: Mapping[str, EventType]) -> EventType | None:
    """How the parties blamed carry out their strikes, where all of them do it in one way."""
    ways = {habits.get(party) for party in happening.gist.blamed}
    return ways.pop() if len(ways) == 1 else None


def _says(trigger: Mark) -> bool:
    """True for a word that says by itself what kind of violence it was; an arrest may only be what a raid led to."""
    return trigger.get("type") not in _VAGUE_KINDS and trigger.get("weak") != "yes"


def _used(segment: Segment, happening: Happening, marked: Marked) -> EventType | None:
    """What the weapons that a segment claims were used make of it."""
    for finding in happening.findings:
        if finding.field == "weapon" and segment.first <= finding.token < segment.last:
            for mark in marked.at[finding.token]:
                if mark.kind in ("weapon", "means") and mark.get("type"):
                    return mark.get("type")  # type: ignore[return-value]
    return None


def day_of(happening: Happening) -> Mark | None:
    """The date that says when the event was: the first that its segments give."""
    return next((mark for mark in happening.days() if mark.get("begin")), None)


def _coarse(mark: Mark) -> bool:
    """True for a date that says no more than a month or a year."""
    return mark.get("precision") in ("month", "year", "decade", "century")
