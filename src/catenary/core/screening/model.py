"""Entries of watchlists and what screening says of a person."""

from enum import StrEnum

from attrs import frozen

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.findings import Finding
from catenary.basis.persons import PersonName, Sex


class NameKind(StrEnum):
    """What a listed name is, in falling weight."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak_alias"
    ORIGINAL_SCRIPT = "original_script"


@frozen
class ListedName:
    """A name on a list, exactly as listed."""

    name: PersonName
    kind: NameKind = NameKind.PRIMARY


@frozen
class ListedDocument:
    """An identity document of a listed person; codes as listed."""

    number: str
    type: str | None = None
    issuer: str | None = None


@frozen
class ListEntry:
    """One listed person with what the list knows and why the person is on it."""

    list: str
    entry: str
    names: tuple[ListedName, ...]
    born: tuple[DateSpan, ...] = ()
    sex: Sex | None = None
    nationalities: tuple[str, ...] = ()
    documents: tuple[ListedDocument, ...] = ()
    reference: str | None = None
    listed_on: PartialDate | None = None
    legal_ground: str | None = None
    review_by: PartialDate | None = None


@frozen
class Person:
    """A person to be screened: every field but the name may be absent."""

    names: tuple[PersonName, ...]
    born: tuple[DateSpan, ...] = ()
    sex: Sex | None = None
    nationalities: tuple[str, ...] = ()
    documents: tuple[ListedDocument, ...] = ()


class Status(StrEnum):
    """The answer of a check: four different things, never confused."""

    NO_MATCH = "no_match"
    CANDIDATES = "candidates"
    NOT_CHECKED = "not_checked"
    CHECK_FAILED = "check_failed"


class Band(StrEnum):
    """Which shipped threshold a score reaches."""

    REVIEW = "review"
    MATCH = "match"


@frozen
class Candidate:
    """A list entry that may be the person: the name that met, the calibrated score and its reasons."""

    list: str
    entry: str
    name: str
    score: float
    band: Band
    findings: tuple[Finding, ...]
