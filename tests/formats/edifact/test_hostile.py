"""Any bytes give a result; hostile ones in time and memory that grow with their size only."""

import tracemalloc
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.findings import Catalogue
from catenary.formats.edifact import envelope
from catenary.formats.edifact.envelope import read_interchanges
from catenary.formats.edifact.redact import redact
from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 11, 22)
TOKENS = [
    b"UNA:+.? '", b"UNA:+\\*'", b"UNB+UNOA:4+A+B+261122:0800+1'", b"UNH+1+PAXLST:D:05B:UN'", b"UNH+1+PNRGOV:11:1:IA'",
    b"UNH+1+CUSRES:D:05B:UN'", b"BGM+745'", b"TDT+20+UX1'", b"LOC+125+NPT'", b"DTM+189:2611220930:201'", b"NAD+FL+++DOE:ANA'",
    b"DOC+P+X1'", b"DTM+329:800201'", b"RFF+AVF:ABC'", b"SSR+MOML:HK:1:UX'", b"SRC'", b"RCI+UX:ABCDEF'", b"TIF+DOE+ANA:A:1'",
    b"ERP+2'", b"ERC+0Z'", b"UNT+3+1'", b"UNE+1+1'", b"UNZ+1+1'", b"?", b"'", b"+", b":", b"*", b"\n", b"\r", b" ", b"\xe2\x80\x99",
    b"\x92", b"\xff\xfe", b"\x00", b"CNT+42:9'", b"PDT+P/1:2:3+A:B+PAX+C:D'", b"MSG+:22'", b"FTX+AAI+++HALAL MEAL'",
]  # fmt: skip


@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from(TOKENS) | st.binary(max_size=4), max_size=40).map(b"".join)
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_messages_and_never_an_exception_or_a_fault(data):
    messages = list(read_carrier_file(data, AS_OF))
    assert [message.position for message in messages] == list(range(len(messages)))
    assert not [f for m in messages for f in m.findings if f.code == "intake.failed_unexpectedly"]
    assert all(message.message or message.findings for message in messages)
    for finding in (f for m in messages for person in m.travellers for f in (*m.findings, *person.findings)):
        assert Catalogue.sentence(finding.code) % finding.params != finding.code


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map(b"".join))
@settings(max_examples=200, deadline=None)
def test_what_is_written_back_holds_nothing_sensitive(data):
    redacted = redact(data)
    assert redacted.removed == redact(data).removed
    assert sum(redact(redacted.data).removed.values()) == 0


@given(st.lists(st.sampled_from(TOKENS), max_size=30).map(b"".join))
@settings(max_examples=200, deadline=None)
def test_segments_stand_where_they_say_and_never_overlap(data):
    end = 0
    for message in read_interchanges(data):
        for segment in message.segments:
            assert segment.offset >= end
            end = segment.offset + segment.length
            assert end <= len(data) or b"\xff\xfe" in data or b"\x00" in data


QUARTER = 1 << 18
HEAD = b"UNB+UNOA:4+A+B+261122:0800+1'UNH+1+PAXLST:D:05B:UN'BGM+745'"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"FTX+AAI+++" + b"A" * (20 * QUARTER),
        HEAD + b"'" * QUARTER,
        HEAD + b"?'" * QUARTER,
        HEAD + b"?" * QUARTER,
        HEAD + b"\n" * QUARTER + b"X",
        HEAD + b"A\n \n" * (QUARTER // 4),
        HEAD + b"`" * QUARTER,
        b"UNA" * (QUARTER // 3),
        b"UNB+" * (QUARTER // 4),
        b"UNH+1+" * (QUARTER // 6),
        b"UNA:+.? 'UNB" * (QUARTER // 12),
        b"QK XXXXXXX\r\n.YYYYYYY 010101\r\n" * (QUARTER // 32),
        HEAD + b"NAD+FL+++A:B'" * 5_000,
        b"UNH+1+PAXLST:D:05B:UN'" * 5_000,
        b"\x00" * QUARTER,
        b"\xff\xfe" + b"U\x00N\x00" * (QUARTER // 4),
    ],
    ids=range(16),
)
def test_hostile_files_end(data):
    assert sum(1 for _ in read_carrier_file(data, AS_OF)) >= 1


def test_memory_stays_near_the_size_of_the_file():
    data = HEAD + b"'" * (QUARTER) + b"FTX+AAI+++" + b"A" * (QUARTER)
    tracemalloc.start()
    list(read_interchanges(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * len(data)


def test_a_message_of_endless_segments_is_cut_off_and_told(monkeypatch):
    monkeypatch.setattr(envelope, "MAX_SEGMENTS", 10)
    (message,) = read_interchanges(HEAD + b"RFF+A:1'" * 20 + b"UNT+23+1'UNZ+1+1'")
    assert len(message.segments) == 10
    assert next(finding.code for finding in message.findings) == "intake.message_too_long"


@pytest.mark.parametrize("blank", [b"'", b"'\r\n", b"' "])
def test_windows_of_empty_segments_are_told_once_and_shift_no_place(blank):
    data = HEAD + blank * 100_000 + b"NAD+FL+++A:B'UNT+4+1'UNZ+1+1'"
    (message,) = read_interchanges(data)
    assert [segment.tag for segment in message.segments] == ["BGM", "NAD"]
    assert message.segments[1].offset == data.index(b"NAD")
    assert [finding.code for finding in message.findings] == ["intake.empty_segments"]
