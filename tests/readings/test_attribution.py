"""Attribution as a careful reader takes it: whose word each part of a text is, outermost first, the origin last.

One sentence a line, then what is asked of it: a word of the text, and the chain in force there. A link is written
``words/kind`` and, where it has one, ``/channel``; links are joined by ``<``; ``-`` is the publisher's own voice, ``!`` a denial,
``?`` a doubt. ``⏎`` stands for the end of a line.
"""

from __future__ import annotations

import pytest

from musnad import pack
from musnad.knowledge import tables
from musnad.readings.attribution import Attribution, attribute, speakers
from musnad.readings.grammar import Grammar, compile_grammar
from musnad.readings.identities import publisher_of
from musnad.readings.marks import Marked
from musnad.readings.mentions import mark_document
from musnad.readings.tokens import sentences, tokenize
from musnad.text import Folded, fold

SENTENCES = """
# a verb, its source, and what is said
قال مصدر طبي إن ثلاثة عمال أصيبوا => أصيبوا: مصدر طبي/medical
وأفاد مراسلنا في مدينة منبج بأن القصف توقف => القصف: مراسلنا في مدينة منبج/correspondent
أعلنت وزارة الداخلية توقيف المهاجم => توقيف: وزارة الداخلية/official
ذكرت وكالة رويترز أن الجسر دمر بالكامل => الجسر: وكالة رويترز/agency
وأكد قائد الفوج سالم الحمدان، اليوم الثلاثاء، أن الطريق مقطوع => الطريق: قائد الفوج سالم الحمدان/armed_group
وأوضح المتحدث باسم هيئة تحرير الشام أن الحاجز أزيل => الحاجز: المتحدث باسم هيئة تحرير الشام/armed_group
كشف مسؤول محلي عن مقتل ثلاثة من الحراس => مقتل: مسؤول محلي/official
وثقت الشبكة السورية لحقوق الإنسان مقتل سبعة أشخاص => مقتل: الشبكة السورية لحقوق الإنسان/monitor
وتحدث شهود عيان عن سماع انفجارين قرب السوق => انفجارين: شهود عيان/witness
احترق السوق بالكامل. وفق مراسل تلفزيون سوريا. => احترق: مراسل تلفزيون سوريا/correspondent
وكالة الأناضول أشارت في وقت سابق من النهار إلى أن القصف توقف => القصف: وكالة الأناضول/agency
نقلت وكالة رويترز عن المرصد السوري لحقوق الإنسان أن الجسر دمر. وأوضح المرصد أن العبارة غرقت => العبارة: وكالة رويترز/agency < المرصد/monitor
المرصد: قصف على البلدة ⏎ وقال المرصد السوري لحقوق الإنسان إن القصف توقف => البلدة: المرصد/monitor
أعلنت هيئة تحرير الشام مقتل قائد ميداني في الغارة => مقتل: هيئة تحرير الشام/armed_group
وأفاد المحامي نزار الخطيب بمقتل موكله في السجن => مقتل: المحامي نزار الخطيب/person
وقالت إدارة المخيم إن الخيام احترقت => الخيام: إدارة المخيم/official
وقال رئيس بلدية القرية، حسن العمر، إن البئر جفت => البئر: رئيس بلدية القرية، حسن العمر/official
وأشار إلى مقتل أربعة عمال => أربعة: -
تداول ناشطون تسجيلاً يظهر قصف القرية => قصف: ناشطون/activist
أعلن التحالف الدولي مقتل قيادي في التنظيم => مقتل: التحالف الدولي/military
وقالت مصادر عسكرية في هيئة تحرير الشام إن الهجوم فشل => الهجوم: مصادر عسكرية في هيئة تحرير الشام/armed_group
قال مدير مستشفى المدينة إن الجرحى بخير => الجرحى: مدير مستشفى المدينة/medical
وقال سكان من القرية إن الجسر انهار => الجسر: سكان من القرية/local_source

# the source before its verb
أما وكالة رويترز فنقلت عن ضابط في حرس الحدود أن المعبر أغلق => المعبر: وكالة رويترز/agency < ضابط في حرس الحدود/military
المرصد السوري يوثق مقتل خمسة رعاة => مقتل: المرصد السوري/monitor
مصادر محلية أكدت سقوط جرحى => سقوط: مصادر محلية/local_source
الجيش الإسرائيلي يعلن مقتل قائد في الحزب => مقتل: الجيش الإسرائيلي/military
شهود عيان من القرية الحدودية المجاورة قالوا إن الدخان غطى المكان => الدخان: شهود عيان من القرية الحدودية المجاورة/witness
وكان مدير الناحية فواز الجاسم قد قال إن المخيم أخلي => المخيم: مدير الناحية فواز الجاسم/official

# according to, before, after and amid what it covers
وبحسب المرصد السوري قتل خمسة مدنيين في الغارة => الغارة: المرصد السوري/monitor
قتل خمسة مدنيين في الغارة بحسب المرصد السوري. => قتل: المرصد السوري/monitor
أصيب عامل بجروح، وفقاً لمدير المنشأة، جراء الانفجار => أصيب: مدير المنشأة/official; الانفجار: مدير المنشأة/official
احترق المستودع بحسب ما قاله الدفاع المدني. => المستودع: الدفاع المدني/rescue_service
احترق المستودع، حسبما أفادت مصادر محلية، وانهار السقف => المستودع: مصادر محلية/local_source
اندلع حريق في السوق، كما أفاد مراسلنا. => حريق: مراسلنا/correspondent
لم يصب أحد بأذى، وهو ما أكده الدفاع المدني. => أذى: الدفاع المدني/rescue_service
لم يبق في الحي حجر على حجر، يقول أحد السكان. => الحي: أحد السكان/local_source
ووفق صور نشرها ناشطون دمر الجسر بالكامل => الجسر: ناشطون/activist
قتل جندي في كمين، نقلاً عن وكالة تاس. => جندي: وكالة تاس/agency
وبحسب ما ذكرت وزارة الداخلية جرى توقيف المهاجم => المهاجم: وزارة الداخلية/official
سقطت القذيفة ليلاً، وبحسب شهود عيان فإن الحارس أصيب => القذيفة: -; الحارس: شهود عيان/witness

# one tells what another said
ونقلت وكالة رويترز عن مصدر أمني قوله إن الانفجار وقع فجراً => الانفجار: وكالة رويترز/agency < مصدر أمني/official
وذكرت الوكالة السورية للأنباء، نقلاً عن مصدر عسكري، أن الدفاعات تصدت => الدفاعات: الوكالة السورية للأنباء/agency < مصدر عسكري/military
قال قائد الفوج لوكالة رويترز إن الكمين أحبط => الكمين: وكالة رويترز/agency < قائد الفوج/armed_group
وقالت مصادر خاصة، لـ"عنب بلدي"، إن الحاجز أخلي => الحاجز: عنب بلدي/outlet < مصادر خاصة/local_source
احترق المستودع، بحسب ما نقلت وكالة رويترز عن شاهد عيان. => المستودع: وكالة رويترز/agency < شاهد عيان/witness
وعلم المرصد السوري من مصادر محلية أن الحاجز أزيل => الحاجز: المرصد السوري/monitor < مصادر محلية/local_source
أبلغ مصدر أمني وكالة رويترز أن الجسر أغلق => الجسر: وكالة رويترز/agency < مصدر أمني/official
وفي تصريح لوكالة الأناضول، قال طبيب المخيم إن الأدوية نفدت => الأدوية: وكالة الأناضول/agency < طبيب المخيم/medical
وقال الجيش الإسرائيلي إن القائد قتل، وفق وكالة رويترز. => القائد: وكالة رويترز/agency < الجيش الإسرائيلي/military
نقل عن شهود عيان قولهم إن الحافلة انفجرت => الحافلة: شهود عيان/witness

# carried over
قال مصدر طبي إن طفلاً قتل. وأضاف أن أمه أصيبت => أمه: مصدر طبي/medical
أعلنت وكالة سانا سقوط صاروخ. وأضافت الوكالة أن مزرعة احترقت => مزرعة: وكالة سانا/agency
قالت مصادر محلية إن الحاجز أخلي. وبحسب المصادر فإن العناصر انسحبوا => العناصر: مصادر محلية/local_source
قال مصدر أمني إن السيارة انفجرت. وتابع المصدر ذاته أن السائق قتل => السائق: مصدر أمني/official
قالت الوزارة إن الحريق أخمد، مشيرة إلى أن الأضرار محدودة => الأضرار: الوزارة/official
ذكرت وكالة رويترز أن القرية أخليت. وقالت المصادر إن الجسر فجر => الجسر: وكالة رويترز/agency < المصادر/other
وثق المرصد السوري إصابة راع. وقتل فلاح في القرية. => فلاح: -
قال القائد سالم الحمدان إن الهجوم بدأ. وذكر الحمدان أن الخسائر قليلة => الخسائر: القائد سالم الحمدان/armed_group

# a statement, a channel
وجاء في بيان للدفاع المدني أن الحريق أخمد => الحريق: بيان للدفاع المدني/rescue_service
أصدر مجلس القرية بياناً قال فيه إن الجسر دمر => الجسر: مجلس القرية/official
قالت وزارة الدفاع التركية في بيان إن قاعدة قصفت => قاعدة: وزارة الدفاع التركية/military/statement
وقال الدفاع المدني، عبر حسابه في تويتر، إن الحريق أخمد => الحريق: الدفاع المدني/rescue_service/twitter
وذكر المرصد السوري على قناته في تلغرام أن الجسر قصف => الجسر: المرصد السوري/monitor/telegram
وقال المحافظ، في مؤتمر صحفي، إن المدينة آمنة => المدينة: المحافظ/official/press_statement
بحسب بيان صادر عن وزارة الدفاع الروسية، أسقطت الطائرة => الطائرة: بيان صادر عن وزارة الدفاع الروسية/military
وجاء في بيان رسمي نشرته قسد على معرفاتها أن المعبر مغلق => المعبر: بيان رسمي نشرته قسد/armed_group
قالت قسد، في بيان صحفي لها، إن القصف قتل جنديين. وأضاف البيان أن ثلاثة جرحوا => ثلاثة: قسد/armed_group/statement
وقال المصدر في حديث لوكالة رويترز إن الجسر فتح => الجسر: وكالة رويترز/agency < المصدر/other/press_statement

# a colon, a flash, a post inside a page, a list
مصدر طبي: وصول جريحين إلى المشفى => جريحين: مصدر طبي/medical
عاجل | مراسلنا: قصف مدفعي على أطراف البلدة => قصف: مراسلنا/correspondent
الجيش الإسرائيلي: اعترضنا صاروخاً => صاروخا: الجيش الإسرائيلي/military
مصادر محلية:⏎قصف على أطراف البلدة => قصف: مصادر محلية/local_source
حصيلة المرصد السوري:⏎- مقتل راع في البادية⏎- إصابة جندي قرب السد => راع: حصيلة المرصد السوري/monitor; جندي: حصيلة المرصد السوري/monitor
قصف على أطراف البلدة⏎— الدفاع المدني السوري (@example_handle) May 3, 2024 => قصف: الدفاع المدني السوري (@example_handle)/rescue_service
الحصيلة: ثلاثة جرحى => جرحى: -

# quotations
وقال مصدر طبي: "وصلنا الجرحى ليلاً. أحدهم طفل. الوضع صعب". وهدأ القصف صباحاً. => طفل: مصدر طبي/medical; القصف: -
قال مصدر طبي إن الجرحى وصلوا. وتابع "أحدهم طفل". => طفل: مصدر طبي/medical
وقالت هناء الفارس "كنا نائمين حين سقطت القذيفة. قتل أخي". => قتل: هناء الفارس/person
وأكد القائد سالم الحمدان أننا لن نغادر القرية => القرية: القائد سالم الحمدان/armed_group
قالت شبكة "نهر ميديا" إن شاباً قتل => شابا: شبكة "نهر ميديا"/outlet
قال قائد اللواء: "هاجمنا الموقع ليلاً، وقالت مصادرنا إن الموقع دمر". => دمر: قائد اللواء/armed_group < مصادرنا/other

# denied, claimed, blamed, unsure
ونفى مصدر أمني وقوع أي انفجار => انفجار: مصدر أمني/official !
وزعمت وزارة الدفاع الروسية أنها دمرت مستودعاً => مستودعا: وزارة الدفاع الروسية/military
واتهم ناشطون قوات النظام بقصف السوق => السوق: ناشطون/activist
أنباء غير مؤكدة تفيد بمقتل القيادي => مقتل: أنباء غير مؤكدة/other ?

# no word of saying
ونقلت فرق الدفاع المدني المصابين إلى المشفى => المصابين: -
اندلعت اشتباكات بين القوات والمسلحين في القرية => اشتباكات: -
تم نقل الجرحى إلى المشفى الوطني => الجرحى: -
حسبنا الله ونعم الوكيل في من قصف المخيم => قصف: -
اعتقلت الدورية شخصاً يدعى سامر => سامر: -
وقالت الريح كلمتها في المخيم => المخيم: -
مصدر الصورة: وكالة رويترز => رويترز: -
وتابعت القوات تقدمها نحو القرية => القرية: -
وزاد القصف من معاناة النازحين => النازحين: -
ولم تعلن أي جهة مسؤوليتها عن التفجير => التفجير: -
نشر الجيش التركي دبابات على الحدود => الحدود: -
"""

