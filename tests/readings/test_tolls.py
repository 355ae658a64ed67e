"""Tolls as a careful reader takes them: sentences of the press and what is counted in each.

One sentence a line, then its claims: field, least, most, qualifier ("-" where there is none), who, and ``part`` for a part of another.
"""

from __future__ import annotations

import pytest

from musnad import pack
from musnad.knowledge import tables
from musnad.model import Document, Toll
from musnad.readings import reader

Row = tuple[str, int | None, int | None, str | None, str, bool]

SENTENCES = """
# verb first, subject first, passive, noun, participle
قتل سبعة مدنيين في غارة على السوق => killed 7 7 - civilians
قُتل عنصران من الجيش بانفجار عبوة ناسفة على طريق البادية => killed 2 2 - soldiers_police
أفاد مراسلنا بأن خمسة عمال قتلوا بقصف على معمل السكر => killed 5 5 - civilians
وأضاف أن ثلاث نساء أصبن بجروح طفيفة جراء القصف => injured 3 3 - women
أصيب طفل وجدته بشظايا قذيفة سقطت قرب المدرسة => injured 1 1 - children; injured 1 1 - women
مقتل 3 وإصابة 5 بانفجار لغم في مزرعة زيتون => killed 3 3 - unspecified; injured 5 5 - unspecified
مقتل ثلاثة أشخاص وإصابة خمسة آخرين بانفجار لغم => killed 3 3 - unspecified; injured 5 5 - unspecified
استشهد ممرض وأصيب مسعفان في استهداف سيارة الإسعاف => killed 1 1 - medics; injured 2 2 - medics
شهيدان وأربعة جرحى في قصف على أطراف البلدة => killed 2 2 - unspecified; injured 4 4 - unspecified
قتيلان وجريح بإطلاق نار في سوق الخضار => killed 2 2 - unspecified; injured 1 1 - unspecified
قتلى وجرحى بانفجار سيارة مفخخة وسط المدينة => killed - - some unspecified; injured - - some unspecified
وقتل في القصف رجل وزوجته وطفلهما => killed 1 1 - men; killed 1 1 - women; killed 1 1 - children
استشهدت أم وأطفالها الثلاثة بقصف منزلهم => killed 1 1 - women; killed 3 3 - children
مقتل أربعة مدنيين (امرأة وثلاثة أطفال) بغارة جوية => killed 4 4 - civilians; killed 1 1 - women part; killed 3 3 - children part
قتل تسعة أشخاص - بينهم طفلان - في غارة على المخبز => killed 9 9 - unspecified; killed 2 2 - children part
أصيب ستة مدنيين بينهم ثلاث نساء ورضيع بقصف مدفعي => injured 6 6 - civilians; injured 3 3 - women part; injured 1 1 - children part
أسفرت الغارة عن مقتل عشرة أشخاص من بينهم أربعة أطفال => killed 10 10 - unspecified; killed 4 4 - children part
وأوضح الطبيب أن بين الجرحى ثلاث حالات بتر وأربع حالات خطرة => injured 3 3 - unspecified part; injured 4 4 - unspecified part
ومن بين القتلى طفلان وامرأة => killed 2 2 - children part; killed 1 1 - women part
وأضاف أن آخرين لا يزالون تحت الأنقاض => missing - - some unspecified
قتل ثمانية مدنيين منهم ثلاثة أطفال جراء القصف => killed 8 8 - civilians; killed 3 3 - children part
مقتل ثلاثة من المدنيين، و4 من قوات النظام، و6 أطفال => killed 3 3 - civilians; killed 4 4 - soldiers_police; killed 6 6 - children
إصابة أكثر من عشرين بينهم أطفال بقصف على السوق => injured 20 - more_than unspecified
أصيب شخص مجهول الهوية ومدنيان اثنان بقصف على السوق => injured 1 1 - unspecified; injured 2 2 - civilians
قال شهود إن مدنيين اثنين من أهالي البلدة أصيبا في القصف => injured 2 2 - civilians
مقتل 9 مسلحين محليين في القصف => killed 9 9 - fighters
أسفر القصف عن إصابة رجل وطفلتيه بجروح => injured 1 1 - men; injured 2 2 - children
تأكدت الفرق من عدم سقوط ضحايا وإصابات جراء قصف القرية => killed 0 0 - unspecified; injured 0 0 - unspecified
تسببت الهجمات بفقدان وإصابة 62 مدنياً => killed_or_injured 62 62 - civilians
ووفق الطبيب فقد وصل إلى المشفى 4 مصابين => injured 4 4 - unspecified
أدان البيان اعتقال المدنيين في البلدة =>
قضى خمسة مقاتلين وجرح آخرون في كمين على الطريق => killed 5 5 - fighters; injured - - some fighters
مقتل شاب برصاص مجهولين أمام منزله => killed 1 1 - men
مقتل سليم بستان الدرويش برصاص مجهولين => killed 1 1 - unspecified
العثور على جثة شاب مجهول الهوية قرب النهر => killed 1 1 - men
عثر الأهالي على جثتين لرجلين عليهما آثار تعذيب => killed 2 2 - men
انتشال جثامين ثلاثة أطفال من تحت الأنقاض => killed 3 3 - children
انتشلت فرق الإنقاذ جثامين 4 مدنيين من تحت الركام => killed 4 4 - civilians
سقط 12 شخصاً بين قتيل وجريح في قصف على السوق => killed_or_injured 12 12 - unspecified
سقط نحو عشرين مدنياً ما بين شهيد وجريح في القصف => killed_or_injured 20 20 about civilians
سقوط قتلى وجرحى من المدنيين بقصف على حي سكني => killed - - some civilians; injured - - some civilians
سقوط عشرات القتلى والجرحى في تفجير استهدف حافلة => killed_or_injured - - dozens unspecified
أودى القصف بحياة ستة مدنيين => killed 6 6 - civilians
أودت الغارة بحياة سيدة وطفلتها => killed 1 1 - women; killed 1 1 - children
أسفر الانفجار عن أربعة قتلى وسبعة جرحى => killed 4 4 - unspecified; injured 7 7 - unspecified
هجوم على حاجز راح ضحيته ثلاثة جنود => killed 3 3 - soldiers_police
خلّف القصف خمسة قتلى وعشرة جرحى => killed 5 5 - unspecified; injured 10 10 - unspecified
أوقع الانفجار ثلاثة قتلى و15 جريحاً => killed 3 3 - unspecified; injured 15 15 - unspecified
تسبب القصف بمقتل رجل وإصابة ابنه => killed 1 1 - men; injured 1 1 - children
فقد ثلاثة عمال حياتهم بانفجار جسم من مخلفات الحرب => killed 3 3 - civilians
فقدان طفلين لحياتهما بانفجار لغم قرب القرية => killed 2 2 - children
لقي خمسة أشخاص حتفهم في القصف => killed 5 5 - unspecified
لقيت امرأة مصرعها بقذيفة هاون => killed 1 1 - women
قضى أربعة أشخاص نحبهم في غارة على مخيم => killed 4 4 - unspecified
فارق طفل الحياة متأثراً بجراحه التي أصيب بها في القصف => killed 1 1 - children
استشهد شاب متأثراً بإصابته بقصف سابق => killed 1 1 - men
توفي شخصان متأثرين بجراحهما => killed 2 2 - unspecified
ارتفعت حصيلة القتلى إلى 14 => killed 14 14 - unspecified
ارتفاع عدد الشهداء إلى تسعة بعد وفاة أحد المصابين => killed 9 9 - unspecified; killed 1 1 - unspecified
ارتفعت حصيلة القصف إلى 6 قتلى و20 جريحاً => killed 6 6 - unspecified; injured 20 20 - unspecified
لترتفع حصيلة ضحايا الغارة إلى 11 قتيلاً => killed 11 11 - unspecified
بلغ عدد القتلى 21 شخصاً => killed 21 21 - unspecified
وصل عدد الجرحى إلى أكثر من ثلاثين => injured 30 - more_than unspecified
وبلغت الحصيلة الأولية ثلاثة قتلى => killed 3 3 - unspecified
حصيلة أولية: خمسة شهداء وعشرة جرحى => killed 5 5 - unspecified; injured 10 10 - unspecified
إعدام ثلاثة شبان ميدانياً على يد مسلحين => killed 3 3 - men
أعدم مسلحون أربعة مدنيين عند حاجز البلدة => killed 4 4 - civilians
اغتال مجهولون ضابطاً في درعا => killed 1 1 - soldiers_police
اغتيال رئيس بلدية برصاص مجهولين => killed 1 1 - officials
اعتقلت الشرطة العسكرية 3 شبان في مداهمة => detained 3 3 - men
اعتقلت دورية أمنية ستة أشخاص بينهم امرأة => detained 6 6 - unspecified; detained 1 1 - women part
اختطاف طفل من أمام مدرسته => detained 1 1 - children
اختطف مسلحون مجهولون مهندسين اثنين على طريق حماة => detained 2 2 - civilians
أسرت الفصائل خمسة جنود خلال الاشتباكات => detained 5 5 - soldiers_police
أُسر ثلاثة عناصر من قوات النظام => detained 3 3 - soldiers_police
فقدان ستة أشخاص بعد انقلاب قاربهم => missing 6 6 - unspecified
لا يزال أربعة أشخاص عالقين تحت الأنقاض => missing 4 4 - unspecified
لا يزال ثلاثة أطفال تحت الأنقاض => missing 3 3 - children
خمسة قتلى وثلاثة مفقودين بغارة على مبنى سكني => killed 5 5 - unspecified; missing 3 3 - unspecified
قتل خمسة أفراد من عائلة واحدة بقصف منزلهم => killed 5 5 - civilians
مقتل عائلة كاملة بغارة على قرية => killed - - some civilians
مقتل الشاب سليم في انفجار لغم => killed 1 1 - men
أصيب المصور الصحفي خلال تغطيته القصف => injured 1 1 - journalists
سقطت قذيفتان على الحي دون إصابات => injured 0 0 - -
لم تسجل إصابات بشرية جراء القصف => injured 0 0 - -
قصف على أطراف البلدة ولم يسفر عن ضحايا => killed 0 0 - -; injured 0 0 - -
واقتصرت الأضرار على الماديات => killed 0 0 - -; injured 0 0 - -
سقط صاروخ في أرض زراعية من دون وقوع خسائر بشرية => killed 0 0 - -; injured 0 0 - -
قصف استهدف القرية دون معلومات عن سقوط ضحايا =>
غارة على الموقع ولم ترد أنباء عن خسائر بشرية =>
ولم تعرف حصيلة القتلى بعد =>
# who
مقتل عنصرين من ميليشيا أسد في كمين => killed 2 2 - fighters
مقتل ثلاثة من الدفاع المدني بغارة مزدوجة => killed 3 3 - medics
مقتل خمسة من عناصر الشرطة في هجوم على مخفر => killed 5 5 - soldiers_police
مقتل ثلاثة من قوات النظام بقصف على نقطة عسكرية => killed 3 3 - soldiers_police
سقوط قتلى وجرحى في صفوف قوات النظام => killed - - some soldiers_police; injured - - some soldiers_police
قتل أربعة من مسلحي هيئة تحرير الشام في كمين => killed 4 4 - fighters
مقتل سبعة عناصر من الميليشيات الإيرانية بغارة => killed 7 7 - fighters
قتل صحفيان ومصور أثناء تغطية المعارك => killed 2 2 - journalists; killed 1 1 - journalists
استشهاد متطوع في الدفاع المدني خلال إسعاف المصابين => killed 1 1 - medics
مقتل قيادي في تنظيم داعش بغارة مسيّرة => killed 1 1 - fighters
إصابة ثلاثة من طلاب المدرسة بشظايا => injured 3 3 - civilians
قتل ما لا يقل عن 40 شخصاً وأصيب العشرات => killed 40 - at_least unspecified; injured - - dozens unspecified
أكثر من خمسين قتيلاً في تفجير مزدوج => killed 50 - more_than unspecified
قتل عدد من المدنيين وأصيب آخرون => killed - - several civilians; injured - - some civilians
أصيب العشرات من المدنيين بحالات اختناق => injured - - dozens civilians
جرح أكثر من عشرة جنود أحدهم ضابط => injured 10 - more_than soldiers_police; injured 1 1 - soldiers_police part
قتل مدني وأصيب آخر بقصف على الحي => killed 1 1 - civilians; injured 1 1 - civilians
قتل 17 مدنياً معظمهم نساء وأطفال => killed 17 17 - civilians
إصابة أربعة أطفال إصابة أحدهم خطيرة => injured 4 4 - children; injured 1 1 - children part
ثلاثة قتلى مدنيين بينهم امرأة في قصف على الريف => killed 3 3 - civilians; killed 1 1 - women part
جرحى مدنيون بقصف مدفعي على البلدة => injured - - some civilians
عشرة شهداء و20 إصابة في مجزرة السوق => killed 10 10 - unspecified; injured 20 20 - unspecified
مقتل وإصابة 12 مدنياً بقصف على السوق => killed_or_injured 12 12 - civilians
مقتل وجرح عدد من المدنيين => killed - - several civilians; injured - - several civilians
مقتل رجل وإصابة زوجته وابنه بانفجار لغم => killed 1 1 - men; injured 1 1 - women; injured 1 1 - children
استشهاد الطفلة سلمى وإصابة شقيقها برصاص قناص => killed 1 1 - children; injured 1 1 - men
استشهاد كل من المعلم حسان وزوجته بقصف منزلهما => killed 1 1 - civilians; killed 1 1 - women
وارتقى في الغارة ثلاثة شهداء بينهم طفلة => killed 3 3 - unspecified; killed 1 1 - children part
عدد الجرحى تجاوز الثلاثين => injured 30 - more_than unspecified
قوات الاحتلال تعتقل شابين من القرية => detained 2 2 - men
اعتقال كل من سامر ورامي في حملة دهم => detained 2 2 - unspecified
قناص يقتل امرأة عند مدخل البلدة => killed 1 1 - women
لغم يقتل طفلين ويصيب ثالثاً => killed 2 2 - children; injured 1 1 - children
الانفجار أدى لمقتل شخص وجرح آخرين => killed 1 1 - unspecified; injured - - some unspecified
نقل المصابين إلى المشفى =>
فرق الإسعاف نقلت جرحى القصف إلى المشافي =>
تسليم جثامين القتلى لذويهم =>
فقد المركز الاتصال مع أربعة متطوعين => missing 4 4 - medics
من أصل عشرين راكباً قتل ستة => killed 6 6 - unspecified
قتل ستة من أصل عشرين راكباً => killed 6 6 - unspecified
تحطم مروحية ومقتل طاقمها المؤلف من ثلاثة ضباط => killed 3 3 - soldiers_police
مجزرة راح ضحيتها أكثر من عشرين مدنياً جلهم أطفال => killed 20 - more_than civilians
ولم يقتل أحد في الهجوم => killed 0 0 - -
لم يصب أحد بأذى => injured 0 0 - -
ونفى المصدر مقتل أي مدني =>
قتل أحد المارة برصاص طائش => killed 1 1 - civilians
أصيب أحد عناصر الشرطة بطعنة سكين => injured 1 1 - soldiers_police
قتل المسلحون خمسة حراس => killed 5 5 - fighters
ارتفاع عدد ضحايا المجزرة في المخيم إلى 12 شخصاً => killed 12 12 - unspecified
"""


