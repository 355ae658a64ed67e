"""The grammar of numbers, one for all languages: how the parts that words name add up to one value.

A number is a sum of groups below a thousand, each times a scale; every word may be added only where the words before it leave room.
What a word may do there its row says (see ``readings.numberwords``):

- Arabic "ثلاثة آلاف ومئتين وخمسين": parts are joined (a ``joiner`` with ``required``); tens follow their unit, joined
  (``ten`` with ``unit_before=joined``: خمسة وعشرين) or bare (``unit_before=bare``: خمسة عشر); a dual is a ``scaled`` word (ألفان).
- English "two hundred and twenty-five thousand": tens take a unit (``ten`` with ``unit_after``), a hyphen may stand between; the
  ``joiner`` is not required and then stands after hundreds and scales only; "a" is an ``article`` before these.
- Russian "двадцать пять тысяч", "двести пять": every case form is a row; двести is ``hundreds``; "полторы" a ``fraction`` of 1.5.
- Turkish "yirmi beş bin", "yüz on altı": "on" is a ``ten`` with ``unit_after``; "buçuk" is a ``fraction`` with ``plus``.
"""

from __future__ import annotations

import math

import msgspec

from musnad.readings.numbertext import Atom, Text

BIG = frozenset({"hundred", "hundreds", "scale", "scaled"})
_SMALL = frozenset({"unit", "ten", "digits", "zero"})


class Grown(msgspec.Struct, frozen=True):
    """A number as long as it gets: its value, its atoms in order, and where it might have stopped.

    ``stops`` are the places in ``atoms`` where a joined part begins, each with the value of what stands before it.
    """

    value: float
    atoms: list[Atom]
    stops: list[tuple[int, float]]


class Sum:
    """A number being put together: closed parts with their scale, the open group below them, and the room that is left."""

    __slots__ = ("group", "last", "parts", "room")

    def __init__(self) -> None:
        self.parts: list[tuple[float, float]] = []
        self.group = 0.0
        self.room = math.inf
        self.last: Atom | None = None

    @property
    def value(self) -> float:
        """What has been added up so far."""
        return sum(value for value, _ in self.parts) + self.group

    def add(self, value: float, room: float) -> bool:
        """Add to the open group what fits into the room; ``room`` is left after it."""
        if not value < self.room:
            return False
        self.group += value
        self.room = room
        return True

    def close(self, value: float, scale: float) -> bool:
        """Close a part of ``value`` on its ``scale``."""
        self.parts.append((value, scale))
        self.group, self.room = 0.0, scale
        return True

    def scale(self, scale: float) -> bool:
        """Multiply the open group, with the closed parts on lower scales, by ``scale`` and close it."""
        kept = list(self.parts)
        value = self.group
        while kept and kept[-1][1] < scale:
            value += kept.pop()[0]
        if kept and kept[-1][1] <= scale:
            return False
        self.parts = kept
        return self.close(value * scale, scale)

    def scale_again(self, scale: float) -> bool:
        """Multiply the last closed part by a scale that follows it bare ("thousand million")."""
        value, before = self.parts[-1]
        if scale < before or (len(self.parts) > 1 and self.parts[-2][1] <= scale):
            return False
        self.parts.pop()
        return self.close(value * scale, scale)

    def end(self, last: Atom) -> None:
        """Leave no room after ``last``, a fraction or a decimal."""
        self.room, self.last = 0, last


def grow(text: Text, at: int, *, small: bool = False) -> Grown | None:
    """The longest number that begins at the token ``at``, or None; ``small`` takes no hundreds and no more ("twenty-five")."""
    for atom in _by_preference(text, text.at(at)):
        total = Sum()
        if _accept(text, total, atom, joined=False):
            total.last = atom
            return _go_on(text, total, [atom], small=small)
    return None


def _by_preference(text: Text, atoms: tuple[Atom, ...]) -> list[Atom]:
    """Readings of a first word in the order to try.

    A counting form that no noun follows, or a definite one, is rather a fraction ("a fifth of the people").
    """

    def rank(atom: Atom) -> int:
        if atom.role in ("unit", "ten") and "construct" in atom.features:
            return 0 if text.noun_follows(atom.last) and not text.article_follows(atom.last) else 2
        if atom.role == "scaled" and "construct" in atom.features:
            plain = text.noun_follows(atom.last) and text.tokens[atom.last].text not in text.words.words
            return 0 if plain and not text.after(atom) else 2
        if atom.role == "one_of":
            return 0 if text.article_follows(atom.last) else 1
        return 1

    return sorted(atoms, key=rank) if len(atoms) > 1 else list(atoms)


