from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from catenary.basis.findings import ProblemError
from catenary.core.intake.receipt import DeliveryState
from catenary.desk.intake import receiving, spool
from catenary.desk.intake.models import Delivery, Spooled
from catenary.desk.intake.receiving import receive

from .conftest import NOW


def test_a_delivery_is_sealed_and_a_job_waits_for_it(channel):
    row = receive(channel=channel, data=b"UNA:+.?*' hello", now=NOW)
    sealed = bytes(Spooled.objects.get(delivery=row).sealed)
    assert b"hello" not in sealed
    assert spool.unseal(sealed) == b"UNA:+.?*' hello"
    assert Spooled.objects.get(delivery=row).expires_at == NOW + spool.KEPT
    job = ProcrastinateJob.objects.get(
        task_name="intake.read_delivery", args={"delivery": str(row.public_id)}
    )
    assert job.status == "todo"


def test_the_same_bytes_again_are_known_and_kept_once(channel):
    first = receive(channel=channel, data=b"same", now=NOW)
    again = receive(channel=channel, data=b"same", now=NOW + timedelta(minutes=1))
    assert (again.state, again.repeats) == (DeliveryState.REPEATED, first)
    assert not Spooled.objects.filter(delivery=again).exists()


@pytest.mark.parametrize(("data", "code"), [(b"", "delivery.empty"), (b"x" * 1025, "delivery.too_large")])
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(channel, monkeypatch, data, code):
    monkeypatch.setattr(receiving, "_LARGEST", 1024)
    with pytest.raises(ProblemError) as refusal:
        receive(channel=channel, data=data, now=NOW)
    assert refusal.value.finding.code == code
    assert not Delivery.objects.filter(channel=channel).exists()


def test_nothing_is_taken_without_a_key_to_seal_it_with(channel, settings):
    settings.SPOOL_RECIPIENT_FILE = None
    with pytest.raises(ProblemError) as refusal:
        receive(channel=channel, data=b"x", now=NOW)
    assert refusal.value.finding.code == "delivery.spool_closed"


def test_a_closed_channel_takes_nothing(channel):
    channel.closed_at = NOW
    with pytest.raises(ProblemError) as refusal:
        receive(channel=channel, data=b"x", now=NOW)
    assert refusal.value.finding.code == "delivery.channel_closed"
