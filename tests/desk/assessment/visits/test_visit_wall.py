"""Whatever is written to the database, a State moves a visit by its own steps alone, and an expert changes their own seat alone."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Case, F, When
from django.db.models.functions import Now
from tests.desk.assessment.visits import made
from tests.desk.assessment.visits.made import FOCAL, PARTNER, REVIEWER
from tests.desk.conftest import organisation_of, person_of

from catenary.core.assessment import visit_flow as flow
from catenary.core.assessment.visit_words import Side, Stage, TeamTask
from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.visits import team


def changed(act_as, email, visit, **values):
    """How many rows somebody changed, past every service."""
    with act_as(email), transaction.atomic():
        return Visit.objects.filter(pk=visit.pk).update(**values)


def refused(act_as, email, visit, **values):
    with pytest.raises(DatabaseError, match="own steps"):
        changed(act_as, email, visit, **values)


def seat_at(email):
    return f"{person_of(email).pk}/{organisation_of(email).pk}"


def in_stage(act_as, visit, stage):
    """The visit as its body put it there."""
    values = {"stopped_in": Stage.VISITING} if stage is Stage.WITHDRAWN else {"stopped_in": ""}
    if stage is Stage.ADOPTED:
        adopted_now = When(stage=Stage.ADOPTING, adopted_at=None, then=Now())
        values["adopted_at"] = Case(adopted_now, default=F("adopted_at"))
    changed(act_as, REVIEWER, visit, stage=stage, **values)


@pytest.fixture
def visit(db, act_as):
    return made.agreed(act_as)


@pytest.fixture
def invited(act_as, visit):
    """A visit whose place for an expert a partner was asked to fill."""
    with act_as(REVIEWER) as here:
        partner = organisation_of(PARTNER).public_id
        member = team.propose_member(
            actor=here, visit=visit.public_id, task=TeamTask.EXPERT, organisation=partner
        )
        team.invite_member(actor=here, member=member.public_id)
    return visit


def test_a_state_changes_nothing_of_a_visit_but_where_it_stands(act_as, visit):
    refused(act_as, FOCAL, visit, seats_on=["1/1"])
    refused(act_as, FOCAL, visit, leader_seat="1/1")
    refused(act_as, FOCAL, visit, body=F("visited"))
    refused(act_as, FOCAL, visit, edition_digest="0" * 64)
    refused(act_as, FOCAL, visit, areas=["BOR"])
    refused(act_as, FOCAL, visit, handling="public")


def test_a_state_moves_a_visit_to_where_its_own_steps_lead_and_nowhere_else(act_as, visit):
    for before in Stage:
        own = {
            step.to for (stage, _), step in flow.STEPS.items() if (stage, step.side) == (before, Side.STATE)
        }
        back = {Stage.VISITING} if before is Stage.WITHDRAWN else set()
        in_stage(act_as, visit, before)
        for after in set(Stage) - {before, Stage.WITHDRAWN}:
            if after in own | back:
                assert changed(act_as, FOCAL, visit, stage=after, stopped_in="") == 1
                in_stage(act_as, visit, before)
            else:
                refused(act_as, FOCAL, visit, stage=after, stopped_in="")


def test_consent_is_taken_back_where_it_can_be_and_the_visit_remembers_where(act_as, visit):
    for before in sorted(set(Stage) - {Stage.WITHDRAWN}):
        in_stage(act_as, visit, before)
        refused(act_as, FOCAL, visit, stage=Stage.WITHDRAWN, stopped_in=Stage.ADOPTED)
        if before in flow.WITHDRAWABLE:
            assert changed(act_as, FOCAL, visit, stage=Stage.WITHDRAWN, stopped_in=before) == 1
        else:
            refused(act_as, FOCAL, visit, stage=Stage.WITHDRAWN, stopped_in=before)


def test_an_invited_expert_changes_their_own_seat_and_nobody_elses(act_as, invited):
    with act_as(REVIEWER):
        asked = Visit.objects.get(pk=invited.pk).seats_asked
    own = seat_at(PARTNER)
    assert changed(act_as, PARTNER, invited, seats_asked=sorted([*asked, own]), seats_on=[own]) == 1
    refused(act_as, PARTNER, invited, seats_on=[own, "1/1"])
    refused(act_as, PARTNER, invited, leader_seat="1/1")
    refused(act_as, PARTNER, invited, stage=Stage.VISITING)


def test_who_answers_for_a_partner_closes_its_sight_of_the_visit_and_does_not_open_it_again(act_as, invited):
    own, partner = seat_at(PARTNER), f"any/{organisation_of(PARTNER).pk}"
    refused(act_as, PARTNER, invited, seats_asked=sorted([own, partner, f"any/{organisation_of(FOCAL).pk}"]))
    assert changed(act_as, PARTNER, invited, seats_asked=[own]) == 1
    refused(act_as, PARTNER, invited, seats_asked=sorted([own, partner]))


def test_not_even_the_body_seats_somebody_who_has_not_said_yes(act_as, invited):
    assert changed(act_as, REVIEWER, invited, year=F("year") + 1) == 1
    for seat in (seat_at(PARTNER), seat_at(FOCAL)):
        refused(act_as, REVIEWER, invited, seats_on=[seat])
        refused(act_as, REVIEWER, invited, leader_seat=seat)


def test_not_even_the_body_gives_a_visit_to_another_state(act_as, visit):
    refused(act_as, REVIEWER, visit, visited=F("body"))
    refused(act_as, REVIEWER, visit, made_by=person_of(made.ASSESSOR).pk)
