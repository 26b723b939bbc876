"""What the envelope of a message tells about it, whatever its type."""

from typing import Any

from catenary.core.intake.model import Series
from catenary.formats.edifact.envelope import EdifactMessage


def heading_of(message: EdifactMessage) -> dict[str, Any]:
    """The fields of a CarrierMessage that stand in UNB and UNH."""
    interchange, header = message.interchange, message.header
    return {
        "position": message.position,
        "message": message.type or None,
        "version": message.version,
        "reference": message.reference,
        "series": series_of(message),
        "sender": (interchange.value(2).strip() or None) if interchange else None,
        "recipient": (interchange.value(3).strip() or None) if interchange else None,
        "access_reference": (header.value(3).strip() or None) if header else None,
    }


def series_of(message: EdifactMessage) -> Series | None:
    """Where a message stands in a series: `01:C` first, `02`, ... `03:F` last; None where UNH does not say."""
    number = message.header.value(4).strip() if message.header else ""
    if not number.isdecimal() or len(number) > 4:
        return None
    last = message.header is not None and message.header.value(4, 1).strip().upper() == "F"
    return Series(int(number), last)
