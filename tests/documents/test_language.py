"""Which language: natural sentences, and what is said of texts too short or too mixed to tell."""

import pytest

from musnad.documents.language import identify


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("أصيب ثلاثة مدنيين بجروح جراء قصف مدفعي استهدف أطراف القرية مساء أمس", "ar"),
        ("قال مصدر محلي إن طائرة مسيّرة ألقت قنبلة على سيارة قرب المعبر", "ar"),
        ("Three civilians were wounded when shells hit the outskirts of the village last night", "en"),
        ("Вечером артиллерия обстреляла окраину посёлка, ранены трое жителей", "ru"),
        ("По словам очевидцев, в городе было слышно несколько взрывов", "ru"),
        ("Увечері артилерія обстріляла околицю селища, поранено трьох мешканців", "uk"),
        ("Ночью обстреляли окраину села. «Ворог атакував дронами», — написал глава района, ранены двое жителей.", "ru"),
        ("Köyün dışına düşen top mermileri nedeniyle üç sivil yaralandı", "tr"),
        ("Yerel kaynaklar, sınır yakınında bir aracın vurulduğunu söyledi", "tr"),
        ("شب گذشته در پی حمله توپخانه‌ای به حومه روستا سه غیرنظامی زخمی شدند", "fa"),
        ("گزشتہ رات گاؤں کے قریب گولہ باری سے تین شہری زخمی ہو گئے", "ur"),
    ],
)
def test_sentences(text: str, lang: str) -> None:
    assert identify(text) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("قصف", "ar"),
        ("عاجل Breaking قصف مدفعي على البلدة", "ar"),
        ("پژواک", "fa"),
        ("взрыв", "ru"),
        ("Київ", "uk"),
        ("https://example.com/a/b قتيلان في انفجار لغم", "ar"),
        ("Home\nNews\nVideo\nAbout us\nأصيب ثلاثة مدنيين بجروح جراء قصف مدفعي استهدف أطراف القرية مساء أمس", "ar"),
        ("", None),
        ("12:30 — 5/7", None),
        ("https://example.com/reports", None),
    ],
)
def test_short_and_mixed_texts_go_by_their_letters(text: str, lang: str | None) -> None:
    assert identify(text) == lang
