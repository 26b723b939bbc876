"""From asking people to rate to what the meeting agreed: what services do, and what they refuse with everything kept."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.assessment.rating import made
from tests.desk.assessment.rating.made import (
    ASSESSOR,
    EVIDENCE,
    FOCAL,
    LEADER,
    PARTNER,
    SECOND,
    SECRETARY,
    assigned,
    at,
    ids,
    rate,
)  # fmt: skip
from tests.desk.conftest import person_of

from catenary.basis.findings import ProblemError
from catenary.core.assessment.consensus import Voice, VoiceKind
from catenary.core.assessment.visit_words import Stage
from catenary.core.measures.model import NOT_APPLICABLE, UNKNOWN, Answer
from catenary.desk.assessment.models import Agreed, Panel, Rating, Seat
from catenary.desk.assessment.rating import meeting, own_scores, panels, writing
from catenary.desk.assessment.rating.own_scores import OwnAnswer
from catenary.desk.assessment.rating.writing import Said


def refused(code):
    return pytest.raises(ProblemError, match=code)


@pytest.fixture
def visit(db):
    return made.a_visit()


@pytest.fixture
def panel(visit, act_as):
    return assigned(act_as, visit, ASSESSOR, SECOND, PARTNER)["BOR-01-l"]


def test_the_leader_asks_people_of_the_team_and_nobody_else_does(visit, act_as):
    with act_as(ASSESSOR) as here, refused("rating.leader_only"):
        panels.assign(actor=here, visit=visit.public_id, raters=ids(visit, ASSESSOR), areas=["BOR"])
    with act_as(LEADER) as here:
        with refused("rating.not_on_team"):
            panels.assign(actor=here, visit=visit.public_id, raters=ids(visit, SECRETARY), areas=["BOR"])
        with refused("rating.nothing_asked"):
            panels.assign(actor=here, visit=visit.public_id, raters=[], areas=["BOR"])
        first = panels.assign(
            actor=here, visit=visit.public_id, raters=ids(visit, ASSESSOR, SECOND), areas=["BOR"]
        )
        again = panels.assign(
            actor=here, visit=visit.public_id, raters=ids(visit, ASSESSOR, PARTNER), areas=["BOR"]
        )
    assert (first.asked, again.asked, again.already) == (4, 2, 2)


def test_a_draft_is_kept_incomplete_and_is_not_handed_in(panel, act_as):
    with act_as(ASSESSOR) as here:
        writing.keep_draft(actor=here, panel=panel.public_id, said=Said(Answer.at(2), ""))
        with refused("rating.reason_missing"):
            writing.submit(actor=here, panel=panel.public_id, said=Said(Answer.at(2), " "))
        with refused("rating.evidence_missing"):
            writing.submit(actor=here, panel=panel.public_id, said=Said(Answer.at(2), "Seen"))
        assert Rating.objects.get().level == 2
        assert Rating.objects.get().state == "draft"


def test_handing_in_takes_few_statements_and_locks_nothing_but_the_question_and_the_own_rating(panel, act_as):
    with act_as(ASSESSOR) as here:
        writing.add_evidence(actor=here, panel=panel.public_id, piece=EVIDENCE)
        with CaptureQueriesContext(connection) as asked:
            writing.submit(actor=here, panel=panel.public_id, said=Said(Answer.at(2), "Seen"))
    locking = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"]]
    assert len(asked) <= 14
    assert len(locking) == 2
    assert locking[0].endswith('FOR UPDATE OF "assessment_panel"')
    assert "JOIN" not in locking[1]


def test_who_was_not_asked_does_not_rate(panel, act_as):
    with act_as(LEADER) as here, refused("rating.not_seated"):
        writing.keep_draft(actor=here, panel=panel.public_id, said=Said(UNKNOWN, "x"))


def test_a_rater_added_after_ratings_keeps_them_closed_until_they_hand_in(visit, act_as):
    panel = assigned(act_as, visit, ASSESSOR, SECOND)["BOR-01-l"]
    rate(act_as, ASSESSOR, panel, 4)
    assigned(act_as, visit, PARTNER)
    rate(act_as, SECOND, panel, 4)
    with at(LEADER):
        assert Panel.objects.get(pk=panel.pk).shown_at is None
    rate(act_as, PARTNER, panel, 2)
    with at(LEADER):
        assert Rating.objects.filter(panel=panel).count() == 3
    with act_as(LEADER) as here:
        told = panels.assign(actor=here, visit=visit.public_id, raters=ids(visit, LEADER), areas=["BOR"])
    assert (told.asked, told.late) == (1, 1)


def test_a_rating_is_taken_back_while_nobody_has_seen_it(panel, act_as):
    rate(act_as, ASSESSOR, panel, 4)
    with act_as(ASSESSOR) as here:
        with refused("rating.submitted_already"):
            writing.keep_draft(actor=here, panel=panel.public_id, said=Said(Answer.at(5), "More"))
        writing.take_back(actor=here, panel=panel.public_id)
        writing.keep_draft(actor=here, panel=panel.public_id, said=Said(Answer.at(5), "More"))
        assert Seat.objects.get(panel=panel, rater=here.person).submitted_at is None
        assert Rating.objects.get().reason == "More"


def test_a_panel_is_closed_by_its_leader_with_a_reason(panel, act_as):
    rate(act_as, ASSESSOR, panel, 4)
    with act_as(ASSESSOR) as here, refused("rating.leader_only"):
        meeting.close_panel(actor=here, panel=panel.public_id, reason="Ill")
    with act_as(LEADER) as here:
        meeting.close_panel(actor=here, panel=panel.public_id, reason="The others fell ill")
        assert Rating.objects.get(panel=panel).level == 4
    with act_as(SECOND) as here, refused("rating.shown_already"):
        writing.submit(actor=here, panel=panel.public_id, said=Said(UNKNOWN, "Late"))


def test_a_meeting_accounts_for_everybody_and_a_view_that_stays_another_is_kept(panel, act_as):
    for email, level in ((ASSESSOR, 4), (SECOND, 2), (PARTNER, 3)):
        rate(act_as, email, panel, level)
    names = {email: str(person_of(email).pk) for email in (ASSESSOR, SECOND)}
    moved = Voice(names[ASSESSOR], VoiceKind.MOVED, "The decree is not in force")
    keeps = Voice(names[SECOND], VoiceKind.DISSENT, "Nobody applies it")
    told = {"panel": panel.public_id, "answer": Answer.at(3), "reason": "In force at half of the crossings"}
    with act_as(LEADER) as here:
        with refused("consensus.voice_missing"):
            meeting.agree(actor=here, voices=[moved], **told)
        meeting.agree(actor=here, voices=[moved, keeps], **told)
        agreed = Agreed.objects.get()
        assert (agreed.level, agreed.voices.count()) == (3, 2)
        assert agreed.confidence == pytest.approx(agreed.strength * agreed.agreement)
        assert sorted(Rating.objects.values_list("level", flat=True)) == [2, 3, 4]
    with act_as(ASSESSOR) as here:
        with refused("rating.agreed_already"):
            writing.withdraw(actor=here, panel=panel.public_id, reason="Late")
        meeting.dissent(actor=here, panel=panel.public_id, why="I read the decree again")


def test_a_rating_that_was_shown_is_withdrawn_and_counts_no_more(panel, act_as):
    for email, level in ((ASSESSOR, 4), (SECOND, 3), (PARTNER, 3)):
        rate(act_as, email, panel, level)
    with act_as(ASSESSOR) as here:
        writing.withdraw(actor=here, panel=panel.public_id, reason="I mixed up two crossings")
    with act_as(LEADER) as here:
        assert Rating.objects.filter(state="withdrawn").count() == 1
        meeting.agree(actor=here, panel=panel.public_id, answer=Answer.at(3), reason="Both saw it", voices=[])


def test_consent_withdrawn_mid_visit_stops_rating_and_keeps_everything(visit, panel, act_as):
    rate(act_as, ASSESSOR, panel, 4)
    made.moved_to(visit, Stage.WITHDRAWN)
    with act_as(SECOND) as here, refused("rating.stopped"):
        writing.submit(actor=here, panel=panel.public_id, said=Said(UNKNOWN, "x"))
    with act_as(LEADER) as here, refused("rating.stopped"):
        meeting.close_panel(actor=here, panel=panel.public_id, reason="To be done")
    with at(ASSESSOR):
        assert Rating.objects.get().level == 4
    made.moved_to(visit, Stage.VISITING)
    rate(act_as, SECOND, panel, 3)


def test_an_answer_the_question_has_no_rule_for_is_refused(visit, act_as):
    rows = assigned(act_as, visit, ASSESSOR, SECOND)
    with act_as(ASSESSOR) as here:
        writing.submit(actor=here, panel=rows["BOR-01-l"].public_id, said=Said(NOT_APPLICABLE, "An island"))
        with refused("rating.cannot_apply"):
            writing.keep_draft(
                actor=here, panel=rows["BOR-01-p"].public_id, said=Said(NOT_APPLICABLE, "An island")
            )


def test_an_edition_that_changed_under_raters_stops_them(visit, panel, act_as):
    from catenary.desk.assessment.models import Visit

    with at(LEADER):
        Visit.objects.filter(pk=visit.pk).update(edition_digest="0" * 64)
    with act_as(ASSESSOR) as here, refused("rating.edition_other"):
        writing.add_evidence(actor=here, panel=panel.public_id, piece=EVIDENCE)


def test_a_states_own_score_is_handed_in_whole_by_its_focal_point(visit, act_as):
    answers = [OwnAnswer(code, Answer.at(4), "") for code in ("BOR-01-l", "BOR-01-p", "PRR-10-l")]
    with act_as(ASSESSOR) as here, refused("self_score.not_yours"):
        own_scores.keep_own_scores(actor=here, visit=visit.public_id, answers=answers)
    with act_as(FOCAL) as here:
        own_scores.keep_own_scores(actor=here, visit=visit.public_id, answers=answers)
        with refused("self_score.incomplete"):
            own_scores.hand_in_own_score(actor=here, visit=visit.public_id)
        own_scores.keep_own_scores(
            actor=here, visit=visit.public_id, answers=[OwnAnswer("PRR-10-p", UNKNOWN, "")]
        )
        assert own_scores.hand_in_own_score(actor=here, visit=visit.public_id) == 4
        with refused("self_score.handed_in"):
            own_scores.keep_own_scores(actor=here, visit=visit.public_id, answers=answers)


def test_two_of_one_state_who_answer_the_same_question_are_told_and_neither_is_overwritten(visit, act_as):
    code = "BOR-01-l"
    with act_as(FOCAL) as here:

        def keep(level, reason, shown):
            said = OwnAnswer(code, Answer.at(level), reason, "en", shown)
            return own_scores.keep_own_scores(actor=here, visit=visit.public_id, answers=[said])

        assert keep(4, "Two crossings\r\nof three", "") == 1
        assert keep(4, "Two crossings\nof three", "") == 1  # the same said twice contradicts nobody
        with pytest.raises(own_scores.MeanwhileError) as meanwhile:
            keep(2, "None that I saw", "")
        (standing,) = meanwhile.value.rows
        assert (standing.level, standing.reason) == (4, "Two crossings\nof three")
        shown = own_scores.name_of_answer(standing)
        assert keep(2, "None that I saw", shown) == 1
        assert keep(4, "Two crossings\nof three", shown) == 0  # left as it was shown
        (row,) = own_scores.own_scores(visit)
        assert (row.level, row.reason) == (2, "None that I saw")


ACTS = st.tuples(
    st.sampled_from(["submit", "take_back", "add", "recuse", "close", "withdraw"]),
    st.sampled_from([ASSESSOR, SECOND, PARTNER]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=7))
def test_whatever_is_done_in_whatever_order_open_ratings_are_read_by_nobody_else(visit, act_as, acts):
    with transaction.atomic():
        panel = assigned(act_as, visit, ASSESSOR, SECOND)["BOR-01-l"]
        for act, email in acts:
            _try(act_as, visit, panel, act, email)
            for reader in (LEADER, ASSESSOR, SECOND, PARTNER, SECRETARY, FOCAL):
                with at(reader):
                    is_shown = Panel.objects.filter(pk=panel.pk, shown_at__isnull=False).exists()
                    foreign = Rating.objects.exclude(rater=person_of(reader))
                    assert is_shown or not foreign.exists()
                    assert not foreign.filter(state="draft").exists()
        transaction.set_rollback(True)


def _try(act_as, visit, panel, act, email):
    deeds = {
        "submit": lambda: rate(act_as, email, panel, 3),
        "take_back": lambda: _do(
            act_as, email, lambda here: writing.take_back(actor=here, panel=panel.public_id)
        ),
        "withdraw": lambda: _do(
            act_as, email, lambda here: writing.withdraw(actor=here, panel=panel.public_id, reason="Wrong")
        ),
        "close": lambda: _do(
            act_as, LEADER, lambda here: meeting.close_panel(actor=here, panel=panel.public_id, reason="Ill")
        ),
        "add": lambda: assigned(act_as, visit, email, areas=["BOR"]),
        "recuse": lambda: _do(
            act_as,
            LEADER,
            lambda here: panels.recuse(
                actor=here, panels=[panel.public_id], rater=person_of(email).pk, reason="A past post"
            ),
        ),
    }
    try:
        with transaction.atomic():
            deeds[act]()
    except ProblemError:
        pass


def _do(act_as, email, deed):
    with act_as(email) as here:
        deed(here)
