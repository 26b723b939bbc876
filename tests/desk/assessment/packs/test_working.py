"""What is written on a laptop is on the disk when its writer is told so, and nothing writes over it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from attrs import evolve
from tests.desk.assessment.packs.made import QUICK, SEEN
from tests.formats.visit_pack.made import HUB, given_file, visit_record

from catenary.basis.findings import ProblemError
from catenary.core.assessment.pack_merging import Draft, Words, goes_on_from
from catenary.core.measures.model import NOT_APPLICABLE, Answer
from catenary.desk.assessment.packs.laptop import working
from catenary.desk.assessment.packs.laptop.working import open_pack, read_file
from catenary.formats.signed_note.keys import SigningKey, verifier_key
from catenary.formats.visit_pack.contents import read_brought, trail_of
from catenary.formats.visit_pack.envelope import PackKind
from catenary.formats.visit_pack.locks import by_key, with_key

NOW = datetime(2031, 5, 2, tzinfo=UTC)
WRITTEN = Draft(Answer.at(2), Words("Seen at the pass", "en"), [SEEN])
RECORD = visit_record()


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """The lock of a passphrase takes a second by design."""
    monkeypatch.setattr(working, "by_passphrase", lambda _passphrase: by_key(QUICK))


@pytest.fixture
def pack(tmp_path):
    file = tmp_path / "visit.pack"
    file.write_bytes(given_file(RECORD, lock=with_key(QUICK)))
    return file


def wrote(draft):
    """Whatever was there before."""
    return lambda _before: draft


def trail(file):
    """Which state of the answers a file holds, and those it went on from."""
    return trail_of(read_brought(read_file(file).opened(by_key(RECORD.lock_key))))


def code_of(call, *arguments):
    with pytest.raises(ProblemError) as refused:
        call(*arguments)
    return refused.value.finding.code


def test_a_pack_opens_with_what_was_written_at_the_hub(pack):
    opened = open_pack(pack, "")
    assert opened.draft("BOR-02-l") == Draft(Answer.at(3), Words("Begun at the desk"))
    assert opened.draft("BOR-01-l") == Draft()
    assert not opened.file.exists()


def test_what_was_kept_is_there_when_the_pack_is_opened_again(pack):
    open_pack(pack, "").keep("BOR-01-l", wrote(WRITTEN), NOW)
    again = open_pack(pack, "")
    assert again.draft("BOR-01-l") == WRITTEN
    again.keep("BOR-02-l", wrote(Draft()), NOW)
    assert open_pack(pack, "").drafts == {"BOR-01-l": WRITTEN, "BOR-02-l": Draft()}


def test_the_file_that_is_brought_back_is_locked_signed_and_only_its_owners(pack):
    opened = open_pack(pack, "")
    opened.keep("BOR-01-l", wrote(WRITTEN), NOW)
    envelope = read_file(opened.file)
    assert (envelope.kind, envelope.pack) == (PackKind.BROUGHT, "p-1")
    assert b"Seen at the pass" not in opened.file.read_bytes()
    assert opened.file.stat().st_mode & 0o077 == 0
    assert [each.name for each in pack.parent.iterdir() if each.suffix == ".new"] == []


def test_a_second_window_writes_over_nothing(pack):
    first, second = open_pack(pack, ""), open_pack(pack, "")
    first.keep("BOR-01-l", wrote(WRITTEN), NOW)
    assert code_of(second.keep, "BOR-02-l", wrote(WRITTEN), NOW) == "pack.changed_elsewhere"
    assert open_pack(pack, "").draft("BOR-01-l") == WRITTEN


def test_two_copies_of_one_file_that_are_written_in_apart_are_told_apart(pack, tmp_path):
    opened = open_pack(pack, "")
    opened.keep("BOR-01-l", wrote(WRITTEN), NOW)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in (pack, opened.file):
        shutil.copy(file, elsewhere)
    behind = trail(opened.file)
    opened.keep("BOR-02-l", wrote(WRITTEN), NOW)
    fork = open_pack(elsewhere / pack.name, "")
    fork.keep("BOR-02-l", wrote(Draft()), NOW)
    here, there = trail(opened.file), trail(fork.file)
    assert goes_on_from(here, behind)
    assert goes_on_from(there, behind)
    assert not goes_on_from(here, there)
    assert not goes_on_from(there, here)


def test_an_opening_that_saved_nothing_is_no_state_to_go_on_from(pack):
    open_pack(pack, "").keep("BOR-01-l", wrote(WRITTEN), NOW)
    behind = trail(open_pack(pack, "").file)
    again = open_pack(pack, "")
    again.keep("BOR-01-l", wrote(Draft()), NOW)
    assert trail(again.file)[:-1] == behind


def test_of_two_changes_at_once_the_second_sees_the_first(pack):
    opened = open_pack(pack, "")
    first_is_inside, second_came = Event(), Event()

    def slow(before):
        first_is_inside.set()
        second_came.wait(10)
        return evolve(before, answer=Answer.at(2))

    def second():
        first_is_inside.wait(10)
        second_came.set()
        opened.keep("BOR-01-l", lambda before: evolve(before, reason=Words("Seen")), NOW)

    other = Thread(target=second)
    other.start()
    opened.keep("BOR-01-l", slow, NOW)
    other.join(10)
    assert open_pack(pack, "").draft("BOR-01-l") == Draft(Answer.at(2), Words("Seen"))


def test_a_disk_that_fails_leaves_the_file_as_it_was(pack, monkeypatch):
    opened = open_pack(pack, "")
    opened.keep("BOR-01-l", wrote(WRITTEN), NOW)

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(working.os, "fsync", full)
        assert code_of(opened.keep, "BOR-02-l", wrote(WRITTEN), NOW) == "pack.file_unusable"
    assert open_pack(pack, "").draft("BOR-02-l") == Draft(Answer.at(3), Words("Begun at the desk"))
    opened.keep("BOR-02-l", wrote(WRITTEN), NOW)
    assert open_pack(pack, "").draft("BOR-02-l") == WRITTEN


@pytest.mark.parametrize(
    ("question", "draft", "code"),
    [
        ("BOR-03-l", WRITTEN, "rating.submitted_already"),
        ("BOR-02-l", Draft(NOT_APPLICABLE), "rating.cannot_apply"),
        ("NOPE", WRITTEN, "pack.no_such_question"),
    ],
)
def test_what_the_hub_would_refuse_for_sure_is_refused_on_the_laptop(pack, question, draft, code):
    assert code_of(open_pack(pack, "").keep, question, wrote(draft), NOW) == code


def test_a_pack_that_the_named_hub_did_not_sign_is_not_opened(pack):
    other = verifier_key(SigningKey("other.example/ledger", bytes(32)))
    assert code_of(open_pack, pack, "", [other]) == "pack.other_hub"
    assert open_pack(pack, "", [verifier_key(HUB)]).pack == "p-1"


def test_a_file_of_answers_to_another_pack_is_not_taken_for_this_ones(pack, tmp_path):
    other = tmp_path / "other.pack"
    other.write_bytes(given_file(visit_record(), lock=with_key(QUICK), pack="p-2"))
    opened = open_pack(other, "")
    opened.keep("BOR-01-l", wrote(WRITTEN), NOW)
    opened.file.rename(pack.with_name("visit.pack.brought"))
    assert code_of(open_pack, pack, "") == "pack.drafts_elsewhere"


def test_what_a_laptop_wrote_is_not_opened_as_a_pack(pack):
    opened = open_pack(pack, "")
    opened.keep("BOR-01-l", wrote(WRITTEN), NOW)
    assert code_of(open_pack, opened.file, "") == "pack.not_given"


@pytest.mark.parametrize("path", [Path("/nowhere/visit.pack"), Path("/")])
def test_a_file_that_is_not_there_is_told_by_its_name(path):
    assert code_of(read_file, path) == "pack.file_unusable"


def test_a_changed_byte_of_what_is_brought_is_found_when_the_pack_is_opened_again(pack):
    opened = open_pack(pack, "")
    opened.keep("BOR-01-l", wrote(WRITTEN), NOW)
    whole = opened.file.read_bytes()
    for at in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        opened.file.write_bytes(changed)
        assert code_of(open_pack, pack, "").startswith("pack."), at
