"""Files that carriers put into a bucket: committed before they are removed, moved or remembered, and kept once."""

import pytest
from django.db import OperationalError
from django.utils import timezone
from tests.desk.conftest import reach
from tests.desk.intake import s3_server
from tests.desk.intake.carriers import LIST, UNIT

from catenary.app.embedded import WORKER
from catenary.core.intake.ports import BucketFaultError
from catenary.core.intake.receipt import Afterwards, DeliveryState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake import collecting, receiving, tasks
from catenary.desk.intake.collecting import collect
from catenary.desk.intake.fetching import take
from catenary.desk.intake.models import Channel, Delivery, Spooled, Standing, TakenObject
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.peers.carriers.bucket import S3Bucket

pytestmark = pytest.mark.usefixtures("as_worker")  # collecting is a job
SYSTEM = Declaration(door=Door.SYSTEM)


@pytest.fixture
def server():
    with s3_server.running() as server:
        yield server


@pytest.fixture
def look(db, spool, server):
    """A round of the job."""
    return lambda: collect(S3Bucket(server.address), timezone.now)


def channel_for(afterwards, folder="wings/"):
    with acting(SYSTEM):
        unit = Organisation.objects.get(name=UNIT)
        return Channel.objects.create(
            organisation=unit,
            name=folder,
            way=Way.BUCKET,
            basis="icao-9-api",
            source=folder,
            afterwards=afterwards,
        )


def states():
    with acting(SYSTEM):
        return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def standing():
    with acting(SYSTEM):
        return Standing.objects.get()


@pytest.mark.parametrize(
    ("afterwards", "left"),
    [
        (Afterwards.REMOVED, set()),
        (Afterwards.MOVED, {"wings/taken/a.edi", "wings/taken/b.edi", "wings/taken/c.edi"}),
        (Afterwards.LEFT, {"wings/a.edi", "wings/b.edi", "wings/c.edi"}),
    ],
)
def test_files_are_taken_once_and_then_are_where_the_channel_says(look, server, afterwards, left):
    channel_for(afterwards)
    server.objects = {
        f"wings/{name}.edi": LIST.replace(b"UW0042", b"UW004" + name.encode()) for name in "abc"
    }
    assert (look(), look()) == (3, 0)
    assert states() == [DeliveryState.RECEIVED] * 3
    assert set(server.objects) == left
    assert (standing().fault, standing().waiting) == ("", 0)


def test_a_file_that_stays_is_taken_again_when_it_changed_and_forgotten_when_it_is_gone(look, server):
    channel_for(Afterwards.LEFT)
    server.objects["wings/a.edi"] = LIST
    assert (look(), look()) == (1, 0)
    server.objects["wings/a.edi"] = LIST + b"\r\n"
    assert (look(), look()) == (1, 0)
    server.objects.clear()
    look()
    with acting(SYSTEM):
        assert not TakenObject.objects.exists()


@pytest.mark.parametrize("on_condition", [True, False])
@pytest.mark.parametrize("afterwards", [Afterwards.REMOVED, Afterwards.MOVED])
def test_a_file_put_again_under_its_name_while_the_first_is_taken_is_taken_next(
    look, server, monkeypatch, afterwards, on_condition
):
    channel_for(afterwards)
    server.deletes_on_condition = on_condition
    server.objects["wings/a.edi"] = LIST
    second = LIST.replace(b"UW0042", b"UW0043")

    def putting(**told):
        server.objects["wings/a.edi"] = second
        return take(**told)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(collecting, "take", putting)
        assert look() == 1
    assert server.objects["wings/a.edi"] == second
    assert look() == 1
    assert states() == [DeliveryState.RECEIVED] * 2
    assert "wings/a.edi" not in server.objects


def test_a_folder_is_no_business_of_another_channel(look, server):
    channel_for(Afterwards.REMOVED)
    server.objects = {"other/a.edi": LIST, "wings/sub/b.edi": LIST, "wingspan.edi": LIST}
    assert look() == 0
    assert len(server.objects) == 3


def test_what_can_never_be_taken_is_put_aside_and_what_can_be_taken_later_stays(
    look, server, monkeypatch, settings
):
    channel_for(Afterwards.REMOVED)
    monkeypatch.setattr(receiving, "_LARGEST", 1024)
    server.objects = {"wings/empty.edi": b"", "wings/large.edi": b"x" * 1025}
    assert look() == 0
    assert set(server.objects) == {"wings/refused/empty.edi", "wings/refused/large.edi"}
    recipient, settings.SPOOL_RECIPIENT_FILE = settings.SPOOL_RECIPIENT_FILE, None
    server.objects = {"wings/list.edi": LIST}
    assert look() == 0
    assert (set(server.objects), standing().fault) == ({"wings/list.edi"}, "not_committed")
    settings.SPOOL_RECIPIENT_FILE = recipient
    assert look() == 1
    assert standing().fault == ""


def test_a_file_that_breaks_off_stays_where_it_is_until_it_comes_whole(look, server):
    channel_for(Afterwards.REMOVED)
    server.objects = {"wings/a.edi": LIST}
    bucket = S3Bucket(server.address)
    (found,) = bucket.listed("wings/")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(S3Bucket, "listed", lambda *_args: iter([found]))
        server.breaks_off = True
        assert look() == 0
    assert (states(), set(server.objects), standing().fault) == ([], {"wings/a.edi"}, "unreachable")
    server.breaks_off = False
    assert look() == 1


