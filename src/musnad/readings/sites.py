"""Sites: which of the places that a text names are where something happened, and which only contain them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from musnad.readings.marks import Mark, Marked

# From the narrowest to the widest; a place whose precision nobody states is taken for a town.
_RANKS = {
    "point": 0,
    "neighbourhood": 1,
    "village": 2,
    "town": 3,
    "unknown": 3,
    "subdistrict": 4,
    "district": 5,
    "governorate": 7,
    "country": 8,
}
_COUNTRYSIDE_OF_GOVERNORATE = 6
WIDE = _RANKS["subdistrict"]


def rank(mark: Mark) -> int:
    """How wide a place is, from 0 (a point) to 8 (a country); ``WIDE`` and above are areas."""
    if mark.kind == "place.region":
        return _COUNTRYSIDE_OF_GOVERNORATE if mark.get("precision") == "governorate" else _RANKS["district"]
    if mark.kind == "place.known" and mark.get("seat") == "yes":
        return _RANKS["governorate"]
    return _RANKS.get(mark.get("precision"), _RANKS["unknown"])


def sites_of(marks: Sequence[Mark]) -> list[Mark]:
    """The most specific of the places named: the villages, not the governorate; no town of which a quarter is named."""
    if not marks:
        return []
    ranks = [rank(mark) for mark in marks]
    least = min(ranks)
    if least >= WIDE:
        return [mark for mark, width in zip(marks, ranks, strict=True) if width == least][:1]
    limit = _RANKS["village"] if least == _RANKS["neighbourhood"] else max(least, _RANKS["town"])
    return [mark for mark, width in zip(marks, ranks, strict=True) if width <= limit]


def place_name(mark: Mark, marked: Marked) -> str:
    """What a place mark is compared by: its id where it is known, else its words without the noun before it."""
    if mark.get("id"):
        return _base(mark.get("id"))
    return words_of(mark, marked)


def words_of(mark: Mark, marked: Marked) -> str:
    """The folded words of a place mark without the noun before it."""
    named = mark.part("name") or mark
    first = marked.tokens[named.first]
    return " ".join([first.text[named.start - first.start :], *(token.text for token in marked.tokens[named.first + 1 : named.last])])


def names(marks: Iterable[Mark], marked: Marked) -> frozenset[str]:
    """What places are compared by, see ``place_name``; what lies between two places by theirs."""
    each = (end for mark in marks for end in mark.parts.get("end") or (mark,))
    return frozenset(name for mark in each if (name := place_name(mark, marked)))


def regions_around(marks: Iterable[Mark]) -> frozenset[str]:
    """The governorates that knowledge puts these places in, named as ``place_name`` names them."""
    return frozenset(_base(mark.get("within")) for mark in marks if mark.get("within"))


def meet(ones: Iterable[str], others: Iterable[str]) -> bool:
    """True where two sets of place names share one, or a word of one is the other ("Idlib", "Idlib city")."""
    others = tuple(others)
    return any(one == other or one in other.split() or other in one.split() for one in ones for other in others)


def _base(ident: str) -> str:
    """A place's id without what tells a town from the governorate of its name: texts use one for the other."""
    return ident.removesuffix("_governorate")
