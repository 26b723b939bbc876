"""The six service characters of an EDIFACT interchange, and how they cut a segment (ISO 9735-1 s.7-8)."""

import re
from functools import lru_cache

from attrs import frozen


def without_line_breaks(text: str) -> str:
    """The text as it was before it was wrapped: EDIFACT data holds no line breaks, transports insert them."""
    if "\n" in text:
        text = text.replace("\n", "")
    return text.replace("\r", "") if "\r" in text else text


@frozen
class Delimiters:
    """The service characters in the order of the UNA string; an empty release or repetition is not in use."""

    component: str = ":"
    element: str = "+"
    decimal: str = "."
    release: str = "?"
    repetition: str = ""
    terminator: str = "'"

    def __str__(self) -> str:
        return f"{self.component}{self.element}{self.decimal}{self.release or ' '}{self.repetition or ' '}{self.terminator}"

    def split(self, segment: str) -> list[list[str]]:
        """The elements of a segment, the tag first, each as its components, released characters restored."""
        text = without_line_breaks(segment)
        if self.release and self.release in text:
            elements = self.split_released(text, self.element)
            return [self._restored(element, self.component) for element in elements]
        component = self.component
        return [element.split(component) for element in text.split(self.element)]

    def repetitions(self, segment: str, element: int) -> list[list[str]]:
        """The repetitions of one element, each as its components; [] when the element is absent."""
        elements = self.split_released(without_line_breaks(segment), self.element)
        if element >= len(elements):
            return []
        repeated = (
            self.split_released(elements[element], self.repetition)
            if self.repetition
            else [elements[element]]
        )
        return [self._restored(repetition, self.component) for repetition in repeated]

    def split_released(self, text: str, separator: str) -> list[str]:
        """The pieces between separators that no release character protects; release characters stay in."""
        pieces = text.split(separator)
        if not self.release or self.release not in text:
            return pieces
        whole: list[str] = []
        held: list[str] = []
        for piece in pieces:
            held.append(piece)
            if not self.ends_released(piece):
                whole.append(separator.join(held))
                held.clear()
        return [*whole, separator.join(held)] if held else whole

    def ends_released(self, piece: str) -> bool:
        """Whether a release character protects whatever follows the piece."""
        return piece.endswith(self.release) and (len(piece) - len(piece.rstrip(self.release))) % 2 == 1

    def _restored(self, text: str, separator: str) -> list[str]:
        pieces = self.split_released(text, separator)
        if self.release not in text or not self.release:
            return pieces
        released = _released_character(self)
        return [released.sub(r"\1", piece) for piece in pieces]


@lru_cache(maxsize=64)
def _released_character(delimiters: Delimiters) -> re.Pattern[str]:
    """A release character with what it protects; before any other character it is data that nobody escaped."""
    service = {delimiters.component, delimiters.element, delimiters.repetition, delimiters.terminator}
    protected = "|".join(re.escape(character) for character in sorted({*service, delimiters.release} - {""}))
    return re.compile(f"{re.escape(delimiters.release)}({protected})")
