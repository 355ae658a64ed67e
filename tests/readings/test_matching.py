"""Matching: what each part of the language of rules finds, over marks made by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from musnad.readings.marks import Mark, Marked
from musnad.readings.matching import Captured, Match, compile_pattern
from musnad.readings.patterns import Node, written
from musnad.readings.tokens import sentences, tokenize

TEXT = "the shelling killed five civilians and two medics in the village of zaytun , the army said ."


def mark(text: str, words: str, kind: str, **more: object) -> Mark:
    """A mark of ``kind`` on ``words`` of ``text``; ``prefixes``, ``article`` and ``suffix`` are the mark's own, the rest its attributes."""
    tokens = tokenize(text)
    wanted = words.split()
    first = next(at for at in range(len(tokens)) if [token.text for token in tokens[at : at + len(wanted)]] == wanted)
    last = first + len(wanted)
    own = {name: more.pop(name) for name in ("prefixes", "article", "suffix") if name in more}
    attrs = {name: str(value) for name, value in more.items()}
    prefixes = own.get("prefixes", ())
    start = tokens[first].start + sum(map(len, prefixes))  # type: ignore[arg-type]
    return Mark(kind, first, last, start, tokens[last - 1].stop, attrs, **own)  # type: ignore[arg-type]


def marked(text: str, marks: list[Mark], clitics: Mapping[str, dict[str, list[int]]] | None = None) -> Marked:
    """A document with these marks. ``clitics``: for a word, where clitics of which sense are joined to its front."""
    tokens = tokenize(text)
    page = Marked(tokens, sentences(tokens), [frozenset({token.text}) for token in tokens])
    page.add(marks)
    for at, token in enumerate(tokens):
        page.clitics[at].update((clitics or {}).get(token.text, {}))
    return page


MARKS = [
    mark(TEXT, "shelling", "event", type="shelling", pos="noun"),
    mark(TEXT, "killed", "harm", harm="killed", pos="verb"),
    mark(TEXT, "five", "num", low=5),
    mark(TEXT, "civilians", "person.civilians", num="pl"),
    mark(TEXT, "and", "conj"),
    mark(TEXT, "two", "num", low=2),
    mark(TEXT, "medics", "person", who="medics"),
    mark(TEXT, "village", "place.head"),
    mark(TEXT, "zaytun", "word"),
    mark(TEXT, "the army", "actor"),
    mark(TEXT, "said", "say"),
]
PAGE = marked(TEXT, MARKS)


def find(pattern: str, page: Marked = PAGE, **defines: str) -> Match | None:
    """The first match of a pattern in a document."""
    compiled = compile_pattern(pattern, defines, "test", str.casefold)
    for sentence in page.sentences:
        for at in range(sentence.first, sentence.last):
            match = compiled.match(page, sentence, at)
            if match is not None:
                return match
    return None


def words(pattern: str, page: Marked = PAGE, **defines: str) -> str | None:
    """The words that the first match covers."""
    match = find(pattern, page, **defines)
    return None if match is None else " ".join(token.text for token in page.tokens[match.first : match.last])


def captures(pattern: str, page: Marked = PAGE, text: str = TEXT) -> dict[str, list[str]]:
    """The exact words under each capture of the first match."""
    match = find(pattern, page)
    assert match is not None
    return {name: [text[found.start : found.stop] for found in marks] for name, marks in match.captures.items()}


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("{harm}", "killed"),
        ("{person}", "civilians"),  # a narrower kind is one, too
        ("{person.civilians}", "civilians"),
        ("{person.medics}", None),
        ("{place}", "village"),
        ("{pers}", None),
        ("{say|harm}", "killed"),
        ("{weapon}", None),
        ("{num low=2}", "two"),
        ("{num low=2|5}", "five"),
        ("{num low!=5}", "two"),
        ("{person who=medics}", "medics"),
        ("{person who!=medics}", "civilians"),
        ("{person who=no}", "civilians"),  # what a mark does not have is "no"
        ("{event type=shelling pos=noun}", "shelling"),
        ("{event type=shelling pos=verb}", None),
    ],
)
def test_senses_and_their_conditions(pattern: str, found: str | None) -> None:
    assert words(pattern) == found


