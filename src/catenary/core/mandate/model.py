"""The words of a mandate: roles, purposes, legal bases, classes of data, handling, and who asks for what."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from attrs import field, frozen


class Role(StrEnum):
    """What a person does in an organisation; the same person may have several, each in one organisation."""

    ASSESSOR = "assessor"
    REVIEWER = "reviewer"
    COMMITTEE_SECRETARY = "committee_secretary"
    FOCAL_POINT = "focal_point"
    PARTNER = "partner"
    ANALYST = "analyst"
    RESEARCHER = "researcher"
    PASSENGER_DATA_OFFICER = "passenger_data_officer"
    SUPERVISOR = "supervisor"
    LIAISON = "liaison"
    COMPETENT_AUTHORITY = "competent_authority"
    EVIDENCE_CUSTODIAN = "evidence_custodian"
    PROSECUTOR = "prosecutor"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    OVERSIGHT = "oversight"
    ADMINISTRATOR = "administrator"


class OrganisationKind(StrEnum):
    """What an organisation is to the others."""

    STATE = "state"
    UNIT = "unit"
    BODY = "body"
    PARTNER = "partner"
    CARRIER = "carrier"
    OVERSIGHT = "oversight"


class Purpose(StrEnum):
    """Why somebody opens data; each task has one."""

    BORDER_CHECK = "border_check"
    TERRORISM = "terrorism"
    SERIOUS_CRIME = "serious_crime"
    COOPERATION = "cooperation"
    EVIDENCE = "evidence"
    PROSECUTION = "prosecution"
    ASSESSMENT = "assessment"
    ASSISTANCE = "assistance"
    RESEARCH = "research"
    RIGHTS = "rights"
    OVERSIGHT = "oversight"
    OPERATION = "operation"


class DataClass(StrEnum):
    """What a record is about, as retention and access know it."""

    PASSENGER_RECORD = "passenger_record"
    PASSENGER_INFORMATION = "passenger_information"
    CLEARED_MATCH = "cleared_match"
    REQUEST = "request"
    EVIDENCE = "evidence"
    RIGHTS_REQUEST = "rights_request"
    REDRESS = "redress"
    ASSESSMENT = "assessment"
    PRACTICE = "practice"
    ACCOUNT = "account"


PERSONAL = frozenset(DataClass) - {DataClass.ASSESSMENT, DataClass.PRACTICE}
"""Classes whose records tell about a person."""


class Handling(StrEnum):
    """How far a record may travel; it goes to its audience only, and an empty audience is nobody."""

    PUBLIC = "public"
    OFFICIAL = "official"
    RESTRICTED = "restricted"
    ORIGINATOR_CONTROLLED = "originator_controlled"


class MaskedCategory(StrEnum):
    """What masking makes invisible (Directive (EU) 2016/681 art. 12(2) (a)-(f))."""

    NAMES = "names"
    ADDRESS_AND_CONTACT = "address_and_contact"
    PAYMENT = "payment"
    FREQUENT_FLYER = "frequent_flyer"
    REMARKS = "remarks"
    PASSENGER_INFORMATION = "passenger_information"


@frozen
class LegalBasis:
    """A law that allows a purpose: its stable code, and the instrument and paragraph it is cited by."""

    code: str
    instrument: str
    paragraph: str
    purposes: frozenset[Purpose] = field(converter=frozenset)


@frozen
class Actor:
    """Who acts: a person in one organisation with the roles held there now."""

    person: str
    organisation: str
    roles: frozenset[Role] = field(converter=frozenset)
    strong: bool = False
    """Signed in with a second factor."""


@frozen
class Task:
    """What somebody does now: one purpose on one legal basis."""

    purpose: Purpose
    basis: str


@frozen
class Held:
    """A record as the mandate sees it: whose it is, what it is about, who else may see it."""

    organisation: str
    data_class: DataClass
    handling: Handling
    audience: frozenset[str] = field(default=frozenset(), converter=frozenset)
    masked: bool = False


@frozen
class RetentionClass:
    """How long a class of data is kept from the start of its clock, when it is masked, and under which law."""

    data_class: DataClass
    masked_after: timedelta | None
    erased_after: timedelta | None
    """None: by order only (evidence), or when the record it belongs to goes."""
    erased_after_linked: timedelta | None
    """With an objective link recorded, at most this long."""
    source: str


RetentionTable = Mapping[DataClass, RetentionClass]
