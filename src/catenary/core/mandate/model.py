"""The words of a mandate: roles, purposes, legal bases, classes of data, handling, and who asks for what."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from catenary.basis.findings import Finding, ProblemError


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


class Act(StrEnum):
    """What somebody does to a record."""

    SEE = "see"
    EDIT = "edit"
    EXPORT = "export"
    SHARE = "share"
    PUBLISH = "publish"
    LINK = "link"
    """Record the objective link that lets a passenger record be kept longer."""
    HOLD = "hold"
    """Place or lift a legal hold."""
    ERASE = "erase"
    ASK_UNMASKING = "ask_unmasking"
    APPROVE_UNMASKING = "approve_unmasking"


class DeskAct(StrEnum):
    """What somebody does in an organisation, to its people, its protection or its works; never to a record."""

    SEE_PEOPLE = "see_people"
    INVITE = "invite"
    GRANT_ROLE = "grant_role"
    CONFIRM_ROLE = "confirm_role"
    SUSPEND = "suspend"
    CONFIRM_SUSPENSION = "confirm_suspension"
    ASK_BREAK_GLASS = "ask_break_glass"
    CONFIRM_BREAK_GLASS = "confirm_break_glass"
    SEE_ACCESSES = "see_accesses"
    SEE_STATISTICS = "see_statistics"
    SEE_RETENTION = "see_retention"
    OPERATE = "operate"
    RUN_CHANNELS = "run_channels"
    """Open and close the ways by which carriers' messages come in."""
    SEE_TRAFFIC = "see_traffic"
    """See deliveries and flights; who is on a flight is seen for a purpose."""
    OPEN_ORIGINAL = "open_original"
    """Have the sealed original opened of a delivery that nobody could read, for a purpose, with a reason."""
    LOAD_LIST = "load_list"
    PUBLISH_LIST = "publish_list"
    JUDGE = "judge"
    SEE_RULES = "see_rules"
    """See targeting rules and what they met, in numbers."""
    WRITE_RULE = "write_rule"
    DECIDE_RULE = "decide_rule"
    WRITE_EDITION = "write_edition"
    """Write the method's next edition: its texts, its map of what carries over, its translations, answers to comments."""
    SETTLE_EDITION = "settle_edition"
    """Take an edition's steps; which of them is for which role, the flow of editions says."""
    COMMENT_EDITION = "comment_edition"
    """Comment on a draft of the method that was put out for comments."""


class MaskedCategory(StrEnum):
    """What masking makes invisible (Directive (EU) 2016/681 art. 12(2) (a)-(f))."""

    NAMES = "names"
    ADDRESS_AND_CONTACT = "address_and_contact"
    PAYMENT = "payment"
    FREQUENT_FLYER = "frequent_flyer"
    REMARKS = "remarks"
    PASSENGER_INFORMATION = "passenger_information"


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


def _roles(roles: Iterable[Role]) -> frozenset[Role]:
    return frozenset(roles)


def _purposes(purposes: Iterable[Purpose]) -> frozenset[Purpose]:
    return frozenset(purposes)


@frozen
class LegalBasis:
    """A law that allows a purpose: its stable code, and the instrument and paragraph it is cited by."""

    code: str
    instrument: str
    paragraph: str
    purposes: frozenset[Purpose] = field(converter=_purposes)
    confirmed: bool = False
    """The paragraph was read in the instrument; where not, the operator confirms it before use."""


@frozen
class Actor:
    """Who acts: a person in one organisation with the roles held there now."""

    person: str
    organisation: str
    roles: frozenset[Role] = field(converter=_roles)
    strong: bool = False
    """Signed in with a second factor."""
    supervises: frozenset[str] = field(default=frozenset(), converter=_names)
    """Organisations that the actor's own watches over: their access records and statistics, and a record only behind an access."""


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
    audience: frozenset[str] = field(default=frozenset(), converter=_names)
    masked: bool = False


@frozen
class Decision:
    """Whether something may be done; a refusal says why, in a coded finding."""

    refusal: Finding | None = None

    @property
    def allowed(self) -> bool:
        """Nothing speaks against it."""
        return self.refusal is None

    def demand(self) -> None:
        """Go on only if allowed. Raises ProblemError with the refusal."""
        if self.refusal is not None:
            raise ProblemError(self.refusal)


ALLOWED = Decision()


@frozen
class Months:
    """A period of calendar months, as laws count them.

    It ends on the day of the same number, or on the last of a month that has no such day: what began on 31 August lasts
    six months until 28 or 29 February (Regulation (EEC, Euratom) No 1182/71 art. 3(2)(c)).
    """

    count: int

    def after(self, start: datetime) -> datetime:
        """The end of the period that began then, at the same time of day: never later than the law's last hour."""
        years, month = divmod(start.month - 1 + self.count, 12)
        year = start.year + years
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        return start.replace(year=year, month=month + 1, day=day)


Span: TypeAlias = timedelta | Months
"""How long something is kept: an exact time, or calendar months."""


class ClockStart(StrEnum):
    """What a class's retention is counted from."""

    RECEIPT = "receipt"
    BORDER_CHECK = "border_check"
    CLOSE = "close"
    """The close of a request, the answer to a person, the end of an account."""


@frozen
class RetentionClass:
    """How long a class of data is kept from the start of its clock, when it is masked, and under which law."""

    data_class: DataClass
    masked_after: Span | None
    erased_after: Span | None
    """None: by order only (evidence), or when the record it belongs to goes."""
    erased_after_linked: Span | None
    """With an objective link recorded, at most this long."""
    source: str
    limit: Span | None = None
    """What no State's law may go beyond, counted from receipt, also where the clock never starts; None: only shorter."""
    starts: ClockStart = ClockStart.RECEIPT


RetentionTable = Mapping[DataClass, RetentionClass]
