"""Roles: who did it, who was hit, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from musnad.model import Field, Party, Weapon
from musnad.readings.attribution import Attribution
from musnad.readings.findings import Finding
from musnad.readings.grammar import Grammar
from musnad.readings.marks import Mark, Marked


def find_roles(marked: Marked, grammar: Grammar, attribution: Attribution, on: date | None) -> list[Finding]:
    """Every initiator, target and weapon that the text names, in order."""
    found: dict[tuple[str, int, str], Finding] = {}
    for item in grammar.apply("role", marked):
        fields: tuple[tuple[str, Field], ...] = (("initiator", "initiator"), ("target", "target"))
        for name, field in fields:
            for mark in item.match.captures.get(name, ()):
                if field == "initiator" and (attribution.names_source(mark.first) or marked.after("assess", mark.first)):
                    continue
                for finding in _parties(mark, field, item.rule.id, marked, grammar, on):
                    found.setdefault((field, mark.first, str(finding.value)), finding)
    for finding in _weapons(marked):
        found.setdefault(("weapon", finding.token, ""), finding)
    return _pointing_back(sorted(found.values(), key=lambda finding: finding.token), grammar)


def _pointing_back(findings: list[Finding], grammar: Grammar) -> list[Finding]:
    """The findings with a bare "the militias" as the party last named, which such words point back to."""
    done: list[Finding] = []
    last: Party | None = None
    for finding in findings:
        value = finding.value
        if finding.field == "initiator" and isinstance(value, Party):
            known = grammar.knowledge.actors.get(value.actor or "")
            if known is not None and known[0].kind == "unspecified" and value.party.startswith("other:") and last is not None:
                finding = msgspec.structs.replace(finding, value=msgspec.structs.replace(last, name=value.name))
            else:
                last = value
        done.append(finding)
    return done


def _parties(mark: Mark, field: Field, rule: str, marked: Marked, grammar: Grammar, on: date | None) -> Iterator[Finding]:
    ident = mark.get("id")
    if ident and not (field == "initiator" and ident == "civilians"):
        party = grammar.knowledge.party_of(ident, on)
    elif mark.get("who") in ("civilians", "unknown"):
        party = mark.get("who")
    else:
        return
    name = marked.words(mark)
    yield Finding(field, Party(party=party, actor=ident or None, name=name), mark.first, mark.start, mark.stop, rule, marked.stance(mark))


def _weapons(marked: Marked) -> Iterator[Finding]:
    for sentence in marked.sentences:
        last = sentence.first
        for index in range(sentence.first, sentence.last):
            for mark in marked.at[index]:
                if mark.kind in ("weapon", "means") and index >= last and not _flying(mark, marked, sentence.first):
                    last = mark.last
                    value = Weapon(weapon=mark.get("id"))
                    yield Finding("weapon", value, mark.first, mark.start, mark.stop, f"weapon.{mark.kind}")
                    break


def _flying(mark: Mark, marked: Marked, first: int, near: int = 4) -> bool:
    """True for an aircraft that is only seen in the sky."""
    return any(other.kind == "flight" for index in range(max(first, mark.first - near), mark.first) for other in marked.at[index])
