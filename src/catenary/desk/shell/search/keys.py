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


def number_of(key: bytes, kind: str, text: str) -> int:
    """64 bits under a key, as a signed whole number. Two words of a million share one once in 30 million installations."""
    digest = blake2b(text.encode(), key=key, digest_size=8, person=kind.encode()).digest()
    return int.from_bytes(digest, "big", signed=True)


def key_of(secret: str) -> bytes:
    """The key of the index in an installation with that secret."""
    return blake2b(secret.encode(), person=b"catenary search", digest_size=32).digest()


def _number(kind: str, text: str) -> int:
    return number_of(_key(), kind, text)


@lru_cache(maxsize=1)
def _key() -> bytes:
    return key_of(settings.SECRET_KEY)
