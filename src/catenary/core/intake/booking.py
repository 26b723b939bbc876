"""A passenger name record as one value: the 19 elements of ICAO Annex 9 and Directive (EU) 2016/681 Annex I.

Travellers are named by the ids they have in the message's own list of travellers; segments by their place in the
booking, counted from 0. Times ending in `_at` are UTC where the carrier follows the PNRGOV guide (`Z`); those ending in
`_local` are the airport's local time. Amounts are the carrier's own text, so that no digit is lost or rounded.
`docs/booking-elements.md` shows which of the 19 elements each field holds and which segments it comes from.
"""

from enum import StrEnum

from attrs import frozen

from catenary.basis.findings import Finding


@frozen
class RecordLocator:
    """A booking's name in one system; `kind` `C` marks a departure control reference."""

    system: str
    number: str
    kind: str | None = None


class SegmentKind(StrEnum):
    """What was booked: a flight, a flight to be chosen later, a gap travelled otherwise, or something on the ground."""

    AIR = "air"
    OPEN = "open"
    SURFACE = "surface"
    HOTEL = "hotel"
    OTHER = "other"


@frozen
class BookedSegment:
    """One stretch of the itinerary (elements 3, 7 and 15); the operating carrier stands where it differs.

    `number` and `booking_class` of a code share are those the first travel segment states, the `operating_` ones those
    of the segment that follows it. `service` is the carrier's own code of a ground service.
    """

    kind: SegmentKind = SegmentKind.AIR
    carrier: str | None = None
    number: str | None = None
    origin: str | None = None
    destination: str | None = None
    departs_local: str | None = None
    arrives_local: str | None = None
    booking_class: str | None = None
    operating_carrier: str | None = None
    operating_number: str | None = None
    operating_class: str | None = None
    seats: int | None = None
    status: str | None = None
    equipment: str | None = None
    service: str | None = None
    description: str | None = None
    locators: tuple[RecordLocator, ...] = ()


class ContactKind(StrEnum):
    """How a person or office can be reached; residence and destination come from SSR DOCA."""

    ADDRESS = "address"
    RESIDENCE = "residence"
    DESTINATION = "destination"
    PAYER = "payer"
    PHONE = "phone"
    EMAIL = "email"
    OTHER = "other"


@frozen
class Contact:
    """Address and contact information (element 5): what it is, what for, and the words as received."""

    kind: ContactKind
    text: str = ""
    purpose: str | None = None
    street: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    postcode: str | None = None
    carrier: str | None = None
    traveller: str | None = None


@frozen
class Payment:
    """A form of payment (element 6). A card number holds at most its first six and last four digits.

    `details` is what stands behind the expiry, such as approval, as received.
    """

    kind: str
    amount: str | None = None
    vendor: str | None = None
    number: str | None = None
    expires: str | None = None
    indicator: str | None = None
    traveller: str | None = None
    ticket: str | None = None
    payer: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@frozen
class FrequentFlyer:
    """Membership in a carrier's programme (element 8): `details` are status and tier as received."""

    carrier: str
    number: str
    details: tuple[str, ...] = ()
    traveller: str | None = None


@frozen
class Agency:
    """Who made the booking (element 9), as its system describes it; `type` T is a travel agency, A an airline."""

    system: str | None = None
    system_location: str | None = None
    iata_number: str | None = None
    office: str | None = None
    location: str | None = None
    company: str | None = None
    company_location: str | None = None
    type: str | None = None
    country: str | None = None
    currency: str | None = None
    language: str | None = None
    agent: str | None = None
    details: tuple[str, ...] = ()


@frozen
class CheckIn:
    """Travel status of one traveller on one segment (element 10), as departure control keeps it.

    `sequence` is the boarding number, `station` where it was given, `text` a check-in line that came as free text.
    """

    segment: int | None
    traveller: str | None = None
    at: str | None = None
    sequence: str | None = None
    station: str | None = None
    agent: str | None = None
    text: str | None = None


@frozen
class Split:
    """Travellers who left into or came from another booking (element 11)."""

    travellers: int | None
    locators: tuple[RecordLocator, ...] = ()


class RemarkKind(StrEnum):
    """Where a text stands in the message."""

    OTHER_SERVICE = "other_service"
    FARE_CALCULATION = "fare_calculation"
    SPONSOR = "sponsor"
    OTHER = "other"


