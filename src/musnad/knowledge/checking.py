"""Checking the tables further than loading does: what takes longer, or holds between lines that load well one by one."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from musnad.errors import KnowledgeError
from musnad.knowledge import tables
from musnad.knowledge.facts import Knowledge
from musnad.knowledge.spellings import exact, rows

_FEW = 5  # ids that a line about missing names tells


class Finding(msgspec.Struct, frozen=True):
    """What a check found: a mistake to mend, or something a person should know."""

    level: Literal["mistake", "info"]
    message: str


def check(folder: Path | None = None) -> Iterator[Finding]:
    """What is wrong with the tables of a folder, ours by default: mistakes first, then which names are missing.

    The checks of loading come first; as they stop at a mistake, nothing else is looked at until it is mended.
    """
    place = folder or Path(tables.__file__).parent
    try:
        knowledge = tables.read(place)
    except KnowledgeError as found:
        yield Finding("mistake", str(found))
        return
    checks = (
        _unsorted(place),
        _nameless(knowledge),
        _shared_names(knowledge),
        _idle_contexts(knowledge),
        _shared_addresses(knowledge),
        _circles(knowledge),
        _far_places(knowledge),
        _lonely_agreements(knowledge),
        _said_twice(knowledge),
    )
    yield from (Finding("mistake", message) for message in itertools.chain.from_iterable(checks))
    yield from (Finding("info", message) for message in _missing(knowledge))


def count(folder: Path | None = None) -> str:
    """How much the tables of a folder hold, ours by default, as a line for people."""
    known = tables.read(folder) if folder else tables.load()
    weapons = len({weapon.id for weapon in known.weapons})
    parts = (
        f"{len(known.actors)} actors with {len(known.actor_names)} names",
        f"{len(known.affiliations)} affiliations",
        f"{len(known.sources)} sources with {len(known.source_names)} names",
        f"{weapons} weapons with {len(known.weapons)} forms",
        f"{len(known.agreements)} agreements with {len(known.agreement_names)} names",
        f"{len(known.places)} places with {len(known.place_names)} names",
    )
    return ", ".join(parts)


def _unsorted(folder: Path) -> Iterator[str]:
    """Tables are sorted by cell, so that a change shows as the lines it changes."""
    for path in sorted(folder.glob("*.tsv")):
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[1:-1]]
        for number, (earlier, later) in enumerate(itertools.pairwise(lines), start=3):
            if earlier > later:
                yield f"{path}:{number}: the line is out of order: sort the table by its cells"
                break


def _nameless(knowledge: Knowledge) -> Iterator[str]:
    named = (
        ("actors", knowledge.actors, {name.actor for name in knowledge.actor_names}),
        ("sources", knowledge.sources, {name.source for name in knowledge.source_names}),
        ("agreements", knowledge.agreements, {name.agreement for name in knowledge.agreement_names}),
        ("places", knowledge.places, {name.place for name in knowledge.place_names}),
    )
    for table, known, names in named:
        for ident in sorted(set(known) - names):
            yield f"{table}.tsv: {ident!r} has no name in any language: add one"


def _shared_names(knowledge: Knowledge) -> Iterator[str]:
    """Names that two actors bear at one time, as far as reading can tell names apart, without contexts that say where each is meant."""
    actors: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for name in knowledge.actor_names:
        actors[exact(name.form), name.lang].setdefault(name.actor, name.form)
    contexts: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for shared in knowledge.shared_names:
        contexts[exact(shared.form), shared.lang][shared.actor].add(shared.context)
    for key, bearers in actors.items():
        for one, other in itertools.combinations(sorted(bearers), 2):
            where = contexts[key]
            if _live_together(knowledge, one, other) and not _told_apart(where[one], where[other]):
                yield (
                    f"actor_names.tsv: {bearers[one]!r} ({key[1]}) names {one!r} and {other!r} at the same time: give each its own contexts"
                    " in shared_names.tsv, or make one of the names longer"
                )


def _live_together(knowledge: Knowledge, one: str, other: str) -> bool:
    pairs = itertools.product(knowledge.actors[one], knowledge.actors[other])
    return any(a.first_day <= b.last_day and b.first_day <= a.last_day for a, b in pairs)


def _told_apart(one: set[str], other: set[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _idle_contexts(knowledge: Knowledge) -> Iterator[str]:
    """Contexts of a name that its actor does not bear."""
    borne = {(name.form, name.lang, name.actor) for name in knowledge.actor_names}
    for shared in knowledge.shared_names:
        if (shared.form, shared.lang, shared.actor) not in borne:
            yield f"shared_names.tsv: {shared.form!r} ({shared.lang}) is no name of {shared.actor!r}: add it to actor_names.tsv"


def _shared_addresses(knowledge: Knowledge) -> Iterator[str]:
    """Domains and handles that two sources have."""
    holders: dict[str, list[str]] = defaultdict(list)
    for source in knowledge.sources.values():
        for address in (*source.domains, *(f"@{handle}" for handle in source.handles)):
            holders[address.lower()].append(source.id)
    for address, sources in holders.items():
        if len(sources) > 1:
            yield f"sources.tsv: {address} is of {' and '.join(map(repr, sources))}: leave it with the one that publishes there"


def _circles(knowledge: Knowledge) -> Iterator[str]:
    for ident, source in knowledge.sources.items():
        above: list[str] = []
        parent = source.parent
        while parent and parent not in above:
            above.append(parent)
            parent = knowledge.sources[parent].parent
        if ident in above:
            yield f"sources.tsv: {ident!r} is its own parent by way of {', '.join(above)}: take one parent out"


def _far_places(knowledge: Knowledge) -> Iterator[str]:
    boxes = _boxes()
    for place in knowledge.places.values():
        box = boxes.get(place.country)
        if box is None:
            yield f"places.tsv: {place.id!r} is in {place.country}, which is not in lookup/countries.tsv: add it or correct the code"
        elif place.lat is not None and place.lon is not None:
            south, west, north, east = box
            if not (south <= place.lat <= north and west <= place.lon <= east):
                where = f"{place.lat}, {place.lon}, outside {place.country}"
                yield f"places.tsv: {place.id!r} lies at {where}: correct the degrees or the country"


def _boxes() -> Mapping[str, tuple[float, float, float, float]]:
    """The degrees (south, west, north, east) that hold a country, coarse."""
    found = rows("countries.tsv", "code name_en south west north east source")
    return {code: (float(south), float(west), float(north), float(east)) for code, _, south, west, north, east, _ in found}


def _lonely_agreements(knowledge: Knowledge) -> Iterator[str]:
    for agreement in knowledge.agreements.values():
        if len({party.actor for party in agreement.parties}) < 2:
            yield f"agreement_parties.tsv: {agreement.id!r} has fewer than two parties: add those who agreed"
        if not agreement.terms:
            yield f"agreement_terms.tsv: {agreement.id!r} has no terms: add what was agreed"


def _said_twice(knowledge: Knowledge) -> Iterator[str]:
    """Oppositions that stand once from each side."""
    opposed = {(entry.actor, entry.of, entry.theatre) for entry in knowledge.affiliations if entry.relation == "opposed_to"}
    for actor, of, theatre in sorted(opposed, key=str):
        if actor < of and (of, actor, theatre) in opposed:
            yield f"affiliations.tsv: {actor!r} and {of!r} are opposed by two lines: keep one, it holds both ways"


def _missing(knowledge: Knowledge) -> Iterator[str]:
    """Which ids have no name in a language."""
    named = (
        ("actors", knowledge.actors, ((name.actor, name.lang) for name in knowledge.actor_names)),
        ("sources", knowledge.sources, ((name.source, name.lang) for name in knowledge.source_names)),
        ("weapons", {weapon.id for weapon in knowledge.weapons}, ((weapon.id, weapon.lang) for weapon in knowledge.weapons)),
        ("agreements", knowledge.agreements, ((name.agreement, name.lang) for name in knowledge.agreement_names)),
        ("places", knowledge.places, ((name.place, name.lang) for name in knowledge.place_names)),
    )
    written = sorted({name.lang for name in knowledge.actor_names} - {""})
    for table, known, names in named:
        yield from _lacks(table, known, names, written)


def _lacks(table: str, known: Iterable[str], names: Iterable[tuple[str, str]], written: Iterable[str]) -> Iterator[str]:
    by_lang: dict[str, set[str]] = defaultdict(set)
    for ident, lang in names:
        by_lang[lang].add(ident)
    ids = set(known)
    for lang in written:
        lacking = sorted(ids - by_lang[lang] - by_lang[""])
        if lacking:
            more = f" and {len(lacking) - _FEW} more" if len(lacking) > _FEW else ""
            yield f"{table}: {len(lacking)} of {len(ids)} have no name in {lang}: {', '.join(lacking[:_FEW])}{more}"
