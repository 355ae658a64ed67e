"""PDF files become text through ``pdftotext`` (poppler), a program run on its own: no package keeps the order of Arabic words.

It is given a time limit and no network, and what it prints is limited too.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime

from musnad.documents.parts import Parts
from musnad.errors import InputError
from musnad.model import HowKnown, Issue

_SECONDS = 60
_MOST_BYTES = 64 * 1024 * 1024
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # marks of direction that pdftotext adds
_PAGE_END = re.compile(r"[ \t\n]*\f[ \t\n]*")
_INFO = re.compile(r"^(Title|CreationDate):[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_ABSENT = "a PDF file is read by the program pdftotext, which is not installed; on Debian or Ubuntu: apt install poppler-utils"


def read_pdf(data: bytes, *, where: str) -> Parts:
    """The words of a PDF file, a blank line between pages, with its title and the day it was made.

    Raises ``InputError`` when pdftotext is not installed, cannot read it, or finds no words in it.
    """
    program = shutil.which("pdftotext")
    if program is None:
        raise InputError(f"{where}: {_ABSENT}")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        text = _run([program, "-enc", "UTF-8", "-q", file.name, "-"], where).translate(_BIDI)
        info_program = shutil.which("pdfinfo")
        info = _run([info_program, "-enc", "UTF-8", "-isodates", file.name], where) if info_program else ""
    text = _PAGE_END.sub("\n\n", text).strip()
    if not text:
        raise InputError(f"{where}: there are no words in this PDF file, only pictures of them perhaps; run it through OCR first")
    return _parts(text, dict(_INFO.findall(info)), where)


def _parts(text: str, info: dict[str, str], where: str) -> Parts:
    """The words with what the file says of itself."""
    known: dict[str, HowKnown] = {}
    title = info.get("Title", "").translate(_BIDI).strip() or None
    if title:
        known["title"] = "metadata"
    published_at = _day(info.get("CreationDate", ""))
    if not published_at:
        return Parts(text=text, title=title, known=known)
    known["published_at"] = "file"
    message = f"{where}: taken as published on {published_at}, the day the PDF file was made; say --published-at if it was another"
    return Parts(
        text=text,
        title=title,
        published_at=published_at,
        known=known,
        issues=(Issue(level="info", stage="input", message=message),),
    )


def _day(written: str) -> str:
    """The day of a moment in ISO 8601, or "" when it is none; the zone may lack its minutes."""
    try:
        return datetime.fromisoformat(written[:19]).date().isoformat()
    except ValueError:
        return ""


def _run(command: Sequence[str], where: str) -> str:
    """What a program prints. Raises ``InputError`` when it fails, takes too long or prints too much."""
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired as found:
            raise InputError(f"{where}: pdftotext took more than {_SECONDS} seconds; split the file or print it anew") from found
        out.seek(0)
        data = out.read(_MOST_BYTES + 1)
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise InputError(
            f"{where}: pdftotext cannot read it ({said[0] if said else done.returncode}); print it anew or take off its password"
        )
    if len(data) > _MOST_BYTES:
        raise InputError(f"{where}: the PDF file has more than {_MOST_BYTES // 1024 // 1024} MB of text; split it")
    return data.decode("utf-8", errors="replace")
