"""Reconciling: the account of an incident from the readings of its documents. Nothing is decided between parties; all is kept.

An account is a pure function of the readings and the judgements on their claims, whatever order they came in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar, get_args

from msgspec.structs import replace

from musnad.incidents import dating, figures
from musnad.incidents.accounts import Account, FieldAccount, Held, Origin, Site, Status, Tie, Update, Voice
from musnad.incidents.independence import Report, Who, copies, interest_of, origin_of
from musnad.incidents.sketches import document_of, event_of, key_of
from musnad.knowledge.distance import RADIUS_KM, distance_km
from musnad.model import CASUALTY_FIELDS, Claim, Event, Field, Party, Place, Struct, Toll, Weapon

_FIELDS: tuple[Field, ...] = get_args(Field)
_T = TypeVar("_T")
_RISING: frozenset[Field] = frozenset({"killed"})  # a figure that is not taken back, but by saying so
_BESIDE_KM = 20.0
_WITHIN_KM = 30.0  # a village within so far of a town that is named with it is the exacter word for the same site


class Verdict(Struct, frozen=True):
    """What people decided of a claim: that it is right, wrong, or has another value."""

    rejected: bool = False
    accepted: bool = False
    value: Toll | Party | Weapon | None = None


Verdicts = Mapping[tuple[str, str], Verdict]  # by document and claim
Allies = Callable[[str, date | None], Iterable[str]]


def account(
    name: str,
    keys: Sequence[str],
    reports: Mapping[str, Report],
    who: Who,
    *,
    verdicts: Verdicts | None = None,
    allies: Allies | None = None,
) -> Account:
    """The account of the events ``keys``. ``reports`` by document; ``allies`` gives the parties of one side with a party on a day."""
    events = {key: event for key in keys if (event := _event(key, reports)) is not None}
    of_these = [reports[document] for document in sorted({document_of(key) for key in events})]
    repeated = copies(of_these)
    voices = _voices(events, reports, repeated, who, verdicts or {}, allies or (lambda party, on: ()))
    fields = tuple(_field(field, [voice for voice in voices if voice.field == field]) for field in _FIELDS)
    told = tuple(field for field in fields if field.values)
    sites = _sites(events)
    leads = {key: event for key, event in events.items() if key == _lead_of(reports[document_of(key)])}
    return Account(
        id=name,
        type=_most(event.type for event in events.values()),
        date=dating.when(leads, reports) or dating.when(events, reports),
        site=sites[0] if sites else None,
        other_sites=tuple(sites[1:]),
        keys=tuple(sorted(events)),
        documents=tuple(report.id for report in of_these),
        lead_documents=tuple(document for document in (report.id for report in of_these) if _lead_of(reports[document]) in events),
        fields=told,
        updates=tuple(update for field in told for update in _updates(field)),
        ties=_ties(events, reports),
        origins=len({voice.origin.id for voice in voices}),
        contested=tuple(field.field for field in told if field.status == "contested"),
    )


def _event(key: str, reports: Mapping[str, Report]) -> Event | None:
    report = reports.get(document_of(key))
    return next((event for event in report.reading.events if event.id == event_of(key)), None) if report else None


def _lead_of(report: Report) -> str | None:
    """The key of the event that a document is about: its first that is no background."""
    return next((key_of(report.id, event.id) for event in report.reading.events if not event.background), None)


# ----------------------------------------------------------------------------------------------------------------------- voices


def _voices(
    events: Mapping[str, Event], reports: Mapping[str, Report], repeated: Mapping[str, str], who: Who, verdicts: Verdicts, allies: Allies
) -> list[Voice]:
    """Every claim of the events that nobody rejected, with who says it."""
    found = []
    for key in sorted(events):
        report = reports[document_of(key)]
        first = repeated.get(report.id)
        claims = [claim for claim in report.reading.claims if key_of(report.id, claim.event) == key]
        named = {field: _parties(claims, field) for field in ("initiator", "target")}
        for claim in claims:
            verdict = verdicts.get((report.id, claim.id), Verdict())
            if not verdict.rejected:
                found.append(_voice(claim, key, report, reports[first] if first else None, verdict, who, allies, named))
    return found


def _parties(claims: Iterable[Claim], field: str) -> set[str]:
    return {claim.value.party for claim in claims if claim.field == field and isinstance(claim.value, Party)}


def _voice(
    claim: Claim, key: str, report: Report, first: Report | None, verdict: Verdict, who: Who, allies: Allies, named: Mapping[str, set[str]]
) -> Voice:
    origin = origin_of(_attributed(claim, report), report, first, who)
    own = allies(origin.party, report.day) if origin.party else ()
    return Voice(
        document=report.id,
        event=key,
        claim=claim.id,
        field=claim.field,
        value=verdict.value or claim.value,
        stance=claim.stance,
        publisher=report.publisher,
        chain=claim.chain,
        evidence=claim.evidence,
        said_at=report.published_at or (report.day.isoformat() if report.day else ""),
        origin=origin,
        interest=interest_of(claim, origin, own, named["initiator"], named["target"]),
        copy_of=first.id if first else None,
        accepted=verdict.accepted or verdict.value is not None,
    )


def _attributed(claim: Claim, report: Report) -> Claim:
    """The claim of the same document that says on somebody's word what this one says in the publisher's own voice: a headline or lead
    that sums up what the text then attributes is no further origin. The claim itself where there is none."""
    if claim.chain:
        return claim
    told = (other for other in report.reading.claims if other.chain and (other.event, other.field) == (claim.event, claim.field))
    return next((other for other in told if other.stance != "deny" and _says_the_same(claim.value, other.value)), claim)


def _says_the_same(one: Toll | Party | Weapon, other: Toll | Party | Weapon) -> bool:
    """Whether two values are one, as far as a summary goes: the same number, vague or not, or the same party."""
    if isinstance(one, Toll) and isinstance(other, Toll):
        if one.min is None and one.max is None:
            return other.min is None and other.max is None and one.qualifier == other.qualifier
        return (one.min or one.max) == (other.min or other.max)
    return label_of(one) == label_of(other)


# ----------------------------------------------------------------------------------------------------------------------- fields


def _field(field: Field, voices: Sequence[Voice]) -> FieldAccount:
    if field not in CASUALTY_FIELDS:
        held = _held(voices)
        return FieldAccount(field=field, status=_status(field, held), values=held, origins=_origins(voices))
    standing = figures.current(figures.totals(voices), rising=field in _RISING)
    held = _held(voices, [voice for figure in standing.superseded for voice in figure.voices])
    total, low_by, high_by = figures.range_of(standing.last)
    of_civilians = figures.current(figures.totals(voices, civilians=True), rising=field in _RISING)
    civilians, _, _ = figures.range_of(of_civilians.last)
    return FieldAccount(
        field=field,
        status="contested" if figures.disagree(standing.last) or _denied(held) else "single_origin" if _origins(voices) < 2 else "agreed",
        values=held,
        origins=_origins(voices),
        range=total,
        civilians=civilians,
        rule=figures.BEST_RULE if total else "",
        low_by=low_by,
        high_by=high_by,
    )


def _origins(voices: Iterable[Voice]) -> int:
    return len({voice.origin.id for voice in voices})


def _held(voices: Sequence[Voice], outdated: Iterable[str] = ()) -> tuple[Held, ...]:
    """The voices by value, the value of most origins first."""
    old = set(outdated)
    by_label: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        by_label[label_of(voice.value)].append(replace(voice, superseded=figures.name_of(voice) in old))
    found = []
    for label, group in by_label.items():
        held_by = [voice for voice in group if voice.stance != "deny"]
        found.append(
            Held(
                label=label,
                origins=_distinct(held_by),
                denied_by=_distinct(voice for voice in group if voice.stance == "deny"),
                voices=tuple(sorted(group, key=lambda voice: (voice.said_at or "9999", voice.document, voice.claim))),
                current=any(not voice.superseded for voice in group),
            )
        )
    return tuple(sorted(found, key=lambda held: (not held.current, -len(held.origins), held.label)))


def _distinct(voices: Iterable[Voice]) -> tuple[Origin, ...]:
    found: dict[str, Origin] = {}
    for voice in voices:
        found.setdefault(voice.origin.id, voice.origin)
    return tuple(found[name] for name in sorted(found))


def label_of(value: Toll | Party | Weapon) -> str:
    """What tells values of a field apart, in words: "at_least 37 fighters", "russia", "warplane"."""
    if isinstance(value, Party):
        return value.party
    if isinstance(value, Weapon):
        return value.weapon
    if value.min is not None and value.max is not None:
        number = str(value.min) if value.min == value.max else f"{value.min}-{value.max}"
    else:
        number = str(value.min if value.min is not None else value.max if value.max is not None else "")
    words = [value.qualifier or "", number, "" if value.who == "unspecified" else value.who, "(part)" if value.part_of else ""]
    return " ".join(word for word in words if word) or "some"


def _status(field: Field, held: Sequence[Held]) -> Status:
    """Contested: somebody denies it, or two origins name none in common (who did it, who was hit)."""
    if _denied(held):
        return "contested"
    named: dict[str, set[str]] = defaultdict(set)
    for value in held:
        for origin in value.origins:
            if value.label not in ("unknown", "gunmen"):
                named[origin.id].add(value.label)
    if field != "weapon" and any(not one & other for one in named.values() for other in named.values()):
        return "contested"
    return "agreed" if len({origin.id for value in held for origin in value.origins}) > 1 else "single_origin"


def _denied(held: Iterable[Held]) -> bool:
    return any(value.denied_by for value in held)


def _updates(field: FieldAccount) -> Iterable[Update]:
    """Where an origin gave two figures, in order where one is known."""
    if field.field not in CASUALTY_FIELDS:
        return
    voices = {figures.name_of(voice): voice for value in field.values for voice in value.voices}
    for change in figures.current(figures.totals(voices.values()), rising=field.field in _RISING).changes:
        first, second = voices[change.before.voices[0]], voices[change.after.voices[0]]
        yield Update(
            field=field.field,
            origin=second.origin,
            before=label_of(first.value),
            after=label_of(second.value),
            before_at=first.said_at,
            after_at=second.said_at,
            documents=(first.document, second.document),
            order=change.order,
        )


# --------------------------------------------------------------------------------------------------------------- when and where


def _most(values: Iterable[_T]) -> _T:
    """The value that comes most often, the first of those that do."""
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value])


def _sites(events: Mapping[str, Event]) -> list[Site]:
    """The sites, that of most documents first, then the most exact; regions when no site is known. A document that names several sites,
    one within the other, speaks for the most exact."""
    named: dict[tuple[str, float | None, float | None], list[tuple[str, Place]]] = defaultdict(list)
    for role in ("site", "region"):
        for key, event in events.items():
            for place in _most_exact([place for place in event.places if place.role == role]):
                named[place.name, place.lat, place.lon].append((document_of(key), place))
        if any(lat is not None for _, lat, _ in named):
            break
    regions = _most([place.name for event in events.values() for place in event.places if place.role == "region"] or [""])
    found = [_site(group, regions) for group in named.values()]
    return sorted(found, key=lambda site: (site.lat is None, -_support(site, found), -len(site.documents), site.radius_km or 0, site.name))


def _support(site: Site, sites: Sequence[Site]) -> int:
    """How many documents name the site or one beside it: villages of one neighbourhood, and the district they lie in, speak for it
    together."""
    return len({document for other in sites if _beside(site, other) for document in other.documents})


def _beside(site: Site, other: Site) -> bool:
    if site.lat is None or site.lon is None or other.lat is None or other.lon is None:
        return site is other
    wider = max(site.radius_km or 0.0, other.radius_km or 0.0)
    return distance_km(site.lat, site.lon, other.lat, other.lon) <= max(_BESIDE_KM, min(wider, RADIUS_KM["district"]))


def _most_exact(places: Sequence[Place]) -> list[Place]:
    """The places without those that another, more exact one lies in."""
    return [place for place in places if not any(_lies_in(other, place) for other in places)]


def _lies_in(inner: Place, outer: Place) -> bool:
    if inner.lat is None or inner.lon is None or outer.lat is None or outer.lon is None:
        return False
    reach = outer.radius_km or RADIUS_KM[outer.precision]
    exacter = (inner.radius_km or RADIUS_KM[inner.precision]) < reach
    return exacter and distance_km(inner.lat, inner.lon, outer.lat, outer.lon) <= max(reach, _WITHIN_KM)


def _site(group: Sequence[tuple[str, Place]], region: str) -> Site:
    _, place = min(group, key=lambda pair: (pair[1].radius_km or RADIUS_KM[pair[1].precision], pair[0]))
    return Site(
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        radius_km=place.radius_km or RADIUS_KM[place.precision],
        region=region,
        documents=tuple(sorted({document for document, _ in group})),
    )


def _ties(events: Mapping[str, Event], reports: Mapping[str, Report]) -> tuple[Tie, ...]:
    """What documents say of how these events stand to others; ``to`` is the other event's key or an agreement's id."""
    found = []
    for key in sorted(events):
        report = reports[document_of(key)]
        agreements = {one.id: one.agreement or one.name for one in report.reading.agreements}
        for relation in report.reading.relations:
            if key_of(report.id, relation.frm) == key:
                to = agreements.get(relation.to) or key_of(report.id, relation.to)
                found.append(Tie(type=relation.type, to=to, document=report.id, evidence=relation.evidence))
    return tuple(found)
