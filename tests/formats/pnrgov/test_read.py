"""Every group of PNRGOV reaches the booking it belongs to, and every one of the 19 elements has its place."""

import pytest

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.intake.booking import (
    Baggage,
    BookedSegment,
    ContactKind,
    FormerName,
    Money,
    RecordLocator,
    SeatSource,
    SegmentKind,
)
from catenary.core.intake.model import Call, Flight, Leg


def codes(value):
    return [finding.code.removeprefix("intake.") for finding in value.findings]


@pytest.fixture(scope="module")
def booking(whole):
    return whole.bookings[0]


@pytest.fixture(scope="module")
def anna(whole):
    return whole.travellers[0]


def test_the_message_names_its_flight_and_function(whole):
    leg = Leg(Call("UTA", "2026-12-22T09:15"), Call("UTB", "2026-12-22T11:30"))
    assert whole.flights == (Flight("UT", "12", (leg,)),)
    assert (whole.message, whole.version, whole.function) == ("PNRGOV", "13:1:IA", "22")
    assert (whole.sender, whole.access_reference) == ("UT", "UT12")


def test_the_whole_push_is_understood_without_a_warning(whole, booking):
    assert codes(whole) == ["century_expiry", "century_past"]
    assert codes(booking) == ["card_number_masked", "traveller_reference_unknown"]


def test_locators_and_dates_of_the_booking_stand_with_it(booking):
    assert booking.locator == "ABC123"
    assert booking.locators == (RecordLocator("UT", "ABC123"), RecordLocator("1X", "ZZ9XYZ", "C"))
    assert booking.created_at == "2026-09-01T08:30Z"
    assert (booking.changed_at, booking.ticketed_at) == ("2026-10-02T10:10Z", "2026-10-03T12:00Z")


def test_the_agency_that_made_the_booking_is_named(booking):
    by = booking.agency
    assert (by.system, by.iata_number, by.office, by.type, by.agent) == (
        "1X",
        "52519950",
        "UTA123",
        "T",
        "D050517",
    )
    assert by.details == ("X9",)


def test_travellers_stand_once_with_ids_of_message_booking_and_place(whole, booking):
    assert [traveller.id for traveller in whole.travellers] == ["0-1-1", "0-1-2"]
    assert booking.travellers == ("0-1-1", "0-1-2")
    assert booking.party_size == 2


def test_a_traveller_has_name_title_and_identity_of_the_document(anna):
    assert (anna.name.surname, anna.name.given_names, anna.title) == ("ERIKSSON", "ANNA MARIA", "MRS")
    assert (anna.sex, anna.born, anna.nationality) == (Sex.FEMALE, PartialDate(1974, 8, 12), "UTO")
    assert anna.birth_place == "ZENITH"
    passport, visa, old = anna.documents
    assert (passport.type, passport.number, passport.issuer) == ("P", "L898902C", "UTO")
    assert passport.expires == PartialDate(2032, 4, 15)
    assert (visa.type, visa.number, visa.issue_place, visa.valid_for) == ("V", "V123", "UTOPOLIS", "UTO")
    assert visa.issued == PartialDate(2026, 1, 5)
    assert (old.number, codes(old)) == ("OLD00001", ["document_from_history"])


def test_a_traveller_has_seat_bags_and_stretch_of_the_pushed_flight(anna):
    assert (anna.seat, anna.bags) == ("14C", ("UT0000123456", "UT0000123457"))
    assert (anna.embarks, anna.disembarks) == ("UTA", "UTB")
    assert (anna.booking_reference, anna.reference) == ("ABC123", "38739393AN8739P")


def test_an_infant_without_a_seat_is_told_with_the_birth_date_of_its_service(whole):
    infant = whole.travellers[1]
    assert infant.infant
    assert infant.born == PartialDate(2026, 3, 12)


def test_contacts_say_how_whom_and_where(booking):
    phone, home, destination, email, payer = (
        next(contact for contact in booking.contacts if contact.kind is kind)
        for kind in (
            ContactKind.PHONE,
            ContactKind.ADDRESS,
            ContactKind.DESTINATION,
            ContactKind.EMAIL,
            ContactKind.PAYER,
        )
    )
    assert (phone.text, phone.traveller) == ("UTA 00 1 555 0100", None)
    assert (home.street, home.city, home.postcode, home.text) == (
        "45 HIGH STREET",
        "UTOPOLIS",
        "SL1AA",
        "0015550100",
    )
    assert (destination.street, destination.traveller) == ("1 HARBOUR ROAD", "0-1-1")
    assert (email.text, email.traveller) == ("ANNA_E@POST.UTO", "0-1-1")
    assert payer.city == "UTOPOLIS"


