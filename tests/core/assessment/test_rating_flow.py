"""A panel rates alone: nobody sees anything before all have handed in or the leader has closed it, and nothing is lost."""

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.assessment import rating_flow
from catenary.core.assessment.confidence import Access, SourceKind, Stance
from catenary.core.assessment.evidence import Piece
from catenary.core.assessment.rating_flow import Given, Panel, RatingState, Seat
from catenary.core.measures.model import NOT_APPLICABLE, UNKNOWN, Answer, Question, QuestionKind

QUESTION = Question(
    "BOR-01-a", "BOR-01", QuestionKind.LAW, "Is there a law?", ("one", "two", "three", "four", "five")
)
SOMETIMES = evolve(QUESTION, not_applicable="A State without a coast")
SEEN = Piece(SourceKind.OBSERVATION, Stance.FOR, Access.TEAM, "The desk at the northern crossing")
RATED = Given(Answer.at(3), "Half of the crossings do it", (SEEN,))
RATERS = ("ada", "ben", "cleo", "dov")


def panel_of(*raters):
    return Panel(tuple(Seat(rater) for rater in raters))


def handed_in(panel, *raters):
    for rater in raters:
        panel = rating_flow.submit(panel, rater, QUESTION, RATED)
    return panel


def refused(code):
    return pytest.raises(ProblemError, match=code)


def test_ratings_are_shown_with_the_last_that_is_handed_in():
    panel = handed_in(panel_of("ada", "ben", "cleo"), "ada", "cleo")
    assert not panel.shown
    assert handed_in(panel, "ben").shown


def test_one_rater_alone_is_never_shown_by_handing_in():
    assert not handed_in(panel_of("ada"), "ada").shown


def test_a_rater_added_after_ratings_keeps_them_hidden_until_they_have_rated_too():
    panel = handed_in(panel_of("ada", "ben", "cleo"), "ada", "ben")
    panel = rating_flow.add(panel, "dov")
    panel = handed_in(panel, "cleo")
    assert not panel.shown
    assert not rating_flow.may_see(panel, "dov", "ada", RatingState.SUBMITTED, team=True)
    assert handed_in(panel, "dov").shown


def test_nobody_is_asked_to_rate_alone_what_was_shown():
    with refused("rating.shown_already"):
        rating_flow.add(handed_in(panel_of("ada", "ben"), "ada", "ben"), "cleo")


def test_who_is_taken_off_is_not_waited_for_and_does_not_come_back():
    panel = rating_flow.recuse(
        handed_in(panel_of("ada", "ben", "cleo"), "ada", "ben"), "cleo", "A past post there"
    )
    assert panel.shown
    assert not rating_flow.may_see(panel, "cleo", "ada", RatingState.SUBMITTED, team=True)
    with refused("rating.recused"):
        rating_flow.submit(panel, "cleo", QUESTION, RATED)
    with refused("rating.recused_before"):
        rating_flow.add(rating_flow.recuse(panel_of("ada", "ben"), "ben", "Paid work"), "ben")


def test_a_rater_is_not_taken_off_without_a_reason():
    with refused("rating.reason_missing"):
        rating_flow.recuse(panel_of("ada", "ben"), "ada", " ")


def test_the_leader_alone_closes_a_panel_with_a_reason_and_something_to_show():
    panel = handed_in(panel_of("ada", "ben"), "ada")
    with refused("rating.leader_only"):
        rating_flow.close(panel, "Ben fell ill", leads=False)
    with refused("rating.reason_missing"):
        rating_flow.close(panel, "", leads=True)
    with refused("rating.nothing_to_show"):
        rating_flow.close(panel_of("ada", "ben"), "Ben fell ill", leads=True)
    closed = rating_flow.close(panel, "Ben fell ill", leads=True)
    assert closed.shown
    with refused("rating.shown_already"):
        rating_flow.submit(closed, "ben", QUESTION, RATED)


def test_a_rating_goes_back_to_its_draft_only_while_nobody_has_seen_it():
    panel = handed_in(panel_of("ada", "ben"), "ada")
    assert rating_flow.take_back(panel, "ada") == panel_of("ada", "ben")
    with refused("rating.shown_already"):
        rating_flow.take_back(handed_in(panel, "ben"), "ada")


def test_a_shown_rating_is_withdrawn_with_a_reason_before_the_meeting_agrees_and_never_given_again():
    panel = handed_in(panel_of("ada", "ben"), "ada", "ben")
    with refused("rating.reason_missing"):
        rating_flow.withdraw(panel, "ada", "")
    after = rating_flow.withdraw(panel, "ada", "I mixed up two questions")
    assert after.shown
    assert not after.seat_of("ada").stands
    with refused("rating.submitted_already"):
        rating_flow.submit(after, "ada", QUESTION, RATED)
    with refused("rating.agreed_already"):
        rating_flow.withdraw(evolve(panel, agreed=True), "ada", "Too late")


