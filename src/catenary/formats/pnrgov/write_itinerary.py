"""Writes groups 5 to 9 of PNRGOV: flights with seats and check-in, splits, and services on the ground."""

from collections.abc import Mapping, Sequence

from catenary.core.intake.booking import Baggage, BookedSegment, Booking, CheckIn, SeatSource, SegmentKind
from catenary.core.intake.model import Traveller
from catenary.formats.pnrgov.sheet import Sheet, composite, day_and_time
from catenary.formats.pnrgov.write_parts import write_remark, write_service

_ON_THE_GROUND = frozenset({SegmentKind.HOTEL, SegmentKind.OTHER})
_UNITS = {"kg": "700", "lb": "701"}


def write_itinerary(
    sheet: Sheet, booking: Booking, travellers: Sequence[Traveller], numbers: Mapping[str, str]
) -> None:
    """Everything booked, and who checked in on it."""
    names = {traveller.id: traveller for traveller in travellers}
    for place, segment in enumerate(booking.segments):
        if segment.kind not in _ON_THE_GROUND:
            _write_flight(sheet, booking, segment, place, numbers)
            _write_check_ins(sheet, booking, place, names, numbers)
    for split in booking.splits:
        sheet.put("EQN", composite(split.travellers))
        sheet.put_locators(split.locators)
    for segment in booking.segments:
        if segment.kind in _ON_THE_GROUND:
            _write_ground_service(sheet, segment)


def write_travel(sheet: Sheet, segment: BookedSegment) -> None:
    """A flight as TVL, with its status."""
    times = [*day_and_time(segment.departs_local), *day_and_time(segment.arrives_local)]
    carriers = composite(segment.carrier, segment.operating_carrier)
    flight = composite(segment.number, segment.booking_class)
    sheet.put("TVL", times, segment.origin, segment.destination, carriers, flight)


def write_status(sheet: Sheet, segment: BookedSegment) -> None:
    """Seats and status as RPI, where there are any."""
    if segment.seats is not None or segment.status:
        sheet.put("RPI", composite(segment.seats), segment.status)


def _write_flight(
    sheet: Sheet, booking: Booking, segment: BookedSegment, place: int, numbers: Mapping[str, str]
) -> None:
    write_travel(sheet, segment)
    if segment.operating_number or segment.operating_class:
        sheet.put("TVL", None, None, None, None, composite(segment.operating_number, segment.operating_class))
    write_status(sheet, segment)
    if segment.equipment:
        sheet.put("APD", segment.equipment)
    for service in booking.services:
        if service.segment == place:
            write_service(sheet, service, numbers)
    for seat in booking.seats:
        if seat.segment == place and seat.source is SeatSource.REQUESTED:
            asked = ["SEAT", seat.status or "", "1", segment.carrier or "", "", "", segment.origin or ""]
            of_whom = [seat.number, "", numbers.get(seat.traveller or "", ""), *seat.characteristics]
            sheet.put("SSR", [*asked, segment.destination or ""], of_whom)
    sheet.put_locators(segment.locators)
    for remark in booking.remarks:
        if remark.segment == place:
            write_remark(sheet, remark)


def _write_check_ins(
    sheet: Sheet, booking: Booking, place: int, names: Mapping[str, Traveller], numbers: Mapping[str, str]
) -> None:
    entries = [entry for entry in booking.check_in if entry.segment == place]
    met = {entry.traveller for entry in entries}
    entries += [CheckIn(place, owner) for owner in _owners_at_check_in(booking, place) if owner not in met]
    written: set[str | None] = set()
    for entry in entries:
        _write_check_in(sheet, entry, names, numbers)
        if entry.text is None and entry.traveller not in written:
            written.add(entry.traveller)
            _write_seats_and_bags(sheet, booking, place, entry.traveller)


def _owners_at_check_in(booking: Booking, place: int) -> dict[str | None, None]:
    """Whose seats and bags departure control knows on a flight, each once."""
    given = [seat for seat in booking.seats if seat.source is SeatSource.CHECK_IN and seat.segment == place]
    bags = [bags for bags in booking.baggage if bags.segment == place]
    return dict.fromkeys([*(seat.traveller for seat in given), *(bag.traveller for bag in bags)])


def _write_check_in(
    sheet: Sheet, entry: CheckIn, names: Mapping[str, Traveller], numbers: Mapping[str, str]
) -> None:
    if entry.text is not None:
        sheet.put("DAT", ["3", entry.text])
        return
    sheet.put("DAT", ["2", *day_and_time(entry.at)] if entry.at else None)
    if entry.agent:
        sheet.put("ORG", entry.agent)
    boarding = "-".join(part for part in (entry.station, entry.sequence) if part)
    number = numbers.get(entry.traveller or "")
    sheet.put("TRI", None, composite(boarding, "", "", number))
    traveller = names.get(entry.traveller or "")
    if traveller:
        sheet.put(
            "TIF", traveller.name.surname, composite(traveller.name.given_names, traveller.category, number)
        )


def _write_seats_and_bags(sheet: Sheet, booking: Booking, place: int, traveller: str | None) -> None:
    for seat in booking.seats:
        if (seat.segment, seat.traveller, seat.source) == (place, traveller, SeatSource.CHECK_IN):
            sheet.put("SSD", [seat.number, *seat.characteristics], None, None, None, seat.cabin)
    for bags in booking.baggage:
        if (bags.segment, bags.traveller) == (place, traveller):
            write_bags(sheet, bags)


def write_bags(sheet: Sheet, bags: Baggage) -> None:
    """Checked bags as TBD, each tag by itself."""
    weight = "" if bags.weight is None else f"{bags.weight:g}"
    unit = _UNITS.get(bags.weight_unit or "", bags.weight_unit)
    tags = (["", tag, "", bags.destination or ""] for tag in bags.tags)
    sheet.put(
        "TBD", None, composite(bags.pieces, weight, unit), None, composite(bags.pool, bags.pool_ticket), *tags
    )


def _write_ground_service(sheet: Sheet, segment: BookedSegment) -> None:
    sheet.put("MSG", segment.service)
    times = [*day_and_time(segment.departs_local), *day_and_time(segment.arrives_local)]
    place = composite(segment.origin, segment.description)
    product = composite(segment.number, segment.booking_class)
    sheet.put("TVL", times, place, segment.destination, segment.carrier, product)
    write_status(sheet, segment)
    sheet.put_locators(segment.locators)