def test_payment_shows_the_card_only_in_part_and_who_pays(booking):
    (payment,) = booking.payment
    assert (payment.kind, payment.vendor, payment.number) == ("CC", "VI", "411111XXXXXX1111")
    assert (payment.amount, payment.expires, payment.ticket) == ("29.94", "0228", "9990062120234")
    assert payment.payer == ("BO ERIKSSON", "45 HIGH STREET UTOPOLIS", "0015550100")


def test_what_stands_behind_the_expiry_of_a_payment_is_kept(read_booking):
    _, booking = read_booking("TIF+X+Y'TKT+9990062120234:T'FOP+CC::10.00:VI:4111111111111111:0228:OK77::M'")
    assert booking.payment[0].details == ("OK77", "M")


def test_a_date_of_another_kind_is_kept_as_received_and_told(read_booking):
    _, booking = read_booking("DAT+700:021026:1010+798:031026:1200'TIF+X+Y'")
    assert (booking.changed_at, booking.unread) == (
        "2026-10-02T10:10Z",
        ("DAT+700:021026:1010+798:031026:1200",),
    )
    assert "booking_date_of_other_kind" in codes(booking)


def test_memberships_stand_with_their_traveller(booking):
    (member,) = booking.frequent_flyer
    assert (member.carrier, member.number, member.details) == ("UT", "1234567890", ("GOLD",))
    assert member.traveller == "0-1-1"


def test_a_ticket_has_fares_taxes_and_conditions(booking):
    (ticket,) = booking.tickets
    assert (ticket.number, ticket.kind, ticket.booklets) == ("9990062120234", "T", 1)
    assert ticket.fares == (Money("B", "28.00", "UTD"), Money("T", "29.94", "UTD"))
    assert ticket.taxes == (Money("AY6", "3.10"), Money("YQ", "8.50", "UTD", "UT"))
    assert (ticket.restrictions, ticket.deadline_at) == (("NR",), "2026-12-06T10:10")
    assert (ticket.validating_carrier, ticket.validating_number, ticket.sold_in) == ("UT", "006", "UTA")
    assert ticket.issued_at == "2026-10-03T12:00Z"
    assert ticket.fare_details == ("N", "MIL24")


def test_a_code_share_has_both_carriers_and_numbers(booking):
    flight = booking.segments[0]
    assert (flight.carrier, flight.number, flight.booking_class) == ("QX", "912", "B")
    assert (flight.operating_carrier, flight.operating_number, flight.operating_class) == ("UT", "12", "Y")
    assert (flight.seats, flight.status, flight.equipment) == (2, "HK", "320")
    assert (flight.departs_local, flight.arrives_local) == ("2026-12-22T09:15", "2026-12-22T11:30")
    assert flight.locators == (RecordLocator("UT", "ABC123"),)


def test_open_flights_and_services_on_the_ground_are_segments_of_their_kind(booking):
    _, later, hotel = booking.segments
    assert (later.kind, later.origin) == (SegmentKind.OPEN, "UTB")
    assert (hotel.kind, hotel.origin, hotel.description) == (SegmentKind.HOTEL, "UTB", "HARBOUR ARMS")
    assert (hotel.departs_local, hotel.arrives_local) == ("2026-12-22T15:00", "2026-12-25")


def test_seats_say_who_asked_and_who_got(booking):
    seats = [(seat.number, seat.source, seat.traveller, seat.characteristics) for seat in booking.seats]
    assert seats == [
        ("15A", SeatSource.REQUESTED, "0-1-1", ("W",)),
        ("15B", SeatSource.REQUESTED, None, ()),
        ("14C", SeatSource.CHECK_IN, "0-1-1", ()),
    ]
    assert {seat.segment for seat in booking.seats} == {0}


def test_check_in_has_time_station_number_and_agent(booking):
    (entry,) = booking.check_in
    assert (entry.at, entry.station, entry.sequence) == ("2026-12-22T07:01Z", "UTA", "108")
    assert (entry.agent, entry.traveller, entry.segment) == ("UT A", "0-1-1", 0)