def test_a_stopped_visit_stops_rating_and_keeps_what_there_is():
    panel = handed_in(panel_of("ada", "ben"), "ada")
    stopped = evolve(panel, stopped=True)
    for act in (
        lambda: rating_flow.submit(stopped, "ben", QUESTION, RATED),
        lambda: rating_flow.take_back(stopped, "ada"),
        lambda: rating_flow.add(stopped, "cleo"),
        lambda: rating_flow.close(stopped, "To be done with it", leads=True),
    ):
        with refused("rating.stopped"):
            act()
    assert evolve(stopped, stopped=False) == panel


def test_on_a_stopped_visit_a_conflict_takes_somebody_off_what_is_not_shown_and_nothing_that_was():
    panel = handed_in(panel_of("ada", "ben", "cleo"), "ada", "ben")
    assert rating_flow.recuse(evolve(panel, stopped=True), "ada", "A past post").seat_of("ada").recused
    shown = evolve(handed_in(panel, "cleo"), stopped=True)
    for act in (rating_flow.recuse, rating_flow.withdraw):
        with refused("rating.stopped"):
            act(shown, "ada", "A past post")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given(), "answer_missing"),
        (Given(Answer.at(3)), "reason_missing"),
        (Given(Answer.at(3), "Seen"), "evidence_missing"),
        (Given(NOT_APPLICABLE, "No coast"), "cannot_apply"),
    ],
)
def test_what_is_incomplete_is_kept_as_a_draft_and_not_handed_in(given, code):
    with refused(f"rating.{code}"):
        rating_flow.submit(panel_of("ada", "ben"), "ada", QUESTION, given)


def test_unknown_and_what_cannot_apply_need_a_reason_and_no_evidence():
    assert rating_flow.lacking(QUESTION, Given(UNKNOWN, "Nobody could be asked")) is None
    assert rating_flow.lacking(SOMETIMES, Given(NOT_APPLICABLE, "No coast")) is None


def test_an_edition_never_changes_under_raters():
    rating_flow.demand_edition("aa", "aa")
    with refused("rating.edition_other"):
        rating_flow.demand_edition("aa", "bb")


ACTS = st.tuples(
    st.sampled_from(["add", "recuse", "submit", "take_back", "withdraw", "close", "agree", "stop", "go_on"]),
    st.sampled_from(RATERS),
)


def done(panel, act, rater):
    """The panel after an act, or as it was where the act is refused."""
    deeds = {
        "add": lambda: rating_flow.add(panel, rater),
        "recuse": lambda: rating_flow.recuse(panel, rater, "A reason"),
        "submit": lambda: rating_flow.submit(panel, rater, QUESTION, RATED),
        "take_back": lambda: rating_flow.take_back(panel, rater),
        "withdraw": lambda: rating_flow.withdraw(panel, rater, "A reason"),
        "close": lambda: rating_flow.close(panel, "A reason", leads=True),
        "agree": lambda: evolve(panel, agreed=panel.shown),
        "stop": lambda: evolve(panel, stopped=True),
        "go_on": lambda: evolve(panel, stopped=False),
    }
    try:
        return deeds[act]()
    except ProblemError:
        return panel


@settings(max_examples=150)
@given(st.lists(ACTS, max_size=30))
def test_whatever_is_done_nobody_sees_anothers_rating_before_it_is_shown_and_what_was_shown_stays_so(acts):
    panel, closed = Panel(), False
    for act, rater in acts:
        before, panel = panel, done(panel, act, rater)
        closed = closed or (act == "close" and panel != before)
        seen = [
            (reader, other)
            for reader in (*RATERS, "leader", "state")
            for other in RATERS
            if reader != other
            and rating_flow.may_see(panel, reader, other, RatingState.SUBMITTED, team=reader != "state")
        ]
        assert panel.shown or not seen
        assert not any(reader == "state" for reader, _ in seen)
        assert not any(
            rating_flow.may_see(panel, "leader", other, RatingState.DRAFT, team=True) for other in RATERS
        )
        assert panel.shown >= before.shown
        assert not panel.shown or closed or not panel.waiting
        assert {each.rater for each in before.seats} <= {each.rater for each in panel.seats}
        assert not (
            before.agreed and [each.stands for each in before.seats] != [each.stands for each in panel.seats]
        )
