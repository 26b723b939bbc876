"""Whom a comment speaks to: `@` and the name of somebody who may be spoken to."""

from collections.abc import Iterable
from typing import TypeVar
from unicodedata import normalize

_Who = TypeVar("_Who")


def mentioned(text: str, known: Iterable[tuple[str, _Who]]) -> list[_Who]:
    """Everybody whose name stands after an `@`; the longest name that fits counts, and two of one name are both meant."""
    told = _folded(text)
    names = sorted({(_folded(name), name) for name, _ in known}, key=lambda pair: -len(pair[0]))
    found: set[str] = set()
    for start in (at + 1 for at, letter in enumerate(told) if letter == "@"):
        fitting = next((pair for pair in names if _stands_at(told, start, pair[0])), None)
        if fitting:
            found.add(fitting[0])
    return [who for name, who in known if _folded(name) in found]


def _stands_at(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    return bool(name) and text.startswith(name, start) and not text[end : end + 1].isalnum()


def _folded(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())
