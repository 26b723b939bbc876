"""Keeps the columns of a table apart where its cells are written from right to left.

A terminal that knows of direction orders the text between two Arabic cells with them, and so swaps columns. Isolated, each
cell keeps its place (Unicode Standard Annex 9, s.2.4).
"""

from collections.abc import Iterable

from rich.segment import Segment

from catenary.locale import FIRST_STRONG_ISOLATE, POP_ISOLATE


def isolated_lines(lines: Iterable[list[Segment]]) -> list[list[Segment]]:
    """The lines of a cell, each isolated from what stands beside it; wrapping may have cut a value's own isolation."""
    return [[Segment(FIRST_STRONG_ISOLATE), *line, Segment(POP_ISOLATE * _left_open(line))] for line in lines]


def _left_open(line: Iterable[Segment]) -> int:
    """How many isolations end with the line: its own, and those of values that go on in the next line."""
    text = "".join(segment.text for segment in line)
    return 1 + max(0, text.count(FIRST_STRONG_ISOLATE) - text.count(POP_ISOLATE))
