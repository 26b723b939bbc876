"""A built list that is damaged, of another version or not there: a coded problem, never anything else."""

import json
import shutil
from datetime import UTC, date, datetime

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.basis.persons import PersonName
from catenary.core.screening.edition import SourceInfo
from catenary.core.screening.model import Person
from catenary.core.screening.screener import Screener
from catenary.formats.list_index import open_list, read_edition, store, update_list_index
from catenary.formats.list_index.seals import sealed
from catenary.formats.list_index.store import EDITION_FILE
from catenary.formats.lists.records import edition_record
from catenary.formats.name_model import load_name_model


@pytest.fixture(scope="module")
def whole(tmp_path_factory, build, entries):
    folder = tmp_path_factory.mktemp("whole") / "index"
    build(folder, entries[:20])
    return folder


@pytest.fixture
def index(whole, tmp_path):
    """A copy of a built list, to be damaged."""
    shutil.copytree(whole, tmp_path / "index")
    return tmp_path / "index"


def code_of_opening(folder):
    with pytest.raises(ProblemError) as told:
        open_list(folder)
    return told.value.finding.code


def array_files(folder):
    return sorted(folder.glob("segment-*/*.npy"))


def rewrite(folder, **changes):
    """Change what the edition says and seal it anew, as another version of the program would have written it."""
    note = folder / EDITION_FILE
    note.write_text(json.dumps(sealed(json.loads(note.read_text()) | changes)))


def flip(path, at, mask):
    """Change one byte of a file where it lies."""
    data = bytearray(path.read_bytes())
    data[at] ^= mask
    path.write_bytes(data)


def test_a_folder_without_a_list_is_told(tmp_path):
    assert code_of_opening(tmp_path) == code_of_opening(tmp_path / "absent") == "list_index.absent"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"layout": 1}, "layout"),
        ({"layout": None}, "layout"),
        ({"algorithm": "names-0"}, "algorithm"),
        ({"segments": 7}, "damaged"),
        ({"built_at": "yesterday"}, "damaged"),
    ],
)
def test_a_list_of_another_version_or_with_a_broken_note_is_told(index, changes, code):
    rewrite(index, **changes)
    assert code_of_opening(index) == f"list_index.{code}"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"' * 99, b"[" * 9999, b'{"layout": "\xed"}']
)
def test_an_edition_file_of_any_bytes_is_told(index, content):
    (index / EDITION_FILE).write_bytes(content)
    assert code_of_opening(index) in {"list_index.damaged", "list_index.layout"}


@pytest.mark.parametrize("left", [0.0, 0.01, 0.5, 0.99])
def test_a_file_cut_short_is_told_for_every_file(whole, tmp_path, left):
    for path in [*array_files(whole), *whole.glob("segment-*/entries.msgpack")]:
        folder = tmp_path / path.name
        shutil.copytree(whole, folder)
        damaged = folder / path.parent.name / path.name
        data = damaged.read_bytes()
        damaged.write_bytes(data[: min(int(len(data) * left), len(data) - 1)])
        assert code_of_opening(folder) == "list_index.damaged", path.name
        shutil.rmtree(folder)


def test_a_file_that_is_missing_is_told_for_every_file(index):
    for path in [*array_files(index), *index.glob("segment-*/entries.msgpack")]:
        path.rename(path.with_suffix(".away"))
        assert code_of_opening(index) == "list_index.damaged"
        path.with_suffix(".away").rename(path)
    open_list(index)


def test_an_array_of_another_size_or_kind_is_told_for_every_array_whatever_its_seal(index, monkeypatch):
    monkeypatch.setattr(store, "_require_seal", lambda *_: None)
    for path in array_files(index):
        data = path.read_bytes()
        values = np.load(path)
        for other in (
            np.concatenate([values, values, values[:1]]) if values.size else np.zeros(3),
            values.astype("c8"),
            np.zeros(()),
        ):
            np.save(path, other)
            assert code_of_opening(index) == "list_index.damaged", path.name
        path.write_bytes(data)


def test_an_array_with_any_header_is_told_or_read_whatever_its_seal(index, monkeypatch):
    monkeypatch.setattr(store, "_require_seal", lambda *_: None)
    path = next(iter(index.glob("segment-*/names.entry.npy")))
    data = path.read_bytes()

    @settings(max_examples=300, deadline=None)
    @given(st.integers(0, 127), st.binary(min_size=1, max_size=6))
    def damage(at, junk):
        path.write_bytes(data[:at] + junk + data[at + len(junk) :])
        try:
            open_list(index)
        except ProblemError as problem:
            assert problem.finding.code == "list_index.damaged"  # noqa: PT017

    damage()


