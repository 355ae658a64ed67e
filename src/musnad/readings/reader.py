"""The reader: one document in, its reading out. Pure: the same document, pack and knowledge give the same reading, anywhere."""

from __future__ import annotations

from musnad import __version__
from musnad.knowledge.tables import Knowledge
from musnad.model import Claim, Document, DocumentRef, Issue, Reader, Reading, When, Wording
from musnad.pack import Pack
from musnad.readings.affiliations import find_affiliations
from musnad.readings.agreements import find_agreements
from musnad.readings.claims import claims_of
from musnad.readings.events import event_of
from musnad.readings.grammar import compile_grammar
from musnad.readings.happenings import Happening, group
from musnad.readings.loaded import find_loaded_terms
from musnad.readings.page import Page
from musnad.readings.quotes import find_quotes
from musnad.readings.relations import find_relations
from musnad.readings.roles import find_roles
from musnad.readings.segments import segment
from musnad.readings.statements import find_assessments, find_statements
from musnad.readings.tolls import find_tolls
from musnad.readings.whereabouts import place_issues, whereabouts
from musnad.readings.wording import wording_of

NAME = "rules"


def read(document: Document, pack: Pack, knowledge: Knowledge) -> Reading:
    """All that the rules find in ``document``: events, claims with their chains, and what is said besides."""
    return _reading(Page.of(document, compile_grammar(pack, knowledge)))


def read_with_wording(document: Document, pack: Pack, knowledge: Knowledge) -> tuple[Reading, Wording]:
    """What ``read`` gives, and the words of the document, by which linking tells whether two speak of the same."""
    page = Page.of(document, compile_grammar(pack, knowledge))
    return _reading(page), wording_of(page)


def _reading(page: Page) -> Reading:
    document = page.document
    found = happenings(page)
    ids = tuple(f"e{number}" for number in range(1, len(found) + 1))
    claims: list[Claim] = []
    for ident, happening in zip(ids, found, strict=True):
        claims.extend(claims_of(page, ident, happening, len(claims)))
    places = [whereabouts(page, happening) for happening in found]
    return Reading(
        document=DocumentRef(
            id=document.id,
            language=document.lang,
            sha256=document.sha256,
            published=page.published,
            published_by=page.published_by,
            published_within=When(start=page.within[0], end=page.within[1]) if page.within else None,
            publisher=page.publisher,
        ),
        reader=Reader(name=NAME, version=__version__, knowledge=page.grammar.knowledge.imports),
        events=tuple(event_of(page, ident, happening, where) for ident, happening, where in zip(ids, found, places, strict=True)),
        claims=tuple(claims),
        relations=find_relations(page, found, ids),
        agreements=find_agreements(page, found, ids),
        affiliations=find_affiliations(page, found, ids),
        statements=find_statements(page, found, ids),
        assessments=find_assessments(page, found, ids),
        quotes=find_quotes(page, found, ids),
        loaded_terms=find_loaded_terms(page, found, ids),
        issues=(*name_issues(page), *place_issues(page, places)),
    )


def name_issues(page: Page) -> tuple[Issue, ...]:
    """The names of actors that a person should look at, for several actors bear them."""
    found: dict[str, Issue] = {}
    for mark in page.marked.unclear:
        words = page.words(mark.start, mark.stop)
        message = f"{words.text!r} is a name of several actors, and nothing here says whose: shared_names.tsv may tell where it is whose"
        found.setdefault(words.text, Issue(level="info", stage="actors", message=message, span=words.span))
    return tuple(found.values())


def happenings(page: Page) -> list[Happening]:
    """The events of a page, each with its findings."""
    findings = find_tolls(page.marked, page.grammar, page.on)
    findings += find_roles(page.marked, page.grammar, page.attribution, page.on)
    return group(segment(page.marked, page.attribution), findings, page.marked, page.attribution, page.on)
