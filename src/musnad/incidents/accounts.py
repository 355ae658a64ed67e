"""What an incident's claims add up to: the types of an account, as they are shown, stored and exported."""

from __future__ import annotations

from typing import Literal

from musnad.model import EventType, Field, Link, Party, Precision, Stance, Struct, Toll, Weapon, When, Words

Status = Literal["agreed", "contested", "single_origin"]
Interest = Literal["against", "for", "neither"]
Order = Literal["published", "assumed", "unknown"]
Corrected = Literal["value", "stance", "chain", "place"]


class Origin(Struct, frozen=True):
    """Who says it first-hand, over which independence is counted. ``id`` is the source's in knowledge, or made of how it is described.

    ``party`` is whose side it speaks for at that time, None when nothing public says so.
    """

    id: str
    name: str
    kind: str
    party: str | None = None


class Voice(Struct, frozen=True):
    """One claim of one document in an account: what it says in which words, through whom, when it was published, in whose interest.

    ``superseded`` says that the same origin gave another value later, ``copy_of`` names the document whose text this one repeats.
    ``accepted``, ``corrected`` (what of it) and ``added`` say what people did to it, ``confidence`` how sure the reader was.
    """

    document: str
    event: str
    claim: str
    field: Field
    value: Toll | Party | Weapon
    stance: Stance
    publisher: str
    chain: tuple[Link, ...]
    evidence: tuple[Words, ...]
    said_at: str
    origin: Origin
    interest: Interest = "neither"
    superseded: bool = False
    copy_of: str | None = None
    accepted: bool = False
    corrected: tuple[Corrected, ...] = ()
    added: bool = False
    confidence: float = 1.0


class Held(Struct, frozen=True):
    """One value of a field with all that say it. ``label`` tells values apart and is what they share in words.

    ``along_with``: for a party that is blamed, the label of the power behind it, where most who blame the party blame that with it.
    """

    label: str
    origins: tuple[Origin, ...]
    denied_by: tuple[Origin, ...]
    voices: tuple[Voice, ...]
    current: bool
    along_with: str = ""


class Update(Struct, frozen=True):
    """Two figures of one origin that differ: from and to, with the documents that first said so.

    ``order`` says how it is known which was first: by when they were ``published``; ``assumed``, since a toll of dead rises; or it is
    ``unknown``, and both stand.
    """

    field: Field
    origin: Origin
    before: str
    after: str
    before_at: str
    after_at: str
    documents: tuple[str, str]
    order: Order = "published"


class Range(Struct, frozen=True):
    """A figure from its lowest to its highest claim, the best by ``rule``; None where no claim gives a number."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


class FieldAccount(Struct, frozen=True):
    """All that is claimed of one field: values, most origins first, and whether they agree.

    ``range`` and ``civilians`` are for figures; ``low_by`` and ``high_by`` name the claims that carry the ends, as document and claim.
    """

    field: Field
    status: Status
    values: tuple[Held, ...]
    origins: int
    range: Range | None = None
    civilians: Range | None = None
    rule: str = ""
    low_by: tuple[str, ...] = ()
    high_by: tuple[str, ...] = ()


class Site(Struct, frozen=True):
    """Where it happened as most say: the name, the point with its radius, how exact it is, and which documents say so.

    ``corrected``: a person put one of them there.
    """

    name: str
    lat: float | None
    lon: float | None
    precision: Precision
    radius_km: float | None
    region: str
    documents: tuple[str, ...]
    corrected: bool = False


class Tie(Struct, frozen=True):
    """How this incident stands to another (retaliation) or to an agreement (alleged_violation), and which document says so."""

    type: str
    to: str
    document: str
    evidence: tuple[Words, ...]


class Account(Struct, frozen=True):
    """One incident: what it is, when and where, what is claimed of it and by whom. ``keys`` are its events.

    ``origins`` counts independent origins of all claims; ``contested`` names the fields on which they disagree.
    """

    id: str
    type: EventType
    date: When | None
    site: Site | None
    other_sites: tuple[Site, ...]
    keys: tuple[str, ...]
    documents: tuple[str, ...]
    lead_documents: tuple[str, ...]
    fields: tuple[FieldAccount, ...]
    updates: tuple[Update, ...]
    ties: tuple[Tie, ...]
    origins: int
    contested: tuple[Field, ...]

    def field(self, name: Field) -> FieldAccount | None:
        """The account of one field, None when nothing is claimed of it."""
        return next((field for field in self.fields if field.field == name), None)
