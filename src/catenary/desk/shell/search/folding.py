"""Text as search knows it: words without case and marks, two letters at a time where a script has no spaces."""

import re
from collections.abc import Iterator
from unicodedata import category, normalize

from anyascii import anyascii

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNSPACED = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]+"
)
"""Kana, Han, Hangul."""
_PARTS_OF_ROMAN = re.compile("[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_ONE_LETTER = str.maketrans(
    {"ё": "е", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ـ": None, "’": None, "'": None}
)
"""Letters that are written for each other; a stretched Arabic letter and an apostrophe are nothing."""

LONGEST_WORD = 40
LEAST_FOR_PARTS = 4
"""Characters from which a misspelt word is looked for by its parts."""


def folded(text: str) -> str:
    """The text in compatibility form, without case, without marks over letters, in the usual one of equal letters."""
    loose = normalize("NFKD", normalize("NFKC", text).casefold())
    bare = "".join(
        letter for letter in loose if category(letter) not in {"Mn", "Cf", "Cc"} or letter in "\t\n\r"
    )
    return normalize("NFC", bare).translate(_ONE_LETTER)


def words(text: str) -> list[str]:
    """The words to index, each once: folded, and written in Latin letters too where they are in others."""
    found: dict[str, None] = {}
    for word in _WORD.findall(folded(text)):
        for part in _parts(word):
            found[part] = None
    for part in _in_latin(text):
        found[part] = None
    return list(found)


def asked_words(text: str) -> list[str]:
    """The words of a question: as for the index, without their other writing; of Han and the like, pairs of letters only."""
    found: dict[str, None] = {}
    for word in _WORD.findall(folded(text)):
        for part in _parts(word, pairs_only=True):
            found[part] = None
    return list(found)


def _parts(word: str, *, pairs_only: bool = False) -> Iterator[str]:
    last = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > last:
            yield word[last : run.start()][:LONGEST_WORD]
        yield from _pairs(run.group(), pairs_only=pairs_only)
        last = run.end()
    if last < len(word):
        yield word[last:][:LONGEST_WORD]


def _pairs(run: str, *, pairs_only: bool) -> Iterator[str]:
    if len(run) == 1 or not pairs_only:
        yield from run
    for start in range(len(run) - 1):
        yield run[start : start + 2]


def _in_latin(text: str) -> Iterator[str]:
    for word in _WORD.findall(normalize("NFKC", text)):
        if word.isascii():
            continue
        roman = anyascii(word)
        pieces = _PARTS_OF_ROMAN.findall(roman) if _UNSPACED.search(word) else [re.sub(r"\W", "", roman)]
        yield from (piece.casefold()[:LONGEST_WORD] for piece in pieces if piece)


def beginnings(word: str) -> list[str]:
    """How the word can begin to be typed: its first two to ten letters; numbers from four."""
    least = 4 if any(letter.isdecimal() for letter in word) else 2
    return [word[:length] for length in range(least, min(len(word), 10) + 1)]


def threes(word: str) -> list[str]:
    """Every three letters of the word, its ends marked; nothing for short words and for numbers, which are exact or wrong."""
    if len(word) < LEAST_FOR_PARTS or any(letter.isdecimal() for letter in word):
        return []
    padded = f"  {word} "
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))
