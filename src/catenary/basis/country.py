"""Country codes as travel documents and lists write them, and the country each belongs to."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from attrs import frozen

from catenary.basis.country_table import COUNTRIES, FORMER_CODES, ICAO_CODES, OTHER_ALPHA_2


class CodeKind(StrEnum):
    """What a code stands for."""

    COUNTRY = "country"
    FORMER = "former"
    ORGANISATION = "organisation"
    STATELESS = "stateless"
    REFUGEE = "refugee"
    UNSPECIFIED = "unspecified"
    SPECIMEN = "specimen"
    USER_ASSIGNED = "user_assigned"
    UNKNOWN = "unknown"


@frozen
class CountryCode:
    """A code exactly as received, its kind, and its country as ISO 3166-1 alpha-3 where that is known.

    `country` is None for organisations, stateless persons, refugees, specimens (`UTO`), States that split up, codes
    that ISO 3166-1 leaves to its users (`QMA` to `QZZ` and others, here for fictional States) and unknown codes; for Kosovo (`RKS`, `KS`, `XKX`) it is the user-assigned `XKX`.
    Source: ICAO Doc 9303-3 s.5, ISO 3166-1 and ISO 3166-3.
    """

    code: str
    country: str | None
    kind: CodeKind

    @classmethod
    def of(cls, text: str) -> "CountryCode":
        """Read any text: alpha-3, alpha-2, ICAO codes, with MRZ fillers or blanks around, in any case. Never raises."""
        key = text.strip(" <").upper()
        kind, country = _codes().get(key) or (_kind_of_no_country(key), None)
        return cls(text, country, kind)


_USER_ASSIGNED = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")


def _kind_of_no_country(code: str) -> CodeKind:
    """Alpha-3 codes that ISO 3166-1 will never give to a country (s.8.1.3) are told from mistakes."""
    return CodeKind.USER_ASSIGNED if _USER_ASSIGNED.fullmatch(code) else CodeKind.UNKNOWN


def country_of_code(text: str) -> str | None:
    """ISO 3166-1 alpha-3 of a code in any spelling `CountryCode.of` accepts; None where there is none."""
    return CountryCode.of(text).country


def country_from_name(text: str) -> str | None:
    """ISO 3166-1 alpha-3 of a country's English name as lists write it; None when it is not known.

    Case, accents, punctuation, articles and word order do not matter: `Korea, North`, `Iran (Islamic Republic of)`
    and `Republic of Peru` are all found. A code is not a name; see `country_of_code`.
    """
    names = _names()
    found = names.get(_name_key(text))
    if found is None:
        short = _FORM_OF_STATE.sub("", _plain(text))
        found = names.get(_name_key(short))
    return found


_FORM_OF_STATE = re.compile(
    r"^(?:the )?(?:(?:people s|democratic|socialist|islamic|federal|federative|federated|arab|bolivarian|plurinational"
    r"|oriental|cooperative|co operative|independent|united|union of|hashemite|grand|former)\s)*"
    r"(?:republic|kingdom|state|sultanate|emirate|principality|commonwealth|duchy|union|confederation) of (?:the )?"
)
_UNWEIGHED = frozenset({"the", "of", "and", "region", "special", "administrative"})
_SAME_WORD = {
    "st": "saint",
    "ste": "saint",
    "is": "islands",
    "isl": "islands",
    "rep": "republic",
    "dem": "democratic",
}


def _plain(text: str) -> str:
    """Lower-case Latin words with single blanks between, accents and punctuation gone."""
    letters = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return " ".join(
        re.findall(r"[a-z]+", letters.casefold().replace("\N{LATIN SMALL LETTER DOTLESS I}", "i"))
    )


def _name_key(text: str) -> tuple[str, ...]:
    """The words that tell countries apart, in alphabetical order, so that `Korea, North` is `North Korea`."""
    words = (_SAME_WORD.get(word, word) for word in _plain(text).split())
    return tuple(sorted(word for word in words if word not in _UNWEIGHED))


@cache
def _names() -> dict[tuple[str, ...], str]:
    return {_name_key(name): alpha_3 for alpha_3, _, names in _country_rows() for name in names.split("|")}


@cache
def _codes() -> dict[str, tuple[CodeKind, str | None]]:
    codes = dict(_iso_codes())
    codes.update(_former_codes())
    codes.update(_icao_codes())
    other = iter(OTHER_ALPHA_2.split())
    codes.update({alpha_2: codes[code] for alpha_2, code in zip(other, other, strict=True)})
    return codes


def _country_rows() -> Iterator[tuple[str, str, str]]:
    for row in COUNTRIES.splitlines():
        alpha_3, alpha_2, names = row.split(maxsplit=2)
        yield alpha_3, alpha_2, names


def _iso_codes() -> Iterator[tuple[str, tuple[CodeKind, str | None]]]:
    for alpha_3, alpha_2, _ in _country_rows():
        yield alpha_3, (CodeKind.COUNTRY, alpha_3)
        yield alpha_2, (CodeKind.COUNTRY, alpha_3)


def _former_codes() -> Iterator[tuple[str, tuple[CodeKind, str | None]]]:
    for row in FORMER_CODES.splitlines():
        alpha_3, alpha_2, successor = row.split()
        meaning = (CodeKind.FORMER, None if successor == "-" else successor)
        yield alpha_3, meaning
        if alpha_2 != "-":
            yield alpha_2, meaning


def _icao_codes() -> Iterator[tuple[str, tuple[CodeKind, str | None]]]:
    for row in ICAO_CODES.splitlines():
        code, kind, country = row.split()
        yield code, (CodeKind(kind), None if country == "-" else country)
