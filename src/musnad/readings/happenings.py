"""Happenings: which segments of one document tell of the same event, and what that event is.

A segment belongs to an earlier event when their kinds of violence agree and they share a place, or when it names none and the
text goes on; a text that announces something else, another place or another day begins a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from musnad.model import EventType, Party
from musnad.readings.attribution import Attribution
from musnad.readings.findings import Finding
from musnad.readings.marks import Mark, Marked
from musnad.readings.segments import Segment

_STRIKES = frozenset({"air_strike", "drone_strike", "shelling", "missile_strike", "explosion", "chemical_attack"})
_GROUND = frozenset({"armed_clash", "shooting", "raid", "arrest_abduction", "execution", "stabbing_other"})
_BLASTS = frozenset({"explosion", "ied", "missile_strike", "drone_strike"})

_RANKS = {
    "point": 0,
    "neighbourhood": 1,
    "village": 2,
    "town": 3,
    "unknown": 3,
    "subdistrict": 4,
    "district": 5,
    "governorate": 6,
    "country": 7,
}
_WIDE = 5
_LONG_DAYS = 14
_VAGUE_KINDS = ("", "violence_other")


class Happening:
    """One event while it is being put together: the segments that tell it, in order."""

    def __init__(self, segment: Segment) -> None:
        self.segments = [segment]
        self.findings: list[Finding] = []
        self.background = False

    @property
    def last(self) -> int:
        """The last token that was told of it."""
        return self.segments[-1].last

    def places(self) -> list[Mark]:
        """Every place its segments name, in order."""
        return [place for segment in self.segments for place in segment.places]

    def triggers(self) -> list[Mark]:
        """Every word that names its act, in order."""
        return [trigger for segment in self.segments for trigger in segment.triggers]

    def telling_trigger(self) -> Mark | None:
        """The word that names its act best: in the first segment that says where, one that says what kind of violence it was."""
        acting = [segment for segment in self.segments if segment.triggers]
        if not acting:
            return None
        placed = next((segment for segment in acting if segment.places), acting[0])
        return next((mark for mark in placed.triggers if _says(mark)), placed.triggers[0])

    def day(self) -> tuple[str, str] | None:
        """First and last day, ISO, by the first segment that gives one."""
        for segment in self.segments:
            for mark in segment.dates:
                if mark.get("begin"):
                    return mark.get("begin"), mark.get("end") or mark.get("begin")
        return None


def group(
    segments: Sequence[Segment], findings: Sequence[Finding], marked: Marked, attribution: Attribution, published: date | None
) -> list[Happening]:
    """The events of a document, in the order they are first told, each with its findings."""
    by_segment = _by_segment(segments, findings)
    happenings: list[Happening] = []
    for segment in segments:
        own = by_segment[segment.first]
        tolls = [finding for finding in own if finding.field not in ("initiator", "target", "weapon")]
        vague = segment.habitual and not any(_rank(place) < _WIDE for place in segment.places)
        if not tolls and (vague or not segment.triggers):
            continue
        home = _home(segment, own, happenings, marked, attribution)
        if home is None:
            home = Happening(segment)
            happenings.append(home)
        else:
            home.segments.append(segment)
        home.findings.extend(own)
    told = [happening for happening in happenings if _told(happening) or len(happenings) == 1]
    for happening in told:
        happening.background = _is_background(happening, told[0], published)
    return told


def _is_background(happening: Happening, lead: Happening, published: date | None) -> bool:
    """True for what the text brings up as context: announced so, over a long time, or on an earlier day than the news."""
    day = happening.day()
    if day is not None and (date.fromisoformat(day[1]) - date.fromisoformat(day[0])).days > _LONG_DAYS:
        return True
    today = published.isoformat() if published is not None else ""
    if happening.segments[0].background:
        fresh = any(mark.get("open") == "yes" for mark in happening.segments[0].dates)
        return not fresh and (day is None or day[1] != today)
    news = (lead.day() or (today, today))[1]
    return happening is not lead and day is not None and bool(news) and day[1] < news


def _by_segment(segments: Sequence[Segment], findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {segment.first: [] for segment in segments}
    for finding in findings:
        home = next((segment for segment in segments if segment.first <= finding.token < segment.last), None)
        if home is not None:
            found[home.first].append(finding)
    return found


def _told(happening: Happening) -> bool:
    """True when the text says more of it than that it was: a place, a toll or a party."""
    return bool(happening.findings) or bool(happening.places())


def _home(
    segment: Segment, own: Sequence[Finding], happenings: Sequence[Happening], marked: Marked, attribution: Attribution
) -> Happening | None:
    """The earlier event that a segment tells more of, or None when it tells of a new one."""
    if not segment.triggers:
        return happenings[-1] if happenings else None
    ranked = [
        (score + _likeness(segment, own, happening), number)
        for number, happening in enumerate(happenings)
        if (score := _fit(segment, happening, marked)) > (2.5 if _other_doer(own, happening, attribution) else 0)
    ]
    if not ranked:
        return None
    best = max(score for score, _ in ranked)
    fitting = [happenings[number] for score, number in ranked if score == best]
    return max(fitting, key=lambda happening: happening.last)


def _likeness(segment: Segment, own: Sequence[Finding], happening: Happening) -> float:
    """A little more for an event of the very same kind, and for one that the same party did."""
    kinds = {mark.get("type") for mark in segment.triggers if mark.get("type")}
    same_kind = bool(kinds & {mark.get("type") for mark in happening.triggers()})
    return 0.3 * same_kind + 0.3 * bool(_doers(own) & _doers(happening.findings))


def _doers(findings: Iterable[Finding]) -> set[str]:
    return {finding.value.party for finding in findings if finding.field == "initiator" and isinstance(finding.value, Party)}


def _other_doer(own: Sequence[Finding], happening: Happening, attribution: Attribution) -> bool:
    """True where the publisher itself names other parties for the segment than for the event. Others may well contradict it."""
    ours = _doers(finding for finding in own if attribution.at(finding.token) is None)
    theirs = _doers(finding for finding in happening.findings if attribution.at(finding.token) is None)
    return bool(ours) and bool(theirs) and not ours & theirs


def _fit(segment: Segment, happening: Happening, marked: Marked) -> float:
    """How well a segment fits an earlier event; 0 when it cannot be the same."""
    if not _same_kind(segment, happening) or _other_day(segment, happening):
        return 0
    here, there = _names_and_regions(segment.places, marked), _names_and_regions(happening.places(), marked)
    sites, their_sites = names(sites_of(segment.places), marked), names(sites_of(happening.places()), marked)
    definite = bool(segment.triggers) and segment.triggers[0].article
    if segment.background and not happening.background and not (definite and not sites):
        return 0
    if not here:
        return 0 if segment.fresh and not definite else 1
    if _meet(sites, their_sites):
        return 0 if segment.another else 3
    if not their_sites:
        return 0 if segment.fresh else 1
    if segment.another:
        return 0
    if _meet(sites, there) or _meet(their_sites, here):
        wide = all(_rank(mark) >= _WIDE for mark in sites_of(segment.places)) or all(
            _rank(mark) >= _WIDE for mark in sites_of(happening.places())
        )
        return 2 if wide else 0
    narrows = all(_rank(mark) >= _WIDE for mark in sites_of(happening.places())) and not (segment.fresh or segment.background)
    return 0.5 if narrows and _says_kind(segment) & _says_kind(happening) else 0


def _says_kind(teller: Segment | Happening) -> set[str]:
    """The kinds of violence that a segment's or an event's words name outright."""
    found = teller.triggers if isinstance(teller, Segment) else teller.triggers()
    return {mark.get("type") for mark in found if mark.get("type") not in _VAGUE_KINDS}


def _says(trigger: Mark) -> bool:
    """True for a word that says by itself what kind of violence it was; an arrest may only be what a raid led to."""
    return trigger.get("type") not in _VAGUE_KINDS and trigger.get("weak") != "yes"


def _same_kind(segment: Segment, happening: Happening) -> bool:
    ours, theirs = _says_kind(segment), _says_kind(happening)
    if not ours or not theirs or ours & theirs:
        return True
    return any(ours <= family and theirs <= family for family in (_STRIKES, _GROUND, _BLASTS))


def _other_day(segment: Segment, happening: Happening) -> bool:
    day = Happening(segment).day()
    other = happening.day()
    return day is not None and other is not None and (day[0] > other[1] or day[1] < other[0])


def _meet(ones: Iterable[str], others: Iterable[str]) -> bool:
    """True where two sets of place names share one, or one name begins another ("Idlib", "Idlib city")."""
    return any(one == other or one in other.split() or other in one.split() for one in ones for other in others)


def names(marks: Iterable[Mark], marked: Marked) -> set[str]:
    """What places are compared by, see ``place_name``."""
    return {name for mark in marks if (name := place_name(mark, marked))}


def _names_and_regions(marks: Iterable[Mark], marked: Marked) -> set[str]:
    """The names of places and of the governorates that knowledge puts them in."""
    marks = tuple(marks)
    return names(marks, marked) | {_base(mark.get("within")) for mark in marks if mark.get("within")}


def _base(ident: str) -> str:
    """A place's id without what tells a town from the governorate of its name: texts use one for the other."""
    return ident.removesuffix("_governorate")


