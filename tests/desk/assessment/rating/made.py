"""A visit under a small frozen edition, its team settled: three who rate for the body and one of a partner."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from attrs import evolve
from django.utils import timezone
from tests.desk.conftest import organisation_of, person_of

from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.confidence import Access, SourceKind, Stance
from catenary.core.assessment.evidence import Piece
from catenary.core.assessment.visit_words import MemberState, Stage, TeamTask
from catenary.core.measures.model import (
    Answer,
    Area,
    Confidence,
    Edition,
    Force,
    Question,
    QuestionKind,
    Requirement,
    Source,
    Vignette,
)
from catenary.desk.assessment.models import Member, Visit, VisitClock
from catenary.desk.assessment.rating import panels, writing
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.measures.models import Edition as EditionRow
from catenary.desk.measures.models import EditionText
from catenary.formats.measures.json_form import edition_digest, write_edition_json

LEADER = "pavel.oriska@committee.example"
ASSESSOR = "ines.adaro@committee.example"
SECOND = "kwabel.asorine@committee.example"
SECRETARY = "leonie.marchetal@committee.example"
PARTNER = "didier.vauclair@bridge.example"
FOCAL = "rosalba.tenorio@marvona.example"
ANALYST = "samir.qadiran@committee.example"
LEVELS = tuple(f"The desk does {share} of it" for share in ("none", "a quarter", "half", "most", "all"))
EVIDENCE = Piece(SourceKind.OBSERVATION, Stance.FOR, Access.TEAM, "The desk at the northern crossing")


def method():
    """Two areas with two questions each; one of them may not apply."""
    requirements = [
        Requirement(
            code, area, f"What {code} asks", Source("S/RES/2396 (2017)", "15"), Force.DECIDES, Confidence.HIGH
        )
        for code, area in (("BOR-01", "BOR"), ("PRR-10", "PRR"))
    ]
    questions = [
        Question(
            f"{code}-{kind.value[0]}",
            code,
            kind,
            f"How far is {code} in {kind.value}?",
            LEVELS,
            evidence=("A law",),
        )
        for code in ("BOR-01", "PRR-10")
        for kind in (QuestionKind.LAW, QuestionKind.PRACTICE)
    ]
    questions[0] = evolve(questions[0], not_applicable="A State without a land border")
    areas = (Area("BOR", "Borders"), Area("PRR", "Prosecution"))
    return Edition(
        "T-1", "A small method", areas, requirements, questions, (Vignette("VIG-1", "BOR-01-l", "Country X checks half."),)
    )  # fmt: skip


@contextmanager
def at(email):
    """Everything inside is done as that person, as the database knows them."""
    with acting(Declaration(person_of(email).pk, organisation_of(email).pk)):
        yield


def frozen_edition():
    """The method as a frozen edition of the committee."""
    made_by, frozen_by, body = person_of(ASSESSOR), person_of(SECRETARY), organisation_of(ASSESSOR)
    whole, now = method(), timezone.now()
    digest = edition_digest(whole)
    with at(ASSESSOR):
        row = EditionRow.objects.create(
            organisation=body, code=whole.code, title=whole.title, language="en", complete=False, digest=digest,
            made_by=made_by, made_at=now,
        )  # fmt: skip
        EditionText.objects.create(
            edition=row, digest=digest, canonical=write_edition_json(whole), by=made_by, at=now
        )
        row.state, row.rounds, row.comments_until = "consulted", 1, now.date()
        row.save()
        row.state, row.frozen_by, row.frozen_at = "frozen", frozen_by, now
        row.save()
    return row


def a_visit(stage=Stage.PREPARING, edition=None, experts=(ASSESSOR, SECOND, PARTNER), leader=LEADER):
    """A visit of the committee to Marvona with its team; the State's own score is asked for."""
    edition = edition or frozen_edition()
    body, visited, now = organisation_of(leader), organisation_of(FOCAL), timezone.now()
    seats = [f"{person_of(each).pk}/{organisation_of(each).pk}" for each in (leader, *experts)]
    with at(leader):
        visit = Visit.objects.create(
            body=body, visited=visited, kind="comprehensive", year=now.year, edition=edition,
            edition_digest=edition.digest, stage=stage, asked_at=now, leader_seat=seats[0], seats_asked=seats,
            seats_on=seats, made_by=person_of(leader), made_at=now,
        )  # fmt: skip
        for each in (leader, *experts):
            Member.objects.create(
                visit=visit, body=body, visited=visited, person=person_of(each), organisation=organisation_of(each),
                task=TeamTask.LEADER if each == leader else TeamTask.EXPERT, state=MemberState.ON,
                proposed_by=person_of(leader), proposed_at=now, name=person_of(each).name,
            )  # fmt: skip
        VisitClock.objects.create(
            visit=visit, body=body, visited=visited, kind=ClockKind.SELF_SCORE, began_at=now,
            first_due_at=now + timedelta(days=30),
        )  # fmt: skip
    return visit


def ids(visit, *emails):
    """The members of the team as pages name them; of who is not on it, a name that nobody has."""
    with at(LEADER):
        found = {each.person_id: each.public_id for each in Member.objects.filter(visit=visit)}
    return [found.get(person_of(each).pk, uuid4()) for each in emails]


def assigned(act_as, visit, *raters, areas=("BOR", "PRR")):
    """The panels of a visit, by question, after the leader has asked these people to rate."""
    with act_as(LEADER) as here:
        panels.assign(actor=here, visit=visit.public_id, raters=ids(visit, *raters), areas=areas)
        return {each.question: each for each in panels.panels_of(visit)}


def rate(act_as, email, panel, level, reason="Seen at two crossings"):
    """Somebody rates a question, on evidence, and hands in."""
    with act_as(email) as here:
        writing.add_evidence(actor=here, panel=panel.public_id, piece=EVIDENCE)
        return writing.submit(actor=here, panel=panel.public_id, said=writing.Said(Answer.at(level), reason))


def moved_to(visit, stage):
    """The visit in another stage."""
    with at(LEADER):
        Visit.objects.filter(pk=visit.pk).update(
            stage=stage, stopped_in=visit.stage if stage == "withdrawn" else ""
        )
