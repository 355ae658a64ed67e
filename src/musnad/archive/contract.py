"""An account as one line of the machine format of linking (see docs/reference/output.md)."""

from __future__ import annotations

from musnad.incidents.accounts import Account, FieldAccount, Range, Site


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
            "initiators": _initiators(account.field("initiator")),
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


def _initiators(field: FieldAccount | None) -> list[dict[str, object]]:
    if field is None:
        return []
    return [
        {"party": held.label, "origins": len(held.origins), "claims": len(held.voices), "denied_by": len(held.denied_by)}
        for held in field.values
    ]