def test_bags_have_every_tag_of_a_run(booking):
    tags = ("UT0000123456", "UT0000123457")
    assert booking.baggage == (Baggage(0, "0-1-1", 2, 34.0, "kg", tags, "UTB", "HP", "999"),)
    (excess,) = booking.excess_baggage
    assert (excess.currency, excess.rate, excess.quantity) == ("UTD", "40.00", ("4", "N"))


def test_unaccompanied_minors_and_remarks_are_kept(booking):
    assert [(service.code, service.text) for service in booking.services] == [
        ("OTHS", "BOOKED BY PHONE"),
        ("INFT", "ERIKSSON/BO/12MAR26"),
        ("UMNR", "UM08"),
    ]
    assert [remark.text for remark in booking.remarks] == ["VIP GUEST OF THE ISLAND", "UTA UT UTB 40.00 END"]


def test_a_split_names_the_other_booking(booking):
    (split,) = booking.splits
    assert (split.travellers, split.locators) == (1, (RecordLocator("UT", "DEF456"),))


def test_history_says_what_was_changed_when_and_by_whom(booking):
    *lines, cancelled, renamed = booking.history
    assert [line.text[:2] for line in lines] == ["0/", "14"]
    assert (cancelled.action, cancelled.at, cancelled.by.office) == ("X", "2026-10-07T10:10Z", "GS")
    assert isinstance(cancelled.item, BookedSegment)
    assert (cancelled.item.departs_local, cancelled.item.seats, cancelled.item.status) == (
        "2026-12-21T09:15",
        2,
        "K",
    )
    assert (renamed.action, renamed.item) == ("X", FormerName("ERIKSON", "ANNA"))


def test_what_tells_religion_is_counted_and_gone_also_from_history(whole):
    assert whole.removed["religion"] == 2
    assert sum(whole.removed.values()) == 2


def test_counts_that_are_wrong_are_told(read, header):
    result = read(header + "SRC'RCI+UT:A'TIF+X+Y'SRC'RCI+UT:B'TIF+X+Y'")
    finding = next(found for found in result.findings if found.code == "intake.booking_count")
    assert dict(finding.params) == {"stated": "1", "counted": 2}
    assert len(result.bookings) == 2


def test_a_segment_nobody_knows_is_kept_as_received_and_told(read_booking):
    _, booking = read_booking("TIF+X+Y'QQQ+SOME:THING'")
    assert booking.unread == ("QQQ+SOME:THING",)
    assert codes(booking) == ["booking_segment_unknown"]


def test_a_reference_number_of_nobody_is_kept_as_received_and_told(read_booking):
    _, booking = read_booking("TVL+221226:0915+UTA+UTB+UT+12'REF+:38739393AN8739P'")
    assert booking.unread == ("REF+:38739393AN8739P",)
    assert "booking_segment_of_nobody" in codes(booking)


def test_all_that_the_message_says_of_its_sender_is_kept(read, header):
    result = read(header.replace("ORG+UT", "ORG+UT:UTA+52519950:UTA123+UTA+UT:UTB+A+UT+D050517"))
    office = result.reporting_office
    assert (result.reporting_party, office.system_location, office.iata_number, office.agent) == (
        "UT",
        "UTA",
        "52519950",
        "D050517",
    )


def test_midnight_at_the_end_of_a_day_is_the_first_minute_of_the_next(read, header):
    result = read(header.replace("221226:1130", "221226:2400") + "SRC'RCI+UT:A'TIF+X+Y'")
    assert result.flights[0].legs[0].arrival == Call("UTB", "2026-12-23T00:00")


@pytest.mark.parametrize("time", ["2430", "1160", "093060", "93"])
def test_a_time_that_no_clock_shows_costs_only_itself(read, header, time):
    result = read(header.replace("221226:1130", f"221226:{time}") + "SRC'RCI+UT:A'TIF+X+Y'")
    assert result.flights[0].legs[0].arrival == Call("UTB")
    assert "booking_date_unreadable" in codes(result)
    assert len(result.travellers) == 1


