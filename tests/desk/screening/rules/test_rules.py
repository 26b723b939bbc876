"""A rule from its draft to its end: counts that mark nobody, two persons, candidates that wait for humans."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.desk.screening.rules.made import (
    DECIDER,
    FEMALE,
    HEAD,
    LATE,
    OTHER_WRITER,
    VIA,
    WRITER,
    add,
    applied,
    board,
    booking,
    counted,
    crowd,
    draft,
    in_force,
    step,
    traveller,
)

from catenary.basis.findings import ProblemError
from catenary.core.screening.rule_flow import RuleAct
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.screening.models import Candidate, RuleStep, RuleTrial, RuleVersion
from catenary.desk.screening.rules import deciding, writing
from catenary.desk.screening.rules.counting import count_new_traffic
from catenary.desk.screening.rules.finding import apply_rule
from catenary.desk.screening.rules.traffic import passengers_of
from catenary.desk.screening.rules.versions import for_rule
from catenary.desk.screening.still import stands_now


def refused(desk, row, act, by=WRITER):
    with pytest.raises(ProblemError) as refusal:
        step(desk, row, act, by)
    return refusal.value.finding.code


def test_a_trial_counts_past_traffic_and_leaves_no_trace_on_anybody(desk):
    board(desk, crowd(60, odd=3))
    row = draft(desk, VIA, LATE)
    with desk.as_job():
        before = (HeldRecord.objects.count(), Candidate.objects.count())
    step(desk, row, RuleAct.TRY)
    trial, rounds = counted(desk, row, batch=25)
    assert (trial.travellers, trial.hits, trial.past, rounds) == (60, 3, 60, 3)
    assert trial.counts["alone"] == [3, 3]
    assert trial.counts["by"]["sex"] == {"female": [30, 1], "male": [30, 2]}
    assert trial.counts["by"]["route"] == {"UTP-QLS": [60, 3]}
    with desk.as_job():
        assert (HeldRecord.objects.count(), Candidate.objects.count()) == before


def test_who_wrote_or_proposed_a_rule_never_decides_about_it(desk):
    board(desk, crowd(60, odd=2))
    with desk.as_person(DECIDER) as here:
        row = writing.make_rule(actor=here, head=HEAD)
        writing.set_words(
            actor=here, version=row.public_id, aim="x", review_on=here.now.date() + timedelta(days=9)
        )
        add(here, row, VIA)
    step(desk, row, RuleAct.TRY, DECIDER)
    counted(desk, row)
    step(desk, row, RuleAct.PROPOSE, OTHER_WRITER)
    assert refused(desk, row, RuleAct.PUT_IN_FORCE, DECIDER) == "targeting.own_rule"


def test_whoever_only_writes_rules_decides_about_none(desk):
    board(desk, crowd(60, odd=2))
    row = draft(desk, VIA)
    step(desk, row, RuleAct.TRY)
    counted(desk, row)
    step(desk, row, RuleAct.PROPOSE)
    assert refused(desk, row, RuleAct.PUT_IN_FORCE, OTHER_WRITER) == "mandate.role_lacks_desk_act"


@pytest.mark.parametrize(("odd", "code"), [(20, "targeting.trait_alone"), (3, None)])
def test_a_trait_is_proposed_only_beside_conduct_that_narrowed_past_traffic(desk, odd, code):
    board(desk, crowd(60, odd=odd))
    row = draft(desk, VIA, FEMALE)
    step(desk, row, RuleAct.TRY)
    counted(desk, row)
    if code:
        assert refused(desk, row, RuleAct.PROPOSE) == code
    else:
        assert step(desk, row, RuleAct.PROPOSE).state == "proposed"


def test_a_trait_that_excepts_needs_conduct_that_narrowed_past_traffic_as_well(desk):
    board(desk, crowd(60, odd=20))
    row = draft(desk, VIA, unless=(FEMALE,))
    step(desk, row, RuleAct.TRY)
    counted(desk, row)
    assert refused(desk, row, RuleAct.PROPOSE) == "targeting.trait_alone"


def test_nothing_is_proposed_while_past_traffic_is_counted(desk):
    board(desk, crowd(60))
    row = draft(desk, VIA)
    step(desk, row, RuleAct.TRY)
    assert refused(desk, row, RuleAct.PROPOSE) == "rules.still_counted"


def test_a_rule_in_force_makes_candidates_whose_record_tells_which_criteria_held(desk):
    board(desk, crowd(60, odd=2))
    row = draft(desk, VIA, LATE)
    in_force(desk, row)
    assert applied(desk, row) == 2
    assert applied(desk, row) == 2
    with desk.as_job():
        found = list(Candidate.objects.filter(rule=row).select_related("record"))
        assert [(each.state, each.score, each.band, each.turn) for each in found] == [
            ("open", None, "", 1)
        ] * 2
        assert {each.record.data_class for each in found} == {"passenger_record"}
        told = RecordFields.objects.get(record=found[0].record).fields["met"]
        assert [(each["fact"], each["codes"], each["number"]) for each in told] == [
            ("via", ["QMV"], None),
            ("booked_days_before", [], 1),
        ]


def test_a_candidate_falls_away_with_the_journey_that_met_the_rule_and_with_the_rule(desk):
    first, second = board(desk, [(traveller(n), booking(via=True, days=1)) for n in range(2)])
    board(desk, crowd(60))
    row = draft(desk, VIA, LATE)
    in_force(desk, row)
    applied(desk, row)
    with desk.as_job():
        first.joins.update(ended_at=datetime.now(UTC))
    applied(desk, row)
    with desk.as_job():
        states = dict(Candidate.objects.filter(rule=row).values_list("passage", "state"))
        assert states == {first.pk: "withdrawn", second.pk: "open"}
        first.joins.update(ended_at=None)
    applied(desk, row)
    with desk.as_job():
        again = Candidate.objects.get(passage=first, rule=row)
        assert (again.state, again.turn, again.opened_for) == ("open", 2, ["rules.met_again"])
    step(desk, row, RuleAct.SUSPEND, DECIDER)
    with desk.as_job():
        assert set(Candidate.objects.filter(rule=row).values_list("state", flat=True)) == {"withdrawn"}
    assert applied(desk, row) == 0


def test_what_was_confirmed_stands_for_nothing_once_the_journey_meets_the_rule_no_more(desk):
    first, second = board(desk, [(traveller(n), booking(via=True, days=1)) for n in range(2)])
    board(desk, crowd(60))
    row = draft(desk, VIA, LATE)
    in_force(desk, row)
    applied(desk, row)
    with desk.as_job():
        Candidate.objects.filter(rule=row).update(state="confirmed", decided_at=datetime.now(UTC))
        first.joins.update(ended_at=datetime.now(UTC))
    applied(desk, row)
    with desk.as_job():
        found = {each.passage_id: each for each in Candidate.objects.filter(rule=row)}
        assert {each.state for each in found.values()} == {"confirmed"}
        assert (stands_now(found[first.pk]), stands_now(found[second.pk])) == (False, True)
        first.joins.update(ended_at=None)
    applied(desk, row)
    with desk.as_job():
        again = found[first.pk]
        again.refresh_from_db()
        assert (again.state, again.opened_for, stands_now(again)) == ("open", ["rules.met_again"], True)


def test_a_rule_stopped_while_a_job_holds_travellers_against_it_finds_nobody_more(desk):
    board(desk, crowd(60, odd=2))
    row = draft(desk, VIA, LATE)
    in_force(desk, row)
    with desk.as_job():
        as_read = RuleVersion.objects.select_related("rule", "organisation").get(pk=row.pk)
    step(desk, row, RuleAct.SUSPEND, DECIDER)
    with acting(for_rule(as_read.rule)):
        assert (
            apply_rule(version=as_read, passages=passengers_of(desk.organisation), now=datetime.now(UTC)) == 0
        )
    with desk.as_job():
        assert not Candidate.objects.filter(rule=row).exists()


def test_a_rule_is_locked_before_its_candidates_as_whoever_stops_it_locks_them(desk):
    board(desk, crowd(60, odd=2))
    row = draft(desk, VIA, LATE)
    in_force(desk, row)
    with CaptureQueriesContext(connection) as asked:
        applied(desk, row)
    locks = [each["sql"] for each in asked if " FOR " in each["sql"]]
    assert 'FROM "screening_ruleversion"' in locks[0]
    assert locks[0].endswith('FOR NO KEY UPDATE OF "screening_ruleversion"')


def test_a_rule_whose_review_was_missed_ends_by_itself_and_says_so(desk):
    board(desk, crowd(60, odd=2))
    row = draft(desk, VIA, days=10)
    in_force(desk, row)
    later = datetime.now(UTC) + timedelta(days=10)
    assert applied(desk, row, now=later) == 2
    assert applied(desk, row, now=later + timedelta(days=1)) == 0
    with desk.as_job():
        assert deciding.end_overdue(organisation=desk.organisation, now=later) == 0
        assert deciding.end_overdue(organisation=desk.organisation, now=later + timedelta(days=1)) == 1
        row.refresh_from_db()
        assert row.state == "ended"
        ended = RuleStep.objects.filter(version=row)[0]
        assert (ended.act, ended.by) == ("end", None)


def test_another_version_in_force_ends_the_one_before(desk):
    board(desk, crowd(60, odd=2))
    row = draft(desk, VIA)
    in_force(desk, row)
    with desk.as_person(WRITER) as here:
        after = writing.draft_again(actor=here, rule=row.rule.public_id)
        assert (after.number, after.criteria, after.review_on) == (2, row.criteria, None)
        writing.set_words(
            actor=here, version=after.public_id, aim="x", review_on=here.now.date() + timedelta(days=9)
        )
    in_force(desk, after)
    with desk.as_job():
        assert dict(RuleVersion.objects.filter(rule=row.rule).values_list("number", "state")) == {
            1: "ended",
            2: "in_force",
        }


def test_what_was_tried_is_rewritten_by_nobody_and_a_draft_by_its_author_alone(desk):
    row = draft(desk, VIA)
    with desk.as_person(OTHER_WRITER) as here, pytest.raises(ProblemError) as refusal:
        add(here, row, LATE)
    assert refusal.value.finding.code == "rules.other_author"
    step(desk, row, RuleAct.TRY)
    with desk.as_person(WRITER) as here, pytest.raises(ProblemError) as refusal:
        add(here, row, LATE)
    assert refusal.value.finding.code == "rules.not_a_draft"


def test_the_database_itself_refuses_a_decision_by_the_author(desk):
    row = draft(desk, VIA)
    with desk.as_person(WRITER) as here, pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.filter(pk=row.pk).update(decided_by=here.person)
    with desk.as_person(DECIDER), pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.filter(pk=row.pk).update(state="in_force")


def test_a_rule_without_a_day_of_review_is_not_even_tried(desk):
    with desk.as_person(WRITER) as here:
        row = writing.make_rule(actor=here, head=HEAD)
        writing.set_words(actor=here, version=row.public_id, aim="x", review_on=None)
        add(here, row, VIA)
    assert refused(desk, row, RuleAct.TRY) == "targeting.review_missing"


def test_counting_goes_on_with_new_traffic_in_shadow_mode(desk):
    board(desk, crowd(50, odd=1))
    row = draft(desk, VIA)
    step(desk, row, RuleAct.TRY)
    counted(desk, row)
    board(desk, crowd(10, odd=4))
    with desk.as_job():
        assert count_new_traffic(organisation=desk.organisation, now=datetime.now(UTC)) == 1
        assert count_new_traffic(organisation=desk.organisation, now=datetime.now(UTC)) == 0
    trial, _ = counted(desk, row)
    assert (trial.travellers, trial.hits, trial.past) == (60, 5, 50)


def test_masked_and_erased_travellers_are_left_out_of_the_count(desk):
    passages = board(desk, crowd(50, odd=2))
    with desk.as_job():
        HeldRecord.objects.filter(pk=passages[0].record_id).update(masked_at=datetime.now(UTC))
        HeldRecord.objects.filter(pk=passages[1].record_id).update(erased_at=datetime.now(UTC))
    row = draft(desk, VIA)
    step(desk, row, RuleAct.TRY)
    trial, _ = counted(desk, row)
    assert (trial.travellers, trial.hits, trial.left_out) == (48, 0, 2)


def test_every_step_is_in_the_ledger_and_counting_names_nobody(desk):
    board(desk, crowd(50, odd=2))
    row = draft(desk, VIA)
    in_force(desk, row)
    with desk.as_job():
        acts = list(
            Event.objects.filter(room="screening", record=str(row.public_id)).values_list("act", flat=True)
        )
    assert {"try_rule", "count_rule", "propose_rule", "put_rule_in_force"} <= set(acts)


def test_other_rules_that_meet_the_same_travellers_are_counted(desk):
    board(desk, crowd(50, odd=3))
    first = draft(desk, VIA)
    step(desk, first, RuleAct.TRY)
    second = draft(
        desk,
        LATE,
        head=writing.Head("late", *[getattr(HEAD, n) for n in ("name", "purpose", "basis", "legal_ground")]),
    )
    step(desk, second, RuleAct.TRY)
    trial, _ = counted(desk, second)
    assert trial.counts["overlap"] == {"couriers": 3}
    with desk.as_job():
        assert RuleTrial.objects.filter(organisation=desk.organisation).count() == 2
