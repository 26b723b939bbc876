"""Own, experts' and agreed scores stand side by side; evidence is sound before it counts."""

from datetime import date, timedelta

import pytest

from catenary.basis.findings import ProblemError
from catenary.core.assessment.confidence import Access, SourceKind, Stance, Sureness
from catenary.core.assessment.evidence import Piece, demand_sound, fault
from catenary.core.assessment.scores import (
    Apart,
    Scores,
    against_handing_in,
    apart,
    confidence_of,
    one_level_only,
)
from catenary.core.measures.model import NOT_APPLICABLE, UNKNOWN, Answer

TODAY = date(2031, 5, 4)
LAW = Piece(SourceKind.LEGAL_TEXT, Stance.FOR, Access.PUBLIC, "Act 7", TODAY)


def at(*levels):
    return [Answer.at(level) for level in levels]


def test_unknown_is_no_level_and_nothing_is_not_unknown():
    scores = Scores("BOR-01-a", own=Answer.at(4), experts=[*at(3, 2), UNKNOWN, NOT_APPLICABLE])
    assert scores.expert_levels == [2, 3]
    assert scores.moved is None
    assert Scores("BOR-01-a", UNKNOWN, (), Answer.at(3)).moved is None


def test_own_and_agreed_scores_are_counted_where_both_are_levels():
    pairs = [(4, 2), (3, 3), (2, 5)]
    scores = [Scores(str(own), Answer.at(own), (), Answer.at(agreed)) for own, agreed in pairs]
    assert apart([*scores, Scores("x", UNKNOWN, (), Answer.at(1))]) == Apart(
        same=1, own_higher=1, own_lower=1
    )


def test_confidence_does_not_depend_on_how_high_a_level_is():
    assert confidence_of(at(1, 1), [LAW], TODAY) == confidence_of(at(5, 5), [LAW], TODAY)
    assert confidence_of(at(3), [LAW], TODAY).sureness is Sureness.NOT_ENOUGH
    assert confidence_of(at(1, 5), [LAW], TODAY).agreement == 0


def test_two_pieces_with_one_reference_are_one_source():
    twice = [LAW, Piece(SourceKind.LEGAL_TEXT, Stance.FOR, Access.PUBLIC, "ACT  7", TODAY)]
    assert confidence_of(at(3, 3), twice, TODAY) == confidence_of(at(3, 3), [LAW], TODAY)


def test_who_gives_one_level_to_everything_is_told_from_ten_levels_on():
    assert one_level_only([*at(*[3] * 9), UNKNOWN]) is None
    assert one_level_only(at(*[3] * 9, 4)) is None
    told = one_level_only(at(*[3] * 10))
    assert (told.params["level"], told.params["ratings"]) == (3, 10)


def test_a_score_is_handed_in_when_every_question_has_an_answer_unknown_among_them():
    assert against_handing_in(["a", "b"], {"a": Answer.at(2)}).params["missing"] == 1
    assert against_handing_in(["a", "b"], {"a": Answer.at(2), "b": UNKNOWN}) is None


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (Piece(SourceKind.MEDIA, Stance.AGAINST, Access.PUBLIC, " "), "reference_missing"),
        (Piece(SourceKind.MEDIA, Stance.AGAINST, Access.PUBLIC, "News", TODAY + timedelta(1)), "dated_ahead"),
        (Piece(SourceKind.MEASURED_PRACTICE, Stance.FOR, Access.PARTIES, "Counts"), "counts_unchecked"),
    ],
)
def test_evidence_that_cannot_be_taken_in_says_why(piece, code):
    assert fault(piece, TODAY).code == f"evidence.{code}"
    with pytest.raises(ProblemError):
        demand_sound([LAW, piece], TODAY)


def test_a_counts_file_whose_signature_was_checked_is_measured_practice():
    demand_sound(
        [Piece(SourceKind.MEASURED_PRACTICE, Stance.FOR, Access.PARTIES, "Counts", signed=True)], TODAY
    )
