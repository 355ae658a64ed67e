"""What a query asks, and what is shown of a text in which it is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.stores.searching import Term, asked, hit
from tests.stores import made


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("إدلب قُصفت", (Term(forms=("ادلب",)), Term(forms=("قصفت",)))),
        ("mill mill", (Term(forms=("mill",)),)),
        ("mil*", (Term(forms=("mil",), open=True),)),
        ("«ريف إدلب» قصف", (Term(forms=("ريف",), rest=("ادلب",)), Term(forms=("قصف",)))),
        ('"never closed', (Term(forms=("never",), rest=("closed",)),)),
        ("* \" ' ( )", ()),
    ],
)
def test_what_a_query_asks(query: str, terms: tuple[Term, ...]) -> None:
    assert asked(query) == terms


def test_prefixes_are_folded_and_stand_before_the_first_word() -> None:
    assert asked('"Mill road"', ["أل", "و"]) == (Term(forms=("mill", "الmill", "وmill"), rest=("road",)),)


def test_a_prefix_is_not_in_the_span() -> None:
    document = made.receipt(text="قرب كفرنبل وكفرنبل")[0].document

    assert hit(document, asked("كفرنبل", ["و"])).spans == ((4, 10), (12, 18))


def test_a_snippet_is_cut_at_blanks() -> None:
    words = "one two three four five six seven eight nine ten " * 10
    found = hit(made.receipt(text=f"{words}here {words}")[0].document, asked("here")).snippet

    assert "here" in found.text
    assert len(found.text) < 200
    assert found.text.split() == [word for word in found.text.split() if word in {*words.split(), "here"}]


@given(st.text(st.sampled_from("ab\u064e\u0651"), min_size=300, max_size=400))
def test_a_snippet_cuts_no_letter_from_its_marks(text: str) -> None:
    snippet = hit(made.receipt(text=text)[0].document, asked("b*")).snippet

    assert text[slice(*snippet.span)] == snippet.text
    assert snippet.span[0] == 0 or snippet.text[0] in "ab"
    assert text[snippet.span[1] : snippet.span[1] + 1] in {"", "a", "b"}
