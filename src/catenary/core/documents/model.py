"""What the room knows of travel documents: machine-readable zones, and answers about lost and stolen ones."""

from datetime import date
from enum import IntEnum, StrEnum

from attrs import frozen

from catenary.basis.country import CountryCode
from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding
from catenary.basis.persons import Sex


class ZoneKind(StrEnum):
    """The five machine-readable zones of ICAO Doc 9303 parts 4 to 7."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


@frozen
class ZoneFields:
    """What a zone says, fillers removed; None where the zone is silent or could not be read."""

    type: str | None = None
    issuer: CountryCode | None = None
    number: str | None = None
    surname: str | None = None
    given_names: str | None = None
    name_may_be_cut: bool = False
    nationality: CountryCode | None = None
    born: PartialDate | None = None
    sex: Sex | None = None
    expires: PartialDate | None = None
    optional: str | None = None
    optional_2: str | None = None


@frozen
class CheckDigits:
    """Whether each check digit agrees; None where the kind of zone has no such digit or none could be read."""

    number: bool | None = None
    birth: bool | None = None
    expiry: bool | None = None
    personal: bool | None = None
    composite: bool | None = None


@frozen
class MachineReadableZone:
    """Everything understood of a zone; `kind` is None when the text is no zone at all."""

    kind: ZoneKind | None
    fields: ZoneFields
    check_digits: CheckDigits
    findings: tuple[Finding, ...] = ()


class DocumentClass(IntEnum):
    """Classes that tell documents with the same number and issuer apart. Three bits in the index file."""

    UNKNOWN = 0
    PASSPORT = 1
    VISA = 2
    IDENTITY_CARD = 3


class RecordedStatus(IntEnum):
    """Why a document is on record. Three bits in the index file; REMOVED stands only in a delta."""

    REMOVED = 0
    STOLEN = 1
    LOST = 2
    STOLEN_BLANK = 3
    REVOKED = 4
    OTHER = 5


@frozen
class Record:
    """A record that met a number: its class and status, and whether the spelling is the very same."""

    same_spelling: bool
    document_class: DocumentClass
    status: RecordedStatus


class DocumentStatus(StrEnum):
    """The answer of a lookup. NOT_CHECKED is never a no."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    NEAR = "near"
    NOT_CHECKED = "not_checked"


@frozen
class DocumentAnswer:
    """An answer about one document, the date its data is good for, what is on record, and why.

    `recorded` holds the status of every record that met, for FOUND and NEAR only.
    """

    status: DocumentStatus
    data_as_of: date | None = None
    recorded: tuple[RecordedStatus, ...] = ()
    findings: tuple[Finding, ...] = ()
