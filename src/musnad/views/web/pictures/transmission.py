"""The tree of transmission: origins on one side, what was published on the other, between them whoever quotes whom.

Each column of the picture is one step further from the origin; a line is drawn where one carries the word of the other. Documents that
repeat another's text stand as one with it. Lengths are in pixels of the picture, whose first column is on the left; ``mirrored`` turns it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from musnad.incidents.accounts import Account, Voice
from musnad.model import Field, Link
from musnad.views.account_words import origin_name
from musnad.views.carriers import called
from musnad.views.wording import Names

WIDTH, HEIGHT = 210, 44  # of a box
ACROSS, DOWN = 84, 14  # between columns, between boxes of a column
_SWEEPS = 4  # how often the boxes of the columns are put in the order of their neighbours


@dataclass(frozen=True)
class Box:
    """Somebody in the picture. ``kind``: ``origin``, ``via`` or ``document``; ``id`` is of the origin or of the document.

    ``party``: whose side an origin speaks for. ``copies`` are the documents that repeat this one's text.
    """

    kind: str
    id: str
    name: str
    detail: str = ""
    party: str | None = None
    day: str = ""
    copies: tuple[str, ...] = ()
    x: float = 0
    y: float = 0


@dataclass(frozen=True)
class Line:
    """One carries the word of another: the path from box to box, of which fields, and whether all that is carried denies."""

    path: str
    fields: tuple[Field, ...]
    denies: bool
    claims: int


@dataclass(frozen=True)
class Picture:
    """The boxes and lines, and how large the picture is."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass
class _Step:
    """What is carried from one box to the next."""

    fields: dict[Field, None] = field(default_factory=dict)
    denies: bool = True
    claims: int = 0


def picture(account: Account, names: Names, *, mirrored: bool = False, of: Iterable[Field] | None = None) -> Picture:
    """The picture of who carries whose word on an incident, or on some of its fields."""
    boxes: dict[tuple[str, str], Box] = {}
    depth: dict[tuple[str, str], int] = {}
    steps: dict[tuple[tuple[str, str], tuple[str, str]], _Step] = defaultdict(_Step)
    wanted = None if of is None else set(of)
    for told in account.fields:
        if wanted is not None and told.field not in wanted:
            continue
        for voice in (voice for held in told.values for voice in held.voices):
            way = _way(voice, names, boxes)
            for far, key in enumerate(way[:-1]):
                depth[key] = max(depth.get(key, 0), far)
            for one, other in pairwise(way):
                step = steps[one, other]
                step.fields[told.field] = None
                step.denies &= voice.stance == "deny"
                step.claims += 1
    last = max(depth.values(), default=0) + 1
    columns: list[list[tuple[str, str]]] = [[] for _ in range(last + 1)]
    for key, box in boxes.items():
        columns[last if box.kind == "document" else depth[key]].append(key)
    return _placed(boxes, _ordered(columns, steps, boxes), steps, mirrored=mirrored)


def _way(voice: Voice, names: Names, boxes: dict[tuple[str, str], Box]) -> list[tuple[str, str]]:
    """The boxes that a claim went through, the origin first; those that are new are added."""
    origin = voice.origin
    way = [("origin", origin.id)]
    boxes.setdefault(way[0], Box(kind="origin", id=origin.id, name=origin_name(origin, names), detail=origin.kind, party=origin.party))
    for link in reversed(voice.chain[:-1]):
        key = ("via", link.source or link.text)
        boxes.setdefault(key, _via(link, names))
        if key not in way:
            way.append(key)
    key = ("document", voice.copy_of or voice.document)
    box = boxes.get(key) or Box(kind="document", id=key[1], name="")
    if voice.copy_of:
        box = replace(box, copies=tuple(dict.fromkeys((*box.copies, voice.document))))
    else:
        box = replace(box, name=voice.publisher, day=voice.said_at[:10])
    boxes[key] = box
    return [*way, key]


def _via(link: Link, names: Names) -> Box:
    return Box(kind="via", id=link.source or "", name=called(link, names), detail=link.kind)


def _ordered(
    columns: list[list[tuple[str, str]]],
    steps: Mapping[tuple[tuple[str, str], tuple[str, str]], _Step],
    boxes: Mapping[tuple[str, str], Box],
) -> list[list[tuple[str, str]]]:
    """The columns with few lines crossing: documents by day, then every box at the mean of those it is joined to, back and forth."""
    neighbours: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for one, other in steps:
        neighbours[one].append(other)
        neighbours[other].append(one)
    columns[-1].sort(key=lambda key: (boxes[key].day or "9999", boxes[key].name, key))
    place = {key: number / max(len(column), 1) for column in columns for number, key in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns[:-1][::-1] if sweep % 2 == 0 else columns[1:]:
            column.sort(key=lambda key: (_mean([place[other] for other in neighbours[key]]), key))
            place |= {key: number / max(len(column), 1) for number, key in enumerate(column)}
    return columns


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0


def _placed(
    boxes: Mapping[tuple[str, str], Box],
    columns: Sequence[Sequence[tuple[str, str]]],
    steps: Mapping[tuple[tuple[str, str], tuple[str, str]], _Step],
    *,
    mirrored: bool,
) -> Picture:
    width = len(columns) * WIDTH + (len(columns) - 1) * ACROSS
    height = max((len(column) for column in columns), default=0) * (HEIGHT + DOWN) - DOWN
    placed: dict[tuple[str, str], Box] = {}
    for number, column in enumerate(columns):
        x = number * (WIDTH + ACROSS)
        room = height / max(len(column), 1)
        for row, key in enumerate(column):
            y = room * row + (room - HEIGHT) / 2
            placed[key] = replace(boxes[key], x=width - WIDTH - x if mirrored else x, y=round(y, 1))
    lines = tuple(
        Line(path=_path(placed[one], placed[other], mirrored=mirrored), fields=tuple(step.fields), denies=step.denies, claims=step.claims)
        for (one, other), step in steps.items()
    )
    return Picture(width=width, height=max(height, 0), boxes=tuple(placed.values()), lines=lines)


def _path(one: Box, other: Box, *, mirrored: bool) -> str:
    """A curve from the far side of one box to the near side of the next."""
    x1, x2 = (one.x, other.x + WIDTH) if mirrored else (one.x + WIDTH, other.x)
    y1, y2 = one.y + HEIGHT / 2, other.y + HEIGHT / 2
    bend = (x2 - x1) / 2
    return f"M{x1:g},{y1:g} C{x1 + bend:g},{y1:g} {x2 - bend:g},{y2:g} {x2:g},{y2:g}"
