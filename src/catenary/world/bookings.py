"""Bookings of the parties on a flight: itinerary, contacts, payment, tickets, seats, bags, wishes and remarks."""

from datetime import datetime, timedelta
from itertools import count

from anyascii import anyascii
from attrs import evolve

from catenary.core.intake.booking import (
    Agency,
    Baggage,
    BookedSegment,
    Booking,
    Contact,
    ContactKind,
    FrequentFlyer,
    Money,
    Payment,
    RecordLocator,
    Remark,
    RemarkKind,
    Seat,
    SeatSource,
    ServiceRequest,
    Ticket,
)
from catenary.core.intake.model import Traveller
from catenary.world.dice import Dice
from catenary.world.flights import Departure

_MEALS = ("VGML", "AVML", "MOML", "KSML", "HNML", "DBML", "GFML", "CHML")
_ASSISTANCE = ("WCHR", "WCHS", "BLND", "DEAF", "MEDA")
_NEUTRAL_WISHES = ("BIKE", "PETC", "XBAG", "BSCT")
_REMARKS = (
    "PAX ADVISED OF CHECK IN CLOSING TIME",
    "TRAVELLING WITH COLLEAGUES TO TRADE FAIR",
    "PASSENGER NEEDS HALAL MEAL AND PRAYER ROOM",
    "TICKET TO BE COLLECTED AT AIRPORT",
    "PASSENGER IS PREGNANT MEDICAL CERTIFICATE HELD",
)
_STREETS = (
    "1 CHAIN BRIDGE ROAD",
    "22 HARBOUR STREET",
    "7 ARCH LANE",
    "305 LIGHTHOUSE AVENUE",
    "18 MILL SQUARE",
)


def booking(departure: Departure, party: tuple[Traveller, ...], dice: Dice) -> Booking:
    """What the reservation system holds of a party that booked together."""
    first = party[0]
    created = departure.departs_at - timedelta(days=dice.between(1, 180), minutes=dice.between(0, 1439))
    tickets = tuple(_ticket(departure, traveller, created, dice) for traveller in party)
    return Booking(
        locator=first.booking_reference,
        locators=(RecordLocator(departure.carrier.code, first.booking_reference or ""),),
        created_at=_utc(created),
        changed_at=_utc(created + timedelta(minutes=dice.between(5, 600))),
        travellers=tuple(traveller.id for traveller in party),
        party_size=len(party),
        segments=_segments(departure, len(party), dice),
        contacts=_contacts(departure, first, dice),
        payment=(_payment(first, tickets[0], dice),),
        agency=_agency(departure, dice),
        frequent_flyer=_memberships(departure, party, dice),
        tickets=tickets,
        seats=tuple(
            Seat(traveller.seat, SeatSource.REQUESTED, 0, traveller.id, status="HK")
            for traveller in party
            if traveller.seat
        ),
        baggage=tuple(_bags(departure, traveller, dice) for traveller in party if dice.chance(0.6)),
        remarks=_remarks(departure, dice),
        services=tuple(_wish(traveller, departure, dice) for traveller in party if dice.chance(0.1)),
    )


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}Z"


def _segments(departure: Departure, seats: int, dice: Dice) -> tuple[BookedSegment, ...]:
    """The flight itself and, for most parties, the way back."""
    there = BookedSegment(
        carrier=departure.carrier.code,
        number=departure.flight.number,
        origin=departure.origin,
        destination=departure.destination,
        departs_local=_local(departure.departs_at),
        arrives_local=_local(departure.arrives_at),
        booking_class=dice.pick("YYYBMKQJC"),
        seats=seats,
        status="HK",
        equipment=dice.pick(("320", "738", "E90", "77W")),
    )
    if dice.chance(0.3):
        return (there,)
    back_at = departure.departs_at + timedelta(days=dice.between(2, 21))
    back = evolve(
        there,
        number=f"{int(departure.flight.number) % 989 + 1:04d}",
        origin=departure.destination,
        destination=departure.origin,
        departs_local=_local(back_at),
        arrives_local=_local(back_at + (departure.arrives_at - departure.departs_at)),
    )
    return (there, back)


