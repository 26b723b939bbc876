"""Files that carriers put into a folder: whole, once, never lost, and gone from the disk when they are committed."""

import os
from datetime import timedelta

import psycopg
import pytest
from django.db import OperationalError
from django.utils import timezone
from procrastinate.contrib.django import app
from tests.desk.conftest import reach
from tests.desk.intake.carriers import LIST, UNIT

from catenary.app.embedded import WORKER
from catenary.core.intake.receipt import DeliveryState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake import receiving, tasks, watching
from catenary.desk.intake.models import Channel, Delivery, Spooled
from catenary.desk.intake.spool import KEPT, unseal
from catenary.desk.intake.watching import REFUSED, SETTLED, TAKING, watch
from catenary.desk.mandate.acting import Declaration, Door, acting

pytestmark = pytest.mark.usefixtures("as_worker")  # watching is a job
SYSTEM = Declaration(door=Door.SYSTEM)


@pytest.fixture
def folder(db, spool, tmp_path):
    """The folder of a channel, as the first round makes it."""
    return folder_of(tmp_path)


def folder_of(tmp_path):
    with acting(SYSTEM):
        unit = Organisation.objects.get(name=UNIT)
        row = Channel.objects.create(
            organisation=unit, name="Utopia Wings", way=Way.DIRECTORY, basis="icao-9-api"
        )
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    assert watch(inbox, timezone.now()) == 0
    return inbox / str(row.public_id)


def later(by=SETTLED):
    return timezone.now() + by + timedelta(seconds=1)


def look(folder, now=None):
    return watch(folder.parent, now or later())


def names(folder):
    return sorted(each.name for each in folder.iterdir() if each.is_file())


def deliveries():
    with acting(SYSTEM):
        return list(Delivery.objects.select_related("channel").order_by("id"))


def test_a_file_is_sealed_in_the_spool_and_gone_from_the_disk(folder):
    (folder / "list.edi").write_bytes(LIST)
    assert look(folder) == 1
    (row,) = deliveries()
    with acting(SYSTEM):
        assert unseal(bytes(Spooled.objects.get(delivery=row).sealed)) == LIST
    assert row.channel.name == "Utopia Wings"
    left = [each for each in folder.rglob("*") if each.is_file()]
    assert left == []


@pytest.mark.parametrize(
    "name", ["list.part", "list.edi.tmp", "LIST.PART", ".list.edi", ".list.edi.Xy12", "list.filepart"]
)
def test_a_file_that_is_still_being_written_by_its_name_waits_for_its_last_name(folder, name):
    (folder / name).write_bytes(LIST)
    assert look(folder) == 0
    (folder / name).rename(folder / "list.edi")
    assert look(folder) == 1


def test_a_file_that_grew_a_moment_ago_waits_whatever_its_date_says(folder):
    (folder / "list.edi").write_bytes(LIST[:100])
    os.utime(folder / "list.edi", (0, 0))
    assert look(folder, timezone.now()) == 0
    with (folder / "list.edi").open("ab") as file:
        file.write(LIST[100:])
    assert look(folder) == 1
    assert deliveries()[0].octets == len(LIST)


def test_links_and_folders_are_left_alone(folder, tmp_path):
    (tmp_path / "secret").write_bytes(b"not the carrier's")
    (folder / "link.edi").symlink_to(tmp_path / "secret")
    (folder / "done").mkdir()
    os.mkfifo(folder / "pipe")
    assert look(folder) == 0
    assert (folder / "link.edi").is_symlink()


def test_two_files_of_one_name_are_both_taken_and_a_long_name_is_no_obstacle(folder):
    for text in (b"one", b"two"):
        (folder / ("l" * 250)).write_bytes(text)
        watching._claim(folder / ("l" * 250))
    assert look(folder) == 2
    assert [row.octets for row in deliveries()] == [3, 3]


@pytest.mark.parametrize(("data", "code"), [(b"", "delivery.empty"), (b"x" * 1025, "delivery.too_large")])
def test_what_can_never_be_taken_is_put_aside_with_the_reason_and_goes_when_its_time_is_over(
    folder, monkeypatch, data, code
):
    monkeypatch.setattr(receiving, "_LARGEST", 1024)
    (folder / "list.edi").write_bytes(data)
    assert look(folder) == 0
    aside, told = names(folder / REFUSED)
    assert (aside.endswith("-list.edi"), told) == (True, f"{aside}.txt")
    assert (folder / REFUSED / told).read_text().startswith(f"{code}: ")
    assert look(folder, later(KEPT - timedelta(hours=1))) == 0
    assert len(names(folder / REFUSED)) == 2
    look(folder, later(KEPT))
    assert names(folder / REFUSED) == []
    assert deliveries() == []


