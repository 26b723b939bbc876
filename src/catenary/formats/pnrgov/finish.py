"""Makes the frozen booking and its travellers out of a finished draft: references resolved, nothing left open."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from catenary.basis.persons import PersonName
from catenary.core.intake.booking import (
    BookedSegment,
    Booking,
    CheckIn,
    Contact,
    ExcessBaggage,
    HistoryEntry,
    Payment,
    Remark,
    Seat,
    SeatSource,
    ServiceRequest,
    Split,
    Ticket,
)
from catenary.core.intake.booking_problems import BOOKING
from catenary.core.intake.model import Flight, Reference, Traveller
from catenary.formats.pnrgov.draft import Draft, Fields, TravellerDraft
from catenary.formats.pnrgov.history import finished_item
from catenary.formats.pnrgov.identity import join_identities

_FROM_SERVICE = "TKNE"


@frozen
class Finished:
    """A booking and those it names."""

    booking: Booking
    travellers: tuple[Traveller, ...]


def finish(draft: Draft, pushed: Flight | None) -> Finished:
    """The booking as it stands when its last segment has been read; `pushed` is the flight the message is about."""
    join_identities(draft)
    _resolve_waiting(draft)
    _add_service_tickets(draft)
    flight = _pushed_segment(draft.segments, pushed)
    travellers = tuple(_travellers(draft, flight, pushed))
    return Finished(_booking(draft, travellers), travellers)


def _resolve_waiting(draft: Draft) -> None:
    """Give what waited the traveller and segment it means, now that all are known."""
    places: dict[tuple[str | None, str | None], int] = {}
    for number, segment in enumerate(draft.segments):
        places.setdefault((segment.get("origin"), segment.get("destination")), number)
    for fields, reference, between in draft.waiting:
        if reference and fields["traveller"] is None:
            fields["traveller"] = _referred(draft, reference)
        if fields["segment"] is None and all(between):
            fields["segment"] = places.get(between)


def _referred(draft: Draft, reference: str) -> str | None:
    known = draft.traveller_of(reference)
    if known is None and draft.travellers:
        draft.findings.append(BOOKING.finding("traveller_reference_unknown", tag="SSR", value=reference[:40]))
    return known.id if known else None


def _add_service_tickets(draft: Draft) -> None:
    """Ticket numbers that only a SSR TKNE names: `1391234567890C2`, `INF` before an infant's."""
    known = {ticket["number"] for ticket in draft.tickets}
    for service in draft.services:
        if service["code"] == _FROM_SERVICE and service.get("text"):
            number, coupon, _ = service["text"].lstrip("./ ").partition("C")
            number = number.removeprefix("INF")
            if coupon and number.isdigit() and number not in known:
                known.add(number)
                draft.tickets.append(
                    {"number": number, "kind": _FROM_SERVICE, "traveller": service.get("traveller")}
                )


def _pushed_segment(segments: list[Fields], pushed: Flight | None) -> int | None:
    """Which segment of the booking is the flight the message is about."""
    if pushed is None:
        return None
    origin = pushed.legs[0].departure.airport if pushed.legs and pushed.legs[0].departure else None
    number = pushed.number.lstrip("0")
    for place, segment in enumerate(segments):
        carriers = {segment.get("carrier"), segment.get("operating_carrier")}
        numbers = {(segment.get(name) or "").lstrip("0") for name in ("number", "operating_number")}
        if pushed.carrier in carriers and number in numbers and segment.get("origin") == origin:
            return place
    return None


def _travellers(draft: Draft, flight: int | None, pushed: Flight | None) -> Iterable[Traveller]:
    seats = _seats_on(draft, flight)
    bags: dict[str, list[str]] = {}
    for bag in draft.bags:
        if bag.traveller and (flight is None or bag.segment == flight):
            bags.setdefault(bag.traveller, []).extend(bag.tags)
    embarks, disembarks = _stretch(draft, flight, pushed)
    for known in draft.travellers:
        yield _traveller(
            known, draft, seats.get(known.id), tuple(bags.get(known.id, ())), embarks, disembarks
        )


