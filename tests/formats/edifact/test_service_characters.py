import pytest

from catenary.formats.edifact.envelope import read_interchanges

BODY = (
    "UNB+UNOA:4+UTOPIA AIR+UTOPIA+261122:0800+REF1'UNH+M1+PAXLST:D:05B:UN:IATA'BGM+745'"
    "NAD+FL+++DOE?'S:ANA ?+ LEA'UNT+4+M1'UNZ+1+REF1'"
)


def only(data):
    if isinstance(data, str):
        data = data.encode("latin-1")
    (message,) = read_interchanges(data)
    return message


def codes(message):
    return [finding.code.removeprefix("intake.") for finding in message.findings]


def with_marks(una, component=":", element="+", release="?", terminator="'"):
    """The body in other service characters, after the given UNA."""
    marks = str.maketrans({":": component, "+": element, "?": release, "'": terminator})
    escaped = BODY.replace("?'", "\x01").replace("?+", "\x02").translate(marks)
    return una + escaped.replace("\x01", release + terminator).replace("\x02", release + element)


@pytest.mark.parametrize(
    ("una", "marks", "findings"),
    [
        ("", {}, []),
        ("UNA:+.? '", {}, []),
        ("UNA:+.?*'\r\n", {}, []),
        ("UNA:+,? '  \n ", {}, []),
        ("UNA:*.? $\r\n", {"element": "*", "terminator": "$"}, []),
        ("UNA:-.? *", {"element": "-", "terminator": "*"}, []),
        ("UNA:+.\\*'", {"release": "\\"}, []),
        ("UNA:(.) -\r\n", {"element": "(", "release": ")", "terminator": "-"}, []),
        ("UNA\x1f\x1d.? \x1c", {"component": "\x1f", "element": "\x1d", "terminator": "\x1c"}, []),
        ("UNA:+\\*'", {"release": "\\"}, ["una_malformed"]),
        ("UNA:+?'", {}, ["una_malformed"]),
        ("UNA:+.? '!", {}, ["una_malformed"]),
        ("UNA:*.? '", {}, ["una_contradicted"]),
        ("UNA:+.? ~", {}, ["una_contradicted"]),
        ("", {"element": "*", "terminator": "~"}, ["delimiters_inferred"]),
    ],
)
def test_the_message_is_cut_by_the_service_characters_it_uses(una, marks, findings):
    message = only(with_marks(una, **marks))
    terminator, element = marks.get("terminator", "'"), marks.get("element", "+")
    name = next(segment for segment in message.segments if segment.tag == "NAD")
    assert name.components(4) == [f"DOE{terminator}S", f"ANA {element} LEA"]
    assert codes(message) == findings


@pytest.mark.parametrize("quote", ["\u2019", "\u2018", "\u00b4"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_typographic_quote_in_una_and_message_terminates_segments(quote, encoding):
    text = BODY.replace("?'", "").replace("'", quote)
    message = only(f"UNA:+.? {quote}{text}".encode(encoding))
    assert [segment.tag for segment in message.segments] == ["BGM", "NAD"]
    assert codes(message) == []


def test_a_typographic_quote_in_una_only_is_corrected_by_the_message():
    message = only(f"UNA:+.? \u2019{BODY}".encode())
    assert len(message.segments) == 2
    assert codes(message) == ["una_contradicted"]


def test_typographic_quotes_that_replaced_some_terminators_are_told():
    message = only(BODY.replace("BGM+745'", "BGM+745\u2019\n").encode())
    assert [segment.tag for segment in message.segments] == ["BGM", "NAD"]
    assert codes(message) == ["typographic_terminator"]


def test_level_b_control_characters_need_no_una():
    text = with_marks("", component="\x1f", element="\x1d", terminator="\x1c").replace("UNOA", "UNOB")
    assert only(text).segments[0].value(1) == "745"


def test_segments_ended_by_line_breaks_alone_are_found():
    lines = BODY.replace("?'", "").replace("'", "\n")
    assert [segment.tag for segment in only(lines).segments] == ["BGM", "NAD"]


def test_a_release_character_before_ordinary_text_is_kept():
    message = only(BODY.replace("DOE?'S", "WHO?ME??").replace("ANA ?+ LEA", "FRED? NOOR"))
    assert message.segments[1].components(4) == ["WHO?ME?", "FRED? NOOR"]


def test_the_blank_of_an_unused_repetition_may_be_released():
    text = BODY.replace("UNOA:4", "UNOA:1").replace("ANA ?+ LEA", "FRED? NOOR")
    assert only(text).segments[1].components(4) == ["DOE'S", "FRED NOOR"]


def test_repetitions_are_cut_only_when_asked_for():
    segment = only(BODY.replace("BGM+745'", "ATT+2++M:1*F?*:2'")).segments[0]
    assert segment.components(3) == ["M", "1*F*", "2"]
    assert segment.repetitions(3) == [["M", "1"], ["F*", "2"]]
    assert segment.repetitions(9) == ()


def test_elements_and_components_that_are_absent_are_empty():
    segment = only(BODY).segments[0]
    assert (segment.value(9), segment.value(1, 9), segment.components(9)) == ("", "", ())
    assert segment.elements == [["BGM"], ["745"]]
