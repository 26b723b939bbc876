"""Values of records as text: what core's JSON objects hold, in one line, codes and numbers as they were received."""

from collections.abc import Mapping
from typing import Any

_BETWEEN_PARTS, _BETWEEN_VALUES = ", ", "; "


def told(value: Any) -> str:
    """The value in a line; empty for nothing. Of a name its whole form, of other objects their parts that say something."""
    if value is None or value is False:
        return ""
    if value is True:
        return "✓"
    if isinstance(value, Mapping):
        return str(value["full"]) if "full" in value else _joined(value.values(), _BETWEEN_PARTS)
    if isinstance(value, list | tuple):
        return _joined(value, _BETWEEN_VALUES)
    return str(value)


def _joined(values: Any, between: str) -> str:
    return between.join(part for each in values if (part := told(each)))
