"""Visits to invented States with levels that the rating model is taken to have told; for tests at work as the workers' jobs."""

from datetime import date

from django.utils import timezone
from tests.desk.assessment.rating.made import LEADER, at
from tests.desk.conftest import organisation_of, person_of

from catenary.core.assessment.confidence import Sureness
from catenary.core.assessment.visit_words import Stage
from catenary.core.measures.model import AnswerKind
from catenary.desk.assessment.models import Agreed, AreaStanding, AssessedState, ModelRun, Panel, Visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting

SYSTEM = Declaration(door=Door.SYSTEM)
STATES = ("Aqira", "Hollemar", "Marvona", "Tamberin", "Utopia", "Vorelle")
FEW = {"code": "ratings.few_raters", "params": {"raters": 1}}


def visit_to(name, edition, year, stage=Stage.ADOPTED, **changes):
    """A visit of the committee that was made in March of a year."""
    leader, body = person_of(LEADER), organisation_of(LEADER)
    seat = f"{leader.pk}/{body.pk}"
    row = {
        "kind": "comprehensive", "year": year, "begins_on": date(year, 3, 2), "ends_on": date(year, 3, 9),
        "edition": edition, "edition_digest": edition.digest, "stage": stage, "asked_at": timezone.now(),
        "leader_seat": seat, "seats_asked": [seat], "seats_on": [seat], "made_by": leader, "made_at": timezone.now(),
    }  # fmt: skip
    with acting(SYSTEM):
        visited = Organisation.objects.get(name=name, kind="state")
        return Visit.objects.create(body=body, visited=visited, **{**row, **changes})


def levels(visit, **by_area):
    """A run of the model told these levels of a visit, each with a third of a level on both sides; None is not enough to say."""
    now, maker = timezone.now(), person_of(LEADER)
    with acting(SYSTEM):
        run = ModelRun.objects.create(
            body=visit.body, edition=visit.edition, asked_by=maker, asked_at=now, done_at=now
        )
        for area, level in by_area.items():
            ends = {"low": level - 0.3, "high": level + 0.3} if level else {"reason": FEW}
            AreaStanding.objects.create(
                run=run, visit=visit, told_at=now, area=area, ratings=8, raters=3, level=level, **ends
            )
    return run


def agreed(visit, **by_question):
    """The team agreed on these levels; codes with underscores for hyphens. None is not known."""
    now, leader = timezone.now(), person_of(LEADER)
    with acting(SYSTEM):
        for key, level in by_question.items():
            code = key.replace("_", "-")
            panel = Panel.objects.create(
                body=visit.body, visit=visit, question=code, area=code.partition("-")[0],
                kind="law" if code.endswith("l") else "practice", digest=visit.edition_digest, made_by=leader,
                made_at=now, shown_at=now, agreed_at=now,
            )  # fmt: skip
            kind = AnswerKind.LEVEL if level else AnswerKind.UNKNOWN
            Agreed.objects.create(
                panel=panel, answer=kind, level=level, reason="As all said", language="en", entered_by=leader, at=now,
                strength=0.5, agreement=0.9, confidence=0.45, sureness=next(iter(Sureness)),
            )  # fmt: skip


def registered(region="East", states=STATES):
    """The committee's register has these States in one region."""
    body, leader = organisation_of(LEADER), person_of(LEADER)
    with at(LEADER):
        for each in Organisation.objects.filter(name__in=states, kind="state"):
            AssessedState.objects.create(
                body=body, country=each.country, name=each.name, region=region, entered_by=leader, entered_at=timezone.now()
            )  # fmt: skip