def _stretch(draft: Draft, flight: int | None, pushed: Flight | None) -> tuple[str | None, str | None]:
    """Where travellers get on and off: on their own segment of the flight, else as the message says."""
    if flight is not None:
        return draft.segments[flight].get("origin"), draft.segments[flight].get("destination")
    leg = pushed.legs[0] if pushed and pushed.legs else None
    return (
        leg.departure.airport if leg and leg.departure else None,
        leg.arrival.airport if leg and leg.arrival else None,
    )


def _seats_on(draft: Draft, flight: int | None) -> Mapping[str | None, str]:
    """Each traveller's seat on the flight: the one given at check-in before the one asked for."""
    on_flight = [seat for seat in draft.seats if seat.get("segment") == flight] if flight is not None else []
    requested = {
        seat["traveller"]: seat["number"] for seat in on_flight if seat["source"] is SeatSource.REQUESTED
    }
    given = {seat["traveller"]: seat["number"] for seat in on_flight if seat["source"] is SeatSource.CHECK_IN}
    return requested | given


def _traveller(
    known: TravellerDraft,
    draft: Draft,
    seat: str | None,
    bags: tuple[str, ...],
    embarks: str | None,
    disembarks: str | None,
) -> Traveller:
    return Traveller(
        id=known.id,
        name=PersonName.of_parts(known.surname or None, known.given_names or None),
        sex=known.sex,
        infant=known.infant,
        born=known.born,
        birth_place=known.birth_place,
        nationality=known.nationality,
        residence=known.residence,
        documents=tuple(known.documents.values()),
        booking_reference=draft.booking.get("locator"),
        reference=known.references[0] if known.references else None,
        seat=seat,
        embarks=embarks,
        disembarks=disembarks,
        bags=bags,
        title=known.title,
        category=known.category,
        other_names=tuple(known.other_names),
        references=tuple(Reference("REF", number) for number in known.references[1:]),
    )


def _booking(draft: Draft, travellers: tuple[Traveller, ...]) -> Booking:
    return Booking(
        **draft.booking,
        travellers=tuple(traveller.id for traveller in travellers),
        party_size=_party_size(draft),
        segments=tuple([BookedSegment(**_whole(fields, "locators")) for fields in draft.segments]),
        contacts=tuple([Contact(**fields) for fields in draft.contacts]),
        payment=tuple([Payment(**_whole(fields, "payer")) for fields in draft.payments]),
        agency=draft.agency,
        frequent_flyer=tuple(draft.frequent_flyers),
        tickets=tuple([Ticket(**_whole(_whole(fields, "taxes"), "fares")) for fields in draft.tickets]),
        seats=tuple([Seat(**fields) for fields in draft.seats]),
        baggage=tuple(draft.bags),
        excess_baggage=tuple([ExcessBaggage(**fields) for fields in draft.excess_bags]),
        check_in=tuple([CheckIn(**fields) for fields in draft.check_ins]),
        remarks=tuple([Remark(**fields) for fields in draft.remarks]),
        services=tuple([ServiceRequest(**fields) for fields in draft.services]),
        splits=tuple([Split(**_whole(fields, "locators")) for fields in draft.splits]),
        history=tuple([_history_entry(fields) for fields in draft.history]),
        unread=tuple(draft.unread),
        findings=tuple(draft.findings),
    )


def _whole(fields: Fields, growing: str) -> Fields:
    """The fields with the list that grew as the tuple it stays."""
    if growing in fields:
        fields[growing] = tuple(fields[growing])
    return fields


def _history_entry(fields: Fields) -> HistoryEntry:
    if "item" in fields:
        fields["item"] = finished_item(fields["item"])
    return HistoryEntry(**fields)


def _party_size(draft: Draft) -> int | None:
    """How many persons the booking is for: those named, or the seats of a group that is not."""
    seats: list[int] = [segment["seats"] for segment in draft.segments if segment.get("seats")]
    if draft.booking.get("group_name") and seats:
        return max(len(draft.travellers), *seats)
    return len(draft.travellers) or (max(seats) if seats else None)
