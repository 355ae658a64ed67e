"""The reports written for measuring: their gold is about them, word for word, and uses the labels that readings use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest

from musnad.knowledge.facts import PARTIES
from musnad.model import CASUALTY_FIELDS, EventType, Field, Qualifier, SourceKind, Stance, Who
from musnad.text import fold

GOLD = Path(__file__).parent
LANGUAGES = sorted(path.parent.name for path in GOLD.glob("*/documents.json"))


def documents(language: str) -> dict[str, dict[str, Any]]:
    return {document["doc_id"]: document for document in json.loads((GOLD / language / "documents.json").read_text(encoding="utf-8"))}


def annotations(language: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / language / "claims.jsonl").read_text(encoding="utf-8").splitlines()]


def copied(gold: dict[str, Any]) -> Iterator[str]:
    """Everything that an annotation says it copied from the text."""
    for event in gold["events"]:
        yield event["trigger"]
        yield from (place["text"] for place in event["places"])
        if event["date"]:
            yield event["date"]["text"]
    for claim in gold["claims"]:
        yield claim["text"]
        yield from (link["text"] for link in claim["chain"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_thirty_documents_each_with_its_gold(language: str) -> None:
    ids = list(documents(language))
    assert len(ids) == 30
    assert [gold["doc_id"] for gold in annotations(language)] == ids
    assert {document["lang"] for document in documents(language).values()} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_copied_from_the_text(language: str) -> None:
    texts = {id: document["text"] for id, document in documents(language).items()}
    missing = [
        (gold["doc_id"], words)
        for gold in annotations(language)
        for words in copied(gold)
        if not words or words not in texts[gold["doc_id"]]
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_those_of_readings(language: str) -> None:
    events = [event for gold in annotations(language) for event in gold["events"]]
    claims = [claim for gold in annotations(language) for claim in gold["claims"]]
    assert {event["type"] for event in events} <= set(get_args(EventType))
    assert {place["role"] for event in events for place in event["places"]} == {"site", "region"}
    assert {claim["field"] for claim in claims} == set(get_args(Field))  # every kind of claim occurs
    assert {claim["stance"] for claim in claims} == set(get_args(Stance))
    assert {link["kind"] for claim in claims for link in claim["chain"]} <= set(get_args(SourceKind))
    tolls = [claim for claim in claims if claim["field"] in CASUALTY_FIELDS]
    assert {toll["who"] for toll in tolls} <= set(get_args(Who))
    assert {toll["qual"] for toll in tolls} <= {None, *get_args(Qualifier)}
    parties = {claim["actor"] for claim in claims if claim["field"] in ("initiator", "target")}
    assert {party for party in parties if not party.startswith("other:")} <= PARTIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_belong_to_events_of_their_document(language: str) -> None:
    for gold in annotations(language):
        ids = [event["id"] for event in gold["events"]]
        assert len(set(ids)) == len(ids), gold["doc_id"]
        assert {claim["event"] for claim in gold["claims"]} <= set(ids), gold["doc_id"]
        assert gold["relevant"] == bool(ids), gold["doc_id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_toll_has_bounds_that_its_qualifier_allows(language: str) -> None:
    open_ended = {"at_least": (True, False), "more_than": (True, False), "up_to": (False, True), "about": (True, True), None: (True, True)}
    for gold in annotations(language):
        for claim in gold["claims"]:
            if claim["field"] in CASUALTY_FIELDS:
                bounds = (claim["min"] is not None, claim["max"] is not None)
                assert bounds == open_ended.get(claim["qual"], (False, False)), (gold["doc_id"], claim["text"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_documents_say_the_same(language: str) -> None:
    words = {id: frozenset(fold(document["text"]).text.split()) for id, document in documents(language).items()}
    alike = [
        (one, other)
        for one, other in combinations(words, 2)
        if 2 * len(words[one] & words[other]) > min(len(words[one]), len(words[other]))
    ]
    assert alike == []
