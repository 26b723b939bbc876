"""The model job: ratings that were shown alone enter it; what it cannot say it gives the reason for; severities are their rater's own."""

import pytest
from django.utils import timezone
from tests.desk.assessment.rating import made
from tests.desk.assessment.rating.made import ASSESSOR, LEADER, PARTNER, SECOND, SECRETARY, assigned, at, rate
from tests.desk.conftest import person_of

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Purpose
from catenary.desk.assessment.models import AgreementFigure, AreaStanding, ModelRun, RaterStanding
from catenary.desk.assessment.rating import meeting, modelling
from catenary.desk.mandate.acting import Declaration, Door, acting


@pytest.fixture
def edition(at_work, db):
    return made.frozen_edition()


@pytest.fixture
def fitted(act_as):
    def fit(edition):
        with act_as(LEADER) as here:
            run = modelling.ask_run(actor=here, edition=edition.public_id)
            told = Declaration(
                organisation=here.organisation.pk, purpose=Purpose.ASSESSMENT.value, door=Door.SYSTEM
            )
        with acting(told):
            return modelling.fit(run=run.public_id, now=timezone.now())

    return fit


def rated(act_as, edition, levels, *raters):
    """A visit whose four questions these people rated, each at the levels given for them."""
    visit = made.a_visit(edition=edition)
    for place, row in enumerate(assigned(act_as, visit, *raters).values()):
        for email in raters:
            rate(act_as, email, row, levels[email][place % len(levels[email])])
    return visit


def test_levels_agreement_and_bearings_are_kept_and_each_bearing_is_seen_by_its_rater_alone(
    edition, act_as, fitted, browser
):
    levels = {ASSESSOR: [3], SECOND: [2, 3, 4], PARTNER: [1, 3, 4, 2]}
    visits = [rated(act_as, edition, levels, *levels) for _ in range(3)]
    run = fitted(edition)
    assert (run.ratings, run.raters, run.visits, run.refused) == (36, 3, 3, None)
    assert run.one_level == 1
    with at(SECOND):
        assert AreaStanding.objects.filter(visit=visits[0]).count() == 2
        assert all((each.level is None) != (each.reason is None) for each in AreaStanding.objects.all())
        assert RaterStanding.objects.get().rater_id == person_of(SECOND).pk
        assert AgreementFigure.objects.filter(run=run, question="").count() == 2
    page = browser(ASSESSOR).get("/assessment/my-bearing").content.decode()
    assert "This rater gave level 3 to everything: 12 times" in page
    assert "Agreement with the others who rated the same" in page
    with at(SECOND):
        agreement = RaterStanding.objects.get().figures["agreement"]
    assert agreement["low"] <= agreement["value"] <= agreement["high"]
    desk = browser(LEADER).get(f"/assessment/agreement/{edition.public_id}").content.decode()
    assert "1 rater gave one level to everything. Who it is, only they are told." in desk
    assert "Ines Adaro" not in desk
    own = browser(ASSESSOR).get(f"/assessment/visits/{visits[0].public_id}/rating").content.decode()
    assert "You gave level" not in own  # four ratings of one visit are too few to say so


def test_ratings_that_are_still_open_do_not_enter_the_model(edition, act_as, fitted):
    visit = made.a_visit(edition=edition)
    rows = assigned(act_as, visit, ASSESSOR, SECOND, PARTNER)
    for email in (ASSESSOR, SECOND):
        for row in rows.values():
            rate(act_as, email, row, 3)
    run = fitted(edition)
    assert (run.ratings, run.refused["code"]) == (0, "ratings.none")
    with act_as(LEADER) as here:
        meeting.close_panel(actor=here, panel=rows["BOR-01-l"].public_id, reason="The third fell ill")
    assert fitted(edition).ratings == 2


def test_raters_who_never_rated_the_same_are_refused_with_the_smallest_fix(edition, act_as, fitted, browser):
    rated(act_as, edition, {ASSESSOR: [2], SECOND: [3]}, ASSESSOR, SECOND)
    rated(act_as, edition, {PARTNER: [2], LEADER: [3]}, PARTNER, LEADER)
    run = fitted(edition)
    assert (run.refused["code"], len(run.links)) == ("ratings.disconnected", 1)
    page = browser(LEADER).get(f"/assessment/agreement/{edition.public_id}").content.decode()
    assert "1 more ratings connect them" in page
    assert "The fewest further ratings that would connect them" in page
    own = browser(ASSESSOR).get("/assessment/my-bearing").content.decode()
    assert "Not enough to say: 4 cases rated by two or more; 10 are needed" in own


def test_the_model_is_asked_for_by_the_methodology_desk_and_fitted_once(edition, act_as, fitted):
    with act_as(ASSESSOR) as here, pytest.raises(ProblemError, match="method_desk_only"):
        modelling.ask_run(actor=here, edition=edition.public_id)
    run = fitted(edition)
    with acting(Declaration(door=Door.SYSTEM)):
        assert modelling.fit(run=run.public_id, now=timezone.now()).done_at == run.done_at
    with at(SECRETARY):
        assert ModelRun.objects.get().pk == run.pk
    with at(PARTNER):
        assert not ModelRun.objects.exists()