@pytest.mark.parametrize(("status", "fault"), [(403, "refused"), (400, "answer_odd")])
def test_a_file_that_cannot_be_had_is_told_and_keeps_none_after_it_from_being_taken(
    look, server, monkeypatch, status, fault
):
    channel_for(Afterwards.REMOVED)
    monkeypatch.setattr(collecting, "AT_ONCE", 2)
    faulty, well = [f"wings/a{number}" for number in range(3)], ["wings/b", "wings/c", "wings/d"]
    server.objects = {each: each.encode() for each in faulty + well}
    server.statuses = {("GET", each): status for each in faulty}
    assert look() == 2
    assert (set(server.objects), standing().fault) == ({*faulty, "wings/d"}, fault)
    monkeypatch.setattr(collecting, "FAULTY_AT_ONCE", 3)
    assert look() == 0
    server.statuses = {}
    assert (look(), look()) == (2, 2)
    assert (set(server.objects), standing().fault) == (set(), "")


@pytest.mark.parametrize(
    ("afterwards", "forbidden", "left"),
    [
        (Afterwards.REMOVED, ("DELETE", "wings/a.edi"), set()),
        (Afterwards.MOVED, ("PUT", "wings/taken/a.edi"), {"wings/taken/a.edi"}),
    ],
)
def test_a_file_that_may_not_be_removed_is_taken_once_and_removed_when_it_may(
    look, server, afterwards, forbidden, left
):
    channel_for(afterwards)
    server.objects = {"wings/a.edi": LIST}
    server.statuses = {forbidden: 403}
    for _round in range(2):
        look()
        assert (states(), standing().fault) == ([DeliveryState.RECEIVED], "refused")
    assert set(server.objects) == {"wings/a.edi"}
    server.statuses = {}
    assert (look(), look()) == (0, 0)
    assert (set(server.objects), standing().fault) == (left, "")
    with acting(SYSTEM):
        assert not TakenObject.objects.exists()


def test_a_channel_that_is_closed_in_the_middle_takes_nothing_more(look, server, monkeypatch):
    row = channel_for(Afterwards.REMOVED)
    server.objects = {"wings/a.edi": LIST}
    content = S3Bucket.content

    def closing(bucket, found, most):
        with acting(SYSTEM):
            Channel.objects.filter(pk=row.pk).update(closed_at=timezone.now())
        return content(bucket, found, most)

    monkeypatch.setattr(S3Bucket, "content", closing)
    assert look() == 0
    assert (states(), set(server.objects)) == ([], {"wings/a.edi"})


def test_a_bucket_that_is_away_is_told_and_keeps_no_other_folder_from_being_collected(
    look, server, monkeypatch
):
    channel_for(Afterwards.REMOVED)
    channel_for(Afterwards.REMOVED, "other/")
    server.objects = {"other/a.edi": LIST}
    listed = S3Bucket.listed

    def failing(bucket, folder):
        if folder == "wings/":
            raise BucketFaultError("unreachable")
        return listed(bucket, folder)

    monkeypatch.setattr(S3Bucket, "listed", failing)
    assert look() == 1
    with acting(SYSTEM):
        assert set(Standing.objects.values_list("fault", flat=True)) == {"unreachable", ""}


def test_no_more_than_a_round_is_taken_at_once_and_the_rest_is_told_to_wait(look, server, monkeypatch):
    channel_for(Afterwards.REMOVED)
    monkeypatch.setattr(collecting, "AT_ONCE", 2)
    server.objects = {f"wings/{number}": f"file {number}".encode() for number in range(5)}
    assert look() == 2
    assert standing().waiting == 3


def test_the_job_says_of_every_channel_that_no_bucket_and_no_broker_is_set_up(db, spool):
    channel_for(Afterwards.REMOVED)
    tasks.look_into_bucket(0)
    assert standing().fault == "not_set_up"


# the machine that falls


class FellError(BaseException):
    """The machine is gone: nothing after it is done."""


def fall(*_args, **_options):
    raise FellError


@pytest.mark.parametrize("afterwards", Afterwards)
def test_a_file_that_was_committed_and_not_settled_is_known_again_and_kept_once(
    own_database, spool, server, monkeypatch, afterwards
):
    reach(own_database(WORKER))
    channel_for(afterwards)
    server.objects["wings/a.edi"] = LIST
    bucket = S3Bucket(server.address)
    with monkeypatch.context() as fallen:
        fallen.setattr(collecting._Round, "_settle", fall)
        with pytest.raises(FellError):
            collect(bucket, timezone.now)
    assert states() == [DeliveryState.RECEIVED]
    assert set(server.objects) == {"wings/a.edi"}
    assert collect(bucket, timezone.now) == 1
    assert collect(bucket, timezone.now) == 0
    assert states() == [DeliveryState.RECEIVED, DeliveryState.REPEATED]
    with acting(SYSTEM):
        assert Spooled.objects.count() == 1


def test_while_the_database_is_away_nothing_is_removed(own_database, spool, server, monkeypatch):
    reach(own_database(WORKER))
    channel_for(Afterwards.REMOVED)
    server.objects["wings/a.edi"] = LIST
    with monkeypatch.context() as away:
        away.setattr(collecting, "take", lambda **_: (_ for _ in ()).throw(OperationalError))
        with pytest.raises(OperationalError):
            collect(S3Bucket(server.address), timezone.now)
    assert set(server.objects) == {"wings/a.edi"}
