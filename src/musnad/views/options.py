"""The kinds of arguments and options that the commands share, each with what is wrong with a value that is none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from cyclopts import Parameter


def _check_files(_: object, files: list[str] | str) -> None:
    """Files may be ``-``, but what else begins with a hyphen is an option that does not exist."""
    for name in [files] if isinstance(files, str) else files:
        if name.startswith("-") and name != "-":
            raise ValueError(f"There is no option {name}. A file of that name is written ./{name}.")


def _check_moment(_: object, value: str | None) -> None:
    if value is not None:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("This is no date; write it as 2020-10-26 or 2020-10-26T17:05:00Z.") from None


def _check_day(_: object, value: str | None) -> None:
    if value is not None:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ValueError("This is no day; write it as 2020-10-26.") from None


def _check_language(_: object, value: str | None) -> None:
    if value is not None and not (value.isascii() and value.isalpha() and value.islower() and len(value) in (2, 3)):
        raise ValueError("This is no language code; write two small letters, as in ar.")


def _check_countries(_: object, value: str | tuple[str, ...] | None) -> None:
    for code in (value,) if isinstance(value, str) else value or ():
        if not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
            raise ValueError("This is no country; write its two capital letters, as in SY.")


def _check_limit(_: object, value: int | None) -> None:
    if value is not None and value < 1:
        raise ValueError("This is no number of lines; write 1 or more.")


def _check_jobs(_: object, value: int | None) -> None:
    if value is not None and not 1 <= value <= 64:
        raise ValueError("This is no number of processes; write 1 to 64.")


Files = Annotated[str, Parameter(name="FILES", required=True, allow_leading_hyphen=True, validator=_check_files)]
File = Annotated[str, Parameter(allow_leading_hyphen=True, validator=_check_files)]
Moment = Annotated[str | None, Parameter(validator=_check_moment)]
Day = Annotated[str | None, Parameter(validator=_check_day)]
Language = Annotated[str | None, Parameter(validator=_check_language)]
RequiredLanguage = Annotated[str, Parameter(validator=_check_language)]
Format = Literal["table", "jsonl"]
Words = Annotated[str, Parameter(name="NAME", required=True, allow_leading_hyphen=True)]
Country = Annotated[str | None, Parameter(validator=_check_countries)]
Countries = Annotated[tuple[str, ...], Parameter(validator=_check_countries, negative=())]

Db = Annotated[str, Parameter(env_var="MUSNAD_DB", help="The archive.")]
DEFAULT_DB = "musnad.db"
Whats = Annotated[str, Parameter(name="WHAT", required=True, allow_leading_hyphen=True, validator=_check_files)]
Sentence = Annotated[str, Parameter(name="TEXT", required=True, allow_leading_hyphen=True)]
Order = Literal["date", "latest", "origins", "killed"]
Jobs = Annotated[int | None, Parameter(validator=_check_jobs)]
Limit = Annotated[int | None, Parameter(validator=_check_limit)]
