"""A visit whose questions were rated and agreed on, being drafted: two levels low, one high, one not known."""

from django.utils import timezone
from tests.desk.assessment.rating import made
from tests.desk.assessment.rating.made import ASSESSOR, FOCAL, LEADER, SECOND, assigned, at, rate
from tests.desk.conftest import organisation_of, person_of

from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.visit_words import Stage
from catenary.core.measures.model import UNKNOWN, Answer
from catenary.desk.assessment.models import PublicationDecision, VisitFinding
from catenary.desk.assessment.rating import meeting
from catenary.desk.assessment.reports.finding import Written, propose_findings, write_finding

AGREED = {"BOR-01-l": Answer.at(5), "BOR-01-p": Answer.at(1), "PRR-10-l": Answer.at(4), "PRR-10-p": UNKNOWN}


def drafted_visit(act_as, stage=Stage.DRAFTING):
    """Two rated alone, the team agreed; the visit is in that stage."""
    visit = made.a_visit()
    found = assigned(act_as, visit, ASSESSOR, SECOND)
    for question, answer in AGREED.items():
        for email in (ASSESSOR, SECOND):
            rate(act_as, email, found[question], answer.level or 3)
        with act_as(LEADER) as here:
            meeting.agree(
                actor=here,
                panel=found[question].public_id,
                answer=answer,
                reason="As both said",
                voices=_voices(answer),
            )
    made.moved_to(visit, stage)
    return visit


def _voices(answer):
    if answer.level is not None:
        return ()
    return tuple(
        meeting.Heard(str(person_of(each).pk), meeting.VoiceKind.MOVED, "No figures")
        for each in (ASSESSOR, SECOND)
    )


def told(row, **changes):
    """Words for a finding, on its own questions and all its evidence."""
    said = {
        "kind": FindingKind(row.kind),
        "title": "Checks are not made",
        "text": "Nobody makes the checks that the law asks for.",
        "language": "en",
        "questions": row.questions,
        "evidence": map(str, [*row.evidence, *row.counter_evidence]),
    }
    return Written(**{**said, **changes})


def proposed(act_as, visit):
    """The drafts of a visit by their keys."""
    with act_as(ASSESSOR) as here:
        propose_findings(actor=here, visit=visit.public_id)
        return {each.key: each for each in VisitFinding.objects.filter(visit=visit)}


def taken_up(act_as, visit, key="BOR-01.gap"):
    """A draft in a person's words."""
    row = proposed(act_as, visit)[key]
    with act_as(ASSESSOR) as here:
        return write_finding(actor=here, finding=row.public_id, seen=row.version, told=told(row))


def decided(visit, extent="partial", sections=("concerns", "method")):
    """The State decides what is published."""
    with at(FOCAL):
        return PublicationDecision.objects.create(
            visit=visit, body=visit.body, visited=organisation_of(FOCAL), extent=extent, sections=list(sections),
            decided_by=person_of(FOCAL), decided_at=timezone.now(),
        )  # fmt: skip
