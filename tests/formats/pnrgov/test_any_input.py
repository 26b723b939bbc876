"""Any segments in any order give a result: bookings that hold together, nothing raised, nothing sensitive kept."""

from datetime import date

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.findings import Catalogue
from catenary.core.intake.sensitive import categories_in_text
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.envelope import EdifactMessage
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.grammar import TABLES
from catenary.formats.pnrgov.read import read_pnrgov

AS_OF = date(2026, 11, 22)
TAGS = sorted({tag for table in TABLES.values() for tag in table} | {"SRC", "XYZ", ""})
VALUES = [
    "1",
    "2",
    "DOCS",
    "DOCO",
    "DOCA",
    "INFT",
    "SEAT",
    "CTCE",
    "/P/UTO/L898902C/UTO/12AUG74/F/15APR32/ERIKSSON/ANNA",
    "/P/UTO/L898902C/UTO/12AUG74/FI/99XXX99/ERIKSSON",
    "ERIKSSON/BO/12AUG26",
    "ERIKSSON",
    "ANNAMRS",
    "IN",
    "G",
    "121226",
    "0915",
    "999999",
    "UTA",
    "UTB",
    "ARNK",
    "28",
    "43",
    "CTCE",
    "HP",
    "700",
    "٣",
    "²",
    "-",
    "/",
]
PLANTED = [
    "SSR+MOML:HK:1:UT",
    "SSR+wchr::::::::HELP+::1",
    "SSR+OTHS:::::::: PAX NEEDS WHEELCHAIR",
    "IFT+4:28+PAX NEEDS WHEELCHAIR",
    "LTS+14/A/SR/SSR MOMLUTHK1",
    "ADD++700:THE HOUSE FOR THE BLIND PASSENGERS:UTOPOLIS",
    "TIF+HAJJ GROUP:G",
    "ZZZ+HALAL MEAL",
    "SSR+SEAT:HK:1:UT:::UTA:UTB+1A::1:H",
    "FOP+CC::1.00:VI:4111111111111111:1230",
    "IFT+4:43+CARD 4111 1111 1111 1111",
]

element = st.lists(st.sampled_from(["", *VALUES]), min_size=1, max_size=9).map(":".join)
soup = st.builds(
    lambda tag, elements: "+".join([tag, *elements]), st.sampled_from(TAGS), st.lists(element, max_size=5)
)


def read(segments):
    marks = Delimiters(repetition="*")
    cut = [Segment(raw[:3], n, 10 * n, len(raw), raw, marks) for n, raw in enumerate(segments)]
    return read_pnrgov(EdifactMessage(0, None, cut, None, marks, None, None, ()), AS_OF)


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


@given(st.lists(soup, max_size=30))
def test_any_segments_in_any_order_give_bookings_that_hold_together(segments):
    result = read(segments)
    ids = [traveller.id for traveller in result.travellers]
    assert len(ids) == len(set(ids))
    assert [name for booking in result.bookings for name in booking.travellers] == ids
    for booking in result.bookings:
        parts = (*booking.seats, *booking.baggage, *booking.check_in, *booking.remarks, *booking.services)
        assert all(part.segment is None or part.segment < len(booking.segments) for part in parts)
        named = (*parts, *booking.tickets, *booking.payment, *booking.contacts, *booking.frequent_flyer)
        assert {part.traveller for part in named} <= {None, *booking.travellers}


@given(st.lists(soup | st.sampled_from(PLANTED), max_size=20))
def test_what_is_sensitive_is_counted_and_stands_nowhere(segments):
    kept = list(texts_in([attrs.asdict(booking) for booking in read(["SRC", *segments]).bookings]))
    assert not [found for found in kept if categories_in_text(found)]
    assert not {"MOML", "wchr", "H"} & set(kept)
    assert not [found for found in kept if "1111111111" in found.replace(" ", "")]


@given(st.lists(soup, max_size=20))
def test_every_finding_has_a_sentence(segments):
    result = read(segments)
    for finding in (*result.findings, *(found for booking in result.bookings for found in booking.findings)):
        assert Catalogue.sentence(finding.code) % dict(finding.params)


@settings(max_examples=30)
@given(st.text())
def test_any_text_in_every_place_is_read(text):
    for tag in TAGS:
        assert read(["SRC", f"{tag}+{text}:{text}+{text}:::{text}"]).message is None


def test_a_hostile_booking_of_six_thousand_segments_is_read_whole():
    hostile = [f"TIF+A+B:A:{n}" for n in range(1_000)]
    hostile += [f"SSR+DOCS:HK:1:UT:::::/P/UTO/{n}/UTO/12AUG74/F//A/C" for n in range(1_000)]
    hostile += ["RCI+UT:ABC", "FAR+N", "TXD++1:::XX", "SSR+DOCA:HK:1:UT:::::/R/UTO/X"] * 1_000
    (booking,) = read(["SRC", *hostile]).bookings
    assert booking.party_size == 1_000
