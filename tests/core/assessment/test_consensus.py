"""What a meeting agrees accounts for everybody who had said otherwise, and keeps who still does."""

import pytest
from attrs import evolve

from catenary.basis.findings import ProblemError
from catenary.core.assessment import consensus
from catenary.core.assessment.consensus import Consensus, Voice, VoiceKind
from catenary.core.assessment.rating_flow import Panel, Seat
from catenary.core.measures.model import NOT_APPLICABLE, UNKNOWN, Answer, Question, QuestionKind

QUESTION = Question(
    "BOR-01-a", "BOR-01", QuestionKind.LAW, "Is there a law?", ("one", "two", "three", "four", "five")
)
SHOWN = Panel(tuple(Seat(rater, submitted=True) for rater in ("ada", "ben", "cleo")), shown=True)
RATINGS = {"ada": Answer.at(3), "ben": Answer.at(2), "cleo": UNKNOWN}
MOVED = Voice("ben", VoiceKind.MOVED, "The decree was shown in the meeting")
KEEPS = Voice("cleo", VoiceKind.DISSENT, "Nobody saw it applied")


def told(panel=SHOWN, answer=RATINGS["ada"], reason="The decree is in force", voices=(MOVED, KEEPS)):
    found = consensus.against(panel, QUESTION, RATINGS, Consensus(answer, reason, voices))
    return found and found.code.partition(".")[2]


def test_an_agreement_that_accounts_for_everybody_stands():
    assert told() is None


def test_who_had_said_the_same_needs_no_word():
    assert told(answer=UNKNOWN, voices=(MOVED,)) == "voice_missing"
    assert told(voices=(MOVED, KEEPS, Voice("ada", VoiceKind.MOVED, "?"))) == "voice_needless"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"voices": (MOVED,)}, "voice_missing"),
        ({"voices": (MOVED, evolve(KEEPS, why=" "))}, "voice_without_reason"),
        ({"voices": (MOVED, KEEPS, Voice("eve", VoiceKind.DISSENT, "I was not there"))}, "voice_unknown"),
        ({"reason": ""}, "reason_missing"),
        ({"answer": NOT_APPLICABLE}, "cannot_apply"),
        ({"panel": evolve(SHOWN, shown=False)}, "not_shown"),
        ({"panel": evolve(SHOWN, agreed=True)}, "agreed_already"),
        ({"panel": evolve(SHOWN, stopped=True)}, "stopped"),
    ],
)
def test_what_is_wrong_with_an_agreement_is_said(changed, code):
    assert told(**changed) == code


def test_a_rater_adds_another_view_after_the_meeting_once_and_with_a_reason():
    after, agreed = evolve(SHOWN, agreed=True), Consensus(Answer.at(3), "The decree", (MOVED, KEEPS))
    consensus.demand_dissent(after, "ben", RATINGS, agreed, "I read it again")
    for rater, why, code in (
        ("ben", " ", "voice_without_reason"),
        ("cleo", "Again", "dissent_already"),
        ("ada", "But", "voice_needless"),
        ("eve", "But", "voice_unknown"),
    ):
        with pytest.raises(ProblemError, match=code):
            consensus.demand_dissent(after, rater, RATINGS, agreed, why)
    with pytest.raises(ProblemError, match="not_agreed"):
        consensus.demand_dissent(SHOWN, "ben", RATINGS, agreed, "Too early")
