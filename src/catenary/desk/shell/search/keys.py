"""Words as numbers: keyed hashes, so that the index tells nobody a name who has the database without the key."""

from functools import lru_cache
from hashlib import blake2b

from django.conf import settings


def word_key(word: str) -> int:
    """The number of a word."""
    return _number("word", word)


def beginning_key(beginning: str) -> int:
    """The number of the beginning of words."""
    return _number("beginning", beginning)


def three_key(three: str) -> int:
    """The number of three letters of words."""
    return _number("three", three)


def _number(kind: str, text: str) -> int:
    """64 bits, as a signed whole number. Two words of a million share one once in 30 million installations."""
    digest = blake2b(text.encode(), key=_key(), digest_size=8, person=kind.encode()).digest()
    return int.from_bytes(digest, "big", signed=True)


@lru_cache(maxsize=1)
def _key() -> bytes:
    return blake2b(settings.SECRET_KEY.encode(), person=b"catenary search", digest_size=32).digest()