def _local(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def _contacts(departure: Departure, first: Traveller, dice: Dice) -> tuple[Contact, ...]:
    carrier = departure.carrier.code
    phone = f"{dice.below(10**9):09d}"
    surname = anyascii(first.name.surname or first.name.full).upper()
    box = "".join(letter for letter in surname if letter.isalpha())[:12] or "TRAVELLER"
    email = Contact(ContactKind.EMAIL, f"{box}{dice.below(90)}@MAIL.EXAMPLE", "CTCE", carrier=carrier)
    numbers: tuple[Contact, ...] = (Contact(ContactKind.PHONE, phone, "CTCM", carrier=carrier),)
    if dice.chance(0.5):
        numbers += (email,)
    if dice.chance(0.3):
        street, country = dice.pick(_STREETS), first.nationality
        numbers += (
            Contact(ContactKind.ADDRESS, purpose="700", street=street, city="CENTRAL CITY", country=country),
        )
    return numbers


def _agency(departure: Departure, dice: Dice) -> Agency:
    if dice.chance(0.4):
        return Agency(system=departure.carrier.code, location=departure.origin, type="A")
    office = f"{dice.below(10**8):08d}"
    return Agency(
        system="0G", iata_number=office, office=f"QM{dice.below(1000):03d}", type="T", language="EN"
    )


def _ticket(departure: Departure, traveller: Traveller, created: datetime, dice: Dice) -> Ticket:
    base = dice.between(60, 900)
    return Ticket(
        number=f"099{dice.below(10**10):010d}",
        kind="T",
        booklets=1,
        traveller=traveller.id,
        issued_at=_utc(created),
        fares=(Money("B", f"{base}.00", "XTS"), Money("T", f"{base + dice.between(20, 120)}.00", "XTS")),
        validating_carrier=departure.carrier.code,
    )


def _payment(payer: Traveller, ticket: Ticket, dice: Dice) -> Payment:
    """A card with its middle hidden, or cash; amounts in XTS, the currency code that ISO 4217 keeps for tests."""
    amount = ticket.fares[1].amount
    if dice.chance(0.15):
        return Payment("CA", amount, traveller=payer.id, ticket=ticket.number)
    number = f"400000XXXXXX{dice.below(10**4):04d}"
    return Payment(
        "CC", amount, "VI", number, f"{dice.between(1, 12):02d}29", traveller=payer.id, ticket=ticket.number
    )


def _memberships(departure: Departure, party: tuple[Traveller, ...], dice: Dice) -> tuple[FrequentFlyer, ...]:
    return tuple(
        FrequentFlyer(departure.carrier.code, f"{dice.below(10**9):09d}", traveller=traveller.id)
        for traveller in party
        if dice.chance(0.15)
    )


def _bags(departure: Departure, traveller: Traveller, dice: Dice) -> Baggage:
    pieces, number = dice.between(1, 2), dice.below(10**6 - 2)
    tags = tuple(
        f"{departure.carrier.code}{tag:06d}" for tag, _ in zip(count(number), range(pieces), strict=False)
    )
    weight = float(pieces * dice.between(9, 23))
    return Baggage(0, traveller.id, pieces, weight, "kg", tags, traveller.disembarks)


def _remarks(departure: Departure, dice: Dice) -> tuple[Remark, ...]:
    if not dice.chance(0.25):
        return ()
    return (Remark(RemarkKind.OTHER_SERVICE, dice.pick(_REMARKS), "28", departure.carrier.code),)


def _wish(traveller: Traveller, departure: Departure, dice: Dice) -> ServiceRequest:
    """A meal, help or something neutral: what carriers send, and what a State must remove where it tells too much."""
    kind = dice.roll()
    codes = _MEALS if kind < 0.6 else _ASSISTANCE if kind < 0.8 else _NEUTRAL_WISHES
    return ServiceRequest(
        dice.pick(codes), "HK", "1", departure.carrier.code, traveller=traveller.id, segment=0
    )