def _go_on(text: Text, total: Sum, atoms: list[Atom], *, small: bool) -> Grown:
    """Take part after part into the sum until nothing more fits."""
    stops: list[tuple[int, float]] = []
    while True:
        before, last = total.value, atoms[-1]
        following = text.after(last)
        if small:
            following = tuple(atom for atom in following if atom.role in _SMALL)
        step = _step(text, total, following, atoms)
        if step is None:
            break
        if text.is_joined(atoms[step]):
            stops.append((step, before))
    if stops and _scale_follows(text, atoms[-1]):
        # "a thousand and three thousand": the last joined part belongs to a number of its own.
        kept, value = stops.pop()
        return Grown(value, atoms[:kept], stops)
    return Grown(total.value, atoms, stops)


def _step(text: Text, total: Sum, following: tuple[Atom, ...], atoms: list[Atom]) -> int | None:
    """Take the next part into the sum; the place in ``atoms`` where it begins, or None when nothing more fits."""
    place = len(atoms)
    for atom in sorted(following, key=lambda one: one.role == "fraction"):
        joined = text.is_joined(atom)
        if atom.prefixes and not joined:
            continue
        if _add_fraction(text, total, atom, atoms, joined=joined):
            return place
        if atom.role == "point" and _add_decimals(text, total, atom, atoms):
            return place
        if atom.article and not atoms[0].article and atoms[-1].role != "fraction":
            continue
        if _accept(text, total, atom, joined=joined):
            atoms.append(atom)
            total.last = atom
            return place
    return None


# ------------------------------------------------------------------------------------------------------------ what fits where


def _accept(text: Text, total: Sum, atom: Atom, *, joined: bool) -> bool:
    """Add one word or digits to the sum if the grammar lets it stand here."""
    role, last = atom.role, total.last
    if role in ("minus", "point") or (last is not None and last.role == "zero"):
        return False
    if role == "zero":
        return last is None and total.add(0, 0)
    if role == "scale":
        return _accept_scale(text, total, atom, joined=joined)
    if role in ("hundred", "dozen") and not joined and 0 < total.group < 100 and "dual" not in atom.features:
        if total.group * atom.value >= (total.parts[-1][1] if total.parts else math.inf):
            return False
        total.group *= atom.value
        total.room = 100 if role == "hundred" else 1
        return True
    if role == "ten" and last is not None and last.role in ("unit", "one_of") and _is_after_unit(atom, last, joined=joined):
        total.group += atom.value
        total.room = 1
        return True
    if last is not None and not _may_join(text, last, atom, joined=joined):
        return False
    return _accept_alone(text, total, atom)


def _accept_scale(text: Text, total: Sum, atom: Atom, *, joined: bool) -> bool:
    """Multiply by a scale, or begin with one ("a thousand and ...")."""
    last = total.last
    if "glued" in atom.features and (last is None or last.role != "digits" or last.stop != atom.start):
        return False
    if last is not None and not joined:
        if total.group > 0:
            return total.scale(atom.value)
        if last.role in ("scale", "scaled") and total.scale_again(atom.value):
            return True
        if text.words.join_required:
            return False
    if total.group > 0 or atom.features & {"plural", "counted"} or not atom.value < total.room:
        return False
    return total.close(atom.value, atom.value)


def _accept_alone(text: Text, total: Sum, atom: Atom) -> bool:
    """Add a part that stands for itself."""
    role, value = atom.role, atom.value
    if atom.features & {"plural", "glued", "counted"}:
        return False
    if role == "scaled":
        return value < total.room and total.group == 0 and total.close(value, 1000.0 ** int(math.log(value, 1000) + 1e-9))
    if role == "fraction":
        return total.last is None and "plus" not in atom.features and not atom.article and total.add(value, 0)
    if role == "article":
        counted = any(one.role in ("scale", "hundred", "dozen") and not one.prefixes for one in text.after(atom))
        return counted and total.add(value, 1)
    if role == "one_of" and not _ten_follows(text, atom):
        return total.last is None and total.add(1, 0)
    if "bound" in atom.features and not _ten_follows(text, atom):
        return False
    if role == "ten":
        return total.add(value, 10 if "unit_after" in atom.features else 1)
    return total.add(value, 100 if role in ("hundred", "hundreds") else 1)


