"""The model to JSON and back, for what is kept and read again.

Encoding is msgspec's own. Decoding needs one thing more: what a claim's value is follows from its field, and JSON does not say it, so
claims and judgements are decoded with their value left as it is and then completed.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec

from musnad.errors import InputError
from musnad.model import CASUALTY_FIELDS, Claim, Field, Judgement, Party, Reading, Receipt, Struct, Toll, Weapon

_VALUES: dict[str, type[Toll | Party | Weapon]] = {
    **dict.fromkeys(CASUALTY_FIELDS, Toll),
    "initiator": Party,
    "target": Party,
    "weapon": Weapon,
}


def encode(value: Struct) -> bytes:
    """``value`` as JSON in UTF-8, the same bytes for equal values."""
    return msgspec.json.encode(value)


def reading(data: bytes) -> Reading:
    """The reading that was encoded as ``data``; raises InputError when it is none."""
    raw = _decoded(_READING, data)
    claims = tuple(Claim(**(_fields(claim) | {"value": _value(claim.field, claim.value)})) for claim in raw.claims)
    return Reading(**(_fields(raw) | {"claims": claims}))


def judgement(data: bytes) -> Judgement:
    """The judgement that was encoded as ``data``; raises InputError when it is none."""
    raw = _decoded(_JUDGEMENT, data)
    field = raw.on[0].field if raw.on else None
    value = _value(field, raw.value) if field and bytes(raw.value) not in (b"", b"null") else None
    return Judgement(**(_fields(raw) | {"value": value}))


def receipt(data: bytes) -> Receipt:
    """The receipt that was encoded as ``data``; raises InputError when it is none."""
    return cast(Receipt, _decoded(_RECEIPT, data))


def _value(field: Field, data: msgspec.Raw) -> Toll | Party | Weapon:
    try:
        return msgspec.json.decode(data, type=_VALUES[field])
    except msgspec.DecodeError as found:
        raise InputError(f"the value of a claim on {field} cannot be read back ({found}); run musnad verify") from found


def _decoded(decoder: msgspec.json.Decoder[Any], data: bytes) -> Any:
    try:
        return decoder.decode(data)
    except msgspec.DecodeError as found:
        raise InputError(f"this is not what Musnad wrote ({found}); run musnad verify") from found


def _fields(value: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def _left_raw(type_: type[Struct], **raw: Any) -> type[msgspec.Struct]:
    """``type_`` with the types of some of its fields replaced."""
    fields: list[tuple[str, Any, Any]] = []
    for field in msgspec.structs.fields(type_):
        optional = field.name not in raw and field.default is not msgspec.NODEFAULT
        default = msgspec.field(default=field.default) if optional else msgspec.field()
        fields.append((field.name, raw.get(field.name, field.type), default))
    return msgspec.defstruct(type_.__name__, fields, kw_only=True, frozen=True)


_RAW_CLAIM = _left_raw(Claim, value=msgspec.Raw)
_READING: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_left_raw(Reading, claims=tuple[_RAW_CLAIM, ...]))  # type: ignore[valid-type]
_JUDGEMENT: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_left_raw(Judgement, value=msgspec.Raw))
_RECEIPT = msgspec.json.Decoder(Receipt)
