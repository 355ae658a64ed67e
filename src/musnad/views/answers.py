"""Answers about who is who and where is what, as a page for people. Nothing here prints, see ``views.report``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from musnad.knowledge.asking import Answer, Period, Relation
from musnad.knowledge.further import GEONAMES, OURS
from musnad.knowledge.gazetteer import Hit, Name, Spot
from musnad.knowledge.overlays import Imported, Overlay
from musnad.views.lines import STYLES, isolate, plain, wrapped
from musnad.views.wording import party_in_words

NEARNESS = {"exact": "", "spelling": "another spelling of it", "approximate": "approximate"}
SOURCES = {OURS: "our tables", GEONAMES: "GeoNames"}
MOST_NAMES = 8  # of one place or language that are shown


def render_places(hits: Sequence[tuple[Hit, Sequence[Name]]], width: int) -> Iterator[Text]:
    """The places found for a name, each with where it lies, where it is from, and what else it is called."""
    for number, (hit, names) in enumerate(hits, start=1):
        place = hit.place
        kind = "" if place.precision == "unknown" else place.precision
        point = "" if place.lat is None or place.lon is None else f"{place.lat:.4f}, {place.lon:.4f}"
        facts = [isolate(place.name), kind, isolate(", ".join(filter(None, (_region(place), place.country)))), point]
        yield from wrapped(f"{number}. {' · '.join(filter(None, facts))}", width, style=STYLES["event"])
        source = SOURCES.get(place.source, f"your import {place.source}")
        yield from wrapped(f"{place.id} of {source}{_near(hit.form, hit.how, hit.score)}", width, indent=3)
        others = dict.fromkeys(name.form for name in names if name.form not in (place.name, hit.form))
        yield from _list("also", list(others), width)


def render_answers(answers: Sequence[Answer], width: int) -> Iterator[Text]:
    """What the tables have under a name: who it is, whose side it was on when, and what else it is called."""
    for number, answer in enumerate(answers, start=1):
        facts = [isolate(answer.name), answer.table, answer.kind.replace("_", " "), answer.country or ""]
        yield from wrapped(f"{number}. {' · '.join(filter(None, facts))}", width, style=STYLES["event"])
        loaded = ", a loaded word" if answer.usage == "loaded" else ""
        yield from wrapped(f"{answer.id}{_near(answer.form, answer.how, answer.score)}{loaded}", width, indent=3)
        speaks = "speaks for" if answer.table == "source" else "party"
        for period in answer.periods:
            yield from wrapped(f"{speaks}: {_period(period)}", width, indent=3)
        for relation in answer.relations:
            yield from wrapped(_relation(relation), width, indent=3)
        days = (("signed", answer.signed), ("in force", answer.in_force), ("ended", answer.ended))
        yield from _list("days", [f"{what} {day}" for what, day in days if day], width)
        yield from _list("between", [plain(party) for party in answer.parties], width)
        for term in answer.terms:
            yield from wrapped(f"term: {isolate(term)}", width, indent=3)
        yield from _list("part of", [answer.parent] if answer.parent else [], width)
        yield from _list("implies", [answer.event_type.replace("_", " ")] if answer.event_type else [], width)
        yield from _list("at", [*answer.domains, *(f"@{handle}" for handle in answer.handles)], width)
        for lang, forms in answer.names.items():
            yield from _list(lang or "any", forms, width)
        yield from wrapped(f"recorded: {isolate(answer.recorded)}", width, indent=3, style=STYLES["words"])


def render_overlays(overlays: Sequence[Overlay], width: int) -> Iterator[Text]:
    """The imports, each with what it holds, from where and since when."""
    if not overlays:
        yield Text("Nothing was imported.")
    for overlay in overlays:
        what = "places" if overlay.kind == "places" else "lines"
        yield from wrapped(f"{overlay.name}: {overlay.count} {what}, imported {overlay.added}", width)
        yield from wrapped(f"from {isolate(overlay.file)}", width, indent=3, style=STYLES["words"])


def render_import(done: Imported, width: int, *, dry_run: bool) -> Iterator[Text]:
    """What an import came to."""
    what = "places" if done.overlay.kind == "places" else "lines"
    left = f", {len(done.skipped)} lines left out" if done.skipped else ""
    verb = "would be imported" if dry_run else "imported"
    yield from wrapped(f"{done.overlay.count} {what} {verb} as {done.overlay.name}{left}", width)


def _region(place: Spot) -> str:
    """The region of first order as the tables call it, else as the source does."""
    if place.within and place.source != OURS:
        return place.within.replace("_", " ")
    return place.admin1.replace("|", " / ")


def _near(form: str, how: str, score: float) -> str:
    if how == "exact":
        return ""
    return f", {NEARNESS[how]}{f' ({score:.2f})' if how == 'approximate' else ''}: {isolate(form)}"


def _relation(relation: Relation) -> str:
    where = f" in {relation.theatre}" if relation.theatre else ""
    return f"{plain(relation.relation)} {isolate(relation.called)}{where}" + _days(relation.start, relation.stop)


def _days(start: date | None, stop: date | None) -> str:
    return (f" from {start}" if start else "") + (f" until {stop}" if stop else "")


def _period(period: Period) -> str:
    return party_in_words(period.party) + _days(period.start, period.stop)


def _list(label: str, items: Sequence[str], width: int) -> Iterator[Text]:
    """A label and some names, the first of them where they are many."""
    if items:
        more = f" and {len(items) - MOST_NAMES} more" if len(items) > MOST_NAMES else ""
        yield from wrapped(f"{label}: {', '.join(map(isolate, items[:MOST_NAMES]))}{more}", width, indent=3)
