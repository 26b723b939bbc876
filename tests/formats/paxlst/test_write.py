from datetime import UTC, date, datetime

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.model import Call, Flight, Leg, Role, TravelDocument, Traveller
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.writing import Envelope, Repertoire, Style
from catenary.formats.paxlst.write import CREW_LIST, PassengerList, write_paxlst
from catenary.formats.paxlst.write_us import write_us_paxlst
from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 12, 1)
FLIGHT = Flight("0V", "0123", (Leg(Call("QMV", "2026-12-01T09:30"), Call("QAR", "2026-12-01T21:10")),))
ENVELOPE = Envelope("0V", "UTOPIU", datetime(2026, 12, 1, 8, 50, tzinfo=UTC), "REF1")
INES = Traveller(
    id="0-1",
    name=PersonName.of_parts("VARELA RUIZ", "INES MARIA"),
    sex=Sex.FEMALE,
    born=PartialDate(1980, 2, 1),
    birth_place="MARVONA CITY",
    nationality="QMR",
    residence="QMR",
    documents=(
        TravelDocument("P", "AB123456", "QMR", PartialDate(2030, 1, 1), PartialDate(2020, 1, 2)),
        TravelDocument("I", "998877", "QMR"),
    ),
    booking_reference="K3F9QZ",
    reference="T000001",
    seat="14C",
    embarks="QMV",
    disembarks="QAR",
    verified=True,
)
ONLY = PassengerList(FLIGHT, (INES,), "PAX001", reporting_party="AIR MARVONA", contact=("0999", "0998"))


def read(data):
    return list(read_carrier_file(data, AS_OF))


def errors(messages):
    return [f.code for m in messages for f in m.findings if f.severity != "notice"]


def test_a_passenger_list_is_read_back_as_it_was():
    (message,) = messages = read(write_paxlst(ONLY, ENVELOPE, Style()))
    assert not errors(messages)
    assert (message.message, message.version, message.reference, message.function) == (
        "PAXLST",
        "D:05B:UN",
        "PAX001",
        "745",
    )
    assert message.flights == (FLIGHT,)
    (traveller,) = message.travellers
    assert evolve(traveller, findings=(), documents=()) == evolve(INES, documents=())
    assert [evolve(each, findings=()) for each in traveller.documents] == list(INES.documents)


def test_every_control_count_is_right():
    text = write_paxlst(ONLY, ENVELOPE, Style(line_break="\n")).decode().splitlines()
    assert text[-3] == f"UNT+{len(text) - 5}+PAX001'"
    assert text[-2:] == ["UNE+1+REF1'", "UNZ+1+REF1'"]
    assert "CNT+42:1'" in text


def test_a_series_names_its_parts_and_shares_a_reference():
    three = evolve(ONLY, travellers=(INES, INES, INES))
    messages = read(write_paxlst(three, ENVELOPE, Style(), per_part=1))
    assert [(m.series.part, m.series.last) for m in messages] == [(1, False), (2, False), (3, True)]
    assert {m.access_reference for m in messages} == {"PAX001"}
    assert [len(m.travellers) for m in messages] == [1, 1, 1]


def test_a_crew_list_counts_crew():
    crew = evolve(ONLY, function=CREW_LIST, travellers=(evolve(INES, role=Role.CREW),))
    data = write_paxlst(crew, ENVELOPE, Style())
    assert b"CNT+41:1'" in data
    assert read(data)[0].travellers[0].role is Role.CREW


def test_an_empty_list_is_a_message_too():
    assert read(write_paxlst(evolve(ONLY, travellers=()), ENVELOPE, Style()))[0].travellers == ()


def test_partial_birth_dates_keep_their_precision():
    for born in (PartialDate(1971), PartialDate(1971, 3)):
        data = write_paxlst(evolve(ONLY, travellers=(evolve(INES, born=born),)), ENVELOPE, Style())
        assert read(data)[0].travellers[0].born == born


def test_names_fit_the_repertoire_they_are_sent_in():
    named = evolve(INES, name=PersonName.of_parts("Müller-Łuczak", "Ørjan 王"))
    for repertoire, expected in (
        (Repertoire.CAPITALS, "MULLER-LUCZAK"),
        (Repertoire.ASCII, "Muller-Luczak"),
        (Repertoire.LATIN_1, "Müller-Luczak"),
    ):
        data = write_paxlst(evolve(ONLY, travellers=(named,)), ENVELOPE, Style(repertoire=repertoire))
        assert read(data)[0].travellers[0].name.surname == expected


def test_other_service_characters_are_announced_and_released():
    marks = Delimiters(component="*", element="|", terminator="~")
    named = evolve(INES, name=PersonName.of_parts("O'NEIL*LEE?", "A:B+C"))
    data = write_paxlst(evolve(ONLY, travellers=(named,)), ENVELOPE, Style(delimiters=marks))
    assert data.startswith(b"UNA*|.? ~")
    assert read(data)[0].travellers[0].name == PersonName.of_parts("O'NEIL*LEE?", "A:B+C")


def test_without_a_release_character_service_characters_become_blanks():
    named = evolve(INES, name=PersonName.of_parts("O'NEIL", "A"))
    style = Style(delimiters=Delimiters(release=""))
    data = write_paxlst(evolve(ONLY, travellers=(named,)), ENVELOPE, style)
    assert read(data)[0].travellers[0].name.surname == "O NEIL"


def test_the_us_dialect_holds_one_document_and_every_name():
    us = evolve(ENVELOPE, agency="0V", version="001:000")
    (message,) = messages = read(write_us_paxlst(ONLY, us, Style()))
    assert not errors(messages)
    (traveller,) = message.travellers
    assert (traveller.name, traveller.sex, traveller.born) == (INES.name, INES.sex, INES.born)
    assert [each.number for each in traveller.documents] == ["AB123456"]
    assert (message.flights[0].carrier, message.flights[0].number) == ("0V", "0123")


# bytes 80 to BF are left out: after a capital with a mark they could as well be UTF-8, which readers try first
letters = st.characters(
    codec="latin-1", categories=("L", "P", "S"), exclude_characters=[*map(chr, range(0x80, 0xC0))]
)
names = st.text(letters, min_size=1, max_size=30)


@given(names, names, st.sampled_from(["", "\n", "\r\n"]))
def test_any_latin_name_survives_whatever_it_holds(surname, given_names, line_break):
    named = evolve(INES, name=PersonName.of_parts(surname, given_names))
    style = Style(repertoire=Repertoire.LATIN_1, line_break=line_break)
    (message,) = read(write_paxlst(evolve(ONLY, travellers=(named,)), ENVELOPE, style))
    assert message.travellers[0].name == named.name


@given(st.text(max_size=40))
def test_any_text_at_all_leaves_a_message_that_can_be_read(surname):
    named = evolve(INES, name=PersonName(surname, surname))
    (message,) = read(write_paxlst(evolve(ONLY, travellers=(named,)), ENVELOPE, Style()))
    assert message.travellers[0].documents[0].number == "AB123456"
