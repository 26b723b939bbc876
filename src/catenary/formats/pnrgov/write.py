"""Writes bookings as PNRGOV 11.1: what a carrier would send, for training, benchmarks and tests.

Reading what was written gives the same values, except what PNRGOV has no place for: findings, segments that were
kept unread, a payment or ticket of nobody (written under the first traveller), and dates that are partial.
"""

from collections.abc import Sequence

from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.booking import Agency, Booking, Contact, ContactKind, Payment, Ticket
from catenary.core.intake.model import CarrierMessage, TravelDocument, Traveller
from catenary.formats.edifact.writing import Style
from catenary.formats.pnrgov.dates import written
from catenary.formats.pnrgov.flight import write_pushed_flight
from catenary.formats.pnrgov.sheet import Sheet, composite, day_and_time, slashed
from catenary.formats.pnrgov.write_history import write_history
from catenary.formats.pnrgov.write_itinerary import write_itinerary
from catenary.formats.pnrgov.write_parts import write_remark, write_service

VERSION = "11:1:IA"
_SEX = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.UNSPECIFIED: "U"}
_OF_DOCO = frozenset({"V", "K", "R"})
_FROM_DOCA = {ContactKind.RESIDENCE: "R", ContactKind.DESTINATION: "D"}


def write_pnrgov(message: CarrierMessage, style: Style) -> list[str]:
    """The segments of a message, from UNH to UNT, ready for `write_interchange`."""
    sheet = Sheet(style)
    reference = message.reference or "1"
    version = (message.version or VERSION).split(":")
    sheet.put("UNH", reference, ["PNRGOV", *version], message.access_reference, _series(message))
    sheet.put("MSG", ["", message.function or "22"])
    _write_office(sheet, message.reporting_office or Agency(message.reporting_party or message.sender))
    for flight in message.flights[:1]:
        write_pushed_flight(sheet, flight)
    sheet.put("EQN", str(len(message.bookings)))
    travellers = {traveller.id: traveller for traveller in message.travellers}
    for booking in message.bookings:
        named = [travellers[id_] for id_ in booking.travellers if id_ in travellers]
        write_booking(sheet, booking, named)
    sheet.put("UNT", str(len(sheet.segments) + 1), reference)
    return sheet.segments


def _series(message: CarrierMessage) -> list[str] | None:
    if message.series is None or message.series.part is None:
        return None
    place = "F" if message.series.last else "C" if message.series.part == 1 else ""
    return [f"{message.series.part:02d}", place]


def write_booking(sheet: Sheet, booking: Booking, travellers: Sequence[Traveller]) -> None:
    """One booking, from SRC on; travellers get reference numbers in their order."""
    numbers = {traveller.id: str(number) for number, traveller in enumerate(travellers, start=1)}
    sheet.put("SRC")
    _write_heading(sheet, booking)
    _write_of(sheet, booking, None)
    if booking.group_name:
        sheet.put("TIF", [booking.group_name, "G"])
    for traveller in travellers:
        _write_traveller(sheet, booking, traveller, numbers[traveller.id])
        _write_tickets(sheet, booking, traveller.id, is_first=traveller is travellers[0])
    write_itinerary(sheet, booking, travellers, numbers)
    write_history(sheet, booking.history)


def _write_heading(sheet: Sheet, booking: Booking) -> None:
    sheet.put_locators(booking.locators, day_and_time(booking.created_at) if booking.created_at else ())
    dates = {"700": booking.changed_at, "710": booking.ticketed_at}
    if any(dates.values()):
        sheet.put("DAT", *([kind, *day_and_time(at)] for kind, at in dates.items() if at))
    if booking.agency is not None:
        _write_office(sheet, booking.agency)


def _write_office(sheet: Sheet, office: Agency) -> None:
    sheet.put(
        "ORG",
        composite(office.system, office.system_location),
        composite(office.iata_number, office.office),
        office.location,
        composite(office.company, office.company_location),
        office.type,
        composite(office.country, office.currency, office.language),
        office.agent,
        *office.details,
    )


def _write_of(sheet: Sheet, booking: Booking, traveller: str | None) -> None:
    """What belongs to a traveller, or to the whole booking, and to no flight."""
    for remark in booking.remarks:
        if remark.traveller == traveller and remark.segment is None:
            write_remark(sheet, remark)
    for contact in booking.contacts:
        if (
            contact.traveller == traveller
            and contact.kind not in _FROM_DOCA
            and contact.kind is not ContactKind.PAYER
        ):
            _write_contact(sheet, contact)
    members = [member for member in booking.frequent_flyer if member.traveller == traveller]
    if members:
        sheet.put(
            "FTI", *(composite(member.carrier, member.number, "", *member.details) for member in members)
        )
    for excess in booking.excess_baggage:
        if excess.traveller == traveller:
            sheet.put("EBD", composite(excess.currency, excess.rate), list(excess.quantity))
    for service in booking.services:
        if service.traveller == traveller and service.segment is None:
            write_service(sheet, service, {})


def _write_contact(sheet: Sheet, contact: Contact) -> None:
    if contact.purpose and contact.purpose.startswith("CTC"):
        text = (
            contact.text.replace("@", "//").replace("_", "..")
            if contact.kind is ContactKind.EMAIL
            else contact.text
        )
        sheet.put("IFT", composite("4", "28", "", contact.carrier), f"{contact.purpose} {text}")
    else:
        sheet.put("ADD", None, _address(contact))


