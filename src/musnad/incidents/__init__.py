"""Incidents: events of many documents that are judged to be the same happening, and what their claims add up to."""
