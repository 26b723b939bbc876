"""A document reaches its traveller wherever in the booking it stands, and never somebody else."""

from datetime import date

import pytest

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.formats.pnrgov.travellers import without_title

TWO = "TIF+ERIKSSON+ANNAMRS:A:1'TIF+BERG+OLAMR:A:2'"
FLIGHT = "TVL+221226:0915+UTA+UTB+UT+12'"


def docs(number, born, sex, surname, given, reference=""):
    return f"SSR+DOCS:HK:1:UT:::::/P/UTO/{number}/UTO/{born}/{sex}/15APR32/{surname}/{given}{reference}'"


def codes(value):
    return [finding.code.removeprefix("intake.") for finding in value.findings]


def numbers(travellers):
    return {
        traveller.name.surname: [found.number for found in traveller.documents] for traveller in travellers
    }


@pytest.mark.parametrize(
    "segments",
    [
        docs("P1", "12AUG74", "M", "BERG", "OLA", "+::2") + TWO,
        docs("P1", "12AUG74", "M", "BERG", "OLA") + TWO,
        TWO + docs("P1", "12AUG74", "M", "BERG", "OLA"),
        TWO + FLIGHT + docs("P1", "12AUG74", "M", "BERG", "OLA", "+::2"),
        TWO + FLIGHT + docs("P1", "12AUG74", "M", "BERG", "OLA", "+::002"),
        TWO + FLIGHT + docs("P1", "12AUG74", "M", "BERG", "OLA KARL"),
        TWO + FLIGHT + "DAT'TRI++1:::2'TIF+BERG+OLAMR:A:2'" + docs("P1", "12AUG74", "M", "BERG", "OLA"),
        TWO + "ABI+4++UTA'SAC+++A'" + docs("P1", "12AUG74", "M", "BERG", "OLA"),
        TWO + "LTS+1/A/SSR DOCSUTHK1/P/UTO/P1/UTO/12AUG74/M/15APR32/BERG/OLA'",
    ],
    ids=[
        "GR1 by number",
        "GR1 by name",
        "GR2",
        "GR5",
        "GR5 zeros",
        "GR5 by name",
        "GR7",
        "history",
        "history text",
    ],
)
def test_a_document_is_joined_wherever_it_stands(read_booking, segments):
    travellers, _ = read_booking(segments)
    assert numbers(travellers) == {"ERIKSSON": [], "BERG": ["P1"]}
    assert travellers[1].born == PartialDate(1974, 8, 12)


def test_a_name_decides_over_the_place_where_the_document_stands(read_booking):
    travellers, _ = read_booking(
        "TIF+ERIKSSON+ANNAMRS:A:1'" + docs("P1", "12AUG74", "M", "BERG", "OLA") + "TIF+BERG+OLAMR:A:2'"
    )
    assert numbers(travellers) == {"ERIKSSON": [], "BERG": ["P1"]}


def test_an_infants_passport_under_the_adult_who_carries_it_is_the_infants(read_booking):
    travellers, booking = read_booking(
        "TIF+ERIKSSON+ANNAMRS:A:1:1'"
        + docs("P1", "12AUG74", "F", "ERIKSSON", "ANNA")
        + docs("P2", "12MAR26", "FI", "ERIKSSON", "BO")
        + "TIF+ERIKSSON+BO:IN:2'"
    )
    assert [[found.number for found in traveller.documents] for traveller in travellers] == [["P1"], ["P2"]]
    assert (travellers[1].infant, travellers[1].sex) == (True, Sex.FEMALE)
    assert not booking.findings


def test_an_infant_whom_only_a_document_names_becomes_a_traveller(read_booking):
    travellers, booking = read_booking(
        "TIF+ERIKSSON+ANNAMRS:A:1'" + docs("P2", "12MAR26", "MI", "ERIKSSON", "BO")
    )
    assert (travellers[1].id, travellers[1].name, travellers[1].infant) == (
        "0-1-2",
        PersonName.of_parts("ERIKSSON", "BO"),
        True,
    )
    assert codes(booking) == ["traveller_infant_from_service"]


@pytest.mark.parametrize(
    ("code", "sex"),
    [
        ("M", Sex.MALE),
        ("F", Sex.FEMALE),
        ("U", Sex.UNSPECIFIED),
        ("X", Sex.UNSPECIFIED),
        ("XX", Sex.UNSPECIFIED),
    ],
)
def test_every_code_of_sex_is_read(read_booking, code, sex):
    (traveller,), _ = read_booking("TIF+BERG+OLA:A:1'" + docs("P1", "12AUG74", code, "BERG", "OLA"))
    assert (traveller.sex, traveller.infant) == (sex, False)


