import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.assessment.assessed import ANSWERS, assessed, chain

from catenary.core.assessment.standing import Held, held, level_of, levels_of, weakest
from catenary.core.measures.model import NOT_APPLICABLE, UNKNOWN, Answer, QuestionKind


def test_a_requirement_is_as_low_as_its_weakest_question():
    answers = {"DOC-1-L": Answer.at(5), "DOC-1-P": Answer.at(2), "DOC-1-E": UNKNOWN}
    assert level_of(chain(), answers, "DOC-1") == Answer.at(2)
    assert level_of(chain(), answers, "DOC-1", QuestionKind.LAW) == Answer.at(5)
    assert level_of(chain(), answers, "DOC-1", QuestionKind.EFFECT) == UNKNOWN


def test_what_nobody_answered_is_unknown_and_what_cannot_apply_is_neither():
    assert levels_of(chain(), {})["FIN-1"] == UNKNOWN
    nowhere = {f"FIN-1-{letter}": NOT_APPLICABLE for letter in "LPE"}
    assert levels_of(chain(), nowhere)["FIN-1"] == NOT_APPLICABLE


@given(st.lists(ANSWERS))
def test_unknown_never_lowers_a_level(answers):
    assert weakest([*answers, UNKNOWN]).level == weakest(answers).level


@given(assessed())
def test_the_agreed_level_lies_within_what_raters_left_open(case):
    found = held(case.edition, case.answers, case.given)
    levels = levels_of(case.edition, case.answers)
    assert set(found) == {code for code, answer in levels.items() if answer.level}
    assert all(each.low <= each.level <= each.high for each in found.values())
    assert all(found[code].answer == levels[code] for code in found)


def test_raters_who_gave_other_levels_alone_widen_the_interval():
    answers = {"FIN-1-L": Answer.at(3), "FIN-1-P": Answer.at(4)}
    assert held(chain(), answers)["FIN-1"] == Held(3, 3, 3)
    assert held(chain(), answers, {"FIN-1-L": [2, 5], "FIN-1-P": [4]})["FIN-1"] == Held(2, 3, 4)


def test_a_level_outside_its_interval_is_refused():
    with pytest.raises(ValueError, match="not a level within"):
        Held(3, 2, 5)
