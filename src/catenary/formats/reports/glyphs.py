"""Texts that the fonts cannot show: each such character is replaced by U+FFFD, and told."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.report_problems import REPORT
from catenary.formats.reports.fonts import SHIPPED, shown_by

REPLACEMENT: Final = "\ufffd"
_ALONE: Final = frozenset({"\n", "\t"})
_INVISIBLE: Final = "Cf"
"""Format characters, such as the marks of direction: nothing is drawn for them."""


@frozen
class Substituted:
    """Data whose every character can be shown, and the characters that were replaced, in the order met."""

    data: Any
    replaced: tuple[str, ...]

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is told to those who download it."""
        if not self.replaced:
            return ()
        first = f"U+{ord(self.replaced[0]):04X}"
        return (REPORT.finding("character_replaced", count=len(self.replaced), codepoint=first),)


def substituted(data: Any, folders: tuple[Path, ...] = (SHIPPED,)) -> Substituted:
    """Plain data with every character of its texts replaced that no font of these folders shows; texts come out composed (NFC).

    Line ends and tabs stay. Keys of dictionaries are not looked at.
    """
    shown = shown_by(folders)
    replaced: list[str] = []
    return Substituted(_clean(data, shown, replaced), tuple(replaced))


def _clean(value: Any, shown: frozenset[int], replaced: list[str]) -> Any:
    if isinstance(value, str):
        return _text(unicodedata.normalize("NFC", value), shown, replaced)
    if isinstance(value, dict):
        return {key: _clean(each, shown, replaced) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_clean(each, shown, replaced) for each in value]
    return value


def _text(text: str, shown: frozenset[int], replaced: list[str]) -> str:
    missing = [each for each in text if not _is_shown(each, shown)]
    replaced += missing
    return "".join(REPLACEMENT if each in missing else each for each in text) if missing else text


def _is_shown(character: str, shown: frozenset[int]) -> bool:
    return character in _ALONE or ord(character) in shown or unicodedata.category(character) == _INVISIBLE
