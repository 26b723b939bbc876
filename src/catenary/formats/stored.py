"""Core values read back from the JSON they were kept as (`formats.records.as_json`)."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from attrs import asdict

from catenary.basis.dates import PartialDate
from catenary.core.intake.booking import Booking
from catenary.core.intake.model import Traveller

_Value = TypeVar("_Value")


def traveller_of(kept: Mapping[str, Any]) -> Traveller:
    """A traveller as it was kept. Raises ValueError for what is none, as a masked one may be."""
    documents = [_dated(each, "expires", "issued") for each in kept.get("documents") or ()]
    return _value({**_dated(kept, "born"), "documents": documents}, Traveller)


def booking_of(kept: Mapping[str, Any]) -> Booking:
    """A booking as it was kept. Raises ValueError for what is none."""
    return _value(kept, Booking)


def _value(kept: Mapping[str, Any], kind: type[_Value]) -> _Value:
    try:
        return msgspec.convert(kept, kind)
    except msgspec.ValidationError as fault:
        raise ValueError(f"no {kind.__name__} was kept: {fault}") from fault


def _dated(kept: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """With these dates, kept as text, as the values they are."""
    dates = {name: asdict(PartialDate.parse(kept[name])) for name in names if kept.get(name)}
    return {**kept, **dates}
