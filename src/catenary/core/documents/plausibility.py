"""Whether what a travel document says can be true on a day: dates in order, not expired, known issuer, usual number."""

import re
from collections.abc import Iterator
from datetime import date

from catenary.basis.country import CodeKind, CountryCode
from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding
from catenary.core.documents.number_formats import PASSPORT_NUMBERS
from catenary.core.documents.problems import DOCUMENTS

LONGEST_VALIDITY_YEARS = 15
"""ICAO recommends ten years at most (Doc 9303-4); a few issuers exceed it. Beyond this a date is more likely wrong."""

_KNOWN_TYPES = frozenset("PVIAC")
_NO_ISSUER = frozenset({CodeKind.UNKNOWN, CodeKind.USER_ASSIGNED})


def assess(
    *,
    kind: str | None,
    number: str | None,
    issuer: CountryCode | None,
    expires: PartialDate | None,
    born: PartialDate | None,
    as_of: date,
    nationality: CountryCode | None = None,
    issued: PartialDate | None = None,
) -> tuple[Finding, ...]:
    """What is odd about a document on the day `as_of`. An absent fact is never odd."""
    return (
        *_dates(expires, born, issued, as_of),
        *_codes(kind, issuer, nationality),
        *_number(kind, number, issuer),
    )


def _dates(
    expires: PartialDate | None, born: PartialDate | None, issued: PartialDate | None, as_of: date
) -> Iterator[Finding]:
    if expires and expires.last < as_of:
        yield DOCUMENTS.finding("expired", expires=str(expires), as_of=str(as_of))
    if expires and expires.first.year > as_of.year + LONGEST_VALIDITY_YEARS:
        yield DOCUMENTS.finding("expires_late", expires=str(expires), years=LONGEST_VALIDITY_YEARS)
    if born and born.first > as_of:
        yield DOCUMENTS.finding("born_later", born=str(born), as_of=str(as_of))
    if issued and issued.first > as_of:
        yield DOCUMENTS.finding("issued_later", issued=str(issued), as_of=str(as_of))
    if issued and born and issued.last < born.first:
        yield DOCUMENTS.finding("issued_before_birth", issued=str(issued), born=str(born))
    if issued and expires and expires.last < issued.first:
        yield DOCUMENTS.finding("expires_before_issue", issued=str(issued), expires=str(expires))


def _codes(
    kind: str | None, issuer: CountryCode | None, nationality: CountryCode | None
) -> Iterator[Finding]:
    if kind and kind[0] not in _KNOWN_TYPES:
        yield DOCUMENTS.finding("type_unknown", type=kind)
    for field, code in (("issuer", issuer), ("nationality", nationality)):
        if code and code.kind in _NO_ISSUER:
            yield DOCUMENTS.finding("country_unknown", field=field, stated=code.code)
        if code and code.kind is CodeKind.FORMER:
            yield DOCUMENTS.finding("country_former", field=field, stated=code.code)
        if code and code.kind is CodeKind.SPECIMEN:
            yield DOCUMENTS.finding("country_specimen", field=field, stated=code.code)


def _number(kind: str | None, number: str | None, issuer: CountryCode | None) -> Iterator[Finding]:
    """Only ordinary passports of issuers that publish their format; an unusual number is a notice, never a refusal."""
    usual = PASSPORT_NUMBERS.get(issuer.country) if issuer and issuer.country and kind == "P" else None
    if usual and number and not re.fullmatch(usual, number.replace(" ", "")):
        yield DOCUMENTS.finding("number_unusual", number=number, issuer=issuer.code if issuer else None)
