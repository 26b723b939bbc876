"""The visits of the demo could have taken place: nobody rates with a conflict, panels are full, time runs forwards."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from catenary.core.assessment.pattern import LEAST_STATES
from catenary.core.assessment.visit_flow import STEPS
from catenary.core.assessment.visit_words import CLOSED_MEETINGS, Publication, Stage
from catenary.core.measures.selection import Choice, select
from catenary.formats.measures.shipped import first_edition
from catenary.formats.visits_register.read import read_register
from catenary.world.assessments.experts import conflicts_of
from catenary.world.assessments.programme import programme
from catenary.world.assessments.scenario import (
    AFTER_ASKING,
    PANEL,
    PAST,
    WIDE_PANEL,
    past_visits,
    past_visits_csv,
    visit_plans,
)
from catenary.world.assessments.wording import Writing
from catenary.world.dice import Dice
from catenary.world.institutions import institutions

EDITION = first_edition()
TODAY = date(2026, 11, 23)
PLANS = pytest.mark.parametrize("plan", visit_plans(), ids=lambda each: each.state.name)


def asked(plan):
    return select(EDITION, Choice(plan.kind, plan.areas))


def areas_asked(plan):
    questions = (EDITION.question_of[each.code] for each in asked(plan).questions)
    return {EDITION.requirement_of[each.requirement].area for each in questions}


def test_five_visits_are_closed_three_finished_two_run_and_one_waits_for_consent():
    assert Counter(each.stage for each in visit_plans()) == {
        Stage.CLOSED: 5,
        Stage.FOLLOWING: 2,
        Stage.ADOPTED: 1,
        Stage.DRAFTING: 1,
        Stage.COMMENTING: 1,
        Stage.CONSENT_ASKED: 1,
    }
    assert {each.publication for each in visit_plans()} == {*Publication, None}
    assert sum(bool(each.silent) for each in visit_plans()) == 1


def test_visits_are_told_apart_by_state_kind_and_areas():
    told = [(each.state.code, each.kind, each.areas) for each in visit_plans()]
    assert len(set(told)) == len(told)


def test_two_states_have_two_visits_that_ask_about_an_area_and_a_region_five_states():
    done = [each for each in visit_plans() if each.stage in {Stage.CLOSED, Stage.FOLLOWING}]
    asked = Counter(each.state.code for each in done if "CIV" in areas_asked(each))
    assert [code for code, times in asked.items() if times == 2] == ["QVR", "QQR"]
    assert len({each.state.code for each in done if each.state.region == "Long Shore"}) == LEAST_STATES
    assert len(asked) == LEAST_STATES


def test_a_visit_of_before_was_closed_before_the_next_was_asked_for():
    for code in {each.state.code for each in visit_plans()}:
        own = sorted((each.asked for each in visit_plans() if each.state.code == code), reverse=True)
        assert all(then - AFTER_ASKING["close"] > asked for then, asked in pairwise(own))


def test_the_register_of_a_state_ends_before_its_first_visit_of_the_demo():
    first = {each.state: each.asked for each in reversed(visit_plans())} | {
        each.state: each.asked for each in visit_plans() if each.stage is Stage.CLOSED
    }
    for each in past_visits(1, EDITION, TODAY):
        assert each.ended_on < TODAY - timedelta(days=first.get(each.state, 0))


@PLANS
def test_a_visit_asks_what_its_edition_allows(plan):
    assert asked(plan).questions
    assert asked(plan).findings == ()


@PLANS
def test_nobody_rates_a_state_they_have_a_conflict_with(plan):
    assert not [
        conflict
        for each in plan.raters
        for conflict in conflicts_of(each)
        if conflict.case == plan.state.code
    ]
    assert set(plan.silent) < set(plan.raters) or not plan.silent


@PLANS
def test_panels_are_full_and_each_has_somebody_from_outside_the_region(plan):
    if not plan.raters:
        return
    for area in areas_asked(plan):
        panel = plan.panel(area)
        assert len(set(panel)) == (PANEL if plan.areas else WIDE_PANEL)
        assert any(each.region != plan.state.region for each in panel)
        assert area == "PRO" or any(area in each.areas for each in panel)


@PLANS
def test_the_state_has_an_organisation_that_can_answer(plan):
    assert [each for each in institutions() if (each.kind, each.country) == ("state", plan.state.code)]


def test_steps_follow_one_another():
    assert all(one <= other for one, other in pairwise(AFTER_ASKING.values()))


@PLANS
def test_no_step_that_was_taken_lies_ahead_and_all_lead_to_where_it_stands(plan):
    assert all(plan.day(act, TODAY) <= TODAY for act in plan.acts)
    stage = Stage.PLANNED
    for act in plan.acts:
        stage = STEPS[stage, act].to or stage
    assert stage is plan.stage


def test_comments_are_still_open_where_the_state_is_to_give_them():
    plan = next(each for each in visit_plans() if each.stage is Stage.COMMENTING)
    assert plan.day("send_draft", TODAY) + timedelta(days=30) > TODAY


def test_past_visits_are_many_lie_behind_and_leave_two_states_out():
    visits = past_visits(1, EDITION, TODAY)
    assert visits == past_visits(1, EDITION, TODAY)
    assert len(visits) == PAST
    assert list(visits) == sorted(visits, key=lambda each: each.began_on)
    assert all(each.began_on < each.ended_on < TODAY for each in visits)
    assert len({each.state for each in visits}) == 22
    assert all(select(EDITION, Choice(each.kind, each.areas)).findings == () for each in visits)


def test_every_programme_meets_civil_society_without_the_state():
    for plan in visit_plans():
        writing = Writing(EDITION, Dice.keyed(1, plan.state.code), TODAY)
        meetings = programme(writing, areas_asked(plan), Dice.keyed(2, plan.state.code))
        assert {each.meets for each in meetings} >= CLOSED_MEETINGS
        assert len({(each.day, each.begins) for each in meetings}) == len(meetings)
        assert len({each.title for each in meetings}) == len(meetings)
        assert max(each.day for each in meetings) <= 7


def test_the_table_of_past_visits_is_one_that_a_body_can_bring_in():
    visits = past_visits(1, EDITION, TODAY)
    register = read_register(past_visits_csv(visits))
    assert register.findings == ()
    assert [(each.country, each.kind, each.began_on, each.region) for each in register.visits] == [
        (each.state.code, each.kind, each.began_on, each.state.region) for each in visits
    ]


def test_what_is_written_in_a_states_language_is_in_one_it_works_in():
    told = [(plan, plan.narrative) for plan in visit_plans() if plan.narrative]
    assert {narrative.language for _, narrative in told} == {"fr", "ar"}
    assert all(narrative.language in plan.state.languages for plan, narrative in told)