def test_an_entry_of_any_bytes_is_told_or_read_as_it_was(index, entries):
    path = next(iter(index.glob("segment-*/entries.msgpack")))
    data = path.read_bytes()

    @settings(max_examples=300, deadline=None)
    @given(st.integers(0, 160), st.binary(min_size=1, max_size=6))
    def damage(at, junk):
        path.write_bytes(data[:at] + junk + data[at + len(junk) :])
        try:
            assert open_list(index)[1][0].entry(0) == entries[0]
        except ProblemError as problem:
            assert problem.finding.code == "list_index.damaged"  # noqa: PT017

    damage()


@pytest.fixture(scope="module")
def answers(entries):
    """All that a list in a folder answers about some of those on it, and about nobody on it; or the code of the problem."""
    model = load_name_model()
    people = [as_person(entry) for entry in entries[:4]] + [Person((PersonName("Ida Brannevik"),))]

    def answering(folder):
        try:
            edition, segments = open_list(folder)
            screener = Screener(segments, model)
            return edition, [screener.screen(person) for person in people]
        except ProblemError as problem:
            return problem.finding.code

    return answering


def as_person(entry):
    return Person((entry.names[0].name,), entry.born, entry.sex, entry.nationalities, entry.documents)


def test_any_byte_of_any_file_changed_is_told_or_changes_no_answer(index, answers):
    files = sorted(path for path in index.rglob("*") if path.is_file())
    right = answers(index)
    refused = {"list_index.damaged", "list_index.layout", "list_index.algorithm"}

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(files), st.integers(0, 2**32), st.integers(1, 255))
    def damage(path, where, mask):
        size = path.stat().st_size
        if not size:
            return
        at = where % size
        flip(path, at, mask)
        try:
            answer = answers(index)
        finally:
            flip(path, at, mask)
        assert answer == right or answer in refused, (path.name, at, mask)

    damage()


def test_every_changed_file_but_the_entries_is_told_when_the_list_is_opened(index):
    for path in [*array_files(index), index / EDITION_FILE]:
        at = path.stat().st_size - 2
        flip(path, at, 1)
        with pytest.raises(ProblemError) as told:
            open_list(index)
        assert told.value.finding.code == "list_index.damaged"
        assert told.value.finding.params["file"] == path.name
        flip(path, at, 1)
    open_list(index)


def test_a_changed_entry_is_told_when_it_is_asked_for_and_before_anything_is_built_on_it(
    index, build, entries
):
    (path,) = index.glob("segment-*/entries.msgpack")
    data = path.read_bytes()
    flip(path, data.index(entries[1].names[0].name.full.encode()) + 1, 1)
    (listed,) = open_list(index)[1]
    assert listed.entry(0) == entries[0]
    with pytest.raises(ProblemError) as told:
        listed.entry(1)
    assert told.value.finding.params["file"] == "entries.msgpack"
    with pytest.raises(ProblemError):
        read_edition(index)
    with pytest.raises(ProblemError):
        update_list_index(index, [], [], SourceInfo("x", "csv", 0, 0, ""), built_at=datetime.now(UTC))
    build(index, entries[:20])
    assert open_list(index)[1][0].entry(1) == entries[1]


def test_a_row_taken_off_or_put_back_by_hand_is_told(index):
    note = json.loads((index / EDITION_FILE).read_text())
    note["segments"][0]["removed"] = [3]
    (index / EDITION_FILE).write_text(json.dumps(note))
    assert code_of_opening(index) == "list_index.damaged"


def test_a_note_written_in_another_order_and_spacing_says_the_same(index, whole):
    note = json.loads((index / EDITION_FILE).read_text())
    (index / EDITION_FILE).write_text(json.dumps(dict(reversed(note.items())), indent=7))
    assert read_edition(index) == read_edition(whole)


@pytest.mark.parametrize("name", ["vocabulary.key.npy", "rows.digest.npy", "entries.msgpack", EDITION_FILE])
def test_a_damaged_list_can_be_built_again_in_its_place(index, build, entries, name):
    (damaged,) = index.rglob(name)
    damaged.write_bytes(damaged.read_bytes()[:40])
    build(index, entries[:20])
    (listed,) = open_list(index)[1]
    assert listed.entry(19) == entries[19]


def test_the_note_says_what_show_tells(whole, entries):
    edition = read_edition(whole)
    assert edition_record(edition, date(2026, 11, 22))["sources"][0]["entries"] == 20
    assert open_list(whole)[0] == edition
    assert [open_list(whole)[1][0].entry(row) for row in range(20)] == entries[:20]


def test_no_file_of_a_list_needs_pickle(whole):
    for path in array_files(whole):
        assert not np.load(path, allow_pickle=False).dtype.hasobject
    msgspec.json.decode((whole / EDITION_FILE).read_bytes())
