"""What the types of ``musnad.model`` are called: a claim's value, a chain, a place, a day, as a person would say them.

In the language of the moment, see ``views.tongue``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from musnad.model import Agreement, DocumentRef, Issue, Link, Party, Place, Quantity, Toll, Weapon, When
from musnad.views.lines import isolate, plain
from musnad.views.tongue import _, mark
from musnad.views.tongue import day as day_in_words
from musnad.views.tongue import number as number_in_words

Names = Mapping[str, str]  # an actor's or source's id to what it is called; who is not in it goes by the id
NOBODY: Names = {}

MARKS = {"assert": "", "deny": mark("denied: "), "hedge": mark("not certain: ")}

STANCES = {"assert": mark("asserted"), "deny": mark("denied"), "hedge": mark("not certain")}
DONE = {  # what a person corrected of a claim or event
    "value": mark("its value"),
    "stance": mark("how it is said"),
    "chain": mark("who says it"),
    "place": mark("where it was"),
}

PARTIES = {
    "russia": mark("Russia"),
    "syrian_government": mark("Syrian government"),
    "iran": mark("Iran"),
    "iran_backed_militia": mark("Iran-backed militia"),
    "hezbollah": mark("Hezbollah"),
    "turkey": mark("Turkey"),
    "sna": mark("Syrian National Army"),
    "nlf": mark("National Front for Liberation"),
    "hts": mark("Hayat Tahrir al-Sham"),
    "syrian_transitional_government": mark("Syrian transitional government"),
    "syrian_opposition": mark("Syrian opposition"),
    "isis": mark("ISIS"),
    "al_qaeda": mark("al-Qaeda"),
    "hurras_al_din": mark("Hurras al-Din"),
    "sdf": mark("Syrian Democratic Forces"),
    "us_coalition": mark("US-led coalition"),
    "israel": mark("Israel"),
    "hamas": mark("Hamas"),
    "iraq_government": mark("Iraqi government"),
    "kurdistan_iraq": mark("Kurdistan Region of Iraq"),
    "jordan": mark("Jordan"),
    "ukraine": mark("Ukraine"),
    "saudi_coalition": mark("Saudi-led coalition"),
    "houthi": mark("Houthis"),
    "tribal_fighters": mark("tribal fighters"),
    "druze_factions": mark("Druze factions"),
    "civilians": mark("civilians"),
    "unknown": mark("unknown"),
    "gunmen": mark("unidentified gunmen"),
    "police": mark("police"),
}
NUMBERED = {
    "more_than": mark("more than {}"),
    "at_least": mark("at least {}"),
    "about": mark("about {}"),
    "up_to": mark("up to {}"),
    "less_than": mark("fewer than {}"),
}
VAGUE = {
    "dozens": mark("dozens"),
    "hundreds": mark("hundreds"),
    "several": mark("several"),
    "many": mark("many"),
    "some": mark("some, no number given"),
}
WHO = {"soldiers_police": mark("soldiers or police"), "mixed": mark("fighters and civilians")}
TERMS = (  # labels of the model that are shown as they are called, underscores as blanks
    *(mark("air strike"), mark("drone strike"), mark("shelling"), mark("missile strike"), mark("explosion"), mark("ied")),
    *(mark("armed clash"), mark("shooting"), mark("raid"), mark("arrest abduction"), mark("chemical attack"), mark("execution")),
    *(mark("stabbing other"), mark("violence other")),
    *(
        mark("civilians"),
        mark("fighters"),
        mark("children"),
        mark("women"),
        mark("men"),
        mark("medics"),
        mark("journalists"),
        mark("officials"),
    ),
    *(mark("outlet"), mark("agency"), mark("monitor"), mark("rescue service"), mark("military"), mark("official"), mark("government")),
    *(mark("armed group"), mark("local source"), mark("activist"), mark("witness"), mark("medical"), mark("correspondent")),
    *(mark("social media"), mark("person"), mark("other"), mark("twitter"), mark("telegram"), mark("facebook"), mark("statement")),
    *(mark("point"), mark("neighbourhood"), mark("village"), mark("town"), mark("subdistrict"), mark("district"), mark("governorate")),
    *(mark("country"), mark("unknown"), mark("killed"), mark("injured"), mark("missing"), mark("detained"), mark("killed or injured")),
    *(mark("initiator"), mark("target"), mark("weapon"), mark("error"), mark("warning"), mark("info")),
    mark("middle of origins"),  # by which rule a figure is taken as the best
)


WEAPONS = frozenset(  # kinds of weapons; makes go by the names that the tables have
    (
        *(mark("aerial bomb"), mark("aircraft"), mark("air defence"), mark("ammunition depot"), mark("armoured vehicle")),
        *(mark("artillery"), mark("ballistic missile"), mark("barrel bomb"), mark("bomb"), mark("booby trap"), mark("bulldozer")),
        *(mark("bunker buster"), mark("car bomb"), mark("celebratory fire"), mark("chemical weapon"), mark("chlorine")),
        *(mark("cluster munition"), mark("cruise missile"), mark("drone"), mark("dropped munition"), mark("explosive belt")),
        *(mark("explosives"), mark("field gun"), mark("fire"), mark("fpv drone"), mark("glide bomb"), mark("grenade")),
        *(mark("grenade launcher"), mark("guided missile"), mark("gunfire"), mark("hanging"), mark("heavy artillery")),
        *(mark("heavy machine gun"), mark("heavy mortar"), mark("heavy weapons"), mark("helicopter"), mark("howitzer")),
        *(mark("improvised rocket"), mark("incendiary"), mark("knife"), mark("landmine"), mark("machine gun"), mark("missile")),
        *(mark("molotov"), mark("mortar"), mark("motorcycle bomb"), mark("napalm"), mark("parcel bomb"), mark("phosphorus")),
        *(mark("pistol"), mark("quadcopter"), mark("reconnaissance aircraft"), mark("roadside bomb"), mark("rocket")),
        *(mark("rocket launcher"), mark("rpg"), mark("sea drone"), mark("shell"), mark("small arms"), mark("sniper"), mark("sticky bomb")),
        *(mark("suicide bomb"), mark("suicide drone"), mark("surface to surface missile"), mark("svbied"), mark("tank"), mark("tear gas")),
        *(mark("technical"), mark("torture"), mark("toxic gas"), mark("truck bomb"), mark("tunnel bomb"), mark("unexploded ordnance")),
        *(mark("vehicle ramming"), mark("warplane")),
    )
)


def term(label: str) -> str:
    """A label of the model in words: ``air strike``."""
    return _(label.replace("_", " "))


def value_in_words(value: Toll | Party | Weapon, names: Names = NOBODY) -> str:
    """A claim's value as a person would say it: ``more than 40 (fighters)``, ``Russia``, ``rocket launcher, many``."""
    if isinstance(value, Toll):
        return _toll(value)
    if isinstance(value, Weapon):
        return weapon_in_words(value.weapon, names) + (f", {isolate(value.quantity)}" if value.quantity else "")
    party = party_in_words(value.party)
    if not value.actor or value.actor == value.party:
        return party
    return _("{party}, namely {actor}").format(party=party, actor=name_in_words(value.actor, names))


