"""Where the fields of the five zones stand, counted from 0 (ICAO Doc 9303 parts 4 to 7)."""

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from catenary.core.documents.model import ZoneKind

Span: TypeAlias = tuple[int, int, int]
"""Line, first column, column after the last."""


@frozen
class Layout:
    """One kind of zone: its lines, its fields, and what its composite check digit runs over."""

    lines: int
    length: int
    fields: Mapping[str, Span]
    composite: tuple[Span, ...] = ()


def _two_lines(length: int, optional: Mapping[str, Span], composite: tuple[Span, ...] = ()) -> Layout:
    """TD2, TD3 and the visas agree in all but their length and their end."""
    fields = {
        "type": (0, 0, 2),
        "issuer": (0, 2, 5),
        "name": (0, 5, length),
        "number": (1, 0, 9),
        "number_digit": (1, 9, 10),
        "nationality": (1, 10, 13),
        "birth": (1, 13, 19),
        "birth_digit": (1, 19, 20),
        "sex": (1, 20, 21),
        "expiry": (1, 21, 27),
        "expiry_digit": (1, 27, 28),
    }
    return Layout(2, length, fields | dict(optional), composite)


LAYOUTS: Mapping[ZoneKind, Layout] = {
    ZoneKind.TD1: Layout(
        lines=3,
        length=30,
        fields={
            "type": (0, 0, 2),
            "issuer": (0, 2, 5),
            "number": (0, 5, 14),
            "number_digit": (0, 14, 15),
            "optional": (0, 15, 30),
            "birth": (1, 0, 6),
            "birth_digit": (1, 6, 7),
            "sex": (1, 7, 8),
            "expiry": (1, 8, 14),
            "expiry_digit": (1, 14, 15),
            "nationality": (1, 15, 18),
            "optional_2": (1, 18, 29),
            "composite_digit": (1, 29, 30),
            "name": (2, 0, 30),
        },
        composite=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    ),
    ZoneKind.TD2: _two_lines(
        36,
        {"optional": (1, 28, 35), "composite_digit": (1, 35, 36)},
        composite=((1, 0, 10), (1, 13, 20), (1, 21, 35)),
    ),
    ZoneKind.TD3: _two_lines(
        44,
        {"optional": (1, 28, 42), "personal_digit": (1, 42, 43), "composite_digit": (1, 43, 44)},
        composite=((1, 0, 10), (1, 13, 20), (1, 21, 43)),
    ),
    ZoneKind.MRV_A: _two_lines(44, {"optional": (1, 28, 44)}),
    ZoneKind.MRV_B: _two_lines(36, {"optional": (1, 28, 36)}),
}


def cut_fields(kind: ZoneKind, lines: tuple[str, ...]) -> dict[str, str]:
    """The fields of lines of full length, and under `composite` what that digit runs over, where there is one."""
    layout = LAYOUTS[kind]
    cut = {name: lines[line][first:end] for name, (line, first, end) in layout.fields.items()}
    if layout.composite:
        cut["composite"] = "".join(lines[line][first:end] for line, first, end in layout.composite)
    return cut
