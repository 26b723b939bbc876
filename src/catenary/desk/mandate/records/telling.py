"""Values of records as text: what core's JSON objects hold, in one line, codes and numbers as they were received."""

from collections.abc import Iterable, Mapping
from typing import Any

_BETWEEN_PARTS, _BETWEEN_VALUES = ", ", "; "


def told(value: Any) -> str:
    """The value in a line; empty for nothing. Of a name its whole form, of other objects their parts."""
    if value is None or value is False:
        return ""
    if value is True:
        return "✓"
    if isinstance(value, Mapping):
        return str(value["full"]) if "full" in value else _joined(map(told, value.values()), _BETWEEN_PARTS)
    if isinstance(value, list | tuple):
        return _joined(map(told, value), _BETWEEN_VALUES)
    return str(value)


def _joined(texts: Iterable[str], between: str) -> str:
    return between.join(text for text in texts if text)