def test_conditions_on_what_was_taken_off_a_word() -> None:
    text = "الجيش قتلهم وقال"
    plain = mark(text, "الجيش", "force", article=True)
    with_pronoun = mark(text, "قتلهم", "harm", suffix="هم")
    with_and = mark(text, "وقال", "say", prefixes=("و",))
    page = marked(text, [plain, with_pronoun, with_and])

    assert words("{force article=yes}", page) == "الجيش"
    assert words("{force article=no}", page) is None
    assert words("{harm suffix=yes}", page) == "قتلهم"
    assert words("{harm suffix=no}", page) is None
    assert words("{say joined=yes}", page) == "وقال"
    assert words("{say joined=no}", page) is None


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("'in the village'", "in the village"),
        ("'IN The'", "in the"),  # folded like the text
        ("','", ","),
        ("'in village'", None),
        ("{place} 'of' {word} ','", "village of zaytun ,"),
    ],
)
def test_literal_words(pattern: str, found: str | None) -> None:
    assert words(pattern) == found


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("({weapon} | {num})", "five"),
        ("{num} ({place} | {person})", "five civilians"),
        ("{num} {place}? {person}", "five civilians"),
        ("{harm} {num}?", "killed five"),  # as much as possible
        ("{harm} ({num} | {person} | {conj})*", "killed five civilians and two medics"),
        ("{harm} {say}* {num}", "killed five"),
        ("{person}+", "civilians"),
        ("{say}+ {num}", None),
        ("({num} {person} {conj}?)+", "five civilians and two medics"),
        ("({num} {person} ({conj} {num} {person})*) 'in'", "five civilians and two medics in"),
        ("{harm} ({num} | {num} {person}) {conj}", "killed five civilians and"),  # goes back to the second way
    ],
)
def test_choice_and_repetition(pattern: str, found: str | None) -> None:
    assert words(pattern) == found


def test_repetition_ends_at_six() -> None:
    text = "go go go go go go go go"
    page = marked(text, [Mark("act", at, at + 1, at * 3, at * 3 + 2, {}) for at in range(8)])

    assert words("{act}*", page) == "go go go go go go"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("{num} !{person who=medics}", "five"),
        ("{num} !{person}", None),
        ("{num low=5} !({person} {say}) {person}", "five civilians"),
        ("{say} !{weapon}", "said"),
        ("!{num} {person|num}", "civilians"),
    ],
)
def test_not_followed_by(pattern: str, found: str | None) -> None:
    assert words(pattern) == found


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("{harm} ..0 {num}", "killed five"),
        ("{harm} ..1 {person}", "killed five civilians"),
        ("{harm} ..0 {person}", None),
        ("{harm} ..9 {person}", "killed five civilians"),  # as few as possible
        ("{harm} ..9 {person who=medics}", "killed five civilians and two medics"),
        ("{harm} ..9/conj {person who=medics}", None),  # not across "and"
        ("{harm} ..9/say/conj {conj}", "killed five civilians and"),  # up to it
        ("{harm} ..9/person {person who=medics}", None),  # a narrower kind stops it, too
        ("{harm} ..9/{num low=2} {person who=medics}", None),  # not across what meets the conditions
        ("{harm} ..9/{num|conj low=3} {person who=medics}", "killed five civilians and two medics"),
        ("{harm} ..20/say {say}", "killed five civilians and two medics in the village of zaytun , the army said"),
        ("{event} ..9/'two' {person}", "shelling killed five civilians"),
        ("{event} ..9/'FIVE' {person}", None),  # nor across these very words, folded like the text
        ("..3 {num}", "the shelling killed five"),
    ],
)
def test_gap(pattern: str, found: str | None) -> None:
    assert words(pattern) == found


