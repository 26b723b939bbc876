"""What a file proves to somebody who has nothing but the file, a key and perhaps an older checkpoint."""

import json
from hashlib import sha256
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.benchmarks.fictional_log import (
    LOG,
    LOG_KEY,
    ORIGIN,
    WITNESS_KEY,
    FictionalLog,
    fictional_log,
    made_entry,
)
from catenary.core.ledger.model import Checkpoint
from catenary.formats.ledger_export import export
from catenary.formats.ledger_export.export import LONGEST_LINE, MOST_CHECKPOINTS, MOST_FINDINGS
from catenary.formats.ledger_export.report import Kind, Trust
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.ledger_export.writing import checkpoint_line, end_line, export_lines
from catenary.formats.signed_note.checkpoint import sign_checkpoint
from catenary.formats.signed_note.keys import SigningKey, verifier_key
from catenary.formats.signed_note.note import read_note

SIZE = 23
LOG_OF_23 = fictional_log(SIZE)
SIGNED = Trust((LOG_KEY,))
FORGED = FictionalLog([*LOG_OF_23.leaves[:10], b"{}", *LOG_OF_23.leaves[11:]])
"""What somebody who has the log's key can make."""


def held(*sizes, keys=(LOG_KEY,), log=LOG_OF_23):
    return Trust(keys, (), tuple(log.checkpoint(size) for size in sizes))


def verified(data, trust=SIGNED):
    return verify_file(BytesIO(data), trust)


def told(report):
    return [(finding.code.removeprefix("ledger."), dict(finding.params)) for finding in report.findings]


def codes(report):
    return [code for code, _ in told(report)]


def sealed_again(lines):
    """Lines with an end line that belongs to them, as somebody would write who changed them on purpose."""
    body = b"".join(lines)
    count = sum(not line.startswith((b'{"catenary', b'{"checkpoint')) for line in lines)
    return body + end_line(count, sha256(body).hexdigest())


def lines_of(data):
    return data.splitlines(keepends=True)[:-1]


def test_an_export_is_verified_with_the_key_alone():
    report = verified(LOG_OF_23.export(5, 16, SIZE))
    assert (report.holds, report.kind, report.origin) == (True, Kind.EXPORT, ORIGIN)
    assert (report.entries, report.covered) == (SIZE, SIZE)
    assert [each.size for each in report.checkpoints] == [5, 16, SIZE]
    assert [each.verified[0].key for each in report.checkpoints] == [LOG_KEY] * 3
    assert (report.first_at, report.last_at) == (made_entry(0).at, made_entry(SIZE - 1).at)


def test_an_export_of_a_log_without_entries_is_verified():
    report = verified(fictional_log(0).export(0))
    assert (report.holds, report.entries) == (True, 0)


@pytest.mark.parametrize("portion", [1, 4, SIZE, SIZE + 1])
def test_a_long_export_is_verified_in_portions(monkeypatch, portion):
    monkeypatch.setattr(export, "_PORTION", portion)
    assert verified(LOG_OF_23.export(5, 16, SIZE), held(3, 8, SIZE)).holds
    assert codes(verified(FORGED.export(5, 16, SIZE), held(3, 8, 16))) == ["entry_version", "held_differs"]


def test_of_very_many_checkpoints_all_are_verified_and_the_newest_are_told():
    long = fictional_log(MOST_CHECKPOINTS + 7)
    report = verified(long.export(*range(len(long.leaves) + 1)))
    assert (report.holds, report.checkpoint_count) == (True, MOST_CHECKPOINTS + 8)
    assert [each.size for each in report.checkpoints] == list(range(8, MOST_CHECKPOINTS + 8))
    changed = long.export(*range(len(long.leaves) + 1)).replace(b'"page":3}', b'"page":4}')
    assert told(verified(changed))[0] == ("root_differs", {"size": 4, "first": 3, "last": 3})


@given(st.sets(st.integers(0, SIZE), min_size=1), st.sets(st.integers(0, SIZE)))
def test_an_export_agrees_with_every_checkpoint_ever_signed(sizes, older):
    report = verified(LOG_OF_23.export(*sorted(sizes)), held(*(size for size in older if size <= max(sizes))))
    assert report.holds
    assert report.covered == max(sizes)