def weapon_in_words(id_: str, names: Names = NOBODY) -> str:
    """What a weapon is called: its kind in our own words, its make by its name."""
    kind = id_.replace("_", " ")
    return _(kind) if kind in WEAPONS else name_in_words(id_, names)


def party_in_words(label: str) -> str:
    """The name of a coarse party label; a label without one is shown as it stands, ``other:`` taken off."""
    return _(PARTIES[label]) if label in PARTIES else plain(label.removeprefix("other:"))


def name_in_words(id_: str, names: Names = NOBODY) -> str:
    """What an actor or source is called."""
    return isolate(names[id_]) if id_ in names else plain(_(id_.replace("_", " ")))


def chain_in_words(chain: Sequence[Link], publisher: str | None = None, names: Names = NOBODY) -> str:
    """Who says it, outermost first: ``Sputnik (agency) ← a field source (military)``. An empty chain is the publisher's own voice."""
    if not chain:
        return _("In the publisher's own voice") + (f": {isolate(publisher)}" if publisher else "")
    return " ← ".join(_link(link, names) for link in chain)


def _link(link: Link, names: Names) -> str:
    known = [name_in_words(link.source, names)] if link.source else []
    details = dict.fromkeys(known + [plain(term(detail)) for detail in (link.kind, link.channel) if detail])
    return f"{isolate(link.text)} ({', '.join(details)})"


