"""Entries and their one byte form; commitments and what can be opened of them."""

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.ledger.canonical import LONGEST_ENTRY, entry_bytes, read_entry
from catenary.core.ledger.commitments import (
    Commitment,
    commit_set,
    commit_value,
    open_member,
    verify_member,
    verify_set,
    verify_value,
)
from catenary.core.ledger.entry import LARGEST_NUMBER, MOST_RECORDS, Entry
from catenary.core.ledger.merkle import leaf_hash
from catenary.core.mandate.model import Purpose

ENTRY = Entry(
    id=UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    at=datetime(2026, 11, 22, 8, 30, 0, 250, UTC),
    actor="officer-7",
    organisation="UTO",
    room="screening",
    act="judge",
    purpose=Purpose.BORDER_CHECK,
    basis="eu-2016-681/6.2",
    records=("screening.candidate:42",),
    reason="other_birth_date",
    params={"score": 91, "cleared": True, "from": "review", "before": None},
    commitments={"reason_text": Commitment(bytes(32)), "shown": Commitment(bytes(range(32)), 12)},
)
WRITTEN = (
    b'{"act":"judge","actor":"officer-7","at":"2026-11-22T08:30:00.000250Z","basis":"eu-2016-681/6.2",'
    b'"commitments":{"reason_text":{"count":null,"digest":"' + b"00" * 32 + b'"},'
    b'"shown":{"count":12,"digest":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}},'
    b'"id":"01890a5d-ac96-774b-bcce-b302099a8057","organisation":"UTO",'
    b'"params":{"before":null,"cleared":true,"from":"review","score":91},"purpose":"border_check",'
    b'"reason":"other_birth_date","records":["screening.candidate:42"],"room":"screening","v":1}'
)
slugs = st.from_regex(r"\A[a-z][a-z0-9_]{0,20}\Z")
codes = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._:/+-]{0,40}\Z")
whole = st.integers(-LARGEST_NUMBER, LARGEST_NUMBER)
params = st.dictionaries(
    slugs, st.none() | st.booleans() | whole | st.text(st.characters(min_codepoint=33, max_codepoint=126))
)
commitments = st.builds(
    Commitment, st.binary(min_size=32, max_size=32), st.none() | st.integers(0, LARGEST_NUMBER)
)
entries = st.builds(
    Entry,
    id=st.uuids(),
    at=st.datetimes(timezones=st.just(UTC)),
    actor=codes,
    organisation=codes,
    room=slugs,
    act=slugs,
    purpose=st.none() | slugs,
    basis=st.none() | codes,
    records=st.lists(codes, max_size=4),
    reason=st.none() | slugs,
    params=params,
    commitments=st.dictionaries(slugs, commitments, max_size=3),
)
salts = st.binary(min_size=32, max_size=32)
words = st.text(max_size=12)


def refused(code):
    return pytest.raises(ProblemError, match=rf"ledger\.{code}")


def test_an_entry_has_one_written_form():
    assert entry_bytes(ENTRY) == WRITTEN
    assert leaf_hash(WRITTEN).hex() == "00d8a2622a032b34ae6d9f3ceadca77bec326e02579a76ff3f0e68d5fa8874dd"


@given(entries)
def test_what_is_written_is_read_back(entry):
    assert read_entry(entry_bytes(entry), 0) == entry


@given(st.integers(0, 8 * len(WRITTEN) - 1))
def test_a_flipped_bit_gives_another_entry_or_none(bit):
    changed = bytearray(WRITTEN)
    changed[bit // 8] ^= 1 << bit % 8
    try:
        assert read_entry(bytes(changed), 0) != ENTRY
    except ProblemError:
        assert leaf_hash(bytes(changed)) != leaf_hash(WRITTEN)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_what_is_no_entry_is_refused_and_nothing_else_happens(data):
    with pytest.raises(ProblemError):
        read_entry(data, 0)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(json.loads(WRITTEN))), json_values)
def test_a_value_of_another_kind_is_refused_or_is_an_entry_written_in_its_one_form(key, value):
    values = json.loads(WRITTEN) | {key: value}
    data = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        encoded = data.encode("utf-8", "surrogatepass")
        assert entry_bytes(read_entry(encoded, 0)) == encoded
    except ProblemError:
        pass


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b'{"act"', b'{ "act"', "entry_not_canonical"),
        (b'"v":1', b'"v":1.0', "entry_not_canonical"),
        (b'"v":1', b'"v":2', "entry_version"),
        (b'"v":1', b'"v":1,"w":1', "entry_keys"),
        (b'"room":"screening",', b"", "entry_keys"),
        (b'"score":91', b'"score":91.0', "entry_value"),
        (b'"score":91', b'"score":91,"score":91', "entry_not_canonical"),
        (b'"score":91', b'"score":9007199254740992', "entry_value"),
        (b'"count":12', b'"count":12.0', "entry_value"),
        (b'"count":12', b'"count":true', "entry_value"),
        (b".000250Z", b".00025Z", "entry_not_canonical"),
        (b".000250Z", b".000250+01:00", "entry_value"),
        (b"01890a5d-ac96", b"01890A5D-ac96", "entry_not_canonical"),
        (b"1c1d1e1f", b"1C1D1E1F", "entry_not_canonical"),
        (b"1c1d1e1f", b"1c1d1e", "entry_value"),
        (b"officer-7", b"Jane Doe", "entry_value"),
        (b'"other_birth_date"', b'"He said no"', "entry_value"),
        (b"}}", b"}", "entry_unreadable"),
    ],
)
def test_another_form_of_an_entry_is_refused(before, after, code):
    assert WRITTEN.count(before) == 1
    with refused(code) as refusal:
        read_entry(WRITTEN.replace(before, after), 17)
    assert refusal.value.finding.params["index"] == 17