def test_an_export_is_verified_without_a_key_as_far_as_a_checkpoint_is_held():
    assert told(verified(LOG_OF_23.export(), held(SIZE, keys=()))) == [
        ("signature_unchecked", {"size": SIZE})
    ]
    report = verified(LOG_OF_23.export(), held(16, keys=()))
    assert (report.holds, report.covered) == (False, 16)
    assert told(report)[0] == ("entries_uncovered", {"first": 16, "last": SIZE - 1})


def test_an_export_proves_nothing_to_somebody_who_has_neither_key_nor_checkpoint():
    report = verified(LOG_OF_23.export(), Trust())
    assert (report.holds, report.covered) == (False, 0)
    assert codes(report) == ["nothing_verified", "signature_unchecked"]


def test_a_changed_entry_is_found_between_the_checkpoints_around_it():
    lines = lines_of(LOG_OF_23.export(5, 16, SIZE))
    at = next(number for number, line in enumerate(lines) if b'"page":7' in line)
    lines[at] = lines[at].replace(b"officer-1", b"officer-2")
    report = verified(sealed_again(lines))
    assert told(report) == [("root_differs", {"size": 16, "first": 5, "last": 15})]
    assert report.covered == 5
    assert [each.agrees for each in report.checkpoints] == [True, False, False]
    assert report.findings[0].at.offset == sum(map(len, lines[:18]))


def test_an_unsound_entry_is_told_by_its_index_even_where_the_log_signed_it():
    report = verified(FORGED.export(5, SIZE))
    assert told(report) == [("entry_version", {"index": 10, "wanted": 1})]


def test_somebody_with_the_key_of_the_log_is_found_out_by_a_checkpoint_held():
    for trust in (held(16), held(16, keys=())):
        report = verified(FORGED.export(5, SIZE), trust)
        assert ("held_differs", {"size": 16, "first": 0, "last": 15}) in told(report)
        assert not report.holds
    report = verified(FORGED.export(5, SIZE), held(4, 9, 12, 16))
    assert ("held_differs", {"size": 12, "first": 9, "last": 11}) in told(report)
    assert report.covered == 9


def test_a_log_rolled_back_is_found_out_by_a_checkpoint_held():
    report = verified(LOG_OF_23.export(16), held(SIZE))
    assert told(report) == [("held_beyond", {"size": SIZE, "entries": 16})]


def test_a_checkpoint_held_of_another_log_or_without_its_signature_is_told():
    other = sign_checkpoint(
        Checkpoint("other.example/ledger", 5, bytes(32)), [SigningKey("other.example/ledger", bytes(32))]
    )
    assert codes(verified(LOG_OF_23.export(), Trust((LOG_KEY,), (), (other,)))) == ["origin_differs"]
    unsigned = sign_checkpoint(Checkpoint(ORIGIN, 5, bytes(32)), [SigningKey(ORIGIN, bytes(32))])
    assert codes(verified(LOG_OF_23.export(), Trust((LOG_KEY,), (), (unsigned,)))) == ["signature_missing"]


def test_a_key_that_did_not_sign_verifies_nothing():
    stranger = verifier_key(SigningKey(ORIGIN, b"S" * 32))
    report = verified(LOG_OF_23.export(), Trust((stranger,)))
    assert codes(report) == ["signature_missing", "nothing_verified"]


def test_every_witness_asked_for_must_have_signed_the_newest_checkpoint():
    trust = Trust((LOG_KEY,), (WITNESS_KEY,))
    assert verified(LOG_OF_23.export(5, SIZE, witnessed=True), trust).holds
    assert told(verified(LOG_OF_23.export(5, SIZE), trust)) == [
        ("cosignature_missing", {"size": SIZE, "key": WITNESS_KEY.name})
    ]


def test_signatures_of_keys_that_were_not_given_are_counted_and_do_not_spoil_it():
    report = verified(LOG_OF_23.export(5, SIZE, witnessed=True))
    assert report.holds
    assert told(report) == [("signature_unknown", {"count": 2})]


def without_end(lines):
    return b"".join(lines)


def with_checkpoint_later(lines):
    return sealed_again([*lines[:6], lines[7], lines[6], *lines[8:]])


def with_checkpoint_of_another_log(lines):
    other = sign_checkpoint(Checkpoint("other", SIZE, bytes(32)), [SigningKey("other", bytes(32))])
    return sealed_again([*lines, checkpoint_line(other.note.bytes.decode())])


def with_text_after_the_end(lines):
    return sealed_again(lines) + b"more\n"


