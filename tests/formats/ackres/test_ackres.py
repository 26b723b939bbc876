"""Acknowledgements are read and written, their codes from a table that a State may replace."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.intake.model import Purpose
from catenary.formats.ackres.table import STANDARD_ERRORS, error_table
from catenary.formats.ackres.write import write_ackres
from catenary.formats.edifact.writing import Envelope, Style, write_interchange
from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 11, 22)
PUSH = (
    b"UNB+IATA:1+UT+GOV+261122:1200+1'UNH+1+PNRGOV:11:1:IA+UT12/221226/0915'MSG+:22'ORG+UT'"
    b"TVL+221226:0915:221226:1130+UTA+UTB+UT+12'EQN+%b'SRC'RCI+UT:ABC123'TIF+ERIKSSON+ANNAMRS:A:1'UNT+9+1'UNZ+1+1'"
)


def read(data):
    (message,) = read_carrier_file(data, AS_OF)
    return message


def answered(push, **kwargs):
    style = Style()
    envelope = Envelope("GOV", "UT", datetime(2026, 11, 22, 12, 1, tzinfo=UTC), "2", None)
    return read(write_interchange([write_ackres(read(push), style, "7", **kwargs)], envelope, style))


def codes(message):
    return [(response.code, response.meaning) for response in message.responses]


def test_a_push_without_fault_is_accepted():
    answer = answered(PUSH % b"1")
    assert (answer.message, answer.purpose, answer.function) == ("ACKRES", Purpose.ACKNOWLEDGEMENT, "23")
    assert answer.access_reference == "UT12/221226/0915"
    assert codes(answer) == [("3", "accepted")]
    assert not answer.findings


def test_a_push_with_a_fault_is_rejected_with_its_error():
    assert codes(answered(PUSH % b"5")) == [("7", "rejected"), ("912", "message_incomplete")]


def test_errors_may_be_stated_by_hand():
    assert codes(answered(PUSH % b"1", errors=["114"])) == [
        ("7", "rejected"),
        ("114", "flight_number_invalid"),
    ]


def test_a_code_of_no_table_is_told_and_accepts_nothing():
    message = read(b"UNH+1+ACKRES:11:1:IA'MSG+:23+Q'ERC+ZZ9'IFT+3+CALL US'UNT+5+1'")
    assert codes(message) == [("Q", "unknown"), ("ZZ9", "unknown")]
    assert [found.code for found in message.findings].count("intake.acknowledgement_code_unknown") == 2
    assert {response.text for response in message.responses} == {"CALL US"}


def test_an_acknowledgement_that_says_nothing_is_told():
    message = read(b"UNH+1+ACKRES:11:1:IA'UNT+2+1'")
    assert "intake.acknowledgement_without_outcome" in {found.code for found in message.findings}


def test_a_state_may_replace_the_table():
    table = error_table('[outcome]\n"A" = "accepted"\n"R" = "rejected"\n')
    written = write_ackres(read(PUSH % b"5"), Style(), "7", table=table)
    assert "MSG+:23+A'" in written


@pytest.mark.parametrize("text", ["[outcome", 'outcome = "x"', "[errors]\n1 = 2\n"])
def test_a_table_that_cannot_be_read_is_a_problem(text):
    with pytest.raises(ProblemError):
        error_table(text)


def test_a_table_without_the_outcome_is_a_problem():
    with pytest.raises(ProblemError):
        write_ackres(read(PUSH % b"1"), Style(), "7", table=error_table(""))


def test_every_error_a_finding_is_answered_with_has_a_meaning():
    assert set(STANDARD_ERRORS.findings.values()) <= set(STANDARD_ERRORS.errors)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["MSG", "ERC", "ORG", "TVL", "RCI", "IFT", "ERP", "EQN", "XXX"]),
            st.text("A1:+é", max_size=9),
        )
    )
)
def test_any_segments_are_read(segments):
    body = "".join(f"{tag}+{text}'" for tag, text in segments)
    assert (
        read(f"UNB+IATA:1+UT+GOV+261122:1200+1'UNH+1+ACKRES:11:1:IA'{body}UNT+1+1'".encode()).message
        == "ACKRES"
    )
