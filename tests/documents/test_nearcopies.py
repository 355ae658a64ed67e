"""Near-copies: what is found alike and what is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.documents.nearcopies import bands, likeness, signature

REPORT = (
    "أفاد مراسلنا بأن طائرة مسيرة استهدفت سيارة على الطريق الساحلي قرب الجسر القديم ظهر اليوم، "
    "ما أدى إلى مقتل سائقها وإصابة اثنين من المارة "
    "بجروح طفيفة، فيما هرعت سيارات الإسعاف إلى المكان وأغلقت الشرطة الطريق في الاتجاهين حتى المساء، "
    "ولم تتبنّ الهجوم أي جهة حتى ساعة نشر الخبر"
)
OTHER = (
    "قالت البلدية إن ورش الصيانة أعادت التيار الكهربائي إلى الأحياء الشرقية بعد أن تضررت المحطة الرئيسية في قصف الأسبوع الماضي، "
    "وطلبت من السكان "
    "ترشيد الاستهلاك إلى حين وصول المحولات الجديدة التي تعهدت بها المنظمات، وأكدت أن العمل سيستمر ليلاً ونهاراً حتى ينتهي الإصلاح كله"
)


def _alike(first: str, second: str) -> float:
    return likeness(signature(first), signature(second))


def test_a_signature_is_the_same_for_good() -> None:
    """It is stored: another value here makes all archives forget their copies."""
    assert signature("Shelling hit the edge of the town")[:4] == (3710886620, 4099470126, 476737605, 4287009375)
    assert bands(signature("Shelling hit the edge of the town"))[:2] == (5148970060233310114, 1355565207574189077)
    assert len(signature(REPORT)) == 64
    assert len(bands(signature(REPORT))) == 16
    assert all(0 <= band < 2**63 for band in bands(signature(REPORT)))


def test_a_copy_with_other_spelling_and_signs_is_equal() -> None:
    assert signature(REPORT) == signature(REPORT.replace("،", ",").replace("إلى", "الى").upper() + ".")


def test_a_copy_with_a_few_words_more_is_found() -> None:
    copy = "متابعات | " + REPORT.replace("ظهر اليوم", "ظهر اليوم الأحد") + " المصدر وكالات"
    assert _alike(REPORT, copy) > 0.7
    assert set(bands(signature(REPORT))) & set(bands(signature(copy)))


def test_another_report_is_not_alike() -> None:
    assert _alike(REPORT, OTHER) < 0.2
    assert not set(bands(signature(REPORT))) & set(bands(signature(OTHER)))


@pytest.mark.parametrize(
    ("first", "second", "copies"),
    [
        ("Shelling on the town, two hurt", "shelling on the town two hurt!", True),
        ("Shelling on the town, two hurt", "Shelling on the town, three hurt", False),
        ("مقتل شخصين في قصف على البلدة القديمة صباح اليوم الأحد", "مقتل شخصين في قصف على البلدة القديمة صباح اليوم الاثنين", False),
        ("", "...", True),
        ("", "a", False),
    ],
)
def test_short_texts_are_copies_only_when_equal(first: str, second: str, *, copies: bool) -> None:
    assert (_alike(first, second) == 1) is copies
    assert bool(set(bands(signature(first))) & set(bands(signature(second)))) is copies


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_a_share_and_has_no_order(first: str, second: str) -> None:
    one, other = signature(first), signature(second)
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


def test_signatures_of_other_lengths_are_not_alike() -> None:
    assert likeness((), ()) == 0
    assert likeness((1, 2), (1,)) == 0


def test_a_thousand_reports_a_second() -> None:
    texts = [f"{number} {REPORT} {REPORT[number % 100 :]} {number}" for number in range(300)]
    begun = time.process_time()
    for text in texts:
        bands(signature(text))
    assert time.process_time() - begun < 1