def cases() -> list[tuple[str, str]]:
    lines = [line for line in SENTENCES.strip().splitlines() if not line.startswith("#")]
    return [(text.strip(), counted.strip()) for text, _, counted in (line.partition("=>") for line in lines)]


def rows(counted: str) -> list[Row]:
    """The claims that a line of the table gives, sorted."""
    found = []
    for claim in filter(None, (part.strip() for part in counted.split(";"))):
        field, low, high, qualifier, who, *part = claim.split()
        numbers = [None if number == "-" else int(number) for number in (low, high)]
        found.append((field, *numbers, None if qualifier == "-" else qualifier, who.replace("-", "unspecified"), bool(part)))
    return sorted(found, key=repr)  # type: ignore[arg-type]


def read(text: str) -> list[Row]:
    """The tolls that are read in a text, sorted."""
    reading = reader.read(Document(id="case", text=text, sha256="", lang="ar"), pack.load("ar"), tables.load())
    tolls = [(claim.field, claim.value) for claim in reading.claims if isinstance(claim.value, Toll)]
    found: list[Row] = [(field, toll.min, toll.max, toll.qualifier, toll.who, toll.part_of) for field, toll in tolls]
    return sorted(found, key=repr)


@pytest.mark.parametrize(("text", "counted"), cases())
def test_sentence_is_counted_as_a_careful_reader_would(text: str, counted: str) -> None:
    assert read(text) == rows(counted)


