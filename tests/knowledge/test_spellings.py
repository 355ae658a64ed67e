"""The keys under which names of one place meet, whatever the script."""

from __future__ import annotations

import pytest

from musnad.knowledge.spellings import close, exact, langs_of, sounds, wide


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kafr Takhārīm", "kafr takharim"),
        ("إدلب", "ادلب"),
        ("معرّة النعمان", "معره النعمان"),
        ("Дейр-эз-Зор", "дейр-эз-зор"),
    ],
)
def test_exact_sees_through_marks_and_case(one: str, other: str) -> None:
    assert exact(one) == exact(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كفر تخاريم", "كفرتخاريم"),
        ("Jisr al-Shughur", "Jisr ash Shughūr"),
        ("As-Safira", "Safira"),
        ("الباب", "باب"),
        ("Хан-Шейхун", "Хан Шейхун"),
        ("Дейр-эз-Зор", "Дейр Зор"),
        ("Ma'arrat an-Nu'man", "Maarrat al Numan"),
    ],
)
def test_close_sees_through_blanks_signs_and_articles(one: str, other: str) -> None:
    assert close(exact(one)) == close(exact(other))


@pytest.mark.parametrize(
    "names",
    [
        ("كفر تخاريم", "Kafr Takharim", "Kafar Takhareem", "Кафр-Тахарим"),
        ("جسر الشغور", "Jisr al-Shughur", "Jisr ash Shughūr", "Джиср-эш-Шугур", "Cisr eş-Şuğur"),
        ("دير الزور", "Deir ez-Zor", "Дейр-эз-Зор"),
        ("حماة", "Hama", "Ḩamāh", "Хама"),
        ("خان شيخون", "Khan Shaykhun", "Хан-Шейхун"),
        ("السفيرة", "As-Safira", "Es-Sefire"),
    ],
)
def test_wide_is_one_in_every_script(names: tuple[str, ...]) -> None:
    assert {wide(sounds(name)) for name in names} == {wide(sounds(names[0]))}


@pytest.mark.parametrize(
    ("name", "langs"), [("حلب", ("ar",)), ("Алеппо", ("ru",)), ("Halep", ("en", "tr")), ("حلب Aleppo", ("ar",)), ("ハレブ", ())]
)
def test_langs_of_tells_by_the_script(name: str, langs: tuple[str, ...]) -> None:
    assert langs_of(name) == langs


@pytest.mark.parametrize("name", ["", "-", "ال", "al", "12", "'"])
def test_keys_of_what_is_hardly_a_name_do_not_fail(name: str) -> None:
    assert isinstance(close(exact(name)) + sounds(name) + wide(sounds(name)), str)
