"""Check digits of machine-readable zones: weights 7, 3, 1, modulo 10 (ICAO Doc 9303-3 s.4.9)."""

from collections.abc import Iterator
from itertools import cycle

from catenary.core.documents.numbers import CONFUSABLE

_VALUES = {"<": 0} | {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
DIGIT_FOR = CONFUSABLE | {"D": "0", "Q": "0", "L": "1"}
"""What a letter is where only digits may stand. `D`, `Q` and `L` are safe to add there: no series can be mixed up."""

LETTER_FOR = {digit: letter for letter, digit in CONFUSABLE.items()}
_EITHER = CONFUSABLE | LETTER_FOR


def check_digit(text: str) -> str | None:
    """The check digit of a field; None when it holds a character that no zone may hold."""
    if not text or any(char not in _VALUES for char in text):
        return None
    return str(sum(_VALUES[char] * weight for char, weight in zip(text, cycle((7, 3, 1)), strict=False)) % 10)


def agrees(text: str, digit: str) -> bool:
    """Whether a field and its check digit belong together."""
    return check_digit(text) == digit


def likely_misreadings(text: str, digit: str) -> Iterator[str]:
    """What the field says if one of its characters was taken for its look-alike, and the check digit then agrees.

    The weights leave `G` for `6` unseen: both count 6 modulo 10, so such a misreading never shows.
    """
    for at, char in enumerate(text):
        other = _EITHER.get(char)
        if other and agrees(read := text[:at] + other + text[at + 1 :], digit):
            yield read
