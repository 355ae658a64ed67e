"""Linking: new events find their incidents, and only what they touch is arranged again.

``Links`` is what linking needs of a store. All state is derived: linking everything anew gives the same incidents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Protocol

import msgspec

from musnad.incidents.arrange import DATED_BIAS, NONE_DECIDED, UNDATED_BIAS, Decisions, arrange, is_dated, least, together
from musnad.incidents.candidates import blocks, own_block
from musnad.incidents.parts import in_parts
from musnad.incidents.score import weigh
from musnad.incidents.sketches import Sketch, document_of, pack, unpack

Edge = tuple[str, str, float]
_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"  # what people can read out to each other
MANY = 2000  # events from which more processes than one are worth their start
_LETTERS = 10  # so that two of a million incidents are not called alike


class Links(Protocol):
    """What linking asks of a store: events by block and key, edges, and which incident an event is in."""

    def in_blocks(self, blocks: Iterable[int]) -> dict[str, bytes]: ...  # noqa: D102
    def events(self, keys: Iterable[str]) -> dict[str, bytes]: ...  # noqa: D102
    def edges_of(self, keys: Iterable[str]) -> list[Edge]: ...  # noqa: D102
    def put_edges(self, edges: Iterable[Edge]) -> None: ...  # noqa: D102
    def incident_of(self, keys: Iterable[str]) -> dict[str, str]: ...  # noqa: D102
    def members(self, incidents: Iterable[str]) -> dict[str, list[str]]: ...  # noqa: D102


class Entry(msgspec.Struct, frozen=True):
    """What a store keeps of an event for linking."""

    key: str
    blocks: tuple[int, ...]
    data: bytes


class Changes(msgspec.Struct, frozen=True):
    """What linking changed: the incidents that are no more, and those that are new or have other members, each with its keys."""

    gone: tuple[str, ...] = ()
    now: tuple[tuple[str, tuple[str, ...]], ...] = ()


def linkable(sketch: Sketch) -> bool:
    """Whether an event can be linked: background without a day of its own says too little."""
    return not sketch.background or sketch.first is not None


def entry(sketch: Sketch) -> Entry:
    """What a store keeps of an event: two more blocks find it by the identifier made of its key and by its document."""
    own = (own_block(identifier(sketch.key)), own_block(sketch.document))
    return Entry(key=sketch.key, blocks=(*blocks(sketch).kept, *own), data=pack(sketch))


def identifier(key: str) -> str:
    """The identifier of an incident whose first key this is: ten letters and digits."""
    number = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
    letters = []
    for _ in range(_LETTERS):
        number, at = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[at])
    return "".join(letters)


def link(links: Links, keys: Iterable[str], decisions: Decisions = NONE_DECIDED, *, gone: Iterable[str] = ()) -> Changes:
    """What changes when these events are new, read anew, or decided on; they are in the store, their edges are put there.

    ``gone`` are the incidents of which members are no more. The caller stores the changes.
    """
    cache = _Cache(links)
    keys = sorted({other for key in keys for other in together(key, decisions)})
    for key in keys:
        links.put_edges(_edges(cache, key, decisions))
    fresh = [*keys, *(member for members in links.members(gone).values() for member in members)]
    scope = _scope(links, cache, [key for key in fresh if cache.has(key)], decisions)
    return _arranged(links, cache, scope, decisions, gone)


def link_all(sketches: Iterable[Sketch], decisions: Decisions = NONE_DECIDED, *, processes: int = 1) -> tuple[list[Edge], Changes]:
    """All edges and incidents of an archive, made from nothing. ``processes`` share the work where there is much."""
    by_key = {sketch.key: sketch for sketch in sketches if linkable(sketch)}
    everything = _Everything(by_key, decisions)
    parts = in_parts(everything.edges, processes) if len(by_key) >= MANY else [everything.edges(0, 1)]
    edges = sorted(edge for part in parts for edge in part)
    found = arrange(by_key, {(one, other): weight for one, other, weight in edges}, decisions)
    return edges, Changes(now=tuple((identifier(group[0]), group) for group in found))


class _Cache:
    """Sketches that were loaded."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._loaded: dict[str, Sketch] = {}

    def of(self, keys: Iterable[str]) -> dict[str, Sketch]:
        """The sketches of the keys that are in the store."""
        keys = list(keys)
        missing = [key for key in keys if key not in self._loaded]
        self._loaded.update((key, unpack(data)) for key, data in self._links.events(missing).items())
        return {key: self._loaded[key] for key in keys if key in self._loaded}

    def has(self, key: str) -> bool:
        """Whether the event is in the store."""
        return key in self.of([key])

    def is_dated(self, key: str, decisions: Decisions) -> bool:
        """Whether within which days it happened is known of an event, or of one that people said is the same."""
        return any(is_dated(sketch) for sketch in self.of(together(key, decisions)).values())

    def beside(self, keys: Iterable[str]) -> list[str]:
        """The events that the documents of these tell of."""
        return [sketch.key for sketch in self.near({own_block(document_of(key)) for key in keys})]

    def near(self, asked: Iterable[int]) -> list[Sketch]:
        """The sketches in some blocks."""
        found = self._links.in_blocks(asked)
        for key, data in found.items():
            if key not in self._loaded:
                self._loaded[key] = unpack(data)
        return [self._loaded[key] for key in sorted(found)]


def _edges(cache: _Cache, key: str, decisions: Decisions) -> list[Edge]:
    """The edges of an event to all candidates."""
    sketch = cache.of([key]).get(key)
    return [] if sketch is None else list(_weighed(sketch, cache.near(blocks(sketch).asked), decisions))