def _address(contact: Contact) -> list[str]:
    street, city, region = contact.street, contact.city, contact.region
    return composite(
        contact.purpose, street, city, region, "", contact.country, contact.postcode, contact.text
    )


def _write_traveller(sheet: Sheet, booking: Booking, traveller: Traveller, number: str) -> None:
    name = traveller.name
    given = " ".join(part for part in (name.given_names, traveller.title) if part)
    sheet.put("TIF", name.surname, composite(given, traveller.category, number))
    references = [traveller.reference, *(reference.number for reference in traveller.references)]
    if any(references):
        sheet.put("REF", *(composite("", reference) for reference in references if reference))
    _write_identity(sheet, traveller)
    for contact in booking.contacts:
        if contact.traveller == traveller.id and contact.kind in _FROM_DOCA:
            _write_service_address(sheet, contact, infant=traveller.infant)
    _write_of(sheet, booking, traveller.id)


def _write_identity(sheet: Sheet, traveller: Traveller) -> None:
    """DOCS for every document (or for sex and birth alone), each with one of the names; DOCO for visas and birth place."""
    passports = [document for document in traveller.documents if document.type not in _OF_DOCO]
    names = [*traveller.other_names, *[traveller.name] * max(len(passports), 1)]
    if traveller.born or traveller.sex or traveller.nationality or traveller.other_names:
        passports = passports or [TravelDocument("", "")]
    for n in range(max(len(passports), len(traveller.other_names) if passports else 0)):
        document = passports[min(n, len(passports) - 1)]
        _write_service_text(sheet, "DOCS", _docs(traveller, document, names[n]))
    visas = [document for document in traveller.documents if document.type in _OF_DOCO]
    if traveller.birth_place and not visas:
        visas = [TravelDocument("", "")]
    for visa in visas:
        place, infant = traveller.birth_place, "I" if traveller.infant else ""
        fields = (visa.type, visa.number, visa.issue_place, written(visa.issued), visa.valid_for, infant)
        _write_service_text(sheet, "DOCO", slashed(place, *fields))


def _docs(traveller: Traveller, document: TravelDocument, name: PersonName) -> str:
    sex = _SEX[traveller.sex] + ("I" if traveller.infant else "") if traveller.sex else ""
    return slashed(
        document.type,
        document.issuer,
        document.number,
        traveller.nationality,
        written(traveller.born),
        sex,
        written(document.expires),
        name.surname,
        name.given_names,
    )


def _write_service_address(sheet: Sheet, contact: Contact, *, infant: bool) -> None:
    fields = (contact.country, contact.street, contact.city, contact.region, contact.postcode)
    _write_service_text(sheet, "DOCA", slashed(_FROM_DOCA[contact.kind], *fields, "I" if infant else ""))


def _write_service_text(sheet: Sheet, code: str, text: str) -> None:
    sheet.put("SSR", [code, "HK", "1", "", "", "", "", "", text])


def _write_tickets(sheet: Sheet, booking: Booking, traveller: str, *, is_first: bool) -> None:
    """A traveller's tickets with their payments; what belongs to nobody goes with the first traveller."""
    owners = {traveller, None} if is_first else {traveller}
    tickets = [ticket for ticket in booking.tickets if ticket.traveller in owners]
    numbers = {ticket.number for ticket in tickets}
    payments = [payment for payment in booking.payment if payment.traveller in owners]
    for ticket in tickets:
        _write_ticket(sheet, ticket)
        _write_payments(sheet, booking, [payment for payment in payments if payment.ticket == ticket.number])
    loose = [payment for payment in payments if payment.ticket not in numbers]
    if loose:
        sheet.put("TKT", ["", "1"])
        _write_payments(sheet, booking, loose)


def _write_ticket(sheet: Sheet, ticket: Ticket) -> None:
    if ticket.fare_details:
        sheet.put("FAR", *ticket.fare_details)
    sheet.put("TKT", composite(ticket.number, ticket.kind, ticket.booklets))
    if ticket.fares:
        sheet.put("MON", *(composite(fare.kind, fare.amount, fare.currency) for fare in ticket.fares))
    sale = (ticket.validating_carrier, ticket.validating_number, ticket.sold_in)
    if ticket.restrictions or ticket.deadline_at or any(sale):
        sheet.put("PTK", list(ticket.restrictions), None, day_and_time(ticket.deadline_at), *sale)
    if ticket.taxes:
        taxes = (composite(tax.amount, tax.country, tax.currency, tax.kind) for tax in ticket.taxes)
        sheet.put("TXD", None, *taxes)
    if ticket.issued_at:
        sheet.put("DAT", ["710", *day_and_time(ticket.issued_at)])


def _write_payments(sheet: Sheet, booking: Booking, payments: Sequence[Payment]) -> None:
    for payment in payments:
        account = (payment.vendor, payment.number, payment.expires, *payment.details)
        sheet.put("FOP", composite(payment.kind, payment.indicator, payment.amount, *account))
        if payment.payer:
            sheet.put("IFT", ["4", "43"], *payment.payer)
        for contact in booking.contacts:
            if (
                contact.kind is ContactKind.PAYER
                and contact.traveller == payment.traveller
                and payment is payments[0]
            ):
                sheet.put("ADD", None, _address(contact))
