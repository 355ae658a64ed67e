"""Roles as a careful reader takes them: sentences of the press, who did it, who was hit and with what.

Under each sentence stand its claims: ``by`` whom, ``on`` whom, ``with`` what, and the stance where it is not ``assert``; ``nothing`` where
there are none. All are read as published on one day of 2021, which decides what party an actor stands for.
"""

from __future__ import annotations

import pytest

from musnad.model import Party, Weapon
from tests.readings.reading import read

PUBLISHED = "2021-05-10"
SENTENCES = """
قصفت قوات النظام صباح اليوم بلدة البارة بقذائف المدفعية.
    by syrian_government; with artillery
أصيب رجل بجروح جراء قصف مدفعي تركي على قرية مرعناز.
    by turkey; with artillery
قصف قوات النظام أطراف قرية سفوهن يوقع ثلاثة جرحى.
    by syrian_government
قتل طفلان في غارات الطيران الحربي الروسي على أطراف بلدة كفريا.
    by russia; with warplane
جرح خمسة مدنيين بقصف صاروخي للنظام على مدينة أريحا.
    by syrian_government; with rocket
دمر منزلان في غارة إسرائيلية على حي الزهراء.
    by israel; on civilians
استشهد شاب في القصف التركي والروسي على ريف حلب.
    by turkey, russia
استهدفت الفصائل المقاتلة بصاروخ موجه جرافة عسكرية لقوات النظام في محور كبانة.
    by syrian_opposition; on syrian_government; with guided_missile
قوات النظام تقصف بالمدفعية الثقيلة قرى جبل الزاوية.
    by syrian_government; with heavy_artillery
قال ناشطون إن قوات النظام المتمركزة في بلدة معردبسة قصفت مدينة بنش بقذائف الهاون.
    by syrian_government; with mortar
قوات سوريا الديمقراطية، التي تسيطر على المدينة، استهدفت بقذائف الهاون أحياء سكنية في مدينة الباب.
    by sdf; on civilians; with mortar
مدفعية النظام المتمركزة في معسكر جورين استهدفت قرية الزيارة.
    by syrian_government; with artillery
مسيرة تركية تستهدف سيارة على طريق عامودا.
    by turkey; on unknown; with drone
استهدفت طائرة مسيرة تابعة للجيش التركي سيارة مدنية قرب قرية تل جمعة.
    by turkey; on civilians; with drone
أغارت مقاتلات التحالف الدولي على مقر لتنظيم داعش في بادية هجين.
    by us_coalition; on isis; with warplane
الطائرات الحربية الروسية تجدد قصفها لمحيط قرية بداما.
    by russia; with warplane
قتل سائق على أيدي عناصر نقطة التفتيش التابعة لقسد في بلدة غرانيج.
    by sdf
تعرضت القرية لقصف مدفعي مصدره الأراضي التركية.
    by turkey; with artillery
أصيب عامل بقصف مدفعي مصدره مناطق سيطرة مشتركة لقوات النظام وقسد.
    by syrian_government, sdf; with artillery
وتشهد مناطق سيطرة الجيش الوطني عمليات قصف مدفعي متكررة.
    on sna; with artillery
شن الاحتلال التركي ومرتزقته قصفا مدفعيا على قرية أبو كهف.
    by turkey, sna; with artillery
تشهد القرى الخاضعة لسيطرة الجيش الوطني قصفا متكررا من قبل قوات النظام.
    by syrian_government
قال جنود من الفوج إنهم يستهدفون هيئة تحرير الشام في ريف إدلب.
    nothing
استهدفت غارة إسرائيلية مدرسة تستخدمها حركة حماس في خان يونس.
    by israel; on civilians
أصيب مزارع بقصف روسي على بلدة محاصرة من قبل تنظيم داعش.
    by russia
قصفت الفصائل المدعومة من قبل تركيا أطراف قرية الدبس.
    by sna
أصيب راع بقصف الميليشيات الروسية على قرية دير سنبل.
    by russia
أصيب راع بقصف ميليشيات مرتبطة بروسيا على قرية دير سنبل.
    by russia
قصفت ميليشيات (قسد) أطراف مدينة مارع.
    by sdf
قصفت ميليشيات قرب الطريق (شمالي البلدة) أطراف مدينة مارع.
    by other:militias
أصيب راع بهجوم شنه إرهابيون من تنظيم داعش على قرية دير سنبل.
    by isis
نفذت قسد حملة مداهمة في بلدة الشحيل بدعم وإسناد من التحالف الدولي.
    by sdf, us_coalition
شنت قوات النظام بدعم روسي هجوما واسعا على مدينة خان شيخون.
    by syrian_government, russia
قصف صاروخي تعرض له سوق شعبي في مدينة أريحا.
    on civilians; with rocket
استهدفت طائرة مسيرة، بعد ظهر اليوم، سيارة مدنية في مدينة عامودا.
    on civilians; with drone
قتلت امرأة مساء أمس على يد مسلحين مجهولين في بلدة الحراك.
    by gunmen
تعرضت القرية لقصف من قبل قوات النظام المتمركزة في الحواجز القريبة.
    by syrian_government
سقطت قذائف صاروخية على مدينة عفرين مصدرها مناطق سيطرة قسد.
    by sdf; with rocket
قصف صاروخي مصدره قوات النظام يطال السوق الشعبي في مدينة جرابلس.
    by syrian_government; on civilians; with rocket
أصيب ثلاثة أطفال بقصف مدفعي مجهول المصدر على قرية كباشين.
    by unknown; with artillery
شن الطيران الحربي الروسي أربع غارات بعد الظهر على قرية المغارة.
    by russia; with warplane
قتل عنصران في غارة شنتها طائرة إسرائيلية على موقع قرب مدينة البوكمال.
    by israel; with aircraft
نفذت مروحيات التحالف الدولي ليلا عملية إنزال جوي في قرية الباغوز.
    by us_coalition; with helicopter
عملية أمنية نفذتها قسد في بلدة ذيبان انتهت باعتقال أربعة شبان.
    by sdf
ارتكبت قوات النظام مجزرة في مدينة عندان.
    by syrian_government
أطلق الجيش التركي النار على سيارة مدنية قرب قرية خربة الجوز.
    by turkey; on civilians
نفذت قسد بدعم من التحالف الدولي مداهمات في بلدة الشحيل.
    by sdf, us_coalition
قصفت قوات النظام والميليشيات الإيرانية قرية العنكاوي براجمات الصواريخ.
    by syrian_government, iran_backed_militia; with rocket_launcher
داهمت قوات الأسايش بمشاركة قوات التحالف الدولي منازل المدنيين في قرية الحوايج.
    by sdf, us_coalition; on civilians
هاجمت قوات النظام بإسناد من الطيران الروسي مواقع الفصائل في تلة كبانة.
    by syrian_government, russia; on syrian_opposition; with aircraft
اندلعت اشتباكات بين قوات النظام من جهة وفصائل المعارضة من جهة أخرى على محور كفر نوران.
    by syrian_government, syrian_opposition
اشتبك مقاتلو الجيش الوطني مع قوات سوريا الديمقراطية قرب قرية مريمين.
    by sna, sdf
اشتباكات عنيفة تخوضها قسد مع خلايا تنظيم داعش في بادية الكسرة.
    by sdf, isis
دارت مواجهات بالأسلحة الرشاشة بين عناصر من هيئة تحرير الشام ومجموعة من حراس الدين في ريف إدلب.
    by hts, hurras_al_din; with small_arms
داهمت دورية تابعة لقسد قرية الحصان واعتقلت ثلاثة أشخاص.
    by sdf
اعتقلت هيئة تحرير الشام ناشطا إعلاميا في مدينة سلقين.
    by hts
خطف مسلحون مجهولون طبيبا في بلدة الكرك الشرقي.
    by gunmen
أقدمت ميليشيا قسد على اختطاف فتاة قاصر في مدينة القامشلي.
    by sdf
اقتحمت قوات الاحتلال الإسرائيلي بلدة جباتا الخشب واعتقلت راعيين.
    by israel
قتل راعي أغنام بانفجار لغم أرضي في بادية السخنة.
    with landmine
انفجرت عبوة ناسفة بسيارة في حي المحافظة بمدينة حلب.
    with ied
قتل عناصر من قسد بهجوم على حاجز لهم قرب بلدة الصور.
    nothing
استهداف قوات النظام بعبوة ناسفة على طريق جاسم.
    on syrian_government; with ied
مقتل مختار قرية برصاص مجهولين أمام داره في بلدة إنخل.
    by unknown; with gunfire
أقر مجلس الأمن تمديد عمل القوة الدولية، وتدعم روسيا حكومة دمشق. وانفجر لغم في قرية الحويز فأصيب طفل.
    with landmine
أطلق مجهولون النار على رئيس بلدية في بلدة اليادودة.
    by unknown
استهدفت طائرة مجهولة الهوية رتلا للميليشيات الإيرانية قرب معبر القائم.
    by unknown; on iran_backed_militia; with aircraft
تبنى تنظيم داعش الهجوم على نقطة عسكرية لقوات النظام في بادية الرصافة.
    by isis; on syrian_government
أعلنت قوات تحرير عفرين مسؤوليتها عن قصف قاعدة للجيش التركي في قرية كيمار.
    by sdf; on turkey
قال مصدر محلي إن تنظيم داعش يقف وراء تفجير العبوة الناسفة في بلدة البصيرة.
    by isis; with ied
اتهم ناشطون قوات النظام بقصف مخيم للنازحين قرب بلدة كفر لوسين.
    by syrian_government; on civilians
حمل المجلس المحلي قسد مسؤولية التفجير الذي ضرب سوق مدينة عفرين.
    by sdf; on civilians
نفت قوات سوريا الديمقراطية قصف المشفى في مدينة عفرين.
    by sdf deny; on civilians deny
نفى المتحدث باسم التحالف الدولي أن تكون قوات التحالف قد استهدفت منازل المدنيين في الباغوز.
    by us_coalition deny; on civilians deny
قصفت قوات النظام صباح اليوم قرية الفطيرة بالمدفعية. كما استهدفت بقذائف الهاون قرية بينين.
    by syrian_government; with artillery, mortar
داهمت قسد قرية جزرة البوحميد. واعتقلت أربعة شبان في قرية أبو خشب.
    by sdf
قالت قوات سوريا الديمقراطية في بيان إن قواتنا استهدفت نقطة للجيش التركي في قرية مارع.
    by sdf; on turkey
قصفت الميليشيات الإيرانية بلدة معرة النعسان. وقالت مصادر محلية إن الميليشيات استهدفت الأحياء السكنية بقذائف الهاون.
    by iran_backed_militia; on civilians; with mortar
استهدف الطيران الروسي مشفى ومدرسة في بلدة ترملا.
    by russia; on civilians; with aircraft
القصف طال مسجدا ومنازل المدنيين في قرية مجدليا.
    on civilians
قصفت المدفعية التركية مواقع لقوات سوريا الديمقراطية ونقاطا للنظام في قرية العلقمية.
    by turkey; on sdf, syrian_government; with artillery
هجوم على حاجز لقوات النظام في بلدة المسيفرة.
    on syrian_government
استهدفت غارة روسية مقرا تابعا لهيئة تحرير الشام في محيط مدينة إدلب.
    by russia; on hts
أصابت قذيفة هاون منزلا في حي الشيخ مقصود.
    on civilians; with mortar
ألقى الطيران المروحي براميل متفجرة على بلدة كفر عويد.
    with helicopter, barrel_bomb
قصف جوي روسي على أطراف بلدة الشيخ بحر.
    by russia
استهدف النظام بلدة النيرب بصواريخ محملة بقنابل عنقودية.
    by syrian_government; with cluster_munition
حلقت طائرة استطلاع فوق القرى بعد قصف مدفعي لقوات النظام على قرية كفر تعال.
    by syrian_government; with artillery
توفي معتقل تحت التعذيب في سجون قوات النظام.
    nothing
ذكر صحفي أن مجموعة تابعة لهيئة تحرير الشام شنت هجوما على نقاط لقوات النظام في تلة الخضر.
    by hts; on syrian_government
قتل ثلاثة حراس في هجوم لخلايا تنظيم داعش على صوامع قرية تل حميس.
    by isis; on civilians
قتل شاب برصاص حرس الحدود التركي قرب بلدة خربة الجوز.
    by turkey; with gunfire
طائرات حربية مجهولة تستهدف مستودع أسلحة للميليشيات الإيرانية في مدينة البوكمال.
    by unknown; on iran_backed_militia; with warplane
سقوط قتيل جراء غارة يعتقد أنها إسرائيلية على مدينة القصير.
    by israel hedge
يرجح أن خلايا تنظيم داعش نفذت الهجوم على الصهاريج قرب بلدة أثريا.
    by isis hedge; on civilians
قتل مزارع بانفجار لغم زرعه تنظيم داعش في قرية الطيبة.
    by isis; with landmine
ردت الفصائل بقصف مواقع قسد في قرية الشيخ عيسى.
    by syrian_opposition; on sdf
أعلنت وزارة الدفاع الروسية أن طائراتها قصفت مواقع للمسلحين في ريف إدلب.
    by russia; on gunmen; with aircraft
قتل مدنيان بقصف نفذته طائرة مسيرة على قرية تل رفعت.
    with drone
دعت روسيا قوات النظام إلى وقف القصف على مدينة إدلب.
    nothing
قتل قيادي بغارة للتحالف الدولي استهدفت سيارة في بلدة أطمة.
    by us_coalition; on unknown
حملة اعتقالات نفذتها فرقة الحمزة في قرية برج عبدالو.
    by sna
تبادلت قوات النظام وفصائل المعارضة القصف المدفعي على محور سراقب.
    by syrian_government, syrian_opposition; with artillery
قصف متبادل بين قوات النظام وقسد في محيط بلدة عين عيسى.
    by syrian_government, sdf
هاجم مسلحون مجهولون حاجزا لقوات النظام في مدينة داعل.
    by gunmen; on syrian_government
نفى النظام مسؤوليته عن الهجوم الكيميائي على مدينة خان شيخون.
    by syrian_government deny; with chemical_weapon deny
اتهمت منظمة حقوقية روسيا باستخدام قنابل فوسفورية في قصف بلدة جرجناز.
    by russia; with phosphorus
القصف الذي نفذته قوات النظام على السوق الشعبي في مدينة الأتارب أوقع عشرات القتلى.
    by syrian_government; on civilians
قوات النظام تدك مواقع هيئة تحرير الشام في جبل الزاوية.
    by syrian_government; on hts
قتل ثلاثة عمال في هجوم بطائرات مسيرة شنه الاحتلال التركي على محطة كهرباء في مدينة القامشلي.
    by turkey; on civilians; with drone
اغتال مجهولون عنصرا سابقا في فصائل المعارضة في بلدة تسيل.
    by unknown; on syrian_opposition
قتلت قوات النظام شابا على حاجز في مدينة الرستن.
    by syrian_government
أعدم تنظيم داعش شابين في بلدة السوسة.
    by isis
أصيبت امرأة بطلق ناري من قناص تابع لقسد في حي الأشرفية.
    by sdf; with gunfire, sniper
توغلت قوات الاحتلال الإسرائيلي في قرية كودنة وداهمت منازل المدنيين.
    by israel; on civilians
استشهد مسعف في غارة مزدوجة لطائرات روسية على مركز للدفاع المدني في مدينة خان شيخون.
    by russia; on civilians; with aircraft
إصابة مدنيين بقصف بقذائف الهاون مصدره مناطق سيطرة قوات النظام على مدينة تادف.
    by syrian_government; with mortar
شن مجهولون هجوما بالأسلحة الرشاشة على دورية لقسد في بلدة البصيرة.
    by unknown; on sdf; with small_arms
استهدف مجهولون بعبوة ناسفة سيارة عسكرية لقوات النظام على طريق المسيفرة.
    by unknown; on syrian_government; with ied
خطفت ميليشيا الدفاع الوطني تاجرا في مدينة السلمية.
    by syrian_government
اندلع اقتتال بين مجموعتين من الجيش الوطني في بلدة جنديرس.
    by sna
وصل وفد من قسد إلى دمشق، وبحث الجانبان وقف القصف على حي الشيخ مقصود.
    nothing
فتحت عناصر الجندرما التركية نيران رشاشاتها باتجاه مجموعة من طالبي اللجوء قرب قرية دركوش.
    by turkey; with gunfire, machine_gun
الطيران الحربي الروسي، استهدف مزرعة في محيط قرية بسليا.
    by russia; on civilians; with warplane
مقتل امرأة وطفليها بقصف قوات سوريا الديمقراطية بالمدفعية قرية عبلة.
    by sdf; with artillery
استهداف الفصائل بصاروخ موجه دبابة لقوات النظام في محور الطلحية.
    by syrian_opposition; on syrian_government; with guided_missile
نعى أهالي البلدة ثلاثة شبان قتلتهم قوات النظام.
    by syrian_government
استهدفت عبوة ناسفة دورية لقسد على طريق أبو خشب.
    on sdf; with ied
عبوة ناسفة تستهدف سيارة عسكرية لقوات النظام في مدينة طفس.
    on syrian_government; with ied
قال مراسل إن الاحتلال التركي قصف قرية الدبس. وأضاف أن جيش الاحتلال استهدف سيارة إسعاف في قرية تل الطويل.
    by turkey; on civilians
جرح راكب بسقوط شظايا صاروخ إيراني في بلدة المسمية.
    by iran; with missile
تحدث الأهالي عن قيام عناصر الجيش التركي بإطلاق الرصاص على مزارعين في قرية سفتك.
    by turkey; on civilians; with gunfire
يذكر أن الطيران المروحي السوري، استهدف قبل يومين بلدة الجبين.
    by syrian_government; with helicopter
تقصف في هذه الأثناء قوات النظام بالهاون أطراف قرية مرعيان.
    by syrian_government; with mortar
نفقت أغنام في استهداف حرس الحدود التركي بالرشاشات شاحنة قرب قرية عين البيضا.
    by turkey; on unknown; with machine_gun
رجل استهدف بطيران التحالف الدولي في قرية حزانو.
    by us_coalition; with aircraft
لم تعلن هيئة تحرير الشام مسؤوليتها عن التفجير في مدينة سلقين.
    nothing
قال شهود إن قوات النظام لم تقصف قرية كفر نوران، وإن عبوة ناسفة انفجرت فيها.
    with ied
نفت "هيئة تحرير الشام"، مسؤوليتها عن اغتيال قاض في مدينة معرة مصرين.
    by hts deny
طالت ضربات هيئة تحرير الشام تجمعات لقوات النظام في بلدة نبل.
    by hts; on syrian_government
الفصائل تستهدف بقذائف المدفعية قوات النظام في محور سراقب.
    by syrian_opposition; on syrian_government; with artillery
مسيرة تركية تقتل قياديا في بلدة القحطانية.
    by turkey; with drone
هيئة تحرير الشام تعتقل محاميا أمام مكتبه في مدينة حارم.
    by hts
قصفت مدفعية الفصائل المتمركزة في تلة قريبة، نقاطا لقوات النظام في قرية حزارين.
    by syrian_opposition; on syrian_government; with artillery
جرح عامل جراء استهداف قوات النظام محيط بلدة كفر نبودة.
    by syrian_government
قتل طفل في القصف المتبادل بين قوات النظام وفصائل المعارضة في ريف حلب.
    by syrian_government, syrian_opposition
اعتقلت قسد أربعة شبان في قرية الطيانة واقتادتهم إلى جهة مجهولة.
    by sdf
قنص ضابط من قوات النظام في محور التفاحية.
    on syrian_government; with sniper
أصيب رجل جراء استهداف قسد وقوات النظام بلدة كلجبرين.
    by sdf, syrian_government
قتل شاب أثناء مداهمة دورية تابعة لقسد منزل عائلة في مدينة البصيرة.
    by sdf; on civilians
"""
FIELDS = {"by": "initiator", "on": "target", "with": "weapon"}