def _toll(toll: Toll) -> str:
    details = [] if toll.who == "unspecified" else [_(WHO.get(toll.who, toll.who))]
    if toll.party:
        details.append(_("of {party}").format(party=party_in_words(toll.party)))
    if toll.part_of:
        details.append(_("part of a total"))
    return _number(toll) + (f" ({', '.join(details)})" if details else "")


def _number(toll: Toll) -> str:
    if toll.min is None and toll.max is None:
        return _(VAGUE.get(toll.qualifier or "", mark("number not given")))
    return _("none") if toll.min == toll.max == 0 else _figure(toll.min, toll.max, toll.qualifier)


def quantity_in_words(quantity: Quantity) -> str:
    """A number with its qualifier: ``more than 40``, ``dozens``."""
    if quantity.min is None and quantity.max is None:
        return _(VAGUE.get(quantity.qualifier or "", mark("not given")))
    return _figure(quantity.min, quantity.max, quantity.qualifier)


def _figure(low: float | None, high: float | None, qualifier: str | None) -> str:
    """A number in words where at least one end of it is known."""
    if low is not None and high is not None and low != high:
        return _("{low} to {high}").format(low=number_in_words(low), high=number_in_words(high))
    open_ended = "at_least" if high is None else "up_to" if low is None else ""
    figure = low if low is not None else high
    shown = "" if figure is None else number_in_words(figure)
    return _(NUMBERED[qualifier or open_ended]).format(shown) if (qualifier or open_ended) in NUMBERED else shown


def when_in_words(when: When | None) -> str:
    """The day or days of an event."""
    return _("day not given") if when is None else interval_in_words(when.start, when.end)


def appeared_in_words(document: DocumentRef) -> str:
    """Between which days a document appeared, where only the number in its address tells; else empty."""
    within = document.published_within
    return "" if within is None else f"between {within.start} and {within.end or within.start}, by the number in its address"


def interval_in_words(start: date, end: date | None) -> str:
    """One day, or the first and the last of several."""
    first = day_in_words(start)
    return _("{first} to {last}").format(first=first, last=day_in_words(end)) if end and end != start else first


def decided_in_words(*, accepted: bool, corrected: Sequence[str], added: bool) -> list[str]:
    """What people did to a claim: added it, corrected it, accepted it."""
    found = [_("added by a person")] if added else []
    found += [_("corrected by a person: {what}").format(what=_(", ").join(_(DONE[one]) for one in corrected))] if corrected else []
    return found + ([_("accepted by a person")] if accepted else [])


def place_in_words(place: Place) -> str:
    """A place as the text has it, then what it is called and how finely it is placed: ``at X (Harem, district)``."""
    details = [] if place.name == place.text else [isolate(place.name)]
    details += [] if place.precision == "unknown" else [term(place.precision)]
    where = _("at {place}") if place.role == "site" else _("in {place}")
    return where.format(place=isolate(place.text)) + (f" ({', '.join(details)})" if details else "")


def agreement_in_words(agreement: Agreement) -> str:
    """An agreement with the days, parties and terms that the text gives."""
    parts = [isolate(agreement.name)]
    parts += [_("signed {day}").format(day=day_in_words(agreement.signed))] if agreement.signed else []
    parts += [_("in force {day}").format(day=day_in_words(agreement.in_force))] if agreement.in_force else []
    parts += [_("between {parties}").format(parties=", ".join(map(party_in_words, agreement.parties)))] if agreement.parties else []
    return ", ".join(parts + [isolate(term) for term in agreement.terms])


def issue_in_words(issue: Issue) -> str:
    """One line for an issue: its level, what it says, and where in the text."""
    where = _(" (characters {start} to {stop})").format(start=issue.span[0], stop=issue.span[1]) if issue.span else ""
    return f"{term(issue.level)}: {isolate(issue.message)}{where}"
