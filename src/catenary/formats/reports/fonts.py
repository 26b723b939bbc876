"""Which characters the shipped fonts can show, read from the fonts themselves (OpenType 1.9, table `cmap`, formats 4 and 12).

Noto Sans, Noto Sans Arabic and Noto Sans SC (the characters of GB 2312), each regular and bold, under the SIL Open Font
Licence 1.1, 5.2 MB. An operator may name a folder with more: they come after these.
"""

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).parent / "fonts"
FAMILIES: Final = ("Noto Sans", "Noto Sans Arabic", "Noto Sans SC")
FIRST: Final = {"ar": "Noto Sans Arabic", "zh": "Noto Sans SC"}
"""The family that a language is set in before the others, where that is not Noto Sans."""


def families(language: str, more: Iterable[str] = ()) -> list[str]:
    """The families in the order in which a text of this language looks for a character."""
    first = FIRST.get(language.partition("-")[0], FAMILIES[0])
    return [first, *(each for each in FAMILIES if each != first), *more]


@lru_cache(maxsize=4)
def shown_by(folders: tuple[Path, ...]) -> frozenset[int]:
    """The code points that the upright fonts of ordinary weight in these folders show, together.

    Raises ValueError for a file that is no OpenType font.
    """
    files = [
        file for folder in folders for file in sorted(folder.glob("*.[ot]tf")) if "Bold" not in file.name
    ]
    return frozenset(code for file in files for code in code_points(file.read_bytes()))


def code_points(font: bytes) -> frozenset[int]:
    """What a font shows. Raises ValueError for bytes that are no OpenType font with a Unicode `cmap`."""
    try:
        table = _table(font, b"cmap")
        subtables = {offset: _subtable(table[offset:]) for offset in _offsets(table)}
    except (struct.error, IndexError) as error:
        raise ValueError("not an OpenType font") from error
    return frozenset().union(*subtables.values())


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError("the font has no character map")


def _offsets(table: bytes) -> Iterator[int]:
    """Of the Unicode subtables: platform 0, and platform 3 with encoding 1 or 10."""
    (count,) = struct.unpack_from(">H", table, 2)
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * place)
        if platform == 0 or (platform, encoding) in {(3, 1), (3, 10)}:
            yield offset


def _subtable(table: bytes) -> frozenset[int]:
    (form,) = struct.unpack_from(">H", table)
    if form == 12:
        return frozenset(_groups(table))
    return frozenset(_segments(table)) if form == 4 else frozenset()


def _groups(table: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", table, 12)
    for place in range(count):
        start, end, glyph = struct.unpack_from(">III", table, 16 + 12 * place)
        yield from (code for code in range(start, end + 1) if glyph + code - start)


def _segments(table: bytes) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", table, 6)
    for place in range(0, twice, 2):
        end, start, delta, offset = (
            struct.unpack_from(">H", table, base + place)[0]
            for base in (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
        )
        at = 16 + 3 * twice + place + offset
        yield from (
            code for code in range(start, end + 1) if _glyph(table, code, start, delta, offset and at)
        )


def _glyph(table: bytes, code: int, start: int, delta: int, at: int) -> int:
    """The glyph of a character; `at` is where the glyphs of its segment begin, 0 where delta alone says it."""
    if not at:
        return (code + delta) & 0xFFFF
    glyph: int = struct.unpack_from(">H", table, at + 2 * (code - start))[0]
    return (glyph + delta) & 0xFFFF if glyph else 0
