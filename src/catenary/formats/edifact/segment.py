"""One EDIFACT segment with its place in the file."""

from collections.abc import Sequence

from attrs import define

from catenary.basis.findings import Place
from catenary.formats.edifact.delimiters import Delimiters


@define(eq=False)
class Segment:
    """A segment as it stands in the file; elements are cut when first asked for.

    `index` counts the segments of the file from 0, `offset` and `length` are bytes, `raw` is the text without its
    terminator, with release characters and line breaks where the file has them. `plain` promises that it has none of
    these: nearly every segment, and quick to cut.
    """

    tag: str
    index: int
    offset: int
    length: int
    raw: str
    delimiters: Delimiters
    plain: bool = False
    _cut: list[str] | None = None

    @property
    def elements(self) -> Sequence[Sequence[str]]:
        """Every element as its components; number 0 is the tag, number 1 the first after it."""
        if self.plain:
            mark = self.delimiters.component
            return [element.split(mark) for element in self.raw.split(self.delimiters.element)]
        return [self.delimiters.components(element) for element in self._elements()]

    def value(self, element: int, component: int = 0) -> str:
        """One component, '' when absent. Exactly as received, released characters restored."""
        components = self.components(element)
        return components[component] if component < len(components) else ""

    def components(self, element: int) -> Sequence[str]:
        """The components of one element, none when absent. Repetitions are not cut: see `repetitions`."""
        elements = self._cut or self._elements()
        if element >= len(elements):
            return ()
        if self.plain:
            return elements[element].split(self.delimiters.component)
        return self.delimiters.components(elements[element])

    def repetitions(self, element: int) -> Sequence[Sequence[str]]:
        """The components of each repetition of one element, none when absent."""
        elements = self._elements()
        return self.delimiters.repetitions(elements[element]) if element < len(elements) else ()

    def _elements(self) -> list[str]:
        if self._cut is None:
            marks = self.delimiters
            self._cut = self.raw.split(marks.element) if self.plain else marks.elements(self.raw)
        return self._cut

    @property
    def place(self) -> Place:
        """Where the segment stands, for findings."""
        return Place(self.index, self.offset)