Case = tuple[str, str, str]


def read_cases(table: str) -> list[Case]:
    """Text, word and chain of each question in ``table``."""
    cases = []
    for line in table.strip().splitlines():
        if line and not line.startswith("#"):
            text, asked = line.split(" => ")
            cases += [(text.replace("⏎", "\n"), *question.strip().split(": ", 1)) for question in asked.split(";")]
    return cases


@pytest.fixture(scope="module")
def arabic() -> Grammar:
    return compile_grammar(pack.load("ar"), tables.load())


def mark(text: str, grammar: Grammar) -> tuple[Marked, Folded]:
    folded = fold(text)
    tokens = tokenize(folded.text)
    return mark_document(tokens, sentences(tokens, grammar.abbreviations), grammar, None, folded), folded


def chain_at(word: str, marked: Marked, folded: Folded, attribution: Attribution) -> str:
    """The chain in force at ``word``, as the table writes it."""
    place = next(index for index, token in enumerate(marked.tokens) if token.text.endswith(fold(word).text))
    scope = attribution.at(place)
    if scope is None:
        return "-"
    links = []
    for link in scope.chain:
        first, last = folded.source_span(link.start, link.stop)
        links.append("/".join(filter(None, (folded.source[first:last], link.kind, link.channel))))
    return " < ".join(links) + {"assert": "", "deny": " !", "hedge": " ?"}[scope.stance]


