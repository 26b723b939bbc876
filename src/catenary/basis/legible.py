"""Text that can be written as UTF-8: names of files may hold bytes that are no text."""

import re
from typing import Any

_LONE = re.compile("[\ud800-\udfff]")
"""Python keeps such a byte as half of a surrogate pair (PEP 383), which no encoding can write."""


def legible(text: str) -> str:
    """The text with U+FFFD for every such byte."""
    return _LONE.sub("\ufffd", text)


def all_legible(value: Any) -> Any:
    """A JSON value with every text in it made legible."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict):
        return {all_legible(key): all_legible(each) for key, each in value.items()}
    return [all_legible(each) for each in value] if isinstance(value, list | tuple) else value
