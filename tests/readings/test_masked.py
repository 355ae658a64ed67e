"""Words cut by a dot or a comma are joined where the lexicon knows them together, and only there."""

from __future__ import annotations

import pytest

from musnad.readings.masked import unmasked
from musnad.readings.tokens import tokenize

KNOWN = {"صاروخ", "ارهابيين", "الحربي", "حر", "قصف", "مدينه"}


def words(text: str) -> list[str]:
    """The tokens of a folded text once cut words are joined."""
    return [token.text for token in unmasked(tokenize(text), KNOWN.__contains__)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("صار.وخ", ["صاروخ"]),
        ("ارها,بيين", ["ارهابيين"]),
        ("الح.ر.بي", ["الحربي"]),
        ("سقط صار..وخ هنا", ["سقط", "صاروخ", "هنا"]),
    ],
)
def test_cut_word_is_joined(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "كوباني.واوضحت",  # a full stop without a blank
        "صار. وخ",  # a blank stands between
        "قصف,مدينه",  # each is a word
        "ابو.عمر",  # unknown together
    ],
)
def test_other_words_stay_apart(text: str) -> None:
    assert words(text) == [token.text for token in tokenize(text)]


def test_joined_word_spans_all_its_pieces() -> None:
    (token,) = unmasked(tokenize("صار.وخ"), KNOWN.__contains__)
    assert (token.start, token.stop) == (0, 6)
