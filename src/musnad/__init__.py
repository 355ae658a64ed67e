"""Musnad: reports of conflict become incidents in which every field is a claim with its chain of attribution."""

__version__ = "0.1.0"
