import pytest

from catenary.formats.edifact.envelope import read_interchanges

UNB, UNZ = "UNB+UNOA:4+UTOPIA AIR+UTOPIA+261122:0800+R1'", "UNZ+1+R1'"
MESSAGE = "UNH+M1+PAXLST:D:05B:UN:IATA+AC1+01:F'BGM+745'NAD+FL+++DOE:ANA'UNT+4+M1'"
PLAIN = UNB + MESSAGE + UNZ


def read(text):
    return list(read_interchanges(text if isinstance(text, bytes) else text.encode()))


def codes(text):
    return [finding.code.removeprefix("intake.") for message in read(text) for finding in message.findings]


def tags(message):
    return [segment.tag for segment in message.segments]


def test_a_message_stands_between_unh_and_unt():
    (message,) = read(PLAIN)
    assert (message.position, message.type, message.version, message.reference) == (
        0,
        "PAXLST",
        "D:05B:UN",
        "M1",
    )
    assert tags(message) == ["BGM", "NAD"]
    assert message.findings == ()


def test_every_segment_knows_its_index_and_byte_offset():
    text = "\r\n " + UNB + "\r\n" + MESSAGE.replace("'", "'\r\n").replace("DOE", "D\u00d6E") + UNZ
    data = text.encode()
    (message,) = read(data)
    for segment in [message.interchange, message.header, *message.segments, message.trailer]:
        assert data[segment.offset :].startswith(segment.tag.encode())
        assert data[segment.offset : segment.offset + segment.length].decode() == segment.raw
    assert [segment.index for segment in message.segments] == [2, 3]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n", " \n", "'"])
def test_line_ends_and_blanks_between_segments_do_not_matter(line_end):
    text = PLAIN.replace("'", "'" + line_end)
    (message,) = read(text)
    assert tags(message) == ["BGM", "NAD"]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_wrapped_lines_are_joined_and_told(line_end):
    (message,) = read(PLAIN.replace("NAD+FL", f"N{line_end}AD+F{line_end}L").replace("DOE", f"DO{line_end}E"))
    assert message.segments[1].tag == "NAD"
    assert message.segments[1].components(4) == ["DOE", "ANA"]
    assert [finding.code for finding in message.findings] == ["intake.line_break_in_data"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MESSAGE, ["interchange_header_missing"]),
        (UNB + MESSAGE, ["interchange_trailer_missing"]),
        (PLAIN[:-1], ["terminator_missing"]),
        (UNB + MESSAGE.replace("UNT+4+M1'", "") + UNZ, ["message_trailer_missing"]),
        (PLAIN.replace("UNT+4", "UNT+5"), ["unt_count"]),
        (PLAIN.replace("UNT+4", "UNT+FOUR"), ["unt_count"]),
        (PLAIN.replace("UNT+4+M1", "UNT+4+M2"), ["unt_reference"]),
        (PLAIN.replace("UNZ+1", "UNZ+2"), ["unz_count"]),
        (PLAIN.replace("UNZ+1+R1", "UNZ+1+R2"), ["unz_reference"]),
        (f"{UNB}UNG+PAXLST+A+B+261122:0800+G1+UN+D:05B'{MESSAGE}UNE+1+G1'{UNZ}", []),
        (f"{UNB}UNG+PAXLST+A+B+261122:0800+G1+UN+D:05B'{MESSAGE}UNE+2+G2'{UNZ}", ["une_count", "une_reference"]),
        (f"{UNB}UNG+PAXLST+A+B+261122:0800+G1+UN+D:05B'{MESSAGE}{UNZ}", ["group_trailer_missing"]),
        (f"{UNB}{MESSAGE}UNE+1+G1'{UNZ}", ["trailer_without_header"]),
        (UNB + MESSAGE.removeprefix("UNH+M1+PAXLST:D:05B:UN:IATA+AC1+01:F'").replace("+4", "+3") + UNZ, ["message_header_missing"]),
        (PLAIN.replace("BGM", "'''BGM"), ["empty_segments"]),
        (PLAIN + "RFF+X:1'", ["segment_outside_message"]),
        (PLAIN + "Sent from my desk", ["text_outside_message"]),
        (PLAIN[:-1] + "\nPlease confirm", ["terminator_missing", "text_outside_message"]),
        (PLAIN.replace("BGM+745'", "BGM+745\n"), ["terminator_missing"]),
        (PLAIN.replace("BGM+745'", "BGM+745?'\n"), ["release_dangling"]),
        (PLAIN[:-1] + "?'", ["release_dangling"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_envelope_is_told_and_nothing_is_lost(text, expected):
    (message,) = read(text)
    assert tags(message) == ["BGM", "NAD"]
    assert [finding.code.removeprefix("intake.") for finding in message.findings] == expected
    assert all(finding.at.offset is not None for finding in message.findings)


def test_a_type_b_envelope_around_national_delimiters_is_passed_over():
    body = PLAIN.translate(str.maketrans({"+": "(", "'": "-"}))
    text = f"QK UTOXXXX\r\n.AIRXXXX 221122\r\nUNA:(.) -\r\n{body}"
    (message,) = read(text)
    assert tags(message) == ["BGM", "NAD"]
    assert [finding.code for finding in message.findings] == ["intake.text_before_message"]


def test_each_of_several_interchanges_may_have_its_own_delimiters():
    other = PLAIN.translate(str.maketrans({"+": "*", "'": "$"}))
    first, second, third = read(f"UNA:+.? '{PLAIN}\nUNA:*.? ${other}\n{PLAIN}")
    assert [message.position for message in (first, second, third)] == [0, 1, 2]
    assert tags(first) == tags(second) == tags(third) == ["BGM", "NAD"]
    assert codes(f"UNA:+.? '{PLAIN}\nUNA:*.? ${other}\n{PLAIN}") == []


def test_a_second_interchange_begins_although_the_first_never_ended():
    first, second = read(UNB + MESSAGE + PLAIN)
    assert [finding.code for finding in first.findings] == ["intake.interchange_trailer_missing"]
    assert second.findings == ()


def test_several_messages_share_an_interchange():
    messages = read(UNB + MESSAGE * 3 + UNZ.replace("1+", "3+"))
    assert [message.position for message in messages] == [0, 1, 2]
    assert all(not message.findings for message in messages)


def test_findings_on_the_trailer_reach_the_last_message():
    first, second = read(UNB + MESSAGE * 2 + UNZ)
    assert first.findings == ()
    assert [finding.code for finding in second.findings] == ["intake.unz_count"]


def test_a_blank_before_the_separator_belongs_to_no_tag():
    (message,) = read(PLAIN.replace("BGM+", "BGM +"))
    assert message.segments[0].tag == "BGM"


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("UNOA", "utf-8"),
        ("UNOC", "latin-1"),
        ("UNOC", "cp1252"),
        ("UNOD", "iso8859-2"),
        ("UNOW", "utf-8"),
        ("UNOY", "utf-16"),
        ("UNOY", "utf-16-le"),
        ("UNOY", "utf-16-be"),
        ("UNOA", "cp500"),
    ],
)
def test_names_come_out_in_their_true_characters(stated, encoding):
    data = PLAIN.replace("UNOA", stated).replace("DOE:ANA", "MÜLLER:ZOÉ").encode(encoding)
    (message,) = read(data)
    assert message.segments[1].components(4) == ["MÜLLER", "ZOÉ"]


