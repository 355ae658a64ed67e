"""What actors, sources, weapons and places of the knowledge tables are called, in the languages that we speak to people."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Sequence

from musnad import pipeline
from musnad.knowledge.towns import plainest

_LONG_NAME = 40  # letters, from which on a longer name says no more


@functools.cache
def names(lang: str = "en") -> dict[str, str]:
    """What actors and sources are called in a language, in English where it has none, by their ids; in others weapons, too."""
    tables = pipeline.known()
    found = {id_: source.name_en for id_, source in tables.sources.items()}
    found |= {id_: periods[-1].name_en for id_, periods in tables.actors.items()}
    if lang == "en":
        return found
    own: dict[str, list[str]] = defaultdict(list)
    weapons: dict[str, list[str]] = defaultdict(list)
    for weapon in tables.weapons:
        if weapon.lang == lang and weapon.number == "sg":
            weapons[weapon.id].append(weapon.form)
    for source in tables.source_names:
        if source.lang == lang and not source.note:
            own[source.source].append(source.form)
    for actor in tables.actor_names:
        if actor.lang == lang and actor.usage == "name":
            own[actor.actor].append(actor.form)
    found |= {id_: min(forms, key=len) for id_, forms in weapons.items()}
    return found | {id_: _fullest(forms) for id_, forms in own.items()}


@functools.cache
def place_names(lang: str) -> dict[str, str]:
    """What places of our tables are called in a language, by their English names; those that several places bear are left out."""
    tables = pipeline.known()
    forms: dict[str, list[str]] = defaultdict(list)
    for name in tables.place_names:
        if name.lang == lang:
            forms[name.place].append(name.form)
    bearers = Counter(place.name_en for place in tables.places.values())
    places = (place for place in tables.places.values() if forms[place.id] and bearers[place.name_en] == 1)
    return {place.name_en: plainest(forms[place.id]) for place in places}


def _fullest(forms: Sequence[str]) -> str:
    """The form that says most of what the others say, too: the full name, neither its short form nor the title of who heads it."""
    return max(forms, key=lambda form: (sum(form in other for other in forms) * min(len(form), _LONG_NAME), -forms.index(form)))
