"""What the desk tells of outages: a delivery that was answered without being looked at, and how a channel stands in one."""

import pytest
from django.utils import timezone
from tests.desk.intake.carriers import ADMINISTRATOR, channel_for, program

from catenary.desk.intake.models import Delivery
from catenary.desk.intake.outage import disk
from catenary.desk.mandate.acting import Declaration, acting

OFFICER = "tom.ashgrove@piu.utopia.example"


@pytest.fixture
def channel(db, spool):
    row, _token = program()
    return channel_for(row, interactive=True, outage_answer="further_checks")


def delivered(channel, outage_answer):
    with acting(Declaration(organisation=channel.organisation_id)):
        return Delivery.objects.create(
            organisation=channel.organisation, channel=channel, received_at=timezone.now(), octets=1,
            original_hash=bytes(32), outage_answer=outage_answer,
        )  # fmt: skip


@pytest.mark.parametrize(("outage_answer", "told"), [("further_checks", True), ("", False)])
def test_a_delivery_says_whether_it_was_answered_during_an_outage(channel, browser, outage_answer, told):
    row = delivered(channel, outage_answer)
    page = browser(OFFICER).get(f"/intake/deliveries/{row.public_id}").content.decode()
    assert ("Answered unchecked" in page) is told


def test_a_channel_says_what_is_told_in_an_outage_and_how_much_waits(channel, browser, settings, tmp_path):
    settings.OUTAGE_SPOOL = tmp_path / "outage"
    disk.put(settings.OUTAGE_SPOOL, b"sealed", channel.public_id, timezone.now(), 10**6)
    delivered(channel, "further_checks")
    page = browser(ADMINISTRATOR).get(f"/intake/channels/{channel.public_id}").content.decode()
    for words in (
        "When nobody can be checked in time",
        "What the carrier is told then",
        "The oldest of them came",
    ):
        assert words in page