def test_edges_of_the_sentence() -> None:
    assert words("^ 'the'") == "the"
    assert words("^ {harm}") is None
    assert words("{say} '.' $") == "said ."
    assert words("{say} $") is None


def test_pattern_stays_inside_a_sentence() -> None:
    text = "shells fell . five civilians died"
    page = marked(text, [mark(text, "fell", "event"), mark(text, "civilians", "person"), mark(text, "died", "harm")])

    assert words("{event} ..5 {person}", page) is None
    assert words("{event} ..5 $", page) == "fell ."
    assert words("^ ..5 {harm}", page) == "five civilians died"


def test_mark_that_reaches_into_the_next_sentence_is_not_taken() -> None:
    text = "he spoke to st . john"
    page = marked(text, [mark(text, "st . john", "actor"), mark(text, "spoke", "say")])

    assert [sentence.last for sentence in page.sentences] == [5, 6]
    assert words("{say} 'to' {actor}", page) is None


def test_captures_hold_exact_words_in_order() -> None:
    assert captures("cue:{harm} group:({num} {person}) ({conj} group:({num} {person}))*") == {
        "cue": ["killed"],
        "group": ["five civilians", "two medics"],
    }
    assert captures("number:{num}+ who:{person}") == {"number": ["five"], "who": ["civilians"]}
    assert captures("trigger:{event} ..1 (cue:{say} | cue:{num})") == {"trigger": ["shelling"], "cue": ["five"]}
    assert captures("{say} number:{num}?") == {}


def test_captured_gap_is_a_span() -> None:
    match = find("'in' place:(..9/say) ','")

    assert match is not None
    (span,) = match.captures["place"]
    assert (span.kind, TEXT[span.start : span.stop]) == ("span", "the village of zaytun")


def test_way_that_failed_leaves_no_capture() -> None:
    assert captures("({num} who:{person} {say} | {num} group:{person})") == {"group": ["civilians"]}


def test_dates_asides_and_words_of_no_weight_may_stand_between() -> None:
    text = "killed yesterday ( tuesday ) also five civilians"
    page = marked(
        text,
        [
            mark(text, "killed", "harm"),
            mark(text, "yesterday", "date"),
            mark(text, "also", "skip"),
            mark(text, "five", "num"),
            mark(text, "civilians", "person"),
        ],
    )

    assert words("{harm} {num} {person}", page) == text
    assert words("{harm} {date} {num}", page) == "killed yesterday ( tuesday ) also five"
    assert words("{harm} 'also'", page) == "killed yesterday ( tuesday ) also"
    assert words("{harm} {person}", page) is None


def test_brackets_that_do_not_close_soon_are_no_aside() -> None:
    text = "killed ( five civilians"

    assert words("{harm} {num}", marked(text, [mark(text, "killed", "harm"), mark(text, "five", "num")])) is None


# --- words written joined ---------------------------------------------------------------------------------------------------

JOINED = "قتل رجل وامرأة وطفل للجيش"
JOINED_PAGE = marked(
    JOINED,
    [
        mark(JOINED, "قتل", "harm"),
        mark(JOINED, "رجل", "person"),
        mark(JOINED, "وامرأة", "person", prefixes=("و",)),
        mark(JOINED, "وطفل", "person", prefixes=("و",)),
        mark(JOINED, "للجيش", "actor", prefixes=("ل",)),
    ],
    {"وامرأة": {"conj": [0]}, "وطفل": {"conj": [0]}, "للجيش": {"prep": [0], "prep.for": [0]}},
)


def test_joined_and_must_be_named_between_neighbours() -> None:
    assert words("{harm} {person} {person}", JOINED_PAGE) is None
    assert words("{harm} {person} {conj} {person}", JOINED_PAGE) == "قتل رجل وامرأة"
    assert words("{harm} {person}+ $", JOINED_PAGE) is None
    assert words("{person} ({conj} {person})*", JOINED_PAGE) == "رجل وامرأة وطفل"


