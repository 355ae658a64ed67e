"""Dates: what is one mention, which days it means on a given day, and what is no date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import PackError
from musnad.model import When
from musnad.readings.dateline import Published, publication_day
from musnad.readings.dates import DateSpan, event_when, find_dates, read_dates
from musnad.readings.datewords import COLUMNS, DateWords, load_date_words
from musnad.readings.morphology import Form, Morphology, Proclitic, ProcliticSettings, Whole
from musnad.readings.tokens import Token, tokenize
from musnad.text import fold

PACKS = Path(__file__).parents[2] / "src" / "musnad" / "packs"
ARABIC = load_date_words([PACKS / "_all" / "dates.tsv", PACKS / "ar" / "dates.tsv"], lambda text: fold(text).text)
CLITICS = Proclitic(
    ProcliticSettings(
        conjunctions=("و", "ف"), prepositions=("ب", "ل", "ك"), article="ال", assimilated={"ل": "لل"}, pronouns=("ها", "هم", "ه", "نا")
    )
)
THURSDAY = date(2022, 9, 8)


def segment(text: str, words: Morphology = CLITICS) -> tuple[list[Token], list[tuple[Form, ...]]]:
    tokens = tokenize(fold(text).text)
    return tokens, [words.forms(token.text) for token in tokens]


def found(text: str, today: date | None = THURSDAY, table: DateWords = ARABIC, words: Morphology = CLITICS) -> list[DateSpan]:
    return find_dates(*segment(text, words), table, today=today)


def surfaces(text: str, today: date | None = THURSDAY) -> list[str]:
    """The exact words of each mention in the text as received."""
    folded = fold(text)
    return [text[slice(*folded.source_span(span.start, span.stop))] for span in found(text, today)]


def days(text: str, today: date | None = THURSDAY) -> list[tuple[str, str | None]]:
    """First and last day of each mention, as text."""
    return [(str(span.begin), str(span.end) if span.end else None) for span in found(text, today)]


# today, text with the mention in brackets, first day, last day or None
CORPUS = [
    ("2022-09-08", "قصف البلدة [اليوم]", "2022-09-08", None),
    ("2022-09-08", "وقع القصف [اليوم الخميس 8 أيلول]، وأصيب طفل", "2022-09-08", None),
    ("2022-09-08", "سقطت القذيفة [مساء أمس الأربعاء] على الحي", "2022-09-07", None),
    ("2022-09-08", "وقتل رجل [البارحة] برصاص قناص", "2022-09-07", None),
    ("2022-09-08", "اعتقلوه [أول أمس]", "2022-09-06", None),
    ("2022-09-08", "تدخل القافلة [بعد غد]", "2022-09-10", None),
    ("2022-09-08", "أصيب طفل، [الجمعة]، بلغم", "2022-09-02", None),
    ("2022-09-08", "شنت طائرات [يوم الاثنين] غارتين", "2022-09-05", None),
    ("2022-09-08", "اشتباكات [الخميس الماضي] في المحور", "2022-09-01", None),
    ("2022-09-08", "يعقد الاجتماع [الاثنين المقبل]", "2022-09-12", None),
    ("2022-10-29", "قصف مماثل [يوم الثلاثاء الماضي 25 تشرين الأول] بلا إصابات", "2022-10-25", None),
    ("2022-09-08", "قضى في [5 من آذار 2020] بقصف", "2020-03-05", None),
    ("2022-09-08", "هجوم [20/ تشرين الثاني/ 2023]", "2023-11-20", None),
    ("2022-09-08", "حصاد ل[يوم الاثنين 20/ تشرين الثاني/ 2023]", "2023-11-20", None),
    ("2026-03-01", "ضحايا [يوم السبت 28 شباط/فبراير]", "2026-02-28", None),
    ("2023-07-12", "انفجار سيارة [مساء يوم الأحد 9 تموز]", "2023-07-09", None),
    ("2022-09-08", "وفي ال[12 من الشهر الجاري] عثر عليه", "2022-09-12", None),
    ("2023-10-20", "بدأ في الـ [7 من أكتوبر الحالي]", "2023-10-07", None),
    ("2022-09-08", "قتل في [الثاني والعشرين من أيار]", "2022-05-22", None),
    ("2022-09-08", "استهدفها في [12 من شباط الماضي] قصف", "2022-02-12", None),
    ("2022-09-08", "في [28 تشرين الأول من العام الفائت] وقعت مجزرة", "2021-10-28", None),
    ("2022-10-29", "جرح راعيان في [21 تموز من هذا العام]", "2022-07-21", None),
    ("2022-09-08", "قصف [الأربعاء2شباط/ فبراير] براجمات", "2022-02-02", None),
    ("2025-03-26", "اعتقل [يوم أمس الثلاثاء الموافق 25 مارس 2025]", "2025-03-25", None),
    ("2022-05-14", "غارات [الجمعة (13 مايو/ أيار 2022)]", "2022-05-13", None),
    ("2022-09-08", "قرب الحدود في [5-12-2024]", "2024-12-05", None),
    ("2022-09-08", "بتاريخ [29/01/2023] دخلت القوات", "2023-01-29", None),
    ("2022-09-08", "نشر [2022/02/16] في الموقع", "2022-02-16", None),
    ("2022-09-08", "[2022-02-16] 11:00:00", "2022-02-16", None),
    ("2022-09-08", "[2024.11.29] قتلى", "2024-11-29", None),
    ("2022-09-08", "[30.08.2023] | 21:15", "2023-08-30", None),
    ("2022-09-08", "[08/12, 2015]", "2015-08-12", None),
    ("2022-09-08", "[أكتوبر 23, 2021]", "2021-10-23", None),
    ("2022-09-08", "[السبت, ٣٠ يوليو ٢٠٢٢], ١٤:٤٦", "2022-07-30", None),
    ("2022-09-08", "5:24 PM · [Feb 28, 2026]", "2026-02-28", None),
    ("2022-09-08", "7:10 AM · [Dec 2, 2024]2.5KViews", "2024-12-02", None),
    ("2022-09-08", "سقط صاروخ [قبل يومين]", "2022-09-06", None),
    ("2022-09-08", "قصفها الطيران [منذ ثلاثة أيام]", "2022-09-05", None),
    ("2022-09-08", "قتل [قبل قليل]", "2022-09-08", None),
    ("2025-09-30", "توغلوا [بعد منتصف الليلة الماضية]", "2025-09-30", None),
    ("2022-09-08", "داهموا المنزل [الليلة الماضية]", "2022-09-07", None),
    ("2022-09-08", "تسلل [ليلة السبت - الأحد] إلى النقطة", "2022-09-03", "2022-09-04"),
    ("2022-09-10", "إنزال [ليلة أمس الجمعة - السبت]", "2022-09-09", "2022-09-10"),
    ("2022-09-08", "[خلال الـ24 ساعة الماضية] قتل اثنان", "2022-09-07", "2022-09-08"),
    ("2022-09-08", "نزحوا [خلال الأيام الثلاثة الماضية]", "2022-09-05", "2022-09-08"),
    ("2022-10-29", "سجلت البلدية [منذ بداية العام الجاري حتى أمس الجمعة 28 تشرين الأول] شكاوى", "2022-01-01", "2022-10-28"),
    ("2023-07-09", "و[منذ بداية العام الحالي 2023] قتل عشرة", "2023-01-01", "2023-07-09"),
    ("2022-10-29", "خمسة قتلى خلال [شهر تشرين الأول]", "2022-10-01", "2022-10-31"),
    ("2022-09-08", "في [أواخر يوليو/ تموز الماضي]، هاجموا", "2022-07-21", "2022-07-31"),
    ("2022-09-08", "عاد [أول الشهر الجاري] إلى قريته", "2022-09-01", "2022-09-10"),
    ("2022-09-08", "هدأت الجبهة [منتصف آذار/ مارس عام 2020]", "2020-03-11", "2020-03-20"),
    ("2022-09-08", "توصلوا في [مايو/ أيار 2017] إلى اتفاق", "2017-05-01", "2017-05-31"),
    ("2022-09-08", "نزحوا في [عام 2019]", "2019-01-01", "2019-12-31"),
    ("2022-09-08", "دمر الحي في [2016].", "2016-01-01", "2016-12-31"),
    ("2022-09-08", "غادروا [العام الماضي]", "2021-01-01", "2021-12-31"),
    ("2022-09-08", "توقفت المعارك [الأسبوع الماضي]", "2022-08-29", "2022-09-04"),
    ("2022-09-08", "استمر القصف من [20 إلى 25 آب] بلا توقف", "2022-08-20", "2022-08-25"),
    ("2022-09-08", "يومي [12 و13 آب] قصفوا", "2022-08-12", "2022-08-13"),
    ("2022-09-08", "في [10 محرم 1444] هـ", "2022-08-08", None),
    ("2022-09-08", "قتل [ثالث أيام رمضان] قرب المسجد", "2022-04-04", None),
    ("2022-09-08", "في [شهر رمضان] زادت الهجمات", "2022-04-02", "2022-05-01"),
    ("2021-10-11", "انفجار في [13 جانفي]", "2021-01-13", None),
    ("2022-09-08", "الإصابة [عام ألفين وتسعة عشر]", "2019-01-01", "2019-12-31"),
]


@pytest.mark.parametrize(("today", "marked", "begin", "end"), CORPUS, ids=[marked for _, marked, _, _ in CORPUS])
def test_a_mention_is_found_whole_and_resolved(today: str, marked: str, begin: str, end: str | None) -> None:
    text = marked.replace("[", "").replace("]", "")
    expected = marked[marked.index("[") + 1 : marked.index("]")]
    on = date.fromisoformat(today)

    assert (surfaces(text, on), days(text, on)) == ([expected], [(begin, end)])


NO_DATE = [
    "تدخل الأمن العام في القرية",
    "قال المدير العام الحالي للمستشفى",
    "خرجوا بعد صلاة الجمعة",
    "انفجار في سوق الأحد",
    "قرية الخميس في الريف",
    "شارع الأربعين وسط المدينة",
    "فجر نفسه قرب الحاجز",
    "ظهر في مقطع مصور",
    "مارس الضغط على السكان",
    "يصلون الليل بالنهار ليل نهار",
    "سيارة بيك آب مزودة برشاش",
    "قتل أب وأطفاله",
    "الرئيس رجب طيب أردوغان",
    "القائد رمضان وأخوه شعبان",
    "من مسافة صفر",
    "اليوم العالمي للطفل",
    "في اليوم الأول من الحملة",
    "قصف يومي على القرى",
    "فازوا 3-2 في المباراة",
    "أعمارهم بين 3-5 سنوات",
    "أصيب 15 مدنيا ونقل 2019 شخصا",
    "عمره 15 عاما",
    "الساعة 11 ليلا",
    "خلال يومين من الاشتباك",
    "نحو 30 آلية",
]


@pytest.mark.parametrize("text", NO_DATE)
def test_names_and_common_words_are_no_dates(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    "text", ["قبل أيام", "منذ سنوات", "خلال الأيام القليلة الماضية", "قبل ثلاثة أيام من الهدنة", "بعد يومين من الغارة", "في اليوم التالي"]
)
def test_what_cannot_be_counted_from_publication_is_found_but_not_resolved(text: str) -> None:
    spans = found(text)

    assert [(span.begin, span.end, bool(span.doubt)) for span in spans] == [(None, None, True)]


def test_without_a_publication_day_only_a_date_with_its_year_is_resolved() -> None:
    spans = found("اليوم الخميس 8 أيلول، أمس، منذ يومين، في شباط، 5 آذار 2020، عام 2019", None)

    assert [span.begin for span in spans] == [None, None, None, None, date(2020, 3, 5), date(2019, 1, 1)]
    assert [span.explicit for span in spans] == [False, False, False, False, True, True]


def test_weekday_and_date_that_disagree_keep_the_date_and_a_doubt() -> None:
    (span,) = found("قصف يوم الجمعة 6 أيلول", THURSDAY)

    assert span.begin == date(2022, 9, 6)
    assert "2022-09-06" in span.doubt


def test_weekday_picks_the_year_in_which_it_agrees() -> None:
    (span,) = found("قصف يوم السبت 7 تشرين الأول", date(2024, 12, 1))

    assert (span.begin, span.doubt) == (date(2023, 10, 7), "")


def test_a_day_named_today_may_be_the_next_one_where_publication_is_told_in_utc() -> None:
    (span,) = found("فجر اليوم الإثنين", date(2025, 3, 16))

    assert (span.begin, span.doubt, span.precision) == (date(2025, 3, 17), "", "part_of_day")


def test_before_and_after_are_said_of_the_date() -> None:
    assert [span.bound for span in found("بعد 8 ديسمبر 2024 وقبل 2 كانون الثاني 2025 وفي 3 آذار 2025")] == ["after", "before", ""]


def test_two_days_named_one_after_the_other_are_two_mentions() -> None:
    assert surfaces("قصفوا اليوم وأمس، والجمعة والسبت") == ["اليوم", "أمس", "الجمعة", "السبت"]


def test_span_begins_after_the_clitic_and_covers_the_marks() -> None:
    text = "وبِيومِ السَّبت"
    folded = fold(text)
    (span,) = found(text)

    assert text[slice(*folded.source_span(span.start, span.stop))] == "يومِ السَّبت"


class TestEventWhen:
    def test_a_day_is_a_day(self) -> None:
        (span,) = found("أمس")

        assert event_when(span, "أمس") == When(start=date(2022, 9, 7), text="أمس")

    def test_years_ago_is_the_whole_year(self) -> None:
        (span,) = found("قبل عامين")

        assert event_when(span) == When(start=date(2020, 1, 1), end=date(2020, 12, 31))

    @pytest.mark.parametrize("text", ["قبل 2 كانون الثاني 2025", "قبل أيام"])
    def test_what_fixes_no_day_is_none(self, text: str) -> None:
        (span,) = found(text)

        assert event_when(span) is None


class TestReadDates:
    """One answer is read loosely: a bare day number after a preposition is a date."""

    @pytest.mark.parametrize(
        ("text", "start"),
        [
            ("نلتقي في 15", "2022-09-15"),
            ("نلتقي يوم 27", "2022-09-27"),
            ("نلتقي 22-4", "2022-04-22"),
            ("حتى الثلاثين", "2022-09-30"),
            ("أول يوم جمعة من يوليو", "2022-07-01"),
            ("قبل 2 سنة و1 شهر", "2020-08-08"),
            ("قبل بضعة أيام", "2022-09-05"),
        ],
    )
    def test_loosely(self, text: str, start: str) -> None:
        dates = read_dates(fold(text).text, *segment(text), ARABIC, today=THURSDAY)

        assert [str(each.start) for each in dates] == [start]

    def test_texts_and_spans_are_of_the_folded_text(self) -> None:
        text = fold("نلتقي بالأمس مساءً").text
        (only,) = read_dates(text, *segment(text), ARABIC, today=THURSDAY)

        assert text[slice(*only.span)] == only.text == "الامس مساء"

    @pytest.mark.parametrize("text", ["نلتقي في 15", "الجمعة 22", "22-4"])
    def test_news_reads_no_bare_day(self, text: str) -> None:
        assert all(span.parts.day is None for span in found(text))


class TestPublicationDay:
    def told(self, published_at: str, text: str = "", latest: date | None = None) -> Published:
        return publication_day(published_at, *segment(text), ARABIC, segment, latest=latest)

    @pytest.mark.parametrize(
        ("published_at", "day"),
        [
            ("2025-11-28", date(2025, 11, 28)),
            ("2025-11-28T08:06:37Z", date(2025, 11, 28)),
            ("2025-11-28T19:15:00+03:00 2026-07-31T21:24:03+03:00", date(2025, 11, 28)),
            ("2 يوليو 2025", date(2025, 7, 2)),
            ("11/12/16", date(2016, 12, 11)),
        ],
    )
    def test_given(self, published_at: str, day: date) -> None:
        assert self.told(published_at, "3 آذار 2020") == Published(day, "given")

    @pytest.mark.parametrize(
        "text",
        [
            "مقتل طفل في الريف9:33 AM · Nov 30, 2024",
            "عنوان\nآخر تحديث: 30.11.2024 | 21:15\nنص طويل عن القصف",
            "عنوان\nالسبت, 30 تشرين الثاني, 2024 - 10:22\nنص",
            "عنوان\n2024/11/30\nنص فيه ذكر 5 آذار 2020",
            "مركز الأخبار\nNovember 30, 2024\nنص",
        ],
    )
    def test_own_stamp_or_dateline(self, text: str) -> None:
        assert self.told("", text) == Published(date(2024, 11, 30), "dateline")

    def test_a_stamp_counts_before_a_date_that_stands_alone(self) -> None:
        assert self.told("", "ذكرى\n5 آذار 2020\nنص قصير\n9:33 AM · Nov 30, 2024").day == date(2024, 11, 30)

    def test_a_date_told_in_a_sentence_is_no_dateline(self) -> None:
        assert self.told("", "وقال المتحدث باسم المجلس إن الاتفاق الذي وقع في موسكو بتاريخ 5 آذار 2020 لم يعد قائما") == Published(
            None, "none"
        )

    def test_today_in_the_year_called_current(self) -> None:
        text = "قتل رجل اليوم الأحد 9 تموز، ومنذ بداية العام الحالي 2023 قتل عشرة"

        assert self.told("", text) == Published(date(2023, 7, 9), "words")

    def test_today_in_the_one_year_that_agrees(self) -> None:
        text = "انهار الاتفاق عام 2020، وأصيب اثنان أمس الجمعة 28 تشرين الأول"

        assert self.told("", text, date(2026, 1, 1)) == Published(date(2022, 10, 29), "words")

    def test_today_without_a_year_stays_unknown(self) -> None:
        assert self.told("", "أصيب اثنان اليوم الجمعة 28 تشرين الأول") == Published(None, "none")


class TestOtherLanguages:
    """The grammar names no language: these fit by rows alone."""

    ENGLISH = """
        Sunday weekday 7 -|Tuesday weekday 2 -|Wednesday weekday 3 -|today relative 0 -|yesterday relative -1 -|tomorrow relative 1 -
        last+night relative -1 part=night|night part night after|morning part morning after|evening part evening after
        day unit day -|days unit day plural|week unit week -|weeks unit week plural|month unit month -
        year unit year -|hours unit hour plural
        last which last before|this which this before|next which next before|early edge early -|late edge late -
        since count since -|ago count ago -|until count until -|before count back -|in count within -|the joiner article -|of joiner of -
        on joiner on -|on prep strong -|in prep strong -|a number 1 -|two number 2 -|three number 3 -|th joiner mark -
    """
    RUSSIAN = """
        октября month 10 -|октябре month 10 -|ноября month 11 -|понедельник weekday 1 -|вечером part evening after;alone
        утром part morning after;alone|в+ночь+на part night_before -|вчера relative -1 -|сегодня relative 0 -
        сутки unit day -|дня unit day -|года unit year closes|году unit year closes|назад count ago -|за count within -
        последние which last before|прошлом which last before|в prep strong -|два number 2 -|с count since -
    """
    TURKISH = """
        Ekim month 10 -|Pazartesi weekday 1 -|dün relative -1 -|bugün relative 0 -|gece part night after|akşam part evening after
        gün unit day -|saatte unit hour -|yıl unit year -|yılında unit year closes|önce count ago -|son which last before
        geçen which last before|iki number 2 -|sabah part morning after
    """

    def table(self, folder: Path, rows: str) -> DateWords:
        lines = ["\t".join(COLUMNS)]
        for row in filter(None, (cell.strip() for line in rows.split("\n") for cell in line.split("|"))):
            form, role, value, features = row.split(" ")
            lines.append(
                "\t".join((form.replace("+", " "), role, "" if value == "-" else value, "" if features == "-" else features, "test"))
            )
        path = folder / "dates.tsv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_date_words([PACKS / "_all" / "dates.tsv", path], lambda text: fold(text).text)

    @pytest.mark.parametrize(
        ("today", "marked", "begin", "end"),
        [
            ("2022-09-08", "a strike on [Sunday 28 February 2021] killed", "2021-02-28", None),
            ("2022-09-08", "shelling [last night] and", "2022-09-07", None),
            ("2022-09-08", "on [September 5] they", "2022-09-05", None),
            ("2022-09-08", "on [August 19, 2021], a", "2021-08-19", None),
            ("2022-09-08", "on the [5th of September]", "2022-09-05", None),
            ("2022-09-08", "in [November] there", "2021-11-01", "2021-11-30"),
            ("2022-09-08", "killed [Wednesday night] in", "2022-09-07", None),
            ("2022-09-08", "killed [two days ago] in", "2022-09-06", None),
            ("2022-09-08", "[in the last 48 hours] they", "2022-09-06", "2022-09-08"),
            ("2022-09-08", "[last month] they", "2022-08-01", "2022-08-31"),
            ("2022-09-08", "[since March 2011] they", "2011-03-01", "2022-09-08"),
            ("2022-09-08", "they may march on", None, None),
        ],
    )
    def test_english(self, tmp_path: Path, today: str, marked: str, begin: str | None, end: str | None) -> None:
        self.check(self.table(tmp_path, self.ENGLISH), today, marked, begin, end)

    @pytest.mark.parametrize(
        ("today", "marked", "begin", "end"),
        [
            ("2020-10-27", "удар [в ночь на 26 октября] по", "2020-10-25", "2020-10-26"),
            ("2024-12-02", "удар [в ночь на понедельник] по", "2024-12-01", "2024-12-02"),
            ("2022-09-08", "удар [26 октября 2020 года] по", "2020-10-26", None),
            ("2022-09-08", "удар [сутки назад] по", "2022-09-07", None),
            ("2022-09-08", "удар [вчера вечером] по", "2022-09-07", None),
            ("2022-09-08", "[утром] удар", "2022-09-08", None),
            ("2022-09-08", "[за последние сутки] удар", "2022-09-07", "2022-09-08"),
            ("2022-09-08", "удар в [прошлом году] по", "2021-01-01", "2021-12-31"),
            ("2022-09-08", "удар в [октябре 2020 года] по", "2020-10-01", "2020-10-31"),
        ],
    )
    def test_russian(self, tmp_path: Path, today: str, marked: str, begin: str, end: str | None) -> None:
        self.check(self.table(tmp_path, self.RUSSIAN), today, marked, begin, end)

    @pytest.mark.parametrize(
        ("today", "marked", "begin", "end"),
        [
            ("2020-10-27", "saldırı [26 Ekim Pazartesi] oldu", "2020-10-26", None),
            ("2022-09-08", "[dün gece] oldu", "2022-09-07", None),
            ("2022-09-08", "[iki gün önce] oldu", "2022-09-06", None),
            ("2022-09-08", "[son 24 saatte] oldu", "2022-09-07", "2022-09-08"),
            ("2022-09-08", "[geçen yıl] oldu", "2021-01-01", "2021-12-31"),
            ("2022-09-08", "[2019 yılında] oldu", "2019-01-01", "2019-12-31"),
        ],
    )
    def test_turkish(self, tmp_path: Path, today: str, marked: str, begin: str, end: str | None) -> None:
        self.check(self.table(tmp_path, self.TURKISH), today, marked, begin, end)

    def check(self, table: DateWords, today: str, marked: str, begin: str | None, end: str | None) -> None:
        text = marked.replace("[", "").replace("]", "")
        folded = fold(text)
        spans = found(text, date.fromisoformat(today), table, Whole())
        words = [text[slice(*folded.source_span(span.start, span.stop))] for span in spans]
        expected = [marked[marked.index("[") + 1 : marked.index("]")]] if "[" in marked else []

        assert (words, [(str(span.begin), str(span.end) if span.end else None) for span in spans]) == (
            expected,
            [(begin, end)] if expected else [],
        )


class TestTable:
    def write(self, folder: Path, *rows: str) -> Path:
        path = folder / "dates.tsv"
        path.write_text("\n".join(("\t".join(COLUMNS), *rows)) + "\n", encoding="utf-8")
        return path

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ("x\tmonth\t13\t\ttest", "'13' is no month"),
            ("x\tpart\tteatime\t\ttest", "'teatime' is no value of part"),
            ("x\tseason\t1\t\ttest", "unknown role 'season'"),
            ("x\tmonth\t1\t\t", "source must not be empty"),
        ],
    )
    def test_a_wrong_row_is_named_with_its_line(self, tmp_path: Path, row: str, says: str) -> None:
        path = self.write(tmp_path, row)

        with pytest.raises(PackError, match=says) as raised:
            load_date_words([path], str)
        assert f"{path}:2" in str(raised.value)

    def test_the_same_row_twice_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(PackError, match="twice"):
            load_date_words([self.write(tmp_path, "x\tmonth\t1\t\ttest", "x\tmonth\t1\t\ttest")], str)


PIECES = [" ".join(entry.words) for entries in ARABIC.index.values() for entry in entries]
WORDS = st.one_of(
    st.sampled_from(PIECES),
    st.sampled_from(["و", "/", "-", "،", ".", "(", ")", "\n", ":", "·", "الـ", "رجل", "قتل"]),
    st.integers(0, 40).map(str),
    st.integers(1300, 2600).map(str),
    st.sampled_from(["5/6", "30.02.2022", "31/4/2022", "2022-02-30", "28,2026", "20265.8", "99/99/99"]),
)


@given(st.lists(WORDS, max_size=14), st.none() | st.dates(date(1950, 1, 1), date(2076, 1, 1)), st.booleans())
def test_spans_are_in_order_apart_and_inside_the_text(pieces: list[str], today: date | None, loose: bool) -> None:
    text = fold(" ".join(pieces)).text
    tokens, forms = segment(text)

    last = stop = 0
    for span in find_dates(tokens, forms, ARABIC, today=today, loose=loose):
        assert last <= span.first < span.last <= len(tokens)
        assert stop <= span.start < span.stop <= len(text)
        assert span.end is None or (span.begin is not None and span.begin <= span.end)
        assert span.begin is None or today is not None or span.explicit
        last, stop = span.last, span.stop


@given(st.lists(WORDS, max_size=10))
def test_reading_twice_gives_the_same(pieces: list[str]) -> None:
    text = " ".join(pieces)

    assert found(text) == found(text)
