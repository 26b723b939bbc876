"""More comes than the desk can check: who waits is answered in time all the same, and everybody is checked afterwards."""

import pytest
from tests.desk.intake.outage.test_outage import (
    KNOWN,
    as_worker,
    carrier,
    catch_up,
    meanings,
    of,
    outage,
    sent,
)

from catenary.desk.intake import patience, tasks
from catenary.desk.intake.models import Channel, Delivery, Passage
from catenary.desk.intake.outage import disk
from catenary.formats.cusres.answers import Meaning

__all__ = ["carrier", "outage"]


@pytest.fixture
def late(monkeypatch, settings):
    """Whatever arrives has waited for longer than a carrier does."""
    settings.ANSWER_WITHIN = 4
    monkeypatch.setattr(patience, "waited", lambda: 4.1)


@pytest.mark.usefixtures("late")
def test_who_waited_too_long_gets_the_answer_of_an_outage_and_is_read_afterwards(outage, carrier, settings):
    answer = sent(carrier)
    assert "Location" not in answer.headers
    assert meanings(answer) == {None: Meaning.ACCEPTED, "PX42": Meaning.FURTHER_CHECKS}
    with of(carrier):
        assert not Delivery.objects.filter(channel=carrier).exists()
    assert catch_up(outage, settings.OUTAGE_SPOOL) == 1
    with of(carrier):
        row = Delivery.objects.get(channel=carrier)
        assert (row.state, row.outage_answer) == ("read", "further_checks")
        assert Passage.objects.filter(last_message__delivery=row).count() == 1


@pytest.mark.usefixtures("late")
def test_without_such_an_answer_the_message_is_committed_at_once_and_answered_later(
    outage, carrier, settings
):
    with of(carrier):
        Channel.objects.filter(pk=carrier.pk).update(outage_answer="")
    as_worker(outage, tasks.tell_carriers)
    answer = sent(carrier)
    assert (answer.status_code, answer.json()["state"]) == (202, "received")
    assert disk.depth(settings.OUTAGE_SPOOL).count == 0


@pytest.mark.usefixtures("late")
def test_a_desk_told_to_answer_however_late_checks_first(carrier, settings):
    settings.ANSWER_WITHIN = 0
    assert "Location" in sent(carrier).headers


def test_who_did_not_wait_is_checked(carrier):
    assert "Location" in sent(carrier, KNOWN).headers
