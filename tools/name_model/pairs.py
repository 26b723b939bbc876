"""Reads the transliteration pairs and turns both sides into the units that the product's own code sees."""

import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from catenary.core.screening.romanise import key_of
from catenary.core.screening.scripts import Script, script_of, units_of
from catenary.core.screening.tokens import split_name

FILES = {
    "wd_arabic": Script.ARABIC,
    "ar2en": Script.ARABIC,
    "wd_russian": Script.CYRILLIC,
    "wd_hebrew": Script.HEBREW,
    "wd_chinese": Script.HAN,
    "wd_japanese": Script.KANA,
    "wd_korean": Script.HANGUL,
}


class Pair(NamedTuple):
    """One Latin spelling of one token of another script, seen *count* times."""

    native: str
    script: Script
    units: bytes
    native_key: str
    key: str
    count: int

    @property
    def held_out(self) -> bool:
        """A tenth, chosen by the native form, so that no spelling of it is seen in training."""
        return crc32(self.native.encode()) % 10 == 0


def read_pairs(folder: Path) -> list[Pair]:
    return [
        pair for name, script in FILES.items() for pair in _read_file(folder / f"{name}.tsv.xz", name, script)
    ]


def _read_file(path: Path, name: str, script: Script) -> Iterator[Pair]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if name == "ar2en":
                native, latin, count = fields[0], fields[1], 1
            else:
                latin, native, count = fields[0], fields[1].replace(" ", ""), int(fields[2])
            yield from _pair(native, script, latin, count)


def _pair(native: str, script: Script, latin: str, count: int) -> Iterator[Pair]:
    tokens = [token for token in split_name(native) if not token.particle]
    text = tokens[0].text if len(tokens) == 1 else native
    units, key = units_of(text.lower(), script, ""), key_of(latin, Script.LATIN)
    written = [letter for letter in text if letter.isalpha() and letter != "ー"]
    if units and key and all(script_of(letter) == script for letter in written):
        yield Pair(text, script, units, key_of(text, script), key, count)
