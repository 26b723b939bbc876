"""Core values read back from the JSON they were kept as (`formats.records.as_json`)."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from attrs import fields
from cattrs import BaseValidationError, Converter

from catenary.basis.dates import PartialDate
from catenary.core.intake.booking import (
    Baggage,
    BookedSegment,
    Booking,
    FormerName,
    HistoryEntry,
    Remark,
    ServiceRequest,
)
from catenary.core.intake.model import Traveller

_Value = TypeVar("_Value")
_CHANGED = (BookedSegment, ServiceRequest, Remark, Baggage, FormerName)
"""What an entry of a booking's history may be about; no two have the same fields."""


def traveller_of(kept: Mapping[str, Any]) -> Traveller:
    """A traveller as it was kept. Raises ValueError for what is none, as a masked one may be."""
    return _value(kept, Traveller)


def booking_of(kept: Mapping[str, Any]) -> Booking:
    """A booking as it was kept. Raises ValueError for what is none."""
    return _value(kept, Booking)


def _value(kept: Mapping[str, Any], kind: type[_Value]) -> _Value:
    try:
        return _converter().structure(kept, kind)
    except BaseValidationError as fault:
        raise ValueError(f"no {kind.__name__} was kept") from fault


@cache
def _converter() -> Converter:
    converter = Converter()
    converter.register_structure_hook(PartialDate, lambda kept, _: PartialDate.parse(kept))
    item = fields(HistoryEntry).item.type
    by_fields = {frozenset(each.name for each in fields(kind)): kind for kind in _CHANGED}
    converter.register_structure_hook(
        item, lambda kept, _: kept and converter.structure(kept, by_fields[frozenset(kept)])
    )
    return converter
