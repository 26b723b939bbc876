"""Several processes at one list: readers see one edition whole, writers take turns, killed ones do no harm."""

import signal
import subprocess
import sys
import textwrap

import pytest

from catenary.basis.findings import ProblemError
from catenary.formats.list_index import open_list, read_edition, store, update_list_index
from catenary.formats.list_index.store import read_note

WRITER = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from catenary.basis.persons import PersonName
    from catenary.cli.kernels import keep_kernels_apart
    keep_kernels_apart()
    from catenary.core.screening.edition import SourceInfo
    from catenary.core.screening.model import ListedName, ListEntry
    from catenary.formats.list_index import build_list_index

    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])

    def entries(round_):
        for n in range(40):
            if n == 20 and rounds == 0:
                print("halfway", flush=True)
                sys.stdin.read()
            yield ListEntry("l", str(n), (ListedName(PersonName(f"Torvald Round{round_} Number{n}")),))

    for round_ in range(max(rounds, 1)):
        source = SourceInfo("l", "csv", 40, 40, str(round_))
        build_list_index(entries(round_), [source], folder, built_at=datetime(2026, 11, 22, tzinfo=UTC))
"""


@pytest.fixture
def writer():
    """Starts a process that builds a list anew, so many times; 0 times: it stops halfway until it is told to go on."""
    started = []

    def start(folder, rounds):
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(folder), str(rounds)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_reader_beside_a_writer_sees_one_edition_whole_every_time(tmp_path, build, entries, writer):
    folder = tmp_path / "index"
    build(folder, entries[:5])
    process = writer(folder, 25)
    seen = set()
    while process.poll() is None:
        edition, segments = open_list(folder)
        names = {
            listed.entry(row).names[0].name.full.split()[1]
            for listed in segments
            for row in set(range(listed.arrays.attributes.sex.size)) - listed.removed
        }
        assert len(names) == (5 if edition.sources[0].name == "list" else 1)
        seen.add(edition.edition)
    assert process.returncode == 0
    assert len(seen) > 1


def test_a_reader_that_comes_between_two_editions_begins_anew(tmp_path, build, entries, monkeypatch):
    folder = tmp_path / "index"
    build(folder, entries[:5])
    old, swap = read_note(folder), [None]

    def late(asked):
        note = read_note(asked) if not swap else old
        if swap:
            swap.clear()
            build(asked, entries[10:15], "second")
        return note

    monkeypatch.setattr(store, "read_note", late)
    edition, (listed,) = open_list(folder)
    assert edition.sources[0].sha256 == "second"
    assert listed.entry(0) == entries[10]


def test_a_damaged_list_is_told_once_and_not_tried_for_ever(tmp_path, build, entries):
    build(tmp_path / "index", entries[:5])
    next((tmp_path / "index").glob("segment-*/names.start.npy")).unlink()
    with pytest.raises(ProblemError):
        open_list(tmp_path / "index")


def test_a_second_writer_is_told_to_wait_and_the_first_ends_well(tmp_path, build, entries, source, writer):
    folder = tmp_path / "index"
    old = build(folder, entries[:5])
    process = writer(folder, 0)
    process.stdout.readline()
    for change in (
        lambda: build(folder, entries, "second"),
        lambda: update_list_index(folder, entries[:1], [], source, built_at=old.built_at),
    ):
        with pytest.raises(ProblemError) as told:
            change()
        assert told.value.finding.code == "list_index.busy"
    assert read_edition(folder) == old
    process.communicate()
    assert process.returncode == 0
    assert read_edition(folder).sources[0].name == "l"


@pytest.mark.parametrize("built_before", [True, False])
def test_a_killed_writer_leaves_the_old_edition_and_nobody_waits_for_it(
    tmp_path, build, entries, writer, built_before
):
    folder = tmp_path / "index"
    if built_before:
        build(folder, entries[:5])
    process = writer(folder, 0)
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    if built_before:
        assert len(open_list(folder)[1]) == 1
    assert build(folder, entries[:6], "second") == read_edition(folder)
    assert {path.name for path in folder.glob("segment-*")} == {
        segment.folder for segment in read_note(folder).segments
    }


def test_where_a_file_system_locks_no_folder_building_goes_on(tmp_path, build, entries, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("catenary.formats.list_index.writing.fcntl.flock", refuse)
    build(tmp_path / "index", entries[:5])
    assert len(open_list(tmp_path / "index")[1]) == 1


def test_a_removal_that_meets_nothing_is_told_and_the_others_are_done(tmp_path, build, entries, source):
    folder, told = tmp_path / "index", []
    old = build(folder, entries[:5])
    removed = [("fictional", entries[1].entry), ("fictional", "none such"), ("other", entries[2].entry)]
    for _ in range(2):
        told.clear()
        update_list_index(folder, [], removed, source, built_at=old.built_at, take=told.append)
    assert [(each.code, each.params["list"], each.params["entry"]) for each in told] == [
        ("list_index.removal_met_nothing", *pair) for pair in removed
    ]
    before = read_edition(folder)
    assert (
        update_list_index(folder, [], removed, source, built_at=old.built_at)
        == before
        == read_edition(folder)
    )
    update_list_index(folder, [entries[1]], [], source, built_at=old.built_at, take=told.append)
    told.clear()
    update_list_index(folder, [], removed[:1], source, built_at=old.built_at, take=told.append)
    assert told == []