def test_joined_and_is_passed_over_at_the_start_and_after_a_gap() -> None:
    assert words("{person joined=yes}", JOINED_PAGE) == "وامرأة"
    assert words("{harm} ..1 {person joined=yes}", JOINED_PAGE) == "قتل رجل وامرأة"


def test_joined_preposition_may_stay_unnamed() -> None:
    assert words("{person joined=yes} {actor}", JOINED_PAGE) == "وطفل للجيش"
    assert words("{person joined=yes} {prep.for} {actor}", JOINED_PAGE) == "وطفل للجيش"
    assert words("{person joined=yes} {prep} {actor}", JOINED_PAGE) == "وطفل للجيش"
    assert words("{person joined=yes} {prep.in} {actor}", JOINED_PAGE) is None


def test_joined_word_is_captured_by_its_letter_and_its_bearer_without_it() -> None:
    found = captures("link:{conj} who:{person}", JOINED_PAGE, JOINED)

    assert found == {"link": ["و"], "who": ["امرأة"]}


def test_joined_word_belongs_to_the_word_it_is_joined_to() -> None:
    text = "وقصف الجيش"
    page = marked(text, [mark(text, "وقصف", "event", prefixes=("و",)), mark(text, "الجيش", "actor")], {"وقصف": {"conj": [0]}})

    assert words("{conj} {event}", page) == "وقصف"
    assert words("{conj} {actor}", page) is None
    assert words("{conj} ..1 {actor}", page) == "وقصف الجيش"


def test_word_whose_first_letter_only_looks_joined_needs_the_mark_without_it() -> None:
    text = "وزير"  # a minister, not "and" with something after it
    page = marked(text, [mark(text, "وزير", "person")], {"وزير": {"conj": [0]}})

    assert words("{conj} {person}", page) is None
    assert words("{person}", page) == "وزير"


# --- defined names, starts, the trace --------------------------------------------------------------------------------------


def test_defined_names_stand_for_their_pattern() -> None:
    assert words("{harm} <people>", people="<one> ({conj} <one>)*", one="{num} {person}") == "killed five civilians and two medics"


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("{harm} {num}", {"harm"}),
        ("cue:{harm|say}", {"harm", "say"}),
        ("({harm} | {num}) {say}", {"harm", "num"}),
        ("{conj}? {harm}", {"conj", "harm"}),
        ("{conj}* group:({num}? {person})", {"conj", "num", "person"}),
        ("!{say} {harm}", {"harm"}),
        ("^ {harm}", {"harm"}),
        ("'words'", None),
        ("..3 {harm}", None),
        ("({harm} | 'words')", None),
        ("{harm}?", None),
    ],
)
def test_kinds_a_pattern_can_begin_with(pattern: str, starts: set[str] | None) -> None:
    assert compile_pattern(pattern, {}, "test").starts == (None if starts is None else frozenset(starts))


def test_trace_is_told_of_every_part_tried_and_changes_nothing() -> None:
    tried: list[tuple[str, str, int]] = []

    def tell(node: Node, at: int, clitic: int, captured: Captured | None) -> None:
        matched = 0
        while captured is not None:
            name, _, captured = captured
            matched += name == "="
        tried.append((written(node), PAGE.tokens[at].text, matched))

    text = "cue:{harm} ..1 ({weapon} | who:{person}) {say}?"
    traced = compile_pattern(text, {}, "test", str, tell)
    plain = compile_pattern(text, {}, "test", str)

    sentence, at = PAGE.sentences[0], 2
    assert traced.match(PAGE, sentence, at) == plain.match(PAGE, sentence, at)
    assert tried == [
        ("{harm}", "killed", 0),
        ("..1", "five", 1),
        ("{weapon}", "five", 1),
        ("{person}", "five", 1),
        ("{weapon}", "civilians", 1),
        ("{person}", "civilians", 1),
        ("{say}", "and", 2),
    ]
