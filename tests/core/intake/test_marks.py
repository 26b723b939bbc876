"""What records are found again by, in one writing each."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.persons import PersonName
from catenary.core.intake.booking import Booking, Contact, ContactKind, RecordLocator
from catenary.core.intake.marks import MarkKind, as_written, marks_of_booking, marks_of_traveller
from catenary.core.intake.model import TravelDocument, Traveller

ONE = Traveller(
    "1", PersonName("A B"), documents=(TravelDocument("P", "ua 76-54321", "UTO"),), booking_reference="k3f9qz"
)


@given(st.text(max_size=40))
def test_writing_once_is_writing_twice(text):
    for kind in MarkKind:
        once = as_written(kind, text)
        assert as_written(kind, once) == once


def test_spaces_and_small_letters_make_no_other_document_and_no_other_locator():
    assert marks_of_traveller(ONE) == {(MarkKind.DOCUMENT, "UA7654321"), (MarkKind.LOCATOR, "K3F9QZ")}


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("+370 5 555-0100", "37055550100"),
        ("0037055550100", "37055550100"),
        ("A.B//MAIL.EXAMPLE", "a.b@mail.example"),
        ("A..B@mail.example", "a_b@mail.example"),
        ("12345", ""),
        ("CALL AFTER SIX", ""),
    ],
)
def test_a_contact_has_one_writing_and_what_many_share_is_none(told, written):
    assert as_written(MarkKind.CONTACT, told) == written


def test_a_booking_is_found_by_every_locator_its_travellers_documents_and_their_contacts():
    phone, home = (Contact(kind, "+370 5 555-0100 22") for kind in (ContactKind.PHONE, ContactKind.ADDRESS))
    told = Booking("K3F9QZ", locators=(RecordLocator("UW", "ZZTOP1"),), contacts=(phone, home))
    bare = evolve(ONE, booking_reference=None)
    assert marks_of_booking(told, (bare,)) == {
        (MarkKind.LOCATOR, "K3F9QZ"),
        (MarkKind.LOCATOR, "ZZTOP1"),
        (MarkKind.DOCUMENT, "UA7654321"),
        (MarkKind.CONTACT, "3705555010022"),
    }
