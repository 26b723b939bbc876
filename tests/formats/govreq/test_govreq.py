"""A State's request names flights, bookings and persons; what was written is read back."""

from datetime import UTC, date, datetime

from catenary.basis.persons import PersonName
from catenary.core.intake.model import Call, CarrierMessage, Flight, Leg, Purpose, Reference, Traveller
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.writing import Envelope, Style, write_interchange
from catenary.formats.govreq.write import write_govreq
from catenary.formats.reading import read_carrier_file

REQUEST = CarrierMessage(
    position=0,
    message="GOVREQ",
    function="X1",
    reporting_party="UTOGOV",
    flights=(Flight("UT", "12", (Leg(Call("UTA", "2026-12-22T09:15"), Call("UTB", "2026-12-22T11:30")),)),),
    references=(Reference("UT", "ABC123"), Reference("1X", "ZZ9")),
    travellers=(Traveller(id="0-1", name=PersonName.of_parts("O'HARA", "ANNA"), title="MRS"),),
)


def read(data):
    (message,) = read_carrier_file(data, date(2026, 11, 22))
    return message


def test_a_request_reads_back_as_it_was_written():
    for style in (Style(), Style(Delimiters("(", ")", ".", "?", "", "!"))):
        envelope = Envelope("GOV", "UT", datetime(2026, 11, 22, 12, 1, tzinfo=UTC), "2", None)
        found = read(write_interchange([write_govreq(REQUEST, style)], envelope, style))
        assert found.purpose is Purpose.REQUEST
        for name in ("message", "function", "reporting_party", "flights", "references", "travellers"):
            assert getattr(found, name) == getattr(REQUEST, name)


def test_a_request_that_asks_nothing_is_told():
    found = read(b"UNH+1+GOVREQ:11:1:IA'MSG+:1'ORG+GOV'UNT+4+1'")
    assert "intake.request_asks_nothing" in {finding.code for finding in found.findings}


def test_an_unknown_segment_of_a_request_is_told_with_its_place():
    found = read(b"UNH+1+GOVREQ:11:1:IA'RCI+UT:ABC123'QQQ+1'UNT+4+1'")
    unknown = next(finding for finding in found.findings if finding.code == "intake.booking_segment_unknown")
    assert (unknown.params["tag"], unknown.at.segment) == ("QQQ", 2)
