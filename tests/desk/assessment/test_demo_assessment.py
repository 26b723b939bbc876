"""The demo's visits go the way of real ones: both sides take every step, raters rate alone, the State lets out what it wants."""

from datetime import timedelta

import pytest
from attrs import evolve
from django.utils import timezone
from tests.desk.conftest import reach

from catenary.app import demo_assessment
from catenary.app.demo_at_work import REVIEWER, at_work
from catenary.app.embedded import WEB, WORKER
from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.visit_words import Stage
from catenary.core.mandate.model import OrganisationKind
from catenary.core.measures.fighters import ASKED
from catenary.core.measures.model import VisitKind
from catenary.desk.assessment.models import (
    FactualComment,
    FighterFigures,
    Interviewee,
    ModelRun,
    PastVisit,
    Rating,
    ReleasedReport,
    Seat,
    VignetteRating,
    Visit,
    VisitClock,
    VisitFinding,
)
from catenary.desk.assessment.visits.planning import plan_visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.world.assessments.scenario import PAST, visit_plans

SYSTEM = Declaration(door=Door.SYSTEM)
PLANS = {each.state.code: each for each in visit_plans()}


def narrowed(code, **changes):
    """The visit of a State with few questions, so that it is quickly rated."""
    return evolve(PLANS[code], areas=("CIV",), **changes)


@pytest.fixture
def loaded(postgres, django_db_setup, django_db_blocker, request, monkeypatch):
    """`loaded(*plans)`: the demo's assessments with these visits."""
    with django_db_blocker.unblock():
        reach(postgres.url(WORKER))
        request.getfixturevalue("db")

        def load(*plans):
            monkeypatch.setattr(demo_assessment, "visit_plans", lambda: plans)
            demo_assessment.load_assessment()
            demo_assessment.load_assessment()
            with acting(SYSTEM):
                return [Visit.objects.filter(visited__country=each.state.code).first() for each in plans]

        yield load
        reach(postgres.url(WEB))


@pytest.mark.parametrize(
    ("code", "languages"), [("QQR", {"en", "ar"}), ("QVR", {"en", "fr"})], ids=["partial", "full"]
)
def test_a_finished_visit_was_rated_found_commented_answered_and_let_out(loaded, code, languages):
    (visit,) = loaded(narrowed(code, kind=VisitKind.FOCUSED))
    with acting(SYSTEM):
        assert visit.stage == Stage.FOLLOWING
        panels = visit.panels.all()
        assert panels
        assert all(each.agreed_at for each in panels)
        assert Rating.objects.filter(panel__visit=visit).count() == 3 * len(panels)
        assert VisitFinding.objects.filter(visit=visit).exclude(text="").exists()
        assert {bool(each.answer) for each in FactualComment.objects.filter(visit=visit)} == {True}
        assert Interviewee.objects.filter(visit=visit, reprisal=True).exists()
        assert FighterFigures.objects.get(visit=visit).cells.count() == len(ASKED)
        assert {each.language for each in ReleasedReport.objects.filter(visit=visit)} == languages


def test_a_visit_of_before_is_closed_and_stands_beside_the_one_after_it(loaded):
    now = PLANS["QVR"]
    before = next(each for each in visit_plans() if each.state is now.state and each is not now)
    loaded(evolve(before, areas=("CIV",)), evolve(now, kind=VisitKind.FOCUSED, areas=("GEN",)))
    with acting(SYSTEM):
        stages = (
            Visit.objects.filter(visited__country="QVR").order_by("begins_on").values_list("stage", flat=True)
        )
        assert [*stages] == [Stage.CLOSED, Stage.FOLLOWING]
        assert not VisitClock.objects.filter(visit__stage=Stage.CLOSED, ended_at=None).exists()


def test_one_rater_of_a_running_visit_has_begun_and_nobodys_ratings_are_shown(loaded):
    (visit,) = loaded(narrowed("UTO"))
    with acting(SYSTEM):
        waiting = Seat.objects.filter(visit=visit, submitted_at=None)
        assert visit.stage == Stage.DRAFTING
        assert {each.rater.email for each in waiting} == {each.email for each in PLANS["UTO"].silent}
        assert Rating.objects.filter(seat__in=waiting).exists()
        assert not visit.panels.exclude(shown_at=None).exists()


def test_a_visit_that_somebody_plans_meanwhile_keeps_none_of_the_demo_away(loaded):
    reviewer = at_work(REVIEWER, timezone.now())
    state = Organisation.objects.get(country="QTM", kind=OrganisationKind.STATE)
    with acting(reviewer.declaration):
        plan_visit(actor=reviewer, visited=state.public_id, kind=VisitKind.SCOPING, year=reviewer.now.year)
    loaded(PLANS["QTM"])
    with acting(SYSTEM):
        stages = Visit.objects.filter(visited=state).values_list("stage", flat=True)
        assert sorted(stages) == [Stage.CONSENT_ASKED, Stage.PLANNED]


def test_a_state_that_is_asked_has_time_left_and_the_register_tells_of_years(loaded):
    asked, commenting = loaded(PLANS["QTM"], narrowed("QMR"))
    with acting(SYSTEM):
        for visit, clock in ((asked, ClockKind.CONSENT), (commenting, ClockKind.COMMENTS)):
            running = VisitClock.objects.get(visit=visit, kind=clock)
            assert running.ended_at is None
            assert running.first_due_at > timezone.now() + timedelta(days=5)
        assert FactualComment.objects.filter(visit=commenting, sent_at=None).exists()
        assert PastVisit.objects.count() == PAST
        assert VignetteRating.objects.exists()
        assert ModelRun.objects.count() == 1
