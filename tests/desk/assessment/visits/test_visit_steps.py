"""A visit at the desk from the plan to its close: steps, clocks, withdrawal, lateness, publication."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.core.measures.editions import small_edition
from tests.desk.assessment.visits.made import (
    ANALYST,
    ASSESSOR,
    FOCAL,
    PARTNER,
    REVIEWER,
    SECRETARY,
    STRANGER,
    a_meeting,
    adopted,
    agreed,
    answer_all,
    commented,
    composed,
    planned,
    preparing,
    publish,
    refreshed,
    take,
)

from catenary.basis.findings import ProblemError
from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.visit_words import Publication, Stage, VisitAct
from catenary.core.measures.model import VisitKind
from catenary.desk.assessment.models import FactualComment, PublicationDecision, StepTaken, Visit, VisitClock
from catenary.desk.assessment.visits import papers, planning, steps, terms
from catenary.desk.directory.models import Organisation


def test_a_visit_goes_from_plan_to_close_and_both_sides_read_every_step(act_as):
    visit = publish(act_as, adopted(act_as), Publication.PARTIAL, ["BOR"])
    take(act_as, visit, FOCAL, "reply", words="We accept all of it.")
    visit = take(act_as, visit, REVIEWER, "close")
    assert visit.stage == Stage.CLOSED
    for email in (REVIEWER, FOCAL):
        with act_as(email):
            assert StepTaken.objects.filter(visit=visit).count() == 15
            assert not VisitClock.objects.filter(visit=visit, ended_at=None).exists()
            assert PublicationDecision.objects.get(visit=visit).sections == ["BOR"]


def test_the_state_does_not_see_a_visit_before_it_is_asked(act_as, browser):
    visit = planned(act_as)
    with act_as(FOCAL):
        assert not Visit.objects.filter(pk=visit.pk).exists()
    address = f"/assessment/visits/{visit.public_id}"
    assert browser(FOCAL).get(address).status_code == 404
    take(act_as, visit, REVIEWER, "ask_consent")
    assert browser(FOCAL).get(address).status_code == 200


@pytest.mark.parametrize("email", [PARTNER, STRANGER])
def test_nobody_else_sees_a_visit_whatever_they_ask_the_database(act_as, email):
    visit = adopted(act_as)
    with act_as(email):
        for model in (Visit, StepTaken, VisitClock, FactualComment):
            assert not model.objects.exists()
    with act_as(ANALYST):
        assert Visit.objects.filter(pk=visit.pk).exists()


def test_consent_withdrawn_in_the_middle_keeps_everything_and_stops(act_as):
    visit = preparing(act_as)
    a_meeting(act_as, visit)
    with act_as(FOCAL):
        before = VisitClock.objects.filter(visit=visit).count()
    visit = take(act_as, visit, FOCAL, "withdraw_consent", reason="")
    assert (visit.stage, visit.stopped_in) == (Stage.WITHDRAWN, Stage.PREPARING)
    with pytest.raises(ProblemError, match=r"visits\.step_impossible"):
        take(act_as, visit, ASSESSOR, "finish_desk_review")
    with pytest.raises(ProblemError, match=r"visits\.visit_still"):
        a_meeting(act_as, visit)
    with act_as(REVIEWER):
        assert VisitClock.objects.filter(visit=visit).count() == before
        assert visit.meetings.count() == 1
        assert all(each.as_core().is_paused for each in VisitClock.objects.filter(visit=visit, ended_at=None))
    visit = take(act_as, visit, FOCAL, "renew_consent")
    assert (visit.stage, visit.stopped_in) == (Stage.PREPARING, "")
    with act_as(REVIEWER):
        clocks = VisitClock.objects.filter(visit=visit, ended_at=None)
        assert not any(each.as_core().is_paused for each in clocks)


def test_a_refused_step_changes_nothing(act_as):
    visit = planned(act_as)
    with pytest.raises(ProblemError, match=r"visits\.step_not_yours"):
        take(act_as, visit, ASSESSOR, "ask_consent")
    with pytest.raises(ProblemError, match=r"visits\.step_impossible"):
        take(act_as, visit, SECRETARY, "adopt")
    visit = refreshed(act_as, visit)
    assert (visit.stage, visit.asked_at) == (Stage.PLANNED, None)
    with act_as(REVIEWER):
        assert not StepTaken.objects.filter(visit=visit).exists()


def test_both_sides_read_why_a_clock_stands_still_and_it_goes_on_with_what_was_left(act_as):
    visit, _comment = commented(act_as)
    with act_as(REVIEWER) as here:
        steps.pause_clock(
            actor=here, visit=visit.public_id, clock=ClockKind.COMMENTS, reason="Elections in the State"
        )
    with act_as(FOCAL) as here:
        row = VisitClock.objects.get(visit=visit, kind=ClockKind.COMMENTS)
        assert [each.reason for each in row.pauses.all()] == ["Elections in the State"]
        with pytest.raises(ProblemError, match=r"visits\.step_not_yours"):
            steps.resume_clock(actor=here, visit=visit.public_id, clock=ClockKind.COMMENTS)
    with act_as(REVIEWER) as here:
        steps.resume_clock(actor=here, visit=visit.public_id, clock=ClockKind.COMMENTS)
        clock = VisitClock.objects.get(pk=row.pk).as_core()
    assert clock.due_at(here.now) == clock.first_due_at + (clock.pauses[0].until - clock.pauses[0].at)


def test_a_step_ends_a_clock_even_while_it_stands_still(act_as):
    visit, _comment = commented(act_as)
    with act_as(REVIEWER) as here:
        steps.pause_clock(actor=here, visit=visit.public_id, clock=ClockKind.COMMENTS, reason="A strike")
    take(act_as, visit, FOCAL, "hand_in_comments")
    with act_as(REVIEWER):
        clock = VisitClock.objects.get(visit=visit, kind=ClockKind.COMMENTS).as_core()
    assert clock.ended_at is not None
    assert clock.pauses[0].until == clock.ended_at


def test_comments_are_the_states_own_until_handed_in_and_each_is_answered_before_adoption(act_as):
    visit, comment = commented(act_as)
    with act_as(ASSESSOR) as here:
        assert not FactualComment.objects.exists()
    take(act_as, visit, FOCAL, "hand_in_comments")
    with pytest.raises(ProblemError, match=r"visits\.comments_unanswered"):
        take(act_as, visit, REVIEWER, "send_for_adoption")
    with act_as(FOCAL) as here, pytest.raises(ProblemError, match=r"visits\.comments_closed"):
        papers.add_comment(actor=here, visit=visit.public_id, about="4", text="More", language="en")
    answer_all(act_as, visit)
    with act_as(FOCAL):
        assert FactualComment.objects.get(pk=comment.pk).answer == "Changed."
    assert take(act_as, visit, REVIEWER, "send_for_adoption").stage == Stage.ADOPTING


def test_a_comment_taken_back_before_it_is_handed_in_was_never_seen(act_as):
    visit, comment = commented(act_as)
    with act_as(FOCAL) as here:
        papers.drop_comment(actor=here, comment=comment.public_id)
    take(act_as, visit, FOCAL, "hand_in_comments")
    with act_as(ASSESSOR):
        assert not FactualComment.objects.exists()


def test_whoever_sends_a_report_for_adoption_does_not_adopt_it(act_as):
    visit, _comment = commented(act_as)
    take(act_as, visit, FOCAL, "hand_in_comments")
    answer_all(act_as, visit)
    take(act_as, visit, SECRETARY, "send_for_adoption")
    with pytest.raises(ProblemError, match=r"visits\.own_adoption"):
        take(act_as, visit, SECRETARY, "adopt")


def test_questions_stand_once_the_team_is_settled_and_follow_the_law_of_the_method(act_as):
    visit = composed(act_as)
    with act_as(REVIEWER) as here:
        with pytest.raises(ProblemError, match=r"measures\.whole_not_chosen"):
            planning.choose_questions(
                actor=here,
                visit=visit.public_id,
                edition=visit.edition.public_id,
                areas=visit_areas(visit)[:1],
            )
        steps.take_step(actor=here, visit=visit.public_id, act=VisitAct.SETTLE_TEAM)
        with pytest.raises(ProblemError, match=r"visits\.settled"):
            planning.choose_questions(actor=here, visit=visit.public_id, edition=visit.edition.public_id)


def test_a_focused_visit_asks_about_several_areas(act_as):
    areas = sorted(each.code for each in small_edition().areas)[:2]
    visit = planned(act_as, VisitKind.FOCUSED, areas=areas)
    assert visit.areas == areas
    assert len(areas) > 1


def visit_areas(visit):
    from catenary.desk.measures.editions import method_of

    return [each.code for each in method_of(visit.edition).areas]


def test_an_edition_that_is_not_frozen_is_not_asked_by(act_as, drafted_edition):
    visit = planned(act_as)
    with act_as(REVIEWER) as here, pytest.raises(ProblemError, match=r"visits\.edition_missing"):
        planning.choose_questions(actor=here, visit=visit.public_id, edition=drafted_edition)


@pytest.fixture
def drafted_edition(act_as):
    from catenary.desk.measures.writing import Head, make_edition

    with act_as(ASSESSOR) as here:
        return make_edition(actor=here, head=Head("NEXT-9", "A draft")).public_id


def test_only_states_are_visited_and_only_by_a_body_and_assess_themselves(act_as):
    with act_as(REVIEWER) as here:
        state = Organisation.objects.get(name="Marvona")
        unit = Organisation.objects.filter(kind="unit").first()
        with pytest.raises(ProblemError, match=r"visits\.not_a_state"):
            planning.plan_visit(actor=here, visited=unit.public_id, kind=VisitKind.FOCUSED, year=2031)
        with pytest.raises(ProblemError, match=r"visits\.alone_is_own"):
            planning.plan_visit(
                actor=here, visited=state.public_id, kind=VisitKind.SELF_ASSESSMENT, year=2031
            )
    with act_as(FOCAL) as here:
        row = planning.plan_visit(
            actor=here, visited=state.public_id, kind=VisitKind.SELF_ASSESSMENT, year=2031
        )
        assert row.body_id == row.visited_id
        with pytest.raises(ProblemError, match=r"visits\.alone_is_own"):
            planning.plan_visit(actor=here, visited=state.public_id, kind=VisitKind.FOCUSED, year=2031)
    with act_as(ASSESSOR) as here, pytest.raises(ProblemError, match=r"visits\.not_planner"):
        planning.plan_visit(actor=here, visited=state.public_id, kind=VisitKind.FOCUSED, year=2031)


def test_a_body_gives_more_time_and_never_less_than_is_published(act_as):
    with act_as(SECRETARY) as here:
        terms.set_term(
            actor=here, clock=ClockKind.COMMENTS, count=45, in_months=False, reason="Three ministries answer"
        )
        with pytest.raises(ProblemError, match=r"visits\.term_below_published"):
            terms.set_term(
                actor=here, clock=ClockKind.REPLY, count=5, in_months=True, reason="We are in a hurry"
            )
    visit, _comment = commented(act_as)
    with act_as(FOCAL):
        row = VisitClock.objects.get(visit=visit, kind=ClockKind.COMMENTS)
    assert row.first_due_at - row.began_at == timedelta(days=45)


def test_a_clock_cannot_be_rewound_by_forging_rows_from_the_other_side(act_as):
    visit = agreed(act_as)
    with act_as(PARTNER), pytest.raises(DatabaseError), transaction.atomic():
        VisitClock.objects.create(
            visit=visit,
            body_id=visit.body_id,
            visited_id=visit.visited_id,
            kind=ClockKind.DRAFT,
            began_at=visit.asked_at,
            first_due_at=visit.asked_at,
        )