def _weighed(sketch: Sketch, candidates: Iterable[Sketch], decisions: Decisions) -> Iterator[Edge]:
    """The edges between an event and those of some that matter to it."""
    for other in candidates:
        first, second = (sketch, other) if sketch.key < other.key else (other, sketch)
        over = least(first, second, decisions)
        if first.key != second.key and (weight := weigh(first, second, over=over)) > over:
            yield first.key, second.key, weight


class _Everything:
    """All events of an archive, and which of them meet."""

    def __init__(self, sketches: Mapping[str, Sketch], decisions: Decisions) -> None:
        self._sketches = sketches
        self._decisions = decisions
        self._keys = sorted(sketches)
        self._kept: dict[int, list[int]] = defaultdict(list)
        for number, key in enumerate(self._keys):
            for block in blocks(sketches[key]).kept:
                self._kept[block].append(number)

    def edges(self, part: int, parts: int) -> list[Edge]:
        """The edges of every event whose number leaves ``part`` when it is divided by ``parts``, to the events before it."""
        found: list[Edge] = []
        for number in range(part, len(self._keys), parts):
            sketch = self._sketches[self._keys[number]]
            before = {other for block in blocks(sketch).asked for other in self._kept.get(block, ()) if other < number}
            found += _weighed(sketch, (self._sketches[self._keys[other]] for other in before), self._decisions)
        return found


def _scope(links: Links, cache: _Cache, fresh: Sequence[str], decisions: Decisions) -> set[str]:
    """All events whose incident may change: what hangs together with the fresh ones, event with a day by event with a day, then the
    undated ones at either, and what hangs together with those and has joined no event with a day: only such events are put together
    among themselves. Undated events that a document tells of beside each other go together, since they may not join the same incident."""
    units = set(fresh).union(*(together(key, decisions) for key in fresh))
    present = set(cache.of(units))
    dated = _reached(links, cache, {key for key in present if cache.is_dated(key, decisions)}, decisions, want_dated=True)
    beside = {key for edge in links.edges_of(dated) for key in edge[:2]} | set(cache.beside(dated | present)) | present
    undated = {key for key in beside - dated if not cache.is_dated(key, decisions)}
    return dated | _reached(links, cache, undated, decisions, want_dated=False)


def _reached(links: Links, cache: _Cache, start: set[str], decisions: Decisions, *, want_dated: bool) -> set[str]:
    """The events of one sort that edges and decisions connect with ``start``."""
    found, border = set(start), set(start)
    bias = DATED_BIAS if want_dated else UNDATED_BIAS
    while border:
        beyond = {key for *pair, weight in links.edges_of(border) if weight + bias > 0 for key in pair} - found
        if not want_dated:
            beyond -= _with_a_day(links, cache, beyond, decisions)
            beyond |= set(cache.beside(border))
        beyond |= decisions.touching(border)
        border = {key for key in cache.of(beyond - found) if cache.is_dated(key, decisions) == want_dated}
        found |= border
    return found


def _with_a_day(links: Links, cache: _Cache, keys: Iterable[str], decisions: Decisions) -> set[str]:
    """Those of the events that are in an incident in which one has a day."""
    home = links.incident_of(keys)
    members = links.members(set(home.values()))
    cache.of(key for inside in members.values() for key in inside)
    dated = {name for name, inside in members.items() if any(cache.is_dated(key, decisions) for key in inside)}
    return {key for key, name in home.items() if name in dated}


def _arranged(links: Links, cache: _Cache, scope: set[str], decisions: Decisions, gone: Iterable[str]) -> Changes:
    """The scope arranged, beside the incidents around it that undated events may join."""
    edges = {(one, other): weight for one, other, weight in links.edges_of(scope)}
    around = {key for pair in edges for key in pair} - scope
    before = links.incident_of(scope | around)
    outside = {name: set(members) - scope for name, members in links.members(set(before.values())).items()}
    settled = _cores(cache, outside, decisions)
    groups = arrange(cache.of(scope), edges, decisions, settled=settled.values())
    home = {sketch.key: name for name, core in settled.items() for sketch in core}
    now = []
    for group in groups:  # a settled incident that got more keeps the undated events it had
        name = next((home[key] for key in group if key in home), None)
        now.append(tuple(sorted({*group, *(outside[name] if name else ())})))
    grouped = {key for group in now for key in group}
    touched = {before[key] for key in grouped if key in before} | set(gone)
    now += _rest(links, cache, touched, grouped)
    return _only_new(links, touched, [(identifier(group[0]), group) for group in sorted(now)])


def _cores(cache: _Cache, incidents: Mapping[str, Iterable[str]], decisions: Decisions) -> dict[str, list[Sketch]]:
    """The events with days of each incident that has any, and those that people put with one."""
    found = {}
    for name, members in incidents.items():
        core = [sketch for key, sketch in sorted(cache.of(members).items()) if cache.is_dated(key, decisions)]
        if core:
            found[name] = core
    return found


def _rest(links: Links, cache: _Cache, touched: Iterable[str], grouped: set[str]) -> list[tuple[str, ...]]:
    """What is left of incidents that lost undated events to others."""
    left = [tuple(sorted(cache.of(set(members) - grouped))) for members in links.members(touched).values()]
    return [group for group in left if group]


def _only_new(links: Links, touched: Iterable[str], now: Sequence[tuple[str, tuple[str, ...]]]) -> Changes:
    """The changes without the incidents that stayed as they were."""
    before = {name: tuple(sorted(keys)) for name, keys in links.members(touched).items()}
    same = {name for name, keys in now if before.get(name) == keys}
    return Changes(gone=tuple(sorted(set(touched) - same)), now=tuple((name, keys) for name, keys in now if name not in same))