def without_last_checkpoint(lines):
    return sealed_again(lines[:-1])


def with_wrong_count(lines):
    body = b"".join(lines)
    return body + end_line(SIZE + 1, sha256(body).hexdigest())


def with_wrong_checksum(lines):
    return b"".join(lines) + end_line(SIZE, sha256(b"").hexdigest())


def with_wrong_end(lines):
    return b"".join(lines) + b'{"end":[]}\n'


def with_checkpoint_that_is_none(lines):
    return sealed_again([*lines, checkpoint_line("nothing")])


def with_checkpoint_not_in_its_form(lines):
    return sealed_again([*lines, b'{"checkpoint": "nothing"}\n'])


def with_half_a_character(lines):
    return sealed_again([*lines, b'{"checkpoint":"\\ud800"}\n'])


def with_last_line_cut(lines):
    return b"".join(lines) + b'{"end"'


def with_line_that_never_ends(lines):
    return b"".join(lines) + b"a" * LONGEST_LINE


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (without_end, [("export_cut", {"last": SIZE - 1})]),
        (with_checkpoint_later, [("checkpoint_misplaced", {"size": 5, "line": 8, "after": 6})]),
        (with_checkpoint_of_another_log, [("origin_differs", {"size": SIZE})]),
        (with_text_after_the_end, [("export_goes_on", {})]),
        (without_last_checkpoint, [("entries_uncovered", {"first": 5, "last": SIZE - 1})]),
        (
            with_wrong_count,
            [("export_counts", {"stated": SIZE + 1, "counted": SIZE}), ("export_damaged", {})],
        ),
        (with_wrong_checksum, [("export_damaged", {})]),
        (with_wrong_end, [("export_damaged", {})]),
        (with_checkpoint_that_is_none, [("note_unreadable", {"part": "blank line", "byte": 7})]),
        (with_checkpoint_not_in_its_form, [("line_unreadable", {"line": SIZE + 4})]),
        (with_half_a_character, [("line_unreadable", {"line": SIZE + 4})]),
        (with_last_line_cut, [("export_cut", {"last": SIZE - 1})]),
        (
            with_line_that_never_ends,
            [("line_unreadable", {"line": SIZE + 4}), ("export_cut", {"last": SIZE - 1})],
        ),
    ],
)
def test_a_spoiled_export_is_told_for_what_it_is(spoil, expected):
    report = verified(spoil(lines_of(LOG_OF_23.export(5, SIZE))))
    assert told(report) == expected
    assert not report.holds


def test_an_export_with_very_many_faults_tells_the_first_hundred_and_counts_the_others():
    lines = lines_of(LOG_OF_23.export())
    report = verified(sealed_again([lines[0], *[b"x\n"] * 150]))
    assert len(report.findings) == MOST_FINDINGS + 2
    assert told(report)[-1] == ("findings_more", {"count": 50})


@pytest.mark.parametrize(
    "header",
    [
        b'{"catenary_ledger":2,"origin":"x"}\n',
        b'{"catenary_ledger"',
        b'{"catenary_ledger":1,"origin":"\\ud800"}\n',
    ],
)
def test_a_header_of_another_form_is_refused(header):
    with pytest.raises(ProblemError, match="header_unreadable"):
        verified(header + LOG_OF_23.export())


def test_an_export_is_written_only_with_a_checkpoint_over_all_of_it():
    for checkpoints in ([], [LOG_OF_23.checkpoint(5)], [LOG_OF_23.checkpoint(SIZE), LOG_OF_23.checkpoint(5)]):
        with pytest.raises(ValueError, match="last checkpoint"):
            list(export_lines(ORIGIN, LOG_OF_23.leaves, checkpoints))


def test_a_record_is_verified_with_its_proof():
    for index in range(SIZE):
        report = verified(LOG_OF_23.record(index))
        assert (report.holds, report.kind, report.index) == (True, Kind.RECORD, index)
        assert report.entry == made_entry(index)


def test_a_record_is_verified_without_a_key_where_its_very_checkpoint_is_held():
    assert verified(LOG_OF_23.record(7), held(SIZE, keys=())).holds
    report = verified(LOG_OF_23.record(7), held(16, keys=()))
    assert codes(report) == ["held_not_compared", "nothing_verified", "signature_unchecked"]
    assert codes(verified(FORGED.record(7), held(SIZE))) == ["held_differs"]


