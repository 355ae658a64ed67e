"""Reading: what one document says, as mentions, events, claims and chains. A pure function of (document, pack, knowledge)."""
