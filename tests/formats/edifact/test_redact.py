from datetime import date

import pytest

from catenary.formats.edifact.redact import redact
from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 11, 22)
HEAD = "UNA:+.?*'\r\nUNB+IATA:1+UX+UTO+261122:0800+R1'\r\nUNH+M1+PNRGOV:11:1:IA+AC1'\r\nMSG+:22'\r\nORG+UX:NPT'\r\n"
BOOKING = "TVL+221126:0930:221126:2110+NPT+EVR+UX+123'\r\nEQN+1'\r\nSRC'\r\nRCI+UX:ABC123'\r\n"
TAIL = "TIF+DOE+ANA MRS:A:1'\r\nTVL+221126:0930::2110+NPT+EVR+UX+123:Y'\r\n"


def message(*segments, counted):
    body = "".join(f"{segment}'\r\n" for segment in segments)
    return f"{HEAD}{BOOKING}{body}{TAIL}UNT+{counted}+M1'\r\nUNZ+1+R1'\r\n".encode()


@pytest.mark.parametrize(
    ("segment", "category"),
    [
        ("SSR+MOML:HK:1:UX", "religion"),
        ("SSR+WCHR:HK:1:UX", "disability"),
        ("SSR+OTHS:HK:1:UX:::::PAX IS DIABETIC", "health"),
        ("IFT+4:28::UX+NEEDS HALAL MEAL", "religion"),
        ("LTS+0/Z/SSR KSML UX HK1", "religion"),
    ],
)
def test_a_segment_that_tells_only_that_is_gone_and_the_count_is_right(segment, category):
    redacted = redact(message("RCI+UX:XYZ", segment, counted=12))
    assert redacted.data == message("RCI+UX:XYZ", counted=11)
    assert redacted.removed[category] == 1
    (read,) = read_carrier_file(redacted.data, AS_OF)
    assert not any(read.removed.values())
    assert not [finding for finding in read.findings if "count" in finding.code]


def test_what_tells_nothing_comes_back_byte_for_byte():
    data = message(
        "SSR+OTHS:HK:1:UX:::::ADV TKT NUMBER?'S", "SSR+NSSA:HK:1:UX", "IFT+4:28::UX+VIP", counted=13
    )
    redacted = redact(data)
    assert redacted.data == data
    assert not any(redacted.removed.values())


def test_a_seat_keeps_its_number_when_its_characteristic_goes():
    data = message("SSR+SEAT:HK:1:UX:::NPT:EVR+17E::1:H:W", counted=11)
    assert redact(data).data == message("SSR+SEAT:HK:1:UX:::NPT:EVR+17E::1::W", counted=11)


def test_a_count_keeps_its_width_and_a_wrong_one_stays_as_wrong():
    data = message("SSR+MOML:HK:1:UX", "SSR+MOML:HK:1:UX", counted="00099")
    assert b"UNT+00097+M1'" in redact(data).data


@pytest.mark.parametrize("data", [b"", b"no message", b"UNB+IATA:1+A+B+1:1+1'SSR+MOML'UNZ+0+1'"])
def test_without_a_message_there_is_nothing_to_redact(data):
    assert redact(data).data == data


def test_an_identity_is_never_taken_for_a_telling_text():
    data = message("SSR+DOCS:HK:1:UX:::::/P/UTO/X1/UTO/01FEB80/F/01JAN30/HALAL/MEAL", counted=11)
    assert redact(data).data == data


def test_a_trailer_with_a_broken_count_is_left_as_it_is():
    data = message("SSR+MOML:HK:1:UX", counted="1\n1")
    assert b"UNT+1\n1+M1'" in redact(data).data
