from hypothesis import given
from tests.core.assessment.assessed import assessed, chain

from catenary.core.assessment.roadmap import AIM, Standpoint, Task, roadmap
from catenary.core.assessment.standing import levels_of
from catenary.core.measures.model import UNKNOWN, Answer, AnswerKind
from catenary.core.measures.prerequisites import Standing, standing_of


def road(answers, given_alone=None, need=None):
    levels = {code: each if isinstance(each, Answer) else Answer.at(each) for code, each in answers.items()}
    return roadmap(Standpoint.of(chain(), levels, given_alone, need))


def test_births_come_before_passports_and_passports_before_passenger_data():
    steps = road({"BOR-1-P": 1, "DOC-1-P": 1, "CIVIL-1-P": 1})
    assert [(each.requirement, each.wave) for each in steps] == [("CIVIL-1", 1), ("DOC-1", 2), ("BOR-1", 3)]
    assert steps[0].unlocks == ("DOC-1", "BOR-1")
    assert steps[2].after == ("DOC-1",)


def test_what_nobody_knows_is_found_out_before_what_waits_for_it_and_else_left_alone():
    steps = road({"BOR-1-P": 1, "DOC-1-P": UNKNOWN, "CIVIL-1-P": 4, "FIN-1-P": UNKNOWN})
    assert [(each.requirement, each.task) for each in steps] == [
        ("DOC-1", Task.FIND_OUT),
        ("BOR-1", Task.RAISE),
    ]
    assert steps[0].now is None


def test_a_prerequisite_that_some_raters_saw_lower_is_to_be_checked_first():
    (step,) = road({"BOR-1-P": 1, "DOC-1-P": 4}, {"DOC-1-P": [2, 4]})
    assert step.check_first == ("DOC-1",)


def test_a_step_is_sure_only_where_the_highest_level_given_is_below_the_aim():
    (sure,) = road({"FIN-1-P": 2}, {"FIN-1-P": [3]})
    (unsure,) = road({"FIN-1-P": 2}, {"FIN-1-P": [5]})
    assert (sure.is_sure, unsure.is_sure) == (True, False)


def test_of_two_that_unlock_nothing_the_area_of_greater_need_comes_first():
    low = {"BOR-1-P": 2, "FIN-1-P": 2, "DOC-1-P": 5, "CIVIL-1-P": 5}
    assert [each.requirement for each in road(low, need={"FIN": 0.5, "BOR": 0.1})] == ["FIN-1", "BOR-1"]
    assert [each.requirement for each in road(low, need={"FIN": 0.1, "BOR": 0.5})] == ["BOR-1", "FIN-1"]


def test_a_state_at_the_aim_everywhere_has_no_road_before_it():
    assert road({f"{code}-P": 4 for code in ("BOR-1", "DOC-1", "CIVIL-1", "FIN-1")}) == ()


@given(assessed())
def test_every_step_comes_after_all_it_waits_for(case):
    steps = roadmap(Standpoint.of(case.edition, case.answers, case.given))
    places = {each.requirement: at for at, each in enumerate(steps)}
    waves = {each.requirement: each.wave for each in steps}
    assert len(places) == len(steps)
    for each in steps:
        assert all(places[other] < places[each.requirement] for other in each.after)
        assert each.wave == 1 + max((waves[other] for other in each.after), default=0)
        assert all(places[other] > places[each.requirement] for other in each.unlocks)


@given(assessed())
def test_all_that_is_below_the_aim_is_on_the_road_with_all_it_lacks(case):
    steps = {
        each.requirement: each for each in roadmap(Standpoint.of(case.edition, case.answers, case.given))
    }
    levels = levels_of(case.edition, case.answers)
    assert {code for code, answer in levels.items() if answer.level and answer.level < AIM} <= set(steps)
    for code, step in steps.items():
        lacking = {
            needed.needs
            for needed in case.edition.requirement_of[code].prerequisites
            if standing_of(needed, levels) in {Standing.BELOW, Standing.UNKNOWN}
        }
        assert set(step.after) == lacking
        assert (step.task is Task.FIND_OUT) == (levels[code].kind is AnswerKind.UNKNOWN)
        assert step.now is None or step.now.level < step.aim


@given(assessed())
def test_what_is_unlocked_waits_for_it_and_nothing_else_does(case):
    steps = roadmap(Standpoint.of(case.edition, case.answers))
    after = {each.requirement: set(each.after) for each in steps}
    for each in steps:
        for other in after:
            chain_of = set()
            waiting = [other]
            while waiting:
                fresh = after[waiting.pop()] - chain_of
                chain_of |= fresh
                waiting += fresh
            assert (other in each.unlocks) == (each.requirement in chain_of)
