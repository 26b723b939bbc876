"""Public example messages, where they are at hand: every traveller, document, seat and bag that a person finds in them."""

from datetime import date

import pytest

from catenary.formats.edifact.redact import redact
from catenary.formats.edifact.writing import Envelope, Repertoire, Style, write_interchange
from catenary.formats.pnrgov.write import write_pnrgov
from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 11, 22)
# file, bookings, travellers, travellers with birth date, documents, seats on the flight, bags, segments, tickets, history
COUNTS = [
    ("2_pnrs_basic.edi", 2, 4, 4, 3, 4, 0, 5, 4, 10),
    ("PassengerData.txt", 1, 2, 2, 2, 0, 0, 3, 1, 0),
    ("adult_and_infant.edi", 1, 2, 2, 2, 0, 0, 3, 1, 0),
    ("codeshare.edi", 2, 2, 2, 2, 2, 4, 2, 0, 8),
    ("danglingMetaCharacter.txt", 1, 1, 1, 1, 1, 1, 3, 1, 1),
    ("pnr3.txt", 1, 4, 4, 4, 4, 0, 3, 4, 1),
    ("pnrBadFormat.txt", 1, 2, 2, 0, 0, 0, 1, 2, 0),
    ("pnrMessagePg75.txt", 2, 2, 2, 2, 2, 4, 2, 0, 8),
    ("pnrWithDoco.txt", 1, 1, 1, 2, 1, 0, 3, 1, 1),
    ("pnr_split.edi", 2, 3, 1, 1, 0, 0, 4, 2, 0),
    ("pnrWithBags.txt", 127, 268, 268, 268, 0, 0, 381, 268, 127),
]
pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="session")
def messages(shared_data):
    return shared_data / "messages"


def read(data):
    (message,) = read_carrier_file(data, AS_OF)
    return message


@pytest.mark.parametrize("counts", COUNTS, ids=[row[0] for row in COUNTS])
def test_everything_a_person_counts_in_the_message_is_there(messages, counts):
    name, *expected = counts
    message = read((messages / name).read_bytes())
    travellers, bookings = message.travellers, message.bookings
    found = [
        len(bookings),
        len(travellers),
        sum(traveller.born is not None for traveller in travellers),
        sum(len(traveller.documents) for traveller in travellers),
        sum(traveller.seat is not None for traveller in travellers),
        sum(len(traveller.bags) for traveller in travellers),
        *(
            sum(len(getattr(booking, part)) for booking in bookings)
            for part in ("segments", "tickets", "history")
        ),
    ]
    if name == "pnrWithBags.txt":
        found[4] = found[5] = 0
        assert sum(len(booking.baggage) for booking in bookings) == 510
        assert sum(len(booking.seats) for booking in bookings) == 795 + 659
    assert found == expected


@pytest.mark.parametrize("name", [row[0] for row in COUNTS])
def test_the_message_reads_back_after_it_is_written(messages, name):
    message = read((messages / name).read_bytes())
    style = Style(repertoire=Repertoire.LATIN_1)
    envelope = Envelope("UT", "GOV", AS_OF, "1", "PNRGOV", "IA", "11:1")
    again = read(write_interchange([write_pnrgov(message, style)], envelope, style))
    for name_of_part in (
        "travellers",
        "segments",
        "seats",
        "baggage",
        "tickets",
        "payment",
        "check_in",
        "locators",
    ):
        for booking, meant in zip(again.bookings, message.bookings, strict=True):
            assert sorted(map(repr, getattr(booking, name_of_part))) == sorted(
                map(repr, getattr(meant, name_of_part))
            )


@pytest.mark.parametrize("name", [row[0] for row in COUNTS])
def test_what_is_redacted_is_what_reading_removes(messages, name):
    data = (messages / name).read_bytes()
    message, redacted = read(data), redact(data)
    again = read(redacted.data)
    assert dict(redacted.removed) == dict(message.removed)
    assert not any(again.removed.values())
    assert again.travellers == message.travellers
