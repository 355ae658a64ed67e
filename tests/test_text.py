"""Folding: what becomes of letters, and that the way back is exact."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.text import Folded, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أُصيبَ إمامٌ في آذارَ", "اصيب امام في اذار"),
        ("مسؤول هيئة الأنباء", "مسوول هييه الانباء"),
        ("بناءً على طلبٍ", "بناء علي طلب"),
        ("ٱلرَّحْمٰن", "الرحمن"),
        ("قصــــــف مـدفـعي", "قصف مدفعي"),
        ("\u202bقصف\u202c\u200f \ufeffحلب\u00ad", "قصف حلب"),
        ("می\u200cرود", "ميرود"),
        ("کردستان گ پ چ", "كردستان گ پ چ"),
        ("ﷲ ﻻ ﺣﻠﺐ", "الله لا حلب"),
        ("١٢٬٣٤٥٫٦ و۱۲", "12,345.6 و12"),
        ("قال، ثم؛ ماذا؟ …", "قال, ثم; ماذا? ..."),
        ("“a” „b“ «c» ‹d› ``e'' ″f″", '"a" "b" "c" "d" "e" "f"'),
        ("‘a’ ʼb", "'a' 'b"),
        ("a–b—c‑d−e", "a-b-c-d-e"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("#ريف_دمشق", " ريف دمشق"),
        ("Ёлка, йод, Йод, и\u0306од", "елка, йод, йод, йод"),
        ("ISPARTA İstanbul ılık şarkı çağ gölü", "isparta istanbul ilik sarki cag golu"),
        ("É e\u0301 Straße", "e e strasse"),
        ("𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴 Ｎｅｗｓ", "breaking news"),
        ("ا\ud800ب", "ا\ud800ب"),
        ("ء جزء", "ء جزء"),
        ("دمشق ـ وكالات", "دمشق - وكالات"),
        ("15ـ12ـ2016", "15-12-2016"),
        ("", ""),
    ],
)
def test_letters_are_folded_to_one_spelling(text: str, folded: str) -> None:
    assert fold(text).text == folded


def _slice(folded: Folded, words: str) -> str:
    """The source of the first occurrence of ``words`` in a folded text."""
    start = folded.text.index(words)
    begin, end = folded.source_span(start, start + len(words))
    return folded.source[begin:end]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("قُتِلَ شخصٌ", "قتل", "قُتِلَ"),
        ("قُتِلَ شخصٌ", "ل", "لَ"),
        ("في قـ ـصـ ـف جوي", "قصف", "قـ ـصـ ـف"),
        ("من داع11ش", "داعش", "داع11ش"),
        ("\u200fحلب\u200f", "حلب", "حلب\u200f"),
        ("عن النبي ﷺ", "الله", "ﷺ"),
        ("a\r\nb", "\n", "\r\n"),
        ("قال… ثم", ".", "…"),
        ("na\u0939\u0940", "\u0940", "\u0939\u0940"),
    ],
)
def test_source_of_folded_words_is_whole_letters(text: str, words: str, source: str) -> None:
    assert _slice(fold(text), words) == source


def test_way_back_from_source_to_folded() -> None:
    folded = fold("قُتِلَ شخصٌ")
    assert [folded.folded_at(offset) for offset in (0, 1, 2, 6, 7, 11)] == [0, 1, 1, 3, 4, 7]


def test_span_outside_is_refused() -> None:
    with pytest.raises(IndexError, match="not inside the folded text of 3 letters"):
        fold("قصف").source_span(2, 4)


# Everything Unicode has, and more often the letters and signs that folding looks at.
_ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("ابدوهسشقصفلمعةءـ\u064b\u0651\u0301\u0306\u0940иИ .*-_/'1١5zéﷺﻻ…\r\n\u200f\u200d«"),
        st.characters(exclude_categories=()),
    )
)
_ARABIC_TEXT = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةؤئء َُِّْ"), min_size=1)


@given(_ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded


def test_every_code_point_folds_once_and_for_all() -> None:
    for code in range(0x110000):
        folded = fold(chr(code)).text
        assert fold(folded).text == folded, hex(code)


@given(_ANY_TEXT, st.data())
def test_spans_map_back_to_whole_letters(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(folded.text)), min_size=2, max_size=5)))
    spans = [folded.source_span(start, stop) for start, stop in pairwise(cuts) if start < stop]
    for start, stop in spans:
        assert 0 <= start < stop <= len(text)
        assert start == 0 or not _is_mark(text[start])
        assert stop == len(text) or not _is_mark(text[stop])
    for (_, stop), (start, after) in pairwise(spans):
        assert start <= after
        # Slices overlap only in the one letter (with what folds to nothing after it) that both folded spans are part of: a ligature.
        shared = text[start:stop]
        assert sum(not _is_mark(letter) and bool(fold(letter).text) for letter in shared) <= 1


@given(_ANY_TEXT)
def test_single_letters_cover_the_source_in_order(text: str) -> None:
    folded = fold(text)
    spans = [folded.source_span(at, at + 1) for at in range(len(folded.text))]
    assert spans == sorted(spans)
    if spans:
        assert spans[-1][1] == len(text)


@given(_ANY_TEXT)
def test_folded_at_undoes_source_span_and_never_goes_back(text: str) -> None:
    folded = fold(text)
    offsets = [folded.folded_at(offset) for offset in range(len(text) + 1)]
    assert offsets == sorted(offsets)
    for at in range(len(folded.text)):
        start, stop = folded.source_span(at, at + 1)
        assert folded.folded_at(start) <= at < folded.folded_at(stop)


@given(_ARABIC_TEXT, st.data())
def test_folding_a_slice_is_slicing_the_folded(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    stop = data.draw(st.integers(start + 1, len(folded.text)))
    begin, end = folded.source_span(start, stop)
    spelled_out = fold(text[begin:end]).text
    assert spelled_out.replace(" ", "") == folded.text[start:stop].replace(" ", "")


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"