def test_an_unknown_code_of_sex_is_told_and_the_rest_is_read(read_booking):
    (traveller,), booking = read_booking("TIF+BERG+OLA:A:1'" + docs("P1", "12AUG74", "Q", "BERG", "OLA"))
    assert (traveller.sex, traveller.documents[0].number) == (None, "P1")
    assert codes(booking) == ["document_sex_unknown"]


def test_a_document_of_nobody_in_the_booking_is_kept_and_told(read_booking):
    travellers, booking = read_booking(docs("P1", "12AUG74", "M", "NOBODY", "NIL") + TWO)
    assert numbers(travellers) == {"ERIKSSON": [], "BERG": []}
    assert "P1" in booking.services[0].text
    assert codes(booking) == ["document_unattached"]


def test_a_document_with_another_name_under_a_traveller_is_theirs_and_told(read_booking):
    travellers, booking = read_booking("TIF+BERG+OLA:A:1'" + docs("P1", "12AUG74", "M", "BERGSTROM", "OLAV"))
    assert numbers(travellers) == {"BERG": ["P1"]}
    assert travellers[0].other_names == (PersonName.of_parts("BERGSTROM", "OLAV"),)
    assert codes(booking) == ["document_name_differs"]


def test_a_document_without_type_number_or_country_still_tells_birth_and_sex(read_booking):
    (traveller,), _ = read_booking("TIF+BERG+OLA:A:1'SSR+DOCS:HK:1:UT::::://///05FEB53/F//BERG/OLA'")
    assert (traveller.born, traveller.sex, traveller.documents) == (PartialDate(1953, 2, 5), Sex.FEMALE, ())


def test_the_same_document_twice_is_one_also_under_another_code_of_its_issuer(read_booking):
    text = "SSR+DOCS:HK:1:UT:::::/P/%s/JR1/%s/10SEP72/M/05JUL16/BERG/OLA'"
    (traveller,), booking = read_booking("TIF+BERG+OLA:A:1'" + text % ("KR", "KR") + text % ("KOR", "KOR"))
    assert [found.issuer for found in traveller.documents] == ["KR"]
    assert not booking.findings


def test_documents_that_contradict_each_other_are_told(read_booking):
    (traveller,), booking = read_booking(
        "TIF+BERG+OLA:A:1'"
        + docs("P1", "12AUG74", "M", "BERG", "OLA")
        + docs("P2", "13AUG74", "M", "BERG", "OLA")
    )
    assert traveller.born == PartialDate(1974, 8, 12)
    assert [found.number for found in traveller.documents] == ["P1", "P2"]
    assert codes(booking) == ["identity_contradicts"]


def test_centuries_follow_the_day_of_reading(read, header):
    text = header + "SRC'TIF+BERG+OLA:A:1'" + docs("P1", "23NOV26", "M", "BERG", "OLA")
    assert read(text, date(2026, 11, 22)).travellers[0].born == PartialDate(1926, 11, 23)
    assert read(text, date(2026, 11, 23)).travellers[0].born == PartialDate(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "place", "number"),
    [
        ("/ZENITH/V/V1/UTOPOLIS/05JAN26/UTO", "ZENITH", "V1"),
        ("ZENITH/V/V1/UTOPOLIS/05JAN26/UTO", "ZENITH", "V1"),
        ("//V/V1/UTOPOLIS/05JAN26/UTO", None, "V1"),
        ("/V/V1/UTOPOLIS/05JAN26/UTO", None, "V1"),
    ],
)
def test_a_visa_is_read_with_and_without_birth_place_and_first_slash(read_booking, text, place, number):
    (traveller,), _ = read_booking(f"TIF+BERG+OLA:A:1'SSR+DOCO:HK:1:UT:::::{text}'")
    assert (traveller.birth_place, traveller.documents[0].number) == (place, number)
    assert traveller.documents[0].issued == PartialDate(2026, 1, 5)


def test_a_residence_is_the_travellers_and_a_contact(read_booking):
    (traveller,), booking = read_booking(
        "TIF+BERG+OLA:A:1'SSR+DOCA:HK:1:UT:::::/R/UTO/1 ROAD/UTOPOLIS/N/UT1'"
    )
    assert traveller.residence == "UTO"
    assert booking.contacts[0].street == "1 ROAD"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ANNAMRS", ("ANNA", "MRS")),
        ("ANNA MARIA MRS", ("ANNA MARIA", "MRS")),
        ("LIMR", ("LI", "MR")),
        ("BOMSTR", ("BO", "MSTR")),
        ("NINA MS", ("NINA", "MS")),
        ("WILLIAMS", ("WILLIAMS", None)),
        ("ALEXANDR", ("ALEXANDR", None)),
        ("AMR", ("AMR", None)),
        ("QAMR", ("QAMR", None)),
        ("AMR MR", ("AMR", "MR")),
        ("", ("", None)),
    ],
)
def test_titles_are_told_from_names(text, expected):
    assert without_title(text) == expected
