"""Writing PAXLST: passenger and crew lists in UN/EDIFACT D.02B and later (WCO/IATA/ICAO API guidelines, appendix II)."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.intake.model import Call, Flight, Role, TravelDocument, Traveller
from catenary.formats.edifact.writing import Envelope, Style, local_moment, write_interchange

PASSENGER_LIST, CREW_LIST = "745", "250"
LONGEST_NAME = 35
"""What one component of NAD can hold (C080/3036)."""

_CREW = frozenset({Role.CREW, Role.TRANSIT_CREW})
_PERSON_CODES = {
    Role.PASSENGER: "FL",
    Role.CREW: "FM",
    Role.TRANSIT_PASSENGER: "DDU",
    Role.TRANSIT_CREW: "DDT",
}
_SEX_CODES = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.UNSPECIFIED: "X"}


@frozen
class PassengerList:
    """What a PAXLST message says: a flight and who is on it. `function` is the code of BGM."""

    flight: Flight
    travellers: tuple[Traveller, ...]
    reference: str
    function: str = PASSENGER_LIST
    reporting_party: str = ""
    contact: tuple[str, ...] = ()


def write_paxlst(
    passengers: PassengerList, envelope: Envelope, style: Style, *, per_part: int | None = None
) -> bytes:
    """The list as an interchange; with `per_part`, as a series of messages with at most so many travellers each."""
    everyone = passengers.travellers
    size = per_part or max(1, len(everyone))
    parts = [everyone[start : start + size] for start in range(0, max(1, len(everyone)), size)]
    writer = _Writer(passengers, envelope, style, len(parts))
    return write_interchange([writer.message(i, part) for i, part in enumerate(parts, 1)], envelope, style)


@frozen
class _Writer:
    passengers: PassengerList
    envelope: Envelope
    style: Style
    parts: int

    def message(self, number: int, travellers: Sequence[Traveller]) -> list[str]:
        reference = self.passengers.reference
        body = [*self._header(number), *self._flight()]
        for traveller in travellers:
            body.extend(self._traveller(traveller))
        crew = all(traveller.role in _CREW for traveller in travellers) and bool(travellers)
        body.append(self.style.segment("CNT", ("41" if crew else "42", str(len(travellers)))))
        return [*body, self.style.segment("UNT", str(len(body) + 1), reference)]

    def _header(self, number: int) -> Iterator[str]:
        segment = self.style.segment
        kind = ("PAXLST", *self.envelope.version.split(":"), self.envelope.agency, "IATA")
        series = "" if self.parts == 1 else f"{number:02d}"
        mark = "C" if number == 1 else "F" if number == self.parts else ""
        yield segment(
            "UNH", self.passengers.reference, kind, self._access(), (series, mark if series else "")
        )
        yield segment("BGM", self.passengers.function)
        yield segment("NAD", "MS", "", "", self.passengers.reporting_party or self.envelope.sender)
        if self.passengers.contact:
            yield segment("COM", *((number, kind) for number, kind in _contacts(self.passengers.contact)))

    def _access(self) -> str:
        """The reference that all parts of a series share."""
        return "" if self.parts == 1 else self.passengers.reference

    def _flight(self) -> Iterator[str]:
        flight, segment = self.passengers.flight, self.style.segment
        yield segment("TDT", "20", flight.carrier + flight.number, "", "", flight.carrier)
        for leg in flight.legs:
            yield from self._call("125", "189", leg.departure)
            yield from self._call("87", "232", leg.arrival)

    def _call(self, place: str, time: str, call: Call | None) -> Iterator[str]:
        if call is None:
            return
        yield self.style.segment("LOC", place, call.airport)
        if call.at_local:
            yield self.style.segment("DTM", (time, *local_moment(call.at_local)))

    def _traveller(self, traveller: Traveller) -> Iterator[str]:
        segment = self.style.segment
        yield segment("NAD", _PERSON_CODES[traveller.role], "", "", _name(traveller))
        if traveller.sex:
            yield segment("ATT", "2", "", _SEX_CODES[traveller.sex])
        if traveller.born:
            yield segment("DTM", ("329", *_date(traveller.born)))
        if traveller.verified:
            yield segment("GEI", "4", "173")
        yield from self._places(traveller)
        if traveller.nationality:
            yield segment("NAT", "2", traveller.nationality)
        yield from self._references(traveller)
        for document in traveller.documents:
            yield from self._document(document)

    def _places(self, traveller: Traveller) -> Iterator[str]:
        for code, place in (
            ("178", traveller.embarks),
            ("179", traveller.disembarks),
            ("174", traveller.residence),
        ):
            if place:
                yield self.style.segment("LOC", code, place)
        if traveller.birth_place:
            yield self.style.segment("LOC", "180", ("", "", "", traveller.birth_place))

    def _references(self, traveller: Traveller) -> Iterator[str]:
        for code, number in (
            ("AVF", traveller.booking_reference),
            ("ABO", traveller.reference),
            ("SEA", traveller.seat),
        ):
            if number:
                yield self.style.segment("RFF", (code, number))

    def _document(self, document: TravelDocument) -> Iterator[str]:
        segment = self.style.segment
        yield segment("DOC", (document.type, "110", "111"), document.number)
        if document.expires:
            yield segment("DTM", ("36", *_date(document.expires)))
        if document.issued:
            yield segment("DTM", ("182", *_date(document.issued)))
        if document.issuer:
            yield segment("LOC", "91", document.issuer)


def _name(traveller: Traveller) -> tuple[str, ...]:
    """Surname, first and further given names, each cut to what a component holds."""
    name = traveller.name
    first, _, further = (name.given_names or "").partition(" ")
    parts = (name.surname or name.full, first, further)
    return tuple(part[:LONGEST_NAME].rstrip() for part in parts)


def _date(day: PartialDate) -> tuple[str, ...]:
    """YYMMDD; a date not known to the day has its century and 00 for what is unknown (format 102, CCYYMMDD)."""
    if day.day is None:
        return (f"{day.year:04d}{day.month or 0:02d}00", "102")
    return (f"{day.year % 100:02d}{day.month:02d}{day.day:02d}",)


def _contacts(numbers: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(numbers, ("TE", "FX"), strict=False)
