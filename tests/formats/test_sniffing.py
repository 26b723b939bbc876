import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.formats.sniffing import InputKind, is_carrier_message, sniff_input


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"UNA:+.? 'UNB+UNOA:4", InputKind.MESSAGES),
        (b"\r\nUNB+UNOA:4+A+B", InputKind.MESSAGES),
        (b"QU ABCDEFG\r\n.HDQXXYY 221130\r\nUNH+1+PAXLST:D:05B:UN'", InputKind.MESSAGES),
        (b"id,name\n1,Ana\n", InputKind.TRAVELLERS_CSV),
        (b'"ID","Surname","Given_Names"\r\n', InputKind.TRAVELLERS_CSV),
        (b"\xef\xbb\xbfname,born\nMUNHOZ,1970\n", InputKind.TRAVELLERS_CSV),
        ("id,name\n1,Ana\n".encode("utf-16"), InputKind.TRAVELLERS_CSV),
        (b'\n{"name": "UNH+"}', InputKind.TRAVELLERS_NDJSON),
        (b"", InputKind.UNKNOWN),
        (b"<export/>", InputKind.UNKNOWN),
    ],
)
def test_the_kind_of_input_is_told_from_its_first_bytes(head, kind):
    assert sniff_input(head) is kind


def test_a_name_that_holds_a_tag_is_no_message():
    assert not is_carrier_message(b"id,name\n1,UNA ROSSI\n2,MUNHOZ\n")


@given(st.binary(max_size=200))
def test_any_bytes_are_of_some_kind(head):
    assert isinstance(sniff_input(head), InputKind)


@pytest.mark.parametrize("name", ["OMAR UNG", "UNA,", "UNH", "DE LA UNB"])
def test_travellers_named_like_segments_make_no_carrier_message(name: str) -> None:
    rows = f"id,name,born\n1,{name},1980-01-01\n".encode()
    assert sniff_input(rows) is InputKind.TRAVELLERS_CSV