@pytest.mark.parametrize(
    ("stated", "encoding", "name"),
    [("UNOE", "iso8859-5", "Иванова"), ("UNOF", "iso8859-7", "Ελένη"), ("UNOI", "iso8859-6", "فاطمة"), ("UNOJ", "iso8859-8", "שרה")],
)  # fmt: skip
def test_other_scripts_are_read_as_the_interchange_states(stated, encoding, name):
    data = PLAIN.replace("UNOA", stated).replace("DOE", name).encode(encoding)
    (message,) = read(data)
    assert message.segments[1].value(4) == name
    assert message.findings == ()


def test_characters_beyond_the_stated_set_are_told_once():
    assert codes(PLAIN.replace("DOE:ANA", "MÜLLER:ZOÉ")) == ["charset_other"]


@pytest.mark.parametrize(
    "data", [b"", b"   \r\n", b"id,name\n1,Ana\n", b"PK\x03\x04" + bytes(range(256)), b"UNABLE UNHAPPY"]
)
def test_a_file_without_a_message_says_so_with_an_offset(data):
    (message,) = read(data)
    assert (message.type, message.segments) == ("", [])
    (finding,) = message.findings
    assert (finding.code, finding.severity) == ("intake.no_message", "error")
    assert finding.at.offset is not None


def test_a_message_without_unh_is_known_by_its_first_segment():
    (pnr,) = read("MSG+:22'ORG+UA:XXX'SRC'RCI+UA:ABCDEF'")
    (answer,) = read("UNB+SIRE:4+U+UA+261122:0800+1'BGM+962'ERP+2'ERC+0Z'UNZ+1+1'")
    assert (pnr.type, answer.type) == ("PNRGOV", "CUSRES")
