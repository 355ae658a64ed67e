"""PDF files: through the program where it is installed, and what is said where it is not or cannot."""

import shutil
from pathlib import Path

import pytest

from musnad.documents.pdf import read_pdf
from musnad.errors import InputError

needs_program = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
LINES = ("Rockets hit the harbour on Monday.", "Four dock workers were wounded.")


def _pdf(*pages: str, info: str = "") -> bytes:
    """A PDF file with a line of text on each page, written by hand."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, line in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET"
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {font} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(data)}\n%%EOF\n".encode()


@needs_program
def test_words_title_and_day_of_a_file() -> None:
    parts = read_pdf(_pdf(*LINES, info="/Title (Harbour report) /CreationDate (D:20240501102030+03'00')"), where="a.pdf")
    assert parts.text.split("\n\n") == [LINES[0], LINES[1]]
    assert parts.title == "Harbour report"
    assert parts.published_at in ("2024-05-01",)
    assert parts.known == {"title": "metadata", "published_at": "file"}
    assert "the day the PDF file was made" in parts.issues[0].message


@needs_program
def test_a_file_that_says_nothing_of_itself() -> None:
    parts = read_pdf(_pdf(LINES[0]), where="a.pdf")
    assert (parts.text, parts.title, parts.published_at, parts.known, parts.issues) == (LINES[0], None, "", {}, ())


@needs_program
@pytest.mark.parametrize(
    ("data", "said"), [(_pdf(""), "there are no words in this PDF file"), (b"%PDF-1.7\nnothing more", "pdftotext cannot read it")]
)
def test_a_file_without_words_is_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as raised:
        read_pdf(data, where="a.pdf")
    assert str(raised.value).startswith("a.pdf: ")


def test_without_the_program_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        InputError, match=r"a\.pdf: a PDF file is read by the program pdftotext, which is not installed; on Debian .* apt install"
    ):
        read_pdf(b"%PDF-1.7\n", where="a.pdf")


def test_marks_of_direction_are_taken_out_and_pages_are_paragraphs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pdftotext"
    program.write_text("#!/bin/sh\nprintf '\\342\\200\\253قصف\\342\\200\\254 \\342\\201\\246x\\342\\201\\251\\fثان\\n'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_pdf(b"%PDF-1.7\n", where="a.pdf").text == "قصف x\n\nثان"


def test_a_program_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pdftotext"
    program.write_text("#!/bin/sh\nexec /bin/sleep 20\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("musnad.documents.pdf._SECONDS", 0.2)
    with pytest.raises(InputError, match=r"pdftotext took more than 0\.2 seconds"):
        read_pdf(b"%PDF-1.7\n", where="a.pdf")