def test_what_can_be_taken_later_stays_until_it_is(folder, settings):
    recipient, settings.SPOOL_RECIPIENT_FILE = settings.SPOOL_RECIPIENT_FILE, None
    (folder / "list.edi").write_bytes(LIST)
    assert look(folder) == 0
    assert names(folder / REFUSED) == []
    settings.SPOOL_RECIPIENT_FILE = recipient
    assert look(folder) == 1


def test_a_closed_channel_is_not_looked_at(folder):
    with acting(SYSTEM):
        Channel.objects.update(closed_at=timezone.now())
    (folder / "list.edi").write_bytes(LIST)
    assert look(folder) == 0
    assert names(folder) == ["list.edi"]


def test_a_file_that_cannot_be_moved_is_not_taken_again_and_again(folder, monkeypatch):
    (folder / "list.edi").write_bytes(LIST)

    def forbidden(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.rename", forbidden)
    assert look(folder) == 0
    assert deliveries() == []


def test_one_file_that_the_system_refuses_keeps_no_other_from_being_taken(folder, monkeypatch):
    for name in ("a.edi", "b.edi"):
        (folder / name).write_bytes(name.encode())
    content = watching._content

    def failing(path):
        if path.name.endswith("a.edi"):
            raise OSError(5, "Input/output error")
        return content(path)

    monkeypatch.setattr(watching, "_content", failing)
    assert look(folder) == 1
    monkeypatch.undo()
    assert look(folder) == 1
    assert len(deliveries()) == 2


def test_the_job_looks_where_the_settings_say_and_nowhere_without_them(folder, settings, monkeypatch):
    (folder / "list.edi").write_bytes(LIST)
    monkeypatch.setattr(watching, "SETTLED", timedelta(0))
    settings.INBOX = None
    tasks.watch_inbox(0)
    assert deliveries() == []
    settings.INBOX = folder.parent
    tasks.watch_inbox(0)
    assert len(deliveries()) == 1
    assert app.tasks["intake.watch_inbox"].lock == "intake.watch_inbox"


# the machine that falls


@pytest.fixture
def committing(own_database, spool, tmp_path):
    """The folder of a channel in a database of its own, where what is done is done, and what another process sees of it."""
    reach(own_database(WORKER))
    with psycopg.connect(own_database(WORKER), autocommit=True) as other:
        other.execute("SELECT set_config('catenary.door', 'system', false)")
        yield folder_of(tmp_path), other


def states(other):
    return [state for (state,) in other.execute("SELECT state FROM intake_delivery ORDER BY id")]


class FellError(BaseException):
    """The machine is gone: nothing after it is done."""


def fall(*_args, **_options):
    raise FellError


def test_a_file_that_was_committed_and_not_removed_is_known_again_and_kept_once(committing, monkeypatch):
    folder, other = committing
    (folder / "list.edi").write_bytes(LIST)
    with monkeypatch.context() as fallen:
        fallen.setattr("pathlib.Path.unlink", fall)
        with pytest.raises(FellError):
            look(folder)
    assert states(other) == [DeliveryState.RECEIVED]
    assert len(names(folder / TAKING)) == 1
    assert look(folder) == 1
    assert states(other) == [DeliveryState.RECEIVED, DeliveryState.REPEATED]
    assert other.execute("SELECT count(*) FROM intake_spooled").fetchone() == (1,)
    assert names(folder / TAKING) == names(folder) == []


def test_a_file_that_was_moved_and_not_committed_is_taken_by_the_next_round(committing, monkeypatch):
    folder, other = committing
    (folder / "list.edi").write_bytes(LIST)
    for fault in (FellError, OperationalError):
        with monkeypatch.context() as fallen:
            fallen.setattr(watching, "receive", lambda fault=fault, **_: (_ for _ in ()).throw(fault))
            with pytest.raises(fault):
                look(folder)
        assert states(other) == []
    assert look(folder) == 1
    assert states(other) == [DeliveryState.RECEIVED]


def test_nothing_is_removed_before_its_transaction_is_committed(committing, monkeypatch):
    folder, other = committing
    (folder / "list.edi").write_bytes(LIST)
    seen = []
    unlink = type(folder).unlink

    def looking(path, *args, **options):
        seen.append(states(other))
        return unlink(path, *args, **options)

    monkeypatch.setattr("pathlib.Path.unlink", looking)
    assert look(folder) == 1
    assert seen == [[DeliveryState.RECEIVED]]
