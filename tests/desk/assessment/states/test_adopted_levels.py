"""What a visit was adopted with stands: no later run of the model changes its report, its pages or what it is compared with."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.desk.assessment.rating.made import FOCAL, LEADER, SECRETARY
from tests.desk.assessment.states.made import SYSTEM, agreed, levels, visit_to
from tests.desk.conftest import person_of

from catenary.core.assessment.report_model import ReportKind
from catenary.core.assessment.visit_words import Stage, VisitAct
from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.rating.standings import earlier_standings, standings_of
from catenary.desk.assessment.reports.building import report_of
from catenary.desk.assessment.visits.steps import take_step
from catenary.desk.mandate.acting import acting
from catenary.formats.reports import json_form

YEAR = timezone.now().year
STATE = "/assessment/states/QMR"
PAGES = (STATE, f"{STATE}/files/levels", f"{STATE}/files/needs")


@pytest.fixture
def visit(edition):
    """Marvona, before the committee, with two runs of the model."""
    row = visit_to("Marvona", edition, YEAR - 1, stage=Stage.ADOPTING, sent_by=person_of(LEADER))
    agreed(row, BOR_01_l=3, BOR_01_p=2, PRR_10_l=4)
    return row


@pytest.fixture
def adopt(act_as):
    def adopt(visit):
        with act_as(SECRETARY) as here:
            return take_step(actor=here, visit=visit.public_id, act=VisitAct.ADOPT)

    return adopt


@pytest.fixture
def report(act_as):
    """The bytes of a visit's report as the body would release it."""

    def written(visit):
        with act_as(SECRETARY) as here:
            row = Visit.objects.select_related("visited", "body", "edition").get(pk=visit.pk)
            return json_form.write(report_of(row, ReportKind.SHORT, "en", here.now.date())).decode()

    return written


def told(visit, email, act_as):
    with act_as(email):
        row = Visit.objects.get(pk=visit.pk)
        return {area: each.level for area, each in standings_of(row).items()}


def seen(browser, address):
    """A file, or what a page says between its head and its foot."""
    text = browser(FOCAL).get(address).content.decode()
    return text.partition("<main")[2].partition("</main")[0] or text


def test_until_it_is_adopted_the_newest_run_counts_and_pages_say_so(visit, act_as, report, browser):
    levels(visit, BOR=2.4, PRR=3.6)
    assert told(visit, FOCAL, act_as) == {"BOR": 2.4, "PRR": 3.6}
    before = report(visit)
    levels(visit, BOR=2.7, PRR=3.5)
    assert told(visit, FOCAL, act_as) == {"BOR": 2.7, "PRR": 3.5}
    assert report(visit) != before
    assert "a later run may tell other levels" in report(visit)
    for address in (STATE, f"/assessment/visits/{visit.public_id}/scores"):
        assert "brought together by the newest run of the rating model, of" in seen(browser, address)


def test_a_later_run_changes_nothing_of_an_adopted_visit(visit, adopt, act_as, report, browser):
    levels(visit, BOR=2.2, PRR=3.1)
    run = levels(visit, BOR=2.4, PRR=3.6)
    adopted = adopt(visit)
    assert (adopted.stage, adopted.adopted_run_id) == (Stage.ADOPTED, run.pk)
    scores = f"/assessment/visits/{visit.public_id}/scores"
    written = report(visit)
    shown = [seen(browser, each) for each in (*PAGES, scores)]
    levels(visit, BOR=4.8, PRR=1.2)
    assert told(visit, FOCAL, act_as) == told(visit, LEADER, act_as) == {"BOR": 2.4, "PRR": 3.6}
    assert report(visit) == written
    assert [seen(browser, each) for each in (*PAGES, scores)] == shown
    assert "and changed by no later run" in written
    assert "and changed by no later run" in shown[0]


def test_a_visit_that_is_adopted_without_levels_never_has_any(visit, adopt, act_as, report, browser):
    adopt(visit)
    levels(visit, BOR=2.4, PRR=3.6)
    assert told(visit, SECRETARY, act_as) == {}
    assert "Not enough to say: the rating model had told no levels" in report(visit)
    page = seen(browser, STATE)
    assert "Not enough to say: the rating model had told no levels" in page
    assert "2.4" not in page


def test_a_visit_is_compared_with_what_was_adopted_before_it(visit, edition, adopt, act_as, report, browser):
    earlier = visit_to("Marvona", edition, YEAR - 4, stage=Stage.ADOPTING, sent_by=person_of(LEADER))
    with acting(SYSTEM):
        Visit.objects.filter(pk=earlier.pk).update(made_at=visit.made_at - timedelta(days=900))
    agreed(earlier, BOR_01_l=2, BOR_01_p=2, PRR_10_l=4)
    levels(earlier, BOR=1.9)
    levels(visit, BOR=2.4)

    def before():
        with act_as(SECRETARY):
            return {
                area: each.level for area, each in earlier_standings(Visit.objects.get(pk=visit.pk)).items()
            }

    assert before() == {}
    adopt(earlier)
    assert before() == {"BOR": 1.9}
    adopt(visit)
    written, change = report(visit), browser(FOCAL).get(f"{STATE}/files/change").content
    levels(earlier, BOR=4.1)
    assert before() == {"BOR": 1.9}
    assert report(visit) == written
    assert browser(FOCAL).get(f"{STATE}/files/change").content == change
    assert b"changed by no later run" in change


def test_the_database_lets_nobody_give_an_adopted_visit_other_levels(visit, edition, adopt, act_as):
    run = levels(visit, BOR=2.4)
    foreign = levels(visit_to("Vorelle", edition, YEAR), BOR=3.3)

    def refused(email, **changes):
        with act_as(email), pytest.raises(DatabaseError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(**changes)

    now = timezone.now()
    refused(LEADER, adopted_at=now, adopted_run=run.pk)
    refused(LEADER, stage=Stage.ADOPTED)
    refused(LEADER, stage=Stage.ADOPTED, adopted_at=now, adopted_run=foreign.pk)
    adopt(visit)
    later = levels(visit, BOR=4.4)
    for email in (LEADER, SECRETARY):
        refused(email, adopted_run=later.pk)
        refused(email, adopted_run=None)
        refused(email, adopted_at=now)


def test_the_state_takes_its_steps_on_a_visit_whose_run_it_does_not_see(visit, adopt, act_as):
    levels(visit, BOR=2.4)
    adopt(visit)
    with act_as(FOCAL) as here:
        row = take_step(actor=here, visit=visit.public_id, act=VisitAct.REPLY, words="We agree.")
    assert row.stage == Stage.FOLLOWING
