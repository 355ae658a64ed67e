"""Identities: who a source is. Its kind and its id in knowledge, from the marks in its name; and the publisher's id."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from musnad.knowledge.tables import Knowledge
from musnad.model import SourceKind
from musnad.readings.grammar import Grammar, fold_text
from musnad.readings.marks import Mark, Marked, kinds_of


def publisher_of(name: str | None, grammar: Grammar, url: str | None = None) -> tuple[str, str]:
    """The publisher's id in knowledge, if it is known there, and its folded name.

    It may be called by a name, an address or a handle, with a word more ("Orient news") than knowledge has; else the document's own
    address tells it, by its host or by the account that stands first in its path.
    """
    folded = " ".join(fold_text(name or "").split())
    address = folded.split("/")[-1] if "://" in folded else folded
    known, accounts = _known_names(grammar.knowledge), _known_accounts(grammar.knowledge)
    host, account = _address(url or "")
    whole = _squeezed(host.partition(".")[0]) == _squeezed(folded)  # its own site bears the whole name: the shorter one is another's
    tries = (folded, address, "" if whole else address.rpartition(" ")[0], host)
    named = next((known[key] for words in tries if (key := _squeezed(words)) in known), "")
    return named or accounts.get(_squeezed(account), ""), folded


def _address(url: str) -> tuple[str, str]:
    """The host of an address without ``www``, and the first part of its path."""
    _, _, rest = fold_text(url).partition("://")
    host, _, path = rest.partition("/")
    return host.removeprefix("www."), path.partition("/")[0].partition("?")[0]


@functools.lru_cache(maxsize=4)
def _known_accounts(knowledge: Knowledge) -> dict[str, str]:
    return {_squeezed(fold_text(handle)): source.id for source in knowledge.sources.values() for handle in source.handles}


@functools.lru_cache(maxsize=4)
def _known_names(knowledge: Knowledge) -> dict[str, str]:
    found = {_squeezed(fold_text(name.form)): name.source for name in knowledge.source_names}
    for source in knowledge.sources.values():
        calls = (*source.domains, *(domain.partition(".")[0] for domain in source.domains), *source.handles)
        found.update({_squeezed(fold_text(name)): source.id for name in calls})
    return found


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, name))


def heads_of(first: int, inside: Sequence[Mark], marked: Marked, grammar: Grammar) -> list[Mark]:
    """The nouns that say what kind of source it is, in order; also one that a longer known form hides ("reporter of X")."""
    found = [mark for mark in inside if "source.head" in kinds_of(mark.kind)]
    hidden = [mark for mark in inside if mark.kind == "source.known" and mark.last - mark.first > 1]
    for at, wanted in [(first, ""), *((mark.first, "correspondent") for mark in hidden)]:
        if not any(head.first == at for head in found):
            found.extend(mark for mark in _head_at(at, marked, grammar) if wanted in ("", mark.get("kind")))
    return sorted(found, key=lambda mark: (mark.first, -mark.last))


def closing_head(inside: Iterable[Mark], marked: Marked, grammar: Grammar) -> Mark | None:
    """The noun that ends a known name ("the Mill newspaper") in a language whose nouns come last, by which it is pointed back to."""
    if not grammar.heads_last:
        return None
    ends = (mark.last - 1 for mark in inside if mark.kind == "source.known" and mark.last - mark.first > 1)
    return next((head for at in ends for head in _head_at(at, marked, grammar)), None)


def _head_at(at: int, marked: Marked, grammar: Grammar) -> Iterator[Mark]:
    """The noun that the word at ``at`` is, though it makes no mark of its own there."""
    token = marked.tokens[at]
    if any(mark.kind in ("word", "actor") for mark in marked.at[at]):
        return
    for form in sorted(marked.forms[at], key=len, reverse=True):
        for meaning in grammar.vocabulary.meanings(form) if token.text.endswith(form) else ():
            if "source.head" in kinds_of(meaning.kind):
                start = token.stop - len(form)
                yield Mark("source.head", at, at + 1, start, token.stop, meaning.attrs, (), form != token.text)
                return


_ACTOR_KINDS: dict[str, SourceKind] = {
    "army": "military",
    "air_force": "military",
    "coalition": "military",
    "security_service": "official",
    "police": "official",
    "state": "government",
    "authority": "government",
}


def kind_of(heads: Sequence[Mark], inside: Sequence[Mark], grammar: Grammar) -> tuple[SourceKind, str]:
    """Kind and knowledge id of a source, from the marks in its name.

    Its head noun says it ("a medical source"), unless the noun is one of office or of paper ("spokesman of", "statement of"),
    which is of the kind of whoever it speaks for.
    """
    known = next((mark for mark in inside if mark.kind == "source.known" and mark.get("id")), None)
    actor = next((mark for mark in inside if mark.kind == "actor"), None)
    head = heads[0] if heads else None
    ident = known.get("id") if known is not None else ""
    if head is not None and head.get("kind") == "correspondent":
        return "correspondent", ident
    if head is not None and head.get("anon"):
        return _kind_of_anonymous(head, known, actor, inside, grammar), _owner(head, known)
    if known is not None:
        return known.get("kind"), ident  # type: ignore[return-value]
    if actor is not None and (head is None or head.get("role")):
        return _kind_of_actor(actor, grammar), actor.get("id")
    if head is not None:
        return _kind_of_head(heads), ident
    if any(mark.kind == "place.known" and mark.get("precision") == "country" for mark in inside):
        return "government", ident
    return "person", ident


def _owner(head: Mark, known: Mark | None) -> str:
    """Anonymous people are nobody's id; the activists or teams of a known monitor speak for it."""
    return known.get("id") if known is not None and known.first <= head.last else ""


def _kind_of_anonymous(head: Mark, known: Mark | None, actor: Mark | None, inside: Sequence[Mark], grammar: Grammar) -> SourceKind:
    adjectives = [mark.get("kind") for mark in inside if mark.kind == "descr" and mark.get("kind") != "other"]
    stated = next(iter(adjectives), "" if head.get("kind") == "other" else head.get("kind"))
    if known is not None and _owner(head, known):
        return known.get("kind")  # type: ignore[return-value]
    named_first = known is not None and (actor is None or known.first < actor.first)
    if actor is not None and not named_first and stated in ("", "military", "official"):
        return _kind_of_actor(actor, grammar)
    if known is not None and not stated:
        return known.get("kind")  # type: ignore[return-value]
    return stated or "other"  # type: ignore[return-value]


def _kind_of_head(heads: Sequence[Mark]) -> SourceKind:
    """The first noun's kind; of an office ("director of the hospital"), that of the noun after it."""
    first = heads[0]
    if first.get("role") and len(heads) > 1 and heads[1].first >= first.last and first.get("kind") in ("official", "other", "armed_group"):
        return heads[1].get("kind")  # type: ignore[return-value]
    return first.get("kind")  # type: ignore[return-value]


def _kind_of_actor(actor: Mark, grammar: Grammar) -> SourceKind:
    found = grammar.knowledge.actors.get(actor.get("id"))
    if found and found[0].party == "civilians":
        return "local_source"
    return _ACTOR_KINDS.get(found[0].kind, "armed_group") if found else "armed_group"
