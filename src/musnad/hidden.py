"""Hidden words: seen through where posts split them so that moderation does not see them, and told from ordinary text by shape alone.

Nothing here knows a word. The splits are these:

- Tatweel lengthens the join between two letters, so no word ends or begins with one, except a prefix set apart ("الـ 24", "لـ «قسد»",
  "1445هـ"). Tatweel on both sides of a break is therefore decisive, whatever stands in the break: "قـ ـصف", "الاسـ.ـرائيـ.ـلي".
- Tatweel on one side is nearly so ("استـ.شهاد"), unless what stands before it is such a prefix. When the break is a space, the next part
  must not carry the article, and a part that begins with tatweel needs a short neighbour, as tatweel also serves as a dash ("حلب ـوهي").
- A star between letters is never punctuation. Dots, dashes, slashes and underscores often are, so there one side must be too short to be
  a word: one letter that is not itself an abbreviation or list mark ("ش.هيد", "ق_صف", not "د.محمد"), or two letters after which no new
  sentence begins ("قت-يل", "دا.عش", not "به.وقال"). "كوباني.وأوضحت" and "دير_الزور" have two long sides and stay two words.
- Abbreviations are single letters all through ("أ.ف.ب", "ي ب ك") and have up to three; from four on it is a word spelled out.
- A number inside a word: the one looks like alef, so "داع11ش", "د1عش"; other numbers only with tatweel on both sides. A number before
  a unit ("بعد11م"), after a prefix ("و11جريحا") or between two long words ("مقتل11مدنيا") stays.
- One Latin letter inside a word stands for the letter that sounds like it: "حzب".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TATWEEL = "\u0640"
_ALEF = "\u0627"
Edit = tuple[int, int, str]  # start and stop of what goes, and what comes instead

_L = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c7"
_PART = f"{TATWEEL}*+[{_L}][{_L}{TATWEEL}]*+"
_SYMBOLS = "*\u00b7•~^+="
_GLUE = ".\\-/_|\\\\" + "*\u00b7•~\\^+="
_ANY = f"[{_GLUE} ,;:!?'0-9]{{1,4}}+"
_BREAK = f"(?:(?<={TATWEEL}){_ANY}|{_ANY}(?={TATWEEL})|[{_GLUE}](?=[{_L}])|1{{1,2}}+(?=[{_L}])|[a-z](?=[{_L}{TATWEEL}]))"
_SPLIT = re.compile(f"(?<![{_L}{TATWEEL}\\w]){_PART}(?:{_BREAK}{_PART})++")
_GAP = re.compile(f"[^{_L}{TATWEEL}]+")
_SPELLED = re.compile(f"(?<!\\w)[{_L}]([ .\\-/_*])[{_L}](?:\\1[{_L}]){{2,}}(?!\\w)")

_PREFIX = re.compile("[وف]?(?:[بلكهع]|[بك]?ال|لل)?")
_STANDS_ALONE = frozenset("ابجدهوعفكلمسي")  # titles, list marks, prefixes: letters that are written alone with a dot, dash or underscore
_UNITS = frozenset("مصسكهدقج")
_LATIN = dict(zip("abdfhijklmnoqrstuwyz", "ابدفهيجكلمنوقرستووي" + "ز", strict=True))


def _join_at_tatweel(left: str, gap: str, right: str, *, ends: bool, begins: bool) -> bool:
    """Whether a break with tatweel before it (``ends``), after it (``begins``) or on both sides hides one word."""
    if ends and begins:
        return True
    if any(sign in gap for sign in ",;:!?'"):
        return False
    prefix = _PREFIX.fullmatch(left) is not None
    if " " not in gap:
        return not (ends and prefix)
    if gap.strip(" .") or ("." in gap and len(right) > 2 and not begins):
        return False
    if ends:
        return not prefix and not right.startswith("ال")
    return (len(left) <= 2 and not prefix) or len(right) == 1


def _join_short_sides(left: str, gap: str, right: str) -> bool:
    """Whether a lone dot, dash or underscore between letters hides one word: one side is too short to be a word."""
    if gap in "/|\\":
        return False
    if len(left) == 1:
        return left not in _STANDS_ALONE and len(right) >= 2
    if gap == "_":
        return False
    if len(right) == 1:
        return gap == "." and right not in "ماو"
    if gap == "." and len(right) == 2 and right[1] in "ءه":
        return True  # an ending, hardly ever a word that opens a sentence
    if len(left) > 2 or left == right or left[1] == "ه":
        return False
    return not right.startswith("ال") and (len(right) <= 2 or right[0] not in "او")


def _join_chain(parts: Sequence[str], gaps: Sequence[str]) -> bool:
    """Whether three or more short parts between dots or dashes are one word: "دا.ع.ش", not "أ.ف.ب", "بي-بي-سي" or "د.محمد.علي"."""
    sizes = [len(part) for part in parts]
    return set(gaps) <= {".", "-", "_"} and max(sizes) in (2, 3) and sizes[-1] == 1


def _digits_instead(left: str, gap: str, right: str, *, both: bool) -> str | None:
    """What a number inside a word stands for: nothing, or the alef it looks like where the word has none; None when it is a number."""
    if len(set(gap)) > 1 or (not both and set(gap) != {"1"}):
        return None
    prefixed = _PREFIX.fullmatch(left) is not None
    after = len(left) == 1 or (len(left) == 2 and left[0] == "و")
    before = len(right) == 1 and len(left) >= 3 and right not in _UNITS
    if prefixed or not (both or after or before):
        return None
    return _ALEF if _ALEF not in left + right and gap[0] == "1" else ""


def _instead(left: str, gap: str, right: str, *, ends: bool, begins: bool, alone: bool) -> str | None:
    """What belongs in place of the break between two parts of a hidden word, or None when it is no hidden word."""
    if gap.isdigit():
        return _digits_instead(left, gap, right, both=ends and begins)
    if any(sign.isdigit() for sign in gap):
        return None
    if gap.isalpha():
        return _LATIN.get(gap) if len(left + right) >= 2 and not (ends and _PREFIX.fullmatch(left)) else None
    if ends or begins:
        joined = _join_at_tatweel(left, gap, right, ends=ends, begins=begins)
    elif gap in _SYMBOLS:
        joined = gap == "*" or min(len(left), len(right)) <= 2
    else:
        joined = alone and _join_short_sides(left, gap, right)
    return "" if joined else None


def _edits_in_split(offset: int, words: str) -> list[Edit]:
    """The breaks to take out of letters that stand together with breaks between them; ``offset`` is where they begin."""
    gaps = list(_GAP.finditer(words))
    raw = _GAP.split(words)
    parts = [part.replace(TATWEEL, "") for part in raw]
    if len(parts) > 2 and _join_chain(parts, [gap[0] for gap in gaps]):
        return [(offset + gap.start(), offset + gap.end(), "") for gap in gaps]
    edits = []
    left, merged = parts[0], False
    for index, gap in enumerate(gaps):
        right = parts[index + 1]
        # A part that has been joined to letters before it is no longer a prefix, whatever its own letters are.
        ends, begins = raw[index].endswith(TATWEEL), raw[index + 1].startswith(TATWEEL)
        new = _instead(left, gap[0], right, ends=ends, begins=begins, alone=len(parts) == 2 and not merged)
        if new is None:
            left, merged = right, False
        else:
            edits.append((offset + gap.start(), offset + gap.end(), new))
            left, merged = left + new + right, True
    return edits


def hidden_edits(text: str) -> list[Edit]:
    """The edits that make hidden words whole, in order."""
    edits = [edit for split in _SPLIT.finditer(text) for edit in _edits_in_split(split.start(), split[0])]
    if edits:
        return edits
    return [(at, at + 1, "") for word in _SPELLED.finditer(text) for at in range(word.start() + 1, word.end(), 2)]


_UNSETTLED = re.compile(f"{TATWEEL}+|_|''")


def settling_edits(text: str) -> list[Edit]:
    """The edits for what hidden words needed to be seen: tatweel goes (one that stands free is a dash), underscores are spaces."""
    if TATWEEL not in text and "_" not in text and "''" not in text:
        return []
    edits = []
    for found in _UNSETTLED.finditer(text):
        start, stop = found.span()
        new = {"_": " ", "''": '"'}.get(found[0], "")
        if not new and not _touches_letter(text, start, stop):
            new = "-"
        edits.append((start, stop, new))
    return edits


_JOINED_LETTER = re.compile(f"[{_L}]")


def _touches_letter(text: str, start: int, stop: int) -> bool:
    """Whether an Arabic letter stands directly before or after ``text[start:stop]``."""
    before = start > 0 and _JOINED_LETTER.match(text, start - 1)
    return bool(before or _JOINED_LETTER.match(text, stop))
