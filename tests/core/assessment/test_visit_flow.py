"""The flow of a visit: whoever acts at random skips no step, loses no clock, and sees nothing too early."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.assessment import visit_flow as flow
from catenary.core.assessment.clocks import ClockKind, Standing
from catenary.core.assessment.visit_demands import Grounds
from catenary.core.assessment.visit_flow import STEPS, Course
from catenary.core.assessment.visit_sight import FROM, Thing, sees
from catenary.core.assessment.visit_words import ENDED, NOT_ON_THE_SPOT, Publication, Side, Stage, VisitAct
from catenary.core.mandate.model import Actor, Role
from catenary.core.measures.model import VisitKind

START = datetime(2031, 1, 15, 9, tzinfo=UTC)
DAY = timedelta(days=1)
BODY, STATE = frozenset({Side.BODY}), frozenset({Side.STATE})
HUB_ROLES = (Role.ASSESSOR, Role.REVIEWER, Role.COMMITTEE_SECRETARY, Role.FOCAL_POINT, Role.ANALYST)


def actor(role, person="p1"):
    return Actor(person, "o1", {role})


ASSESSOR, REVIEWER = actor(Role.ASSESSOR), actor(Role.REVIEWER)
SECRETARY, FOCAL = actor(Role.COMMITTEE_SECRETARY, "p2"), actor(Role.FOCAL_POINT, "p3")


def all_met(now=START, **others):
    grounds = Grounds(
        now,
        reason="because",
        words="we accept",
        has_dates=True,
        has_edition=True,
        has_selection=True,
        leaders=1,
        members=3,
        meetings=1,
        sent_by="p1",
        publication=Publication.NONE,
    )
    return evolve(grounds, **others)


PATH = [
    (VisitAct.ASK_CONSENT, REVIEWER, BODY),
    (VisitAct.GIVE_CONSENT, FOCAL, STATE),
    (VisitAct.SETTLE_TEAM, REVIEWER, BODY),
    (VisitAct.FINISH_DESK_REVIEW, ASSESSOR, BODY),
    (VisitAct.HAND_IN_SELF_SCORE, FOCAL, STATE),
    (VisitAct.AGREE_PROGRAMME, FOCAL, STATE),
    (VisitAct.BEGIN_VISIT, ASSESSOR, BODY),
    (VisitAct.END_VISIT, ASSESSOR, BODY),
    (VisitAct.SEND_DRAFT, REVIEWER, BODY),
    (VisitAct.HAND_IN_COMMENTS, FOCAL, STATE),
    (VisitAct.SEND_FOR_ADOPTION, REVIEWER, BODY),
    (VisitAct.ADOPT, SECRETARY, BODY),
    (VisitAct.DECIDE_PUBLICATION, FOCAL, STATE),
    (VisitAct.REPLY, FOCAL, STATE),
    (VisitAct.CLOSE, REVIEWER, BODY),
]


def walk(path, kind=VisitKind.COMPREHENSIVE, course=None, now=START):
    course = course or Course(kind)
    for place, (act, who, sides) in enumerate(path):
        course = flow.take(course, act, who, sides, all_met(now + place * DAY))
    return course


def test_a_whole_visit_goes_from_plan_to_close_and_every_clock_ended():
    course = walk(PATH)
    assert course.stage is Stage.CLOSED
    assert {each.kind for each in course.clocks} == set(ClockKind)
    assert all(each.ended_at for each in course.clocks)


@pytest.mark.parametrize("left_out", range(len(PATH) - 1))
def test_no_step_of_the_way_can_be_left_out(left_out):
    with pytest.raises(ProblemError):
        walk(PATH[:left_out] + PATH[left_out + 1 :] + [(VisitAct.CLOSE, REVIEWER, BODY)])


def test_a_desk_review_goes_the_same_way_without_travelling():
    skipped = {VisitAct.AGREE_PROGRAMME, VisitAct.BEGIN_VISIT, VisitAct.END_VISIT}
    path = [each for each in PATH if each[0] not in skipped]
    path.insert(5, (VisitAct.BEGIN_DRAFTING, ASSESSOR, BODY))
    course = walk(path, VisitKind.DESK_REVIEW)
    assert course.stage is Stage.CLOSED
    assert {ClockKind.PROGRAMME, ClockKind.VISIT}.isdisjoint({each.kind for each in course.clocks})


def test_a_national_coordinator_runs_a_self_assessment_with_one_colleague():
    both, colleague = BODY | STATE, actor(Role.FOCAL_POINT, "p4")
    path = [
        (VisitAct.BEGIN_ALONE, FOCAL, both),
        (VisitAct.SETTLE_TEAM, FOCAL, both),
        (VisitAct.FINISH_DESK_REVIEW, FOCAL, both),
        (VisitAct.BEGIN_DRAFTING, FOCAL, both),
        (VisitAct.SEND_FOR_ADOPTION, FOCAL, both),
        (VisitAct.ADOPT, colleague, both),
        (VisitAct.FOLLOW_UP, FOCAL, both),
        (VisitAct.DECIDE_PUBLICATION, FOCAL, both),
        (VisitAct.CLOSE, FOCAL, both),
    ]
    course = walk(path, VisitKind.SELF_ASSESSMENT)
    assert course.stage is Stage.CLOSED
    assert all(each.ended_at for each in course.clocks)


def test_of_a_visit_by_another_body_a_focal_point_takes_no_step_of_the_body():
    for (stage, act), step in STEPS.items():
        if step.side is Side.BODY and VisitKind.COMPREHENSIVE in step.kinds:
            found = flow.against(Course(VisitKind.COMPREHENSIVE, stage), act, FOCAL, BODY | STATE, all_met())
            assert "visits.step_not_yours" in {each.code for each in found}


def test_nobody_adopts_what_they_sent_for_adoption():
    course = walk(PATH[:11])
    sender = Actor("p1", "o1", {Role.COMMITTEE_SECRETARY})
    found = flow.against(course, VisitAct.ADOPT, sender, BODY, all_met())
    assert [each.code for each in found] == ["visits.own_adoption"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"leaders": 0}, "visits.leader_missing"),
        ({"leaders": 2}, "visits.leaders_many"),
        ({"members": 1}, "visits.team_small"),
        ({"unanswered": 1}, "visits.team_open"),
        ({"open_conflicts": 2}, "visits.conflicts_open"),
        ({"has_edition": False}, "visits.edition_missing"),
        ({"has_selection": False}, "visits.nothing_selected"),
    ],
)
def test_a_team_is_settled_only_when_it_is_whole_and_the_questions_are_frozen(changed, code):
    course = walk(PATH[:2])
    found = flow.against(course, VisitAct.SETTLE_TEAM, REVIEWER, BODY, all_met(**changed))
    assert [each.code for each in found] == [code]


def test_without_the_states_score_a_visit_begins_only_when_its_time_is_over_and_somebody_says_why():
    course = walk([*PATH[:4], PATH[5]])
    act = VisitAct.DO_WITHOUT_SELF_SCORE
    (early,) = flow.against(course, act, REVIEWER, BODY, all_met(START + 30 * DAY))
    assert (early.code, early.params["due"]) == ("visits.not_late", "2031-03-18")
    late = all_met(START + 100 * DAY)
    assert [each.code for each in flow.against(course, act, REVIEWER, BODY, evolve(late, reason=" "))] == [
        "visits.reason_missing"
    ]
    gone_on = flow.take(course, act, REVIEWER, BODY, late)
    assert flow.take(gone_on, VisitAct.BEGIN_VISIT, ASSESSOR, BODY, late).stage is Stage.VISITING


def test_a_partial_publication_names_its_sections():
    course = walk(PATH[:12])
    grounds = all_met(publication=Publication.PARTIAL)
    (finding,) = flow.against(course, VisitAct.DECIDE_PUBLICATION, FOCAL, STATE, grounds)
    assert finding.code == "visits.sections_missing"


@pytest.mark.parametrize("stage", flow.WITHDRAWABLE)
def test_consent_withdrawn_keeps_everything_and_renewed_goes_on_with_what_was_left(stage):
    place = next(n for n in range(1, len(PATH)) if walk(PATH[:n]).stage is stage)
    before = walk(PATH[:place])
    stopped = flow.take(before, VisitAct.WITHDRAW_CONSENT, FOCAL, STATE, all_met(START + 20 * DAY, reason=""))
    assert (stopped.stage, stopped.stopped_in) == (Stage.WITHDRAWN, stage)
    assert [each.kind for each in stopped.clocks] == [each.kind for each in before.clocks]
    assert all(each.is_paused for each in stopped.clocks if each.ended_at is None)
    again = flow.take(stopped, VisitAct.RENEW_CONSENT, FOCAL, STATE, all_met(START + 90 * DAY))
    assert (again.stage, again.stopped_in) == (stage, None)
    later = START + 90 * DAY
    for was, now in zip(before.clocks, again.clocks, strict=True):
        assert now.due_at(later) == was.first_due_at + (70 * DAY if was.ended_at is None else timedelta(0))


def test_while_consent_is_withdrawn_no_clock_is_moved_by_hand():
    stopped = flow.take(walk(PATH[:3]), VisitAct.WITHDRAW_CONSENT, FOCAL, STATE, all_met(START + 5 * DAY))
    with pytest.raises(ProblemError, match=r"visits\.visit_still"):
        flow.resume(stopped, ClockKind.PROGRAMME, SECRETARY, BODY, START + 6 * DAY)


@pytest.mark.parametrize("role", HUB_ROLES)
@pytest.mark.parametrize("sides", [BODY, STATE, frozenset()], ids=["body", "state", "expert"])
def test_only_those_who_lead_at_the_body_stop_a_clock(role, sides):
    course = walk(PATH[:9])
    may = sides == BODY and role in {Role.REVIEWER, Role.COMMITTEE_SECRETARY}
    if may:
        paused = flow.pause(course, ClockKind.COMMENTS, actor(role), sides, START + 10 * DAY, "elections")
        assert paused.running(ClockKind.COMMENTS).standing(START + 11 * DAY) is Standing.PAUSED
        return
    with pytest.raises(ProblemError, match=r"visits\.step_not_yours"):
        flow.pause(course, ClockKind.COMMENTS, actor(role), sides, START + 10 * DAY, "elections")


def test_time_does_not_go_back():
    course = walk(PATH[:2])
    with pytest.raises(ProblemError, match=r"visits\.clock_went_back"):
        flow.take(course, VisitAct.SETTLE_TEAM, REVIEWER, BODY, all_met(START - DAY))


deeds = st.tuples(
    st.sampled_from(VisitAct),
    st.sampled_from(HUB_ROLES),
    st.sampled_from([BODY, STATE, frozenset[Side](), BODY | STATE]),
    st.integers(0, 40),
    st.sampled_from(["p1", "p2"]),
)


@given(st.sampled_from(VisitKind), st.lists(deeds, max_size=60))
def test_whatever_people_do_no_step_is_skipped_and_no_clock_is_lost(kind, done):
    course, now = Course(kind), START
    for act, role, sides, days, person in done:
        now += days * DAY
        before = course
        try:
            course = flow.take(course, act, actor(role, person), sides, all_met(now))
        except ProblemError:
            assert course is before
            continue
        step = STEPS[before.stage, act]
        assert step.side in sides
        assert role in step.roles
        assert len(course.clocks) >= len(before.clocks)
        for was, still in zip(before.clocks, course.clocks, strict=False):
            assert (was.kind, was.began_at, was.first_due_at) == (
                still.kind,
                still.began_at,
                still.first_due_at,
            )
            assert was.ended_at is None or was.ended_at == still.ended_at
        running = [each.kind for each in course.clocks if each.ended_at is None]
        assert len(running) == len(set(running))
        assert not (course.stage in {Stage.CLOSED, Stage.CANCELLED, Stage.REFUSED} and running)


@given(st.sampled_from(sorted(set(VisitKind) - NOT_ON_THE_SPOT)), st.data())
def test_from_everywhere_before_the_end_somebody_can_go_on(kind, data):
    """Random legal walks with all demands met: a visit never gets stuck but at its end."""
    course, now = Course(kind), START
    for _step in range(40):
        who = [(Role.ASSESSOR, BODY), (Role.REVIEWER, BODY), (Role.COMMITTEE_SECRETARY, BODY)]
        who.append((Role.FOCAL_POINT, STATE))
        now += 200 * DAY
        open_ways = [
            (act, actor(role, "p9"), sides)
            for role, sides in who
            for act in flow.ways(course, actor(role, "p9"), sides)
            if not flow.against(course, act, actor(role, "p9"), sides, all_met(now))
        ]
        if course.stage in ENDED:
            assert not open_ways
            return
        assert open_ways
        act, person, sides = data.draw(st.sampled_from(open_ways))
        course = flow.take(course, act, person, sides, all_met(now))


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.WITHDRAWN])
def test_the_state_sees_nothing_before_it_is_asked_and_nothing_in_confidence_ever(stage):
    if stage is Stage.PLANNED:
        assert not any(sees(Side.STATE, thing, stage) for thing in Thing)
    assert not sees(Side.STATE, Thing.NOTES, stage)
    assert not sees(Side.STATE, Thing.CLOSED_MEETINGS, stage)


def test_the_state_sees_the_experts_scores_with_the_draft_and_not_before():
    order = [Stage.PREPARING, Stage.VISITING, Stage.DRAFTING, Stage.COMMENTING, Stage.ADOPTED]
    assert [sees(Side.STATE, Thing.EXPERT_SCORES, stage) for stage in order] == [False] * 3 + [True] * 2


def test_of_a_withdrawn_visit_each_side_sees_what_it_saw_where_it_stopped():
    for side, thing in FROM:
        for stage in flow.WITHDRAWABLE:
            assert sees(side, thing, Stage.WITHDRAWN, stage) == sees(side, thing, stage)
