"""Numbers: values and their exact words in running text, and what is no number or none that counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.readings.numbers import Number, Range, find_numbers, find_ranges
from musnad.readings.tokens import tokenize
from musnad.text import fold
from tests.readings.numbering import arabic


def numbers(text: str) -> list[tuple[str, Number]]:
    """The exact words and the number, for each number of an Arabic text."""
    forms, words, _ = arabic()
    folded = fold(text)
    found = find_numbers(tokenize(folded.text), forms, words)
    return [(text[slice(*folded.source_span(number.start, number.stop))], number) for number in found]


def values(text: str) -> list[tuple[str, float]]:
    return [(words, number.value) for words, number in numbers(text)]


def ranges(text: str) -> list[tuple[str, float, float, str]]:
    forms, words, _ = arabic()
    folded = fold(text)
    tokens = tokenize(folded.text)

    def row(found: Range) -> tuple[str, float, float, str]:
        return text[slice(*folded.source_span(found.start, found.stop))], found.low.value, found.high.value, found.frame

    return [row(found) for found in find_ranges(tokens, find_numbers(tokens, forms, words), words)]


CORPUS: dict[float, tuple[str, ...]] = {
    0: ("صفر",),
    2: ("اثنان", "اثنين", "إثنين", "اثنتان", "اثنتين", "٢"),
    3: ("ثلاثة", "ثلاث نساء", "3"),
    5: ("خمسة", "خمس غارات", "٥", "5قتلى"),
    8: ("ثمانية", "ثماني جثث", "ثمان طائرات"),
    10: ("عشرة", "عشر سنوات"),
    11: ("أحد عشر", "إحدى عشرة", "حداعش"),
    12: ("اثنا عشر", "اثني عشر", "اثنتي عشرة", "دزينة"),
    13: ("ثلاثة عشر", "ثلاث عشرة", "ثلاثةعشر"),
    18: ("ثمانية عشر", "ثماني عشرة"),
    20: ("عشرون", "عشرين"),
    21: ("واحد وعشرون", "إحدى وعشرين"),
    25: ("خمسة وعشرين", "خمس وعشرون", "خمسة و عشرين"),
    100: ("مئة", "مائة"),
    105: ("مئة وخمسة", "مئة وخمس نساء"),
    111: ("مئة وأحد عشر",),
    116: ("مائة وستة عشر",),
    150: ("مئة وخمسين", "مئة و50"),
    200: ("مئتان", "مئتين", "مائتين", "مئتي جريح", "200"),
    300: ("ثلاثمئة", "ثلاثمائة", "ثلاث مئة", "3 مئة"),
    1000: ("ألف", "1,000", "١٬٠٠٠"),
    1200: ("ألف ومئتين", "ألفا ومئتين", "ألف و200"),
    2000: ("ألفان", "ألفين", "ألفي مقاتل", "ألفا شخص"),
    2019: ("ألفين وتسعة عشر",),
    3250: ("ثلاثة آلاف ومئتين وخمسين", "3 آلاف ومئتين وخمسين"),
    12000: ("12 ألف", "12 ألفا", "اثني عشر ألفا", "12,000"),
    12500: ("12 ألفا و500", "اثنا عشر ألفا وخمسمئة", "12,500"),
    202000: ("مائتين وإثنين ألف",),
    350000: ("ثلاثمئة وخمسين ألفا", "350 ألف"),
    500000: ("نصف مليون", "نصف المليون"),
    1234567: ("1 234 567", "1,234,567", "١٬٢٣٤٬٥٦٧"),
    1500000: ("مليون ونصف", "مليون ونصف المليون", "1.5 مليون", "1,5 مليون"),
    2000000: ("مليونان", "مليونين", "مليوني نازح"),
    2500000: ("مليونين ونصف المليون", "اثنان ونصف مليون"),
    5000000000: ("خمسة مليارات", "5 مليارات"),
    0.5: ("نصف ساعة",),
    0.75: ("ثلاثة أرباع",),
    1.5: ("واحد ونصف",),
    20.6: ("عشرون وثلاثة أخماس",),
    100.75: ("مئة وثلاثة أرباع",),
    4.6: ("ثلاثة وعشرون خمس",),
    5.25: ("5 فاصلة 25", "خمسة فاصلة خمسة وعشرين"),
    2.5: ("2½", "2.5", "٢٫٥", "2 ونصف"),
    -5: ("ناقص خمسة", "سالب 5"),
}
SURFACES = [(surface, value) for value, surfaces in CORPUS.items() for surface in surfaces]
NOUNS = ("نساء", "غارات", "قتلى", "جثث", "طائرات", "سنوات", "جريح", "مقاتل", "نازح", "شخص", "ساعة")


def without_noun(surface: str) -> str:
    for noun in NOUNS:
        surface = surface.removesuffix(noun)
    return surface.rstrip()


@pytest.mark.parametrize(("surface", "value"), SURFACES)
def test_reads_one_value_with_its_whole_span(surface: str, value: float) -> None:
    assert values(surface) == [(without_noun(surface), value)]


@pytest.mark.parametrize(("surface", "value"), SURFACES)
def test_reads_the_same_inside_a_sentence(surface: str, value: float) -> None:
    assert values(f"وأعلن المصدر أن {surface} بحسب البيان.") == [(without_noun(surface), value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل ثلاثة مدنيين وخمسة مسلحين", [("ثلاثة", 3), ("خمسة", 5)]),
        ("قتل خمسة وعشرون وثلاث نساء", [("خمسة وعشرون", 25), ("ثلاث", 3)]),
        ("ألف وثلاثة آلاف", [("ألف", 1000), ("ثلاثة آلاف", 3000)]),
        ("مئة وثلاث مئة", [("مئة", 100), ("ثلاث مئة", 300)]),
        ("5 آلاف و10 آلاف", [("5 آلاف", 5000), ("10 آلاف", 10000)]),
        ("300 و 212 صاروخا", [("300", 300), ("212", 212)]),
        ("ثلاثة وأربعة", [("ثلاثة", 3), ("أربعة", 4)]),
        ("القتلى: 1, 234", [("1", 1), ("234", 234)]),
        ("12 قتيلا\n500 جريح", [("12", 12), ("500", 500)]),
        ("خمس السكان", [("خمس", 0.2)]),
        ("ألفا من النازحين", [("ألفا", 1000)]),
        ("ألفا نازح", [("ألفا", 2000)]),
    ],
)
def test_keeps_apart_what_does_not_add_up(text: str, expected: list[tuple[str, float]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "prefixes", "article"),
    [
        ("وخمسة", "خمسة", ("و",), False),
        ("بخمسة صواريخ", "خمسة", ("ب",), False),
        ("وبثلاثين", "ثلاثين", ("و", "ب"), False),
        ("بـ8 صواريخ", "8", ("ب",), False),
        ("و11 جريحا", "11", ("و",), False),
        ("و 21", "21", ("و",), False),
        ("الـ40", "الـ40", (), True),
        ("وال50", "ال50", ("و",), True),
        ("الجنود الثلاثة", "الثلاثة", (), True),
    ],
)
def test_leaves_clitics_out_of_the_span(text: str, words: str, prefixes: tuple[str, ...], article: bool) -> None:
    ((found, number),) = numbers(text)
    assert (found, number.prefixes, number.article) == (words, prefixes, article)


@pytest.mark.parametrize(
    "text",
    [
        "يوم الاثنين",
        "مساء الأحد والثلاثاء والأربعاء",
        "الشهر الثاني والمرة الثالثة",
        "الساعة الحادية عشرة",
        "الذكرى الثالثة والعشرين",
        "من عائلة واحدة",
        "دفعة واحدة",
        "آلاف النازحين ومئات القتلى وملايين",
        "طريق M4 الدولي",
        "راجمة 9M27-K",
        "قذيفة 220mm",
        "دبابة T-72 ومنظومة إس-400",
        "على بعد 29كم",
        "بئر السبع",
        "@user2023 https://example.org/5/12",
        "كمية من الأسلحة",
        "دفع ثمن الحرب",
        "قرية بليون",
        "ساعة ونصف",
        "النظام وخارجها",
    ],
)
def test_reads_no_number(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "الساعة 10:11",
        "يوم 5-12-2024",
        "2022/02/16",
        "192.168.1.2",
        "عام 2020",
        "سنة ألفين وأحد عشر",
        "الفرقة 25",
        "الفرقة (20)",
        "القرار 2254",
        "رقم خمسة",
        "بفوز 2-1",
    ],
)
def test_marks_digits_of_names_and_dates_as_identifiers(text: str) -> None:
    found = numbers(text)
    assert found
    assert all(number.identifier for _, number in found)


def test_flags() -> None:
    ((_, one_of),) = numbers("أحد القتلى")
    ((_, joined),) = numbers("مقتل شخص وأحد الأطفال")
    ((_, alone),) = numbers("قتيل واحد")
    ((_, percent),) = numbers("50 في المئة من المباني")
    ((_, digits),) = numbers("12")
    assert one_of.one_of
    assert joined.one_of
    assert (alone.attributive, alone.value) == (True, 1)
    assert (percent.percent, percent.value) == (True, 50)
    assert digits.digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 5-10 أشخاص", ("5-10", 5, 10, "dash")),
        ("بين 5 و10 قتلى", ("بين 5 و10", 5, 10, "between")),
        ("ما بين خمسة وعشرين شخصا", ("بين خمسة وعشرين", 5, 20, "between")),
        ("بين خمسة وعشرين وثلاثين جريحا", ("بين خمسة وعشرين وثلاثين", 25, 30, "between")),
        ("بين مئة ومئة وخمسين", ("بين مئة ومئة وخمسين", 100, 150, "between")),
        ("من 5 إلى 10 صواريخ", ("من 5 إلى 10", 5, 10, "from_to")),
        ("20 إلى 30 عنصرا", ("20 إلى 30", 20, 30, "to")),
        ("خمسة أو ستة", ("خمسة أو ستة", 5, 6, "or")),
    ],
)
def test_ranges(text: str, expected: tuple[str, float, float, str]) -> None:
    assert ranges(text) == [expected]


@pytest.mark.parametrize("text", ["5 قتلى و10 جرحى", "5، 10", "2-1", "5-12-2024", "بين مئة وخمسين"])
def test_no_range(text: str) -> None:
    assert ranges(text) == []


# ------------------------------------------------------------------------------------------------------------------- properties

ONES = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة", "أحد عشر", "اثنا عشر")
TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
HUNDREDS = ("", "مئة", "مئتان", *(f"{unit}مئة" for unit in ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع")))
SCALES = ((10**9, "مليار", "ملياران", "مليارات"), (10**6, "مليون", "مليونان", "ملايين"), (1000, "ألف", "ألفان", "آلاف"))


def spelled(number: int) -> str:
    """A number in Arabic words, as grammars teach it."""
    parts = []
    for scale, one, two, many in SCALES:
        count, number = divmod(number, scale)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two)
        elif count:
            parts.append(f"{spelled(count)} {many if 3 <= count <= 10 else one}")
    if number >= 100:
        parts.append(HUNDREDS[number // 100])
        number %= 100
    if 0 < number < 20:
        parts.append(ONES[number] if number < 13 else f"{ONES[number - 10]} عشر")
    elif number:
        parts += filter(None, (ONES[number % 10], TENS[number // 10]))
    return " و".join(parts)


@given(st.integers(1, 10**12 - 1))
def test_reads_every_number_spelled_out(number: int) -> None:
    text = spelled(number)
    assert values(text) == [(text, number)]


PIECES = (*(surface for surface, _ in SURFACES), "و", "ال", "ب", "-", "/", ".", ":", "قتلى", "بين", "إلى", "M", "كم", "\n", "أحد", "%", "e")


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(("", " "))), max_size=12))
def test_spans_are_in_order_and_never_overlap(pieces: list[tuple[str, str]]) -> None:
    text = fold("".join(piece + blank for piece, blank in pieces)).text
    forms, words, _ = arabic()
    tokens = tokenize(text)
    end = last = 0
    for number in find_numbers(tokens, forms, words):
        assert end <= number.start < number.stop <= len(text)
        assert number.first >= last or number.identifier
        assert tokens[number.first].start <= number.start < number.stop <= tokens[number.last - 1].stop
        end, last = number.stop, number.last
