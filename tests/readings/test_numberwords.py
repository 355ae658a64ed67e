"""The table of number words: what is checked when it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from musnad.errors import PackError
from musnad.readings.numberwords import COLUMNS, load_number_words


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("five\tnumeral\t5\t\ttest", "unknown role 'numeral'"),
        ("five\tunit\tV\t\ttest", "not a number"),
        ("five\tunit\t\t\ttest", "needs a value"),
        ("and\tjoiner\t5\t\ttest", "takes no value"),
        ("half\tfraction\t1/0\t\ttest", "not a number"),
        ("five\tunit\t5\tplurl\ttest", "unknown features"),
        ("five\tunit\t5\t\t", "source must not be empty"),
        ("five\tunit\t5\t\ttest\nfive\tunit\t6\t\ttest", "keep one"),
    ],
)
def test_a_mistake_in_the_table_names_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "numbers.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(PackError, match=message) as found:
        load_number_words([path])
    assert f"{path}:" in str(found.value)