@pytest.mark.parametrize("data", [b"[" * 60_000, b"9" * 60_000, b" " * (LONGEST_ENTRY + 1), b"\xff", b"[]"])
def test_what_is_made_to_exhaust_is_refused(data):
    with refused("entry_unreadable"):
        read_entry(data, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "Jane Doe"},
        {"actor": "jane@example.org"},
        {"actor": ""},
        {"room": "Screening"},
        {"purpose": "because of this"},
        {"reason": "She looks like him"},
        {"records": ["a passport"]},
        {"records": [f"r:{number}" for number in range(MOST_RECORDS + 1)]},
        {"params": {"name": "Jane Doe"}},
        {"params": {"name": "Zoë"}},
        {"params": {"score": 0.91}},
        {"params": {"Score": 91}},
        {"params": {"score": LARGEST_NUMBER + 1}},
        {"at": datetime(2026, 11, 22)},  # noqa: DTZ001
        {"at": datetime(2026, 11, 22, tzinfo=timezone(timedelta(hours=1)))},
        {"commitments": {"Reason": Commitment(bytes(32))}},
    ],
)
def test_an_entry_cannot_hold_what_may_not_stand_in_the_log_and_the_refusal_does_not_tell_it(change):
    with refused("entry_field") as refusal:
        evolve(ENTRY, **change)
    assert dict(refusal.value.finding.params) == {"name": next(iter(change))}


@given(words, salts)
def test_a_committed_value_is_opened_by_its_salt_and_name_alone(value, salt):
    commitment = commit_value("reason_text", value, salt)
    verify_value(commitment, "reason_text", value, salt)
    for name, other, key in (
        ("name", value, salt),
        ("reason_text", value + "x", salt),
        ("reason_text", value, bytes(32) if salt != bytes(32) else b"1" * 32),
    ):
        with refused("commitment_differs"):
            verify_value(commitment, name, other, key)


@given(st.lists(words, max_size=20), salts)
def test_a_committed_set_is_opened_whole_and_in_its_order(members, salt):
    commitment = commit_set("shown", members, salt)
    assert commitment.count == len(members)
    verify_set(commitment, "shown", members, salt)
    for other in ([*members, "x"], [f"{each}x" for each in members] or ["x"]):
        with refused("commitment_differs"):
            verify_set(commitment, "shown", other, salt)


@given(st.lists(words, min_size=1, max_size=20), salts, st.data())
def test_one_member_is_opened_without_the_others(members, salt, data):
    commitment = commit_set("shown", members, salt)
    index = data.draw(st.integers(0, len(members) - 1))
    opened = open_member("shown", members, salt, index)
    verify_member(commitment, "shown", opened)
    assert opened.salt != salt
    with refused("inclusion_fails"):
        verify_member(commitment, "shown", evolve(opened, member=opened.member + "x"))
    with refused("inclusion_fails"):
        verify_member(commitment, "exported", opened)
    with refused("index_beyond"):
        verify_member(commitment, "shown", evolve(opened, index=len(members)))


def test_the_salt_of_one_member_opens_no_other_member():
    members = ["same", "same"]
    first, second = (open_member("shown", members, bytes(32), index) for index in (0, 1))
    assert first.salt != second.salt
    assert first.proof != second.proof


def test_a_commitment_to_a_value_is_none_to_a_set_and_the_other_way_round():
    value, members = commit_value("shown", "a", bytes(32)), commit_set("shown", ["a"], bytes(32))
    with refused("commitment_differs"):
        verify_value(members, "shown", "a", bytes(32))
    with refused("commitment_differs"):
        verify_set(value, "shown", ["a"], bytes(32))
    with refused("commitment_differs"):
        verify_member(value, "shown", open_member("shown", ["a"], bytes(32), 0))


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_of_another_length_is_a_mistake(salt):
    with pytest.raises(ValueError, match="salt"):
        commit_value("name", "value", salt)


def test_a_commitment_of_another_length_cannot_be_made():
    with refused("hash_length"):
        Commitment(bytes(31))
    with refused("entry_field"):
        Commitment(bytes(32), -1)
