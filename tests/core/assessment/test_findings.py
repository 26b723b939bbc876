from hypothesis import given
from tests.core.assessment.assessed import assessed, chain

from catenary.core.assessment.confidence import Stance
from catenary.core.assessment.findings import BOUNDS, Agreed, FindingKind, Ground, Piece, propose
from catenary.core.measures.model import UNKNOWN, Answer


def proposed(answers, pieces=None):
    levels = {code: each if isinstance(each, Answer) else Answer.at(each) for code, each in answers.items()}
    return {each.key: each for each in propose(Agreed(chain(), levels, pieces or {}))}


def test_a_low_level_is_a_gap_on_the_questions_that_are_low():
    (found,) = proposed({"FIN-1-L": 3, "FIN-1-P": 2}).values()
    assert (found.kind, found.grounds, found.questions) == (
        FindingKind.GAP,
        (Ground.LOW_LEVEL,),
        ("FIN-1-P",),
    )
    assert found.level == 2


def test_law_without_practice_and_practice_without_effect_are_named():
    paper = proposed({"FIN-1-L": 5, "FIN-1-P": 1})["FIN-1.gap"]
    assert Ground.LAW_WITHOUT_PRACTICE in paper.grounds
    idle = proposed({"FIN-1-L": 3, "FIN-1-P": 4, "FIN-1-E": 2})["FIN-1.gap"]
    assert Ground.PRACTICE_WITHOUT_EFFECT in idle.grounds
    both_low = proposed({"FIN-1-L": 2, "FIN-1-P": 1})["FIN-1.gap"]
    assert both_low.grounds == (Ground.LOW_LEVEL,)


def test_what_stands_on_something_that_does_not_is_a_risk():
    found = proposed({"CIVIL-1-P": 1, "DOC-1-P": 4})["DOC-1.risk"]
    assert (found.grounds, found.prerequisites) == ((Ground.PREREQUISITE_MISSING,), ("CIVIL-1",))
    assert "DOC-1.risk" not in proposed({"CIVIL-1-P": 3, "DOC-1-P": 4})


def test_a_prerequisite_that_nobody_knows_is_a_question_and_no_risk():
    found = proposed({"CIVIL-1-P": UNKNOWN, "DOC-1-P": 4})
    assert "DOC-1.risk" not in found
    assert found["DOC-1.follow_up"].grounds == (Ground.PREREQUISITE_UNKNOWN,)
    assert found["CIVIL-1.follow_up"].grounds == (Ground.NOT_KNOWN,)


def test_a_good_practice_needs_the_highest_level_in_practice_and_evidence_for_it():
    levels = {"FIN-1-L": 5, "FIN-1-P": 5}
    assert set(proposed(levels)) == {"FIN-1.strength"}
    on_paper = {"FIN-1-L": [Piece("1", Stance.FOR)]}
    assert set(proposed(levels, on_paper)) == {"FIN-1.strength"}
    seen = {"FIN-1-P": [Piece("1", Stance.FOR), Piece("2", Stance.AGAINST)]}
    found = proposed(levels, seen)["FIN-1.good_practice"]
    assert (found.questions, found.evidence, found.counter_evidence) == (("FIN-1-P",), ("1",), ("2",))


def test_a_level_with_more_evidence_against_it_than_for_it_is_asked_again():
    against = {"FIN-1-P": [Piece("1", Stance.AGAINST)]}
    assert proposed({"FIN-1-P": 3}, against)["FIN-1.follow_up"].grounds == (Ground.CONTESTED,)
    assert not proposed({"FIN-1-P": 3}, {"FIN-1-P": [*against["FIN-1-P"], Piece("2", Stance.FOR)]})


@given(assessed())
def test_every_draft_rests_on_asked_questions_with_all_their_evidence(case):
    drafts = propose(Agreed(case.edition, case.answers, case.pieces))
    assert len({each.key for each in drafts}) == len(drafts)
    for each in drafts:
        assert each.grounds
        assert each.questions
        assert set(each.questions) <= set(case.answers)
        assert {case.edition.question_of[code].requirement for code in each.questions} == {each.requirement}
        attached = {piece.id for code in each.questions for piece in case.pieces.get(code, ())}
        assert set(each.evidence) | set(each.counter_evidence) == attached


@given(assessed())
def test_no_level_is_both_a_gap_and_a_strength_and_every_low_level_is_a_gap(case):
    drafts = propose(Agreed(case.edition, case.answers, case.pieces))
    gaps = {code for each in drafts if each.kind is FindingKind.GAP for code in each.questions}
    strengths = {code for each in drafts if each.kind is FindingKind.STRENGTH for code in each.questions}
    low = {code for code, answer in case.answers.items() if answer.level and answer.level <= BOUNDS.low}
    assert gaps == low
    assert not gaps & strengths


@given(assessed())
def test_only_what_is_missing_is_called_missing(case):
    for each in propose(Agreed(case.edition, case.answers)):
        if each.kind is FindingKind.RISK:
            own = case.edition.requirement_of[each.requirement].prerequisites
            assert set(each.prerequisites) <= {needed.needs for needed in own}
