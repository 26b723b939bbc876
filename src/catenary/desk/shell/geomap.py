"""A geographic map in place of the tiles, from a file of outlines that the operator supplies and answers for.

Catenary ships no boundary of any State. The file is GeoJSON (RFC 7946) of areas, each with its State's ISO 3166-1 alpha-3
code, such as the United Nations publish; the tiles stay where there is none. Drawn in the Equal Earth projection (Savric,
Patterson, Jenny 2018), so that no State looks larger than it is.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import frozen

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]

WIDTH: Final = 960.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M: Final = sqrt(3) / 2
_WIDEST, _HIGHEST = 2.7066297, 1.3173627
"""The projection's furthest x and y for a sphere of radius 1."""
HEIGHT: Final = WIDTH * _HIGHEST / _WIDEST
_CODES: Final = ("iso3cd", "ISO3CD", "iso_a3", "ISO_A3", "ADM0_A3")
_FINEST = 0.75
"""Points nearer to the last one than this, in CSS pixels, are not drawn."""


@frozen
class Outlines:
    """The areas of each State in places of the drawing, by alpha-3 code."""

    rings: Mapping[str, tuple[Ring, ...]]

    def path(self, code: str) -> str:
        """The State as an SVG path; empty where the file has no area of it."""
        return "".join(map(_path, self.rings.get(code, ())))


@cache
def outlines_of(file: Path) -> Outlines:
    """The outlines of a GeoJSON file, read once.

    Raises OSError where it cannot be read, ValueError where it is no collection of areas with alpha-3 codes.
    """
    try:
        features = json.loads(file.read_text("utf-8"))["features"]
        found: defaultdict[str, list[Ring]] = defaultdict(list)
        for feature in features:
            if code := _code(feature["properties"]):
                found[code] += _rings(feature["geometry"])
    except (KeyError, TypeError, IndexError, UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise ValueError(f"{file.name} is no GeoJSON of areas") from fault
    if not found:
        raise ValueError(f"{file.name} names no State by its alpha-3 code")
    return Outlines({code: tuple(rings) for code, rings in found.items()})


def place_of(longitude: float, latitude: float) -> Point:
    """Where a place of the Earth, in degrees, lies in the drawing; north is up and east is right in every language."""
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    stretch = _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    x = radians(longitude) * cos(theta) / stretch
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    scale = WIDTH / (2 * _WIDEST)
    return (x + _WIDEST) * scale, (_HIGHEST - y) * scale


def _code(properties: Mapping[str, Any]) -> str:
    return next((str(properties[name]) for name in _CODES if properties.get(name)), "")


def _rings(geometry: Mapping[str, Any] | None) -> Iterator[Ring]:
    """Every ring of an area or of several; what has no area is left out."""
    if geometry is None or geometry["type"] not in {"Polygon", "MultiPolygon"}:
        return
    areas = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for area in areas:
        for ring in area:
            if len(thinned := tuple(_thinned(ring))) > 2:
                yield thinned


def _thinned(ring: Sequence[Sequence[float]]) -> Iterator[Point]:
    last: Point | None = None
    for longitude, latitude, *_height in ring:
        here = place_of(float(longitude), float(latitude))
        if last is None or abs(here[0] - last[0]) + abs(here[1] - last[1]) >= _FINEST:
            last = here
            yield here


def _path(ring: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"
