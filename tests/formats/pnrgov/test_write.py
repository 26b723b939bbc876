"""What is written reads back as the same bookings, whatever the service characters."""

from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.booking import (
    Agency,
    Baggage,
    BookedSegment,
    Booking,
    CheckIn,
    Contact,
    ContactKind,
    ExcessBaggage,
    FormerName,
    FrequentFlyer,
    HistoryEntry,
    Money,
    Payment,
    RecordLocator,
    Remark,
    RemarkKind,
    Seat,
    SeatSource,
    SegmentKind,
    ServiceRequest,
    Split,
    Ticket,
)
from catenary.core.intake.model import Call, CarrierMessage, Flight, Leg, Series, TravelDocument, Traveller
from catenary.core.intake.sensitive import categories_in_text
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.envelope import read_interchanges
from catenary.formats.edifact.writing import Envelope, Repertoire, Style, write_interchange
from catenary.formats.pnrgov.read import read_pnrgov
from catenary.formats.pnrgov.travellers import without_title
from catenary.formats.pnrgov.write import write_pnrgov

AS_OF = date(2026, 11, 22)
PREPARED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MARKS = [
    Delimiters(repetition="*"),
    Delimiters(":", "*", ".", "?", "", "$"),
    Delimiters(":", "-", ".", "?", "", "*"),
    Delimiters("(", ")", ".", "?", "", "!"),
    Delimiters("|", "^", ".", "\\", "", "~"),
]

letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=8)
codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=6).filter(
    lambda code: not categories_in_text(code)
)
digits = st.text("123456789", min_size=2, max_size=6)
texts = (
    st.text("ABCXYZ 019+:'?*.-()$!|^~\\", min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda text: text and not categories_in_text(text))
)
given_names = letters.filter(lambda name: without_title(name) == (name, None))
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
clocks = st.times().map(lambda time: f"{time:%H:%M}")
moments = st.builds(lambda day, clock: f"{day}T{clock}Z", days, clocks)
local_times = st.builds(lambda day, clock: f"{day}T{clock}", days, clocks)
locators = st.builds(RecordLocator, codes, codes, st.none() | st.just("C"))
maybe = st.none() | codes


@st.composite
def travellers(draw, number):
    surname, given, born = (
        f"{draw(letters)}{'ABCD'[number]}X",
        draw(given_names),
        draw(st.dates(date(1930, 1, 1), AS_OF)),
    )
    infant = draw(st.booleans())
    documents = draw(
        st.lists(
            st.builds(
                TravelDocument,
                st.sampled_from(["P", "I", "AC"]),
                codes,
                st.sampled_from(["UTO", "KOR", "D"]),
                st.none() | st.just(PartialDate(2031, 4, 15)),
            ),
            max_size=2,
            unique_by=lambda document: document.number,
        )
    )
    visas = [TravelDocument("V", "V1", None, None, PartialDate(2026, 1, 5), "UTOPOLIS", "UTO")] * draw(
        st.integers(0, 1)
    )
    known = bool(documents) or draw(st.booleans())
    return Traveller(
        id=f"0-1-{number + 1}",
        name=PersonName.of_parts(surname, given),
        title=draw(st.sampled_from([None, "MR", "MRS", "DR"])),
        category="IN" if infant else draw(st.sampled_from([None, "A", "C"])),
        infant=infant,
        sex=draw(st.sampled_from(list(Sex))) if known else None,
        born=PartialDate.from_date(born) if known else None,
        nationality="UTO" if known else None,
        birth_place="ZENITH" if visas else None,
        documents=(*documents, *visas),
        other_names=(PersonName.of_parts(surname, f"{given} B"),) if known and draw(st.booleans()) else (),
        booking_reference="ABC123",
        reference=draw(maybe),
        embarks="UTA",
        disembarks="UTB",
    )


def flights(kind=SegmentKind.AIR):
    return st.builds(
        BookedSegment,
        st.just(kind),
        codes,
        digits,
        st.sampled_from(["UTA", "UTB", "UTC"]),
        st.sampled_from(["UTD", "UTE"]),
        local_times,
        local_times,
        st.sampled_from(["B", "Y"]),
        maybe,
        st.none() | digits,
        st.none(),
        st.none() | st.integers(1, 9),
        maybe,
        st.none() | digits,
        locators=st.lists(locators, max_size=2).map(tuple),
    )


