import pytest

from catenary.basis.findings import ProblemError
from catenary.formats.lists.recognise import ListFormat, OfacPart, recognise
from catenary.formats.lists.source import ListFile

NIL = ",-0- " * 7


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<?xml version="1.0"?>\n<CONSOLIDATED_LIST a="b">', ListFormat.UN),
        ("<!-- <export> --><sdnList xmlns='x'>", ListFormat.OFAC_XML),
        ("<x:Sanctions xmlns:x='y'>", ListFormat.OFAC_ADVANCED),
        ("\ufeff  <export>", ListFormat.EU),
        ("<!DOCTYPE export [<!ENTITY a '<b>'>]><export>", ListFormat.EU),
        ('{"id": "a"', ListFormat.FTM),
        ("id,name\n", ListFormat.CSV),
        ('"Name",born,"ID"\r\n', ListFormat.CSV),
        (f'17,"A, B","individual","X"{NIL},-0- ', ListFormat.OFAC_CSV),
        ('17,1,"aka","A",-0- ', OfacPart.ALIASES),
        ('17,1,"Street","Town","Country",-0- ', OfacPart.ADDRESSES),
        ('17,"more remarks"', OfacPart.COMMENTS),
    ],
)
def test_a_format_is_told_from_the_first_bytes(content, expected):
    assert recognise(ListFile("f", content.encode())) is expected


def test_xml_in_utf_16_is_recognised_for_xml_names_its_encoding():
    assert (
        recognise(ListFile("f", '<?xml version="1.0" encoding="utf-16"?><export>'.encode("utf-16")))
        is ListFormat.EU
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "lists.empty"),
        (b" \r\n\t ", "lists.empty"),
        (b"PK\x03\x04rest", "lists.archive"),
        (b"\x1f\x8b\x08rest", "lists.archive"),
        (b"<html><body>Service unavailable</body></html>", "lists.not_recognised"),
        (b"surname;given\nA;B\n", "lists.not_recognised"),
        (b"\x00\x01\x02\x03", "lists.not_recognised"),
        ("id,name\n1,A\n".encode("utf-16"), "lists.wrong_encoding"),
        ("id,name\n1,A\n".encode("utf-16-le"), "lists.wrong_encoding"),
        (b'"', "lists.not_recognised"),
    ],
)
def test_what_is_no_list_is_refused_with_a_code(content, code):
    with pytest.raises(ProblemError) as refusal:
        recognise(ListFile("f", content))
    assert refusal.value.finding.code == code


def test_utf_16_is_named_as_the_likely_encoding():
    with pytest.raises(ProblemError) as refusal:
        recognise(ListFile("f", "id,name\n".encode("utf-16")))
    assert refusal.value.finding.params["likely"] == "UTF-16"