@given(st.data())
def test_a_flipped_bit_of_a_record_and_its_proof_is_found_wherever_it_is(data):
    whole = LOG_OF_23.record(data.draw(st.integers(0, SIZE - 1)))
    bit = data.draw(st.integers(0, 8 * len(whole) - 1))
    changed = bytearray(whole)
    changed[bit // 8] ^= 1 << bit % 8
    try:
        report = verified(bytes(changed))
    except ProblemError:
        return
    assert not report.holds


def test_a_record_under_another_index_is_none():
    report = verified(LOG_OF_23.record(7).replace(b"index 7\n", b"index 8\n"))
    assert told(report) == [("inclusion_fails", {"index": 8, "size": SIZE})]
    assert codes(verified(LOG_OF_23.record(7).replace(b"index 7\n", b"index 23\n"))) == ["index_beyond"]


def test_a_record_whose_entry_is_unsound_is_told_though_it_stands_there():
    assert codes(verified(FORGED.record(10))) == ["entry_version"]


def test_the_step_from_a_held_checkpoint_to_a_newer_is_verified():
    for older in range(1, SIZE + 1):
        report = verified(LOG_OF_23.consistency(older), held(older))
        assert (report.holds, report.kind, report.entries) == (True, Kind.CONSISTENCY, SIZE)
    assert told(verified(LOG_OF_23.consistency(16), held(5))) == [("held_missing", {"size": 16})]
    report = verified(FORGED.consistency(16), held(16))
    assert told(report) == [("consistency_fails", {"older": 16, "size": SIZE})]


def test_without_a_key_a_newer_checkpoint_continues_a_held_one_but_is_not_signed_by_anybody_known():
    report = verified(LOG_OF_23.consistency(16), held(16, keys=()))
    assert (report.holds, report.covered) == (True, 16)
    assert codes(report) == ["signature_unchecked"]


def test_a_checkpoint_alone_is_verified():
    note = LOG_OF_23.checkpoint(SIZE).note.bytes
    report = verified(note)
    assert (report.holds, report.kind, report.entries) == (True, Kind.CHECKPOINT, SIZE)
    assert codes(verified(note, held(5))) == ["held_not_compared"]
    assert codes(verified(FORGED.checkpoint(SIZE).note.bytes, held(SIZE))) == ["held_differs"]


def test_a_note_read_from_an_export_is_the_note_that_was_signed():
    lines = [json.loads(line) for line in LOG_OF_23.export().splitlines()]
    (text,) = [line["checkpoint"] for line in lines if "checkpoint" in line]
    assert read_note(text.encode()) == LOG_OF_23.checkpoint(SIZE).note
    assert LOG.name == ORIGIN


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (b"tlog-proof@v1", b"tlog-proof@v2", 1),
        (b"extra ", b"", 2),
        (b"extra ", b"extra =", 2),
        (b"index 7", b"index 07", 3),
        (b"index 7", b"index -7", 3),
        (b"index 7\n", b"index 7\nAAAA\n", 4),
        (b"index 7\n", b"index 7\nx\n", 4),
        (b"index 7\n", b"index 7\n" + b"A" * 43 + b"=\n" * 1 + (b"A" * 43 + b"=\n") * 63, 67),
        (b"index 7\n", b"index \xd9\xa7\n", 1),
    ],
)
def test_a_proof_in_another_form_is_told_with_its_line(before, after, line):
    whole = LOG_OF_23.record(7)
    assert whole.count(before) == 1
    with pytest.raises(ProblemError, match="proof_unreadable") as refusal:
        verified(whole.replace(before, after))
    assert refusal.value.finding.params["line"] == line


@pytest.mark.parametrize(
    "data", [b"old 5", b"old x\n\n", b"old 5\nAAAA\n\n", b"old 5\n\n", b"", b"text", b"a" * 2_000_001]
)
def test_what_is_no_proof_is_refused(data):
    with pytest.raises(ProblemError):
        verified(data)


@given(
    st.binary(max_size=60),
    st.sampled_from([b'{"catenary_ledger"', b"c2sp.org/tlog-proof@v1\n", b"old 5\n\n", b""]),
)
def test_whatever_a_file_holds_it_is_refused_or_does_not_hold(data, head):
    try:
        report = verified(head + data)
    except ProblemError:
        return
    assert not report.holds
