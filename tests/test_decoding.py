"""Bytes to text: which encoding they are in, and what is refused."""

import io

import pytest

from musnad.decoding import codec_of, decode
from musnad.errors import InputError

SENTENCE = "أصيب ثلاثة مدنيين بجروح جراء قصف مدفعي استهدف أطراف القرية مساء أمس"
RUSSIAN = "Вечером артиллерия обстреляла окраину посёлка, ранены трое жителей"


@pytest.mark.parametrize(
    ("data", "text", "taken_as"),
    [
        (SENTENCE.encode(), SENTENCE, None),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE, None),
        (SENTENCE.encode("utf-16"), SENTENCE, "UTF-16"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), SENTENCE, "UTF-16"),
        (SENTENCE.encode("utf-16-le"), SENTENCE, "UTF-16"),
        (SENTENCE.encode("utf-16-be"), SENTENCE, "UTF-16"),
        ("Two people were hurt".encode("utf-16-le"), "Two people were hurt", "UTF-16"),
        (SENTENCE.encode("cp1256"), SENTENCE, "Windows-1256"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "Windows-1251"),
        (b"", "", None),
    ],
)
def test_encodings_are_found_and_named(data: bytes, text: str, taken_as: str | None) -> None:
    found, issues = decode(data, where="a.txt")
    assert found == text
    assert [f"taken as {taken_as}" in issue.message for issue in issues] == ([True] if taken_as else [])


def test_a_few_damaged_bytes_do_not_make_it_another_encoding() -> None:
    data = SENTENCE.encode()
    text, (issue,) = decode(data[:19] + b"\xff" + data[19:-1], where="a.txt")
    assert text[:10] + text[11:-1] == SENTENCE[:-1]
    assert (issue.level, issue.stage) == ("warning", "input")
    assert "2 damaged places" in issue.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "control characters"),
        ("Le président a été blessé, dit l'armée française".encode("cp1252"), "is not UTF-8"),
        (b"\x98\x98\x98", "is not UTF-8"),
        (b"\xff\xfea", "begins like UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as raised:
        decode(data, where="a.bin")
    assert str(raised.value).startswith("a.bin: ")
    assert "UTF-8" in str(raised.value)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("cut", range(5))
def test_the_codec_of_something_long_is_told_by_its_beginning(codec: str, cut: int) -> None:
    whole = "\n".join([SENTENCE] * 20)
    data = whole.encode(codec)
    found, _ = codec_of(data[: 900 - cut], where="a.csv")
    assert io.TextIOWrapper(io.BytesIO(data), encoding=found).read() == whole


def test_a_letter_cut_by_the_end_of_the_sample_is_no_damage() -> None:
    assert codec_of(SENTENCE.encode()[:19], where="a.csv") == ("utf-8-sig", ())
