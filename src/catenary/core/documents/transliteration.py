"""National letters and what the machine-readable zone writes for them (ICAO Doc 9303-3 s.6), in both directions."""

import heapq
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import islice, product

from anyascii import anyascii

from catenary.core.documents.transliteration_table import (
    ARABIC,
    CYRILLIC,
    CYRILLIC_BY_LANGUAGE,
    LATIN,
    SHADDA,
    TEH_MARBUTA,
)

_APOSTROPHES = frozenset("'`\u2018\u2019\u02bc\u02bb\u02be\u02bf\u00b4")


class Script(StrEnum):
    """The scripts that ICAO Doc 9303-3 s.6 transliterates."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"


def transliterate(text: str, language: str | None = None) -> str:
    """A name as a zone writes it: `A`-`Z`, digits, one blank where blanks, hyphens or commas stood.

    `language` (ISO 639-1) selects the Cyrillic exceptions; apostrophes are omitted (s.4.6). Letters without a row in the
    tables (Han, Greek, Hebrew...), for which ICAO recommends nothing, get a plain romanisation.
    """
    return _joined(options[0] for options in _options(text, language))


def transliterations(text: str, limit: int = 1000) -> Iterator[str]:
    """Every rendering the tables allow in any language, the preferred one first, at most `limit` of them, none twice."""
    seen: dict[str, None] = {}
    for choice in islice(product(*_options(text)), limit):
        rendered = _joined(choice)
        if rendered not in seen:
            seen[rendered] = None
            yield rendered


def may_be_written(original: str, zone_name: str, *, cut: bool = False) -> bool:
    """Whether some rendering of `original` is `zone_name`; with `cut`, whether some rendering begins with it.

    Exact for every pair of names, however many renderings there are: nothing is enumerated.
    """
    target = _joined(zone_name.replace("<", " "))
    reached = {""}
    for options in _options(original):
        reached = {_extended(done, option) for done in reached for option in options}
        if cut and any(len(done) >= len(target) and done.startswith(target) for done in reached):
            return True
        reached = {done for done in reached if target.startswith(done.rstrip(" "))}
    return target in {done.strip() for done in reached}


def possible_originals(zone_name: str, script: Script = Script.LATIN, limit: int = 1000) -> Iterator[str]:
    """Names in national letters that a zone may write as `zone_name`, most plain first, at most `limit` of them.

    Latin begins with the name itself, then one national letter in it, then two... For Cyrillic and Arabic every letter
    must come from the script; a name that cannot be written in it has no originals. Upper case throughout.
    """
    name = _joined(zone_name.replace("<", " ").upper())
    units, longest = _inverse(script)
    heap: list[tuple[int, int, str, int]] = [(0, 0, "", 0)]
    tried = given = 0
    while heap and given < limit and tried < 100 * limit:
        cost, _, done, at = heapq.heappop(heap)
        tried += 1
        if at == len(name):
            given += 1
            yield done
            continue
        for length in range(1, longest + 1):
            for extra, letter in units.get(name[at : at + length], ()):
                if at + length <= len(name):
                    heapq.heappush(heap, (cost + extra, -(at + length), done + letter, at + length))


def _options(text: str, language: str | None = None) -> list[tuple[str, ...]]:
    """For each character of the text, what it may be written as, the preferred rendering first."""
    letters = unicodedata.normalize("NFC", text).upper()
    options: list[tuple[str, ...]] = []
    for at, letter in enumerate(letters):
        if letter == SHADDA and options:
            options.append(options[-1])
        elif letter == TEH_MARBUTA:
            at_end = at + 1 == len(letters) or not letters[at + 1].isalpha()
            options.append(("XAH", "XTA") if at_end else ("XTA", "XAH"))
        else:
            options.append(_renderings(letter, language))
    return options


@cache
def _renderings(letter: str, language: str | None) -> tuple[str, ...]:
    if letter.isascii():
        return (letter,) if letter.isalnum() else ("",) if letter in _APOSTROPHES else (" ",)
    if letter in _APOSTROPHES or (unicodedata.combining(letter) and letter not in _rows()):
        return ("",)
    special = _language_rows(language).get(letter)
    if special:
        return special
    return _rows().get(letter) or (_romanised(letter),)


def _romanised(letter: str) -> str:
    """What the tables do not know: the base letter of an accented one, else a plain romanisation."""
    base = unicodedata.normalize("NFKD", letter)[0]
    if base in _rows():
        return _rows()[base][0]
    return "".join(char for char in anyascii(letter).upper() if char.isalnum()) if letter.isalnum() else " "


def _extended(done: str, rendering: str) -> str:
    return done if rendering == " " and (not done or done.endswith(" ")) else done + rendering


def _joined(renderings: Iterator[str] | tuple[str, ...] | str) -> str:
    return " ".join("".join(renderings).split())


def _parsed(table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in table.split():
        letters, _, renderings = row.partition("=")
        for letter in letters:
            yield letter, tuple(renderings.split(","))


@cache
def _rows() -> Mapping[str, tuple[str, ...]]:
    return dict(row for table in (LATIN, CYRILLIC, ARABIC) for row in _parsed(table))


@cache
def _language_rows(language: str | None) -> Mapping[str, tuple[str, ...]]:
    return dict(_parsed(CYRILLIC_BY_LANGUAGE.get(language or "", "")))


@cache
def _inverse(script: Script) -> tuple[Mapping[str, tuple[tuple[int, str], ...]], int]:
    """For each rendering its letters with the price of choosing them, and the length of the longest rendering."""
    found: dict[str, list[tuple[int, str]]] = {" ": [(0, " ")]}
    if script is Script.LATIN:
        found |= {plain: [(0, plain)] for plain in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}
    for letter, renderings in _parsed({"latin": LATIN, "cyrillic": CYRILLIC, "arabic": ARABIC}[script]):
        for rank, rendering in enumerate(renderings):
            if rendering:
                found.setdefault(rendering, []).append((1 + rank, letter))
    return {rendering: tuple(letters) for rendering, letters in found.items()}, max(map(len, found))
