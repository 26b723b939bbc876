"""What a carrier's message says, whatever its format: flights, travellers, documents, answers."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.booking import Agency, Booking


class Role(StrEnum):
    """In which capacity a person is on board."""

    PASSENGER = "passenger"
    CREW = "crew"
    TRANSIT_PASSENGER = "transit_passenger"
    TRANSIT_CREW = "transit_crew"


@frozen
class Call:
    """A flight's call at an airport; the time is the airport's local time, ISO 8601 without zone."""

    airport: str
    at_local: str | None = None


@frozen
class Leg:
    """One stretch of a flight."""

    departure: Call | None
    arrival: Call | None


@frozen
class Flight:
    """A flight as the message names it."""

    carrier: str
    number: str
    legs: tuple[Leg, ...] = ()


@frozen
class TravelDocument:
    """A travel document as received: `type` and `issuer` are the message's own codes, `type` empty where none is given.

    `valid_for` is the country a visa is for.
    """

    type: str
    number: str
    issuer: str | None = None
    expires: PartialDate | None = None
    issued: PartialDate | None = None
    issue_place: str | None = None
    valid_for: str | None = None
    verified: bool | None = None
    findings: tuple[Finding, ...] = ()


@frozen
class Reference:
    """A number somebody gave to a person or message; `kind` is the message's own code, such as `TN` or `YZY`."""

    kind: str
    number: str


@frozen
class Traveller:
    """A person on board, on a list or in a booking, as the carrier described them.

    `category` is the carrier's own code (`A` adult, `C` child, `IN` infant); `other_names` are those the person's documents bear.
    """

    id: str
    name: PersonName
    role: Role = Role.PASSENGER
    sex: Sex | None = None
    infant: bool = False
    born: PartialDate | None = None
    birth_place: str | None = None
    nationality: str | None = None
    residence: str | None = None
    documents: tuple[TravelDocument, ...] = ()
    booking_reference: str | None = None
    reference: str | None = None
    seat: str | None = None
    embarks: str | None = None
    disembarks: str | None = None
    bags: tuple[str, ...] = ()
    title: str | None = None
    category: str | None = None
    other_names: tuple[PersonName, ...] = ()
    other_nationalities: tuple[str, ...] = ()
    verified: bool | None = None
    cleared_at: str | None = None
    bag_count: int | None = None
    bag_weight: str | None = None
    duty: str | None = None
    address: str | None = None
    contacts: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    remarks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@frozen
class Response:
    """An answer about a traveller (or the whole message when `traveller` is None).

    `traveller` is the reference by which the carrier knows the person, the booking's where there is no other.
    """

    code: str
    meaning: str
    traveller: str | None = None
    text: str | None = None
    booking_reference: str | None = None


@frozen
class Series:
    """Where a message stands in a multi-part series (UNH element 4: `01:C` first, `02`, ... `03:F` last).

    `parts`, `complete` and `missing` are known of a whole series only.
    """

    part: int | None
    last: bool
    parts: int | None = None
    complete: bool | None = None
    missing: tuple[int, ...] = ()


class Purpose(StrEnum):
    """What a carrier sends a message for, told from its function code."""

    PASSENGER_LIST = "passenger_list"
    CREW_LIST = "crew_list"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    REDUCTION = "reduction"
    FLIGHT_CANCELLED = "flight_cancelled"
    CLOSED_ON_BOARD = "closed_on_board"
    CLOSED_NOT_ON_BOARD = "closed_not_on_board"
    FLIGHT_CLOSED = "flight_closed"
    GATE_PASS = "gate_pass"  # noqa: S105  a paper, not a secret
    BOOKINGS = "bookings"
    RESPONSE = "response"
    STATUS_CHANGE = "status_change"
    ACKNOWLEDGEMENT = "acknowledgement"
    REQUEST = "request"


@frozen
class CarrierMessage:
    """Everything understood of one message, what was removed at the door, and what was noticed.

    `function` is the message's own code and `purpose` what it means, where known. `access_reference` is the sender's name
    for the dialogue the message belongs to (UNH element 3), `stated_total` how many persons it says it names. `reporting_office` is all that a PNRGOV says of its `reporting_party`.
    """

    position: int
    message: str | None
    version: str | None = None
    reference: str | None = None
    function: str | None = None
    purpose: Purpose | None = None
    series: Series | None = None
    sender: str | None = None
    recipient: str | None = None
    access_reference: str | None = None
    reporting_party: str | None = None
    reporting_office: Agency | None = None
    contacts: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    stated_total: int | None = None
    flights: tuple[Flight, ...] = ()
    travellers: tuple[Traveller, ...] = ()
    bookings: tuple[Booking, ...] = ()
    responses: tuple[Response, ...] = ()
    removed: Mapping[str, int] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
