"""The texts of SSR DOCS, DOCO, DOCA and INFT: identity as the airline industry writes it into bookings.

Field order after the AIRIMP as public messages and parsers show it: DOCS `/type/issuer/number/nationality/born/sex/expires/
surname/given/second given/holder`, DOCO `/birth place/type/number/issued at/issued on/valid for/infant`, DOCA `/R or D/
country/street/city/region/postcode/infant`. The first slash may be missing.
"""

import re
from datetime import date

from attrs import define, field

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.intake.dates import Century
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.dates import document_date

SEXES = {
    "M": (Sex.MALE, False),
    "F": (Sex.FEMALE, False),
    "MI": (Sex.MALE, True),
    "FI": (Sex.FEMALE, True),
    "U": (Sex.UNSPECIFIED, False),
    "X": (Sex.UNSPECIFIED, False),
    "XX": (Sex.UNSPECIFIED, False),
    "UI": (Sex.UNSPECIFIED, True),
    "XI": (Sex.UNSPECIFIED, True),
}
"""Codes of sex in SSR DOCS, and whether they tell an infant without a seat."""

_ASSOCIATED_NAME = re.compile(r"-\d{1,3}(?P<surname>[^/\d]+)/(?P<given>[^/]*)$")
_INFANT = re.compile(
    r"\W*(?P<surname>[^/]+)/(?P<given>[^/]*?)[\s/]+(?P<born>\d\d[A-Za-z]{3}(?:\d{4}|\d\d))\b", re.ASCII
)
_DOCUMENT_TYPES_OF_DOCO = frozenset({"V", "K", "R"})
_HOLDER = "H"
_LONGEST_TEXT = 500
_WITH_SHORT_YEAR = len("12JUL64")


@define(eq=False)
class Identity:
    """What one service text says of a person, and to whom it may belong.

    `reference` and `container` are the traveller named by number and the one the service stands under; `action` is
    set for a text out of the history. `errors` are values that could not be read, `centuries` the rules that completed
    two-digit years.
    """

    service: str
    at: Segment
    reference: str | None = None
    container: str | None = None
    action: str | None = None
    type: str = ""
    number: str = ""
    issuer: str | None = None
    issued: PartialDate | None = None
    issue_place: str | None = None
    valid_for: str | None = None
    expires: PartialDate | None = None
    surname: str = ""
    given_names: str = ""
    infant: bool = False
    born: PartialDate | None = None
    sex: Sex | None = None
    nationality: str | None = None
    birth_place: str | None = None
    address: dict[str, str | None] = field(factory=dict)
    errors: list[tuple[str, str]] = field(factory=list)
    centuries: set[Century] = field(factory=set)

    def read(self, text: str, as_of: date) -> bool:
        """Take in the text of the service; False when it holds nothing that belongs there."""
        if len(text) > _LONGEST_TEXT:
            return False
        found = _ASSOCIATED_NAME.search(text)
        if found:
            text = text[: found.start()]
            self.surname, self.given_names = found["surname"].strip(), found["given"].strip()
        fields = [part.strip() for part in text.split("/")]
        if len(fields) > 1 and not fields[0]:
            del fields[0]
        _READERS[self.service](self, [*fields, *[""] * (12 - len(fields))], as_of)
        return any(fields) and len(fields) > 1


def _read_docs(identity: Identity, fields: list[str], as_of: date) -> None:
    identity.type, identity.number = fields[0], fields[2]
    identity.issuer, identity.nationality = fields[1] or None, fields[3] or None
    identity.born = _date(identity, Century.PAST, fields[4], as_of)
    identity.expires = _date(identity, Century.EXPIRY, fields[6], as_of)
    if fields[5]:
        _read_sex(identity, fields[5])
    if fields[7]:
        second = "" if fields[9] == _HOLDER and not fields[10] else fields[9]
        identity.surname, identity.given_names = fields[7], f"{fields[8]} {second}".strip()


def _read_sex(identity: Identity, code: str) -> None:
    known = SEXES.get(code.upper())
    if known:
        identity.sex, identity.infant = known
    else:
        identity.errors.append(("document_sex_unknown", code))


def _read_doco(identity: Identity, fields: list[str], as_of: date) -> None:
    if fields[0].upper() in _DOCUMENT_TYPES_OF_DOCO and fields[1].upper() not in _DOCUMENT_TYPES_OF_DOCO:
        fields = ["", *fields]
    identity.birth_place = fields[0] or None
    identity.type, identity.number = fields[1], fields[2]
    identity.issue_place, identity.valid_for = fields[3] or None, fields[5] or None
    identity.issued = _date(identity, Century.PAST, fields[4], as_of)
    identity.infant = fields[6].upper() == "I"


def _read_doca(identity: Identity, fields: list[str], _: date) -> None:
    names = ("purpose", "country", "street", "city", "region", "postcode")
    identity.address = {name: value or None for name, value in zip(names, fields, strict=False)}
    identity.infant = fields[6].upper() == "I"


def _read_infant(identity: Identity, fields: list[str], as_of: date) -> None:
    found = _INFANT.match("/".join(fields))
    identity.infant = True
    if found:
        identity.surname, identity.given_names = found["surname"].strip(), found["given"].strip()
        identity.born = _date(identity, Century.PAST, found["born"], as_of)


_READERS = {"DOCS": _read_docs, "DOCO": _read_doco, "DOCA": _read_doca, "INFT": _read_infant}
IDENTITY_SERVICES = frozenset(_READERS)


def _date(identity: Identity, rule: Century, text: str, as_of: date) -> PartialDate | None:
    if not text:
        return None
    try:
        value = document_date(text, rule, as_of)
    except ValueError:
        identity.errors.append(("booking_date_unreadable", text))
        return None
    if len(text) == _WITH_SHORT_YEAR:
        identity.centuries.add(rule)
    return value
