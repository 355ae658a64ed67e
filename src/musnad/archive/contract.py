"""An account as one line of the machine format of linking (see docs/reference/output.md)."""

from __future__ import annotations

from musnad.incidents.accounts import Account, FieldAccount, Held, Range, Site

FAIR_SHARE = 0.2  # of the origins that name a party


def line(account: Account) -> dict[str, object]:
    """The incident as a JSON object: what it is, when, where, its documents, and what its claims add up to."""
    return {
        "id": account.id,
        "type": account.type,
        "date": _date(account),
        "place": _place(account.site),
        "documents": list(account.documents),
        "lead_documents": list(account.lead_documents),
        "account": {
            "killed": _figure(account.field("killed")),
            "injured": _figure(account.field("injured")),
            "killed_or_injured": _figure(account.field("killed_or_injured")),
            **_blamed(account.field("initiator")),
            "status": {field.field: field.status for field in account.fields},
            "origins": account.origins,
        },
    }


def _date(account: Account) -> dict[str, str | None] | None:
    if account.date is None:
        return None
    return {"start": account.date.start.isoformat(), "end": account.date.end.isoformat() if account.date.end else None}


def _place(site: Site | None) -> dict[str, object] | None:
    if site is None:
        return None
    return {"name": site.name, "lat": site.lat, "lon": site.lon, "precision": site.precision, "radius_km": site.radius_km}


def _figure(field: FieldAccount | None) -> dict[str, object]:
    figure = field.range if field and field.range else Range()
    found: dict[str, object] = {"low": figure.low, "best": figure.best, "high": figure.high}
    if field and field.civilians:
        found["civilians"] = {"low": field.civilians.low, "best": field.civilians.best, "high": field.civilians.high}
    return found


def _blamed(field: FieldAccount | None) -> dict[str, object]:
    """The parties named by a fair share of those who name any, and the others by themselves: a single voice among many is kept apart
    from what an account holds, and so is a party that is only said not to have done it. A party that is blamed along with the power
    behind it stands with that power."""
    values = field.values if field else ()
    naming = {origin.id for held in values for origin in held.origins}
    fair = [held for held in values if held.origins and len(held.origins) >= FAIR_SHARE * len(naming)]
    powers = {held.label for held in fair if not held.along_with}
    sides = [held for held in fair if held.along_with not in powers]
    return {
        "initiators": [{**_party(side), "with": [_party(held) for held in fair if held.along_with == side.label]} for side in sides],
        "also_named": [_party(held) for held in values if held not in fair],
    }


def _party(held: Held) -> dict[str, object]:
    return {"party": held.label, "origins": len(held.origins), "claims": len(held.voices), "denied_by": len(held.denied_by)}
