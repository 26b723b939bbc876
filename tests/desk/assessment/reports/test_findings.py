"""Findings of a visit: proposed, written, left, put in order; what is refused, what is kept, who sees what."""

import pytest
from tests.desk.assessment.rating.made import ASSESSOR, FOCAL, LEADER, SECRETARY, moved_to
from tests.desk.assessment.reports.made import drafted_visit, proposed, taken_up, told

from catenary.basis.findings import ProblemError
from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.models import ConcernChoice, FindingVersion, VisitFinding
from catenary.desk.assessment.reports.agreed import outcome_of
from catenary.desk.assessment.reports.finding import (
    begin_finding,
    choose_concerns,
    chosen_concerns,
    leave_finding,
    propose_findings,
    proposed_concerns,
    write_finding,
)


def refused(code):
    return pytest.raises(ProblemError, match=code)


@pytest.fixture
def visit(db, act_as):
    return drafted_visit(act_as)


def test_drafts_come_from_what_was_agreed_once_however_often_they_are_proposed(visit, act_as):
    drafts = proposed(act_as, visit)
    assert set(drafts) == {"BOR-01.gap", "PRR-10.strength", "PRR-10.follow_up"}
    assert drafts["BOR-01.gap"].grounds == ["low_level", "law_without_practice"]
    assert len(drafts["BOR-01.gap"].evidence) == 2
    with act_as(ASSESSOR) as here:
        assert propose_findings(actor=here, visit=visit.public_id) == 0
        assert FindingVersion.objects.count() == 0


def test_every_version_of_a_finding_is_kept_and_what_was_written_stays_when_proposed_again(visit, act_as):
    row = taken_up(act_as, visit)
    with act_as(LEADER) as here:
        write_finding(actor=here, finding=row.public_id, seen=1, told=told(row, text="Half are made."))
        propose_findings(actor=here, visit=visit.public_id)
        leave_finding(actor=here, finding=row.public_id, seen=2, reason="Another finding says it")
        kept = FindingVersion.objects.filter(finding=row).values_list("act", "text", "reason")
        assert list(kept) == [
            ("write", "Nobody makes the checks that the law asks for.", ""),
            ("write", "Half are made.", ""),
            ("leave", "Half are made.", "Another finding says it"),
        ]
        assert VisitFinding.objects.get(pk=row.pk).state == "left"


def test_what_a_finding_lacks_or_may_not_name_is_refused(visit, act_as):
    row = proposed(act_as, visit)["PRR-10.strength"]
    with act_as(ASSESSOR) as here:

        def write(**changes):
            return write_finding(actor=here, finding=row.public_id, seen=0, told=told(row, **changes))

        for changes, code in (
            ({"text": " "}, "text_missing"),
            ({"questions": []}, "evidence_foreign"),
            ({"evidence": []}, "evidence_missing"),
            ({"questions": ["BOR-01-l"]}, "question_foreign"),
            ({"evidence": ["00000000-0000-0000-0000-000000000000"]}, "evidence_foreign"),
        ):
            with refused(f"findings.{code}"):
                write(**changes)
        with refused("findings.draft_stale"):
            write_finding(actor=here, finding=row.public_id, seen=1, told=told(row))
        with refused("findings.requirement_unknown"):
            begin_finding(actor=here, visit=visit.public_id, requirement="X-1")


def test_people_find_what_no_rule_proposes(visit, act_as):
    row = proposed(act_as, visit)["BOR-01.gap"]
    with act_as(ASSESSOR) as here:
        mine = begin_finding(actor=here, visit=visit.public_id, requirement="BOR-01")
        assert (mine.key, mine.state, mine.version) == ("", "proposed", 0)
        words = told(row, kind=FindingKind.RISK)
        assert write_finding(actor=here, finding=mine.public_id, seen=0, told=words).state == "taken_up"


def test_first_concerns_are_chosen_by_people_and_proposed_with_reasons(visit, act_as):
    row = taken_up(act_as, visit)
    with act_as(ASSESSOR) as here:
        (first,) = proposed_concerns(visit, outcome_of(visit))
        assert (first.finding.requirement, first.level) == ("BOR-01", 1)
        assert chosen_concerns(visit) == []
        choose_concerns(actor=here, visit=visit.public_id, findings=[row.public_id])
        with refused("findings.concern_not_taken_up"):
            choose_concerns(actor=here, visit=visit.public_id, findings=[visit.public_id])
        assert [each.pk for each in chosen_concerns(visit)] == [row.pk]
        leave_finding(actor=here, finding=row.public_id, seen=1, reason="Not so")
        assert chosen_concerns(visit) == []
        assert ConcernChoice.objects.count() == 1


def test_findings_are_the_teams_alone_until_the_draft_is_sent_and_then_the_state_sees_those_taken_up(
    visit, act_as
):
    row = taken_up(act_as, visit)
    for email in (FOCAL, SECRETARY):
        with act_as(email) as here, refused("visits.not_on_team"):
            propose_findings(actor=here, visit=visit.public_id)
    with act_as(FOCAL):
        assert not VisitFinding.objects.exists()
    moved_to(visit, Stage.COMMENTING)
    with act_as(FOCAL):
        assert [each.pk for each in VisitFinding.objects.all()] == [row.pk]
        assert not FindingVersion.objects.exists()
    with act_as(ASSESSOR) as here, refused("findings.not_written_now"):
        leave_finding(actor=here, finding=row.public_id, seen=1, reason="Too late")
