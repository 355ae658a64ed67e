"""What the types of ``musnad.model`` are called in English: a claim's value, a chain, a place, a day, as a person would say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from musnad.model import Agreement, DocumentRef, Issue, Link, Party, Place, Quantity, Toll, Weapon, When
from musnad.views.lines import isolate, plain

Names = Mapping[str, str]  # an actor's or source's id to what it is called; who is not in it goes by the id
NOBODY: Names = {}

MARKS = {"assert": "", "deny": "denied: ", "hedge": "not certain: "}

PARTIES = {
    "russia": "Russia",
    "syrian_government": "Syrian government",
    "iran": "Iran",
    "iran_backed_militia": "Iran-backed militia",
    "hezbollah": "Hezbollah",
    "turkey": "Turkey",
    "sna": "Syrian National Army",
    "nlf": "National Front for Liberation",
    "hts": "Hayat Tahrir al-Sham",
    "syrian_transitional_government": "Syrian transitional government",
    "syrian_opposition": "Syrian opposition",
    "isis": "ISIS",
    "al_qaeda": "al-Qaeda",
    "hurras_al_din": "Hurras al-Din",
    "sdf": "Syrian Democratic Forces",
    "us_coalition": "US-led coalition",
    "israel": "Israel",
    "hamas": "Hamas",
    "iraq_government": "Iraqi government",
    "kurdistan_iraq": "Kurdistan Region of Iraq",
    "jordan": "Jordan",
    "ukraine": "Ukraine",
    "saudi_coalition": "Saudi-led coalition",
    "houthi": "Houthis",
    "tribal_fighters": "tribal fighters",
    "druze_factions": "Druze factions",
    "civilians": "civilians",
    "unknown": "unknown",
    "gunmen": "unidentified gunmen",
    "police": "police",
}
NUMBERED = {"more_than": "more than {}", "at_least": "at least {}", "about": "about {}", "up_to": "up to {}", "less_than": "fewer than {}"}
VAGUE = {"dozens": "dozens", "hundreds": "hundreds", "several": "several", "many": "many", "some": "some, no number given"}
WHO = {"soldiers_police": "soldiers or police", "mixed": "fighters and civilians"}


def value_in_words(value: Toll | Party | Weapon, names: Names = NOBODY) -> str:
    """A claim's value as a person would say it: ``more than 40 (fighters)``, ``Russia``, ``rocket launcher, many``."""
    if isinstance(value, Toll):
        return _toll(value)
    if isinstance(value, Weapon):
        return plain(value.weapon) + (f", {isolate(value.quantity)}" if value.quantity else "")
    finer = f", namely {name_in_words(value.actor, names)}" if value.actor and value.actor != value.party else ""
    return party_in_words(value.party) + finer


def party_in_words(label: str) -> str:
    """The name of a coarse party label; a label without one is shown as it stands, ``other:`` taken off."""
    return PARTIES.get(label) or plain(label.removeprefix("other:"))


def name_in_words(id_: str, names: Names = NOBODY) -> str:
    """What an actor or source is called."""
    return isolate(names[id_]) if id_ in names else plain(id_)


def chain_in_words(chain: Sequence[Link], publisher: str | None = None, names: Names = NOBODY) -> str:
    """Who says it, outermost first: ``Sputnik (agency) ← a field source (military)``. An empty chain is the publisher's own voice."""
    if not chain:
        return "In the publisher's own voice" + (f": {isolate(publisher)}" if publisher else "")
    return " ← ".join(_link(link, names) for link in chain)


def _link(link: Link, names: Names) -> str:
    known = [name_in_words(link.source, names)] if link.source else []
    details = dict.fromkeys(known + [plain(detail) for detail in (link.kind, link.channel) if detail])
    return f"{isolate(link.text)} ({', '.join(details)})"


def _toll(toll: Toll) -> str:
    details = [] if toll.who == "unspecified" else [WHO.get(toll.who, toll.who)]
    if toll.party:
        details.append(f"of {party_in_words(toll.party)}")
    if toll.part_of:
        details.append("part of a total")
    return _number(toll) + (f" ({', '.join(details)})" if details else "")


def _number(toll: Toll) -> str:
    if toll.min is None and toll.max is None:
        return VAGUE.get(toll.qualifier or "", "number not given")
    return "none" if toll.min == toll.max == 0 else _figure(toll.min, toll.max, toll.qualifier)


def quantity_in_words(quantity: Quantity) -> str:
    """A number with its qualifier: ``more than 40``, ``dozens``."""
    if quantity.min is None and quantity.max is None:
        return VAGUE.get(quantity.qualifier or "", "not given")
    return _figure(quantity.min, quantity.max, quantity.qualifier)


def _figure(low: float | None, high: float | None, qualifier: str | None) -> str:
    """A number in words where at least one end of it is known."""
    if low is not None and high is not None and low != high:
        return f"{low:.12g} to {high:.12g}"
    open_ended = "at_least" if high is None else "up_to" if low is None else ""
    figure = low if low is not None else high
    return NUMBERED.get(qualifier or open_ended, "{}").format(f"{figure:.12g}")


def when_in_words(when: When | None) -> str:
    """The day or days of an event."""
    return "day not given" if when is None else interval_in_words(when.start, when.end)


def appeared_in_words(document: DocumentRef) -> str:
    """Between which days a document appeared, where only the number in its address tells; else empty."""
    within = document.published_within
    return "" if within is None else f"between {within.start} and {within.end or within.start}, by the number in its address"


def interval_in_words(start: date, end: date | None) -> str:
    """One day, or the first and the last of several."""
    return f"{start} to {end}" if end and end != start else str(start)


def place_in_words(place: Place) -> str:
    """A place as the text has it, then what it is called and how finely it is placed: ``at X (Harem, district)``."""
    details = [] if place.name == place.text else [isolate(place.name)]
    details += [] if place.precision == "unknown" else [place.precision]
    role = "at" if place.role == "site" else "in"
    return f"{role} {isolate(place.text)}" + (f" ({', '.join(details)})" if details else "")


def agreement_in_words(agreement: Agreement) -> str:
    """An agreement with the days, parties and terms that the text gives."""
    parts = [isolate(agreement.name)]
    parts += [f"signed {agreement.signed}"] if agreement.signed else []
    parts += [f"in force {agreement.in_force}"] if agreement.in_force else []
    parts += [f"between {', '.join(map(party_in_words, agreement.parties))}"] if agreement.parties else []
    return ", ".join(parts + [isolate(term) for term in agreement.terms])


def issue_in_words(issue: Issue) -> str:
    """One line for an issue: its level, what it says, and where in the text."""
    where = f" (characters {issue.span[0]} to {issue.span[1]})" if issue.span else ""
    return f"{issue.level}: {isolate(issue.message)}{where}"