def place_name(mark: Mark, marked: Marked) -> str:
    """What a place mark is compared by: its id where it is known, else its words without the noun before it."""
    if mark.get("id"):
        return _base(mark.get("id"))
    named = mark.part("name") or mark.part("each") or mark
    words = marked.words(named)
    first = marked.tokens[named.first].text
    cut = named.start - marked.tokens[named.first].start
    return " ".join([first[cut:], *words.split()[1:]])


def _rank(mark: Mark) -> int:
    if mark.kind == "place.region":
        return _WIDE
    if mark.kind == "place.known" and mark.get("seat") == "yes":
        return _RANKS["governorate"]
    return _RANKS.get(mark.get("precision"), 3)


def sites_of(marks: Sequence[Mark]) -> list[Mark]:
    """The most specific of the places named: the villages, not the governorate; no town of which a quarter is named."""
    if not marks:
        return []
    ranks = [_rank(mark) for mark in marks]
    least = min(ranks)
    if least >= _WIDE:
        return [mark for mark in marks if _rank(mark) == least][:1]
    limit = 2 if least == 1 else 4
    return [mark for mark in marks if _rank(mark) <= limit]


def kind_of(happening: Happening, marked: Marked, habits: Mapping[str, str]) -> EventType:
    """The event's type: what a telling word says; for a bare "shelling" or "attack", what was used or how the party strikes.

    ``habits``: the event type that a party's strikes are where nothing else is said.
    """
    bare = ""
    for segment in happening.segments:
        for trigger in segment.triggers:
            kind = trigger.get("type")
            if _says(trigger) and kind != "shelling":
                return kind  # type: ignore[return-value]
            bare = bare if bare not in _VAGUE_KINDS else kind
        used = _used(segment, marked)
        if used and segment.triggers:
            return used
    parties = [finding.value.party for finding in happening.findings if finding.field == "initiator" and isinstance(finding.value, Party)]
    if bare != "violence_other" and parties and all(party in habits for party in parties):
        return habits[parties[0]]  # type: ignore[return-value]
    if bare:
        return bare  # type: ignore[return-value]
    fields = {finding.field for finding in happening.findings}
    return "arrest_abduction" if "detained" in fields and not fields & {"killed", "injured"} else "violence_other"


def _used(segment: Segment, marked: Marked) -> EventType | None:
    """What the weapons named in a segment make of it."""
    for index in range(segment.first, segment.last):
        for mark in marked.at[index]:
            if mark.kind in ("weapon", "means") and mark.get("type"):
                return mark.get("type")  # type: ignore[return-value]
    return None


def day_of(happening: Happening) -> tuple[date, date | None, Mark] | None:
    """The event's day or days and the words that say so."""
    for segment in happening.segments:
        for mark in segment.dates:
            if mark.get("begin"):
                end = mark.get("end")
                return date.fromisoformat(mark.get("begin")), date.fromisoformat(end) if end else None, mark
    return None
