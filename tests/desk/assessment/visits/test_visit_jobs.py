"""What workers do for visits: each rung of lateness told once, on the side it names; identities opened for who asked, for minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.desk.assessment.visits.made import (
    ASSESSOR,
    FOCAL,
    REVIEWER,
    a_meeting,
    agreed,
    identity_keys,
    preparing,
    take,
)
from tests.desk.conftest import organisation_of
from tests.desk.intake.conftest import as_worker

from catenary.core.assessment.clocks import ClockKind
from catenary.desk.assessment.models import IdentityOpening, VisitClock
from catenary.desk.assessment.visits import identities, programme, steps
from catenary.desk.assessment.visits.lateness import tell_late
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell import sealing

__all__ = ["as_worker"]
SYSTEM = Declaration(door=Door.SYSTEM)
WHO = "Marisol Ibarra, prison doctor"


@pytest.fixture
def late(as_worker, act_as):
    """A visit whose team should have been composed eight days ago, and then."""
    visit = agreed(act_as)
    with acting(SYSTEM):
        now = timezone.now()
        VisitClock.objects.exclude(visit=visit).update(ended_at=now)
        VisitClock.objects.filter(visit=visit, ended_at=None).update(first_due_at=now - timedelta(days=8))
    return visit, now


def told():
    """To which organisations notices were sent."""
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="tell_roles")
    return [job.args["organisation_id"] for job in jobs.order_by("id")]


def test_each_rung_of_lateness_is_told_once_and_the_other_side_last(late):
    _visit, now = late
    before, body, state = len(told()), organisation_of(REVIEWER).pk, organisation_of(FOCAL).pk
    assert tell_late(now=now) == 3
    assert tell_late(now=now) == 0
    assert told()[before:] == [body] * 3
    assert tell_late(now=now + timedelta(days=22)) == 1
    assert told()[-1] == state


def test_nobody_is_told_while_a_clock_stands_still_or_consent_is_withdrawn(late, act_as):
    visit, now = late
    with act_as(REVIEWER) as here:
        steps.pause_clock(actor=here, visit=visit.public_id, clock=ClockKind.TEAM, reason="A strike")
    assert tell_late(now=now + timedelta(days=100)) == 0
    with act_as(REVIEWER) as here:
        steps.resume_clock(actor=here, visit=visit.public_id, clock=ClockKind.TEAM)
    take(act_as, visit, FOCAL, "withdraw_consent")
    assert tell_late(now=now + timedelta(days=100)) == 0


@pytest.fixture
def asked(as_worker, act_as, settings, tmp_path):
    """An opening that the note's author asked for, and the secret half of their key."""
    identity_keys(settings, tmp_path)
    visit = preparing(act_as)
    meeting = a_meeting(act_as, visit, with_state=False)
    secret, recipient = sealing.new_key()
    with act_as(ASSESSOR, "assessment", "sc-1373-6") as here:
        note = programme.write_note(actor=here, meeting=meeting.public_id, text="x", language="en")
        told = programme.protect_interviewee(actor=here, note=note.public_id, pseudonym="Heron", identity=WHO)
        opening = identities.ask_identity(
            actor=here, interviewee=told.public_id, reason="To call back", recipient=recipient
        )
    return opening, secret


def kept(opening):
    with acting(SYSTEM):
        return IdentityOpening.objects.get(pk=opening.pk)


def test_a_worker_opens_it_for_the_askers_browser_alone_and_it_goes_after_minutes(asked):
    opening, secret = asked
    identities.open_for_asker(opening=opening.public_id, now=opening.asked_at)
    sealed = bytes(kept(opening).sealed)
    assert sealing.unseal_with(secret, sealed).decode() == WHO
    with pytest.raises(sealing.SealError):
        sealing.unseal_with(sealing.new_key()[0], sealed)
    identities.end_openings(now=opening.expires_at)
    assert kept(opening).sealed is None


def test_identities_go_a_year_after_a_visit_ended_and_not_before(asked, act_as):
    opening, _secret = asked
    year = timedelta(days=365)
    assert identities.forget_identities(now=opening.asked_at + 10 * year) == 0
    with act_as(ASSESSOR):
        visit = opening.identity.visit
    take(act_as, visit, REVIEWER, "cancel")
    ended = timezone.now()
    assert identities.forget_identities(now=ended + year - timedelta(hours=1)) == 0
    assert identities.forget_identities(now=ended + year) == 1
    identities.open_for_asker(opening=opening.public_id, now=opening.asked_at)
    assert kept(opening).fault == "visits.identity_gone"


def test_too_late_it_is_not_opened_at_all(asked):
    opening, _secret = asked
    identities.open_for_asker(opening=opening.public_id, now=opening.expires_at)
    row = kept(opening)
    assert (row.sealed, row.fault) == (None, "visits.identity_gone")


def test_with_another_key_nothing_is_opened_and_why_is_kept(asked, settings, tmp_path):
    opening, _secret = asked
    other = tmp_path / "other"
    other.mkdir()
    identity_keys(settings, other)
    identities.open_for_asker(opening=opening.public_id, now=opening.asked_at)
    assert kept(opening).fault == "visits.identity_gone"
