"""Short reports that are really read: of some incidents of one spring several, by several publishers, every other one without a day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

MONTHS = ("آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول")  # from March on
PLACES = ("سراقب", "الرقة", "درعا", "دير الزور", "القامشلي", "حماة")
SAYING = (
    "قُتل {killed} مدنيين وأصيب {injured} آخرون جراء قصف مدفعي لقوات النظام على {place} يوم {day}. وقال الدفاع المدني إن القصف أصاب السوق.",
    "أفاد مراسلنا بأن قوات النظام قصفت {place} بالمدفعية يوم {day}، مما أدى إلى مقتل {killed} أشخاص وإصابة {injured} بجروح.",
    "ذكر ناشطون أن قصفاً مدفعياً استهدف {place} وأسفر عن مقتل {killed} أشخاص، واتهموا قوات النظام بالوقوف وراءه.",
)
PUBLISHERS = ("شبكة الضفاف", "موقع البيادر", "وكالة المنارة")


def records(count: int, *, first: int = 0) -> list[dict[str, str]]:
    """So many records, three of each incident."""
    found = []
    for number in range(first, first + count):
        happened, told = divmod(number, 3)
        day = date(2020, 3, 1) + timedelta(days=11 * happened)
        written = f"{day.day} {MONTHS[day.month - 3]} 2020"
        place = PLACES[happened % len(PLACES)]
        text = SAYING[told].format(killed=3 + happened % 7, injured=5 + happened % 4, place=place, day=written)
        stamped = day.isoformat() if number % 2 else ""
        found.append({"id": f"r{number:03}", "text": text, "publisher": PUBLISHERS[told], "published_at": stamped, "lang": "ar"})
    return found


def write(path: Path, some: list[dict[str, str]]) -> Path:
    """A file of records, one a line."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in some), encoding="utf-8")
    return path
