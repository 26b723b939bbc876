"""What the record of a candidate tells, read back from the JSON it was kept as: the entry as listed, and every reason."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen
from cattrs import BaseValidationError, Converter

from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding
from catenary.core.screening.model import ListEntry


@frozen
class Told:
    """An entry of a list as it met a traveller: which of its names, and for which reasons."""

    listed: ListEntry
    name: str
    findings: tuple[Finding, ...]


def told_of(kept: Mapping[str, Any]) -> Told:
    """What was kept. Raises ValueError where there is no entry, as in a masked record."""
    try:
        listed = _converter().structure(kept.get("listed"), ListEntry)
    except (BaseValidationError, TypeError) as fault:
        raise ValueError("no entry of a list was kept") from fault
    reasons = (Finding(each["code"], params=each["params"]) for each in kept.get("findings") or ())
    return Told(listed, str(kept.get("name") or ""), tuple(reasons))


@cache
def _converter() -> Converter:
    converter = Converter()
    converter.register_structure_hook(PartialDate, lambda kept, _: PartialDate.parse(kept))
    return converter