def _may_join(text: Text, last: Atom, atom: Atom, *, joined: bool) -> bool:
    """Whether ``atom`` may follow ``last`` with the joiner, or without it, as the language has it."""
    if atom.role == "digits":
        scaled = not joined and _scale_follows(text, atom)
        return last.role in BIG and (joined or scaled) and atom.text.isdigit() and not atom.text.startswith("0")
    if text.words.join_required:
        return joined
    return not joined or last.role in BIG


def _is_after_unit(ten: Atom, unit: Atom, *, joined: bool) -> bool:
    """Whether a ten may follow its unit ("خمسة وعشرين", "خمسة عشر")."""
    if joined:
        return "unit_before=joined" in ten.features and "bound" not in unit.features
    return "unit_before=bare" in ten.features and "no_teen" not in unit.features


def _ten_follows(text: Text, unit: Atom) -> bool:
    return any(atom.role == "ten" and _is_after_unit(atom, unit, joined=text.is_joined(atom)) for atom in text.after(unit))


def _scale_follows(text: Text, last: Atom) -> bool:
    return any(atom.role in ("scale", "hundred") and not atom.prefixes and not atom.article for atom in text.after(last))


# ------------------------------------------------------------------------------------------------- fractions, decimals in words


def _add_fraction(text: Text, total: Sum, atom: Atom, atoms: list[Atom], *, joined: bool) -> bool:
    """Add "and a half", "and three quarters"; or take the sum as so many of a fraction ("three quarters")."""
    last = atoms[-1]
    if last.role in ("fraction", "zero", "one_of"):
        return False
    if joined:
        return _add_joined_fraction(text, total, atom, atoms)
    if atom.role != "fraction" or atom.prefixes or atom.article:
        return False
    if atom.features & {"plus", "sign"}:
        total.group += atom.value
    elif last.role in ("unit", "digits") and last.value < 11 and total.group >= last.value:
        total.group += last.value * atom.value - last.value
    else:
        total.parts, total.group = [], total.value * atom.value
    total.end(atom)
    atoms.append(atom)
    return True


def _add_joined_fraction(text: Text, total: Sum, atom: Atom, atoms: list[Atom]) -> bool:
    """Add "and a half", "and three quarters"; after a bare scale, so much of it ("a million and a half") or of a lower one."""
    taken, count = _joined_fraction(text, total, atom)
    if not taken:
        return False
    fraction = taken[-1]
    whole = 1.0
    if total.group == 0 and total.parts:
        whole = total.parts[-1][1]
        scales = [one for one in text.after(fraction) if one.role == "scale" and one.value <= whole and not one.prefixes][:1]
        whole = scales[0].value if scales else whole
        taken += scales
    total.group += count * fraction.value * whole
    total.end(taken[-1])
    atoms.extend(taken)
    return True


def _joined_fraction(text: Text, total: Sum, atom: Atom) -> tuple[list[Atom], float]:
    """The atoms of a fraction that begins with ``atom``, the fraction itself last, and how many of it; no atoms where there is none."""
    if atom.role in ("unit", "digits", "article") and not atom.article:
        following = text.after(atom)
        fractions = [one for one in following if one.role == "fraction" and not one.prefixes and "plus" not in one.features]
        counted = bool(fractions) and not _ten_follows(text, atom)
        return ([atom, fractions[0]], atom.value) if counted else ([], 0)
    if atom.role != "fraction" or atom.features & {"plus", "counted", "plural"} or _is_unit_too(text, total, atom):
        return [], 0
    return [atom], 1.0


def _is_unit_too(text: Text, total: Sum, fraction: Atom) -> bool:
    """Whether a word that names a fraction is rather the unit spelled the same."""
    units = [atom for atom in text.at(fraction.first) if atom.role in ("unit", "ten") and atom.start == fraction.start]
    return any(unit.value < total.room or text.noun_follows(unit.last) for unit in units)


def _add_decimals(text: Text, total: Sum, point: Atom, atoms: list[Atom]) -> bool:
    """Add "point five", "point two five", "point twenty-five"."""
    if point.prefixes or total.value != int(total.value) or total.last is None:
        return False
    digits, taken = "", [point]
    while following := [atom for atom in text.after(taken[-1]) if atom.role in ("unit", "zero", "digits") and not atom.prefixes]:
        digits += f"{following[0].value:.0f}"
        taken.append(following[0])
    if len(taken) <= 2 and (found := grow(text, point.last, small=True)):
        digits, taken = f"{found.value:.0f}", [point, *found.atoms]
    if len(taken) == 1:
        return False
    total.group += float(f"0.{digits}")
    total.end(taken[-1])
    atoms.extend(taken)
    return True