def test_people_are_counted_once_however_many_rules_see_them() -> None:
    assert read("قتل ثلاثة مدنيين قتلوا في القصف") == rows("killed 3 3 - civilians")


def test_party_of_the_harmed_is_told_with_them() -> None:
    reading = reader.read(
        Document(id="case", text="مقتل ثلاثة من تنظيم داعش في غارة", sha256="", lang="ar"), pack.load("ar"), tables.load()
    )
    parties = [(claim.field, claim.value.party) for claim in reading.claims if isinstance(claim.value, Toll)]
    assert parties == [("killed", "isis")]


def test_words_of_a_toll_hold_its_number_and_its_people() -> None:
    text = "أفادت مصادر محلية بمقتل سبعة مدنيين في غارة على السوق"
    reading = reader.read(Document(id="case", text=text, sha256="", lang="ar"), pack.load("ar"), tables.load())
    (claim,) = [claim for claim in reading.claims if claim.field == "killed"]
    assert claim.evidence[0].text == "مقتل سبعة مدنيين"


def test_lines_of_a_list_share_the_harm_of_the_line_that_opens_it() -> None:
    text = "قتل عشرون شخصاً في قصف على البلدة، والقتلى هم:\n- تسعة مدنيين بينهم طفل\n- 10 من قوات النظام\n- عنصر من حزب الله\n"
    assert read(text) == rows(
        "killed 20 20 - unspecified; killed 9 9 - civilians part; killed 1 1 - children part;"
        "killed 10 10 - soldiers_police part; killed 1 1 - fighters part"
    )


def test_a_list_that_no_harm_opens_tells_none() -> None:
    assert read("حضر الاجتماع في قاعة البلدية:\n- تسعة مدنيين\n- 10 من قوات النظام\n") == []
