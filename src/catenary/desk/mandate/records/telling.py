"""Values of records as text: what core's JSON objects hold, in one line, codes and numbers as they were received."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_BETWEEN_PARTS, _BETWEEN_VALUES = ", ", "; "


def told(value: Any, order: Sequence[str] = ()) -> str:
    """The value in a line; empty for nothing. Of a name its whole form, of other objects their parts, those of `order` first."""
    if value is None or value is False:
        return ""
    if value is True:
        return "✓"
    if isinstance(value, Mapping):
        return str(value["full"]) if "full" in value else _parts(value, order)
    if isinstance(value, list | tuple):
        return _joined((told(each, order) for each in value), _BETWEEN_VALUES)
    return str(value)


def _parts(value: Mapping[str, Any], order: Sequence[str]) -> str:
    names = [*(name for name in order if name in value), *(name for name in value if name not in order)]
    return _joined((told(value[name]) for name in names), _BETWEEN_PARTS)


def _joined(texts: Iterable[str], between: str) -> str:
    return between.join(text for text in texts if text)
