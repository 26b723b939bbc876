"""Writing PAXLST in the older US dialect: one PDT segment holds a traveller (US Customs EDIFACT, version 001:000)."""

from collections.abc import Iterator

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.intake.model import Call, Role, TravelDocument, Traveller
from catenary.formats.edifact.writing import Envelope, Style, write_interchange
from catenary.formats.paxlst.write import LONGEST_NAME, PassengerList

_SEX_CODES = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.UNSPECIFIED: "U"}


def write_us_paxlst(passengers: PassengerList, envelope: Envelope, style: Style) -> bytes:
    """The list as one message of an interchange. Only the first document of a traveller has room in it."""
    return write_interchange([_message(passengers, envelope, style)], envelope, style)


def _message(passengers: PassengerList, envelope: Envelope, style: Style) -> list[str]:
    reference = passengers.reference
    body = [
        style.segment("UNH", reference, ("PAXLST", "001", "000", envelope.agency), _flight_label(passengers)),
        *_flight(passengers, style),
        style.segment("UNS", "D"),
        *(_traveller(traveller, style) for traveller in passengers.travellers),
    ]
    return [*body, style.segment("UNT", f"{len(body) + 1:06d}", reference)]


def _flight_label(passengers: PassengerList) -> str:
    flight = passengers.flight
    departure = flight.legs[0].departure if flight.legs else None
    day, time = _day_and_time(departure)
    return f"{flight.carrier}{flight.number}/{day}/{time}"


def _flight(passengers: PassengerList, style: Style) -> Iterator[str]:
    flight = passengers.flight
    yield style.segment("TDT", "", flight.carrier + flight.number, "40", flight.carrier)
    for leg in flight.legs:
        for place, time, call in (("005", "136", leg.departure), ("008", "132", leg.arrival)):
            if call is not None:
                yield style.segment("LOC", place, (call.airport, "50"))
                yield style.segment("DTM", time, *_day_and_time(call))


def _day_and_time(call: Call | None) -> tuple[str, str]:
    if call is None or not call.at_local:
        return "", ""
    day, _, time = call.at_local.partition("T")
    if len(day) < len("CCYY-MM-DD"):
        return "", ""  # the dialect has no form for a month or year
    return day.replace("-", "")[2:], time.replace(":", "")


def _traveller(traveller: Traveller, style: Style) -> str:
    name = traveller.name
    first, _, further = (name.given_names or "").partition(" ")
    born = _day(traveller.born)
    sex = _SEX_CODES.get(traveller.sex, "") if traveller.sex else ""
    person = (
        (name.surname or name.full)[:LONGEST_NAME],
        first[:LONGEST_NAME],
        further[:LONGEST_NAME],
        born,
        sex,
    )
    kind = "CRW" if traveller.role in {Role.CREW, Role.TRANSIT_CREW} else "PAX"
    route = (traveller.embarks or "", traveller.disembarks or "")
    return style.segment("PDT", _document(traveller.documents), person, kind, route)


def _document(documents: tuple[TravelDocument, ...]) -> tuple[str, ...]:
    if not documents:
        return ()
    first = documents[0]
    return (f"{first.type}/{first.number}", _day(first.expires), first.issuer or "")


def _day(date: PartialDate | None) -> str:
    """YYMMDD, with 00 for what is unknown."""
    return f"{date.year % 100:02d}{date.month or 0:02d}{date.day or 0:02d}" if date else ""
