"""Reach, where the verb of saying comes last: whose word is said, from the source or the sentence's beginning up to the verb.

The cases are Turkish; those of a language that puts the verb first stand in ``test_attribution``.
"""

from __future__ import annotations

from functools import cache

import pytest

from musnad import knowledge, pack
from musnad.model import Document
from musnad.readings.grammar import compile_grammar
from musnad.readings.page import Page


@cache
def page(text: str) -> Page:
    return Page.of(Document(id="t", text=text, sha256=""), compile_grammar(pack.load("tr"), knowledge.load()))


def chain_at(text: str, word: str) -> str:
    """The sources in force at ``word``, outermost first, with ``?`` for a doubt; ``-`` for the publisher's own voice."""
    read = page(text)
    place = next(at for at, token in enumerate(read.marked.tokens) if read.words(token.start, token.stop).text == word)
    scope = read.attribution.at(place)
    if scope is None:
        return "-"
    links = " < ".join(read.words(link.start, link.stop).text for link in scope.chain)
    return (links + (" ?" if scope.stance == "hedge" else "")).strip()


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        # from the source to its verb, and no further
        (
            "Rejim güçleri beldeyi vurdu, Sivil Savunma üç sivilin öldüğünü bildirdi, ardından yollar kapandı.",
            {"vurdu": "-", "üç": "Sivil Savunma", "yollar": "-"},
        ),
        # what stands before a source that comes late, up to what another said
        ("Üç sivilin öldüğünü yerel kaynaklar bildirdi.", {"Üç": "yerel kaynaklar"}),
        (
            "Üç sivilin öldüğünü yerel kaynaklar bildirdi, beş kişinin yaralandığını Sivil Savunma açıkladı.",
            {"Üç": "yerel kaynaklar", "beş": "Sivil Savunma"},
        ),
        # chains, the outermost source first and its verb last
        ("SANA'nın aktardığına göre, yerel kaynaklar üç sivilin öldüğünü söyledi.", {"üç": "SANA < yerel kaynaklar"}),
        (
            "Reuters, SANA'nın askeri kaynaklara dayanarak üç sivilin öldüğünü duyurduğunu aktardı.",
            {"üç": "Reuters < SANA < askeri kaynaklara"},
        ),
        # nobody is named: a doubt, and nobody whom "the same source" could mean
        ("Üç sivilin öldüğü iddia edildi.", {"Üç": "?"}),
        ("Yerel kaynaklar yolun kapandığını söyledi. Üç sivilin öldüğü iddia edildi.", {"yolun": "Yerel kaynaklar", "Üç": "?"}),
        # quotations before their verb, over several sentences, with sources of their own inside
        ('Sivil Savunma sözcüsü, "Üç sivil öldü. Köy boşaldı." dedi.', {"Üç": "Sivil Savunma sözcüsü", "Köy": "Sivil Savunma sözcüsü"}),
        (
            'Sivil Savunma sözcüsü, "Üç sivil öldü. Yerel kaynaklar köyün boşaldığını söyledi", dedi. Yollar kapandı.',
            {"Üç": "Sivil Savunma sözcüsü", "köyün": "Sivil Savunma sözcüsü < Yerel kaynaklar", "Yollar": "-"},
        ),
        ("Sivil Savunma sözcüsü açıklamasında şunları kaydetti: Üç sivil öldü.", {"Üç": "Sivil Savunma sözcüsü"}),
    ],
)
def test_whose_word_it_is(text: str, chains: dict[str, str]) -> None:
    assert {word: chain_at(text, word) for word in chains} == chains
