"""Document numbers in the one form in which they are compared, and the confusions that make two of them near."""

import unicodedata
from functools import lru_cache

from catenary.basis.country import CodeKind, CountryCode, country_from_name
from catenary.core.documents.model import DocumentClass, RecordedStatus
from catenary.core.documents.transliteration import transliterate

CONFUSABLE = {"O": "0", "I": "1", "B": "8", "S": "5", "Z": "2", "G": "6"}
"""Letters that readers and people take for a digit. Only letter-digit pairs: a pair of letters (D and O, I and L)
would mix up the series of one issuer, and every such document would be near to some lost one."""

SPELLING_BITS = 10
"""As many letter positions as the longest number field of ICAO Doc 9303 (9 characters) needs, and one."""

_KEPT_ANSWERS = 1000
_KEPT = bytes(b for b in range(128) if chr(b).isalnum())
_DROPPED = bytes(b for b in range(128) if b not in _KEPT)
_UPPER = bytes(range(256)).upper()
_FOLD = bytes.maketrans("".join(CONFUSABLE).encode(), "".join(CONFUSABLE.values()).encode())
_LETTER_OF_PAIR = bytes(ord("1") if chr(b) in CONFUSABLE else ord("0") for b in range(256))


def plain_number(raw: bytes) -> bytes:
    """The number as compared: upper case, Latin letters and digits only, national letters transliterated.

    Raises UnicodeDecodeError when the bytes are not UTF-8. May be empty.
    """
    if raw.isascii():
        return raw.translate(_UPPER, _DROPPED)
    return (
        _western_digits(transliterate(raw.decode("utf-8")))
        .encode("ascii", "ignore")
        .translate(_UPPER, _DROPPED)
    )


def skeleton(plain: bytes) -> bytes:
    """The number with each confusable letter as its digit: numbers that may be taken for another share it."""
    return plain.translate(_FOLD)


def spelling(plain: bytes) -> int:
    """Which positions hold the letter of a confusable pair, one bit each: tells numbers with one skeleton apart.

    Exact up to 10 characters; the positions of longer numbers are folded onto the same ten bits.
    """
    letters = int(plain.translate(_LETTER_OF_PAIR), 2) if plain else 0
    folded = 0
    while letters:
        folded ^= letters & ((1 << SPELLING_BITS) - 1)
        letters >>= SPELLING_BITS
    return folded


@lru_cache(_KEPT_ANSWERS)
def issuer_key(issuer: str) -> str:
    """The issuer as compared: ISO 3166-1 alpha-3 where there is one (`D`, `DE` and `Germany` meet), else its code."""
    code = CountryCode.of(issuer)
    if code.kind is CodeKind.UNKNOWN:
        return country_from_name(issuer) or issuer.strip(" <").upper()
    return code.country or issuer.strip(" <").upper()


@lru_cache(_KEPT_ANSWERS)
def document_class(code: str | None) -> DocumentClass:
    """The class of a document code of ICAO Doc 9303 (`P`, `PD`, `V`, `I`, `AC`...) or a plain word; UNKNOWN otherwise."""
    word = (code or "").strip(" <").upper()
    if word in {"IP", "PASSPORT CARD"}:
        return DocumentClass.IDENTITY_CARD
    return _CLASS_OF_FIRST_LETTER.get(word[:1], DocumentClass.UNKNOWN)


def recorded_status(word: str) -> RecordedStatus:
    """The status that a source's word stands for; OTHER for words not known."""
    return _STATUS_OF_WORD.get(word.strip().lower().replace(" ", "_"), RecordedStatus.OTHER)


def _western_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


_CLASS_OF_FIRST_LETTER = {
    "P": DocumentClass.PASSPORT,
    "V": DocumentClass.VISA,
    "I": DocumentClass.IDENTITY_CARD,
    "A": DocumentClass.IDENTITY_CARD,
    "C": DocumentClass.IDENTITY_CARD,
}

_STATUS_OF_WORD = {
    "stolen": RecordedStatus.STOLEN,
    "lost": RecordedStatus.LOST,
    "stolen_blank": RecordedStatus.STOLEN_BLANK,
    "blank": RecordedStatus.STOLEN_BLANK,
    "revoked": RecordedStatus.REVOKED,
    "invalid": RecordedStatus.REVOKED,
    "cancelled": RecordedStatus.REVOKED,
    "removed": RecordedStatus.REMOVED,
    "recovered": RecordedStatus.REMOVED,
    "deleted": RecordedStatus.REMOVED,
}
