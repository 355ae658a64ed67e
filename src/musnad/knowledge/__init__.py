"""Who is who, where is what: the tables of knowledge and the code that loads and asks them (DESIGN.md, section 5)."""

from musnad.knowledge.facts import Actor, ActorName, Knowledge, PlaceEntry, PlaceName, Source, SourceName, WeaponForm
from musnad.knowledge.further import load
from musnad.knowledge.home import home
from musnad.knowledge.tables import read

__all__ = ["Actor", "ActorName", "Knowledge", "PlaceEntry", "PlaceName", "Source", "SourceName", "WeaponForm", "home", "load", "read"]