@st.composite
def bookings(draw, owners):
    segments = draw(st.lists(flights(), min_size=1, max_size=3))
    place, owner = st.sampled_from(range(len(segments))), st.sampled_from(owners)
    ticket_number = draw(digits)
    tickets = [
        Ticket(
            f"{ticket_number}{owner_id[-1]}",
            "T",
            draw(st.none() | st.integers(1, 4)),
            owner_id,
            draw(st.none() | moments),
            draw(st.lists(st.builds(Money, st.sampled_from("BT"), digits, maybe), max_size=2).map(tuple)),
            draw(st.lists(st.builds(Money, codes, digits, maybe, maybe), max_size=2).map(tuple)),
            draw(st.lists(codes, max_size=1).map(tuple)),
            draw(st.none() | local_times),
            draw(maybe),
            draw(maybe),
            draw(st.lists(codes, max_size=2).map(tuple)),
        )
        for owner_id in owners
    ]
    payments = [
        Payment(
            "CC",
            draw(st.none() | digits),
            "VI",
            "411111XXXXXX1111",
            "0228",
            None,
            ticket.traveller,
            ticket.number,
            payer,
        )
        for ticket, payer in zip(
            tickets, draw(st.tuples(*[st.lists(texts, max_size=2).map(tuple)] * len(tickets))), strict=True
        )
    ]
    check_in = [
        CheckIn(n, owner_id, draw(st.none() | moments), draw(digits), "UTA", draw(maybe))
        for n in range(len(segments))
        for owner_id in owners
    ]
    given_seats = draw(
        st.lists(
            st.builds(Seat, digits, st.just(SeatSource.CHECK_IN), place, owner, maybe, st.none()), max_size=3
        )
    )
    asked_seats = draw(
        st.lists(
            st.builds(
                Seat,
                digits,
                st.just(SeatSource.REQUESTED),
                place,
                owner,
                st.none(),
                maybe,
                st.sampled_from([(), ("W",)]),
            ),
            max_size=3,
        )
    )
    bags = draw(
        st.lists(
            st.builds(
                lambda n, who, tags: Baggage(n, who, len(tags), 20.5, "kg", tuple(tags), "UTD", "HP", "999"),
                place,
                owner,
                st.lists(codes.map("UT{}".format), min_size=1, max_size=3),
            ),
            max_size=2,
        )
    )
    remarks = st.builds(
        Remark,
        st.just(RemarkKind.OTHER_SERVICE),
        texts.filter(lambda text: "CTC" not in text),
        st.just("28"),
        maybe,
    )
    services = st.builds(
        ServiceRequest,
        st.sampled_from(["OTHS", "UMNR", "CKIN"]),
        maybe,
        st.none() | digits,
        maybe,
        st.none(),
        st.none(),
        texts,
    )
    contacts = st.builds(
        Contact, st.just(ContactKind.ADDRESS), texts, codes, texts, texts, maybe, maybe, maybe
    ) | st.builds(
        Contact, st.just(ContactKind.EMAIL), st.just("ANNA_E@POST.UTO"), st.just("CTCE"), carrier=maybe
    )
    sources = st.builds(Agency, iata_number=maybe, office=maybe, location=maybe, company=maybe, type=maybe)
    changes = st.builds(
        HistoryEntry,
        st.sampled_from(["A", "X"]),
        st.none() | moments,
        sources,
        remarks
        | st.builds(FormerName, letters, letters)
        | services.map(lambda service: attrs.evolve(service, details=("A:B:1",)))
        | flights().map(
            lambda flight: attrs.evolve(flight, operating_number=None, equipment=None, locators=())
        ),
    )

    def mine(made):
        return st.lists(
            st.builds(lambda value, who: attrs.evolve(value, traveller=who), made, st.none() | owner),
            max_size=3,
        )

    return Booking(
        "ABC123",
        (RecordLocator("UT", "ABC123"), *draw(st.lists(locators, max_size=1))),
        draw(st.none() | moments),
        draw(st.none() | moments),
        draw(st.none() | moments),
        tuple(owners),
        len(owners),
        None,
        (
            *segments,
            *draw(
                st.lists(
                    st.just(
                        BookedSegment(
                            SegmentKind.HOTEL,
                            "HH",
                            "1",
                            "UTB",
                            None,
                            "2026-12-22T15:00",
                            "2026-12-25",
                            "ROH",
                            service="8",
                            description="HARBOUR ARMS",
                        )
                    ),
                    max_size=1,
                )
            ),
        ),
        tuple(draw(mine(contacts))),
        tuple(payments),
        draw(
            st.none()
            | st.builds(
                Agency, codes, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe
            )
        ),
        tuple(
            draw(
                st.lists(
                    st.builds(FrequentFlyer, codes, digits, st.lists(codes, max_size=1).map(tuple), owner),
                    max_size=2,
                )
            )
        ),
        tuple(tickets),
        (*asked_seats, *given_seats),
        tuple(bags),
        tuple(
            draw(
                st.lists(
                    st.builds(
                        ExcessBaggage,
                        codes,
                        digits,
                        st.lists(codes, max_size=1).map(tuple),
                        st.none() | owner,
                    ),
                    max_size=2,
                )
            )
        ),
        tuple(check_in),
        tuple(draw(mine(remarks))),
        tuple(draw(mine(services))),
        tuple(
            draw(
                st.lists(
                    st.builds(
                        Split, st.none() | st.integers(1, 9), st.lists(locators, max_size=2).map(tuple)
                    ),
                    max_size=2,
                )
            )
        ),
        tuple(draw(st.lists(changes | texts.map(lambda text: HistoryEntry(text=text)), max_size=4))),
    )