@pytest.mark.parametrize(("text", "word", "chain"), read_cases(SENTENCES))
def test_whose_word_it_is(text: str, word: str, chain: str, arabic: Grammar) -> None:
    marked, folded = mark(text, arabic)
    assert chain == chain_at(word, marked, folded, attribute(marked, arabic, folded.text))


def test_publisher_who_was_told_is_no_link(arabic: Grammar) -> None:
    marked, folded = mark('وقالت مصادر خاصة، لـ"عنب بلدي"، إن الحاجز أخلي', arabic)
    attribution = attribute(marked, arabic, folded.text, publisher="Enab Baladi")
    assert chain_at("الحاجز", marked, folded, attribution) == "مصادر خاصة/local_source"


def test_publisher_who_speaks_alone_stays(arabic: Grammar) -> None:
    marked, folded = mark("وثق المرصد السوري لحقوق الإنسان مقتل راع", arabic)
    attribution = attribute(marked, arabic, folded.text, publisher="Syrian Observatory for Human Rights")
    assert chain_at("مقتل", marked, folded, attribution) == "المرصد السوري لحقوق الإنسان/monitor"


def test_sources_have_their_ids(arabic: Grammar) -> None:
    marked, folded = mark("ونقلت وكالة رويترز عن المتحدث باسم هيئة تحرير الشام قوله إن القرية أخليت", arabic)
    scope = attribute(marked, arabic, folded.text).at(len(marked.tokens) - 1)
    assert scope is not None
    assert [link.source for link in scope.chain] == ["reuters", "hts"]


