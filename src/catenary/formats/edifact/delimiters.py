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

    def elements(self, segment: str) -> list[str]:
        """The elements of a segment, the tag first; released characters are still released."""
        text = without_line_breaks(segment)
        if self.release and self.release in text:
            return self.split_released(text, self.element)
        return text.split(self.element)

    def components(self, element: str) -> list[str]:
        """The components of an element, released characters restored."""
        if self.release and self.release in element:
            released = _released_character(self)
            return [released.sub(r"\1", piece) for piece in self.split_released(element, self.component)]
        return element.split(self.component)

    def repetitions(self, element: str) -> list[list[str]]:
        """The repetitions of an element, each as its components; one where the syntax has no repetition."""
        repeated = self.split_released(element, self.repetition) if self.repetition else [element]
        return [self.components(repetition) for repetition in repeated]

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


@lru_cache(maxsize=64)
def _released_character(delimiters: Delimiters) -> re.Pattern[str]:
    """A release character with what it protects (the blank of an unused repetition too, as some carriers do).

    Before any other character it is data that nobody escaped, and stays.
    """
    service = {delimiters.component, delimiters.element, delimiters.repetition or " ", delimiters.terminator}
    protected = "|".join(re.escape(character) for character in sorted({*service, delimiters.release}))
    return re.compile(f"{re.escape(delimiters.release)}({protected})")
