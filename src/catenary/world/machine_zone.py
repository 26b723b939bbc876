"""Names as they fit the machine-readable zone of a passport (ICAO Doc 9303-4: 39 characters on line 1)."""

from anyascii import anyascii

_ROOM = 39
_BETWEEN = "<<"


def plain_letters(text: str) -> str:
    """Capital letters A to Z and blanks: hyphens become blanks, apostrophes go (ICAO Doc 9303-3 s.4.6)."""
    letters = anyascii(text).upper().replace("-", " ")
    return " ".join("".join(c for c in letters if c.isalpha() or c == " ").split())


def cut_to_zone(surname: str, given_names: str) -> tuple[str, str]:
    """Surname and given names as they come out of the zone: cut at its end where they are too long."""
    zone = (plain_letters(surname) + _BETWEEN + plain_letters(given_names))[:_ROOM]
    first, _, second = zone.partition(_BETWEEN)
    return first.rstrip("< "), second.rstrip("< ")
