from datetime import UTC, date, datetime

import pytest

from catenary.basis.findings import ProblemError
from catenary.core.intake.model import Call, Flight, Leg, Purpose, Reference, Response
from catenary.formats.cusres.answers import STANDARD_ANSWERS, Meaning, answer_table
from catenary.formats.cusres.write import Answers, write_cusres
from catenary.formats.edifact.writing import Envelope, Repertoire, Style
from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 11, 22)
HEAD = (
    "UNB+SIRE:4+UTOBORDER+UX+261122:1200+1'UNH+1+CUSRES:D:05B:UN:IATA+AC1+01:F'BGM+962'RFF+TN:77'RFF+AF:UX0123'"
    "DTM+189:2611220930:201'DTM+232:2611222110:201'LOC+125+NPT'LOC+87+EVR'"
)


def read(body, answers=STANDARD_ANSWERS, head=HEAD):
    text = f"{head}{body}"
    count = text.count("'")
    (message,) = read_carrier_file(f"{text}UNT+{count}+1'UNZ+1+1'".encode(), AS_OF, answers)
    return message


def codes(message):
    return [
        finding.code.removeprefix("intake.") for finding in message.findings if "century" not in finding.code
    ]


def test_each_person_has_an_answer_with_its_meaning():
    message = read(
        "ERP+2'RFF+AVF:ABC123'RFF+ABO:1001'ERC+0Z'FTX+AAP+++OK TO BOARD'ERP+2'RFF+AVF:ABC123'RFF+ABO:1002'ERC+1Z'"
    )
    assert message.responses == (
        Response("0Z", "cleared", "1001", "OK TO BOARD", "ABC123"),
        Response("1Z", "do_not_board", "1002", None, "ABC123"),
    )
    assert (message.function, message.purpose) == ("962", Purpose.RESPONSE)
    assert message.references == (Reference("TN", "77"),)
    assert codes(message) == []


def test_the_flight_is_read_although_its_times_stand_before_its_places():
    legs = (Leg(Call("NPT", "2026-11-22T09:30"), Call("EVR", "2026-11-22T21:10")),)
    assert read("").flights == (Flight("UX", "0123", legs),)


def test_an_answer_to_the_message_is_told_apart_from_one_to_a_person():
    message = read("ERP+1'ERC+1'FTX+AAP+++FORMAT?: SEE GUIDE'")
    assert message.responses == (Response("1", "exception", None, "FORMAT: SEE GUIDE", None),)


@pytest.mark.parametrize(
    ("code", "meaning"), [("0", "cleared"), ("1", "do_not_board"), ("2", "board_if_documents_good"), ("3", "further_checks"),
    ("4", "insufficient_data"), ("0Z", "cleared"), ("2Z", "advisory"), ("4Z", "insufficient_data")]
)  # fmt: skip
def test_the_shipped_table_knows_both_schemes(code, meaning):
    assert read(f"ERP+2'RFF+ABO:1'ERC+{code}'").responses[0].meaning == meaning


def test_a_code_outside_the_table_clears_nobody():
    message = read("ERP+2'RFF+ABO:1'ERC+0Q'")
    assert message.responses[0].meaning == "unknown"
    assert codes(message) == ["answer_code_unknown"]


def test_a_group_without_code_or_person_is_told():
    message = read("ERP+2'FTX+AAP+++HELLO'")
    assert (message.responses, codes(message)) == ((), ["answer_without_person", "answer_without_code"])


def test_a_state_may_agree_other_codes():
    table = answer_table('[person]\n"A" = "cleared"\n')
    assert read("ERP+2'RFF+ABO:1'ERC+A'", table).responses[0].meaning == "cleared"
    assert read("ERP+2'RFF+ABO:1'ERC+0Z'", table).responses[0].meaning == "unknown"


@pytest.mark.parametrize(
    "text", ["not toml [", '[person]\n"A" = "fine"', 'person = "x"', '[person]\n"A" = 1']
)
def test_a_table_that_cannot_be_used_is_refused(text):
    with pytest.raises(ProblemError) as refused:
        answer_table(text)
    assert refused.value.finding.code == "intake.answer_table_unreadable"


def test_the_code_for_a_meaning_is_found_and_a_missing_one_refused():
    assert STANDARD_ANSWERS.code(Meaning.CLEARED, of_person=True) == "0Z"
    with pytest.raises(ProblemError):
        STANDARD_ANSWERS.code(Meaning.EXCEPTION, of_person=True)


@pytest.mark.parametrize(
    ("bgm", "purpose"), [("132", Purpose.STATUS_CHANGE), ("312", Purpose.ACKNOWLEDGEMENT)]
)
def test_unsolicited_changes_and_acknowledgements_are_told_apart(bgm, purpose):
    assert read("", head=HEAD.replace("BGM+962", f"BGM+{bgm}")).purpose is purpose


def test_what_is_written_is_read_back_the_same():
    flight = Flight(
        "UX",
        "0123",
        (
            Leg(Call("NPT", "2026-11-22T09:30"), Call("MID", "2026-11-22T11:10")),
            Leg(Call("MID", "2026-11-22T12:00"), Call("EVR", "2026-11-22T14:10")),
        ),
    )
    responses = (
        Response("0", "accepted"),
        Response("0Z", "cleared", "1001", "OK + GO'S?", "ABC123"),
        Response("1Z", "do_not_board", "DEF456", None, "DEF456"),
    )
    answers = Answers(responses, "M1", (flight,), access_reference="AC1", references=(Reference("TN", "77"),))
    prepared = datetime(2026, 11, 22, 12, tzinfo=UTC)
    envelope = Envelope("UTOBORDER", "UX", prepared, "R1", group="CUSRES")
    data = write_cusres(answers, envelope, Style(repertoire=Repertoire.ASCII))
    (message,) = read_carrier_file(data, AS_OF)
    assert (message.responses, message.flights, message.references) == (
        responses,
        (flight,),
        answers.references,
    )
    assert codes(message) == []