def test_a_segment_out_of_place_is_read_and_told(read_booking):
    travellers, booking = read_booking("TVL+221226:0915+UTA+UTB+UT+12'TKT+9990062120234:T'TIF+X+Y'")
    assert booking.tickets[0].number == "9990062120234"
    assert travellers[0].name.surname == "X"
    assert codes(booking) == ["booking_segment_misplaced"]


def test_a_booking_without_its_opening_segment_is_read_and_told(read, header):
    result = read(header + "RCI+UT:ABC123'TIF+X+Y'")
    assert result.bookings[0].locator == "ABC123"
    assert "booking_start_missing" in codes(result.bookings[0])


def test_a_date_that_cannot_be_is_told_and_the_rest_is_read(read_booking):
    _, booking = read_booking("TIF+X+Y'TVL+310226:0915+UTA+UTB+UT+12'")
    assert booking.segments[0].departs_local is None
    assert booking.segments[0].number == "12"
    assert codes(booking) == ["booking_date_unreadable"]


def test_a_creation_date_one_component_early_is_read_and_told(read, header):
    result = read(header + "SRC'RCI+UT:ABC123:010926:0830'TIF+X+Y'")
    (booking,) = result.bookings
    assert (booking.created_at, booking.locators[0].kind) == ("2026-09-01T08:30Z", None)
    assert codes(booking) == ["booking_creation_misplaced"]


def test_a_group_without_names_has_its_name_and_size(read_booking):
    travellers, booking = read_booking("TIF+UTOPIA CHOIR:G'TVL+221226:0915+UTA+UTB+UT+12'RPI+40+HK'")
    assert not travellers
    assert (booking.group_name, booking.party_size) == ("UTOPIA CHOIR", 40)


def test_as_many_tags_as_bags_are_single_tags_whatever_their_third_component(read_booking):
    _, booking = read_booking(
        "TIF+X+Y::1'TVL++UTA+UTB+UT+12'DAT'TRI++1:::1'TBD++2:30:701++MP+618:100:2:UTB+618:101:3:UTB'"
    )
    assert booking.baggage[0].tags == ("618100", "618101")
    assert (booking.baggage[0].weight, booking.baggage[0].weight_unit) == (30.0, "lb")


def test_tags_and_pieces_that_differ_are_told(read_booking):
    _, booking = read_booking(
        "TIF+X+Y::1'TVL++UTA+UTB+UT+12'DAT'TRI++1:::1'TBD++1:5:700+++UT:1::UTB+UT:2::UTB'"
    )
    assert codes(booking) == ["bag_count"]


def test_someone_who_appears_at_check_in_only_is_a_traveller_and_told(read_booking):
    travellers, booking = read_booking(
        "TIF+X+Y::1'TVL++UTA+UTB+UT+12'DAT'TRI++7:::5'TIF+GOSHOW+ANN:A:5'SSD+2A'"
    )
    assert [traveller.name.surname for traveller in travellers] == ["X", "GOSHOW"]
    assert travellers[1].seat == "2A"
    assert codes(booking) == ["traveller_only_at_check_in"]


def test_seats_in_a_text_are_seats(read_booking):
    _, booking = read_booking("TIF+X+Y'TVL++UTA+UTB+UT+12'SSR+SEAT:DK:2:UT:::UTA:UTB:.03BN03AN'")
    assert [seat.number for seat in booking.seats] == ["03B", "03A"]


def test_a_seat_for_a_disabled_passenger_loses_that_characteristic(read, header):
    result = read(header + "SRC'TIF+X+Y::1'TVL++UTA+UTB+UT+12'SSR+SEAT:HK:1:UT+3C::1:H:A'")
    assert result.bookings[0].seats[0].characteristics == ("A",)
    assert result.removed["disability"] == 1


def test_a_ticket_number_in_a_service_is_a_ticket(read_booking):
    _, booking = read_booking("TIF+X+Y:A:1'SSR+TKNE:HK:1:UT:::UTA:UTB:9991234567890C2+::1'")
    assert [(ticket.number, ticket.kind, ticket.traveller) for ticket in booking.tickets] == [
        ("9991234567890", "TKNE", "0-1-1")
    ]


def test_repeated_reading_gives_the_same_value(read, header):
    segments = header + "SRC'RCI+UT:ABC123'TIF+X+Y:A:1'SSR+DOCS:HK:1:UT:::::/P/UTO/1/UTO/12AUG74/F//X/Y'"
    assert read(segments) == read(segments)
