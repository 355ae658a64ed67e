"""Who published a document, told by its name and address."""

from __future__ import annotations

import pytest

from musnad import knowledge, pack
from musnad.readings.grammar import compile_grammar
from musnad.readings.identities import publisher_of


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("Reuters English", "", "reuters"),
        ("MENA", "", "mena"),
        ("SANA Sport", "https://sanasport.info/2020/10/26/a-report", ""),
    ],
)
def test_a_shorter_name_is_no_publisher_whose_own_site_bears_the_whole_name(name: str, url: str, expected: str) -> None:
    assert publisher_of(name, compile_grammar(pack.load("en"), knowledge.load()), url)[0] == expected
