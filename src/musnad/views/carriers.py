"""Who carries whose word: the voices of one value as a tree below its origin, and copies of one text taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from musnad.incidents.accounts import Voice
from musnad.model import Link
from musnad.views.lines import isolate
from musnad.views.wording import Names, name_in_words, value_in_words


@dataclass
class Node:
    """Somebody who carries the word of whoever stands above: those who quote it in turn, and what is said at this very place."""

    below: dict[str, Node] = field(default_factory=dict)
    voices: list[Voice] = field(default_factory=list)


def tree(voices: Sequence[Voice], names: Names) -> Node:
    """The tree below an origin: who quotes it, who quotes those, down to what was published. The root is the origin itself."""
    root = Node()
    for voice in voices:
        node = root
        for link in reversed(voice.chain[:-1]):
            node = node.below.setdefault(called(link, names), Node())
        node.voices.append(voice)
    return root


def by_origin(voices: Sequence[Voice]) -> list[list[Voice]]:
    """The voices of each origin, in the order in which the origins first speak."""
    found: dict[str, list[Voice]] = {}
    for voice in voices:
        found.setdefault(voice.origin.id, []).append(voice)
    return list(found.values())


def called(link: Link, names: Names) -> str:
    """What a source that passes a word on is called."""
    known = name_in_words(link.source, names) if link.source else ""
    return known or isolate(link.text)


def bundled(voices: Sequence[Voice]) -> list[list[Voice]]:
    """The voices in groups: one, then those of documents that repeat its text, word for word the same claim."""
    groups: dict[tuple[str, str, str, bool], list[Voice]] = {}
    for voice in voices:
        text = voice.copy_of or voice.document
        groups.setdefault((text, value_in_words(voice.value), voice.stance, voice.superseded), []).append(voice)
    return [
        sorted(group, key=lambda voice: (voice.copy_of is not None, voice.said_at or "9999", voice.document)) for group in groups.values()
    ]
