"""The file of a pack: what was put in comes out, and nothing else does."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.formats.signed_note.keys import SigningKey, verifier_key
from catenary.formats.visit_pack import contents
from catenary.formats.visit_pack.contents import BroughtRecord, DraftRecord
from catenary.formats.visit_pack.envelope import (
    PackKind,
    locked_parts,
    note_text,
    read_envelope,
    signed,
    whole,
)
from catenary.formats.visit_pack.locks import by_key, by_passphrase, new_lock_key, with_key, with_passphrase

HUB = SigningKey("hub.example/ledger", bytes(range(32)))
OTHER = SigningKey("other.example/ledger", bytes(32))
KEYS = [verifier_key(HUB)]
LOCK = new_lock_key()
SCHEMA = Path(__file__).parents[3] / "docs/schemas/offline-pack.schema.json"


def a_file(parts, *, lock=None, signer=HUB, kind=PackKind.BROUGHT):
    locked = locked_parts(parts, lock or with_key(LOCK))
    return whole(signed(note_text(kind, "a-pack", locked), [signer]), locked)


def opened(data):
    envelope = read_envelope(data)
    envelope.demand_signed(KEYS)
    return envelope.opened(by_key(LOCK))


def code_of(call, *arguments):
    with pytest.raises(ProblemError) as refused:
        call(*arguments)
    return refused.value.finding.code


NAMES = st.sampled_from(["visit.json", "drafts.json", "document-1", "document-2"])


@given(st.dictionaries(NAMES, st.binary(max_size=40), max_size=3))
def test_what_was_put_in_comes_out(parts):
    assert opened(a_file(parts)) == parts


FOUND = {"pack.not_a_pack", "pack.other_version", "pack.damaged"}
SMALL = a_file({"drafts.json": b"{}", "document-1": bytes(range(40))})


def test_a_changed_byte_is_found_wherever_it_is():
    for at in range(len(SMALL)):
        changed = bytearray(SMALL)
        changed[at] ^= 1 << at % 8
        assert code_of(opened, bytes(changed)) in {*FOUND, "pack.signature_missing"}, at


def test_a_file_that_was_cut_off_is_found_wherever_it_was():
    for length in range(len(SMALL)):
        assert code_of(opened, SMALL[:length]) in FOUND, length


@given(st.binary(min_size=1, max_size=50))
def test_bytes_after_the_end_are_found(more):
    assert code_of(opened, SMALL + more) == "pack.damaged"


@given(st.binary(max_size=60))
def test_any_other_bytes_are_no_pack(data):
    assert code_of(read_envelope, data) == "pack.not_a_pack"


@given(st.binary(max_size=200))
def test_whatever_follows_the_name_is_read_or_refused_by_a_code(data):
    assert code_of(read_envelope, b"catenary visit pack 1\n" + data) == "pack.damaged"


def test_a_later_version_is_told_before_anything_else_is_read():
    assert code_of(read_envelope, SMALL.replace(b"pack 1\n", b"pack 2\n", 1)) == "pack.other_version"


def test_a_pack_that_another_hub_signed_is_not_believed():
    assert code_of(opened, a_file({}, signer=OTHER)) == "pack.signature_missing"


def test_a_pack_is_not_signed_by_nobody():
    assert code_of(signed, "text\n", []) == "pack.key_missing"


def test_another_key_opens_nothing():
    assert code_of(read_envelope(SMALL).opened, by_key(new_lock_key())) == "pack.damaged"


def test_the_right_passphrase_opens_and_a_wrong_one_does_not():
    data = a_file({"visit.json": b"{}"}, lock=with_passphrase("long enough for this"), kind=PackKind.GIVEN)
    envelope = read_envelope(data)
    assert envelope.opened(by_passphrase("long enough for this")) == {"visit.json": b"{}"}
    assert code_of(envelope.opened, by_passphrase("something else")) == "pack.passphrase_wrong"
    assert code_of(read_envelope(SMALL).opened, by_passphrase("x")) == "pack.passphrase_wrong"


def test_nothing_of_the_contents_is_in_clear():
    record = BroughtRecord(
        "laptop", 1, datetime(2031, 5, 2, tzinfo=UTC), (DraftRecord("BOR-01-l", "2", "Seen"),)
    )
    data = a_file({contents.DRAFTS_PART: contents.written(record)})
    assert b"BOR-01-l" not in data
    assert contents.read_brought(opened(data)) == record


@pytest.mark.parametrize(
    "part", [b"", b"[]", b"{}", b'{"copy":1}', b"\xff", b'{"copy":"a","drafts":[],"revision":1,"saved_at":"x"}', b"[" * 9999]
)  # fmt: skip
def test_a_part_of_another_shape_is_damaged(part):
    assert code_of(contents.read_brought, {contents.DRAFTS_PART: part}) == "pack.damaged"


@pytest.mark.parametrize(
    "draft",
    [
        DraftRecord("B" * 41),
        DraftRecord("BOR-01-l", reason="x" * 4001),
        DraftRecord("BOR-01-l", reason="a\x00b"),
        DraftRecord("BOR-01-l", language="x" * 11),
    ],
)
def test_what_the_hub_could_not_store_is_refused_before_it_is_stored(draft):
    record = BroughtRecord("laptop", 1, datetime(2031, 5, 2, tzinfo=UTC), (draft,))
    assert code_of(contents.read_brought, {contents.DRAFTS_PART: contents.written(record)}) == "pack.damaged"


def test_parts_nested_without_end_are_damaged():
    deep = b"[" * 100_000
    assert code_of(contents.read_brought, {contents.DRAFTS_PART: deep}) == "pack.damaged"
    note = signed(deep[:9000].decode() + "\n", [HUB])
    assert code_of(read_envelope, whole(note, b"")) == "pack.damaged"


def test_a_field_that_this_version_does_not_know_is_refused():
    part = b'{"copy":"a","drafts":[],"hand_in":true,"revision":1,"saved_at":"2031-05-02T00:00:00Z"}'
    assert code_of(contents.read_brought, {contents.DRAFTS_PART: part}) == "pack.damaged"


def test_an_answer_that_is_none_is_refused():
    assert code_of(contents.drafts_from, [DraftRecord("BOR-01-l", "6")]) == "pack.damaged"


def test_what_goes_one_way_is_not_taken_for_what_goes_the_other():
    assert code_of(contents.read_brought, {contents.VISIT_PART: b"{}"}) == "pack.not_brought"
    assert code_of(contents.read_visit, {contents.DRAFTS_PART: b"{}"}) == "pack.not_given"


def test_the_published_schema_is_what_is_read():
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(json.dumps(contents.schema()))
