"""What is true of an invented State hangs together, and raters see it as was planted."""

from datetime import date
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.core.assessment.confidence import agreement_of
from catenary.core.measures.fighters import figure_faults
from catenary.core.measures.model import LEVELS, Answer, AnswerKind, QuestionKind
from catenary.core.measures.prerequisites import Standing, standing_of
from catenary.formats.measures.shipped import first_edition
from catenary.world.assessments.experts import experts
from catenary.world.assessments.fighters import fighters_figures
from catenary.world.assessments.rating import agreed, ratings, self_score, vignette_level
from catenary.world.assessments.states import Income, assessed_states
from catenary.world.assessments.truth import truth_of

EDITION = first_edition()
STATES = st.sampled_from(assessed_states())
SEEDS = st.integers(0, 2**31)


@pytest.fixture(scope="module")
def truths():
    return {each.code: truth_of(1, each, EDITION) for each in assessed_states()}


def test_the_same_seed_gives_the_same_truth_and_another_another(truths):
    state = assessed_states()[3]
    assert truth_of(1, state, EDITION) == truths[state.code]
    assert truth_of(2, state, EDITION).answers != truths[state.code].answers


@settings(max_examples=10)
@given(SEEDS, STATES)
def test_practice_and_effect_are_never_high_where_a_prerequisite_is_missing(seed, state):
    truth = truth_of(seed, state, EDITION)
    for requirement in EDITION.requirements:
        standings = {standing_of(each, truth.requirements) for each in requirement.prerequisites}
        if Standing.BELOW not in standings:
            continue
        for question in EDITION.questions_about(requirement.code):
            most = {QuestionKind.LAW: 3, QuestionKind.PRACTICE: 2, QuestionKind.EFFECT: 1}[question.kind]
            assert (truth.answers[question.code].level or 1) <= most


def test_passenger_name_records_are_not_analysed_where_births_are_not_registered(truths):
    for truth in truths.values():
        if (truth.requirements["BOR-19"].level or 5) < 3:
            assert (truth.answers["BOR-03-P"].level or 1) <= 2
            assert (truth.answers["BOR-06-P"].level or 1) <= 2


def test_a_question_does_not_apply_only_where_its_edition_says_when(truths):
    out = {code for truth in truths.values() for code, each in truth.answers.items() if each.level is None}
    assert out
    assert all(EDITION.question_of[code].not_applicable for code in out)


def test_law_is_ahead_of_practice_and_practice_of_effect(truths):
    def usual(kind):
        codes = [each.code for each in EDITION.questions if each.kind is kind]
        return mean(
            level for truth in truths.values() for code in codes if (level := truth.answers[code].level)
        )

    assert usual(QuestionKind.LAW) > usual(QuestionKind.PRACTICE) + 0.3
    assert usual(QuestionKind.PRACTICE) > usual(QuestionKind.EFFECT) + 0.3


def test_every_level_is_somewhere_and_the_rich_stand_higher_on_the_whole(truths):
    levels = {
        code: [each.level for each in truth.answers.values() if each.level] for code, truth in truths.items()
    }
    assert {level for found in levels.values() for level in found} == set(LEVELS)

    def usual(income):
        return mean(mean(levels[each.code]) for each in assessed_states() if each.income is income)

    assert usual(Income.LOW) < usual(Income.HIGH)


def test_severe_raters_give_less_than_mild_ones(truths):
    order = sorted(experts(), key=lambda each: each.severity)
    given = [
        rating
        for truth in list(truths.values())[:6]
        for rating in ratings(1, truth, EDITION.questions, order)
    ]

    def usual(raters):
        emails = {each.email for each in raters}
        return mean(each.answer.level for each in given if each.answer.level and each.rater in emails)

    assert usual(order[:5]) > usual(order[-5:]) + 0.4


def test_a_state_stood_lower_before_and_nowhere_higher():
    now, before = (truth_of(1, assessed_states()[3], EDITION, below) for below in (0.0, 0.8))
    levels = [(each.level or 0, now.answers[code].level or 0) for code, each in before.answers.items()]
    assert all(then <= after for then, after in levels)
    assert sum(then < after for then, after in levels) > len(levels) / 4


def test_raters_agree_more_than_by_chance_and_not_always(truths):
    truth = next(iter(truths.values()))
    by_question: dict[str, list[int]] = {}
    for each in ratings(1, truth, EDITION.questions, experts()[:4]):
        by_question.setdefault(each.question, []).extend([each.answer.level] if each.answer.level else [])
    found = [value for levels in by_question.values() if (value := agreement_of(levels)) is not None]
    assert 0.7 < mean(found) < 0.98
    assert min(found) < 1


def test_what_one_rater_says_does_not_depend_on_who_else_rates(truths):
    truth = next(iter(truths.values()))
    alone = list(ratings(1, truth, EDITION.questions, experts()[4:5]))
    together = list(ratings(1, truth, EDITION.questions[::-1], experts()[:5]))
    assert {(each.question, each.answer) for each in alone} == {
        (each.question, each.answer) for each in together if each.rater == experts()[4].email
    }


def test_states_score_themselves_higher_the_more_optimistic_they_are(truths):
    def excess(truth):
        both = [
            (own.level, truth.answers[each.code].level)
            for each in EDITION.questions
            if (own := self_score(1, truth, each)).level
        ]
        return mean(own - true for own, true in both)

    order = sorted(truths.values(), key=lambda each: each.state.optimism)
    assert mean(map(excess, order[-6:])) > mean(map(excess, order[:6])) + 0.2


def test_every_rater_answers_every_vignette_with_a_level():
    levels = [vignette_level(1, case, rater) for case in EDITION.vignettes for rater in experts()]
    assert {each.kind for each in levels} == {AnswerKind.LEVEL}


def test_a_meeting_agrees_on_the_middle_level_of_those_who_know(truths):
    truth = next(iter(truths.values()))
    given = list(ratings(1, truth, EDITION.questions, experts()[:3]))
    settled = agreed(EDITION, given)
    assert list(settled) == [each.code for each in EDITION.questions]
    for code in list(settled)[:40]:
        levels = sorted(each.answer.level for each in given if each.question == code and each.answer.level)
        assert settled[code] == (Answer.at(levels[(len(levels) - 1) // 2]) if levels else settled[code])


@settings(max_examples=50)
@given(SEEDS, STATES)
def test_figures_on_fighters_are_sound_whatever_the_seed(seed, state):
    day = date(2026, 3, 1)
    assert figure_faults(fighters_figures(seed, state, day), day) == ()


def test_figures_on_fighters_are_numbers_ranges_and_unknown():
    amounts = [
        each.amount for state in assessed_states() for each in fighters_figures(1, state, date(2026, 3, 1))
    ]
    assert any(not each.is_known for each in amounts)
    assert any(each.is_known and each.least == each.most for each in amounts)
    assert any(each.is_known and each.least != each.most for each in amounts)