@frozen
class Remark:
    """A general remark (element 12) that tells nothing sensitive; `code` is the carrier's qualifier."""

    kind: RemarkKind
    text: str
    code: str | None = None
    carrier: str | None = None
    traveller: str | None = None
    segment: int | None = None


@frozen
class ServiceRequest:
    """A special service request (element 12) that tells nothing sensitive, unaccompanied minors among them.

    Requests that hold a document, an address, a seat or a contact stand in those fields instead.
    """

    code: str
    status: str | None = None
    quantity: str | None = None
    carrier: str | None = None
    origin: str | None = None
    destination: str | None = None
    text: str | None = None
    details: tuple[str, ...] = ()
    traveller: str | None = None
    segment: int | None = None


@frozen
class Money:
    """An amount with what it is for: `B` base fare, `T` total, or a tax code."""

    kind: str
    amount: str
    currency: str | None = None
    country: str | None = None


@frozen
class Ticket:
    """Ticketing information (element 13) of one traveller.

    `validating_number` is the carrier's number in ticket accounting, such as the first three digits of its tickets.
    """

    number: str | None
    kind: str | None = None
    booklets: int | None = None
    traveller: str | None = None
    issued_at: str | None = None
    fares: tuple[Money, ...] = ()
    taxes: tuple[Money, ...] = ()
    restrictions: tuple[str, ...] = ()
    deadline_at: str | None = None
    validating_carrier: str | None = None
    sold_in: str | None = None
    fare_details: tuple[str, ...] = ()
    validating_number: str | None = None


class SeatSource(StrEnum):
    """Whether a seat was asked for, or given at check-in."""

    REQUESTED = "requested"
    CHECK_IN = "check_in"


@frozen
class Seat:
    """A seat (element 14); `characteristics` never tell a disability."""

    number: str
    source: SeatSource
    segment: int | None = None
    traveller: str | None = None
    cabin: str | None = None
    status: str | None = None
    characteristics: tuple[str, ...] = ()


@frozen
class Baggage:
    """Checked bags (element 16): `tags` with the carrier's code before the number, each bag by itself.

    `weight` has the unit `weight_unit`, `kg` or `lb`. `pool` is `HP` for the head of a pool, `MP` for a member, with the head's
    ticket where it is named.
    """

    segment: int | None = None
    traveller: str | None = None
    pieces: int | None = None
    weight: float | None = None
    weight_unit: str | None = None
    tags: tuple[str, ...] = ()
    destination: str | None = None
    pool: str | None = None
    pool_ticket: str | None = None


@frozen
class ExcessBaggage:
    """Baggage beyond the allowance and its price (element 16); pieces or weight as received."""

    currency: str | None = None
    rate: str | None = None
    quantity: tuple[str, ...] = ()
    traveller: str | None = None


@frozen
class FormerName:
    """A traveller's name as it once was, or became, in the history."""

    surname: str
    given_names: str = ""


@frozen
class HistoryEntry:
    """One change of elements 1 to 18 (element 19): when, by whom, `A` added or `X` cancelled, and what."""

    action: str | None = None
    at: str | None = None
    by: Agency | None = None
    item: BookedSegment | ServiceRequest | Remark | Baggage | FormerName | None = None
    text: str | None = None


@frozen
class Booking:
    """One passenger name record; `docs/booking-elements.md` maps the 19 elements to these fields.

    `party_size` counts the persons in the booking, named or not (element 17); `unread` are segments nobody expected, as
    received, unless they told something sensitive.
    """

    locator: str | None
    locators: tuple[RecordLocator, ...] = ()
    created_at: str | None = None
    changed_at: str | None = None
    ticketed_at: str | None = None
    travellers: tuple[str, ...] = ()
    party_size: int | None = None
    group_name: str | None = None
    segments: tuple[BookedSegment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    payment: tuple[Payment, ...] = ()
    agency: Agency | None = None
    frequent_flyer: tuple[FrequentFlyer, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    seats: tuple[Seat, ...] = ()
    baggage: tuple[Baggage, ...] = ()
    excess_baggage: tuple[ExcessBaggage, ...] = ()
    check_in: tuple[CheckIn, ...] = ()
    remarks: tuple[Remark, ...] = ()
    services: tuple[ServiceRequest, ...] = ()
    splits: tuple[Split, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    unread: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
