"""The folder of an outage: whole files only, in their order, no more than there is room for, and for nobody else's eyes."""

import os
import stat
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.desk.intake.outage import disk

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ROOM = 10_000


def put(folder, data=b"sealed", at=NOW, largest=ROOM):
    name = uuid4()
    disk.put(folder, data, name, at, largest)
    return name


def test_what_was_put_is_there_as_it_was_for_its_owner_alone(tmp_path):
    folder = tmp_path / "outage"
    name = put(folder)
    (found,) = disk.waiting(folder)
    assert (found.id, found.read()) == (name, b"sealed")
    assert stat.S_IMODE(found.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=8, unique=True))
def test_files_are_taken_in_the_order_in_which_they_came(seconds):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = {each: put(folder, at=NOW + timedelta(microseconds=each)) for each in seconds}
        assert [each.id for each in disk.waiting(folder)] == [names[each] for each in sorted(names)]


def test_what_there_is_no_room_for_leaves_nothing_behind(tmp_path):
    put(tmp_path, b"x" * 600, largest=1000)
    with pytest.raises(disk.FullError):
        put(tmp_path, b"x" * 600, largest=1000)
    assert disk.depth(tmp_path) == disk.Depth(1, 600, NOW)
    assert not list(tmp_path.glob(f"*{disk.UNFINISHED}"))


def test_whether_there_is_room_is_known_without_looking_at_what_waits(tmp_path, monkeypatch):
    put(tmp_path)
    looked = []
    real = os.scandir

    def noted(folder):
        looked.append(folder)
        return real(folder)

    monkeypatch.setattr(os, "scandir", noted)
    put(tmp_path)
    assert looked == []


@pytest.mark.parametrize(
    "given_back", ["removed", "not kept", "not set aside", "no longer known", "counted anew"]
)
def test_room_that_is_free_again_is_had_again_and_no_more_than_that(tmp_path, monkeypatch, given_back):
    def fails(*_):
        raise OSError

    later = NOW + timedelta(seconds=1)
    put(tmp_path, b"x" * 400)
    if given_back == "removed":
        put(tmp_path, b"x" * 600, later)
        list(disk.waiting(tmp_path))[-1].remove()
    if given_back == "not kept":
        with monkeypatch.context() as patched:
            patched.setattr(type(tmp_path), "rename", fails)
            with pytest.raises(OSError):  # noqa: PT011  any that the system gives
                put(tmp_path, b"x" * 600)
    if given_back == "not set aside":
        with monkeypatch.context() as patched:
            patched.setattr(os, "posix_fallocate", fails)
            with pytest.raises(OSError):  # noqa: PT011  any that the system gives
                put(tmp_path, b"x" * 600)
    if given_back == "no longer known":
        (tmp_path / ".lock").write_bytes(b"5")
    if given_back == "counted anew":
        put(tmp_path, b"x" * 600, later)
        list(disk.waiting(tmp_path))[-1].path.unlink()
        disk.sweep(tmp_path, NOW)
    put(tmp_path, b"x" * 600, largest=1000)
    with pytest.raises(disk.FullError):
        put(tmp_path, b"x", largest=1000)


def test_a_disk_that_is_nearly_full_takes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "_LEAST_FREE", 2**62)
    with pytest.raises(disk.FullError):
        put(tmp_path)


@pytest.mark.parametrize("lock", ["is had", "fails"])
@pytest.mark.parametrize("step", ["fsync", "rename", "force"])
def test_what_was_not_forced_to_the_disk_is_not_there(tmp_path, monkeypatch, step, lock):
    """Whoever gets an error is not answered, so nothing may wait that nobody was answered about."""

    def fails(*_):
        raise OSError

    where = {"fsync": (os, "fsync"), "rename": (type(tmp_path), "rename"), "force": (disk, "_force")}[step]
    monkeypatch.setattr(*where, fails)
    if lock == "fails":
        monkeypatch.setattr(disk, "_remove", fails)
    with pytest.raises(OSError):  # noqa: PT011  any that the system gives
        put(tmp_path)
    monkeypatch.undo()
    assert list(disk.waiting(tmp_path)) == []


def test_the_disk_has_the_file_and_its_name_before_put_returns(tmp_path, monkeypatch):
    forced = []
    real = os.fsync

    def noted(number):
        forced.append(stat.S_ISDIR(os.fstat(number).st_mode))
        real(number)

    monkeypatch.setattr(os, "fsync", noted)
    put(tmp_path)
    assert forced == [False, True]


def test_what_a_fallen_process_left_unfinished_goes_and_what_is_being_written_stays(tmp_path):
    left, written = tmp_path / f"1-a{disk.UNFINISHED}", tmp_path / f"2-b{disk.UNFINISHED}"
    for path in (left, written):
        path.write_bytes(b"half")
    old = (NOW - disk.LEFT_BEHIND - timedelta(seconds=1)).timestamp()
    os.utime(left, (old, old))
    os.utime(written, (NOW.timestamp(), NOW.timestamp()))
    disk.sweep(tmp_path, NOW)
    assert (left.exists(), written.exists()) == (False, True)
    assert list(disk.waiting(tmp_path)) == []


def test_nothing_waits_where_there_is_no_folder(tmp_path):
    assert disk.depth(tmp_path / "none") == disk.Depth()


def test_what_is_removed_is_gone_and_removed_twice_is_no_fault(tmp_path):
    put(tmp_path)
    (found,) = disk.waiting(tmp_path)
    found.remove()
    found.remove()
    assert list(disk.waiting(tmp_path)) == []