@st.composite
def messages(draw):
    people = [draw(travellers(number)) for number in range(draw(st.integers(1, 3)))]
    booking = draw(bookings([person.id for person in people]))
    flight = Flight("QQ", "0000", (Leg(Call("UTA", "2026-12-22T09:15"), Call("UTB", "2026-12-22T11:30")),))
    return CarrierMessage(
        0, "PNRGOV", function="22", flights=(flight,), travellers=tuple(people), bookings=(booking,)
    )


def written_and_read(message, style):
    envelope = Envelope("UT", "GOV", PREPARED, "1", "PNRGOV", "IA", "11:1")
    (found,) = read_interchanges(write_interchange([write_pnrgov(message, style)], envelope, style))
    return read_pnrgov(found, AS_OF)


def in_any_order(value):
    """Lists whose order PNRGOV does not carry (it groups by traveller and flight), sorted; findings left aside."""
    ordered = {"segments", "travellers", "history", "locators", "documents"}
    fields = attrs.asdict(value, recurse=False, filter=lambda field, _: field.name != "findings")
    return {
        name: sorted(map(repr, part)) if isinstance(part, tuple) and name not in ordered else part
        for name, part in fields.items()
    }


@settings(max_examples=40, deadline=None)
@given(messages(), st.sampled_from(MARKS))
def test_bookings_and_travellers_read_back_as_they_were_written(message, marks):
    found = written_and_read(message, Style(marks, Repertoire.ASCII))
    (booking,), (expected,) = found.bookings, message.bookings
    assert in_any_order(booking) == in_any_order(expected)
    for traveller, meant in zip(found.travellers, message.travellers, strict=True):
        assert in_any_order(attrs.evolve(traveller, bags=())) == in_any_order(meant)


def test_what_is_written_counts_its_segments_and_bookings():
    message = CarrierMessage(0, "PNRGOV", bookings=(Booking("ABC123"), Booking("DEF456")))
    found = written_and_read(message, Style())
    noticed = {finding.code for finding in found.findings}
    assert not {"intake.unt_count", "intake.booking_count"} & noticed


@pytest.mark.parametrize("series", [(1, False, "01:C"), (2, False, "02"), (3, True, "03:F")])
def test_a_part_of_a_series_says_so(series):
    part, last, text = series
    header = write_pnrgov(CarrierMessage(0, "PNRGOV", series=Series(part, last)), Style())[0]
    assert header == f"UNH+1+PNRGOV:11:1:IA++{text}'"
