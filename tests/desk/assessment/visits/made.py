"""Visits of the fictional committee to Marvona, moved on as people move them."""

from datetime import timedelta

import pyrage
from attrs import evolve
from django.utils import timezone
from tests.core.measures.editions import small_edition
from tests.desk.conftest import organisation_of, person_of

from catenary.core.assessment.visit_words import CommentOutcome, Meets, Publication, TeamTask, VisitAct
from catenary.core.measures.model import VisitKind
from catenary.desk.assessment.models import Member, Visit
from catenary.desk.assessment.visits import papers, planning, programme, steps, team
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.measures.models import Edition as EditionRow
from catenary.desk.measures.models import EditionText
from catenary.formats.measures.json_form import edition_digest, write_edition_json

ASSESSOR = "ines.adaro@committee.example"
REVIEWER = "pavel.oriska@committee.example"
SECRETARY = "leonie.marchetal@committee.example"
ANALYST = "samir.qadiran@committee.example"
FOCAL = "rosalba.tenorio@marvona.example"
PARTNER = "didier.vauclair@bridge.example"
STRANGER = "tom.ashgrove@piu.utopia.example"


def frozen_edition():
    """A small sound method as a frozen edition of the committee."""
    method = evolve(small_edition(), complete=False)
    maker, second, now = person_of(ASSESSOR), person_of(SECRETARY), timezone.now()
    body, digest = organisation_of(ASSESSOR), edition_digest(method)
    with acting(Declaration(maker.pk, body.pk)):
        row = EditionRow.objects.create(
            organisation=body,
            code=method.code,
            title=method.title,
            language="en",
            complete=False,
            digest=digest,
            made_by=maker,
            made_at=now,
        )
        EditionText.objects.create(
            edition=row, digest=digest, canonical=write_edition_json(method), by=maker, at=now
        )
        row.state, row.rounds, row.comments_until = "consulted", 1, now.date()
        row.save()
        row.state, row.frozen_by, row.frozen_at = "frozen", second, now
        row.save()
    return row


def planned(act_as, kind=VisitKind.COMPREHENSIVE, days=90, visited="Marvona", areas=()):
    """A visit in the plan, its questions chosen."""
    edition = frozen_edition()
    with act_as(REVIEWER) as here:
        state = Organisation.objects.get(name=visited)
        begins = here.now.date() + timedelta(days=days)
        row = planning.plan_visit(
            actor=here,
            visited=state.public_id,
            kind=kind,
            year=begins.year,
            begins_on=begins,
            ends_on=begins + timedelta(days=9),
            languages=["es", "en"],
        )
        return planning.choose_questions(
            actor=here, visit=row.public_id, edition=edition.public_id, areas=areas
        )


def take(act_as, visit, email, *acts, **given):
    """Somebody takes steps, with a reason."""
    with act_as(email) as here:
        for act in acts:
            steps.take_step(
                actor=here, visit=visit.public_id, act=VisitAct(act), **{"reason": "as agreed", **given}
            )
        return Visit.objects.get(pk=visit.pk)


def agreed(act_as, **options):
    """A visit that the State agreed to."""
    visit = planned(act_as, **options)
    take(act_as, visit, REVIEWER, "ask_consent")
    return take(act_as, visit, FOCAL, "give_consent")


def listed(act_as, visit, email, task=TeamTask.EXPERT):
    """Somebody of the committee, invited."""
    with act_as(REVIEWER) as here:
        person = person_of(email).public_id
        row = team.propose_member(actor=here, visit=visit.public_id, task=task, person=person)
        return team.invite_member(actor=here, member=row.public_id)


def accepted(act_as, member, email, **declared):
    """They say yes, with nothing to declare unless told."""
    with act_as(email) as here:
        told = {"nationalities": ["QVK"], **declared}
        return team.accept_invitation(actor=here, member=member.public_id, **told)


def composed(act_as, **options):
    """A visit whose team is on it and not settled yet: the reviewer leads, the assessor goes along."""
    visit = agreed(act_as, **options)
    accepted(act_as, listed(act_as, visit, REVIEWER, TeamTask.LEADER), REVIEWER)
    accepted(act_as, listed(act_as, visit, ASSESSOR), ASSESSOR)
    return refreshed(act_as, visit)


def refreshed(act_as, visit, email=REVIEWER):
    """The visit as it stands now."""
    with act_as(email):
        return Visit.objects.get(pk=visit.pk)


def preparing(act_as, **options):
    """A visit in preparation."""
    return take(act_as, composed(act_as, **options), REVIEWER, "settle_team")


def a_meeting(act_as, visit, meets=Meets.MINISTRY, with_state=True, email=ASSESSOR):
    """A meeting of the programme, tomorrow."""
    with act_as(email) as here:
        begins = here.now + timedelta(days=1)
        return programme.add_meeting(
            actor=here,
            visit=visit.public_id,
            meets=meets,
            institution="Ministry of the Interior" if with_state else "An association",
            begins_at=begins,
            ends_at=begins + timedelta(hours=1),
            with_state=with_state,
        )


def drafted(act_as):
    """A visit that was made and is being written up."""
    visit = preparing(act_as)
    a_meeting(act_as, visit)
    take(act_as, visit, ASSESSOR, "finish_desk_review")
    take(act_as, visit, FOCAL, "hand_in_self_score", "agree_programme")
    return take(act_as, visit, ASSESSOR, "begin_visit", "end_visit")


def commented(act_as):
    """A visit whose draft the State comments on, with one comment not handed in yet."""
    visit = take(act_as, drafted(act_as), REVIEWER, "send_draft")
    with act_as(FOCAL) as here:
        comment = papers.add_comment(
            actor=here, visit=visit.public_id, about="3.2", text="The law is of 2019.", language="en"
        )
    return visit, comment


def adopted(act_as):
    """A visit whose report was adopted."""
    visit, _comment = commented(act_as)
    take(act_as, visit, FOCAL, "hand_in_comments")
    answer_all(act_as, visit)
    take(act_as, visit, REVIEWER, "send_for_adoption")
    return take(act_as, visit, SECRETARY, "adopt")


def answer_all(act_as, visit):
    """Every comment gets its answer."""
    with act_as(ASSESSOR) as here:
        for each in visit.comments.all():
            papers.answer_comment(
                actor=here, comment=each.public_id, outcome=CommentOutcome.ACCEPTED, answer="Changed."
            )


def publish(act_as, visit, extent=Publication.NONE, sections=()):
    """The State decides what is published."""
    return take(act_as, visit, FOCAL, "decide_publication", publication=extent, sections=sections)


def member_of(act_as, visit, email):
    """The row of somebody on a team."""
    with act_as(REVIEWER):
        return Member.objects.get(visit=visit, person=person_of(email))


def identity_keys(settings, folder):
    """A key of identities of this test alone."""
    identity = pyrage.x25519.Identity.generate()
    settings.INTERVIEW_KEY_FILE = folder / "interview.key"
    settings.INTERVIEW_RECIPIENT_FILE = folder / "interview-recipient.txt"
    settings.INTERVIEW_KEY_FILE.write_text(f"{identity}\n")
    settings.INTERVIEW_RECIPIENT_FILE.write_text(f"{identity.to_public()}\n")
