"""What a carrier's message says, whatever its format: flights, travellers, documents, answers."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.booking import Booking


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
    """A travel document as received: `type` and `issuer` are the message's own codes."""

    type: str
    number: str
    issuer: str | None = None
    expires: PartialDate | None = None
    issued: PartialDate | None = None
    findings: tuple[Finding, ...] = ()


@frozen
class Traveller:
    """A person on board, on a list or in a booking, as the carrier described them."""

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
    verified: bool | None = None
    findings: tuple[Finding, ...] = ()


@frozen
class Response:
    """An answer about a traveller (or the whole message when `traveller` is None)."""

    code: str
    meaning: str
    traveller: str | None = None
    text: str | None = None


@frozen
class Series:
    """Where a message stands in a multi-part series."""

    part: int | None
    last: bool
    parts: int | None = None
    complete: bool | None = None


@frozen
class CarrierMessage:
    """Everything understood of one message, what was removed at the door, and what was noticed."""

    position: int
    message: str | None
    version: str | None = None
    reference: str | None = None
    function: str | None = None
    series: Series | None = None
    flights: tuple[Flight, ...] = ()
    travellers: tuple[Traveller, ...] = ()
    bookings: tuple[Booking, ...] = ()
    responses: tuple[Response, ...] = ()
    removed: Mapping[str, int] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
