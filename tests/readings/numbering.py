"""The number words of the Arabic pack, as tests of numbers and quantities need them."""

from __future__ import annotations

import tomllib
from functools import cache

import msgspec

from musnad import pack, tsv
from musnad.errors import PackError
from musnad.readings.morphology import Forms, Morphology, Proclitic, ProcliticSettings
from musnad.readings.numberwords import NumberWords, load_number_words
from musnad.readings.vocabulary import Known, Meaning, Vocabulary
from musnad.text import fold

ARABIC = pack.PACKS / "ar"
SHARED = pack.PACKS / "_all" / "numbers.tsv"


@cache
def arabic() -> tuple[Forms, NumberWords, Vocabulary]:
    """The pack's number words, its way of taking words apart, and its qualifiers."""
    settings = tomllib.loads((ARABIC / "pack.toml").read_text(encoding="utf-8"))["proclitic"]
    morphology: Morphology = Proclitic(msgspec.convert(settings, ProcliticSettings))
    vocabulary = Vocabulary(morphology, settings["article"], lambda text: fold(text).text)
    rows = tsv.rows(ARABIC / "lexicon" / "quantities.tsv", pack.LEXICON_COLUMNS, PackError)
    vocabulary.learn(Known(row[0], Meaning(row[1], dict(pack.features(row[3], str(line))))) for line, row in rows)
    return cache(morphology.forms), load_number_words([SHARED, ARABIC / "numbers.tsv"]), vocabulary