def cases() -> list[tuple[str, set[str]]]:
    """The sentences, each with the claims expected of it."""
    lines = SENTENCES.strip().splitlines()
    return [(text, expected(claims.strip())) for text, claims in zip(lines[::2], lines[1::2], strict=True)]


def expected(claims: str) -> set[str]:
    """ "by isis hedge; on sdf, civilians" as single claims."""
    if claims == "nothing":
        return set()
    parts = [part.split(" ", 1) for part in claims.split("; ")]
    return {f"{FIELDS[word]} {value}" for word, values in parts for value in values.split(", ")}


def roles(text: str) -> set[str]:
    """The initiators, targets and weapons that are read in ``text``, written as in the table."""
    found = set()
    for claim in read(text, published=PUBLISHED).claims:
        if isinstance(claim.value, Party | Weapon):
            value = claim.value.party if isinstance(claim.value, Party) else claim.value.weapon
            found.add(f"{claim.field} {value}" if claim.stance == "assert" else f"{claim.field} {value} {claim.stance}")
    return found


@pytest.mark.parametrize(("text", "claims"), cases(), ids=[text for text, _ in cases()])
def test_roles_of_a_sentence(text: str, claims: set[str]) -> None:
    assert claims == roles(text)


def test_the_words_of_a_doer_are_exact() -> None:
    text = "قصفت قوات النظام أطراف البلدة."
    claims = [claim for claim in read(text, published=PUBLISHED).claims if claim.field == "initiator"]

    assert {"قوات النظام"} == {words.text for claim in claims for words in claim.evidence}


def test_a_carried_subject_keeps_the_words_it_was_named_with() -> None:
    text = "داهمت قسد قرية جزرة البوحميد. واعتقلت أربعة شبان في قرية أبو خشب."
    claims = [claim for claim in read(text, published=PUBLISHED).claims if claim.field == "initiator"]

    assert {"قسد"} == {words.text for claim in claims for words in claim.evidence}


def test_a_bare_name_points_back_to_the_party_named_before() -> None:
    text = "قصفت الميليشيات الإيرانية بلدة معرة النعسان. وقالت مصادر محلية إن الميليشيات استهدفت قرية كفر عمة."
    parties = {claim.value.party for claim in read(text, published=PUBLISHED).claims if isinstance(claim.value, Party)}

    assert {"iran_backed_militia"} == parties
