"""Whatever is asked of the database, nobody reads an open rating but who gave it; and what was shown can not be changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.desk.assessment.rating import made
from tests.desk.assessment.rating.made import (
    ANALYST,
    ASSESSOR,
    FOCAL,
    LEADER,
    PARTNER,
    SECOND,
    SECRETARY,
    assigned,
    at,
    rate,
)  # fmt: skip
from tests.desk.conftest import organisation_of, person_of

from catenary.core.assessment.visit_words import Stage
from catenary.core.measures.model import Answer
from catenary.desk.assessment.models import (
    ExpertAnswer,
    Panel,
    Rating,
    RatingEvidence,
    Seat,
    SelfScore,
    VignetteRating,
    Visit,
)
from catenary.desk.assessment.rating import meeting, panels, writing

OTHERS = (LEADER, SECOND, PARTNER, SECRETARY, ANALYST, FOCAL)
TABLES = ("assessment_rating", "assessment_ratingevidence", "assessment_agreed", "assessment_voice")


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


@pytest.fixture
def visit(db):
    return made.a_visit()


@pytest.fixture
def panel(visit, act_as):
    return assigned(act_as, visit, ASSESSOR, SECOND, PARTNER)["BOR-01-l"]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_reads_an_open_rating_of_another_whatever_is_asked(panel, act_as, who):
    rate(act_as, ASSESSOR, panel, 4)
    with at(who):
        assert [rows(table) for table in TABLES] == [0, 0, 0, 0]
    with at(ASSESSOR):
        assert [rows(table) for table in TABLES] == [1, 1, 0, 0]


def test_a_panel_tells_the_team_who_has_handed_in_and_the_state_nothing(panel, act_as):
    rate(act_as, ASSESSOR, panel, 4)
    with at(PARTNER):
        assert Seat.objects.filter(panel=panel, submitted_at__isnull=False).count() == 1
    with at(FOCAL):
        assert (rows("assessment_panel"), rows("assessment_seat")) == (0, 0)


def test_all_of_the_team_read_a_panel_once_everybody_has_handed_in(panel, act_as):
    for email, level in ((ASSESSOR, 4), (SECOND, 2), (PARTNER, 3)):
        rate(act_as, email, panel, level)
    for email, seen in ((LEADER, 3), (PARTNER, 3), (SECRETARY, 0), (ANALYST, 0), (FOCAL, 0)):
        with at(email):
            assert Rating.objects.count() == seen
            assert RatingEvidence.objects.count() == seen


def test_who_was_taken_off_a_question_reads_nothing_of_it_but_their_own(panel, act_as):
    for email in (ASSESSOR, SECOND):
        rate(act_as, email, panel, 3)
    with act_as(LEADER) as here:
        panels.recuse(actor=here, panels=[panel.public_id], rater=person_of(PARTNER).pk, reason="A past post")
    with at(PARTNER):
        assert not Rating.objects.exists()
    with at(ASSESSOR):
        assert Rating.objects.count() == 2


def test_the_state_reads_the_experts_answers_once_the_draft_is_sent_to_it_and_never_who_gave_them_or_why(
    visit, panel, act_as
):
    for email in (ASSESSOR, SECOND, PARTNER):
        rate(act_as, email, panel, 3)
    with act_as(LEADER) as here:
        meeting.agree(actor=here, panel=panel.public_id, answer=Answer.at(3), reason="All saw it", voices=())
    with at(FOCAL):
        assert not ExpertAnswer.objects.exists()
    made.moved_to(visit, Stage.COMMENTING)
    with at(FOCAL):
        assert [ExpertAnswer.objects.count(), *map(rows, TABLES)] == [3, 0, 0, 1, 0]
    with at(SECRETARY):
        assert Rating.objects.count() == 3


def test_a_states_own_score_is_its_own_until_the_panel_is_shown_and_stands_once_handed_in(
    visit, panel, act_as
):
    with at(FOCAL):
        SelfScore.objects.create(
            visit=visit, visited=visit.visited, question=panel.question, answer="level", level=5,
            by=person_of(FOCAL), saved_at=timezone.now(), handed_in_at=timezone.now(),
        )  # fmt: skip
        refused(lambda: SelfScore.objects.update(level=1))
        refused(lambda: SelfScore.objects.update(handed_in_at=None))
    rate(act_as, ASSESSOR, panel, 3)
    for email in (LEADER, ASSESSOR, SECRETARY):
        with at(email):
            assert not SelfScore.objects.exists()
    for email in (SECOND, PARTNER):
        rate(act_as, email, panel, 3)
    with at(ASSESSOR):
        assert SelfScore.objects.get().level == 5


def test_nobody_says_for_another_that_they_have_handed_in(panel):
    with at(LEADER):
        refused(lambda: Seat.objects.filter(panel=panel).update(submitted_at=timezone.now()))


def test_nobody_shows_a_panel_before_all_have_handed_in_but_its_leader(panel):
    now = timezone.now()
    for email in (LEADER, ASSESSOR):
        with at(email):
            refused(lambda: Panel.objects.filter(pk=panel.pk).update(shown_at=now))
    closed = {"shown_at": now, "closed_reason": "I want to see", "closed_by": person_of(ASSESSOR)}
    for email in (ASSESSOR, LEADER):
        with at(email):
            refused(lambda: Panel.objects.filter(pk=panel.pk).update(**closed))


def test_one_rater_alone_shows_nothing_by_handing_in_whatever_is_written(visit, act_as):
    alone = assigned(act_as, visit, ASSESSOR)["BOR-01-l"]
    rate(act_as, ASSESSOR, alone, 4)
    with at(ASSESSOR):
        refused(lambda: Panel.objects.filter(pk=alone.pk).update(shown_at=timezone.now()))


def test_what_a_leader_closed_is_agreed_by_whoever_leads_after_them(visit, panel, act_as):
    for email, level in ((ASSESSOR, 4), (SECOND, 2)):
        rate(act_as, email, panel, level)
    with act_as(LEADER) as here:
        meeting.close_panel(actor=here, panel=panel.public_id, reason="One is ill")
    with at(LEADER):
        after = f"{person_of(SECOND).pk}/{organisation_of(SECOND).pk}"
        Visit.objects.filter(pk=visit.pk).update(leader_seat=after, seats_on=visit.seats_on[1:])
    with act_as(ASSESSOR) as here:
        writing.withdraw(actor=here, panel=panel.public_id, reason="I mixed up two questions")
    with act_as(SECOND) as here:
        panels.recuse(actor=here, panels=[panel.public_id], rater=person_of(PARTNER).pk, reason="A past post")
        meeting.agree(actor=here, panel=panel.public_id, answer=Answer.at(2), reason="As it is", voices=())
        assert Panel.objects.get(pk=panel.pk).agreed_at is not None


def test_nobody_rates_in_the_name_of_another_or_where_they_were_not_asked(panel, visit):
    told = {"panel": panel, "answer": "level", "level": 1, "saved_at": timezone.now()}
    with at(LEADER):
        seat = Seat.objects.filter(panel=panel, rater=person_of(ASSESSOR)).get()
        refused(lambda: Rating.objects.create(seat=seat, rater=person_of(ASSESSOR), **told))
        refused(lambda: Rating.objects.create(seat=seat, rater=person_of(LEADER), **told))


def test_what_was_shown_keeps_its_words(panel, act_as):
    for email in (ASSESSOR, SECOND, PARTNER):
        rate(act_as, email, panel, 3)
    with at(ASSESSOR):
        mine = Rating.objects.filter(rater=person_of(ASSESSOR))
        refused(lambda: mine.update(level=5))
        refused(lambda: mine.update(state="draft"))
        refused(lambda: Panel.objects.filter(pk=panel.pk).update(shown_at=None))


def test_what_one_says_of_an_invented_case_is_ones_own(db):
    edition = made.frozen_edition()
    with at(ASSESSOR):
        VignetteRating.objects.create(
            edition=edition, vignette="VIG-1", rater=person_of(ASSESSOR), answer="level", level=3, reason="Half",
            at=timezone.now(),
        )  # fmt: skip
    for email in (*OTHERS, ASSESSOR):
        with at(email):
            assert VignetteRating.objects.count() == (email == ASSESSOR)
