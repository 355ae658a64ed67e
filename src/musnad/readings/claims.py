"""Claims: the findings of an event with the chain of who says them, each value once for each origin."""

from __future__ import annotations

from collections.abc import Iterable

from musnad.model import CASUALTY_FIELDS, Claim, Party, Toll, Weapon
from musnad.readings.discourse import links
from musnad.readings.findings import Finding
from musnad.readings.happenings import Happening
from musnad.readings.page import Page

_TOLD_APART = {"children", "women", "men"}
# Plain measures of trust in a reading, to be replaced by measured ones: what is hedged is less sure to be a claim at all.
_STATED, _HEDGED = 0.9, 0.5


def claims_of(page: Page, event: str, happening: Happening, before: int) -> Iterable[Claim]:
    """The claims of a happening, in the order of the text; ``before`` claims of other events have been numbered."""
    seen: dict[tuple[object, ...], list[Finding]] = {}
    made = before
    for finding in _without_summaries(page, happening.findings):
        scope = page.attribution.at(finding.token)
        chain = links(page, scope.chain) if scope is not None else ()
        stance = scope.stance if scope is not None and finding.stance == "assert" else finding.stance
        earlier = seen.setdefault(
            (finding.field, _key(finding), stance == "deny", (chain[-1].source or chain[-1].text) if chain else ""), []
        )
        if any(_same_people(page, finding, other) for other in earlier):
            continue
        earlier.append(finding)
        made += 1
        yield Claim(
            id=f"c{made}",
            event=event,
            field=finding.field,
            value=finding.value,
            stance=stance,
            chain=chain,
            evidence=(page.words(finding.start, finding.stop),),
            rule=finding.rule,
            confidence=_HEDGED if stance == "hedge" else _STATED,
        )


def _without_summaries(page: Page, findings: list[Finding]) -> list[Finding]:
    """The findings without a heading's bare "dead and wounded" where the publisher counts them itself further down."""
    own = [finding for finding in findings if isinstance(finding.value, Toll) and page.attribution.at(finding.token) is None]
    counted = {finding.field for finding in own if not _bare(finding)}
    summaries = [finding for finding in own if _bare(finding) and finding.field in counted and page.in_heading(finding.token)]
    return [finding for finding in findings if finding not in summaries]


def _bare(finding: Finding) -> bool:
    return isinstance(finding.value, Toll) and finding.value.qualifier == "some"


def _key(finding: Finding) -> tuple[object, ...]:
    """What makes two findings of one field the same claim."""
    value = finding.value
    if finding.field in CASUALTY_FIELDS and isinstance(value, Toll):
        return value.min, value.max, value.qualifier if value.min is None and value.max is None else None, value.part_of
    if isinstance(value, Party):
        return value.party, value.actor
    return (value.weapon,) if isinstance(value, Weapon) else ()


def _same_people(page: Page, finding: Finding, other: Finding) -> bool:
    """True where two equal figures count the same people: not "a man and a woman", nor "a child" told as a part of another whole."""
    one, two = finding.value, other.value
    if not isinstance(one, Toll) or not isinstance(two, Toll) or one.who == two.who:
        return True
    apart = one.part_of or two.part_of or {one.who, two.who} <= _TOLD_APART
    return not apart and page.marked.sentence_of(finding.token) != page.marked.sentence_of(other.token)
