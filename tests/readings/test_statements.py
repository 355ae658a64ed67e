"""Statements and assessments: what is said that reports nothing, with who says it."""

from __future__ import annotations

import pytest

from musnad.model import Assessment, Statement
from musnad.readings.statements import find_assessments, find_statements
from tests.readings.pages import read_page


def statements(text: str) -> list[tuple[str, str, list[str]]]:
    """Kind, words and chain of each statement."""
    found: tuple[Statement, ...] = find_statements(*read_page(text))
    assert all(text[slice(*words.span)] == words.text for statement in found for words in statement.evidence)
    return [(item.kind, item.evidence[0].text, [link.text for link in item.chain]) for item in found]


def assessments(text: str) -> list[tuple[str, list[str]]]:
    """Words and chain of each assessment."""
    found: tuple[Assessment, ...] = find_assessments(*read_page(text))
    assert all(text[slice(*words.span)] == words.text for assessment in found for words in assessment.evidence)
    return [(item.evidence[0].text, [link.text for link in item.chain]) for item in found]


@pytest.mark.parametrize(
    ("text", "kind", "words", "speaker"),
    [
        (
            "وأدانت وزارة الخارجية القطرية الهجوم على القافلة.",
            "condemnation",
            "أدانت وزارة الخارجية القطرية الهجوم على القافلة",
            "وزارة الخارجية القطرية",
        ),
        ("وأعرب المبعوث الأممي عن إدانته للهجوم.", "condemnation", "إدانته للهجوم", "المبعوث الأممي"),
        ("وصدر بيان عن وجهاء بلدة الشحيل أدان قصف المدرسة.", "condemnation", "أدان قصف المدرسة", "وجهاء بلدة الشحيل"),
        ("وأدانت روسيا وإيران الهجوم على القافلة.", "condemnation", "أدانت روسيا وإيران الهجوم على القافلة", "روسيا وإيران"),
        ("وتوعد قائد لواء الشمال بالرد على القصف.", "threat", "توعد قائد لواء الشمال بالرد على القصف", "قائد لواء الشمال"),
        ("وقال المتحدث العسكري: “ردنا لن يتأخر”.", "threat", "ردنا لن يتأخر", "المتحدث العسكري"),
        ("ونفت قسد مسؤوليتها عن القصف.", "denial", "نفت قسد مسؤوليتها عن القصف", "قسد"),
        ("وطالب المرصد السوري بفتح تحقيق.", "demand", "طالب المرصد السوري بفتح تحقيق", "المرصد السوري"),
        ("ورحبت فرنسا باتفاق الهدنة.", "support", "رحبت فرنسا باتفاق الهدنة", "فرنسا"),
        (
            "وتبنى تنظيم الدولة الهجوم على الحافلة.",
            "responsibility",
            "تبنى تنظيم الدولة الهجوم على الحافلة",
            "تنظيم الدولة",
        ),
        ("وأعلنت حركة حماس مسؤوليتها عن إطلاق الصواريخ.", "responsibility", "أعلنت حركة حماس مسؤوليتها عن إطلاق الصواريخ", "حركة حماس"),
        ("واتهم المرصد السوري قوات النظام بقصف السوق.", "accusation", "اتهم المرصد السوري قوات النظام بقصف السوق", "المرصد السوري"),
    ],
)
def test_kinds(text: str, kind: str, words: str, speaker: str) -> None:
    assert statements(text) == [(kind, words, [speaker])]


def test_a_participle_goes_on_with_the_same_speaker() -> None:
    text = "المجلس المحلي استنكر استهداف محطة المياه، مطالباً بفتح تحقيق مستقل."
    assert statements(text) == [
        ("condemnation", "استنكر استهداف محطة المياه", ["المجلس المحلي"]),
        ("demand", "مطالباً بفتح تحقيق مستقل", ["المجلس المحلي"]),
    ]


def test_we_in_a_quotation_is_whoever_is_quoted() -> None:
    text = "وقالت نقابة الأطباء: «نطالب بممر آمن للمرضى»."
    assert statements(text) == [("demand", "نطالب بممر آمن للمرضى", ["نقابة الأطباء"])]


@pytest.mark.parametrize(
    "text",
    [
        "القصف يهدد حياة آلاف النازحين في المخيمات.",
        "وتبنى البرلمان قانون الموازنة العامة.",
        "وأدانت المحكمة رجلين بتهمة التهريب.",
        "أصيب طالب في المدرسة برصاص طائش.",
        "يُتهم بالانتماء إلى تنظيم الدولة.",
        "نشرت حسابات مؤيدة للفصائل صوراً من القرية.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("ورأى المحلل العسكري أحمد رحال أن الهجوم محدود الأهداف.", "الهجوم محدود الأهداف", "المحلل العسكري أحمد رحال"),
        ("ويستبعد مراقبون توسع المعارك نحو مدينة حلب.", "توسع المعارك نحو مدينة حلب", "مراقبون"),
        (
            "وقال الخبير في الشأن الروسي ماهر حسن إن موسكو تريد إبقاء خطوط التماس.",
            "موسكو تريد إبقاء خطوط التماس",
            "الخبير في الشأن الروسي ماهر حسن",
        ),
        ("واعتبر محافظ الحسكة أن انقطاع المياه كارثة.", "انقطاع المياه كارثة", "محافظ الحسكة"),
    ],
)
def test_assessments(text: str, words: str, speaker: str) -> None:
    assert assessments(text) == [(words, [speaker])]


def test_an_assessment_keeps_the_channel() -> None:
    text = "وتوقع الباحث في مركز دراسات إقليمي سامر حمدان، في حديث للتلفزيون العربي، أن تتسع المواجهات."
    (assessment,) = find_assessments(*read_page(text))
    assert (assessment.chain[-1].text, assessment.chain[-1].channel) == ("الباحث في مركز دراسات إقليمي سامر حمدان", "press_statement")


@pytest.mark.parametrize(
    "text",
    ["ويعتبر سد تشرين أكبر سدود ريف حلب.", "رأى الأهالي دخاناً يتصاعد من القاعدة.", "وقالت مديرية الصحة إن القصف أخرج مشفيين عن الخدمة."],
)
def test_what_is_no_assessment(text: str) -> None:
    assert assessments(text) == []
