"""Figures of the unit, and its month in counts: what counts, what is left out, what is withheld."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from tests.desk.screening.made import BORDER, OFFICER, SECOND, SUPERVISOR, candidate

from catenary.core.screening.outcomes import BorderOutcome
from catenary.core.screening.precision import Share
from catenary.desk.intake.carriers import month_after
from catenary.desk.mandate.acting import acting
from catenary.desk.screening import figures, figures_pages
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import Candidate, Judged, Outcome, Tally
from catenary.desk.screening.month_counts import month_counts
from catenary.desk.screening.tallying import tally

SCHEMA = Path(__file__).parents[3] / "docs/schemas/counts.schema.json"


@pytest.fixture
def unit(db):
    return Unit


class Unit:
    """Candidates as judges and the border left them."""

    @staticmethod
    def decided(act_as, state, *verdicts, outcome=None):
        row = candidate(state=state, decided_at=timezone.now())
        for email, verdict in zip((OFFICER, SECOND), verdicts, strict=False):
            with act_as(email, *BORDER) as here:
                Judged.objects.create(
                    organisation=row.organisation, candidate=row, judge=here.person, verdict=verdict,
                    compared=["name"], reason="x", at=timezone.now(),
                )  # fmt: skip
        if outcome:
            with act_as(OFFICER, *BORDER) as here:
                Outcome.objects.create(
                    organisation=row.organisation, candidate=row, outcome=outcome, happened_at=here.now,
                    recorded_by=here.person, recorded_at=here.now,
                )  # fmt: skip
        return row


def test_what_waits_is_counted_by_age_and_what_has_left_is_overdue(db, act_as):
    now = timezone.now()
    old = candidate(leaves_in=-timedelta(hours=1))
    fresh = candidate()
    with act_as(SUPERVISOR, *BORDER) as here:
        Candidate.objects.filter(pk=old.pk).update(found_at=now - timedelta(days=4))
        Candidate.objects.filter(pk=fresh.pk).update(found_at=now - timedelta(hours=2))
        found = figures.waiting_now(here.organisation, now)
    assert (found.by_age, found.overdue) == ((0, 1, 0, 0, 1), 1)
    assert found.oldest == now - timedelta(days=4)


def test_agreement_is_of_those_whom_two_judged_each_alone(unit, act_as):
    unit.decided(act_as, "confirmed", "same_person", "same_person")
    unit.decided(act_as, "cleared", "same_person", "different_person")
    unit.decided(act_as, "cleared", "different_person")
    with act_as(SUPERVISOR, *BORDER) as here:
        assert figures.agreement(here.organisation, here.now - timedelta(days=1)) == Share(1, 2)


def test_precision_counts_judgements_and_the_latest_word_from_the_border(unit, act_as):
    row = unit.decided(act_as, "confirmed", outcome=BorderOutcome.NOT_MET)
    unit.decided(act_as, "confirmed", outcome=BorderOutcome.OTHER_PERSON)
    unit.decided(act_as, "cleared")
    with act_as(OFFICER, *BORDER) as here:
        Outcome.objects.create(
            organisation=row.organisation, candidate=row, outcome=BorderOutcome.IDENTITY_CONFIRMED,
            happened_at=here.now, recorded_by=here.person, recorded_at=timezone.now() + timedelta(seconds=1),
        )  # fmt: skip
        (found,) = figures.precision(here.organisation, here.now - timedelta(days=1))
    assert (found.candidates, found.judged, found.met) == (3, Share(2, 3), Share(1, 2))


def test_of_too_few_the_page_tells_no_share(unit, act_as, browser):
    unit.decided(act_as, "confirmed", "same_person", "same_person")
    page = browser(SUPERVISOR).get("/screening/figures").content.decode()
    assert "too few to tell (1)" in page
    assert "QUILLFEATHER" not in page
    assert browser(OFFICER).get("/screening/figures").status_code == 403


def test_a_share_is_told_with_its_interval():
    assert figures_pages.share_in_words(Share(5, 10)) == "50 % of 10 (23.7 to 76.3 %)"


def test_candidates_are_tallied_while_their_records_tell_sex_and_age(at_work, db):
    rows = [candidate(), candidate(leaves_in=timedelta(hours=3))]
    with acting(for_unit(rows[0].organisation_id)):
        tally([each.passage for each in rows])
        cells = Tally.objects.values_list("sex", "age", "candidates")
        assert sum(count for _sex, _age, count in cells) == 2
        assert {sex for sex, _age, _count in cells} == {"female"}
        assert not {age for _sex, age, _count in cells} & {"0-17", "not_known"}


def test_the_month_of_a_unit_is_counts_of_the_published_format_with_small_ones_withheld(at_work, db):
    row = candidate()
    unit, day = row.organisation, row.passage.leg.departs_on
    month = day.replace(day=1)
    with acting(for_unit(unit.pk)):
        tally([row.passage])
        counts = month_counts(unit=unit, month=month, made_on=month_after(month), law="The law of statistics")
        bare = month_counts(unit=unit, month=month, made_on=month_after(month))
    record = counts.record()
    for each in (record, bare.record()):
        Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(each)
    assert counts.kinds == {"list": 1, "rule": 0}
    assert counts.states["waiting"] == 1
    assert counts.by_sex["female"] == 1
    assert record["candidates"]["total"] is None
    assert record["persons"]["by_sex"]["parts"]["female"] is None
    assert bare.record()["persons"] is None
    assert "QUILLFEATHER" not in json.dumps(record)