def test_anonymous_sources_have_none(arabic: Grammar) -> None:
    marked, folded = mark("قال مصدر في هيئة تحرير الشام إن القرية أخليت", arabic)
    scope = attribute(marked, arabic, folded.text).at(len(marked.tokens) - 1)
    assert scope is not None
    assert [link.source for link in scope.chain] == [""]


def test_words_of_a_source_are_no_place_of_an_event(arabic: Grammar) -> None:
    marked, folded = mark("وأفاد مراسلنا في مدينة منبج بأن القصف توقف", arabic)
    attribution = attribute(marked, arabic, folded.text)
    named = [token.text for index, token in enumerate(marked.tokens) if attribution.names_source(index)]
    assert named == ["مراسلنا", "في", "مدينه", "منبج"]


def test_a_publisher_is_known_by_name_handle_or_address(arabic: Grammar) -> None:
    assert publisher_of("Enab Baladi", arabic)[0] == publisher_of("enabbaladi.net", arabic)[0] == "enab_baladi"
    assert publisher_of(None, arabic) == ("", "")
    assert publisher_of("Baladi", arabic, "https://www.enabbaladi.net/archives/1")[0] == "enab_baladi"
    assert publisher_of("Somebody", arabic, "https://x.com/SANAEn/status/1")[0] == "sana"
    assert publisher_of("Somebody", arabic, "https://example.org/sana/1")[0] == ""


def test_speakers_of_a_mark(arabic: Grammar) -> None:
    marked, folded = mark("وكالة رويترز نقلاً عن مصدر أمني", arabic)
    whole = marked.all("source.phrase")[0]
    found = speakers(whole, marked, arabic, folded.text)
    assert [link.kind for link in found] == ["agency"]
