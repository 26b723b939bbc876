"""Values as people and lists write them in one cell: dates of birth, sex, country, document. Bad text is a ValueError."""

from functools import lru_cache

from catenary.basis.country import CodeKind, CountryCode, country_from_name
from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import Sex
from catenary.core.screening.model import ListedDocument

LONGEST_CELL = 1_048_576
"""Characters a cell may have: a quote that never ends is found out within this distance."""

_SEXES = {
    "f": Sex.FEMALE,
    "female": Sex.FEMALE,
    "m": Sex.MALE,
    "male": Sex.MALE,
    "x": Sex.UNSPECIFIED,
    "<": Sex.UNSPECIFIED,
    "unspecified": Sex.UNSPECIFIED,
}


def split_values(text: str) -> list[str]:
    """The values of a cell that holds several, separated by `;`; empty ones are none."""
    if ";" not in text:
        text = text.strip()
        return [text] if text else []
    return [value for part in text.split(";") if (value := part.strip())]


@lru_cache(maxsize=65_536)
def born_from(text: str) -> DateSpan:
    """Read `1971-03-09`, `1971-03`, `1971`, `1971/1975` or `1971~`. Raises ValueError for anything else."""
    return DateSpan.parse(text.strip())


def day_from(text: str) -> PartialDate:
    """Read an ISO 8601 date, also one that carries a time or a zone behind it. Raises ValueError for anything else."""
    text = text.strip()
    return PartialDate.parse(text[:10] if len(text) > 10 and text[10] in "T +-Z" else text)


def sex_from(text: str) -> Sex:
    """Read F, M, X (ICAO Doc 9303-4) or the words female, male, unspecified. Raises ValueError for anything else."""
    try:
        return _SEXES[text.strip().casefold()]
    except KeyError:
        raise ValueError(f"not a sex: {text!r}") from None


def document_from(text: str) -> ListedDocument:
    """Read `type:number:issuer`, `type:number` or a bare number. Raises ValueError where there is no number."""
    parts = [part.strip() or None for part in text.split(":")]
    if len(parts) == 1:
        parts = [None, *parts]
    kind, number, issuer = (*parts, None)[:3]
    if not number or len(parts) > 3:
        raise ValueError(f"not type:number:issuer: {text!r}")
    return ListedDocument(number, kind, issuer)


@lru_cache(maxsize=4_096)
def country_from(text: str) -> str | None:
    """ISO 3166-1 alpha-3 of a code or an English name; codes of no country (`UTO`, `XXA`) stay; None when unknown."""
    code = CountryCode.of(text)
    if code.kind is CodeKind.UNKNOWN:
        return country_from_name(text)
    return code.country or code.code.strip().upper()
